"""The profile of a subject: what its page and its brief say, as numbers with rank and comparison, lists and events.

Sentences are put together in ``profile_words``; the charts of a page come from ``views``, its looks from ``pages``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from dashboard import schema
from dashboard.events import Event, events
from dashboard.figures.picture import ranks
from dashboard.published import Published
from dashboard.query import ByDate, CountBy, CountIssues, EdgeList, Query
from dashboard.scene import read_counts
from dashboard.selection import Address, Selection
from dashboard.subjects import FIELD_OF, TIE, Subject, path_of, tie_path
from dashboard.wording import Totals, date_in_words

MOST_ENTRIES = 10
"""Entries of a ranking that a page names; the rest is counted."""

MOST_EVENTS = 12
"""Engagements of a list that a page names before the table names all; of a tie's story all are named."""

MOST_TOLD = 400

RANKED: Mapping[str, tuple[str, ...]] = {
    "state": ("actor", "country", "counterpart", "network"),
    "place": ("country", "counterpart", "network"),
    "country": ("state", "actor", "counterpart"),
    "counterpart": ("state", "actor"),
    "network": ("state", "actor"),
    TIE: (),
}
"""Kind of subject → the fields whose values are ranked on its page."""

STORY: Mapping[str, tuple[str, ...]] = {
    "Agreements": ("sister_agreement", "memorandum", "legislative_act"),
    "Meetings": tuple(code for code, family in schema.FAMILY_OF_TYPE.items() if family == "meeting"),
    "Programs": ("joint_program",),
    "Membership": ("network_membership",),
}


@dataclass(frozen=True)
class Standing:
    """A place among others: ``place`` of ``among`` with any, and the value it is the place of."""

    value: float
    place: int
    among: int


@dataclass(frozen=True)
class Entry:
    """A value in a ranking: its name, its page, its engagements, and for a tie with the subject the tie's page."""

    code: str
    name: str
    path: str
    count: int
    tie: str = ""


@dataclass(frozen=True)
class Ranking:
    """The values of a field by engagements, most first: the first ``entries``, and how many there are in all."""

    field: str
    entries: tuple[Entry, ...]
    total: int


@dataclass(frozen=True)
class Listing:
    """Engagements under a heading; ``total``: how many there are, of which ``events`` names the first."""

    heading: str
    events: tuple[Event, ...]
    total: int


@dataclass(frozen=True)
class Profile:
    """What is known of a subject under an address, which is narrowed to the subject.

    ``standings``: measure → standing (engagements, per_million, countries, in_state, in_bureau, in_country; those that
    apply). ``rankings`` by field. ``issues`` and ``types``: code → engagements. ``dates``: partial date → engagements.
    """

    subject: Subject
    address: Address
    totals: Totals
    residents: int | None
    standings: Mapping[str, Standing]
    rankings: Mapping[str, Ranking]
    issues: Mapping[str, int]
    types: Mapping[str, int]
    formal: int
    dates: Mapping[str, int]
    listings: tuple[Listing, ...]


def profile_of(published: Published, subject: Subject, address: Address) -> Profile:
    """The profile of ``subject``; ``address`` is narrowed to it already (``Subject.within``)."""
    selection = address.selection
    fields = RANKED[subject.kind]
    asked: list[Query] = [CountIssues(), CountBy("engagement_type"), CountBy("formality"), ByDate()]
    columns = {field: CountBy(schema.CHOICES[field].column) for field in fields}
    answers = published.ask((query, selection) for query in [*asked, *columns.values()])
    dates: dict[str, int] = {}
    for day, _, count in answers[ByDate(), selection].iter_rows():
        dates[day] = dates.get(day, 0) + count
    return Profile(
        subject=subject,
        address=address,
        totals=published.totals(selection),
        residents=_residents(published, subject),
        standings=_standings(published, subject, selection),
        rankings={
            field: _ranking(published, subject, field, read_counts(answers[query, selection], field))
            for field, query in columns.items()
        },
        issues=read_counts(answers[CountIssues(), selection], "issue"),
        types=read_counts(answers[CountBy("engagement_type"), selection], "type"),
        formal=read_counts(answers[CountBy("formality"), selection], "formality").get("formal", 0),
        dates=dict(sorted(dates.items())),
        listings=_listings(published, subject, selection),
    )


def _residents(published: Published, subject: Subject) -> int | None:
    if subject.kind == "state":
        return published.reference.residents[subject.key]
    if subject.kind != "place":
        return None
    return published.residents_of_actor.get(subject.key)


