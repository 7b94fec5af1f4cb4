"""Every page and every state of a page that is held to rules of access and of width: a table of them.

What they are held to is in the tests that go through the table; a state is driven here and nothing is asserted of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from urllib.error import HTTPError
from urllib.request import urlopen

from examples import PROPOSED
from explorer import Explorer
from playwright.sync_api import expect

from dashboard import schema
from dashboard.published import publish
from dashboard.settings import Settings
from dashboard.snapshots import numbers_in
from dashboard.store.accounts import add_reviewer
from dashboard.store.changes import record
from dashboard.store.database import Store
from dashboard.store.submissions import Proposed, Sender, submit

DESKTOP, PHONE = (1440, 900), (390, 844)

SNAPSHOT = numbers_in(Settings().shelf)[0]
REVIEWER, PASSWORD = "ann@example.org", "correct horse battery"
WITHDRAWN = "E00003"

FILES = count(1)
"""Numbers of survey files: one that was read already would open as it was left."""

SURVEY = (
    "City name,State,Partner country,Type of engagement,Topics,When,Headline\n"
    "Austin,TX,Norway,MOU,Trade,May 2019,Fjord pact {}\n"
    "Boise,ID,Korea,MOU,energy,2019,Six\n"
    "Boise,ID,Norway,dancing,energy,2019,Seven\n"
)

NEW = {
    **PROPOSED,
    "counterpart": "Adelaide",
    "counterpart_country": "",
    "counterpart_city": "Adelaide",
    "start_date": "1983",
    "title": "Austin and Adelaide renew their agreement",
    "summary": "The mayors signed.",
    "source_url": "https://www.austintexas.gov/adelaide",
}
GUESS = {
    "said": "Austrlia",
    "taken": "",
    "name": "Australia",
    "score": 80,
    "how": "spelling",
    "others": [["AUS", "Australia"]],
}


def furnish(database: str) -> str:
    """Put into a fresh store a reviewer, four proposals and a withdrawn engagement; the word of the status page."""
    store = Store(database)
    add_reviewer(store, REVIEWER, PASSWORD)
    proposed = [
        Proposed("new", NEW, guesses={"counterpart_country": GUESS}),
        Proposed("correction", {"title": "Another title"}, "E00001", "The title is wrong."),
        Proposed("problem", {}, "E00002", "It never took place."),
    ]
    sent = submit(store, Sender("Office of the Mayor", "mayor@example.org"), proposed, "key", "secret", "http://x/")
    found = publish(Settings()).engagement(WITHDRAWN)
    with store.writing() as connection:
        row = {name: found[name] for name in schema.COLUMN_NAMES}
        record(connection, REVIEWER, "withdrawn", row, None, "It never took place.")
    store.close()
    return sent.word


def wait_for_withdrawal(base: str) -> None:
    """Wait until the server shows the table without the withdrawn engagement: at most some seconds."""
    for _ in range(50):
        try:
            with urlopen(f"{base}/api/v1/engagements/{WITHDRAWN}", timeout=10):
                time.sleep(0.2)
        except HTTPError as answer:
            if answer.code == 410:
                return
            raise
    raise AssertionError(f"{base} does not take up changes.")


def sign_in(explorer: Explorer) -> None:
    """Sign in as the reviewer."""
    page = explorer.page
    page.goto(f"{explorer.base}/review/sign-in")
    page.locator("#email").fill(REVIEWER)
    page.locator("#password").fill(PASSWORD)
    page.locator("#password").press("Enter")
    expect(page.locator("h1")).to_have_text("Review")


Do = Callable[[Explorer], None]


def nothing(explorer: Explorer) -> None:
    """The page as it opens."""
    del explorer


@dataclass(frozen=True)
class State:
    """A page at an address (``path``, with ``{word}`` for that of a submission) after something was done on it.

    ``width``, ``height``: of the screen, in pixels of CSS. ``status``: what the server answers. ``is_for_reviewers``:
    it asks for a sign-in. ``is_wide_only``: on a narrow screen there is no such state. ``part``: what the state adds
    to a page that stands in this table by itself, so that the rest need not be looked at again.
    """

    name: str
    path: str
    do: Do = nothing
    size: tuple[int, int] = DESKTOP
    status: int = 200
    is_for_reviewers: bool = False
    is_wide_only: bool = False
    part: str = ""


def open_record(explorer: Explorer) -> None:
    explorer.rows()
    explorer.page.locator("#table .ag-row[row-index='0'] .ag-cell").first.click()
    expect(explorer.page.locator(".offcanvas.show dl")).to_be_visible()


def open_drawer(explorer: Explorer) -> None:
    explorer.page.locator("#open-filters").click()
    expect(explorer.page.locator("#filters")).to_be_in_viewport()


def open_groups(explorer: Explorer) -> None:
    closed = explorer.page.locator("details.group:not([open]) > summary")
    closed.evaluate_all("all => all.forEach(each => each.click())")


def open_downloads(explorer: Explorer) -> None:
    explorer.page.locator("#export button").click()
    expect(explorer.page.locator("#exports")).to_be_visible()


def open_units(explorer: Explorer) -> None:
    explorer.page.locator(".units > summary").first.click()
    expect(explorer.page.locator(".unit-list").first).to_be_visible()


def open_columns(explorer: Explorer) -> None:
    explorer.page.locator(".column-choice > summary").click()
    expect(explorer.page.locator(".column-list")).to_be_visible()


def search(explorer: Explorer) -> None:
    page = explorer.page
    if not page.locator("#search-input").is_visible():
        page.locator(".search-opener").click()
    page.locator("#search-input").fill("tex")
    expect(page.locator("#search-hits [role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")


def switch_on(explorer: Explorer) -> None:
    """Everything of the way of looking that changes what is drawn."""
    for look in ("per", "layer", "arcs", "dots"):
        explorer.page.locator(f"""[id='{{"look":"{look}"}}'] input""").check()
    explorer.calm()


def check_nothing(explorer: Explorer) -> None:
    press(explorer, "Check")
    expect(explorer.page.locator("#wrongs")).to_be_visible()


def send_nothing(explorer: Explorer) -> None:
    press(explorer, "Send")
    expect(explorer.page.locator("[role=alert]").first).to_be_visible()


def fill_in(explorer: Explorer) -> None:
    page = explorer.page
    typed = {
        "office": "Office of the Mayor",
        "email": "mayor@austin.example",
        "0-us_actor": "City of Austin",
        "0-counterpart": "Adelaide",
        "0-start_date": "1983",
        "0-summary": "The mayors signed a sister-city agreement.",
        "0-source_url": "https://www.austintexas.gov/adelaide",
    }
    for name, text in typed.items():
        page.locator(f"[id='field-{name}']").fill(text)
    page.locator("[id='field-0-engagement_type']").select_option("sister_agreement")
    page.locator("[id='field-0-issues-culture_arts']").check()


def check_filled(explorer: Explorer) -> None:
    fill_in(explorer)
    press(explorer, "Check")
    expect(explorer.page.locator("h1")).to_have_text("Look at it before it is sent")


def suggest(explorer: Explorer) -> None:
    explorer.page.locator("[id='field-0-us_actor']").press_sequentially("aust")
    expect(explorer.page.locator(".offered:not([hidden]) [role=option]").first).to_be_visible()
    explorer.page.keyboard.press("ArrowDown")


def upload(explorer: Explorer) -> None:
    page, content = explorer.page, SURVEY.format(next(FILES)).encode()
    page.locator("#file").set_input_files({"name": "survey.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Open it").click()
    expect(page.locator("#work")).to_be_visible()


def judge(explorer: Explorer) -> None:
    page = explorer.page
    upload(explorer)
    page.locator("#source_name").fill("Survey of cities")
    page.locator("#source_url").fill("https://example.org/survey")
    page.get_by_role("button", name="Read the file").click()
    expect(page.locator(".questions")).to_be_visible(timeout=30_000)


def wrong_password(explorer: Explorer) -> None:
    page = explorer.page
    page.locator("#email").fill("nobody@example.org")
    page.locator("#password").fill("wrong")
    page.locator("#password").press("Enter")
    expect(page.locator("#problem")).to_be_visible()


def show_keys(explorer: Explorer) -> None:
    explorer.page.locator("#show-keys").click()
    expect(explorer.page.locator("#keys")).to_be_visible()


def open_reasons(explorer: Explorer) -> None:
    panels = explorer.page.locator("details:not([open]) > summary")
    panels.evaluate_all("all => all.forEach(each => each.click())")


def open_operation(explorer: Explorer) -> None:
    page = explorer.page
    expect(page.locator(".swagger-ui .opblock").first).to_be_visible()
    page.locator(".swagger-ui .opblock-summary-control").first.click()
    page.get_by_role("button", name="Try it out").click()
    expect(page.get_by_role("button", name="Execute")).to_be_visible()


def wait_for_operations(explorer: Explorer) -> None:
    expect(explorer.page.locator(".swagger-ui .opblock").first).to_be_visible()


def press(explorer: Explorer, button: str) -> None:
    explorer.page.get_by_role("button", name=button, exact=True).click()


BETWEEN = f"/data/changes?older={SNAPSHOT}"
SIDES = "/compare?state=TX&state=CA&issue=energy"

STATES = (
    State("explorer", "/"),
    State("explorer, a selection", "/?state=TX&issue=energy"),
    State("explorer, nothing found", "/?state=WY&country=TLS"),
    State("explorer, a bad value", "/?state=ZZ&issue=energy"),
    State("explorer, every layer", "/?state=TX", switch_on, is_wide_only=True),
    State("explorer, all groups of filters", "/?state=TX", open_groups, part="#filters"),
    State("explorer, a record", "/?state=TX&issue=energy", open_record, part=".offcanvas"),
    State("explorer, filters on a phone", "/?state=TX", open_drawer, PHONE, part="#filters"),
    State("explorer, a phone", "/?state=TX", size=PHONE),
    State("explorer, the menu of downloads", "/?state=TX", open_downloads, part="#export"),
    State("explorer, the definitions of units", "/?unit=ties", open_units, part=".unit-switch"),
    State("explorer, the choice of columns", "/?state=TX", open_columns, part=".table-section"),
    State("explorer, hits of the search", "/", search, part=".header"),
    State("a snapshot", f"/?snapshot={SNAPSHOT}&state=TX"),
    State("a state", "/state/TX"),
    State("a place", "/place/austin-tx"),
    State("a country", "/country/KEN"),
    State("a counterpart", "/counterpart/adelaide-aus"),
    State("a network", "/network/c40-cities"),
    State("a tie", "/tie/austin-tx/adelaide-aus"),
    State("an engagement", "/engagement/E00001"),
    State("a withdrawn engagement", f"/engagement/{WITHDRAWN}"),
    State("no such page", "/no/such/page", status=404),
    State("no such state", "/state/TEXAS-", status=404),
    State("networks", "/networks?state=TX"),
    State("compare, nothing yet", "/compare"),
    State("compare", SIDES),
    State("opportunities", "/opportunities"),
    State("opportunities of a place", "/opportunities?place=austin-tx&country=MEX"),
    State("disparities", "/disparities"),
    State("coverage", "/data/coverage"),
    State("change over time", "/over-time"),
    State("data", "/data"),
    State("changes", "/data/changes"),
    State("changes between two states", BETWEEN),
    State("about", "/about"),
    State("accessibility", "/accessibility"),
    State("submit", "/submit"),
    State("submit, suggestions", "/submit", suggest),
    State("submit, what is wrong", "/submit", check_nothing),
    State("submit, once more before it is sent", "/submit", check_filled),
    State("a problem", "/submit/problem?engagement=E00001"),
    State("a problem, what is wrong", "/submit/problem?engagement=E00001", send_nothing),
    State("following a submission", "/submit/status/{word}"),
    State("changing a submission", "/submit/status/{word}/change/1"),
    State("sign-in", "/review/sign-in"),
    State("sign-in, a wrong password", "/review/sign-in", wrong_password),
    State("the queue", "/review", is_for_reviewers=True),
    State("a proposal", "/review/1", is_for_reviewers=True),
    State("a proposal, all that can be done", "/review/2", open_reasons, is_for_reviewers=True),
    State("a proposal, the keys", "/review/1", show_keys, is_for_reviewers=True, is_wide_only=True),
    State("undoing a change", "/review/undo/1", is_for_reviewers=True),
    State("survey files", "/review/import", is_for_reviewers=True),
    State("a survey file, its columns", "/review/import", upload, is_for_reviewers=True),
    State("a survey file, its questions", "/review/import", judge, is_for_reviewers=True),
    State("the API", "/api/docs", wait_for_operations),
    State("the API, trying it out", "/api/docs", open_operation),
)
