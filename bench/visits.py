"""What a first and a second visit of the explorer cost: requests, bytes as sent, time to first words and both maps.

A visit before the first lets the server make its compressed forms; cold means a browser that has nothing kept.
"""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Iterator
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench.serving import serving

TIMES = 5
SECONDS_TO_COMPRESS = 30
LARGEST = 8

MAPS = """
window.bothMaps = null;
const drawn = (view) => document.querySelectorAll(`#${view} .choroplethlayer path`).length > 40;
(function watch() {
  if (["state-map", "world-map"].every(drawn)) setTimeout(() => (window.bothMaps = performance.now()));
  else requestAnimationFrame(watch);
})();
"""
"""Notes when shapes stand on both maps and have been painted once."""

FIRST_WORDS = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"


class Visit:
    """One load of the explorer, until the table has its rows."""

    def __init__(self, page: Page, address: str) -> None:
        self.sent: Counter[str] = Counter()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        asked: dict[str, str] = {}
        session.on(
            "Network.requestWillBeSent", lambda said: asked.setdefault(said["requestId"], said["request"]["url"])
        )
        session.on("Network.loadingFinished", lambda said: self._note(asked, said))
        page.goto(address)
        page.wait_for_function("() => window.bothMaps", timeout=60_000)
        self.maps = float(page.evaluate("() => window.bothMaps"))
        self.words = float(page.evaluate(FIRST_WORDS))
        page.locator("#table .ag-center-cols-container .ag-row").nth(5).wait_for(timeout=60_000)
        page.wait_for_timeout(300)
        session.detach()

    def _note(self, asked: dict[str, str], said: dict[str, Any]) -> None:
        url = asked.get(said["requestId"], "")
        if url.startswith("http") and said["encodedDataLength"]:
            self.sent[url.split("?")[0]] += int(said["encodedDataLength"])


def visit_costs() -> Iterator[tuple[str, str, str, str, str]]:
    """Lines of a table: cold and warm visits, then the largest answers of a cold one."""
    with serving(None) as address, sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        _pair(browser, address)
        time.sleep(SECONDS_TO_COMPRESS)
        cold, warm = zip(*(_pair(browser, address) for _ in range(TIMES)), strict=True)
        browser.close()
    yield _line("first visit", cold)
    yield _line("second visit", warm)
    for url, size in cold[-1].sent.most_common(LARGEST):
        yield f"`{url.rpartition('/')[2] or '/'}`", "1", f"{size / 1000:,.0f}", "", ""


def _pair(browser: Browser, address: str) -> tuple[Visit, Visit]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(f"localStorage.setItem('tour', 'done');{MAPS}")
    page = context.new_page()
    visits = Visit(page, address), Visit(page, address)
    context.close()
    return visits


def _line(name: str, visits: tuple[Visit, ...]) -> tuple[str, str, str, str, str]:
    requests = median(len(visit.sent) for visit in visits)
    size = median(sum(visit.sent.values()) for visit in visits) / 1000
    words, maps = (median(getattr(visit, part) for visit in visits) for part in ("words", "maps"))
    return name, f"{requests:.0f}", f"{size:,.0f}", f"{words:.0f}", f"{maps:.0f}"
