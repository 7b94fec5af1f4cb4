"""What changed between two states of the table, as a page and as a file: snapshots, or a snapshot and today.

Which rows changed is told in ``between``; changes one by one, with their reasons, are in ``change_log``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qs

from flask import Flask, Response, request

from dashboard.address import foreign, parse_address
from dashboard.between import ACTIONS, DIMENSIONS, LINES, Changed, between, counts, lines
from dashboard.between_ties import TIES, by_life_cycle, measured, ties_between
from dashboard.catalogue import Catalogue
from dashboard.change_words import Labels, differences_in_words, line
from dashboard.contribute.frame import page
from dashboard.exports import csv_lines
from dashboard.insights.lifecycle import USUAL_YEARS
from dashboard.language import gettext as _
from dashboard.pictures.changed import tie_name
from dashboard.publication import Publication
from dashboard.published import Published
from dashboard.schema import CHOICES, OTHER_SIDE
from dashboard.selection import Address, BadRequestError, Refusal, query_string
from dashboard.store.changes import ACTIONS as WORDS
from dashboard.wording import date_in_words, describe

TODAY = "today"
STATES = ("older", "newer")
FILTERS = ("issue", "state", "bureau", "country")
"""What the page itself offers to narrow by; its address takes every parameter of a selection."""

MOST_LISTED = 200
MOST_PLACES = 15
FIELD_OF = {column: name for name, field in CHOICES.items() if (column := field.column) in DIMENSIONS}


@dataclass(frozen=True)
class Asked:
    """The two states by number (or ``TODAY``), what was selected of them, and all that was refused."""

    older: str
    newer: str
    address: Address
    refusals: tuple[Refusal, ...]

    @property
    def query(self) -> str:
        """The canonical query string."""
        return self.narrowed()

    def narrowed(self, **more: str) -> str:
        """The query string with one value of some fields in place of those chosen."""
        states = [("older", self.older), ("newer", self.newer)]
        pairs = [(name, value) for name, value in self.address.selection.pairs() if name not in more]
        dormant = [("dormant", self.address.look.dormant)] if self.address.look.dormant else []
        return query_string([*states, *pairs, *more.items(), *dormant])


def register(server: Flask, publication: Publication) -> None:
    """Add the address of the file; the page is asked for by ``two_states_page``."""

    @server.get("/data/changes.csv")
    def changes_csv() -> Response:
        asked = read_asked(publication, request.query_string.decode("utf-8", "replace"))
        if asked.refusals:
            raise BadRequestError(asked.refusals)
        found = between(state(publication, asked.older), state(publication, asked.newer), asked.address.selection)
        name = f"changes_{asked.older}_{asked.newer}.csv"
        text = csv_lines([LINES, *lines(found)])
        return Response(text, mimetype="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}"'})


def state(publication: Publication, number: str) -> Published:
    """The snapshot of this number, or the table of today."""
    return publication.current if number == TODAY else publication.shown(number)


def read_asked(publication: Publication, query: str) -> Asked:
    """What an address asks for. Without ``newer`` that is today, without ``older`` the last snapshot."""
    known = tuple(publication.current.catalogue.snapshots)
    refusals: list[Refusal] = []
    asked = parse_qs(query, keep_blank_values=True)
    older = _state_asked("older", asked, known, known[0] if known else "", refusals)
    newer = _state_asked("newer", asked, (TODAY, *known), TODAY, refusals)
    if newer in known and older in known and known.index(newer) > known.index(older):
        older, newer = newer, older
    address = _read(query, state(publication, newer).catalogue)
    if address.refusals:  # what was withdrawn since is known to the older state alone
        address = min(address, _read(query, state(publication, older).catalogue), key=lambda each: len(each.refusals))
    looks = replace(address.look, dormant="")
    refusals += [*address.refusals, *foreign(looks, _("Whole states are compared, whatever the way of looking"))]
    return Asked(older, newer, address, tuple(refusals))


def _read(query: str, catalogue: Catalogue) -> Address:
    return parse_address(query, catalogue, also=STATES)


def _state_asked(
    name: str, given: Mapping[str, list[str]], known: tuple[str, ...], otherwise: str, refusals: list[Refusal]
) -> str:
    asked = list(dict.fromkeys(given.get(name, [])))
    if len(asked) == 1 and asked[0] in known:
        return asked[0]
    for value in asked if len(asked) < 2 else asked[1:]:
        one, other = _("is not a known snapshot"), _("stands beside another {name}").format(name=name)
        reason = one if len(asked) < 2 else other
        refusals.append(
            Refusal(
                name, value[:80], reason, _("Allowed: {allowed}.").format(allowed=", ".join(known) or _("none yet"))
            )
        )
    if not known:
        refusals.append(Refusal(name, "", _("cannot be told"), _("No snapshot has been made yet.")))
    return otherwise


def two_states_page(publication: Publication) -> Response:
    """The page: totals of both, changes by place, country and region, then the changes themselves."""
    filled = query_string((name, value) for name, value in request.args.items(multi=True) if value)
    asked = read_asked(publication, filled)
    snapshots = publication.current.catalogue.snapshots
    if not snapshots:
        return page("two_states.html", _("What changed"), asked=asked, choices=_choices(publication, asked), found=None)
    older, newer = state(publication, asked.older), state(publication, asked.newer)
    found = between(older, newer, asked.address.selection)
    labels, years = newer.catalogue.labels, int(asked.address.look.dormant or USUAL_YEARS)
    return page(
        "two_states.html",
        _("What changed from {older} to {newer}").format(older=asked.older, newer=_newer(asked)),
        asked=asked,
        choices=_choices(publication, asked),
        lead=_lead(found, asked, snapshots, describe(asked.address.selection, newer.catalogue)),
        lower_first=lower_first,
        newer=_newer(asked),
        measured=measured(older, newer, asked.address.selection),
        years=years,
        states=by_life_cycle(older, newer, asked.address.selection, years),
        ties=_ties(older, newer, asked, years),
        found=found,
        tables=list(_tables(found, (labels, older.catalogue.labels), asked)) if found else [],
        listed=[_told(each, labels, asked) for each in found[:MOST_LISTED]],
        most=MOST_PLACES,
    )


def _named(number: str, snapshots: Mapping[str, str]) -> str:
    if number == TODAY:
        return _("today")
    return _("snapshot {number} of {day}").format(number=number, day=snapshots[number])


def _newer(asked: Asked) -> str:
    return _("today") if asked.newer == TODAY else asked.newer


def _lead(found: tuple[Changed, ...], asked: Asked, snapshots: Mapping[str, str], selected: str) -> str:
    """How many changes there are between which states, of which selection."""
    by_action = Counter(each.action for each in found)
    said = {action: f"{by_action[action]:,}" for action in ACTIONS}
    said |= {"older": _named(asked.older, snapshots), "newer": _named(asked.newer, snapshots), "selected": selected}
    if found and selected:
        words = _(
            "{added} added, {corrected} corrected, {withdrawn} withdrawn between {older} and {newer}, of: {selected}."
        )
    elif found:
        words = _("{added} added, {corrected} corrected, {withdrawn} withdrawn between {older} and {newer}.")
    elif selected:
        words = _("Nothing changed between {older} and {newer}, of: {selected}.")
    else:
        words = _("Nothing changed between {older} and {newer}.")
    return words.format(**said)


def lower_first(title: str) -> str:
    """A title within a sentence: 'region', but 'U.S. actor'."""
    return title if title[1:2] == "." else f"{title[:1].lower()}{title[1:]}"


def _ties(
    older: Published, newer: Published, asked: Asked, years: int
) -> list[tuple[str, str, int, list[tuple[str, str]]]]:
    """Title, definition and number of each class of ties, and those that are listed: name and address."""
    found = ties_between(older, newer, asked.address.selection, years)
    listed = []
    for name, (title, definition) in TIES.items():
        number, labels = (asked.older, older.catalogue) if name == "gone" else (asked.newer, newer.catalogue)
        there = "" if number == TODAY else f"?snapshot={number}"
        links = [(tie_name(labels, tie).text, f"/tie/{tie}{there}") for tie in found[name][:MOST_LISTED]]
        listed.append((_(title), _(definition), len(found[name]), links))
    return listed


def _tables(
    found: tuple[Changed, ...], labels: tuple[Labels, Labels], asked: Asked
) -> Iterator[tuple[str, list[tuple[str, str, Counter[str]]], int]]:
    """Title, rows of label, address that narrows to it and counts, and how many rows there are in all."""
    for column, title in DIMENSIONS.items():
        field, counted = FIELD_OF[column], counts(found, column)
        unites = field in OTHER_SIDE and any(asked.address.selection.values(name) for name in OTHER_SIDE)
        rows = [
            (_label(field, value, labels), "" if unites else f"/data/changes?{asked.narrowed(**{field: value})}", count)
            for value, count in counted[:MOST_PLACES]
        ]
        yield title, rows, len(counted)


def _label(field: str, value: str, labels: tuple[Labels, Labels]) -> str:
    """What a value is called in the newer state, else in the older."""
    return next((each[field][value] for each in labels if value in each[field]), value)


def _told(each: Changed, labels: Labels, asked: Asked) -> Mapping[str, object]:
    number = asked.older if each.after is None else asked.newer
    there = "" if number == TODAY else f"?snapshot={number}"
    return {
        "action": each.action,
        "action_words": WORDS[each.action],
        "engagement": each.engagement,
        "href": f"/engagement/{each.engagement}{there}",
        "line": line(each.after or each.before or {}, labels),
        "differences": differences_in_words(each.differences, labels) if each.action == "corrected" else (),
    }


def _choices(publication: Publication, asked: Asked) -> Mapping[str, object]:
    """What the form offers: both states, and lists to narrow by, each with what is chosen."""
    published = publication.current
    states = [(each.number, f"{each.number}, {date_in_words(each.made[:10])}") for each in publication.shelf.snapshots]
    chosen = asked.address.selection
    return {
        "older": states,
        "newer": [(TODAY, _("Today")), *states],
        "filters": [
            (name, CHOICES[name].label, list(published.catalogue.labels[name].items()), chosen.values(name))
            for name in FILTERS
        ],
        "others": [
            *((name, value) for name, value in chosen.pairs() if name not in FILTERS),
            *([("dormant", asked.address.look.dormant)] if asked.address.look.dormant else []),
        ],
    }
