"""Roll-ups: how many engagements there are of each combination of what clicks ask for, for engines that answer slowly.

The queries of ``query`` run on them as they are, with a measure that is weighted; which question a roll-up can answer
is found by its columns. Rows, sources and whatever else needs another column are left to the engine.
Gray et al. (1997), *Data cube*; Harinarayan, Rajaraman and Ullman (1996), *Implementing data cubes efficiently*.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace

import narwhals.stable.v2 as nw
import polars as pl
from cachetools import LRUCache
from narwhals.exceptions import ColumnNotFoundError

from dashboard import schema
from dashboard.columns import COUNTERPART_CODE, ISSUE_COLUMNS, SHARE, TIE_CODE
from dashboard.engine import POLARS, Engine, Plan, Result
from dashboard.query import (
    ByDate,
    ByYear,
    CountBy,
    CountEnds,
    CountIssues,
    Dated,
    Distinct,
    EdgeList,
    IssuesBy,
    Query,
    Rows,
    TiesByFamily,
    Undated,
    select,
)
from dashboard.selection import Selection

WEIGHT = "engagements_behind"
"""The column of a roll-up that says how many engagements a row stands for."""

MOST_COMBINATIONS = 3_000_000
"""Rows of a roll-up: beyond, the next coarser one is made. Each takes some 60 bytes in memory."""

MOST_ROUTES = 4_000
MOST_WORDS = 16
"""Searches whose rows have a roll-up of their own, those used lately."""

SIDES = ("actor", "counterpart_slug")
FIELDS = (
    *(each.column for each in schema.CHOICE_FIELDS if each.column not in ("issues", *SIDES)),
    *ISSUE_COLUMNS,
    SHARE,
    "year",
)
"""What every filter but those of actor and counterpart tests, and the timeline."""

LADDER: tuple[tuple[str, ...], ...] = (
    FIELDS,
    (*FIELDS, "actor"),
    (*FIELDS, *SIDES, TIE_CODE, COUNTERPART_CODE),
    (*FIELDS, *SIDES, TIE_CODE, COUNTERPART_CODE, "start_date"),
)
"""Columns of each roll-up, coarsest first: counts of engagements; numbers of actors; pages of places, ties and
counterparts as units; dates."""

COUNTING = (ByDate, ByYear, CountBy, CountEnds, CountIssues, Dated, EdgeList, IssuesBy, Rows, TiesByFamily, Undated)
ANSWERED = (*COUNTING, Distinct)
"""Queries that count nothing but what their measure counts, or different values, of which it is no matter how often."""


Steps = tuple[Plan, ...]
"""Roll-ups of the same rows as plans of Polars, coarsest first; () where even the coarsest would be too long."""


@dataclass(frozen=True)
class Rollups:
    """The roll-ups of a table, and of the rows in which searched words are, made at the first search for them."""

    engagements: Plan
    collect: Callable[[Sequence[Plan]], list[Result]]
    most: int = MOST_COMBINATIONS
    steps: LRUCache[str, Steps] = field(default_factory=lambda: LRUCache(MOST_WORDS))
    routes: LRUCache[Hashable, int | None] = field(default_factory=lambda: LRUCache(MOST_ROUTES))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answers(self, asked: Iterable[tuple[Query, Selection]]) -> dict[tuple[Query, Selection], Result]:
        """The answers to those questions that a roll-up can answer, each from the coarsest that can."""
        plans = {question: plan for question in asked if (plan := self._plan(*question)) is not None}
        return dict(zip(plans, POLARS.collect(list(plans.values())), strict=True)) if plans else {}

    def of(self, words: str) -> Steps:
        """The roll-ups of the rows in which these words are, '' for all rows."""
        with self.lock:
            if words in self.steps:
                return self.steps[words]
        steps = self._rolled_up(Selection(words=words))
        with self.lock:
            self.steps[words] = steps
        return steps

    def _plan(self, query: Query, selection: Selection) -> Plan | None:
        if not isinstance(query, ANSWERED):
            return None
        steps = self.of(selection.words)
        place = self._route(steps, query, selection)
        return None if place is None else _planned(steps[place], query, selection)

    def _route(self, steps: Steps, query: Query, selection: Selection) -> int | None:
        """Which step has all columns that are needed: it depends on the clauses, not on their values."""
        years = selection.year_from is None, selection.year_to is None, selection.keeps_undated
        about = query, tuple(name for name, _ in selection.clauses), years, selection.words
        with self.lock:
            if about in self.routes:
                return self.routes[about]
        found = next((place for place, rows in enumerate(steps) if _can(rows, query, selection)), None)
        with self.lock:
            self.routes[about] = found
        return found

    def _rolled_up(self, selection: Selection) -> Steps:
        """Let the engine make the finest roll-up that is short enough, and make the coarser ones from it."""
        for place in reversed(range(len(LADDER))):
            rows = select(self.engagements, selection).select(*LADDER[place])
            counted = rows.group_by(*LADDER[place]).agg(nw.len().alias(WEIGHT))
            [combinations] = self.collect([counted.head(self.most + 1)])
            if len(combinations) <= self.most:
                return _steps(combinations.to_polars(), LADDER[:place])
        return ()


def _planned(rows: Plan, query: Query, selection: Selection) -> Plan:
    """The rows hold the words already: a roll-up has no texts."""
    weighted = replace(query, by=replace(query.by, weight=WEIGHT)) if isinstance(query, COUNTING) else query
    return weighted.plan(select(rows, replace(selection, words="")))


def _can(rows: Plan, query: Query, selection: Selection) -> bool:
    try:
        _planned(rows, query, selection).collect_schema()
    except (ColumnNotFoundError, pl.exceptions.ColumnNotFoundError):
        return False
    return True


def _steps(finest: pl.DataFrame, coarser: Sequence[Sequence[str]]) -> Steps:
    """All steps; one that is more than half as long as the next finer one is not worth its memory."""
    steps = [POLARS.load(finest).to_native()]
    for columns in reversed(coarser):
        step = steps[0].group_by(columns).agg(pl.col(WEIGHT).sum()).collect().lazy()
        if _length(step) * 2 <= _length(steps[0]):
            steps.insert(0, step)
    return tuple(nw.from_native(step) for step in steps)


def _length(rows: pl.LazyFrame) -> int:
    length: int = rows.select(pl.len()).collect().item()
    return length


def rolled_up(engagements: Plan, engine: Engine) -> Rollups | None:
    """The roll-ups of a table, the first of them made; None where the engine is quick without."""
    if not engine.rolls_up:
        return None
    rollups = Rollups(engagements, engine.collect)
    rollups.of("")
    return rollups
