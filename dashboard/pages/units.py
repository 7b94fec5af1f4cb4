"""The switch of the unit that is counted, with the definition of each unit a click away.

It is a way of looking like others: the browser writes it into the address, and shows what the address says.
"""

from __future__ import annotations

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.selection import Look
from dashboard.units import UNITS


def unit_switch(look: Look) -> Component:
    """One control for all that is counted on a page, and what each unit means."""
    return html.Div(
        [
            html.Span("Count", className="switch-name", **{"aria-hidden": "true"}),
            html.Div(_choices(look), role="group", **{"aria-label": "What is counted"}),
            _definitions(),
        ],
        className="unit-switch no-print",
    )


def counted_in_engagements() -> Component:
    """What a part of a page says that does not follow the switch."""
    return html.P("Counted in engagements.", className="note")


def _choices(look: Look) -> Component:
    return dbc.RadioItems(
        id=ids.look_of("unit"),
        options=[{"label": unit.label, "value": unit.code} for unit in UNITS.values()],
        value=look.counted.code,
        className="segments",
        inputClassName="btn-check",
        labelClassName="segment",
    )


def _definitions() -> Component:
    listed = [part for unit in UNITS.values() for part in (html.Dt(unit.label), html.Dd(unit.definition))]
    summary = html.Summary("Definitions", className="quiet")
    return html.Details([summary, html.Dl(listed, className="unit-list")], className="column-choice units")
