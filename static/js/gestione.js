// Django admin's choosers (select2) do not say what they choose: their name is taken from the field's label.
"use strict";

(() => {
  const labelOf = (select) => document.querySelector(`label[for="${CSS.escape(select.id)}"]`)?.textContent.replace(":", "").trim();

  const name = (select) => {
    const box = select.nextElementSibling;
    const words = labelOf(select);
    if (!words || !box?.classList.contains("select2")) return;
    for (const part of box.querySelectorAll(".select2-selection, .select2-selection__rendered[role='textbox'], .select2-search__field")) {
      const shown = part.classList.contains("select2-search__field") ? "" : (select.selectedOptions[0]?.textContent.trim() ?? "");
      part.removeAttribute("aria-labelledby");
      part.setAttribute("aria-label", [words, shown].filter(Boolean).join(": "));
    }
  };

  const nameAll = () => document.querySelectorAll("select.admin-autocomplete").forEach(name);

  // The field in which one types appears, without a name, when the chooser opens.
  const nameOpen = () => {
    const field = document.querySelector(".select2-container--open .select2-search__field:not([aria-label])");
    field?.setAttribute("aria-label", field.closest("[aria-label]")?.getAttribute("aria-label") ?? document.documentElement.dataset.search ?? "Cerca");
  };

  window.addEventListener("load", () => {
    nameAll();
    new MutationObserver(() => {
      nameAll();
      nameOpen();
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
