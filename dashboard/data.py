"""Load and validate a table: a frame, or every problem by row, column, value and fix.

The rules are in ``rules`` and ``row_rules``, the file formats in ``reading``; nothing is derived here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl

from dashboard.language import gettext
from dashboard.reading import Cells, Misfit, TableError, fingerprint, read_cells, read_table
from dashboard.reference import Reference
from dashboard.row_rules import RowRule, comparing_rules, row_rules
from dashboard.rules import ValueRule, value_rules
from dashboard.saying import in_words, later
from dashboard.schema import COLUMN_NAMES, COLUMNS
from dashboard.suggestions import nearest
from dashboard.texts import as_pandas, from_pandas

# Where PySpark is installed pandera would import this at every check, for frames that it is never given here.
sys.modules.setdefault("pyspark.pandas", None)  # type: ignore[arg-type]
import pandera.pandas as pa  # noqa: E402
from pandera.errors import SchemaErrors  # noqa: E402

__all__ = ["Problem", "Table", "TableError", "load_table", "read_table"]

Rule = ValueRule | RowRule

LONGEST_VALUE = 80
"""Characters of a value that a problem's sentence shows."""

PLACE = "place_in_table"
"""Column with the place of a row in the file's order, where rows are held in another."""

CHECKED_AT_ONCE = 250_000
"""Rows that are made ready for pandas and checked at a time, so that memory does not grow with the table."""

WRITTEN = ("id", "title", "summary", "source_url")
"""Columns in which nearly every row has a text of its own."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with one cell, by file row as a spreadsheet shows it (the header is row 1) and column.

    ``column`` is empty where the row as a whole does not fit the header; ``value`` is then the written row.
    """

    table: str
    row: int
    column: str
    value: str
    reason: str
    fix: str

    def __str__(self) -> str:
        return f"{self.table} row {self.row}: {f'{self._subject()} {self.reason}'.strip()}; {self.fix}"

    def in_words(self) -> str:
        """The same in the language spoken; ``str`` is in English."""
        problem = f"{self._subject()} {in_words(self.reason)}".strip()
        words = gettext("{table} row {row}: {problem}; {fix}")
        return words.format(table=self.table, row=self.row, problem=problem, fix=in_words(self.fix))

    def _subject(self) -> str:
        shown = self.value if len(self.value) <= LONGEST_VALUE else f"{self.value[:LONGEST_VALUE]}…"
        return f"{self.column} {shown!r}" if self.column and self.value else self.column


@dataclass(frozen=True, eq=False)
class Table:
    """A table as read: its good rows, and the problems of the others.

    ``held``: the good rows in any order, where it is not the file's with ``PLACE``; ``schema.COLUMN_NAMES`` and perhaps
    others, all text or Enum. ``problems``: by file row, then column. ``notes``: sentences on what was left aside and
    harms no row. ``version``: short SHA-256 of the file's bytes.
    """

    held: pl.DataFrame
    problems: tuple[Problem, ...]
    rows_read: int
    name: str
    version: str
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, engagements: pd.DataFrame, name: str, version: str) -> Table:
        """A table of rows that are known to be good: the columns of the schema, all text."""
        texts = ready(from_pandas(engagements))
        return cls(texts, (), len(texts), name, version)

    @property
    def rows(self) -> int:
        """How many rows are good."""
        return len(self.held)

    @cached_property
    def engagements(self) -> pd.DataFrame:
        """``texts`` for pandas, all text: made on first use and kept, which takes memory for every row."""
        return as_pandas(self.texts())

    def texts(self) -> pl.DataFrame:
        """The good rows in file order: ``schema.COLUMN_NAMES``, all text or Enum, missing values ""."""
        in_order = self.held.select(PLACE, *COLUMN_NAMES).sort(PLACE) if PLACE in self.held else self.held
        return _whole(in_order.select(COLUMN_NAMES))

    def columns(self, *names: str) -> pl.DataFrame:
        """Some columns of the good rows, in any order."""
        return _whole(self.held.select(names))

    def row(self, identifier: str) -> dict[str, str] | None:
        """The good row with this id, None where there is none."""
        found = self.held.filter(pl.col("id") == identifier).select(COLUMN_NAMES)
        return _whole(found).row(0, named=True) if len(found) else None

    @property
    def bad_rows(self) -> int:
        """How many rows have at least one problem."""
        return len({problem.row for problem in self.problems})

    def with_rows(self, engagements: pd.DataFrame, version: str = "") -> Table:
        """The same table with other rows: the columns of the schema, all text."""
        return replace(self, held=ready(from_pandas(engagements)), version=version or self.version)


def _whole(texts: pl.DataFrame) -> pl.DataFrame:
    return texts.with_columns(pl.col(pl.Enum, pl.String).fill_null(""))


def ready(texts: pl.DataFrame) -> pl.DataFrame:
    """The columns of the schema in order, those that repeat as Enum and those that are written for each row as text."""
    return texts.select(COLUMN_NAMES).with_columns(pl.col(WRITTEN).cast(pl.String))


