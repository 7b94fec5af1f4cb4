// The documentation of the API: Swagger UI in the page's own colours, asking nobody but this server.
(function () {
  const root = document.documentElement;
  const follow = () => root.classList.toggle("dark-mode", root.dataset.bsTheme === "dark");
  new MutationObserver(follow).observe(root, { attributes: true, attributeFilter: ["data-bs-theme"] });
  follow();
  document.addEventListener("DOMContentLoaded", () => {
    const place = document.getElementById("swagger-ui");
    window.SwaggerUIBundle({
      url: place.dataset.document,
      domNode: place,
      validatorUrl: null,
      deepLinking: false,
      defaultModelsExpandDepth: -1,
      docExpansion: "list",
      supportedSubmitMethods: ["get"],
    });
  });
})();
