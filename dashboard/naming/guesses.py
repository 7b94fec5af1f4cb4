"""Guesses at what a written name means, and a lexicon that makes them: by the name itself, else by its spelling.

What names there are is said in the other modules of this package; nothing is decided here, a guess carries its score.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from dashboard.language import N_, spoken
from dashboard.saying import later
from dashboard.suggestions import fold

SURE = 90
"""Score (0 to 100) from which a guess is taken without asking; below 100 it is still shown to the reviewer."""

UNSURE = 70
"""Score below which nothing is offered; from here to SURE a person decides."""

EXACT = 100
ALIAS = 97
"""A name that this project or its registers list beside the one that is shown."""
ALTERNATIVE = 95
"""An official or common name by ISO 3166 (pycountry), or a two-letter code."""
PART = 75
"""The country of a region or city that stands where a country should, such as Scotland."""
SPELLED_ALIKE = 94
"""The most that likeness of spelling alone can score."""
SHARED_WORDS = 85
"""The most that words in common can score: never enough to be taken without asking."""

MOST_GUESSES = 5
SHORTEST_ALIKE = 4
"""Letters below which likeness says nothing: codes and acronyms are one letter from many others."""
LEAD_OF_NAMES, LEAD_OF_SPELLINGS = 4, 8
"""Points by which the first must lead the next one, by name or by spelling, to be taken without asking."""
SHORTEST_SURE = 5
"""Letters below which a spelling is never taken without asking: Mali and Bali are one apart."""

HOW: Mapping[str, str] = spoken(
    {
        "code": N_("exact code"),
        "name": N_("exact name"),
        "alias": N_("alias"),
        "alternative": N_("alternative name"),
        "part": N_("part of it"),
        "spelling": N_("spelling"),
        "words": N_("words in common"),
        "new": N_("as written"),
    }
)


@dataclass(frozen=True)
class Guess:
    """``code`` is what the table takes, ``name`` what to show; ``score`` 0 to 100; ``how``: a key of HOW.

    ``within``: USPS or ISO alpha-3 code of where it is; ``level``: of an actor or counterpart; both may be "".
    ``note``: a sentence for the person who looks at it, or "". ``size``: residents, which order equal guesses.
    """

    code: str
    name: str
    score: int = EXACT
    how: str = "name"
    within: str = ""
    level: str = ""
    note: str = ""
    size: int = 0

    @property
    def sure(self) -> bool:
        """Whether it is taken without asking."""
        return self.score >= SURE

    @property
    def exact(self) -> bool:
        """Whether there is nothing to look at: the very code or name."""
        return self.score >= EXACT

    def capped(self, score: int, note: str = "") -> Guess:
        """The same guess with no more than a score, and with the reason for it."""
        return replace(self, score=min(self.score, score), note=note or self.note)


def key_of(text: str) -> str:
    """The text folded for comparing: case, accents, signs and a leading article ignored, & read as and."""
    return fold(text.replace("&", " and ")).removeprefix("the ")


def best_first(guesses: Iterable[Guess]) -> list[Guess]:
    """One guess for each thing, best first, larger places before smaller; unsure where the first two are level."""
    found: dict[tuple[str, str], Guess] = {}
    for guess in sorted(guesses, key=lambda each: (-each.score, -each.size, each.name, each.code, each.level)):
        found.setdefault((guess.code, guess.level), guess)
    first = list(found.values())[:MOST_GUESSES]
    if len(first) < 2 or not first[1].sure or first[0].score - first[1].score >= LEAD_OF_NAMES:
        return first
    alike = sum(first[0].score - guess.score < LEAD_OF_NAMES for guess in found.values())
    return [guess.capped(SURE - 1, later("{n} are called so", n=alike)) for guess in first]


class Lexicon:
    """Names and what they mean. ``called``: pairs of a name as written and the guess that it makes."""

    def __init__(self, called: Iterable[tuple[str, Guess]]) -> None:
        self._meanings: dict[str, list[Guess]] = defaultdict(list)
        self._by_code: dict[str, Guess] = {}
        for name, guess in called:
            if key := key_of(name):
                self._meanings[key].append(guess)
                self._by_code.setdefault(guess.code, guess)
        self._keys: dict[str, list[str]] = defaultdict(list)
        for key, guesses in self._meanings.items():
            for within in {"", *(guess.within for guess in guesses)}:
                self._keys[within].append(key)

    def of_code(self, code: str) -> Guess | None:
        """What a person decided on, by its code; None if there is no such thing."""
        found = self._by_code.get(code)
        return replace(found, score=EXACT, how="code", note=later("decided")) if found else None

    def exact(self, text: str, within: str = "") -> list[Guess]:
        """What is called exactly so (in the state or country ``within``, if given), best first."""
        return best_first(self._meaning(key_of(text), within))

    def similar(self, text: str, within: str = "") -> list[Guess]:
        """What is spelled nearly so, or shares its words, best first; empty where nothing scores UNSURE."""
        key, keys = key_of(text), self._keys.get(within, [])
        if len(key) < SHORTEST_ALIKE:
            return []
        spelled = [*self._alike(key, keys, within)]
        return _settled(key, best_first(spelled or self._sharing(key, keys, within)))

    def guess(self, text: str, within: str = "") -> list[Guess]:
        """What is called so, else what is spelled nearly so."""
        return self.exact(text, within) or self.similar(text, within)

    def _meaning(self, key: str, within: str) -> list[Guess]:
        return [guess for guess in self._meanings.get(key, ()) if not within or guess.within == within]

    def _alike(self, key: str, keys: Sequence[str], within: str) -> Iterator[Guess]:
        found = process.extract(key, keys, scorer=fuzz.ratio, limit=2 * MOST_GUESSES, score_cutoff=UNSURE)
        for name, likeness, _ in found:
            for guess in self._meaning(name, within) if len(name) >= SHORTEST_ALIKE else ():
                score = min(SPELLED_ALIKE, round(likeness * guess.score / EXACT))
                yield replace(guess, score=score, how="spelling", note=guess.note)

    def _sharing(self, key: str, keys: Sequence[str], within: str) -> Iterator[Guess]:
        found = process.extract(key, keys, scorer=fuzz.token_set_ratio, limit=2 * MOST_GUESSES, score_cutoff=SURE)
        for name, likeness, _ in found:
            for guess in self._meaning(name, within) if len(name) >= SHORTEST_ALIKE else ():
                yield replace(guess, score=round(likeness * SHARED_WORDS * guess.score / EXACT / EXACT), how="words")


def _settled(key: str, guesses: list[Guess]) -> list[Guess]:
    """Spellings that are worth a look; the first is taken without asking only where it is long and leads clearly."""
    worth = [guess for guess in guesses if guess.score >= UNSURE]
    close = len(worth) > 1 and worth[0].score - worth[1].score < LEAD_OF_SPELLINGS
    if close or len(key) < SHORTEST_SURE:
        return [guess.capped(SURE - 1) for guess in worth]
    return [worth[0], *(guess.capped(SURE - 1) for guess in worth[1:])] if worth else []
