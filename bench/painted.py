"""A page in a real browser that tells when a click on a state was painted in every view, ours or a peer's alike.

Graphs are watched where plotly.js gives them their ``emit``, so that neither shadow roots, nor bundles without a global
``Plotly``, nor graphs mounted anew escape. What is clicked, how often and on which pages is the benchmarks' own.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

VIEWPORT = {"width": 1440, "height": 900}
PATIENCE = 60_000
QUIET = 500
"""Milliseconds without a repaint after which the last one is taken for the last."""

HOVER = 150
"""Milliseconds between the pointer's coming to rest on a state and the click."""

WARMING = ("OR", "NV")
STATES = (
    *("TX", "OH", "CA", "FL", "NY", "WA", "CO", "GA", "IL", "MA"),
    *("AZ", "VA", "PA", "NC", "MN", "MO", "TN", "UT", "WI", "IN"),
)
"""Clicked one by one, each once; nothing remembered of an earlier click helps."""

COUNTED = ("world-map", "issue-bars", "type-bars", "timeline")
"""Views whose numbers differ from state to state: painted is what shows others than before the click."""

WATCH = """(() => {
  try { localStorage.setItem("tour", "done"); } catch { }
  const bench = (window.bench = { graphs: new Set(), painted: [], clicked: 0, before: {} });
  bench.nameOf = (graph) => {
    const meta = graph._fullLayout?.meta;
    return typeof meta === "string" ? meta : graph.closest("section")?.id;
  };
  bench.connected = () => [...bench.graphs].filter((graph) => graph.isConnected);
  bench.named = (view) => bench.connected().find((graph) => bench.nameOf(graph) === view);
  bench.numbers = (graph) => graph._fullData.map(({ x, y, z }) => [x, y, z].map((each) => `${each}`).join()).join();
  Object.defineProperty(HTMLElement.prototype, "emit", {
    set(emit) {
      bench.graphs.add(this);
      const value = (event, data) => {
        if (event === "plotly_afterplot") {
          const shapes = this.querySelectorAll(".choroplethlayer path").length;
          bench.painted.push([bench.nameOf(this), performance.now(), bench.numbers(this), shapes]);
        }
        return emit.call(this, event, data);
      };
      Object.defineProperty(this, "emit", { value, configurable: true, writable: true });
    },
  });
  bench.waiting = () => {
    bench.clicked = 0;
    bench.before = Object.fromEntries(bench.connected().map((graph) => [bench.nameOf(graph), bench.numbers(graph)]));
  };
  addEventListener("pointerdown", () => { bench.clicked = performance.now(); bench.painted = []; }, true);
})()"""

PLACE = """(state) => {
  const paths = [...bench.named("state-map").querySelectorAll(".choroplethlayer path")];
  const path = paths.find((each) => each.__data__?.loc === state);
  const box = path.getBBox(), matrix = path.getScreenCTM(), steps = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];
  for (const down of steps) for (const along of steps) {
    const inside = new DOMPoint(box.x + along * box.width, box.y + down * box.height);
    if (!path.isPointInFill(inside)) continue;
    const { x, y } = inside.matrixTransform(matrix);
    return [x, y];
  }
}"""

DONE = """([views, counted, quiet]) => {
  const { painted, clicked, before } = window.bench, last = painted.at(-1)?.[1];
  const fresh = ([view, , numbers]) => !counted.includes(view) || numbers !== before[view];
  const first = views.map((view) => painted.find((each) => each[0] === view && fresh(each))?.[1]);
  if (!clicked || first.includes(undefined) || performance.now() - last < quiet) return false;
  return { once: Math.max(...first) - clicked, last: last - clicked };
}"""

SHOWN = """(view) => {
  const number = (value) => Array.from(value).reduce((sum, each) => sum + Number(each), 0);
  const bars = bench.named(view)._fullData.filter(({ type }) => type === "bar");
  return bars.reduce((sum, bar) => sum + number(bar.orientation === "h" ? bar.x : bar.y), 0);
}"""

FLOOR = """async () => {
  const copy = (value) => JSON.parse(JSON.stringify(value));
  const graphs = [...document.querySelectorAll(".js-plotly-plot")];
  const ready = graphs.map((graph) => ({ data: copy(graph.data), layout: copy(graph.layout) }));
  const start = performance.now();
  await Promise.all(graphs.map((graph, at) => Plotly.react(graph, ready[at].data, ready[at].layout)));
  return performance.now() - start;
}"""


@dataclass(frozen=True)
class Painted:
    """A click: milliseconds until every view had been painted once and until the last painting, and bytes received.

    Bytes are as they came over the wire, of WebSockets before compression.
    """

    once: float
    last: float
    received: int


class Watched:
    """An open page and the ``views`` that must be painted after each click."""

    def __init__(self, browser: Browser, address: str, views: Collection[str], whole: Collection[str]) -> None:
        """Open the page and wait until the views of ``whole`` stand there at rest."""
        self.page: Page = browser.new_context(viewport=VIEWPORT).new_page()
        self.page.add_init_script(WATCH)
        self.received = 0
        self._count_bytes(self.page.context.new_cdp_session(self.page))
        self.views = list(views)
        self.page.goto(address)
        ready = "(views) => views.every((view) => bench.painted.some(([name]) => name === view))"
        self.page.wait_for_function(ready, arg=list(whole), timeout=PATIENCE)
        self.page.wait_for_function(
            "(quiet) => performance.now() - bench.painted.at(-1)[1] > quiet", arg=3 * QUIET, timeout=PATIENCE
        )

    def click(self, state: str) -> Painted:
        """Click on a state with the mouse and wait until every view was painted and none is painted any more."""
        self.page.bring_to_front()
        across, down = self.page.evaluate(PLACE, state)
        self.page.mouse.move(across - 2, down - 2)
        self.page.mouse.move(across, down)
        self.page.wait_for_timeout(HOVER)
        before = self.received
        self.page.evaluate("() => bench.waiting()")
        self.page.mouse.down()
        self.page.mouse.up()
        taken = self.page.wait_for_function(DONE, arg=[self.views, COUNTED, QUIET], timeout=PATIENCE, polling=100)
        return Painted(**taken.json_value(), received=self.received - before)

    def shown(self, view: str) -> int:
        """What the bars of a view add up to."""
        return round(self.page.evaluate(SHOWN, view))

    def floor(self) -> float:
        """Milliseconds to redraw the page's own figures from ready data, without a server."""
        self.page.bring_to_front()
        return float(self.page.evaluate(FLOOR))

    def _count_bytes(self, session: CDPSession) -> None:
        def add(number: float) -> None:
            self.received += int(number)

        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda event: add(event["encodedDataLength"]))
        session.on("Network.webSocketFrameReceived", lambda event: add(_length(event["response"])))


def _length(frame: dict) -> float:
    """Bytes of a WebSocket frame, which Chromium tells as text, binary ones in base64."""
    return len(frame["payloadData"].encode()) if frame["opcode"] == 1 else len(frame["payloadData"]) * 3 / 4


@contextmanager
def chromium() -> Iterator[Browser]:
    """Headless Chromium as the machine has it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        try:
            yield browser
        finally:
            browser.close()
