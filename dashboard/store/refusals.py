"""Why a decision was not written: somebody was quicker, it is not allowed, or the row is not fit to publish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.language import Spoken, pgettext
from dashboard.language import gettext as _
from dashboard.store.changes import ACTIONS, Change

DONE: Mapping[str, str] = Spoken(
    lambda: {
        "approved": pgettext("somebody did so", "approved"),
        "edited": pgettext("somebody did so", "edited"),
        "asked": pgettext("somebody did so", "asked"),
        "answered": pgettext("somebody did so", "answered"),
        "accepted": pgettext("somebody did so", "accepted"),
        "merged": pgettext("somebody did so", "merged"),
        "rejected": pgettext("somebody did so", "rejected"),
        "retracted": pgettext("somebody did so", "retracted"),
    }
)
"""Step → what somebody did."""


class OvertakenError(RuntimeError):
    """Somebody else was quicker; the message says who did what. Nothing was written."""


class NotAllowedError(RuntimeError):
    """It may not or cannot be done; the message says why. Nothing was written."""


class UnfitError(RuntimeError):
    """The row cannot be published as it is; ``problems`` says why. Nothing was written."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


def what_happened(who: str, steps: Sequence[Mapping[str, Any]]) -> str:
    """Say who decided meanwhile, to ``who``, from all steps of a proposal."""
    if not steps:
        return _("This changed since you opened it. Look at it again.")
    last = steps[-1]
    whom = _("You") if last["who"] == who else _("Sender") if last["who"] == "sender" else last["who"]
    when = f"{last['at'][:10]} {last['at'][11:16]} UTC"
    note = f" (“{last['note']}”)" if last["note"] else ""
    words = _("{who} {action} this on {when}{note}, after you opened it. Nothing of yours was written.")
    return words.format(who=whom, action=DONE.get(last["action"], last["action"]), when=when, note=note)


def what_changed(who: str, change: Change) -> str:
    """Say who changed the engagement itself meanwhile, to ``who``."""
    words = _(
        "{who} changed {id} on {when} ({action}, change {number}), after you opened this. Nothing of yours was written."
    )
    return words.format(
        who=_("You") if change.who == who else change.who,
        id=change.engagement,
        when=f"{change.at[:10]} {change.at[11:16]} UTC",
        action=ACTIONS[change.action],
        number=change.number,
    )
