// The outline of a point of a drawing, for the ring around it: its shape, its cell, its row, its line. Pixels are from
// the upper left corner of the drawing. What the points are is read in points.js.
document.addEventListener("DOMContentLoaded", function () {
  const { plots, projected, within } = window.dashboardPoints;

  const united = (boxes) => {
    const [x, y] = ["x", "y"].map((key) => Math.min(...boxes.map((box) => box[key])));
    const right = Math.max(...boxes.map((box) => box.x + box.width));
    const bottom = Math.max(...boxes.map((box) => box.y + box.height));
    return { x, y, width: right - x, height: bottom - y };
  };

  const LEAST = 14, AIR = 3, WIDEST = 60, EDGE = 6;

  // A box with air around what it frames, never too small to see.
  function framed({ x, y, width, height }) {
    const wide = Math.max(width, LEAST) + 2 * AIR, high = Math.max(height, LEAST) + 2 * AIR;
    const [left, top] = [x + (width - wide) / 2, y + (height - high) / 2];
    return `M${left},${top}h${wide}v${high}h${-wide}z`;
  }

  const circle = ({ x, y }, r = 10) => `M${x - r},${y}a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0z`;

  function elements(graph, point) {
    if (point.item.element) return [point.item.element];
    const all = graph.querySelectorAll(".choroplethlayer path, path.point, g.point > path, .textpoint text");
    return [...all].filter((element) => (element.__data__ ?? element.parentNode.__data__) === point.item);
  }

  // A band over the whole width or height of the plot, half way to its neighbours.
  function band(graph, point, points) {
    const { width, height, _size: size } = graph._fullLayout, isRow = graph._fullLayout.hovermode === "y";
    const key = isRow ? "y" : "x";
    const away = points.map((other) => Math.abs(other[key] - point[key])).filter((distance) => distance > 0.5);
    const half = Math.min(WIDEST, ...away) / 2;
    if (isRow) return { x: EDGE, y: point.y - half, width: width - 2 * EDGE, height: 2 * half };
    return { x: point.x - half, y: size.t, width: 2 * half, height: height - size.t - size.b };
  }

  function cell(graph, { trace, item, isName, x, y }) {
    const grid = graph._fullData.find((each) => each.type === "heatmap"), { xaxis, yaxis } = plots(graph, grid);
    const wide = Math.abs(xaxis.c2p(1) - xaxis.c2p(0)), high = Math.abs(yaxis.c2p(1) - yaxis.c2p(0));
    if (!isName) return { x: x - wide / 2, y: y - high / 2, width: wide, height: high };
    if (trace.mode === "markers") return { x: x - wide / 2, y, width: wide, height: high * grid.y.length };
    return { x, y: y - high / 2, width: wide * grid.x.length, height: high };
  }

  // A tie runs from node to node; a connection on a map through its handles.
  function line(graph, point, points) {
    if (graph._fullLayout.geo) {
      const places = point.handles.map(({ item }) => projected(graph, item.lonlat)).map(([x, y]) => `${x},${y}`);
      return `M${places.join("L")}${circle(point)}`;
    }
    const nodes = points.filter((node) => !node.isLine && node.clause);
    const one = nodes.find((node) => point.clause.startsWith(`${node.clause}&`));
    const other = nodes.find((node) => point.clause.endsWith(`&${node.clause}`));
    const middle = (one.x + other.x) / 2;
    return `M${one.x},${one.y}C${middle},${one.y} ${middle},${other.y} ${other.x},${other.y}`;
  }

  // The outline of a point: an SVG path `d`, or the `shape` that is drawn there.
  function outline(graph, point, points) {
    const { hovermode } = graph._fullLayout, { type } = point.trace;
    if (point.isLine && type !== "sankey") return { d: line(graph, point, points) };
    if (points.some((each) => each.trace.type === "heatmap")) return { d: framed(cell(graph, point)) };
    if (hovermode === "x" || hovermode === "y") return { d: framed(band(graph, point, points)) };
    const drawn = elements(graph, point);
    const boxes = drawn.map((element) => within(graph, element.getBoundingClientRect()));
    const seen = boxes.filter((box) => box.width + box.height > 0);
    if (!seen.length) return { d: circle(point) };
    const box = united(seen);
    const isShape = (type === "choropleth" || point.isLine) && box.width + box.height > 2 * LEAST;
    return isShape ? { shape: drawn[0] } : { d: framed(box) };
  }

  const reach = (graph, points) => framed(united(points.map((point) => band(graph, point, points))));

  window.dashboardOutlines = { outline, reach };
});
