// The table of engagements: rows are fetched for the address on screen, a header click asks for another order through
// the address, and a click or Enter on a row opens it. A new address gives the grid a new source, which drops its cache.
(function () {
  const functions = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});
  const components = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});
  const byDefault = { colId: "start_date", sort: "desc" };
  let opener = null;
  let sourced = null;

  functions.dashboardTheme = (theme) =>
    theme.withParams({
      accentColor: "var(--accent)",
      backgroundColor: "var(--paper)",
      foregroundColor: "var(--ink)",
      borderColor: "var(--line)",
      chromeBackgroundColor: "var(--wash)",
      headerTextColor: "var(--muted)",
      headerFontWeight: 600,
      fontFamily: "inherit",
      fontSize: 13,
      wrapperBorder: false,
      wrapperBorderRadius: 0,
      cellHorizontalPadding: 10,
    });

  functions.openEngagement = (params) => {
    if (!params.data || params.event.target.closest("a")) return;
    opener = { row: params.rowIndex, column: params.column.getColId(), grid: params.api };
    window.dash_clientside.set_props("asked-engagement", { data: params.data.id });
  };

  functions.openEngagementByKey = (params) => {
    if (params.event.key === "Enter") functions.openEngagement(params);
  };

  const sortOf = (search) => {
    const sort = new URLSearchParams(search).get("sort");
    if (!sort) return byDefault;
    return { colId: sort.replace(/^-/, ""), sort: sort.startsWith("-") ? "desc" : "asc" };
  };

  const sortShown = (api) => api.getColumnState().find((column) => column.sort);

  functions.askSort = (params) => {
    if (params.api.isDestroyed?.()) return;
    const shown = sortShown(params.api) || byDefault;
    const current = sortOf(location.search);
    if (shown.colId === current.colId && shown.sort === current.sort) return;
    const sort = `${shown.sort === "desc" ? "-" : ""}${shown.colId}`;
    window.dash_clientside.set_props("asked-sort", { data: sort });
  };

  function source(search) {
    const base = search ? `/rows${search}&` : "/rows?";
    return {
      async getRows(params) {
        try {
          const answer = await fetch(`${base}start=${params.startRow}&length=${params.endRow - params.startRow}`);
          if (!answer.ok) throw new Error(answer.statusText);
          const { rows, count } = await answer.json();
          params.successCallback(rows, count);
        } catch {
          params.failCallback();
        }
      },
    };
  }

  // The grid asks Dash for rows when it is ready: that is the moment to give it our own source, once for an address.
  function sourceTable(painted, ready, canonical) {
    if (canonical && (ready || sourced)) whenIdle(() => giveSource(canonical), { timeout: 300 });
  }

  // The table stands below the charts: they are drawn first.
  const whenIdle = window.requestIdleCallback || ((then) => setTimeout(then, 50));

  async function giveSource(canonical) {
    const api = await window.dash_ag_grid.getApiAsync("table");
    const search = canonical.rows;
    const box = document.querySelector("[data-fitting]");
    if (!box || api.isDestroyed?.()) return;
    if (fitted?.box !== box) await fit(box);
    watcher.observe(box);
    if (sourced && sourced.api === api && sourced.search === search) return;
    api.setGridAriaProperty("label", document.getElementById("table-heading")?.textContent ?? null);
    sourced = { api, search };
    api.applyColumnState({ state: [sortOf(search)], defaultState: { sort: null } });
    api.setGridOption("datasource", source(search));
    const order = document.getElementById("card-order");
    const { colId, sort } = sortOf(search);
    if (order) order.value = `${sort === "desc" ? "-" : ""}${colId}`;
    api.ensureIndexVisible(0, "top");
  }

  // What there is room for: columns, the share of their full width, and the height of a row.
  const ROW = 36, TWO_LINES = 50, CARD = 96, WIDE = 960;
  let fitted = null;
  let ticked = null;

  async function fit(box) {
    const all = JSON.parse(box.dataset.fitting);
    const [from, [columns, share]] = all.filter(([least]) => least <= box.clientWidth).pop();
    const before = fitted?.box === box ? fitted.columns : all.at(-1)[1][0];
    const isSame = fitted?.box === box && fitted.from === from;
    fitted = { box, from, columns };
    const api = await window.dash_ag_grid.getApiAsync("table");
    const isOwn = ticked?.box === box && ticked.columns.join() !== before.join();
    if (!isSame) {
      document.body.classList.toggle("briefly", from === 0);
      document.body.classList.toggle("closely", from < WIDE);
      api.setGridOption("rowHeight", from === 0 ? CARD : from < WIDE ? TWO_LINES : ROW);
      const full = (column) => Math.round(column.getColDef().width * share);
      api.setColumnWidths(api.getColumns().map((column) => ({ key: column, newWidth: full(column) })));
      if (sourced?.api === api) api.purgeInfiniteCache();
      if (isOwn) display(api, ticked.columns);
      else window.dash_clientside.set_props("table-columns", { value: columns });
    }
    stretch(api);
  }

  // The title takes what the other columns leave. Cards alone need no headings.
  function stretch(api) {
    const isCards = document.body.classList.contains("briefly") && api.getAllDisplayedColumns().length === 1;
    api.setGridOption("headerHeight", isCards ? 0 : ROW);
    const { left, right } = api.getHorizontalPixelRange();
    const others = api.getAllDisplayedColumns().filter((column) => column.getColId() !== "title");
    const taken = others.reduce((sum, column) => sum + column.getActualWidth(), 0);
    const least = fitted?.from >= WIDE ? 300 : 190;
    api.setColumnWidths([{ key: "title", newWidth: Math.max(least, right - left - taken - 1) }]);
  }

  const watcher = new ResizeObserver((entries) => entries.forEach(({ target }) => target.clientWidth && fit(target)));

  function display(api, shown) {
    const all = api.getColumns().map((column) => column.getColId());
    api.setColumnsVisible(all.filter((name) => !shown.includes(name)), false);
    api.setColumnsVisible(shown, true);
  }

  // A column that was just ticked is scrolled into sight. What is ticked before the grid is there is shown by its fit.
  async function showColumns(shown) {
    const box = document.querySelector("[data-fitting]");
    const added = shown.filter((name) => ticked?.box === box && !ticked.columns.includes(name));
    ticked = { box, columns: shown };
    if (fitted?.box !== box) return;
    const api = await window.dash_ag_grid.getApiAsync("table");
    display(api, shown);
    stretch(api);
    if (added.length === 1) requestAnimationFrame(() => api.ensureColumnVisible(added[0], "auto"));
  }

  // Where there is room for the title alone, it is a card with date, type, actor and counterpart.
  components.TitleCell = function (props) {
    const { data, value } = props;
    if (!data || !document.body.classList.contains("briefly")) return value ?? null;
    const create = window.React.createElement;
    const line = (text) => create("span", { className: "brief-line", key: text }, text);
    const head = [data.start_date, data.engagement_type].filter(Boolean).join(" · ");
    const title = create("span", { className: "brief-title", key: "title" }, value);
    return create("span", { className: "brief" }, line(head), title, line(`${data.us_actor} → ${data.counterpart}`));
  };

  document.addEventListener("change", ({ target }) => {
    if (target.id === "card-order") window.dash_clientside.set_props("asked-sort", { data: target.value });
  });

  components.SourceLink = function (props) {
    const address = props.data?.source_url;
    if (!address) return null;
    const attributes = { href: address, target: "_blank", rel: "noopener noreferrer nofollow" };
    return window.React.createElement("a", attributes, `${props.value || window.dashboardWords.source} ↗`);
  };

  const pageLink = (address, text) =>
    address ? window.React.createElement("a", { href: address, "data-page": "" }, text) : text;

  components.ActorLink = (props) => pageLink(props.data?.actor_page, props.value);
  components.OtherLink = (props) => pageLink(props.data?.other_page, props.value);

  // Reading on after closing an engagement: the focus goes back to the cell it was opened from.
  document.addEventListener("hidden.bs.offcanvas", giveBackFocus);
  document.addEventListener("keyup", (event) => event.key === "Escape" && giveBackFocus());
  function giveBackFocus() {
    if (opener) opener.grid.setFocusedCell(opener.row, opener.column);
    opener = null;
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    page: Object.assign({}, window.dash_clientside?.page, { sourceTable, showColumns }),
  });
})();
