"""What is wrong with the store at the moment, in a sentence: locked, read-only, full, gone, or not answering.

How it is found out, and how long one waits before it is said, is in ``database``.
"""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, InternalError, OperationalError, TimeoutError

UNAVAILABLE = (OperationalError, InternalError, TimeoutError)
"""What is raised where a database cannot be used; PostgreSQL calls it internal where it may only be read."""

SIGNS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("is gone", "unable to open"), "The store cannot be opened: its file is gone, or may not be read."),
    (("locked", "lock timeout", "lock_not_available"), "The store is locked: another process holds it."),
    (("readonly", "read-only"), "The store can only be read."),
    (("disk is full", "No space left"), "The disk of the store is full."),
    (("malformed", "not a database", "no such table"), "The file of the store is damaged, or none of ours."),
    (("disk I/O",), "The disk of the store does not answer."),
)
"""What databases say → what that means."""

AWAY = "The database does not answer."


def trouble_of(error: BaseException) -> str:
    """The sentence for an error of a database."""
    said = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    return next((words for signs, words in SIGNS if any(sign in said for sign in signs)), AWAY)


def is_locked(error: BaseException) -> bool:
    """Whether another process holds what is needed: that passes by itself, as a rule."""
    return trouble_of(error) == SIGNS[1][1]
