// Shows the print button, which only a browser with JavaScript can honour.
for (const tool of document.querySelectorAll("[data-print]")) {
  tool.hidden = false;
  tool.addEventListener("click", () => window.print());
}
