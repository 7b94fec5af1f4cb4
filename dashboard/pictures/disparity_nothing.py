"""Where is nothing recorded? The states and large cities without an engagement, and whether anyone searched there.

It never says that nothing happens there, because the table cannot know that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from dashboard.compared import OWN, by_actor
from dashboard.insights.under_served import City, Unrecorded, unrecorded
from dashboard.pictures.ratings import SNAPSHOT, listed
from dashboard.pictures.section import Cell, Column, Name, Number, Section, Sheet
from dashboard.published import Published
from dashboard.selection import Address, Selection
from dashboard.theme import Theme
from dashboard.wording import counted

HOW = (
    "A state or territory is listed where no actor located there has an engagement in the selection; a city of 100,000 "
    "residents and more where neither its government nor any other actor seated there has one. Clauses of states and "
    "actors are left out of the selection; chosen states narrow the list.",
    "Searched: one pass over some large cities was logged with its day and what it found; “searched …, nothing found” "
    "stands only where that log says so. Everywhere else it is not known whether anyone searched. Where something is "
    "recorded outside the selection, its number is given instead.",
    "Cities: incorporated places and towns of 100,000 residents and more by GeoNames (data/us_cities_100k.csv); log: "
    "data/searches.csv.",
    SNAPSHOT,
)


def section(published: Published, address: Address, theme: Theme) -> Section:
    """Where is nothing recorded?"""
    is_whole = not address.selection.without(*OWN).to_query()
    states, cities = unrecorded_states(published, address), unrecorded_cities(published, address)
    suffix = "" if is_whole else " for this selection"
    sheets = (_states_sheet(published, states, suffix), _cities_sheet(published, cities, suffix))
    return Section(
        "nothing",
        f"Where is nothing recorded{suffix}?",
        _finding(published, states, cities, suffix),
        (),
        HOW,
        tuple(sheet for sheet in sheets if sheet.total),
    )


def unrecorded_states(published: Published, address: Address) -> list[Unrecorded]:
    """The states and territories without an engagement in the selection; no search of a whole state is logged."""
    residents: dict[City, int] = {("", code): people for code, people in published.reference.residents.items()}
    selected, whole = _by_state(published, address.selection), _by_state(published, Selection())
    return _narrowed(address, unrecorded(residents, selected, whole, {}))


def unrecorded_cities(published: Published, address: Address) -> list[Unrecorded]:
    """The large cities without an engagement of an actor seated there in the selection."""
    cities, searches = published.reference.large_cities, published.reference.searches
    residents = dict(zip(zip(cities["city"], cities["us_state"], strict=True), cities["population"], strict=True))
    fruitless = searches[searches["rows_recorded"] == 0]
    days = dict(zip(zip(fruitless["city"], fruitless["us_state"], strict=True), fruitless["searched_on"], strict=True))
    selected, whole = _by_city(published, address.selection), _by_city(published, Selection())
    return _narrowed(address, unrecorded(residents, selected, whole, days))


def _narrowed(address: Address, found: list[Unrecorded]) -> list[Unrecorded]:
    chosen = address.selection.values("state")
    return [each for each in found if not chosen or each.place[1] in chosen]


def _by_state(published: Published, selection: Selection) -> Mapping[City, int]:
    counts: Counter[City] = Counter()
    for slug, count in by_actor(published, selection).items():
        counts["", published.state_of_actor[slug]] += count
    return counts


def _by_city(published: Published, selection: Selection) -> Mapping[City, int]:
    actors = published.registers.actors
    seat = dict(zip(actors["slug"], zip(actors["city"], actors["state"], strict=True), strict=True))
    counts: Counter[City] = Counter()
    for slug, count in by_actor(published, selection).items():
        counts[seat[slug]] += count
    return counts


def _finding(published: Published, states: list[Unrecorded], cities: list[Unrecorded], suffix: str) -> str:
    names = listed([published.catalogue.label("state", each.place[1]) for each in states])
    largest = listed([", ".join(each.place) for each in cities], 3, "; ")
    logged = counted(sum(bool(each.searched) for each in cities), "of these cities", "of these cities")
    return (
        f"Nothing is recorded{suffix} for {_number_of_states(states)}{f' ({names})' if names else ''} and for "
        f"{counted(len(cities), 'city', 'cities')} of 100,000 residents and more"
        f"{f' (the largest: {largest})' if largest else ''}. By the log, {logged} were searched and nothing at all "
        "was found."
    )


def _number_of_states(states: list[Unrecorded]) -> str:
    return counted(len(states), "state or territory", "states and territories") if states else "no state or territory"


def _states_sheet(published: Published, found: list[Unrecorded], suffix: str) -> Sheet:
    def row(at: int) -> tuple[Cell, ...]:
        code = found[at].place[1]
        name = Name(published.catalogue.label("state", code), f"/state/{code}")
        return name, found[at].residents, *_known(found[at], f"/?state={code}", suffix)

    columns = (Column("State or territory"), Column("Residents", 0), *_known_columns(suffix))
    return Sheet("nothing-states", f"States and territories with nothing recorded{suffix}", columns, len(found), row)


def _cities_sheet(published: Published, found: list[Unrecorded], suffix: str) -> Sheet:
    seated = _slugs_by_city(published)

    def row(at: int) -> tuple[Cell, ...]:
        place = found[at].place
        everything = Selection().with_values("actor", seated.get(place, ()), published.catalogue)
        known = _known(found[at], f"/?{everything.to_query()}", suffix)
        return ", ".join(place), int(found[at].residents), *known

    columns = (Column("City"), Column("Residents", 0), *_known_columns(suffix))
    caption = f"Cities of 100,000 residents and more with nothing recorded{suffix}"
    return Sheet("nothing-cities", caption, columns, len(found), row, most=120)


def _known_columns(suffix: str) -> tuple[Column, ...]:
    return (*((Column("Recorded outside the selection", 0),) if suffix else ()), Column("Searches"))


def _known(each: Unrecorded, rows: str, suffix: str) -> tuple[Cell, ...]:
    elsewhere = Number(each.elsewhere, rows if each.elsewhere else "")
    return (*((elsewhere,) if suffix else ()), "" if each.elsewhere else each.search)


def _slugs_by_city(published: Published) -> Mapping[City, list[str]]:
    actors = published.registers.actors
    slugs: dict[City, list[str]] = {}
    for slug, city, state in zip(actors["slug"], actors["city"], actors["state"], strict=True):
        slugs.setdefault((city, state), []).append(slug)
    return slugs
