"""The names of governments, places and bodies: states, cities, actors, counterparts, networks, as pairs for a lexicon.

Countries are in ``countries``; which names a text is looked up by is in ``gazetteer``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pandas as pd
import pycountry

from dashboard.naming.guesses import ALIAS, ALTERNATIVE, Guess
from dashboard.other_names import (
    ABBREVIATIONS_OF_STATES,
    CONSTITUENTS,
    OF_CITIES,
    OF_NETWORKS,
    OF_STATES,
    names_for,
    ways_to_write,
)
from dashboard.reference import Reference
from dashboard.registers import ALIAS_SEPARATOR, Registers
from dashboard.saying import later
from dashboard.slugs import core, slugify
from dashboard.suggestions import fold, places_otherwise

Called = tuple[str, Guess]
"""A name as written, and the guess that it makes."""

NEW = later("not in the table yet")
BARE_COUNTY = 85
"""The score of a county without the word, such as Travis: a person decides."""

SOVEREIGN = ("State of {}", "Commonwealth of {}", "Territory of {}", "{} State", "{} State Government", "{} USA")


def states_called(reference: Reference) -> Iterator[Called]:
    """States and territories by code, name, both together, abbreviations, as governments and in other languages."""
    for other, code in places_otherwise("state", reference.state_names).items():
        yield other, Guess(code, reference.state_names[code], ALIAS, "alias", code)
    for code, name in reference.state_names.items():
        yield code, Guess(code, name, how="code", within=code)
        yield name, Guess(code, name, within=code)
        for both in (f"{code} {name}", f"{name} {code}"):
            yield both, Guess(code, name, within=code)
        for alias in (*names_for(code, OF_STATES), *names_for(code, ABBREVIATIONS_OF_STATES)):
            yield alias, Guess(code, name, ALIAS, "alias", code)
        for form in SOVEREIGN:
            yield form.format(name), Guess(code, name, ALIAS, "alias", code)


def actors_called(reference: Reference, registers: Registers) -> Iterator[Called]:
    """The register of actors, then governments of states and of cities that it does not have yet."""
    states = reference.state_names
    for row in _rows(registers.actors):
        guess = Guess(row.slug, row.name, within=row.state, level=row.level, size=_residents(row.population))
        bare = core(row.name, row.level, row.state, states[row.state])
        yield row.name, guess
        yield from [] if bare.whole else [(bare.name, guess)]
        yield from _others(guess, row, row.state, states[row.state])
    known = set(registers.actors["slug"])
    kinds = dict(zip(reference.states["usps"], reference.states["kind"], strict=True))
    for code, name in states.items():
        if f"state-{code.lower()}" not in known and kinds[code] != "district":
            guess = Guess(f"state-{code.lower()}", f"State of {name}", within=code, level="state")
            yield from ((each, guess) for each in (guess.name, name))
    for city, state, residents in u_s_cities(reference):
        slug = f"{slugify(city)}-{state.lower()}"
        if slug not in known:
            guess = Guess(slug, f"City of {city}", within=state, level="city", note=NEW, size=residents)
            yield from ((each, guess) for each in (guess.name, city))


def counterparts_called(reference: Reference, registers: Registers) -> Iterator[Called]:
    """Countries as national governments, the register of counterparts, then cities that it does not have."""
    countries = reference.country_names
    nations = {fold(name) for name in countries.values()}
    for row in _rows(registers.counterparts):
        if row.level == "national" and row.name == countries[row.country]:
            continue  # as every other country, by the lexicon of countries
        guess = Guess(row.slug, row.name, within=row.country, level=row.level, size=_residents(row.population))
        bare = core(row.name, row.level, row.country, countries[row.country]).name
        yield row.name, guess.capped(ALIAS) if fold(row.name) in nations else guess
        yield bare, guess.capped(ALIAS) if fold(bare) in nations else guess
        yield from _others(guess, row, row.country, countries[row.country])
    known = set(registers.counterparts["slug"])
    for city, country, residents in foreign_cities(reference):
        slug = f"{slugify(city)}-{country.lower()}"
        if slug not in known:
            guess = Guess(slug, city, within=country, level="city", size=residents)
            yield city, guess.capped(ALIAS) if fold(city) in nations else guess


def regions_called(reference: Reference) -> Iterator[Called]:
    """Parts of countries by English names, then by ISO 3166-2 as in pycountry, in their own languages."""
    iso = dict(zip(reference.countries["iso2"], reference.countries["iso3"], strict=True))
    for name, country in CONSTITUENTS.items():
        title = name.title()
        yield name, Guess(f"{slugify(name)}-{country.lower()}", title, ALIAS, "alias", country, "region", NEW)
    for part in pycountry.subdivisions:
        name, country = re.sub(r"\s*\[.*\]", "", part.name), iso.get(part.country_code, "")
        if country and fold(name) not in CONSTITUENTS:
            slug = f"{slugify(name)}-{country.lower()}"
            yield name, Guess(slug, name, ALTERNATIVE, "alternative", country, "region", NEW)


def networks_called(registers: Registers) -> Iterator[Called]:
    """The register of networks by names, aliases and acronyms."""
    for row in _rows(registers.networks):
        guess = Guess(row.slug, row.name, level=row.level)
        yield row.name, guess
        yield from _others(guess, row, "", "")
        for alias in names_for(fold(row.name), OF_NETWORKS):
            yield alias, Guess(row.slug, row.name, ALIAS, "alias", level=row.level)


def places_called(reference: Reference) -> Iterator[Called]:
    """U.S. and other cities of the gazetteer; code: the slug that such a city has."""
    for city, place, residents in (*u_s_cities(reference), *foreign_cities(reference)):
        slug = f"{slugify(city)}-{place.lower()}"
        yield city, Guess(slug, city, within=place, level="city", size=residents)
        for alias in (*ways_to_write(city), *names_for(fold(city), OF_CITIES)):
            yield alias, Guess(slug, city, ALIAS, "alias", place, "city", size=residents)


def u_s_cities(reference: Reference) -> Iterator[tuple[str, str, int]]:
    """City, USPS code, residents: those that the table names, then the large ones; each once."""
    of_table = reference.places[reference.places["side"] == "us"]
    both = pd.concat([reference.large_cities[CITY], of_table[CITY]]).drop_duplicates(["city", "us_state"])
    return ((city, state, _residents(residents)) for city, state, residents in both.itertuples(index=False))


CITY = ["city", "us_state", "population"]


def foreign_cities(reference: Reference) -> Iterator[tuple[str, str, int]]:
    """City, ISO alpha-3 code, residents."""
    abroad = reference.places.loc[reference.places["side"] == "foreign", ["city", "country", "population"]]
    return ((city, country, _residents(residents)) for city, country, residents in abroad.itertuples(index=False))


def _rows(register: pd.DataFrame) -> Iterable[Any]:
    return register.itertuples(index=False)


def _residents(population: Any) -> int:
    return 0 if pd.isna(population) else int(population)


def _others(guess: Guess, row: Any, place: str, place_name: str) -> Iterator[Called]:
    """The bare name, the aliases of a register and other ways to write them."""
    bare = core(row.name, row.level, place, place_name)
    other = [*row.aliases.split(ALIAS_SEPARATOR), *ways_to_write(bare.name)]
    if not bare.whole:
        other += names_for(fold(bare.name), OF_CITIES)
    alias = replace(guess, score=ALIAS, how="alias")
    yield from ((name, alias) for name in other if name)
    if guess.level == "county":
        yield re.sub(r" (County|Parish)$", "", row.name), guess.capped(BARE_COUNTY, later("the county"))
