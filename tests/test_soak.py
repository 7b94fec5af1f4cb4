"""Mixed load with random real faults for a while: nothing accepted is lost, nothing answers 500, no memory is kept.

Two minutes with everything else, an hour with the long tests; SOAK_SECONDS says otherwise.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from threading import Event, Thread

import pytest
from databases import empty_database
from forms import Forms
from oracle import ODDITIES
from questions import ALL, UPDATE, at
from sqlalchemy import create_engine, make_url, text
from whole_server import ACCOUNT, Dashboard, Person

from dashboard.store.database import Store

SHORT, LONG = 120, 3600
REST = 0.3
"""Seconds between two questions in the short form, which shares the machine with other tests; in the long one none."""

SHARE_BEFORE_FAULTS = 0.25
"""Of the time is for warming up: memory is compared with what there is then."""

MOST_GROWTH = 60 * 2**20
"""Bytes that a process may hold at the end over what it held when it was warm: caches that are not full yet."""

BYTES_OF_A_ROW = 13 * 2**10
"""What a row that is accepted meanwhile takes of any process, as measured in a new one; in an hour 2,600 are."""

PATHS = (
    "/",
    "/?state=TX",
    "/?issue=energy&from=2010",
    "/country/TWN",
    "/state/TX",
    "/networks",
    "/compare",
    "/opportunities",
    "/over-time",
    "/data/coverage",
    "/data/changes",
    "/engagement/T01",
    "/engagements.csv?scope=all",
    "/engagements.json?state=TX",
    "/download.zip?scope=all",
    "/network.graphml?scope=all",
    "/api/v1/engagements?limit=5",
    "/api/v1/counts/issue",
    "/feed.atom",
    "/rows?length=10",
    "/search?q=sister",
    "/views/issue-bars?state=TX",
    "/views/timeline",
    "/drawings/light/whole/",
    "/drawings/dark/parts/",
    "/drawings/light/parts/country/JPN",
    "/_dash-layout",
    "/_dash-dependencies",
    "/healthz",
    "/submit",
)
MAY_BE_AWAY = 503
"""What the store's absence answers, with a sentence; never 500."""


@dataclass
class Seen:
    """What came back in all: statuses by address, and what was acknowledged."""

    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    sent: dict[str, str] = field(default_factory=dict)
    decided: set[int] = field(default_factory=set)
    cut: int = 0

    def note(self, path: str, status: int, words: str) -> None:
        self.statuses[path.partition("?")[0], status] += 1
        if status >= 500 and status != MAY_BE_AWAY:
            self.failures.append(f"{path}: {status} {words[:500]}")


def seconds_of(request: pytest.FixtureRequest) -> int:
    otherwise = LONG if request.param == "long" else SHORT
    return int(os.environ.get("SOAK_SECONDS") or otherwise)


@pytest.fixture(params=["short", pytest.param("long", marks=pytest.mark.long)])
def seconds(request: pytest.FixtureRequest) -> int:
    return seconds_of(request)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path, seconds: int) -> Iterator[str]:
    if request.param == "postgresql" and seconds <= SHORT:
        pytest.skip("PostgreSQL is soaked in the long form; its faults are in test_faults")
    with empty_database(request, tmp_path) as found:
        yield found


