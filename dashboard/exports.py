"""Exports: exactly the selected rows as CSV, and a ZIP that also says what they are.

Both follow the one selection and the one order of rows; addresses and HTTP are handled in ``routes``.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from dashboard import schema
from dashboard.pictures.section import Cell, Column, Number, Sheet
from dashboard.published import Published
from dashboard.selection import Address
from dashboard.slugs import slugify
from dashboard.wording import date_in_words, describe, summary

BYTE_ORDER_MARK = "\ufeff"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is taken for a formula by spreadsheets; an apostrophe before it makes it text."""

ROWS_AT_A_TIME = 2_000
LICENCE = "Creative Commons Attribution 4.0 International (CC BY 4.0), https://creativecommons.org/licenses/by/4.0/"


def csv_text(published: Published, address: Address, with_mark: bool = False) -> Iterator[str]:
    """The selection as CSV (RFC 4180), some thousand rows at a time: a header, then the rows in the table's order."""
    rows = published.rows(address.selection, address.look.sort, schema.COLUMN_NAMES)
    yield (BYTE_ORDER_MARK if with_mark else "") + csv_lines([schema.COLUMN_NAMES])
    for start in range(0, len(rows), ROWS_AT_A_TIME):
        yield csv_lines(rows[start : start + ROWS_AT_A_TIME].rows())


def zip_bytes(published: Published, address: Address, link: str, today: date) -> bytes:
    """A ZIP of the CSV and a text file with selection, address, row count, licence and citation."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("engagements.csv", "".join(csv_text(published, address)).encode())
        archive.writestr("about-this-selection.txt", about(published, address, link, today))
    return buffer.getvalue()


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


def about(published: Published, address: Address, link: str, today: date) -> str:
    """What a file of this selection holds, in words, and how to cite it."""
    totals = published.totals(address.selection)
    shown = describe(address.selection, published.catalogue) or "everything"
    return "\n".join(
        [
            "Multilevel Diplomacy Dashboard: engagements of U.S. states, counties and cities with the world",
            "",
            f"Selection: {shown}",
            f"In a sentence: {summary(address.selection, totals, published.catalogue)}",
            f"Address: {link}",
            f"Rows: {totals.rows:,}",
            f"Table: {published.table.name}, version {published.version}, last updated {published.updated}",
            f"Taken on: {today.isoformat()}",
            "",
            f"Licence of the compilation: {LICENCE}",
            f"Cite as: {citation(published, today)} Selection: {shown}. {link}",
            "",
            "A selective snapshot of public sources: a blank place means nothing recorded, never that nothing happens.",
            "Cells that begin with =, +, -, @, a tab or a return have an apostrophe before them, "
            "so that spreadsheets show them as text.",
            "",
        ]
    )


def citation(published: Published, today: date) -> str:
    """How to cite the table."""
    return (
        "Multilevel Diplomacy Dashboard: engagements of U.S. states, counties and cities with the world "
        f"[data set], version {published.version}, updated {date_in_words(published.updated)}, "
        f"accessed {date_in_words(today.isoformat())}."
    )


def file_name(published: Published, address: Address, ending: str, today: date) -> str:
    """A name with the date and a readable form of the selection: 'engagements_2026-11-22_energy-texas.csv'."""
    words = slugify(describe(address.selection, published.catalogue))[:80].strip("-")
    return "_".join(filter(None, ["engagements", today.isoformat(), words or "all"])) + f".{ending}"


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
