"""Processes killed at any moment of submitting and deciding: nothing acknowledged is lost or published twice."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from dashboard.store.changes import newest
from dashboard.store.database import Store
from dashboard.store.letters import deliver
from dashboard.store.queue import Filter, queue
from dashboard.store.review import Desk
from dashboard.store.submissions import Proposed, Sender, submit
from dashboard.store.tables import letters, proposals, submissions

TOGETHER = 2
SCRIPT = Path(__file__).with_name("killed.py")


def until_decided(process: subprocess.Popen[str]) -> Iterator[str]:
    """What a process says up to its first decision: so each has one, on however slow a machine."""
    assert process.stdout is not None
    for line in process.stdout:
        yield line
        if line.startswith("decided"):
            return


def killed(database: str, first: int, seconds: float) -> tuple[dict[int, int], dict[int, int]]:
    """What two processes acknowledged before they were killed: key → submission, proposal → change."""
    started = [
        subprocess.Popen(
            [sys.executable, str(SCRIPT), database, str(first + 10_000 * each)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=SCRIPT.parents[1],
            env={"PYTHONPATH": str(SCRIPT.parents[1])},
        )
        for each in range(TOGETHER)
    ]
    begun = ["".join(until_decided(process)) for process in started]
    time.sleep(seconds)
    for process in started:
        process.send_signal(signal.SIGKILL)
    said = [first + process.communicate()[0] for first, process in zip(begun, started, strict=True)]
    lines = [line.split() for text in said for line in text.splitlines() if text.endswith("\n") or line]
    whole = [line for line in lines if len(line) == 3]
    sent = {int(key): int(number) for word, key, number in whole if word == "sent"}
    decided = {int(proposal): int(change) for word, proposal, change in whole if word == "decided"}
    return sent, decided


@pytest.mark.parametrize("rounds", [4, pytest.param(60, marks=pytest.mark.long)])
def test_nothing_is_lost_and_nothing_published_twice(database: str, rounds: int) -> None:
    chance = random.Random(7)
    sent: dict[int, int] = {}
    decided: dict[int, int] = {}
    for attempt in range(rounds):
        new = killed(database, attempt * 100_000, chance.uniform(0, 0.4))
        sent |= new[0]
        decided |= new[1]
    assert len(sent) >= rounds * TOGETHER
    assert len(decided) >= rounds

    with closing(Store(database)) as store:
        check(store, sent, decided)


def check(store: Store, sent: dict[int, int], decided: dict[int, int]) -> None:
    with store.reading() as connection:
        kept = set(connection.execute(select(submissions.c.id)).scalars())
        per_submission = Counter(connection.execute(select(proposals.c.submission)).scalars())
        changes = newest(connection, 1_000_000)
        published = {change.engagement: change.number for change in changes}
        states = dict(connection.execute(select(proposals.c.id, proposals.c.state)).all())
        written = len(connection.execute(select(letters.c.id)).all())
    assert set(sent.values()) <= kept
    assert set(per_submission) == kept, "a submission is kept with what it proposes, or not at all"
    assert set(per_submission.values()) == {1}
    assert [change.number for change in changes] == list(range(len(changes), 0, -1))
    assert len(published) == len(changes), "each was published once"
    assert all(published[f"S{proposal:05d}"] == change for proposal, change in decided.items())
    accepted = {f"S{proposal:05d}" for proposal, state in states.items() if state == "accepted"}
    assert accepted == set(published)
    assert written == len(kept) + len(changes)

    sender = Sender("Office of the Mayor", "mayor@example.org")
    key, number = next(iter(sent.items()))
    again = submit(store, sender, [Proposed("new", {"title": "Again"})], f"key {key}", "s", "https://x/")
    assert (again.number, again.is_new) == (number, False)
    desk = Desk(store, lambda rows: {}, lambda name: None, 1, "")
    with store.reading() as connection:
        for left in queue(connection, Filter(), 0, 1_000)[0]:
            assert desk.accept("ben@example.org", left["id"], left["revision"]) == store.version()
    arrived: list[object] = []
    deliver(store, arrived.append, "map@example.org")
    assert len(arrived) == 2 * len(kept)
