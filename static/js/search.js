// Keeps the page steady while htmx replaces the answer; without it, or without htmx, the form works as it is.
const form = document.getElementById("question");
const status = document.getElementById("search-status");

// The words are asked when they are sent, not whenever the field is left.
form.querySelector("#q").addEventListener("change", (event) => event.stopPropagation());

// An address that says only what was chosen.
form.addEventListener("htmx:configRequest", (event) => {
  for (const name of new Set(event.detail.formData.keys())) {
    const said = event.detail.formData.getAll(name).filter((value) => value !== "");
    event.detail.formData.delete(name);
    for (const value of said) event.detail.formData.append(name, value);
  }
});

// What was unfolded stays unfolded, the focus where it was, and the answer is announced.
let unfolded = [];
let focused = null;
form.addEventListener("htmx:beforeSwap", () => {
  const { name, value } = document.activeElement;
  unfolded = [...form.querySelectorAll("details[open]")].map((each) => each.id);
  focused = name && { name, value };
});
form.addEventListener("htmx:afterSettle", () => {
  for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
  if (focused) {
    [...form.elements].find((each) => each.name === focused.name && each.value === focused.value)?.focus({ preventScroll: true });
  }
  status.textContent = document.getElementById("answer").dataset.said;
});
