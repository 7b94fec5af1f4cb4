"""A section of analysis as HTML: question, finding, charts, tables of the same numbers, and how they are computed.

What it says is made in ``pictures``; any page can show sections.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.language import gettext as _
from dashboard.language import ngettext
from dashboard.pages.saving import save_menu
from dashboard.pages.woven import woven
from dashboard.pictures.section import Cell, Chart, Column, Name, Number, Section, Sheet
from dashboard.schema import RANKS
from dashboard.selection import Address, query_string
from dashboard.statics import shapes_address

TOPOJSON = "geo/topojson/"
"""Empty stubs: without them Plotly asks another host for its base map."""

MOST_NAMES = 6
"""Names of a cell on the page; its CSV has all of them."""

RankLink = Callable[[str], str]


def section_panel(section: Section, address: Address, path: str) -> Component:
    """The section; sorting links stay on the page at ``path``, tables are downloaded below it."""
    heading = f"{section.name}-heading"
    return html.Section(
        [
            html.H2(section.question, id=heading),
            html.P(section.finding, className="finding", id=f"{section.name}-finding"),
            html.Ul([html.Li(point) for point in section.points]) if section.points else None,
            html.Div([_chart(chart) for chart in section.charts], className="charts"),
            *(_table(sheet, address, path) for sheet in section.sheets),
            html.Details([html.Summary(_("How this is computed")), *map(html.P, section.how)], className="how"),
        ],
        id=section.name,
        className="view analysis",
        **{"aria-labelledby": heading},
    )


def _chart(chart: Chart) -> Component:
    graph = dcc.Graph(
        id=ids.view_of(chart.name),
        figure=chart.picture.figure,
        responsive=True,
        config={
            "displayModeBar": False,
            "scrollZoom": False,
            "doubleClick": False,
            "showTips": False,
            "topojsonURL": f"{shapes_address()}{TOPOJSON}",
        },
        className="graph",
        style={"height": f"{chart.height}px", "minWidth": f"{chart.least_width}px"},
    )
    key = [
        html.Li([html.Span(className="swatch", style={"background": entry.colour}), entry.label])
        for entry in chart.picture.key
    ]
    name = f"{chart.name}-label"
    return html.Figure(
        [
            html.Div([html.Figcaption(chart.label, id=name), save_menu(name)], className="view-head"),
            html.Div(graph, className="wide"),
            html.Ul(key, className="key") if key else None,
        ],
        id=chart.name,
        style={"--chart-height": f"{chart.height}px"},
    )


def _table(sheet: Sheet, address: Address, path: str) -> Component:
    def rank_link(rank: str) -> str:
        pairs = [*address.selection.pairs(), *replace(address.look, rank=rank).pairs()]
        return f"{path}?{query_string(pairs)}"

    rows = sheet.rows(sheet.most)
    head = html.Thead(html.Tr([table_head(column, sheet, rank_link) for column in sheet.columns if not column.folded]))
    body = html.Tbody([html.Tr(table_cells(sheet, row)) for row in rows])
    table = html.Table([html.Caption(sheet.caption, className="visually-hidden"), head, body], className="plain")
    more = sheet.total - len(rows)
    rows_in_all = ngettext("{n} row", "{n} rows", sheet.total).format(n=f"{sheet.total:,}")
    left_out = ngettext("{n} further row not shown.", "{n} further rows not shown.", more).format(n=f"{more:,}")
    note = f"{left_out} " if more else ""
    download = html.A(_("Whole table as CSV"), href=f"{path}/{sheet.name}.csv{address.search()}")
    return html.Details(
        [
            html.Summary(f"{sheet.caption}: {rows_in_all}"),
            html.Div(
                table,
                id=f"{sheet.name}-rows",
                className="wide tall",
                tabIndex=0,
                role="region",
                **{"aria-label": sheet.caption},
            ),
            html.P([note, download, "."], className="note"),
        ],
        id=f"{sheet.name}-table",
        open=sheet.is_open,
        className="sheet",
    )


def table_head(column: Column, sheet: Sheet, rank_link: RankLink) -> Component:
    """The heading of a column, which sorts by it where a reader may choose that."""
    kind = "" if column.decimals is None else "number"
    if not column.rank:
        return html.Th(column.title, scope="col", className=kind)
    if column.rank == sheet.ranked:
        return html.Th([column.title, " ↓"], scope="col", className=kind, **{"aria-sort": "descending"})
    sort = _("Sort by {column}").format(column=RANKS.get(column.rank, column.rank))
    link = dcc.Link(column.title, href=rank_link(column.rank), title=sort)
    return html.Th(link, scope="col", className=kind)


def table_cells(sheet: Sheet, row: tuple[Cell, ...]) -> list[Component]:
    """The cells of a row; what is folded opens under its first one, which is a text then."""
    shown = [_cell(sheet, at, cell) for at, cell in enumerate(row) if not sheet.columns[at].folded]
    folded = [cell for at, cell in enumerate(row) if sheet.columns[at].folded]
    if folded:
        told = html.Details([html.Summary(row[0], title=_("Definition")), *(html.P(cell) for cell in folded)])
        shown[0] = html.Th(told, scope="row", className="defined")
    return shown


def _cell(sheet: Sheet, at: int, cell: Cell) -> Component:
    if at < sheet.heads:
        return html.Th(_content(sheet.columns[at], cell), scope="row")
    kind = "names" if isinstance(cell, tuple) else "" if sheet.columns[at].decimals is None else "number"
    return html.Td(_content(sheet.columns[at], cell), className=kind)


def _content(column: Column, cell: Cell) -> str | list[Component | str]:
    if isinstance(cell, Name):
        return [_named(cell)]
    if isinstance(cell, Number):
        return [_named(Name(column.text(cell), cell.href))]
    if not isinstance(cell, tuple):
        return column.text(cell)
    parts: list[Component | str] = []
    for name in cell[:MOST_NAMES]:
        parts += [", " if parts else "", _named(name)]
    if len(cell) <= MOST_NAMES:
        return parts
    return woven(_("{names} and {n} more"), names=parts, n=len(cell) - MOST_NAMES)


def _named(name: Name) -> Component | str:
    if name.href.startswith("#"):
        return html.A(name.text, href=name.href)
    return dcc.Link(name.text, href=name.href) if name.href else name.text
