"""The page of change over time in a real browser: periods are chosen, numbers lead to lists and rows, all can read it.

That its numbers are right is in ``tests/test_over_time``.
"""

from __future__ import annotations

import pytest
from conftest import Open
from explorer import Explorer
from oracle import ids
from playwright.sync_api import expect
from test_accessibility import assert_no_grave_finding


def drawn(explorer: Explorer, search: str) -> Explorer:
    """Wait until the page shows this address."""
    explorer.page.wait_for_function("(search) => location.search === search && geometry.calm()", arg=search)
    expect(explorer.page.locator("#state-shifts .point").first).to_be_visible()
    explorer.calm()
    return explorer


def visit(explorer: Explorer, search: str) -> Explorer:
    explorer.visit(f"/over-time{search}")
    return drawn(explorer, search)


def test_from_the_timeline_to_periods_lists_rows_and_back(explorer: Explorer) -> None:
    explorer.open("?bureau=EAP&from=2019")
    explorer.page.locator("#to-over-time").click()
    drawn(explorer, "?bureau=EAP")
    expect(explorer.page.locator("#indicators caption")).to_contain_text("2018–2021 and 2022–2025")
    explorer.page.locator("""[id='{"look":"period_from"}']""").select_option("2024")
    drawn(explorer, "?bureau=EAP&period_from=2024")
    expect(explorer.page.locator("#indicators caption")).to_contain_text("2022–2023 and 2024–2025")
    explorer.page.locator("""[id='{"look":"baseline_to"}']""").select_option("2024")
    drawn(explorer, "?bureau=EAP&baseline_to=2024&period_from=2024")
    expect(explorer.page.locator(".notice").first).to_contain_text("is not before the comparison period")
    explorer.page.go_back()
    drawn(explorer, "?bureau=EAP&period_from=2024")
    expect(explorer.page.locator(".notice")).to_have_count(1)

    explorer.page.locator("#findings a[href='#continued-rows']").click()
    expect(explorer.page.locator("#continued-rows tbody tr").first).to_be_in_viewport()
    definition = explorer.page.locator("#indicators-rows details", has_text="New ties")
    definition.locator("summary").click()
    expect(definition.locator("p")).to_be_visible()
    explorer.page.locator("#indicators-rows tbody tr").first.locator("a").last.click()
    explorer.drawn("?bureau=EAP&from=2024&to=2025")
    assert explorer.count() == len(ids({"bureau": ["EAP"], "from": ["2024"], "to": ["2025"]}))


@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 390)])
def test_can_be_read_by_all_at_every_width(new_explorer: Open, theme: str, width: int) -> None:
    explorer = visit(new_explorer(width, 900, color_scheme=theme, reduced_motion="reduce"), "?issue=energy&dormant=5")
    assert explorer.page.evaluate("document.documentElement.scrollWidth") <= width
    explorer.page.locator("details > summary").evaluate_all("all => all.forEach(each => each.click())")
    assert_no_grave_finding(explorer)
    explorer.visit("/tie/austin-tx/adelaide-aus").page.locator(".life-cycle > summary").click()
    expect(explorer.page.locator(".life-cycle p").first).to_be_visible()
    assert explorer.page.evaluate("document.documentElement.scrollWidth") <= width
    assert_no_grave_finding(explorer)
