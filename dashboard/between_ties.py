"""Two states of the table as an evaluator reads them: indicators of each, its ties by life-cycle, ties that are new.

Indicators and life-cycles are worked out in ``insights``; which rows changed is told in ``between``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.insights.indicators import Measured, indicators
from dashboard.insights.renewal import Period
from dashboard.language import N_
from dashboard.language import gettext as _
from dashboard.over_time import history, life_cycles
from dashboard.over_time_words import life_cycle
from dashboard.published import Published
from dashboard.selection import Selection

INDICATORS: Mapping[str, tuple[str, str]] = {
    "engagements": (N_("Engagements"), N_("Rows of the table, dated or not.")),
    "agreements": (
        N_("Agreements and programs"),
        N_("Sister agreements, memoranda, resolutions and acts, joint programs."),
    ),
    "meetings": (N_("Meetings"), N_("Delegations, trade missions, meetings and summits.")),
    "memberships": (N_("Memberships"), N_("Memberships of international networks.")),
    "ties": (N_("Ties"), N_("Pairs of a U.S. actor and a counterpart or network.")),
    "actors": (N_("U.S. actors"), N_("Different U.S. actors.")),
    "states": (N_("States and territories"), N_("Different U.S. states, districts and territories.")),
    "countries": (N_("Countries and areas"), N_("Different countries and areas of the counterparts.")),
    "networks": (N_("Networks and bodies"), N_("Different networks and multilateral bodies.")),
    "issues": (N_("Issues, of 18"), N_("Different issues; an engagement has up to four.")),
    "formal": (
        N_("In a formal act, %"),
        N_("Sister agreements, memoranda, resolutions and acts, memberships, among all."),
    ),
    "official": (N_("From an official source, %"), N_("Those read on a government's own site, among all.")),
    "announced": (N_("Announced only, %"), N_("Those announced and not confirmed by their source, among all.")),
}
"""Indicator of ``insights.indicators`` → what it is called and means where it is taken of a whole state (``N_``)."""

EVER = Period(0, 0)
"""What all engagements are put in, so that undated ones are measured, too."""

TIES: Mapping[str, tuple[str, str]] = {
    "new": (N_("New"), N_("On record in the newer state only.")),
    "gone": (N_("No longer on record"), N_("In the older state only: withdrawn, or corrected to another pair.")),
    "further": (N_("With further engagements"), N_("On record in both, with more engagements in the newer.")),
    "ended": (N_("Ended since"), N_("Ended in the newer state by its life-cycle, and not in the older.")),
    "dormant": (N_("Dormant since"), N_("Dormant in the newer state by its life-cycle, and not in the older.")),
    "woken": (N_("Active again"), N_("Active in the newer state by its life-cycle, in the older not.")),
}
"""Class of ties between the states → what it is called and means (``N_``)."""

COMES: Mapping[str, str] = {"ended": "ended", "dormant": "dormant", "active": "woken"}
"""State of a life-cycle → the class of ``TIES`` of those that came into it."""


@dataclass(frozen=True)
class Line:
    """A number in both states, with what it is called and how it is defined."""

    label: str
    definition: str
    before: float | None
    after: float | None
    decimals: int = 0


def measured(older: Published, newer: Published, selection: Selection) -> list[Line]:
    """The indicators of both states, by ``INDICATORS``; a share of nothing is None."""
    before, after = _indicators(older, selection), _indicators(newer, selection)
    return [
        Line(_(label), _(definition), before[name].value, after[name].value, 0 if after[name].of is None else 1)
        for name, (label, definition) in INDICATORS.items()
    ]


def by_life_cycle(older: Published, newer: Published, selection: Selection, years: int) -> list[Line]:
    """How many ties are active, dormant, ended or unknown in each state, on the day it was last read."""
    counts = [life_cycles(each, selection, years)["state"].value_counts() for each in (older, newer)]
    return [
        Line(defined.label, defined.definition, *(int(count.get(code, 0)) for count in counts))
        for code, defined in life_cycle(years, newer.updated).items()
    ]


def ties_between(older: Published, newer: Published, selection: Selection, years: int) -> Mapping[str, Sequence[str]]:
    """Class of ``TIES`` → its ties ('austin-tx/adelaide-aus'), in order. A tie can be in several."""
    before, after = (_ties(each, selection, years) for each in (older, newer))
    both = before.add_suffix("_before").join(after.add_suffix("_after"), how="inner")
    came = {state: both.index[both["state_after"].eq(state) & both["state_before"].ne(state)] for state in COMES}
    found = {
        "new": after.index.difference(before.index),
        "gone": before.index.difference(after.index),
        "further": both.index[both["rows_after"] > both["rows_before"]],
        **{COMES[state]: ties for state, ties in came.items()},
    }
    return {name: sorted(ties) for name, ties in found.items()}


def _indicators(published: Published, selection: Selection) -> Mapping[str, Measured]:
    return indicators(history(published, selection).assign(year=0.0), EVER)


def _ties(published: Published, selection: Selection, years: int) -> pd.DataFrame:
    """By tie: state of its life-cycle, and rows."""
    rows = history(published, selection).groupby("tie").size().rename("rows")
    return life_cycles(published, selection, years)[["state"]].join(rows)
