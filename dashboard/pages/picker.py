"""The picker of the comparison: fields with type-ahead, native so that every keyboard and screen reader knows them.

A form writes the address in the browser (``assets/page.js``): what is typed becomes the code of the option it names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.catalogue import Catalogue
from dashboard.selection import query_string
from dashboard.sides import COMPARED, MOST_SIDES, Sides
from dashboard.subjects import FIELD_OF

ASKED: Mapping[str, tuple[str, str, str]] = {
    "place": ("Places", "First place", "Second place"),
    "state": ("States", "First state", "Second state"),
    "country": ("Countries", "First country", "Second country"),
}
"""Parameter → heading of its form, labels of its two fields."""

PLACEHOLDERS: Mapping[str, str] = {
    "place": "Type a city, county, state or agency",
    "state": "Type a state or territory",
    "country": "Type a country or area",
}


def pickers(catalogue: Catalogue) -> Component:
    """A form for each kind, with two fields."""
    return html.Div([_pair(kind, catalogue) for kind in COMPARED], className="pickers no-print")


def adder(sides: Sides, catalogue: Catalogue) -> Component:
    """The form that adds a side to those there are; nothing where there are as many as can be."""
    if len(sides.subjects) >= MOST_SIDES:
        return html.Span(f"{MOST_SIDES} is the most that can be compared at once.", className="hint no-print")
    one, _ = COMPARED[sides.kind]
    taken = query_string((sides.kind, subject.key) for subject in sides.subjects)
    return html.Form(
        [*_field(sides.kind, "added", f"Add a {one}", hidden=True), _names(sides.kind, "added", catalogue), _go("Add")],
        className="picker adder no-print",
        **{"data-sides": taken, "data-narrowing": sides.address.to_query()},
    )


def _pair(kind: str, catalogue: Catalogue) -> Component:
    heading, first, second = ASKED[kind]
    return html.Form(
        [
            html.H2(heading),
            *_field(kind, "first", first),
            *_field(kind, "second", second),
            _names(kind, "first", catalogue),
            _names(kind, "second", catalogue),
            _go("Compare"),
        ],
        className="picker view",
        **{"data-sides": "", "data-narrowing": "", "aria-label": f"Compare {heading.lower()}"},
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
