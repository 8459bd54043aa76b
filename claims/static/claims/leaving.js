// Wherever one logs out, in the pages or in the admin. What was written and not saved is its writer's; the next at this browser is somebody
// else. A session that ends by itself leaves it.
"use strict";
(() => {
  const { person, question } = document.currentScript.dataset;
  const mine = () => Object.keys(localStorage).filter((key) => key.startsWith(`draft:${person}:`));
  document.querySelector('form[action$="/logout/"]')?.addEventListener("submit", (event) => {
    if (mine().length && !confirm(question)) event.preventDefault();
    else mine().forEach((key) => localStorage.removeItem(key));
  });
})();
