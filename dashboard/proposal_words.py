"""Proposals in words, for reviewers: one line of the queue, what to look at, and how names were read as codes.

Nothing is decided or drawn here; a proposal is as ``store.queue`` gives it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.change_words import TITLES, Labels, line, moment_in_words
from dashboard.language import N_, ngettext, spoken
from dashboard.language import gettext as _
from dashboard.likeness import Likely
from dashboard.naming.guesses import HOW
from dashboard.saying import in_words, told_again
from dashboard.schema import COLUMNS
from dashboard.store.changes import Row
from dashboard.store.refusals import DONE
from dashboard.store.submissions import STATES
from dashboard.wording import listed

ASKS_FOR: Mapping[str, str] = spoken(
    {
        "correction": N_("Correction of {id}"),
        "withdrawal": N_("Withdrawal of {id}"),
        "problem": N_("Problem reported with {id}"),
    }
)
"""Kind of a proposal about an engagement that is there → what it is called with the engagement's id."""

REASONS: tuple[str, ...] = (
    N_("It is in the table already."),
    N_("The source does not say so."),
    N_("The source cannot be opened."),
    N_("It is outside the scope: meetings count since 2018, agreements and memberships where they are current."),
    N_("One side has to be a government of a U.S. state, county or city, or an agency of one."),
    N_("It says too little to be told apart from others."),
)
"""Reasons that rejections often have, to begin from."""


VOCABULARIES = {column.name: column.vocabulary for column in COLUMNS if column.vocabulary}
"""Column of codes → its labels, which follow the language."""


@dataclass(frozen=True)
class Guess:
    """What a sent text was taken for. ``said``: as sent. ``taken``: the code or text, '' where somebody must decide.

    ``others``: code and name of what it may mean instead. ``score``: 0 to 100, ``how``: what made the guess.
    ``note``: what is asked. ``is_open``: what was taken is the likeliest, nobody decided on it yet.
    """

    column: str
    title: str
    said: str
    taken: str
    name: str
    score: int
    how: str
    others: tuple[tuple[str, str], ...]
    note: str = ""
    is_open: bool = False

    @property
    def needs_decision(self) -> bool:
        """Whether nothing was taken, or it stands there only until somebody decides."""
        return self.is_open or not self.taken

    @property
    def offered(self) -> tuple[tuple[str, str], ...]:
        """Code and name of what can be taken with one click."""
        first = ((self.taken, self.name),) if self.taken and self.is_open else ()
        return (*first, *self.others)


@dataclass(frozen=True)
class Flag:
    """Something to look at. ``is_grave``: it has to be settled before the proposal can be accepted."""

    text: str
    is_grave: bool = False


@dataclass(frozen=True)
class Summary:
    """A proposal in the queue: ``line`` says what, ``more`` what of it changes or what was written with it."""

    line: str
    more: str
    flags: tuple[Flag, ...]


def summary(
    found: Mapping[str, Any],
    current: Row | None,
    labels: Labels,
    problems: Sequence[str] = (),
    likely: Sequence[Likely] = (),
    approved_by: Sequence[str] = (),
) -> Summary:
    """A proposal in one line with its flags. ``current``: the row it would change; ``problems``: rules it breaks."""
    fields = found["fields"]
    if found["kind"] == "new":
        return Summary(
            line(fields, labels), fields.get("title", ""), tuple(_flags(found, problems, likely, approved_by))
        )
    row = {**(current or {}), **fields} if current else fields
    changed = listed([TITLES.get(name, name) for name in fields])
    more = " · ".join(filter(None, (_("Changes {columns}").format(columns=changed) if changed else "", found["note"])))
    flags = (Flag(ASKS_FOR[found["kind"]].format(id=found["engagement"])), *_flags(found, problems, (), approved_by))
    gone = () if current else (Flag(_("{id} is not in the table").format(id=found["engagement"]), True),)
    return Summary(line(row, labels), more, (*flags, *gone))


def _flags(
    found: Mapping[str, Any], problems: Sequence[str], likely: Sequence[Likely], approved_by: Sequence[str]
) -> Iterator[Flag]:
    undecided = [guess.title for guess in guesses(found["guesses"]) if guess.needs_decision]
    if undecided:
        yield Flag(_("Needs a decision: {columns}").format(columns=listed(undecided)), True)
    if problems:
        yield Flag(ngettext("{n} problem", "{n} problems", len(problems)).format(n=f"{len(problems):,}"), True)
    if likely:
        yield Flag(_("Likely duplicate of {id}").format(id=likely[0].id))
    if found["state"] == "approved":
        yield Flag(
            _("Approved by {who}: needs a second reviewer").format(who=listed(sorted(approved_by)) or _("somebody"))
        )
    elif found["state"] != "waiting":
        yield Flag(STATES[found["state"]])


def guesses(kept: Mapping[str, Any]) -> list[Guess]:
    """The guesses of a proposal, those that need a decision first; whatever is missing is ''."""
    found = [_guess(column, guess) for column, guess in kept.items() if isinstance(guess, Mapping)]
    return sorted(found, key=lambda each: (not each.needs_decision, each.score))


def _guess(column: str, kept: Mapping[str, Any]) -> Guess:
    score = kept.get("score")
    return Guess(
        column=column,
        title=TITLES.get(column, column),
        said=str(kept.get("said") or ""),
        taken=str(kept.get("taken") or ""),
        name=name_in_words(column, str(kept.get("taken") or ""), str(kept.get("name") or kept.get("taken") or "")),
        score=round(score) if isinstance(score, int | float) else 0,
        how=HOW.get(str(kept.get("how")), str(kept.get("how") or "")),
        others=tuple(_other(column, each) for each in kept.get("others") or ()),
        note=note_in_words(kept),
        is_open=bool(kept.get("open")),
    )


def note_in_words(kept: Mapping[str, Any], name: str = "note") -> str:
    """A note or question as it was kept with a guess, in the language spoken."""
    return in_words(told_again(kept.get(f"{name}_later") or str(kept.get(name) or "")))


def name_in_words(column: str, code: str, name: str) -> str:
    """A code by its label, anything else as it was kept."""
    vocabulary = VOCABULARIES.get(column) or {}
    return vocabulary.get(code) or in_words(name)


def _other(column: str, kept: Any) -> tuple[str, str]:
    if isinstance(kept, Mapping):
        code = str(kept.get("code") or kept.get("taken") or kept.get("name") or "")
        return code, name_in_words(column, code, str(kept.get("name") or code))
    if isinstance(kept, list | tuple) and kept:
        return str(kept[0]), name_in_words(column, str(kept[0]), str(kept[1 if len(kept) > 1 else 0]))
    return str(kept), name_in_words(column, str(kept), str(kept))


def step_in_words(step: Mapping[str, Any]) -> str:
    """'ann@example.org approved this on November 22, 2026, 21:40 UTC'."""
    whom = _("The sender") if step["who"] == "sender" else step["who"]
    did = DONE.get(step["action"], step["action"])
    return _("{who} {action} this on {when}").format(who=whom, action=did, when=moment_in_words(step["at"]))
