"""How long the engines take for everything the explorer asks at one click: all views, all filter counts, the sentence.

Selections are drawn at random with a fixed seed, the same for every engine, each asked as it is and with words; beside
them a page of the table in several orders. Nothing is remembered between them. Each line is a process of its own.
"""

from __future__ import annotations

import multiprocessing
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bench.memory import megabytes
from bench.tables import name_of, table_of
from dashboard.published import Published, publish
from dashboard.scene import COUNTED_FIELDS, count_question, totals_questions
from dashboard.selection import Address, Selection
from dashboard.settings import ROOT, Settings
from dashboard.views import VIEWS

SEED = 7
SELECTIONS = 20
WORDS = ("climate", "sister city", "energy austin", "japan", "trade mission")
SORTS = ("", "us_actor", "-counterpart", "title", "-title", "status")
COLUMNS = ("id", "us_actor", "us_state", "counterpart", "counterpart_country", "engagement_type", "title", "start_date")
ROWS_OF_A_PAGE = 100

HEAD = (
    *("table", "engine", "all views, median", "slowest", "with words, median", "slowest"),
    *("page, median", "slowest", "of the whole table", "own memory (MB)", "with shared"),
)


def query_times(rows: int | None, engine: str) -> tuple[str, ...]:
    """A line of the table ``HEAD``: medians and slowest of 20 random selections in milliseconds, and memory."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return name_of(rows), engine, *pool.apply(_measured, (rows, engine))


def _measured(rows: int | None, engine: str) -> tuple[str, ...]:
    settings = replace(Settings(), table=table_of(rows), engine=engine, cache=ROOT / ".cache" / "bench" / "cache")
    published = publish(settings)
    selections = list(_selections(published))
    chance = random.Random(SEED)
    worded = [replace(each, words=chance.choice(WORDS)) for each in selections]
    sorts = [chance.choice(SORTS) for _ in selections]
    for warming in (Selection(), Selection(words="none")):
        _views(published, warming)
    views = [_milliseconds(lambda each=each: _views(published, each)) for each in selections]  # type: ignore[misc]
    words = [_milliseconds(lambda each=each: _views(published, each)) for each in worded]  # type: ignore[misc]
    pages = [
        _milliseconds(lambda each=each, sort=sort: _page(published, each, sort))  # type: ignore[misc]
        for each, sort in zip(selections, sorts, strict=True)
    ]
    whole = [_milliseconds(lambda sort=sort: _page(published, Selection(), sort)) for sort in SORTS]  # type: ignore[misc]
    memory = f"{megabytes('RssAnon'):,.0f}", f"{megabytes('VmRSS'):,.0f}"
    return *_told(views), *_told(words), *_told(pages), f"{statistics.median(whole):.0f}", *memory


def _told(times: Sequence[float]) -> tuple[str, str]:
    return f"{statistics.median(times):.0f}", f"{max(times):.0f}"


def _selections(published: Published) -> Iterator[Selection]:
    chance = random.Random(SEED)
    for _ in range(SELECTIONS):
        selection = Selection()
        for name in chance.sample(["issue", "state", "country", "type", "bureau"], chance.randint(0, 3)):
            values = chance.sample(sorted(published.catalogue.labels[name]), chance.randint(1, 3))
            selection = selection.with_values(name, values, published.catalogue)
        yield selection


def _views(published: Published, selection: Selection) -> None:
    address = Address(selection)
    asked = [question for view in VIEWS for question in view.questions(address)]
    asked += [count_question(selection, name) for name in COUNTED_FIELDS]
    asked += totals_questions(selection)
    published.answers.clear()
    published.ask(asked)


def _page(published: Published, selection: Selection, sort: str) -> None:
    published.rows(selection, sort, COLUMNS, 0, ROWS_OF_A_PAGE)


def _milliseconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
