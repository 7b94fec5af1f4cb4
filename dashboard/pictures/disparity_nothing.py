"""Where is nothing recorded? The states and large cities without an engagement, and whether anyone searched there.

It never says that nothing happens there, because the table cannot know that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from dashboard.compared import OWN, by_actor
from dashboard.insights.under_served import City, Unrecorded, unrecorded
from dashboard.language import N_, ngettext
from dashboard.language import gettext as _
from dashboard.pictures.ratings import SNAPSHOT, listed
from dashboard.pictures.section import Cell, Column, Name, Number, Section, Sheet, paragraphs
from dashboard.published import Published
from dashboard.selection import Address, Selection
from dashboard.theme import Theme

HOW = (
    N_(
        "A state or territory is listed where no actor located there has an engagement in the selection; a city of "
        "100,000 residents and more where neither its government nor any other actor seated there has one. Clauses of "
        "states and actors are left out of the selection; chosen states narrow the list."
    ),
    N_(
        "Searched: one pass over some large cities was logged with its day and what it found; “searched …, nothing "
        "found” stands only where that log says so. Everywhere else it is not known whether anyone searched. Where "
        "something is recorded outside the selection, its number is given instead."
    ),
    N_(
        "Cities: incorporated places and towns of 100,000 residents and more by GeoNames (data/us_cities_100k.csv); "
        "log: data/searches.csv."
    ),
    SNAPSHOT,
)


def section(published: Published, address: Address, theme: Theme) -> Section:
    """Where is nothing recorded?"""
    is_whole = not address.selection.without(*OWN).to_query()
    states, cities = unrecorded_states(published, address), unrecorded_cities(published, address)
    sheets = (_states_sheet(published, states, is_whole), _cities_sheet(published, cities, is_whole))
    return Section(
        "nothing",
        _("Where is nothing recorded?") if is_whole else _("Where is nothing recorded for this selection?"),
        _finding(published, states, cities, is_whole),
        (),
        paragraphs(HOW),
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


def _finding(published: Published, states: list[Unrecorded], cities: list[Unrecorded], is_whole: bool) -> str:
    if is_whole:
        nothing = _("Nothing is recorded for {states} and for {cities}.")
    else:
        nothing = _("Nothing is recorded for this selection for {states} and for {cities}.")
    searched = sum(bool(each.searched) for each in cities)
    log = ngettext(
        "By the log, {n} of these cities were searched and nothing at all was found.",
        "By the log, {n} of these cities were searched and nothing at all was found.",
        searched,
    )
    said = nothing.format(states=_silent_states(published, states), cities=_silent_cities(cities))
    return f"{said} {log.format(n=f'{searched:,}')}"


def _silent_states(published: Published, states: list[Unrecorded]) -> str:
    """'2 states and territories (American Samoa and Guam)'."""
    if not states:
        return _("no state or territory")
    said = ngettext("{n} state or territory ({names})", "{n} states and territories ({names})", len(states))
    names = listed([published.catalogue.label("state", each.place[1]) for each in states])
    return said.format(n=f"{len(states):,}", names=names)


def _silent_cities(cities: list[Unrecorded]) -> str:
    """'12 cities of 100,000 residents and more (the largest: …)'."""
    if cities:
        said = ngettext(
            "{n} city of 100,000 residents and more (the largest: {names})",
            "{n} cities of 100,000 residents and more (the largest: {names})",
            len(cities),
        )
    else:
        said = _("0 cities of 100,000 residents and more")
    return said.format(n=f"{len(cities):,}", names=listed([", ".join(each.place) for each in cities], 3, "; "))


def _states_sheet(published: Published, found: list[Unrecorded], is_whole: bool) -> Sheet:
    def row(at: int) -> tuple[Cell, ...]:
        code = found[at].place[1]
        name = Name(published.catalogue.label("state", code), f"/state/{code}")
        return name, found[at].residents, *_known(found[at], f"/?state={code}", is_whole)

    columns = (Column(_("State or territory")), Column(_("Residents"), 0), *_known_columns(is_whole))
    if is_whole:
        caption = _("States and territories with nothing recorded")
    else:
        caption = _("States and territories with nothing recorded for this selection")
    return Sheet("nothing-states", caption, columns, len(found), row)


def _cities_sheet(published: Published, found: list[Unrecorded], is_whole: bool) -> Sheet:
    seated = _slugs_by_city(published)

    def row(at: int) -> tuple[Cell, ...]:
        place = found[at].place
        everything = Selection().with_values("actor", seated.get(place, ()), published.catalogue)
        known = _known(found[at], f"/?{everything.to_query()}", is_whole)
        return ", ".join(place), int(found[at].residents), *known

    columns = (Column(_("City")), Column(_("Residents"), 0), *_known_columns(is_whole))
    if is_whole:
        caption = _("Cities of 100,000 residents and more with nothing recorded")
    else:
        caption = _("Cities of 100,000 residents and more with nothing recorded for this selection")
    return Sheet("nothing-cities", caption, columns, len(found), row, most=120)


def _known_columns(is_whole: bool) -> tuple[Column, ...]:
    return (*(() if is_whole else (Column(_("Recorded outside the selection"), 0),)), Column(_("Searches")))


def _known(each: Unrecorded, rows: str, is_whole: bool) -> tuple[Cell, ...]:
    elsewhere = Number(each.elsewhere, rows if each.elsewhere else "")
    return (*(() if is_whole else (elsewhere,)), "" if each.elsewhere else each.search)


def _slugs_by_city(published: Published) -> Mapping[City, list[str]]:
    actors = published.registers.actors
    slugs: dict[City, list[str]] = {}
    for slug, city, state in zip(actors["slug"], actors["city"], actors["state"], strict=True):
        slugs.setdefault((city, state), []).append(slug)
    return slugs
