"""The pages of single subjects in the browser: narrowing by a click, going on to other pages, and back.

What they say is checked in ``tests/test_pages.py``; here is what only a browser shows.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from conftest import Open
from explorer import Explorer
from oracle import ids, selected
from playwright.sync_api import expect
from test_accessibility import assert_no_grave_finding

KINDS = ("/state/TX", "/country/PRK", "/network/c40-cities", "/tie/austin-tx/adelaide-aus", "/engagement/E00002")


def arrive(explorer: Explorer, path: str, query: str = "") -> None:
    """Wait until the page of this address is painted."""
    explorer.page.wait_for_url(f"{explorer.base}{path}{query}")
    expect(explorer.page.locator("h1")).to_be_visible()
    explorer.settle()


def test_a_click_narrows_the_page_and_its_chip_widens_it(explorer: Explorer) -> None:
    explorer.visit("/state/TX")
    explorer.settle()
    assert explorer.count() == len(ids({"state": ["TX"]}))
    explorer.click_mark("issue-bars", "issue=energy")
    arrive(explorer, "/state/TX", "?issue=energy")
    assert explorer.count() == len(ids({"state": ["TX"], "issue": ["energy"]}))
    assert explorer.chips() == ["Issue: Energy"]
    explorer.page.locator("#chips .chip").click()
    arrive(explorer, "/state/TX")
    assert explorer.count() == len(ids({"state": ["TX"]}))


def test_names_lead_from_page_to_page_and_back(explorer: Explorer) -> None:
    explorer.visit("/country/JPN")
    explorer.settle()
    explorer.page.locator(".ranking a", has_text="California").first.click()
    arrive(explorer, "/state/CA")
    expect(explorer.page.locator("h1")).to_have_text("California")
    explorer.page.get_by_role("link", name="Open in Explore").click()
    arrive(explorer, "/", "?state=CA")
    explorer.page.locator("#chips .pages a", has_text="California").click()
    arrive(explorer, "/state/CA")
    explorer.page.go_back()
    arrive(explorer, "/", "?state=CA")


def test_the_table_holds_the_rows_of_the_page_and_leads_on(explorer: Explorer) -> None:
    explorer.visit("/network/c40-cities")
    explorer.settle()
    rows = selected({"network": ["c40-cities"]})
    cells = explorer.page.locator("#table .ag-center-cols-container .ag-row")
    expect(cells).to_have_count(len(rows))
    link = explorer.page.locator("#table a[data-page]").first
    wanted = link.get_attribute("href")
    link.click()
    arrive(explorer, wanted)
    assert urlsplit(explorer.page.url).path.startswith("/place/")


def test_a_row_leads_to_its_engagement_and_its_tie(explorer: Explorer) -> None:
    explorer.open("?actor=austin-tx&country=AUS")
    explorer.settle()
    explorer.page.locator("#table .ag-row[row-index='0'] .ag-cell[col-id='start_date']").click()
    explorer.page.get_by_role("link", name="Page of this tie").click()
    arrive(explorer, "/tie/austin-tx/adelaide-aus")
    explorer.page.locator(".event-title").first.click()
    explorer.page.wait_for_url(re.compile("/engagement/E"))
    expect(explorer.page.locator("h2", has_text="How to cite")).to_be_visible()


def test_no_grave_finding_on_any_kind_of_page_in_the_dark(new_explorer: Open) -> None:
    """In light colours they are among all states of all pages in ``test_accessibility``."""
    explorer = new_explorer(color_scheme="dark", reduced_motion="reduce")
    for path in (
        "/state/TX",
        "/country/PRK",
        "/network/c40-cities",
        "/tie/austin-tx/adelaide-aus",
        "/engagement/E00002",
    ):
        explorer.visit(path)
        explorer.settle()
        assert_no_grave_finding(explorer)
