"""Change over time in words: the classes of ties and the states of their life-cycle, each with its definition.

What is defined here is worked out in ``insights``; a definition and its method are changed together. Indicators are in
``indicator_words``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.insights.renewal import Period
from dashboard.language import N_, ngettext, pgettext, spoken
from dashboard.language import gettext as _
from dashboard.wording import date_in_words


@dataclass(frozen=True)
class Defined:
    """A label with its definition."""

    label: str
    definition: str


def life_cycle(years: int, as_of: str) -> Mapping[str, Defined]:
    """State → what it means, for ties dormant after so many years, on the day the table was last read."""
    span = ngettext("{n} year", "{n} years", years).format(n=years)
    when = {"span": span, "day": date_in_words(as_of)}
    active = _("Its last evidence lies within {span} before {day}, or after that day.")
    dormant = _("Its last evidence is older than {span} on {day}, and nothing says that it ended. It may be in force.")
    return {
        "active": Defined(_("Active"), active.format(**when)),
        "dormant": Defined(_("Dormant"), dormant.format(**when)),
        "ended": Defined(
            pgettext("tie", "Ended"),
            _(
                "A row says that it ended, or an agreement, program or membership is past its end date; no other of "
                "these goes on, and no meeting came later. A visit that is over does not end a tie."
            ),
        ),
        "unknown": Defined(
            _("Unknown"), _("Nothing about it is dated, neither an engagement nor a source that reports it.")
        ),
    }


def state_counted(state: str, ties: int) -> str:
    """So many ties in a state of the life-cycle: '12 active'."""
    said = {
        "active": ngettext("{n} active", "{n} active", ties),
        "dormant": ngettext("{n} dormant", "{n} dormant", ties),
        "ended": ngettext("{n} ended", "{n} ended", ties),
        "unknown": ngettext("{n} unknown", "{n} unknown", ties),
    }
    return said[state].format(n=f"{ties:,}")


EVIDENCE = N_(
    "Evidence of a tie is a start date or an end date of one of its engagements. The date of a source counts as well "
    "where it reports something that lasts (an agreement, program or membership), or where nothing else is dated; the "
    "source of a dated meeting proves no more than that meeting. A date known to the year or the month counts to its "
    "end. The day on which we read a source is no evidence, or every tie would be active. So an agreement of 1983 that "
    "an undated list still names is dormant here: the last dated evidence is of 1983."
)

KINDS: Mapping[str, str] = spoken(
    {
        "start": N_("an engagement"),
        "announced": N_("an engagement announced, not confirmed"),
        "end": N_("an end date"),
        "source": N_("a source that reports it"),
    }
)

DATED: Mapping[str, str] = spoken(
    {
        "active": N_("Active: last evidence {evidence}"),
        "dormant": N_("Dormant: last evidence {evidence}"),
        "unknown": N_("Unknown: last evidence {evidence}"),
    }
)
UNDATED: Mapping[str, str] = spoken(
    {
        "active": N_("Active: nothing is dated"),
        "dormant": N_("Dormant: nothing is dated"),
        "unknown": N_("Unknown: nothing is dated"),
    }
)
"""State of a tie that goes on, with and without dated evidence."""


def evidence(last: str, kind: str) -> str:
    """What the last evidence of a tie is: 'March 2024 (an engagement)'."""
    return f"{date_in_words(last)} ({KINDS[kind]})" if last else _("nothing is dated")


def state_phrase(state: str, last: str, kind: str, ended: str) -> str:
    """The life-cycle of a tie in a phrase: 'Active: last evidence March 2024 (an engagement)'."""
    if state == "ended":
        return _("Ended: {day}").format(day=date_in_words(ended)) if ended else _("Ended: when, is not recorded")
    return DATED[state].format(evidence=evidence(last, kind)) if last else UNDATED[state]


def changes(baseline: Period, period: Period, years: int) -> Mapping[str, Defined]:
    """Class of ties → what it means."""
    span = ngettext("{n} whole calendar year", "{n} whole calendar years", years).format(n=years)
    return {
        name: Defined(label, definition.format(baseline=baseline, period=period, span=span))
        for name, (label, definition) in _classes().items()
    }


def _classes() -> Mapping[str, tuple[str, str]]:
    """Class of ties → label, and definition with its {places}."""
    return {
        "new": (_("New"), _("Its first dated engagement is in {period}, and none of its engagements is undated.")),
        "renewed": (
            _("Renewed"),
            _(
                "Engaged in {period} after {span} or more without a dated engagement, or a sister agreement or "
                "memorandum was signed in {period} after an earlier dated one."
            ),
        ),
        "continued": (_("Continued"), _("Engaged in {period} and before it, without such a gap or signature.")),
        "perhaps-new": (
            _("Perhaps new"),
            _("Its first dated engagement is in {period}, but it has undated engagements, which may be older."),
        ),
        "ended-in-period": (
            pgettext("tie", "Ended"),
            _("Ended (see the life-cycle) with an end date in {period}. One that also began in it is among the new."),
        ),
        "not-seen-again": (
            _("Not seen again"),
            _("Engaged in {baseline}, no dated engagement in {period}. That is no evidence that it ended."),
        ),
        "outside": (_("Only outside"), _("Dated engagements only in years outside {baseline} and {period}.")),
        "undated": (_("Undated"), _("No dated engagement: it cannot be placed in time.")),
    }


def change_counted(name: str, ties: int) -> str:
    """So many ties in a class that compares the periods: '12 new'."""
    said = {
        "new": ngettext("{n} new", "{n} new", ties),
        "renewed": ngettext("{n} renewed", "{n} renewed", ties),
        "continued": ngettext("{n} continued", "{n} continued", ties),
        "perhaps-new": ngettext("{n} perhaps new", "{n} perhaps new", ties),
        "ended-in-period": ngettext("{n} ended", "{n} ended", ties),
        "not-seen-again": ngettext("{n} not seen again", "{n} not seen again", ties),
    }
    return said[name].format(n=f"{ties:,}")


LISTS: Mapping[str, str] = spoken(
    {
        "new": N_("Ties: new"),
        "renewed": N_("Ties: renewed"),
        "continued": N_("Ties: continued"),
        "perhaps-new": N_("Ties: perhaps new"),
        "ended-in-period": N_("Ties: ended"),
        "not-seen-again": N_("Ties: not seen again"),
        "outside": N_("Ties: only outside"),
        "undated": N_("Ties: undated"),
        "active": N_("Ties: active"),
        "dormant": N_("Ties: dormant"),
        "ended": N_("Ties: ended"),
        "unknown": N_("Ties: unknown"),
    }
)
"""Class or state → what the list of its ties is called."""
