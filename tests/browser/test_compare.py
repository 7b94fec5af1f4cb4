"""The comparison as a visitor works it: begin with typed names, add a side, take one out, step back; no grave finding.

Numbers are recounted in ``test_comparison``.
"""

from __future__ import annotations

import pytest
from conftest import Open
from explorer import Explorer
from playwright.sync_api import expect
from test_accessibility import assert_no_grave_finding

TEXAS = "/compare?place=austin-tx&place=dallas-tx&issue=culture_arts"


def expect_heading(explorer: Explorer, text: str) -> None:
    expect(explorer.page.locator("h1")).to_have_text(text)


def drawn(explorer: Explorer, graphs: int) -> None:
    expect(explorer.page.locator(".js-plotly-plot:not(.dash-graph--pending) .main-svg").first).to_be_visible()
    expect(explorer.page.locator(".js-plotly-plot:not(.dash-graph--pending)")).to_have_count(graphs)


def test_sides_are_picked_added_and_taken_out(explorer: Explorer) -> None:
    explorer.visit("/compare")
    page = explorer.page
    page.get_by_label("First place").fill("city of austin, tx")
    page.get_by_label("Second place").fill("City of Dallas, TX")
    page.keyboard.press("Enter")
    expect_heading(explorer, "Austin and Dallas compared")
    assert explorer.address() == {"place": ["austin-tx", "dallas-tx"]}

    page.get_by_label("Add a place").fill("City of Houston, TX")
    page.get_by_role("button", name="Add").click()
    expect_heading(explorer, "Austin, Dallas and Houston compared")
    drawn(explorer, 3)
    expect(page.get_by_label("Add a place")).to_have_value("")

    page.get_by_title("Take out City of Dallas, TX").click()
    expect_heading(explorer, "Austin and Houston compared")
    assert explorer.address() == {"place": ["austin-tx", "houston-tx"]}
    page.go_back()
    expect_heading(explorer, "Austin, Dallas and Houston compared")


def test_a_wrong_name_leads_to_a_near_one(explorer: Explorer) -> None:
    explorer.visit("/compare?state=TX")
    explorer.page.get_by_label("Add a state").fill("Californa")
    explorer.page.keyboard.press("Enter")
    explorer.page.locator(".notice").get_by_role("link", name="California").click()
    expect_heading(explorer, "Texas and California compared")
    assert explorer.address() == {"state": ["TX", "CA"]}


def test_other_clauses_stay_and_can_be_removed(explorer: Explorer) -> None:
    explorer.visit(TEXAS)
    explorer.page.get_by_title("Remove Issue: Culture and arts").click()
    expect(explorer.page.get_by_title("Remove Issue: Culture and arts")).to_have_count(0)
    assert explorer.address() == {"place": ["austin-tx", "dallas-tx"]}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_grave_finding(new_explorer: Open, theme: str) -> None:
    explorer = new_explorer(color_scheme=theme, reduced_motion="reduce")
    explorer.visit("/compare")
    assert_no_grave_finding(explorer)
    explorer.visit("/compare?state=CA&state=TX&state=NY&state=ZZ")
    drawn(explorer, 3)
    explorer.page.locator("details:not([open]) > summary").evaluate_all("all => all.forEach(each => each.click())")
    assert_no_grave_finding(explorer)
