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

from dashboard.language import LANGUAGES, N_, ngettext, speaking
from dashboard.language import gettext as _
from dashboard.reading import TableError
from dashboard.saying import later
from dashboard.survey.limits import Limits, check_workbook
from dashboard.workbooks import workbook_rows

RESULT_COLUMNS = (N_("result"), N_("what to do"), N_("guess"))
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
    ".xls": N_("{file} is in the old binary format of Excel; save it as .xlsx or CSV"),
    ".xlsm": N_("{file} may hold macros, which are never opened; save it as .xlsx or CSV"),
    ".xlsb": N_("{file} is in the binary format of Excel; save it as .xlsx or CSV"),
    ".ods": N_("{file} is an OpenDocument sheet; save it as .xlsx or CSV"),
    ".numbers": N_("{file} is a Numbers sheet; export it as .xlsx or CSV"),
    ".pdf": N_("{file} is a PDF; send the sheet that it was made from, as .xlsx or CSV"),
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
    most, name = limits or Limits(), PurePath(name).name or _("the file")
    if not content.strip():
        raise TableError(_("{file} is empty; give a file with a header and rows").format(file=name))
    if len(content) > most.size:
        raise TableError(
            _("{file} is larger than {n} MB; send it in parts").format(file=name, n=f"{most.size / 1e6:,.0f}")
        )
    if (ending := PurePath(name).suffix.lower()) in REFUSED or content.startswith((OLE, b"%PDF")):
        reason = REFUSED.get(ending, REFUSED[".pdf" if content.startswith(b"%PDF") else ".xls"])
        raise TableError(_(reason).format(file=name))
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
        raise TableError(_("{file} is a web page, not a table; save it as CSV or .xlsx").format(file=name))
    first, _line, rest = text.partition("\n")
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
    return content.decode(encoding, "replace"), [
        _("{file} is no Unicode text and was read as {encoding}").format(file=name, encoding=shown)
    ]


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
        raise TableError(_("{file} has no header; its first row must name the columns").format(file=name))
    header, kept = _named(read[place][1]), len(read[place][1])
    if header[-3:] in _result_columns():
        header, kept = header[:-3], kept - 3
    if place:
        notes = [*notes, ngettext("{n} row above the header left aside", "{n} rows above the header left aside", place)]
        notes[-1] = notes[-1].format(n=place)
    head = place + 1 + sum(_is_of_the_tool(cells) for _, cells in read[place + 1 : place + 2])
    body = read[head:]
    if len(body) > limits.rows:
        raise TableError(_many(name, limits))
    fitted = tuple(_fitted(number, cells, kept, len(read[place][1]), limits.letters) for number, cells in body)
    return Sheet(name, header, fitted, excel, tuple(notes))


def _read(name: str, rows: Iterable[Sequence[str]], limits: Limits) -> list[tuple[int, list[str]]]:
    """Number and cells of every row that is not empty; raise TableError where there are too many."""
    read: list[tuple[int, list[str]]] = []
    try:
        for number, cells in enumerate(rows, 1):
            if len(cells) > limits.columns and any(cell.strip() for cell in cells[limits.columns :]):
                raise TableError(_wide(name, number, len(cells), limits))
            if len(read) > limits.rows + LOOKED_AT:
                raise TableError(_many(name, limits))
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise csv.Error(_("a cell of more than {n} letters").format(n=f"{LONGEST_CELL:,}"))
            if any(cell.strip() for cell in cells):
                read.append((number, [_plain(cell) for cell in cells[: limits.columns]]))
    except TableError:
        raise
    except csv.Error as error:
        words = _("{file} row {row} cannot be read ({reason}); close every quotation mark")
        raise TableError(words.format(file=name, row=len(read) + 1, reason=error)) from error
    except Exception as error:  # openpyxl raises whatever it meets in a damaged workbook
        reason = " ".join(str(error).split())[:100] or type(error).__name__
        words = _("{file} cannot be read as a workbook ({reason}); save it anew")
        raise TableError(words.format(file=name, reason=reason)) from error
    return read


def _many(name: str, limits: Limits) -> str:
    return _("{file} has more than {n} rows; send it in parts").format(file=name, n=f"{limits.rows:,}")


def _wide(name: str, row: int, columns: int, limits: Limits) -> str:
    sizes = {"n": f"{columns:,}", "most": limits.columns}
    return _("{file} row {row} has {n} columns; at most {most} are read").format(file=name, row=row, **sizes)


def _result_columns() -> Iterator[tuple[str, ...]]:
    """The columns that ``report`` puts behind, in every language."""
    for code in LANGUAGES:
        with speaking(code):
            yield tuple(_(name) for name in RESULT_COLUMNS)


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
    misfit = (
        later("has {n} cells where the header has {width}", n=len(cells), width=width) if any(cells[width:]) else ""
    )
    longest = max(map(len, cells))
    if longest > letters:
        misfit = later("has a cell of {n} letters where {most} are read", n=f"{longest:,}", most=f"{letters:,}")
    return Row(number, tuple([*cells, *[""] * (width - len(cells))][:kept]), misfit)
