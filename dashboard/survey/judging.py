"""Rows of a sent file judged: each becomes engagements that are ready, need a decision, or are rejected with reasons.

What a good engagement is, the rules of the table say (``rules``, ``row_rules``); nothing is stored here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from dashboard.data import Problem, problems_in
from dashboard.fingerprints import fingerprint_of
from dashboard.language import N_, spoken
from dashboard.likeness import KnownEngagements, Likely, likely_duplicates
from dashboard.naming.gazetteer import Gazetteer
from dashboard.naming.guesses import Guess
from dashboard.reference import Reference
from dashboard.saying import later, together
from dashboard.schema import COLUMN_NAMES
from dashboard.survey.opening import NOTHING, ROWS_AT_A_TIME, Progress, Row, Sheet
from dashboard.survey.readings import NEW, Asked, Decisions, Reading, Taken
from dashboard.survey.rows import Reader, Survey

READY, DECIDE, REJECTED = "ready", "decide", "rejected"
STATES: Mapping[str, str] = spoken({READY: N_("ready"), DECIDE: N_("needs a decision"), REJECTED: N_("rejected")})
"""What becomes of an engagement, with the words for it, from best to worst."""

FOLLOW: Mapping[str, str] = {"us_actor": "us_level", "counterpart": "counterpart_level", "": "title"}
"""A problem in the one makes that in the other no news."""


@dataclass(frozen=True)
class Outcome:
    """One engagement of one row: ``row`` its number in the file, ``part`` which of the row's engagements (from 0).

    ``engagement``: the table's columns, of questions with the likeliest answer; ``fingerprint`` of it.
    ``taken``: guesses to show; ``asked``: questions to decide; ``problems``: why it is rejected.
    ``repeats``: what it is again ("row 5", an id), or "".
    """

    row: int
    part: int
    state: str
    engagement: Mapping[str, str]
    fingerprint: str
    taken: tuple[Taken, ...] = ()
    asked: tuple[Asked, ...] = ()
    problems: tuple[Problem, ...] = ()
    repeats: str = ""


@dataclass(frozen=True)
class Judged:
    """All outcomes of a file, in its order."""

    outcomes: Sequence[Outcome]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """State → engagements; every state is there."""
        counted = Counter(outcome.state for outcome in self.outcomes)
        return {state: counted[state] for state in STATES}

    @cached_property
    def open_questions(self) -> Sequence[tuple[Asked, int]]:
        """Every question once, with the engagements that wait for it, those with most first."""
        asked = [asked for outcome in self.outcomes if outcome.state == DECIDE for asked in outcome.asked]
        first = {(each.column, each.text): each for each in reversed(asked)}
        counted = Counter((each.column, each.text) for each in asked)
        return [(first[key], times) for key, times in counted.most_common()]


@dataclass(frozen=True)
class Known:
    """What is in the table already: its engagements by blocks, and fingerprint → id of what was loaded before."""

    engagements: KnownEngagements = field(default_factory=lambda: KnownEngagements({}))
    fingerprints: Mapping[str, str] = field(default_factory=dict)


def judge(
    sheet: Sheet,
    mapping: Mapping[str, str],
    survey: Survey,
    names: Gazetteer,
    reference: Reference,
    known: Known | None = None,
    decisions: Decisions | None = None,
    progress: Progress = NOTHING,
) -> Judged:
    """Judge every row of a sheet under a mapping of its header; one second for some six thousand rows.

    ``progress`` is called with rows done and all rows. The same sheet with the same arguments has the same outcome.
    """
    reader = Reader(sheet, mapping, survey, names, decisions or {})
    marks = Marks(known or Known(), decisions or {})
    outcomes: list[Outcome] = []
    for done in range(0, len(sheet.rows), ROWS_AT_A_TIME):
        progress(done, len(sheet.rows))
        read = list(_read(sheet.rows[done : done + ROWS_AT_A_TIME], reader))
        problems = _problems([engagement for _, _, engagement, _ in read], reference, sheet.name)
        for (row, part, engagement, reading), found in zip(read, _in_order(problems, len(read)), strict=True):
            outcome = Outcome(row.number, part, READY, engagement, fingerprint_of(engagement))
            outcomes.append(marks.judged(outcome, reading, row, found))
    progress(len(sheet.rows), len(sheet.rows))
    return Judged(outcomes)


Read = tuple[Row, int, Mapping[str, str], Reading]


def _read(rows: Iterable[Row], reader: Reader) -> Iterator[Read]:
    for row in rows:
        for part, (engagement, reading) in enumerate(reader.engagements(row)):
            yield row, part, engagement, reading


def _problems(engagements: Sequence[Mapping[str, str]], reference: Reference, name: str) -> Iterable[Problem]:
    """What the table's rules find, under the place of the engagement; ids are given out by the store."""
    table = pd.DataFrame.from_records(engagements, columns=list(COLUMN_NAMES)).astype("str")
    numbered = table.assign(id=[f"S{number}" for number in range(len(table))])
    return problems_in(numbered, reference, name)


