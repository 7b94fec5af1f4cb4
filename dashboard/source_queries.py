"""Queries about what stands behind the rows: distinct sources and publishers, when last read, rows without a source.

A source is a distinct address where facts were read, a publisher a distinct name; both are counted as they are written.
"""

from __future__ import annotations

from dataclasses import dataclass

import narwhals.stable.v2 as nw

from dashboard.counting import DISTINCT, EACH, Measure
from dashboard.engine import Plan, Result


@dataclass(frozen=True)
class SourcesBy:
    """The given columns, and rows, count, sources, publishers, read: what stands behind their values together.

    ``count``: the rows in the unit of ``by``; ``sources``: distinct addresses; ``publishers``: distinct names, missing
    ones not counted; ``read``: the latest day on which one of the rows was read (ISO 8601). Rows without a value in
    one of the columns are left out. Without columns: one row for all of them together.
    """

    columns: tuple[str, ...]
    by: Measure = EACH

    def plan(self, rows: Plan) -> Plan:
        """See the class."""
        named = rows.drop_nulls(list(self.columns)) if self.columns else rows
        behind = named.select(
            *self.columns,
            url=nw.col("source_url"),
            name=nw.col("source_name"),
            nameless=(nw.col("source_name") == "").cast(nw.Int64),
            sourceless=(nw.col("source_url") == "").cast(nw.Int64),
            day=nw.col("accessed"),
            **self.by.columns(),
        )
        measures = {**_measures(), "count": self.by.count()}
        grouped = behind.group_by(*self.columns).agg(**measures) if self.columns else behind.select(**measures)
        # of no rows engines differ in what a sum, a greatest and a number of different values are
        filled = grouped.with_columns(nw.col("count", "urls", "names", "nameless", "sourceless").fill_null(0))
        return self.by.whole(filled, "count").select(
            *self.columns,
            "rows",
            "count",
            "read",
            sources=nw.col("urls").cast(nw.Int64) - nw.col("sourceless"),
            publishers=nw.col("names").cast(nw.Int64) - nw.col("nameless"),
        )


def _measures() -> dict[str, nw.Expr]:
    return {
        "rows": nw.len(),
        "urls": nw.col("url").n_unique(),
        "names": nw.col("name").n_unique(),
        "nameless": nw.col("nameless").max(),
        "sourceless": nw.col("sourceless").max(),
        "read": nw.col("day").max(),
    }


@dataclass(frozen=True)
class CountSourceless:
    """Columns value, count: engagements without a source for each value of a column; ``has``: those with one."""

    column: str
    by: Measure = EACH
    has: bool = False

    def plan(self, rows: Plan) -> Plan:
        """See the class."""
        is_sourceless = nw.col("source_url") == ""
        return self.by.grouped(rows.filter(~is_sourceless if self.has else is_sourceless), {"value": self.column})


@dataclass(frozen=True)
class Sourceless:
    """One row, a column rows: engagements without a source; ``has``: those with one."""

    by: Measure = EACH
    has: bool = False

    def plan(self, rows: Plan) -> Plan:
        """See the class."""
        is_sourceless = nw.col("source_url") == ""
        return self.by.total(rows.filter(~is_sourceless if self.has else is_sourceless), "rows")


@dataclass(frozen=True)
class OnlyIn:
    """Columns value, part, count: what of each place is in one part of the rows only, and is lost with it.

    ``place``, ``part``: columns; rows without a place are left out. Without a place: part and count only.
    """

    place: str
    part: str
    by: Measure = EACH

    def plan(self, rows: Plan) -> Plan:
        """See the class."""
        keys = {"value": self.place, "part": self.part} if self.place else {"part": self.part}
        placed = rows.drop_nulls(self.place) if self.place else rows
        if self.by.unit not in DISTINCT:
            return self.by.grouped(placed, keys)
        things = placed.select(**{name: nw.col(each) for name, each in keys.items()}, **self.by.columns())
        within = [name for name in keys if name != "part"] + ["counted"]
        parts = things.group_by(*within).agg(parts=nw.col("part").n_unique(), part=nw.col("part").min())
        return parts.filter(nw.col("parts") == 1).group_by(*keys).agg(count=nw.len())


@dataclass(frozen=True)
class Behind:
    """What stands behind a place: engagements, the same in another unit, distinct sources and publishers, latest day of
    reading ('' for none).
    """

    rows: int = 0
    count: float = 0
    sources: int = 0
    publishers: int = 0
    read: str = ""


def read_behind(answer: Result, query: SourcesBy) -> dict[tuple[str, ...], Behind]:
    """Values of the query's columns → what stands behind them; combinations without rows are absent."""
    columns = (*query.columns, "rows", "count", "sources", "publishers", "read")
    records = zip(*(answer[name].to_list() for name in columns), strict=True)
    width = len(query.columns)
    return {tuple(record[:width]): Behind(*record[width:]) for record in records}
