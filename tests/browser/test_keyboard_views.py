"""Drawings by keyboard: one tab stop each, arrows and letters reach every mark, Enter is the same as a click.

What a mouse does on the same marks is in the tests of clicks; the table of neighbours is that of an atlas.
"""

from __future__ import annotations

import pytest
from explorer import ALL, Explorer
from oracle import ids
from playwright.sync_api import expect

ATLAS = {
    "Texas": ("Oklahoma", "Louisiana", "New Mexico"),
    "Colorado": ("Wyoming", "Kansas", "Utah"),
    "Kansas": ("Nebraska", "Missouri", "Colorado"),
    "Tennessee": ("Kentucky", "North Carolina", "Arkansas"),
}
"""State → its neighbours to the north, east and west."""

VIEWS = ["state-map", "world-map", "network", "matrix", "issue-bars", "type-bars", "timeline"]


class Keys:
    """The keyboard in the drawings of an explorer, and what is said meanwhile."""

    def __init__(self, explorer: Explorer) -> None:
        self.explorer, self.page = explorer, explorer.page
        self.page.evaluate(
            """() => {
                const region = document.getElementById("spoken");
                window.saidSoFar = [];
                const note = () => window.saidSoFar.push(region.textContent);
                new MutationObserver(note).observe(region, { childList: true });
            }"""
        )

    def focus(self, view: str) -> Keys:
        drawing = self.page.locator(f"[id='{view}'] .js-plotly-plot").first
        self.page.wait_for_function("(view) => dashboardPoints.isReady(geometry.plot(view))", arg=view)
        drawing.focus()
        expect(drawing).to_be_focused()
        return self

    def press(self, *keys: str) -> Keys:
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def type(self, name: str) -> Keys:
        """A name, after the pause that begins a new one."""
        self.page.wait_for_timeout(750)
        self.page.keyboard.type(name)
        return self

    def said(self) -> list[str]:
        """What was said since the last call."""
        return self.page.evaluate("() => window.saidSoFar.splice(0)")

    def last(self) -> str:
        return self.page.locator("#spoken").text_content() or ""

    def names(self, *keys: str) -> list[str]:
        """The first words of what is said after each key."""
        return [self.press(key).last().split(",")[0] for key in keys]

    def ring(self) -> dict[str, float]:
        """Where the ring is drawn."""
        box = self.page.locator(".ring .over").bounding_box()
        assert box
        return dict(box)


@pytest.fixture
def keys(one_explorer: Explorer) -> Keys:
    one_explorer.open()
    return Keys(one_explorer)


def test_each_drawing_is_one_named_stop_and_a_drag_or_click_takes_no_focus(one_explorer: Explorer) -> None:
    one_explorer.open()
    page = one_explorer.page
    stops = []
    for _ in range(110):
        page.keyboard.press("Tab")
        stops.append(
            page.evaluate("(it => it.closest('.js-plotly-plot') && it.closest('.view').id)(document.activeElement)")
        )
        if stops[-1] == VIEWS[-1]:
            break
    assert [view for view in stops if view] == VIEWS
    assert page.evaluate("document.activeElement.matches('.js-plotly-plot')")
    for view in VIEWS:
        drawing = page.locator(f"#{view} .js-plotly-plot")
        expect(drawing).to_have_role("application")
        title = page.locator(f"#{view} h2 .title").text_content() or ""
        expect(drawing).to_have_accessible_name(f"{title} Arrow keys move from point to point")
    one_explorer.click_state("TX")
    one_explorer.drawn("?state=TX")
    assert not page.evaluate("document.activeElement.matches('.js-plotly-plot')")


def test_kenya_by_letters_is_kenya_by_mouse(one_explorer: Explorer) -> None:
    one_explorer.open().click_country("KEN")
    one_explorer.drawn("?country=KEN")
    by_mouse = (one_explorer.address(), one_explorer.summary(), one_explorer.chips())

    keys = Keys(one_explorer.open())
    keys.focus("world-map").type("kenya")
    hovered = keys.page.locator("#world-map .hovertext")
    expect(hovered).to_contain_text("Kenya")
    expect(hovered).to_contain_text("Enter selects")
    assert keys.last().startswith("Kenya, 21 engagements, 27th of 168 with any, ")
    assert keys.last().endswith(", Enter selects")
    before = keys.ring()
    keys.said()
    keys.press("Enter")
    one_explorer.drawn("?country=KEN")
    assert (one_explorer.address(), one_explorer.summary(), one_explorer.chips()) == by_mouse
    count = f"{len(ids({'country': ['KEN']}))} of {ALL:,} engagements"
    expect(keys.page.locator("#spoken")).to_have_text(count)
    one_explorer.settle()
    assert keys.said() == [count]

    expect(keys.page.locator("#world-map .js-plotly-plot")).to_be_focused()
    after = keys.ring()
    assert [after[side] for side in ("x", "width")] == pytest.approx([before[side] for side in ("x", "width")], abs=2)
    expect(hovered).to_contain_text("Enter removes it from the selection")
    keys.press("ArrowUp")
    assert keys.last().startswith("Ethiopia, ")
    keys.press("ArrowDown", " ")
    one_explorer.drawn("")
    assert one_explorer.count() == ALL

    keys.press("Escape")
    expect(keys.page.locator(".ring")).to_have_count(0)
    expect(keys.page.locator("#world-map .js-plotly-plot")).to_be_focused()
    keys.press("Escape")
    expect(keys.page.locator("#world-map .js-plotly-plot")).not_to_be_focused()


