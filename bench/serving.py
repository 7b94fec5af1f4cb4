"""Servers for the benchmarks: each a process of its own on a free port, waited for and ended.

What they serve and how it is measured is elsewhere.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.tables import table_of
from dashboard.settings import ROOT

PATIENCE = 60
GUNICORN = ("-m", "gunicorn", "--config", "gunicorn.conf.py", "app:server")


@contextmanager
def serving(rows: int | None) -> Iterator[str]:
    """The address of our own dashboard over a table of so many rows, in one worker."""
    port = free_port()
    environment = {"DASHBOARD_TABLE": str(table_of(rows)), "PORT": str(port), "WORKERS": "1"}
    with running((sys.executable, *GUNICORN), f"http://127.0.0.1:{port}/healthz", environment, ROOT):
        yield f"http://127.0.0.1:{port}/"


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(command: Sequence[str], answers: str, environment: Mapping[str, str], folder: Path) -> Iterator[None]:
    """A process from when the address ``answers`` until the end of the block."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=folder, env={**os.environ, **environment}, stdout=quiet, stderr=quiet)
    try:
        wait_for(answers)
        yield
    finally:
        process.terminate()
        process.wait()


def wait_for(address: str) -> None:
    """Return once the address answers; raise TimeoutError where it does not in time."""
    for _ in range(PATIENCE * 4):
        try:
            urllib.request.urlopen(address, timeout=PATIENCE).close()
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise TimeoutError(f"{address} did not answer within {PATIENCE} seconds; is the port free and the table readable?")
