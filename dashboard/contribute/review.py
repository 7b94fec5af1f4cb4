"""The queue of reviewers: what waits, filtered and counted, with what to look at; many decided at once.

One proposal is looked at and decided in ``decide``; who may see this is said in ``session``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, request
from werkzeug.wrappers import Response

from dashboard.change_words import moment_in_words
from dashboard.contribute import change_log, decide, session, survey
from dashboard.contribute.desk_page import desk_page
from dashboard.contribute.duplicates import Duplicates
from dashboard.contribute.proposal_page import what_was_done
from dashboard.contribute.protection import protect
from dashboard.contribute.queue_address import STATE_CHOICES, address_of, query_of, read_filter
from dashboard.contribute.session import reviewer, signed_in
from dashboard.contribute.typed import LARGEST_NUMBER, asked, number, typed
from dashboard.language import gettext as _
from dashboard.language import ngettext
from dashboard.proposal_words import REASONS, Summary, summary
from dashboard.publication import Publication
from dashboard.published import Published
from dashboard.schema import TRACKS
from dashboard.store.approvals import approvals
from dashboard.store.bulk import MOST_AT_ONCE, Outcome, accept_all, reject_all
from dashboard.store.changes import Row
from dashboard.store.queue import Filter, counts, one, queue
from dashboard.store.refusals import NotAllowedError
from dashboard.store.review import Desk, added
from dashboard.store.submissions import KINDS, OPEN, STATES, steps_of
from dashboard.wording import listed

Current = Callable[[], Published]

ROWS = 25
"""Proposals on a page of the queue."""

CHOSEN = re.compile(r"([0-9]{1,10}):([0-9]{1,10})")

BULK: Mapping[str, str] = {"accept": "accepted", "reject": "rejected"}


@dataclass(frozen=True)
class Line:
    """A proposal in the queue. ``chosen``: what its check box sends: number and revision."""

    number: int
    address: str
    summary: Summary
    kind: str
    state: str
    is_open: bool
    office: str
    track: str
    submission: int
    when: str
    chosen: str


@dataclass(frozen=True)
class Done:
    """What a bulk action did. ``refused``: address and words of each proposal that was not decided, with the reason."""

    said: str
    refused: tuple[tuple[str, str, str], ...] = ()


def register(server: Flask, publication: Publication, current: Current) -> None:
    """Add the pages of reviewers; ``current`` gives the published table of the moment."""
    duplicates = Duplicates(publication)
    session.register(server, publication.store)
    survey.register(server, publication)

    @server.get("/review", strict_slashes=False)
    @signed_in
    def show_queue() -> Response:
        return _page(publication, current(), duplicates)

    @server.post("/review/all")
    @signed_in
    def decide_many() -> Response:
        protect()
        done = _decide(publication.desk(), request.form.getlist("chosen"), typed("action"), typed("reason"))
        return _page(publication, current(), duplicates, done)

    decide.register(server, publication, current, duplicates)
    change_log.register(server, publication, current)


def _page(publication: Publication, published: Published, duplicates: Duplicates, done: Done | None = None) -> Response:
    filters, start = read_filter(), number(asked("start"))
    desk = publication.desk()
    with desk.store.reading() as connection:
        found, total = queue(connection, filters, min(start, LARGEST_NUMBER - ROWS), ROWS)
        by_state = counts(connection)
    return desk_page(
        "review.html",
        _("Review"),
        filters=filters,
        lines=_lines(desk, found, published, duplicates, filters),
        total=total,
        start=start,
        states=_states(by_state, filters),
        choices={"state": STATE_CHOICES, "track": TRACKS, "kind": KINDS},
        before=address_of("/review", filters, start=max(0, start - ROWS)) if start else "",
        after=address_of("/review", filters, start=start + ROWS) if start + ROWS < total else "",
        all_chosen=address_of("/review", filters, start=start, all=1),
        is_all=asked("all") == "1",
        act=f"/review/all?{query_of(filters, start=start)}",
        done=done,
        passed=what_was_done(desk, asked("done"), filters),
        filtered=bool(query_of(filters)),
        needed=desk.needed,
        reasons=[_(reason) for reason in REASONS],
    )


def _states(by_state: Mapping[str, int], filters: Filter) -> list[tuple[str, int, str, bool]]:
    """Label, number, address, whether it is shown, of each state that the queue can be looked at in."""
    numbers = {
        "open": sum(by_state.get(state, 0) for state in OPEN),
        **{state: by_state.get(state, 0) for state in STATES},
        "all": sum(by_state.values()),
    }
    shown = filters.state or "all"
    return [
        (label, numbers[state], "/review" if state == "open" else f"/review?state={state}", state == shown)
        for state, label in STATE_CHOICES.items()
        if numbers[state] or state in (shown, "open")
    ]


def _lines(
    desk: Desk, found: Sequence[Mapping[str, Any]], published: Published, duplicates: Duplicates, filters: Filter
) -> list[Line]:
    with desk.store.reading() as connection:
        rows = [desk.current(connection, each["engagement"]) if each["engagement"] else None for each in found]
        steps = {each["id"]: steps_of(connection, each["id"]) for each in found if each["state"] == "approved"}
    problems = _problems(desk, found, rows)
    return [
        Line(
            number=each["id"],
            address=address_of(f"/review/{each['id']}", filters),
            summary=summary(
                each,
                row,
                published.catalogue.labels,
                problems.get(each["id"], ()),
                duplicates.of(each["fields"]) if each["kind"] == "new" and each["state"] in OPEN else (),
                sorted(approvals(steps.get(each["id"], ()))),
            ),
            kind=KINDS[each["kind"]],
            state=STATES[each["state"]],
            is_open=each["state"] in OPEN,
            office=each["office"],
            track=TRACKS.get(each["track"], each["track"]),
            submission=each["submission"],
            when=moment_in_words(each["at"]),
            chosen=f"{each['id']}:{each['revision']}",
        )
        for each, row in zip(found, rows, strict=True)
    ]


def _problems(
    desk: Desk, found: Sequence[Mapping[str, Any]], rows: Sequence[Row | None]
) -> Mapping[int, Sequence[str]]:
    """Proposal → rules of the table that it breaks as it is, of all that are open, in one run."""
    whole = {
        each["id"]: added(each, each["fields"]) if each["kind"] == "new" else {**(row or {}), **each["fields"]}
        for each, row in zip(found, rows, strict=True)
        if each["state"] in OPEN and (each["kind"] == "new" or (row and each["fields"]))
    }
    problems = desk.check(list(whole.values())) if whole else {}
    return {number: problems[place] for place, number in enumerate(whole) if place in problems}


def _decide(desk: Desk, posted: Sequence[str], action: str, reason: str) -> Done:
    chosen = {number(each[1]): number(each[2]) for text in posted if (each := CHOSEN.fullmatch(text))}
    if not chosen:
        return Done(_("Nothing was chosen: tick what is to be decided."))
    if action not in BULK:
        return Done(_("Choose whether to accept or to reject."))
    if action == "reject" and not reason:
        return Done(_("Give the reason for rejecting: the senders are told."))
    act = accept_all if action == "accept" else reject_all
    try:
        outcome = act(desk, reviewer(), dict(list(chosen.items())[: MOST_AT_ONCE + 1]), reason)
    except NotAllowedError as error:
        return Done(str(error))
    return _said(desk, chosen, outcome)


def _said(desk: Desk, chosen: Mapping[int, int], outcome: Outcome) -> Done:
    refused = outcome[1]
    with desk.store.reading() as connection:
        decided = [each for name in chosen if name not in refused and (each := one(connection, name)) is not None]
        left = {name: one(connection, name) for name in refused}
    states = Counter(str(each["state"]) for each in decided)
    words = {**STATES, "approved": _("approved once, waiting for a second reviewer")}
    parts = [f"{times:,} {words[state].lower()}" for state, times in states.items()]
    parts += [ngettext("{n} was not", "{n} were not", len(refused)).format(n=f"{len(refused):,}")] if refused else []
    return Done(
        f"{listed(parts)}{':' if refused else '.'}".capitalize(),
        tuple(
            (f"/review/{name}", _("Proposal {number}").format(number=name) if left[name] else "", why)
            for name, why in refused.items()
        ),
    )
