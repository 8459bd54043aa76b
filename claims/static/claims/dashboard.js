"use strict";
// The charts replace themselves every half minute: a table that somebody has opened stays open.
let open = [];
document.addEventListener("htmx:beforeSwap", (event) => {
  const { status, responseURL } = event.detail.xhr;
  // The session has ended, or something else is asked of the person first: the page itself leads there.
  if (status === 401 || (status < 400 && new URL(responseURL).pathname !== location.pathname)) {
    event.detail.shouldSwap = false;
    location.reload();
  }
  open = [...document.querySelectorAll("#charts details[open]")].map((one) => one.id);
});
document.addEventListener("htmx:afterSwap", () => { for (const id of open) document.getElementById(id)?.setAttribute("open", ""); });
