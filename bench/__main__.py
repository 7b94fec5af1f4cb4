"""Runs the benchmarks and prints their tables as Markdown, with the machine and the versions they were taken on.

``python -m bench`` runs all of it; ``python -m bench clicks``, ``queries``, ``suggestions``, ``surveys`` or
``downloads`` one part; ``python -m bench users --users 200 --seconds 60`` says how many visitors, and how long.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import version

from bench.clicks import click_times
from bench.downloads import download_costs
from bench.queries import query_times
from bench.suggestions import suggestion_hits
from bench.surveys import survey_times
from bench.users import HEAD, KINDS, user_runs

SIZES = (None, 100_000, 1_000_000)
ENGINES = ("polars", "pandas", "duckdb")


def main(parts: Sequence[str]) -> None:
    """Print the named parts, or all."""
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
            ("table", "engine", "median", "slowest of 20"),
            (query_times(rows, engine) for rows in SIZES for engine in ENGINES),
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
    if not parts or "users" in parts:
        _print_users(parts[parts.index("users") + 1 :] if parts else ())


def _print_users(options: Sequence[str]) -> None:
    runs = []
    _print("Visitors at once", HEAD, ((runs.append(run), run.line)[1] for run in user_runs(options)))
    for run in runs:
        if run.users == 200 or len(runs) == 1:
            _print(f"{run.users} visitors, by what they asked", KINDS, run.kinds())


def _print(title: str, head: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    print(f"\n### {title}\n\n| {' | '.join(head)} |\n| {' | '.join('---' for _ in head)} |")
    for line in lines:
        print(f"| {' | '.join(line)} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
