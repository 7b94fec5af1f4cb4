"""The page of disparities in a real browser: it follows the address, a click picks, and it can be read by all.

That its numbers are right is in ``tests/test_disparities``; here one table is read from the screen and counted again.
"""

from __future__ import annotations

import pytest
from conftest import Open
from explorer import Explorer
from oracle import ids, selected
from playwright.sync_api import expect
from test_accessibility import assert_no_grave_finding


def visit(explorer: Explorer, search: str) -> Explorer:
    """Load the page and wait until its charts are drawn."""
    explorer.visit(f"/disparities{search}")
    return drawn(explorer, search)


def drawn(explorer: Explorer, search: str) -> Explorer:
    """Wait until the page shows this address."""
    explorer.page.wait_for_function("(search) => location.search === search && geometry.calm()", arg=search)
    expect(explorer.page.locator("#size-dots .point").first).to_be_visible()
    explorer.calm()
    return explorer


def test_the_table_is_what_can_be_counted_and_leads_to_its_rows(explorer: Explorer) -> None:
    visit(explorer, "?issue=energy")
    rows = selected({"issue": ["energy"]})
    by_state = rows["us_state"].value_counts()
    cells = explorer.page.locator("#rates-table tbody tr").evaluate_all(
        "all => all.map(row => [row.querySelector('a').getAttribute('href'), row.children[1].textContent])"
    )
    assert {link.removeprefix("/state/"): int(shown) for link, shown in cells if shown != "0"} == by_state.to_dict()
    explorer.page.locator("#rates-table a[href='/?issue=energy&state=VT']").click()
    explorer.drawn("?issue=energy&state=VT")
    assert explorer.count() == len(ids({"issue": ["energy"], "state": ["VT"]}))


def test_controls_and_clicks_change_the_address(explorer: Explorer) -> None:
    visit(explorer, "")
    explorer.control("issue").select_option("energy")
    drawn(explorer, "?issue=energy")
    explorer.page.locator("""[id='{"look":"places"}']""").select_option("large")
    drawn(explorer, "?issue=energy&places=large")
    expect(explorer.page.locator("#rates .finding")).to_contain_text("cities of 100,000 residents and more")
    explorer.page.go_back()
    drawn(explorer, "?issue=energy")
    explorer.page.locator("""[id='{"look":"per"}']""").select_option("shrunk")
    drawn(explorer, "?issue=energy&per=shrunk")
    expect(explorer.page.locator("#rate-map figcaption")).to_contain_text("steadied")
    explorer.click_mark("funnel-plot", "state=FL")
    drawn(explorer, "?issue=energy&state=FL&per=shrunk")
    assert explorer.chips() == ["Issue: Energy", "State: Florida"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_has_no_grave_finding(new_explorer: Open, theme: str) -> None:
    explorer = visit(new_explorer(color_scheme=theme, reduced_motion="reduce"), "?issue=energy")
    explorer.page.locator("details.how > summary").evaluate_all("all => all.forEach(each => each.click())")
    assert_no_grave_finding(explorer)
