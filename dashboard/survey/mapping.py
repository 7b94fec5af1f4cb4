"""Which column of a sent file is which column of the table: suggested from its name, its values, and earlier files.

A suggestion has a score and may be changed; rows are read by the mapping that was chosen, in ``judging``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice

from rapidfuzz import fuzz

from dashboard import schema
from dashboard.date_words import read_dates
from dashboard.language import Spoken
from dashboard.language import gettext as _
from dashboard.naming.gazetteer import Gazetteer
from dashboard.naming.guesses import key_of
from dashboard.suggestions import in_english, named_otherwise
from dashboard.survey.header_words import HEADER_WORDS
from dashboard.survey.opening import Sheet

NOT_USED = ""
NETWORK = "network"
"""A column that names networks only; in the table they stand under counterpart."""

DERIVED = frozenset({"id", "collection_track", "accessed"})
"""Columns that no sender gives."""

TARGETS: Mapping[str, str] = Spoken(
    lambda: {
        **{column.name: column.title for column in schema.COLUMNS if column.name not in DERIVED},
        NETWORK: _("Network"),
    }
)
"""What a column may be mapped to, with its label."""

SEVERAL = frozenset({"issues", "summary"})
"""Targets that several columns may have: their cells are joined."""

REMEMBERED, EXACT, ALIAS, BY_VALUES, ENOUGH = 100, 99, 96, 80, 72
"""Scores: chosen for an earlier file; the column's name or label; a survey's word; its values; the least suggested."""

SECOND_BEST = 10
"""Points below its best that another target is still thought of, if the best is given to another column."""

SAMPLE, SHARE = 200, 0.7
"""Values looked at, and the share of them that must be understood to tell a column by its values."""


@dataclass(frozen=True)
class Match:
    """A column of the file and what it may be: ``target`` a key of TARGETS or "", ``score`` 0 to 100, ``why``."""

    header: str
    target: str
    score: int
    why: str


def suggest(sheet: Sheet, names: Gazetteer, remembered: Mapping[str, str] | None = None) -> list[Match]:
    """One match for every column of the sheet, in their order.

    ``remembered``: folded header (``key_of``) → target or "", as chosen for earlier files; it goes before all else.
    No target is given twice, except those of SEVERAL; the better match has it.
    """
    known = remembered or {}
    wanted = [
        (place, match)
        for place, header in enumerate(sheet.header)
        for match in _possible(header, place, sheet, names, known)
    ]
    given: dict[int, Match] = {}
    taken: set[str] = set()
    for place, match in sorted(wanted, key=lambda each: (-each[1].score, each[0])):
        if place not in given and match.target not in taken:
            given[place] = match
            taken |= {match.target} - SEVERAL - {NOT_USED}
    return [given.get(place, Match(header, NOT_USED, 0, _("not known"))) for place, header in enumerate(sheet.header)]


def chosen(matches: Iterable[Match]) -> dict[str, str]:
    """Header → target, of the columns that are used: what ``judge`` takes."""
    return {match.header: match.target for match in matches if match.target}


def to_remember(mapping: Mapping[str, str], header: Iterable[str]) -> dict[str, str]:
    """Folded header → target or "", for every column of a file: what ``suggest`` takes with the next one."""
    return {key_of(name): mapping.get(name, NOT_USED) for name in header}


def _possible(
    header: str, place: int, sheet: Sheet, names: Gazetteer, remembered: Mapping[str, str]
) -> Iterable[Match]:
    """What a column may be, by memory, by its name, or by its values."""
    key = key_of(header.partition("?")[0])
    if (whole := key_of(header)) in remembered:
        return [Match(header, remembered[whole], REMEMBERED, _("chosen before"))]
    by_name = [match for target in TARGETS if (match := _by_name(header, key, target)).score >= ENOUGH]
    best = max((match.score for match in by_name), default=0)
    close = [match for match in by_name if match.score >= best - SECOND_BEST]
    return close or _by_values(header, place, sheet, names)


def _by_name(header: str, key: str, target: str) -> Match:
    titles = [
        key_of(in_english(TARGETS)[target]),
        *(name for name, its in _titles_otherwise().items() if its == target),
    ]
    if key in (key_of(target), *titles):
        return Match(header, target, EXACT, _("its name"))
    if key in HEADER_WORDS[target]:
        return Match(header, target, ALIAS, _("a usual word for {column}").format(column=TARGETS[target].lower()))
    score = max(_likeness(key, word) for word in (*HEADER_WORDS[target], *titles))
    why = _("like a usual word for {column}").format(column=TARGETS[target].lower())
    return Match(header, target, round(score), why)


@cache
def _titles_otherwise() -> Mapping[str, str]:
    return named_otherwise(TARGETS)


def _likeness(key: str, word: str) -> float:
    """Likeness by spelling; a question that holds the words, all of them, scores 80 and a little for their length."""
    words = word.split()
    held = set(words) <= set(key.split()) and len(word) > 3
    return max(fuzz.ratio(key, word) * 0.95, 78 + min(len(word) / 2, 12) if held else 0)


def _by_values(header: str, place: int, sheet: Sheet, names: Gazetteer) -> Iterable[Match]:
    values = list(islice(dict.fromkeys(row.cells[place] for row in sheet.rows if row.cells[place]), SAMPLE))
    for target, understood in _understood(names).items():
        good = sum(understood(value) for value in values)
        if len(values) >= 2 and good >= SHARE * len(values):
            yield Match(
                header,
                target,
                BY_VALUES,
                _("{n} of {total} values are understood so").format(n=good, total=len(values)),
            )


def _understood(names: Gazetteer) -> Mapping[str, Callable[[str], bool]]:
    return {
        "us_state": lambda text: bool(names.state_names.exact(text)),
        "counterpart_country": lambda text: bool(names.country_names.exact(text)),
        "engagement_type": lambda text: bool(names.words["engagement_type"].exact(text)),
        "source_url": lambda text: text.startswith(("http://", "https://")),
        "network": lambda text: bool(names.network_names.exact(text)),
        "start_date": lambda text: bool(read_dates(text)),
    }
