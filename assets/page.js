// Small things that the page does in the browser: counts beside the filter options, narrowing long lists,
// copying the link, printing, and on a phone the drawer of filters and one map at a time.
(function () {
  const filterList = (field) => document.getElementById(`{"filter":"${field}"}`);
  const whenPresent = (find, then, tries = 60) => {
    const found = find();
    if (found) then(found);
    else if (tries > 0) requestAnimationFrame(() => whenPresent(find, then, tries - 1));
  };

  function paint(wanted) {
    whenPresent(() => Object.keys(wanted.notes).every((view) => document.getElementById(view)), () => {
      const results = document.getElementById("show-results");
      if (results) results.textContent = wanted.results;
      for (const [field, values] of Object.entries(wanted.counts)) paintList(filterList(field), values);
      for (const [view, title] of Object.entries(wanted.titles)) find(view, "h2 .title").textContent = title;
      for (const [view, unit] of Object.entries(wanted.units)) find(view, ".unit").textContent = unit;
      const counts = document.querySelector("#filters .unit");
      if (counts) counts.textContent = window.dashboardWords.counts_of.replace("{unit}", wanted.unit);
      for (const [view, finding] of Object.entries(wanted.findings)) find(view, ".finding").textContent = finding;
      window.dashboardTables.follow(wanted.table);
      for (const [view, note] of Object.entries(wanted.notes)) find(view, ".note").textContent = note;
      for (const [view, entries] of Object.entries(wanted.keys)) find(view, ".key").replaceChildren(...entries.map(swatch));
      paintExports(wanted.exports, wanted.export_headings);
      for (const [id, href] of Object.entries(wanted.links)) window.dash_clientside.set_props(id, { href });
    });
    return location.search;
  }

  function paintExports(entries, headings) {
    const links = document.querySelectorAll("#exports a");
    const heads = document.querySelectorAll("#exports .dropdown-header");
    entries.slice(0, links.length).forEach(([text, href], at) => {
      links[at].href = href;
      links[at].lastElementChild.textContent = text;
    });
    headings.slice(0, heads.length).forEach((heading, at) => (heads[at].textContent = heading));
  }

  const find = (view, part) => document.getElementById(view).querySelector(part);

  function swatch([colour, label]) {
    const entry = document.createElement("li");
    const patch = Object.assign(document.createElement("span"), { className: "swatch" });
    patch.style.background = colour;
    entry.append(...(colour ? [patch] : []), label);
    return entry;
  }

  const separated = new Intl.NumberFormat("en-US").format;

  function paintList(list, values) {
    for (const input of list.querySelectorAll("input")) {
      const count = values[input.value] || 0;
      const label = input.nextElementSibling;
      const shown = separated(count);
      if (label.dataset.count !== shown) label.dataset.count = shown;
      input.parentElement.classList.toggle("none", count === 0 && !input.checked);
    }
    markGroup(list);
    if (!placed.has(list)) whenPresent(() => list.isConnected, () => showTicked(list));
    placed.add(list);
  }

  // A page that opens with a value chosen far down a long list shows it there; later the list stays where it is.
  const placed = new WeakSet();

  function showTicked(list) {
    const box = list.closest(".list"), ticked = list.querySelector("input:checked");
    if (!box || !ticked) return;
    const below = ticked.getBoundingClientRect().bottom - box.getBoundingClientRect().bottom;
    if (below > 0) box.scrollTop += below + box.clientHeight / 2;
  }

  function markGroup(list) {
    const group = list.closest("details.group");
    const picked = group.querySelectorAll(".options input:checked").length;
    group.querySelector("summary").dataset.picked = picked && !group.querySelector(".years") ? picked : "";
  }

  // Words typed above a long list hide the options that do not hold them.
  function narrow(box) {
    const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
    const wanted = fold(box.value.trim());
    const list = box.closest("[data-list]").querySelector(".options");
    list.classList.toggle("narrowed", wanted !== "");
    for (const option of list.querySelectorAll(".form-check")) {
      option.classList.toggle("unwanted", wanted !== "" && !fold(option.textContent).includes(wanted));
    }
  }

  function nameDocument(title) {
    const isFirst = !window.dashboardShown;
    window.dashboardShown = true;
    if (title) document.title = title;
    window.dashboardHeader.markPage();
    if (!isFirst) document.getElementById("page").focus({ preventScroll: true });
  }

  async function copyLink(clicks, canonical) {
    const link = `${location.origin}${location.pathname}${canonical ? canonical.canonical : location.search}`;
    const copied = await copy(link);
    setTimeout(() => window.dash_clientside.set_props("copy-link", { children: window.dashboardWords.copy_link }), 2500);
    return copied ? window.dashboardWords.copied : window.dashboardWords.copy_by_hand;
  }

  // `within`: what takes the focus while a modal dialog is open.
  async function copy(text, within = document.body) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyBySelecting(text, within);
    }
  }

  // Browsers give no clipboard to pages without TLS; there the old command still works.
  function copyBySelecting(text, within) {
    const box = Object.assign(document.createElement("textarea"), { value: text });
    within.append(box);
    box.select();
    const copied = document.execCommand("copy");
    box.remove();
    return copied;
  }

  function print() {
    window.print();
  }

  // Figures keep their size on paper, so the page is scaled to the sheet as a whole.
  const SHEET = 1000;
  window.addEventListener("beforeprint", () => {
    const main = document.querySelector(".main");
    const printed = document.getElementById("printed");
    if (!main || !printed) return;
    document.body.style.setProperty("--print-width", `${main.offsetWidth}px`);
    document.body.style.setProperty("--print-zoom", Math.min(1, SHEET / main.offsetWidth));
    const day = new Date().toLocaleDateString(`${document.documentElement.lang || "en"}-US`, { dateStyle: "long" });
    printed.textContent = window.dashboardWords.printed.replace("{day}", day).replace("{address}", location.href);
  });

  // The filters on a narrow screen: a modal dialog over the page. What is inert takes no focus, click or scroll.
  const narrowScreen = window.matchMedia("(max-width: 900px)");
  const isOpen = () => document.body.classList.contains("filters-open");

  function drawer(open) {
    const filters = document.getElementById("filters");
    document.body.classList.toggle("filters-open", open);
    for (const part of document.querySelectorAll(".skip, .header, .main, .footer")) part.inert = open;
    const dialog = { role: "dialog", "aria-modal": "true" };
    for (const [name, value] of Object.entries(dialog)) {
      if (open) filters?.setAttribute(name, value);
      else filters?.removeAttribute(name);
    }
    document.getElementById(open ? "close-filters" : "open-filters")?.focus();
  }

  function showMap(name) {
    document.getElementById("maps").dataset.shown = name;
    for (const tab of document.querySelectorAll("[data-map]")) {
      tab.setAttribute("aria-pressed", String(tab.dataset.map === name));
    }
    window.dispatchEvent(new Event("resize"));
  }

  // Links that the page writes by itself lead on without loading everything anew, as those that Dash writes.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-page]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    window.dash_clientside.set_props("url", { pathname: link.pathname, search: link.search });
  });

  document.addEventListener("input", (event) => {
    if (event.target.matches?.(".narrow")) narrow(event.target);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (!button) return;
    if (button.id === "open-filters") drawer(true);
    if (button.id === "close-filters" || button.id === "show-results") drawer(false);
    if (button.dataset.map) showMap(button.dataset.map);
  });
  document.addEventListener("click", (event) => {
    if (isOpen() && event.target.isConnected && !event.target.closest("#filters, #open-filters")) drawer(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen()) drawer(false);
  });
  for (const [target, gone] of [[narrowScreen, "change"], [window, "popstate"]]) {
    target.addEventListener(gone, () => isOpen() && drawer(false));
  }

  // A form of the comparison: what is typed becomes the code of the option it names, else the server says what is near.
  function compare(form) {
    const query = new URLSearchParams(form.dataset.sides);
    for (const box of form.querySelectorAll("input[list]")) {
      const typed = box.value.trim();
      const option = [...box.list.options].find((each) => each.value.toLowerCase() === typed.toLowerCase());
      if (typed) query.append(box.name, option ? option.dataset.code : typed);
    }
    for (const [name, value] of new URLSearchParams(form.dataset.narrowing)) query.append(name, value);
    form.reset();
    if ([...query].length) window.dash_clientside.set_props("url", { search: `?${query}` });
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches?.(".picker")) return;
    event.preventDefault();
    compare(event.target);
  });

  const page = { paint, nameDocument, copyLink, copy, print };
  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    page: Object.assign({}, window.dash_clientside?.page, page),
  });
})();
