"""The page of coverage and the layer of sources in a real browser: leave a part out, follow a number, switch the layer.

That its numbers are right is in ``tests/test_coverage``; here some are read from the screen and counted again.
"""

from __future__ import annotations

import pytest
from conftest import Open
from explorer import Explorer
from oracle import ids, selected
from playwright.sync_api import expect
from test_accessibility import assert_no_grave_finding


def visit(explorer: Explorer, search: str) -> Explorer:
    explorer.visit(f"/data/coverage{search}")
    return drawn(explorer, search)


def drawn(explorer: Explorer, search: str) -> Explorer:
    """Wait until the page shows this address."""
    explorer.page.wait_for_function("(search) => location.search === search && geometry.calm()", arg=search)
    expect(explorer.page.locator("#survival-heading")).to_be_visible()
    explorer.calm()
    return explorer


def test_leave_a_kind_of_source_out_and_follow_a_number_to_its_rows(explorer: Explorer) -> None:
    visit(explorer, "?issue=energy")
    page = explorer.page
    page.locator("""[id='{"look":"without"}']""").select_option("press_other")
    drawn(explorer, "?issue=energy&without=press_other")
    expect(page.locator("#survival .finding")).to_contain_text("Without “Press and other sites”")
    page.locator("#ranks-table td a[href*='state=TX'][href*='source_kind=official']").click()
    kinds = ["official", "organisation", "encyclopedia", "blog"]
    rows = ids({"issue": ["energy"], "state": ["TX"], "source_kind": kinds})
    explorer.drawn("?issue=energy&state=TX&" + "&".join(f"source_kind={kind}" for kind in kinds))
    assert explorer.count() == len(rows)
    page.go_back()
    drawn(explorer, "?issue=energy&without=press_other")
    expect(page.locator("#searched-table")).to_contain_text("searched 22 Nov 2026, nothing found")
    page.locator("#survival details.how > summary").click()
    expect(page.locator("#survival details.how")).to_contain_text("Kendall")


def test_the_layer_is_switched_on_in_explore_and_names_itself(explorer: Explorer) -> None:
    explorer.open("?issue=energy")
    page = explorer.page
    expect(page.locator("#state-map-heading .title")).to_have_text("Who engages?")
    page.locator("""[id='{"look":"layer"}'] input""").click()
    explorer.drawn("?issue=energy&layer=sources")
    expect(page.locator("#state-map-heading .title")).to_have_text("Sources behind each state")
    expect(page.locator("#world-map .key")).to_contain_text("sources")
    texas = selected({"issue": ["energy"], "state": ["TX"]})["source_url"].nunique()
    explorer.in_sight("state-map")
    inside = page.evaluate("() => geometry.inside('state-map', 'TX')")
    page.mouse.move(inside["x"], inside["y"])
    expect(page.locator("#state-map .hoverlayer .hovertext")).to_contain_text(f"from {texas} distinct sources")
    page.locator("#maps + .boundary-note a").click()
    expect(page.locator("h1")).to_have_text("Coverage")
    page.go_back()
    explorer.drawn("?issue=energy&layer=sources")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_has_no_grave_finding(new_explorer: Open, theme: str) -> None:
    explorer = visit(new_explorer(color_scheme=theme, reduced_motion="reduce"), "?issue=energy&without=blog")
    explorer.page.locator("details.how > summary").evaluate_all("all => all.forEach(each => each.click())")
    assert_no_grave_finding(explorer)
