// Shows the button that copies a field, which only a browser with a clipboard can honour, and says that it did.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  button.hidden = false;
  button.after(said);
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = button.dataset.done;
    } catch {
      field.focus();
      field.select();
    }
  });
}
