// Edits the address in the browser: a click, a control or a start changes clauses, and the address is written in
// canonical form. What an address means is decided by the server, from the address alone.
(function () {
  const nothing = () => window.dash_clientside.no_update;

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

  // A fragment such as "state=TX&country=JPN" is picked whole, or dropped whole where all of it is picked already.
  function toggle(clauses, fragment) {
    const pairs = [...new URLSearchParams(fragment)];
    const has = ([name, value]) => (clauses.get(name) || []).includes(value);
    const isYear = pairs.some(([name]) => name === "from");
    const drop = pairs.every(has);
    for (const [name, value] of pairs) {
      const others = isYear ? [] : (clauses.get(name) || []).filter((each) => each !== value);
      clauses.set(name, drop ? others : [...others, value]);
    }
    return clauses;
  }

  const hasYears = (clauses) => ["from", "to"].some((name) => (clauses.get(name) || []).length > 0);

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

  function yearsOf(range) {
    const first = Math.ceil(Math.min(...range)), last = Math.floor(Math.max(...range));
    const near = Math.round((range[0] + range[1]) / 2);
    return first > last ? [near, near] : [first, last];
  }

  // What each triggered input asks for; returns the edited clauses, or null where nothing is asked.
  function edited(clauses, trigger) {
    const at = trigger.prop_id.lastIndexOf(".");
    const id = trigger.prop_id.slice(0, at), property = trigger.prop_id.slice(at + 1), value = trigger.value;
    const pattern = id.startsWith("{") ? JSON.parse(id) : {};
    if (pattern.filter) return clauses.set(pattern.filter, values(pattern.filter, value));
    if (pattern.look) return clauses.set(pattern.look, values(pattern.look, value));
    if (pattern.start) return value ? new Map([[pattern.start, [value]]]) : null;
    if (property === "clickData") {
      const fragment = value && value.points && value.points[0].customdata;
      return typeof fragment === "string" ? toggle(clauses, fragment) : null;
    }
    if (property === "selectedData") {
      if (!value || !value.range) return null;
      const [first, last] = yearsOf(value.range.x);
      return clauses.set("from", [`${first}`]).set("to", [`${last}`]);
    }
    if (id === "asked-sort") return value ? clauses.set("sort", [value]) : null;
    return null;
  }

  // The values a control shows for an address, or no update where it shows them already.
  function shown(name, current, clauses, isLook, grammar) {
    const wanted = clauses.get(name) || [];
    const single = !Array.isArray(current);
    let next = single ? wanted[0] ?? grammar.defaults[name] ?? (isLook ? "" : null) : wanted;
    if (name === "undated") next = (wanted[0] || (hasYears(clauses) ? "exclude" : "include")) === "include" ? ["include"] : [];
    if (name === "q") next = wanted[0] || "";
    const same = single ? String(current ?? "") === String(next ?? "") : sameSet(current, next);
    return same ? nothing() : next;
  }

  function sameSet(left, right) {
    return left.length === right.length && left.every((value) => right.includes(value));
  }

  function update(search, filters, looks, starts, clicks, ranges, sort, grammar, canonical) {
    const context = window.dash_clientside.callback_context;
    const isNavigation = context.triggered.some((each) => each.prop_id === "url.search");
    const base = isNavigation ? search : settledAddress(search, canonical);
    let clauses = read(base);
    let asked = false;
    for (const trigger of isNavigation ? [] : context.triggered) {
      const next = edited(clauses, trigger);
      if (next) [clauses, asked] = [next, true];
    }
    const address = write(settle(clauses), grammar);
    const names = (group, kind) => (context.inputs_list[group] || []).map((each) => each.id[kind]);
    const changed = asked && address !== (search || "");
    return [
      changed ? address : nothing(),
      names(1, "filter").map((name, at) => shown(name, filters[at], clauses, false, grammar)),
      names(2, "look").map((name, at) => shown(name, looks[at], clauses, true, grammar)),
      starts.map((value) => (value ? "" : nothing())),
      clicks.map((value) => (value ? null : nothing())),
      ranges.map((value) => (value ? null : nothing())),
      sort ? null : nothing(),
    ];
  }

  // The canonical form of the address on screen, once the server has answered for it; else the address as it is.
  function settledAddress(search, canonical) {
    return canonical && canonical.asked === (search || "") ? canonical.canonical : search;
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, { selection: { update } });
  window.dashboardSelection = { read, write, toggle, settle };
})();
