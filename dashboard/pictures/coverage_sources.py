"""How many sources stand behind each place? A map and tables of states and of countries, thinnest first.

Large cities, of which many have none, are in ``pictures.coverage_cities``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from dashboard.figures.maps import state_map
from dashboard.language import N_, ngettext
from dashboard.language import gettext as _
from dashboard.pictures.coverage_rows import (
    NOTHING,
    SOURCES,
    behind,
    behind_cells,
    behind_columns,
    of_country,
    with_value,
)
from dashboard.pictures.ratings import listed
from dashboard.pictures.section import Cell, Chart, Column, Section, Sheet, name_of, paragraphs
from dashboard.pictures.sources import layer_places, named
from dashboard.published import Published
from dashboard.selection import Address
from dashboard.source_queries import Behind
from dashboard.statics import shapes_address
from dashboard.theme import Theme
from dashboard.units import Unit
from dashboard.wording import date_in_words

MAP_HEIGHT = 430
MOST_SHOWN = {"state": 56, "country": 25}
"""Rows of a table on the page; its CSV has all."""

HOW = (
    SOURCES,
    N_(
        "Rows per source = engagements ÷ sources, whatever unit is counted: where it is high, few pages carry many "
        "rows. The three numbers of a line lead to the same rows, from which each can be counted. A state has the rows "
        "of every actor located there; networks and multilateral bodies have no country and are in no line of the "
        "countries."
    ),
    NOTHING,
)

Places = Mapping[str, Behind]


def section(published: Published, address: Address, theme: Theme) -> Section:
    """How many sources stand behind each place?"""
    unit = address.look.counted
    states = _places(published, address, "us_state")
    countries = _places(published, address, "counterpart_country")
    every_state = {**dict.fromkeys(_states_in_question(published, address), Behind()), **states}
    of_state = partial(with_value, published, address.selection, "state")
    of_land = partial(of_country, published, address.selection)
    sheets = (
        _sheet(published, unit, "states", _("States and territories by sources"), every_state, of_state),
        _sheet(published, unit, "countries", _("Countries and areas by sources"), countries, of_land),
    )
    return Section(
        "sources",
        _("How many sources stand behind each place?"),
        _finding(published, address, states, countries),
        (_map(published, address, states, theme),),
        paragraphs(HOW),
        sheets,
    )


def _places(published: Published, address: Address, column: str) -> dict[str, Behind]:
    return {
        code: each for (code,), each in behind(published, address.selection, column, unit=address.look.counted).items()
    }


def _states_in_question(published: Published, address: Address) -> tuple[str, ...]:
    return address.selection.values("state") or tuple(published.reference.state_names)


def _finding(published: Published, address: Address, states: Places, countries: Places) -> str:
    unit = address.look.counted
    [every] = behind(published, address.selection, unit=unit).values()
    silent = len(_states_in_question(published, address)) - len(states)
    publishers = ngettext("{n} publisher", "{n} publishers", every.publishers).format(n=f"{every.publishers:,}")
    behind_all = ngettext(
        "{n} distinct source of {publishers} stands behind {units}, last read {day}.",
        "{n} distinct sources of {publishers} stand behind {units}, last read {day}.",
        every.sources,
    ).format(
        n=f"{every.sources:,}",
        publishers=publishers,
        units=unit.counted(every.count),
        day=date_in_words(every.read),
    )
    nowhere = ngettext("No row for {n} state or territory.", "No row for {n} states and territories.", silent)
    told = [behind_all, _fewest(published, states, countries), *((nowhere.format(n=silent),) if silent else ())]
    return " ".join(told)


def _fewest(published: Published, states: Places, countries: Places) -> str:
    """The states with fewest sources, and how many countries have a single one."""
    single = sum(each.sources == 1 for each in countries.values())
    areas = ngettext("{n} country or area", "{n} countries and areas", len(countries)).format(n=f"{len(countries):,}")
    sentence = ngettext(
        "Fewest stand behind {states}; {n} of {countries} rests on a single source.",
        "Fewest stand behind {states}; {n} of {countries} rest on a single source.",
        single,
    )
    return sentence.format(states=_thinnest(published, "state", states), n=f"{single:,}", countries=areas)


def _thinnest(published: Published, field: str, places: Places) -> str:
    ordered = sorted(places, key=lambda code: (places[code].sources, code))[:3]
    return listed([f"{published.catalogue.label(field, code)} ({places[code].sources:,})" for code in ordered])


def _map(published: Published, address: Address, states: Places, theme: Theme) -> Chart:
    chosen = frozenset(address.selection.values("state"))
    places = layer_places("state", published.reference.state_names, states, chosen, address.look.counted)
    picture = named(state_map(places, (), theme, shapes_address(), "sources"), "state")
    return Chart("source-map", _("Distinct sources behind each state and territory"), picture, MAP_HEIGHT)


def _sheet(
    published: Published, unit: Unit, name: str, caption: str, places: Places, href: Callable[[str], str]
) -> Sheet:
    field = "state" if name == "states" else "country"
    label = published.catalogue.label
    ordered = sorted(places, key=lambda code: (places[code].sources, places[code].rows, label(field, code)))

    def row(at: int) -> tuple[Cell, ...]:
        code = ordered[at]
        return name_of(published.catalogue, (field, code)), *behind_cells(places[code], href(code))

    place = Column(_("State or territory") if field == "state" else _("Country or area"))
    return Sheet(name, caption, (place, *behind_columns(unit)), len(ordered), row, most=MOST_SHOWN[field])
