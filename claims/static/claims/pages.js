// On every page: the bell, and keys. Each key is a click on something that is on the page: without this file it works by mouse and tab.
"use strict";
(() => {
  const SECONDS = 60;

  // The letter that stands on the pressed key, whatever the keyboard's language: an Arabic one types other letters.
  window.factcheckKey = (event) => {
    if (/^Key[A-Z]$/.test(event.code) && !/^[a-z]$/i.test(event.key)) return event.code[3].toLowerCase();
    if (/^Digit[0-9]$/.test(event.code) && /^[\u0660-\u0669]$/.test(event.key)) return event.code[5];
    if (/^(Comma|Period)$/.test(event.code) && /[\u0600-\u06ff]/.test(event.key)) return event.code === "Comma" ? "," : ".";
    if (event.code === "Slash" && !"/?".includes(event.key)) return event.shiftKey ? "?" : "/";
    return event.key === "؟" ? "?" : event.key;
  };
  window.factcheckTyping = (event) =>
    event.ctrlKey || event.metaKey || event.altKey || event.isComposing || Boolean(event.target.closest("input, textarea, select, dialog[open]"));

  const walked = () => [...document.querySelectorAll("[data-walk] [data-walked]")];
  const near = () => document.activeElement?.closest("[data-walk] > *");

  function walk(step) {
    const links = walked();
    if (!links.length) return;
    const at = links.findIndex((link) => near()?.contains(link));
    links[Math.max(0, Math.min(links.length - 1, at < 0 ? 0 : at + step))].focus();
  }

  document.addEventListener("keydown", (event) => {
    if (window.factcheckTyping(event) || event.defaultPrevented) return;
    const key = window.factcheckKey(event);
    const go = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
    if (go) go.click();
    else if (key === "?") document.getElementById("help")?.showModal();
    else if (document.querySelector("[data-walk]") && key === "j") walk(1);
    else if (document.querySelector("[data-walk]") && key === "k") walk(-1);
    else if (document.querySelector("[data-walk]") && /^[a-z]$/.test(key)) {
      const scope = key === "a" ? document : near();
      scope?.querySelector(`button[data-key="${key}"]`)?.click();
    } else return;
    event.preventDefault();
  });

  const bell = document.getElementById("bell");
  async function ask() {
    if (document.hidden) return;
    try {
      const answer = await fetch(document.body.dataset.bell, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const { waiting, words } = await answer.json();
      bell.hidden = !waiting;
      bell.textContent = words;
    } catch {
      // Asked again in a minute.
    }
  }
  if (bell) setInterval(ask, SECONDS * 1000);
})();
