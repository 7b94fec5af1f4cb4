"""The snapshots: frozen releases of the table, with what they hold and where their files are.

How one is made is in ``snapshots``; that any other address can answer from one is decided in ``wiring``.
"""

from __future__ import annotations

from dashboard.api.answers import Answer, Body, meta
from dashboard.api.questions import Question
from dashboard.selection import query_string
from dashboard.snapshots import Snapshot

ENGAGEMENTS = "/api/v1/engagements"


def snapshots(question: Question) -> Answer:
    """All snapshots, newest first."""
    found = question.published.shelf.snapshots
    listed = [_snapshot(question, each) for each in found]
    return Answer({"meta": meta(question, len(listed)), "snapshots": listed})


def _snapshot(question: Question, snapshot: Snapshot) -> Body:
    folder = f"{question.base}/snapshots/{snapshot.number}"
    return {
        "number": snapshot.number,
        "made": snapshot.made,
        "rows": snapshot.rows,
        "actors": snapshot.actors,
        "countries": snapshot.countries,
        "networks": snapshot.networks,
        "updated": snapshot.updated,
        "schema_version": snapshot.schema_version,
        "version": snapshot.table,
        "notes": snapshot.notes,
        "sha256": snapshot.sha256,
        "engagements": f"{question.base}{ENGAGEMENTS}?{query_string([('snapshot', snapshot.number)])}",
        "files": [
            {"name": name, "sha256": digest, "href": f"{folder}/{name}"} for name, digest in snapshot.files.items()
        ],
    }
