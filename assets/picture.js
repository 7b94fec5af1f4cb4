// Puts a view together as one SVG that can stand alone: question, finding, selection in words, key, the chart as
// Plotly writes it, notes and source. PNG is the same, painted twice as large. Who asks for it is in share.js.
(function () {
  const SVG = "http://www.w3.org/2000/svg";
  const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
  const EDGE = 24, NARROWEST = 720, WIDEST = 1000, SCALE = 2, MAP = 0.56;
  const INK = "#1b2530", MUTED = "#566270", PAPER = "#ffffff", LINE = "#d5dbe2";
  const STYLES = {
    title: { size: 22, line: 28, weight: 700, fill: INK, after: 6 },
    label: { size: 16, line: 22, weight: 600, fill: INK, after: 4 },
    finding: { size: 15, line: 21, weight: 400, fill: INK, after: 6 },
    words: { size: 13, line: 18, weight: 400, fill: MUTED, after: 8 },
    key: { size: 13, line: 20, weight: 400, fill: INK, after: 8 },
    note: { size: 12, line: 16, weight: 400, fill: MUTED, after: 6 },
    source: { size: 12, line: 16, weight: 400, fill: MUTED, after: 0 },
  };

  const text = (element) => (element?.textContent || "").replace(/\s+/g, " ").trim();

  // What the page says of a view: `box` holds the chart, its section the question.
  function told(box, graph) {
    const section = box.closest("section") || box;
    const own = (selector) => box.querySelector(`:scope > ${selector}`) || section.querySelector(`:scope > ${selector}`);
    const heading = section.querySelector("h2 .title") || section.querySelector("h2, h3");
    const entries = [...box.querySelectorAll(".key li")].map(entryOf);
    const unit = text(section.querySelector("h2 .unit"));
    const isUnitSaid = entries.some(({ label }) => label.toLowerCase().startsWith(unit.toLowerCase()));
    const words = ["#summary", "#findings .summary", ".main .summary", ".lead"].map((each) => document.querySelector(each));
    const sentence = text(words.find(Boolean)) || [document.querySelector("h1"), ...chips()].map(text).join(" · ").replace(/×/g, "");
    const isMap = Boolean(graph._fullLayout._subplots?.geo?.length);
    return {
      title: text(heading),
      label: text(box.querySelector("figcaption")),
      finding: text(own(".finding")),
      words: sentence.includes(subjectName()) ? sentence : `${subjectName()}. ${sentence}`,
      entries: unit && !isUnitSaid ? [{ label: `${unit[0].toUpperCase()}${unit.slice(1)}${entries.length ? ":" : ""}` }, ...entries] : entries,
      isMap,
      notes: [text(own(".note")), isLeftOut(box) ? window.dashboardWords.beside : "", isMap ? window.dashboardWords.boundaries : ""].filter(Boolean),
      source: text(document.getElementById("source-line")),
    };
  }

  const subjectName = () => text(document.querySelector("h1.subject"));

  function entryOf(entry) {
    const swatch = entry.querySelector(".swatch"), sign = entry.querySelector(".side");
    return {
      label: text(entry).replace(text(sign), "").trim(),
      colour: swatch && opaque(getComputedStyle(swatch).backgroundColor),
      sign: text(sign),
      signColour: sign && getComputedStyle(sign).color,
    };
  }

  const opaque = (colour) => (colour.startsWith("rgba(0, 0, 0, 0") ? "" : colour);
  const chips = () => document.querySelectorAll("#chips .chip");

  // A view that leaves its own choice out, so that the alternatives stay in sight, says which parameters that are.
  function isLeftOut(box) {
    const asked = new URLSearchParams(location.search);
    return (box.dataset.without || "").split(" ").some((name) => asked.has(name));
  }

  // The same selection in full, which a lean page leads to as well.
  function address() {
    const here = new URL(location.href);
    for (const name of ["embed", "views"]) here.searchParams.delete(name);
    return here.origin + here.pathname + here.search;
  }

  // Colours of the dark theme → those of the light one, in whatever holds them: a picture is for paper.
  function onPaper(drawn) {
    const pairs = (document.documentElement.dataset.paper || "").split(" ").filter(Boolean).map((pair) => pair.split(":"));
    const light = new Map(document.documentElement.dataset.bsTheme === "dark" ? pairs : []);
    const repainted = (part) => {
      if (typeof part === "string") return light.get(part.toLowerCase()) ?? light.get(hexOf(part)) ?? part;
      if (Array.isArray(part)) return part.map(repainted);
      if (part?.constructor !== Object) return part;
      return Object.fromEntries(Object.entries(part).map(([name, each]) => [name, repainted(each)]));
    };
    return repainted(drawn);
  }

  function hexOf(colour) {
    const parts = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(colour);
    return parts && `#${parts.slice(1).map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`;
  }

  const pen = document.createElement("canvas").getContext("2d");

  function widthOf(said, style) {
    pen.font = `${style.weight} ${style.size}px ${FONT}`;
    return pen.measureText(said).width * 1.04; // another machine's system font may be a little wider
  }

  // Lines no wider than the room; a word that is wider is broken.
  function lines(said, style, room) {
    const wrapped = [""];
    for (const word of said.split(" ").flatMap((each) => broken(each, style, room))) {
      const longer = wrapped.at(-1) ? `${wrapped.at(-1)} ${word}` : word;
      if (!wrapped.at(-1) || widthOf(longer, style) <= room) wrapped[wrapped.length - 1] = longer;
      else wrapped.push(word);
    }
    return wrapped;
  }

  function broken(word, style, room) {
    const parts = [""];
    for (const letter of word) {
      if (widthOf(parts.at(-1) + letter, style) > room) parts.push("");
      parts[parts.length - 1] += letter;
    }
    return parts;
  }

  function element(name, attributes, said) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (said) made.textContent = said;
    return made;
  }

  const letters = (x, y, style, said, fill) =>
    element("text", { x, y, "font-size": style.size, "font-weight": style.weight, fill: fill || style.fill }, said);

  // A sheet that grows downwards: each part is put under the one before.
  function sheet(width) {
    const root = element("svg", { "font-family": FONT });
    const room = width - 2 * EDGE;
    let y = EDGE;
    return {
      root,
      room,
      write(said, style) {
        if (!said) return;
        for (const line of lines(said, style, room)) {
          root.append(letters(EDGE, y + style.size, style, line));
          y += style.line;
        }
        y += style.after;
      },
      key(entries, style) {
        let x = EDGE;
        for (const { label, colour, sign, signColour } of entries) {
          const mark = colour ? 20 : sign ? 18 : 0;
          const wide = mark + widthOf(label, style) + 14;
          if (x > EDGE && x + wide > width - EDGE) [x, y] = [EDGE, y + style.line];
          if (colour) root.append(element("rect", { x, y: y + 3, width: 15, height: 11, rx: 2, fill: colour, stroke: LINE }));
          if (sign) root.append(letters(x, y + style.size, style, sign, signColour));
          for (const [at, line] of lines(label, style, room - mark).entries()) {
            y += at ? style.line : 0;
            root.append(letters(x + mark, y + style.size, style, line));
          }
          x += wide;
        }
        y += entries.length ? style.line + style.after : 0;
      },
      place(chart, height) {
        for (const [key, value] of Object.entries({ x: EDGE, y, width: room, height })) chart.setAttribute(key, value);
        root.append(chart);
        y += height + 10;
      },
      rule() {
        root.append(element("rect", { x: EDGE, y, width: room, height: 1, fill: LINE }));
        y += 9;
      },
      end(title, description) {
        const height = Math.ceil(y + EDGE - 8);
        for (const [key, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}`, role: "img" })) root.setAttribute(key, value);
        root.prepend(element("title", {}, title), element("desc", {}, description), element("rect", { width, height, fill: PAPER }));
        return { root, width, height };
      },
    };
  }

  // The chart alone, as Plotly writes it, wide enough for a page.
  async function chartOf(graph, isMap) {
    const { width, height } = graph._fullLayout;
    const wide = Math.min(Math.max(Math.ceil(width), NARROWEST), WIDEST);
    const high = Math.ceil(isMap ? wide * MAP : height);
    const figure = onPaper({ data: graph.data, layout: graph.layout });
    const config = { topojsonURL: graph._context.topojsonURL };
    const written = await window.Plotly.toImage({ ...figure, config }, { format: "svg", width: wide, height: high });
    const source = decodeURIComponent(written.slice(written.indexOf(",") + 1));
    const chart = new DOMParser().parseFromString(source, "image/svg+xml").documentElement;
    if (chart.nodeName !== "svg") throw new Error("Plotly wrote no SVG");
    chart.removeAttribute("style");
    chart.setAttribute("overflow", "hidden");
    return { chart: document.importNode(chart, true), wide, high };
  }

  async function composed(box) {
    const graph = box.querySelector(".js-plotly-plot");
    const said = told(box, graph);
    const { chart, wide, high } = await chartOf(graph, said.isMap);
    const page = sheet(wide + 2 * EDGE);
    for (const part of ["title", "label", "finding", "words"]) page.write(said[part], STYLES[part]);
    page.key(onPaper(said.entries), STYLES.key);
    page.place(chart, high);
    for (const note of said.notes) page.write(note, STYLES.note);
    page.rule();
    page.write(said.source, STYLES.source);
    page.write(address(), STYLES.source);
    const { root, width, height } = page.end(said.title, [said.finding, said.words].filter(Boolean).join(" "));
    return { source: new XMLSerializer().serializeToString(root), width, height, title: said.title, label: said.label };
  }

  async function painted({ source, width, height }) {
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([source], { type: "image/svg+xml" }));
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: SCALE * width, height: SCALE * height });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(image.src);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    if (!blob) throw new Error("The browser painted nothing");
    return blob;
  }

  const slug = (said) => said.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

  // What the view, the page and the selection are called, and the day: who-engages-energy-texas-2026-11-23.png
  function fileName({ title, label }, kind) {
    const chosen = [...chips()].map((chip) => text(chip).replace(/×$/, "").replace(/^[^:]*: /, ""));
    const now = new Date();
    const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
    const named = slug([title, label, subjectName(), ...chosen].join(" ")).slice(0, 110).replace(/-$/, "");
    return `${[named, day].filter(Boolean).join("-")}.${kind}`;
  }

  // The file of a view: its name and its content.
  async function file(box, kind) {
    const picture = await composed(box);
    const content = kind === "png" ? await painted(picture) : new Blob([picture.source], { type: "image/svg+xml" });
    return { name: fileName(picture, kind), content };
  }

  window.dashboardPicture = { file };
})();
