// Where things are on the screen, from what Plotly has drawn: a point inside a shape, a mark, a cell, a place on a map.
// Each function gives page pixels that a test clicks; none changes the page.
window.geometry = (() => {
  const plot = (view) => document.querySelector(`[id="${view}"] .js-plotly-plot`);
  const fragment = (trace, index) => (trace.customdata || [])[index];

  const middle = (element) => {
    const box = element.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };

  const shapes = (view, code) =>
    [...plot(view).querySelectorAll(".choroplethlayer path")].filter((path) => path.__data__.loc === code);

  // The sampled point inside a shape that lies deepest, so that no neighbour and no edge is hit.
  function inside(view, code) {
    const path = shapes(view, code)[0];
    const box = path.getBBox(), samples = 16, points = [];
    for (let i = 0; i <= samples; i++) {
      for (let j = 0; j <= samples; j++) {
        const point = new DOMPoint(box.x + (box.width * i) / samples, box.y + (box.height * j) / samples);
        points.push({ point, within: path.isPointInFill(point) });
      }
    }
    const outside = points.filter((each) => !each.within).map((each) => each.point);
    const depth = ({ point }) => Math.min(...outside.map((other) => Math.hypot(other.x - point.x, other.y - point.y)));
    const deepest = points.filter((each) => each.within).sort((a, b) => depth(b) - depth(a))[0].point;
    const shown = deepest.matrixTransform(path.getScreenCTM());
    return { x: shown.x, y: shown.y };
  }

  // The deepest point of a square or circle that no later one covers, found by the clause that the mark picks.
  function mark(view, clause) {
    const elements = [...plot(view).querySelectorAll(".scattergeo path.point")];
    const picks = (element) => fragment(element.closest(".trace").__data__[0].trace, element.__data__.i);
    const at = elements.findIndex((element) => picks(element) === clause);
    if (at < 0) return null;
    const { width } = elements[at].getBoundingClientRect();
    const centre = middle(elements[at]), above = elements.slice(at + 1).map(middle);
    const sizes = elements.slice(at + 1).map((element) => Math.max(element.getBoundingClientRect().width / 2, 3));
    const points = [];
    for (let x = Math.ceil(centre.x - width / 2); x <= centre.x + width / 2; x++) {
      for (let y = Math.ceil(centre.y - width / 2); y <= centre.y + width / 2; y++) points.push({ x, y });
    }
    const room = (point) => {
      const away = above.map((other, i) => Math.hypot(point.x - other.x, point.y - other.y) - sizes[i]);
      return Math.min(width / 2 - Math.hypot(point.x - centre.x, point.y - centre.y), ...away);
    };
    return points.sort((a, b) => room(b) - room(a))[0];
  }

  // The middle of a square or circle, whatever lies over it.
  function centre(view, clause) {
    const elements = [...plot(view).querySelectorAll(".scattergeo path.point")];
    const picks = (element) => fragment(element.closest(".trace").__data__[0].trace, element.__data__.i);
    return middle(elements.find((element) => picks(element) === clause));
  }

  function place(view, longitude, latitude) {
    const drawn = plot(view), box = drawn.getBoundingClientRect();
    const [x, y] = drawn._fullLayout.geo._subplot.projection([longitude, latitude]);
    return { x: box.x + x, y: box.y + y };
  }

  // The unseen points along an arc, which open this page.
  function along(view, page) {
    const found = [];
    for (const trace of plot(view)._fullData) {
      (trace.customdata || []).forEach((each, i) => each === page && found.push(place(view, trace.lon[i], trace.lat[i])));
    }
    return found;
  }

  // Every mark of a chart with axes: what a click on it picks, and where it is.
  function marks(view) {
    const drawn = plot(view), box = drawn.getBoundingClientRect(), { xaxis, yaxis } = drawn._fullLayout;
    const at = (x, y) => ({ x: box.x + xaxis._offset + xaxis.d2p(x), y: box.y + yaxis._offset + yaxis.d2p(y) });
    const found = [];
    drawn._fullData.forEach((trace) => {
      const add = (clause, x, y) => clause && found.push({ clause, ...at(x, y) });
      if (trace.type === "heatmap") {
        trace.customdata.forEach((row, y) => row.forEach((clause, x) => add(clause, trace.x[x], trace.y[y])));
      } else if (trace.type === "bar") {
        const half = (value, isLength) => (isLength ? value / 2 : value);
        const lies = trace.orientation === "h";
        [...trace.x].forEach((x, i) => add(fragment(trace, i), half(x, lies), half(trace.y[i], !lies)));
      } else {
        [...trace.x].forEach((x, i) => add(fragment(trace, i), x, trace.y[i]));
      }
    });
    return found;
  }

  // The middle of the text with these words.
  function text(view, words) {
    const texts = [...plot(view).querySelectorAll(".textpoint text, .xtick text")];
    return middle(texts.find((each) => each.textContent.trim() === words));
  }

  const opacity = (element) => Number(getComputedStyle(element).opacity);
  const faded = (view, code) => opacity(shapes(view, code)[0]) < 1;
  const painted = (view) => {
    const drawn = plot(view);
    return Boolean(drawn) && drawn.querySelectorAll(".choroplethlayer path").length > 40;
  };

  // What the page still lacks to show an address: its bar, exports that carry it, drawn plots, and no answer awaited.
  function lacks(search, canonical, isAwaiting = false) {
    const sorted = (text) => [...new URLSearchParams(text)].map(String).sort().join();
    const link = document.querySelector("#exports a");
    const plots = [...document.querySelectorAll(".js-plotly-plot")];
    const needed = {
      [`address ${search || "/"}, it is ${location.search}`]: location.search === search,
      [`exports of it, they are of ${link?.search}`]: link && sorted(link.search) === sorted(canonical),
      [`7 plots, there are ${plots.length}`]: plots.length === 7 && plots.every((each) => each._fullLayout),
      "painted maps": painted("state-map") && painted("world-map"),
      "answers that are awaited": isAwaiting || calm(),
    };
    return Object.keys(needed).filter((need) => !needed[need]);
  }

  // Whether a plot has the size of its place and lies still: after a resize it follows a moment later.
  const tops = new Map();
  function fits(view) {
    const drawn = plot(view), { top, width, height } = drawn.getBoundingClientRect();
    const isStill = tops.get(view) === top;
    tops.set(view, top);
    const { width: drawnWidth, height: drawnHeight } = drawn._fullLayout;
    return isStill && Math.abs(drawnWidth - width) < 2 && Math.abs(drawnHeight - height) < 2;
  }

  let awaited = 0;
  const fetchNow = window.fetch;
  window.fetch = async (...request) => {
    awaited += 1;
    try {
      return await fetchNow(...request);
    } finally {
      requestAnimationFrame(() => requestAnimationFrame(() => (awaited -= 1)));
    }
  };
  const calm = () => awaited === 0 && !document.querySelector('#summary[data-dash-is-loading="true"]');

  return { plot, inside, mark, place, along, marks, faded, painted, fits, lacks, calm, shapes, text, centre };
})();
