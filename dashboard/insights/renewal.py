"""What became of ties between two periods: new, renewed, continued, ended, not seen again, in exactly one class each.

Periods are whole years; it takes rows and gives a row for each tie, and words for the classes stand elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.insights.lifecycle import TIE

CLASSES = ("new", "renewed", "continued", "perhaps-new", "ended-in-period", "not-seen-again", "outside", "undated")

SIGNED = ("sister_agreement", "memorandum")
"""Types of which a second one on the same tie is a renewal."""

NEVER = 9_999


@dataclass(frozen=True)
class Period:
    """Whole years, both included."""

    first: int
    last: int

    @property
    def years(self) -> int:
        """How many."""
        return self.last - self.first + 1

    def __str__(self) -> str:
        return f"{self.first}" if self.first == self.last else f"{self.first}–{self.last}"

    def holds(self, years: pd.Series) -> pd.Series:
        """Whether each year lies in it; NaN does not."""
        return years.between(self.first, self.last)


def renewals(
    engagements: pd.DataFrame, states: pd.DataFrame, baseline: Period, period: Period, years: int
) -> pd.DataFrame:
    """The class of every tie, for a ``baseline`` that ends before the ``period`` begins.

    Takes tie, engagement_type and year (float, NaN where undated), and the ``states`` of
    ``lifecycle.lifecycles``. Gives, by tie: change (one of ``CLASSES``) · baseline, period, undated, rows
    (engagements) · first, last (years of the first and last dated one, NaN for none).

    In this order: new, with a dated engagement in the period, none before and none undated · ended-in-period, the tie
    ended with an end date in the period · of the others with any in the period, perhaps-new where none was before,
    renewed where ``years`` whole years or more lay between the last one before and the first in the period, or where
    an agreement was signed in it after an earlier one, continued else · not-seen-again with any in the baseline ·
    outside with any in other years only · undated else.
    """
    facts = _facts(engagements, baseline, period)
    ended = pd.to_numeric(states["ended"].str[:4], errors="coerce").reindex(facts.index)
    was, is_in = facts["before"] >= 0, facts["period"] > 0
    lapsed = facts["begins"] - facts["before"] - 1 >= years
    signed_anew = (facts["signed_before"] > 0) & (facts["signed"] > 0)
    change = np.select(
        [
            is_in & ~was & (facts["undated"] == 0),
            period.holds(ended),
            is_in & ~was,
            is_in & (lapsed | signed_anew),
            is_in,
            facts["baseline"] > 0,
            facts["undated"] < facts["rows"],
        ],
        ["new", "ended-in-period", "perhaps-new", "renewed", "continued", "not-seen-again", "outside"],
        "undated",
    )
    return facts.assign(change=change)[["change", "baseline", "period", "undated", "rows", "first", "last"]]


def _facts(engagements: pd.DataFrame, baseline: Period, period: Period) -> pd.DataFrame:
    """By tie, sums and extremes; before: the last year before the period, -1 for none; begins: the first in it."""
    year = engagements["year"]
    within, earlier = period.holds(year), year < period.first
    signed = engagements["engagement_type"].isin(SIGNED)
    rows = engagements[[TIE]].assign(
        baseline=baseline.holds(year).astype(int),
        period=within.astype(int),
        undated=year.isna().astype(int),
        before=year.where(earlier, -1),
        begins=year.where(within, NEVER),
        signed=(signed & within).astype(int),
        signed_before=(signed & earlier).astype(int),
        first=year,
        last=year,
    )
    ways = {"before": "max", "begins": "min", "first": "min", "last": "max"}
    sums = ("baseline", "period", "undated", "signed", "signed_before")
    found = rows.groupby(TIE).agg({**dict.fromkeys(sums, "sum"), **ways})
    return found.assign(rows=rows.groupby(TIE).size())
