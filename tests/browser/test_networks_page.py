"""The page of networks in a real browser: it follows the address, a click on a cell picks, and it can be read by all.

That its numbers are right is in ``tests/test_networks``; here one table is read from the screen and counted again.
"""

from __future__ import annotations

import pytest
from conftest import Open
from explorer import ALL, Explorer
from oracle import ids, selected
from playwright.sync_api import expect
from test_accessibility import assert_no_grave_finding


def visit(explorer: Explorer, search: str) -> Explorer:
    """Load the page and wait until its last chart is drawn."""
    explorer.visit(f"/networks{search}")
    return drawn(explorer, search)


def drawn(explorer: Explorer, search: str) -> Explorer:
    """Wait until the page shows this address."""
    explorer.page.wait_for_function("(search) => location.search === search && geometry.calm()", arg=search)
    expect(explorer.page.locator("#flow .sankey-node").first).to_be_visible()
    explorer.calm()
    return explorer


def test_the_table_is_what_can_be_counted(explorer: Explorer) -> None:
    visit(explorer, "?issue=energy&rank=strength")
    rows = selected({"issue": ["energy"]})
    strengths = rows.groupby("actor").size()
    cells = explorer.page.locator("#us-side-table tbody tr").evaluate_all(
        "all => all.map(row => [row.querySelector('a').getAttribute('href'), row.children[3].textContent])"
    )
    assert len(cells) == min(50, len(strengths))
    assert all(int(shown.replace(",", "")) == strengths[link.removeprefix("/place/")] for link, shown in cells)
    shown = [int(text.replace(",", "")) for _, text in cells]
    assert shown == sorted(strengths, reverse=True)[:50]
    assert explorer.count() == len(rows)


def test_a_cell_picks_two_networks_and_chips_take_them_back(explorer: Explorer) -> None:
    visit(explorer, "?state=CA")
    explorer.click_mark("overlaps", "network=c40-cities&network=milan-urban-food-policy-pact")
    both = "network=c40-cities&network=milan-urban-food-policy-pact"
    drawn(explorer, f"?state=CA&{both}")
    chosen = {"state": ["CA"], "network": ["c40-cities", "milan-urban-food-policy-pact"]}
    assert explorer.count() == len(ids(chosen))
    assert len(explorer.chips()) == 3
    explorer.page.locator("#chips .chip", has_text="Milan").click()
    drawn(explorer, "?state=CA&network=c40-cities")
    explorer.page.locator("#clear-all").click()
    drawn(explorer, "")
    assert explorer.page.url.endswith("/networks")
    assert explorer.count() == ALL
    explorer.page.go_back()
    drawn(explorer, "?state=CA&network=c40-cities")


def test_controls_follow_and_lead(explorer: Explorer) -> None:
    visit(explorer, "?state=TX")
    explorer.control("issue").select_option("energy")
    drawn(explorer, "?issue=energy&state=TX")
    assert explorer.count() == len(ids({"state": ["TX"], "issue": ["energy"]}))
    explorer.page.locator("""[id='{"look":"nodes"}']""").select_option("actor-country")
    drawn(explorer, "?issue=energy&state=TX&nodes=actor-country")
    explorer.page.go_back()
    drawn(explorer, "?issue=energy&state=TX")
    expect(explorer.page.locator("""[id='{"look":"nodes"}']""")).to_have_value("actor-counterpart")
    explorer.page.locator("#us-side-table thead a", has_text="Degree").click()
    drawn(explorer, "?issue=energy&state=TX&rank=degree")
    explorer.page.get_by_role("link", name="Open in Explore").click()
    explorer.drawn("?issue=energy&state=TX")


def test_a_ribbon_and_a_bar_pick(explorer: Explorer) -> None:
    visit(explorer, "?state=TX")
    explorer.in_sight("flow")
    box = explorer.page.locator("#flow .sankey-node rect").nth(1).bounding_box()
    explorer.click_at({"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2})
    explorer.page.wait_for_url("**/networks?state=TX&level=*")
    level = explorer.address()["level"]
    drawn(explorer, f"?state=TX&level={level[0]}")
    assert explorer.count() == len(ids({"state": ["TX"], "level": level}))
    bar = explorer.marks("other-ranking")[0]
    explorer.click_at({"x": bar["x"], "y": bar["y"]})
    explorer.page.wait_for_function("() => location.search.split('&').length === 3")
    assert bar["clause"] in explorer.page.url


def test_bad_values_are_named_and_do_not_come_back(explorer: Explorer) -> None:
    visit(explorer, "?state=TX&state=ZZ")
    expect(explorer.page.locator("#notices")).to_contain_text("state 'ZZ' is not a known state")
    explorer.control("issue").select_option("energy")
    drawn(explorer, "?issue=energy&state=TX")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_grave_finding(new_explorer: Open, theme: str) -> None:
    explorer = visit(new_explorer(color_scheme=theme, reduced_motion="reduce"), "?issue=energy")
    explorer.page.locator("details.how > summary").evaluate_all("all => all.forEach(each => each.click())")
    assert_no_grave_finding(explorer)
    explorer.page.goto(f"{explorer.base}/networks?state=VI&country=UKR&state=ZZ")
    expect(explorer.page.locator("#empty")).to_be_visible()
    assert_no_grave_finding(explorer)
