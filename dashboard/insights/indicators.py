"""Indicators of a period for evaluation reports: counts and shares of its engagements, by name.

Each is worked out from rows and a period alone, so that two periods, or two tables, are measured alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.insights.lifecycle import TIE
from dashboard.insights.renewal import Period
from dashboard.insights.tally import EACH_ROW, Tally

LEADING = 5
"""Places whose share tells how concentrated engagements are."""


@dataclass(frozen=True)
class Measured:
    """``value``: a count, a share in percent or a mean, None for a share of nothing. ``count``: the rows or things that
    were counted, ``of``: out of how many, of a share. ``codes``: the leading places, where it is their share.
    """

    value: float | None
    count: float
    of: float | None = None
    codes: tuple[str, ...] = ()


def indicators(engagements: pd.DataFrame, period: Period, tally: Tally = EACH_ROW) -> Mapping[str, Measured]:
    """The indicators of a period. ``engagements`` are of all years: what is new is told from what was before.

    What counts engagements counts by ``tally``; ties, actors and places are counted as what they are.

    Takes tie, actor, us_state, counterpart_country, network, family, formality, source_kind, status (text, '' for
    none), issues (codes joined by '|') and year (float, NaN where undated).
    """
    rows = engagements[period.holds(engagements["year"])]
    issues = {code for codes in rows["issues"].unique() for code in codes.split("|")}
    counted = rows.assign(counted=tally.values(rows))
    total = tally.total(counted["counted"])

    def having(kept: pd.Series) -> float:
        return tally.total(counted.loc[kept, "counted"])

    def share(kept: pd.Series, codes: tuple[str, ...] = (), of: float = total) -> Measured:
        count = having(kept)
        return Measured(100 * count / of if of else None, count, of, codes)

    def leading(column: str) -> Measured:
        """The share of the places with most; of equal ones the first by code is taken."""
        named = rows[column] != ""
        counts = tally.by(rows[named], column)
        codes = tuple(sorted(counts.index, key=lambda code: (-counts[code], code))[:LEADING])
        return share(rows[column].isin(codes) & named, codes, having(named))

    return {
        "engagements": _count(total),
        "per-year": Measured(total / period.years, total),
        "agreements": _count(having(rows["family"] == "partnership")),
        "meetings": _count(having(rows["family"] == "meeting")),
        "memberships": _count(having(rows["family"] == "network")),
        "ties": _count(_distinct(rows[TIE])),
        "new-ties": _count(new_ties(engagements, period)),
        "actors": _count(_distinct(rows["actor"])),
        "states": _count(_distinct(rows["us_state"])),
        "countries": _count(_distinct(rows["counterpart_country"])),
        "networks": _count(_distinct(rows["network"])),
        "issues": _count(len(issues)),
        "formal": share(rows["formality"] == "formal"),
        "official": share(rows["source_kind"] == "official"),
        "announced": share(rows["status"] == "announced"),
        "leading-countries": leading("counterpart_country"),
        "leading-states": leading("us_state"),
    }


def new_ties(engagements: pd.DataFrame, period: Period) -> int:
    """Ties whose first dated engagement is in the period and of which none is undated."""
    first = engagements.groupby(TIE)["year"].agg(["min", "size", "count"])
    return int((period.holds(first["min"]) & (first["size"] == first["count"])).sum())


def _distinct(values: pd.Series) -> int:
    return int(values[values != ""].nunique())


def _count(number: float) -> Measured:
    return Measured(number, number)
