"""An extract as an Excel workbook: the rows with typed dates, what they are, their codebook, and every code.

Every cell is written as what it is, text or date, and never interpreted: no text becomes a formula, link or number.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime, time
from typing import IO, Any

import xlsxwriter

from dashboard import datapackage, schema
from dashboard.citing import LICENCE
from dashboard.dates import is_day
from dashboard.exports import DANGEROUS
from dashboard.formats.cells import labels_of
from dashboard.formats.extract import Extract
from dashboard.wording import NAME

MOST_ROWS = 1_048_576 - 1
"""Rows of a sheet below its header; Excel itself sets the limit."""

LONGEST = 32_767
"""Characters of a cell, by Excel's limit; what is longer is cut and says so."""

CUT = " … (cut: a cell of Excel holds 32,767 characters; the CSV has all)"

FIRST_DAY = "1900-03-01"
"""Before it Excel and other programs count days differently, since Excel has a February 29, 1900."""

PIECE = 1 << 16

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

WIDTHS = {
    **{"id": 9, "us_actor": 26, "us_level": 10, "us_city": 16, "us_state": 10, "engagement_type": 22},
    **{"counterpart": 26, "counterpart_level": 16, "counterpart_country": 18, "counterpart_city": 18},
    **{"issues": 30, "start_date": 12, "end_date": 12, "status": 11, "title": 50, "summary": 60},
    **{"collection_track": 14, "source_url": 40, "source_name": 26, "source_kind": 14, "source_date": 12},
}
"""Characters; of columns that are not named, as ``ELSE``."""

ELSE = 12
TYPES = {
    "text": "text",
    "choice": "text: one code",
    "choices": f"text: one to {schema.MOST_ISSUES} codes joined by {schema.ISSUE_SEPARATOR}",
    "iso3": "text: ISO 3166-1 alpha-3",
    "usps": "text: USPS code",
    "date": "date",
    "partial_date": "date; text where only the month or year is known, or it was before March 1900",
    "url": "text: web address",
}
LABELLED_TYPES = {"choice": "text: one label", "choices": f"text: one to {schema.MOST_ISSUES} labels joined by ;"}

Write = Callable[[int, int, str], None]


def excel_file(extract: Extract) -> Iterator[bytes]:
    """The workbook, written to a temporary file and sent from there piece by piece.

    Sheets: Engagements, About, Codebook, Codes. The caller has seen to it that there are at most ``MOST_ROWS`` rows.
    """
    with tempfile.TemporaryFile() as file:
        _write(extract, file)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _write(extract: Extract, file: IO[bytes]) -> None:
    with closing(xlsxwriter.Workbook(file, OPTIONS)) as workbook:
        workbook.set_properties(
            {
                "title": datapackage.TITLE,
                "subject": extract.selection[:255],
                "author": NAME,
                "comments": extract.citation.text,
                "created": datetime.combine(extract.today, time()),
            }
        )
        _engagements(workbook, extract)
        _sheet(workbook, "About", (16, 110), ["What", "Of this file"], about_rows(extract), wrapped=True)
        _sheet(workbook, "Codebook", (20, 20, 34, 80, 12), CODEBOOK, codebook_rows(extract), wrapped=True)
        _sheet(workbook, "Codes", (20, 24, 44), ["column", "code", "label"], code_rows(extract))


def _engagements(workbook: Any, extract: Extract) -> None:
    widths = [WIDTHS.get(name, ELSE) for name in schema.COLUMN_NAMES]
    _sheet(workbook, "Engagements", widths, schema.COLUMN_NAMES, (row for rows in extract.tables() for row in rows))


def _sheet(
    workbook: Any,
    name: str,
    widths: Iterable[int],
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    wrapped: bool = False,
) -> None:
    """A sheet with a frozen header, a filter over all columns, and days as dates on the sheet of engagements."""
    sheet = workbook.add_worksheet(name)
    body = workbook.add_format({"text_wrap": True, "valign": "top"}) if wrapped else None
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width, body)
    bold = workbook.add_format({"bold": True, "bottom": 1, "bg_color": "#EEF1F5"})
    for number, text in enumerate(header):
        sheet.write_string(0, number, text, bold)
    writers = _writers(workbook, sheet, header)
    last = 0
    for last, row in enumerate(rows, start=1):
        for number, cell in enumerate(row):
            if cell:
                writers[number](last, number, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(header) - 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _writers(workbook: Any, sheet: Any, header: Sequence[str]) -> list[Write]:
    """For each column what writes its cells: days as dates in columns of dates, all else as text."""
    # where a reader edits such a cell, the quotation mark keeps it text
    quoted = workbook.add_format({"quote_prefix": True})
    day = workbook.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    dated = {column.name for column in schema.COLUMNS if column.type in ("date", "partial_date")}

    def write_text(row: int, number: int, cell: str) -> None:
        text = cell if len(cell) <= LONGEST else cell[: LONGEST - len(CUT)] + CUT
        if text.startswith(DANGEROUS):
            sheet.write_string(row, number, text, quoted)
        else:
            sheet.write_string(row, number, text)

    def write_date(row: int, number: int, cell: str) -> None:
        if cell >= FIRST_DAY and is_day(cell):
            sheet.write_datetime(row, number, date.fromisoformat(cell), day)
        else:
            write_text(row, number, cell)

    return [write_date if name in dated else write_text for name in header]


def about_rows(extract: Extract) -> list[tuple[str, str]]:
    """What the file is, in pairs of name and text."""
    published = extract.published
    return [
        ("Title", datapackage.TITLE),
        ("Selection", extract.selection),
        ("In a sentence", extract.sentence),
        ("Address", extract.link),
        ("Rows", f"{extract.totals.rows:,}"),
        ("Version", f"{published.table.name}, version {published.version}, last updated {published.updated}"),
        ("Taken on", extract.today.isoformat()),
        ("Names", "labels in place of codes" if extract.is_labelled else "codes; the sheet Codes has their labels"),
        ("Dates", f"Days are dates of Excel; a year, a month and days before {FIRST_DAY} are text, in ISO 8601."),
        ("Licence", LICENCE),
        ("Cite as", extract.citation.text),
        ("Coverage", extract.facts()["note"]),  # type: ignore[list-item]
    ]


CODEBOOK = ("column", "title", "in this file", "what it holds", "always filled")


def codebook_rows(extract: Extract) -> list[tuple[str, ...]]:
    """A row for each column: name, title, type in this file, description, whether it is always filled."""
    types = TYPES | (LABELLED_TYPES if extract.is_labelled else {})
    return [
        (column.name, column.title, types[column.type], column.description, "yes" if column.required else "no")
        for column in extract.columns
    ]


def code_rows(extract: Extract) -> list[tuple[str, str, str]]:
    """A row for each code of each column: column, code, label."""
    return [
        (column.name, code, label)
        for column in schema.COLUMNS
        for code, label in labels_of(column, extract.published.catalogue).items()
    ]