def test_mixed_load_with_random_faults(address: str, seconds: int, tmp_path: Path) -> None:
    dashboard = Dashboard(tmp_path / "soak", address, DASHBOARD_API_LIMIT="100000 per minute")
    assert dashboard.command("reviewer", "add", ACCOUNT[0], "--password-stdin", stdin=ACCOUNT[1]).returncode == 0
    dashboard.start()
    seen, over, chance = Seen(), Event(), random.Random(11)
    work = [lambda: read(dashboard, seen, random.Random(1)), lambda: click(dashboard, seen, random.Random(2))]
    work += [sender_of(dashboard, seen), reviewer_of(dashboard, seen)]
    rest = REST if seconds <= SHORT else 0
    threads = [Thread(target=until_over, args=(each, over, seen, rest), daemon=True) for each in work]
    try:
        begun = time.monotonic()
        for thread in threads:
            thread.start()
        time.sleep(SHARE_BEFORE_FAULTS * seconds)
        warm = {worker: own_memory(worker) for worker in dashboard.workers()}
        rows = int(str(dashboard.health()["rows"]))
        faults = list(FAULTS)
        while time.monotonic() - begun < 0.85 * seconds:
            chance.shuffle(faults)
            for fault in faults:
                if time.monotonic() - begun < 0.85 * seconds:
                    fault(dashboard, chance)
                    time.sleep(chance.uniform(0.5, max(1.0, seconds / 60)))
        time.sleep(0.05 * seconds)
        over.set()
        for thread in threads:
            thread.join(120)
        assert not any(thread.is_alive() for thread in threads)
        dashboard.until_health("ok")
        held = {worker: own_memory(worker) for worker in dashboard.workers()}
        assert held.keys() & warm.keys(), "one worker is there from the beginning to the end"
        most = MOST_GROWTH + BYTES_OF_A_ROW * (int(str(dashboard.health()["rows"])) - rows)
        assert all(now < warm.get(worker, max(warm.values())) + most for worker, now in held.items()), (
            warm,
            held,
        )
        print(f"{seconds} s: {warm} grew to {held} bytes; {len(seen.sent)} sent, {len(seen.decided)} decided, ", end="")
        print(f"{sum(seen.statuses.values())} answers, {seen.cut} broken off")
    finally:
        over.set()
        dashboard.stop()
    assert seen.failures == []
    assert len(seen.sent) > seconds / 20, seen.statuses
    assert len(seen.decided) > seconds / 40, seen.statuses
    assert {path for path, status in seen.statuses if status == 200} >= {path.partition("?")[0] for path in PATHS}
    nothing_is_lost(address, seen)


def nothing_is_lost(address: str, seen: Seen) -> None:
    with closing(Store(address)) as store, store.reading() as connection:
        rows = connection.execute(text("SELECT id, fields, state FROM proposal")).all()
        changes = connection.execute(text("SELECT number FROM change ORDER BY number")).scalars().all()
    kept = Counter(found[0] for _, fields, _ in rows if (found := re.findall(r"Soaked \d+-\d+", str(fields))))
    assert seen.sent.keys() - kept.keys() == set(), "acknowledged, and not there"
    assert set(kept.values()) == {1}, "kept twice"
    accepted = {number for number, _, state in rows if state == "accepted"}
    assert seen.decided <= accepted
    assert list(changes) == list(range(1, len(accepted) + 1))


def until_over(work: Callable[[], None], over: Event, seen: Seen, rest: float) -> None:
    while not over.wait(rest):
        try:
            work()
        except (OSError, HTTPException):
            seen.cut += 1  # the connection went with the worker that was killed
            time.sleep(0.2)


def read(dashboard: Dashboard, seen: Seen, chance: random.Random) -> None:
    """One page, file or answer of the API."""
    path = PATHS[(sum(seen.statuses.values()) + chance.randrange(3)) % len(PATHS)]
    answer = dashboard.get(path, Accept="text/html")
    seen.note(path, answer.status, answer.text)
    time.sleep(0.05)


def click(dashboard: Dashboard, seen: Seen, chance: random.Random) -> None:
    """What a browser asks while somebody clicks about: the drawings of a selection, then what follows it."""
    state, year = chance.choice(("TX", "CA", "NY", "")), chance.randrange(1950, 2025)
    search = f"?state={state}&from={year}" if state else f"?from={year}"
    drawn = dashboard.get(f"/drawings/{chance.choice(('light', 'dark'))}/parts/{search}")
    seen.note("/drawings", drawn.status, drawn.text)
    body = json.dumps(at(search, chance.choice(ALL)))
    answer = dashboard.ask("POST", UPDATE, body, **{"Content-Type": "application/json"})
    seen.note(UPDATE, answer.status, answer.text)
    time.sleep(0.1)


