// Escape closes what was unfolded over the page, such as the choice of columns, and gives the focus back to what opened
// it. Dialogs and menus of Bootstrap do so by themselves.
document.addEventListener("keydown", (event) => {
  const unfolded = event.key === "Escape" && event.target.closest?.("details.column-choice[open], details.units[open]");
  if (!unfolded) return;
  unfolded.open = false;
  unfolded.querySelector("summary").focus();
});
