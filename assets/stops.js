// Every drawing is one stop of the Tab key with a name, also one that comes later; its buttons and shapes are none.
// What keys do inside is in keys.js; whoever has to know when the page changed asks `watch`.
(function () {
  const watching = [];
  const drawings = document.getElementsByClassName("js-plotly-plot");
  const buttons = document.getElementsByClassName("modebar-btn");
  const how = Object.assign(document.createElement("p"), { id: "keys-how", hidden: true });
  let number = 0;

  // The name of a drawing is the title of its view; what it shows in a sentence is its description.
  function name(graph) {
    const panels = ["figure", ".view", "section"].map((kind) => graph.closest(kind)).filter(Boolean);
    const first = (...kinds) => kinds.flatMap((kind) => panels.map((panel) => panel.querySelector(kind))).find(Boolean);
    const title = first("figcaption", "h2 .title", "h2, h3"), finding = first(".finding");
    for (const element of [title, finding]) if (element) element.id ||= `named-${(number += 1)}`;
    graph.setAttribute("aria-labelledby", [title?.id, how.id].filter(Boolean).join(" "));
    if (finding) graph.setAttribute("aria-describedby", finding.id);
  }

  function adopt(graph) {
    graph.tabIndex = 0;
    graph.setAttribute("role", "application");
    name(graph);
  }

  // Plotly's buttons are for the mouse; in the drawing keys do what they do.
  function retire(button) {
    button.tabIndex = -1;
    const { attr, val } = button.dataset, does = attr === "zoom" ? val : attr;
    const said = window.dashboardWords?.[`keys_zoom_${does}`];
    if (said) button.setAttribute("aria-label", (button.dataset.title = said));
  }

  // A drawing makes thousands of changes: the page is looked at once, when it has nothing else to do.
  const whenIdle = window.requestIdleCallback || ((then) => setTimeout(then, 50));
  let isAwaited = false;

  function lookSoon() {
    if (!isAwaited) whenIdle(look, { timeout: 200 });
    isAwaited = true;
  }

  function look() {
    isAwaited = false;
    for (const graph of drawings) if (!graph.hasAttribute("role")) adopt(graph);
    for (const button of buttons) if (button.tabIndex !== -1) retire(button);
    for (const then of watching) then();
  }

  // A finger or a mouse does not take the focus to a drawing: arrows go on scrolling the page.
  document.addEventListener(
    "mousedown",
    ({ target }) => {
      const graph = target.closest?.(".js-plotly-plot[tabindex]");
      if (!graph) return;
      graph.removeAttribute("tabindex");
      setTimeout(() => (graph.tabIndex = 0));
    },
    { capture: true },
  );

  how.textContent = window.dashboardWords?.keys_how || "";
  document.body.append(how);
  new MutationObserver(lookSoon).observe(document.body, { childList: true, subtree: true, characterData: true });

  window.dashboardStops = { drawings, name, watch: (then) => watching.push(then) };
})();
