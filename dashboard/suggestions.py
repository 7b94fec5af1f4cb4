"""What a wrong code most likely means: the nearest of some codes and labels, and the question that asks so.

Nothing is corrected here; a suggestion is for the person who mends the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from dashboard.folding import fold as without_accents
from dashboard.language import LANGUAGES, place_names, speaking
from dashboard.saying import Later, in_words, later

SURE_ENOUGH = 60
"""Similarity (0 to 100) below which silence is better than a guess."""

MOST_SUGGESTIONS = 3


def nearest(value: str, labels: Mapping[str, str], other_names: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return the codes that ``value`` most likely means, at most three, equally likely; empty where none is.

    ``labels`` maps codes to labels, ``other_names`` further names (folded by ``fold``) to codes.
    """
    word = fold(value)
    names = {code: (fold(code), fold(label)) for code, label in labels.items()}
    if other_names and word in other_names:
        return (other_names[word],)
    for alike in (_same, _begins, _initials):
        codes = [code for code, pair in names.items() if any(alike(word, name) for name in pair)]
        if codes:
            return tuple(codes[:MOST_SUGGESTIONS])
    return _similar(word, names) or _abbreviated(word, names)


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents and points, other punctuation as spaces."""
    bare = without_accents(text).replace(".", "").replace("'", "")
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare).split())


def did_you_mean(codes: Iterable[str], labels: Mapping[str, str] | None = None) -> str:
    """Put ``codes`` into a question, each with its label in brackets if ``labels`` are given."""
    return in_words(question(codes, labels))


def question(codes: Iterable[str], labels: Mapping[str, str] | None = None) -> Later:
    """The question of ``did_you_mean``, to be asked later."""
    quoted = [f"'{code}' ({labels[code]})" if labels else f"'{code}'" for code in codes]
    values = (
        quoted[0] if len(quoted) == 1 else later("{several} or {last}", several=", ".join(quoted[:-1]), last=quoted[-1])
    )
    return later("did you mean {values}?", values=values)


def in_english(labels: Mapping[str, str]) -> dict[str, str]:
    """Labels that follow the language, as they are in the table's own."""
    with speaking("en"):
        return dict(labels)


def named_otherwise(labels: Mapping[str, str]) -> dict[str, str]:
    """What labels that follow the language are in the others, folded, each with its code."""
    found: dict[str, str] = {}
    for code in LANGUAGES:
        with speaking(code):
            found |= {fold(label): name for name, label in labels.items()} if code != "en" else {}
    return {name: code for name, code in found.items() if name not in set(map(fold, in_english(labels).values()))}


def places_otherwise(kind: str, names: Mapping[str, str]) -> dict[str, str]:
    """What places ('country' or 'state') are called in other languages but by ``names``: folded, each with its code."""
    known, found = {fold(name) for name in names.values()}, dict[str, str]()
    for code in LANGUAGES:
        with speaking(code):
            found |= {fold(name): place for place, name in place_names(kind).items()}
    return {name: place for name, place in found.items() if name not in known}


def _same(word: str, name: str) -> bool:
    return word == name


def _begins(word: str, name: str) -> bool:
    return min(len(word), len(name)) >= 3 and (name.startswith(word) or word.startswith(f"{name} "))


def _initials(word: str, name: str) -> bool:
    initials = [part[0] for part in name.split() if part not in {"and", "of", "or", "the"}]
    return len(word) >= 2 and word == "".join(initials)


def _similar(word: str, names: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    choices = {(code, place): name for code, pair in names.items() for place, name in enumerate(pair)}
    scored = process.extract(word, choices, scorer=_likeness, limit=None, score_cutoff=SURE_ENOUGH)
    best = max((score for _, score, _ in scored), default=0)
    codes = dict.fromkeys(code for _, score, (code, _) in scored if score == best)
    return tuple(codes)[:MOST_SUGGESTIONS]


def _likeness(word: str, name: str, score_cutoff: float | None = None) -> float:
    shared_words = fuzz.token_set_ratio(word, name) if len(word) > 3 else 0
    return max(fuzz.ratio(word, name), shared_words)


def _abbreviated(word: str, names: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    """Return the code that has the letters of ``word`` in order ('mou' for memorandum), if only one has."""
    codes = [code for code, (name, _) in names.items() if len(word) >= 3 and _in_order(word, name)]
    return tuple(codes) if len(codes) == 1 else ()


def _in_order(word: str, name: str) -> bool:
    letters = iter(name)
    return name.startswith(word[0]) and all(letter in letters for letter in word)
