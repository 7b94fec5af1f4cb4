"""Limits in number and time, counted in the store so that they hold across all processes of the server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from dashboard.store.database import Store, moment
from dashboard.store.tables import attempts

SECONDS_APART = 60
"""How far the clocks of two machines may be apart."""


@dataclass(frozen=True)
class Limit:
    """At most ``most`` times ``what`` in any ``minutes``."""

    what: str
    most: int
    minutes: int

    def full_until(self, connection: Connection, who: str) -> str:
        """Until when ``who`` has to wait, '' for not at all."""
        latest = select(attempts.c.at).where(*_theirs(self, who)).order_by(attempts.c.at.desc()).limit(self.most)
        times = list(connection.execute(latest).scalars())
        if len(times) < self.most:
            return ""
        return (datetime.fromisoformat(times[-1]) + timedelta(minutes=self.minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def note(store: Store, limit: Limit, who: str) -> None:
    """Write down that ``who`` did it."""
    with store.writing() as connection:
        connection.execute(insert(attempts).values(what=limit.what, who=who, at=moment()))


def take(store: Store, limit: Limit, who: str) -> tuple[str, int]:
    """Until when ``who`` has to wait, else '' and the number of the attempt, which is counted from here on."""
    with store.writing() as connection:
        until = limit.full_until(connection, who)
        if until:
            return until, 0
        taken = insert(attempts).values(what=limit.what, who=who, at=moment()).returning(attempts.c.id)
        return "", int(connection.execute(taken).scalar_one())


def give_back(store: Store, attempt: int) -> None:
    """Count an attempt no more."""
    with store.writing() as connection:
        connection.execute(delete(attempts).where(attempts.c.id == attempt))


def _theirs(limit: Limit, who: str) -> tuple[ColumnElement[bool], ...]:
    """Attempts within the time of the limit.

    What lies ahead was counted before a clock was set back, and would hold until the clock is there again.
    """
    since, now = moment(-timedelta(minutes=limit.minutes)), moment(timedelta(seconds=SECONDS_APART))
    return (
        attempts.c.what == limit.what,
        attempts.c.who == who,
        attempts.c.at >= since,
        attempts.c.at <= now,
    )


def forget_old(store: Store, days: int = 2) -> None:
    """Drop attempts that no limit looks at any more."""
    with store.writing() as connection:
        connection.execute(delete(attempts).where(attempts.c.at < moment(-timedelta(days=days))))
