// The desk by keyboard. Everything here is a click on something that is on the page: without this file it works by mouse and tab.
"use strict";
(() => {
  const HOLD_SECONDS = 60;
  const WRITING = "veawg"; // keys of the fields in which words or names are written
  const panel = () => document.getElementById("claim");
  const queue = () => [...document.querySelectorAll("#queue a[data-claim]")];
  const matches = () => [...document.querySelectorAll("#claim .match")];
  let aimed = null; // the match that the keys y x n d p u l are about, by its number
  let decided = null; // the match that was decided on last: u takes that back where nothing is aimed at that could be taken back
  let busy = false; // between a decision and the page that shows it
  const typed = []; // keys pressed meanwhile, for the page that is coming
  let mute = false; // behind a key whose field is not there: keys decide nothing, until Esc or a click

  const current = () => queue().findIndex((link) => link.dataset.claim === panel()?.dataset.claim);

  function go(step) {
    const links = queue();
    const at = current();
    const link = links[at < 0 ? 0 : at + step];
    if (!link) return turn(step);
    link.click();
    link.scrollIntoView({ block: "nearest" });
  }

  function turn(step) {
    document.querySelector(`.queue .pages [rel=${step > 0 ? "next" : "prev"}]`)?.click();
  }

  function tab(step) {
    const all = [...document.querySelectorAll(".tabs a")];
    const at = all.findIndex((link) => link.hasAttribute("aria-current"));
    all[(at + step + all.length) % all.length]?.click();
  }

  // To take out is not done by one key: several may be taken out, and the key would have to choose.
  function approach() {
    const all = [...document.querySelectorAll('#claim [data-key="f"]')];
    const next = all[(all.indexOf(document.activeElement) + 1) % all.length];
    next?.focus();
    next?.scrollIntoView({ block: "center" });
  }

  const target = () => matches().find((one) => one.dataset.match === aimed) || matches()[0];

  function aim(step) {
    const all = matches();
    if (!all.length) return;
    const next = all[(all.indexOf(target()) + step + all.length) % all.length];
    aimed = next.dataset.match;
    mark();
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  // After a decision the keys are about the next suggestion in the order that was seen; after an undo about the same match again.
  function moveOn(match) {
    const all = matches();
    const following = [...all.slice(all.indexOf(match) + 1), ...all].find((one) => one !== match && one.matches(".suggested"));
    const isDecision = match.matches(".suggested");
    decided = isDecision ? match.dataset.match : null;
    aimed = isDecision ? (following?.dataset.match ?? null) : match.dataset.match;
  }

  function toUndo() {
    const named = (number) => matches().find((one) => one.dataset.match === number);
    return named(aimed)?.querySelector('[data-key="u"]') ? named(aimed) : (named(decided) ?? target());
  }

  function mark() {
    const one = target();
    matches().forEach((match) => match.classList.toggle("aimed", match === one));
  }

  function about(key) {
    if (key === "u") return toUndo();
    if ("yxndp".includes(key)) return target();
    return "trhszgq".includes(key) ? panel()?.querySelector("header.title") : panel();
  }

  // A key leads to a button, which is pressed, or to a field, which is opened and entered. A folded button asks first: it is entered.
  function press(key) {
    const found = about(key)?.querySelector(`[data-key="${key}"]`);
    if (!found) return false;
    const details = found.closest("details");
    if (found.matches("button") && details?.open !== false) found.click();
    else {
      if (details) details.open = true;
      found.focus();
      found.scrollIntoView({ block: "center" });
    }
    return true;
  }

  const keys = {
    j: () => go(1),
    k: () => go(-1),
    m: () => aim(1),
    i: () => aim(-1),
    l: () => target()?.querySelector("a[href]")?.click(),
    f: approach,
    ",": () => tab(-1),
    ".": () => tab(1),
    "/": () => document.getElementById("id_q")?.focus(),
  };

  function silence(on, key = "") {
    mute = on;
    const notice = document.getElementById("fieldless");
    notice.hidden = !on;
    document.getElementById("review-first").hidden = !("ve".includes(key) && about("r")?.querySelector('[data-key="r"]'));
    if (on) notice.scrollIntoView({ block: "nearest" });
  }
  document.addEventListener("pointerdown", () => silence(false));
  // Before any other listener: figures and marks are keys of every page.
  document.addEventListener(
    "keydown",
    (event) => {
      if (!mute || window.factcheckTyping(event) || (event.key.length > 1 && event.key !== "Enter")) return;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") silence(false);
    if (event.key === "Escape" && document.activeElement?.matches("input, textarea, select")) document.activeElement.blur();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.closest("form.write")?.requestSubmit();
    if (window.factcheckTyping(event)) return;
    const key = window.factcheckKey(event);
    if (!keys[key] && !/^[a-z]$/.test(key)) return;
    event.preventDefault();
    // A key that is held down walks, and decides once.
    if (event.repeat && !keys[key]) return;
    if (busy) typed.push(key);
    else obey(key);
  });

  // Behind a key that leads to a field come words, which decide nothing: also where there is no such field now.
  function obey(key) {
    if (keys[key]) keys[key]();
    else if (!press(key) && WRITING.includes(key)) silence(true, key);
  }
  const awaitsWords = () => mute || document.activeElement?.matches("input, textarea, select");

  // Keys that were pressed for a page that has not come; of words that were begun with them, the rest is still to come.
  function forget() {
    const begun = typed.find((key) => WRITING.includes(key));
    typed.length = 0;
    if (begun) silence(true, begun);
  }

  function ready() {
    busy = false;
    panel()?.removeAttribute("aria-busy");
    while (typed.length && !busy) {
      obey(typed.shift());
      if (awaitsWords()) typed.length = 0;
    }
  }
  const isOfPanel = (event) => event.detail.target?.id === "claim";
  document.addEventListener("htmx:beforeRequest", (event) => {
    busy ||= isOfPanel(event);
    if (isOfPanel(event)) panel()?.setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:afterSettle", ready);
  // What the server says instead of a claim is no part of this page: one of these does.
  // 401: the session has ended. 403: this page is older than the session. 400 and 413: a form holds more than is read.
  const NOTICES = { 400: "large", 401: "ended", 403: "ended", 404: "gone", 409: "taken", 413: "large" };
  const isPart = (xhr) => xhr.responseText.includes('<section id="claim"');

  function failed(id) {
    forget();
    document.getElementById(id).hidden = false;
    document.getElementById(id).scrollIntoView({ block: "nearest" });
    ready();
  }
  for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:sendAbort"]) document.addEventListener(failure, () => failed("offline"));
  document.addEventListener("htmx:beforeSwap", (event) => {
    const status = event.detail.xhr.status;
    if (!isPart(event.detail.xhr)) {
      event.detail.shouldSwap = false;
      failed(NOTICES[status] ?? "offline");
      return;
    }
    for (const id of ["offline", ...Object.values(NOTICES)]) document.getElementById(id).hidden = true;
    if (status >= 400) forget();
    // What is saved is no draft any more; before the swap, which restores what there is.
    const form = event.detail.requestConfig.elt;
    const match = form.closest(".match");
    if (status < 400 && match) moveOn(match);
    if (status < 400 && form.matches("form[data-draft]")) localStorage.removeItem(kept(form));
    // One's own decision on the fact check is nothing that the other drafts were written before.
    const own = status < 400 && /\/(checks\/\d+\/[^/]+|verdict)\/$/.test(event.detail.requestConfig.path);
    followed = own ? drafts().filter((one) => !one.dataset.now).map(kept) : [];
  });

  // What was typed and not saved is kept in this browser until it is, for who typed it, with what the form's hidden fields said was seen.
  // Where that is there no more, the form goes on saying so, and is refused, until who wrote it has read what is there now.
  const kept = (form) => `draft:${document.body.dataset.person}:${form.dataset.draft}`;
  const drafts = () => [...document.querySelectorAll("form[data-draft]")];
  const seen = (form) => [...form.elements].filter((field) => field.type === "hidden" && field.name !== "csrfmiddlewaretoken");
  const values = (fields) => Object.fromEntries(fields.map((field) => [field.name, field.value]));
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  let followed = []; // the drafts that go with a decision of one's own, by the names under which they are kept

  function keep(form) {
    const hidden = ["csrfmiddlewaretoken", ...seen(form).map((field) => field.name)];
    const written = Object.fromEntries([...new FormData(form)].filter(([name]) => !hidden.includes(name)));
    localStorage.setItem(kept(form), JSON.stringify({ seen: values(seen(form)), written }));
  }

  function put(form, fields) {
    for (const [name, value] of Object.entries(fields)) if (form.elements[name] && value) form.elements[name].value = value;
  }

  // A box runs as most of its letters do: what begins with a number or a foreign name does not turn with it.
  function turnBox(box) {
    const letters = box.value.match(/\p{L}/gu);
    const leftwards = box.value.match(/[\p{Script=Arabic}\p{Script=Hebrew}]/gu);
    if (letters) box.dir = (leftwards?.length ?? 0) * 2 > letters.length ? "rtl" : "ltr";
  }

  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-turns]")) turnBox(event.target);
    const form = event.target.closest("form[data-draft]");
    if (form) keep(form);
  });

  document.addEventListener("click", (event) => {
    const form = event.target.closest("form[data-draft]");
    if (event.target.closest("[data-discard-draft]")) localStorage.removeItem(kept(form));
    if (!event.target.closest("[data-keep-draft]")) return;
    put(form, JSON.parse(form.dataset.now));
    delete form.dataset.now;
    form.querySelector(".stale").hidden = true;
    keep(form);
    form.querySelector("button:not([type=button])").focus();
  });

  function restore() {
    for (const form of drafts()) {
      const draft = JSON.parse(localStorage.getItem(kept(form)));
      if (!draft || form.dataset.now) continue;
      const now = values(seen(form));
      const after = { ...draft.seen, version: String(Number(draft.seen.version) + 1) };
      put(form, draft.written);
      form.querySelectorAll("[data-turns]").forEach(turnBox);
      const details = form.closest("details");
      if (details) details.open = true;
      if (followed.includes(kept(form)) && same(after, now)) keep(form);
      else if (!same(draft.seen, now)) {
        form.dataset.now = JSON.stringify(now);
        put(form, draft.seen);
        form.querySelector(".stale").hidden = false;
      }
    }
    followed = [];
  }

  // Who works on the claim holds it: a sign a minute, while there are any keys or clicks.
  let worked = true;
  for (const sign of ["keydown", "pointerdown", "scroll"]) document.addEventListener(sign, () => (worked = true), { passive: true });
  setInterval(async () => {
    const address = panel()?.dataset.hold;
    if (!address || !worked || document.hidden) return;
    worked = false;
    const token = panel().querySelector("[name=csrfmiddlewaretoken]")?.value;
    if (!token) return;
    try {
      const answer = await fetch(address, { method: "POST", headers: { "X-CSRFToken": token, "HX-Request": "true" } });
      if (NOTICES[answer.status]) document.getElementById(NOTICES[answer.status]).hidden = false;
    } catch {
      // Tried again in a minute.
    }
  }, HOLD_SECONDS * 1000);

  // The address names the open claim, so that to load it again, to log in again or to change the language leads back to it.
  function keepAddress(claim) {
    const address = new URL(location.href);
    address.searchParams.set("claim", claim);
    history.replaceState(history.state, "", address);
    const path = address.pathname + address.search;
    for (const field of document.querySelectorAll("[name=next]")) field.value = path;
    const link = document.querySelector("#ended a");
    const login = new URL(link.href);
    login.searchParams.set("next", path);
    link.href = login;
  }

  // The queue was written before the claim was: what its row says is said anew.
  function tellRow(shown) {
    const told = panel()?.querySelector("template.row");
    const row = queue().find((link) => link.dataset.claim === shown)?.querySelector(".facts");
    if (told && row) row.replaceChildren(told.content.cloneNode(true));
  }

  function settle() {
    mark();
    restore();
    const shown = panel()?.dataset.claim;
    tellRow(shown);
    if (shown && document.getElementById("queue")) keepAddress(shown);
    for (const link of queue()) link.dataset.claim === shown ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
    const error = panel()?.querySelector(".error.notice");
    if (error) error.scrollIntoView({ block: "nearest" });
  }
  // Where the claim stands beneath the queue, whoever chose it there would not see it; beside it, it is seen from the page's top.
  function show() {
    const isBeneath = document.querySelector(".queue").getBoundingClientRect().bottom <= panel().getBoundingClientRect().top;
    (isBeneath ? panel() : document.documentElement).scrollIntoView({ behavior: "instant" });
  }

  document.addEventListener("htmx:afterSwap", (event) => {
    settle();
    if (event.detail.requestConfig.elt.matches("#queue a")) show();
    // What had the focus is gone with the old panel: reading goes on from the new one.
    if (document.activeElement === document.body) panel()?.focus({ preventScroll: true });
  });
  document.addEventListener("DOMContentLoaded", settle);
})();
