"""Runs the benchmarks and prints their tables as Markdown, with the machine and the versions they were taken on.

``python -m bench`` runs all of it; ``python -m bench clicks``, ``peers``, ``queries``, ``suggestions``, ``surveys``,
``downloads`` or ``visit`` one part. ``--sizes real,100k,1M,10M``: the tables of clicks, peers, queries and visit.
"""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Iterable, Sequence
from importlib.metadata import version

from bench.clicks import click_times
from bench.downloads import download_costs
from bench.first_visit import visit_costs
from bench.peer_clicks import peer_times
from bench.queries import query_times
from bench.suggestions import suggestion_hits
from bench.surveys import survey_times

NAMED_SIZES = {"real": None, "100k": 100_000, "1M": 1_000_000, "10M": 10_000_000}
SIZES = (None, 100_000, 1_000_000)
REAL = (None,)
PARTS = ("clicks", "peers", "queries", "suggestions", "surveys", "downloads", "visit")
ENGINES = ("polars", "pandas", "duckdb")


def main(parts: Sequence[str], sizes: Sequence[int | None]) -> None:
    """Print the named parts, or all; ``sizes``: rows of the tables, none for each part's own."""
    print(f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}, ", end="")
    print(", ".join(f"{name} {version(name)}" for name in ("dash", "plotly", "polars", "pandas", "narwhals", "duckdb")))
    if not parts or "clicks" in parts:
        _print(
            "From a click to all views painted (ms)",
            ("table", "click, median", "click, 95 %", "floor, median", "ratio"),
            (click_times(rows) for rows in sizes or SIZES),
        )
    if not parts or "peers" in parts:
        _print(
            "From a click on a state to five views painted, beside other frameworks (ms)",
            ("table", "page", "plotly.js", "median", "95 %", "every view once", "kB", "to ours", "to the floor"),
            (line for rows in sizes or REAL for line in peer_times(rows)),
        )
    if not parts or "queries" in parts:
        _print(
            "All queries of one click (ms)",
            ("table", "engine", "median", "slowest of 20"),
            (query_times(rows, engine) for rows in sizes or SIZES for engine in ENGINES),
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
            ("table", "format", "seconds", "first byte after (s)", "MB", "memory beside the table (MB)"),
            (line for rows in (None, 1_000_000) for line in download_costs(rows)),
        )
    if not parts or "visit" in parts:
        _print(
            "A visit to the explorer",
            ("table", "browser", "kB", "requests", "first map (ms)", "both maps (ms)"),
            (line for rows in sizes or REAL for line in visit_costs(rows)),
        )


def _asked() -> tuple[Sequence[str], Sequence[int | None]]:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Benchmarks, as Markdown tables.")
    parser.add_argument("parts", nargs="*", choices=PARTS, metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--sizes", type=_sizes, default=(), help=f"of {','.join(NAMED_SIZES)}")
    asked = parser.parse_args()
    return asked.parts, asked.sizes


def _sizes(names: str) -> Sequence[int | None]:
    return [NAMED_SIZES[name] for name in names.split(",")]


def _print(title: str, head: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    print(f"\n### {title}\n\n| {' | '.join(head)} |\n| {' | '.join('---' for _ in head)} |")
    for line in lines:
        print(f"| {' | '.join(line)} |", flush=True)


if __name__ == "__main__":
    main(*_asked())
