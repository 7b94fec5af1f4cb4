"""Sections of the page of opportunities: merge candidates, gaps against peers, countries to begin with; their parts.

Every number is a link to its rows, and every section says how it is computed; others are in ``company`` and ``joint``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import schema
from dashboard.asking import REGIONS, Question
from dashboard.insights.peers import Gap, Peers
from dashboard.language import N_, ngettext, spoken
from dashboard.language import gettext as _
from dashboard.opportunities import Findings, rows_of_merging, selection_of
from dashboard.pages.woven import woven
from dashboard.published import Published
from dashboard.selection import Selection
from dashboard.subjects import path_of
from dashboard.wording import actors_counted

MOST = 6
"""Entries of a list in sight; the rest are behind 'more'."""

CENSUS_REGIONS: Mapping[str, str] = spoken(
    {"Northeast": N_("Northeast"), "Midwest": N_("Midwest"), "South": N_("South"), "West": N_("West")}
)


def section(title: str, children: Iterable[Component], computed: Iterable[Component | str], name: str) -> Component:
    """A section with its heading and, at its end, how it is computed."""
    how = html.Details([html.Summary(_("How this is computed")), html.P(list(computed))], className="computed")
    return html.Section(
        [html.H2(title, id=f"{name}-heading"), *children, how],
        id=name,
        className="view chance",
        **{"aria-labelledby": f"{name}-heading"},
    )


def rows_link(text: str, selection: Selection) -> Component:
    """A number that leads to its rows."""
    return dcc.Link(text, href=f"/?{selection.to_query()}", className="rows")


def cut(items: list[Component], most: int = MOST) -> list[Component]:
    """The first items as a list, the others behind a switch."""
    if len(items) <= most + 2:
        return [html.Ul(items, className="chances")]
    rest = html.Details(
        [html.Summary(_("{n} more").format(n=len(items) - most)), html.Ul(items[most:], className="chances")]
    )
    return [html.Ul(items[:most], className="chances"), rest]


def about_words(published: Published, question: Question) -> str:
    """'with Japan on energy'; '' where neither is chosen."""
    country = published.catalogue.label("country", question.country) if question.country else ""
    issue = schema.ISSUES[question.issue].lower() if question.issue else ""
    if country and issue:
        return _("with {country} on {issue}").format(country=country, issue=issue)
    return _("with {country}").format(country=country) if country else _("on {issue}").format(issue=issue)


def actor_links(published: Published, actors: Iterable[str]) -> list[Component | str]:
    """The names of actors, each a link to its page."""
    parts: list[Component | str] = []
    for actor in actors:
        parts += [dcc.Link(published.catalogue.label("actor", actor), href=path_of("actor", actor)), ", "]
    return parts[:-1]


def merging_section(published: Published, question: Question, found: Findings) -> Component:
    """Actors of one state with separate ties to one counterpart."""
    label = published.catalogue.label
    items = [
        html.Li(
            [
                html.Span(
                    [
                        dcc.Link(label("counterpart", each.counterpart), href=path_of("counterpart", each.counterpart)),
                        html.Span(label("state", each.state), className="near"),
                    ]
                ),
                html.Span(
                    [f"{actors_counted(len(each.actors))}: ", *actor_links(published, each.actors)],
                    className="facts-line",
                ),
                html.Span(
                    rows_link(question.unit.counted(each.count), rows_of_merging(published, question, each)),
                    className="facts-line",
                ),
            ]
        )
        for each in found.merging
    ]
    if not items:
        children: list[Component] = [html.P(_("Nothing of the kind is recorded for this choice."))]
    else:
        children = [
            html.P(_("Separate ties to the same partner abroad, which could share a visit, a host or a program.")),
            *cut(items),
        ]
    computed = _(
        "Every city or region abroad with which two or more actors of one state have engagements on record that are "
        "not said to have ended, most actors first, then most engagements, whatever unit is counted. Ties to whole "
        "countries and to networks do not count."
    )
    return section(_("Merge candidates: who shares a partner?"), children, [computed], "merging")


def gaps_section(published: Published, question: Question, found: Findings) -> Component:
    """What peers have on record and the place has not."""
    peers = found.peers
    assert peers is not None
    name = published.catalogue.label("actor", question.place)
    computed = [_how_peers(published, question, peers)]
    if not peers.actors:
        text = _("No other actor in the table is a peer of {name} by this definition. Widen size or region above.")
        return section(_("Gaps against peers"), [html.P(text.format(name=name))], computed, "gaps")
    of = len(peers.actors)
    shared = [_shared(published, question, found, of)] if found.share is not None else []
    items = [
        html.Li(
            woven(
                _("{share}; nothing is recorded for {name}. {link}"),
                share=_share(published, question, gap, of),
                name=name,
                link=_dig(published, question, gap),
            )
        )
        for gap in found.gaps
        if found.share is None or (gap.country, gap.issue) != (found.share.country, found.share.issue)
    ]
    none = [html.P(_("No country or issue that two or more of them have on record is missing here."))]
    return section(_("Gaps against peers"), [*shared, *(cut(items) if items else none)], computed, "gaps")


def _shared(published: Published, question: Question, found: Findings, of: int) -> Component:
    """What peers have with the country or on the issue that is asked for, and what the place has."""
    assert found.share is not None
    share, name = _share(published, question, found.share, of), published.catalogue.label("actor", question.place)
    if not found.own:
        return html.P(woven(_("{share}; nothing is recorded for {name}."), share=share, name=name))
    sentence = ngettext(
        "{share}; {number} is recorded for {name}.", "{share}; {number} are recorded for {name}.", found.own
    )
    return html.P(woven(sentence, share=share, number=question.unit.counted(found.own), name=name))


def _share(published: Published, question: Question, gap: Gap, of: int) -> list[Component | str]:
    about = about_words(published, Question(country=gap.country, issue=gap.issue))
    peers = ngettext("{n} peer", "{n} peers", of).format(n=of)
    if not gap.peers:
        return [_("For none of {peers} anything is recorded {about}").format(peers=peers, about=about)]
    text = ngettext("{n} of {peers} works {about}", "{n} of {peers} work {about}", len(gap.peers)).format(
        n=len(gap.peers), peers=peers, about=about
    )
    rows = selection_of(published, Question(), gap.peers, country=gap.country, issue=gap.issue)
    return [text, " (", rows_link(question.unit.counted(gap.count), rows), ")"]


def _dig(published: Published, question: Question, gap: Gap) -> Component:
    return dcc.Link(_("Who else?"), href=question.address(country=gap.country, issue=gap.issue))


def _how_peers(published: Published, question: Question, peers: Peers) -> Component:
    parts = [_("level: {level}").format(level=schema.LEVELS[peers.level].lower())]
    if peers.sizes:
        least, most = (f"{size:,}" for size in peers.sizes)
        sizes = _("residents between {least} and {most} (within a factor of {factor})")
        parts.append(sizes.format(least=least, most=most, factor=question.size))
    else:
        parts.append(_("size plays no part, since its residents are not known"))
    region = CENSUS_REGIONS.get(peers.region, peers.region)
    parts.append(_("census region: {region}").format(region=region) if region else REGIONS["any"])
    return html.Span(
        woven(
            _(
                "Peers are actors in the table of the same {conditions}. They are {n}: {actors}. A gap is a country, "
                "or a country and issue, that at least two peers have on record and the place has not. Change size "
                "and region in the form above."
            ),
            conditions="; ".join(parts),
            n=len(peers.actors),
            actors=actor_links(published, peers.actors),
        )
    )


def suggestions_section(published: Published, question: Question, found: Findings) -> Component:
    """Countries to begin with."""
    label = published.catalogue.label

    items = [
        html.Li(
            [
                html.Span(dcc.Link(label("country", each.country), href=path_of("country", each.country))),
                html.Span(
                    [
                        *woven(
                            _("{actors} in all, {rows}"),
                            actors=actors_counted(each.actors),
                            rows=rows_link(
                                question.unit.counted(each.count),
                                selection_of(published, question, country=each.country),
                            ),
                        ),
                        " · ",
                        dcc.Link(_("who else near here?"), href=question.address(country=each.country)),
                    ],
                    className="facts-line",
                ),
            ]
        )
        for each in found.suggestions
    ]
    name = label("actor", question.place)
    if question.issue:
        intro = _(
            "Countries and areas that most actors in the table work with on {issue}, and of which nothing is recorded "
            "for {name}:"
        ).format(issue=schema.ISSUES[question.issue].lower(), name=name)
    else:
        intro = _(
            "Countries and areas that most actors in the table work with, and of which nothing is recorded for {name}:"
        ).format(name=name)
    computed = _(
        "Plain popularity: how many actors have the country on record. Two collaborative filters over the network of "
        "actors and countries were tried, item-based cosine (Sarwar et al. 2001) and EASE (Steck 2019); with known "
        "ties hidden, neither found more of them among its first ten than popularity does, so popularity is what is "
        "shown. The numbers are in docs/suggestions.md; python -m bench suggestions prints them anew."
    )
    return section(_("Countries to begin with"), [html.P(intro), *cut(items, 10)], [computed], "suggested")
