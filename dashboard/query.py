"""Queries: which rows a selection holds, and the small frames that views are drawn from.

Everything is a Narwhals expression over the engine's columns, the same on every engine; nothing is run here. Where a
query counts engagements, its measure ``by`` can count ties, counterparts or shares instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any, Protocol

import narwhals.stable.v2 as nw

from dashboard import schema
from dashboard.columns import ID_ORDER, LABELLED, NEWEST, TITLE_ORDER, folded_column, issue_column, label_column
from dashboard.counting import EACH, Measure
from dashboard.engine import Plan
from dashboard.folding import fold
from dashboard.selection import Selection

SORT_COLUMNS = {
    "start_date": "sort_date",
    "us_actor": folded_column("us_actor"),
    "us_state": folded_column("state_name"),
    "counterpart": folded_column("counterpart"),
    "counterpart_country": folded_column("country_name"),
    "title": TITLE_ORDER,
    "id": ID_ORDER,
    **{name: label_column(name) for name in LABELLED},
}
"""A column that is sorted by another one than its own text."""

NEWEST_FIRST = "-start_date"


def select(engagements: Plan, selection: Selection) -> Plan:
    """The rows of a selection: or within a clause, and between clauses; the other side's clauses unite."""
    tests = list(_tests(selection))
    return engagements.filter(reduce(and_, tests)) if tests else engagements


def in_order(rows: Plan, sort: str = "") -> Plan:
    """The rows in the order of table and exports: newest first unless ``sort`` says otherwise, ties by id."""
    if (sort or NEWEST_FIRST) == NEWEST_FIRST:
        return rows.sort(NEWEST)
    column = sort.removeprefix("-")
    key, is_descending = SORT_COLUMNS.get(column, column), sort.startswith("-")
    if key == ID_ORDER:
        return rows.sort(key, descending=is_descending)
    return rows.sort(key, ID_ORDER, descending=[is_descending, False], nulls_last=True)


class Query(Protocol):
    """A question to rows: ``plan`` gives the small frame named in the query's docstring."""

    def plan(self, rows: Plan) -> Plan:
        """The frame, not yet computed."""
        ...


@dataclass(frozen=True)
class CountBy:
    """Columns value, count: engagements for each value of a single-valued column; rows without a value are left out."""

    column: str
    by: Measure = EACH

    def plan(self, rows: Plan) -> Plan:
        """See the class."""
        return self.by.grouped(rows.drop_nulls(self.column), {"value": self.column})


@dataclass(frozen=True)
class CountIssues:
    """One row, a column for each issue: engagements that have it. An engagement counts once for each of its issues."""

    by: Measure = EACH

    def plan(self, rows: Plan) -> Plan:
        """See the class."""
        return self.by.by_issue(rows, {})


@dataclass(frozen=True)
class IssuesBy:
    """Columns value and one for each issue: engagements by issue for each value of a column."""

    column: str
    by: Measure = EACH

    def plan(self, rows: Plan) -> Plan:
        """See the class."""
        return self.by.by_issue(rows.drop_nulls(self.column), {"value": self.column})


@dataclass(frozen=True)
class ByYear:
    """Columns year, family, count: dated engagements by the year in which they started."""

    by: Measure = EACH

    def plan(self, rows: Plan) -> Plan:
        """See the class."""
        return self.by.grouped(rows.drop_nulls("year"), {"year": "year", "family": "family"})


@dataclass(frozen=True)
class ByDate:
    """Columns date, family, count: dated engagements by the partial date (text) at which they started."""

    by: Measure = EACH

    def plan(self, rows: Plan) -> Plan:
        """See the class."""
        return self.by.grouped(rows.drop_nulls("year"), {"date": "start_date", "family": "family"})


@dataclass(frozen=True)
class EdgeList:
    """Columns source, target, weight: engagements between each two values, U.S. side first."""

    source: str
    target: str
    by: Measure = EACH

    def plan(self, rows: Plan) -> Plan:
        """See the class."""
        ends = rows.drop_nulls([self.source, self.target])
        return self.by.grouped(ends, {"source": self.source, "target": self.target}, "weight")


@dataclass(frozen=True)
class CountEnds:
    """Columns value, count: engagements for each value of a column, of those that have a value of ``other``, too."""

    column: str
    other: str
    by: Measure = EACH

    def plan(self, rows: Plan) -> Plan:
        """See the class."""
        return self.by.grouped(rows.drop_nulls([self.column, self.other]), {"value": self.column})


@dataclass(frozen=True)
class TiesByFamily:
    """Columns actor, counterpart, family, count: engagements of each tie; those without a country are left out."""

    by: Measure = EACH

    def plan(self, rows: Plan) -> Plan:
        """See the class."""
        keys = {"actor": "actor", "counterpart": "counterpart_slug", "family": "family"}
        return self.by.grouped(rows.drop_nulls("counterpart_slug"), keys)


@dataclass(frozen=True)
class Rows:
    """One row, a column rows: how many engagements; with ``lacking`` of those without a value of that column."""

    by: Measure = EACH
    lacking: str = ""

    def plan(self, rows: Plan) -> Plan:
        """See the class."""
        counted = rows.filter(nw.col(self.lacking).is_null()) if self.lacking else rows
        return self.by.total(counted, "rows")


@dataclass(frozen=True)
class Undated:
    """One row, a column rows: how many engagements without a start date."""

    by: Measure = EACH

    def plan(self, rows: Plan) -> Plan:
        """See the class."""
        return self.by.total(rows.filter(nw.col("year").is_null()), "rows")


@dataclass(frozen=True)
class Dated:
    """One row, a column rows: how many engagements with a start date."""

    by: Measure = EACH

    def plan(self, rows: Plan) -> Plan:
        """See the class."""
        return self.by.total(rows.drop_nulls("year"), "rows")


@dataclass(frozen=True)
class Distinct:
    """One row, a column distinct: how many different values, missing ones not counted."""

    column: str

    def plan(self, rows: Plan) -> Plan:
        """See the class."""
        # DuckDB counts the different values of no rows as null.
        return rows.drop_nulls(self.column).select(distinct=nw.col(self.column).n_unique().fill_null(0))


def _tests(selection: Selection) -> Iterator[Any]:
    other_side = []
    for name, values in selection.clauses:
        if name in schema.OTHER_SIDE:
            other_side.append(_has(name, values))
        else:
            yield _has(name, values)
    if other_side:
        yield reduce(or_, other_side)
    yield from _years(selection)
    for word in fold(selection.words).split():
        yield nw.col("words").str.contains(word, literal=True)


def _has(name: str, values: tuple[str, ...]) -> Any:
    if name == "issue":
        return reduce(or_, [nw.col(issue_column(code)) == 1 for code in values])
    return nw.col(schema.CHOICES[name].column).is_in(list(values))


def _years(selection: Selection) -> Iterator[Any]:
    year = nw.col("year")
    bounds = []
    if selection.year_from is not None:
        bounds.append(year >= selection.year_from)
    if selection.year_to is not None:
        bounds.append(year <= selection.year_to)
    if bounds:
        within = reduce(and_, bounds)
        yield (within | year.is_null()) if selection.keeps_undated else within
    elif not selection.keeps_undated:
        yield ~year.is_null()
