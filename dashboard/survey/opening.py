"""Files that people send, opened in a limited way: CSV in any usual encoding, Excel workbooks without macros.

Cells are text and nothing more; what the columns mean is in ``mapping``, whether a row is good in ``judging``.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from itertools import islice
from pathlib import PurePath

from charset_normalizer import from_bytes

from dashboard.reading import TableError
from dashboard.survey.limits import Limits, check_workbook
from dashboard.workbooks import workbook_rows

RESULT_COLUMNS = ("result", "what to do", "guess")
"""Put behind the sender's columns by ``report``, and left aside when the file comes back."""

KEPT_FROM_COMPUTING = ("'=", "'+", "'-", "'@")
Progress = Callable[[int, int], None]
"""Told the rows done, and all rows."""

NOTHING: Progress = lambda done, total: None  # noqa: E731 - a default
ROWS_AT_A_TIME = 5_000
"""Rows after which progress is told."""

DELIMITERS = (",", ";", "\t", "|")
OLD_ENCODINGS = ["cp1252", "mac_roman"]
"""Tried where text is no Unicode: Excel on Windows, Excel on a Mac."""

MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
LOOKED_AT = 10
"""Rows at the top among which the header is looked for."""

LONGEST_CELL = 131_072
"""Letters after which an open quotation mark is likelier than a text; csv's own limit may be changed by others."""

OLE = b"\xd0\xcf\x11\xe0"
REFUSED = {
    ".xls": "is in the old binary format of Excel; save it as .xlsx or CSV",
    ".xlsm": "may hold macros, which are never opened; save it as .xlsx or CSV",
    ".xlsb": "is in the binary format of Excel; save it as .xlsx or CSV",
    ".ods": "is an OpenDocument sheet; save it as .xlsx or CSV",
    ".numbers": "is a Numbers sheet; export it as .xlsx or CSV",
    ".pdf": "is a PDF; send the sheet that it was made from, as .xlsx or CSV",
}


@dataclass(frozen=True)
class Row:
    """A row under its number in the file (the first is 1); as many cells as the header has names."""

    number: int
    cells: tuple[str, ...]
    misfit: str = ""
    """Why the row does not fit the header, or ""."""


@dataclass(frozen=True)
class Sheet:
    """A file as text. ``excel``: whether it was a workbook, in which numbers may be days; ``notes``: sentences."""

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    excel: bool
    notes: tuple[str, ...] = ()


def open_survey(name: str, content: bytes, limits: Limits | None = None, progress: Progress = NOTHING) -> Sheet:
    """Open a file by its bytes; its name says only what to call it, and what it claims to be.

    Spaces around cells go, empty rows are skipped, rows above the header are left aside. ``progress`` is called
    with the rows read and 0, since how many there are is not known yet. Raise TableError, one sentence with what
    to do, where it is no CSV or .xlsx, too large, damaged, or made to harm.
    """
    most, name = limits or Limits(), PurePath(name).name or "the file"
    ending = PurePath(name).suffix.lower()
    if not content.strip():
        raise TableError(f"{name} is empty; give a file with a header and rows")
    if len(content) > most.size:
        raise TableError(f"{name} is larger than {most.size / 1e6:,.0f} MB; send it in parts")
    if ending in REFUSED or content.startswith((OLE, b"%PDF")):
        reason = REFUSED.get(ending, REFUSED[".pdf" if content.startswith(b"%PDF") else ".xls"])
        raise TableError(f"{name} {reason}")
    excel = content.startswith(b"PK\x03\x04")
    rows, notes = _workbook(name, content, most) if excel else _text(name, content)
    return _sheet(name, _told(rows, progress), notes, excel, most)


def _told(rows: Iterable[Sequence[str]], progress: Progress) -> Iterator[Sequence[str]]:
    for number, row in enumerate(rows):
        if number % ROWS_AT_A_TIME == 0:
            progress(number, 0)
        yield row


def _workbook(name: str, content: bytes, limits: Limits) -> tuple[Iterable[Sequence[str]], list[str]]:
    check_workbook(name, content, limits)
    return workbook_rows(BytesIO(content)), []


def _text(name: str, content: bytes) -> tuple[Iterable[Sequence[str]], list[str]]:
    text, notes = _decoded(name, content)
    if text.lstrip()[:1] == "<":
        raise TableError(f"{name} is a web page, not a table; save it as CSV or .xlsx")
    first, _, rest = text.partition("\n")
    declared = re.fullmatch(r"sep=(.)\r?", first)
    delimiter = declared[1] if declared else _delimiter(text)
    return csv.reader(StringIO(rest if declared else text, newline=""), delimiter=delimiter), notes


