"""The profile of a subject: what its page and its brief say, as numbers with rank and comparison, lists and events.

Sentences are put together in ``profile_words``; the charts of a page come from ``views``, its looks from ``pages``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dashboard import schema
from dashboard.counting import issue_measure_of
from dashboard.dates import by_date
from dashboard.events import Event, events
from dashboard.language import N_
from dashboard.language import gettext as _
from dashboard.published import Published, read_totals, totals_questions
from dashboard.query import ByDate, CountBy, CountIssues, Query, Rows
from dashboard.scene import measure_at, read_counts, read_measured, read_number
from dashboard.selection import Address, Selection
from dashboard.standings import Related, Standing, related_to, residents_of, standings_of
from dashboard.subjects import TIE, Subject, path_of, tie_path
from dashboard.units import Unit
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
    N_("Agreements"): ("sister_agreement", "memorandum", "legislative_act"),
    N_("Meetings"): tuple(code for code, family in schema.FAMILY_OF_TYPE.items() if family == "meeting"),
    N_("Programs"): ("joint_program",),
    N_("Membership"): ("network_membership",),
}


@dataclass(frozen=True)
class Entry:
    """A value in a ranking: its name, its page, its count, and for a tie with the subject the tie's page."""

    code: str
    name: str
    path: str
    count: float
    tie: str = ""


@dataclass(frozen=True)
class Ranking:
    """The values of a field by count, most first: the first ``entries``, and how many there are in all."""

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
    apply). ``rankings`` by field. ``issues`` and ``types``: code → count. These are in the unit that the address asks
    for, as is ``whole``, what there is in all; ``formal`` and ``dates`` (by partial date) are engagements.
    """

    subject: Subject
    address: Address
    totals: Totals
    residents: int | None
    standings: Mapping[str, Standing]
    rankings: Mapping[str, Ranking]
    whole: float
    issues: Mapping[str, float]
    types: Mapping[str, float]
    formal: int
    dates: Mapping[str, int]
    listings: tuple[Listing, ...]
    related: tuple[Related, ...]

    @property
    def unit(self) -> Unit:
        """What is counted."""
        return self.address.look.counted


def profile_of(
    published: Published,
    subject: Subject,
    address: Address,
    with_listings: bool = True,
    with_standings: bool = True,
) -> Profile:
    """The profile of ``subject``; ``address`` is narrowed to it already (``Subject.within``).

    Reading the listed engagements takes half of the time, so that a page without lists leaves them out. The head of
    a page, which says no ranks either, leaves out standings as well.
    """
    selection, unit, by = address.selection, address.look.counted, measure_at(address)
    fields = RANKED[subject.kind]
    issues, types, whole = CountIssues(issue_measure_of(unit.code)), CountBy("engagement_type", by), Rows(by)
    asked: list[Query] = [issues, types, whole, CountBy("formality"), ByDate()]
    columns = {field: CountBy(schema.CHOICES[field].column, by) for field in fields}
    counted = [(query, selection) for query in [*asked, *columns.values()]]
    answers = published.ask([*counted, *totals_questions(selection)])
    dated = answers[ByDate(), selection]
    return Profile(
        subject=subject,
        address=address,
        totals=read_totals(selection, answers, published.table.rows),
        residents=residents_of(published, subject),
        standings=standings_of(published, subject, selection, unit) if with_standings else {},
        rankings={
            field: _ranking(published, subject, field, read_measured(answers[query, selection], field))
            for field, query in columns.items()
        },
        whole=read_number(answers[whole, selection]),
        issues=read_measured(answers[issues, selection], "issue"),
        types=read_measured(answers[types, selection], "type"),
        formal=read_counts(answers[CountBy("formality"), selection], "formality").get("formal", 0),
        dates=by_date(dated.select("date", "count").iter_rows()),
        listings=_listings(published, subject, selection) if with_listings else (),
        related=related_to(published, subject, selection, unit) if with_listings else (),
    )


def _ranking(published: Published, subject: Subject, field: str, counts: Mapping[str, float]) -> Ranking:
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
        return tuple(Listing(_(heading), part, len(part)) for heading, part in parts.items() if part)
    newest = events(published, selection, MOST_TOLD)
    since = twelve_months_before(published.updated)
    announced = schema.STATUSES["announced"]
    parts = {
        _("Announced, and not reported as held"): tuple(each for each in newest if each.status == announced),
        _("In the twelve months to {day}").format(day=date_in_words(published.updated)): tuple(
            each
            for each in newest
            if each.status != announced and since <= each.start_date <= published.updated and each.start_date
        ),
    }
    listed = [Listing(heading, part[:MOST_EVENTS], len(part)) for heading, part in parts.items() if part]
    recent = tuple(each for each in newest if each.start_date)[:MOST_EVENTS]
    if not listed and recent:
        listed = [Listing(_("The latest dated engagements"), recent, len(recent))]
    return tuple(listed)


def twelve_months_before(day: str) -> str:
    """The day a year earlier (ISO 8601), '' for ''; of a leap day the 28th."""
    if not day:
        return ""
    last = date.fromisoformat(day)
    return last.replace(year=last.year - 1, day=min(last.day, 28) if last.month == 2 else last.day).isoformat()
