"""What stands in the form of one proposal: the row as it would be, as a reviewer typed it, and what of it was edited.

Kept apart from what is written: deciding is done in ``decide``, the words of rules come from the publication.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from dashboard.contribute.choices import Choice
from dashboard.contribute.typed import clean
from dashboard.language import N_
from dashboard.language import gettext as _
from dashboard.proposal_words import Guess
from dashboard.schema import COLUMNS, ISSUE_SEPARATOR, ISSUES, Column
from dashboard.store.changes import Row

GROUPS: Mapping[str, tuple[str, ...]] = {
    N_("Who"): ("us_actor", "us_level", "us_city", "us_state"),
    N_("With whom"): ("counterpart", "counterpart_level", "counterpart_country", "counterpart_city"),
    N_("What"): ("engagement_type", "issues", "title", "summary"),
    N_("When"): ("start_date", "end_date", "status"),
    N_("Source"): ("source_url", "source_name", "source_kind", "source_date", "accessed", "collection_track"),
}
"""The columns that can be edited, as the form groups them: all but the identifier."""

EDITABLE = tuple(name for names in GROUPS.values() for name in names)
COLUMN_OF: Mapping[str, Column] = {column.name: column for column in COLUMNS}
LONG = ("summary",)


@dataclass(frozen=True)
class Draft:
    """``shown``: the row as the proposal makes it; ``values``: as it stands in the form; both by EDITABLE."""

    shown: Row
    values: Row

    @property
    def edited(self) -> tuple[str, ...]:
        """Columns that were edited in the form."""
        return tuple(name for name in EDITABLE if not same(name, self.values[name], self.shown[name]))


@dataclass(frozen=True)
class Field:
    """One field of the form. ``options``: codes with labels, of a choice; ``before``: what the table has, of a change.

    ``kind``: text, long, choice or choices.
    """

    name: str
    title: str
    help: str
    kind: str
    value: str
    required: bool
    is_edited: bool
    options: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()
    before: str | None = None
    guess: Guess | None = None
    choices: tuple[Choice, ...] = ()

    @property
    def chosen(self) -> frozenset[str]:
        """The codes of a field of several."""
        return frozenset(self.value.split(ISSUE_SEPARATOR))


@dataclass(frozen=True)
class Beside:
    """What stands beside the fields: problems, guesses and choices by column, and the row that it would change."""

    problems: Mapping[str, Sequence[str]] = field(default_factory=dict)
    guesses: Mapping[str, Guess] = field(default_factory=dict)
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    current: Row | None = None


def draft_of(found: Mapping[str, Any]) -> Draft:
    """The form as it first stands, from a proposal as ``Desk.proposal`` gives it."""
    row = {**(found["current"] or {}), **found["fields"]} if found["kind"] != "new" else found["fields"]
    shown = {name: str(row.get(name) or "") for name in EDITABLE}
    return Draft(shown, shown)


def typed_draft(found: Mapping[str, Any], form: MultiDict[str, str]) -> Draft:
    """The form as it was sent: what the reviewer changed of what was on that screen, on the row as it is now."""
    first = draft_of(found)
    seen = {**first.shown, **_was(form.get("was", ""))}
    typed = {name: _typed(name, form, seen[name]) for name in EDITABLE}
    mine = {name: value for name, value in typed.items() if not same(name, value, seen[name])}
    return Draft(first.shown, {**first.shown, **mine})


def wanted(found: Mapping[str, Any], draft: Draft) -> dict[str, str] | None:
    """The proposal's fields with the edits, None where there are none; of a change only what differs from the row."""
    if not draft.edited:
        return None
    fields = {name: str(value) for name, value in found["fields"].items()}
    for name in draft.edited:
        fields[name] = draft.values[name]
        if found["kind"] != "new" and found["current"] and same(name, fields[name], found["current"].get(name, "")):
            del fields[name]
    return fields


def same(name: str, one: str, other: str) -> bool:
    """Whether two values mean the same: issues in any order, text without regard to spaces around it."""
    if COLUMN_OF[name].type == "choices":
        return set(one.split(ISSUE_SEPARATOR)) == set(other.split(ISSUE_SEPARATOR))
    return clean(one) == clean(other)


def was(draft: Draft) -> str:
    """What is shown, for the page to send back."""
    return json.dumps(draft.shown, ensure_ascii=False)


def groups(draft: Draft, beside: Beside, labels: Mapping[str, Mapping[str, str]]) -> dict[str, list[Field]]:
    """Group → its fields; ``labels``: of the catalogue."""
    options = {"usps": labels["state"], "iso3": labels["country"]}
    return {
        _(group): [_field(COLUMN_OF[name], draft, beside, options) for name in names] for group, names in GROUPS.items()
    }


def _field(column: Column, draft: Draft, beside: Beside, options: Mapping[str, Mapping[str, str]]) -> Field:
    name, value = column.name, draft.values[column.name]
    before = beside.current.get(name, "") if beside.current else None
    labels = column.vocabulary or options.get(column.type) or {}
    listed = [(code, label) for code, label in labels.items()]
    unknown = [code for code in value.split(ISSUE_SEPARATOR) if code and code not in labels] if labels else []
    kind = "choices" if column.type == "choices" else "choice" if labels else "long" if name in LONG else "text"
    return Field(
        name=name,
        title=column.title,
        help=column.description,
        kind=kind,
        value=value,
        required=column.required,
        is_edited=name in draft.edited,
        options=(*listed, *((code, _("{code} (not in the list)").format(code=code)) for code in unknown)),
        problems=tuple(beside.problems.get(name, ())),
        before=before if before is not None and not same(name, before, value) else None,
        guess=beside.guesses.get(name),
        choices=beside.choices.get(name, ()),
    )


def _typed(name: str, form: MultiDict[str, str], otherwise: str) -> str:
    if name not in form:
        return otherwise
    if COLUMN_OF[name].type != "choices":
        return clean(form[name])
    chosen = dict.fromkeys(code for each in form.getlist(name) for code in clean(each).split(ISSUE_SEPARATOR) if code)
    known = [code for code in ISSUES if code in chosen]
    return ISSUE_SEPARATOR.join([*known, *(code for code in chosen if code not in ISSUES)])


def _was(text: str) -> Mapping[str, str]:
    try:
        kept = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(kept, dict):
        return {}
    return {name: value for name, value in kept.items() if name in EDITABLE and isinstance(value, str)}
