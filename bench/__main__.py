"""Runs the benchmarks and prints their tables as Markdown, with the machine and the versions they were taken on.

``python -m bench`` runs all of them, ``python -m bench clicks peers`` some; ``--sizes real,100k,1M,10M`` chooses the
tables they are taken on.
"""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from bench import downloads, queries, start
from bench.clicks import click_times
from bench.counting import counting_costs
from bench.peer_clicks import peer_times
from bench.printing import print_table
from bench.suggestions import suggestion_hits
from bench.surveys import survey_times
from bench.users import HEAD as VISITORS
from bench.users import user_runs
from bench.visits import visit_costs
from dashboard.engine_settings import ENGINES

NAMED_SIZES: Mapping[str, int | None] = {"real": None, "100k": 100_000, "1M": 1_000_000, "10M": 10_000_000}
REAL: tuple[int | None, ...] = (None,)
SIZES = (*REAL, 100_000, 1_000_000)
ENDS = (*REAL, 1_000_000)

MOST_FOR_OTHERS = 1_000_000
"""Rows up to which the engines beside Polars are measured."""

Line = Sequence[str]
Sizes = Sequence[int | None]


@dataclass(frozen=True)
class Part:
    """One benchmark: what its table is called and has for columns, its lines for tables of some sizes, and which."""

    title: str
    head: Line
    lines: Callable[[Sizes], Iterable[Line]]
    sizes: Sizes = REAL


def _each(lines: Callable[[int | None], Iterable[Line]]) -> Callable[[Sizes], Iterator[Line]]:
    return lambda sizes: (line for rows in sizes for line in lines(rows))


def _query_lines(rows: int | None) -> Iterator[Line]:
    asked = [name for name in ENGINES if name == "polars" or (rows or 0) <= MOST_FOR_OTHERS]
    return (queries.query_times(rows, name) for name in asked)


PARTS: Mapping[str, Part] = {
    "clicks": Part(
        "From a click to all views painted (ms)",
        ("table", "click, median", "click, 95 %", "floor, median", "ratio"),
        lambda sizes: (click_times(rows) for rows in sizes),
        SIZES,
    ),
    "peers": Part(
        "From a click on a state to five views painted, beside other frameworks (ms)",
        ("table", "page", "plotly.js", "median", "95 %", "every view once", "kB", "to ours", "to the floor"),
        _each(peer_times),
    ),
    "queries": Part("All queries of one click (ms)", queries.HEAD, _each(_query_lines), SIZES),
    "visits": Part(
        "A visit of the explorer (KB as sent, ms)",
        ("visit, and what is largest in it", "requests", "KB", "first words", "both maps"),
        lambda _sizes: visit_costs(),
    ),
    "downloads": Part(
        "The whole table as a file",
        downloads.HEAD,
        _each(lambda rows: downloads.download_costs(rows, ("CSV",) if rows else ())),
        ENDS,
    ),
    "start": Part(
        "From the start of the server to its first answer (two workers)", start.HEAD, _each(start.start_times), ENDS
    ),
    "suggestions": Part(
        "Hidden ties found among the first ten suggestions",
        ("method", "hit rate", "standard deviation", "mean reciprocal rank"),
        lambda _sizes: suggestion_hits(),
    ),
    "surveys": Part(
        "A survey file of 100,000 rows (one core)",
        ("step", "seconds", "rows a second"),
        lambda _sizes: survey_times(),
    ),
    "users": Part("Visitors at once", VISITORS, lambda _sizes: (run.line for run in user_runs())),
    "counting": Part("Counting one request (µs)", ("where", "median", "99 %"), lambda _sizes: counting_costs()),
}
"""Word of the command → the benchmark; to add one, add a row."""


def main(names: Sequence[str], sizes: Sizes) -> None:
    """Print the named parts, or all; ``sizes``: rows of the tables, none for each part's own."""
    print(f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}, ", end="")
    print(", ".join(f"{name} {version(name)}" for name in ("dash", "plotly", "polars", "pandas", "narwhals", "duckdb")))
    for name in names or PARTS:
        part = PARTS[name]
        print_table(part.title, part.head, part.lines(sizes or part.sizes))


def _asked() -> tuple[Sequence[str], Sizes]:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Benchmarks, as Markdown tables.")
    parser.add_argument("parts", nargs="*", choices=PARTS, metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--sizes", type=_sizes, default=(), help=f"of {','.join(NAMED_SIZES)}")
    asked = parser.parse_args()
    return asked.parts, asked.sizes


def _sizes(names: str) -> Sizes:
    return [NAMED_SIZES[name] for name in names.split(",")]


if __name__ == "__main__":
    main(*_asked())