def _standings(published: Published, subject: Subject, selection: Selection) -> dict[str, Standing]:
    if subject.kind == TIE:
        return {}
    field = FIELD_OF[subject.kind]
    column = schema.CHOICES[field].column
    left_out = schema.OTHER_SIDE if field in schema.OTHER_SIDE else (field,)
    rest = selection.without(*left_out)
    across = EdgeList("us_state" if field in schema.OTHER_SIDE else column, "counterpart_country")
    answers = published.ask([(CountBy(column), rest), (across, rest)])
    counts = read_counts(answers[CountBy(column), rest], field)
    found = {"engagements": _standing(counts, subject.key)}
    residents = {"state": published.reference.residents, "place": published.residents_of_actor}.get(subject.kind, {})
    rates = {code: count / residents[code] * 1e6 for code, count in counts.items() if code in residents}
    found["per_million"] = _standing(rates, subject.key)
    if field not in schema.OTHER_SIDE:
        reached: dict[str, float] = {}
        for source in answers[across, rest]["source"].to_list():
            reached[source] = reached.get(source, 0) + 1
        found["countries"] = _standing(reached, subject.key)
    found |= {name: _standing(part, subject.key) for name, part in _neighbours(published, subject, counts).items()}
    return {name: standing for name, standing in found.items() if standing is not None}


def _neighbours(published: Published, subject: Subject, counts: Mapping[str, int]) -> dict[str, dict[str, float]]:
    """Measure → the counts of those that belong to the same state, bureau or country as the subject."""
    group: Mapping[str, Callable[[str], object]] = {
        "place": published.state_of_actor.get,
        "country": published.reference.bureau_of.get,
        "counterpart": published.country_of_counterpart.get,
    }
    name = {"place": "in_state", "country": "in_bureau", "counterpart": "in_country"}.get(subject.kind)
    if name is None:
        return {}
    of = group[subject.kind]
    return {name: {code: count for code, count in counts.items() if of(code) == of(subject.key)}}


def _standing(values: Mapping[str, float], code: str) -> Standing | None:
    rank = ranks(values)
    return Standing(values[code], rank[code], len(rank)) if code in rank else None


def _ranking(published: Published, subject: Subject, field: str, counts: Mapping[str, int]) -> Ranking:
    government = f"state-{subject.key.lower()}" if subject.kind == "state" and field == "actor" else ""
    label = published.catalogue.label
    ordered = sorted(counts, key=lambda code: (code != government, -counts[code], label(field, code)))
    entries = [
        Entry(code, label(field, code), path_of(field, code), counts[code], _tie_with(subject, field, code))
        for code in ordered[:MOST_ENTRIES]
    ]
    return Ranking(field, tuple(entries), len(ordered))


def _tie_with(subject: Subject, field: str, code: str) -> str:
    if subject.kind == "place" and field in ("counterpart", "network"):
        return tie_path(subject.key, code)
    return tie_path(code, subject.key) if field == "actor" and subject.kind in ("counterpart", "network") else ""


def _listings(published: Published, subject: Subject, selection: Selection) -> tuple[Listing, ...]:
    if subject.kind == TIE:
        told = events(published, selection, MOST_TOLD, sort="start_date")
        labels = {heading: {schema.TYPES[code] for code in codes} for heading, codes in STORY.items()}
        parts = {heading: tuple(each for each in told if each.type in types) for heading, types in labels.items()}
        return tuple(Listing(heading, part, len(part)) for heading, part in parts.items() if part)
    newest = events(published, selection, MOST_TOLD)
    since = twelve_months_before(published.updated)
    announced = schema.STATUSES["announced"]
    parts = {
        "Announced, not yet reported as held": tuple(each for each in newest if each.status == announced),
        f"In the twelve months to {date_in_words(published.updated)}": tuple(
            each
            for each in newest
            if each.status != announced and since <= each.start_date <= published.updated and each.start_date
        ),
    }
    listed = [Listing(heading, part[:MOST_EVENTS], len(part)) for heading, part in parts.items() if part]
    recent = tuple(each for each in newest if each.start_date)[:MOST_EVENTS]
    if not listed and recent:
        listed = [Listing("The latest dated engagements", recent, len(recent))]
    return tuple(listed)


def twelve_months_before(day: str) -> str:
    """The day a year earlier (ISO 8601), '' for ''; of a leap day the 28th."""
    if not day:
        return ""
    last = date.fromisoformat(day)
    return last.replace(year=last.year - 1, day=min(last.day, 28) if last.month == 2 else last.day).isoformat()
