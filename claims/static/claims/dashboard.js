"use strict";
// The charts replace themselves every half minute: a table that somebody has opened stays open.
let open = [];
document.addEventListener("htmx:beforeSwap", () => { open = [...document.querySelectorAll("#charts details[open]")].map((one) => one.id); });
document.addEventListener("htmx:afterSwap", () => { for (const id of open) document.getElementById(id)?.setAttribute("open", ""); });
