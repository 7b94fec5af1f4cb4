"""No finding of axe-core on any page, in any state, in light, dark and forced colours, and zoomed to 200 and 400 %.

What axe cannot judge (order of the focus, what is said at each step) is in the journeys by keyboard.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from axe import ACCEPTED, Finding, assert_accessible, findings, not_accepted
from conftest import Server, fresh_contexts
from explorer import Explorer
from playwright.sync_api import Browser, expect
from states import DESKTOP, STATES, State, furnish, sign_in, wait_for_withdrawal

THEMES = ("light", "dark", "forced")
OPTIONS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}
ZOOMED = {"200 %": (640, 450), "400 %": (320, 256)}
"""A screen of 1280 × 1024 (900) pixels zoomed: what WCAG 1.4.10 asks to need no scrolling to the side."""

EXPECTED = ("status of 400", "status of 403", "status of 404", "status of 422")
"""The browser reports answers that say no; the page says them in words."""


def assert_no_grave_finding(explorer: Explorer) -> None:
    """What journeys of other modules ask at their stations."""
    assert_accessible(explorer.page)


@dataclass(frozen=True)
class Furnished:
    """A server with something in its store, and the word under which a submission is followed."""

    server: Server
    word: str


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    running = Server(tmp_path_factory.mktemp("access") / "server.log")
    try:
        running.wait()
        word = furnish(running.environment["DATABASE_URL"])
        wait_for_withdrawal(running.address)
        yield Furnished(running, word)
    finally:
        running.stop()


class Tour:
    """One tab that goes from state to state in a theme."""

    def __init__(self, explorer: Explorer, word: str) -> None:
        self.explorer, self.word = explorer, word
        self.is_signed_in = False

    def reach(self, state: State, size: tuple[int, int] | None = None) -> Explorer:
        """Open the page of a state anew and do what leads to it; ``size``: of another screen than its own."""
        explorer, page = self.explorer, self.explorer.page
        width, height = size or state.size
        page.set_viewport_size({"width": width, "height": height})
        if state.is_for_reviewers and not self.is_signed_in:
            sign_in(explorer)
            self.is_signed_in = True
        answer = page.goto(f"{explorer.base}{state.path.format(word=self.word)}")
        assert answer is not None
        assert answer.status == state.status, state.path
        expect(page.locator("h1").first).to_be_attached()
        explorer.calm()
        state.do(explorer)
        explorer.complaints[:] = [said for said in explorer.complaints if not any(each in said for each in EXPECTED)]
        return explorer


@pytest.fixture(scope="module", params=THEMES)
def tour(request: pytest.FixtureRequest, furnished: Furnished, chromium: Browser) -> Iterator[Tour]:
    options = {**OPTIONS[request.param], "reduced_motion": "reduce"}
    with fresh_contexts(furnished.server, chromium) as new:
        yield Tour(new(*DESKTOP, **options), furnished.word)


def wrong_in(tour: Tour, states: tuple[State, ...]) -> dict[str, list[str]]:
    """State → findings of axe that nobody gave a reason for; accepted ones are printed."""
    wrong: dict[str, list[str]] = {}
    for state in states:
        found = findings(tour.reach(state).page, state.part)
        tell(state, [each for each in found if not each.is_of_wcag])
        wrong[state.name] = not_accepted(found)
    return {name: found for name, found in wrong.items() if found}


def tell(state: State, found: list[Finding]) -> None:
    for each in found:
        print(f"{state.name}: {each.rule}, {each.many} times; {ACCEPTED.get(each.rule, 'NO REASON IS GIVEN')}")


SOME = ("explorer, a selection", "a state", "submit, what is wrong", "a proposal")


class TestAxe:
    @pytest.mark.parametrize("tour", ["light"], indirect=True)
    def test_every_state(self, tour: Tour) -> None:
        assert wrong_in(tour, STATES) == {}

    @pytest.mark.parametrize("tour", ["dark", "forced"], indirect=True)
    def test_some_states_in_other_colours(self, tour: Tour) -> None:
        assert wrong_in(tour, tuple(state for state in STATES if state.name in SOME)) == {}

    @pytest.mark.long
    @pytest.mark.parametrize("tour", ["dark", "forced"], indirect=True)
    def test_every_state_in_other_colours(self, tour: Tour) -> None:
        assert wrong_in(tour, STATES) == {}


@pytest.mark.long
@pytest.mark.parametrize("tour", ["light"], indirect=True)
@pytest.mark.parametrize("zoom", ZOOMED)
def test_zoomed(tour: Tour, zoom: str) -> None:
    """At 200 and 400 % a page is read by scrolling in one direction, and axe finds no more than before."""
    width, height = ZOOMED[zoom]
    wrong: dict[str, Any] = {}
    for state in STATES:
        if state.is_wide_only:
            continue
        page = tour.reach(state, (width, height)).page
        too_wide = page.evaluate("document.scrollingElement.scrollWidth") > width
        found = not_accepted(findings(page, state.part)) + ([f"It is wider than {width} pixels"] if too_wide else [])
        if found:
            wrong[state.name] = found
    assert wrong == {}
