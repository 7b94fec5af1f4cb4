"""Accounts of reviewers: passwords by Argon2id, and a limit on guessing. What a session is, the web pages say."""

from __future__ import annotations

import hashlib
import secrets as randomness
from collections.abc import Mapping
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, insert, select, update

from dashboard.language import gettext as _
from dashboard.store.database import Store, moment
from dashboard.store.limits import Limit, give_back, take
from dashboard.store.tables import attempts, reviewers

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
GUESSES = Limit("sign-in", 5, 15)
"""Wrong passwords for one account before it is locked for the rest of the time: for all browsers that nobody ever
signed in with to this account together, and for each other one by itself, so that strangers lock out strangers alone.
"""

HASHER = PasswordHasher()


@cache
def nobody() -> str:
    """A password to check where there is no such account, so that the answer takes as long; made when first needed."""
    return HASHER.hash("nobody has this password")


class AccountError(ValueError):
    """An account cannot be made as asked; the message says why and what is allowed."""


class LockedError(RuntimeError):
    """Too many wrong passwords; the message says until when."""


def add_reviewer(store: Store, email: str, password: str) -> bool:
    """Make an account, or give an existing one a new password; return whether it is new. Raise AccountError.

    Sessions under an old password end.
    """
    if "@" not in email or email != email.strip():
        raise AccountError(f"'{email}' is not an e-mail address.")
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise AccountError(
            f"The password has {len(password)} characters. Allowed: {SHORTEST_PASSWORD} to {LONGEST_PASSWORD}."
        )
    name = email.lower()
    values = {"password": HASHER.hash(password), "stamp": randomness.token_hex(16), "active": 1}
    with store.writing() as connection:
        connection.execute(delete(attempts).where(attempts.c.what == GUESSES.what, attempts.c.who == _of(name)))
        changed = connection.execute(update(reviewers).where(reviewers.c.email == name).values(**values))
        if changed.rowcount == 0:
            connection.execute(insert(reviewers).values(email=name, at=moment(), **values))
        return changed.rowcount == 0


def close_account(store: Store, email: str) -> bool:
    """Close an account and end its sessions; what it decided stays. False where there is none."""
    with store.writing() as connection:
        closed = update(reviewers).where(reviewers.c.email == email.lower())
        return connection.execute(closed.values(active=0, stamp=randomness.token_hex(16))).rowcount == 1


def all_reviewers(store: Store) -> list[Mapping[str, Any]]:
    """``email``, ``active``, ``at`` of every account."""
    with store.reading() as connection:
        asked = select(reviewers.c.email, reviewers.c.active, reviewers.c.at).order_by(reviewers.c.email)
        return [dict(row) for row in connection.execute(asked).mappings()]


def sign_in(store: Store, email: str, password: str, browser: str = "") -> str | None:
    """The stamp of the account that these belong to, None where they belong to none. Raise LockedError.

    ``browser``: the mark of one that signed in to this account before, '' for any other. An attempt is counted before
    its password is looked at, so that many at once are not more than the limit.
    """
    name = email.strip().lower()
    until, attempt = take(store, GUESSES, _of(f"{name} {browser}" if browser else name))
    with store.reading() as connection:
        found = connection.execute(select(reviewers).where(reviewers.c.email == name)).mappings().one_or_none()
    if until:
        raise LockedError(_("Too many wrong passwords. Try again after {time} UTC.").format(time=until[11:16]))
    known = found["password"] if found is not None and found["active"] else nobody()
    try:
        HASHER.verify(known, password[:LONGEST_PASSWORD])
    except (VerificationError, InvalidHashError):
        return None
    if found is None or not found["active"]:
        return None
    give_back(store, attempt)
    return str(found["stamp"])


def stamp_of(store: Store, email: str) -> str | None:
    """The stamp that sessions of this account must carry, None where it is closed or was never there."""
    with store.reading() as connection:
        asked = select(reviewers.c.stamp).where(reviewers.c.email == email, reviewers.c.active == 1)
        return connection.execute(asked).scalar()


def end_sessions(store: Store, email: str) -> None:
    """End all sessions of an account, wherever they are."""
    with store.writing() as connection:
        ended = update(reviewers).where(reviewers.c.email == email).values(stamp=randomness.token_hex(16))
        connection.execute(ended)


def _of(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
