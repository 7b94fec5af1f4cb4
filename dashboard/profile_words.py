"""A profile in words: the lead sentence, key figures with their comparison, and what a list leaves out.

Every number comes from the profile; nothing is queried here, and page and brief say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import schema
from dashboard.catalogue import Catalogue
from dashboard.figures.picture import ordinal
from dashboard.profile import Entry, Profile, Ranking
from dashboard.standings import Standing
from dashboard.subjects import TIE
from dashboard.units import ENGAGEMENTS
from dashboard.wording import counted, date_in_words, dated_words, describe, listed, noun

NOTHING = "That is no evidence that nothing happens: the table is a selective snapshot of public sources."

NO_CONTACTS = (
    "The table holds no contacts of persons: the source of each engagement names the office, where it is public."
)

KIND_WORDS: Mapping[str, str] = {
    "state": "U.S. state or territory",
    "place": "U.S. actor",
    "country": "Country or area",
    "counterpart": "Counterpart abroad",
    "network": "International network or body",
    TIE: "Tie",
}

PEERS: Mapping[str, str] = {
    "state": "states and territories",
    "place": "actors",
    "country": "countries and areas",
    "counterpart": "counterparts",
    "network": "networks and bodies",
}

RANKING_TITLES: Mapping[str, str] = {
    "state": "By U.S. state",
    "actor": "By U.S. actor",
    "country": "By country or area",
    "counterpart": "By counterpart",
    "network": "By network or body",
}

GENERAL = "general_ties"
"""The issue of ties without a stated subject, which is no finding."""


@dataclass(frozen=True)
class KeyFigure:
    """A number with what it counts and how it compares; ``comparison`` may be ''."""

    label: str
    number: str
    comparison: str = ""


def lead(profile: Profile, catalogue: Catalogue) -> str:
    """What there is, with whom most, on what, and how recent: two or three sentences."""
    rows = profile.totals.rows
    within = describe(profile.address.selection.without(*profile.subject.fields), catalogue)
    name = profile.subject.name.replace(" – ", " and ") if profile.subject.kind == TIE else profile.subject.name
    if not rows:
        return f"Nothing is recorded for {name}{f' ({within})' if within else ''}. {NOTHING}"
    has = "have" if profile.subject.kind == TIE else "has"
    whole = "" if profile.unit == ENGAGEMENTS else f" ({profile.unit.counted(profile.whole)})"
    engagements = f"{counted(rows, 'engagement')}{whole} on record"
    opening = f"{name} {has} {engagements}{f' ({within})' if within else ''}{_with(profile)}."
    return " ".join(filter(None, [opening, findings(profile)]))


def findings(profile: Profile) -> str:
    """With whom most, on what, and how recent: up to three sentences; '' where there is nothing to say."""
    return " ".join(filter(None, [_most(profile), _issue(profile), _dates(profile)]))


def headline(profile: Profile, catalogue: Catalogue) -> str:
    """The page in a line: 'Texas: 142 engagements with 45 countries and 3 networks and bodies, by 20 actors'."""
    within = describe(profile.address.selection.without(*profile.subject.fields), catalogue)
    rows = counted(profile.totals.rows, "engagement") if profile.totals.rows else "nothing is recorded"
    with_whom = _with(profile) if profile.totals.rows else ""
    return f"{profile.subject.name}: {rows}{f' ({within})' if within else ''}{with_whom}"


def key_figures(profile: Profile) -> list[KeyFigure]:
    """The figures at the top of a page, those that apply."""
    totals, standings = profile.totals, profile.standings
    peers = PEERS.get(profile.subject.kind, "")
    unit, whole = profile.unit, profile.whole
    figures = [KeyFigure(unit.noun(whole), unit.number(whole), _compared(profile))]
    if "per_million" in standings:
        rate = standings["per_million"]
        among = peers if profile.subject.kind == "state" else "actors of known population"
        label = "per million residents" if unit == ENGAGEMENTS else f"{unit.many} per million residents"
        figures.append(KeyFigure(label, f"{rate.value:,.1f}", _place(rate, among)))
    if profile.subject.kind in ("state", "place"):
        compared = _place(standings["countries"], peers) if "countries" in standings else ""
        figures.append(KeyFigure(noun(totals.countries, "country", "countries"), f"{totals.countries:,}", compared))
        figures.append(
            KeyFigure(noun(totals.networks, "network or body", "networks and bodies"), f"{totals.networks:,}")
        )
    elif profile.subject.kind != TIE:
        states = profile.rankings["state"].total
        figures.append(KeyFigure(noun(states, "U.S. state or territory", "U.S. states and territories"), f"{states:,}"))
    if profile.subject.kind not in ("place", TIE):
        figures.append(KeyFigure(noun(totals.actors, "U.S. actor"), f"{totals.actors:,}"))
    if totals.rows:
        label = "in a formal act" if unit == ENGAGEMENTS else "of engagements in a formal act"
        figures.append(KeyFigure(label, f"{profile.formal / totals.rows:.0%}", _formal(profile)))
    return figures


def more(ranking: Ranking) -> str:
    """What a ranking leaves out: 'and 31 more'; '' for nothing."""
    rest = ranking.total - len(ranking.entries)
    return f"and {rest:,} more" if rest else ""


def dates_note(profile: Profile) -> str:
    """How precisely the engagements are dated."""
    return dated_words(profile.dates, profile.totals.rows - sum(profile.dates.values()))


def _with(profile: Profile) -> str:
    totals, kind = profile.totals, profile.subject.kind
    if kind == TIE:
        return ""
    if kind in ("state", "place"):
        parts = [counted(totals.countries, "country", "countries")] if totals.countries else []
        parts += [counted(totals.networks, "network or body", "networks and bodies")] if totals.networks else []
        by = f", by {counted(totals.actors, 'actor')}" if kind == "state" else ""
        return f" with {listed(parts)}{by}" if parts else by
    states = profile.rankings["state"].total
    where = counted(states, "state or territory", "states and territories")
    return f" with {counted(totals.actors, 'U.S. actor')} in {where}"


def _most(profile: Profile) -> str:
    """The three values that have most, of the field that matters most to this kind."""
    unit = profile.unit
    counted_in = "" if unit == ENGAGEMENTS else f" {unit.many}"
    if profile.subject.kind == TIE:
        types = sorted(profile.types, key=lambda code: (-profile.types[code], code))
        said = [f"{schema.TYPES[code].lower()} ({unit.number(profile.types[code])})" for code in types]
        return f"By type{f',{counted_in}' if counted_in else ''}: {listed(said)}."
    field = next((name for name in ("country", "state", "actor", "network") if name in profile.rankings), "")
    ranking = profile.rankings[field]
    if ranking.total < 2:
        return ""
    names = listed([f"{entry.name} ({unit.number(entry.count)})" for entry in _leaders(ranking)])
    return f"Most{counted_in} are {'with' if field == 'country' else 'of'} {names}."


def _leaders(ranking: Ranking) -> list[Entry]:
    return sorted(ranking.entries, key=lambda entry: (-entry.count, entry.name))[:3]


def _issue(profile: Profile) -> str:
    said = {code: count for code, count in profile.issues.items() if count and code != GENERAL}
    if not said or profile.subject.kind == TIE:
        return ""
    top = max(said, key=lambda code: said[code])
    if list(said.values()).count(said[top]) > 1 or said[top] < 2:
        return ""
    number = f"{said[top]:,}" if profile.unit == ENGAGEMENTS else profile.unit.counted(said[top])
    return f"The most frequent issue is {schema.ISSUES[top].lower()} ({number})."


def _dates(profile: Profile) -> str:
    dated = list(profile.dates)
    if not dated:
        return ""
    if len(dated) == 1:
        return f"The only date on record is {date_in_words(dated[0])}."
    return f"Dates on record run from {date_in_words(dated[0])} to {date_in_words(dated[-1])}."


def _compared(profile: Profile) -> str:
    standings, subject = profile.standings, profile.subject
    if "engagements" not in standings:
        return ""
    told = [_place(standings["engagements"], f"{PEERS[subject.kind]} with any")]
    for name, words in (("in_state", "in its state"), ("in_bureau", "in its region"), ("in_country", "in its country")):
        if name in standings and standings[name].among > 1:
            told.append(_place(standings[name], words))
    return "; ".join(told)


def _formal(profile: Profile) -> str:
    return f"{profile.formal:,} of {profile.totals.rows:,}: agreements, memoranda, acts, memberships"


def _place(standing: Standing, among: str) -> str:
    return f"{ordinal(standing.place)} of {standing.among:,} {among}"
