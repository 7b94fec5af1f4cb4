"""Any screen, any theme: nothing too wide, covered, too small or jumping; the menu, waiting, failing, and the tour.

Scales and colours are in ``test_style`` and ``test_palette``; what axe finds is in ``test_accessibility``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Open
from explorer import Explorer
from oracle import ids
from playwright.sync_api import Page, Route, expect

LAYOUT = Path(__file__).with_name("layout.js").read_text("utf-8")

PAGES = (
    "/",
    "/state/TX",
    "/place/austin-tx",
    "/country/JPN",
    "/tie/austin-tx/adelaide-aus",
    "/engagement/E00002",
    "/networks?state=TX",
    "/compare?country=JPN&country=DEU&country=MEX&country=FRA&country=CHN",
    "/opportunities?place=austin-tx&country=MEX",
    "/disparities",
    "/data",
    "/data/coverage?without=blog",
    "/over-time",
    "/about",
    "/submit",
    "/review",
)
WIDTHS = (320, 390, 768, 1024, 1440, 2560)
JUMPS = 0.02
"""The most cumulative layout shift; 0.1 is good by the measure of the web's vital signs."""


def at_width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_timeout(300)


def loaded(explorer: Explorer, path: str) -> Page:
    explorer.page.goto(f"{explorer.base}{path}")
    expect(explorer.page.locator("h1")).to_be_attached()
    explorer.page.wait_for_load_state("networkidle")
    explorer.page.evaluate(LAYOUT)
    return explorer.page


def assert_fits(page: Page, where: tuple[str, int]) -> None:
    """Charts take a moment to follow the screen."""
    for _ in range(10):
        wider = page.evaluate("layout.wider()")
        if not wider:
            break
        page.wait_for_timeout(300)
    assert wider == [], where
    assert page.evaluate("layout.overlapping()") == [], where


def test_every_page_fits_every_screen_and_finger(explorer: Explorer) -> None:
    page = explorer.page
    for path in PAGES:
        loaded(explorer, path)
        for width in WIDTHS:
            at_width(page, width)
            assert_fits(page, (path, width))
            if width in (390, 1440):
                assert page.evaluate("layout.small()") == [], (path, width)


def test_pages_read_from_right_to_left_fit_too(explorer: Explorer) -> None:
    for path in ("/", "/state/TX", "/networks"):
        page = loaded(explorer, path)
        page.evaluate("document.documentElement.dir = 'rtl'")
        for width in (390, 1440):
            at_width(page, width)
            assert_fits(page, (path, width))


def test_nothing_jumps_while_a_page_comes(new_explorer: Open) -> None:
    for path in ("/", "/state/TX", "/networks"):
        explorer = new_explorer()
        explorer.page.add_init_script(f"if (window.PerformanceObserver) {{ {LAYOUT} }}")
        loaded(explorer, path)
        explorer.settle()
        assert explorer.page.evaluate("layout.shifted()") < JUMPS, path


def test_menu_of_a_phone(new_explorer: Open) -> None:
    explorer = new_explorer(320, 700).open("?state=TX")
    page, button = explorer.page, explorer.page.locator("#open-menu")
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    menu = page.get_by_role("navigation", name="Main")
    expect(menu.get_by_role("link", name="Explore")).to_have_attribute("aria-current", "page")
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link", name="Explore")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()

    button.click()
    menu.get_by_role("link", name="Networks").click()
    expect(page.locator("h1")).to_contain_text("Networks")
    expect(menu).to_be_hidden()
    button.click()
    expect(menu.get_by_role("link", name="Networks")).to_have_attribute("aria-current", "page")
    expect(menu.locator("[aria-current]")).to_have_count(1)


