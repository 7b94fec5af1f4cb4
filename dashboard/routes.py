"""The addresses that are not pages: exports, rows for the table, and health.

Each reads the same query string with the same code as the pages; but here a bad value answers 400, never more rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from flask import Flask, Response, abort, jsonify, request

from dashboard import schema
from dashboard.address import parse_address
from dashboard.asking import read_question, unknown_in
from dashboard.carrying import carried, travelling
from dashboard.contact_sheet import contact_sheet
from dashboard.exports import csv_text, file_name, sheet_csv, zip_bytes
from dashboard.graphml import graphml_bytes
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

SCOPES = ("selected", "all")
SWITCHES = ("0", "1")

FILE_SWITCHES: Mapping[str, str] = {"bom": "/engagements.csv"}
"""Parameters that are switches of one kind of file → the address of that kind."""


def register(server: Flask, current: Current) -> None:
    """Add the routes to the server; ``current`` gives the published table of the moment."""

    @server.get("/engagements.csv")
    def engagements_csv() -> Response:
        published = current()
        address = export_address(_query(), published, also=("bom",))
        text = csv_text(published, address, with_mark=request.args.get("bom") == "1")
        name = file_name(published, address, "csv", _today())
        return Response((part.encode() for part in text), mimetype="text/csv", headers=_attachment(name))

    @server.get("/download.zip")
    def download_zip() -> Response:
        published = current()
        address = export_address(_query(), published)
        link = f"{request.host_url}{address.search()}"
        name = file_name(published, address, "zip", _today())
        content = zip_bytes(published, address, link, _today())
        return Response(content, mimetype="application/zip", headers=_attachment(name))

    @server.get("/network.graphml")
    def network_graphml() -> Response:
        published = current()
        address = export_address(_query(), published)
        name = file_name(published, address, "graphml", _today()).replace("engagements", "network", 1)
        content = graphml_bytes(published, address)
        return Response(content, mimetype="application/graphml+xml", headers=_attachment(name))

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
        refused = changes.refusals(published, export_address(_query(), published))
        if refused:
            raise BadRequestError(refused)
        return _sheet_response(published, changes, table)

    @server.get("/opportunities.csv")
    def opportunities_csv() -> Response:
        published = current()
        question = read_question(_query(), published.catalogue, last_year(published))
        refusals = [*unknown_in(_query()), *(doubt.refusal for doubt in question.doubts)]
        if refusals:
            raise BadRequestError(refusals)
        name = f"contact-sheet_{_today().isoformat()}.csv"
        return Response(contact_sheet(published, question), mimetype="text/csv", headers=_attachment(name))

    @server.get("/rows")
    def rows() -> Response:
        published = current()
        address = parse_address(_query(), published.catalogue, also=("start", "length"))
        start, length = _number("start", 0), min(_number("length", 100), MOST_ROWS)
        if address.refusals:
            raise BadRequestError(address.refusals)
        return jsonify(table_rows(published, address, start, length))

    @server.get("/healthz")
    def healthz() -> Response:
        published = current()
        problems = len(published.table.problems)
        return jsonify(
            status="ok",
            rows=len(published.table.engagements),
            rows_left_out=published.table.rows_read - len(published.table.engagements),
            problems=problems,
            version=published.version,
            engine=published.engine.name,
        )

    @server.errorhandler(BadRequestError)
    def refuse(error: BadRequestError) -> tuple[str, int, dict[str, str]]:
        return f"{error}\n", 400, {"Content-Type": "text/plain; charset=utf-8"}


def _sheet_response(published: Published, page: Any, table: str) -> Response:
    """A table of a page of analysis (a module of ``pictures`` with SHEETS and sheet_named) as a CSV file."""
    if table not in page.SHEETS:
        abort(404, f"There is no table {table[:80]}. Tables: {', '.join(page.SHEETS)}.")
    address = export_address(_query(), published)
    name = file_name(published, address, "csv", _today()).replace("engagements", table, 1)
    content = sheet_csv(page.sheet_named(published, address, table))
    return Response(content, mimetype="text/csv", headers=_attachment(name))


def export_address(query: str, published: Published, also: Sequence[str] = ()) -> Address:
    """The address of an export; raise BadRequestError if anything of it is refused.

    ``also``: those of ``FILE_SWITCHES`` that this file knows; the others are refused with where they belong.
    """
    address = parse_address(query, published.catalogue, also=("scope", *FILE_SWITCHES))
    refusals = [*address.refusals, *_one_of("scope", SCOPES)]
    for name, known_to in FILE_SWITCHES.items():
        refusals += _one_of(name, SWITCHES) if name in also else _foreign(name, known_to)
    if refusals:
        raise BadRequestError(refusals)
    if request.args.get("scope") == "all":
        return Address(look=address.look)
    return address


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


def _query() -> str:
    return request.query_string.decode("utf-8", "replace")


def _number(name: str, otherwise: int) -> int:
    text = request.args.get(name, str(otherwise))
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadRequestError([Refusal(name, text[:80], "is not a number of rows", "Allowed: 0 and more.")])
    return int(text)


def _one_of(name: str, allowed: Sequence[str]) -> list[Refusal]:
    asked = request.args.getlist(name)
    if len(set(asked)) > 1:
        return [Refusal(name, asked[-1][:80], f"stands beside another {name}", "Give it once.")]
    refused = [value for value in asked if value not in allowed]
    return [Refusal(name, value[:80], "is not known", f"Allowed: {', '.join(allowed)}.") for value in refused]


def _foreign(name: str, known_to: str) -> list[Refusal]:
    reason = "means nothing for this file"
    return [
        Refusal(name, value[:80], reason, f"Only {known_to} takes it: leave it out, or ask for that.")
        for value in dict.fromkeys(request.args.getlist(name))
    ]


def _attachment(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def _today() -> date:
    return datetime.now(UTC).date()
