"""The table: always the rows of the address in its order, on top again after a change; and the panel of one engagement.

Ids are read from the grid as it stands on screen and compared with the CSV through the oracle.
"""

from __future__ import annotations

import pytest
from conftest import Open
from explorer import Explorer
from oracle import engagements, ids
from playwright.sync_api import Locator, Route, expect


def test_a_new_selection_leaves_no_old_row(explorer: Explorer) -> None:
    everything, texas = ids({}), ids({"state": ["TX"]})
    explorer.open()
    explorer.wait_for_rows(everything)
    explorer.scroll_rows(300)
    explorer.wait_for_row(300)
    assert all(everything[number] == row for number, row in explorer.rows().items())

    explorer.click_state("TX")
    explorer.drawn("?state=TX")
    explorer.wait_for_rows(texas)
    assert explorer.page.locator("#table .ag-body-viewport").evaluate("each => each.scrollTop") == 0
    seen: dict[int, str] = {}
    for start in range(0, len(texas), 10):
        seen |= explorer.rows()
        if max(seen) == len(texas) - 1:
            break
        explorer.scroll_rows(10)
        explorer.wait_for_row(min(start + 12, len(texas) - 1))
    assert seen == dict(enumerate(texas))


def test_sorting_is_in_the_address(explorer: Explorer) -> None:
    explorer.open("?state=TX")
    assert_first(explorer, ids({"state": ["TX"]}))
    header(explorer, "us_actor").click()
    explorer.drawn("?state=TX&sort=us_actor")
    assert_first(explorer, ids({"state": ["TX"], "sort": ["us_actor"]}))
    header(explorer, "us_actor").click()
    explorer.drawn("?state=TX&sort=-us_actor")
    assert_first(explorer, ids({"state": ["TX"], "sort": ["-us_actor"]}))
    explorer.back("?state=TX&sort=us_actor")
    assert_first(explorer, ids({"state": ["TX"], "sort": ["us_actor"]}))
    explorer.back("?state=TX")
    assert_first(explorer, ids({"state": ["TX"]}))


def test_sorted_link_shows_its_order(explorer: Explorer) -> None:
    explorer.open("?state=TX&sort=counterpart")
    assert_first(explorer, ids({"state": ["TX"], "sort": ["counterpart"]}))
    expect(header(explorer, "counterpart")).to_have_attribute("aria-sort", "ascending")


@pytest.fixture(scope="module")
def texan(one_explorer: Explorer) -> Explorer:
    """The explorer on Texas, for what does not change the address."""
    return one_explorer.open("?state=TX")


def test_click_on_a_row_opens_it_in_full(texan: Explorer) -> None:
    row = engagements().set_index("id").loc[texan.rows()[2]]
    texan.page.locator("#table .ag-row[row-index='2'] .ag-cell[col-id='start_date']").click()
    panel = texan.page.locator(".offcanvas.show")
    expect(panel).to_contain_text(row["title"])
    expect(panel).to_contain_text(row["summary"])
    source = panel.locator("a[target=_blank]")
    assert source.get_attribute("href") == row["source_url"]
    assert {"noopener", "noreferrer"} <= set(source.get_attribute("rel").split())
    texan.page.keyboard.press("Escape")
    expect(texan.page.locator(".offcanvas")).to_have_count(0)
    assert focused_row(texan) == "2"


def test_enter_on_a_row_opens_it_and_the_same_row_again(texan: Explorer) -> None:
    panel = texan.page.locator(".offcanvas.show")
    texan.page.locator("#table .ag-row[row-index='1'] .ag-cell[col-id='us_actor']").focus()
    for _ in range(2):
        texan.page.keyboard.press("Enter")
        expect(panel).to_contain_text(engagements().set_index("id").loc[texan.rows()[1]]["title"])
        texan.page.keyboard.press("Escape")
        expect(texan.page.locator(".offcanvas")).to_have_count(0)
        assert focused_row(texan) == "1"


def test_columns_can_be_chosen(texan: Explorer) -> None:
    texan.page.locator(".column-choice summary").click()
    for column in ("title", "issues", "source_name"):
        texan.page.locator(f"#table-columns input[value='{column}']").click()
        expect(header(texan, column)).to_have_count(0)
    expect(header(texan, "id")).to_have_count(0)
    texan.page.locator("#table-columns input[value='id']").click()
    expect(header(texan, "id")).to_be_visible()
    assert texan.address() == {"state": ["TX"]}


def test_columns_chosen_before_the_table_is_there_stay_so(explorer: Explorer) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    explorer.page.route("**/dash_ag_grid.min.js", hold)
    explorer.open("?state=TX")
    explorer.page.locator(".column-choice summary").click()
    choice = explorer.page.locator("#table-columns input[value='issues']")
    choice.click()
    expect(explorer.page.locator("#table .ag-header-cell")).to_have_count(0)
    while not held:
        explorer.page.wait_for_timeout(50)
    held[0].continue_()
    assert_first(explorer, ids({"state": ["TX"]}))
    expect(header(explorer, "title")).to_be_visible()
    expect(header(explorer, "issues")).to_have_count(0)
    expect(choice).not_to_be_checked()