def test_another_language_is_the_same_page(explorer: Explorer) -> None:
    explorer.open("?state=TX")
    link = explorer.page.locator("a.language")
    assert (link.get_attribute("lang"), link.get_attribute("hreflang")) == ("es", "es")
    link.click()
    explorer.page.wait_for_function("() => document.documentElement.lang === 'es'")
    assert explorer.address() == {"state": ["TX"], "lang": ["es"]}
    expect(explorer.page.locator("a.language")).to_have_text("English")
    expect(explorer.page.locator("#nav-compare")).to_have_text("Comparar")
    explorer.page.goto(f"{explorer.base}/submit?made=1")
    expect(explorer.page.locator("a.language")).to_have_attribute("href", "?made=1&lang=en")
    explorer.page.locator("a.language").click()
    expect(explorer.page.locator("html")).to_have_attribute("lang", "en")
    assert explorer.address() == {"made": ["1"], "lang": ["en"]}


def test_theme_follows_the_system_until_one_is_chosen(new_explorer: Open) -> None:
    explorer = new_explorer(color_scheme="light").open("?state=TX")
    page, switch = explorer.page, explorer.page.get_by_role("button", name="Dark theme")
    theme = page.locator("html")
    expect(switch).to_have_attribute("aria-pressed", "false")
    page.emulate_media(color_scheme="dark")
    expect(theme).to_have_attribute("data-bs-theme", "dark")
    expect(switch).to_have_attribute("aria-pressed", "true")
    page.wait_for_function("() => document.querySelector('#issue-bars text').style.fill === 'rgb(232, 236, 241)'")
    switch.click()
    expect(theme).to_have_attribute("data-bs-theme", "light")
    page.emulate_media(color_scheme="light")
    page.emulate_media(color_scheme="dark")
    page.reload()
    expect(theme).to_have_attribute("data-bs-theme", "light")
    expect(page.get_by_role("button", name="Dark theme")).to_have_attribute("aria-pressed", "false")


def test_no_answer_is_told_and_asked_for_again(explorer: Explorer) -> None:
    explorer.open("?state=TX")
    page, notice = explorer.page, explorer.page.locator(".failed")
    answers = iter(["gone", "broken"])

    def fail(route: Route) -> None:
        kind = next(answers, "")
        if kind == "gone":
            route.abort()
        elif kind == "broken":
            route.fulfill(status=500, body="")
        else:
            route.continue_()

    page.route("**/drawings/**", fail)
    explorer.click_mark("issue-bars", "issue=energy")
    expect(notice).to_contain_text("The server does not answer.")
    assert explorer.address() == {"issue": ["energy"], "state": ["TX"]}
    assert explorer.count() == len(ids({"state": ["TX"]}))
    notice.get_by_role("button", name="Try again").click()
    expect(notice).to_be_visible()
    notice.get_by_role("button", name="Try again").click()
    explorer.drawn("?issue=energy&state=TX")
    expect(notice).to_be_hidden()
    assert explorer.count() == len(ids({"state": ["TX"], "issue": ["energy"]}))
    explorer.complaints[:] = [said for said in explorer.complaints if "Failed to load resource" not in said]


def test_an_address_that_is_refused_is_opened_as_a_page(explorer: Explorer) -> None:
    """What is wrong with it is said there; nothing else on the page could have brought it about."""
    explorer.open("?state=TX")
    explorer.page.route("**/drawings/**", lambda route: route.fulfill(status=414, body="too long"))
    with explorer.page.expect_navigation(url="**/?issue=energy&state=TX"):
        explorer.click_mark("issue-bars", "issue=energy")
    explorer.drawn("?issue=energy&state=TX")
    assert explorer.count() == len(ids({"state": ["TX"], "issue": ["energy"]}))
    explorer.complaints[:] = [said for said in explorer.complaints if "Failed to load resource" not in said]


