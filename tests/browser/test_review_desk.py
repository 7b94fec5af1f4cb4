"""Two reviewers at the desk by keyboard, under the rule that two must agree; and axe on every page of theirs.

What the pages do without scripts is in ``test_review``.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Open, Server, fresh_contexts
from examples import PROPOSED
from explorer import Explorer
from playwright.sync_api import Browser, expect
from test_accessibility import assert_no_grave_finding

from dashboard.store.accounts import add_reviewer
from dashboard.store.database import Store
from dashboard.store.submissions import Proposed, Sender, submit

PASSWORD = "correct horse battery"
NEW = {
    **PROPOSED,
    "counterpart": "Koblenz",
    "counterpart_country": "DEU",
    "counterpart_city": "Koblenz",
    "title": "Austin and Koblenz renew their agreement",
    "summary": "The mayors signed.",
    "source_url": "https://www.austintexas.gov/koblenz",
}
GUESS = {
    "said": "Germny",
    "taken": "",
    "name": "Germany",
    "score": 80,
    "how": "spelling",
    "others": [["DEU", "Germany"]],
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A dashboard of its own, where two must agree and four proposals wait."""
    running = Server(tmp_path_factory.mktemp("desk") / "server.log", DASHBOARD_REVIEWERS="2")
    try:
        running.wait()
        store = Store(f"sqlite:///{running.log.with_suffix('.db')}")
        for who in ("ann", "ben"):
            add_reviewer(store, f"{who}@example.org", PASSWORD)
        proposed = [
            Proposed("new", {**NEW, "counterpart_country": ""}, guesses={"counterpart_country": GUESS}),
            Proposed("new", {**NEW, "counterpart": "Gotha", "counterpart_city": "Gotha"}),
            Proposed("correction", {"title": "Another title"}, "E00001", "The title is wrong."),
            Proposed("problem", {}, "E00002", "It never took place."),
        ]
        submit(store, Sender("Office of the Mayor", "mayor@austin.example"), proposed, "key", "secret", "http://x/")
        store.close()
        yield running
    finally:
        running.stop()


@pytest.fixture
def new_explorer(server: Server, chromium: Browser) -> Iterator[Open]:
    with fresh_contexts(server, chromium) as new:
        yield new


def signed_in(new: Open, who: str, **options: object) -> Explorer:
    explorer = new(**options)
    explorer.page.goto(f"{explorer.base}/review")
    expect(explorer.page.locator("#email")).to_be_focused()
    for text in (f"{who}@example.org", PASSWORD):
        explorer.page.keyboard.type(text)
        explorer.page.keyboard.press("Tab")
    explorer.page.keyboard.press("Enter")
    expect(explorer.page.locator("h1")).to_have_text("Review")
    return explorer


def press(explorer: Explorer, *keys: str) -> None:
    """Press keys when the page listens to them."""
    expect(explorer.page.locator("#show-keys")).to_be_visible()
    for key in keys:
        explorer.page.keyboard.press(key)


def test_two_reviewers_agree_by_keyboard(new_explorer: Open) -> None:
    ann, ben = signed_in(new_explorer, "ann"), signed_in(new_explorer, "ben")
    press(ann, "j", "Enter")
    expect(ann.page.locator(".undecided")).to_contain_text("Needs a decision")
    press(ann, "?")
    expect(ann.page.locator("#keys")).to_be_visible()
    press(ann, "a", "Escape")
    expect(ann.page.locator("#keys")).to_be_hidden()
    ann.page.locator("button[value='counterpart_country=DEU']").press("Enter")
    expect(ann.page.locator("#field-counterpart_country")).to_have_value("DEU")
    expect(ann.page.locator("#accept")).to_contain_text("Approve with 1 edit")
    press(ann, "a")  # not while a choice has the focus
    ann.page.locator("h1").click()
    ben.page.goto(f"{ben.base}/review/1")
    press(ann, "a")
    expect(ann.page.locator(".done")).to_contain_text("approved once, waits for a second reviewer")
    press(ann, "k")
    expect(ann.page.locator("h1")).to_contain_text("Koblenz")
    press(ann, "a")
    expect(ann.page.locator("#said")).to_contain_text("another reviewer has to agree")

    press(ben, "e")
    expect(ben.page.locator("#field-counterpart_country")).to_be_focused()
    ben.page.locator("#field-title").fill("Typed by Ben a q r")
    press(ben, "Escape")
    ben.page.locator("h1").click()
    press(ben, "r")
    expect(ben.page.locator("#reason")).to_be_focused()
    ben.page.keyboard.type("Not so.")
    press(ben, "Tab", "Enter")
    expect(ben.page.locator("#said")).to_contain_text("ann@example.org approved this on")
    expect(ben.page.locator("#field-title")).to_have_value("Typed by Ben a q r")
    expect(ben.page.locator("#reason")).to_have_value("Not so.")
    ben.page.locator("#field-title").fill(NEW["title"])
    ben.page.locator("h1").click()
    press(ben, "a")
    expect(ben.page.locator(".done")).to_contain_text("S00001 added, change 1")
    press(ben, "u")
    expect(ben.page.locator("h1")).to_have_text("Undo change 1")
    ben.page.locator("#reason").fill("Too early.")
    press(ben, "Tab", "Enter")
    expect(ben.page.locator("h1")).to_have_text("Change 1 was undone")
    expected = ("status of 409", "status of 422")
    for explorer in (ann, ben):
        explorer.complaints[:] = [said for said in explorer.complaints if not any(each in said for each in expected)]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_desk_is_accessible_and_fits_a_phone(new_explorer: Open, theme: str) -> None:
    explorer = signed_in(new_explorer, "ann", color_scheme=theme, reduced_motion="reduce")
    for path in ("/review", "/review/2", "/review/3", "/review/4", "/data/changes", "/review/undo/1"):
        explorer.page.goto(f"{explorer.base}{path}")
        assert_no_grave_finding(explorer)
        explorer.complaints[:] = [said for said in explorer.complaints if "status of 404" not in said]
    explorer.page.goto(f"{explorer.base}/review/2")
    press(explorer, "r")
    assert_no_grave_finding(explorer)
    explorer.page.set_viewport_size({"width": 390, "height": 844})
    for path in ("/review", "/review/2", "/data/changes"):
        explorer.page.goto(f"{explorer.base}{path}")
        assert explorer.page.evaluate("document.documentElement.scrollWidth") <= 390, path


def test_signing_in_is_accessible(new_explorer: Open) -> None:
    explorer = new_explorer()
    explorer.page.goto(f"{explorer.base}/review")
    assert_no_grave_finding(explorer)
