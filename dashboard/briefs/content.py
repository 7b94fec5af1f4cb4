"""The content of a brief: everything that it prints, as plain text and numbers for the template.

The words are those of the page (``profile_words``); the map is drawn in ``vector_map``, the paper set in ``typeset``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard import schema
from dashboard.briefs.vector_map import state_map, world_map
from dashboard.citing import LICENCE, cite, lasting
from dashboard.events import Event
from dashboard.language import N_, language, ngettext, spoken
from dashboard.language import gettext as _
from dashboard.pictures.leading import Leading, among, scale_of
from dashboard.profile import Listing, Profile, Ranking
from dashboard.profile_words import KIND_WORDS, RANKING_TITLES, dates_note, key_figures, lead, more
from dashboard.published import Published
from dashboard.query import CountBy
from dashboard.scene import read_counts
from dashboard.subjects import TIE, engagement_path
from dashboard.theme import LIGHT
from dashboard.units import ENGAGEMENTS
from dashboard.wording import NAME, NOT_AUTHORITATIVE, date_in_words, describe, placeless

Content = dict[str, Any]

WORDS: Mapping[str, str] = spoken(
    {
        "brief": N_("Brief"),
        "titled": N_("{name}: brief"),
        "page": N_("Page {n} of {total}"),
        "engagements": N_("engagements"),
        "date": N_("Date"),
        "engagement": N_("Engagement"),
        "source": N_("Source"),
        "rest": N_("and {n} more:"),
        "most": N_("Most engagements"),
        "counts": N_("Issues and forms"),
        "about": N_("About this brief"),
    }
)
"""What the template itself says."""


@dataclass(frozen=True)
class Occasion:
    """When and where a brief is made: the day, the dashboard's address without '/' at its end, the boundaries."""

    today: date
    host: str
    geo: Path


def brief_content(published: Published, profile: Profile, occasion: Occasion) -> Content:
    """What the template prints, as plain data: texts, numbers, links, and the map as SVG."""
    subject = profile.subject
    return {
        "name": NAME,
        "language": language(),
        "words": dict(WORDS),
        "title": subject.name,
        "kind": KIND_WORDS[subject.kind],
        "date": date_in_words(occasion.today.isoformat()),
        "day": [occasion.today.year, occasion.today.month, occasion.today.day],
        "lead": lead(profile, published.catalogue),
        "figures": [vars(figure) for figure in key_figures(profile)],
        "map": _map(published, profile, occasion),
        "rankings": [_ranking(ranking, occasion) for ranking in profile.rankings.values() if ranking.total],
        "counts": [table for table in _counts(profile) if table["rows"]],
        "listings": [_listing(listing, profile, occasion) for listing in profile.listings],
        "dates": dates_note(profile),
        "about": _about(published, profile, occasion),
        "boundaries": _(NOT_AUTHORITATIVE),
        "colours": {"ink": LIGHT.ink, "muted": LIGHT.muted, "line": LIGHT.line, "accent": LIGHT.accent},
    }


def link_to(profile: Profile, host: str) -> str:
    """The whole address of the subject's page, with the clauses that narrow it further."""
    query = profile.address.selection.without(*profile.subject.fields).to_query()
    return f"{host}{profile.subject.path}{f'?{query}' if query else ''}"


def _ranking(ranking: Ranking, occasion: Occasion) -> Content:
    return {
        "title": RANKING_TITLES[ranking.field],
        "entries": [[entry.name, f"{entry.count:,}", occasion.host + entry.path] for entry in ranking.entries],
        "more": more(ranking),
    }


def _counts(profile: Profile) -> list[Content]:
    """Issues and types, most first, with bars of one scale."""
    longest = max([*profile.issues.values(), *profile.types.values()], default=0)
    total = sum(profile.issues.values())
    note = _("An engagement can have up to {n} issues: these add up to {total}.")
    note = note.format(n=schema.MOST_ISSUES, total=f"{total:,}") if total != profile.totals.rows else ""
    return [
        _counted(_("On what?"), profile.issues, schema.ISSUES, longest, note),
        _counted(_("In what form?"), profile.types, schema.TYPES, longest, ""),
    ]


def _counted(title: str, counts: Mapping[str, float], labels: Mapping[str, str], longest: float, note: str) -> Content:
    ordered = sorted((code for code in counts if counts[code]), key=lambda code: (-counts[code], labels[code]))
    rows = [[labels[code], f"{counts[code]:,}", counts[code] / longest] for code in ordered]
    return {"title": title, "rows": rows, "note": note}


def _listing(listing: Listing, profile: Profile, occasion: Occasion) -> Content:
    return {
        "heading": listing.heading,
        "events": [_event(event, profile.subject.kind, occasion.host) for event in listing.events],
        "total": listing.total,
        "link": link_to(profile, occasion.host),
    }


