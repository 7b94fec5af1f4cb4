"""The panel of a view: heading, controls of the way of looking, graph, and room for key and note, painted later.

Which panels a page shows, and in which order, is the page's affair.
"""

from __future__ import annotations

from collections.abc import Mapping

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids, schema
from dashboard.figures.picture import Picture
from dashboard.language import gettext as _
from dashboard.pages.saving import save_menu
from dashboard.periods import page_for
from dashboard.scene import Scene
from dashboard.views import View, source_line

MAP_BUTTONS = ["zoomInGeo", "zoomOutGeo", "resetGeo"]


def view_panel(view: View, picture: Picture, scene: Scene) -> Component:
    """Heading with controls, finding, graph or table, places for unit, key and note; the view's id is on the whole."""
    is_map = view.name.endswith("-map")
    graph = dcc.Graph(
        id=ids.view_of(view.name),
        figure=picture.figure,
        responsive=True,
        config={
            "displaylogo": False,
            "topojsonURL": f"{scene.assets}geo/topojson/",
            "scrollZoom": False,
            "doubleClick": "reset",
            "displayModeBar": is_map,
            "modeBarButtons": [MAP_BUTTONS],
            "showTips": False,
        },
        className="graph",
        style={"height": "100%"},
    )
    shown = (_toggle(view.name), save_menu(f"{view.name}-heading"))
    heading = html.Div(
        [
            html.H2(
                [html.Span(picture.title or view.title, className="title"), html.Span(className="unit")],
                id=f"{view.name}-heading",
            ),
            *(shown if is_map else ()),
            *_controls(view.name, scene),
            *(() if is_map else shown),
        ],
        className="view-head",
    )
    described = {"aria-labelledby": f"{view.name}-heading", "aria-describedby": f"{view.name}-finding"}
    return html.Section(
        [
            heading,
            html.P(picture.finding, id=f"{view.name}-finding", className="finding"),
            html.Div(
                [html.Div(graph, className="drawing", role="figure", **described), _room(view.name)],
                className="graph-box",
            ),
            html.Ul(className="key"),
            html.P(className="note"),
        ],
        id=view.name,
        className="view",
        **{"aria-labelledby": f"{view.name}-heading", "data-without": " ".join(view.without)},
    )


def source_note(scene: Scene) -> Component:
    """Under the views of a page: where their numbers come from, and the way to how they were counted."""
    methods = dcc.Link(_("Data and methods"), href="/data")
    return html.P([source_line(scene.published), " ", methods], className="source-note")


def _toggle(name: str) -> Component:
    """What shows the table in the place of the drawing; ``assets/views.js`` does it."""
    button = f"{name}-as-table"
    return html.Button(
        _("Table"),
        id=button,
        type="button",
        className="quiet as-table no-print",
        **{
            "data-table": name,
            "aria-expanded": "false",
            "aria-controls": f"{name}-table",
            "aria-labelledby": f"{button} {name}-heading",
        },
    )


def _room(name: str) -> Component:
    """Where the table stands."""
    return html.Div(
        id=f"{name}-table",
        className="view-table",
        hidden=True,
        role="region",
        tabIndex=0,
        **{"aria-labelledby": f"{name}-as-table {name}-heading"},
    )


def _controls(name: str, scene: Scene) -> list[Component]:
    look = scene.address.look
    if name == "state-map":
        return [
            _switch("per", "capita", _("Per million residents"), look.per),
            _switch("layer", "sources", _("Sources on both maps"), look.layer),
        ]
    if name == "world-map":
        return [
            _switch("arcs", "1", _("Connections"), look.arcs),
            _switch("dots", "1", _("City dots on both maps"), look.dots),
        ]
    if name == "network":
        return [_choice("ties", _("Ties between"), schema.TIES, look.ties)]
    if name == "matrix":
        return [_choice("matrix", _("Rows and columns"), schema.MATRICES, look.matrix)]
    if name == "timeline":
        link = page_for(scene.selection)
        return [dcc.Link(_("Change over time"), id=ids.OVER_TIME, href=link, className="look no-print")]
    return []


def _switch(name: str, value: str, label: str, current: str) -> Component:
    return dbc.Checklist(
        id=ids.look_of(name),
        options=[{"label": label, "value": value}],
        value=[value] if current == value else [],
        switch=True,
        className="look no-print",
    )


def _choice(name: str, label: str, options: Mapping[str, str], current: str) -> Component:
    select = dbc.Select(
        id=ids.look_of(name),
        options=[{"label": text, "value": value} for value, text in options.items()],
        value=current or schema.DEFAULT_LOOKS[name],
        size="sm",
    )
    return html.Div(
        [html.Label(label, htmlFor=ids.in_document(ids.look_of(name)), className="visually-hidden"), select],
        className="look no-print",
    )
