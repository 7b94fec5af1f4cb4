"""What is published at the moment: the base table and all accepted changes, replaced whole when there are new ones.

Every process looks after its own; a request is answered from one state of the table from beginning to end.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import pandas as pd
from cachetools import LRUCache
from sqlalchemy.exc import SQLAlchemyError

from dashboard import last_good
from dashboard.data import Table, problems_in
from dashboard.engines.offered import engine_of
from dashboard.kept import LARGE, kept_as, name_of, prepared_table, size_of
from dashboard.prepared import Prepared, prepare
from dashboard.published import Published, Study, published_as, published_from
from dashboard.reference import load_reference
from dashboard.saying import in_words
from dashboard.schema import COLUMN_NAMES
from dashboard.selection import Selection
from dashboard.settings import Settings
from dashboard.snapshots import Shelf, Snapshot, freeze, numbers_in, shelf_of
from dashboard.store.changes import Change, Row, changes_of, latest_rows, with_changes
from dashboard.store.counters import Counters
from dashboard.store.database import Store, moment
from dashboard.store.review import Desk
from dashboard.store.signing import secret
from dashboard.store.trouble import trouble_of
from dashboard.table_file import TableFile
from dashboard.wording import date_in_words

log = logging.getLogger(__name__)

MOST_FROZEN = 3
"""Snapshots kept ready for queries in each process."""


class Publication:
    """The published table and its version; ``watcher`` looks after it until ``closing`` is set.

    ``takes_a_place``: that of a process that died; it begins with the last good table, whatever stands in the file.
    Raise TableError where the base table cannot be read at all.
    """

    def __init__(self, settings: Settings, store: Store, takes_a_place: bool = False) -> None:
        self.settings = settings
        self.store = store
        self.counters = Counters(store)
        self.reference = load_reference(settings.data)
        where = settings.table, self.reference, settings.cache
        served = last_good.found(*where) if takes_a_place else None
        self.table_file = TableFile(*where, served)
        self._take_base(served.prepared if served else prepared_table(*where))
        self._remembered = ""
        self._lock = threading.Lock()
        self.shelf = Shelf()
        self._numbers: tuple[str, ...] = ()
        self._frozen: LRUCache[str, Published] = LRUCache(MOST_FROZEN)
        self._frozen_lock = threading.Lock()
        self._known: dict[Hashable, Any] = {}
        self.closing = threading.Event()
        self.watcher: threading.Thread | None = None
        self.version = -1
        self.behind = ""
        self._current: Published
        self.look()

    @cached_property
    def signing(self) -> str:
        """The secret of the setting, or one that the store keeps: the same in all processes."""
        return self.settings.secret_key or secret(self.store, "session")

    @property
    def current(self) -> Published:
        """The table as it was when it was last looked."""
        return self._current

    def look(self) -> bool:
        """Publish anew if there are changes or snapshots that are not published yet; return whether there were.

        Also if the file of the base table was replaced by a good one. ``behind`` says why changes cannot be read.
        """
        with self._lock:
            try:
                version = self.store.version()
            except SQLAlchemyError as error:
                self.behind = f"{trouble_of(error)} Changes since change {self.version} are not shown."
                raise
            self.behind = ""
            has_table = self._look_at_table(version)
            has_snapshots = self._look_at_snapshots()
            if has_table or version == self.version:
                if has_snapshots:
                    self._current = self._with_snapshots(self._current)
                return has_table or has_snapshots
            self._current = self.at(version)
            self.version = version
            return True

    def remember(self) -> None:
        """Keep the base table as the last good one, for a process that takes the place of another."""
        served, settings = self.base.version, self.settings
        if served != self._remembered:
            good = last_good.LastGood(self._prepared, self.table_file.written)
            last_good.keep(good, settings.table, self.reference, settings.cache)
            self._remembered = served

    def shown(self, number: str) -> Published:
        """The snapshot of this number where there is one, else the table of today."""
        snapshot = self.shelf.named(number)
        if snapshot is None:
            return self._current
        with self._frozen_lock:
            if number not in self._frozen:
                self._frozen[number] = self._thawed(snapshot)
            return self._frozen[number]

    def kept(self, about: Hashable, work_out: Callable[[], Study]) -> Study:
        """What is known of snapshots, worked out once: they never change."""
        if about not in self._known:
            self._known[about] = work_out()
        known: Study = self._known[about]
        return known

    def freeze(self, notes: str) -> Snapshot:
        """Make the table of today the next snapshot; raise what ``snapshots.freeze`` raises."""
        now, everything = self._current, Selection()
        totals = now.totals(everything)
        counts = {
            "updated": now.updated,
            "rows": totals.rows,
            "actors": totals.actors,
            "countries": totals.countries,
            "networks": totals.networks,
        }
        return freeze(now.table, self.settings.data, self.settings.shelf, moment(), self.version, counts, notes)

    def _look_at_table(self, version: int) -> bool:
        """Take up the base table's file where it was replaced, whole or not at all; return whether it was."""
        prepared = self.table_file.look(self.base)
        if prepared is None:
            return False
        try:
            self._current = self.at(version, prepared)
        except SQLAlchemyError:
            raise
        except Exception as error:  # whatever a table can be that is read but cannot be shown
            log.exception("The new table could not be shown")
            self.table_file.refuse(self.base, error)
            return False
        self._take_base(prepared)
        self.version = version
        return True

    def _take_base(self, prepared: Prepared) -> None:
        self._prepared, self.base = prepared, prepared.table

    def _look_at_snapshots(self) -> bool:
        if numbers_in(self.settings.shelf) == self._numbers:
            return False
        found, numbers = shelf_of(self.settings.shelf), numbers_in(self.settings.shelf)
        # one that is still being copied is damaged today and whole in a moment
        self._numbers = () if found.problems else numbers
        if found == self.shelf:
            return False
        self.shelf = found
        with self._frozen_lock:
            self._frozen.clear()
        return True

    def _thawed(self, snapshot: Snapshot) -> Published:
        """A snapshot, ready for queries, under the reference tables that were frozen with it."""
        frozen = published_from(
            snapshot.read(),
            load_reference(snapshot.folder),
            engine_of(self.settings),
            history=lambda name: [each for each in self.history(name) if each.number <= snapshot.changes],
        )
        return replace(self._with_snapshots(frozen), snapshot=snapshot)

    def _with_snapshots(self, published: Published) -> Published:
        snapshots = {each.number: date_in_words(each.made[:10]) for each in self.shelf.snapshots}
        return replace(published, catalogue=replace(published.catalogue, snapshots=snapshots), shelf=self.shelf)

    def close(self) -> None:
        """End what looks after it, and give the store's connections back."""
        self.closing.set()
        if self.watcher is not None:
            self.watcher.join()
        self.counters.close()
        self.store.close()

    def at(self, version: int, base: Prepared | None = None) -> Published:
        """The table as it was after the change ``version``; 0 is the base table, on ``base`` where that is given."""
        prepared, latest = base or self._prepared, dict[str, Row | None]()
        if version:
            with self.store.reading() as connection:
                latest = latest_rows(connection, version)
        gone = [name for name, row in latest.items() if row is None]
        if latest:
            prepared = self._changed(prepared.table, version, latest)
        published = published_as(prepared, self.reference, engine_of(self.settings), gone, self.history)
        return self._with_snapshots(published)

    def _changed(self, base: Table, version: int, latest: Mapping[str, Row | None]) -> Prepared:
        def made() -> Prepared:
            engagements = with_changes(base.engagements, latest)
            return prepare(base.with_rows(engagements, f"{base.version}+{version}"), self.reference)

        if size_of(self.settings.table) < LARGE:
            return made()
        content = json.dumps([base.version, base.name, version, latest], default=dict, sort_keys=True)
        return kept_as(name_of(content, self.reference), self.settings.cache, made)

    def history(self, engagement: str) -> Sequence[Change]:
        """The changes of an engagement, newest first, as the store has them now."""
        with self.store.reading() as connection:
            return changes_of(connection, engagement)

    def desk(self) -> Desk:
        """Where reviewers decide on what is submitted."""
        return Desk(self.store, self.check, self.base.row, self.settings.reviewers, self.settings.address)

    def check(self, rows: Sequence[Row]) -> Mapping[int, Sequence[str]]:
        """Position of each row that breaks a rule of the table → its problems in words."""
        found: dict[int, list[str]] = {}
        cells = [[row.get(name, "") for name in COLUMN_NAMES] for row in rows]
        for problem in problems_in(pd.DataFrame(cells, columns=list(COLUMN_NAMES), dtype=str), self.reference, ""):
            found.setdefault(problem.row, []).append(
                f"{problem.column} {in_words(problem.reason)}; {in_words(problem.fix)}"
            )
        return found
