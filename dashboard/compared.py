"""The places that are compared: each with its engagements, residents, and the clause that holds its rows.

Which rows count for a place is decided here; rates and other statistics are in ``insights``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.counting import measure_of
from dashboard.published import Asked, Published
from dashboard.query import CountBy
from dashboard.selection import Address, Selection

OWN = ("state", "actor")
"""The parameters that a comparison of places leaves out: its own."""

PER_LINK = 100
"""Actors in one address, so that it stays shorter than servers and browsers allow."""


@dataclass(frozen=True)
class Place:
    """A state or city. ``field``, ``code``: the clause of its rows, '' and '' where no row can name it.

    ``region``: census region; ``is_capital``: the city is the capital of its state (False for states).
    """

    name: str
    state: str
    region: str
    count: int
    residents: int
    field: str = ""
    code: str = ""
    is_capital: bool = False

    @property
    def clause(self) -> str:
        """What a click picks: 'state=TX', 'actor=austin-tx', or ''."""
        return f"{self.field}={self.code}" if self.code else ""

    @property
    def page(self) -> str:
        """The address of its page, '' where it has none."""
        return f"/{'place' if self.field == 'actor' else self.field}/{self.code}" if self.code else ""


def questions(selection: Selection) -> list[Asked]:
    """What is asked: engagements by actor under the selection, without clauses of states and actors."""
    return [(CountBy("actor"), selection.without(*OWN))]


def by_actor(published: Published, selection: Selection) -> Mapping[str, int]:
    """Actor's slug → engagements, those with any."""
    [asked] = questions(selection)
    answer = published.ask([asked])[asked]
    return dict(zip(answer["value"].to_list(), answer["count"].to_list(), strict=True))


def in_unit(published: Published, address: Address, kind: str) -> Mapping[str, float]:
    """Code of a state, or slug of a government for the other kinds → what it has in the unit of the address."""
    selection = address.selection.without(*OWN)
    column = "us_state" if kind == "state" else "actor"
    asked = CountBy(column, measure_of(address.look.unit, selection)), selection
    answer = published.ask([asked])[asked]
    return dict(zip(answer["value"].to_list(), answer["count"].to_list(), strict=True))


def states(published: Published, selection: Selection) -> list[Place]:
    """Every state and territory with the engagements of all actors located there, by name."""
    counts: Counter[str] = Counter()
    for slug, count in by_actor(published, selection).items():
        counts[published.state_of_actor[slug]] += count
    regions = dict(zip(published.reference.states["usps"], published.reference.states["census_region"], strict=True))
    residents = published.reference.residents
    return [
        Place(name, code, regions[code], counts[code], residents[code], "state", code)
        for code, name in published.catalogue.labels["state"].items()
    ]


def large_cities(published: Published, selection: Selection) -> list[Place]:
    """Every city of 100,000 residents and more with the engagements of its government, whether any or none, by name."""
    return _cities(published, selection, published.reference.large_cities[["city", "us_state", "population"]])


def known_cities(published: Published, selection: Selection) -> list[Place]:
    """The large cities, and every smaller one of known population that the table names, by name."""
    governed = _governments(published).rename(columns={"state": "us_state"})[["city", "us_state", "population"]]
    large = published.reference.large_cities[["city", "us_state", "population"]]
    return _cities(published, selection, pd.concat([large, governed]).drop_duplicates(["city", "us_state"]))


def places(published: Published, selection: Selection, kind: str) -> list[Place]:
    """The places of a kind of ``schema.PLACES``."""
    return {"state": states, "large": large_cities, "city": known_cities}[kind](published, selection)


def rows_of(published: Published, selection: Selection, compared: Sequence[Place]) -> list[str]:
    """Addresses in Explore that hold the rows of these places together: one, or several where they are many."""
    found = sorted({(place.field, place.code) for place in compared if place.count and place.code})
    parts = [found[at : at + PER_LINK] for at in range(0, len(found), PER_LINK)]
    return [_address(published, selection, part) for part in parts]


def _address(published: Published, selection: Selection, part: Sequence[tuple[str, str]]) -> str:
    narrowed = selection.without(*OWN).with_values(part[0][0], [code for _, code in part], published.catalogue)
    return f"/?{narrowed.to_query()}"


def _governments(published: Published) -> pd.DataFrame:
    actors = published.registers.actors
    return actors[(actors["level"] == "city") & actors["population"].notna()]


def _cities(published: Published, selection: Selection, cities: pd.DataFrame) -> list[Place]:
    counts = by_actor(published, selection)
    states_table = published.reference.states.set_index("usps")
    governments = _governments(published)
    slug_of = dict(zip(zip(governments["city"], governments["state"], strict=True), governments["slug"], strict=True))
    regions, capitals = states_table["census_region"].to_dict(), states_table["capital"].to_dict()
    found = []
    for city, state, population in cities.sort_values(["city", "us_state"]).itertuples(index=False):
        slug = slug_of.get((city, state), "")
        found.append(
            Place(
                name=f"{city}, {state}",
                state=state,
                region=regions[state],
                count=counts.get(slug, 0),
                residents=int(population),
                field="actor" if slug else "",
                code=slug,
                is_capital=capitals[state] == city,
            )
        )
    return found
