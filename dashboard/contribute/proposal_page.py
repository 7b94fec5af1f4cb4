"""The page of one proposal: its fields to edit, and beside them everything that helps to decide.

What is written when a button is pressed is in ``decide``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Response

from dashboard.change_words import TITLES, Difference, differences_in_words, moment_in_words
from dashboard.contribute.choices import choices_of
from dashboard.contribute.desk_page import desk_page
from dashboard.contribute.draft import EDITABLE, Beside, Draft, groups, was
from dashboard.contribute.duplicates import Duplicates
from dashboard.contribute.queue_address import address_of, query_of
from dashboard.language import N_, spoken
from dashboard.language import gettext as _
from dashboard.likeness import Likely
from dashboard.proposal_words import REASONS, guesses, step_in_words, summary
from dashboard.publication import Publication
from dashboard.published import Published
from dashboard.saying import in_words, together
from dashboard.schema import TRACKS
from dashboard.store.approvals import approvals
from dashboard.store.changes import ACTIONS, Row, change_from, differences, undone_by
from dashboard.store.queue import Filter, beside, one, queue
from dashboard.store.review import Desk, added
from dashboard.store.submissions import KINDS, OPEN, STATES

TYPED = ("note", "question", "reason", "why", "into")
"""Texts of the form beside the fields, kept when it is shown again."""


OWN_NOTES = (
    N_("Filled in as a new engagement; the sender says that it is this one."),
    N_("Changed by the sender."),
)
"""Notes that nobody wrote: the form puts them."""


@dataclass(frozen=True)
class Said:
    """What the page says after an action was not taken. ``problems``: column → what is wrong, from the desk."""

    message: str = ""
    problems: Mapping[str, Sequence[str]] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    into: str = ""
    status: int = 200


@dataclass(frozen=True)
class Merging:
    """An engagement that the proposal may be merged with: what differs, and which columns to take at first."""

    id: str
    differences: tuple[Difference, ...]
    take: frozenset[str]
    seen: int


@dataclass(frozen=True)
class Compared:
    """A likely duplicate beside the proposal: ``differences`` from the table's row to what is proposed."""

    likely: Likely
    differences: tuple[Difference, ...]
    alike: tuple[str, ...]

    @property
    def reasons(self) -> str:
        """What both have."""
        return in_words(together(self.likely.reasons))


@dataclass(frozen=True)
class Room:
    """What the pages of proposals work with in one request. ``filters``: of the queue that one came from."""

    publication: Publication
    published: Published
    duplicates: Duplicates
    desk: Desk
    filters: Filter

    @property
    def labels(self) -> Mapping[str, Mapping[str, str]]:
        """Of the catalogue."""
        return self.published.catalogue.labels


def show(room: Room, found: Mapping[str, Any], draft: Draft, said: Said, done: str = "") -> Response:
    """The page of a proposal as ``Desk.proposal`` gives it; ``done``: number of one that was decided before it."""
    number, is_open = found["id"], found["state"] in OPEN
    problems = said.problems or (_problems(room.desk, found, draft) if is_open else {})
    known = guesses(found["guesses"])
    choices = {each.column: choices_of(each, draft.values, room.published) for each in known}
    approved = approvals(found["steps"])
    with room.desk.store.reading() as connection:
        before, after = beside(connection, room.filters, number)
        siblings = queue(connection, Filter(state="", submission=found["submission"]), 0, 1)[1] - 1
    told = summary(found, found["current"], room.labels, approved_by=sorted(approved))
    return desk_page(
        "review_proposal.html",
        _("Proposal {number}").format(number=number),
        said.status,
        found=found,
        note=_note(found),
        told=told,
        kind=KINDS[found["kind"]],
        state=STATES[found["state"]],
        is_open=is_open,
        groups=groups(
            draft,
            Beside(problems, {each.column: each for each in known}, choices, found["current"]),
            room.labels,
        ),
        whole_problems=problems.get("", ()) or [text for name in ("id",) for text in problems.get(name, ())],
        other_guesses=[(each, choices[each.column]) for each in known if each.column not in EDITABLE],
        problem_columns=[name for name in EDITABLE if problems.get(name)],
        titles=TITLES,
        draft=draft,
        was=was(draft),
        seen=room.desk.last_change(found["engagement"]),
        said=said,
        typed={name: said.typed.get(name, "") for name in TYPED},
        differences=_differences(room, found, draft),
        compared=_compared(room, found, draft),
        merging=_merging(room, said, draft),
        source=_web_address(draft.values["source_url"]),
        steps=[(step_in_words(step), _note(step)) for step in found["steps"]],
        sent=moment_in_words(found["at"]),
        track=TRACKS.get(found["track"], found["track"]),
        siblings=siblings,
        approved=sorted(approved),
        accept_label=_accept_label(found["kind"], len(approved) + 1 < room.desk.needed),
        reasons=[_(reason) for reason in REASONS],
        queue=address_of("/review", room.filters),
        before=address_of(f"/review/{before}", room.filters) if before else "",
        after=address_of(f"/review/{after}", room.filters) if after else "",
        act=address_of(f"/review/{number}", room.filters),
        siblings_address=address_of("/review", Filter(state="", submission=found["submission"])),
        done=what_was_done(room.desk, done, room.filters),
    )


