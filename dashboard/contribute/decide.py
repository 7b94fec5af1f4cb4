"""Deciding on one proposal: accept, merge, ask, reject; whoever comes second is told and keeps what was typed.

What the page shows is in ``proposal_page``; the rules of deciding are in ``store.review``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, redirect, request
from werkzeug.wrappers import Response

from dashboard.contribute.choices import choices_of
from dashboard.contribute.desk_page import desk_page
from dashboard.contribute.draft import EDITABLE, Draft, draft_of, typed_draft, wanted
from dashboard.contribute.duplicates import Duplicates
from dashboard.contribute.proposal_page import TYPED, Room, Said, by_column, row_of, show, whole
from dashboard.contribute.protection import protect
from dashboard.contribute.queue_address import address_of, read_filter
from dashboard.contribute.session import reviewer, signed_in
from dashboard.contribute.typed import LARGEST_NUMBER, asked, number, typed
from dashboard.language import gettext as _
from dashboard.proposal_words import guesses
from dashboard.publication import Publication
from dashboard.published import Published
from dashboard.store.queue import beside
from dashboard.store.refusals import NotAllowedError, OvertakenError, UnfitError
from dashboard.store.submissions import word_of

STATUS_PAGE = "/submit/status"
"""Where senders follow what they sent, without the private word of each."""

PROPOSAL = f"/review/<int(max={LARGEST_NUMBER}):proposal>"


@dataclass(frozen=True)
class Sent:
    """A form as it was sent. ``revision``: of the proposal that was on the screen; ``seen``: last change of its row."""

    proposal: Mapping[str, Any]
    draft: Draft
    revision: int
    seen: int

    @property
    def number(self) -> int:
        """Of the proposal."""
        return int(self.proposal["id"])


def register(server: Flask, publication: Publication, current: Callable[[], Published], duplicates: Duplicates) -> None:
    """Add the page of a proposal and what its buttons do."""

    def room() -> Room:
        return Room(publication, current(), duplicates, publication.desk(), read_filter())

    @server.get(PROPOSAL)
    @signed_in
    def show_proposal(proposal: int) -> Response:
        here = room()
        found = here.desk.proposal(proposal)
        return show(here, found, draft_of(found), Said(), asked("done")) if found else _missing(proposal)

    @server.post(PROPOSAL)
    @signed_in
    def decide_proposal(proposal: int) -> Response:
        protect()
        here = room()
        found = here.desk.proposal(proposal)
        return _answer(here, found) if found else _missing(proposal)


def _answer(room: Room, found: Mapping[str, Any]) -> Response:
    draft = typed_draft(found, request.form)
    sent = Sent(found, draft, number(typed("revision")), number(typed("seen")))
    try:
        is_decided = _act(room, sent)
    except UnfitError as error:
        return _again(room, sent, Said(_("It cannot be published as it is."), by_column(error.problems), status=422))
    except NotAllowedError as error:
        return _again(room, sent, Said(str(error), status=422))
    except OvertakenError as error:
        return _again(room, sent, Said(str(error), status=409))
    return redirect(_next(room, sent.number), 303) if is_decided else _looked(room, sent)


def _act(room: Room, sent: Sent) -> bool:
    """Do what the button says; False where it decides nothing."""
    if request.form.get("merge"):
        _merge(room, sent)
    elif typed("action") in ACTIONS and not {"use", "compare"} & request.form.keys():
        ACTIONS[typed("action")](room, sent)
    else:
        return False
    return True


def _accept(room: Room, sent: Sent) -> None:
    fields = wanted(sent.proposal, sent.draft)
    room.desk.accept(reviewer(), sent.number, sent.revision, fields, typed("note"), seen=sent.seen)


def _withdraw(room: Room, sent: Sent) -> None:
    """Take the row out, as was proposed or because of the problem that was reported."""
    note = typed("why")
    if sent.proposal["kind"] not in ("withdrawal", "problem"):
        raise NotAllowedError(_("This proposes no withdrawal."))
    room.desk.accept(reviewer(), sent.number, sent.revision, None, note, withdraw=True, seen=sent.seen)


def _ask(room: Room, sent: Sent) -> None:
    word = word_of(room.desk.store, sent.number, str(current_app.secret_key))
    link = f"{room.desk.address}{STATUS_PAGE}/{word}"
    room.desk.ask(reviewer(), sent.number, sent.revision, typed("question"), link)


def _reject(room: Room, sent: Sent) -> None:
    room.desk.reject(reviewer(), sent.number, sent.revision, typed("reason") or typed("ready"))


def _merge(room: Room, sent: Sent) -> None:
    into = typed("merge", 64)
    fields = {name: sent.draft.values[name] for name in request.form.getlist("take") if name in EDITABLE}
    seen = number(typed("merge-seen"))
    room.desk.merge(reviewer(), sent.number, sent.revision, into, fields, typed("merge-note"), seen=seen)


ACTIONS: Mapping[str, Callable[[Room, Sent], None]] = {
    "accept": _accept,
    "withdraw": _withdraw,
    "ask": _ask,
    "reject": _reject,
}
"""What a button's value does."""


def _looked(room: Room, sent: Sent) -> Response:
    """The page again for a button that decides nothing: the fields checked, a name taken, an engagement compared."""
    draft = taken(sent.proposal, sent.draft, typed("use"), room.published)
    into = message = ""
    if "compare" in request.form:
        into = typed("compare", 64) or typed("into", 64)
        if row_of(room.desk, into) is None:
            gone = _("There is no engagement {id} to merge it with.").format(id=into)
            message = gone if into else _("Type an engagement's identifier.")
            into = ""
    elif "use" not in request.form and not room.desk.check([whole(sent.proposal, draft)]):
        message = _("The fields keep to all rules of the table.")
    return _again(room, Sent(sent.proposal, draft, sent.revision, sent.seen), Said(message, into=into))


def taken(proposal: Mapping[str, Any], draft: Draft, use: str, published: Published) -> Draft:
    """The draft with what a guess's button offers, ``use``: column=code; the draft itself where nothing is offered."""
    column, _sign, code = use.partition("=")
    offered = [
        choice.fills
        for guess in guesses(proposal["guesses"])
        for choice in choices_of(guess, draft.values, published)
        if (guess.column, choice.code) == (column, code)
    ]
    fills = offered[0] if offered else {}
    return Draft(draft.shown, {**draft.values, **{name: text for name, text in fills.items() if name in EDITABLE}})


def _again(room: Room, sent: Sent, said: Said) -> Response:
    """The page with everything that was typed, on the proposal as it is now."""
    found = room.desk.proposal(sent.number) or sent.proposal
    now = Draft(draft_of(found).shown, {**draft_of(found).shown, **_mine(sent.draft)})
    texts = {name: typed(name) for name in TYPED}
    into = said.into or typed("merge", 64)
    return show(room, found, now, Said(said.message, said.problems, texts, into, said.status))


def _mine(draft: Draft) -> Mapping[str, str]:
    return {name: draft.values[name] for name in draft.edited}


def _next(room: Room, decided: int) -> str:
    """The next proposal of the filtered queue, the one before it where it was the last, else the queue."""
    with room.desk.store.reading() as connection:
        before, after = beside(connection, room.filters, decided)
    path = f"/review/{after or before}" if after or before else "/review"
    return address_of(path, room.filters, done=decided)


def _missing(proposal: int) -> Response:
    return desk_page("review_missing.html", _("There is no proposal {number}").format(number=proposal), 404)