def sender_of(dashboard: Dashboard, seen: Seen) -> Callable[[], None]:
    """Somebody who sends one after another, each until it is acknowledged; somebody else after five."""
    people: list[Person] = []

    def send() -> None:
        person = Person(dashboard)
        people.append(person)
        person.open()
        for number in range(4):
            words = f"Soaked {person.number}-{number}"
            for _ in range(200):
                with suppress(OSError, HTTPException):
                    answer = person.send(words)
                    seen.note("POST /submit", answer.status, answer.text)
                    if answer.status == 303:
                        seen.sent[words] = answer.headers["location"]
                        break
                time.sleep(0.2)

    return send


def reviewer_of(dashboard: Dashboard, seen: Seen) -> Callable[[], None]:
    """A reviewer who accepts what waits."""
    person = Person(dashboard)

    def decide() -> None:
        queue = person.see("/review")
        seen.note("/review", queue.status, queue.text)
        if queue.status == 303:
            with suppress(AssertionError):
                person.sign_in()
            return
        for number in map(int, dict.fromkeys(re.findall(r'href="/review/(\d+)', queue.text))):
            page = person.see(f"/review/{number}")
            seen.note("/review/N", page.status, page.text)
            forms = [form for form in Forms(page.text).forms if ("action", "accept") in form.buttons]
            if forms:
                fields = {name: values[-1] for name, values in forms[0].fields.items()}
                answer = person.post(f"/review/{number}", **{**fields, "action": "accept"})
                seen.note("POST /review/N", answer.status, answer.text)
                if answer.status == 303:
                    seen.decided.add(number)
        time.sleep(0.5)

    return decide


def kill_a_worker(dashboard: Dashboard, _: random.Random) -> None:
    """The younger one; the other's memory tells of the whole time."""
    workers = dashboard.workers()
    if len(workers) == 2:
        subprocess.run(["kill", "-KILL", str(workers[-1])], check=False)
        dashboard.until(lambda: len(dashboard.workers()) == 2 and dashboard.is_there(), 60, "it is there again")


def lock_the_database(dashboard: Dashboard, chance: random.Random) -> None:
    if dashboard.database.startswith("sqlite"):
        with closing(sqlite3.connect(dashboard.database.removeprefix("sqlite:///"), isolation_level=None)) as holder:
            with suppress(sqlite3.OperationalError):
                holder.execute("BEGIN IMMEDIATE")
            time.sleep(chance.uniform(1, 8))
        return
    engine = create_engine(make_url(dashboard.database).set(drivername="postgresql+psycopg"))
    with engine.connect() as holder, holder.begin():
        holder.execute(text("LOCK TABLE head IN EXCLUSIVE MODE"))
        time.sleep(chance.uniform(1, 8))
    engine.dispose()


def harm_the_table(dashboard: Dashboard, chance: random.Random) -> None:
    content = ODDITIES.read_bytes()
    harmed = chance.choice((b"", content[: len(content) // 3], b"\x00" + content, None))
    dashboard.table.unlink()
    if harmed is not None:
        dashboard.table.write_bytes(harmed)
    time.sleep(chance.uniform(1, 4))
    shutil.copyfile(ODDITIES, dashboard.table)


def drop_connections(dashboard: Dashboard, chance: random.Random) -> None:
    if dashboard.database.startswith("sqlite"):
        return
    engine = create_engine(make_url(dashboard.database).set(drivername="postgresql+psycopg"))
    with engine.connect() as connection:
        dropped = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = "
        connection.execute(text(f"{dropped} current_database()"))
    engine.dispose()


FAULTS: tuple[Callable[[Dashboard, random.Random], None], ...] = (
    kill_a_worker,
    lock_the_database,
    harm_the_table,
    drop_connections,
)


def own_memory(process: int) -> int:
    """Bytes that a process holds for itself: files that are mapped, libraries and tables, can be let go at any time."""
    found = re.search(r"RssAnon:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text("ascii"))
    assert found is not None
    return int(found[1]) * 1024
