"""The section of the page of opportunities that says who else works with a country or on an issue near a place.

Who is near and how is found by ``insights.company``; this only shows it.
"""

from __future__ import annotations

from collections.abc import Mapping

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import schema
from dashboard.asking import Question
from dashboard.insights.company import KINDS, Companion
from dashboard.opportunities import Findings, has_seat, seats, selection_of
from dashboard.pages.chances import about_words, actor_links, cut, rows_link, section
from dashboard.published import Published
from dashboard.subjects import tie_path
from dashboard.units import Unit
from dashboard.wording import counted, date_in_words, noun

ADDING = {
    "engagements": "An engagement has up to four issues, so issues add up to more than engagements.",
    "ties": "A tie can have several types and issues, so they add up to more than ties.",
    "counterparts": "A counterpart can have several types and issues, so they add up to more than counterparts.",
    "fractional": "The issues of an engagement have equal shares of it.",
}


def who_else_section(published: Published, question: Question, found: Findings) -> Component:
    """Everyone near the place who has engagements with the country or on the issue."""
    if not (question.country or question.issue):
        return section("Who else?", [_choose(published, question)], [_how_near(published, question)], "who-else")
    name = published.catalogue.label("actor", question.place)
    about = about_words(published, question)
    own = selection_of(published, question, [question.place])
    said: list[Component | str] = (
        [
            f"For {name} itself ",
            rows_link(question.unit.counted(found.own), own),
            f" {about} {noun(found.own, 'is', 'are')} recorded.",
        ]
        if found.own
        else [f"For {name} itself nothing is recorded {about}."]
    )
    groups = [
        html.Div(
            [
                html.H3(f"{title} ({counted(len(members), 'actor')})"),
                *cut([_companion(published, question, each) for each in members]),
            ]
        )
        for kind, title in _kinds(published, question).items()
        if (members := [each for each in found.company if each.kinds[0] == kind])
    ]
    if not groups:
        groups = [html.P("Nothing is recorded for anyone near it. Try a larger distance, or leave out the issue.")]
    return section(f"Who else works {about}?", [html.P(said), *groups], [_how_near(published, question)], "who-else")


def _choose(published: Published, question: Question) -> Component:
    state = published.state_of_actor[question.place]
    engagements = published.table.engagements
    common = engagements.loc[(engagements["us_state"] == state) & (engagements["counterpart_country"] != "")]
    codes = common["counterpart_country"].value_counts().index[:6]
    links: list[Component | str] = []
    for code in codes:
        links += [dcc.Link(published.catalogue.label("country", code), href=question.address(country=code)), " · "]
    where = published.catalogue.label("state", state)
    return html.P([f"Choose a country or an issue. Most on record in {where}: ", *links[:-1]])


def _kinds(published: Published, question: Question) -> dict[str, str]:
    state = published.catalogue.label("state", published.state_of_actor[question.place])
    titles = (
        f"Bodies of the state: {state}",
        f"Others in {state}",
        f"Within {question.within} miles, in other states",
        "Further away, in the same network",
        "Elsewhere in adjacent states",
    )
    return dict(zip(KINDS, titles, strict=True))


def _companion(published: Published, question: Question, companion: Companion) -> Component:
    label = published.catalogue.label
    facts: list[Component | str] = [
        f"{question.unit.many.capitalize()}: ",
        _tally(companion.types, schema.TYPES, question.unit),
        " · ",
        _tally(companion.issues, schema.ISSUES, question.unit),
    ]
    near = (
        [] if companion.miles is None else [f"{companion.miles:,.0f} miles" if companion.miles >= 0.5 else "same seat"]
    )
    near += [label("network", network) for network in companion.networks[:3]]
    near += [f"{len(companion.networks) - 3} more networks"] if companion.networks[3:] else []
    tie = [" · ", dcc.Link("tie", href=tie_path(companion.actor, companion.other))] if companion.other else []
    return html.Li(
        [
            html.Span([*actor_links(published, [companion.actor]), html.Span(" · ".join(near), className="near")]),
            html.Span(facts, className="facts-line"),
            html.Span(
                [
                    rows_link(
                        question.unit.counted(companion.count), selection_of(published, question, [companion.actor])
                    ),
                    f", latest {date_in_words(companion.latest)}" if companion.latest else ", undated",
                    *tie,
                    " · ",
                    html.A(
                        f"{companion.source_name or 'Source'} ↗",
                        href=companion.source_url,
                        target="_blank",
                        rel="noopener noreferrer nofollow",
                    ),
                ],
                className="facts-line",
            ),
        ]
    )


def _tally(counts: Mapping[str, float], labels: Mapping[str, str], unit: Unit, most: int = 3) -> str:
    named = [f"{labels[code]} {unit.number(count)}" for code, count in list(counts.items())[:most]]
    return ", ".join(named) + (f" and {len(counts) - most} more" if len(counts) > most else "")


def _how_near(published: Published, question: Question) -> str:
    name = published.catalogue.label("actor", question.place)
    unknown = (
        ""
        if has_seat(seats(published), question.place)
        else f" Where {name} sits is not in the table, so that no distance is known."
    )
    return (
        f"Each actor stands once, under the first of: same state, within {question.within} miles, a network in common "
        "(both have a membership on record), an adjacent state (a common border on land or along water). Distances "
        "are great circles "
        "between seats: a city's own coordinates; for a state and its bodies the capital; counties and agencies "
        "without "
        f"a city have none. {ADDING[question.unit.code]} The source "
        f"is that of the latest engagement.{unknown}"
    )
