"""The table in the place of a drawing, by keyboard: shown, followed, scrolled, hidden; and the finding above it."""

from __future__ import annotations

from explorer import Explorer
from oracle import selected
from playwright.sync_api import expect
from test_keyboard import press_until


def test_a_table_takes_the_place_of_the_drawing_and_follows_the_selection(explorer: Explorer) -> None:
    page = explorer.open().page
    finding, box = page.locator("#world-map-finding"), page.locator("#world-map-table")
    button = page.get_by_role("button", name="Table With whom?")
    expect(finding).to_contain_text("Japan leads with 453 engagements")
    expect(page.get_by_role("figure", name="With whom?")).to_have_accessible_description(finding.inner_text())
    height = page.evaluate("document.documentElement.scrollHeight")

    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(button).to_be_focused()
    expect(box.locator("caption")).to_contain_text("Selection: everything in the table.")
    expect(box.locator("tbody tr").first).to_contain_text("Japan1453")
    assert box.locator("tbody th[scope=row]").count() == 50
    assert page.evaluate("document.documentElement.scrollHeight") == height

    press_until(explorer, "it.id === 'world-map-table'")
    page.keyboard.press("End")
    page.wait_for_function("() => document.getElementById('world-map-table').scrollTop > 100")
    explorer.tick("state", "TX")
    explorer.drawn("?state=TX")
    expect(finding).to_contain_text("Mexico leads with 61 engagements")
    expect(box.locator("caption")).to_contain_text("Selection: Texas.")
    shown = {row.split("\t")[0]: row.split("\t")[2] for row in box.locator("tbody").inner_text().splitlines()}
    counts = selected({"state": ["TX"]})["counterpart_country"].value_counts()
    assert [shown["Mexico"], shown["Japan"]] == [str(counts["MEX"]), str(counts["JPN"])]
    assert box.evaluate("it => it.scrollTop") > 100

    box.get_by_role("button", name="Show all").focus()
    page.keyboard.press("Enter")
    expect(box.get_by_role("button", name="Show all")).to_have_count(0)
    assert box.locator("tbody tr").count() > 200
    expect(box).to_be_focused()

    page.route("**/views/world-map?*", lambda route: route.abort())
    explorer.tick("state", "CA")
    explorer.drawn("?state=CA&state=TX")
    expect(box).to_contain_text("The table could not be fetched.")
    page.unroute("**/views/world-map?*")
    box.get_by_role("button", name="Try again").click()
    expect(box.locator("caption")).to_contain_text("Selection: California or Texas.")

    button.focus()
    page.keyboard.press("Space")
    expect(box).to_be_hidden()
    expect(page.locator("#world-map .drawing")).to_be_visible()
    explorer.complaints[:] = [said for said in explorer.complaints if "ERR_FAILED" not in said]
