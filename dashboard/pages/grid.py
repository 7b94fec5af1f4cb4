"""The table of engagements: its columns, and the panel that shows one engagement in full.

Rows are fetched by the browser as they scroll into sight, sorted and filtered by the server; none are put in here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import quote

import dash_ag_grid as dag
import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids, schema
from dashboard.language import N_, begun, spoken
from dashboard.language import gettext as _
from dashboard.scene import Scene
from dashboard.subjects import engagement_path, other_page, path_of, tie_path
from dashboard.wording import shown_value

SHOWN: Mapping[str, tuple[str, int]] = {
    "start_date": (N_("Date"), 124),
    "us_actor": (N_("U.S. actor"), 176),
    "us_state": (N_("State"), 116),
    "counterpart": (N_("Counterpart"), 170),
    "counterpart_country": (N_("Country or area"), 136),
    "engagement_type": (N_("Type"), 180),
    "title": (N_("Title"), 300),
    "issues": (N_("Issues"), 220),
    "source_name": (N_("Source"), 170),
    "us_level": (N_("Actor level"), 130),
    "counterpart_level": (N_("Counterpart level"), 150),
    "status": (N_("Status"), 180),
    "source_kind": (N_("Source kind"), 180),
    "id": (N_("Identifier"), 110),
}
"""Column → header and width in pixels, in order."""

LINKED = {"us_actor": "ActorLink", "counterpart": "OtherLink"}
"""Columns whose cells lead to the page of what they name."""

AT_FIRST = tuple(SHOWN)[: list(SHOWN).index("source_name") + 1]

FITTING: Mapping[int, tuple[tuple[str, ...], float]] = {
    0: (("title",), 1),
    560: (("start_date", "us_actor", "counterpart", "engagement_type", "title"), 0.78),
    960: (AT_FIRST, 1),
}
"""From which width of the table (pixels) which columns are shown, and at what share of their full width, until the
reader chooses others. In the narrowest a row is a card, with date, type and sides (``TitleCell`` in table.js).
"""


GRID_WORDS: Mapping[str, str] = spoken(
    {
        "loadingOoo": N_("Loading..."),
        "noRowsToShow": N_("No Rows To Show"),
        "loadingError": N_("ERR"),
        "ariaSortableColumn": N_("Press ENTER to sort"),
        "ariaSkeletonCellLoading": N_("Row data is loading"),
        "ariaSkeletonCellLoadingFailed": N_("Row failed to load"),
    }
)
"""What the grid says by itself, by its own names for it."""


def engagements_table(scene: Scene) -> Component:
    """The section with the table and its choice of columns."""
    del scene
    grid = dag.AgGrid(
        id=ids.TABLE,
        columnDefs=[_column(name, *shown) for name, shown in SHOWN.items()],
        defaultColDef={
            "sortable": True,
            "resizable": True,
            "filter": False,
            "suppressHeaderMenuButton": True,
            "sortingOrder": ["asc", "desc"],
        },
        rowModelType="infinite",
        getRowId="params.data.id",
        dashGridOptions={
            "suppressColumnMoveAnimation": True,
            "theme": {"function": "dashboardTheme(themeQuartz)"},
            "cacheBlockSize": 100,
            "maxBlocksInCache": 20,
            "infiniteInitialRowCount": 1,
            "maxConcurrentDatasourceRequests": 8,
            "rowHeight": 36,
            "headerHeight": 36,
            "multiSortKey": "ctrl",
            "suppressMultiSort": True,
            "enableCellTextSelection": True,
            "suppressCellFocus": False,
            "ensureDomOrder": True,
            "tooltipShowDelay": 400,
            "localeText": dict(GRID_WORDS),
        },
        eventListeners={
            "cellClicked": ["openEngagement(params)"],
            "cellKeyDown": ["openEngagementByKey(params)"],
            "sortChanged": ["askSort(params)"],
        },
        className="grid",
        style={"height": "100%", "width": "100%"},
    )
    return html.Section(
        [
            html.Div(
                [
                    html.H2(_("The engagements"), id="table-heading"),
                    html.Span(_("Click a row, or press Enter on it, to read it in full."), className="hint for-mouse"),
                    html.Span(_("Tap a row to read it in full."), className="hint for-touch"),
                    _card_order(),
                    _column_choice(),
                ],
                className="view-head",
            ),
            html.Div(grid, className="grid-box", **{"data-fitting": json.dumps(list(FITTING.items()))}),
            dbc.Offcanvas(
                html.Div(id=ids.ENGAGEMENT_BODY),
                id=ids.ENGAGEMENT,
                title=html.Span(_("Engagement"), id="engagement-heading"),
                labelledby="engagement-heading",
                placement="end",
                is_open=False,
                className="record",
                scrollable=True,
            ),
        ],
        id=ids.TABLE_SECTION,
        className="view table-section",
        tabIndex=-1,
        **{"aria-labelledby": "table-heading"},
    )


def engagement_panel(engagement: Mapping[str, str], scene_labels: Mapping[str, Mapping[str, str]]) -> list[Component]:
    """One engagement in full: every field that is filled, its source, and the pages it leads to."""
    return [
        html.H3(engagement["title"]),
        html.P(engagement["summary"]),
        html.P(source_link(engagement)),
        html.Dl(facts(engagement, scene_labels), className="facts"),
        html.P(
            [
                dcc.Link(_("Page of this engagement"), href=engagement_path(engagement["id"]), className="quiet"),
                dcc.Link(_("Page of this tie"), href=tie_of(engagement), className="quiet"),
                problem_link(engagement, "quiet"),
            ],
            className="actions",
        ),
    ]


def problem_link(engagement: Mapping[str, str], class_name: str = "") -> Component:
    """The link to the form for what is wrong with an engagement."""
    address = f"/submit/problem?engagement={quote(engagement['id'])}"
    return html.A(_("Report a problem"), href=address, rel="nofollow", className=class_name or None)


def source_link(engagement: Mapping[str, str]) -> Component:
    """The link to where it was read."""
    text = _("Read the source: {source} ↗").format(source=engagement["source_name"] or engagement["source_url"])
    return html.A(
        text,
        href=engagement["source_url"],
        target="_blank",
        rel="nofollow ugc noopener noreferrer",
    )


def facts(engagement: Mapping[str, str], labels: Mapping[str, Mapping[str, str]]) -> list[Component]:
    """Terms and values of every field that is filled; what has a page leads there."""
    pages = {
        "us_actor": path_of("actor", engagement["actor"]),
        "us_state": path_of("state", engagement["us_state"]),
        "counterpart": other_page(engagement),
        "counterpart_country": path_of("country", engagement["counterpart_country"]),
    }
    listed: list[Component] = []
    for column in schema.COLUMNS:
        value = engagement[column.name] or ""
        if value and column.name not in ("title", "summary", "source_url"):
            text = shown_value(column, value, labels)
            shown = dcc.Link(text, href=pages[column.name]) if column.name in pages else text
            listed += [html.Dt(begun(column.title)), html.Dd(shown)]
    return listed


def tie_of(engagement: Mapping[str, str]) -> str:
    """The address of the page of the tie that an engagement belongs to."""
    return tie_path(engagement["actor"], engagement["network"] or engagement["counterpart_slug"])


def _column(name: str, header: str, width: int) -> dict[str, object]:
    column: dict[str, object] = {
        "field": name,
        "headerName": begun(_(header)),
        "width": width,
        "sortable": name in schema.SORTS,
        "hide": name not in AT_FIRST,
        "tooltipField": name,
    }
    if name == "title":
        column |= {"cellRenderer": "TitleCell"}
    if name in LINKED:
        column |= {"cellRenderer": LINKED[name]}
    if name == "source_name":
        column |= {"cellRenderer": "SourceLink", "tooltipField": "source_url"}
    return column


def _card_order() -> Component:
    """The order of the cards on a phone, where there are no headers of columns to click."""
    orders = {
        "-start_date": _("Latest first"),
        "start_date": _("Earliest first"),
        "us_actor": _("By U.S. actor"),
        "counterpart": _("By counterpart"),
        "title": _("By title"),
    }
    options = [html.Option(text, value=value) for value, text in orders.items()]
    label = html.Label(_("Order"), htmlFor=ids.CARD_ORDER, className="visually-hidden")
    return html.Div([label, html.Select(options, id=ids.CARD_ORDER, className="form-select")], className="card-order")


def _column_choice() -> Component:
    choice = dbc.Checklist(
        id=ids.TABLE_COLUMNS,
        options=[{"label": begun(_(header)), "value": name} for name, (header, _width) in SHOWN.items()],
        value=list(AT_FIRST),
        className="options",
    )
    return html.Details(
        [
            html.Summary(_("Columns"), className="quiet"),
            html.Div(choice, role="group", className="column-list", **{"aria-label": _("Columns")}),
        ],
        className="column-choice no-print",
    )
