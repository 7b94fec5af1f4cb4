// Names beside marks: outside its axes Plotly takes no clicks, so here the name of a bar, a node, a row or a column
// does what its mark does. Which trace a name belongs to is said by the figure (`names_of` in figures/picture.py).
(function () {
  const NAMES = '[class*="tracenames-"] .textpoint, .xaxislayer-above .xtick';

  // The graph and the point that a name stands for, or null.
  function named(target) {
    const name = target.closest?.(NAMES);
    const graph = name?.closest(".js-plotly-plot");
    if (!graph) return null;
    const trace = name.closest(".trace")?.__data__[0].trace;
    const curveNumber = (trace || graph._fullLayout).meta?.names ?? trace?.index;
    const pointNumber = trace ? name.__data__.i : name.__data__.x;
    const customdata = graph.data[curveNumber]?.customdata?.[pointNumber];
    return customdata ? { graph, name, point: { curveNumber, pointNumber, customdata } } : null;
  }

  document.addEventListener("click", (event) => {
    const found = named(event.target);
    if (!found) return;
    const { graph, point } = found;
    window.Plotly.Fx.unhover(graph);
    graph.emit("plotly_click", { points: [{ ...point, data: graph.data[point.curveNumber] }] });
  });

  // A finger does not hover.
  document.addEventListener("pointerover", (event) => {
    const found = event.pointerType === "mouse" && named(event.target);
    if (!found) return;
    window.Plotly.Fx.hover(found.graph, [found.point]);
    found.name.addEventListener("pointerleave", () => window.Plotly.Fx.unhover(found.graph), { once: true });
  });
})();
