"""The life-cycle of ties: active, dormant, ended or unknown on a given day, each with the evidence that says so.

A tie is an actor and a counterpart or network; it takes rows and gives a row for each tie, and reads no table itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import pandas as pd

from dashboard.dates import last_day

TIE = "tie"
"""The column that names a tie: 'austin-tx/adelaide-aus', as the address of its page ends."""

STATES = ("active", "dormant", "ended", "unknown")

KINDS = ("start", "announced", "end", "source")
"""What the last evidence of a tie is: an event, one that was only announced, an end date, or a dated source."""

USUAL_YEARS = 3

_DAY = "%Y%m%d"


def lifecycles(engagements: pd.DataFrame, as_of: date, years: int = USUAL_YEARS) -> pd.DataFrame:
    """The state of every tie on the day ``as_of``, a tie being dormant after ``years`` without evidence.

    Takes tie, family, status and the partial dates start_date, end_date, source_date (text, '' for none).
    Gives, by tie: state (one of ``STATES``) · last (the latest evidence, a partial date, '' for none) ·
    kind (one of ``KINDS``, '' for none) · ended (the end date of an ended tie, '' where it has none).

    Evidence is a start or end date; the date of a source counts for what lasts (agreements, programs, memberships) and
    for rows without any other date. A year or a month counts to its end. The day on which a source was read is no
    evidence. Ended is a tie of which something lasting, or marked as ended, is over, nothing lasting goes on, and
    nothing was held after that: a visit that is over does not end a tie.
    """
    over = _over(engagements, as_of)
    found = over.join(_latest(engagements)).fillna({"day": 0, "last": "", "kind": ""})
    is_ended = found["is_ended"]
    state = np.select(
        [is_ended, found["day"] >= int(_years_before(as_of, years).strftime(_DAY)), found["day"] > 0],
        ["ended", "active", "dormant"],
        "unknown",
    )
    return found.assign(state=state, ended=found["ended"].where(is_ended, ""))[["state", "last", "kind", "ended"]]


def _latest(engagements: pd.DataFrame) -> pd.DataFrame:
    """By tie: day (YYYYMMDD), last and kind of its latest evidence."""
    evidence = pd.concat(list(_evidence(engagements)), ignore_index=True)
    evidence = evidence.assign(day=days(evidence["last"]))
    return evidence.sort_values("day", kind="stable").drop_duplicates(TIE, keep="last").set_index(TIE)


def _evidence(engagements: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Columns tie, last, kind, weakest kind first: of the same day the stronger says more."""
    dated = (engagements["start_date"] != "") | (engagements["end_date"] != "")
    by_source = (engagements["source_date"] != "") & (lasting(engagements) | ~dated)
    announced = (engagements["start_date"] != "") & (engagements["status"] == "announced")
    held = (engagements["start_date"] != "") & ~announced
    for kind, column, rows in (
        ("source", "source_date", by_source),
        ("announced", "start_date", announced),
        ("end", "end_date", engagements["end_date"] != ""),
        ("start", "start_date", held),
    ):
        chosen = engagements.loc[rows, [TIE, column]]
        yield chosen.set_axis([TIE, "last"], axis=1).assign(kind=kind)


def _over(engagements: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """By tie: is_ended, and ended, the latest end date of what is over ('' for none)."""
    ends = days(engagements["end_date"])
    lasts = lasting(engagements)
    is_over = (engagements["status"] == "ended") | (lasts & (ends > 0) & (ends < int(as_of.strftime(_DAY))))
    until = ends.where(ends > 0, days(engagements["start_date"]))
    rows = engagements[[TIE]].assign(
        over=until.where(is_over, -1),
        goes_on=lasts & ~is_over,
        held=days(engagements["start_date"]).where(~is_over & ~lasts, -1),
        ended=engagements["end_date"].where(is_over, ""),
    )
    sums = rows.groupby(TIE).agg(over=("over", "max"), goes_on=("goes_on", "max"), held=("held", "max"))
    is_ended = (sums["over"] >= 0) & ~sums["goes_on"] & (sums["held"] <= sums["over"])
    last = rows.sort_values("over", kind="stable").drop_duplicates(TIE, keep="last").set_index(TIE)["ended"]
    return pd.DataFrame({"is_ended": is_ended, "ended": last})


def lasting(engagements: pd.DataFrame) -> pd.Series:
    """Whether a row is of something that lasts: an agreement, program or membership, not a meeting."""
    return engagements["family"] != "meeting"


def days(partial_dates: pd.Series) -> pd.Series:
    """The last day that each partial date may mean as a number YYYYMMDD, 0 for ''."""
    numbers = {text: int(last_day(text).replace("-", "") or 0) for text in partial_dates.unique()}
    return partial_dates.map(numbers).astype("int64")


def _years_before(day: date, years: int) -> date:
    """The same day so many years before, 28 February for the 29th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
