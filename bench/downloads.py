"""How long a whole table takes as a file of each format, and how much memory beside the published table.

Each format is written in a process of its own, to nowhere; memory is the highest of the process less what it held
before, as Linux counts resident pages. What the network or a browser add is not in it.
"""

from __future__ import annotations

import multiprocessing
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bench.tables import name_of, table_of
from dashboard.formats.extract import Extract
from dashboard.formats.offered import ROWS
from dashboard.published import publish
from dashboard.selection import Address
from dashboard.settings import Settings

SELF = Path("/proc/self")
MEGA = 1_000_000


def download_costs(rows: int | None) -> Iterator[tuple[str, ...]]:
    """Lines of the table: rows, format, seconds, first byte after seconds, size and memory in MB."""
    for each in ROWS:
        # not forked: a process that is forked after Polars was loaded hangs at its first query
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            yield name_of(rows), each.name, *pool.apply(_cost, (rows, each.name))


def _cost(rows: int | None, name: str) -> tuple[str, ...]:
    published = publish(replace(Settings(), table=table_of(rows)))
    wanted = next(each for each in ROWS if each.name == name)
    extract = Extract(published, Address(), "http://127.0.0.1/", datetime.now(UTC).date())
    _ = extract.totals
    (SELF / "clear_refs").write_text("5")
    before, start = _megabytes("VmRSS"), time.perf_counter()
    first, size = 0.0, 0
    for part in wanted.write(extract):
        first = first or time.perf_counter() - start
        size += len(part)
    taken = time.perf_counter() - start
    memory = _megabytes("VmHWM") - before
    return f"{taken:.1f}", f"{first:.2f}", f"{size / MEGA:,.1f}", f"{memory:,.0f}"


def _megabytes(name: str) -> float:
    """A line of the process's status; VmHWM is the highest since ``clear_refs``."""
    found = re.search(rf"{name}:\s+(\d+) kB", (SELF / "status").read_text(encoding="utf-8"))
    return int(found[1]) * 1024 / MEGA if found else 0.0
