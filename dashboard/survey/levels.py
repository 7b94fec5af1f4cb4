"""Levels of government: as a sender states them, as the words of a name tell them, or as a question.

Whose level it is, is known in ``actors`` and ``counterparts``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.naming.guesses import PART, SURE, Guess
from dashboard.saying import later
from dashboard.suggestions import in_english
from dashboard.survey.readings import Asked, Reading

US_WORDS: Mapping[str, str] = {
    "county": r"\b(county|parish|borough council)\b",
    "agency": r"\b(port|airport|authority|department|commission|chamber|office of|national guard|district)\b",
    "state": r"\b(state of|commonwealth of|governor|state (senate|house|assembly|legislature))\b",
    "city": r"\b(city|town|village|borough|township|municipality) of\b|\b(city|town|village)$|\bmayor\b",
}
ABROAD_WORDS: Mapping[str, str] = {
    "national": r"\b(embassy|consulate|ministry|minister|government of|president|ambassador|parliament|federal)\b",
    "region": r"\b(prefecture|province|state of|region|county|governorate|oblast|canton|island)\b",
    "city": r"\b(city|town|municipality|ward|mayor|metropolitan)\b",
}
"""Level → words in a name that tell it, tried in this order."""


def of_level(guesses: Sequence[Guess], level: str) -> Sequence[Guess]:
    """Those of the level that the sender states, where there are any; else none that is taken without asking."""
    alike = [guess for guess in guesses if guess.level == level]
    called_so = [guess for guess in alike if guess.score == SURE - 1 and guess.how in ("name", "alias")]
    if len(called_so) == 1 and called_so[0] is alike[0]:
        return [replace(alike[0], score=SURE)]
    return alike or (
        [guess.capped(SURE - 1, later("of another level than stated")) for guess in guesses] if level else guesses
    )


def level_by(name: str, words: Mapping[str, str]) -> str:
    """The level that the words of a name tell, or ""."""
    return next((level for level, pattern in words.items() if re.search(pattern, name, re.IGNORECASE)), "")


def level_asked(column: str, name: str, levels: Sequence[str], labels: Mapping[str, str]) -> Asked:
    """The question which of some levels a name has, decided under ``column``."""
    guesses = [Guess(level, in_english(labels)[level], PART - place, "new") for place, level in enumerate(levels)]
    return Asked(column, name, tuple(guesses), later("what level of government is it?"))


def stated_level(level: Reading, column: str, labels: Mapping[str, str]) -> str:
    """The stated level, if it is one of the vocabulary; another word says nothing."""
    return level.values[column] if level.values[column] in labels else ""
