"""How long the engines take for everything the explorer asks at one click: all views, all filter counts, the sentence.

Selections are drawn at random with a fixed seed, the same for every engine; times are wall-clock medians.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator
from dataclasses import replace

from bench.tables import name_of, table_of
from dashboard.published import Published, publish
from dashboard.scene import COUNTED_FIELDS, count_question
from dashboard.selection import Address, Selection
from dashboard.settings import Settings
from dashboard.views import VIEWS

SEED = 7
SELECTIONS = 20


def query_times(rows: int | None, engine: str) -> tuple[str, str, str, str]:
    """A line of the table: rows, engine, median and slowest of 20 random selections in milliseconds."""
    published = publish(replace(Settings(), table=table_of(rows), engine=engine))
    published.totals(Selection())
    times = [_milliseconds(published, selection) for selection in _selections(published)]
    return name_of(rows), engine, f"{statistics.median(times):.0f}", f"{max(times):.0f}"


def _selections(published: Published) -> Iterator[Selection]:
    chance = random.Random(SEED)
    for _ in range(SELECTIONS):
        selection = Selection()
        for name in chance.sample(["issue", "state", "country", "type", "bureau"], chance.randint(0, 3)):
            values = chance.sample(sorted(published.catalogue.labels[name]), chance.randint(1, 3))
            selection = selection.with_values(name, values, published.catalogue)
        yield selection


def _milliseconds(published: Published, selection: Selection) -> float:
    address = Address(selection)
    asked = [question for view in VIEWS for question in view.questions(address)]
    asked += [count_question(selection, name) for name in COUNTED_FIELDS]
    published.answers.clear()
    start = time.perf_counter()
    published.ask(asked)
    return (time.perf_counter() - start) * 1000
