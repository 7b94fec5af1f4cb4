// The mark of the keyboard in a drawing: a ring around the point, over the drawing, and the hover text beside it, drawn
// by Plotly as for the mouse. Which point it is and what the text says comes from keys.js.
(function () {
  const SVG = "http://www.w3.org/2000/svg";

  // Two lines, one in the colour of the paper: the ring is seen on any ground.
  function ringOf(graph) {
    const box = graph.querySelector(".svg-container");
    const old = box.querySelector(":scope > .ring");
    if (old) return old;
    const ring = document.createElementNS(SVG, "svg");
    ring.setAttribute("class", "ring");
    ring.setAttribute("aria-hidden", "true");
    for (const name of ["under", "over"]) {
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("class", name);
      ring.append(path);
    }
    box.insertBefore(ring, [...box.querySelectorAll(":scope > .main-svg")].at(-1) || null);
    return ring;
  }

  // Draw the ring: `d` in pixels of the drawing, or around a `shape` that is drawn there.
  function draw(graph, { d, shape }, middle, text) {
    const ring = ringOf(graph);
    const matrix = shape && ring.getScreenCTM().inverse().multiply(shape.getScreenCTM());
    for (const path of ring.children) {
      path.setAttribute("d", d || shape.getAttribute("d"));
      if (matrix) path.setAttribute("transform", matrixText(matrix));
      else path.removeAttribute("transform");
    }
    ring.lastChild.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    label(graph, ring.lastChild.getBoundingClientRect(), middle, text);
  }

  const matrixText = ({ a, b, c, d, e, f }) => `matrix(${[a, b, c, d, e, f]})`;

  // Beside the ring; where that is wide, above or below it.
  const NEAR = 60, AWAY = 48;

  function label(graph, ring, middle, text) {
    const { hoverlabel, _hoverlayer: layer, _paper: paper, width } = graph._fullLayout;
    const { font, bgcolor: color, bordercolor: borderColor, align: textAlign } = hoverlabel;
    const look = { color, borderColor, textAlign, fontFamily: font.family, fontSize: font.size, fontColor: font.color };
    const place = placeBeside(graph.getBoundingClientRect(), ring, middle, width);
    const inside = { container: layer.node(), outerContainer: paper.node(), gd: graph };
    window.Plotly.Fx.loneHover({ ...place, ...look, text }, inside);
  }

  function placeBeside(box, ring, middle, width) {
    const isWide = ring.width > 4 * NEAR && ring.height < 2 * AWAY;
    const from = isWide ? width / 2 : middle, high = ring.top - box.top + ring.height / 2;
    const away = isWide ? Math.sign(box.height / 2 - high) * (ring.height / 2 + AWAY) : 0;
    const x0 = Math.max(ring.left - box.left, from - NEAR, 0);
    const x1 = Math.min(ring.right - box.left, from + NEAR, width);
    return { x0, x1, x: (x0 + x1) / 2, y: high + away };
  }

  function clear(graph) {
    graph.querySelector(".svg-container > .ring")?.remove();
    const layer = graph._fullLayout?._hoverlayer;
    if (layer) window.Plotly.Fx.loneUnhover(layer.node());
  }

  window.dashboardRing = { draw, clear };
})();
