"""Tables as files: CSV, Excel and Parquet read as text, each row under its number in the file.

What the columns mean is not known here; ``data`` validates.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from dashboard.texts import as_pandas, compact
from dashboard.workbooks import cell_text, workbook_rows

Read = tuple[Sequence[str], Iterable[pa.ChunkedArray], tuple["Misfit", ...]]
"""Names of columns, their cells column by column, and the rows that do not fit the header."""

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
    """A file as text: every column of its header, for each row its number in the file (the header is 1), the misfits.

    Columns whose values repeat are Enums.
    """

    texts: pl.DataFrame
    rows: npt.NDArray[np.int64]
    misfits: tuple[Misfit, ...] = ()

    @property
    def frame(self) -> pd.DataFrame:
        """The same for pandas, indexed by the numbers of the rows."""
        return as_pandas(self.texts, pd.Index(self.rows, name="row"))


def read_cells(path: Path) -> Cells:
    """Read CSV (UTF-8, BOM allowed), Excel (first worksheet), Parquet or a folder of Parquet files as text.

    Spaces around cells and column names are taken away, missing values are "", empty rows are skipped.
    Raise TableError where there is nothing to read, or no header that gives every column its own name.
    """
    reader = _reader_of(path)
    try:
        header, columns, misfits = reader(path)
        names = _column_names(header, path.name)
        texts = pl.DataFrame([_trimmed(name, cells) for name, cells in zip(names, columns, strict=True)])
    except TableError:
        raise
    except PermissionError as error:
        raise TableError(f"{path.name} may not be read by this user; change its permissions") from error
    except Exception as error:  # the libraries raise whatever they meet in a damaged file
        reason = " ".join(str(error).split()) or type(error).__name__
        raise TableError(
            f"{path.name} cannot be read as {path.suffix or 'Parquet'} ({reason}); save it anew"
        ) from error
    return _numbered(texts, misfits)


def read_table(path: Path) -> pd.DataFrame:
    """Read a table as text, as ``read_cells`` does; raise TableError also where a row is a misfit."""
    cells = read_cells(path)
    if cells.misfits:
        misfit = cells.misfits[0]
        raise TableError(
            f"{path.name} row {misfit.row} has {misfit.cells} cells where the header has {misfit.expected}; "
            "give it as many"
        )
    return as_pandas(cells.texts)


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


def _reader_of(path: Path) -> Callable[[Path], Read]:
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


def _read_csv(path: Path) -> Read:
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
            return names, [pa.chunked_array([], TEXT) for _ in names], ()
        if "straddling" not in str(error):
            raise
        raise TableError(f"{path.name} has a quotation mark that is not closed; close it") from error
    return names, table.columns, tuple(misfits)


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


def _read_xlsx(path: Path) -> Read:
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
    return header, (pa.chunked_array([column], TEXT) for column in columns), tuple(misfits)


def _read_parquet(path: Path) -> Read:
    parts = _parts(path) if path.is_dir() else [path]
    files = [pyarrow.parquet.ParquetFile(part) for part in parts]
    names = files[0].schema_arrow.names
    for part, file in zip(parts, files, strict=True):
        if set(file.schema_arrow.names) != set(names):
            raise TableError(f"{part.name} has other columns than {parts[0].name}; write them with the same columns")
    return names, (_column_of(files, name) for name in names), ()


def _column_of(files: Sequence[pyarrow.parquet.ParquetFile], name: str) -> pa.ChunkedArray:
    parts = [_as_text(file.read(columns=[name])[name]) for file in files]
    return pa.chunked_array([chunk for part in parts for chunk in part.chunks], TEXT)


READERS: Mapping[str, Callable[[Path], Read]] = {
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


def _trimmed(name: str, cells: pa.ChunkedArray) -> pl.Series:
    return compact(pl.Series(name, pl.from_arrow(pc.utf8_trim_whitespace(cells)), dtype=pl.String))


def _numbered(texts: pl.DataFrame, misfits: Sequence[Misfit]) -> Cells:
    """Number the rows as the file does and drop the empty ones."""
    every_row = np.arange(HEADER_ROW + 1, HEADER_ROW + 1 + len(texts) + len(misfits))
    rows = np.setdiff1d(every_row, [misfit.row for misfit in misfits]) if misfits else every_row
    filled = texts.select(pl.any_horizontal(pl.all().cast(pl.String) != "")).to_series().fill_null(False)
    return Cells(
        texts=texts if filled.all() else texts.filter(filled),
        rows=rows if filled.all() else rows[filled.to_numpy()],
        misfits=tuple(misfit for misfit in misfits if misfit.text.strip(BLANK)),
    )
