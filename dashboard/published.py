"""The published table: engagements ready for queries, with everything that names, locates and limits them.

It is made once and swapped whole, so that no request sees half of one; it answers questions but draws nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import narwhals.stable.v2 as nw
from cachetools import LRUCache

from dashboard import schema
from dashboard.catalogue import Catalogue, build_catalogue
from dashboard.data import Table
from dashboard.engine import Engine, Plan, Result
from dashboard.engines.offered import engine_of
from dashboard.kept import prepared_table
from dashboard.language import speaking
from dashboard.observing import asking
from dashboard.prepared import Prepared, prepare
from dashboard.query import Distinct, Query, Rows, Undated, in_order, select
from dashboard.reference import Reference, load_reference
from dashboard.registers import Registers
from dashboard.rollups import Rollups, rolled_up
from dashboard.selection import YEARS, Selection
from dashboard.settings import Settings
from dashboard.snapshots import Shelf, Snapshot
from dashboard.store.changes import Change
from dashboard.wording import Totals

Asked = tuple[Query, Selection]
"""A query, and the selection whose rows it is put to."""

History = Callable[[str], Sequence[Change]]
"""The changes of an engagement by its id, newest first."""

MOST_ANSWERS = 2_000
"""Answers kept: some kilobytes each, those of the last hundred or so addresses."""

MOST_STUDIES = 24
"""Analyses kept: up to some megabytes each, those of a whole network."""

Study = TypeVar("Study")
Rectangle = TypeVar("Rectangle", Plan, Result)

WITH_SLUGS = (*schema.COLUMN_NAMES, "actor", "counterpart_slug", "network")
"""The table's columns, and the slugs of both sides."""


@dataclass(frozen=True)
class Published:
    """The table as shown. ``updated``: the latest day on which a source was read (ISO 8601), '' for an empty table.

    ``snapshot``: the frozen release that this is, None for the table of today. ``shelf``: all of them.

    ``gone``: ids of engagements that were withdrawn. ``history``: the changes of an engagement by its id, newest first.

    ``rollups``: what counts are answered from where the engine is slow; None where it is not.

    ``kept``: what is computed once for the whole table, on first use. ``answers``: small frames answered lately.
    ``studies``: what was worked out from answers lately, such as the measures of a network.
    """

    table: Table
    reference: Reference
    registers: Registers
    catalogue: Catalogue
    engine: Engine
    engagements: Plan
    updated: str
    snapshot: Snapshot | None = None
    shelf: Shelf = field(default_factory=Shelf)
    gone: frozenset[str] = frozenset()
    history: History = lambda _: ()
    rollups: Rollups | None = None
    kept: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    answers: LRUCache[Asked, Result] = field(default_factory=lambda: LRUCache(MOST_ANSWERS))
    studies: LRUCache[Hashable, Any] = field(default_factory=lambda: LRUCache(MOST_STUDIES))
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def frozen_as(self) -> Snapshot | None:
        """The snapshot that holds exactly these rows, read with the same reference tables; itself, where it is one."""
        return self.snapshot or next(filter(self._is_held_by, self.shelf.snapshots), None)

    def _is_held_by(self, snapshot: Snapshot) -> bool:
        digests = self.reference.digests
        is_same = digests.items() <= snapshot.files.items() and snapshot.rows == self.table.rows
        return is_same and snapshot.table == self.table.version

    @property
    def version(self) -> str:
        """What names this state of the table: 'ebca64f0e42b', or 'ebca64f0e42b, snapshot 2026.1' where it is frozen."""
        frozen = self.frozen_as
        return f"{self.table.version}, snapshot {frozen.number}" if frozen else self.table.version

    @cached_property
    def residents_of_actor(self) -> Mapping[str, int]:
        """Slug → residents, of the actors that govern a place of known population."""
        known = self.registers.actors.dropna(subset=["population"])
        return dict(zip(known["slug"], map(int, known["population"]), strict=True))

    @cached_property
    def state_of_actor(self) -> Mapping[str, str]:
        """Slug → USPS code."""
        return dict(zip(self.registers.actors["slug"], self.registers.actors["state"], strict=True))

    @cached_property
    def country_of_counterpart(self) -> Mapping[str, str]:
        """Slug → ISO alpha-3 code."""
        return dict(zip(self.registers.counterparts["slug"], self.registers.counterparts["country"], strict=True))

    def called(self, field: str) -> Mapping[str, str]:
        """Code → name in the language spoken, of states or countries, always in the order of the reference tables.

        A map is sent in parts to pages that show it already: its places must not change their order with the language.
        """
        codes = self.reference.state_names if field == "state" else self.reference.country_names
        return {code: self.catalogue.label(field, code) for code in codes}

    def ask(self, asked: Iterable[Asked]) -> Mapping[Asked, Result]:
        """Answer several queries in one run; what was answered lately is not asked again.

        A click changes one clause, and every view over that field leaves the clause out: its answer is known already.
        """
        questions = list(dict.fromkeys(asked))
        with self.lock:
            known = {question: self.answers[question] for question in questions if question in self.answers}
        unknown = [question for question in questions if question not in known]
        answered = asking(self, [selection for _, selection in questions], len(known), len(unknown))
        fresh = self.rollups.answers(unknown) if self.rollups else {}
        others = [question for question in unknown if question not in fresh]
        rows = {selection: select(self.engagements, selection) for _, selection in others}
        plans = [query.plan(rows[selection]) for query, selection in others]
        fresh |= dict(zip(others, self.engine.collect(plans), strict=True))
        with self.lock:
            self.answers.update(fresh)
        answered()
        return {**known, **fresh}

    def study(self, about: Hashable, work_out: Callable[[], Study]) -> Study:
        """What ``work_out`` gives, kept under ``about``: worked out once as long as it is among those used lately."""
        # what is kept is found by its English: a unit as part of a key has another hash in another language
        with self.lock, speaking("en"):
            if about in self.studies:
                return self.studies[about]
        result = work_out()
        with self.lock, speaking("en"):
            self.studies[about] = result
        return result

    def totals(self, selection: Selection) -> Totals:
        """What the selection holds, for the sentence above everything."""
        questions = totals_questions(selection)
        return read_totals(selection, self.ask(questions), self.table.rows)

    def rows(
        self,
        selection: Selection,
        sort: str,
        columns: Sequence[str],
        start: int = 0,
        length: int | None = None,
    ) -> Result:
        """Rows of the selection in the order of table and exports, from ``start``, with the named columns.

        All text, missing values '', on every engine.
        """

        def arranged(engagements: Plan) -> Plan:
            ordered = in_order(select(engagements, selection), sort)
            return ordered if length is None else ordered.head(start + length)

        answered = asking(self, [selection], 0, 1, "rows")
        page = _as_text(self.engine.page(self.engagements, arranged, columns), columns)[start:]
        answered()
        return page

    def chunks(self, selection: Selection, sort: str, columns: Sequence[str], length: int) -> Iterator[Result]:
        """The same rows as ``rows`` gives, ``length`` at a time, each part made into text when its turn comes.

        Meanwhile Polars holds no more than where in the table each row is; the other engines hold the rows.
        """

        def arranged(engagements: Plan) -> Plan:
            return in_order(select(engagements, selection), sort)

        for part in self.engine.parts(self.engagements, arranged, columns, length):
            yield _as_text(part, columns)

    def engagement(self, identifier: str, columns: Sequence[str] = WITH_SLUGS) -> Mapping[str, str] | None:
        """One engagement by its id, with the named columns, None if there is none; all text, missing values ''."""
        found = self.engagements.filter(nw.col("id") == identifier)
        named = _as_text(found, columns)
        return next(self.engine.collect([named])[0].iter_rows(named=True), None)


