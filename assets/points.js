// What can be pointed at in a drawing: its points with name, text, clause and place, read from what Plotly has drawn.
// Pixels are from the upper left corner of the drawing. Nothing here changes a drawing.
(function () {
  const plots = (graph, { xaxis, yaxis }) => graph._fullLayout._plots[`${xaxis}${yaxis}`];
  const along = (axis, value) => axis._offset + axis.c2p(value);
  const projected = (graph, degrees) => graph._fullLayout.geo._subplot.projection(degrees);

  // For each type of trace: how many points it has, where one is, and what a click on it picks.
  const READERS = {
    choropleth: { each: listed, place: placeOfShape },
    scattergeo: { each: listed, place: (graph, trace, item) => item.lonlat && projected(graph, item.lonlat) },
    scatter: { each: listed, place: placeOfScatter },
    bar: { each: listed, place: placeOfBar },
    heatmap: { each: cells, place: placeOfCell },
    sankey: { each: flows, place: placeOfFlow },
  };

  function listed(graph, trace, items) {
    return items.map((item, at) => {
      const number = item.index ?? item.i ?? at;
      const own = (list) => (Array.isArray(list) || ArrayBuffer.isView(list) ? list[number] : list);
      const texts = { hovertext: own(trace.hovertext), text: own(trace.text), x: own(trace.x), y: own(trace.y) };
      return { item, pointNumber: number, clause: own(trace.customdata), texts };
    });
  }

  // The centroid on screen of the largest part of a shape: of France, not Guiana. Plotly's own is the mean of the
  // corners, which lies where a coast has most of them.
  function placeOfShape(graph, trace, { geojson, ct }) {
    const { type, coordinates } = geojson?.geometry ?? geojson ?? {};
    const parts = type === "Polygon" ? [coordinates] : type === "MultiPolygon" ? coordinates : [];
    const middles = parts.map(([ring]) => middle(ring.map((degrees) => projected(graph, degrees)).filter(Boolean)));
    const largest = middles.reduce((best, each) => (each.area > (best?.area ?? 0) ? each : best), null);
    return largest?.place ?? (ct && projected(graph, ct));
  }

  function middle(ring) {
    let [twice, x, y] = [0, 0, 0];
    ring.forEach(([x0, y0], at) => {
      const [x1, y1] = ring[(at + 1) % ring.length], cross = x0 * y1 - x1 * y0;
      [twice, x, y] = [twice + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross];
    });
    return { area: Math.abs(twice / 2), place: [x / (3 * twice), y / (3 * twice)] };
  }

  function placeOfScatter(graph, trace, item) {
    if (item.x === undefined || item.y === undefined) return null;
    const { xaxis, yaxis } = plots(graph, trace);
    return [along(xaxis, item.x), graph._fullLayout.hovermode === "x" ? 0 : along(yaxis, item.y)];
  }

  // Bars are told apart by where they stand, not by their length; stacked ones by their middle.
  function placeOfBar(graph, trace, item) {
    const { xaxis, yaxis } = plots(graph, trace);
    if (trace.orientation === "h") return [0, along(yaxis, item.p)];
    const isStacked = graph._fullLayout.barmode === "stack";
    return [along(xaxis, item.p), isStacked ? along(yaxis, item.b + item.s / 2) : yaxis._offset + yaxis._length];
  }

  function cells(graph, trace) {
    return trace.z.flatMap((line, row) =>
      [...line].map((value, column) => ({
        item: { row, column },
        pointNumber: [row, column],
        clause: trace.customdata?.[row]?.[column],
        texts: { hovertext: trace.hovertext?.[row]?.[column], text: trace.text?.[row]?.[column] },
      })),
    );
  }

  function placeOfCell(graph, trace, { row, column }) {
    const { xaxis, yaxis } = plots(graph, trace);
    return [along(xaxis, trace.x[column]), along(yaxis, trace.y[row])];
  }

  // Nodes and ribbons of a flow chart, whose texts are in templates of their own.
  function flows(graph) {
    return [...graph.querySelectorAll(".sankey-node, .sankey-link")].map((element) => {
      const { node, link } = element.__data__, isLine = Boolean(link), { trace, ...of } = link || node;
      const { label, value, source, target, pointNumber, customdata: clause } = of;
      const number = value.toLocaleString("en-US", { maximumFractionDigits: 2 });
      const texts = { label, value: number, "source.label": source?.label, "target.label": target?.label };
      const template = trace[isLine ? "link" : "node"].hovertemplate;
      return { item: { element }, isLine, pointNumber, clause, texts, template, value };
    });
  }

  function placeOfFlow(graph, trace, { element }) {
    const box = within(graph, element.getBoundingClientRect());
    return [box.x + box.width / 2, box.y + box.height / 2];
  }

  function filled(template, texts) {
    const bare = (template || "").replace(/<extra>.*<\/extra>/s, "");
    return bare.replace(/%\{([\w.]+)(:[^}]*)?\}/g, (all, name) => texts[name] ?? "");
  }

  // Words of a hover text, without its marks, line by line; the last is what a click does.
  function lines(html) {
    const parsed = new DOMParser();
    return html.split("<br>").map((line) => parsed.parseFromString(line, "text/html").body.textContent.trim());
  }

  const isAct = (line) => /^<i>.*<\/i>$/.test(line);
  // The first number of a line, behind the name of what it counts.
  function numberIn(line) {
    const [digits] = /\d[\d,]*(\.\d+)?/.exec((line || "").split(": ").at(-1)) || ["0"];
    return Number(digits.replaceAll(",", ""));
  }

  // A map is drawn when its shapes have come.
  function isReady(graph) {
    const { geo } = graph._fullLayout || {};
    return Boolean(graph.calcdata) && (!geo || typeof geo._subplot?.projection === "function");
  }

  // All points of a drawing, each once.
  function read(graph) {
    if (!isReady(graph)) return [];
    const traces = graph._fullData, isGrid = traces.some((trace) => trace.type === "heatmap");
    const found = traces.flatMap((trace, curveNumber) => pointsOf(graph, trace, curveNumber));
    for (const point of found) point.isName = isGrid && point.trace.type !== "heatmap";
    return ordered(withTies(distinct(found)).map(named));
  }

  function pointsOf(graph, trace, curveNumber) {
    const reader = READERS[trace.type];
    if (!reader || trace.visible !== true || trace.hoverinfo === "skip") return [];
    const isLine = Boolean(graph._fullLayout.geo) && trace.marker?.opacity === 0;
    return reader.each(graph, trace, graph.calcdata[curveNumber]).flatMap((each) => {
      const html = filled(each.template || trace.hovertemplate, each.texts);
      const [x, y] = (html && reader.place(graph, trace, each.item)) || [];
      return Number.isFinite(x) && Number.isFinite(y) ? [{ isLine, ...each, trace, curveNumber, html, x, y }] : [];
    });
  }

  function named(point) {
    const html = point.html.split("<br>").filter((line) => line && !isAct(line)).join("<br>"), words = lines(html);
    return { ...point, html, words, name: words[0] || "", value: point.value ?? numberIn(words[1]) };
  }

  // A place drawn as shape and circle, a bar with its name, a line with handles: one point. What is on top counts.
  function distinct(found) {
    const groups = new Map();
    for (const point of found) {
      const key = point.clause ? `${point.clause} ${point.html}` : point;
      groups.set(key, [...(groups.get(key) || []), point]);
    }
    return [...groups.values()].map((group) => {
      const seen = group.filter((point) => point.trace.mode !== "text");
      const top = (seen.length ? seen : group).at(-1);
      const handles = group.filter((point) => point.curveNumber === top.curveNumber);
      return { ...handles[handles.length >> 1], handles };
    });
  }

  // A point that picks what two others pick is the tie between them.
  function withTies(points) {
    if (points.some((point) => point.trace.type === "heatmap")) return points;
    const clauses = new Set(points.map((point) => point.clause).filter(Boolean));
    const isCut = (clause, at) => clauses.has(clause.slice(0, at)) && clauses.has(clause.slice(at + 1));
    const isTie = ({ clause }) => [...(clause || "").matchAll(/&/g)].some(({ index }) => isCut(clause, index));
    return points.map((point) => ({ ...point, isLine: point.isLine || isTie(point) }));
  }

  // Connections on maps are drawn strongest last, ribbons in no order.
  function ordered(points) {
    const lines = points.filter((point) => point.isLine).sort((a, b) => b.value - a.value);
    return [...points.filter((point) => !point.isLine), ...lines];
  }

  const within = (graph, { x, y, width, height }) => {
    const box = graph.getBoundingClientRect();
    return { x: x - box.x, y: y - box.y, width, height };
  };

  window.dashboardPoints = { isReady, read, plots, projected, within };
})();
