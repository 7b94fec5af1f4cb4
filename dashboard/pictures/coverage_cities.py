"""Which large cities are present, by region and size, and which were searched in vain? Three tables.

A city is present where an actor seated there, of whatever level, has an engagement.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.columns import COUNTERPART_CODE
from dashboard.insights.search_log import Search, search_words
from dashboard.pictures.coverage_rows import (
    NOTHING,
    SOURCES,
    behind,
    behind_cells,
    behind_columns,
    of_actors,
)
from dashboard.pictures.disparity_groups import REGIONS, SIZES, size_class
from dashboard.pictures.section import Cell, Column, Name, Number, Section, Sheet, in_unit
from dashboard.published import Published
from dashboard.query import EdgeList
from dashboard.selection import Address, Selection
from dashboard.source_queries import Behind
from dashboard.theme import Theme
from dashboard.units import exact_sum
from dashboard.wording import counted

HOW = (
    "Large cities: all incorporated places and towns of 100,000 residents and more by GeoNames "
    "(data/us_cities_100k.csv), a complete list. A city is present where its government or any other actor seated "
    "there has an engagement in the selection. Share = present ÷ cities of the group. Regions are those of the U.S. "
    "Census Bureau. Chosen states narrow the lists.",
    "Searches: one pass over some large cities was logged with its day and what it found (data/searches.csv). "
    "“Searched …, nothing found” stands only where that log says so and nothing is recorded now; “not known whether "
    "searched” where it says nothing. It is the only log of fruitless searches.",
    SOURCES,
    NOTHING,
)

MOST_SHOWN = 25
"""Cities of the long list on the page, of which a reader wants the beginning; its CSV has all."""

City = tuple[str, str]
"""Name and USPS code."""


@dataclass(frozen=True)
class Covered:
    """A large city: ``behind`` its rows in the selection; ``rows`` in the whole table; the logged ``search`` for it.

    ``slugs``: actors seated there with an engagement in the selection.
    """

    city: City
    residents: int
    region: str
    behind: Behind
    rows: int
    search: Search | None
    slugs: tuple[str, ...]

    @property
    def name(self) -> str:
        """'Austin, TX'."""
        return ", ".join(self.city)

    @property
    def words(self) -> str:
        """What is known of searches."""
        return search_words(self.search, self.rows)


def section(published: Published, address: Address, theme: Theme) -> Section:
    """Which large cities are present, and which were searched in vain?"""
    cities = covered_cities(published, address)
    return Section(
        "cities",
        "Which large cities are present, and which were searched in vain?",
        _finding(cities),
        (),
        HOW,
        (
            _groups_sheet(published, address, cities),
            _fruitless_sheet(_fruitless(cities)),
            _cities_sheet(published, address, cities),
        ),
    )


def covered_cities(published: Published, address: Address) -> list[Covered]:
    """Every large city, of the chosen states where some are chosen, by sources, then residents: absent ones first."""
    found = behind(published, address.selection, "seat", unit=address.look.counted)
    whole = behind(published, Selection(), "seat")
    reference, seated, log = published.reference, _seated(published, address.selection), _log(published)
    regions = dict(zip(reference.states["usps"], reference.states["census_region"], strict=True))
    chosen = address.selection.values("state")
    listed = reference.large_cities[["city", "us_state", "population"]].itertuples(index=False)
    cities = [
        Covered(
            (city, state),
            int(residents),
            regions[state],
            found.get((f"{city}, {state}",), Behind()),
            whole.get((f"{city}, {state}",), Behind()).rows,
            log.get((city, state)),
            tuple(seated.get((city, state), ())),
        )
        for city, state, residents in listed
        if not chosen or state in chosen
    ]
    return sorted(cities, key=lambda each: (each.behind.sources, -each.residents, each.city))


def _log(published: Published) -> dict[City, Search]:
    logged = published.reference.searches[["city", "us_state", "searched_on", "rows_recorded"]]
    return {(city, state): Search(day, int(rows)) for city, state, day, rows in logged.itertuples(index=False)}


def _seated(published: Published, selection: Selection) -> dict[City, list[str]]:
    """Seat → actors with an engagement in the selection."""
    engaged = {slug for (slug,) in behind(published, selection, "actor")}
    actors = published.registers.actors
    seated: dict[City, list[str]] = {}
    for slug, city, state in zip(actors["slug"], actors["city"], actors["state"], strict=True):
        if slug in engaged:
            seated.setdefault((city, state), []).append(slug)
    return seated


def _finding(cities: Sequence[Covered]) -> str:
    present = sum(bool(each.behind.rows) for each in cities)
    fruitless = _fruitless(cities)
    unknown = sum(not each.rows and each.search is None for each in cities)
    share = f" ({present / len(cities):.0%})" if cities else ""
    return (
        f"{present:,} of {counted(len(cities), 'city', 'cities')} of 100,000 residents and more{share} "
        f"{'is' if present == 1 else 'are'} present in the selection. {len(fruitless):,} were searched by name and "
        f"nothing was found; of {counted(unknown, 'other')} without any row it is not known whether anyone searched."
    )


def _fruitless(cities: Iterable[Covered]) -> list[Covered]:
    """Cities that the log says were searched in vain, and that have no row in the whole table."""
    found = [each for each in cities if each.search and not each.search.recorded and not each.rows]
    return sorted(found, key=lambda each: -each.residents)


def _groups_sheet(published: Published, address: Address, cities: Sequence[Covered]) -> Sheet:
    groups, unit = _groups(cities), address.look.counted
    present_in = [[each for each in members if each.behind.rows] for _, members in groups]
    counts = _counts(published, address, present_in)

    def row(at: int) -> tuple[Cell, ...]:
        (name, members), present = groups[at], present_in[at]
        links = of_actors(published, address.selection, _actors(present))
        parts = tuple(Name(f"part {number}", link) for number, link in enumerate(links, start=1))
        return (
            name,
            len(members),
            len(present),
            100 * len(present) / len(members),
            Number(counts[at], links[0] if len(links) == 1 else ""),
            parts if len(parts) > 1 else "",
            len(_fruitless(members)),
            sum(not each.rows and each.search is None for each in members),
        )

    columns = (
        Column("Group"),
        Column("Cities", 0),
        Column("Present", 0),
        Column("Share, %", 1),
        in_unit(unit),
        Column("Rows, where too many for one address"),
        Column("Searched, nothing found", 0),
        Column("Nothing recorded, not known whether searched", 0),
    )
    return Sheet("city-groups", "Large cities present, by census region and by size", columns, len(groups), row)


def _actors(cities: Iterable[Covered]) -> list[str]:
    return [slug for each in cities for slug in each.slugs]


def _counts(published: Published, address: Address, groups: Sequence[Sequence[Covered]]) -> list[float]:
    """What each group has: counterparts can be those of several of its cities, and count once."""
    unit, selection = address.look.counted, address.selection
    if unit.code != "counterparts":
        return [exact_sum(each.behind.count for each in cities) for cities in groups]
    pairs = EdgeList("actor", COUNTERPART_CODE), selection
    others: dict[str, set[int]] = {}
    for actor, other, _ in published.ask([pairs])[pairs].iter_rows():
        others.setdefault(actor, set()).add(other)
    return [len(set().union(*(others[slug] for slug in _actors(cities)))) for cities in groups]


def _groups(cities: Sequence[Covered]) -> list[tuple[str, list[Covered]]]:
    """Name and members of each region, each size, and all; empty ones are left out."""
    by_region = [(region, [each for each in cities if each.region == region]) for region in REGIONS]
    by_size = [(f"{size} residents", [each for each in cities if size_class(each.residents) == size]) for size in SIZES]
    return [(name, members) for name, members in (*by_region, *by_size, ("All large cities", [*cities])) if members]


def _fruitless_sheet(cities: Sequence[Covered]) -> Sheet:
    def row(at: int) -> tuple[Cell, ...]:
        each = cities[at]
        return each.name, each.residents, each.words

    columns = (Column("City"), Column("Residents", 0), Column("Searches"))
    return Sheet("searched", "Cities searched with nothing found", columns, len(cities), row, most=100)


def _cities_sheet(published: Published, address: Address, cities: Sequence[Covered]) -> Sheet:
    def row(at: int) -> tuple[Cell, ...]:
        each = cities[at]
        links = of_actors(published, address.selection, each.slugs)
        cells = behind_cells(each.behind, links[0] if links else "")
        return (
            each.name,
            each.region,
            size_class(each.residents),
            each.residents,
            *cells,
            each.rows - each.behind.rows,
            each.words,
        )

    columns = (
        Column("City"),
        Column("Region"),
        Column("Size"),
        Column("Residents", 0),
        *behind_columns(address.look.counted),
        Column("Rows outside the selection", 0),
        Column("Searches"),
    )
    return Sheet(
        "cities", "Cities of 100,000 residents and more by sources", columns, len(cities), row, most=MOST_SHOWN
    )
