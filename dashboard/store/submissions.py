"""What is submitted: written once however often it is sent, and followed by its sender through a private link.

Checking what it says is not done here, nor deciding on it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets as randomness
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from dashboard.language import N_, spoken
from dashboard.store.database import Store, moment
from dashboard.store.letters import write
from dashboard.store.tables import changes, proposals, steps, submissions

KINDS: Mapping[str, str] = spoken(
    {
        "new": N_("New engagement"),
        "correction": N_("Correction"),
        "withdrawal": N_("Withdrawal"),
        "problem": N_("Reported problem"),
    }
)
"""What a proposal asks for."""

STATES: Mapping[str, str] = spoken(
    {
        "waiting": N_("Waiting for review"),
        "asked": N_("Question to the sender"),
        "approved": N_("Approved once, waits for a second reviewer"),
        "accepted": N_("Accepted"),
        "merged": N_("Merged"),
        "rejected": N_("Rejected"),
        "retracted": N_("Taken back by the sender"),
    }
)
"""How far a proposal is."""

OPEN: tuple[str, ...] = ("waiting", "asked", "approved")
"""States in which it can still be decided."""

SENDER = "sender"
"""Who a step is by when the sender took it."""


@dataclass(frozen=True)
class Sender:
    """Who sends: an office and its e-mail address, both never exported; the address may be '' for a survey file."""

    office: str
    email: str
    track: str = "voluntary"


@dataclass(frozen=True)
class Proposed:
    """One proposed change. ``fields``: columns of the schema → text (of a correction only those that change).

    ``guesses``: column → what it was taken from and for, for the reviewer. ``document``: digest of a document that
    was sent as the source. ``fingerprint``: of a survey's row, so that loading it again adds nothing.
    """

    kind: str
    fields: Mapping[str, str] = field(default_factory=dict)
    engagement: str | None = None
    note: str = ""
    guesses: Mapping[str, Any] = field(default_factory=dict)
    document: str | None = None
    fingerprint: str | None = None


@dataclass(frozen=True)
class Receipt:
    """``word``: the private part of the status link. ``number``: of the submission. ``is_new``: not sent before."""

    word: str
    number: int
    is_new: bool


def submit(store: Store, sender: Sender, proposed: Sequence[Proposed], key: str, signing: str, link: str) -> Receipt:
    """Keep a submission, and write the letter with its receipt; a ``key`` seen before adds nothing.

    ``signing``: the server's secret. ``link``: address of the status page, the receipt's word is put after it.
    """
    word = _word(signing, _digest(key))
    with store.writing() as connection:
        known = connection.execute(select(submissions.c.id).where(submissions.c.key == _digest(key))).scalar()
        if known is not None:
            return Receipt(word, int(known), False)
        number, is_new = _keep(connection, sender, key, word)
        if not is_new:
            return Receipt(word, number, False)
        add_proposals(connection, number, proposed)
        if sender.email:
            write(connection, "receipt", sender.email, number=number, count=len(proposed), link=f"{link}{word}")
    return Receipt(word, number, True)


def word_of(store: Store, proposal: int, signing: str) -> str:
    """The private word in the status link of a proposal's sender, '' where there is no such proposal."""
    asked = select(submissions.c.key).join(proposals, proposals.c.submission == submissions.c.id)
    with store.reading() as connection:
        kept_key = connection.execute(asked.where(proposals.c.id == proposal)).scalar()
    return _word(signing, kept_key) if kept_key is not None else ""


def submission_of(connection: Connection, sender: Sender, key: str) -> int:
    """The number of the submission with this key, made where there is none; nobody has a link to its status."""
    known = connection.execute(select(submissions.c.id).where(submissions.c.key == _digest(key))).scalar()
    return int(known) if known is not None else _keep(connection, sender, key, randomness.token_hex(16))[0]


def submission_number(store: Store, key: str) -> int | None:
    """The number of the submission with this key, None if there is none."""
    with store.reading() as connection:
        return connection.execute(select(submissions.c.id).where(submissions.c.key == _digest(key))).scalar()


def receipt_of(store: Store, key: str, signing: str) -> Receipt | None:
    """The receipt of what was sent under a key, None if nothing was."""
    number = submission_number(store, key)
    return Receipt(_word(signing, _digest(key)), number, False) if number is not None else None


