// Drawings by keyboard: each is one tab stop, arrows lead from point to point, letters to a name, and Enter does what a
// click does. What the points are is read in points.js, which is next in neighbours.js; what is said goes to spoken.js.
document.addEventListener("DOMContentLoaded", function () {
  const { DIRECTIONS, towards, nearest, tied, step, ranked, typed } = window.dashboardNeighbours;
  const { isReady, read } = window.dashboardPoints;
  const { zoom, reveal } = window.dashboardZoom;
  const { drawings, name } = window.dashboardStops;
  const words = (code, places = {}) =>
    (window.dashboardWords?.[code] || "").replace(/\{(\w+)\}/g, (all, name) => places[name]);

  // Where the keyboard is: the drawing, the point in it, the node a tie was reached from, and where a range began.
  let at = null;
  let points = [];
  let letters = "", lettersOf = 0;
  const explained = new Set();

  const isMap = (graph) => Boolean(graph._fullLayout?.geo);
  const isTime = (graph) => graph._fullLayout?.hovermode === "x" && graph._fullLayout.dragmode === "select";
  const isNetwork = (graph) => !isMap(graph) && points.some((point) => point.isLine);
  const kindOf = (graph) => (isMap(graph) ? "map" : isNetwork(graph) ? "ties" : isTime(graph) ? "years" : "chart");
  const inRank = () => ranked(points, at.graph._fullLayout.hovermode === "x");

  // Moving

  function next(key) {
    const { graph, point, via } = at;
    if (isNetwork(graph)) return tied(points, point, key, via);
    if (!point.isLine) return towards(points.filter((each) => !each.isLine), point, key);
    return step(points.filter((each) => each.isLine), point, key === "ArrowDown" || key === "ArrowRight" ? 1 : -1);
  }

  function go(point, range = null) {
    if (!point) return say(words("keys_edge"));
    const via = at.point && !at.point.isLine ? at.point : at.via;
    at = { ...at, point, via, range };
    if (!isMap(at.graph) || !reveal(at.graph, point)) mark();
    say(told());
  }

  function arrow(key, isRange) {
    if (!at.point) return go(inRank()[0]);
    if (!isRange || !isTime(at.graph)) return go(next(key));
    const reached = next(key);
    if (reached) go(reached, at.range || at.point);
  }

  function jump(key) {
    const order = inRank(), places = order.filter((point) => !point.isLine);
    if (key === "Home") return go(order[0]);
    if (key === "End") return go(places.at(-1) || order.at(-1));
    return go(at.point ? step(order, at.point, key === "PageDown" ? 1 : -1) : order[0]);
  }

  // Letters that follow each other quickly are one word.
  const PAUSE = 700;

  const isTyping = () => performance.now() - lettersOf < PAUSE && letters !== "";

  function type(letter) {
    letters = isTyping() ? letters + letter : letter;
    lettersOf = performance.now();
    const found = typed(inRank(), at.point, letters);
    if (found && found !== at.point) go(found);
    if (!found) say(words("keys_none", { letters }));
  }

  // Picking: what a click on the point does, or a drag over the years.

  function pick() {
    const { graph, point, range } = at;
    if (!point) return go(inRank()[0]);
    if (range) return pickRange(graph, point, range);
    if (typeof point.clause !== "string") return;
    const { curveNumber, pointNumber, clause } = point;
    const picked = { curveNumber, pointNumber, customdata: clause, data: graph.data[curveNumber] };
    graph.emit("plotly_click", { points: [picked] });
  }

  function inRange({ point, range }) {
    const ends = [point.x, range.x];
    return points.filter((each) => each.x >= Math.min(...ends) && each.x <= Math.max(...ends));
  }

  function pickRange(graph, point, range) {
    const year = (each) => each.texts.x;
    const within = inRange({ point, range }).map((each) => ({
      curveNumber: each.curveNumber,
      pointNumber: each.pointNumber,
      x: year(each),
      customdata: each.clause ?? "",
    }));
    const x = [year(point), year(range)].sort((a, b) => a - b);
    at.range = null;
    graph.emit("plotly_selected", { range: { x }, points: within });
  }

  // Saying

  const say = (text) => window.dashboardSpoken.say(text);

  function act(point) {
    if (typeof point.clause !== "string") return "";
    if (point.clause.startsWith("/")) return words("keys_open");
    const chosen = new URLSearchParams(location.search);
    const isIn = ([name, value]) => chosen.getAll(name).includes(value);
    return words([...new URLSearchParams(point.clause)].every(isIn) ? "keys_unselect" : "keys_select");
  }

  function told() {
    const { point, range } = at;
    if (!range) return [...point.words, act(point)].filter(Boolean).join(", ");
    const [first, last] = [point, range].sort((a, b) => a.x - b.x);
    return words("keys_range", { first: first.name, last: last.name });
  }

  // Marking

  function mark() {
    const { graph, point, range } = at, outlines = window.dashboardOutlines;
    const does = act(point), text = range ? told() : point.html + (does ? `<br><i>${does}</i>` : "");
    const outline = range ? { d: outlines.reach(graph, inRange(at)) } : outlines.outline(graph, point, points);
    window.dashboardRing.draw(graph, outline, point.x, text);
  }

  const unmark = () => at?.graph.isConnected && window.dashboardRing.clear(at.graph);

  // The drawing was drawn anew: the keyboard stays on the same point, or where it was.
  function follow() {
    if (!at) return;
    points = read(at.graph);
    if (!at.point) return;
    const key = (point) => `${point.clause} ${point.clause ? point.name : point.html}`;
    const same = (old) => points.find((each) => key(each) === key(old));
    at = { ...at, point: same(at.point) || nearest(points, at.point), range: at.range && (same(at.range) || null) };
    if (at.point) mark();
    else unmark();
  }

  // Keys

  function leave() {
    if (at.range) return go(at.point);
    if (!at.point) return stepOut(at.graph);
    unmark();
    at = { graph: at.graph };
    say("");
  }

  function stepOut(graph) {
    graph.blur();
    left = null;
  }

  const ZOOMS = { "+": 2, "=": 2, "-": 0.5, "−": 0.5, 0: 0 };

  function handler(event) {
    const { key } = event;
    if (key in DIRECTIONS) return () => arrow(key, event.shiftKey);
    if (["Home", "End", "PageUp", "PageDown"].includes(key)) return () => jump(key);
    if (key === "Escape") return leave;
    if (key === "Enter") return pick;
    if (key === " ") return isTyping() ? () => type(" ") : pick;
    if (isMap(at.graph) && key in ZOOMS) return () => zoom(at.graph, ZOOMS[key], at.point);
    return /^[\p{L}\p{N}]$/u.test(key) ? () => type(key) : null;
  }

  document.addEventListener("keydown", (event) => {
    if (!at || event.target !== at.graph || event.ctrlKey || event.metaKey || event.altKey) return;
    const does = at.graph._fullLayout && handler(event);
    if (!does) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (points.length || event.key === "Escape") does();
    else say(words("keys_empty"));
  });

  // Coming and going

  // Where the keyboard was last. It is lost where a page drew its body anew.
  let left = null;

  const isDrawing = (element) => Boolean(element.matches?.(".js-plotly-plot"));

  document.addEventListener("focusin", ({ target }) => {
    if (!isDrawing(target) || at?.graph === target) return;
    [at, points] = [{ graph: target }, []];
    name(target);
    for (const event of ["plotly_afterplot", "plotly_relayout"]) {
      target.removeListener?.(event, follow);
      target.on?.(event, follow);
    }
    follow();
    explain(target);
  });

  document.addEventListener("focusout", ({ target }) => {
    if (target !== at?.graph) return;
    left = { graph: target, place: placeOf(target), point: at.point };
    unmark();
    hint.remove();
    at = null;
  });

  // The drawing that stands where the lost one stood takes the focus, unless it went on meanwhile.
  function comeBack() {
    if (at && !at.graph.isConnected) [left, at] = [{ ...at, place: placeOf(at.graph) }, null];
    if (!left || left.graph.isConnected) return;
    if (document.activeElement !== document.body) return void (left = null);
    const graph = [...drawings].find((each) => isReady(each) && placeOf(each) === left.place);
    if (!graph || !left.place) return;
    const { point } = left;
    left = null;
    graph.focus({ preventScroll: true });
    at = { graph, point };
    follow();
  }

  const placeOf = (graph) => graph.parentElement?.id || "";

  const hint = Object.assign(document.createElement("p"), { className: "keys-hint no-print" });
  hint.setAttribute("aria-hidden", "true");

  // How it is used: seen as long as the drawing has the focus, said once for each kind of drawing.
  function explain(graph) {
    const kind = kindOf(graph);
    hint.textContent = words(`keys_hint_${kind}`);
    (graph.closest(".graph-box, .wide") || graph.closest(".graph") || graph).after(hint);
    if (!explained.has(kind)) say(hint.textContent);
    explained.add(kind);
  }

  window.dashboardStops.watch(comeBack);
  window.dashboardStops.watch(window.dashboardSpoken.heed);
});
