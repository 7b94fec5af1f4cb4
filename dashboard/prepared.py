"""The table made ready for queries: registers and every engine column, worked out once, with the rows newest first.

What is in the columns is decided in ``columns``; where a large table made ready is kept between starts, in ``kept``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from dashboard.columns import NEWEST, newest_first, with_query_columns
from dashboard.data import Table
from dashboard.reference import Reference
from dashboard.registers import Registers, build_registers, with_slugs
from dashboard.schema import COLUMN_NAMES

PLACE = "place_in_table"
"""Column with the place of a row in the table's own order."""


@dataclass(frozen=True, eq=False)
class Prepared:
    """``engagements``: the table's rows, newest first, with slugs, query columns and ``PLACE``.

    ``updated``: the latest day on which a source was read (ISO 8601), '' for an empty table.
    """

    table: Table
    registers: Registers
    engagements: pl.DataFrame
    updated: str

    def of_these_rows(self) -> Prepared:
        """The same, with a table that takes its texts from ``engagements`` when they are asked for."""
        return replace(self, table=replace(self.table, texts=self._texts))

    def _texts(self) -> pl.DataFrame:
        in_place = self.engagements.select(PLACE, *COLUMN_NAMES).sort(PLACE).drop(PLACE)
        return in_place.with_columns(pl.col(pl.Enum, pl.String).fill_null(""))


def prepare(table: Table, reference: Reference) -> Prepared:
    """Make a validated table ready for queries."""
    texts = table.texts()
    registers = build_registers(texts, reference)
    ordered = newest_first(texts.with_row_index(PLACE))
    engagements = with_query_columns(with_slugs(ordered, registers), reference)
    updated = texts["accessed"].max()
    return Prepared(table, registers, in_order(engagements), str(updated or ""))


def in_order(engagements: pl.DataFrame) -> pl.DataFrame:
    """The same rows, of which Polars knows in which order they are: to sort them so is no work."""
    return engagements.with_columns(pl.col(NEWEST).set_sorted())
