"""Which large cities are present, by region and size, and which were searched in vain? Three tables.

A city is present where an actor seated there, of whatever level, has an engagement.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.columns import COUNTERPART_CODE
from dashboard.language import N_, ngettext
from dashboard.language import gettext as _
from dashboard.pictures.coverage_rows import NOTHING, SOURCES, behind_cells, behind_columns, of_actors
from dashboard.pictures.covered_cities import Covered, covered_cities
from dashboard.pictures.disparity_groups import CALLED, REGIONS, SIZES, numbered, size_class
from dashboard.pictures.section import Cell, Column, Number, Section, Sheet, in_unit, paragraphs
from dashboard.published import Published
from dashboard.query import EdgeList
from dashboard.selection import Address
from dashboard.theme import Theme
from dashboard.units import exact_sum

HOW = (
    N_(
        "Large cities: all incorporated places and towns of 100,000 residents and more by GeoNames "
        "(data/us_cities_100k.csv), a complete list. A city is present where its government or any other actor seated "
        "there has an engagement in the selection. Share = present ÷ cities of the group. Regions are those of the "
        "U.S. Census Bureau. Chosen states narrow the lists."
    ),
    N_(
        "Searches: one pass over some large cities was logged with its day and what it found (data/searches.csv). "
        "“Searched …, nothing found” stands only where that log says so and nothing is recorded now; “not known "
        "whether searched” where it says nothing. It is the only log of fruitless searches."
    ),
    SOURCES,
    NOTHING,
)

MOST_SHOWN = 25
"""Cities of the long list on the page, of which a reader wants the beginning; its CSV has all."""


def section(published: Published, address: Address, theme: Theme) -> Section:
    """Which large cities are present, and which were searched in vain?"""
    cities = covered_cities(published, address)
    sheets = (
        _groups_sheet(published, address, cities),
        _fruitless_sheet(_fruitless(cities)),
        _cities_sheet(published, address, cities),
    )
    question = _("Which large cities are present, and which were searched in vain?")
    return Section("cities", question, _finding(cities), (), paragraphs(HOW), sheets)


def _finding(cities: Sequence[Covered]) -> str:
    present = sum(bool(each.behind.rows) for each in cities)
    fruitless = _fruitless(cities)
    unknown = sum(not each.rows and each.search is None for each in cities)
    of_all = ngettext(
        "{n} city of 100,000 residents and more ({share})",
        "{n} cities of 100,000 residents and more ({share})",
        len(cities),
    )
    of_all = of_all if cities else _("0 cities of 100,000 residents and more")
    share = f"{present / len(cities):.0%}" if cities else ""
    there = ngettext(
        "{present} of {cities} is present in the selection.",
        "{present} of {cities} are present in the selection.",
        present,
    )
    others = ngettext(
        "{n} were searched by name and nothing was found; of {unknown} other without any row it is not known whether "
        "anyone searched.",
        "{n} were searched by name and nothing was found; of {unknown} others without any row it is not known whether "
        "anyone searched.",
        unknown,
    ).format(n=f"{len(fruitless):,}", unknown=f"{unknown:,}")
    return f"{there.format(present=f'{present:,}', cities=of_all.format(n=f'{len(cities):,}', share=share))} {others}"


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
        parts = numbered(links)
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
        Column(_("Group")),
        Column(_("Cities"), 0),
        Column(_("Present"), 0),
        Column(_("Share, %"), 1),
        in_unit(unit),
        Column(_("Rows, where too many for one address")),
        Column(_("Searched, nothing found"), 0),
        Column(_("Nothing recorded, not known whether searched"), 0),
    )
    return Sheet("city-groups", _("Large cities present, by census region and by size"), columns, len(groups), row)


def _actors(cities: Iterable[Covered]) -> list[str]:
    return [slug for each in cities for slug in each.slugs]


def _counts(published: Published, address: Address, groups: Sequence[Sequence[Covered]]) -> list[float]:
    """What each group has: counterparts can be those of several of its cities, and count once."""
    unit, selection = address.look.counted, address.selection
    if unit.code != "counterparts":
        return [exact_sum(each.behind.count for each in cities) for cities in groups]
    pairs = EdgeList("actor", COUNTERPART_CODE), selection
    others: dict[str, set[int]] = {}
    for actor, other in published.ask([pairs])[pairs].select("source", "target").iter_rows():
        others.setdefault(actor, set()).add(other)
    return [len(set().union(*(others[slug] for slug in _actors(cities)))) for cities in groups]


def _groups(cities: Sequence[Covered]) -> list[tuple[str, list[Covered]]]:
    """Name and members of each region, each size, and all; empty ones are left out."""
    named = _("{size} residents")
    by_region = [(CALLED[region], [each for each in cities if each.region == region]) for region in REGIONS]
    by_size = [
        (named.format(size=CALLED[size]), [each for each in cities if size_class(each.residents) == size])
        for size in SIZES
    ]
    every = (_("All large cities"), [*cities])
    return [(name, members) for name, members in (*by_region, *by_size, every) if members]


def _fruitless_sheet(cities: Sequence[Covered]) -> Sheet:
    def row(at: int) -> tuple[Cell, ...]:
        each = cities[at]
        return each.name, each.residents, each.words

    columns = (Column(_("City")), Column(_("Residents"), 0), Column(_("Searches")))
    return Sheet("searched", _("Cities searched with nothing found"), columns, len(cities), row, most=100)


def _cities_sheet(published: Published, address: Address, cities: Sequence[Covered]) -> Sheet:
    def row(at: int) -> tuple[Cell, ...]:
        each = cities[at]
        links = of_actors(published, address.selection, each.slugs)
        cells = behind_cells(each.behind, links[0] if links else "")
        return (
            each.name,
            CALLED[each.region],
            CALLED[size_class(each.residents)],
            each.residents,
            *cells,
            each.rows - each.behind.rows,
            each.words,
        )

    columns = (
        Column(_("City")),
        Column(_("Region")),
        Column(_("Size")),
        Column(_("Residents"), 0),
        *behind_columns(address.look.counted),
        Column(_("Rows outside the selection"), 0),
        Column(_("Searches")),
    )
    caption = _("Cities of 100,000 residents and more by sources")
    return Sheet("cities", caption, columns, len(cities), row, most=MOST_SHOWN)
