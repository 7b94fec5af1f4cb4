"""Sections of the page of opportunities: merge candidates, gaps against peers, countries to begin with; their parts.

Every number is a link to its rows, and every section says how it is computed; others are in ``company`` and ``joint``.
"""

from __future__ import annotations

from collections.abc import Iterable

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import schema
from dashboard.asking import REGIONS, Question
from dashboard.insights.peers import Gap, Peers
from dashboard.opportunities import Findings, rows_of_merging, selection_of
from dashboard.published import Published
from dashboard.selection import Selection
from dashboard.subjects import path_of
from dashboard.wording import counted, noun

MOST = 6
"""Entries of a list in sight; the rest are behind 'more'."""


def section(title: str, children: Iterable[Component], computed: Iterable[Component | str], name: str) -> Component:
    """A section with its heading and, at its end, how it is computed."""
    how = html.Details([html.Summary("How this is computed"), html.P(list(computed))], className="computed")
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
    rest = html.Details([html.Summary(f"{len(items) - most} more"), html.Ul(items[most:], className="chances")])
    return [html.Ul(items[:most], className="chances"), rest]


def about_words(published: Published, question: Question) -> str:
    """'with Japan on energy'; '' where neither is chosen."""
    country = f"with {published.catalogue.label('country', question.country)}" if question.country else ""
    issue = f"on {schema.ISSUES[question.issue].lower()}" if question.issue else ""
    return " ".join(filter(None, [country, issue]))


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
                    [f"{len(each.actors)} actors: ", *actor_links(published, each.actors)], className="facts-line"
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
        children: list[Component] = [html.P("Nothing of the kind is recorded for this choice.")]
    else:
        children = [
            html.P("Separate ties to the same partner abroad, which could share a visit, a host or a program."),
            *cut(items),
        ]
    computed = (
        "Every city or region abroad with which two or more actors of one state have engagements on record that are "
        "not said to have ended, most actors first, then most engagements, whatever unit is counted. Ties to whole "
        "countries and to networks do not count."
    )
    return section("Merge candidates: who shares a partner?", children, [computed], "merging")


def gaps_section(published: Published, question: Question, found: Findings) -> Component:
    """What peers have on record and the place has not."""
    peers = found.peers
    assert peers is not None
    name = published.catalogue.label("actor", question.place)
    if not peers.actors:
        text = f"No other actor in the table is a peer of {name} by this definition. Widen size or region above."
        return section("Gaps against peers", [html.P(text)], [_how_peers(published, question, peers)], "gaps")
    of = len(peers.actors)
    shared: list[Component] = []
    if found.share is not None:
        ending = (
            f"; {question.unit.counted(found.own)} {noun(found.own, 'is', 'are')} recorded for {name}."
            if found.own
            else f"; nothing is recorded for {name}."
        )
        shared = [html.P([*_share(published, question, found.share, of), ending])]
    items = [
        html.Li(
            [
                *_share(published, question, gap, of),
                f"; nothing is recorded for {name}. ",
                _dig(published, question, gap),
            ]
        )
        for gap in found.gaps
        if found.share is None or (gap.country, gap.issue) != (found.share.country, found.share.issue)
    ]
    none = [html.P("No country or issue that two or more of them have on record is missing here.")]
    return section(
        "Gaps against peers",
        [*shared, *(cut(items) if items else none)],
        [_how_peers(published, question, peers)],
        "gaps",
    )


def _share(published: Published, question: Question, gap: Gap, of: int) -> list[Component | str]:
    about = about_words(published, Question(country=gap.country, issue=gap.issue))
    text = f"{len(gap.peers)} of {of} {noun(of, 'peer')} {noun(len(gap.peers), 'works', 'work')} {about}"
    if not gap.peers:
        return [f"For none of {of} {noun(of, 'peer')} anything is recorded {about}"]
    rows = selection_of(published, Question(), gap.peers, country=gap.country, issue=gap.issue)
    return [text, " (", rows_link(question.unit.counted(gap.count), rows), ")"]


def _dig(published: Published, question: Question, gap: Gap) -> Component:
    return dcc.Link("Who else?", href=question.address(country=gap.country, issue=gap.issue))


def _how_peers(published: Published, question: Question, peers: Peers) -> Component:
    parts = [f"level: {schema.LEVELS[peers.level].lower()}"]
    parts.append(
        f"residents between {peers.sizes[0]:,} and {peers.sizes[1]:,} (within a factor of {question.size})"
        if peers.sizes
        else "size plays no part, since its residents are not known"
    )
    parts.append(f"census region: {peers.region}" if peers.region else REGIONS["any"])
    return html.Span(
        [
            f"Peers are actors in the table of the same {'; '.join(parts)}. They are {len(peers.actors)}: ",
            *actor_links(published, peers.actors),
            ". A gap is a country, or a country and issue, that at least two peers have on record and the place has "
            "not. "
            "Change size and region in the form above.",
        ]
    )


def suggestions_section(published: Published, question: Question, found: Findings) -> Component:
    """Countries to begin with."""
    label = published.catalogue.label
    on = f" on {schema.ISSUES[question.issue].lower()}" if question.issue else ""
    items = [
        html.Li(
            [
                html.Span(dcc.Link(label("country", each.country), href=path_of("country", each.country))),
                html.Span(
                    [
                        f"{counted(each.actors, 'actor')} in all, ",
                        rows_link(
                            question.unit.counted(each.count), selection_of(published, question, country=each.country)
                        ),
                        " · ",
                        dcc.Link("who else near here?", href=question.address(country=each.country)),
                    ],
                    className="facts-line",
                ),
            ]
        )
        for each in found.suggestions
    ]
    name = label("actor", question.place)
    children = [
        html.P(
            f"Countries and areas that most actors in the table work with{on}, and of which nothing is recorded for "
            f"{name}:"
        ),
        *cut(items, 10),
    ]
    computed = (
        "Plain popularity: how many actors have the country on record. Two collaborative filters over the network of "
        "actors and "
        "countries were tried, item-based cosine (Sarwar et al. 2001) and EASE (Steck 2019); with known ties hidden, "
        "neither found "
        "more of them among its first ten than popularity does, so popularity is what is shown. The numbers are in "
        "docs/suggestions.md; python -m bench suggestions prints them anew."
    )
    return section("Countries to begin with", children, [computed], "suggested")
