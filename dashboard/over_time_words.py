"""Change over time in words: the classes of ties, the states of their life-cycle, and indicators, each with its
definition.

What is defined here is worked out in ``insights``; a definition and its method are changed together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import schema
from dashboard.insights.renewal import Period
from dashboard.units import ENGAGEMENTS, Unit
from dashboard.wording import counted, date_in_words


@dataclass(frozen=True)
class Defined:
    """A label with its definition."""

    label: str
    definition: str


def life_cycle(years: int, as_of: str) -> Mapping[str, Defined]:
    """State → what it means, for ties dormant after so many years, on the day the table was last read."""
    span, day = counted(years, "year"), date_in_words(as_of)
    return {
        "active": Defined("Active", f"Its last evidence lies within {span} before {day}, or after that day."),
        "dormant": Defined(
            "Dormant",
            f"Its last evidence is older than {span} on {day}, and nothing says that it ended. It may be in force.",
        ),
        "ended": Defined(
            "Ended",
            "A row says that it ended, or an agreement, program or membership is past its end date; no other of these "
            "goes on, and no meeting came later. A visit that is over does not end a tie.",
        ),
        "unknown": Defined("Unknown", "Nothing about it is dated, neither an engagement nor a source that reports it."),
    }


EVIDENCE = (
    "Evidence of a tie is a start date or an end date of one of its engagements. The date of a source counts as well "
    "where it reports something that lasts (an agreement, program or membership), or where nothing else is dated; the "
    "source of a dated meeting proves no more than that meeting. A date known to the year or the month counts to its "
    "end. The day on which we read a source is no evidence, or every tie would be active. So an agreement of 1983 that "
    "an undated list still names is dormant here: the last dated evidence is of 1983."
)

KINDS: Mapping[str, str] = {
    "start": "an engagement",
    "announced": "an engagement announced, not confirmed",
    "end": "an end date",
    "source": "a source that reports it",
}


def evidence(last: str, kind: str) -> str:
    """What the last evidence of a tie is: 'March 2024 (an engagement)'."""
    return f"{date_in_words(last)} ({KINDS[kind]})" if last else "nothing is dated"


def state_phrase(state: str, last: str, kind: str, ended: str) -> str:
    """The life-cycle of a tie in a phrase: 'Active: last evidence March 2024 (an engagement)'."""
    if state == "ended":
        return f"Ended: {date_in_words(ended)}" if ended else "Ended: when, is not recorded"
    return f"{state.capitalize()}: {'last evidence ' if last else ''}{evidence(last, kind)}"


def changes(baseline: Period, period: Period, years: int) -> Mapping[str, Defined]:
    """Class of ties → what it means."""
    span = f"{years} whole calendar {'year' if years == 1 else 'years'}"
    return {
        "new": Defined("New", f"Its first dated engagement is in {period}, and none of its engagements is undated."),
        "renewed": Defined(
            "Renewed",
            f"Engaged in {period} after {span} or more without a dated engagement, or a sister agreement or memorandum "
            f"was signed in {period} after an earlier dated one.",
        ),
        "continued": Defined("Continued", f"Engaged in {period} and before it, without such a gap or signature."),
        "perhaps-new": Defined(
            "Perhaps new",
            f"Its first dated engagement is in {period}, but it has undated engagements, which may be older.",
        ),
        "ended-in-period": Defined(
            "Ended",
            f"Ended (see the life-cycle) with an end date in {period}. One that also began in it is among the new.",
        ),
        "not-seen-again": Defined(
            "Not seen again",
            f"Engaged in {baseline}, no dated engagement in {period}. That is no evidence that it ended.",
        ),
        "outside": Defined("Only outside", f"Dated engagements only in years outside {baseline} and {period}."),
        "undated": Defined("Undated", "No dated engagement: it cannot be placed in time."),
    }


INDICATORS: Mapping[str, Defined] = {
    "engagements": Defined("Engagements begun", "Engagements whose start date lies in the period."),
    "per-year": Defined("Engagements per year", "Engagements begun ÷ years of the period."),
    "agreements": Defined(
        "Agreements and programs",
        "Sister agreements, memoranda, resolutions and acts, joint programs begun in the period.",
    ),
    "meetings": Defined(
        "Meetings", "Delegations, trade missions, meetings and summits in the period. Collected from 2018 on only."
    ),
    "memberships": Defined("Memberships", "Memberships of international networks begun in the period."),
    "ties": Defined("Ties with an engagement", "Pairs of a U.S. actor and a counterpart or network with any of them."),
    "new-ties": Defined(
        "New ties", "Ties whose first dated engagement is in the period, and of which no engagement is undated."
    ),
    "actors": Defined("U.S. actors engaged", "Different U.S. actors among them."),
    "states": Defined("States and territories with any", "Different U.S. states, districts and territories of them."),
    "countries": Defined("Countries and areas", "Different countries and areas of the counterparts."),
    "networks": Defined("Networks and bodies", "Different networks and multilateral bodies."),
    "issues": Defined(f"Issues, of {len(schema.ISSUES)}", "Different issues; an engagement has up to four."),
    "formal": Defined(
        "In a formal act, %", "Sister agreements, memoranda, resolutions and acts, and memberships, among all of them."
    ),
    "official": Defined("From an official source, %", "Those read on a government's own site, among all of them."),
    "announced": Defined("Announced only, %", "Those announced and not confirmed by their source, among all of them."),
    "leading-countries": Defined(
        "In the five leading countries, %",
        "Those with the five countries that have most in that period, among all that have a country.",
    ),
    "leading-states": Defined(
        "From the five leading states, %", "Those of the five states and territories that have most in that period."
    ),
}

OF_THEIR_OWN = ("ties", "new-ties", "actors", "states", "countries", "networks", "issues")
"""Indicators that count one thing whatever the unit."""


def indicators_in(unit: Unit) -> Mapping[str, Defined]:
    """Indicator → its label and definition, where those of engagements count another unit."""
    if unit == ENGAGEMENTS:
        return INDICATORS
    units = f"{unit.many[:1].upper()}{unit.many[1:]}"
    begun = f"{units} with an engagement begun" if unit.is_distinct else f"{units}, begun"
    named = {
        "engagements": Defined(begun, f"{begun} in the period, by its start date."),
        "per-year": Defined(f"{units} per year", f"{begun} ÷ years of the period."),
    }
    return {
        name: defined if name in OF_THEIR_OWN else named.get(name) or _in_unit(defined, unit)
        for name, defined in INDICATORS.items()
    }


def _in_unit(defined: Defined, unit: Unit) -> Defined:
    is_share = defined.label.endswith(", %")
    label = f"{defined.label} of {unit.many}" if is_share else f"{defined.label}: {unit.many}"
    return Defined(label, f"{defined.definition} Counted in {unit.many}.")
