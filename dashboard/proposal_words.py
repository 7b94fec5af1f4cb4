"""Proposals in words, for reviewers: one line of the queue, what to look at, and how names were read as codes.

Nothing is decided or drawn here; a proposal is as ``store.queue`` gives it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.change_words import TITLES, Labels, line, moment_in_words
from dashboard.likeness import Likely
from dashboard.naming.guesses import HOW
from dashboard.store.changes import Row
from dashboard.store.submissions import STATES
from dashboard.wording import counted, listed

ASKS_FOR: Mapping[str, str] = {
    "correction": "Correction of",
    "withdrawal": "Withdrawal of",
    "problem": "Problem reported with",
}
"""Kind of a proposal about an engagement that is there → what it is called before the engagement's id."""

REASONS: tuple[str, ...] = (
    "It is in the table already.",
    "The source does not say so.",
    "The source cannot be opened.",
    "It is outside the scope: meetings count since 2018, agreements and memberships where they are current.",
    "One side has to be a government of a U.S. state, county or city, or an agency of one.",
    "It says too little to be told apart from others.",
)
"""Reasons that rejections often have, to begin from."""


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
    more = " · ".join(filter(None, (f"Changes {changed}" if changed else "", found["note"])))
    flags = (Flag(f"{ASKS_FOR[found['kind']]} {found['engagement']}"), *_flags(found, problems, (), approved_by))
    gone = () if current else (Flag(f"{found['engagement']} is not in the table", True),)
    return Summary(line(row, labels), more, (*flags, *gone))


def _flags(
    found: Mapping[str, Any], problems: Sequence[str], likely: Sequence[Likely], approved_by: Sequence[str]
) -> Iterator[Flag]:
    undecided = [guess.title for guess in guesses(found["guesses"]) if guess.needs_decision]
    if undecided:
        yield Flag(f"Needs a decision: {listed(undecided)}", True)
    if problems:
        yield Flag(f"{counted(len(problems), 'problem')}", True)
    if likely:
        yield Flag(f"Likely duplicate of {likely[0].id}")
    if found["state"] == "approved":
        yield Flag(f"Approved by {listed(sorted(approved_by)) or 'somebody'}: needs a second reviewer")
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
        name=str(kept.get("name") or kept.get("taken") or ""),
        score=round(score) if isinstance(score, int | float) else 0,
        how=HOW.get(str(kept.get("how")), str(kept.get("how") or "")),
        others=tuple(_other(each) for each in kept.get("others") or ()),
        note=str(kept.get("note") or ""),
        is_open=bool(kept.get("open")),
    )


def _other(kept: Any) -> tuple[str, str]:
    if isinstance(kept, Mapping):
        code = str(kept.get("code") or kept.get("taken") or kept.get("name") or "")
        return code, str(kept.get("name") or code)
    if isinstance(kept, list | tuple) and kept:
        return str(kept[0]), str(kept[1 if len(kept) > 1 else 0])
    return str(kept), str(kept)


def step_in_words(step: Mapping[str, Any]) -> str:
    """'ann@example.org approved this on November 22, 2026, 21:40 UTC'."""
    whom = "The sender" if step["who"] == "sender" else step["who"]
    return f"{whom} {step['action']} this on {moment_in_words(step['at'])}"
