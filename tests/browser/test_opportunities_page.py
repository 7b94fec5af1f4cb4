"""The page of opportunities in a browser: the form, the links that change the question, both themes, three widths."""

from __future__ import annotations

import pytest
from conftest import Open
from explorer import Explorer
from playwright.sync_api import expect
from test_accessibility import assert_no_grave_finding


def test_the_form_asks_and_links_change_the_question(explorer: Explorer) -> None:
    page = explorer.visit("/opportunities").page
    page.get_by_label("Place", exact=True).fill("City of Austin, TX")
    page.get_by_label("Country or area", exact=True).fill("Japan")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("heading", name="Who else works with Japan?")).to_be_visible()
    expect(page.locator("#missions .main-svg").first).to_be_visible()

    page.get_by_title("Remove Japan").click()
    expect(page).to_have_url(f"{explorer.base}/opportunities?place=austin-tx")
    expect(page.locator("#gaps")).to_contain_text("nothing is recorded for City of Austin, TX")
    expect(page.get_by_label("Country or area", exact=True)).to_have_value("")
    page.go_back()
    expect(page.get_by_role("heading", name="Who else works with Japan?")).to_be_visible()
    expect(page.get_by_label("Country or area", exact=True)).to_have_value("Japan")


def test_a_number_leads_to_its_rows(explorer: Explorer) -> None:
    page = explorer.visit("/opportunities?place=austin-tx&country=JPN").page
    number = page.locator("#who-else a.rows").nth(1)
    text = number.inner_text()
    number.click()
    expect(page.locator("#summary")).to_contain_text(f"{text.split()[0]} of 3,785 engagements")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("query", ["", "?place=austin-tx&country=MEX&issue=nonsense"])
def test_nothing_grave_with_everything_open(new_explorer: Open, theme: str, query: str) -> None:
    explorer = new_explorer(color_scheme=theme, reduced_motion="reduce").visit(f"/opportunities{query}")
    expect(explorer.page.locator("#merging")).to_be_visible()
    explorer.page.locator("details > summary").evaluate_all("all => all.forEach(each => each.click())")
    assert_no_grave_finding(explorer)