def test_cards_of_a_phone_can_be_put_in_order(new_explorer: Open) -> None:
    explorer = new_explorer(390, 844, has_touch=True, is_mobile=True).open("?state=TX")
    explorer.wait_for_rows(ids({"state": ["TX"]}))
    explorer.page.get_by_label("Order", exact=True).select_option("us_actor")
    explorer.drawn("?state=TX&sort=us_actor")
    explorer.wait_for_rows(ids({"state": ["TX"], "sort": ["us_actor"]}))
    explorer.back("?state=TX")
    expect(explorer.page.get_by_label("Order", exact=True)).to_have_value("-start_date")


def in_sight(explorer: Explorer, column: str) -> bool:
    """Whether a column's whole header is within the table, waited for."""
    edges = """(name) => {
        const header = document.querySelector(`#table .ag-header-cell[col-id='${name}']`)?.getBoundingClientRect();
        const table = document.querySelector("#table .ag-header-viewport").getBoundingClientRect();
        return Boolean(header) && header.left >= table.left - 1 && header.right <= table.right + 1;
    }"""
    explorer.page.wait_for_function(edges, arg=column)
    return explorer.page.evaluate(edges, column)


@pytest.mark.parametrize(
    ("width", "height", "columns"),
    [
        pytest.param(390, 844, ("title",), id="phone"),
        pytest.param(768, 1024, ("start_date", "us_actor", "counterpart", "engagement_type", "title"), id="tablet"),
    ],
)
def test_columns_fit_narrow_screens(new_explorer: Open, width: int, height: int, columns: tuple[str, ...]) -> None:
    explorer = new_explorer(width, height, has_touch=True, is_mobile=True).open("?state=TX")
    explorer.wait_for_rows(ids({"state": ["TX"]}))
    expect(explorer.page.locator("#table .ag-row[row-index='0'] .ag-cell")).to_have_count(len(columns))
    assert len(columns) == 1 or all(in_sight(explorer, column) for column in columns)
    expect(header(explorer, "issues")).to_have_count(0)
    row = engagements().set_index("id").loc[explorer.rows()[0]]
    shown = explorer.page.locator("#table .ag-row[row-index='0']")
    for column in ("title", "us_actor", "counterpart"):
        expect(shown).to_contain_text(row[column])
    expect(shown).to_contain_text(row["start_date"][:4])
    expect(explorer.page.locator("#table-section .hint:visible")).to_have_text("Tap a row to read it in full.")

    explorer.page.locator(".column-choice summary").click()
    explorer.page.locator("#table-columns input[value='source_kind']").click()
    assert in_sight(explorer, "source_kind")
    explorer.page.locator(".column-choice summary").click()
    explorer.page.locator("#table .ag-row[row-index='1'] .ag-cell[col-id='title']").tap()
    second = engagements().set_index("id").loc[ids({"state": ["TX"]})[1]]
    expect(explorer.page.locator(".offcanvas.show")).to_contain_text(second["summary"])


def test_columns_follow_the_width_until_they_are_chosen(new_explorer: Open) -> None:
    explorer = new_explorer(1440, 900).open("?state=TX")
    expect(header(explorer, "us_state")).to_have_count(1)
    explorer.page.set_viewport_size({"width": 768, "height": 1024})
    expect(header(explorer, "us_state")).to_have_count(0)
    explorer.page.set_viewport_size({"width": 1440, "height": 900})
    expect(header(explorer, "us_state")).to_have_count(1)
    explorer.page.locator(".column-choice summary").click()
    explorer.page.locator("#table-columns input[value='us_level']").click()
    explorer.page.set_viewport_size({"width": 768, "height": 1024})
    explorer.wait_for_rows(ids({"state": ["TX"]}))
    assert explorer.page.locator("#table-columns input[value='us_level']").is_checked()
    assert explorer.page.locator("#table-columns input[value='us_state']").is_checked()


def header(explorer: Explorer, column: str) -> Locator:
    return explorer.page.locator(f"#table .ag-header-cell[col-id='{column}']")


def assert_first(explorer: Explorer, expected: list[str]) -> None:
    explorer.wait_for_rows(expected)
    shown = explorer.rows()
    assert list(shown.values()) == expected[: len(shown)]


def focused_row(explorer: Explorer) -> str | None:
    """The row number of the grid cell that has the focus, waited for."""
    within = "document.activeElement?.closest('#table .ag-row')"
    explorer.page.wait_for_function(f"() => {within} !== null")
    return explorer.page.evaluate(f"{within}.getAttribute('row-index')")