def _event(event: Event, kind: str, host: str) -> Content:
    """What a reader needs of an engagement: the sides that the brief is not about, and what no heading has said."""
    own = {"place": [event.other_name], "counterpart": [event.actor_name], "network": [event.actor_name], TIE: []}
    sides = own.get(kind, [event.actor_name, event.other_name])
    said = [schema.STATUSES["reported"], *([] if kind == TIE else [schema.STATUSES["announced"]])]
    until = ""
    if event.end_date and event.end_date != event.start_date:
        until = _("to {day}").format(day=date_in_words(event.end_date))
    return {
        "date": event.date_words,
        "until": until,
        "title": event.title,
        "page": host + engagement_path(event.id),
        "sides": " – ".join(sides),
        "type": event.type,
        "status": "" if event.status in said else event.status,
        "source": event.source_name or event.source_url,
        "url": event.source_url if event.source_url.startswith(("https://", "http://")) else "",
    }


def _about(published: Published, profile: Profile, occasion: Occasion) -> list[list[str]]:
    """Label, text and, where there is one, address of each line at the end."""
    link = link_to(profile, occasion.host)
    table = published.table
    what = _("{table}, version {version}; {n} engagements")
    if published.updated:
        what = _("{table}, version {version}, last updated {day}; {n} engagements")
    what = what.format(
        table=table.name,
        version=published.version,
        day=date_in_words(published.updated),
        n=f"{profile.totals.table:,}",
    )
    cited = f"{cite(published, occasion.today).text} {profile.subject.name}. {lasting(published, link)}"
    return [
        [_("Selection"), describe(profile.address.selection, published.catalogue), ""],
        [_("Address"), link, link],
        [_("Table"), what, ""],
        [_("Made on"), date_in_words(occasion.today.isoformat()), ""],
        [_("Cite as"), cited, ""],
        [_("Licence"), LICENCE, ""],
    ]


def _map(published: Published, profile: Profile, occasion: Occasion) -> Content | None:
    """The other side's map, None where nothing of it has a place: its drawing, key, words, and what is not on it."""
    abroad = profile.subject.kind in ("state", "place", TIE)
    field, column = ("country", "counterpart_country") if abroad else ("state", "us_state")
    question = CountBy(column), profile.address.selection
    counts = read_counts(published.ask([question])[question], field)
    if not counts:
        return None
    if profile.subject.kind == TIE:
        return _whereabouts(published, profile, counts, occasion.geo)
    circles = published.reference.circles
    drawn = world_map(occasion.geo, counts, circles) if abroad else state_map(occasion.geo, counts)
    finding = _finding(published, profile, field, counts)
    shown = _("World map: {finding}") if abroad else _("Map of the United States: {finding}")
    return {
        "title": _("With whom?") if abroad else _("Who engages?"),
        "width": 1.0 if abroad else 0.78,
        "svg": drawn.svg,
        "alt": shown.format(finding=finding),
        "key_title": _("Engagements:"),
        "key": [[entry.colour, entry.label] for entry in drawn.key],
        "note": " ".join(filter(None, [finding, _note(profile, counts)])),
    }


def _whereabouts(published: Published, profile: Profile, counts: Mapping[str, float], geo: Path) -> Content:
    """The map of a tie, which locates its sides and counts nothing."""
    dots = _ends(published, profile)
    drawn = world_map(geo, counts, published.reference.circles, dots)
    country = published.catalogue.label("country", next(iter(counts)))
    marked = [[LIGHT.families["meeting"], ngettext("one of the two sides", "the two sides", len(dots))]] if dots else []
    return {
        "title": _("Where?"),
        "width": 0.7,
        "svg": drawn.svg,
        "alt": _("World map that locates the tie {tie}: the United States and {country} are marked.").format(
            tie=profile.subject.name, country=country
        ),
        "key_title": "",
        "key": [[LIGHT.outside, _("United States")], [drawn.key[-1].colour, country], *marked],
        "note": "",
    }


def _finding(published: Published, profile: Profile, field: str, counts: Mapping[str, float]) -> str:
    """What the map shows, as on the page: its caption, and what stands for it where it is not seen."""
    names = published.catalogue.labels[field]
    leading = Leading(counts, names.__getitem__, scale_of(ENGAGEMENTS), profile.totals.rows)
    return leading.sentence(among(len(counts), len(names), field))


def _note(profile: Profile, counts: Mapping[str, float]) -> str:
    elsewhere = profile.totals.rows - sum(counts.values())
    return placeless(elsewhere) if elsewhere else ""


def _ends(published: Published, profile: Profile) -> list[tuple[float, float]]:
    """Longitude and latitude of the two sides of a tie, of those that are known."""
    registers = published.registers
    chosen = profile.subject.base
    sides = ((registers.actors, chosen.values("actor")), (registers.counterparts, chosen.values("counterpart")))
    found = pd.concat([register[register["slug"].isin(slugs)] for register, slugs in sides])
    placed = found.dropna(subset=["longitude", "latitude"])
    return list(zip(placed["longitude"], placed["latitude"], strict=True))
