"""Tables as files: CSV, Excel and Parquet read as text, each row under its number in the file.

What the columns mean is not known here; ``data`` validates.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from dashboard.workbooks import cell_text, workbook_rows

TEXT = pa.large_string()
HEADER_ROW = 1
BLANK = ' \t,;"'
"""What an empty row of a CSV file may consist of."""


class TableError(ValueError):
    """A file that cannot be read as a table: one sentence with its name, what is wrong and what to do."""


@dataclass(frozen=True)
class Misfit:
    """A row that has more or fewer cells than the header; ``text`` is the row as written."""

    row: int
    cells: int
    expected: int
    text: str


@dataclass(frozen=True, eq=False)
class Cells:
    """A file as text: every column of its header, indexed by file row (the header is 1), and the misfits."""

    frame: pd.DataFrame
    misfits: tuple[Misfit, ...] = ()


def read_cells(path: Path) -> Cells:
    """Read CSV (UTF-8, BOM allowed), Excel (first worksheet), Parquet or a folder of Parquet files as text.

    Spaces around cells and column names are taken away, missing values are "", empty rows are skipped.
    Raise TableError where there is nothing to read, or no header that gives every column its own name.
    """
    reader = _reader_of(path)
    try:
        table, misfits = reader(path)
    except TableError:
        raise
    except PermissionError as error:
        raise TableError(f"{path.name} may not be read by this user; change its permissions") from error
    except Exception as error:  # the libraries raise whatever they meet in a damaged file
        reason = " ".join(str(error).split()) or type(error).__name__
        raise TableError(
            f"{path.name} cannot be read as {path.suffix or 'Parquet'} ({reason}); save it anew"
        ) from error
    return _numbered(table.rename_columns(_column_names(table.column_names, path.name)), misfits)


def read_table(path: Path) -> pd.DataFrame:
    """Read a table as text, as ``read_cells`` does; raise TableError also where a row is a misfit."""
    cells = read_cells(path)
    if cells.misfits:
        misfit = cells.misfits[0]
        raise TableError(
            f"{path.name} row {misfit.row} has {misfit.cells} cells where the header has {misfit.expected}; "
            "give it as many"
        )
    return cells.frame.reset_index(drop=True)


def fingerprint(path: Path) -> str:
    """Return 12 hexadecimal digits of the SHA-256 of the file, or of its parts' digests for a folder."""
    if path.is_dir():
        return hashlib.sha256("".join(map(_sha256, _parts(path))).encode()).hexdigest()[:12]
    return _sha256(path)[:12]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _parts(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.parquet"))


def _reader_of(path: Path) -> Callable[[Path], tuple[pa.Table, tuple[Misfit, ...]]]:
    if path.is_dir():
        if not _parts(path):
            raise TableError(f"{path} is a folder without .parquet files; name a file, or a folder that holds some")
        return _read_parquet
    if not path.is_file():
        raise TableError(f"there is no file {path}; check the path")
    if path.suffix.lower() not in READERS:
        raise TableError(f"{path.name} is not one of {', '.join(READERS)}; save it as one of them")
    if path.stat().st_size == 0:
        raise TableError(f"{path.name} is empty; give a file with a header and rows")
    return READERS[path.suffix.lower()]


def _read_csv(path: Path) -> tuple[pa.Table, tuple[Misfit, ...]]:
    names = _csv_header(path)
    misfits: list[Misfit] = []

    def keep(row: pyarrow.csv.InvalidRow) -> str:
        misfits.append(Misfit(row.number, row.actual_columns, row.expected_columns, row.text))
        return "skip"

    try:
        table = pyarrow.csv.read_csv(
            path,
            read_options=pyarrow.csv.ReadOptions(use_threads=False),  # rows are numbered in one thread only
            parse_options=pyarrow.csv.ParseOptions(
                newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=keep
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, TEXT), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid as error:
        if "Empty CSV" in str(error):  # a header without a line break after it
            return pa.table({name: pa.array([], TEXT) for name in names}), ()
        if "straddling" not in str(error):
            raise
        raise TableError(f"{path.name} has a quotation mark that is not closed; close it") from error
    return table, tuple(misfits)


def _csv_header(path: Path) -> list[str]:
    _require_utf8(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        names = next(csv.reader(file), [])
    if not any(name.strip() for name in names):
        raise TableError(f"{path.name} has no header; its first row must name the columns")
    return names


def _require_utf8(path: Path) -> None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                line += chunk[: error.start].count(b"\n")
                raise TableError(f"{path.name} is not UTF-8 text (line {line}); save it as 'CSV UTF-8'") from error
            line += chunk.count(b"\n")


def _read_xlsx(path: Path) -> tuple[pa.Table, tuple[Misfit, ...]]:
    header, *rows = list(workbook_rows(path)) or [[]]
    if not header:
        raise TableError(f"{path.name} has no header; the first row of its first sheet must name the columns")
    width = len(header)
    misfits = [
        Misfit(number, len(row), width, " | ".join(row))
        for number, row in enumerate(rows, HEADER_ROW + 1)
        if len(row) > width
    ]
    fitting = [row + [""] * (width - len(row)) for row in rows if len(row) <= width]
    columns: Sequence[Sequence[str]] = list(zip(*fitting, strict=True)) or [()] * width
    return pa.Table.from_arrays([pa.array(column, TEXT) for column in columns], header), tuple(misfits)


def _read_parquet(path: Path) -> tuple[pa.Table, tuple[Misfit, ...]]:
    parts = _parts(path) if path.is_dir() else [path]
    tables = [pyarrow.parquet.ParquetFile(part).read() for part in parts]
    for part, table in zip(parts, tables, strict=True):
        if set(table.column_names) != set(tables[0].column_names):
            raise TableError(f"{part.name} has other columns than {parts[0].name}; write them with the same columns")
    names = tables[0].column_names
    texts = [pa.Table.from_arrays([_as_text(table[name]) for name in names], names) for table in tables]
    return pa.concat_tables(texts), ()


READERS: Mapping[str, Callable[[Path], tuple[pa.Table, tuple[Misfit, ...]]]] = {
    ".csv": _read_csv,
    ".xlsx": _read_xlsx,
    ".parquet": _read_parquet,
}


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return pc.fill_null(column.cast(kind).cast(TEXT), "")
    return pa.chunked_array([[cell_text(value) for value in column.to_pylist()]], TEXT)


def _column_names(header: Sequence[str], file: str) -> list[str]:
    names = [name.strip() or f"(column {number})" for number, name in enumerate(header, 1)]
    repeated = [name for name, times in Counter(names).items() if times > 1]
    if repeated:
        raise TableError(f"{file} names the column '{repeated[0]}' twice; rename or delete one of them")
    return names


def _numbered(table: pa.Table, misfits: Sequence[Misfit]) -> Cells:
    """Trim the cells, number the rows as the file does and drop the empty ones."""
    trimmed = pa.Table.from_arrays([pc.utf8_trim_whitespace(column) for column in table.columns], table.column_names)
    frame = trimmed.to_pandas(types_mapper=lambda kind: pd.StringDtype(na_value=float("nan")))
    every_row = pd.RangeIndex(HEADER_ROW + 1, HEADER_ROW + 1 + len(frame) + len(misfits), name="row")
    frame.index = every_row.drop([misfit.row for misfit in misfits]) if misfits else every_row
    empty = reduce(and_, (frame[name].eq("") for name in frame.columns))
    return Cells(
        frame=frame[~empty] if empty.any() else frame,
        misfits=tuple(misfit for misfit in misfits if misfit.text.strip(BLANK)),
    )
