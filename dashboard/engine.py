"""What an engine is, and the two that hold the table in memory: Polars and pandas.

Queries are written once, in Narwhals; only what differs between engines (loading, running several plans) is here and in
``engines``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl

from dashboard.texts import as_enum, as_pandas

Plan = nw.LazyFrame[Any]
Result = nw.DataFrame[Any]
Arrange = Callable[[Plan], Plan]
"""What chooses and orders rows; it keeps every column."""

POSITION = "position in the table"

REPEATED = (
    "us_state",
    "us_level",
    "engagement_type",
    "counterpart_level",
    "counterpart_country",
    "status",
    "collection_track",
    "source_kind",
    "family",
    "formality",
    "precision",
    "bureau",
    "actor",
    "seat",
    "counterpart_slug",
    "network",
)
"""Text columns of few distinct values, which Polars keeps as Enum: grouping them is several times as quick."""


@dataclass(frozen=True)
class Engine:
    """``load`` makes the native frame of a table, as a plan; ``collect`` runs plans together, in order.

    ``parts``: of a loaded table, the rows that an ``Arrange`` gives, with the named columns, some at a time.

    ``page``: the same rows at once, where they are few.

    ``rolls_up``: a query takes so long that counts are answered from roll-ups.
    """

    name: str
    load: Callable[[pl.DataFrame], Plan]
    collect: Callable[[Sequence[Plan]], list[Result]]
    parts: Callable[[Plan, Arrange, Sequence[str], int], Iterator[Result]]
    page: Callable[[Plan, Arrange, Sequence[str]], Result]
    rolls_up: bool = False


def _load_polars(engagements: pl.DataFrame) -> Plan:
    texts = [name for name in REPEATED if name in engagements and engagements[name].dtype == pl.String]
    return nw.from_native(engagements.with_columns(as_enum(engagements[name]) for name in texts).lazy())


def _collect_polars(plans: Sequence[Plan]) -> list[Result]:
    return [nw.from_native(frame) for frame in pl.collect_all([plan.to_native() for plan in plans])]


def _positions(native: pl.LazyFrame, arrange: Arrange) -> pl.Series:
    """Where in the table the rows are, four bytes each."""
    numbered: Plan = nw.from_native(native.with_row_index(POSITION))
    found: pl.DataFrame = arrange(numbered).select(POSITION).to_native().collect()
    return found[POSITION]


def _parts_polars(table: Plan, arrange: Arrange, columns: Sequence[str], length: int) -> Iterator[Result]:
    """Only the positions of the rows are held; the rows are taken from the table part by part."""
    native = table.to_native()
    positions = _positions(native, arrange)
    whole = native.select(columns).collect()
    for start in range(0, len(positions), length):
        yield nw.from_native(whole[positions[start : start + length]])


def _page_polars(table: Plan, arrange: Arrange, columns: Sequence[str]) -> Result:
    """Only what chooses and orders rows is read of all of them, the other columns of those that are shown."""
    native = table.to_native()
    return nw.from_native(native.select(columns).collect()[_positions(native, arrange)])


def _load_pandas(engagements: pl.DataFrame) -> Plan:
    return nw.from_native(as_pandas(engagements)).lazy()


def _collect_each(plans: Sequence[Plan]) -> list[Result]:
    return [plan.collect() for plan in plans]


def _held_by(collect: Callable[[Sequence[Plan]], list[Result]]) -> Callable[..., Iterator[Result]]:
    def parts(table: Plan, arrange: Arrange, columns: Sequence[str], length: int) -> Iterator[Result]:
        """All rows are held as the engine holds them, until the last part is taken."""
        [rows] = collect([arrange(table).select(*columns)])
        for start in range(0, len(rows), length):
            yield rows[start : start + length]

    return parts


def page_by(collect: Callable[[Sequence[Plan]], list[Result]]) -> Callable[[Plan, Arrange, Sequence[str]], Result]:
    """A ``page`` that leaves to the engine which columns it reads when."""
    return lambda table, arrange, columns: collect([arrange(table).select(*columns)])[0]


POLARS = Engine("polars", _load_polars, _collect_polars, _parts_polars, _page_polars)
PANDAS = Engine("pandas", _load_pandas, _collect_each, _held_by(_collect_each), page_by(_collect_each))
