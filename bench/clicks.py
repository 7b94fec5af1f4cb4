"""How long a click on a map takes until every view is painted anew, in a real browser against a real server.

Beside it stands the floor: the same figures redrawn in the page by ``Plotly.react`` with ready data, no server.
"""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright

from bench.tables import name_of, table_of
from dashboard.settings import ROOT

CLICKS = (
    "TX",
    "OH",
    "TX",
    "CA",
    "CA",
    "OH",
    "FL",
    "FL",
    "NY",
    "WA",
    "NY",
    "WA",
    "CO",
    "GA",
    "CO",
    "GA",
    "IL",
    "MA",
    "IL",
)
PATIENCE = 60

WATCH = """() => {
  window.painted = new Map();
  for (const graph of document.querySelectorAll(".js-plotly-plot")) {
    const name = graph.closest("section").id;
    graph.on("plotly_afterplot", () => window.painted.set(name, performance.now()));
  }
}"""

CLICK = """(state) => {
  window.painted.clear();
  const graph = document.querySelector("#state-map .js-plotly-plot");
  const place = graph.data[0].locations.indexOf(state);
  window.clicked = performance.now();
  const [data, fullData] = [graph.data[0], graph._fullData[0]];
  const point = { curveNumber: 0, pointNumber: place, customdata: data.customdata[place], data, fullData };
  graph.emit("plotly_click", { points: [point] });
}"""

DONE = "(views) => window.painted.size === views && Math.max(...window.painted.values()) - window.clicked"

FLOOR = """async () => {
  const copy = (value) => JSON.parse(JSON.stringify(value));
  const graphs = [...document.querySelectorAll(".js-plotly-plot")];
  const ready = graphs.map((graph) => ({ data: copy(graph.data), layout: copy(graph.layout) }));
  const start = performance.now();
  await Promise.all(graphs.map((graph, at) => Plotly.react(graph, ready[at].data, ready[at].layout)));
  return performance.now() - start;
}"""


def click_times(rows: int | None) -> tuple[str, str, str, str, str]:
    """A line of the table: rows, median and 95th percentile of the clicks, median floor (all ms), ratio of medians."""
    with serving(rows) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(address)
        views = _settled(page)
        clicks = [_click(page, state, views) for state in CLICKS][1:]
        floor = [page.evaluate(FLOOR) for _ in CLICKS][1:]
        browser.close()
    click, base = statistics.median(clicks), statistics.median(floor)
    slow = statistics.quantiles(clicks, n=20)[-1]
    return name_of(rows), f"{click:.0f}", f"{slow:.0f}", f"{base:.0f}", f"{click / base:.1f}"


def _settled(page: Page) -> int:
    page.wait_for_function(
        "() => document.querySelectorAll('#timeline .bars path').length > 0", timeout=PATIENCE * 1000
    )
    page.wait_for_timeout(2000)
    page.evaluate(WATCH)
    return int(page.evaluate("() => document.querySelectorAll('.js-plotly-plot').length"))


def _click(page: Page, state: str, views: int) -> float:
    page.evaluate(CLICK, state)
    milliseconds = page.wait_for_function(DONE, arg=views, timeout=PATIENCE * 1000).json_value()
    page.wait_for_timeout(500)
    return float(milliseconds)


@contextmanager
def serving(rows: int | None) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "DASHBOARD_TABLE": str(table_of(rows)), "PORT": str(port), "WORKERS": "1"}
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "app:server"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


def _wait_for(address: str) -> None:
    for _ in range(PATIENCE * 4):
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise TimeoutError(f"{address} did not answer within {PATIENCE} seconds; is the port free and the table readable?")
