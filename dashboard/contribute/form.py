"""A posted form of engagements as it was typed: who sends, and what of each engagement. Any posting can be read.

Nothing is judged here but what no text may hold; what the texts mean is worked out in ``checking``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dashboard.schema import ISSUE_SEPARATOR

TYPED: Mapping[str, int] = {
    "us_actor": 120,
    "us_level": 20,
    "us_state": 60,
    "us_city": 80,
    "counterpart": 120,
    "counterpart_level": 20,
    "counterpart_country": 60,
    "counterpart_city": 80,
    "engagement_type": 30,
    "issues": 200,
    "start_date": 40,
    "end_date": 40,
    "status": 20,
    "title": 150,
    "summary": 600,
    "source_url": 1_000,
    "source_name": 120,
    "source_kind": 20,
    "source_date": 40,
    "reason": 2_000,
}
"""Field of an engagement → most characters."""

CARRIED: Mapping[str, int] = {"document": 64, "document_name": 120, "engagement": 64, "choice": 64}
"""What the page carries along: a kept document, the engagement to be corrected, the choice about likely duplicates."""

AT_FIRST: Mapping[str, str] = {"status": "reported", "source_kind": "official"}
"""What most governments choose, chosen already."""

OFFICE, EMAIL = 200, 254
MOST_ENGAGEMENTS = 20
MOST_READ = 60
"""Engagements of one posting that are looked at, so that too many can be shown again."""

SEVERAL_LINES = ("summary", "reason")

UNSHOWABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
"""Control characters, and those that turn the direction of the text around them."""

_NAME = re.compile(r"([0-9]{1,4})-([a-z_]+)")

Posted = Mapping[str, Sequence[str]]
"""Name → the values posted under it, in their order."""


@dataclass(frozen=True)
class Entry:
    """One engagement as typed. ``number``: under which the page has it; ``values``: every field, '' where empty."""

    number: int
    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    def at(self, name: str) -> str:
        """The name of a field on the page."""
        return f"{self.number}-{name}"

    def filled(self, values: Mapping[str, str]) -> Entry:
        """The same with other values for some fields."""
        return replace(self, values={**self.values, **values})

    @property
    def issues(self) -> list[str]:
        """The issues that are ticked."""
        return self["issues"].split(ISSUE_SEPARATOR) if self["issues"] else []


@dataclass(frozen=True)
class Form:
    """Who sends what. ``key``: of this form, made with the page. ``mended``: fields that held what cannot be shown."""

    office: str = ""
    email: str = ""
    key: str = ""
    entries: tuple[Entry, ...] = (Entry(0, AT_FIRST),)
    mended: frozenset[str] = field(default_factory=frozenset)


def read_form(posted: Posted) -> Form:
    """What was typed, with characters that cannot be shown taken out; at least one engagement."""
    mended: set[str] = set()

    def text(name: str, is_long: bool = False) -> str:
        return read_text(posted, name, mended, is_long)

    entries = tuple(_entry(number, posted, text) for number in _numbers(posted))
    head = {name: text(name) for name in ("office", "email", "key")}
    return Form(**head, entries=entries or (Entry(0, AT_FIRST),), mended=frozenset(mended))


def read_text(posted: Posted, name: str, mended: set[str], is_long: bool = False) -> str:
    """One text; its name is added to ``mended`` where something was taken out of it."""
    written = next(iter(posted.get(name, ())), "")
    shown = UNSHOWABLE.sub("", written.replace("\r\n", "\n").replace("\r", "\n"))
    if UNSHOWABLE.search(written):
        mended.add(name)
    return shown.strip() if is_long else " ".join(shown.split())


def with_entry(form: Form, copied: int | None = None) -> Form:
    """One engagement more: empty but for the U.S. side of the last one, or a copy of one by its number."""
    number = max(entry.number for entry in form.entries) + 1
    origin = next((entry for entry in form.entries if entry.number == copied), form.entries[-1])
    taken = {*TYPED} if copied is not None else {"us_actor", "us_level", "us_state", "us_city"}
    values = {**AT_FIRST, **{name: value for name, value in origin.values.items() if name in taken}}
    return replace(form, entries=(*form.entries, Entry(number, values)))


def without_entry(form: Form, number: int) -> Form:
    """The form without an engagement; the last one is emptied instead."""
    kept = tuple(entry for entry in form.entries if entry.number != number)
    return replace(form, entries=kept or (Entry(number + 1, AT_FIRST),))


def _numbers(posted: Posted) -> list[int]:
    found = (_NAME.fullmatch(name) for name in posted)
    numbers = {int(match[1]) for match in found if match and (match[2] in TYPED or match[2] in CARRIED)}
    return sorted(numbers)[:MOST_READ]


def _entry(number: int, posted: Posted, text: object) -> Entry:
    assert callable(text)
    values = {name: text(f"{number}-{name}", name in SEVERAL_LINES) for name in (*TYPED, *CARRIED) if name != "issues"}
    ticked = posted.get(f"{number}-issues", ())
    parts = [part for value in ticked for part in UNSHOWABLE.sub("", value).split(ISSUE_SEPARATOR) if part]
    return Entry(number, {**values, "issues": ISSUE_SEPARATOR.join(dict.fromkeys(parts))})
