"""Every engine gives the same answers and rows as Polars, which ``test_query`` holds to the oracle, and so do roll-ups.

What differs on purpose stands in ``EXCEPTIONS`` with its reason. Without an engine its tests are skipped; in
``make test-all`` they fail.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from oracle import ODDITIES, REAL, Params, query, selections
from requiring import require

from dashboard import query as queries
from dashboard import source_queries
from dashboard.address import parse_address
from dashboard.counting import Measure
from dashboard.engine import Result
from dashboard.engine_settings import ENGINES
from dashboard.published import WITH_SLUGS, Published, publish
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
)
from dashboard.rollups import ANSWERED
from dashboard.schema import SORTS
from dashboard.selection import Selection
from dashboard.settings import Settings
from dashboard.source_queries import CountSourceless, OnlyIn, Sourceless, SourcesBy

MEASURES = (Measure(), Measure("ties"), Measure("counterparts"), Measure("fractional", ("energy", "health")))

QUESTIONS: tuple[Query, ...] = tuple(
    question
    for by in MEASURES
    for question in (
        CountBy("us_state", by),
        CountBy("network", by),
        CountBy("year", by),
        CountIssues(by),
        IssuesBy("bureau", by),
        ByYear(by),
        ByDate(by),
        EdgeList("us_state", "counterpart_country", by),
        EdgeList("actor", "network", by),
        CountEnds("us_state", "network", by),
        TiesByFamily(by),
        Rows(by),
        Rows(by, lacking="network"),
        Undated(by),
        Dated(by),
        SourcesBy((), by),
        SourcesBy(("us_state",), by),
        CountSourceless("precision", by),
        CountSourceless("precision", by, has=True),
        Sourceless(by),
        OnlyIn("us_state", "source_kind", by),
        OnlyIn("", "collection_track", by),
    )
) + tuple(Distinct(column) for column in ("actor", "counterpart_country", "network"))

EXCEPTIONS: Mapping[tuple[str, type], str] = {}
"""Engine and query → why its answer differs; nothing does."""


def among(count: int) -> settings:
    """So many selections, always the same; a failure is told as it was found, since the clusters are slow."""
    return settings(max_examples=count, phases=[Phase.generate], suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="session")
def published_on(cache: Path) -> Callable[..., Published]:
    """A factory of tables by engine: the real one, where no other is named."""

    @lru_cache
    def on(name: str, table: Path = REAL) -> Published:
        return publish(Settings(engine=require(name), cache=cache, table=table))

    return on


def selection_of(published: Published, params: Params) -> tuple[Selection, str]:
    parsed = parse_address(query(params), published.catalogue)
    assert not parsed.refusals, parsed.refusals
    return parsed.selection, parsed.look.sort


def content(answer: Result) -> tuple[list[str], list[tuple[object, ...]]]:
    """Columns, and rows in an order of their own: a grouping promises none. pandas has NaN where a text is missing."""
    rows = [tuple(None if pd.isna(cell) else cell for cell in row) for row in answer.iter_rows()]
    return list(answer.columns), sorted(rows, key=str)


def answers(published: Published, asked: Iterable[Query], selection: Selection) -> dict[Query, object]:
    published.answers.clear()
    return {each: content(answer) for (each, _), answer in published.ask((q, selection) for q in asked).items()}


def assert_same(published: Published, other: Published, asked: Iterable[Query], selection: Selection) -> None:
    comparable = [each for each in asked if (published.engine.name, type(each)) not in EXCEPTIONS]
    expected = answers(other, comparable, selection)
    for question, answer in answers(published, comparable, selection).items():
        assert answer == expected[question], (question, selection)


def assert_same_rows(published: Published, other: Published, selection: Selection, sort: str) -> None:
    found, expected = (each.rows(selection, sort, ["id", "network"]).rows() for each in (published, other))
    assert found == expected, (selection, sort)


def test_every_query_is_asked() -> None:
    found = {
        each
        for module in (queries, source_queries)
        for _, each in inspect.getmembers(module, inspect.isclass)
        if each.__module__ == module.__name__ and hasattr(each, "plan") and each is not Query
    }
    assert {type(each) for each in QUESTIONS} == found


ON_ALL = [name for name in ENGINES if name != "polars"]
SLOW = ("pyspark",)
"""Engines that take some tenths of a second for a query."""

SHORT, LONG = {"pyspark": 3}, 100
"""How many selections an engine is put to in a short run, 8 where not said; and in a long one."""


def on_every_engine(check: Callable[[Published, Published, Params, int], None]) -> Callable[..., None]:
    """Make a check of one selection a test of many on every engine; the long run has a hundred on each."""
    runs = [(name, SHORT.get(name, 8)) for name in ON_ALL]
    long_runs = [pytest.param(name, LONG, marks=pytest.mark.long) for name in ON_ALL]

    @pytest.mark.parametrize(("name", "count"), [*runs, *long_runs])
    def test(name: str, count: int, published_on: Callable[..., Published], published: Published) -> None:
        number = iter(range(count))

        @among(count)
        @given(params=selections())
        def each(params: Params) -> None:
            check(published_on(name), published, params, next(number, 0))

        each()

    return test


@on_every_engine
def test_answers(on_engine: Published, on_polars: Published, params: Params, number: int) -> None:
    """On the slow engines by roll-ups, where they can; of what they cannot, a few to each selection in turn."""
    selection, _ = selection_of(on_polars, params)
    asked = QUESTIONS
    if on_engine.rollups:
        left = [each for each in QUESTIONS if not isinstance(each, ANSWERED)]
        asked = (*(each for each in QUESTIONS if isinstance(each, ANSWERED)), *left[number % 14 :: 14])
    assert_same(on_engine, on_polars, asked, selection)


@on_every_engine
def test_rows_in_any_order(on_engine: Published, on_polars: Published, params: Params, number: int) -> None:
    selection, _ = selection_of(on_polars, params)
    column = list(SORTS)[number // 2 % len(SORTS)]
    assert_same_rows(on_engine, on_polars, selection, column if number % 2 else f"-{column}")


@on_every_engine
def test_pages_and_parts(on_engine: Published, on_polars: Published, params: Params, number: int) -> None:
    selection, _ = selection_of(on_polars, params)
    whole = on_polars.rows(selection, "", WITH_SLUGS).rows()
    assert on_engine.rows(selection, "", WITH_SLUGS, 10, 20).rows() == whole[10:30]
    if on_engine.engine.name not in SLOW or number % 4 == 0:
        parts = [part.rows() for part in on_engine.chunks(selection, "", WITH_SLUGS, 150)]
        assert [row for part in parts for row in part] == whole
        assert all(len(part) == 150 for part in parts[:-1])


class TestWithoutRollups:
    """What roll-ups answer, asked of the cluster itself."""

    @pytest.mark.parametrize("name", SLOW)
    def test_every_query(self, name: str, published_on: Callable[..., Published], published: Published) -> None:
        selection, _ = selection_of(published, {"issue": ["energy"], "from": ["2015"], "undated": ["include"]})
        direct = replace(published_on(name), rollups=None)
        assert_same(direct, published, QUESTIONS[:22], selection)

    @pytest.mark.long
    @pytest.mark.parametrize("name", SLOW)
    def test_random_selections(self, name: str, published_on: Callable[..., Published], published: Published) -> None:
        number = iter(range(LONG))

        @among(LONG)
        @given(params=selections())
        def each(params: Params) -> None:
            selection, _ = selection_of(published, params)
            direct = replace(published_on(name), rollups=None)
            assert_same(direct, published, QUESTIONS[next(number, 0) % 12 :: 12], selection)

        each()


class TestOddities:
    """No rows at all, and rows without most of what there is to count."""

    @pytest.mark.parametrize("name", ON_ALL)
    @pytest.mark.parametrize("params", [{}, {"state": ["VI"]}, {"q": ["são paulo"]}], ids=["all", "none", "words"])
    def test_answers(
        self, name: str, params: Params, oddities: Published, published_on: Callable[..., Published]
    ) -> None:
        odd = published_on(name, ODDITIES)
        selection, _ = selection_of(oddities, params)
        few = QUESTIONS if name not in SLOW else [each for each in QUESTIONS if isinstance(each, ANSWERED)]
        assert_same(odd, oddities, few, selection)
        assert_same_rows(odd, oddities, selection, "counterpart")
        assert_same_rows(odd, oddities, selection, "-start_date")
