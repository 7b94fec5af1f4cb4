// The documentation of the API: Swagger UI in the page's own colours, asking nobody but this server, and with what its
// own markup lacks for screen readers and keyboards: one main landmark, headings in order, names of its fields.
(function () {
  const root = document.documentElement;
  const follow = () => root.classList.toggle("dark-mode", root.dataset.bsTheme === "dark");
  new MutationObserver(follow).observe(root, { attributes: true, attributeFilter: ["data-bs-theme"] });
  follow();

  // The addresses alone: Swagger UI's own layout brings a second <main>.
  const addresses = ({ React }) => ({
    components: {
      AddressesLayout: ({ getComponent, specSelectors }) => {
        const create = React.createElement;
        const isThere = specSelectors.loadingStatus() === "success";
        const shown = isThere ? create(getComponent("operations", true)) : create("p", null, "…");
        return create("div", { className: "swagger-ui" }, create(getComponent("SvgAssets")), shown);
      },
    },
  });

  const set = (element, name, value) => element.getAttribute(name) === value || element.setAttribute(name, value);

  const LEVELS = { ".opblock-title": "4", "h5": "5" };

  function mend(place) {
    for (const [selector, level] of Object.entries(LEVELS)) {
      for (const heading of place.querySelectorAll(selector)) set(heading, "aria-level", level);
    }
    for (const row of place.querySelectorAll("tr[data-param-name]")) {
      for (const field of row.querySelectorAll("select, input, textarea")) set(field, "aria-label", row.dataset.paramName);
    }
    for (const select of place.querySelectorAll(".content-type:not([aria-label])")) set(select, "aria-label", "Media type");
    for (const box of place.querySelectorAll("pre")) set(box, "tabindex", "0");
  }

  document.addEventListener("DOMContentLoaded", () => {
    const place = document.getElementById("swagger-ui");
    let isDue = false;
    const soon = () => {
      if (!isDue) requestAnimationFrame(() => (isDue = false, mend(place)));
      isDue = true;
    };
    new MutationObserver(soon).observe(place, { childList: true, subtree: true });
    window.SwaggerUIBundle({
      url: place.dataset.document,
      domNode: place,
      plugins: [addresses],
      layout: "AddressesLayout",
      validatorUrl: null,
      deepLinking: false,
      defaultModelsExpandDepth: -1,
      docExpansion: "list",
      supportedSubmitMethods: ["get"],
    });
  });
})();
