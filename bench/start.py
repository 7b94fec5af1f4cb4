"""How long it takes from the start of the server's process to its first answer, and what each worker then holds.

A large table is started twice, each with two workers: with an empty cache, where it is validated and made ready, and
again, where the workers map what was kept.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from bench.memory import children, megabytes
from bench.tables import name_of, table_of
from dashboard.settings import ROOT

PATIENCE = 900
HEAD = ("table", "start", "first answer after (s)", "both workers (s)", "own memory of a worker (MB)", "with shared")


def start_times(rows: int | None) -> Iterator[tuple[str, ...]]:
    """Lines of the table ``HEAD``."""
    cache = Path(tempfile.mkdtemp(prefix="bench-", dir=ROOT / ".cache"))
    try:
        for start in ("first", "again"):
            yield name_of(rows), start, *_measured(table_of(rows), cache)
    finally:
        shutil.rmtree(cache, ignore_errors=True)


def _measured(table: Path, cache: Path) -> tuple[str, ...]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {
        "DASHBOARD_TABLE": str(table),
        "DASHBOARD_CACHE": str(cache),
        "DATABASE_URL": f"sqlite:///{cache / 'store.db'}",
        "PORT": str(port),
        "WORKERS": "2",
    }
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "app:server", "--log-level", "error"]
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **own})
    try:
        first = _answered(port, process) - start
        workers = _ready(process)
        both = time.perf_counter() - start
        owned = max(megabytes("RssAnon", each) for each in workers)
        shared = max(megabytes("VmRSS", each) for each in workers)
    finally:
        process.terminate()
        process.wait()
    return f"{first:.1f}", f"{both:.1f}", f"{owned:,.0f}", f"{shared:,.0f}"


def _answered(port: int, process: subprocess.Popen[bytes]) -> float:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE).read()
        except OSError:
            time.sleep(0.05)
        else:
            return time.perf_counter()
    raise TimeoutError("the server did not answer; is the table readable?")


def _ready(process: subprocess.Popen[bytes]) -> list[int]:
    """Both workers, once neither is at work any more."""
    last = 0.0
    while (now := sum(_seconds(each) for each in children(process.pid))) > last:
        last = now
        time.sleep(1)
    return children(process.pid)


def _seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
