"""Finding by a few typed letters: everything with a page of its own by its names, engagements by words of their titles.

It gives hits with their addresses, best first in each group; it knows neither the route nor how a hit is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_

import numpy as np
import polars as pl
from rapidfuzz import fuzz, process

from dashboard.folding import fold_texts
from dashboard.language import N_, spoken
from dashboard.language import gettext as _
from dashboard.named import Named, everything_named
from dashboard.published import Published
from dashboard.selection import Selection
from dashboard.subjects import engagement_path
from dashboard.suggestions import fold
from dashboard.word_index import Flags, WordIndex, index_words

HEADINGS: Mapping[str, str] = spoken(
    {
        "state": N_("States and territories"),
        "place": N_("U.S. cities, counties and agencies"),
        "country": N_("Countries and areas"),
        "counterpart": N_("Counterparts abroad"),
        "network": N_("Networks and bodies"),
        "engagement": N_("Engagements"),
    }
)
"""Kind → heading of its group, in the order of the groups."""

BEST, MEANT = N_("Best match"), N_("Did you mean")

MOST_HITS = 12
MOST_OF_A_KIND = 4
MOST_NAMED, MOST_ENGAGEMENTS = 9, 6
"""Where there are many of both, so many have a name of their own and the rest are engagements."""

SHORTEST_FOR_TITLES = 3
"""Letters of the longest word below which no titles are gone through."""

LIKE_ENOUGH = 60
"""Likeness (0 to 100) of the nearest name below which nothing is offered instead of nothing."""

EXACT, BEGINS, WITHIN = range(3)

COLUMNS = ("id", "title", "start_date", "us_actor", "counterpart")


@dataclass(frozen=True)
class Hit:
    """``path``: the address of its page; ``detail``: what it is, in a line."""

    kind: str
    label: str
    path: str
    detail: str


@dataclass(frozen=True)
class Group:
    """Hits under a heading; ``is_guess``: nothing is called as was typed, and these may be meant."""

    heading: str
    hits: tuple[Hit, ...]
    is_guess: bool = False


@dataclass(frozen=True)
class Finder:
    """What is looked through. ``engagements``: id, title, start_date, us_actor, counterpart, in the table's order.

    ``names``, ``places`` and ``titles`` index the words of ``named`` and of the titles, in the same order.
    ``identifiers``: id in lower case, sorted, and row, its place in ``engagements``.
    """

    named: Sequence[Named]
    names: WordIndex
    places: WordIndex
    engagements: pl.DataFrame
    titles: WordIndex
    identifiers: pl.DataFrame

    def find(self, typed: str) -> list[Group]:
        """At most twelve hits in groups: the best match, then kinds in their order; or what may have been meant."""
        text = fold(typed)
        words = _distinct(text.split())
        if not words:
            return []
        exact = self._by_identifier(typed)
        found = [] if exact else self._ranked(text, words)
        named = list(map(_hit, _few_of_each(found)))
        most = max(MOST_HITS - MOST_NAMED, min(MOST_ENGAGEMENTS, MOST_HITS - len(named)))
        engagements = exact or self._by_title(words, most)
        groups = _in_groups(named, engagements)
        return groups if named or exact else [*groups, *self._meant(text, words, has_others=bool(groups))]

    def named_like(self, typed: str, kinds: Collection[str], most: int) -> list[Named]:
        """What has a page of its own and is of these kinds, best first; what is spelled nearly so where nothing is."""
        text = fold(typed)
        words = _distinct(text.split())
        found = self._ranked(text, words) if words else []
        if words and not any(each.kind in kinds for each in found):
            found = sorted(self._alike(words), key=lambda each: (-_likeness(each, text), -each.engagements))
        return [each for each in found if each.kind in kinds][:most]

    def _by_identifier(self, typed: str) -> list[Hit]:
        lowered = typed.strip().lower()
        at = int(self.identifiers["id"].search_sorted(lowered))
        found = self.identifiers[at : at + 1].filter(pl.col("id") == lowered)
        return self._engagements(self.engagements[found["row"]])

    def _ranked(self, text: str, words: Sequence[str]) -> list[Named]:
        """What has every word at the beginning of one of its own, at least one in its name and the others in its place.

        What is called exactly so comes first, then what begins so; among equals what has more engagements.
        """
        named = [self.names.beginning(word) for word in words]
        either = [of_name | self.places.beginning(word) for of_name, word in zip(named, words, strict=True)]
        candidates = self._chosen(reduce(and_, either) & np.logical_or.reduce(named))
        return sorted(candidates, key=lambda each: (_closeness(each, text), -each.engagements))

    def _by_title(self, words: Sequence[str], most: int) -> list[Hit]:
        """The newest engagements that have every word at the beginning of a word of their title."""
        if max(map(len, words)) < SHORTEST_FOR_TITLES:
            return []
        rows = np.flatnonzero(reduce(and_, map(self.titles.beginning, words)))[:most]
        return self._engagements(self.engagements[rows])

    def _meant(self, text: str, words: Sequence[str], has_others: bool) -> list[Group]:
        """Names that are a typing error or two away, most alike first; if there is nothing at all, the nearest name."""
        found = sorted(self._alike(words), key=lambda each: (-_likeness(each, text), -each.engagements))
        if not found and not has_others:
            found = self._nearest(text)
        return [Group(_(MEANT), tuple(map(_hit, found[:MOST_OF_A_KIND])), is_guess=True)] if found else []

    def _alike(self, words: Sequence[str]) -> list[Named]:
        found = np.ones(len(self.named), dtype=np.bool_)
        for word in words:
            begun = self.names.beginning(word) | self.places.beginning(word)
            found &= begun if begun.any() else self.names.near(word) | self.places.near(word)
            if not found.any():
                break
        return self._chosen(found)

    def _nearest(self, text: str) -> list[Named]:
        called = [(name, each) for each in self.named for name in each.names]
        names = [name for name, _ in called]
        nearest = process.extractOne(text, names, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH)
        return [called[nearest[2]][1]] if nearest else []

    def _chosen(self, flags: Flags) -> list[Named]:
        return [self.named[number] for number in np.flatnonzero(flags).tolist()]

    def _engagements(self, rows: pl.DataFrame) -> list[Hit]:
        return [
            Hit("engagement", title or identifier, engagement_path(identifier), _told(date, actor, counterpart))
            for identifier, title, date, actor, counterpart in rows.iter_rows()
        ]


def build_finder(published: Published) -> Finder:
    """Index the published table; a third of a second for four thousand engagements, some six for a million."""
    named = everything_named(published)
    engagements = pl.DataFrame(published.rows(Selection(), "", COLUMNS).to_arrow()).select(COLUMNS)
    return Finder(
        named=named,
        names=index_words([" ".join(each.names) for each in named]),
        places=index_words([" ".join(each.places) for each in named]),
        engagements=engagements,
        titles=index_words(fold_texts(engagements["title"])),
        identifiers=engagements.select(pl.col("id").str.to_lowercase()).with_row_index("row").sort("id"),
    )


def in_this_language(finder: Finder, published: Published) -> Finder:
    """The same engagements with the names of places, kinds and counts as the language spoken has them."""
    named = everything_named(published)
    return replace(
        finder,
        named=named,
        names=index_words([" ".join(each.names) for each in named]),
        places=index_words([" ".join(each.places) for each in named]),
    )


def _distinct(words: Iterable[str]) -> list[str]:
    """The words without repeats, and without those that another one begins with, which ask for nothing more."""
    different = list(dict.fromkeys(words))
    return [word for word in different if not any(other != word and other.startswith(word) for other in different)]


def _closeness(named: Named, text: str) -> int:
    return min((_of_name(name, named.places, text) for name in named.names), default=WITHIN)


def _of_name(name: str, places: Sequence[str], text: str) -> int:
    """How close a typed text is to a name, or to a name with its place ('austin', 'austin tx', 'austin texas')."""
    if name == text:
        return EXACT
    if name.startswith(text):
        return BEGINS
    rest = text.removeprefix(f"{name} ")
    if rest in places and rest != text:
        return EXACT
    return BEGINS if rest != text and any(place.startswith(rest) for place in places) else WITHIN


def _likeness(named: Named, text: str) -> float:
    """Likeness (0 to 100) of the text to the most similar name, or the beginning of one."""
    begun = (name[: len(text) + 1] for name in named.names)
    return max(fuzz.ratio(text, each) for each in (*named.names, *begun))


def _few_of_each(ranked: Iterable[Named]) -> list[Named]:
    """The first few, with no more than some of a kind."""
    taken: list[Named] = []
    kinds = dict.fromkeys(HEADINGS, 0)
    for each in ranked:
        if kinds[each.kind] < MOST_OF_A_KIND:
            kinds[each.kind] += 1
            taken.append(each)
    return taken[:MOST_NAMED]


def _in_groups(named: Sequence[Hit], engagements: Sequence[Hit]) -> list[Group]:
    best, others = named[:1], [*named[1:], *engagements]
    groups = [Group(HEADINGS[kind], tuple(hit for hit in others if hit.kind == kind)) for kind in HEADINGS]
    return [group for group in (Group(_(BEST), tuple(best)), *groups) if group.hits]


def _hit(named: Named) -> Hit:
    return Hit(named.kind, named.label, named.path, named.detail)


def _told(date: str, actor: str, counterpart: str) -> str:
    return f"{date or _('Undated')} · {actor} – {counterpart}"
