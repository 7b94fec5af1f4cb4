"""What a written name means: countries, states, places, actors, counterparts, networks and words of the vocabularies.

Every answer is a list of guesses with scores, best first; what is done with them is the business of those who ask.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from cachetools import LRUCache

from dashboard import schema
from dashboard.language import N_
from dashboard.naming.coded import WORDS, codes_called
from dashboard.naming.countries import BRACKETED, Countries, build_countries
from dashboard.naming.governments import (
    actors_called,
    counterparts_called,
    networks_called,
    places_called,
    regions_called,
    states_called,
)
from dashboard.naming.guesses import ALIAS, PART, Guess, Lexicon, best_first
from dashboard.reference import Reference
from dashboard.registers import Registers
from dashboard.saying import Later, later
from dashboard.slugs import core, slugify

LEVELS_SAID = (N_("national"), N_("region"), N_("city"))
"""Levels as notes say them."""

MOST_KEPT = 200_000
"""Answers remembered: a survey repeats its names."""

ELSEWHERE = 80
"""The most that a name scores which is known in another state or country than the one given."""

INVERTED = re.compile(r"(?P<name>.+), (?P<kind>(City|Town|Village|County|State|Port|Commonwealth|Borough) of)", re.I)


@dataclass(frozen=True)
class Gazetteer:
    """Names and what they mean, made once for a table; asking it changes nothing but what it remembers.

    ``cities``: slug of an actor or counterpart → city, as in the registers; without those that have none.
    """

    country_names: Countries
    state_names: Lexicon
    place_names: Lexicon
    actor_names: Lexicon
    counterpart_names: Lexicon
    region_names: Lexicon
    network_names: Lexicon
    words: Mapping[str, Lexicon]
    cities: Mapping[str, str]
    kept: LRUCache[tuple[str, str, str], list[Guess]] = field(default_factory=lambda: LRUCache(MOST_KEPT))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def countries(self, text: str) -> list[Guess]:
        """Countries and areas (ISO alpha-3); a part of one is a guess to decide on; none for demonyms and the U.S."""
        return self._once("country", text, "", lambda: self._country(text))

    def why_no_country(self, text: str) -> Later | None:
        """Why the text is refused as a country: values ``reason`` and ``fix``; None where it is not refused."""
        return self.country_names.why_not(text)

    def states(self, text: str) -> list[Guess]:
        """States, the District of Columbia and territories (USPS)."""
        return self._once("state", text, "", lambda: self._bracketed(self.state_names, text))

    def places(self, text: str, state: str = "", country: str = "") -> list[Guess]:
        """Cities of the gazetteer by slug, in a state (USPS) or country (ISO alpha-3) if one is given."""
        return self._once("place", text, state or country, lambda: self._within(self.place_names, text, state, country))

    def actors(self, text: str, state: str = "") -> list[Guess]:
        """U.S. governments and agencies by slug, those of the state (USPS) if one is given."""
        return self._once("actor", text, state, lambda: self._within(self.actor_names, text, state, ""))

    def counterparts(self, text: str, country: str = "") -> list[Guess]:
        """Governments abroad by slug, those of the country (ISO alpha-3) if one is given."""
        return self._once("counterpart", text, country, lambda: self._counterpart(text, country))

    def networks(self, text: str) -> list[Guess]:
        """Networks and multilateral bodies by slug."""
        return self._once("network", text, "", lambda: self._bracketed(self.network_names, text))

    def engagement_types(self, text: str) -> list[Guess]:
        """Codes of types of engagement."""
        return self.codes("engagement_type", text)

    def issues(self, text: str) -> list[Guess]:
        """Codes of issues, for the words of one issue."""
        return self.codes("issues", text)

    def codes(self, column: str, text: str) -> list[Guess]:
        """Codes of the vocabulary of a column of WORDS."""
        return self._once(column, text, "", lambda: self.words[column].guess(text))

    def _once(self, kind: str, text: str, within: str, work_out: Callable[[], list[Guess]]) -> list[Guess]:
        asked = (kind, text, within)
        with self.lock:
            if asked in self.kept:
                return self.kept[asked]
        found = work_out()
        with self.lock:
            self.kept[asked] = found
        return found

    def _country(self, text: str) -> list[Guess]:
        if self.country_names.why_not(text):
            return []
        found = self.country_names.exact(text)
        return found or self._country_of(text) or self.country_names.guess(text)

    def _country_of(self, text: str) -> list[Guess]:
        """The countries of a region or city that is called so, to decide on."""
        names = self.country_names.names
        inside = [*self.counterpart_names.exact(text), *self.region_names.exact(text)]
        notes = (
            later(
                "{name} is a {level} in {country}, not a country",
                name=each.name,
                level=later(each.level),
                country=names[each.within],
            )
            for each in inside
        )
        return best_first(
            Guess(each.within, names[each.within], min(each.score, PART), "part", each.within, note=note)
            for each, note in zip(inside, notes, strict=True)
        )

    def _counterpart(self, text: str, country: str) -> list[Guess]:
        """A country is its national government; then the register, regions by ISO, and what is spelled alike."""
        nations = self._nations(self.country_names.exact(text) or self.country_names.exact(bare_name(text)), country)
        if nations and nations[0].sure:
            others = [guess.capped(ALIAS - 5) for guess in self.counterpart_names.exact(text, country)]
            return best_first([*nations, *others])
        found = self._within(self.counterpart_names, text, "", country)
        if found and found[0].how in ("name", "alias") and found[0].sure:
            return found
        regions = self.region_names.exact(text, country)
        return regions or best_first([*found, *nations, *self._nations(self._countries_alike(text), country)])

    def _nations(self, countries: Iterable[Guess], country: str) -> list[Guess]:
        return [
            replace(guess, code=f"{slugify(guess.name)}-{guess.code.lower()}", level="national")
            for guess in countries
            if not country or guess.code == country
        ]

    def _countries_alike(self, text: str) -> list[Guess]:
        return [] if self.country_names.why_not(text) else self.country_names.whole.similar(text)

    def _within(self, lexicon: Lexicon, text: str, state: str, country: str) -> list[Guess]:
        """What is called so in the place given or written behind the name; else elsewhere; else what is alike."""
        place = state or country
        for name, written in self._taken_apart(text):
            if place and written and written != place:
                continue
            found = lexicon.exact(name, place or written)
            if found:
                return found
        elsewhere = lexicon.exact(text) if place else []
        alike = lexicon.similar(bare_name(text), place)
        if not place:
            return alike
        where = [
            guess.capped(ELSEWHERE, later("this one is in {place}", place=self._called(guess.within)))
            for guess in elsewhere
        ]
        return best_first([*alike, *where])

    def _taken_apart(self, text: str) -> Iterator[tuple[str, str]]:
        """The name with nothing behind it, then without the state or country behind it, with that one's code."""
        yield text, ""
        yield bare_name(text), ""
        for name, place in _with_place(text):
            for found in (self.state_names.exact(place), self.country_names.exact(place)):
                if found and found[0].sure:
                    yield name, found[0].within
                    yield bare_name(name), found[0].within

    def _called(self, place: str) -> str:
        return self.country_names.names.get(place, place)

    def _bracketed(self, lexicon: Lexicon, text: str) -> list[Guess]:
        found = lexicon.exact(text)
        bracketed = BRACKETED.fullmatch(text)
        if found or not bracketed:
            return found or lexicon.similar(text)
        parts = [lexicon.exact(bracketed[part]) for part in ("outside", "inside")]
        return best_first(guess.capped(ALIAS - 5) for guess in parts[0] or parts[1]) or lexicon.similar(text)


