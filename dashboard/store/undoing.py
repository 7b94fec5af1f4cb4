"""Taking a change back: the row is as it was before, and the history says so."""

from __future__ import annotations

from dashboard.language import gettext as _
from dashboard.store.changes import ACTIONS, Change, change, changes_of, record
from dashboard.store.database import Store, hold
from dashboard.store.refusals import NotAllowedError, OvertakenError


def undo(store: Store, who: str, number: int, reason: str) -> int:
    """Undo the change ``number`` and return the number of the new one; only a row's last change can be undone.

    One reviewer is enough, also where two must accept: what comes back had been accepted before. Raise OvertakenError
    where the row was changed since, NotAllowedError where there is no such change or no reason.
    """
    with store.writing() as connection:
        hold(connection)
        wrong = change(connection, number)
        if wrong is None:
            raise NotAllowedError(_("There is no change {number}.").format(number=number))
        if not reason.strip():
            raise NotAllowedError(_("Say why: the reason stands in the public history."))
        last = changes_of(connection, wrong.engagement)[0]
        if last.number != number:
            raise OvertakenError(
                _("{id} was {action} since, by change {number}: undo that one first.").format(
                    id=wrong.engagement, action=ACTIONS[last.action], number=last.number
                )
            )
        return record(connection, who, _action(wrong), wrong.after, wrong.before, reason.strip(), undoes=number)


def _action(wrong: Change) -> str:
    if wrong.before is None:
        return "withdrawn"
    return "restored" if wrong.after is None else "corrected"
