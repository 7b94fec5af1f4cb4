"""The two periods that change over time is told between: what an address asks for, what is usual, what cannot be.

Years and days only; what happened in a period is worked out in ``over_time``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dashboard import schema
from dashboard.insights.renewal import Period
from dashboard.language import gettext as _
from dashboard.selection import YEARS, Look, Refusal, Selection, query_string

PATH = "/over-time"

MEETINGS_SINCE = 2018
"""The first year from which on meetings are in the scope of the table."""

LONGEST = 5
"""Years of a usual period, at most."""


@dataclass(frozen=True)
class Compared:
    """A ``baseline`` and the later ``period``, the years of silence after which a tie is ``dormant``, and the day of
    the table's last reading. ``refusals``: what of the address could not be taken.
    """

    baseline: Period
    period: Period
    dormant: int
    as_of: date
    refusals: tuple[Refusal, ...] = ()


def usual_periods(as_of: date) -> tuple[Period, Period]:
    """The last whole years before ``as_of`` against as many before them: up to five, and where that leaves one year
    and more, none before meetings are in scope.
    """
    last = (as_of + timedelta(days=1)).year - 1
    within = (last - MEETINGS_SINCE + 1) // 2
    years = min(LONGEST, within) if within > 0 else LONGEST
    return Period(last - 2 * years + 1, last - years), Period(last - years + 1, last)


def last_read(updated: str) -> date:
    """The day on which the table was last read; of an empty table, one on which nothing can have happened yet."""
    return date.fromisoformat(updated) if updated else date(schema.FIRST_YEAR + 2 * LONGEST, 1, 1)


def compared(look: Look, updated: str) -> Compared:
    """What a way of looking asks for; ``updated``: the day on which the table was last read, '' for an empty table."""
    as_of = last_read(updated)
    asked = _asked(look, as_of)
    refusal = _refusal(*asked, as_of)
    baseline, period = usual_periods(as_of) if refusal else asked
    dormant = int(look.dormant or schema.DEFAULT_LOOKS["dormant"])
    return Compared(baseline, period, dormant, as_of, (refusal,) if refusal else ())


def page_for(selection: Selection) -> str:
    """The address of the page for a selection; its years are left out, since the page has its own."""
    query = selection.without(*YEARS).to_query()
    return f"{PATH}?{query}" if query else PATH


def without_periods(pairs: list[tuple[str, str]]) -> str:
    """The address of the page with these parameters but the periods."""
    query = query_string(pair for pair in pairs if pair[0] not in schema.PERIODS)
    return f"{PATH}?{query}" if query else PATH


def _asked(look: Look, as_of: date) -> tuple[Period, Period]:
    """The years asked for; a period left open is the usual one, a baseline as long as the period and just before it."""
    usual = usual_periods(as_of)[1]
    period = Period(int(look.period_from or usual.first), int(look.period_to or usual.last))
    last = int(look.baseline_to or period.first - 1)
    first = int(look.baseline_from or last - max(period.years, 1) + 1)
    return Period(first, last), period


def _refusal(baseline: Period, period: Period, as_of: date) -> Refusal | None:
    for name, each in (("baseline", baseline), ("period", period)):
        if each.first > each.last:
            reason = _("is after {parameter} '{year}'").format(parameter=f"{name}_to", year=each.last)
            return Refusal(f"{name}_from", str(each.first), reason, _("Swap the two years."))
    if baseline.last >= period.first:
        allowed = _("The baseline has to end before the comparison period {period} begins.").format(period=period)
        return Refusal("baseline_to", str(baseline.last), _("is not before the comparison period"), allowed)
    if period.last > as_of.year:
        allowed = _("The table was last read in {year}: choose {year} or a year before.").format(year=as_of.year)
        return Refusal("period_to", str(period.last), _("has not come yet"), allowed)
    return None