def _as_text(rows: Rectangle, columns: Sequence[str]) -> Rectangle:
    return rows.select(nw.col(*columns).cast(nw.String).fill_null(""))


def totals_questions(selection: Selection) -> tuple[Asked, ...]:
    """What has to be asked for the totals of a selection."""
    counted: list[Query] = [Rows(), Distinct("actor"), Distinct("counterpart_country"), Distinct("network")]
    return (*((query, selection) for query in counted), (Undated(), selection.without(*YEARS)))


def read_totals(selection: Selection, answers: Mapping[Asked, Result], table: int) -> Totals:
    """The totals from the answers to ``totals_questions``."""
    rows, actors, countries, networks, undated = (int(answers[asked][0, 0]) for asked in totals_questions(selection))
    hidden = 0 if selection.keeps_undated else undated
    return Totals(rows, table, actors, countries, networks, hidden)


def publish(settings: Settings) -> Published:
    """Load and validate the table named by the settings; raise TableError where it cannot be read at all."""
    reference = load_reference(settings.data)
    return published_as(prepared_table(settings.table, reference, settings.cache), reference, engine_of(settings))


def published_from(
    table: Table, reference: Reference, engine: Engine, gone: Iterable[str] = (), history: History = lambda _: ()
) -> Published:
    """The table as shown, from a validated table; ``gone`` and ``history`` as in Published."""
    return published_as(prepare(table, reference), reference, engine, gone, history)


def published_as(
    prepared: Prepared, reference: Reference, engine: Engine, gone: Iterable[str] = (), history: History = lambda _: ()
) -> Published:
    """The same from a table made ready for queries."""
    engagements = engine.load(prepared.engagements)
    rollups = rolled_up(engagements, engine)
    return Published(
        table=prepared.table,
        reference=reference,
        registers=prepared.registers,
        catalogue=build_catalogue(reference, prepared.registers),
        engine=engine,
        engagements=engagements,
        updated=prepared.updated,
        gone=frozenset(gone),
        history=history,
        rollups=rollups,
    )
