// Django admin's choosers (select2) do not say what they choose: their name is taken from the field's label.
"use strict";

(() => {
  const labelOf = (select) =>
    document.querySelector(`label[for="${CSS.escape(select.id)}"]`)?.textContent.replace(":", "").trim();

  const set = (part, name, value) => {
    if (part && part.getAttribute(name) !== value) part.setAttribute(name, value);
  };

  const nameChooser = (select) => {
    const box = select.nextElementSibling;
    const words = labelOf(select);
    if (!words || !box?.classList.contains("select2")) return;
    const shown = [...select.selectedOptions].map((option) => option.textContent.trim()).filter(Boolean).join(", ");
    const said = [words, shown].filter(Boolean).join(": ");
    for (const part of box.querySelectorAll(".select2-selection, .select2-selection__rendered[role='textbox']")) {
      part.removeAttribute("aria-labelledby");
      set(part, "aria-label", said);
    }
    const selection = box.querySelector(".select2-selection");
    if (selection.hasAttribute("aria-owns")) set(selection, "aria-controls", selection.getAttribute("aria-owns"));
    set(box.querySelector(".select2-search__field"), "aria-label", words);
    set(box.querySelector("ul > .select2-selection__clear"), "role", "listitem");
    if (box.classList.contains("select2-container--open")) nameDropdown(words);
  };

  // What opens below stands at the end of the page, away from its field.
  const nameDropdown = (words) => {
    const dropdown = document.querySelector("body > .select2-container--open");
    set(dropdown, "role", "region");
    set(dropdown, "aria-label", words);
    set(dropdown?.querySelector(".select2-search__field"), "aria-label", words);
  };

  const nameAll = () => document.querySelectorAll("select.admin-autocomplete").forEach(nameChooser);

  window.addEventListener("load", () => {
    nameAll();
    new MutationObserver(nameAll).observe(document.body, {
      attributeFilter: ["class", "aria-labelledby", "aria-owns"],
      childList: true,
      subtree: true,
    });
  });
})();
