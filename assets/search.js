// The search box in the header: asks /search at each pause in typing and shows the hits as a list worked by keyboard
// (the combobox of ARIA 1.2). What is found is decided by the server; what is typed never reaches a Dash callback.
(function () {
  const PAUSE = 120;
  const words = window.dashboardWords;

  const box = { answer: null, options: [], active: -1, asking: null, timer: 0, before: null };

  const make = (name, className, attributes = {}, ...children) => {
    const element = Object.assign(document.createElement(name), { className });
    for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
    element.append(...children);
    return element;
  };

  const typed = () => box.input.value.split(/\s+/).filter(Boolean).join(" ");
  const isOpen = () => !box.panel.hidden;

  // The box itself

  function build(root) {
    box.root = root;
    box.opener = make("button", "quiet icon search-opener", { type: "button", "aria-label": words.search, title: words.search, "aria-expanded": "false" });
    box.input = make("input", "search-input", {
      id: "search-input", type: "text", role: "combobox", placeholder: words.search, maxlength: "200", enterkeyhint: "go",
      "aria-label": words.search_what, title: words.search_key,
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "search-hits", "aria-keyshortcuts": "/",
      autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    });
    box.closer = make("button", "quiet icon search-closer", { type: "button", "aria-label": words.close_search }, "×");
    box.said = make("p", "search-said");
    box.list = make("div", "search-hits", { id: "search-hits", role: "listbox", "aria-label": words.results });
    box.panel = make("div", "search-panel", { hidden: "" }, box.said, box.list);
    box.status = make("p", "visually-hidden", { role: "status", "aria-live": "polite" });
    const row = make("div", "search-row", {}, box.input, make("kbd", "search-key", { "aria-hidden": "true" }, "/"), box.closer);
    root.append(box.opener, row, box.panel, box.status);
    listen();
  }

  function listen() {
    box.input.addEventListener("input", changed);
    box.input.addEventListener("keydown", pressed);
    box.input.addEventListener("focus", () => box.answer?.q === typed() && show(box.answer));
    box.opener.addEventListener("click", reveal);
    box.closer.addEventListener("click", goBack);
    box.panel.addEventListener("mousedown", (event) => event.preventDefault());
    box.list.addEventListener("click", clicked);
    box.list.addEventListener("mousemove", (event) => point(box.options.indexOf(event.target.closest("[role=option]"))));
    box.root.addEventListener("focusout", (event) => box.root.contains(event.relatedTarget) || fold());
    document.addEventListener("keydown", shortcut);
  }

  function reveal() {
    box.before = document.activeElement;
    box.root.classList.add("revealed");
    box.opener.setAttribute("aria-expanded", "true");
    box.input.focus();
    box.input.select();
  }

  function fold() {
    close();
    box.root.classList.remove("revealed");
    box.opener.setAttribute("aria-expanded", "false");
  }

  // Out of the box, empty, to where the reader goes on.
  function leave(next) {
    box.input.value = "";
    box.answer = null;
    box.status.textContent = "";
    stopAsking();
    fold();
    next?.focus({ preventScroll: true });
  }

  function goBack() {
    const before = box.before?.isConnected && box.before !== document.body ? box.before : null;
    leave(before);
    if (!before) box.input.blur();
  }

  // Asking

  function changed() {
    stopAsking();
    point(-1);
    if (!typed()) return close();
    box.timer = setTimeout(() => ask().then((answer) => answer && show(answer)), PAUSE);
  }

  function stopAsking() {
    clearTimeout(box.timer);
    box.asking?.abort();
  }

  // The answer for what is typed now, or null where it was overtaken or does not come, which is then said.
  async function ask() {
    const wanted = typed();
    if (box.answer?.q === wanted) return box.answer;
    stopAsking();
    const asking = (box.asking = new AbortController());
    try {
      const response = await fetch(`/search?${new URLSearchParams({ q: wanted })}`, { signal: asking.signal });
      if (!response.ok) throw new Error(await response.text());
      const answer = await response.json();
      if (wanted !== typed() || asking.signal.aborted) return null;
      return (box.answer = answer);
    } catch (error) {
      if (error.name !== "AbortError") say(words.search_silent);
      return null;
    }
  }

  // The list

  function show(answer) {
    if (document.activeElement !== box.input) return;
    box.list.replaceChildren(...answer.groups.map(group), option(answer.explore, `“${answer.q}”`));
    box.options = [...box.list.querySelectorAll("[role=option]")];
    box.options.forEach((each, at) => (each.id = `search-hit-${at}`));
    box.said.textContent = answer.groups.length && !answer.groups[0].is_guess ? "" : answer.said;
    box.status.textContent = answer.said;
    open();
    box.list.scrollTop = 0;
    point(-1);
  }

  function group({ heading, hits }, at) {
    const head = make("div", "search-heading", { id: `search-group-${at}`, role: "presentation" }, heading);
    return make("div", "search-group", { role: "group", "aria-labelledby": head.id }, head, ...hits.map((hit) => option(hit, hit.detail)));
  }

  // Text is put in as text, never as markup.
  function option({ label, path, kind }, detail) {
    const line = make("span", "search-detail", {}, detail);
    return make("a", `search-hit ${kind ? "" : "search-all"}`, { role: "option", href: along(path), tabindex: "-1", "aria-selected": "false" },
      make("span", "search-label", {}, label), " ", line);
  }

  function say(sentence) {
    box.list.replaceChildren();
    box.options = [];
    box.said.textContent = box.status.textContent = sentence;
    open();
  }

  function open() {
    box.panel.hidden = false;
    box.input.setAttribute("aria-expanded", String(box.options.length > 0));
  }

  function close() {
    box.panel.hidden = true;
    box.input.setAttribute("aria-expanded", "false");
    point(-1);
  }

  function point(at, isByKey = false) {
    if (at === box.active && at >= 0) return;
    box.options[box.active]?.setAttribute("aria-selected", "false");
    box.active = at;
    const option = box.options[at];
    option?.setAttribute("aria-selected", "true");
    if (option) box.input.setAttribute("aria-activedescendant", option.id);
    else box.input.removeAttribute("aria-activedescendant");
    if (option && isByKey) reach(option, at);
  }

  function reach(option, at) {
    if (at === 0) box.list.scrollTop = 0;
    option.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  // Keys and clicks

  const STEPS = {
    ArrowDown: (at, count) => (at + 1) % count,
    ArrowUp: (at, count) => (at <= 0 ? count : at) - 1,
    Home: (at) => (at < 0 ? null : 0),
    End: (at, count) => (at < 0 ? null : count - 1),
  };

  function pressed(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in STEPS) step(event);
    if (event.key === "Enter") enter(event);
    if (event.key === "Escape") escape(event);
  }

  // Home and End move the caret until a hit is chosen.
  function step(event) {
    if (event.shiftKey) return;
    if (!isOpen() && event.key.startsWith("Arrow") && box.answer?.q === typed()) show(box.answer);
    const next = isOpen() && box.options.length ? STEPS[event.key](box.active, box.options.length) : null;
    if (next === null) return;
    event.preventDefault();
    point(next, true);
  }

  async function enter(event) {
    event.preventDefault();
    if (box.active >= 0) return go(box.options[box.active].getAttribute("href"));
    if (!typed()) return;
    const answer = await ask();
    if (answer) go((answer.groups[0]?.hits[0] || answer.explore).path);
  }

  function escape(event) {
    event.stopPropagation();
    if (isOpen()) return close();
    if (box.input.value) return void (box.input.value = "");
    goBack();
  }

  // A click that asks for another tab is left to the browser.
  function clicked(event) {
    const option = event.target.closest("[role=option]");
    if (!option || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(option.getAttribute("href"));
  }

  // Through Dash, without loading the page anew, where the page is Dash's; the page takes the focus.
  const along = (path) => window.dash_clientside?.selection?.along(path) ?? path;

  function go(path) {
    const { pathname, search } = new URL(along(path), window.location.origin);
    if (!window.dash_clientside?.set_props) return window.location.assign(path);
    leave(document.getElementById("page"));
    window.dash_clientside.set_props("url", { pathname, search, hash: "" });
    window.scrollTo(0, 0);
  }

  const TYPED_INTO = "input:not([type=checkbox], [type=radio], [type=button], [type=range]), textarea, select, [contenteditable=true]";
  const COVERED = ".offcanvas.show, .modal.show, .filters-open";

  function shortcut(event) {
    const isPlain = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented;
    if (!isPlain || event.target.closest?.(TYPED_INTO) || document.querySelector(COVERED)) return;
    if (!box.root.offsetParent) return;
    event.preventDefault();
    reveal();
  }

  function whenPresent(tries = 3600) {
    const root = document.getElementById("search");
    if (root) build(root);
    else if (tries > 0) requestAnimationFrame(() => whenPresent(tries - 1));
  }
  whenPresent();
})();
