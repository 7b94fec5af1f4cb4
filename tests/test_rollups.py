"""A roll-up answers what it can exactly as the rows do, and leaves alone what it can not.

Here Polars makes them; on a cluster they are in ``test_engines``.
"""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings
from oracle import Params, selections
from test_engines import QUESTIONS, assert_same, content, selection_of

from dashboard.engine import POLARS
from dashboard.published import Published
from dashboard.query import CountBy, Distinct, Rows
from dashboard.rollups import ANSWERED, LADDER, WEIGHT, Rollups
from dashboard.selection import Selection
from dashboard.source_queries import SourcesBy

INTEGERS = tuple(name for name in LADDER[-1] if name.startswith(("issue_", "share", "year")) or name.endswith("_code"))
ASKED = [each for each in QUESTIONS if isinstance(each, ANSWERED)]


@pytest.fixture(scope="module")
def rollups(published: Published) -> Rollups:
    """Those of the real table."""
    return Rollups(published.engagements, POLARS.collect)


def lengths(rollups: Rollups, words: str = "") -> list[int]:
    return [len(step.collect()) for step in rollups.of(words)]


@settings(max_examples=30)
@given(params=selections())
def test_answers(rollups: Rollups, published: Published, params: Params) -> None:
    selection, _ = selection_of(published, params)
    answers = rollups.answers((each, selection) for each in ASKED)
    assert len(answers) == len(ASKED)
    expected = published.ask((each, selection) for each in ASKED)
    for question, answer in answers.items():
        assert content(answer) == content(expected[question]), question


def test_what_is_answered_is_not_asked_of_the_engine(rollups: Rollups, published: Published) -> None:
    def refusing(plans: object) -> list[object]:
        assert not plans
        return []

    engine = replace(published.engine, collect=refusing)
    rolled_up = replace(published, rollups=rollups, engine=engine)
    assert_same(rolled_up, published, ASKED, Selection(clauses=(("state", ("CA", "TX")),)))


def test_every_engagement_stands_in_each_step(rollups: Rollups, published: Published) -> None:
    for step in rollups.of(""):
        assert step.collect().to_polars()[WEIGHT].sum() == 3_785


def test_words_have_a_roll_up_of_their_own(rollups: Rollups, published: Published) -> None:
    selection = Selection(words="sister")
    [answer] = rollups.answers([(Rows(), selection)]).values()
    assert answer[0, 0] == published.totals(selection).rows == sum(rollups.of("sister")[0].collect()[WEIGHT])
    assert lengths(rollups, "zzz") == [0] * len(rollups.of("zzz"))


def test_sources_are_left_to_the_engine(rollups: Rollups) -> None:
    assert rollups.answers([(SourcesBy(("us_state",)), Selection()), (CountBy("us_city"), Selection())]) == {}


def test_one_that_would_be_too_long_is_made_coarser(rollups: Rollups, published: Published) -> None:
    combinations = published.engagements.to_native().select(LADDER[0]).unique().select(pl.len()).collect().item()
    coarse = Rollups(published.engagements, POLARS.collect, combinations)
    assert lengths(coarse) == [combinations]
    actors, states = (Distinct("actor"), Selection()), (CountBy("us_state"), Selection())
    assert set(coarse.answers([actors, states])) == {states}
    assert set(rollups.answers([actors, states])) == {actors, states}


def test_none_is_made_where_even_the_coarsest_is_too_long(published: Published) -> None:
    none = Rollups(published.engagements, POLARS.collect, 10)
    assert none.of("") == ()
    assert none.answers([(Rows(), Selection())]) == {}


def test_a_step_is_kept_where_it_is_half_as_long() -> None:
    """Ten rows of one day each: dates are the only thing that differs."""
    columns = {name: ["x"] * 10 if name not in INTEGERS else [1] * 10 for name in LADDER[-1]}
    rows = pl.DataFrame({**columns, "start_date": [f"2020-01-{day:02}" for day in range(1, 11)]})
    assert lengths(Rollups(POLARS.load(rows), POLARS.collect)) == [1, 10]
