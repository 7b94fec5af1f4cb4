"""Chips, Clear all, Back, Forward and reload: each step of the address redraws everything, and quick clicks both count.

The address is the only memory, so every test reads the page after the address has changed.
"""

from __future__ import annotations

import pytest
from explorer import ALL, Explorer
from oracle import ids
from playwright.sync_api import Route

TEXAS, BOTH = {"state": ["TX"]}, {"issue": ["energy"], "state": ["TX"]}


def assert_shows(explorer: Explorer, params: dict[str, list[str]]) -> None:
    """Sentence, chips, fading of the map, ticks and table agree with the selection."""
    expected = ids(params)
    assert explorer.count() == len(expected)
    assert len(explorer.chips()) == sum(map(len, params.values()))
    assert explorer.ticked("state") == params.get("state", [])
    assert explorer.ticked("issue") == params.get("issue", [])
    assert explorer.faded("state-map", "CA") == ("state" in params)
    assert not explorer.faded("state-map", "TX")
    explorer.wait_for_rows(expected)
    shown = explorer.rows()
    assert list(shown.values()) == expected[: len(shown)]


def test_back_and_forward_redraw_everything(explorer: Explorer) -> None:
    explorer.open().click_state("TX")
    assert_shows(explorer.drawn("?state=TX"), TEXAS)
    explorer.click_mark("issue-bars", "issue=energy")
    assert_shows(explorer.drawn("?issue=energy&state=TX"), BOTH)
    assert_shows(explorer.back("?state=TX"), TEXAS)
    assert_shows(explorer.back(""), {})
    assert_shows(explorer.forward("?state=TX"), TEXAS)
    assert_shows(explorer.forward("?issue=energy&state=TX"), BOTH)
    explorer.page.reload()
    assert_shows(explorer.drawn("?issue=energy&state=TX"), BOTH)


def test_chips_remove_one_value_and_clear_all_removes_the_rest(explorer: Explorer) -> None:
    explorer.open("?issue=energy&issue=health&state=TX&from=2015")
    assert explorer.chips() == ["Issue: Energy", "Issue: Health", "State: Texas", "Dated since 2015"]
    explorer.page.locator("#chips .chip", has_text="Health").click()
    explorer.drawn("?issue=energy&state=TX&from=2015")
    assert explorer.count() == len(ids({**BOTH, "from": ["2015"]}))
    explorer.page.locator("#chips .chip", has_text="2015").click()
    assert_shows(explorer.drawn("?issue=energy&state=TX"), BOTH)
    explorer.page.locator("#clear-all").click()
    assert_shows(explorer.drawn(""), {})
    assert explorer.page.locator("#clear-all").count() == 0


class Gate:
    """Holds the requests for new figures that come while it is shut."""

    def __init__(self, explorer: Explorer) -> None:
        self.explorer = explorer
        self.is_shut = True
        self.held: list[Route] = []
        explorer.page.route("**/drawings/**", self._pass)

    def _pass(self, route: Route) -> None:
        if self.is_shut:
            self.held.append(route)
        else:
            route.continue_()

    def holds(self, number: int) -> None:
        """Wait until it holds so many requests."""
        while len(self.held) < number:
            self.explorer.page.wait_for_timeout(20)

    def open(self) -> None:
        """Let pass what comes from now on; what is held stays held."""
        self.is_shut = False

    def release(self, last_first: bool = False) -> None:
        """Let the held requests go on, each when the one before is answered."""
        for route in reversed(self.held) if last_first else self.held:
            with self.explorer.page.expect_response(lambda answer, route=route: answer.request == route.request):
                route.continue_()


@pytest.mark.parametrize("last_first", [False, True], ids=["in order", "last answer first"])
def test_two_clicks_before_the_first_answer_end_in_both(explorer: Explorer, last_first: bool) -> None:
    explorer.open()
    gate = Gate(explorer)
    explorer.click_state("TX")
    gate.holds(1)
    explorer.click_mark("issue-bars", "issue=energy")
    gate.holds(2)
    explorer.page.wait_for_url("**/?issue=energy&state=TX")
    assert explorer.count() == ALL
    gate.open()
    gate.release(last_first)
    assert_shows(explorer.drawn("?issue=energy&state=TX"), BOTH)


def test_answer_that_comes_late_changes_nothing(explorer: Explorer) -> None:
    explorer.open()
    gate = Gate(explorer)
    explorer.click_state("TX")
    gate.holds(1)
    gate.open()
    explorer.click_mark("issue-bars", "issue=energy")
    explorer.drawn("?issue=energy&state=TX", is_awaiting=True)
    gate.release()
    assert_shows(explorer.drawn("?issue=energy&state=TX"), BOTH)
