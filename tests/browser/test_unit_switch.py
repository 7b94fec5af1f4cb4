"""The switch of the unit, worked by keyboard and mouse: every number follows it, and a click keeps it.

That the numbers are right is tested in ``test_units``.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from explorer import Explorer
from playwright.sync_api import expect


def test_counting_ties_from_the_whole_table_to_the_rows_of_one_bar(explorer: Explorer) -> None:
    explorer.open()
    page = explorer.page
    switch = page.get_by_role("group", name="What is counted")
    assert explorer.option_counts("issue")["energy"] == "348"
    switch.get_by_role("radio", name="Engagements").focus()
    page.keyboard.press("ArrowRight")
    explorer.drawn("?unit=ties")
    assert explorer.summary().startswith("3,785 of 3,785 engagements, 3,048 ties: ")
    for view in ("state-map", "world-map", "network", "matrix", "issue-bars", "type-bars", "timeline"):
        expect(page.locator(f"#{view} h2 .unit")).to_have_text("ties")
    expect(page.locator("#state-map .key li").first).to_have_text("Ties:")
    expect(page.locator("#filters .unit")).to_have_text("counts: ties")
    bar = next(mark for mark in explorer.marks("issue-bars") if mark["clause"] == "issue=energy")
    ties = explorer.option_counts("issue")["energy"]
    assert int(ties) < 348
    explorer.click_mark("issue-bars", bar["clause"])
    explorer.drawn("?issue=energy&unit=ties")
    assert f", {ties} ties: energy" in explorer.summary()
    page.get_by_text("Definitions").click()
    expect(page.get_by_text("An actor and a counterpart that have any")).to_be_in_viewport()
    page.get_by_text("Definitions").click()
    explorer.back("?unit=ties")
    expect(switch.get_by_role("radio", name="Ties")).to_be_checked()
    page.goto(f"{explorer.base}/country/JPN?unit=counterparts")
    expect(page.locator(".key-figure dt").first).to_have_text("counterparts")
    page.get_by_text("Engagements", exact=True).first.click()
    expect(page.locator(".key-figure dt").first).to_have_text("engagements")
    assert explorer.address() == {}
    assert explorer.complaints == []


def test_every_page_counts_in_it_and_every_link_takes_it_along(explorer: Explorer) -> None:
    """By the header from page to page, then from a number on a page to its rows in the explorer."""
    explorer.open("?unit=ties")
    page = explorer.page
    header = page.get_by_role("navigation", name="Main")
    for label, path, said in (
        ("Networks", "/networks", "Strength (ties)"),
        ("Coverage", "/data/coverage", "Ties by track and kind of source"),
        ("Opportunities", "/opportunities", "Joint missions"),
    ):
        header.get_by_role("link", name=label).click()
        page.wait_for_url(f"**{path}?unit=ties")
        expect(page.get_by_text(said).first).to_be_visible()
    counted = page.locator("a.rows").first
    expect(counted).to_contain_text("tie")
    page.get_by_role("group", name="What is counted").get_by_role("link", name="Counterparts").click()
    page.wait_for_url("**/opportunities?unit=counterparts")
    expect(counted).to_contain_text("counterpart")
    page.goto(f"{explorer.base}/over-time?issue=energy")
    switch = page.get_by_role("group", name="What is counted")
    switch.get_by_text("Ties").click()
    page.wait_for_url("**/over-time?issue=energy&unit=ties")
    table = page.locator("#years-table > summary")
    expect(table).to_contain_text("Ties by year")
    table.click()
    number = page.locator("#years-rows tbody td a").first
    shown = number.text_content()
    number.click()
    page.wait_for_url("**/?issue=energy*unit=ties")
    explorer.drawn(f"?{urlsplit(page.url).query}")
    assert f" engagements, {shown} tie" in explorer.summary()
    assert explorer.complaints == []
