"""The queue: what waits for a decision, filtered and counted. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, String, cast, func, or_, select

from dashboard.store.submissions import OPEN
from dashboard.store.tables import proposals, submissions


@dataclass(frozen=True)
class Filter:
    """What of the queue is asked for; '' is everything.

    ``state``: one of STATES, or 'open'. ``q``: words that the row, its note or its sender holds, all of them.
    """

    state: str = "open"
    track: str = ""
    kind: str = ""
    q: str = ""
    submission: int | None = None


def queue(connection: Connection, asked: Filter, start: int, most: int) -> tuple[list[Mapping[str, Any]], int]:
    """Proposals in the order they came, with ``office``, ``email``, ``track``, ``at``; and how many there are."""
    wanted = _queued(asked)
    total = connection.execute(select(func.count()).select_from(wanted.subquery())).scalar_one()
    page = wanted.order_by(proposals.c.id).offset(start).limit(most)
    return [dict(row) for row in connection.execute(page).mappings()], int(total)


def counts(connection: Connection) -> Mapping[str, int]:
    """State → proposals in it."""
    counted = select(proposals.c.state, func.count()).group_by(proposals.c.state)
    return {state: int(number) for state, number in connection.execute(counted)}


def one(connection: Connection, number: int) -> Mapping[str, Any] | None:
    """One proposal as in ``queue``, None if there is none."""
    found = connection.execute(_queued(Filter(state="")).where(proposals.c.id == number)).mappings().one_or_none()
    return dict(found) if found is not None else None


def beside(connection: Connection, asked: Filter, number: int) -> tuple[int | None, int | None]:
    """The proposals of the filtered queue just before and just after one, which itself need not be in it."""
    found = _queued(asked).with_only_columns(proposals.c.id)
    before = found.where(proposals.c.id < number).order_by(proposals.c.id.desc()).limit(1)
    after = found.where(proposals.c.id > number).order_by(proposals.c.id).limit(1)
    return connection.execute(before).scalar(), connection.execute(after).scalar()


def _queued(asked: Filter) -> Select[Any]:
    sender = (submissions.c.office, submissions.c.email, submissions.c.track, submissions.c.at)
    wanted = select(proposals, *sender).join(submissions, proposals.c.submission == submissions.c.id)
    if asked.state:
        wanted = wanted.where(proposals.c.state.in_(OPEN if asked.state == "open" else (asked.state,)))
    for column, value in ((submissions.c.track, asked.track), (proposals.c.kind, asked.kind)):
        wanted = wanted.where(column == value) if value else wanted
    if asked.submission:
        wanted = wanted.where(proposals.c.submission == asked.submission)
    for word in asked.q.split():
        wanted = wanted.where(_said(word))
    return wanted


def _said(word: str) -> Any:
    like = f"%{word.lower().replace('%', '')}%"
    places = (cast(proposals.c.fields, String), proposals.c.note, submissions.c.office, proposals.c.engagement)
    return or_(*(func.lower(place).like(like) for place in places))
