"""No serious or critical finding of axe-core on any page, in light and dark, with everything open that can be open.

What axe cannot judge (order of the focus, meaning of names) is in the journeys by keyboard.
"""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Open
from explorer import Explorer
from playwright.sync_api import expect

GRAVE = ("serious", "critical")
STEADY = "*, *::before, *::after { transition: none !important; animation: none !important; }"


def assert_no_grave_finding(explorer: Explorer) -> None:
    """Print each finding with its first places where there is one."""
    explorer.page.add_style_tag(content=STEADY)
    found = Axe().run(explorer.page).response["violations"]
    grave = [
        (each["id"], each["help"], [node["html"][:160] for node in each["nodes"][:4]], len(each["nodes"]))
        for each in found
        if each["impact"] in GRAVE
    ]
    assert grave == []


@pytest.fixture(params=["light", "dark"])
def themed(request: pytest.FixtureRequest, new_explorer: Open) -> Explorer:
    """An explorer in each theme."""
    return new_explorer(color_scheme=request.param, reduced_motion="reduce")


def test_explorer(themed: Explorer) -> None:
    themed.open("?state=WY&country=TLS")
    assert_no_grave_finding(themed)
    themed.page.locator("#clear-all").click()
    assert_no_grave_finding(themed.drawn(""))


def test_explorer_with_everything_open(themed: Explorer) -> None:
    themed.open("?state=TX&issue=energy&state=ZZ", canonical="?issue=energy&state=TX")
    themed.page.locator("#table .ag-row[row-index='0'] .ag-cell[col-id='start_date']").click()
    expect(themed.page.locator(".offcanvas.show dl")).to_be_visible()
    assert_no_grave_finding(themed)
    themed.page.keyboard.press("Escape")
    expect(themed.page.locator(".offcanvas")).to_have_count(0)
    themed.page.locator("details.group:not([open]) > summary").evaluate_all("all => all.forEach(each => each.click())")
    themed.page.locator(".column-choice > summary").click()
    themed.page.locator("#export button").click()
    expect(themed.page.locator("#exports")).to_be_visible()
    assert_no_grave_finding(themed)


def test_other_pages(themed: Explorer) -> None:
    for path in ("/data", "/about", "/no/such/page"):
        themed.visit(path, is_there=path != "/no/such/page")
        assert_no_grave_finding(themed)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_phone_with_the_drawer_open(new_explorer: Open, theme: str) -> None:
    explorer = new_explorer(390, 844, color_scheme=theme, reduced_motion="reduce").open("?state=TX")
    assert_no_grave_finding(explorer)
    explorer.page.locator("#open-filters").click()
    expect(explorer.page.locator("#filters")).to_be_in_viewport()
    assert_no_grave_finding(explorer)
