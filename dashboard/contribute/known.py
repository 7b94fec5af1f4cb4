"""What is known of governments, networks and countries by name: what a typed name means, and what picking it fills in.

How names are found is in ``finding`` and ``naming``; nothing here reads a form or draws a list.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.finding import Finder
from dashboard.language import gettext as _
from dashboard.language import language
from dashboard.likeness import KnownEngagements, Likely, known_engagements, likely_duplicates
from dashboard.naming.gazetteer import Gazetteer, build_gazetteer
from dashboard.naming.guesses import Guess
from dashboard.published import Published
from dashboard.schema import COLUMN_NAMES, COUNTERPART_LEVELS, LEVELS
from dashboard.slugs import core

KINDS: Mapping[str, tuple[str, ...]] = {"actor": ("place",), "counterpart": ("counterpart", "network", "country")}
"""Side → kinds of things with a page of their own that it may be."""

MOST_SUGGESTED = 8


@dataclass(frozen=True)
class Party:
    """One side of an engagement. ``place``: USPS or ISO alpha-3 code, '' for networks.

    ``levels`` and ``places`` name level and place; ``is_new``: whether the table has nothing of it yet;
    ``is_country``: whether it is one, as such.
    """

    name: str
    level: str
    place: str
    city: str
    levels: Mapping[str, str]
    places: Mapping[str, str]
    is_new: bool = False
    is_country: bool = False

    @property
    def where(self) -> str:
        """What it is and where, in the language spoken; of a country, what it is called there."""
        place = self.places.get(self.place, "")
        is_said = not self.is_country or (language() != "en" and place != self.name)
        words = " · ".join(filter(None, (self.levels.get(self.level, self.level), place if is_said else "")))
        return _("{party} · not in the table yet").format(party=words) if self.is_new else words

    def fills(self, side: str) -> dict[str, str]:
        """Columns of the table → what this party puts there."""
        if side == "actor":
            return {"us_actor": self.name, "us_level": self.level, "us_state": self.place, "us_city": self.city}
        return {
            "counterpart": self.name,
            "counterpart_level": self.level,
            "counterpart_country": self.place,
            "counterpart_city": self.city,
        }


@dataclass(frozen=True)
class Known:
    """The published table as those who fill in a form need it."""

    published: Published
    gazetteer: Gazetteer
    engagements: KnownEngagements
    parties: Mapping[tuple[str, str], Party]

    def meant(self, side: str, name: str, place: str) -> tuple[Party | None, list[Party]]:
        """The party that a name means without doubt, None where there is none; and those that it may mean."""
        guesses = self._guesses(side, name, place)
        parties = [self._party(side, guess) for guess in guesses]
        sure = guesses and guesses[0].sure and not (place and guesses[0].within != place)
        return (parties[0] if sure else None), parties

    def suggested(self, side: str, typed: str, finder: Finder) -> list[Party]:
        """What the beginning of a name may become: what is called so, what is in the table, places that are not yet."""
        named = finder.named_like(typed, KINDS[side], MOST_SUGGESTED)
        parties = [party for each in named if (party := self._by_path(each.path))]
        guesses = self._guesses(side, typed, "")
        guessed = [self._party(side, guess) for guess in guesses]
        is_meant = bool(guesses) and guesses[0].sure and guessed[0].name not in {each.name for each in parties}
        parties = [*guessed[:1], *parties, *guessed[1:]] if is_meant else [*parties, *guessed]
        return list({(each.name, each.level, each.place): each for each in parties}.values())[:MOST_SUGGESTED]

    def likely(self, row: Mapping[str, str]) -> list[Likely]:
        """Engagements of the table that a proposed one may be again."""
        return likely_duplicates(row, self.engagements, 3)

    def row(self, identifier: str) -> dict[str, str] | None:
        """A published engagement, None if there is none."""
        found = self.published.engagement(identifier)
        return {name: found[name] for name in COLUMN_NAMES} if found else None

    def _guesses(self, side: str, name: str, place: str) -> list[Guess]:
        if side == "actor":
            return self.gazetteer.actors(name, place)
        found = [*self.gazetteer.counterparts(name, place), *(() if place else self.gazetteer.networks(name))]
        return sorted(found, key=lambda guess: -guess.score)

    def _by_path(self, path: str) -> Party | None:
        kind, _, slug = path.removeprefix("/").partition("/")
        return self.parties.get((kind, slug))

    def _party(self, side: str, guess: Guess) -> Party:
        kinds = ("place",) if side == "actor" else ("counterpart", "network")
        registered = (self.parties.get((kind, guess.code)) for kind in kinds)
        same = (party for party in registered if party and (party.level, party.place) == (guess.level, guess.within))
        return next(same, None) or self._new(side, guess)

    def _new(self, side: str, guess: Guess) -> Party:
        city = core(guess.name, guess.level, guess.within, "").name if guess.level == "city" else ""
        places = self.published.catalogue.labels
        labels = (LEVELS, places["state"]) if side == "actor" else (COUNTERPART_LEVELS, places["country"])
        return Party(guess.name, guess.level, guess.within, city, *labels, is_new=True)


class KnownOfTheMoment:
    """What is known of the published table, made anew when another table is published."""

    def __init__(self, current: Callable[[], Published]) -> None:
        self._current = current
        self._lock = threading.Lock()
        self._known: Known | None = None

    def prepare(self) -> None:
        """Begin to make it, so that it is there when a form that was just opened is filled in."""
        if self._known is None or self._known.published is not self._current():
            published = self._current()
            threading.Thread(target=self._of, args=(published,), name="known", daemon=True).start()

    def __call__(self) -> Known:
        """What is known; whoever comes first after a change waits a second for it to be made."""
        return self._of(self._current())

    def _of(self, published: Published) -> Known:
        with self._lock:
            if self._known is None or self._known.published is not published:
                self._known = known_of(published)
            return self._known


def known_of(published: Published) -> Known:
    """Make it for a published table, the same in whatever language it is asked; a second for the real one."""
    return Known(
        published=published,
        gazetteer=build_gazetteer(published.reference, published.registers),
        engagements=known_engagements(published.table.engagements),
        parties=dict(_parties(published)),
    )


def as_suggestion(side: str, party: Party) -> dict[str, Any]:
    """A party for the list under a field: ``label``, ``detail``, and ``fills``, column → text."""
    return {"label": party.name, "detail": party.where, "fills": party.fills(side)}


def _parties(published: Published) -> Iterator[tuple[tuple[str, str], Party]]:
    labels = published.catalogue.labels
    states, countries = labels["state"], labels["country"]
    for row in _rows(published.registers.actors):
        yield ("place", row.slug), Party(row.name, row.level, row.state, row.city, LEVELS, states)
    for code, name in published.reference.country_names.items():
        yield ("country", code), Party(name, "national", code, "", COUNTERPART_LEVELS, countries, is_country=True)
    for row in _rows(published.registers.counterparts):
        its = Party(row.name, row.level, row.country, row.city, COUNTERPART_LEVELS, countries)
        yield ("counterpart", row.slug), its
    for row in _rows(published.registers.networks):
        yield ("network", row.slug), Party(row.name, row.level, "", "", COUNTERPART_LEVELS, {})


def _rows(register: pd.DataFrame) -> Iterable[Any]:
    return register.itertuples(index=False)
