"""No script runs but our own: texts that try to be scripts stay texts, even where no policy would stop them; and what
leaves the page, speaks Spanish or stands in frames keeps to the policy.

Every other journey fails at a report of a violation, too (``conftest.VIOLATIONS``).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pandas as pd
import pytest
from conftest import Open, Server, fresh_contexts
from corpus import CORPUS
from explorer import Explorer
from oracle import ODDITIES
from playwright.sync_api import Browser, expect

TAKEN_OUT = "direction"
"""Spelled in a way that the table's own rules may refuse."""

PWNED = "() => [window.pwned, Object.prototype.pwned, document.querySelectorAll('img[src=x]').length]"

SLOW = "was preloaded using link preload but not used"
"""What the browser says where the machine is busy."""

GET_IN = """() => {
    document.body.insertAdjacentHTML("beforeend", "<img src='data:image/png;base64,!' onerror='window.pwned=1'>");
    document.body.append(Object.assign(document.createElement("script"), { textContent: "window.pwned=1" }));
    setTimeout(() => document.body.insertAdjacentHTML("beforeend", "<i id=late></i>"), 500);
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A dashboard whose table is full of texts that try to be something else."""
    folder: Path = tmp_path_factory.mktemp("pwned")
    first = pd.read_csv(ODDITIES, dtype=str, keep_default_na=False).iloc[0].to_dict()
    texts = [text for name, text in CORPUS.items() if name != TAKEN_OUT]
    rows = [
        {
            **first,
            **dict.fromkeys(("title", "summary", "source_name"), text),
            "id": f"P{number:05}",
            "us_actor": f"City of Austin {text}",
            "us_level": "city",
            "us_city": "Austin",
            "us_state": "TX",
            "engagement_type": "memorandum",
            "counterpart": f"{text} {number}",
            "counterpart_level": "city",
            "counterpart_country": "JPN",
            "counterpart_city": text,
            "issues": "energy",
            "start_date": "2019",
            "end_date": "",
        }
        for number, text in enumerate(texts)
    ]
    pd.DataFrame(rows).to_csv(folder / "pwned.csv", index=False)
    running = Server(folder / "server.log", DASHBOARD_TABLE=str(folder / "pwned.csv"))
    try:
        running.wait()
        yield running
    finally:
        running.stop()


@pytest.fixture
def new_explorer(server: Server, chromium: Browser) -> Iterator[Open]:
    with fresh_contexts(server, chromium) as new:
        yield new


def assert_nothing_ran(explorer: Explorer) -> None:
    assert explorer.page.evaluate(PWNED) == [None, None, 0], explorer.page.url


def test_texts_stay_texts_without_the_policy(new_explorer: Open) -> None:
    explorer = new_explorer(bypass_csp=True)
    page, dialogs = explorer.page, []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(f"{explorer.base}/?state=TX&arcs=1&dots=1")
    expect(page.locator("#summary")).to_contain_text("engagements")
    explorer.calm()
    for view in ("network", "matrix", "world-map"):
        page.locator(f"#{view}").scroll_into_view_if_needed()
        box = page.locator(f"#{view}").bounding_box()
        assert box
        for part in (0.2, 0.4, 0.6, 0.8):  # what the hover labels say
            page.mouse.move(box["x"] + box["width"] * part, box["y"] + box["height"] * 0.5, steps=2)
    page.locator("#search-input").fill("pwned")
    expect(page.locator("#search-hits [role=option]").first).to_be_visible()
    assert_nothing_ran(explorer)
    page.keyboard.press("Escape")
    page.locator("#table").scroll_into_view_if_needed()
    page.locator("#table .ag-row[row-index='0'] .ag-cell").first.click(timeout=60_000)
    expect(page.locator(".offcanvas.show dl")).to_be_visible()
    assert_nothing_ran(explorer)
    slugs = page.evaluate("() => fetch('/api/v1/engagements?limit=6').then((a) => a.json())")
    assert "pwned" in str(slugs)
    for path in (
        "/engagement/P00001",
        "/engagement/P00004",
        "/country/JPN",
        "/networks",
        "/data/changes",
        "/over-time",
    ):
        page.goto(f"{explorer.base}{path}")
        expect(page.locator("h1").first).to_be_visible()
        explorer.calm()
        assert_nothing_ran(explorer)
    for name in ("script", "image", "Dash"):
        page.goto(f"{explorer.base}/?{urlencode({'q': CORPUS[name], 'state': CORPUS[name]})}")
        expect(page.locator("#summary")).to_contain_text("engagements")
        assert_nothing_ran(explorer)
    assert dialogs == []
    explorer.complaints[:] = [said for said in explorer.complaints if SLOW not in said]


def test_what_leaves_the_page_keeps_to_the_policy(new_explorer: Open) -> None:
    explorer = new_explorer()
    page = explorer.page
    for path in ("/?lang=es&state=TX", "/networks", "/submit", "/api/docs", "/review/sign-in", "/about"):
        page.goto(f"{explorer.base}{path}")
        expect(page.locator("h1").first).to_be_visible()
        explorer.calm()
    page.goto(f"{explorer.base}/?lang=es&state=TX")
    page.locator("#world-map details.save summary").click()
    with page.expect_download() as coming:
        page.locator("#world-map [data-save=png]").click()
    assert coming.value.suggested_filename.endswith(".png")
    assert [said for said in explorer.complaints if SLOW not in said] == []
    page.evaluate(GET_IN)
    page.wait_for_function("() => document.getElementById('late')")
    assert page.evaluate("() => window.pwned") is None, "what got in all the same does not run"
    assert sum("against the policy: script-src" in said for said in explorer.complaints) == 2
    explorer.complaints.clear()
