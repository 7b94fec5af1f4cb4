"""Do some kinds of places have more? By census region, by capital or not, and by size of the city.

The groups are of complete lists: all states and territories, all cities of 100,000 residents and more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dashboard.compared import Place, large_cities, rows_of, states
from dashboard.figures.intervals import height_of, intervals
from dashboard.insights.groups import Group, groups
from dashboard.language import N_, spoken
from dashboard.language import gettext as _
from dashboard.pictures.ratings import RESIDENTS, SNAPSHOT, dotted, few_mark, rate_text
from dashboard.pictures.section import Cell, Chart, Column, Name, Number, Section, Sheet, paragraphs
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
"""Census regions as the reference table has them, with the territories, which are in none."""
CAPITAL, NO_CAPITAL = "State capitals", "Other cities"

CALLED: Mapping[str, str] = spoken(
    {
        "Northeast": N_("Northeast"),
        "Midwest": N_("Midwest"),
        "South": N_("South"),
        "West": N_("West"),
        "Territories": N_("Territories"),
        "State capitals": N_("State capitals"),
        "Other cities": N_("Other cities"),
        "1,000,000 and more": N_("1,000,000 and more"),
        "500,000 to 999,999": N_("500,000 to 999,999"),
        "250,000 to 499,999": N_("250,000 to 499,999"),
        "100,000 to 249,999": N_("100,000 to 249,999"),
    }
)
"""Name of a group → what to call it."""

HOW = (
    N_(
        "Rate of a group = engagements of all its places ÷ residents of all its places × 1,000,000, with exact 95 % "
        "Poisson limits (F. Garwood, Biometrika 28 (1936), 437–442; statsmodels, confint_poisson). They hold chance in "
        "the counts only; places of a group differ among themselves by more, as the funnel shows."
    ),
    N_(
        "With any = places with an engagement ÷ all places of the group, with exact 95 % binomial limits (C. J. "
        "Clopper, E. S. Pearson, Biometrika 26 (1934), 404–413; statsmodels, proportion_confint, “beta”)."
    ),
    N_(
        "Census regions are those of the U.S. Census Bureau; the territories are in none and stand beside them. "
        "Capitals (Washington for the District) and sizes are compared among the cities of 100,000 residents and more, "
        "a complete list, so that places with nothing recorded count too; smaller capitals are not in it."
    ),
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


def numbered(links: Sequence[str]) -> tuple[Name, ...]:
    """The parts of a number that one address cannot hold: 'part 1', 'part 2'."""
    return tuple(Name(_("part {n}").format(n=number), link) for number, link in enumerate(links, start=1))


def section(published: Published, address: Address, theme: Theme) -> Section:
    """Do some kinds of places have more?"""
    grouped = members(published, address)
    found = {way: groups({name: _pairs(each) for name, each in of.items()}) for way, of in grouped.items()}
    charts = [
        _chart("region-dots", _("States and territories by census region"), found["region"], theme),
        _chart("capital-dots", _("Large cities: capital or not"), found["capital"], theme),
        _chart("size-dots", _("Large cities by residents"), found["size"], theme),
    ]
    rows = [(group, grouped[way][group.name]) for way, each in found.items() for group in each]
    sheet = _sheet(published, address, rows)
    question = _("Do some kinds of places have more?")
    return Section("groups", question, _finding(found), tuple(charts), paragraphs(HOW), (sheet,))


def _by(places: Sequence[Place], names: Sequence[str], group: Callable[[Place], str]) -> Members:
    return {name: [place for place in places if group(place) == name] for name in names}


def _pairs(places: Sequence[Place]) -> list[tuple[int, int]]:
    return [(place.count, place.residents) for place in places]


def _finding(found: dict[str, tuple[Group, ...]]) -> str:
    regions = sorted(found["region"], key=lambda group: -group.rate.per_million)
    ends = (regions[0], regions[-1])
    capital, other = (rate_text(group.rate.per_million) for group in found["capital"])
    rated = _("{name} ({rate} per million residents)")
    most, least = (rated.format(name=CALLED[group.name], rate=rate_text(group.rate.per_million)) for group in ends)
    largest, smallest = found["size"][0], found["size"][-1]
    return _(
        "By region from {most} down to {least}. Among large cities, capitals have {capital} per million residents, "
        "others {other}; something is recorded for {largest} of {largest_all} of a million and more, and for "
        "{smallest} of {smallest_all} under 250,000."
    ).format(
        most=most,
        least=least,
        capital=capital,
        other=other,
        largest=f"{largest.engaged:,}",
        largest_all=f"{largest.places:,}",
        smallest=f"{smallest.engaged:,}",
        smallest_all=f"{smallest.places:,}",
    )


def _chart(name: str, label: str, found: Sequence[Group], theme: Theme) -> Chart:
    entries = [dotted(CALLED[group.name], group.rate, "") for group in found]
    residents = sum(group.rate.residents for group in found)
    common = sum(group.rate.count for group in found) / residents * 1e6
    picture = intervals(entries, common, _("engagements per million residents"), theme)
    said = _("{groups}, with 95 % interval; dotted line: all together").format(groups=label)
    return Chart(name, said, picture, height_of(len(entries)))


def _sheet(published: Published, address: Address, rows: Sequence[tuple[Group, Sequence[Place]]]) -> Sheet:
    def row(at: int) -> tuple[Cell, ...]:
        group, places = rows[at]
        links = rows_of(published, address.selection, places)
        one = links[0] if len(links) == 1 else ""
        parts = numbered(links)
        return (
            CALLED[group.name],
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
        Column(_("Group")),
        Column(_("Engagements"), 0),
        Column(_("Rows, where too many for one address")),
        Column(_("Residents"), 0),
        Column(_("Per million"), 1),
        Column(_("95 % from"), 1),
        Column(_("95 % to"), 1),
        Column(_("Places"), 0),
        Column(_("With any, %"), 1),
        Column(_("95 % from, %"), 1),
        Column(_("95 % to, %"), 1),
        Column(_("Warning")),
    )
    return Sheet("groups", _("Groups of places"), columns, len(rows), row)
