"""Everything with a page of its own as one finds it by name: what it may be called, where it is, how much it has.

How a name is matched and which one comes first is in ``finding``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import schema
from dashboard.language import Spoken, begun
from dashboard.language import gettext as _
from dashboard.other_names import OF_CITIES, OF_COUNTRIES, OF_NETWORKS, OF_STATES, names_for, ways_to_write
from dashboard.published import Published
from dashboard.query import CountBy
from dashboard.registers import ALIAS_SEPARATOR
from dashboard.selection import Selection
from dashboard.slugs import core
from dashboard.subjects import FIELD_OF, KIND_OF, path_of
from dashboard.suggestions import fold
from dashboard.vocabularies import COUNTERPART_LEVELS, LEVELS
from dashboard.wording import engagements_counted

LEVEL_WORDS: Mapping[str, str] = Spoken(
    lambda: {**LEVELS, **COUNTERPART_LEVELS, "state": _("State or territorial government")}
)
"""What an actor or counterpart is, for the line under its name."""

ALONE = ("state", "national", "network", "multilateral")
"""Levels that are not said to be in a place: the name, or the group it stands in, says where."""


@dataclass(frozen=True)
class Named:
    """Something to be found by name. ``kind``: as in ``subjects.KINDS``; ``engagements``: how many it has.

    ``names`` and ``places`` are folded: all that it may be called, and what its place may be called.
    """

    kind: str
    label: str
    path: str
    detail: str
    engagements: int
    names: tuple[str, ...]
    places: tuple[str, ...] = ()


def everything_named(published: Published) -> list[Named]:
    """States, actors, countries, counterparts and networks, in this order and in that of their labels."""
    counts = _counts(published)
    things = (*_states(published), *_actors(published), *_countries(published), *_counterparts(published))
    return [
        Named(
            kind=KIND_OF[field],
            label=published.catalogue.label(field, value),
            path=path_of(field, value),
            detail=f"{begun(what)} · {_held(counts[field].get(value, 0))}",
            engagements=counts[field].get(value, 0),
            names=_folded(names),
            places=_folded(places),
        )
        for field, value, what, names, places in (*things, *_networks(published))
    ]


Thing = tuple[str, str, str, Iterable[str], Iterable[str]]
"""Field, value, what it is, names, names of its place."""


def _states(published: Published) -> Iterator[Thing]:
    kinds = dict(zip(published.reference.states["usps"], published.reference.states["kind"], strict=True))
    called = {"state": _("U.S. state"), "territory": _("U.S. territory")}
    for code, name in published.reference.state_names.items():
        names = (name, published.catalogue.label("state", code), code, *names_for(code, OF_STATES))
        yield "state", code, called.get(kinds[code], _("U.S. district")), names, ()


def _countries(published: Published) -> Iterator[Thing]:
    for code, name in published.reference.country_names.items():
        said = published.catalogue.label("country", code)
        written = (*ways_to_write(name), said, *ways_to_write(said))
        names = (name, code, *written, *names_for(code, OF_COUNTRIES))
        yield "country", code, _("Country or area"), names, names


def _actors(published: Published) -> Iterator[Thing]:
    states, said = published.reference.state_names, published.catalogue.labels["state"]
    for row in _rows(published.registers.actors):
        names, places = _names_of(row, row.state, states[row.state]), (row.state, states[row.state], said[row.state])
        yield "actor", row.slug, _what(row.level, said[row.state]), names, places


def _counterparts(published: Published) -> Iterator[Thing]:
    countries, said = published.reference.country_names, published.catalogue.labels["country"]
    for row in _rows(published.registers.counterparts):
        place = countries[row.country]
        others = (said[row.country], *names_for(row.country, OF_COUNTRIES))
        names = (*_names_of(row, row.country, place), *(others if row.name == place else ()))
        yield "counterpart", row.slug, _what(row.level, said[row.country]), names, (place, *others)


def _networks(published: Published) -> Iterator[Thing]:
    for row in _rows(published.registers.networks):
        names = (*_names_of(row, "", ""), *names_for(fold(row.name), OF_NETWORKS))
        yield "network", row.slug, _what(row.level, ""), names, ()


def _rows(register: pd.DataFrame) -> Iterator[Any]:
    return register.itertuples(index=False)


def _names_of(row: Any, place: str, place_name: str) -> Iterator[str]:
    """The names of a row of a register: as it stands, without "City of", aliases, and other ways to write them."""
    bare = core(row.name, row.level, place, place_name)
    yield row.name
    yield from ways_to_write(bare.name)
    yield from row.aliases.split(ALIAS_SEPARATOR)
    if not bare.whole:
        yield from names_for(fold(bare.name), OF_CITIES)


def _what(level: str, place: str) -> str:
    called = LEVEL_WORDS[level]
    return called if level in ALONE or not place else _("{kind} in {place}").format(kind=called, place=place)


def _held(engagements: int) -> str:
    return engagements_counted(engagements) if engagements else _("nothing recorded")


def _folded(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(fold, names))))


def _counts(published: Published) -> Mapping[str, Mapping[str, int]]:
    """Field → value → engagements, of the whole table."""
    asked = {field: (CountBy(schema.CHOICES[field].column), Selection()) for field in FIELD_OF.values()}
    answers = published.ask(asked.values())
    return {
        field: {str(value): int(count) for value, count in answers[question].select("value", "count").iter_rows()}
        for field, question in asked.items()
    }
