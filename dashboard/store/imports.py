"""Survey files on their way into the queue: the file, what was decided about it, how far it is read, with what result.

What a file says is read in ``survey``; that it is read, and by whom, is in ``importing``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from dashboard.language import N_, spoken
from dashboard.store.database import Store, moment
from dashboard.store.submissions import Proposed, Sender, add_proposals, inserting, submission_of
from dashboard.store.tables import imports, mappings

STATES: Mapping[str, str] = spoken(
    {
        "mapping": N_("waits for its columns to be named"),
        "reading": N_("is being read"),
        "judged": N_("is read"),
        "loading": N_("is being put into the queue"),
        "done": N_("is in the queue"),
        "failed": N_("could not be read"),
    }
)
"""How far a file is."""

AT_WORK = ("reading", "loading")
SECONDS_OF_SILENCE = 30
"""A file at work whose reader gave no sign for so long has lost it."""

PROPOSALS_AT_A_TIME = 5_000


def keep_file(store: Store, name: str, who: str, content: bytes) -> int:
    """Keep a sent file and return its number; the same file that was not finished is the same number."""
    digest = hashlib.sha256(content).hexdigest()
    with store.writing() as connection:
        known = select(imports.c.id).where(imports.c.digest == digest, imports.c.state != "done")
        found = connection.execute(known.order_by(imports.c.id.desc())).scalars().first()
        if found is not None:
            return int(found)
        values: dict[str, Any] = {"name": name[:200], "who": who, "at": moment(), "seen": moment(), "state": "mapping"}
        values |= {"digest": digest, "file": content}
        nothing: dict[str, Any] = {"done": 0, "total": 0, "settings": {}, "counts": {}, "problem": ""}
        return int(connection.execute(insert(imports).values(**values, **nothing).returning(imports.c.id)).scalar_one())


def file(connection: Connection, number: int, with_content: bool = False) -> Mapping[str, Any] | None:
    """A file by its number with all columns but ``file`` and ``report``, and ``is_lost``; None if there is none."""
    left_out = () if with_content else ("file", "report")
    columns = [column for column in imports.c if column.name not in left_out]
    found = connection.execute(select(*columns).where(imports.c.id == number)).mappings().one_or_none()
    return {**found, "is_lost": _is_lost(found)} if found is not None else None


def files(connection: Connection, most: int = 50) -> list[Mapping[str, Any]]:
    """The last files, newest first, as ``file``."""
    columns = [column for column in imports.c if column.name not in ("file", "report")]
    found = connection.execute(select(*columns).order_by(imports.c.id.desc()).limit(most)).mappings()
    return [{**each, "is_lost": _is_lost(each)} for each in found]


def move(store: Store, number: int, **values: Any) -> None:
    """Write how far a file is: any of its columns."""
    with store.writing() as connection:
        connection.execute(update(imports).where(imports.c.id == number).values(seen=moment(), **values))


def begin(store: Store, number: int, state: str, settings: Mapping[str, Any]) -> bool:
    """Take a file in hand, if nobody has it; False where somebody has."""
    with store.writing() as connection:
        found = file(connection, number)
        if found is None or (found["state"] in AT_WORK and not found["is_lost"]):
            return False
        values = {"state": state, "settings": dict(settings), "done": 0, "total": 0, "problem": "", "seen": moment()}
        connection.execute(update(imports).where(imports.c.id == number).values(**values))
        return True


def forget_file(store: Store, number: int) -> None:
    """Drop a file and its report; what was loaded from it stays."""
    with store.writing() as connection:
        connection.execute(delete(imports).where(imports.c.id == number))


def remembered(connection: Connection) -> dict[str, str]:
    """Folded header → the column that it was taken for last."""
    return {row.header: row.column for row in connection.execute(select(mappings.c.header, mappings.c.column))}


def remember(store: Store, mapping: Mapping[str, str]) -> None:
    """Remember what columns were taken for, folded header → column."""
    with store.writing() as connection:
        for header, column in sorted(mapping.items()):  # in one order, so that no two wait for each other
            values = {"column": column, "at": moment()}
            kept = inserting(connection)(mappings).values(header=header[:200], **values)
            connection.execute(kept.on_conflict_do_update(index_elements=["header"], set_=values))


def load(store: Store, sender: Sender, key: str, proposed: list[Proposed]) -> int:
    """Put proposals into the queue, all or none, and return how many are new by their fingerprints."""
    added = 0
    with store.writing() as connection:
        number = submission_of(connection, sender, key)
        for start in range(0, len(proposed), PROPOSALS_AT_A_TIME):
            added += add_proposals(connection, number, proposed[start : start + PROPOSALS_AT_A_TIME])
    return added


def _is_lost(found: RowMapping) -> bool:
    """Whether its reader is silent; a sign of life that lies ahead is one of before the clock was set back."""
    alive = timedelta(seconds=SECONDS_OF_SILENCE)
    return found["state"] in AT_WORK and not moment(-alive) <= found["seen"] <= moment(2 * alive)
