"""What the head of a page says before any script runs: its title, its one address, and the card of a link to it.

The words and numbers are those of the page; they become HTML in ``markup``, the card's picture is drawn in ``card``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, unquote

from dashboard import schema
from dashboard.address import parse_address
from dashboard.callbacks import EXPLORER, PAGES, is_page
from dashboard.catalogues.told import DRAWN, FIXED, FORMS
from dashboard.comparison_words import heading
from dashboard.following import FOLLOWING
from dashboard.language import gettext as _
from dashboard.language import ngettext
from dashboard.pages import compare, explore, missing, withdrawn
from dashboard.profile import profile_of
from dashboard.profile_words import findings, headline, lead
from dashboard.published import Published
from dashboard.query import CountBy, Rows
from dashboard.scene import measure_at, read_counts, read_number
from dashboard.selection import Address, Selection, query_string
from dashboard.sides import read_sides, short_names
from dashboard.subjects import TIE, Subject, path_of, subject_at, tie_path
from dashboard.wording import date_in_words, describe, listed, summary, totals_words

Trail = Sequence[tuple[str, str]]
"""Pages on the way to another: name and path of each."""

OTHER_SIDE, U_S_SIDE = {*schema.OTHER_SIDE, "bureau"}, {"state", "actor"}
"""Fields that choose who is engaged with, and who engages."""

MOST_NAMED, FEWEST_RANKED = 3, 2
"""Places that a card names, and those there must be for one to have most."""

LONGEST_SEARCH = 1_000
"""Longest query string that a page's address repeats where only the page itself can read it."""


@dataclass(frozen=True)
class Card:
    """What a link to the page shows: a line, a few sentences, and the map of these rows.

    ``maps``: whose map, 'country' or 'state'. ``beside``: what stands beside it, where that is not the whole text.
    """

    headline: str
    text: str
    selection: Selection = field(default_factory=Selection)
    maps: str = "country"
    kind: str = "website"
    beside: str = ""


@dataclass(frozen=True)
class Head:
    """``path`` and ``search``: the page's one address, '' where it has none. ``is_listed``: whether to be searchable.

    ``trail``: the way to the page, name and path of each step. ``rows``: the query string of its rows as a file.
    """

    title: str
    path: str = ""
    search: str = ""
    is_listed: bool = False
    card: Card | None = None
    trail: tuple[tuple[str, str], ...] = ()
    rows: str = ""


def head_of(published: Published, path: str, search: str) -> Head:
    """The head of the page at an address; of an address without one, that it is not there, and no card."""
    address = parse_address(search, published.catalogue).in_full
    if path in EXPLORER:
        return _explorer(published, address)
    if path in FOLLOWING or path in PAGES:
        return _page(published, path, address)
    if path in FORMS:
        title, text = map(_, FORMS[path])
        return _with_card(title, path, _asked(search), Card(title, text), [(title, path)])
    subject = subject_at(path, published.catalogue)
    if subject:
        return _subject(published, subject, address)
    kind, _slash, identifier = unquote(path).removeprefix("/").partition("/")
    found = published.engagement(identifier) if kind == "engagement" else None
    if found:
        return _engagement(published, path, found, _snapshot(address))
    return Head(_(withdrawn.TITLE) if is_page(path, published) else _(missing.TITLE))


def _with_card(title: str, path: str, search: str, card: Card, trail: Trail, rows: str = "") -> Head:
    """A page that is there; search engines list it under its plain address only, not under every selection."""
    return Head(title, path, search, not search, card, ((_(explore.TITLE), "/"), *trail), rows)


def _explorer(published: Published, address: Address) -> Head:
    selection, catalogue = address.selection, published.catalogue
    totals = published.totals(selection)
    question = Rows(measure_at(address)), selection
    whole = read_number(published.ask([question])[question])
    said = summary(selection, totals, catalogue, address.look.counted, whole)
    phrase = describe(selection, catalogue)
    if phrase:
        counted = ngettext("{rows} of {table} engagement", "{rows} of {table} engagements", totals.table)
        line = f"{counted.format(rows=f'{totals.rows:,}', table=f'{totals.table:,}')}: {phrase}"
        maps = _side_drawn(selection)
        beside = f"{totals_words(totals)} {_busiest(published, selection, maps)}".strip()
        card = Card(line, f"{_(explore.HEADING)}. {said}", selection, maps, beside=beside)
    else:
        rows = ngettext("{n} engagement", "{n} engagements", totals.rows).format(n=f"{totals.rows:,}")
        text = _("{engagements}, each with its public source: {sides}")
        card = Card(_(explore.HEADING), text.format(engagements=rows, sides=totals_words(totals)), selection)
    return _with_card(_(explore.TITLE), "/", address.search(), card, (), address.search())


