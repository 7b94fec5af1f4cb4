"""What a first visit to the explorer costs, and a second one with the browser's cache: bytes, requests, time to maps.

Bytes are as Chromium counts them on the wire, compressed and with headers; times run from the start of the navigation.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from playwright.sync_api import Browser, BrowserContext

from bench.painted import PATIENCE, VIEWPORT, WATCH, chromium
from bench.serving import serving
from bench.tables import name_of

TIMES = 5
KILO = 1000

MAPS = """() => {
  const first = (map) => bench.painted.find(([name, , , shapes]) => name === map && shapes);
  const drawn = ["state-map", "world-map"].map(first);
  return drawn.every(Boolean) && drawn.map(([, time]) => time);
}"""


def visit_costs(rows: int | None) -> Iterator[tuple[str, ...]]:
    """Lines of the table, cold and warm: kilobytes, requests, first map and both maps after (ms); medians of five."""
    with serving(rows) as address, chromium() as browser:
        _visits(browser, address)
        runs = [_visits(browser, address) for _ in range(TIMES)]
    for number, cache in enumerate(("empty cache", "filled cache")):
        columns = zip(*(run[number] for run in runs), strict=True)
        yield name_of(rows), cache, *(f"{median(column):,.0f}" for column in columns)


def _visits(browser: Browser, address: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """A first visit with an empty cache, then a second."""
    context = browser.new_context(viewport=VIEWPORT)
    both = _visit(context, address), _visit(context, address)
    context.close()
    return both


def _visit(context: BrowserContext, address: str) -> tuple[float, float, float, float]:
    page = context.new_page()
    page.add_init_script(WATCH)
    session, lengths, remembered = context.new_cdp_session(page), dict[str, float](), set[str]()
    session.send("Network.enable")
    session.on(
        "Network.loadingFinished", lambda event: lengths.update({event["requestId"]: event["encodedDataLength"]})
    )
    session.on("Network.requestServedFromCache", lambda event: remembered.add(event["requestId"]))
    session.on("Network.responseReceived", lambda event: _note(event, remembered))
    page.goto(address)
    times = page.wait_for_function(MAPS, timeout=PATIENCE).json_value()
    page.wait_for_load_state("networkidle")
    page.close()
    sent = {request: length for request, length in lengths.items() if request not in remembered}
    return sum(sent.values()) / KILO, len(sent), min(times), max(times)


def _note(event: dict, remembered: set[str]) -> None:
    response = event["response"]
    if response.get("fromDiskCache") or response["url"].startswith("data:"):
        remembered.add(event["requestId"])
