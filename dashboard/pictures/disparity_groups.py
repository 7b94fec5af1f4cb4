"""Do some kinds of places have more? By census region, by capital or not, and by size of the city.

The groups are of complete lists: all states and territories, all cities of 100,000 residents and more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard.compared import Place, large_cities, rows_of, states
from dashboard.figures.intervals import height_of, intervals
from dashboard.insights.groups import Group, groups
from dashboard.pictures.ratings import RESIDENTS, SNAPSHOT, dotted, few_mark, rate_text
from dashboard.pictures.section import Cell, Chart, Column, Name, Number, Section, Sheet
from dashboard.published import Published
from dashboard.selection import Address
from dashboard.theme import Theme

SIZES = {
    "1,000,000 and more": (1_000_000, 10**9),
    "500,000 to 999,999": (500_000, 1_000_000),
    "250,000 to 499,999": (250_000, 500_000),
    "100,000 to 249,999": (100_000, 250_000),
}
"""Size class → residents from, and below."""

REGIONS = ("Northeast", "Midwest", "South", "West", "Territories")
CAPITAL, NO_CAPITAL = "State capitals", "Other cities"

HOW = (
    "Rate of a group = engagements of all its places ÷ residents of all its places × 1,000,000, with exact 95 % "
    "Poisson limits (F. Garwood, Biometrika 28 (1936), 437–442; statsmodels, confint_poisson). They hold chance in the "
    "counts only; places of a group differ among themselves by more, as the funnel shows.",
    "With any = places with an engagement ÷ all places of the group, with exact 95 % binomial limits (C. J. Clopper, "
    "E. S. Pearson, Biometrika 26 (1934), 404–413; statsmodels, proportion_confint, “beta”).",
    "Census regions are those of the U.S. Census Bureau; the territories are in none and stand beside them. Capitals "
    "(Washington for the District) and sizes are compared among the cities of 100,000 residents and more, a complete "
    "list, so that places with nothing recorded count too; smaller capitals are not in it.",
    RESIDENTS,
    SNAPSHOT,
)

Members = dict[str, list[Place]]


def members(published: Published, address: Address) -> dict[str, Members]:
    """Way of grouping → name of the group → its places."""
    whole, cities = states(published, address.selection), large_cities(published, address.selection)
    return {
        "region": _by(whole, REGIONS, lambda place: place.region),
        "capital": _by(cities, (CAPITAL, NO_CAPITAL), lambda place: CAPITAL if place.is_capital else NO_CAPITAL),
        "size": _by(cities, tuple(SIZES), lambda place: size_class(place.residents)),
    }


def size_class(residents: int) -> str:
    """The size class of a city of 100,000 residents and more."""
    return next(name for name, (low, below) in SIZES.items() if low <= residents < below)


def section(published: Published, address: Address, theme: Theme) -> Section:
    """Do some kinds of places have more?"""
    grouped = members(published, address)
    found = {way: groups({name: _pairs(each) for name, each in of.items()}) for way, of in grouped.items()}
    charts = [
        _chart("region-dots", "States and territories by census region", found["region"], theme),
        _chart("capital-dots", "Large cities: capital or not", found["capital"], theme),
        _chart("size-dots", "Large cities by residents", found["size"], theme),
    ]
    rows = [(group, grouped[way][group.name]) for way, each in found.items() for group in each]
    sheet = _sheet(published, address, rows)
    return Section("groups", "Do some kinds of places have more?", _finding(found), tuple(charts), HOW, (sheet,))


def _by(places: Sequence[Place], names: Sequence[str], group: Callable[[Place], str]) -> Members:
    return {name: [place for place in places if group(place) == name] for name in names}


def _pairs(places: Sequence[Place]) -> list[tuple[int, int]]:
    return [(place.count, place.residents) for place in places]


def _finding(found: dict[str, tuple[Group, ...]]) -> str:
    regions = sorted(found["region"], key=lambda group: -group.rate.per_million)
    ends = (regions[0], regions[-1])
    capital, other = (rate_text(group.rate.per_million) for group in found["capital"])
    most, least = (f"{group.name} ({rate_text(group.rate.per_million)} per million residents)" for group in ends)
    largest, *_, smallest = found["size"]
    return (
        f"By region from {most} down to {least}. Among large cities, capitals have {capital} per million "
        f"residents, others {other}; something is recorded for {largest.engaged:,} of {largest.places:,} of a "
        f"million and more, and for {smallest.engaged:,} of {smallest.places:,} under 250,000."
    )


def _chart(name: str, label: str, found: Sequence[Group], theme: Theme) -> Chart:
    entries = [dotted(group.name, group.rate, "") for group in found]
    residents = sum(group.rate.residents for group in found)
    common = sum(group.rate.count for group in found) / residents * 1e6
    picture = intervals(entries, common, "engagements per million residents", theme)
    return Chart(name, f"{label}, with 95 % interval; dotted line: all together", picture, height_of(len(entries)))


def _sheet(published: Published, address: Address, rows: Sequence[tuple[Group, Sequence[Place]]]) -> Sheet:
    def row(at: int) -> tuple[Cell, ...]:
        group, places = rows[at]
        links = rows_of(published, address.selection, places)
        one = links[0] if len(links) == 1 else ""
        parts = tuple(Name(f"part {number}", link) for number, link in enumerate(links, start=1))
        return (
            group.name,
            Number(group.rate.count, one),
            parts if len(links) > 1 else "",
            group.rate.residents,
            group.rate.per_million,
            group.rate.low,
            group.rate.high,
            group.places,
            100 * group.engaged / group.places,
            100 * group.low,
            100 * group.high,
            few_mark(group.rate),
        )

    columns = (
        Column("Group"),
        Column("Engagements", 0),
        Column("Rows, where too many for one address"),
        Column("Residents", 0),
        Column("Per million", 1),
        Column("95 % from", 1),
        Column("95 % to", 1),
        Column("Places", 0),
        Column("With any, %", 1),
        Column("95 % from, %", 1),
        Column("95 % to, %", 1),
        Column("Warning"),
    )
    return Sheet("groups", "Groups of places", columns, len(rows), row)
