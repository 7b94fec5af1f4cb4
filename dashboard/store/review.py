"""Deciding on proposals: accept, edit, merge, ask, reject; each in one transaction, none of them twice.

Whoever decides names the revision that was on the screen. If somebody was quicker, nothing is written, and they
are told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, update

from dashboard.language import gettext as _
from dashboard.store.approvals import approvals, edit_in_words
from dashboard.store.changes import Row, changes_of, record
from dashboard.store.database import Store, hold
from dashboard.store.letters import write
from dashboard.store.queue import one
from dashboard.store.refusals import NotAllowedError, OvertakenError, UnfitError, what_changed, what_happened
from dashboard.store.submissions import OPEN, add_step, steps_of
from dashboard.store.tables import proposals

Check = Callable[[Sequence[Row]], Mapping[int, Sequence[str]]]
"""Whole rows → position of each that cannot be published, with what is wrong."""

Base = Callable[[str], Row | None]
"""An engagement's row in the base table, None if it has none."""

ACCEPTS_AS = {"new": "added", "correction": "corrected", "withdrawal": "withdrawn", "problem": "corrected"}


@dataclass(frozen=True)
class Desk:
    """What reviewers work at.

    ``check``: the rules of the table. ``base``: the base table. ``needed``: how many reviewers must approve.
    ``address``: where the dashboard is found from outside, for links in letters and of sent documents.
    """

    store: Store
    check: Check
    base: Base
    needed: int
    address: str

    def proposal(self, number: int) -> Mapping[str, Any] | None:
        """One proposal as in ``queue``, with ``steps``, and ``current``: the row it would change as it is now."""
        with self.store.reading() as connection:
            found = one(connection, number)
            if found is None:
                return None
            current = self.current(connection, found["engagement"]) if found["engagement"] else None
            return {**found, "steps": steps_of(connection, number), "current": current}

    def current(self, connection: Connection, engagement: str) -> Row | None:
        """An engagement's row after all changes; None where it is withdrawn or was never there."""
        its = changes_of(connection, engagement)
        return its[0].after if its else self.base(engagement)

    def last_change(self, engagement: str | None) -> int:
        """The number of an engagement's last change, 0 where it has none: says whether it changed meanwhile."""
        with self.store.reading() as connection:
            its = changes_of(connection, engagement) if engagement else []
            return its[0].number if its else 0

    def accept(
        self,
        who: str,
        number: int,
        revision: int,
        fields: Mapping[str, str] | None = None,
        note: str = "",
        withdraw: bool = False,
        seen: int | None = None,
    ) -> int | None:
        """Accept a proposal, with ``fields`` in place of its own where they were edited.

        Return the number of the change, None where a second reviewer has to agree first. ``withdraw``: a reported
        problem is answered by taking the row out. ``seen``: as in ``last_change``, what was on the screen. Raise
        OvertakenError, NotAllowedError or UnfitError.
        """
        with self.store.writing() as connection:
            hold(connection)
            found = one(connection, number)
            self._require_seen(connection, who, found["engagement"] if found else None, seen)
            if withdraw:
                self._aim(connection, who, number, revision, "withdrawal")
            return self.accept_in(connection, who, number, revision, fields, note)

    def reject(self, who: str, number: int, revision: int, reason: str) -> None:
        """Reject a proposal; the sender is told the reason. Raise OvertakenError or NotAllowedError."""
        with self.store.writing() as connection:
            self.reject_in(connection, who, number, revision, reason)

    def ask(self, who: str, number: int, revision: int, question: str, link: str) -> None:
        """Ask the sender; ``link`` is the address of their status page. Raise as ``reject``."""
        if not question.strip():
            raise NotAllowedError(_("Write the question that the sender is to answer."))
        with self.store.writing() as connection:
            found = self._move(connection, who, number, revision, "asked")
            if not found["email"]:
                raise NotAllowedError(_("This came without an e-mail address: there is nobody to ask."))
            add_step(connection, number, who, "asked", question)
            write(connection, "asked", found["email"], number=found["submission"], note=question, link=link)

    def merge(
        self,
        who: str,
        number: int,
        revision: int,
        engagement: str,
        fields: Mapping[str, str],
        note: str = "",
        seen: int | None = None,
    ) -> int | None:
        """Take from a proposal what an existing engagement lacks: ``fields``, the columns that change, may be empty.

        Return as ``accept``; 0 where nothing changes. ``seen`` and what is raised: as for ``accept``.
        """
        with self.store.writing() as connection:
            hold(connection)
            self._require_seen(connection, who, engagement, seen)
            current = self.current(connection, engagement)
            if current is None:
                raise NotAllowedError(_("There is no engagement {id} to merge it with.").format(id=engagement))
            if all(current.get(name, "") == value for name, value in fields.items()):
                found = self._move(connection, who, number, revision, "merged")
                add_step(connection, number, who, "merged", note)
                self._tell(connection, found, "merged", engagement, note)
                return 0
            self._aim(connection, who, number, revision, "correction", engagement)
            return self.accept_in(connection, who, number, revision, fields, note, "merged")

    def accept_in(
        self,
        connection: Connection,
        who: str,
        number: int,
        revision: int,
        fields: Mapping[str, str] | None,
        note: str,
        state: str = "accepted",
    ) -> int | None:
        """``accept`` in an open transaction."""
        found = self._move(connection, who, number, revision, state)
        wanted = dict(found["fields"] if fields is None else fields)
        if wanted != found["fields"]:
            add_step(connection, number, who, "edited", edit_in_words(found["fields"], wanted, state), wanted)
            connection.execute(update(proposals).where(proposals.c.id == number).values(fields=wanted))
        action = ACCEPTS_AS[found["kind"]]
        if action == "withdrawn" and not note.strip():
            raise NotAllowedError(_("Say why it is withdrawn: the reason stands in the public history."))
        before, after = self._rows(connection, found, wanted, action)
        if who in approvals(steps_of(connection, number)):
            raise NotAllowedError(_("You approved this already: another reviewer has to agree."))
        add_step(connection, number, who, "approved", note)
        approved = approvals(steps_of(connection, number))
        if len(approved) < self.needed:
            connection.execute(update(proposals).where(proposals.c.id == number).values(state="approved"))
            return None
        published = record(connection, who, action, before, after, note, proposal=number)
        add_step(connection, number, who, state, note)
        self._tell(connection, found, state, (after or before or {})["id"], note)
        return published

    def _require_seen(self, connection: Connection, who: str, engagement: str | None, seen: int | None) -> None:
        its = changes_of(connection, engagement) if engagement and seen is not None else []
        if its and its[0].number != seen:
            raise OvertakenError(what_changed(who, its[0]))

    def _aim(
        self, connection: Connection, who: str, number: int, revision: int, kind: str, engagement: str | None = None
    ) -> None:
        """Let a proposal ask for something else, which whoever approved it before did not see."""
        found = one(connection, number)
        if found is None or found["revision"] != revision:
            return
        aim = {"kind": kind, "engagement": engagement or found["engagement"]}
        if any(found[name] != value for name, value in aim.items()):
            connection.execute(update(proposals).where(proposals.c.id == number).values(**aim))
            add_step(connection, number, who, "edited", f"now: {kind} of {aim['engagement']}")

    def _rows(
        self, connection: Connection, found: Mapping[str, Any], wanted: Mapping[str, str], action: str
    ) -> tuple[Row | None, Row | None]:
        """The row before and after, checked."""
        if action == "added":
            after = added(found, wanted)
            self._fit(after)
            return None, after
        before = self.current(connection, found["engagement"] or "")
        if before is None:
            raise NotAllowedError(_("There is no engagement {id} any more.").format(id=found["engagement"]))
        if action == "withdrawn":
            return before, None
        after = {**before, **wanted, "id": before["id"]}
        if after == before:
            raise NotAllowedError(_("Nothing would change. Edit what is wrong, or reject it."))
        self._fit(after)
        return before, after

    def _fit(self, row: Row) -> None:
        problems = self.check([row]).get(0)
        if problems:
            raise UnfitError(problems)

    def reject_in(self, connection: Connection, who: str, number: int, revision: int, reason: str) -> None:
        """``reject`` in an open transaction."""
        if not reason.strip():
            raise NotAllowedError(_("Give the reason: the sender is told."))
        found = self._move(connection, who, number, revision, "rejected")
        add_step(connection, number, who, "rejected", reason)
        self._tell(connection, found, "rejected", "", reason)

    def _move(self, connection: Connection, who: str, number: int, revision: int, state: str) -> Mapping[str, Any]:
        """Take a proposal to another state if it is still as ``revision`` was; return it as it was."""
        found = one(connection, number)
        if found is None:
            raise NotAllowedError(_("There is no proposal {number}.").format(number=number))
        moved = connection.execute(
            update(proposals)
            .where(proposals.c.id == number, proposals.c.revision == revision, proposals.c.state.in_(OPEN))
            .values(state=state, revision=revision + 1)
        )
        if moved.rowcount != 1:
            raise OvertakenError(what_happened(who, steps_of(connection, number)))
        return found

    def _tell(self, connection: Connection, found: Mapping[str, Any], kind: str, engagement: str, note: str) -> None:
        if found["email"]:
            link = f"{self.address}/engagement/{engagement}"
            write(connection, kind, found["email"], number=found["submission"], note=note, link=link)


def added(found: Mapping[str, Any], fields: Mapping[str, str]) -> Row:
    """The row that a proposal for a new engagement becomes."""
    return {**fields, "id": f"S{found['id']:05d}"}
