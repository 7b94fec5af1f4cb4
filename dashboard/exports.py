"""What all files that are taken away share: lines of CSV in which no cell is a formula, tables of pages, file names.

The rows of a selection become files in ``formats``; addresses and HTTP are handled in ``download_routes``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

import polars as pl

from dashboard.pictures.section import Cell, Column, Number, Sheet
from dashboard.published import Published
from dashboard.selection import Address
from dashboard.slugs import slugify
from dashboard.wording import describe

BYTE_ORDER_MARK = "\ufeff"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is taken for a formula by spreadsheets; an apostrophe before it makes it text."""


def sheet_csv(sheet: Sheet | None) -> str:
    """A table of a page of analysis, whole, as CSV: numbers as computed, several names joined by '; '."""
    if sheet is None:
        return ""
    lines: list[Sequence[object]] = [[column.title for column in sheet.columns]]
    for row in sheet.rows():
        pairs = zip(sheet.columns, row, strict=True)
        lines.append([_as_computed(column, cell) for column, cell in pairs])
    return csv_lines(lines)


def _as_computed(column: Column, cell: Cell) -> object:
    if isinstance(cell, Number):
        return cell.value
    return cell if isinstance(cell, int | float) else column.text(cell)


def file_name(published: Published, address: Address, ending: str, today: date, stem: str = "engagements") -> str:
    """A name with the date and a readable form of the selection: 'engagements_2026-11-22_energy-texas.csv'."""
    words = slugify(describe(address.selection, published.catalogue))[:80].strip("-")
    return f"{stem}_{today.isoformat()}_{words or 'all'}.{ending}"


def harmless(cell: object) -> str:
    """The cell as text that no spreadsheet takes for a formula; a number stays one, also below zero."""
    if isinstance(cell, int | float):
        return str(cell)
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(DANGEROUS) else text


def csv_lines(rows: Iterable[Sequence[object]]) -> str:
    """The rows as lines of CSV (RFC 4180), no cell a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return buffer.getvalue()


def text_file(rows: pl.DataFrame) -> bytes:
    """The same of a frame of text without missing values, in UTF-8, in a fraction of the time; no header."""
    cells = pl.all()
    guarded = pl.when(cells.str.slice(0, 1).is_in(DANGEROUS)).then(pl.lit("'") + cells).otherwise(cells)
    # Polars puts quotation marks around an empty text, so that it is told from a missing one
    told = rows.select(pl.when(cells != "").then(guarded).name.keep())
    return told.write_csv(include_header=False, line_terminator="\r\n", quote_style="necessary").encode()
