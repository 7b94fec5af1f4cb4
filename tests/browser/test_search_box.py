"""The search box in the header, by keyboard, mouse and finger: what is typed leads to a page, and nothing else happens.

Which hits come first is tested without a browser.
"""

from __future__ import annotations

import json
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import Open
from explorer import Explorer
from oracle import ids
from playwright.sync_api import Error, Locator, Route, expect
from test_accessibility import assert_no_grave_finding

PHONE = (390, 844)


def field(explorer: Explorer) -> Locator:
    return explorer.page.get_by_role("combobox", name="Search places, countries, networks and engagements")


def options(explorer: Explorer) -> Locator:
    return explorer.page.locator("#search-hits").get_by_role("option")


def chosen(explorer: Explorer) -> Locator:
    """The option that the field says is active; there is none, or one that is also marked."""
    return explorer.page.locator("#search-hits [aria-selected='true']")


def search_for(explorer: Explorer, words: str) -> None:
    """Press '/', type, and wait for the hits of all of it."""
    explorer.page.keyboard.press("/")
    expect(field(explorer)).to_be_focused()
    explorer.page.keyboard.type(words)
    expect(options(explorer).last).to_contain_text(f"“{words}”")


def test_by_keyboard_alone(explorer: Explorer) -> None:
    explorer.open("?state=TX")
    search_for(explorer, "adelade")
    expect(field(explorer)).to_have_attribute("aria-expanded", "true")
    expect(explorer.page.locator(".search [role=status]")).to_contain_text("2 results")
    expect(chosen(explorer)).to_have_count(0)
    explorer.page.keyboard.press("ArrowDown")
    expect(chosen(explorer)).to_contain_text("Adelaide, Australia")
    assert field(explorer).get_attribute("aria-activedescendant") == chosen(explorer).get_attribute("id")
    explorer.page.keyboard.press("Enter")
    expect(explorer.page.locator("h1")).to_have_text("Adelaide, Australia")
    assert explorer.page.url == f"{explorer.base}/counterpart/adelaide-aus"
    expect(explorer.page.locator("#page")).to_be_focused()
    expect(field(explorer)).to_have_value("")
    expect(field(explorer)).to_have_attribute("aria-expanded", "false")
    explorer.back("?state=TX")


def test_arrows_go_round_and_home_and_end_to_the_ends(explorer: Explorer) -> None:
    explorer.visit("/about")
    search_for(explorer, "georgia")
    last = options(explorer).count() - 1
    keys = [("ArrowUp", last), ("ArrowDown", 0), ("ArrowDown", 1), ("End", last), ("Home", 0), ("ArrowUp", last)]
    for key, number in keys:
        explorer.page.keyboard.press(key)
        expect(chosen(explorer)).to_have_attribute("id", f"search-hit-{number}")
        expect(field(explorer)).to_have_attribute("aria-activedescendant", f"search-hit-{number}")
        expect(chosen(explorer)).to_be_in_viewport()


def test_enter_without_a_choice_opens_the_first_hit_even_before_it_is_shown(explorer: Explorer) -> None:
    explorer.visit("/data")
    explorer.page.keyboard.press("/")
    explorer.page.keyboard.type("tx")
    explorer.page.keyboard.press("Enter")
    explorer.page.wait_for_url(f"{explorer.base}/state/TX")
    expect(explorer.page.locator("h1")).to_have_text("Texas")


def test_words_that_name_nothing_are_searched_in_explore(explorer: Explorer) -> None:
    explorer.visit("/about")
    search_for(explorer, "zoning climate xyzzyq")
    expect(explorer.page.locator(".search-said")).to_have_text("Nothing is called “zoning climate xyzzyq”.")
    expect(options(explorer)).to_have_count(1)
    explorer.page.keyboard.press("Enter")
    explorer.drawn("?q=zoning+climate+xyzzyq")
    search_for(explorer, "hydrogen")
    explorer.page.keyboard.press("ArrowUp")
    explorer.page.keyboard.press("Enter")
    explorer.drawn("?q=hydrogen")
    assert explorer.count() == len(ids({"q": ["hydrogen"]}))


def test_a_click_opens_the_page_without_loading_all_anew(explorer: Explorer) -> None:
    explorer.open("?issue=energy")
    explorer.page.evaluate("window.isTheSame = true")
    search_for(explorer, "c40")
    options(explorer).first.click()
    expect(explorer.page.locator("h1")).to_have_text("C40 Cities")
    assert explorer.page.url == f"{explorer.base}/network/c40-cities"
    assert explorer.page.evaluate("window.isTheSame === true")


