// Sets the theme before anything is painted: the one chosen before, else the system's, which is followed live. The
// cookie `theme` is a choice and lasts; `system-theme` tells the server what to draw in meanwhile. Runs in <head>, alone.
(function () {
  const chosen = () => document.cookie.match(/(?:^|; )theme=(light|dark)(?:;|$)/)?.[1];
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const system = () => (dark.matches ? "dark" : "light");
  const secure = location.protocol === "https:" ? "; Secure" : "";

  function show(theme) {
    document.documentElement.dataset.bsTheme = theme;
    document.getElementById("switch-theme")?.setAttribute("aria-pressed", String(theme === "dark"));
    window.dash_clientside?.set_props?.("theme", { data: theme });
  }

  function follow() {
    document.cookie = `system-theme=${system()}; path=/; SameSite=Lax${secure}`;
    if (!chosen()) show(system());
  }

  function choose(theme) {
    document.cookie = `theme=${theme}; path=/; max-age=31536000; SameSite=Lax${secure}`;
    show(theme);
  }

  document.documentElement.dataset.bsTheme = chosen() || system();
  follow();
  dark.addEventListener("change", follow);
  document.addEventListener("DOMContentLoaded", () => {
    const theme = document.documentElement.dataset.bsTheme;
    document.getElementById("switch-theme")?.setAttribute("aria-pressed", String(theme === "dark"));
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#switch-theme")) {
      choose(document.documentElement.dataset.bsTheme === "dark" ? "light" : "dark");
    }
  });
})();