def _decoded(name: str, content: bytes) -> tuple[str, list[str]]:
    marked = next((encoding for mark, encoding in MARKS.items() if content.startswith(mark)), "")
    zeros = content[:1000].count(0)
    guessed = ("utf-16-le" if content[1:2] == b"\0" else "utf-16-be") if zeros > len(content[:1000]) / 4 else "utf-8"
    try:
        return content.decode(marked or guessed), []
    except UnicodeDecodeError:
        best = from_bytes(content, cp_isolation=OLD_ENCODINGS).best() if not marked else None
    encoding = best.encoding if best else "latin-1"
    shown = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman"}.get(encoding, encoding)
    return content.decode(encoding, "replace"), [f"{name} is no Unicode text and was read as {shown}"]


def _delimiter(text: str) -> str:
    """The sign that parts the first rows into most columns, most evenly."""

    def columns(delimiter: str) -> int:
        try:
            widths = Counter(map(len, islice(csv.reader(StringIO(text, newline=""), delimiter=delimiter), 20)))
        except csv.Error:
            return 0
        return max((width * times for width, times in widths.items() if width > 1), default=0)

    return max(DELIMITERS, key=columns)


def _sheet(name: str, rows: Iterable[Sequence[str]], notes: list[str], excel: bool, limits: Limits) -> Sheet:
    read = _read(name, rows, limits)
    place = _header_at([cells for _, cells in read[:LOOKED_AT]])
    if place is None:
        raise TableError(f"{name} has no header; its first row must name the columns")
    header, kept = _named(read[place][1]), len(read[place][1])
    if header[-3:] == RESULT_COLUMNS:
        header, kept = header[:-3], kept - 3
    if place:
        notes = [*notes, f"{place} row{'s' * (place > 1)} above the header left aside"]
    head = place + 1 + sum(_is_of_the_tool(cells) for _, cells in read[place + 1 : place + 2])
    body = read[head:]
    if len(body) > limits.rows:
        raise TableError(f"{name} has more than {limits.rows:,} rows; send it in parts")
    fitted = tuple(_fitted(number, cells, kept, len(read[place][1]), limits.letters) for number, cells in body)
    return Sheet(name, header, fitted, excel, tuple(notes))


def _read(name: str, rows: Iterable[Sequence[str]], limits: Limits) -> list[tuple[int, list[str]]]:
    """Number and cells of every row that is not empty; raise TableError where there are too many."""
    read: list[tuple[int, list[str]]] = []
    try:
        for number, cells in enumerate(rows, 1):
            if len(cells) > limits.columns and any(cell.strip() for cell in cells[limits.columns :]):
                raise TableError(f"{name} row {number} has {len(cells):,} columns; at most {limits.columns} are read")
            if len(read) > limits.rows + LOOKED_AT:
                raise TableError(f"{name} has more than {limits.rows:,} rows; send it in parts")
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise csv.Error(f"a cell of more than {LONGEST_CELL:,} letters")
            if any(cell.strip() for cell in cells):
                read.append((number, [_plain(cell) for cell in cells[: limits.columns]]))
    except TableError:
        raise
    except csv.Error as error:
        where = f"row {len(read) + 1}"
        raise TableError(f"{name} {where} cannot be read ({error}); close every quotation mark") from error
    except Exception as error:  # openpyxl raises whatever it meets in a damaged workbook
        reason = " ".join(str(error).split())[:100] or type(error).__name__
        raise TableError(f"{name} cannot be read as a workbook ({reason}); save it anew") from error
    return read


def _plain(cell: str) -> str:
    """The cell without spaces around it, and without the apostrophe that keeps a spreadsheet from computing it."""
    text = cell.replace("\x00", "").strip()
    return text[1:] if text.startswith(KEPT_FROM_COMPUTING) else text


def _header_at(top: Sequence[Sequence[str]]) -> int | None:
    """The first row that is filled nearly as well as the best; below titles, above a survey tool's own row."""
    filled = [sum(map(bool, cells)) for cells in top]
    if not any(filled):
        return None
    tool = next((place for place, cells in enumerate(top) if _is_of_the_tool(cells)), 0)
    return tool - 1 if tool else next(place for place, count in enumerate(filled) if count > max(filled) / 2)


def _is_of_the_tool(cells: Sequence[str]) -> bool:
    """Whether it is the row of identifiers that Qualtrics puts under the questions."""
    return any(cell.startswith('{"ImportId"') for cell in cells)


def _named(cells: Sequence[str]) -> tuple[str, ...]:
    """A name for every column, each its own."""
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = " ".join(cell.split()) or f"(column {number})"
        times = sum(each == name or each.startswith(f"{name} (") for each in names)
        names.append(f"{name} ({times + 1})" if name in names else name)
    return tuple(names)


def _fitted(number: int, cells: Sequence[str], kept: int, width: int, letters: int) -> Row:
    """The row as wide as the header; one with more cells, or with far too long a cell, is a misfit."""
    misfit = f"has {len(cells)} cells where the header has {width}" if any(cells[width:]) else ""
    longest = max(map(len, cells))
    if longest > letters:
        misfit = f"has a cell of {longest:,} letters where {letters:,} are read"
    return Row(number, tuple([*cells, *[""] * (width - len(cells))][:kept]), misfit)
