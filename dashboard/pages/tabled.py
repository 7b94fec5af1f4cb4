"""The table of a view as a piece of HTML: caption, rows with links, and where the rest of a long one is found.

What is in it is made in ``pictures.tabled``; ``assets/views.js`` puts it into the page in the place of the drawing.
"""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from dashboard.language import gettext as _
from dashboard.pages.analysis import table_cells, table_head
from dashboard.pages.markup import html_of
from dashboard.pictures.section import MOST_ROWS, Sheet

MOST_SHOWN = 1_000
"""Rows that are shown at most; the CSV has all."""


def table_html(sheet: Sheet, query: str, is_whole: bool) -> Markup:
    """The first rows, or where ``is_whole`` all that can be shown; ``query``: the query string of the same table."""
    if not sheet.total or len(sheet.columns) < 2:
        return html_of(html.P(_("Nothing is recorded for this selection."), className="hint"))
    rows = sheet.rows(MOST_SHOWN if is_whole else MOST_ROWS)
    head = html.Thead(html.Tr([table_head(column, sheet, lambda rank: "") for column in sheet.columns]))
    body = html.Tbody([html.Tr(table_cells(sheet, row)) for row in rows])
    table = html.Table([html.Caption(sheet.caption), head, body], className="plain")
    return html_of([table, html.P(_further(sheet, len(rows), query, is_whole), className="note")])


def _further(sheet: Sheet, shown: int, query: str, is_whole: bool) -> list[Component | str]:
    """How many rows are shown, the way to all of them, and to the file."""
    whole = html.A(_("Whole table as CSV"), href=f"/views/{sheet.name}.csv{f'?{query}' if query else ''}")
    if shown == sheet.total:
        return [whole]
    said = _("{n} of {all} rows.").format(n=f"{shown:,}", all=f"{sheet.total:,}")
    more = html.Button(_("Show all"), type="button", className="quiet", **{"data-all": sheet.name})
    return [said, " ", *([] if is_whole else [more, " "]), whole]
