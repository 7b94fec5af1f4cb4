"""Cursors: where a page of a list begins, bound to the version of the table and to what was asked.

A cursor is opaque to who uses it; one of another version or question is told apart from one that nobody gave out.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode

PATTERN = "[A-Za-z0-9_-]{24}"
"""Every text of this form can be read as a cursor: three parts of 7, 7 and 4 bytes, in base64."""

DIGEST, NUMBER = 7, 4


class CursorError(ValueError):
    """A cursor that does not belong here; the message says why."""


def cursor(version: str, question: str, start: int) -> str:
    """The cursor of the page that begins after ``start`` of a list."""
    return urlsafe_b64encode(_digest(version) + _digest(question) + start.to_bytes(NUMBER)).decode()


def start_of(text: str, version: str, question: str, count: int) -> int:
    """How many of a list of ``count`` stand before the page.

    Raise CursorError for a cursor of another table or question, and for one that leads past the end of the list.
    """
    read = urlsafe_b64decode(text)
    of_version, of_question = read[:DIGEST], read[DIGEST : 2 * DIGEST]
    if of_question != _digest(question):
        raise CursorError("is the cursor of another selection, order or address")
    if of_version != _digest(version):
        raise CursorError("is the cursor of another version of the table, which has changed since")
    start = int.from_bytes(read[2 * DIGEST :])
    if start and start >= count:
        raise CursorError("leads past the end of the list and was not given out")
    return start


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:DIGEST]