def _in_order(problems: Iterable[Problem], many: int) -> Iterator[list[Problem]]:
    found: dict[int, list[Problem]] = {}
    for problem in problems:
        if not problem.reason.startswith("repeats row"):  # told by fingerprint, by the row of the file
            found.setdefault(problem.row, []).append(problem)
    return (sorted(found.get(place, ()), key=lambda each: COLUMN_NAMES.index(each.column)) for place in range(many))


class Marks:
    """What was seen so far, which tells repeats within the file, and what is known of the table."""

    def __init__(self, known: Known, decisions: Decisions) -> None:
        self._known = known
        self._decisions = decisions
        self._seen: dict[str, int] = {}

    def judged(self, outcome: Outcome, reading: Reading, row: Row, found: Sequence[Problem]) -> Outcome:
        """The outcome with its state: problems reject it, so does a repeat; then questions keep it waiting."""
        own = [Problem("", row.number, each.column, each.value, each.reason, each.fix) for each in reading.refused]
        first = {each.column for each in (*own, *found)}
        told = {each.column for each in own} | {way for cause, way in FOLLOW.items() if cause in first}
        problems = (*own, *(replace(each, table="", row=row.number) for each in found if each.column not in told))
        outcome = replace(outcome, taken=reading.taken, asked=reading.asked, problems=problems)
        if problems:
            return replace(outcome, state=REJECTED, asked=())
        if again := self._again(outcome):
            return replace(outcome, state=REJECTED, asked=(), repeats=again, problems=(_repeated(row, again),))
        self._seen[outcome.fingerprint] = outcome.row
        return self._compared(outcome, row)

    def _again(self, outcome: Outcome) -> str:
        if outcome.fingerprint in self._known.fingerprints:
            return self._known.fingerprints[outcome.fingerprint]
        return later("row {n}", n=self._seen[outcome.fingerprint]) if outcome.fingerprint in self._seen else ""

    def _compared(self, outcome: Outcome, row: Row) -> Outcome:
        """With the engagements of the table that it may be, unless a person has decided on that."""
        decided = self._decisions.get(("id", outcome.fingerprint), "")
        if decided and decided != NEW:
            return replace(outcome, state=REJECTED, asked=(), repeats=decided, problems=(_repeated(row, decided),))
        likely = [] if decided else likely_duplicates(outcome.engagement, self._known.engagements)
        asked = (*outcome.asked, *([_same(likely, outcome.fingerprint)] if likely else []))
        return replace(outcome, asked=asked, state=DECIDE if asked else READY)


def _same(likely: Sequence[Likely], fingerprint: str) -> Asked:
    guesses = [Guess(each.id, each.title, each.score, "words", note=together(each.reasons)) for each in likely]
    new = Guess(NEW, later("a new engagement"), 0, "new")
    return Asked("id", fingerprint, (*guesses, new), later("is it in the table already?"))


def _repeated(row: Row, again: str) -> Problem:
    where = "row" if again.startswith("row ") else "engagement"
    once, there = later("nothing to do: it counts once"), later("nothing to do: it is in the table")
    return Problem("", row.number, "", "", later("is {what} again", what=again), once if where == "row" else there)
