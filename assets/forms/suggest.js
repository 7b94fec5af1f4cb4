// Type-ahead for the sides of an engagement: the combobox of ARIA 1.2. What is offered is decided by the server;
// any text may stay as it was typed.
(function () {
  const PAUSE = 120;
  const WORDS = window.dashboardWords;
  const box = { input: null, list: null, options: [], found: [], active: -1, asking: null, timer: 0 };

  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
    element.append(...children);
    return element;
  };

  // Every field once; those of an engagement that was added, too.
  function prepare(root) {
    for (const input of root.querySelectorAll("input[data-suggest]:not([role])")) {
      const list = make("div", { id: `list-${input.id}`, role: "listbox", class: "offered", hidden: "", "aria-label": WORDS.suggestions });
      const status = make("p", { role: "status", class: "visually-hidden" });
      input.after(list, status);
      for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]])
        input.setAttribute(name, value);
      input.addEventListener("input", () => typed(input));
      input.addEventListener("keydown", (event) => pressed(event, input));
      input.addEventListener("blur", () => close());
      list.addEventListener("mousedown", (event) => event.preventDefault());
      list.addEventListener("click", (event) => {
        const option = event.target.closest("[role=option]");
        if (option) pick(box.options.indexOf(option));
      });
    }
  }

  function typed(input) {
    stop();
    close();
    forget(input);
    const text = input.value.trim();
    if (text) box.timer = setTimeout(() => ask(input, text), PAUSE);
  }

  function stop() {
    clearTimeout(box.timer);
    box.asking?.abort();
  }

  async function ask(input, text) {
    const asking = (box.asking = new AbortController());
    try {
      const query = new URLSearchParams({ of: input.dataset.suggest, q: text });
      const response = await fetch(`/submit/suggest?${query}`, { signal: asking.signal });
      if (!response.ok) return;
      const { options } = await response.json();
      if (!asking.signal.aborted && document.activeElement === input) show(input, options);
    } catch {
      // Without an answer the text stays as it is, which is allowed.
    }
  }

  // Text is put in as text, never as markup.
  function show(input, found) {
    close();
    box.input = input;
    box.list = document.getElementById(`list-${input.id}`);
    box.found = found;
    box.options = found.map(({ label, detail }, at) =>
      make("div", { role: "option", id: `${box.list.id}-${at}`, "aria-selected": "false" }, make("span", {}, label), make("span", { class: "about" }, detail)));
    box.list.replaceChildren(...box.options);
    box.list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    box.list.nextElementSibling.textContent = found.length ? WORDS.suggested.replace("{n}", found.length) : WORDS.nothing_like_it;
  }

  function close() {
    if (!box.input) return;
    box.list.hidden = true;
    box.input.setAttribute("aria-expanded", "false");
    box.input.removeAttribute("aria-activedescendant");
    Object.assign(box, { input: null, list: null, options: [], found: [], active: -1 });
  }

  function point(at) {
    box.options[box.active]?.setAttribute("aria-selected", "false");
    box.active = (at + box.options.length) % box.options.length;
    const option = box.options[box.active];
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest", behavior: "instant" });
    box.input.setAttribute("aria-activedescendant", option.id);
  }

  function pressed(event, input) {
    if (event.isComposing || box.input !== input || !box.options.length) return;
    if (event.key === "ArrowDown") point(box.active + 1);
    else if (event.key === "ArrowUp") point(box.active < 0 ? -1 : box.active - 1);
    else if (event.key === "Enter" && box.active >= 0) pick(box.active);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const field = (input, name) => document.getElementById(`field-${input.dataset.number}-${name}`);

  function pick(at) {
    const { input } = box;
    const { fills, detail } = box.found[at];
    for (const [name, value] of Object.entries(fills)) field(input, name).value = value;
    input.dataset.picked = JSON.stringify(fills);
    note(input, detail);
    close();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // What a pick filled in goes when another name is typed.
  function forget(input) {
    if (!input.dataset.picked) return;
    for (const [name, value] of Object.entries(JSON.parse(input.dataset.picked))) {
      const filled = field(input, name);
      if (filled !== input && filled.value === value) filled.value = "";
    }
    delete input.dataset.picked;
    note(input, "");
  }

  function note(input, detail) {
    const place = input.closest(".field").querySelector("summary");
    place.textContent = detail || WORDS.not_in_list;
  }

  window.suggestions = { prepare };
  prepare(document);
})();
