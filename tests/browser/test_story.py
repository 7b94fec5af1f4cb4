"""The whole way of an engagement in a browser, on PostgreSQL and, where there is more time, on SQLite.

Submitted, told to be like another, reviewed by two, on the map and in the export, corrected, undone, with a server that
is killed on the way: nothing is lost.
"""

from __future__ import annotations

import csv
import io
import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from conftest import Open, Server, fresh_contexts
from playwright.sync_api import Browser, Page, expect
from test_review_desk import PASSWORD, press, signed_in
from test_submit_page import field, fill_in, forget_refusals

from dashboard.store.accounts import add_reviewer
from dashboard.store.database import Store

SECONDS_TO_BE_SEEN = 30
NEW = "S00001"


@pytest.fixture
def server(database: str, tmp_path: Path) -> Iterator[Server]:
    """A dashboard on an empty store of each kind, where two must agree."""
    running = Server(tmp_path / "server.log", DASHBOARD_REVIEWERS="2", DATABASE_URL=database)
    try:
        running.wait()
        store = Store(database)
        for who in ("ann", "ben"):
            add_reviewer(store, f"{who}@example.org", PASSWORD)
        store.close()
        yield running
    finally:
        running.stop()


@pytest.fixture
def new_explorer(server: Server, chromium: Browser) -> Iterator[Open]:
    with fresh_contexts(server, chromium) as new:
        yield new


def kill(server: Server) -> None:
    """Kill the server and its workers at once, and start it again."""
    server.kill()
    server.start()


def exported(server: Server, query: str) -> list[dict[str, str]]:
    with urlopen(f"{server.address}/engagements.csv?{query}", timeout=30) as response:
        return list(csv.DictReader(io.StringIO(response.read().decode(), newline="")))


def published(server: Server, start: str | None) -> None:
    """Wait until the export shows the row with this start, or no row."""
    wanted = [] if start is None else [start]
    for _ in range(SECONDS_TO_BE_SEEN * 4):
        rows = [row["start_date"] for row in exported(server, "actor=austin-tx") if row["id"] == NEW]
        if rows == wanted:
            return
        time.sleep(0.25)
    raise AssertionError(f"{rows} is shown, not {wanted}")


def history(page: Page, base: str) -> list[str]:
    page.goto(f"{base}/engagement/{NEW}")
    expect(page.locator(".history")).to_be_visible()
    return page.locator(".history > li").all_inner_texts()


@pytest.mark.parametrize("database", [pytest.param("sqlite", marks=pytest.mark.long), "postgresql"], indirect=True)
def test_from_the_form_to_the_map_and_back(new_explorer: Open, server: Server) -> None:
    office = new_explorer().visit("/submit")
    page = office.page
    fill_in(office)
    field(office, "0-summary").fill("The mayors signed a sister-city agreement.")
    field(office, "0-source_url").fill("https://www.austintexas.gov/adelaide")
    page.wait_for_timeout(3000)  # nobody types so fast
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".candidate a").first).to_have_text("Austin – Adelaide, 1983")
    page.get_by_label("No, it is a different one: send mine").check()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".state")).to_have_text("Waits for a reviewer")
    receipt = page.url
    assert "/submit/status/" in receipt

    kill(server)
    page.goto(receipt)
    expect(page.locator(".state")).to_have_text("Waits for a reviewer")

    ann, ben = signed_in(new_explorer, "ann"), signed_in(new_explorer, "ben")
    ann.page.goto(f"{ann.base}/review/1")
    expect(ann.page.locator("main")).to_contain_text("Likely duplicates")
    press(ann, "a")
    expect(ann.page.locator(".done")).to_contain_text("waits for a second reviewer")
    kill(server)
    assert not [row for row in exported(server, "actor=austin-tx") if row["id"] == NEW]
    ben.page.goto(f"{ben.base}/review/1")
    press(ben, "a")
    expect(ben.page.locator(".done")).to_contain_text(f"{NEW} added, change 1")
    kill(server)

    published(server, "1983")
    reader = new_explorer().visit("/?actor=austin-tx&counterpart=adelaide-aus")
    assert reader.page.locator("#summary").inner_text().startswith("2 of 3,786 engagements")
    assert len(exported(server, "actor=austin-tx&counterpart=adelaide-aus")) == 2
    page.goto(receipt)
    expect(page.locator(".state")).to_have_text(re.compile("Accepted"))

    office.visit(f"/submit?correct={NEW}")
    for name, text in (("office", "Office of the Mayor"), ("email", "mayor@austin.example")):
        field(office, name).fill(text)
    field(office, "0-start_date").fill("May 1984")
    field(office, "0-reason").fill("It was signed a year later.")
    page.wait_for_timeout(3000)
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".state")).to_have_text("Waits for a reviewer")
    for reviewer, said in ((ann, "waits for a second reviewer"), (ben, f"{NEW} corrected, change 2")):
        reviewer.page.goto(f"{reviewer.base}/review/2")
        press(reviewer, "a")
        expect(reviewer.page.locator(".done")).to_contain_text(said)
    published(server, "1984-05")

    ben.page.goto(f"{ben.base}/review/undo/2")
    ben.page.locator("#reason").fill("The office was mistaken.")
    ben.page.get_by_role("button", name="Undo change 2").click()
    expect(ben.page.locator("h1")).to_have_text("Change 2 was undone")
    published(server, "1983")
    told = history(page, office.base)
    assert len(told) == 3
    assert "The office was mistaken." in told[0]
    assert "It was signed a year later." in told[1] or "May 1984" in told[1]
    letters = list(server.log.with_suffix(".outbox").glob("*.eml"))
    assert len(letters) == 4, "two receipts, two decisions"
    for explorer in (office, ann, ben, reader):
        forget_refusals(explorer)