def build_gazetteer(reference: Reference, registers: Registers) -> Gazetteer:
    """Make the lexicons for a table's registers, the same in any language; a second for the real one."""
    return Gazetteer(
        country_names=build_countries(reference),
        state_names=Lexicon(states_called(reference)),
        place_names=Lexicon(places_called(reference)),
        actor_names=Lexicon(actors_called(reference, registers)),
        counterpart_names=Lexicon(counterparts_called(reference, registers)),
        region_names=Lexicon(regions_called(reference)),
        network_names=Lexicon(networks_called(registers)),
        cities={
            slug: city
            for register in (registers.actors, registers.counterparts)
            for slug, city in zip(register["slug"], register["city"], strict=True)
            if city
        },
        words={column.name: Lexicon(codes_called(column)) for column in schema.COLUMNS if column.name in WORDS},
    )


def bare_name(text: str) -> str:
    """The name without "City of" and the like before or behind it."""
    inverted = INVERTED.fullmatch(text.strip())
    name = inverted["name"] if inverted else text.strip()
    for level in ("city", "state", "county"):
        name = core(name, level, "", "").name
    return name


def _with_place(text: str) -> Iterator[tuple[str, str]]:
    """Name and what may be its state or country: "Austin, TX", "Austin (TX)", "Austin TX"."""
    bracketed = BRACKETED.fullmatch(text)
    if bracketed:
        yield bracketed["outside"], bracketed["inside"]
    for sign in (",", " - ", " "):
        name, _, place = text.rpartition(sign)
        if name.strip(" ,") and place.strip() and (sign != " " or place.isupper()):
            yield name.strip(" ,"), place
