"""How rows are counted: one by one, as distinct ties or counterparts, or by the shares of their issues.

A measure turns rows into counts for the queries; what the units are called is said in ``units``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

import narwhals.stable.v2 as nw

from dashboard import schema
from dashboard.columns import COUNTERPART_CODE, ISSUE_COLUMNS, SHARE, TIE_CODE, WHOLE, issue_column
from dashboard.engine import Plan
from dashboard.selection import Selection

DISTINCT: Mapping[str, str] = {"ties": TIE_CODE, "counterparts": COUNTERPART_CODE}
"""Unit → the engine column of which the different values are counted."""


@dataclass(frozen=True)
class Measure:
    """The unit that is counted; ``issues``: in fractional counting the chosen ones, whose shares count, () for all.

    ``weight``: in a roll-up, the column that says how many engagements a row stands for; '' where it is one.
    """

    unit: str = "engagements"
    issues: tuple[str, ...] = ()
    weight: str = ""

    def grouped(self, rows: Plan, keys: Mapping[str, str], count: str = "count") -> Plan:
        """Columns of ``keys`` (name → engine column) and the count of each combination that occurs."""
        named = rows.select(**{name: nw.col(column) for name, column in keys.items()}, **self.columns())
        return self.whole(named.group_by(*keys).agg(**{count: self.count()}), count)

    def total(self, rows: Plan, count: str) -> Plan:
        """One row with the count of all rows."""
        if self._counts_rows:
            return rows.select(nw.len().alias(count))
        # DuckDB adds up and tells apart the values of no rows as null.
        return self.whole(rows.select(**self.columns()).select(self.count().fill_null(0).alias(count)), count)

    def by_issue(self, rows: Plan, keys: Mapping[str, str]) -> Plan:
        """Columns of ``keys`` and one for each issue: the count of the rows that have it, of shares its own."""
        named = rows.select(**{name: nw.col(column) for name, column in keys.items()}, **self._counted_by_issue())
        parts = self._parts_by_issue()
        counts = named.group_by(*keys).agg(*parts) if keys else named.select(*parts)
        if self.unit not in DISTINCT:
            # DuckDB and Spark add up no rows to null, and DuckDB whole numbers to decimal ones.
            return self.whole(counts.with_columns(nw.col(*ISSUE_COLUMNS).fill_null(0).cast(nw.Int64)), *ISSUE_COLUMNS)
        # Where an issue is missing the code stands as 0, which is one value more.
        distinct = [nw.col(name) - 1 + nw.col(f"all_{name}") for name in ISSUE_COLUMNS]
        return counts.select(
            *keys, *(each.fill_null(0).alias(name) for each, name in zip(distinct, ISSUE_COLUMNS, strict=True))
        )

    def columns(self) -> dict[str, Any]:
        """Name → expression of the column that ``count`` counts; none where it counts rows."""
        if self.unit in DISTINCT:
            return {"counted": nw.col(DISTINCT[self.unit])}
        if self.unit == "fractional":
            chosen = reduce(add, [nw.col(issue_column(code)) for code in self.issues or schema.ISSUES])
            return {"counted": self._weighted((chosen * nw.col(SHARE)).cast(nw.Int64))}
        return {"counted": nw.col(self.weight)} if self.weight else {}

    def count(self) -> Any:
        """The count of a group, over ``columns``; ``whole`` has to follow."""
        if self.unit in DISTINCT:
            return nw.col("counted").n_unique()
        return nw.len() if self._counts_rows else nw.col("counted").sum()

    @property
    def _counts_rows(self) -> bool:
        return self.unit == "engagements" and not self.weight

    def _weighted(self, number: Any) -> Any:
        return number * nw.col(self.weight) if self.weight else number

    def _counted_by_issue(self) -> dict[str, Any]:
        flags = {name: nw.col(name).cast(nw.Int64) for name in ISSUE_COLUMNS}
        if self.unit == "engagements":
            return {name: self._weighted(flag) for name, flag in flags.items()}
        if self.unit in DISTINCT:
            codes = {name: flag * nw.col(DISTINCT[self.unit]) for name, flag in flags.items()}
            return {**codes, **{f"all_{name}": flag for name, flag in flags.items()}}
        return {name: self._weighted(flag * nw.col(SHARE)) for name, flag in flags.items()}

    def _parts_by_issue(self) -> list[Any]:
        if self.unit not in DISTINCT:
            return [nw.col(*ISSUE_COLUMNS).sum()]
        return [nw.col(*ISSUE_COLUMNS).n_unique(), nw.col(*(f"all_{name}" for name in ISSUE_COLUMNS)).min()]

    def whole(self, counts: Plan, *names: str) -> Plan:
        """Shares are added up as whole numbers, so that every engine has the same sum, and then divided."""
        if self.unit != "fractional":
            return counts
        # Polars multiplies by the reciprocal of a constant, which rounds otherwise than a division.
        return counts.with_columns(**{name: nw.col(name) / (nw.col(name) * 0 + WHOLE) for name in names})


EACH = Measure()
"""Every row counts one."""


def measure_of(unit: str, selection: Selection) -> Measure:
    """How the rows of a selection are counted in a unit ('' is engagements).

    Without chosen issues the shares of an engagement make one, so that it is counted as such.
    """
    if unit == "fractional":
        chosen = selection.values("issue")
        return Measure(unit, chosen) if chosen else EACH
    return Measure(unit) if unit else EACH


def issue_measure_of(unit: str) -> Measure:
    """How rows are counted issue by issue."""
    return Measure(unit) if unit else EACH