def _side_drawn(selection: Selection) -> str:
    """Which map tells more of a selection: of the states, where it chooses the other side and not them."""
    chosen = {name for name, _values in selection.clauses}
    return "state" if chosen & OTHER_SIDE and not chosen & U_S_SIDE else "country"


def _busiest(published: Published, selection: Selection, name: str) -> str:
    """The places with most of a selection's engagements: 'Most with India (3), Ghana (3) and France (2).'"""
    question = CountBy(schema.CHOICES[name].column), selection
    counts = read_counts(published.ask([question])[question], name)
    labels = {published.catalogue.label(name, code): count for code, count in counts.items() if code and count}
    busiest = sorted(labels.items(), key=lambda each: (-each[1], each[0]))[:MOST_NAMED]
    if len(labels) < FEWEST_RANKED:
        return ""
    places = listed([f"{label} ({count:,})" for label, count in busiest])
    said = _("Most with {places}.") if name == "country" else _("Most from {places}.")
    return said.format(places=places)


def _page(published: Published, path: str, address: Address) -> Head:
    title = _((FOLLOWING.get(path) or PAGES[path]).TITLE)
    phrase = describe(address.selection, published.catalogue) if path in FOLLOWING else ""
    line = f"{title}: {phrase}" if phrase else title
    if path == compare.PATH:
        line = _compared(published, address.asked) or line
    card = Card(line, {**DRAWN, **FIXED}[path], address.selection if phrase else Selection())
    own = _asked(address.asked) if path in FOLLOWING else _snapshot(address)
    return _with_card(title, path, own, card, [(title, path)], address.search())


def _compared(published: Published, search: str) -> str:
    sides = read_sides(search, published.catalogue)
    return heading(short_names(published, sides.subjects)) if sides.are_enough else ""


def _subject(published: Published, subject: Subject, asked: Address) -> Head:
    address = subject.within(asked)
    profile = profile_of(published, subject, address, with_listings=False, with_standings=False)
    own = replace(address, selection=address.selection.without(*subject.fields)).search()
    maps = "country" if subject.kind in ("state", "place", TIE) else "state"
    catalogue = published.catalogue
    line, text = headline(profile, catalogue), lead(profile, catalogue)
    card = Card(line, text, address.selection, maps, beside=findings(profile))
    trail = [*_above(published, subject), (subject.name, subject.path)]
    head = _with_card(subject.name, subject.path, own, card, trail, address.search())
    return replace(head, is_listed=head.is_listed and profile.totals.rows > 0)


def _above(published: Published, subject: Subject) -> list[tuple[str, str]]:
    """The pages between the explorer and a subject's: a place's state, a counterpart's country, a tie's actor."""
    above = {
        "place": ("state", published.state_of_actor.get(subject.key, "")),
        "counterpart": ("country", published.country_of_counterpart.get(subject.key, "")),
        TIE: ("actor", subject.key.partition("/")[0]),
    }
    name, value = above.get(subject.kind, ("", ""))
    return [(published.catalogue.label(name, value), path_of(name, value))] if value else []


def _engagement(published: Published, path: str, engagement: Mapping[str, str], own: str) -> Head:
    other = engagement["network"] or engagement["counterpart_slug"]
    tie = subject_at(tie_path(engagement["actor"], other), published.catalogue)
    when = date_in_words(engagement["start_date"]) or _("No date is recorded")
    card = Card(
        engagement["title"],
        f"{when}. {engagement['summary']}",
        tie.base if tie else Selection(),
        "state" if engagement["network"] else "country",
        "article",
    )
    trail = [*([(tie.name, tie.path)] if tie else []), (engagement["title"], path)]
    return _with_card(engagement["title"], path, own, card, trail)


def _snapshot(address: Address) -> str:
    """What of the query string a page reads that follows no selection: which snapshot of the table."""
    return f"?{query_string([('snapshot', address.look.snapshot)])}" if address.look.snapshot else ""


def _asked(search: str) -> str:
    """The query string as it was asked, encoded anew: for pages whose own parameters only they can read."""
    pairs = parse_qsl(search.removeprefix("?")[:LONGEST_SEARCH], errors="replace")
    query = query_string(pair for pair in pairs if pair[0] not in schema.FRAMING)
    return f"?{query}" if query else ""
