"""The names of countries and areas: our display names, codes, other names, and ISO's own as in pycountry.

What is shown is always the name in ``countries.csv``; the United States, demonyms and unknown codes are refused here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pycountry

from dashboard.naming.demonyms import demonyms
from dashboard.naming.guesses import ALIAS, ALTERNATIVE, SHORTEST_SURE, SURE, Guess, Lexicon, best_first, key_of
from dashboard.other_names import (
    AMBIGUOUS_COUNTRIES,
    CONSTITUENTS,
    OF_COUNTRIES,
    UNITED_STATES,
    names_for,
    ways_to_write,
)
from dashboard.reference import Reference
from dashboard.saying import Later, later
from dashboard.suggestions import places_otherwise

BRACKETED = re.compile(r"(?P<outside>[^()]*\S)\s*\((?P<inside>[^()]+)\)\s*")
U_S_TERRITORIES = ("ASM", "GUM", "MNP", "PRI", "UMI", "VIR")
"""ISO gives them codes of countries; here they are U.S. territories."""


@dataclass(frozen=True)
class Countries:
    """A lexicon; folded demonyms and folded U.S. names, which are refused, with code and name; names to show."""

    whole: Lexicon
    demonyms: Mapping[str, str]
    ours: Mapping[str, str]
    names: Mapping[str, str]

    def guess(self, text: str) -> list[Guess]:
        """Countries and areas that the text may mean, best first; none for a demonym or the United States."""
        if self.why_not(text):
            return []
        return self.exact(text) or self.whole.similar(text)

    def exact(self, text: str) -> list[Guess]:
        """The countries that are called so, also where the text gives two names, as "Japan (JPN)"."""
        found = self.whole.exact(text)
        bracketed = BRACKETED.fullmatch(text)
        if found or not bracketed:
            return found
        outside, inside = (self.whole.exact(bracketed[part]) for part in ("outside", "inside"))
        if outside and inside and outside[0].code != inside[0].code:
            return [guess.capped(SURE - 1, later("two names in one")) for guess in best_first([*outside, *inside])]
        return [guess.capped(ALIAS - 5) for guess in outside or inside]

    def why_not(self, text: str) -> Later | None:
        """Why the text is refused as a country: values ``reason`` and ``fix``; None where it is not refused."""
        key = key_of(text)
        reason, fix = None, later("write the other country")
        if key in UNITED_STATES:
            reason = later("is the United States, and the other side is never the U.S.")
        elif key in self.ours:
            reason = later("is {name}, a part of the United States", name=self.ours[key])
        elif key in self.demonyms:
            reason = later("is a people or a language, not a country")
            fix = later("write the country, such as '{country}'", country=self.names[self.demonyms[key]])
        return later("{reason}; {fix}", reason=reason, fix=fix) if reason else None


def build_countries(reference: Reference) -> Countries:
    """The lexicons from the table of countries and from ISO 3166 as in pycountry."""
    names = reference.country_names
    iso = {country.alpha_3: country for country in pycountry.countries}
    called = {code: [name, *_aliases(code), *_of_iso(iso.get(code))] for code, name in names.items()}
    ours = {key_of(name): iso[code].name for code in U_S_TERRITORIES for name in (code, *_of_iso(iso[code]))}
    return Countries(
        whole=Lexicon([*_whole(reference, called), *_elsewhere(reference), *_ambiguous(names)]),
        demonyms=demonyms(called),
        ours=ours,
        names=names,
    )


def _aliases(code: str) -> list[str]:
    not_whole = AMBIGUOUS_COUNTRIES.keys() | CONSTITUENTS.keys()
    return [name for name in names_for(code, OF_COUNTRIES) if name not in not_whole]


def _of_iso(country: Any) -> list[str]:
    """ISO's names of a country: short, official, common, and "Korea, Republic of" the right way round."""
    if country is None:
        return []
    names = [country.name, getattr(country, "official_name", ""), getattr(country, "common_name", "")]
    turned = [" ".join(reversed(name.split(", ", 1))) for name in names if name.count(", ") == 1]
    bare = [bracketed["outside"] for name in names if (bracketed := BRACKETED.fullmatch(name))]
    return [name for name in (*names, *turned, *bare) if name]


def _whole(reference: Reference, called: Mapping[str, list[str]]) -> Iterator[tuple[str, Guess]]:
    two_letters = dict(zip(reference.countries["iso3"], reference.countries["iso2"], strict=True))
    for code, name in reference.country_names.items():
        guess = Guess(code, name, within=code)
        yield code, Guess(code, name, how="code", within=code)
        yield name, guess
        yield two_letters[code], Guess(code, name, ALTERNATIVE, "code", code)
        for alias in (*_aliases(code), *ways_to_write(name)):
            yield alias, Guess(code, name, ALIAS, "alias", code)
        for other in called[code]:
            if key_of(other) not in AMBIGUOUS_COUNTRIES:
                yield other, Guess(code, name, ALTERNATIVE, "alternative", code)
        for short in (code, two_letters[code]):
            yield from ((f"{short} {name}", guess), (f"{name} {short}", guess))


def _elsewhere(reference: Reference) -> Iterator[tuple[str, Guess]]:
    """What countries are called in other languages; names that are too short to be told apart are left out."""
    names = reference.country_names
    cities = {key_of(city) for city in reference.places["city"]}  # Granada is in Spain, and Spanish for Grenada
    for name, code in places_otherwise("country", names).items():
        if name not in AMBIGUOUS_COUNTRIES and key_of(name) not in cities and len(name) >= SHORTEST_SURE:
            yield name, Guess(code, names[code], ALIAS, "alias", code)


def _ambiguous(names: Mapping[str, str]) -> Iterator[tuple[str, Guess]]:
    for name, codes in AMBIGUOUS_COUNTRIES.items():
        for place, code in enumerate(codes):
            yield (
                name,
                Guess(code, names[code], SURE - 5 - place * 10, "alias", code, note=later("may mean another one")),
            )
