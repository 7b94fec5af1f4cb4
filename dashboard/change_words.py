"""Changes to the table in words: what happened to an engagement, when, why, where it came from, column by column.

Nothing is drawn here; the pages that list changes all say the same. Whoever decided is named only where it is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import schema
from dashboard.language import N_, Spoken, spoken
from dashboard.language import gettext as _
from dashboard.store.changes import ACTIONS, Change, Row
from dashboard.wording import date_in_words, shown_value

TITLES: Mapping[str, str] = Spoken(lambda: {column.name: column.title for column in schema.COLUMNS})
COLUMNS: Mapping[str, schema.Column] = {column.name: column for column in schema.COLUMNS}

NONE = N_("none")
"""What stands for a cell that is empty, before or after."""

ORIGINS: Mapping[str, str] = spoken(
    {
        "voluntary": N_("Sent through the form"),
        "survey": N_("From a survey of city governments"),
        "manual": N_("Collected from public sources"),
    }
)
"""Track of a submission → how it came; a reader may have sent it, so not every one is a government's."""

Labels = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Difference:
    """One column of a change: its name, its title, and both values in words."""

    column: str
    title: str
    before: str
    after: str


@dataclass(frozen=True)
class Told:
    """A change in words. ``line``: the engagement in one line. ``differences``: of a correction, else none.

    ``origin``: how what led to it was sent, '' where a reviewer undid another change. ``office`` and ``who`` are for
    reviewers alone: senders are promised that neither office nor e-mail address is published.
    """

    number: int
    when: str
    action: str
    action_words: str
    engagement: str
    line: str
    differences: tuple[Difference, ...]
    reason: str
    origin: str
    undoes: int | None
    office: str
    who: str


def told(change: Change, labels: Labels) -> Told:
    """A change in words; ``labels``: of the catalogue."""
    is_whole = change.before is None or change.after is None
    return Told(
        number=change.number,
        when=moment_in_words(change.at),
        action=change.action,
        action_words=ACTIONS[change.action],
        engagement=change.engagement,
        line=line(change.after or change.before or {}, labels),
        differences=() if is_whole else differences_in_words(change.differences, labels),
        reason=change.reason,
        origin=ORIGINS.get(change.track, ""),
        undoes=change.undoes,
        office=change.office,
        who=change.who,
    )


def differences_in_words(differences: tuple[tuple[str, str, str], ...], labels: Labels) -> tuple[Difference, ...]:
    """Columns with both values in words, from those of ``store.changes.differences``."""
    return tuple(
        Difference(name, TITLES[name], value_in_words(name, old, labels), value_in_words(name, new, labels))
        for name, old, new in differences
    )


def value_in_words(column: str, value: str, labels: Labels) -> str:
    """A cell as it is read; what is no date stays as it was written."""
    if not value:
        return _(NONE)
    try:
        return shown_value(COLUMNS[column], value, labels)
    except (ValueError, IndexError):
        return value


def line(row: Row, labels: Labels) -> str:
    """An engagement in one line: 'City of Austin – Lisbon · Sister or friendship agreement · May 2026'."""
    sides = " – ".join(filter(None, (row.get("us_actor", ""), row.get("counterpart", ""))))
    parts = [sides, *(_worded(name, row, labels) for name in ("engagement_type", "start_date"))]
    return " · ".join(filter(None, parts)) or row.get("title", "") or _("Nothing is filled in")


def _worded(name: str, row: Row, labels: Labels) -> str:
    return value_in_words(name, row[name], labels) if row.get(name) else ""


def moment_in_words(at: str) -> str:
    """'November 22, 2026, 21:40 UTC' from a moment as the store writes it."""
    return _("{day}, {time} UTC").format(day=date_in_words(at[:10]), time=at[11:16])
