"""A checked form as proposals: new engagements, corrections, and what of a new one corrects an existing engagement.

What may be a duplicate is told by ``likeness``; the sender chooses what becomes of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.contribute.checking import Checked, Row, differences
from dashboard.contribute.form import Entry, Form
from dashboard.contribute.known import Known
from dashboard.contribute.sentences import suggested_title
from dashboard.language import N_
from dashboard.likeness import Likely
from dashboard.store.submissions import Proposed

DATES = ("start_date", "end_date", "source_date")

MINE, LEAVE = "mine", "leave"
"""What can be done with an engagement that may be in the table already, beside correcting that one."""


SAME = N_("Filled in as a new engagement; the sender says that it is this one.")
"""The note of a correction that came so."""


@dataclass(frozen=True)
class Candidate:
    """An engagement that a new one may be. ``row``: as published; ``changes``: what the new one says otherwise."""

    likely: Likely
    row: Row
    changes: Row


@dataclass(frozen=True)
class Planned:
    """One engagement before it is sent. ``row``: whole; ``changes``: of a correction; ``candidates``: of a new one."""

    entry: Entry
    row: Row
    current: Row | None
    changes: Row
    candidates: tuple[Candidate, ...]

    @property
    def is_decided(self) -> bool:
        """Whether the sender said what becomes of it, where that is to be said."""
        choices = {MINE, LEAVE, *(each.row["id"] for each in self.candidates)}
        return not self.candidates or self.entry["choice"] in choices


def planned(checked: Checked, known: Known) -> list[Planned]:
    """Every engagement of a form without problems, beside what it would change or may be again."""
    return [_planned(entry, row, known) for entry, row in zip(checked.form.entries, checked.rows, strict=True)]


def proposals_of(plans: list[Planned]) -> list[Proposed]:
    """What is sent, one proposal for each engagement that is not left out."""
    return [proposal for plan in plans if (proposal := _proposal(plan)) is not None]


def key_of(form: Form) -> str:
    """The key of a submission: of its form and of all that was typed, so that only the same is the same."""
    typed = [form.key, form.office, form.email, [dict(sorted(entry.values.items())) for entry in form.entries]]
    return hashlib.sha256(json.dumps(typed, ensure_ascii=True).encode()).hexdigest()


def _planned(entry: Entry, row: Row, known: Known) -> Planned:
    current = known.row(entry["engagement"]) if entry["engagement"] else None
    if current:
        return Planned(entry, row, current, differences(current, row), ())
    return Planned(entry, row, None, {}, tuple(_candidates(row, known)))


def _candidates(row: Row, known: Known) -> list[Candidate]:
    found = [(likely, known.row(likely.id)) for likely in known.likely(row)]
    return [Candidate(likely, published, _said_otherwise(published, row)) for likely, published in found if published]


def _said_otherwise(published: Mapping[str, str], row: Row) -> Row:
    """What a row says otherwise than a published one, but for a title that nobody wrote and dates said less exactly."""
    changed = differences(published, row, only_filled=True)
    coarser = {name for name in DATES if name in changed and published[name].startswith(changed[name])}
    own_title = {"title"} if row["title"] == suggested_title(row) else set()
    return {name: value for name, value in changed.items() if name not in coarser | own_title}


def _proposal(plan: Planned) -> Proposed | None:
    document = plan.entry["document"] or None
    if plan.current:
        return Proposed("correction", plan.changes, plan.current["id"], plan.entry["reason"], document=document)
    chosen = next((each for each in plan.candidates if each.row["id"] == plan.entry["choice"]), None)
    if chosen:
        note = SAME
        changes = chosen.changes
        return Proposed("correction", changes, chosen.row["id"], note, document=document) if changes else None
    if plan.candidates and plan.entry["choice"] == LEAVE:
        return None
    others = ", ".join(each.row["id"] for each in plan.candidates)
    note = f"The sender says that it is another one than {others}." if others else ""
    fields = {name: value for name, value in plan.row.items() if name != "id"}
    return Proposed("new", fields, None, note, document=document)