def add_proposals(connection: Connection, submission: int, proposed: Sequence[Proposed]) -> int:
    """Add proposals to a submission and return how many; those with a fingerprint seen before are left out."""
    rows = [
        {
            "submission": submission,
            "kind": each.kind,
            "engagement": each.engagement,
            "fields": dict(each.fields),
            "guesses": dict(each.guesses),
            "note": each.note,
            "state": "waiting",
            "revision": 1,
            "document": each.document,
            "fingerprint": each.fingerprint,
        }
        for each in proposed
    ]
    adding = inserting(connection)(proposals).on_conflict_do_nothing(index_elements=["fingerprint"])
    before = _count(connection, submission)
    if rows:
        connection.execute(adding, rows)
    return _count(connection, submission) - before


def status(connection: Connection, word: str) -> Mapping[str, Any] | None:
    """A submission by its receipt, None if unknown: ``id``, ``office``, ``at``, ``proposals`` with their ``steps``."""
    found = connection.execute(select(submissions).where(submissions.c.receipt == _digest(word))).mappings()
    one = found.one_or_none()
    if one is None:
        return None
    its = connection.execute(
        select(proposals, changes.c.number.label("change"), changes.c.engagement.label("published_as"))
        .outerjoin(changes, changes.c.proposal == proposals.c.id)
        .where(proposals.c.submission == one["id"])
        .order_by(proposals.c.id)
    ).mappings()
    return {**one, "proposals": [{**each, "steps": steps_of(connection, each["id"])} for each in its]}


def steps_of(connection: Connection, proposal: int) -> list[Mapping[str, Any]]:
    """Everything done with a proposal, oldest first: ``at``, ``who``, ``action``, ``note``, ``fields``."""
    found = connection.execute(select(steps).where(steps.c.proposal == proposal).order_by(steps.c.id))
    return [dict(each) for each in found.mappings()]


def answer(store: Store, word: str, proposal: int, text: str, fields: Mapping[str, str] | None = None) -> bool:
    """The sender answers a question, or adds to what waits; False where it is decided already or not theirs."""
    return _by_sender(store, word, proposal, "answered", "waiting", text, fields)


def retract(store: Store, word: str, proposal: int, text: str = "") -> bool:
    """The sender takes a proposal back; False where it is decided already or not theirs."""
    return _by_sender(store, word, proposal, "retracted", "retracted", text, None)


def add_step(
    connection: Connection,
    proposal: int,
    who: str,
    action: str,
    note: str,
    fields: Mapping[str, str] | None = None,
) -> None:
    """Write down that something was done with a proposal."""
    values = {"proposal": proposal, "at": moment(), "who": who, "action": action, "note": note}
    connection.execute(insert(steps).values(**values, fields=dict(fields) if fields is not None else None))


def _by_sender(
    store: Store, word: str, proposal: int, action: str, state: str, text: str, fields: Mapping[str, str] | None
) -> bool:
    with store.writing() as connection:
        theirs = select(submissions.c.id).where(submissions.c.receipt == _digest(word)).scalar_subquery()
        changed = {"fields": dict(fields)} if fields is not None else {}
        moved = connection.execute(
            update(proposals)
            .where(proposals.c.id == proposal, proposals.c.submission == theirs, proposals.c.state.in_(OPEN))
            .values(state=state, revision=proposals.c.revision + 1, **changed)
        )
        if moved.rowcount != 1:
            return False
        add_step(connection, proposal, SENDER, action, text, fields)
    return True


def _keep(connection: Connection, sender: Sender, key: str, word: str) -> tuple[int, bool]:
    """The number of a submission, and whether it is new: another process may keep the same at this moment."""
    values = {"key": _digest(key), "receipt": _digest(word), "track": sender.track, "at": moment()}
    values |= {"office": sender.office, "email": sender.email}
    kept = inserting(connection)(submissions).values(**values).on_conflict_do_nothing(index_elements=["key"])
    number = connection.execute(kept.returning(submissions.c.id)).scalar()
    if number is not None:
        return int(number), True
    known = select(submissions.c.id).where(submissions.c.key == values["key"])
    return int(connection.execute(known).scalar_one()), False


def inserting(connection: Connection) -> Callable[..., Any]:
    """The database's own INSERT, which knows what to do with what is there already."""
    return sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert


def _count(connection: Connection, submission: int) -> int:
    counted = select(func.count()).select_from(proposals).where(proposals.c.submission == submission)
    return int(connection.execute(counted).scalar_one())


def _word(signing: str, kept_key: str) -> str:
    return hmac.new(signing.encode(), b"receipt:" + kept_key.encode(), hashlib.sha256).hexdigest()[:32]


def _digest(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()
