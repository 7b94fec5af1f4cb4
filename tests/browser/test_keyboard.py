"""The main journey by keyboard alone: skip link, filters, export, table; Tab, Space, Enter and arrows only.

No test here touches the mouse after the page is open.
"""

from __future__ import annotations

from explorer import Explorer
from oracle import engagements, ids
from playwright.sync_api import expect

MOST_TABS = 120
FOCUSED = "document.activeElement"


def press_until(explorer: Explorer, condition: str, key: str = "Tab", most: int = MOST_TABS) -> None:
    """Press a key until the focused element meets a condition, in JavaScript on ``it``."""
    seen = []
    for _ in range(most):
        explorer.page.keyboard.press(key)
        if explorer.page.evaluate(f"((it) => Boolean({condition}))({FOCUSED})"):
            return
        seen.append(explorer.page.evaluate(f"{FOCUSED}.id || {FOCUSED}.outerHTML.slice(0, 60)"))
    raise AssertionError(f"{key} never reached {condition}; it went over {seen}")


def test_skip_link_comes_first_and_leads_past_the_header(explorer: Explorer) -> None:
    explorer.open("?state=TX")
    explorer.page.keyboard.press("Tab")
    skip = explorer.page.locator(".skip").first
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    explorer.page.keyboard.press("Enter")
    expect(explorer.page.locator("#page")).to_be_focused()
    assert explorer.address() == {"state": ["TX"]}


def test_main_journey_by_keyboard(explorer: Explorer) -> None:
    explorer.open()
    expected = ids({"issue": ["energy"], "state": ["TX"]})
    press_until(explorer, "it.value === 'energy' && it.type === 'checkbox'")
    explorer.page.keyboard.press("Space")
    explorer.drawn("?issue=energy")
    press_until(explorer, "it.tagName === 'SUMMARY' && it.textContent === 'U.S. state'")
    explorer.page.keyboard.press("Enter")
    press_until(explorer, "it.id === 'narrow-state'")
    explorer.page.keyboard.type("texas")
    press_until(explorer, "it.value === 'TX' && it.type === 'checkbox'", most=3)
    explorer.page.keyboard.press("Space")
    explorer.drawn("?issue=energy&state=TX")
    assert explorer.count() == len(expected)

    press_until(explorer, "it.closest('#export') && it.tagName === 'BUTTON'")
    explorer.page.keyboard.press("Enter")
    expect(explorer.page.locator("#exports")).to_be_visible()
    press_until(explorer, "it.matches('#exports a')", key="ArrowDown", most=2)
    assert explorer.page.evaluate(f"{FOCUSED}.getAttribute('href')") == "/engagements.csv?issue=energy&state=TX"
    with explorer.page.expect_download() as taken:
        explorer.page.keyboard.press("Enter")
    assert "energy-texas" in taken.value.suggested_filename

    explorer.page.keyboard.press("Escape")
    expect(explorer.page.locator("#exports")).to_be_hidden()
    expect(explorer.page.locator("#export button")).to_be_focused()
    press_until(explorer, "it.closest('#table .ag-header-cell, #table .ag-cell')")
    press_until(explorer, "it.closest('#table .ag-row')", key="ArrowDown", most=3)
    row = explorer.page.evaluate(f"{FOCUSED}.closest('.ag-row').getAttribute('row-id')")
    assert row in expected
    explorer.page.keyboard.press("Enter")
    panel = explorer.page.locator(".offcanvas.show")
    expect(panel).to_contain_text(engagements().set_index("id").loc[row]["title"])
    explorer.page.keyboard.press("Escape")
    expect(explorer.page.locator(".offcanvas")).to_have_count(0)
    explorer.page.wait_for_function(f"(row) => {FOCUSED}.closest('.ag-row')?.getAttribute('row-id') === row", arg=row)


def test_focus_is_always_to_be_seen(explorer: Explorer) -> None:
    explorer.open()
    is_outlined = f"(look => look.outlineStyle !== 'none' || look.boxShadow !== 'none')(getComputedStyle({FOCUSED}))"
    for _ in range(14):
        explorer.page.keyboard.press("Tab")
        assert explorer.page.evaluate(is_outlined), explorer.page.evaluate(f"{FOCUSED}.outerHTML.slice(0, 120)")
