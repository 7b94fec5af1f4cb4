// Edits the address in the browser: a click, a control or a start changes clauses, and the address is written in
// canonical form. What an address means is decided by the server, from the address alone. `go` alone writes it,
// but for a point that names a page of its own, which `open` opens.
(function () {
  function read(search) {
    const clauses = new Map();
    for (const [name, value] of new URLSearchParams(search || "")) {
      if (value !== "") clauses.set(name, [...(clauses.get(name) || []), value]);
    }
    return clauses;
  }

  function write(clauses, grammar) {
    const query = new URLSearchParams();
    for (const name of grammar.parameters) {
      for (const value of inOrder(name, clauses.get(name) || [], grammar)) query.append(name, value);
    }
    const text = query.toString();
    return text ? `?${text}` : "";
  }

  function inOrder(name, values, grammar) {
    const order = grammar.orders[name] || [];
    const place = (value) => (order.includes(value) ? order.indexOf(value) : order.length);
    const distinct = [...new Set(values)].filter((value) => value !== grammar.defaults[name]);
    return distinct.sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  }

  const YEARS = ["from", "to"];

  // A fragment such as "state=TX&country=JPN" is picked whole, or dropped whole where all of it is picked already.
  function toggle(clauses, fragment) {
    const pairs = [...new URLSearchParams(fragment)];
    const has = ([name, value]) => (clauses.get(name) || []).includes(value);
    const drop = pairs.every(has);
    if (pairs.some(([name]) => YEARS.includes(name))) YEARS.forEach((name) => clauses.delete(name));
    for (const [name, value] of pairs) {
      const others = (clauses.get(name) || []).filter((each) => each !== value);
      clauses.set(name, drop ? others : [...others, value]);
    }
    return clauses;
  }

  const hasYears = (clauses) => YEARS.some((name) => (clauses.get(name) || []).length > 0);

  // "undated" is kept only where it says more than the default: in without a year, out with one.
  function settle(clauses) {
    const byDefault = hasYears(clauses) ? "exclude" : "include";
    if ((clauses.get("undated") || [])[0] === byDefault) clauses.delete("undated");
    return clauses;
  }

  function values(control, value) {
    if (control === "undated") return [(value || []).includes("include") ? "include" : "exclude"];
    if (control === "q") return [(value || "").split(/\s+/).filter(Boolean).join(" ")].filter(Boolean);
    return [].concat(value ?? []).map(String).filter(Boolean);
  }

  // The clauses of a range dragged out on the timeline: of the years whose middle is in it, else of the nearest one.
  // The first bar can hold all years before another: its point has no whole number, and no first year.
  function ranged({ range, points }) {
    const years = points.map((point) => point.x).filter(Number.isInteger);
    const before = points.map((point) => point.customdata).find((clause) => /^to=/.test(clause || ""));
    if (before && years.length === 0) return new URLSearchParams(before);
    const near = Math.round((range.x[0] + range.x[1]) / 2);
    const [first, last] = years.length ? [Math.min(...years), Math.max(...years)] : [near, near];
    return new URLSearchParams(before ? { to: last } : { from: first, to: last });
  }

  // The clauses that a touched control asks for, or null where it asks for nothing.
  function asked(clauses, id, value) {
    if (id.filter) return clauses.set(id.filter, values(id.filter, value));
    if (id.look) return clauses.set(id.look, values(id.look, value));
    if (id.start) return value ? new Map([[id.start, [value]]]) : null;
    return value ? clauses.set("sort", [value]) : null;
  }

  // The clauses after a click on a point, or after a range was dragged out on the timeline.
  function picked(clauses, property, value) {
    if (property === "selectedData") {
      YEARS.forEach((name) => clauses.delete(name));
      for (const [name, year] of ranged(value)) clauses.set(name, [year]);
      return clauses;
    }
    return toggle(clauses, value.points[0].customdata);
  }

  // The value that a control shows for an address.
  function shown(id, current, clauses, grammar) {
    const name = id.filter || id.look;
    const wanted = clauses.get(name) || [];
    if (name === "undated") {
      const included = wanted[0] ? wanted[0] === "include" : !hasYears(clauses);
      return included ? ["include"] : [];
    }
    return Array.isArray(current) ? wanted : wanted[0] ?? grammar.defaults[name] ?? "";
  }

  function same(left, right) {
    const [one, other] = [left, right].map((value) => [].concat(value ?? "").map(String).sort());
    return one.length === other.length && one.every((value, at) => value === other[at]);
  }

  // The clauses on screen: in the form the server answered for, which has no bad values, once it has.
  function current(canonical) {
    const search = window.location.search;
    return read(canonical && canonical.asked === search ? canonical.canonical : search);
  }

  function go(before, after, grammar, canonical) {
    const address = write(settle(after), grammar);
    if (address === write(settle(before), grammar)) return;
    window.dash_clientside.drawing.ahead(address, canonical);
    window.dash_clientside.set_props("url", { search: address });
  }

  const triggers = () =>
    window.dash_clientside.callback_context.triggered.map(({ prop_id: property, value }) => {
      const at = property.lastIndexOf(".");
      const id = property.slice(0, at);
      return { id: id.startsWith("{") ? JSON.parse(id) : id, property: property.slice(at + 1), value };
    });

  const isPage = (value) => /^\/[^/]/.test(value?.points?.[0]?.customdata || "");

  // The part of an address that goes along to another page, such as the unit that is counted.
  function travelling(clauses, grammar) {
    return write(new Map(grammar.travelling.map((name) => [name, clauses.get(name) || []])), grammar);
  }

  // A lean page stays in its frame: other pages open beside it.
  function open(pathname, search) {
    if ("embed" in document.documentElement.dataset) window.open(pathname + search, "_blank", "noopener");
    else window.dash_clientside.set_props("url", { pathname, search });
  }

  const isPicked = (value) => typeof value?.points?.[0]?.customdata === "string" || Boolean(value?.range?.x);

  // A click or a drag on a view: it picks clauses, or opens the page that the point names. The property is emptied
  // again: else a second click on the same place would be no change.
  // `canonical` is of the explorer, `followed` of the other pages that follow the address: one of them is there.
  function follow(clicks, ranges, grammar, canonical, followed) {
    for (const { id, property, value } of triggers().filter((each) => isPicked(each.value))) {
      const shown = canonical || followed;
      if (isPage(value)) open(value.points[0].customdata, travelling(current(shown), grammar));
      else go(current(shown), picked(current(shown), property, value), grammar, canonical);
      window.dash_clientside.set_props(id, { [property]: null });
    }
  }

  // What a click would lead to is asked for while the mark is still pressed: a person holds it for a tenth of a second.
  document.addEventListener("pointerdown", ({ target, button }) => {
    const value = { points: target.closest?.(".js-plotly-plot")?._hoverdata };
    const isFollowed = Boolean(document.getElementById("words"));
    if (button || !isFollowed || !isPicked(value) || isPage(value)) return;
    const [canonical, grammar] = ["canonical", "grammar"].map(stored);
    const after = picked(current(canonical), "clickData", value);
    window.dash_clientside.drawing.ahead(write(settle(after), grammar), canonical);
  }, { capture: true });

  const stored = (id) => window.dash_component_api.getLayout(id).props.data;

  // A change of a filter, a way of looking, a start, or the order of the table.
  function ask(filters, looks, starts, sort, grammar, canonical, followed) {
    for (const { id, value } of triggers()) {
      const after = asked(current(canonical || followed), id, value);
      if (after) go(current(canonical || followed), after, grammar, canonical);
      if (after && id.start) window.dash_clientside.set_props(id, { value: "" });
      if (after && id === "asked-sort") window.dash_clientside.set_props(id, { data: null });
    }
  }

  // Another address is painted: every control shows it. Only those that show something else are touched.
  function show(painted, filters, looks, grammar, canonical) {
    if (!canonical) return;
    const clauses = read(canonical.canonical);
    for (const { id, value } of window.dash_clientside.callback_context.states_list.flat()) {
      if (!id?.filter && !id?.look) continue;
      const next = shown(id, value, clauses, grammar);
      if (!same(value, next)) window.dash_clientside.set_props(id, { value: next });
    }
  }

  // The links in the header, and what the search box finds, take along what travels.
  let kept = null;

  function along(path) {
    const { pathname, search } = new URL(path, window.location.origin);
    return kept ? pathname + write(new Map([...kept.clauses, ...read(search)]), kept.grammar) : path;
  }

  let table = null;

  // A page of one table does not fit another: filters, names and the word above it. Whichever link or Back led here.
  // Nor does a page in one language fit an address that asks for another.
  function navigate(search, grammar, ...links) {
    const asked = (read(search).get("snapshot") || [""])[0];
    const [language] = read(search).get("lang") || [];
    const isForeign = table !== null && Boolean(language) && language !== document.documentElement.lang;
    if ((table !== null && table !== asked) || isForeign) window.location.reload();
    table = asked;
    kept = { grammar, clauses: read(travelling(read(search), grammar)) };
    return links.flat().map((href) => along(href.split("?")[0]));
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, { selection: { follow, ask, show, navigate, along } });
})();
