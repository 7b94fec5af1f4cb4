"""Empty selections, bad values and unknown pages: said in words, with a way out that works.

Nothing here is an error of the program, so the console stays silent.
"""

from __future__ import annotations

from explorer import Explorer
from oracle import ids
from playwright.sync_api import expect

NOTHING = {"state": ["WY"], "country": ["TLS"]}


def test_empty_selection_says_so_and_offers_ways_out(explorer: Explorer) -> None:
    assert ids(NOTHING) == []
    explorer.open("?state=WY&country=TLS")
    assert explorer.count() == 0
    empty = explorer.page.locator("#empty")
    expect(empty).to_contain_text("Nothing is recorded for this selection")
    ways = empty.locator("a")
    addresses = [way.get_attribute("href") for way in ways.all()]
    assert addresses == ["/?country=TLS", "/?state=WY", "/"]
    ways.nth(1).click()
    explorer.drawn("?state=WY")
    assert explorer.count() == len(ids({"state": ["WY"]})) > 0
    expect(empty).to_be_empty()


def test_bad_values_are_named_and_the_rest_applies(explorer: Explorer) -> None:
    explorer.open("?state=TX&state=ZZ&country=UNK&from=20x0", canonical="?state=TX")
    assert explorer.count() == len(ids({"state": ["TX"]}))
    assert explorer.chips() == ["State: Texas"]
    notices = explorer.page.locator("#notices .notice")
    expect(notices).to_have_count(3)
    for value in ("'ZZ'", "'UNK'", "'20x0'"):
        expect(notices.filter(has_text=value)).to_have_count(1)
    explorer.click_mark("issue-bars", "issue=energy")
    explorer.drawn("?issue=energy&state=TX")
    expect(notices).to_have_count(0)


def test_unknown_page_answers_404_and_names_near_ones(explorer: Explorer) -> None:
    explorer.visit("/dta", is_there=False)
    expect(explorer.page.locator("h1")).to_have_text("There is no page at this address")
    near = explorer.page.locator("main a")
    expect(near.first).to_have_attribute("href", "/data")
    near.first.click()
    expect(explorer.page.locator("h1")).to_have_text("Data and methods")


def test_pages_lead_to_each_other_and_back(explorer: Explorer) -> None:
    explorer.open("?state=TX")
    explorer.page.get_by_role("navigation").get_by_role("link", name="About").click()
    expect(explorer.page.locator("h1")).to_contain_text("About")
    explorer.page.get_by_role("navigation").get_by_role("link", name="Data").click()
    expect(explorer.page.locator("h1")).to_have_text("Data and methods")
    explorer.page.go_back()
    explorer.back("?state=TX")
    assert explorer.count() == len(ids({"state": ["TX"]}))
    assert explorer.ticked("state") == ["TX"]
