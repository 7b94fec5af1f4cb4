"""Deciding on many proposals in one transaction: each that cannot be decided is named with the reason, the rest is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from dashboard.language import gettext as _
from dashboard.store.changes import Row
from dashboard.store.database import hold
from dashboard.store.queue import one
from dashboard.store.refusals import NotAllowedError, OvertakenError, UnfitError
from dashboard.store.review import Check, Desk, added

MOST_AT_ONCE = 1_000
"""Proposals that one bulk action takes."""

Outcome = tuple[int, Mapping[int, str]]
"""How many were decided, and number → why not, for each that was not."""


def accept_all(desk: Desk, who: str, chosen: Mapping[int, int], note: str = "") -> Outcome:
    """Accept many as they are, ``chosen``: number → revision. Raise NotAllowedError for more than MOST_AT_ONCE."""
    _require_few(chosen)
    quick = replace(desk, check=_known(desk, chosen))
    return _each(desk, chosen, lambda at, number: quick.accept_in(at, who, number, chosen[number], None, note))


def reject_all(desk: Desk, who: str, chosen: Mapping[int, int], reason: str) -> Outcome:
    """Reject many with one reason; as ``accept_all``."""
    _require_few(chosen)
    return _each(desk, chosen, lambda at, number: desk.reject_in(at, who, number, chosen[number], reason))


def _require_few(chosen: Mapping[int, int]) -> None:
    if len(chosen) > MOST_AT_ONCE:
        raise NotAllowedError(
            _("{n} at once are too many; {most} are allowed.").format(n=len(chosen), most=MOST_AT_ONCE)
        )


def _each(desk: Desk, chosen: Mapping[int, int], act: Callable[[Connection, int], object]) -> Outcome:
    refused: dict[int, str] = {}
    with desk.store.writing() as connection:
        hold(connection)
        for number in chosen:
            try:
                with connection.begin_nested():
                    act(connection, number)
            except (OvertakenError, NotAllowedError, UnfitError) as error:
                refused[number] = str(error)
    return len(chosen) - len(refused), refused


def _known(desk: Desk, chosen: Mapping[int, int]) -> Check:
    """The desk's check, with the answers for what is chosen known beforehand: one run for all is quicker by far."""
    with desk.store.reading() as connection:
        found = [each for number in chosen if (each := one(connection, number)) is not None]
    rows = [added(each, each["fields"]) for each in found if each["kind"] == "new"]
    problems = desk.check(rows) if rows else {}
    known = {row["id"]: (row, problems.get(position, ())) for position, row in enumerate(rows)}

    def check(asked: Sequence[Row]) -> Mapping[int, Sequence[str]]:
        row, its = known.get(asked[0]["id"], (None, ()))
        return {0: its} if [row] == list(asked) else desk.check(asked)

    return check
