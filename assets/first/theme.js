// Sets the theme before anything is painted: the remembered choice, else the system's. Runs in <head>, alone.
(function () {
  const remembered = document.cookie.match(/(?:^|; )theme=(light|dark)(?:;|$)/);
  const system = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const theme = remembered ? remembered[1] : system;
  document.documentElement.dataset.bsTheme = theme;
  if (!remembered) document.cookie = `theme=${theme}; path=/; SameSite=Lax`;
})();
