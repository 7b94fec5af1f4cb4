"""A production server of several processes in a folder of its own, and people who use it over real connections.

Faults are done to it from outside: to its files, disks, databases and processes.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

import pytest
from examples import FILLED_IN
from oracle import ODDITIES

ROOT = Path(__file__).parents[1]
SECONDS_TO_START = 120
SECONDS_OF_A_PERSON = 3.2
ACCOUNT = ("ann@example.org", "a long enough password")
NUMBERS = count(1)

TYPED = {**FILLED_IN, "0-issues": "energy"}


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers by their names in lower case, text."""

    status: int
    headers: dict[str, str]
    text: str


class Dashboard:
    """A server on a free port; ``folder`` holds its table, its database where that is SQLite, its outbox and log."""

    def __init__(self, folder: Path, database: str = "", workers: int = 2, **more: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.table, self.log = folder, folder / "engagements.csv", folder / "server.log"
        shutil.copyfile(ODDITIES, self.table)
        self.database = database or f"sqlite:///{folder / 'store.db'}"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environment = {
            **os.environ,
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "WORKERS": str(workers),
            "DASHBOARD_TABLE": str(self.table),
            "DATABASE_URL": self.database,
            "DASHBOARD_CACHE": str(folder / "cache"),
            "DASHBOARD_MAIL": f"file:{folder / 'outbox'}",
            "PYTHONWARNINGS": "ignore",
            **more,
        }

    def start(self) -> Dashboard:
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "app:server"],
                cwd=ROOT,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.until(lambda: self.process.poll() is not None or self.is_there(), SECONDS_TO_START, "it serves")
        assert self.process.poll() is None, self.log.read_text("utf-8", "replace")
        return self

    def is_there(self) -> bool:
        with suppress(OSError, HTTPException):
            return self.get("/healthz").status == 200
        return False

    def command(self, *words: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """What a command of ``python -m dashboard`` says under the settings of the server."""
        return subprocess.run(
            [sys.executable, "-m", "dashboard", *map(str, words)],
            cwd=ROOT,
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS_TO_START,
        )

    def workers(self) -> list[int]:
        """The processes that answer."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(each) for each in children.read_text("ascii").split()]

    def until_there_are_others(self, before: list[int]) -> None:
        """Wait until other processes than ``before`` answer."""
        self.until(lambda: len(found := {*self.workers()}) == len(before) and not found & {*before}, 60, "others began")
        self.until(self.is_there, 60, "they answer")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it; with SIGKILL all of its processes at once, whatever they are at."""
        with suppress(ProcessLookupError):
            if how == signal.SIGKILL:
                os.killpg(self.process.pid, how)
            self.process.send_signal(how)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def ask(self, method: str, path: str, body: str = "", sender: str = "", **headers: str) -> Answer:
        """One request on a connection of its own, from an address of this machine."""
        source = (sender, 0) if sender else None
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=source)
        try:
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, text)
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def health(self) -> dict[str, object]:
        answer = self.get("/healthz")
        assert answer.status == 200
        found: dict[str, object] = json.loads(answer.text)
        return found

    def until_health(self, status: str, word: str = "", seconds: float = 40) -> dict[str, object]:
        """Wait until it says this of itself eight times in a row, with ``word`` among its reasons."""
        found: list[dict[str, object]] = []

        def all_say() -> bool:
            found.append(self.health())
            last = found[-8:]
            return len(last) == 8 and all(each["status"] == status and word in str(each["reasons"]) for each in last)

        self.until(all_say, seconds, lambda: f"health is {status} with {word!r}, not {found[-8:]}")
        return found[-1]

    def until(self, come: Callable[[], bool], seconds: float, what: str | Callable[[], str]) -> None:
        ends = time.monotonic() + seconds
        while not come():
            if time.monotonic() > ends:
                log = self.log.read_text("utf-8", "replace")[-6000:]
                pytest.fail(f"Not within {seconds} s: {what if isinstance(what, str) else what()}\n{log}")
            time.sleep(0.1)


@dataclass
class Person:
    """Somebody at a form, at an own address of the machine: limits in number hold for each address."""

    dashboard: Dashboard
    number: int = field(default_factory=lambda: next(NUMBERS))
    cookie: str = ""
    carried: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"127.{1 + self.number // 60_000}.{self.number // 250 % 240}.{1 + self.number % 250}"

    def open(self, path: str = "/submit") -> Person:
        """Open a form, and take as long as a person takes."""
        self.see(path)
        time.sleep(SECONDS_OF_A_PERSON)
        return self

    def see(self, path: str) -> Answer:
        answer = self.dashboard.ask("GET", path, sender=self.address, Cookie=self.cookie, Accept="text/html")
        self._keep(answer)
        return answer

    def _keep(self, answer: Answer) -> None:
        if "set-cookie" in answer.headers:
            self.cookie = answer.headers["set-cookie"].partition(";")[0]
        hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.text)
        self.carried |= {name: value for name, value in hidden if not re.match(r"\d", name)}

    def post(self, path: str, **fields: str) -> Answer:
        """Post what the page carries, and more."""
        answer = self.dashboard.ask(
            "POST",
            path,
            urlencode({**self.carried, **fields}),
            self.address,
            Cookie=self.cookie,
            Accept="text/html",
            **{"Content-Type": "application/x-www-form-urlencoded"},
        )
        self._keep(answer)
        return answer

    def send(self, summary: str) -> Answer:
        """Send one engagement under a key of its own, made from its summary."""
        key = re.sub(r"\W", "", summary).rjust(20, "k")[-60:]
        email = f"mayor{self.number}@austin.example"
        return self.post("/submit", **{**TYPED, "email": email, "0-summary": summary, "key": key, "do": "send"})

    def sign_in(self) -> Person:
        """Be the reviewer of ACCOUNT."""
        self.see("/review/sign-in")
        answer = self.post("/review/sign-in", email=ACCOUNT[0], password=ACCOUNT[1])
        assert answer.status == 303, answer.text
        return self
