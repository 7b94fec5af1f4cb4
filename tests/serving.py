"""A real server for tests that speak to it through a socket, without a browser.

It is the one that ``make run`` starts, on a free port, with the table and the settings that a test gives.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from oracle import ODDITIES

ROOT = Path(__file__).parents[1]
SECONDS_TO_START = 60


@dataclass(frozen=True)
class Served:
    """A server that answers at ``port`` of this machine."""

    port: int
    log: Path


@contextmanager
def serving(folder: Path, **more: str) -> Iterator[Served]:
    """Start gunicorn with one worker on the hand-written table; ``more``: variables of its environment."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "WORKERS": "1",
        "DASHBOARD_TABLE": str(ODDITIES),
        "DATABASE_URL": f"sqlite:///{folder / 'store.db'}",
        "DASHBOARD_MAIL": f"file:{folder / 'outbox'}",
    }
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "app:server"]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **own, **more}, stdout=log, stderr=log, start_new_session=True
        )
    try:
        _wait(process, port)
        yield Served(port, folder / "server.log")
    finally:
        process.terminate()
        process.wait(20)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(SECONDS_TO_START * 5):
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except (URLError, OSError):
            assert process.poll() is None, "the server did not start"
            time.sleep(0.2)
    raise AssertionError("the server does not answer")
