"""One server and one browser for all journeys, a fresh context for each, and the server's log beside every failure.

What a page shows and how it is worked is in ``explorer``; what it should show comes from the oracle, not from here.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from explorer import Explorer
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]
GEOMETRY = Path(__file__).with_name("geometry.js").read_text("utf-8")
VIOLATIONS = """addEventListener("securitypolicyviolation", (event) =>
    console.error("against the policy:", event.effectiveDirective, event.blockedURI, event.sample));"""
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SECONDS_TO_START = 60

Open = Callable[..., Explorer]


class Server:
    """A production server on a free port of this machine, with its log in a file."""

    def __init__(self, log: Path, **more: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.log = log
        self.environment = {
            **os.environ,
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "WORKERS": "1",
            "DATABASE_URL": f"sqlite:///{log.with_suffix('.db')}",
            "DASHBOARD_MAIL": f"file:{log.with_suffix('.outbox')}",
            **more,
        }
        self._run()

    def _run(self) -> None:
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "app:server"],
                cwd=ROOT,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def start(self) -> None:
        """Start it again after it was stopped, at the same address, and wait until it answers."""
        self._run()
        self.wait()

    def wait(self) -> None:
        for _ in range(SECONDS_TO_START * 5):
            try:
                with urlopen(f"{self.address}/healthz", timeout=5):
                    return
            except (URLError, OSError):
                if self.process.poll() is not None:
                    break
                time.sleep(0.2)
        pytest.fail(f"The server did not start:\n{self.log.read_text('utf-8', 'replace')}")

    def kill(self) -> None:
        """End it with its workers at once, whatever they are at."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("browser")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    report = yield
    running = getattr(item, "funcargs", {}).get("server")
    if report.failed and running is not None:
        report.sections.append(("log of the server", running.log.read_text("utf-8", "replace")[-4000:]))
    return report


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The dashboard on the real table, behind the server that ``make run`` starts."""
    running = Server(tmp_path_factory.mktemp("server") / "server.log")
    try:
        running.wait()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium: one on this machine, else Playwright's own."""
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def fresh_contexts(server: Server, chromium: Browser) -> Iterator[Open]:
    """A factory of explorers, each in a context of its own; at the end none may have complained or left the host."""
    explorers: list[Explorer] = []

    def new_explorer(width: int = 1440, height: int = 900, sees_tour: bool = False, **options: Any) -> Explorer:
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        context.add_init_script(GEOMETRY)
        context.add_init_script(VIOLATIONS)
        if not sees_tour:
            context.add_init_script("try { localStorage.setItem('tour', 'done') } catch { }")
        explorers.append(Explorer(context.new_page(), server.address, touches=options.get("has_touch", False)))
        return explorers[-1]

    yield new_explorer
    for explorer in explorers:
        explorer.page.context.close()
    assert [complaint for explorer in explorers for complaint in explorer.complaints] == []
    assert [request for explorer in explorers for request in explorer.foreign] == []


@pytest.fixture
def new_explorer(server: Server, chromium: Browser) -> Iterator[Open]:
    """A factory of explorers in fresh contexts."""
    with fresh_contexts(server, chromium) as new:
        yield new


@pytest.fixture
def explorer(new_explorer: Open) -> Explorer:
    """An explorer on a desktop screen, in a fresh context."""
    return new_explorer()


@pytest.fixture(scope="module")
def one_explorer(server: Server, chromium: Browser) -> Iterator[Explorer]:
    """An explorer that the journeys of a module share, for those that begin by opening or clearing the page."""
    with fresh_contexts(server, chromium) as new:
        yield new()
