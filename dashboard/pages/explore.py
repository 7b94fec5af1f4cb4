"""The explorer: sentence, chips, two maps, network and matrix, charts, and the table of engagements.

It lays out what the views draw; the same pieces are sent again by the draw callback when the selection changes.
"""

from __future__ import annotations

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.language import N_
from dashboard.language import gettext as _
from dashboard.pages.filters import filter_panel
from dashboard.pages.grid import engagements_table
from dashboard.pages.panels import source_note, view_panel
from dashboard.pages.said import export_menu, stores, words
from dashboard.pages.saving import embed_button
from dashboard.pages.units import unit_switch
from dashboard.pictures.coverage_rows import PATH as COVERAGE
from dashboard.scene import Scene
from dashboard.views import VIEWS, names_of
from dashboard.wording import NOT_AUTHORITATIVE

TITLE = N_("Explore")
HEADING = N_("How U.S. states, counties and cities engage with the world")


def layout(scene: Scene) -> Component:
    """The page for an address."""
    pictures = {view.name: view.drawn(scene) for view in VIEWS}
    drawn = {view.name: view_panel(view, pictures[view.name], scene) for view in VIEWS}
    maps = html.Div(
        [
            _map_tabs(),
            html.Div(
                [drawn["state-map"], drawn["world-map"]], className="maps", id="maps", **{"data-shown": "state-map"}
            ),
            html.P(
                [_(NOT_AUTHORITATIVE), " ", dcc.Link(_("How well is it covered?"), href=COVERAGE)],
                className="boundary-note",
            ),
        ]
    )
    return html.Div(
        [
            *stores(scene, pictures),
            filter_panel(scene),
            html.Main(
                [
                    html.H1(_(HEADING), className="visually-hidden"),
                    _top(scene),
                    maps,
                    html.Div([drawn["network"], drawn["matrix"]], className="pair"),
                    html.Div([drawn["issue-bars"], drawn["type-bars"], drawn["timeline"]], className="trio"),
                    source_note(scene),
                    engagements_table(scene),
                    html.Div(id=ids.REST),
                    html.P(id="printed", className="print-only"),
                ],
                className="main",
            ),
        ],
        className="explore",
    )


def _map_tabs() -> Component:
    """On a phone one map is shown at a time."""
    tabs = [
        html.Button(view.title, type="button", className="tab", **{"data-map": view.name, "aria-pressed": pressed})
        for view, pressed in zip(VIEWS[:2], ("true", "false"), strict=True)
    ]
    return html.Div(tabs, className="map-tabs no-print", role="group", **{"aria-label": _("Which map")})


def _top(scene: Scene) -> Component:
    return html.Div(
        [
            html.Div(_actions(scene), className="actions no-print"),
            html.Div(words(scene), id=ids.WORDS, className="said"),
            unit_switch(scene.address.look),
        ],
        className="top",
    )


def _actions(scene: Scene) -> list[Component]:
    starts = [("bureau", _("My region")), ("state", _("My state"))]
    return [
        html.Button(_("Filters"), id="open-filters", className="quiet phone-only", type="button"),
        *(_start(scene, name, label) for name, label in starts),
        html.Button(_("Print this"), id=ids.PRINT, className="quiet", type="button"),
        html.Button(_("Copy link"), id=ids.COPY_LINK, className="quiet", type="button"),
        embed_button(names_of(None)),
        export_menu(scene),
    ]


def _start(scene: Scene, name: str, label: str) -> Component:
    named = scene.published.catalogue.labels[name].items()
    select = dbc.Select(
        id=ids.start_of(name),
        options=[{"label": text, "value": value} for value, text in named],
        placeholder=label,
        value="",
        className="start",
    )
    return html.Div(
        [html.Label(label, htmlFor=ids.in_document(ids.start_of(name)), className="visually-hidden"), select],
        title=_("{choice}: start anew with it").format(choice=label),
    )
