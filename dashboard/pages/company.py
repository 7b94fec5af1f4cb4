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
from dashboard.language import N_, ngettext, spoken
from dashboard.language import gettext as _
from dashboard.opportunities import Findings, has_seat, seats, selection_of
from dashboard.pages.chances import about_words, actor_links, cut, rows_link, section
from dashboard.pages.woven import woven
from dashboard.published import Published
from dashboard.query import CountBy
from dashboard.selection import Selection
from dashboard.subjects import tie_path
from dashboard.units import Unit
from dashboard.wording import actors_counted, date_in_words

ADDING: Mapping[str, str] = spoken(
    {
        "engagements": N_("An engagement has up to four issues, so issues add up to more than engagements."),
        "ties": N_("A tie can have several types and issues, so they add up to more than ties."),
        "counterparts": N_(
            "A counterpart can have several types and issues, so they add up to more than counterparts."
        ),
        "fractional": N_("The issues of an engagement have equal shares of it."),
    }
)


def who_else_section(published: Published, question: Question, found: Findings) -> Component:
    """Everyone near the place who has engagements with the country or on the issue."""
    if not (question.country or question.issue):
        return section(_("Who else?"), [_choose(published, question)], [_how_near(published, question)], "who-else")
    about = about_words(published, question)
    groups = [
        html.Div(
            [
                html.H3(f"{title} ({actors_counted(len(members))})"),
                *cut([_companion(published, question, each) for each in members]),
            ]
        )
        for kind, title in _kinds(published, question).items()
        if (members := [each for each in found.company if each.kinds[0] == kind])
    ]
    if not groups:
        groups = [html.P(_("Nothing is recorded for anyone near it. Try a larger distance, or leave out the issue."))]
    title = _("Who else works {about}?").format(about=about)
    own = html.P(_itself(published, question, found, about))
    return section(title, [own, *groups], [_how_near(published, question)], "who-else")


def _itself(published: Published, question: Question, found: Findings, about: str) -> list[Component | str]:
    name = published.catalogue.label("actor", question.place)
    if not found.own:
        return [_("For {name} itself nothing is recorded {about}.").format(name=name, about=about)]
    own = selection_of(published, question, [question.place])
    sentence = ngettext(
        "For {name} itself {rows} {about} is recorded.", "For {name} itself {rows} {about} are recorded.", found.own
    )
    return woven(sentence, name=name, rows=rows_link(question.unit.counted(found.own), own), about=about)


def _choose(published: Published, question: Question) -> Component:
    state = published.state_of_actor[question.place]
    asked = CountBy("counterpart_country"), Selection().with_values("state", [state], published.catalogue)
    counts = published.ask([asked])[asked].select("value", "count").iter_rows()
    codes = [code for code, _rows in sorted(counts, key=lambda each: (-each[1], each[0]))[:6]]
    links: list[Component | str] = []
    for code in codes:
        links += [dcc.Link(published.catalogue.label("country", code), href=question.address(country=code)), " · "]
    where = published.catalogue.label("state", state)
    sentence = _("Choose a country or an issue. Most on record in {state}: {countries}")
    return html.P(woven(sentence, state=where, countries=links[:-1]))


def _kinds(published: Published, question: Question) -> dict[str, str]:
    state = published.catalogue.label("state", published.state_of_actor[question.place])
    titles = (
        _("Bodies of the state: {state}").format(state=state),
        _("Others in {state}").format(state=state),
        _("Within {miles} miles, in other states").format(miles=question.within),
        _("Further away, in the same network"),
        _("Elsewhere in adjacent states"),
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
    near = [] if companion.miles is None else [_away(companion.miles)]
    near += [label("network", network) for network in companion.networks[:3]]
    more = len(companion.networks) - 3
    near += [ngettext("{n} more network", "{n} more networks", more).format(n=more)] if more > 0 else []
    tie = [" · ", dcc.Link(_("tie"), href=tie_path(companion.actor, companion.other))] if companion.other else []
    rows = rows_link(question.unit.counted(companion.count), selection_of(published, question, [companion.actor]))
    latest = date_in_words(companion.latest)
    dated = (
        woven(_("{rows}, latest {day}"), rows=rows, day=latest) if latest else woven(_("{rows}, undated"), rows=rows)
    )
    return html.Li(
        [
            html.Span([*actor_links(published, [companion.actor]), html.Span(" · ".join(near), className="near")]),
            html.Span(facts, className="facts-line"),
            html.Span(
                [
                    *dated,
                    *tie,
                    " · ",
                    html.A(
                        f"{companion.source_name or _('Source')} ↗",
                        href=companion.source_url,
                        target="_blank",
                        rel="noopener noreferrer nofollow",
                    ),
                ],
                className="facts-line",
            ),
        ]
    )


def _away(miles: float) -> str:
    return _("{n} miles").format(n=f"{miles:,.0f}") if miles >= 0.5 else _("same seat")


def _tally(counts: Mapping[str, float], labels: Mapping[str, str], unit: Unit, most: int = 3) -> str:
    named = [f"{labels[code]} {unit.number(count)}" for code, count in list(counts.items())[:most]]
    if len(counts) <= most:
        return ", ".join(named)
    return _("{names} and {n} more").format(names=", ".join(named), n=len(counts) - most)


def _how_near(published: Published, question: Question) -> str:
    name = published.catalogue.label("actor", question.place)
    ordered = _(
        "Each actor stands once, under the first of: same state, within {miles} miles, a network in common "
        "(both have a membership on record), an adjacent state (a common border on land or along water). Distances "
        "are great circles between seats: a city's own coordinates; for a state and its bodies the capital; counties "
        "and agencies without a city have none."
    ).format(miles=question.within)
    sentences = [ordered, ADDING[question.unit.code], _("The source is that of the latest engagement.")]
    if not has_seat(seats(published), question.place):
        unknown = _("Where {name} sits is not in the table, so that no distance is known.")
        sentences.append(unknown.format(name=name))
    return " ".join(sentences)