def test_escape_closes_then_clears_then_leaves(explorer: Explorer) -> None:
    explorer.visit("/about")
    link = explorer.page.get_by_role("navigation").get_by_role("link", name="Data")
    link.focus()
    search_for(explorer, "texas")
    explorer.page.keyboard.press("Escape")
    expect(options(explorer).first).to_be_hidden()
    expect(field(explorer)).to_have_value("texas")
    explorer.page.keyboard.press("ArrowDown")
    expect(options(explorer).first).to_be_visible()
    for _ in range(2):
        explorer.page.keyboard.press("Escape")
    expect(field(explorer)).to_have_value("")
    explorer.page.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_elsewhere_closes_the_list(explorer: Explorer) -> None:
    explorer.visit("/about")
    search_for(explorer, "texas")
    explorer.page.locator("h1").click()
    expect(options(explorer).first).to_be_hidden()


def test_a_slash_in_a_field_is_a_slash(explorer: Explorer) -> None:
    explorer.open()
    words = explorer.page.locator("#filters input[type=text], #filters input[type=search]").first
    words.focus()
    explorer.page.keyboard.press("/")
    expect(words).to_be_focused()
    expect(words).to_have_value("/")


def test_letters_reach_no_callback_and_move_nothing(explorer: Explorer) -> None:
    explorer.open()
    places = ".header > *, #summary"
    where = "all => all.map(each => JSON.stringify(each.getBoundingClientRect()))"
    before = explorer.page.locator(places).evaluate_all(where)
    explorer.forget()
    search_for(explorer, "mexico city")
    assert explorer.page.locator(places).evaluate_all(where) == before
    explorer.settle()
    assert explorer.updates() == []
    asked = [parse_qs(urlsplit(request.url).query)["q"] for request in explorer.requests if "/search?" in request.url]
    assert asked[-1] == ["mexico city"]
    assert len(asked) <= 3, "asked at pauses, not at every letter"


def test_an_overtaken_answer_is_not_shown(explorer: Explorer) -> None:
    held: list[Route] = []
    explorer.page.route("**/search?q=tex", lambda route: held.append(route))  # noqa: PLW0108  Playwright takes no built-in
    explorer.visit("/about")
    explorer.page.keyboard.press("/")
    with explorer.page.expect_request("**/search?q=tex"):
        explorer.page.keyboard.type("tex")
    field(explorer).fill("japan")
    expect(options(explorer).first).to_contain_text("Japan")
    with suppress(Error):
        held[0].continue_()
    explorer.page.wait_for_timeout(300)
    expect(options(explorer).first).to_contain_text("Japan")


def test_text_stays_text(explorer: Explorer) -> None:
    hit = {"kind": "engagement", "label": "<b>Bold</b> & co", "path": "/engagement/E00001", "detail": "<i>x</i>"}
    body = {
        "q": "bold",
        "said": "1 result.",
        "groups": [{"heading": "<u>Engagements</u>", "hits": [hit]}],
        "explore": {"label": "Search the words in Explore", "path": "/?q=bold"},
    }
    explorer.page.route("**/search?q=bold", lambda route: route.fulfill(json=json.loads(json.dumps(body))))
    explorer.visit("/about")
    search_for(explorer, "bold")
    expect(options(explorer).first).to_have_text("<b>Bold</b> & co <i>x</i>")
    expect(explorer.page.locator("#search-hits").locator("b, i, u")).to_have_count(0)


def test_a_server_that_does_not_answer_is_said(explorer: Explorer) -> None:
    explorer.page.route("**/search?q=texas", lambda route: route.fulfill(status=503, body="busy"))
    explorer.visit("/about")
    explorer.page.keyboard.press("/")
    explorer.page.keyboard.type("texas")
    expect(explorer.page.locator(".search-said")).to_have_text("The search does not answer. Try again in a moment.")
    explorer.complaints[:] = [said for said in explorer.complaints if "503" not in said]


@pytest.mark.parametrize(("width", "height"), [(768, 1024), PHONE])
def test_on_narrow_screens_a_button_lays_it_over_the_header(new_explorer: Open, width: int, height: int) -> None:
    explorer = new_explorer(width, height, has_touch=True).visit("/about")
    expect(field(explorer)).to_be_hidden()
    opener = explorer.page.get_by_role("button", name="Search", exact=True)
    opener.tap()
    expect(field(explorer)).to_be_focused()
    explorer.page.keyboard.type("mexico")
    expect(options(explorer).last).to_contain_text("“mexico”")
    for box in (field(explorer).bounding_box(), options(explorer).first.bounding_box()):
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    assert explorer.page.evaluate("document.scrollingElement.scrollWidth") <= width
    explorer.page.get_by_role("button", name="Close the search").tap()
    expect(field(explorer)).to_be_hidden()
    expect(opener).to_be_focused()
    opener.tap()
    explorer.page.keyboard.type("mexico")
    options(explorer).first.tap()
    explorer.page.wait_for_url(f"{explorer.base}/country/MEX")
    expect(field(explorer)).to_be_hidden()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("words", ["mexico", "adelade"])
def test_axe_finds_nothing_with_the_list_open(new_explorer: Open, theme: str, words: str) -> None:
    explorer = new_explorer(color_scheme=theme, reduced_motion="reduce").visit("/about")
    search_for(explorer, words)
    explorer.page.keyboard.press("ArrowDown")
    assert_no_grave_finding(explorer)