def load_table(path: Path, reference: Reference) -> Table:
    """Read and validate the table in ``path`` against the schema and the codes of ``reference``.

    Spaces around cells are taken away and empty rows skipped; nothing else is changed. Raise TableError where
    the file cannot be read or lacks a column.
    """
    cells = read_cells(path)
    _require_columns(cells.texts, path.name)
    texts = ready(cells.texts)
    problems = [_misfit(misfit, path.name) for misfit in cells.misfits]
    problems += _all_problems(Cells(texts, cells.rows), reference, path.name)
    bad = {problem.row for problem in problems}
    good = texts.filter(~np.isin(cells.rows, list(bad))) if bad else texts
    return Table(
        held=good,
        problems=tuple(sorted(problems, key=_place)),
        rows_read=len(texts) + len(cells.misfits),
        name=path.name,
        version=fingerprint(path),
        notes=_notes(cells.texts, path.name),
    )


def _require_columns(frame: pl.DataFrame, file: str) -> None:
    missing = [column for column in COLUMNS if column.name not in frame.columns]
    others = [name for name in frame.columns if name not in COLUMN_NAMES]
    if len(missing) == len(COLUMNS):
        separator = next((sign for sign in (";", "\t") if sign in frame.columns[0]), None)
        fix = f"separate it by commas, not {separator!r}" if separator else "make it the first row"
        raise TableError(f"{file} has no header that names the columns {', '.join(COLUMN_NAMES)}; {fix}")
    if missing:
        alike = nearest(missing[0].name, {name: name for name in others})
        fix = f"rename '{alike[0]}' to '{missing[0].name}'" if alike else "add what is missing"
        names = ", ".join(f"'{column.name}'" for column in missing)
        raise TableError(f"{file} lacks the column{'s' * (len(missing) > 1)} {names}; {fix}")


def _notes(frame: pl.DataFrame, file: str) -> tuple[str, ...]:
    others = [f"'{name}'" for name in frame.columns if name not in COLUMN_NAMES]
    return (f"{file}: left aside, not being columns of the table: {', '.join(others)}",) if others else ()


def _misfit(misfit: Misfit, file: str) -> Problem:
    reason = later("the row has {n} cells where the header has {width}", n=misfit.cells, width=misfit.expected)
    if misfit.cells < misfit.expected:
        fix = later("add the missing cells, and close every quotation mark")
    else:
        fix = later("delete those too many, or put cells that contain commas in quotation marks")
    return Problem(file, misfit.row, "", misfit.text, reason, fix)


def _all_problems(cells: Cells, reference: Reference, file: str) -> Iterator[Problem]:
    """Every problem of a file's rows; those that several rows have together are looked for among likely ones."""
    alone: list[Rule] = [*value_rules(reference), *row_rules(reference)]
    for start in range(0, len(cells.rows), CHECKED_AT_ONCE):
        rows = slice(start, start + CHECKED_AT_ONCE)
        yield from _problems(Cells(cells.texts[rows], cells.rows[rows]).frame, alone, file)
    for rule, suspects in comparing_rules():
        likely = suspects(cells.texts)
        if likely.any():
            found = Cells(cells.texts.filter(likely), cells.rows[likely.to_numpy()])
            yield from _problems(found.frame, [rule], file)


def problems_in(table: pd.DataFrame, reference: Reference, file: str) -> Iterator[Problem]:
    """Every problem of a table's rows, called by its index; ``table``: the columns of the schema, all text."""
    together = [rule for rule, _ in comparing_rules()]
    return _problems(table, [*value_rules(reference), *row_rules(reference), *together], file)


def _problems(table: pd.DataFrame, rules: Sequence[Rule], file: str) -> Iterator[Problem]:
    for rule, rows in _failures(table, rules):
        values = table.loc[rows, rule.column]
        if isinstance(rule, ValueRule):
            words_of = {value: rule.explain(value) for value in values.unique()}
            explained = iter([words_of[value] for value in values])
        else:
            explained = rule.explain(table, rows)
        for row, value, (reason, fix) in zip(rows, values, explained, strict=True):
            yield Problem(file, row, rule.column, value, reason, fix)


def _failures(table: pd.DataFrame, rules: Sequence[Rule]) -> Iterator[tuple[Rule, pd.Index]]:
    """Check ``table`` against all ``rules`` at once; yield each rule that some rows fail, with those rows."""
    checks: dict[str, list[pa.Check]] = {column: [] for column in COLUMN_NAMES}
    for number, rule in enumerate(rules):
        checks[rule.column].append(_check(rule, table, str(number)))
    schema = pa.DataFrameSchema({column: pa.Column(checks=of_column) for column, of_column in checks.items()})
    try:
        # pandera keeps the schema while the frame lives: checks that know that frame would keep both for ever
        schema.validate(table.copy(deep=False), lazy=True, inplace=True)
    except SchemaErrors as failures:
        for failure in failures.schema_errors:
            if failure.check_output is None:
                raise failure from None
            yield rules[int(failure.check.name)], table.index[~failure.check_output]


def _check(rule: Rule, table: pd.DataFrame, name: str) -> pa.Check:
    """Make a rule a check of its column; pandera's own checks of rows repeat a bad row for every column."""
    if isinstance(rule, ValueRule):
        return pa.Check(rule.holds, name=name)
    of_rows = rule.holds
    return pa.Check(lambda _: of_rows(table), name=name)


def _place(problem: Problem) -> tuple[int, int]:
    return problem.row, COLUMN_NAMES.index(problem.column) if problem.column else -1
