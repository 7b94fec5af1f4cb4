"""What was read in cells of a sent row: values of the table, guesses taken, questions for a person, refusals.

How a cell is read is in ``fields``, ``actors`` and ``counterparts``; readings are only put together here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.naming.guesses import Guess, key_of
from dashboard.saying import later

NEW = "new"
"""The code of the decision to take something as written."""

Decisions = Mapping[tuple[str, str], str]
"""(column, folded text) → code, as a person decided; it holds for every row with that text."""

BLANK_WORDS = frozenset(
    {"", "n a", "na", "none", "unknown", "tbd", "null", "nil", "not applicable", "not known", "nan"}
)


@dataclass(frozen=True)
class Taken:
    """A text of the sender that was taken for something without asking: shown to the reviewer, not asked."""

    column: str
    text: str
    guess: Guess


@dataclass(frozen=True)
class Asked:
    """A text that a person has to decide on, with what it may be; decided under (``column``, folded ``text``)."""

    column: str
    text: str
    guesses: tuple[Guess, ...]
    question: str


@dataclass(frozen=True)
class Refused:
    """A text that cannot be taken: why, and what to do."""

    column: str
    value: str
    reason: str
    fix: str


@dataclass(frozen=True)
class Reading:
    """``values``: column of the table → text; of a question the likeliest answer, of a refusal the text itself."""

    values: Mapping[str, str] = field(default_factory=dict)
    taken: tuple[Taken, ...] = ()
    asked: tuple[Asked, ...] = ()
    refused: tuple[Refused, ...] = ()


def together(readings: Iterable[Reading]) -> Reading:
    """One reading of several; a later value replaces an earlier one of the same column."""
    parts = list(readings)
    values: dict[str, str] = {}
    for part in parts:
        values.update(part.values)
    return Reading(
        values,
        tuple(each for part in parts for each in part.taken),
        tuple(each for part in parts for each in part.asked),
        tuple(each for part in parts for each in part.refused),
    )


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, or a word for that such as "n/a"."""
    return not text or key_of(text) in BLANK_WORDS


def settled(
    column: str, text: str, guesses: Sequence[Guess], decided: Guess | None, question: str = ""
) -> tuple[Guess | None, Reading]:
    """The guess that holds for now, with what is to be said of it; None where there is no guess at all."""
    guess = decided or (guesses[0] if guesses else None)
    if guess is None:
        return None, Reading()
    if guess.exact:
        return guess, Reading()
    if guess.sure:
        return guess, Reading(taken=(Taken(column, text, guess),))
    return guess, Reading(
        asked=(Asked(column, text, tuple(guesses), question or guess.note or later("what is meant?")),)
    )