def test_arrows_on_maps_go_where_an_atlas_does_and_zoom_follows(keys: Keys) -> None:
    keys.focus("state-map")
    for state, neighbours in ATLAS.items():
        for arrow, neighbour in zip(("ArrowUp", "ArrowRight", "ArrowLeft"), neighbours, strict=True):
            keys.type(state)
            assert keys.last().startswith(f"{state}, ")
            assert keys.names(arrow) == [neighbour], (state, arrow)
    keys.type("texas")
    small = keys.ring()
    scale = "geometry.plot('state-map')._fullLayout.geo.projection.scale"
    keys.press("+")
    keys.page.wait_for_function(f"() => {scale} === 2")
    keys.page.wait_for_function(
        "(width) => document.querySelector('.ring .over').getBoundingClientRect().width > width",
        arg=1.5 * small["width"],
    )
    keys.press("0")
    keys.page.wait_for_function(f"() => {scale} === 1")
    # A country drawn as shape and circle is one point.
    one = "dashboardPoints.read(geometry.plot('world-map')).filter(each => each.clause === 'country=SGP').length"
    assert keys.page.evaluate(one) == 1


def test_matrix_bars_and_network_by_keyboard(keys: Keys) -> None:
    explorer = keys.explorer
    keys.focus("matrix").press("Home")
    assert keys.last().startswith("California and Japan, ")
    assert keys.names("ArrowRight", "ArrowDown", "ArrowLeft") == [
        "California and Mexico",
        "Texas and Mexico",
        "Texas and Japan",
    ]
    assert keys.names("ArrowLeft", "ArrowLeft") == ["Texas", "Nothing further this way"]

    keys.focus("issue-bars").press("Home")
    assert keys.names("ArrowDown", "ArrowUp") == ["Trade and investment", "General ties"]
    keys.type("ene").press("Enter")
    explorer.drawn("?issue=energy")
    assert explorer.count() == len(ids({"issue": ["energy"]}))
    keys.press("Enter")
    explorer.drawn("")

    keys.focus("network").press("Home")
    assert keys.last().startswith("California, ")
    assert keys.names("ArrowRight", "ArrowRight") == ["California and Japan", "Japan"]
    assert keys.names("ArrowLeft", "ArrowDown")[0].endswith(" and Japan")
    keys.type("california and mexico").press("Enter")
    explorer.drawn("?state=CA&country=MEX")
    assert explorer.count() == len(ids({"state": ["CA"], "country": ["MEX"]}))


def test_a_range_of_years_by_keyboard_is_one_by_drag(keys: Keys) -> None:
    explorer = keys.explorer
    explorer.drag_years(2019, 2021)
    explorer.drawn("?from=2019&to=2021")
    by_drag = explorer.summary()
    explorer.clear()
    keys.focus("timeline").type("2019").press("Shift+ArrowRight", "Shift+ArrowRight")
    assert keys.last() == "2019 to 2021, Enter selects these years"
    keys.press("Enter")
    explorer.drawn("?from=2019&to=2021")
    assert explorer.summary() == by_drag
    keys.type("2020").press("Enter")
    explorer.drawn("?from=2020&to=2020")


def test_focus_stays_where_a_page_draws_its_body_anew(one_explorer: Explorer) -> None:
    page = one_explorer.visit("/networks").page
    keys = Keys(one_explorer)
    keys.focus("overlaps").press("Home", "Enter")
    page.wait_for_url("**/networks?network=*")
    one_explorer.calm()
    expect(page.locator("#overlaps .js-plotly-plot")).to_be_focused()
    expect(page.locator("#overlaps .ring")).to_have_count(1)


def test_links_skip_to_what_a_page_has_and_what_opens_gives_the_focus_back(one_explorer: Explorer) -> None:
    page = one_explorer.open().page
    for number, target in enumerate(("page", "filters", "table-section")):
        one_explorer.open()
        for _ in range(number + 1):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(f"#{target}")).to_be_focused()
    columns = page.locator(".column-choice summary")
    columns.focus()
    for key in ("Enter", "Tab", "Escape"):
        page.keyboard.press(key)
    expect(columns).to_be_focused()
    expect(page.locator(".column-list")).to_be_hidden()
    one_explorer.visit("/about")
    expect(page.locator(".skip:not([href='#page'])").first).to_be_hidden()
