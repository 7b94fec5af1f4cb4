"""Excel workbooks read as rows of text: dates as precise as their cell shows, whole numbers without a point.

What the columns mean is not known here, nor how a row that does not fit is reported.
"""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import IO

import openpyxl
from openpyxl.cell.cell import Cell

_NOT_SHOWN = re.compile(r"\[[^]]*\]|\"[^\"]*\"|\\.")


def workbook_rows(path: Path | IO[bytes]) -> Iterator[list[str]]:
    """Yield the rows of the first worksheet from row 1 on, without the empty cells at their ends.

    A formula counts as the value last computed for it. Raise what openpyxl raises where it is no workbook.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of styles and extensions that it does not keep
        workbook = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            sheet = workbook.worksheets[0]
            sheet.reset_dimensions()  # some programs write a size that is too small
            for cells in sheet.iter_rows():
                yield _without_empty_end([_shown(cell) for cell in cells])
        finally:
            workbook.close()


def cell_text(value: object) -> str:
    """Return a typed value as text: nothing as "", whole numbers without a point, lists joined by '|'."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return "|".join(cell_text(part) for part in value)
    return str(value)


def _shown(cell: Cell) -> str:
    """Return the text of ``cell``; Excel keeps a typed "2019-05" as 1 May, shown by month and year only."""
    if not isinstance(cell.value, datetime):
        return cell_text(cell.value)
    shown = _NOT_SHOWN.sub("", cell.number_format).lower()
    if "y" not in shown or "d" in shown:
        return cell_text(cell.value)
    return cell.value.strftime("%Y-%m" if "m" in shown else "%Y")


def _without_empty_end(row: list[str]) -> list[str]:
    while row and not row[-1].strip():
        row.pop()
    return row
