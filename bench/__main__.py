"""Runs the benchmarks and prints their tables as Markdown, with the machine and the versions they were taken on.

``python -m bench`` runs all of it; ``python -m bench clicks``, ``queries``, ``suggestions``, ``surveys``,
``downloads``, ``visits`` or ``start`` one part; numbers after it are other sizes of the table: ``queries 10000000``.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version

from bench.clicks import click_times
from bench.downloads import HEAD as DOWNLOADS
from bench.downloads import download_costs
from bench.queries import HEAD as QUERIES
from bench.queries import query_times
from bench.start import HEAD as START
from bench.start import start_times
from bench.suggestions import suggestion_hits
from bench.surveys import survey_times
from bench.visits import visit_costs

SIZES: tuple[int | None, ...] = (None, 100_000, 1_000_000)
ENGINES = ("polars", "pandas", "duckdb")


MOST_FOR_OTHERS = 1_000_000
"""Rows up to which the engines beside Polars are measured."""


def main(asked: Sequence[str]) -> None:
    """Print the named parts, or all."""
    parts, given = [each for each in asked if not each.isdigit()], [int(each) for each in asked if each.isdigit()]
    print(f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}, ", end="")
    print(", ".join(f"{name} {version(name)}" for name in ("dash", "plotly", "polars", "pandas", "narwhals", "duckdb")))
    if not parts or "clicks" in parts:
        _print(
            "From a click to all views painted (ms)",
            ("table", "click, median", "click, 95 %", "floor, median", "ratio"),
            (click_times(rows) for rows in SIZES),
        )
    if not parts or "queries" in parts:
        _print(
            "All queries of one click (ms)",
            QUERIES,
            (query_times(*each) for each in _asked(given or SIZES)),
        )
    if not parts or "visits" in parts:
        _print(
            "A visit of the explorer (KB as sent, ms)",
            ("visit, and what is largest in it", "requests", "KB", "first words", "both maps"),
            visit_costs(),
        )
    if not parts or "suggestions" in parts:
        _print(
            "Hidden ties found among the first ten suggestions",
            ("method", "hit rate", "standard deviation", "mean reciprocal rank"),
            suggestion_hits(),
        )
    if not parts or "surveys" in parts:
        _print("A survey file of 100,000 rows (one core)", ("step", "seconds", "rows a second"), survey_times())
    if not parts or "downloads" in parts:
        _print(
            "The whole table as a file",
            DOWNLOADS,
            (line for rows in given or (None, 1_000_000) for line in download_costs(rows, ("CSV",) if rows else ())),
        )
    if not parts or "start" in parts:
        _print(
            "From the start of the server to its first answer (two workers)",
            START,
            (line for rows in given or (None, 1_000_000) for line in start_times(rows)),
        )


def _asked(sizes: Sequence[int | None]) -> Iterator[tuple[int | None, str]]:
    return ((rows, name) for rows in sizes for name in ENGINES if name == "polars" or (rows or 0) <= MOST_FOR_OTHERS)


def _print(title: str, head: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    print(f"\n### {title}\n\n| {' | '.join(head)} |\n| {' | '.join('---' for _ in head)} |")
    for line in lines:
        print(f"| {' | '.join(line)} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
