"""The explorer as a visitor works it: open, look, click, type, scroll; every click is a real one, at a pixel.

It waits until the page shows the address and asserts nothing but that; what should be seen is decided by the tests.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from playwright.sync_api import Locator, Page, Request, TimeoutError, expect

ALL = 3785

expect.set_options(timeout=15_000)


class Explorer:
    """One tab, worked with the mouse or, if it ``touches``, with a finger.

    ``complaints``: warnings and errors of the console; ``foreign``: requests to any other host.
    """

    def __init__(self, page: Page, base: str, touches: bool = False) -> None:
        self.page, self.base, self.touches = page, base, touches
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        self.requests: list[Request] = []
        page.set_default_timeout(15_000)
        page.on("console", lambda said: said.type in ("warning", "error") and self.complaints.append(said.text[:200]))
        page.on("pageerror", lambda error: self.complaints.append(str(error)[:200]))
        page.on("request", self._note)

    def _note(self, request: Request) -> None:
        self.requests.append(request)
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.foreign.append(request.url)

    # Going somewhere

    def open(self, query: str = "", canonical: str | None = None) -> Explorer:
        """Load the explorer at an address, as from a bookmark."""
        self.page.goto(f"{self.base}/{query}")
        return self.drawn(query, canonical)

    def visit(self, path: str, is_there: bool = True) -> Explorer:
        """Load another page and wait for its heading; of one that is not there the browser itself reports the 404."""
        answer = self.page.goto(f"{self.base}{path}")
        assert answer.status == (200 if is_there else 404), path
        expect(self.page.locator("h1")).to_be_visible()
        self.calm()
        self.complaints[:] = [said for said in self.complaints if is_there or "status of 404" not in said]
        return self

    def drawn(self, query: str, canonical: str | None = None, is_awaiting: bool = False) -> Explorer:
        """Wait until the page shows this address.

        ``canonical``: its other spelling, where it has one; ``is_awaiting``: answers to older ones may be under way.
        """
        asked_for = [query, query if canonical is None else canonical, is_awaiting]
        try:
            self.page.wait_for_function("(asked) => geometry.lacks(...asked).length === 0", arg=asked_for)
        except TimeoutError:
            lacking = self.page.evaluate("(asked) => geometry.lacks(...asked)", asked_for)
            raise AssertionError(f"The page lacks {'; '.join(lacking)}. It says {self.complaints}") from None
        return self

    def calm(self) -> None:
        """Wait until no answer is awaited."""
        self.page.wait_for_function("() => geometry.calm()")

    def settle(self) -> None:
        """Wait until the server was left alone for a second, once the table, which comes last, has asked for rows."""
        asked = "!document.querySelector('#table') || document.querySelector('#table .ag-root[aria-label]')"
        self.page.wait_for_function(f"() => {asked}")
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_timeout(500)
        self.calm()

    def clear(self) -> Explorer:
        """Begin anew with the whole table, by a load only where a link does not do it."""
        if self.page.url == f"{self.base}/":
            return self.drawn("")
        if self.page.locator("#clear-all").count() == 0:
            return self.open()
        self.page.locator("#clear-all").click()
        return self.drawn("")

    def back(self, query: str) -> Explorer:
        """The Back button, which leads to this address."""
        self.page.go_back()
        return self.drawn(query)

    def forward(self, query: str) -> Explorer:
        """The Forward button, which leads to this address."""
        self.page.go_forward()
        return self.drawn(query)

    # Looking

    def address(self) -> dict[str, list[str]]:
        """The parameters in the address bar."""
        clauses: dict[str, list[str]] = {}
        for name, value in parse_qsl(urlsplit(self.page.url).query):
            clauses.setdefault(name, []).append(value)
        return clauses

    def summary(self) -> str:
        return self.page.locator("#summary").inner_text()

    def count(self) -> int:
        """N of the sentence 'N of M engagements'."""
        shown, of_all = re.match(r"([\d,]+) of ([\d,]+) engagements", self.summary()).groups()
        assert int(of_all.replace(",", "")) == ALL
        return int(shown.replace(",", ""))

    def chips(self) -> list[str]:
        return [text.removesuffix("×").strip() for text in self.page.locator("#chips .chip").all_inner_texts()]

    def ticked(self, field: str) -> list[str]:
        """The values ticked in the list of a field."""
        return self.control(field).locator("input:checked").evaluate_all("all => all.map(each => each.value)")

    def faded(self, view: str, code: str) -> bool:
        """Whether a shape on a map is faded."""
        return self.page.evaluate("([view, code]) => geometry.faded(view, code)", [view, code])

    def exports(self) -> dict[str, str]:
        """Text of each entry of the export menu and where it leads."""
        pairs = self.page.locator("#exports a").evaluate_all(
            "all => all.map(each => [each.lastElementChild.textContent, each.getAttribute('href')])"
        )
        return dict(pairs)

    def download(self, path: str) -> bytes:
        """What the server answers for an address, asked from the same context."""
        answer = self.page.context.request.get(f"{self.base}{path}")
        assert answer.ok, answer.text()
        return answer.body()

    def draws(self) -> list[Request]:
        """The requests that computed figures of the whole page since the last call of ``forget``."""
        return [request for request in self.requests if "/drawings/" in request.url]

    def updates(self) -> list[Request]:
        return [request for request in self.requests if "/_dash-update-component" in request.url]

    def forget(self) -> None:
        """Forget the requests made so far."""
        self.requests.clear()

    # Clicking on charts

    def click_state(self, code: str) -> None:
        self._click_place("state-map", "state", code)

    def click_country(self, code: str) -> None:
        self._click_place("world-map", "country", code)

    def click_centre(self, view: str, clause: str) -> None:
        """Click the very middle of a square or circle."""
        self.in_sight(view)
        self.click_at(self.page.evaluate("([view, clause]) => geometry.centre(view, clause)", [view, clause]))

    def click_degrees(self, view: str, longitude: float, latitude: float) -> None:
        """Click a map where a place of these degrees is drawn."""
        self.in_sight(view)
        self.click_at(self.page.evaluate("(at) => geometry.place(...at)", [view, longitude, latitude]))

    def click_mark(self, view: str, clause: str) -> None:
        """Click the bar, cell, node or tie that picks this clause."""
        self.click_at(next(mark for mark in self.marks(view) if mark["clause"] == clause))

    def click_name(self, view: str, name: str) -> None:
        """Click the text that stands beside a mark: a name, or the number at the end of a bar."""
        self.click_at(self.name(view, name))

    def point_at_name(self, view: str, name: str) -> str:
        """Rest the mouse on a name; what the hover label says."""
        self.page.mouse.move(2, 2)
        at = self.name(view, name)
        self.page.mouse.move(at["x"], at["y"], steps=3)
        label = self.page.locator(f"[id='{view}'] .hovertext")
        expect(label).to_have_count(1)
        return label.text_content()

    def name(self, view: str, name: str) -> dict[str, float]:
        """The middle of a text in a chart, in sight."""
        self.in_sight(view)
        return self.page.evaluate("([view, name]) => geometry.text(view, name)", [view, name])

    def marks(self, view: str) -> list[dict[str, Any]]:
        """Every mark of a chart with axes, in sight: 'clause', 'x', 'y'."""
        self.in_sight(view)
        return self.page.evaluate("(view) => geometry.marks(view)", view)

    def drag_years(self, first: int, last: int) -> None:
        """Drag over the timeline, from just before one year to just after another."""
        years = {mark["clause"]: mark["x"] for mark in self.marks("timeline")}
        box = self.page.locator("#timeline .nsewdrag").bounding_box()
        width = years["from=2021&to=2021"] - years["from=2020&to=2020"]
        start = years["from=2020&to=2020"] + (first - 2020.4) * width
        end = years["from=2020&to=2020"] + (last - 2019.6) * width
        self.page.mouse.move(start, box["y"] + box["height"] / 2)
        self.page.mouse.down()
        self.page.mouse.move((start + end) / 2, box["y"] + box["height"] / 2, steps=4)
        self.page.mouse.move(end, box["y"] + box["height"] / 2, steps=4)
        self.page.mouse.up()

    def in_sight(self, view: str) -> None:
        """Scroll a chart to the middle of the screen and wait until it has its size and lies still."""
        self.page.locator(f"[id='{view}'] .js-plotly-plot").evaluate(
            "each => each.scrollIntoView({block: 'center', behavior: 'instant'})"
        )
        self.page.wait_for_function("(view) => geometry.fits(view)", arg=view)

    def _click_place(self, view: str, field: str, code: str) -> None:
        """Click a place where it has a square or circle, else inside its shape."""
        self.in_sight(view)
        clause = f"{field}={code}"
        at = self.page.evaluate("([view, clause]) => geometry.mark(view, clause)", [view, clause])
        self.click_at(at or self.page.evaluate("([view, code]) => geometry.inside(view, code)", [view, code]))

    def click_at(self, place: Mapping[str, float]) -> None:
        """Click at a pixel: a whole one, as a browser tells it, after the rest that a hand takes.

        Plotly looks under the mouse every 50 ms, and a click on a map is a click on what was there last.
        """
        x, y = round(place["x"]), round(place["y"])
        if self.touches:
            self.page.touchscreen.tap(x, y)
            return
        self.page.mouse.move(x, y)
        self.page.wait_for_timeout(100)
        self.page.mouse.click(x, y)

    # Filters

    def control(self, field: str) -> Locator:
        return self.page.locator(f"""[id='{{"filter":"{field}"}}']""")

    def open_group(self, field: str) -> Locator:
        """Open the group of a field where it is closed; the group."""
        group = self.page.locator("details.group").filter(has=self.control(field))
        if group.get_attribute("open") is None:
            group.locator("summary").click()
        return group

    def tick(self, field: str, value: str) -> None:
        """Tick, or untick, a value in the list of a field."""
        self.open_group(field)
        self.control(field).locator(f"input[value='{value}']").click()

    def option_counts(self, field: str) -> dict[str, str]:
        """Value → the number painted beside its option."""
        pairs = (
            self.control(field)
            .locator("input")
            .evaluate_all("all => all.map(each => [each.value, each.nextElementSibling.dataset.count])")
        )
        return dict(pairs)

    # The table

    def rows(self) -> dict[int, str]:
        """Row number → id, of the rows that the grid holds; waits until each of them has come."""
        self.page.wait_for_function(
            """() => {
                const rows = [...document.querySelectorAll("#table .ag-center-cols-container .ag-row")];
                const isThere = (row) => row.getAttribute("row-id")?.startsWith("E");
                return geometry.calm() && rows.length > 0 && rows.every(isThere);
            }"""
        )
        pairs = self.page.locator("#table .ag-center-cols-container .ag-row").evaluate_all(
            "all => all.map(row => [Number(row.getAttribute('row-index')), row.getAttribute('row-id')])"
        )
        return dict(sorted(pairs))

    def wait_for_rows(self, ids: Sequence[str]) -> None:
        """Wait until the first row of the grid is the first of these."""
        self.page.wait_for_selector(f"#table .ag-row[row-index='0'][row-id='{ids[0]}']", state="attached")

    def scroll_rows(self, rows: int) -> None:
        """Turn the wheel over the grid by a number of rows."""
        grid = self.page.locator("#table .ag-body-viewport")
        grid.scroll_into_view_if_needed()
        grid.hover()
        self.page.mouse.wheel(0, rows * 36)

    def wait_for_row(self, number: int) -> None:
        """Wait until the grid holds a row of this number."""
        self.page.wait_for_selector(f"#table .ag-row[row-index='{number}'][row-id^='E']", state="attached")


def query(params: Mapping[str, Sequence[str]]) -> str:
    """The parameters as the part of an address from '?'."""
    return f"?{urlencode(params, doseq=True)}" if params else ""
