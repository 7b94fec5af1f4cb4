"""Likely duplicates of what is proposed, in the table as it is at the moment.

The base table is blocked once; what was changed since is looked at anew with each version. How likeness is scored is in
``likeness``.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard.likeness import KnownEngagements, Likely, known_engagements, likely_duplicates
from dashboard.publication import Publication
from dashboard.schema import COLUMN_NAMES
from dashboard.store.changes import Row, latest_rows

MOST = 3


class Duplicates:
    """Finds engagements that a proposed one may be again."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication
        self._lock = threading.Lock()
        self._base: KnownEngagements | None = None
        self._changed: tuple[int, Mapping[str, Row | None], KnownEngagements] = (0, {}, KnownEngagements({}))

    def of(self, proposed: Row, but: str = "") -> Sequence[Likely]:
        """Those that ``proposed`` may be, best first, at most three; never the engagement ``but``."""
        with self._lock:
            base, (_, latest, changed) = self._known_base(), self._known_changes()
        row = {name: str(proposed.get(name) or "") for name in COLUMN_NAMES}
        old = [each for each in likely_duplicates(row, base, 3 * MOST) if each.id not in latest]
        found = [each for each in (*old, *likely_duplicates(row, changed, MOST + 1)) if each.id != but]
        return sorted(found, key=lambda each: -each.score)[:MOST]

    def _known_base(self) -> KnownEngagements:
        self._base = self._base or known_engagements(self._publication.base.engagements)
        return self._base

    def _known_changes(self) -> tuple[int, Mapping[str, Row | None], KnownEngagements]:
        store = self._publication.store
        version = store.version()
        if version != self._changed[0]:
            with store.reading() as connection:
                latest = latest_rows(connection, version)
            rows = [{name: row.get(name, "") for name in COLUMN_NAMES} for row in latest.values() if row is not None]
            frame = pd.DataFrame(rows, columns=pd.Index(COLUMN_NAMES), dtype=str)
            self._changed = (version, latest, known_engagements(frame))
        return self._changed
