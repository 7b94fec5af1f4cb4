"""How long a whole table takes as a file of each format, and how much memory beside the published table.

Each format is written in a process of its own, to nowhere; memory is the highest of the process less what it held
before, as Linux counts the pages that are its own. What the network or a browser add is not in it.
"""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from bench.memory import MEGA, megabytes
from bench.tables import name_of, table_of
from dashboard.formats.extract import Extract
from dashboard.formats.offered import ROWS
from dashboard.published import publish
from dashboard.selection import Address
from dashboard.settings import ROOT, Settings

HEAD = ("table", "format", "seconds", "rows a second", "first byte after (ms)", "MB", "memory beside the table (MB)")


def download_costs(rows: int | None, only: Collection[str] = ()) -> Iterator[tuple[str, ...]]:
    """Lines of the table ``HEAD``; ``only``: names of formats, () for all."""
    for each in ROWS:
        if not only or each.name in only:
            # not forked: a process that is forked after Polars was loaded hangs at its first query
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                yield name_of(rows), each.name, *pool.apply(_cost, (rows, each.name))


def _cost(rows: int | None, name: str) -> tuple[str, ...]:
    published = publish(replace(Settings(), table=table_of(rows), cache=ROOT / ".cache" / "bench" / "cache"))
    wanted = next(each for each in ROWS if each.name == name)
    extract = Extract(published, Address(), "http://127.0.0.1/", datetime.now(UTC).date())
    _ = extract.totals
    before, highest, done = megabytes("RssAnon"), [0.0], threading.Event()
    watcher = threading.Thread(target=_watch, args=(highest, done))
    watcher.start()
    start = time.perf_counter()
    rest, first, size = wanted.write(extract), 0.0, 0
    for number, part in enumerate(rest):
        # of a CSV the header comes first, which waits for nothing: the first row is what counts
        first = time.perf_counter() - start if number < 2 else first
        size += len(part)
    taken = time.perf_counter() - start
    done.set()
    watcher.join()
    speed = f"{published.table.rows / taken:,.0f}"
    return f"{taken:.1f}", speed, f"{first * 1000:,.0f}", f"{size / MEGA:,.1f}", f"{max(0, highest[0] - before):,.0f}"


def _watch(highest: list[float], done: threading.Event) -> None:
    while not done.wait(0.02):
        highest[0] = max(highest[0], megabytes("RssAnon"))
