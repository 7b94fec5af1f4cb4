"""Queries about what stands behind the rows: distinct sources and publishers, when last read, rows without a source.

A source is a distinct address where facts were read, a publisher a distinct name; both are counted as they are written.
"""

from __future__ import annotations

from dataclasses import dataclass

import narwhals.stable.v2 as nw

from dashboard.engine import Plan, Result


@dataclass(frozen=True)
class SourcesBy:
    """The given columns, and rows, sources, publishers, read: what stands behind each combination of their values.

    ``sources``: distinct addresses; ``publishers``: distinct names, missing ones not counted; ``read``: the latest
    day on which one of the rows was read (ISO 8601). Rows without a value in one of the columns are left out.
    Without columns: one row for all of them together.
    """

    columns: tuple[str, ...]

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
        )
        grouped = behind.group_by(*self.columns).agg(**_measures()) if self.columns else behind.select(**_measures())
        return grouped.select(
            *self.columns,
            "rows",
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
    """Columns value, count: engagements without a source for each value of a column."""

    column: str

    def plan(self, rows: Plan) -> Plan:
        """See the class."""
        without = rows.filter(nw.col("source_url") == "").select(value=nw.col(self.column))
        return without.group_by("value").agg(count=nw.len())


@dataclass(frozen=True)
class Behind:
    """What stands behind a place: engagements, distinct sources and publishers, latest day of reading ('' for none)."""

    rows: int = 0
    sources: int = 0
    publishers: int = 0
    read: str = ""


def read_behind(answer: Result, query: SourcesBy) -> dict[tuple[str, ...], Behind]:
    """Values of the query's columns → what stands behind them; combinations without rows are absent."""
    columns = (*query.columns, "rows", "sources", "publishers", "read")
    records = zip(*(answer[name].to_list() for name in columns), strict=True)
    width = len(query.columns)
    return {tuple(record[:width]): Behind(*record[width:]) for record in records}
