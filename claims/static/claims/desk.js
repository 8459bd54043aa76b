// The desk by keyboard. Everything here is a click on something that is on the page: without this file it works by mouse and tab.
"use strict";
(() => {
  const panel = () => document.getElementById("claim");
  const queue = () => [...document.querySelectorAll("#queue a[data-claim]")];
  let match = 0; // which suggestion the keys y x n d p decide
  let busy = false; // between a decision and the page that shows it
  const typed = []; // keys pressed meanwhile, for the page that is coming

  const current = () => queue().findIndex((link) => link.dataset.claim === panel()?.dataset.claim);

  function go(step) {
    const links = queue();
    const link = links[Math.max(0, Math.min(links.length - 1, current() + step))];
    if (!link) return;
    link.click();
    link.scrollIntoView({ block: "nearest" });
  }

  const suggested = () => [...document.querySelectorAll("#claim .match.suggested")];

  function press(key) {
    const scope = "yxndp".includes(key) ? suggested()[Math.min(match, suggested().length - 1)] : document.querySelector("#claim .head");
    const button = scope?.querySelector(`button[data-key="${key}"]`);
    if (button) button.click();
    return Boolean(button);
  }

  const keys = {
    j: () => go(1),
    k: () => go(-1),
    m: () => {
      const all = suggested();
      if (!all.length) return;
      match = (match + 1) % all.length;
      mark();
      all[match].focus();
    },
    v: () => {
      const field = document.getElementById("verdict");
      if (!field) return;
      field.closest("details").open = true;
      field.focus();
    },
    "/": () => document.getElementById("id_q")?.focus(),
    "?": () => document.getElementById("help")?.showModal(),
  };

  function mark() {
    suggested().forEach((one, at) => one.classList.toggle("aimed", at === match));
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && document.activeElement?.matches("input, textarea, select")) document.activeElement.blur();
    if (event.target.closest("input, textarea, select, dialog[open]")) return;
    if (busy) {
      typed.push(event);
      return;
    }
    obey(event);
  });

  function obey(event) {
    // An Arabic keyboard types other letters on the same keys.
    const key = /^Key[A-Z]$/.test(event.code) && !/^[a-z]$/.test(event.key) ? event.code[3].toLowerCase() : event.key;
    if (keys[key]) {
      event.preventDefault();
      keys[key]();
    } else if ("trszyxndp".includes(key) && key.length === 1 && press(key)) event.preventDefault();
  }

  function ready() {
    busy = false;
    while (typed.length && !busy) obey(typed.shift());
  }
  document.addEventListener("htmx:beforeRequest", () => {
    busy = true;
  });
  document.addEventListener("htmx:afterSettle", ready);
  for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:sendAbort"])
    document.addEventListener(failure, () => {
      typed.length = 0;
      document.getElementById("offline").hidden = false;
      ready();
    });
  document.addEventListener("htmx:beforeSwap", () => {
    document.getElementById("offline").hidden = true;
  });

  // What was typed and not saved is kept in this browser until it is.
  const kept = (form) => `draft:${form.dataset.draft}`;
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-draft]");
    if (form) localStorage.setItem(kept(form), JSON.stringify(Object.fromEntries([...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "version"].includes(name)))));
  });
  function restore() {
    for (const form of document.querySelectorAll("form[data-draft]")) {
      const draft = JSON.parse(localStorage.getItem(kept(form)) || "{}");
      for (const [name, value] of Object.entries(draft)) if (form.elements[name] && value) form.elements[name].value = value;
      if (Object.keys(draft).length) form.closest("details").open = true;
    }
  }

  function settle() {
    match = 0;
    mark();
    restore();
    const shown = panel()?.dataset.claim;
    for (const link of queue()) link.dataset.claim === shown ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
  }
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest?.("form[data-draft]");
    if (form && event.detail.successful) localStorage.removeItem(kept(form));
  });
  document.addEventListener("htmx:afterSwap", settle);
  document.addEventListener("DOMContentLoaded", settle);
})();
