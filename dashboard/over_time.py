"""Change over time, from the published table: the history of a selection, its ties, and the indicators of two periods.

The methods are in ``insights``, the words in ``over_time_words``; every answer is kept as long as it is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.insights.indicators import Measured, indicators
from dashboard.insights.lifecycle import USUAL_YEARS, lifecycles
from dashboard.insights.renewal import renewals
from dashboard.insights.tally import EACH_ROW, Tally
from dashboard.periods import Compared, last_read
from dashboard.published import Published
from dashboard.selection import YEARS, Selection
from dashboard.units import ENGAGEMENTS, Unit

COLUMNS = (
    *("actor", "counterpart_slug", "network", "us_state", "counterpart_country", "bureau", "family", "formality"),
    *("engagement_type", "issues", "status", "source_kind", "start_date", "end_date", "source_date"),
    "accessed",
)


@dataclass(frozen=True)
class Findings:
    """``engagements``: those of the selection in all years (``history``), which ``tally`` counts in the ``unit``.

    ``ties``: a row for each tie, with the columns of ``lifecycles`` (its last is evidence here) and of ``renewals``.
    ``before``, ``after``: the indicators of baseline and period, by name.
    """

    compared: Compared
    selection: Selection
    engagements: pd.DataFrame
    ties: pd.DataFrame
    before: Mapping[str, Measured]
    after: Mapping[str, Measured]
    tally: Tally = EACH_ROW
    unit: Unit = ENGAGEMENTS


def findings(published: Published, selection: Selection, asked: Compared, unit: Unit = ENGAGEMENTS) -> Findings | None:
    """What changed between the periods, whatever years the selection has; None where it holds no engagement."""
    whole = selection.without(*YEARS)
    about = ("over time", whole, asked.baseline, asked.period, asked.dormant, unit.code)
    return published.study(about, lambda: _find(published, whole, asked, unit))


def life_cycles(published: Published, selection: Selection, years: int = USUAL_YEARS) -> pd.DataFrame:
    """The life-cycle of every tie of a selection on the day the table was last read, as ``lifecycles`` gives it."""
    as_of = last_read(published.updated)
    return published.study(
        ("life-cycle", selection, years), lambda: lifecycles(history(published, selection), as_of, years)
    )


def history(published: Published, selection: Selection) -> pd.DataFrame:
    """The engagements of a selection as the methods take them: ``COLUMNS`` as text, year (float, NaN where undated),
    other (counterpart or network), and tie, by which a tie is named: 'austin-tx/adelaide-aus'.
    """
    return published.study(("history", selection), lambda: _read(published, selection))


def _read(published: Published, selection: Selection) -> pd.DataFrame:
    rows = published.rows(selection, "id", COLUMNS)
    frame = pd.DataFrame({name: rows[name].to_list() for name in COLUMNS}, dtype=object)
    other = frame["network"].where(frame["network"] != "", frame["counterpart_slug"])
    return frame.assign(
        other=other, tie=frame["actor"] + "/" + other, year=pd.to_numeric(frame["start_date"].str[:4], errors="coerce")
    )


def _find(published: Published, selection: Selection, asked: Compared, unit: Unit) -> Findings | None:
    engagements = history(published, selection)
    if engagements.empty:
        return None
    states = life_cycles(published, selection, asked.dormant)
    about = ("renewals", selection, asked.baseline, asked.period, asked.dormant)
    changes = published.study(about, lambda: renewals(engagements, states, asked.baseline, asked.period, asked.dormant))
    tally = Tally(unit.code, selection.values("issue"))
    return Findings(
        asked,
        selection,
        engagements,
        states.rename(columns={"last": "evidence"}).join(changes),
        indicators(engagements, asked.baseline, tally),
        indicators(engagements, asked.period, tally),
        tally,
        unit,
    )
