"""The explorer: sentence, chips, two maps, network and matrix, charts, and the table of engagements.

It lays out what the views draw; the same pieces are sent again by the draw callback when the selection changes.
"""

from __future__ import annotations

from collections.abc import Mapping

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids, schema
from dashboard.figures.picture import Picture
from dashboard.pages.filters import filter_counts, filter_panel
from dashboard.pages.grid import engagements_table
from dashboard.pages.panels import view_panel
from dashboard.pages.shell import NOT_AUTHORITATIVE
from dashboard.scene import Scene
from dashboard.views import VIEWS
from dashboard.wording import chips, counted, summary

TITLE = "Explore"


def layout(scene: Scene) -> Component:
    """The page for an address."""
    pictures = {view.name: view.picture(scene) for view in VIEWS}
    drawn = {view.name: view_panel(view, pictures[view.name], scene) for view in VIEWS}
    maps = html.Div(
        [
            _map_tabs(),
            html.Div(
                [drawn["state-map"], drawn["world-map"]], className="maps", id="maps", **{"data-shown": "state-map"}
            ),
            html.P(NOT_AUTHORITATIVE, className="boundary-note"),
        ]
    )
    return html.Div(
        [
            dcc.Store(id=ids.PAINT, data=paint(scene, pictures)),
            dcc.Store(id=ids.PAINTED),
            dcc.Store(id=ids.CANONICAL, data=canonical(scene)),
            dcc.Store(id=ids.ASKED_ENGAGEMENT),
            filter_panel(scene),
            html.Main(
                [
                    html.H1(
                        "How U.S. states, counties and cities engage with the world",
                        className="visually-hidden",
                    ),
                    _top(scene),
                    maps,
                    html.Div([drawn["network"], drawn["matrix"]], className="pair"),
                    html.Div([drawn["issue-bars"], drawn["type-bars"], drawn["timeline"]], className="trio"),
                    engagements_table(scene),
                    html.P(id="printed", className="print-only"),
                ],
                className="main",
            ),
        ],
        className="explore",
    )


def paint(scene: Scene, pictures: Mapping[str, Picture]) -> dict[str, object]:
    """What the browser paints by itself, since as components it would cost as much as drawing the figures.

    Counts beside filter options, key and note under each view, the entries of the export menu, and what the button
    under the filters says on a phone.
    """
    return {
        "counts": filter_counts(scene),
        "notes": {name: picture.note for name, picture in pictures.items()},
        "keys": {name: [[entry.colour, entry.label] for entry in picture.key] for name, picture in pictures.items()},
        "exports": export_entries(scene),
        "results": f"Show {counted(scene.totals.rows, 'engagement')}",
    }


def summary_text(scene: Scene) -> str:
    """The sentence above everything."""
    return summary(scene.selection, scene.totals, scene.published.catalogue)


def canonical(scene: Scene) -> dict[str, str]:
    """What the page shows: the address as asked and in its canonical form, and the theme."""
    return {"asked": scene.address.asked, "canonical": scene.address.search(), "theme": scene.theme.name}


def chip_list(scene: Scene) -> list[Component]:
    """A chip for each chosen value, and one link that clears them all."""
    listed = chips(scene.selection, scene.address.look, scene.published.catalogue)
    links = [
        dcc.Link(
            [chip.text, html.Span("×", className="cross", **{"aria-hidden": "true"})],
            href=f"/{chip.search}",
            className="chip",
            title=f"Remove {chip.text}",
        )
        for chip in listed
    ]
    if not links:
        return [html.Span("Nothing is filtered. Click a place, a bar, a tie or a year.", className="hint")]
    return [*links, dcc.Link("Clear all", href="/", id=ids.CLEAR_ALL, className="clear")]


def notices(scene: Scene) -> list[Component]:
    """What of the address could not be taken, each with a link that leaves it out; silent on unknown parameters."""
    known = {*schema.PARAMETERS, *schema.LOOKS, "address"}
    way_out = dcc.Link("Take it out of the address", href=f"/{scene.address.search()}")
    return [
        html.P([f"Left out of the selection: {refusal} ", way_out], className="notice")
        for refusal in scene.address.refusals
        if refusal.parameter in known
    ]


def empty_state(scene: Scene) -> list[Component]:
    """For a selection without engagements: says so, and offers each way out."""
    if scene.totals.rows:
        return []
    ways = [
        html.Li(dcc.Link(f"Leave out “{chip.text}”", href=f"/{chip.search}"))
        for chip in chips(scene.selection, scene.address.look, scene.published.catalogue)
    ]
    return [
        html.H2("Nothing is recorded for this selection"),
        html.P("That is no evidence that nothing happens: the table is a selective snapshot of public sources."),
        html.Ul([*ways, html.Li(dcc.Link("Clear all", href="/"))]),
    ]


def export_entries(scene: Scene) -> list[tuple[str, str]]:
    """The entries of the export menu, text and address, each with the rows it holds."""
    search = scene.address.search()
    joint = "&" if search else "?"
    rows = counted(scene.totals.rows, "engagement")
    every = counted(scene.totals.table, "engagement")
    return [
        (f"CSV: {rows}", f"/engagements.csv{search}"),
        (f"CSV for Excel, with byte-order mark: {rows}", f"/engagements.csv{search}{joint}bom=1"),
        (f"ZIP with selection, licence and citation: {rows}", f"/download.zip{search}"),
        (f"The whole table as CSV: {every}", "/engagements.csv?scope=all"),
    ]


def _map_tabs() -> Component:
    """On a phone one map is shown at a time."""
    tabs = [
        html.Button(view.title, type="button", className="tab", **{"data-map": view.name, "aria-pressed": pressed})
        for view, pressed in zip(VIEWS[:2], ("true", "false"), strict=True)
    ]
    return html.Div(tabs, className="map-tabs no-print", role="group", **{"aria-label": "Which map"})


def words(scene: Scene) -> list[Component]:
    """What is shown, in words: the sentence, a chip for each chosen value, what was refused, and the way out."""
    return [
        html.P(summary_text(scene), id=ids.SUMMARY, className="summary", role="status"),
        html.Div(chip_list(scene), id=ids.CHIPS, className="chips"),
        html.Div(notices(scene), id=ids.NOTICES, className="notices"),
        html.Div(empty_state(scene), id=ids.EMPTY, className="empty"),
    ]


def _top(scene: Scene) -> Component:
    return html.Div(
        [
            html.Div(_actions(scene), className="actions no-print"),
            html.Div(words(scene), id=ids.WORDS, className="words"),
        ],
        className="top",
    )


def _actions(scene: Scene) -> list[Component]:
    starts = [("bureau", "My region"), ("state", "My state")]
    return [
        html.Button("Filters", id="open-filters", className="quiet phone-only", type="button"),
        *(_start(scene, name, label) for name, label in starts),
        html.Button("Print this", id=ids.PRINT, className="quiet", type="button"),
        html.Button("Copy link", id=ids.COPY_LINK, className="quiet", type="button"),
        dbc.DropdownMenu(
            html.Div(_export_items(scene), id=ids.EXPORTS),
            id=ids.EXPORT_MENU,
            label="Export",
            align_end=True,
            className="export",
            toggle_class_name="primary",
        ),
    ]


def _export_items(scene: Scene) -> list[Component]:
    entries = export_entries(scene)
    return [dbc.DropdownMenuItem(text, href=address, external_link=True) for text, address in entries]


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
        title=f"{label}: start anew with it",
    )
