// Correcting an amount: the fields say what stands of the one that is chosen, so that what is not changed stays.
"use strict";
document.addEventListener("change", ({ target }) => {
  if (!target.dataset.amounts) return;
  const says = JSON.parse(target.dataset.amounts)[target.value] ?? { text: "", low: "", high: "", qualifier: "exact", unit: "", thing: "" };
  for (const [name, value] of Object.entries(says)) target.form.elements[name].value = value;
});
