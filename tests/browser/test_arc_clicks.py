"""Connections on the world map, worked with a real mouse: an arc opens its tie, a country between arcs is picked.

Which arcs there are and where they run is tested in ``test_arcs``.
"""

from __future__ import annotations

import re

import pytest
from explorer import Explorer
from playwright.sync_api import expect

SHOWN = "?actor=austin-tx&arcs=1"


def handles(explorer: Explorer, page: str) -> list[dict[str, float]]:
    """Pixels of the unseen points along the arc of a tie."""
    explorer.in_sight("world-map")
    found = explorer.page.evaluate("(page) => geometry.along('world-map', page)", page)
    assert found, f"no arc of {page}"
    return found


def test_the_switch_draws_them_and_takes_them_away(explorer: Explorer) -> None:
    explorer.open("?actor=austin-tx")
    switch = explorer.page.get_by_label("Connections")
    switch.click()
    explorer.drawn(SHOWN)
    note = explorer.page.locator("#world-map .note")
    expect(note).to_contain_text("Connections: 16 ties")
    lines = explorer.page.locator("#world-map .scattergeo path.js-line")
    assert lines.count() > 0
    switch.click()
    explorer.drawn("?actor=austin-tx")
    expect(note).not_to_contain_text("Connections")
    assert lines.count() == 0


@pytest.mark.parametrize("where", [0.3, 0.5, 0.75])
def test_a_click_on_an_arc_opens_its_tie_and_back_returns(explorer: Explorer, where: float) -> None:
    explorer.open(SHOWN)
    points = handles(explorer, "/tie/austin-tx/adelaide-aus")
    explorer.click_at(points[int(where * len(points))])
    explorer.page.wait_for_url(re.compile("/tie/austin-tx/adelaide-aus$"))
    expect(explorer.page.locator("h1")).to_contain_text("Adelaide")
    explorer.page.go_back()
    explorer.drawn(SHOWN)


def test_hover_says_which_tie_and_what_a_click_does(explorer: Explorer) -> None:
    explorer.open(SHOWN)
    points = handles(explorer, "/tie/austin-tx/adelaide-aus")
    middle = points[len(points) // 2]
    explorer.page.mouse.move(middle["x"], middle["y"])
    label = explorer.page.locator("#world-map .hoverlayer .hovertext")
    for words in ("Austin, TX – Adelaide", "1 engagement", "1 partnership", "Click to open this tie"):
        expect(label).to_contain_text(words)


@pytest.mark.parametrize("code", ["BRA", "RUS", "AUS", "SGP", "IND"])
def test_countries_are_picked_between_arcs(explorer: Explorer, code: str) -> None:
    explorer.open(SHOWN).click_country(code)
    explorer.drawn(f"?actor=austin-tx&country={code}&arcs=1")


def test_the_page_of_a_place_has_them_too(explorer: Explorer) -> None:
    explorer.visit("/place/austin-tx?arcs=1")
    explorer.click_at(handles(explorer, "/tie/austin-tx/adelaide-aus")[6])
    explorer.page.wait_for_url(re.compile("/tie/austin-tx/adelaide-aus$"))
    expect(explorer.page.locator("h1")).to_contain_text("Adelaide")
