// Stands in for the table's package, a third of all scripts, until the drawings stand or the table is nearly in sight;
// then fetches it and hands it what Dash gave. Takes the package's place among the scripts, before Dash runs.
(function () {
  const address = document.currentScript.dataset.late;
  const NEARLY = "100% 0px", LONGEST_WAIT = 15000;
  let come;
  let real = null;
  let isAsked = false;
  const coming = new Promise((resolve) => (come = resolve));

  function ask() {
    if (isAsked) return;
    isAsked = true;
    const script = Object.assign(document.createElement("script"), { src: address });
    script.onload = () => {
      real = window.dash_ag_grid;
      window.dash_ag_grid = { ...real, AgGrid: Table };
      come(real);
    };
    script.onerror = () => (isAsked = false);
    document.head.append(script);
  }

  const whenIdle = window.requestIdleCallback || ((then) => setTimeout(then, 50));
  const isDrawn = () => {
    const drawings = [...document.querySelectorAll(".dash-graph")];
    return drawings.length > 0 && drawings.every((each) => each.querySelector(".js-plotly-plot .main-svg"));
  };

  // Watches for both moments; gives what ends the watch.
  function watch(place) {
    const started = performance.now();
    const isSeen = (entries) => entries.some((entry) => entry.isIntersecting);
    const sight = new IntersectionObserver((entries) => isSeen(entries) && ask(), { rootMargin: NEARLY });
    sight.observe(place);
    const clock = setInterval(() => {
      if (!isDrawn() && performance.now() - started < LONGEST_WAIT) return;
      clearInterval(clock);
      whenIdle(ask, { timeout: 2000 });
    }, 100);
    return () => [clearInterval(clock), sight.disconnect()];
  }

  function Table(props) {
    const { createElement, useEffect, useRef, useState } = window.React;
    const [, show] = useState(real);
    const place = useRef(null);
    useEffect(() => {
      if (real) return undefined;
      let isThere = true;
      const stop = watch(place.current);
      coming.then((found) => isThere && show(found));
      return () => [(isThere = false), stop()];
    }, []);
    if (real) return createElement(real.AgGrid, props);
    return createElement("div", { ref: place, id: props.id, className: props.className, style: props.style });
  }
  Table.dashRenderType = true;

  window.dash_ag_grid = { AgGrid: Table, getApiAsync: async (id) => (await coming).getApiAsync(id) };
})();
