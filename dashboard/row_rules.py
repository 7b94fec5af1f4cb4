"""What must hold across the columns of an engagement and across the rows of the table.

Rules over one column are in ``rules``; both are applied in ``data``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd
import polars as pl

from dashboard.dates import is_before, is_partial_date
from dashboard.reference import Reference
from dashboard.rules import OTHER_COUNTRY_NAMES, Words
from dashboard.saying import later
from dashboard.schema import COLUMN_NAMES, COUNTERPART_LEVELS, COUNTERPART_LEVELS_WITHOUT_COUNTRY
from dashboard.suggestions import fold, places_otherwise, question

CONTENT = [name for name in COLUMN_NAMES if name != "id"]
LEVELS_WITH_COUNTRY = COUNTERPART_LEVELS.keys() - COUNTERPART_LEVELS_WITHOUT_COUNTRY


@dataclass(frozen=True)
class RowRule:
    """A rule over whole rows, reported at ``column``.

    ``holds`` says of each row of a table (the schema's columns, indexed by file row) whether it is good;
    ``explain`` yields the words for each of the given bad rows.
    """

    column: str
    holds: Callable[[pd.DataFrame], pd.Series]
    explain: Callable[[pd.DataFrame, pd.Index], Iterator[Words]]


Suspects = Callable[[pl.DataFrame], pl.Series]
"""Says of each row of a table whether it may break a rule, or is what such a row is compared with."""


def row_rules(reference: Reference) -> Iterator[RowRule]:
    """Yield the rules over whole rows, each of which can be told alone."""
    yield RowRule("counterpart_country", _placed_with_country, _country_wanted(reference))
    yield RowRule("counterpart_country", _unplaced_without_country, _country_unwanted)
    yield RowRule("end_date", _end_not_before_start, _end_before_start)


def comparing_rules() -> Iterator[tuple[RowRule, Suspects]]:
    """Yield the rules that compare rows with each other, each with what finds all rows that it has to look at."""
    yield RowRule("id", _own_id, _repeated_id), lambda texts: texts["id"].is_duplicated()
    yield RowRule("id", _own_content, _repeated_content), _alike


def _alike(texts: pl.DataFrame) -> pl.Series:
    """Rows with a summary that others have too, and of them those of which the rest is likely to be the same."""
    suspects = texts["summary"].is_duplicated()
    prints = texts.filter(suspects).select(CONTENT).hash_rows()
    return suspects.scatter(suspects.arg_true(), prints.is_duplicated()) if suspects.any() else suspects


def _placed_with_country(table: pd.DataFrame) -> pd.Series:
    return table["counterpart_country"].ne("") | ~table["counterpart_level"].isin(LEVELS_WITH_COUNTRY)


def _country_wanted(reference: Reference) -> Callable[[pd.DataFrame, pd.Index], Iterator[Words]]:
    def explain(table: pd.DataFrame, rows: pd.Index) -> Iterator[Words]:
        names = reference.country_names
        codes = {fold(name): code for code, name in names.items()} | OTHER_COUNTRY_NAMES
        codes = places_otherwise("country", names) | codes
        for level, name in zip(*(table.loc[rows, column] for column in _COUNTERPART), strict=True):
            code = codes.get(fold(name))
            fix = question([code], names) if code else later("give the code of its country or area")
            yield later("is empty for a counterpart of level '{level}'", level=level), fix

    return explain


_COUNTERPART = ("counterpart_level", "counterpart")


def _unplaced_without_country(table: pd.DataFrame) -> pd.Series:
    return table["counterpart_country"].eq("") | ~table["counterpart_level"].isin(COUNTERPART_LEVELS_WITHOUT_COUNTRY)


def _country_unwanted(table: pd.DataFrame, rows: pd.Index) -> Iterator[Words]:
    for level in table.loc[rows, "counterpart_level"]:
        yield later("is given for a counterpart of level '{level}'", level=level), later("leave it empty")


def _end_not_before_start(table: pd.DataFrame) -> pd.Series:
    start, end = table["start_date"], table["end_date"]
    suspects = end.ne("") & end.lt(start)
    bad = [
        row
        for row, first, last in zip(table.index[suspects], start[suspects], end[suspects], strict=True)
        if is_partial_date(first) and is_partial_date(last) and is_before(last, first)
    ]
    return pd.Series(~table.index.isin(bad), index=table.index)


def _end_before_start(table: pd.DataFrame, rows: pd.Index) -> Iterator[Words]:
    for start in table.loc[rows, "start_date"]:
        reason = later("is before start_date '{start}'", start=start)
        yield reason, later("mend the wrong one of the two, or exchange them")


def _own_id(table: pd.DataFrame) -> pd.Series:
    return table["id"].eq("") | ~table["id"].duplicated()


def _repeated_id(table: pd.DataFrame, rows: pd.Index) -> Iterator[Words]:
    ids = table.loc[rows, "id"]
    alike = table.loc[table["id"].isin(ids), "id"].drop_duplicates()
    first_rows = dict(zip(alike, alike.index, strict=True))
    for identifier in ids:
        yield (
            later("is already that of row {row}", row=first_rows[identifier]),
            later("give this row an id of its own, or delete it if it is row {row} again", row=first_rows[identifier]),
        )


def _own_content(table: pd.DataFrame) -> pd.Series:
    alike = table.loc[table["summary"].duplicated(keep=False), CONTENT]  # few, and quicker found than whole rows
    return pd.Series(~table.index.isin(alike.index[alike.duplicated()]), index=table.index)


def _repeated_content(table: pd.DataFrame, rows: pd.Index) -> Iterator[Words]:
    alike = table.loc[table["summary"].isin(table.loc[rows, "summary"]), CONTENT]
    groups = alike.groupby(CONTENT, sort=False).ngroup()
    first_rows = groups.drop_duplicates()
    first_of = dict(zip(first_rows, first_rows.index, strict=True))
    for group in groups[rows]:
        reason = later("repeats row {row} in everything but the id", row=first_of[group])
        yield reason, later("delete one of the two rows")