def _note(found: Mapping[str, Any]) -> str:
    note = str(found["note"] or "")
    return _(note) if note in OWN_NOTES else note


ACCEPT: Mapping[str, str] = spoken({"correction": N_("Accept the correction"), "problem": N_("Correct the row")})


def _accept_label(kind: str, is_first: bool) -> str:
    if is_first:
        return _("Approve") if kind == "new" else _("Approve the correction")
    return ACCEPT.get(kind) or _("Accept")


def what_was_done(desk: Desk, number: str, filters: Filter) -> tuple[str, str, str] | None:
    """What was decided on a proposal, in words; the page that undoes it and the engagement's, '' where nothing was
    published.
    """
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    with desk.store.reading() as connection:
        found = one(connection, int(number))
        published = change_from(connection, int(number))
        undone = undone_by(connection, published.number) if published else None
    if found is None:
        return None
    words = _("Proposal {number}: {state}.").format(number=number, state=STATES[found["state"]].lower())
    if published is None:
        return words, "", ""
    said = {"before": words, "id": published.engagement, "number": published.number}
    said["action"] = ACTIONS[published.action]
    undo = "" if undone else f"/review/undo/{published.number}?{query_of(filters)}".rstrip("?")
    return _("{before} {id} {action}, change {number}.").format(**said), undo, published.engagement


def by_column(problems: Sequence[str]) -> dict[str, list[str]]:
    """Column → its problems without its name, from those of the publication's check."""
    found: dict[str, list[str]] = {}
    for problem in problems:
        column, _space, words = problem.partition(" ")
        found.setdefault(column, []).append(words)
    return found


def whole(found: Mapping[str, Any], draft: Draft) -> Row:
    """The row that would be published."""
    row = dict(draft.values)
    return added(found, row) if found["kind"] == "new" else {**(found["current"] or {}), **row}


def _problems(desk: Desk, found: Mapping[str, Any], draft: Draft) -> Mapping[str, Sequence[str]]:
    row = whole(found, draft)
    return by_column(desk.check([row]).get(0, ())) if row.get("id") else {}


def _differences(room: Room, found: Mapping[str, Any], draft: Draft) -> tuple[Difference, ...]:
    """Of a change: from the row in the table to the row as it stands in the form."""
    if found["current"] is None:
        return ()
    return differences_in_words(differences(found["current"], whole(found, draft)), room.labels)


def _compared(room: Room, found: Mapping[str, Any], draft: Draft) -> list[Compared]:
    if found["kind"] != "new" or found["state"] not in OPEN:
        return []
    return list(_each_compared(room, draft, room.duplicates.of(draft.values)))


def _each_compared(room: Room, draft: Draft, likely: Sequence[Likely]) -> Iterator[Compared]:
    for each in likely:
        row = row_of(room.desk, each.id)
        if row is not None:
            apart = _apart(row, draft)
            alike = [name for name in EDITABLE if row.get(name) and name not in {name for name, *_values in apart}]
            yield Compared(each, differences_in_words(apart, room.labels), tuple(TITLES[name] for name in alike))


def _merging(room: Room, said: Said, draft: Draft) -> Merging | None:
    row = row_of(room.desk, said.into) if said.into else None
    if row is None:
        return None
    apart = _apart(row, draft)
    empty = frozenset(name for name, old, new in apart if new and not old)
    return Merging(row["id"], differences_in_words(apart, room.labels), empty, room.desk.last_change(row["id"]))


def _apart(row: Row, draft: Draft) -> tuple[tuple[str, str, str], ...]:
    return tuple(each for each in differences(row, draft.values) if each[0] in EDITABLE)


def row_of(desk: Desk, engagement: str) -> Row | None:
    """An engagement of the table as it is now, None if there is none."""
    with desk.store.reading() as connection:
        return desk.current(connection, engagement)


def _web_address(text: str) -> str:
    return text if text.lower().startswith(("http://", "https://")) else ""
