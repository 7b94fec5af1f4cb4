"""A profile in words: the lead sentence, key figures with their comparison, and what a list leaves out.

Every number comes from the profile; nothing is queried here, and page and brief say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import schema
from dashboard.catalogue import Catalogue
from dashboard.figures.picture import ordinal
from dashboard.language import N_, ngettext, spoken
from dashboard.language import gettext as _
from dashboard.profile import Entry, Profile, Ranking
from dashboard.standings import Standing
from dashboard.subjects import TIE
from dashboard.units import ENGAGEMENTS
from dashboard.wording import (
    actors_counted,
    countries_counted,
    date_in_words,
    dated_words,
    describe,
    engagements_counted,
    listed,
    networks_counted,
)

NOTHING = N_("That is no evidence that nothing happens: the table is a selective snapshot of public sources.")

NO_CONTACTS = N_(
    "The table holds no contacts of persons: the source of each engagement names the office, where it is public."
)

KIND_WORDS: Mapping[str, str] = spoken(
    {
        "state": N_("U.S. state or territory"),
        "place": N_("U.S. actor"),
        "country": N_("Country or area"),
        "counterpart": N_("Counterpart abroad"),
        "network": N_("International network or body"),
        TIE: N_("Tie"),
    }
)

PEERS: Mapping[str, str] = spoken(
    {
        "state": N_("states and territories"),
        "place": N_("actors"),
        "country": N_("countries and areas"),
        "counterpart": N_("counterparts"),
        "network": N_("networks and bodies"),
    }
)

RANKING_TITLES: Mapping[str, str] = spoken(
    {
        "state": N_("By U.S. state"),
        "actor": N_("By U.S. actor"),
        "country": N_("By country or area"),
        "counterpart": N_("By counterpart"),
        "network": N_("By network or body"),
    }
)

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
    scope = f" ({within})" if within else ""
    name = profile.subject.name
    if profile.subject.kind == TIE:
        name = listed(name.split(" – ", 1))
    if not rows:
        nothing = _("Nothing is recorded for {name}{scope}.").format(name=name, scope=scope)
        return f"{nothing} {_(NOTHING)}"
    whole = "" if profile.unit == ENGAGEMENTS else f" ({profile.unit.counted(profile.whole)})"
    sentence = _("{name} has {engagements} on record{scope}{partners}.")
    if profile.subject.kind == TIE:
        sentence = _("{name} have {engagements} on record{scope}{partners}.")
    opening = sentence.format(
        name=name, engagements=f"{engagements_counted(rows)}{whole}", scope=scope, partners=_with(profile)
    )
    return " ".join(filter(None, [opening, findings(profile)]))


def findings(profile: Profile) -> str:
    """With whom most, on what, and how recent: up to three sentences; '' where there is nothing to say."""
    return " ".join(filter(None, [_most(profile), _issue(profile), _dates(profile)]))


def headline(profile: Profile, catalogue: Catalogue) -> str:
    """The page in a line: 'Texas: 142 engagements with 45 countries and 3 networks and bodies, by 20 actors'."""
    within = describe(profile.address.selection.without(*profile.subject.fields), catalogue)
    rows = engagements_counted(profile.totals.rows) if profile.totals.rows else _("nothing is recorded")
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
        among = peers if profile.subject.kind == "state" else _("actors of known population")
        label = _("per million residents")
        if unit != ENGAGEMENTS:
            label = _("{things} per million residents").format(things=unit.many)
        figures.append(KeyFigure(label, f"{rate.value:,.1f}", _place(rate, among)))
    if profile.subject.kind in ("state", "place"):
        compared = _place(standings["countries"], peers) if "countries" in standings else ""
        countries = ngettext("country", "countries", totals.countries)
        networks = ngettext("network or body", "networks and bodies", totals.networks)
        figures.append(KeyFigure(countries, f"{totals.countries:,}", compared))
        figures.append(KeyFigure(networks, f"{totals.networks:,}"))
    elif profile.subject.kind != TIE:
        states = profile.rankings["state"].total
        where = ngettext("U.S. state or territory", "U.S. states and territories", states)
        figures.append(KeyFigure(where, f"{states:,}"))
    if profile.subject.kind not in ("place", TIE):
        figures.append(KeyFigure(ngettext("U.S. actor", "U.S. actors", totals.actors), f"{totals.actors:,}"))
    if totals.rows:
        label = _("in a formal act") if unit == ENGAGEMENTS else _("of engagements in a formal act")
        figures.append(KeyFigure(label, f"{profile.formal / totals.rows:.0%}", _formal(profile)))
    return figures


def more(ranking: Ranking) -> str:
    """What a ranking leaves out: 'and 31 more'; '' for nothing."""
    rest = ranking.total - len(ranking.entries)
    return _("and {n} more").format(n=f"{rest:,}") if rest else ""


def dates_note(profile: Profile) -> str:
    """How precisely the engagements are dated."""
    return dated_words(profile.dates, profile.totals.rows - sum(profile.dates.values()))


def _with(profile: Profile) -> str:
    totals, kind = profile.totals, profile.subject.kind
    if kind == TIE:
        return ""
    if kind in ("state", "place"):
        parts = [countries_counted(totals.countries)] if totals.countries else []
        parts += [networks_counted(totals.networks)] if totals.networks else []
        by = _(", by {actors}").format(actors=actors_counted(totals.actors)) if kind == "state" else ""
        return _(" with {partners}{by}").format(partners=listed(parts), by=by) if parts else by
    states = profile.rankings["state"].total
    where = ngettext("{n} state or territory", "{n} states and territories", states).format(n=f"{states:,}")
    actors = ngettext("{n} U.S. actor", "{n} U.S. actors", totals.actors).format(n=f"{totals.actors:,}")
    return _(" with {actors} in {states}").format(actors=actors, states=where)


def _most(profile: Profile) -> str:
    """The three values that have most, of the field that matters most to this kind."""
    unit = profile.unit
    if profile.subject.kind == TIE:
        types = sorted(profile.types, key=lambda code: (-profile.types[code], code))
        said = [f"{schema.TYPES[code].lower()} ({unit.number(profile.types[code])})" for code in types]
        if unit == ENGAGEMENTS:
            return _("By type: {types}.").format(types=listed(said))
        return _("By type, {things}: {types}.").format(things=unit.many, types=listed(said))
    field = next((name for name in ("country", "state", "actor", "network") if name in profile.rankings), "")
    ranking = profile.rankings[field]
    if ranking.total < 2:
        return ""
    names = listed([f"{entry.name} ({unit.number(entry.count)})" for entry in _leaders(ranking)])
    if unit == ENGAGEMENTS:
        return (_("Most are with {names}.") if field == "country" else _("Most are of {names}.")).format(names=names)
    most = _("Most {things} are with {names}.") if field == "country" else _("Most {things} are of {names}.")
    return most.format(things=unit.many, names=names)


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
    return _("The most frequent issue is {issue} ({number}).").format(issue=schema.ISSUES[top].lower(), number=number)


def _dates(profile: Profile) -> str:
    dated = list(profile.dates)
    if not dated:
        return ""
    if len(dated) == 1:
        return _("The only date on record is {date}.").format(date=date_in_words(dated[0]))
    run = _("Dates on record run from {first} to {last}.")
    return run.format(first=date_in_words(dated[0]), last=date_in_words(dated[-1]))


def _compared(profile: Profile) -> str:
    standings, subject = profile.standings, profile.subject
    if "engagements" not in standings:
        return ""
    told = [_place(standings["engagements"], _("{peers} with any").format(peers=PEERS[subject.kind]))]
    within = {"in_state": _("in its state"), "in_bureau": _("in its region"), "in_country": _("in its country")}
    for name, words in within.items():
        if name in standings and standings[name].among > 1:
            told.append(_place(standings[name], words))
    return "; ".join(told)


def _formal(profile: Profile) -> str:
    share = _("{n} of {total}: agreements, memoranda, acts, memberships")
    return share.format(n=f"{profile.formal:,}", total=f"{profile.totals.rows:,}")


def _place(standing: Standing, among: str) -> str:
    return _("{place} of {n} {among}").format(place=ordinal(standing.place), n=f"{standing.among:,}", among=among)