def test_a_slow_answer_is_told(explorer: Explorer) -> None:
    explorer.open("?state=TX")
    page = explorer.page
    waiting: list[Route] = []

    def keep(route: Route) -> None:
        waiting.append(route)

    page.route("**/drawings/**", keep)
    explorer.click_mark("issue-bars", "issue=energy")
    expect(page.locator("#page")).to_have_attribute("aria-busy", "true")
    expect(page.locator(".waiting-bar")).to_be_visible()
    page.wait_for_function("() => parseFloat(getComputedStyle(document.querySelector('.graph')).opacity) < 0.7")
    for route in waiting:
        route.continue_()
    page.unroute_all(behavior="ignoreErrors")
    explorer.drawn("?issue=energy&state=TX")
    expect(page.locator("#page")).not_to_have_attribute("aria-busy", "true")
    expect(page.locator(".waiting-bar")).to_be_hidden()


COVERED = """() => {
    const over = document.querySelector('dialog.tour').getBoundingClientRect();
    return [...document.querySelectorAll('.tour-target')].map((each) => each.getBoundingClientRect()).some((box) =>
        over.left < box.right && box.left < over.right && over.top < box.bottom && box.top < over.bottom);
}"""


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_the_tour_explains_and_never_covers(new_explorer: Open, width: int, height: int) -> None:
    explorer = new_explorer(width, height, sees_tour=True, reduced_motion="reduce").open()
    page, tour = explorer.page, explorer.page.get_by_role("dialog")
    for step in range(1, 5):
        expect(tour).to_contain_text(f"Step {step} of 4")
        assert page.evaluate("document.querySelectorAll('.tour-target').length") > 0
        assert not page.evaluate(COVERED), step
        expect(tour.locator(".primary")).to_be_focused()
        if step < 4:
            page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    expect(tour).to_contain_text("Step 3 of 4")
    page.keyboard.press("Escape")
    expect(tour).to_have_count(0)
    page.reload()
    explorer.drawn("")
    page.wait_for_timeout(1500)
    expect(tour).to_have_count(0)
    page.locator("#open-tour").click()
    expect(tour).to_contain_text("Step 1 of 4")
    tour.get_by_role("button", name="Skip the tour").click()
    expect(page.locator("#open-tour")).to_be_focused()


def test_what_is_chosen_is_seen_in_forced_colours(new_explorer: Open) -> None:
    page = new_explorer(forced_colors="active").open("?state=TX").page
    style = "([part, property]) => getComputedStyle(document.querySelector(part))[property]"
    assert page.evaluate(style, [".chip", "borderTopStyle"]) == "solid"
    chosen, other = (
        page.evaluate(style, [f".btn-check:{state} + .segment", "backgroundColor"])
        for state in ("checked", "not(:checked)")
    )
    assert chosen != other
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_two_fingers_zoom_the_map_and_one_scrolls_the_page(new_explorer: Open) -> None:
    explorer = new_explorer(390, 844, has_touch=True, is_mobile=True)
    explorer.open()
    page = explorer.page
    page.locator("#state-map").evaluate("it => it.scrollIntoView({ behavior: 'instant' })")
    box = page.locator("#state-map .js-plotly-plot").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    fingers = page.context.new_cdp_session(page)

    def move(*steps: list[tuple[float, float]]) -> None:
        kinds = ["touchStart", *["touchMove"] * (len(steps) - 1)]
        for kind, points in zip(kinds, steps, strict=True):
            touched = [{"x": at[0], "y": at[1], "id": finger} for finger, at in enumerate(points)]
            fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touched})
            page.wait_for_timeout(16)
        fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        page.wait_for_timeout(500)

    projection = "document.querySelector('#state-map .js-plotly-plot')._fullLayout.geo._subplot.projection"
    scale = page.evaluate(f"{projection}.scale()")
    move(*[[(x - far, y), (x + far, y)] for far in range(20, 100, 8)])
    page.wait_for_function(f"scale => {projection}.scale() > 2 * scale", arg=scale)
    assert page.evaluate("visualViewport.scale") == 1
    above = page.evaluate("scrollY")
    move(*[[(x, y - far)] for far in range(0, 150, 10)])
    assert page.evaluate("scrollY") > above + 50
