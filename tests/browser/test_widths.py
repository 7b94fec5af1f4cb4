"""Desktop, tablet and phone: nothing is wider than the screen, maps are whole at once, the drawer opens and closes.

Pixels are those of the layout, not of a picture.
"""

from __future__ import annotations

import pytest
from conftest import Open
from explorer import Explorer
from oracle import ids
from playwright.sync_api import expect

SCREENS = [(1440, 900), (768, 1024), (390, 844)]
PHONE = (390, 844)


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_nothing_is_wider_than_the_screen(new_explorer: Open, width: int, height: int) -> None:
    explorer = new_explorer(width, height).open("?state=TX&issue=energy")
    assert wider(explorer) <= width
    explorer.visit("/no/such/page", is_there=False)
    assert wider(explorer) <= width


def wider(explorer: Explorer) -> int:
    return explorer.page.evaluate("document.scrollingElement.scrollWidth")


def test_both_maps_are_whole_without_scrolling(explorer: Explorer) -> None:
    explorer.open("?state=TX&issue=energy")
    assert explorer.page.evaluate("scrollY") == 0
    for view in ("state-map", "world-map"):
        box = explorer.page.locator(f"[id='{view}'] .js-plotly-plot").bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 900
        assert box["x"] + box["width"] <= 1440
    drawn = explorer.page.locator("#world-map .choroplethlayer").bounding_box()
    assert drawn["y"] + drawn["height"] <= 900


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_names_of_the_matrix_end_within_it_and_buttons_of_maps_can_be_hit(
    new_explorer: Open, width: int, height: int
) -> None:
    explorer = new_explorer(width, height).open()
    explorer.in_sight("matrix")
    over = """() => {
        const room = document.querySelector("#matrix .main-svg").getBoundingClientRect();
        const texts = [...document.querySelectorAll("#matrix .xtick text, #matrix .textpoint text")];
        const cut = ({ left, right, top }) => left < room.left || right > room.right || top < room.top;
        return texts.filter((each) => cut(each.getBoundingClientRect())).map((each) => each.textContent);
    }"""
    assert explorer.page.evaluate(over) == []
    explorer.page.locator("select").filter(has_text="Issue by region").select_option("issue-bureau")
    explorer.drawn("?matrix=issue-bureau")
    assert explorer.page.evaluate(over) == []
    for button in explorer.page.locator("#state-map .modebar-btn").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 24


def test_drawer_of_filters_on_the_phone(new_explorer: Open) -> None:
    explorer = new_explorer(*PHONE, has_touch=True).open("?state=TX")
    drawer, button = explorer.page.locator("#filters"), explorer.page.locator("#open-filters")
    expect(drawer).to_be_hidden()
    button.click()
    expect(drawer).to_be_in_viewport()
    assert explorer.page.evaluate("document.activeElement.closest('#filters') !== null")
    assert wider(explorer) <= PHONE[0]
    explorer.page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(button).to_be_focused()

    button.click()
    show = explorer.page.locator("#show-results")
    expect(show).to_be_in_viewport()
    expect(show).to_have_text(f"Show {len(ids({'state': ['TX']})):,} engagements")
    explorer.tick("issue", "energy")
    explorer.drawn("?issue=energy&state=TX")
    expect(show).to_have_text(f"Show {len(ids({'state': ['TX'], 'issue': ['energy']})):,} engagements")
    show.click()
    expect(drawer).to_be_hidden()
    expect(explorer.page.locator("#summary")).to_be_in_viewport()

    button.click()
    explorer.page.locator("#close-filters").click()
    expect(drawer).to_be_hidden()
    expect(button).to_be_focused()


@pytest.mark.parametrize(("width", "height"), SCREENS[1:])
def test_the_drawer_is_a_modal_dialog(new_explorer: Open, width: int, height: int) -> None:
    explorer = new_explorer(width, height).open("?state=TX")
    page, drawer, button = explorer.page, explorer.page.locator("#filters"), explorer.page.locator("#open-filters")
    button.click()
    expect(page.get_by_role("dialog", name="Filters")).to_be_in_viewport()
    expect(drawer).to_have_attribute("aria-modal", "true")
    for _ in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate("!document.activeElement.closest('.header, .main, .footer, .skip')")
    before = page.evaluate("scrollY")
    page.mouse.move(width - 10, height / 2)
    page.mouse.wheel(0, 600)
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") == before

    page.mouse.click(width - 10, height / 2)
    expect(drawer).to_be_hidden()
    expect(button).to_be_focused()
    assert explorer.address() == {"state": ["TX"]}
    page.mouse.wheel(0, 600)
    page.wait_for_function("() => scrollY > 0")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_drawer_closes_where_it_is_no_drawer(new_explorer: Open) -> None:
    explorer = new_explorer(768, 1024).open()
    explorer.page.locator("#open-filters").click()
    expect(explorer.page.locator("#filters")).to_be_in_viewport()
    explorer.page.set_viewport_size({"width": 1440, "height": 900})
    expect(explorer.page.locator("#filters")).to_be_visible()
    expect(explorer.page.get_by_role("dialog")).to_have_count(0)
    explorer.click_state("TX")
    explorer.drawn("?state=TX")


def test_one_map_at_a_time_on_the_phone(new_explorer: Open) -> None:
    explorer = new_explorer(*PHONE, has_touch=True).open()
    states, world = explorer.page.locator("#state-map"), explorer.page.locator("#world-map")
    expect(states).to_be_visible()
    expect(world).to_be_hidden()
    explorer.page.locator("button[data-map='world-map']").click()
    expect(world).to_be_visible()
    expect(states).to_be_hidden()
    explorer.click_country("MEX")
    explorer.drawn("?country=MEX")
    assert explorer.count() == len(ids({"country": ["MEX"]}))
    expect(world).to_be_visible()
    explorer.page.locator("button[data-map='state-map']").click()
    explorer.click_state("TX")
    explorer.drawn("?state=TX&country=MEX")
    assert explorer.count() == len(ids({"country": ["MEX"], "state": ["TX"]}))
    explorer.click_mark("issue-bars", "issue=trade_investment")
    explorer.drawn("?issue=trade_investment&state=TX&country=MEX")
    explorer.click_state("TX")
    explorer.drawn("?issue=trade_investment&country=MEX")
