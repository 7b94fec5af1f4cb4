"""The switch of the unit that is counted, with the definition of each unit a click away.

It is a way of looking like others: the browser writes it into the address, and shows what the address says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.language import gettext as _
from dashboard.pages.links import KEEPS_OWN
from dashboard.selection import Look
from dashboard.units import ENGAGEMENTS, UNITS


def unit_switch(look: Look, follows: str = "") -> Component:
    """One control for all that is counted on a page, and what each unit means; ``follows``: what of it does."""
    return html.Div(
        [
            html.Span(_("Count"), className="switch-name", **{"aria-hidden": "true"}),
            html.Div(_choices(look), role="group", **{"aria-label": _("What is counted")}),
            _definitions(),
            *_follows(follows),
        ],
        className="unit-switch no-print",
    )


def unit_links(look: Look, href_of: Callable[[Look], str], follows: str = "") -> Component:
    """The same switch on a page whose addresses the browser does not write: a link for each unit."""
    links = [
        dcc.Link(
            unit.label,
            href=href_of(replace(look, unit="" if unit == ENGAGEMENTS else unit.code)),
            className=f"segment{' chosen' if unit == look.counted else ''}",
            title=unit.definition,
        )
        for unit in UNITS.values()
    ]
    return html.Div(
        [
            html.Span(_("Count"), className="switch-name", **{"aria-hidden": "true"}),
            html.Div(links, className="segments", role="group", **{"aria-label": _("What is counted")}),
            _definitions(),
            *_follows(follows),
        ],
        className=f"unit-switch no-print {KEEPS_OWN}",
    )


def _follows(said: str) -> list[Component]:
    return [html.Span(said, className="hint")] if said else []


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
    summary = html.Summary(_("Definitions"), className="quiet")
    return html.Details([summary, html.Dl(listed, className="unit-list")], className="units")
