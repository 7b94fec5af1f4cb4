// The header, on every page: the menu of narrow screens, which page of it is open, and the links to other languages.
// Where a link leads is the address of the page; the search box is in search.js, the theme in first/theme.js.
(function () {
  const opener = () => document.getElementById("open-menu");
  const header = () => document.querySelector(".header");
  const isOpen = () => opener()?.getAttribute("aria-expanded") === "true";

  function open(yes) {
    opener().setAttribute("aria-expanded", String(yes));
    header().classList.toggle("menu-open", yes);
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#open-menu")) open(!isOpen());
    else if (isOpen() && (event.target.closest("#menu a") || !event.target.closest(".header"))) open(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    open(false);
    opener().focus();
  });
  document.addEventListener("focusin", (event) => {
    if (isOpen() && !event.target.closest(".header")) open(false);
  });

  // The open page is the link with the longest address that the page's begins with: /data/changes is in Data.
  function markPage() {
    const path = window.location.pathname;
    const isWithin = (link) => path === link.pathname || (link.pathname !== "/" && path.startsWith(`${link.pathname}/`));
    const links = [...document.querySelectorAll(".nav-link")];
    const [here] = links.filter(isWithin).sort((one, other) => other.pathname.length - one.pathname.length);
    for (const link of links) {
      if (link !== here) link.removeAttribute("aria-current");
      else link.setAttribute("aria-current", path === link.pathname ? "page" : "true");
    }
  }

  // Path, parameters and place of the page stay; the answer is another document, so the page is loaded.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.language");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const address = new URL(window.location.href);
    address.searchParams.set("lang", link.lang);
    window.location.assign(address);
  });

  window.dashboardHeader = { markPage };
  document.addEventListener("DOMContentLoaded", markPage);
})();
