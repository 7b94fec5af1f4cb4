// What pages of plain HTML need of the frame: the switch of light and dark.
(function () {
  document.getElementById("switch-theme")?.addEventListener("click", () => {
    const theme = document.documentElement.dataset.bsTheme === "dark" ? "light" : "dark";
    document.documentElement.dataset.bsTheme = theme;
    document.cookie = `theme=${theme}; path=/; SameSite=Lax; max-age=31536000`;
  });
})();
