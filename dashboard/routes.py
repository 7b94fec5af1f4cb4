"""The addresses that are not pages: tables of pages as CSV, and rows for the table.

Each reads the same query string with the same code as the pages; but here a bad value answers 400, never more rows.
The rows of a selection as files are in ``download_routes``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, Response, abort, jsonify, request

from dashboard import schema
from dashboard.address import parse_address
from dashboard.asking import read_question, unknown_in
from dashboard.carrying import carried, travelling
from dashboard.contact_sheet import contact_sheet
from dashboard.download_address import attachment, export_address, query, today
from dashboard.exports import file_name, sheet_csv
from dashboard.language import gettext as _
from dashboard.opportunities import last_year
from dashboard.pages.grid import SHOWN
from dashboard.pictures import changes, coverage, disparities, networks
from dashboard.published import Published
from dashboard.selection import Address, BadRequestError, Refusal
from dashboard.subjects import other_page, path_of
from dashboard.wording import shown_value

Current = Callable[[], Published]

MOST_ROWS = 500
"""Most rows of one request of the table."""

BESIDE = ("source_url", "actor", "counterpart_slug", "network")
"""Columns that a row of the table needs for its links, beside those it shows."""


def register(server: Flask, current: Current) -> None:
    """Add the routes to the server; ``current`` gives the published table of the moment."""

    @server.get("/networks/<table>.csv")
    def networks_csv(table: str) -> Response:
        return _sheet_response(current(), networks, table)

    @server.get("/disparities/<table>.csv")
    def disparities_csv(table: str) -> Response:
        return _sheet_response(current(), disparities, table)

    @server.get("/data/coverage/<table>.csv")
    def coverage_csv(table: str) -> Response:
        return _sheet_response(current(), coverage, table)

    @server.get("/over-time/<table>.csv")
    def over_time_csv(table: str) -> Response:
        published = current()
        refused = changes.refusals(published, export_address(query(), published))
        if refused:
            raise BadRequestError(refused)
        return _sheet_response(published, changes, table)

    @server.get("/opportunities.csv")
    def opportunities_csv() -> Response:
        published = current()
        question = read_question(query(), published.catalogue, last_year(published))
        refusals = [*unknown_in(query()), *(doubt.refusal for doubt in question.doubts)]
        if refusals:
            raise BadRequestError(refusals)
        name = f"contact-sheet_{today().isoformat()}.csv"
        return Response(contact_sheet(published, question), mimetype="text/csv", headers=attachment(name))

    @server.get("/rows")
    def rows() -> Response:
        published = current()
        address = parse_address(query(), published.catalogue, also=("start", "length"))
        start, length = _number("start", 0), min(_number("length", 100), MOST_ROWS)
        if address.refusals:
            raise BadRequestError(address.refusals)
        return jsonify(table_rows(published, address, start, length))

    @server.errorhandler(BadRequestError)
    def refuse(error: BadRequestError) -> tuple[str, int, dict[str, str]]:
        return f"{error}\n", 400, {"Content-Type": "text/plain; charset=utf-8"}


def _sheet_response(published: Published, page: Any, table: str) -> Response:
    """A table of a page of analysis (a module of ``pictures`` with SHEETS and sheet_named) as a CSV file."""
    if table not in page.SHEETS:
        abort(404, f"There is no table {table[:80]}. Tables: {', '.join(page.SHEETS)}.")
    address = export_address(query(), published)
    name = file_name(published, address, "csv", today(), table)
    content = sheet_csv(page.sheet_named(published, address, table))
    return Response(content, mimetype="text/csv", headers=attachment(name))


def table_rows(published: Published, address: Address, start: int, length: int) -> dict[str, object]:
    """``rows``: a record a row with shown text for each column of the table; ``count``: rows of the whole selection."""
    names = list(dict.fromkeys([*SHOWN, *BESIDE]))
    page = published.rows(address.selection, address.look.sort, names, start, length)
    labels = published.catalogue.labels
    columns = {column.name: column for column in schema.COLUMNS}
    kept = travelling(address.look)
    records = [
        {
            **{name: shown_value(columns[name], record[name] or "", labels, short=True) for name in SHOWN},
            "id": record["id"],
            "source_url": record["source_url"],
            "actor_page": carried(path_of("actor", record["actor"]), kept),
            "other_page": carried(other_page(record), kept),
        }
        for record in page.iter_rows(named=True)
    ]
    return {"rows": records, "count": published.totals(address.selection).rows}


def _number(name: str, otherwise: int) -> int:
    text = request.args.get(name, str(otherwise))
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadRequestError([Refusal(name, text[:80], _("is not a number of rows"), _("Allowed: 0 and more."))])
    return int(text)
