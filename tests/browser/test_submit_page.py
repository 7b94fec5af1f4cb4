"""The form of engagements as an office works it: by keyboard, through a reload, a server that is away and comes back.

What the server makes of a form is in ``test_submit``; here is what scripts add, and how it looks to axe.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Open, Server, fresh_contexts
from explorer import Explorer
from playwright.sync_api import Browser, Locator, expect
from test_accessibility import assert_no_grave_finding

FAILED = "Failed to load resource"


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that a journey may stop and start again at the same address, with the same store."""
    running = Server(tmp_path_factory.mktemp("submit") / "server.log")
    running.wait()
    yield running
    running.stop()


@pytest.fixture
def office(own_server: Server, chromium: Browser) -> Iterator[Open]:
    with fresh_contexts(own_server, chromium) as new:
        yield new


def field(explorer: Explorer, name: str) -> Locator:
    return explorer.page.locator(f"[id='field-{name}']")


def pick(explorer: Explorer, name: str, typed: str, option: str) -> None:
    """Type into a combobox and choose by arrow and Enter."""
    field(explorer, name).focus()
    explorer.page.keyboard.type(typed)
    expect(explorer.page.locator(".offered:not([hidden]) [role=option]").first).to_contain_text(option)
    explorer.page.keyboard.press("ArrowDown")
    explorer.page.keyboard.press("Enter")
    expect(field(explorer, name)).to_have_value(option)


def forget_refusals(explorer: Explorer) -> None:
    """The browser itself reports answers of 400 and a server that is away; the page says both in words."""
    explorer.complaints[:] = [said for said in explorer.complaints if FAILED not in said]


def press(explorer: Explorer, button: str) -> None:
    explorer.page.get_by_role("button", name=button, exact=True).focus()
    explorer.page.keyboard.press("Enter")


def fill_in(explorer: Explorer) -> None:
    page = explorer.page
    field(explorer, "office").focus()
    page.keyboard.type("Office of the Mayor")
    page.keyboard.press("Tab")
    page.keyboard.type("mayor@austin.example")
    pick(explorer, "0-us_actor", "aust", "City of Austin")
    assert field(explorer, "0-us_state").input_value() == "TX"
    pick(explorer, "0-counterpart", "adel", "Adelaide")
    field(explorer, "0-engagement_type").select_option("sister_agreement")
    assert field(explorer, "0-title").input_value() == "City of Austin and Adelaide: sister or friendship agreement"
    field(explorer, "0-start_date").fill("1983")
    field(explorer, "0-issues-culture_arts").focus()
    page.keyboard.press("Space")


def test_a_whole_submission_by_keyboard_through_a_reload_and_a_server_that_is_away(
    office: Open, own_server: Server
) -> None:
    explorer = office().visit("/submit")
    page = explorer.page
    assert_no_grave_finding(explorer)
    fill_in(explorer)
    press(explorer, "Check")
    expect(page.locator("#wrongs")).to_be_focused()
    expect(page.locator("#wrongs a")).to_have_count(2)
    expect(field(explorer, "0-summary")).to_have_attribute("aria-invalid", "true")
    assert_no_grave_finding(explorer)
    field(explorer, "0-summary").fill("The mayors signed a sister-city agreement <b>in Austin</b>.")
    field(explorer, "0-source_url").fill("https://www.austintexas.gov/adelaide")
    forget_refusals(explorer)

    page.wait_for_timeout(400)
    page.reload()
    expect(page.locator("#draft")).to_contain_text("Your draft of ")
    expect(field(explorer, "0-us_actor")).to_have_value("City of Austin")
    expect(field(explorer, "0-issues-culture_arts")).to_be_checked()

    own_server.stop()
    press(explorer, "Check")
    expect(page.locator("#unsent")).to_contain_text("Could not be sent: the server does not answer.")
    expect(field(explorer, "0-summary")).to_have_value("The mayors signed a sister-city agreement <b>in Austin</b>.")
    own_server.start()
    forget_refusals(explorer)
    press(explorer, "Try again")

    expect(page.locator("h1")).to_have_text("Look at it before it is sent")
    candidate = page.locator(".candidate").first
    expect(candidate.locator("a")).to_have_text("Austin – Adelaide, 1983")
    expect(page.locator("main b")).to_have_count(0)
    assert_no_grave_finding(explorer)
    press(explorer, "Send")
    expect(page.locator("#wrongs")).to_contain_text("Say whether it is one of these.")
    candidate = page.locator(".candidate").first
    candidate.get_by_label("Correct this one instead").check()
    forget_refusals(explorer)
    page.wait_for_timeout(3000)
    press(explorer, "Send")

    expect(page.locator("h1")).to_contain_text("Submission ")
    expect(page.locator(".state")).to_have_text("Waits for a reviewer")
    assert_no_grave_finding(explorer)
    forget_refusals(explorer)
    explorer.visit("/submit")
    expect(page.locator("#draft")).to_be_hidden()
    expect(field(explorer, "office")).to_have_value("")


def test_several_engagements_and_a_draft_that_is_discarded(office: Open) -> None:
    explorer = office(390, 844, color_scheme="dark", reduced_motion="reduce").visit("/submit")
    page = explorer.page
    pick(explorer, "0-us_actor", "aust", "City of Austin")
    page.get_by_role("button", name="Add another engagement").click()
    expect(page.locator("h2", has_text="Engagement 2")).to_be_visible()
    expect(field(explorer, "1-counterpart")).to_be_focused()
    expect(field(explorer, "1-us_actor")).to_have_value("City of Austin")
    pick(explorer, "1-counterpart", "keny", "Kenya")
    page.get_by_role("button", name="Duplicate").nth(1).click()
    expect(field(explorer, "2-counterpart")).to_have_value("Kenya")
    page.get_by_role("button", name="Remove").first.click()
    expect(page.locator(".engagement-block")).to_have_count(2)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    assert_no_grave_finding(explorer)
    page.wait_for_timeout(400)
    page.reload()
    expect(page.locator(".engagement-block")).to_have_count(2)
    expect(field(explorer, "2-counterpart")).to_have_value("Kenya")
    page.get_by_role("button", name="Discard").click()
    expect(page.locator(".engagement-block")).to_have_count(1)
    expect(field(explorer, "0-us_actor")).to_have_value("")


def test_a_problem_is_reported_from_the_page_of_an_engagement(office: Open) -> None:
    explorer = office(color_scheme="dark", reduced_motion="reduce").visit("/engagement/E00001")
    page = explorer.page
    page.get_by_role("link", name="Report a problem").click()
    expect(page.locator("h1")).to_have_text("Report a problem")
    assert_no_grave_finding(explorer)
    field(explorer, "wrong").fill("It was in April.")
    page.wait_for_timeout(3100)
    press(explorer, "Send")
    expect(page.locator("h1")).to_contain_text("Submission ")
    expect(page.locator("main")).to_contain_text("It was in April.")


def test_it_works_without_scripts(office: Open) -> None:
    explorer = office(java_script_enabled=False)
    page = explorer.page
    page.goto(f"{explorer.base}/submit")
    page.locator("#field-office").fill("Mayor")
    page.get_by_role("button", name="Add another engagement").click()
    expect(page.locator("h2", has_text="Engagement 2")).to_be_visible()
    expect(page.locator("#field-office")).to_have_value("Mayor")
    page.locator("#field-office").press("Enter")
    expect(page.locator("#wrongs")).to_be_visible()
    forget_refusals(explorer)
