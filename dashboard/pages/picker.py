"""The picker of the comparison: fields with type-ahead, native so that every keyboard and screen reader knows them.

A form writes the address in the browser (``assets/page.js``): what is typed becomes the code of the option it names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.catalogue import Catalogue
from dashboard.language import N_, spoken
from dashboard.language import gettext as _
from dashboard.selection import query_string
from dashboard.sides import COMPARED, MOST_SIDES, Sides
from dashboard.subjects import FIELD_OF

ASKED: Mapping[str, tuple[str, str, str]] = {
    "place": (N_("Places"), N_("First place"), N_("Second place")),
    "state": (N_("States"), N_("First state"), N_("Second state")),
    "country": (N_("Countries"), N_("First country"), N_("Second country")),
}
"""Parameter → heading of its form, labels of its two fields."""

ADDED: Mapping[str, str] = spoken(
    {"place": N_("Add a place"), "state": N_("Add a state"), "country": N_("Add a country")}
)

PLACEHOLDERS: Mapping[str, str] = spoken(
    {
        "place": N_("Type a city, county, state or agency"),
        "state": N_("Type a state or territory"),
        "country": N_("Type a country or area"),
    }
)


def pickers(catalogue: Catalogue) -> Component:
    """A form for each kind, with two fields."""
    return html.Div([_pair(kind, catalogue) for kind in COMPARED], className="pickers no-print")


def adder(sides: Sides, catalogue: Catalogue) -> Component:
    """The form that adds a side to those there are; nothing where there are as many as can be."""
    if len(sides.subjects) >= MOST_SIDES:
        most = _("{n} is the most that can be compared at once.").format(n=MOST_SIDES)
        return html.Span(most, className="hint no-print")
    taken = query_string((sides.kind, subject.key) for subject in sides.subjects)
    return html.Form(
        [
            *_field(sides.kind, "added", ADDED[sides.kind], hidden=True),
            _names(sides.kind, "added", catalogue),
            _go(_("Add")),
        ],
        className="picker adder no-print",
        **{"data-sides": taken, "data-narrowing": sides.address.to_query()},
    )


def _pair(kind: str, catalogue: Catalogue) -> Component:
    heading, first, second = (_(text) for text in ASKED[kind])
    return html.Form(
        [
            html.H2(heading),
            *_field(kind, "first", first),
            *_field(kind, "second", second),
            _names(kind, "first", catalogue),
            _names(kind, "second", catalogue),
            _go(_("Compare")),
        ],
        className="picker view",
        **{"data-sides": "", "data-narrowing": "", "aria-label": _("Compare {what}").format(what=heading.lower())},
    )


def _field(kind: str, part: str, label: str, hidden: bool = False) -> Iterable[Component]:
    identifier = f"{part}-{kind}"
    box = dbc.Input(
        id=identifier,
        name=kind,
        type="text",
        list=f"{identifier}-names",
        autocomplete="off",
        placeholder=label if hidden else PLACEHOLDERS[kind],
        size="sm",
    )
    return html.Label(label, htmlFor=identifier, className="visually-hidden" if hidden else ""), box


def _names(kind: str, part: str, catalogue: Catalogue) -> Component:
    options = [
        html.Option(value=label, **{"data-code": code}) for code, label in catalogue.labels[FIELD_OF[kind]].items()
    ]
    return html.Datalist(options, id=f"{part}-{kind}-names")


def _go(label: str) -> Component:
    return html.Button(label, type="submit", className="quiet")
