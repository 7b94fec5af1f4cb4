"""What is new in the table under a selection, newest first: accepted changes one by one, and each snapshot in sum.

How it is written as a feed is in ``feed_route``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from dashboard.between import ACTIONS, between
from dashboard.change_words import Labels, differences_in_words, line
from dashboard.engine import POLARS
from dashboard.publication import Publication
from dashboard.published import Published, published_from
from dashboard.schema import COLUMN_NAMES
from dashboard.selection import Selection
from dashboard.snapshots import Snapshot
from dashboard.store.changes import Change, newest
from dashboard.wording import counted, date_in_words

MOST = 100
"""Entries of one feed."""

MOST_READ = 1_000
"""Changes looked through for those of a selection."""


@dataclass(frozen=True)
class Entry:
    """``name``: stable, unique in the feed. ``path``: where it is told in full. ``at``: ISO 8601, UTC."""

    name: str
    title: str
    text: str
    path: str
    at: str


def news(publication: Publication, selection: Selection, query: str) -> list[Entry]:
    """What is new, at most ``MOST`` entries; ``query``: the selection as it stands in addresses, '' for everything."""
    published = publication.current
    with publication.store.reading() as connection:
        changes = newest(connection, MOST_READ)
    kept = _within(changes, published, selection)
    entries = [*(_of_change(each, published.catalogue.labels) for each in kept), *_releases(publication, query)]
    return sorted(entries, key=_moment, reverse=True)[:MOST]


def _moment(entry: Entry) -> datetime:
    return datetime.fromisoformat(entry.at)


def _within(changes: Sequence[Change], published: Published, selection: Selection) -> list[Change]:
    """The changes whose row is in the selection before or after.

    Rows that are no longer in the table get their slugs beside those that are, so that codes mean the same.
    """
    if not changes or selection == Selection():
        return list(changes)
    rows = [{**row, "id": f"~{each.number}"} for each in changes for row in (each.before, each.after) if row]
    frame = pd.DataFrame([[row.get(name, "") for name in COLUMN_NAMES] for row in rows], columns=list(COLUMN_NAMES))
    table = published.table.with_rows(pd.concat([published.table.engagements, frame], ignore_index=True))
    about = ("changes as rows", changes[0].number)
    together = published.study(about, lambda: published_from(table, published.reference, POLARS))
    found = set(together.rows(selection, "id", ["id"])["id"].to_list())
    return [each for each in changes if f"~{each.number}" in found]


def _of_change(change: Change, labels: Labels) -> Entry:
    row = change.after or change.before or {}
    said = [f"Reason: {change.reason}"] if change.reason else []
    if change.before and change.after:
        differences = differences_in_words(change.differences, labels)
        said = [*(f"{each.title}: {each.before} → {each.after}" for each in differences), *said]
    else:
        said = [row.get("summary", ""), *said]
    return Entry(
        name=f"change-{change.number}",
        title=f"{change.action.capitalize()}: {line(row, labels)}",
        text=". ".join(part.rstrip(".") for part in said if part) + ".",
        path=f"/engagement/{change.engagement}",
        at=change.at,
    )


def _releases(publication: Publication, query: str) -> Iterator[Entry]:
    """An entry for each snapshot; the selection is told in the link, its numbers are of the whole table."""
    narrowed = f"&{query}" if query else ""
    shelf = publication.shelf
    for snapshot in shelf.snapshots:
        before = shelf.before(snapshot.number)
        older = before.number if before else ""
        path = f"/data/changes?older={older}&newer={snapshot.number}{narrowed}" if older else "/data#snapshots"
        yield Entry(
            name=f"snapshot-{snapshot.number}",
            title=f"Snapshot {snapshot.number}: {counted(snapshot.rows, 'engagement')}",
            text=_in_sum(publication, snapshot, before),
            path=path,
            at=snapshot.made,
        )


def _in_sum(publication: Publication, snapshot: Snapshot, before: Snapshot | None) -> str:
    frozen = f"The table as of {date_in_words(snapshot.made[:10])}, frozen."
    if before is None:
        return " ".join(filter(None, (frozen, snapshot.notes)))
    actions = publication.kept(
        ("actions", before.sha256, snapshot.sha256),
        lambda: Counter(
            each.action for each in between(publication.shown(before.number), publication.shown(snapshot.number))
        ),
    )
    said = ", ".join(f"{actions[action]:,} {action}" for action in ACTIONS)
    return " ".join(filter(None, (frozen, f"Since {before.number}: {said}.", snapshot.notes)))
