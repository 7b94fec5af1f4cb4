"""How the server bears many visitors at once: throughput, times, errors, processor and memory, by number of visitors.

The server runs as ``make run`` starts it; the visitors (``bench.journeys``) share its cores, so their part is told.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import psutil

from bench.printing import print_table
from bench.serving import wait_for
from bench.tables import table_of
from dashboard.settings import ROOT

LEVELS = (50, 100, 200, 500)
SECONDS = 25
JOURNEYS = Path(__file__).with_name("journeys.py")
STATIC = "static"
MEGA = 1_000_000

HEAD = (
    *("visitors", "answers a second", "median (ms)", "95 % (ms)", "errors"),
    *("processor an answer (ms)", "server (cores)", "visitors (cores)", "memory of a worker (MB)"),
)
KINDS = ("what", "answers", "median (ms)", "95 % (ms)", "errors")


@dataclass(frozen=True)
class Run:
    """A run of so many visitors: what locust counted by kind, cores that both sides took, bytes of a worker."""

    users: int
    seconds: float
    stats: Sequence[dict[str, Any]]
    server: float
    visitors: float
    memory: float

    @property
    def line(self) -> tuple[str, ...]:
        """The line of the table; files that never change are left out of the times, their cost is in the cores."""
        answers = [each for each in self.stats if each["name"] != STATIC]
        times = Counter[float]()
        for each in answers:
            times.update({float(time): count for time, count in each["response_times"].items()})
        asked = sum(each["num_requests"] for each in answers)
        return (
            str(self.users),
            f"{asked / self.seconds:.1f}",
            *(f"{quantile(times, share):.0f}" for share in (0.5, 0.95)),
            str(sum(each["num_failures"] for each in self.stats)),
            f"{1000 * self.server * self.seconds / max(asked, 1):.0f}",
            f"{self.server:.2f}",
            f"{self.visitors:.2f}",
            f"{self.memory / MEGA:.0f}",
        )

    def kinds(self) -> Iterator[tuple[str, ...]]:
        """A line for each kind of answer."""
        for each in sorted(self.stats, key=lambda each: each["name"]):
            times = Counter({float(time): count for time, count in each["response_times"].items()})
            quantiles = (f"{quantile(times, share):.0f}" for share in (0.5, 0.95))
            yield each["name"], str(each["num_requests"]), *quantiles, str(each["num_failures"])


def quantile(times: Counter[float], share: float) -> float:
    """The time (ms) within which this share was answered."""
    wanted, seen = share * times.total(), 0
    for time in sorted(times):
        seen += times[time]
        if seen >= wanted:
            return time
    return 0.0


def user_runs(options: Sequence[str] = ()) -> Iterator[Run]:
    """Run the levels one after another against one server; ``--users N --seconds S --rows R`` for one of them."""
    parser = argparse.ArgumentParser(prog="python -m bench.users")
    parser.add_argument("--users", type=int, nargs="*", default=list(LEVELS))
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--rows", type=int, default=None)
    asked = parser.parse_args(options)
    with served(asked.rows) as (address, server):
        for users in asked.users:
            yield _run(address, server, users, asked.seconds)


@contextmanager
def served(rows: int | None) -> Iterator[tuple[str, psutil.Process]]:
    """The server as ``make run`` starts it, on a free port, with a store of its own; its address and process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        own = {"PORT": str(port), "DASHBOARD_TABLE": str(table_of(rows)), "DASHBOARD_API_LIMIT": "100000 per second"}
        own |= {"DATABASE_URL": f"sqlite:///{folder}/store.db", "DASHBOARD_MAIL": f"file:{folder}/outbox"}
        command = [sys.executable, "-W", "ignore", "-m", "gunicorn", "--config", "gunicorn.conf.py", "app:server"]
        with open(f"{folder}/log", "wb") as log:
            process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **own}, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz")
            yield f"http://127.0.0.1:{port}", psutil.Process(process.pid)
        finally:
            process.terminate()
            process.wait()


def _run(address: str, server: psutil.Process, users: int, seconds: int) -> Run:
    command = [sys.executable, "-m", "locust", "--headless", "--json", "--skip-log-setup"]
    command += ["-f", str(JOURNEYS), "--host", address, "-u", str(users), "-r", str(max(10, users // 8))]
    command += ["-t", f"{seconds + 8}s", "--reset-stats", "--exit-code-on-error", "0"]
    busy, own, began = _busy(server), _of_children(), monotonic()
    # not in this process: locust replaces Python's sockets and threads
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    cores = ((_busy(server) - busy), (_of_children() - own))
    taken = monotonic() - began
    stats = json.loads(done.stdout)
    return Run(users, _span(stats), stats, cores[0] / taken, cores[1] / taken, _memory(server))


def _of_children() -> float:
    """Processor seconds of the processes that this one started and that have ended."""
    return os.times().children_user + os.times().children_system


def _span(stats: Sequence[dict[str, Any]]) -> float:
    """Seconds from the first request that was counted to the last."""
    return max(each["last_request_timestamp"] for each in stats) - min(each["start_time"] for each in stats)


def _busy(server: psutil.Process) -> float:
    """Processor seconds of the server so far, of all its workers."""
    return sum(sum(process.cpu_times()[:2]) for process in [server, *server.children()])


def _memory(server: psutil.Process) -> float:
    """Bytes that a worker holds of its own, of the larger ones."""
    return max(process.memory_full_info().uss for process in server.children())


def main(options: Sequence[str]) -> None:
    """Print the levels, and of the last one what was asked."""
    runs: list[Run] = []

    def lines() -> Iterator[tuple[str, ...]]:
        for run in user_runs(options):
            runs.append(run)
            yield run.line

    print_table("Visitors at once", HEAD, lines())
    print_table(f"{runs[-1].users} visitors, by what they asked", KINDS, runs[-1].kinds())


if __name__ == "__main__":
    main(sys.argv[1:])
