"""How often the server is asked: a page is computed once when opened, and one click costs one drawing.

Requests are counted, not timed.
"""

from __future__ import annotations

from collections.abc import Sequence

from explorer import Explorer
from playwright.sync_api import Request, expect


def assert_only(requests: Sequence[Request], draws: Sequence[Request]) -> None:
    """Every other request was answered with 'nothing changes', a status that has no body."""
    for request in requests:
        if request not in draws:
            assert request.response().status == 204, request.post_data[:300]


def pages(explorer: Explorer) -> list[Request]:
    """The requests that computed a whole page."""
    return [request for request in explorer.updates() if "page.children" in (request.post_data or "")]


def test_opening_a_page_computes_it_once(explorer: Explorer) -> None:
    explorer.open("?state=TX&issue=energy")
    explorer.settle()
    assert len(pages(explorer)) == 1
    assert explorer.draws() == []
    assert_only(explorer.updates(), pages(explorer))
    rows = [request.url for request in explorer.requests if "/rows?" in request.url]
    assert len(rows) == len(set(rows)) == 1


def test_one_click_draws_once(explorer: Explorer) -> None:
    explorer.open()
    explorer.settle()
    steps = (
        (lambda: explorer.click_state("TX"), "?state=TX"),
        (lambda: explorer.tick("issue", "energy"), "?issue=energy&state=TX"),
        (explorer.page.locator("#chips .chip").first.click, "?state=TX"),
        (explorer.page.go_back, "?issue=energy&state=TX"),
        (explorer.page.locator("#clear-all").click, ""),
    )
    for step, query in steps:
        explorer.forget()
        step()
        explorer.drawn(query)
        explorer.settle()
        draws = explorer.draws()
        assert len(draws) == 1, query
        assert_only(explorer.updates(), draws)
        rows = [request.url for request in explorer.requests if "/rows?" in request.url]
        assert len(rows) == len(set(rows)) == 1, query


def test_theme_costs_one_drawing(explorer: Explorer) -> None:
    explorer.open()
    explorer.settle()
    explorer.forget()
    explorer.page.locator("#switch-theme").click()
    explorer.settle()
    assert len(explorer.draws()) == 1


def test_leaving_draws_nothing_and_coming_back_computes_the_page_once(explorer: Explorer) -> None:
    explorer.open("?state=TX")
    explorer.settle()
    explorer.forget()
    explorer.page.get_by_role("navigation").get_by_role("link", name="About").click()
    expect(explorer.page.locator("h1")).to_contain_text("About")
    explorer.settle()
    assert_only(explorer.updates(), pages(explorer))
    assert len(pages(explorer)) == 1
    explorer.forget()
    explorer.back("?state=TX")
    explorer.settle()
    assert_only(explorer.updates(), pages(explorer))
    assert len(pages(explorer)) == 1
