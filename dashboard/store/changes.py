"""Changes to the published table: each a whole row before and after, in one sequence without gaps.

Any state of the table is the base table and the changes up to a number. Who may change what is in ``review``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, insert, select

from dashboard.language import N_, spoken
from dashboard.schema import COLUMN_NAMES
from dashboard.store.database import moment, next_number
from dashboard.store.tables import changes, proposals, submissions

Row = Mapping[str, str]
"""An engagement as the schema's columns, all text, missing values ''."""

ACTIONS: Mapping[str, str] = spoken(
    {
        "added": N_("added"),
        "corrected": N_("corrected"),
        "withdrawn": N_("withdrawn"),
        "restored": N_("restored"),
    }
)
"""What a change does to an engagement, with the word for it."""


@dataclass(frozen=True)
class Change:
    """One change. ``at``: ISO 8601, UTC. ``before``, ``after``: the whole row, None where there is or was none.

    ``who``: the reviewer, never shown to the public. ``track``, ``office``: of the submission it came from, or ''.
    """

    number: int
    at: str
    who: str
    action: str
    engagement: str
    before: Row | None
    after: Row | None
    reason: str
    undoes: int | None
    track: str
    office: str

    @property
    def differences(self) -> tuple[tuple[str, str, str], ...]:
        """The columns that changed, each with its value before and after, in the schema's order."""
        return differences(self.before or {}, self.after or {})


def differences(before: Row, after: Row) -> tuple[tuple[str, str, str], ...]:
    """The columns in which two rows differ, with both values; a column that is missing is ''."""
    pairs = ((name, before.get(name, ""), after.get(name, "")) for name in COLUMN_NAMES)
    return tuple((name, old, new) for name, old, new in pairs if old != new)


def record(
    connection: Connection,
    who: str,
    action: str,
    before: Row | None,
    after: Row | None,
    reason: str,
    proposal: int | None = None,
    undoes: int | None = None,
) -> int:
    """Write a change in the open transaction and return its number; a proposal or an undo is written only once.

    Raise sqlalchemy's IntegrityError where ``proposal`` or ``undoes`` has led to a change already.
    """
    number = next_number(connection)
    row = after or before or {}
    connection.execute(
        insert(changes).values(
            number=number,
            at=moment(),
            who=who,
            action=action,
            engagement=row["id"],
            before=dict(before) if before else None,
            after=dict(after) if after else None,
            reason=reason,
            proposal=proposal,
            undoes=undoes,
        )
    )
    return number


def changes_of(connection: Connection, engagement: str) -> list[Change]:
    """All changes of one engagement, newest first."""
    return _read(connection, changes.c.engagement == engagement, None)


def newest(connection: Connection, most: int, before: int | None = None) -> list[Change]:
    """The last changes of the table, newest first; only those with a number under ``before`` where that is given."""
    return _read(connection, changes.c.number < before if before else None, most)


def change(connection: Connection, number: int) -> Change | None:
    """The change of this number, None if there is none."""
    return next(iter(_read(connection, changes.c.number == number, 1)), None)


def change_from(connection: Connection, proposal: int) -> Change | None:
    """The change that a proposal led to, None if it led to none."""
    return next(iter(_read(connection, changes.c.proposal == proposal, 1)), None)


def undone_by(connection: Connection, number: int) -> Change | None:
    """The change that undid the change ``number``, None if it was not undone."""
    return next(iter(_read(connection, changes.c.undoes == number, 1)), None)


def latest_rows(connection: Connection, version: int) -> dict[str, Row | None]:
    """Changed engagement → its row after all changes up to ``version``, None where it is withdrawn."""
    last = select(func.max(changes.c.number)).where(changes.c.number <= version).group_by(changes.c.engagement)
    found = connection.execute(
        select(changes.c.engagement, changes.c.after).where(changes.c.number.in_(last)).order_by(changes.c.number)
    )
    return {row.engagement: row.after for row in found}


def with_changes(base: pd.DataFrame, latest: Mapping[str, Row | None]) -> pd.DataFrame:
    """The base table with what ``latest_rows`` says: changed rows in their place, withdrawn ones gone, new ones last.

    ``base`` and the answer have the columns of the schema, all text.
    """
    if not latest:
        return base
    kept = base[~base["id"].isin([name for name, row in latest.items() if row is None])].copy()
    changed = {name: row for name, row in latest.items() if row is not None}
    known = kept["id"].isin(changed.keys())
    mended = _frame([changed[name] for name in kept.loc[known, "id"]])
    kept.loc[known] = mended.set_axis(kept.index[known])
    there = set(kept["id"])
    added = _frame([row for name, row in changed.items() if name not in there])
    return pd.concat([kept, added], ignore_index=True)


def _frame(rows: Iterable[Row]) -> pd.DataFrame:
    cells = [[row.get(name, "") for name in COLUMN_NAMES] for row in rows]
    return pd.DataFrame(cells, columns=pd.Index(COLUMN_NAMES), dtype=str)


def _read(connection: Connection, where: Any, most: int | None) -> list[Change]:
    asked = (
        select(changes, submissions.c.track, submissions.c.office)
        .outerjoin(proposals, changes.c.proposal == proposals.c.id)
        .outerjoin(submissions, proposals.c.submission == submissions.c.id)
        .order_by(changes.c.number.desc())
    )
    if where is not None:
        asked = asked.where(where)
    found = connection.execute(asked.limit(most) if most else asked).mappings()
    return [
        Change(
            **{name: row[name] for name in ("number", "at", "who", "action", "engagement", "before", "after")},
            reason=row["reason"],
            undoes=row["undoes"],
            track=row["track"] or "",
            office=row["office"] or "",
        )
        for row in found
    ]


def last_changed(connection: Connection) -> dict[str, str]:
    """Engagement → the day (ISO 8601) of its last change, of all that were ever changed."""
    found = connection.execute(select(changes.c.engagement, func.max(changes.c.at)).group_by(changes.c.engagement))
    return {engagement: str(at)[:10] for engagement, at in found}
