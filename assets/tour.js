// A tour of the explorer in four steps, at the first visit of its plain address and from the footer. A native dialog
// keeps and returns the focus; it stands beside what it explains, never on it. What was seen is kept in localStorage.
(function () {
  const KEPT = "tour";
  const GAP = 12;
  const words = (code) => window.dashboardWords[code];
  const wide = () => window.matchMedia("(min-width: 901px)").matches;
  const STEPS = [
    ["sentence", () => [".summary", "#chips"]],
    ["maps", () => [wide() ? ".maps" : "#maps .view:not([hidden])"]],
    ["filters", () => [wide() ? "#filters" : "#open-filters"]],
    ["take", () => ["#export", "#copy-link"]],
  ];
  let dialog = null;
  let at = 0;

  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  const button = (code, className, act) => {
    const made = make("button", { type: "button", className, textContent: words(code) });
    made.addEventListener("click", act);
    return made;
  };

  function build() {
    const parts = {
      count: make("p", { className: "tour-count" }),
      title: make("h2", { id: "tour-title" }),
      text: make("p", { id: "tour-text" }),
      back: button("tour_back", "quiet", () => go(at - 1)),
      next: button("tour_next", "primary", () => go(at + 1)),
      skip: button("tour_skip", "as-link", () => dialog.close()),
    };
    const row = make("div", { className: "tour-row" }, parts.skip, parts.back, parts.next);
    dialog = make("dialog", { className: "tour" }, parts.count, parts.title, parts.text, row);
    dialog.parts = parts;
    dialog.setAttribute("aria-labelledby", "tour-title");
    dialog.setAttribute("aria-describedby", "tour-text");
    dialog.addEventListener("keydown", turn);
    dialog.addEventListener("close", end);
    document.body.append(dialog);
  }

  function turn(event) {
    const forwards = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    const next = at + (event.key === forwards ? 1 : -1);
    if (next >= 0 && next < STEPS.length) go(next);
  }

  function go(step) {
    if (step >= STEPS.length) return dialog.close();
    at = step;
    const { parts } = dialog;
    const [name] = STEPS[at];
    parts.count.textContent = words("tour_count").replace("{n}", at + 1).replace("{all}", STEPS.length);
    parts.title.textContent = words(`tour_${name}`);
    parts.text.textContent = words(`tour_${name}_text`);
    parts.back.hidden = at === 0;
    parts.next.textContent = words(at === STEPS.length - 1 ? "tour_done" : "tour_next");
    if (!dialog.open) dialog.showModal();
    show();
    parts.next.focus();
  }

  const targets = () => STEPS[at][1]().flatMap((each) => [...document.querySelectorAll(each)]).filter((each) => each.offsetWidth);

  // The target is brought to the upper part of the screen, so that there is room under it.
  function show() {
    mark(false);
    mark(true);
    const [first] = targets();
    const above = document.querySelector(".header").offsetHeight + GAP;
    if (first && getComputedStyle(first).position !== "sticky") {
      window.scrollTo({ top: Math.max(0, window.scrollY + first.getBoundingClientRect().top - above), behavior: "instant" });
    }
    place();
  }

  const mark = (on) => {
    if (on) targets().forEach((each) => each.classList.add("tour-target"));
    else document.querySelectorAll(".tour-target").forEach((each) => each.classList.remove("tour-target"));
  };

  // The first side with room, else the lower edge of the screen.
  function place() {
    const boxes = targets().map((each) => each.getBoundingClientRect());
    const [left, top] = ["left", "top"].map((side) => Math.min(...boxes.map((box) => box[side])));
    const [right, bottom] = ["right", "bottom"].map((side) => Math.max(...boxes.map((box) => box[side])));
    const { offsetWidth: width, offsetHeight: height } = dialog;
    const { clientWidth: roomX } = document.documentElement;
    const roomY = window.innerHeight;
    const fit = (value, room, size) => Math.max(GAP, Math.min(value, room - size - GAP));
    const across = fit(left, roomX, width);
    const down = fit(top, roomY, height);
    const sides = [
      [across, bottom + GAP, bottom + 2 * GAP + height <= roomY],
      [right + GAP, down, right + 2 * GAP + width <= roomX],
      [left - GAP - width, down, left - 2 * GAP - width >= 0],
      [across, top - GAP - height, top - 2 * GAP - height >= 0],
      [across, roomY - height - GAP, true],
    ];
    const [x, y] = sides.find(([, , fits]) => fits);
    Object.assign(dialog.style, { left: `${x}px`, top: `${y}px` });
  }

  function end() {
    mark(false);
    remember();
  }

  function remember() {
    try {
      localStorage.setItem(KEPT, "done");
    } catch {
      // Where nothing may be kept, the tour is offered again.
    }
  }

  function isSeen() {
    try {
      return localStorage.getItem(KEPT) !== null;
    } catch {
      return true;
    }
  }

  const isDrawn = () => document.querySelector("#state-map .choroplethlayer path") && document.querySelector("#summary");

  // On other pages it first goes to the explorer.
  function start() {
    if (!dialog) build();
    if (isDrawn() && document.getElementById("filters")) return go(0);
    window.dash_clientside.set_props("url", { pathname: "/", search: "" });
    whenDrawn(() => go(0));
  }

  function whenDrawn(then, tries = 200) {
    if (isDrawn() && document.getElementById("filters")) setTimeout(then, 300);
    else if (tries) setTimeout(() => whenDrawn(then, tries - 1), 100);
  }

  const isPlain = () => window.location.pathname === "/" && !window.location.search;

  document.addEventListener("click", (event) => event.target.closest?.("#open-tour") && start());
  window.addEventListener("resize", () => dialog?.open && show());
  document.addEventListener("DOMContentLoaded", () => {
    if (isPlain() && !isSeen()) whenDrawn(() => isPlain() && !document.querySelector("dialog[open]") && start());
  });
})();
