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

// A filter that changes leaves everything where it was; a question that is sent shows its answer.
let unfolded = [];
let focused = null;
form.addEventListener("htmx:beforeSwap", (event) => {
  const isSent = event.detail.requestConfig.triggeringEvent?.type === "submit";
  const { name, value } = document.activeElement;
  unfolded = [...form.querySelectorAll("details[open]")].map((each) => each.id).filter((id) => !isSent || id !== "filters");
  focused = !isSent && name ? { name, value } : null;
});
form.addEventListener("htmx:afterSettle", () => {
  for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
  const place = focused
    ? [...form.elements].find((each) => each.name === focused.name && each.value === focused.value)
    : form.querySelector("h1");
  place?.focus({ preventScroll: Boolean(focused) });
  status.textContent = document.getElementById("answer").dataset.said;
});
