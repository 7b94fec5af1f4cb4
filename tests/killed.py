"""A process that submits and decides until it is killed, and says what was acknowledged; run by ``test_killed``.

Lines on standard output: ``sent KEY NUMBER``, ``decided PROPOSAL CHANGE``.
"""

from __future__ import annotations

import sys
from itertools import count

from dashboard.store.database import Store
from dashboard.store.queue import Filter, queue
from dashboard.store.refusals import OvertakenError
from dashboard.store.review import Desk
from dashboard.store.submissions import Proposed, Sender, submit


def say(*words: object) -> None:
    print(*words, flush=True)


def main(address: str, first: int) -> None:
    store = Store(address)
    desk = Desk(store, lambda rows: {}, lambda name: None, 1, "https://map.example.org")
    sender = Sender("Office of the Mayor", "mayor@example.org")
    for number in count(first):
        receipt = submit(
            store, sender, [Proposed("new", {"title": f"Row {number}"})], f"key {number}", "s", "https://x/"
        )
        say("sent", number, receipt.number)
        with store.reading() as connection:
            waiting, _ = queue(connection, Filter(), 0, 3)
        for proposal in waiting:
            try:
                say("decided", proposal["id"], desk.accept("ann@example.org", proposal["id"], proposal["revision"]))
            except OvertakenError:
                continue


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
