"""The table made ready for queries: registers and every engine column, worked out once, with the rows newest first.

What is in the columns is decided in ``columns``; where a large table made ready is kept between starts, in ``kept``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from dashboard.columns import NEWEST, newest_first, with_query_columns
from dashboard.data import PLACE, Table
from dashboard.reference import Reference
from dashboard.registers import Registers, build_registers, with_slugs


@dataclass(frozen=True, eq=False)
class Prepared:
    """``engagements``: the table's rows, newest first, with slugs, query columns and ``PLACE``.

    ``updated``: the latest day on which a source was read (ISO 8601), '' for an empty table.
    """

    table: Table
    registers: Registers
    engagements: pl.DataFrame
    updated: str


def prepare(table: Table, reference: Reference) -> Prepared:
    """Make a validated table ready for queries."""
    registers, updated = build_registers(table.held, reference), table.held["accessed"].max()
    # what it was made from is let go at each step: the texts of ten million rows are four gigabytes
    table = replace(table, held=newest_first(table.texts().with_row_index(PLACE)))
    engagements = in_order(with_query_columns(with_slugs(table.held, registers), reference))
    return Prepared(replace(table, held=engagements), registers, engagements, str(updated or ""))


def in_order(engagements: pl.DataFrame) -> pl.DataFrame:
    """The same rows, of which Polars knows in which order they are: to sort them so is no work."""
    return engagements.with_columns(pl.col(NEWEST).set_sorted())
