// Maps nearer and farther by keyboard, and moved so that a point is seen. What keys do this is said in keys.js.
(function () {
  const WHOLE = 1, NEAREST = 64;

  // Closer or farther by a factor around a point, where there is one; a factor of 0 shows the whole map again.
  function zoom(graph, by, point) {
    const scale = (graph._fullLayout.geo.projection.scale || 1) * by;
    if (scale <= WHOLE) return reset(graph);
    const middle = point && centred(graph, point);
    return window.Plotly.relayout(graph, { "geo.projection.scale": Math.min(scale, NEAREST), ...middle });
  }

  function reset(graph) {
    const first = Object.entries(graph._fullLayout.geo._subplot.viewInitial);
    return window.Plotly.relayout(graph, Object.fromEntries(first.map(([name, value]) => [`geo.${name}`, value])));
  }

  // A map of the world is also turned; states are only moved.
  function centred(graph, { item }) {
    const [longitude, latitude] = item.ct || item.lonlat;
    const turned = graph._fullLayout.geo.projection.rotation ? { "geo.projection.rotation.lon": longitude } : {};
    return { ...turned, "geo.center.lon": longitude, "geo.center.lat": latitude };
  }

  // Move the map if the point lies outside; whether it was.
  function reveal(graph, point) {
    const { xaxis, yaxis } = graph._fullLayout.geo._subplot;
    const isWithin = (at, { _offset: from, _length: length }) => at >= from && at <= from + length;
    if (isWithin(point.x, xaxis) && isWithin(point.y, yaxis)) return false;
    window.Plotly.relayout(graph, centred(graph, point));
    return true;
  }

  window.dashboardZoom = { zoom, reveal };
})();
