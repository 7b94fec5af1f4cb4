"""The public change log, and undoing a change: every change to the table with its reason, newest first.

The public reads neither reviewers' names nor anybody's e-mail address; a reviewer who is signed in reads who it was.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, redirect, request
from werkzeug.wrappers import Response

from dashboard.change_words import Labels, Told, told
from dashboard.contribute.desk_page import desk_page
from dashboard.contribute.frame import page
from dashboard.contribute.protection import protect
from dashboard.contribute.queue_address import address_of, read_filter
from dashboard.contribute.session import reviewer, signed_in
from dashboard.contribute.two_states import STATES, two_states_page
from dashboard.contribute.typed import LARGEST_NUMBER, asked, number, typed
from dashboard.language import gettext as _
from dashboard.publication import Publication
from dashboard.published import Published
from dashboard.store.changes import change, newest, undone_by
from dashboard.store.database import Store
from dashboard.store.refusals import NotAllowedError, OvertakenError
from dashboard.store.undoing import undo

CHANGES_A_PAGE = 50

UNDO = f"/review/undo/<int(max={LARGEST_NUMBER}):version>"

Current = Callable[[], Published]


def register(server: Flask, publication: Publication, current: Current) -> None:
    """Add the change log and the page that undoes a change."""
    store = publication.store

    @server.get("/data/changes", strict_slashes=False)
    def changes() -> Response:
        if any(name in request.args for name in STATES):
            return two_states_page(publication)
        before = number(asked("before")) or None
        with store.reading() as connection:
            found = newest(connection, CHANGES_A_PAGE + 1, before)
        listed = [told(each, current().catalogue.labels) for each in found[:CHANGES_A_PAGE]]
        is_more = len(found) > CHANGES_A_PAGE
        return page(
            "changes.html",
            _("Changes to the table"),
            is_private=bool(reviewer()),
            changes=listed,
            older=f"/data/changes?before={listed[-1].number}" if is_more else "",
            is_newest=before is None,
            who=reviewer(),
            rows=publication.base.rows,
            snapshots=publication.current.catalogue.snapshots,
        )

    @server.get(UNDO)
    @signed_in
    def show_undo(version: int) -> Response:
        return _undo_page(store, version, current().catalogue.labels)

    @server.post(UNDO)
    @signed_in
    def undo_change(version: int) -> Response:
        protect()
        try:
            undo(store, reviewer(), version, typed("reason"))
        except (NotAllowedError, OvertakenError) as error:
            status = 409 if isinstance(error, OvertakenError) else 422
            return _undo_page(store, version, current().catalogue.labels, str(error), status)
        return redirect(address_of(f"/review/undo/{version}", read_filter()), 303)


def _undo_page(store: Store, version: int, labels: Labels, problem: str = "", status: int = 200) -> Response:
    with store.reading() as connection:
        found, undone = change(connection, version), undone_by(connection, version)
    if found is None:
        return desk_page("review_missing.html", _("There is no change {number}").format(number=version), 404)
    filters = read_filter()
    after: Told | None = told(undone, labels) if undone else None
    return desk_page(
        "review_undo.html",
        (_("Undo change {number}") if after is None else _("Change {number} was undone")).format(number=version),
        status,
        change=told(found, labels),
        undone=after,
        problem=problem,
        reason=typed("reason"),
        queue=address_of("/review", filters),
        act=address_of(f"/review/undo/{version}", filters),
    )
