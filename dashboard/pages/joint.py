"""The section of joint missions: the map, the ranked sets with the parts of their scores, and the contact sheet.

Sets and scores come from ``insights.missions``; this only shows them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.asking import Question
from dashboard.figures.missions import OFF_THE_MAP, Spot, mission_map
from dashboard.insights.missions import AGREEMENTS, TRAVEL, WEIGHTS, Mission
from dashboard.language import N_, ngettext, spoken
from dashboard.language import gettext as _
from dashboard.opportunities import Findings, has_seat, rows_of_mission, seats
from dashboard.pages.chances import actor_links, rows_link, section
from dashboard.pages.panels import MAP_BUTTONS
from dashboard.pages.saving import save_menu
from dashboard.pages.woven import woven
from dashboard.published import Published
from dashboard.schema import TYPES
from dashboard.statics import shapes_address
from dashboard.subjects import path_of
from dashboard.theme import Theme
from dashboard.wording import date_in_words, listed

MOST_SETS = 10


PART_WORDS: Mapping[str, str] = spoken(
    {
        "recency": N_("Recent"),
        "nearness": N_("Near"),
        "issues": N_("Same issues"),
        "formality": N_("Agreement"),
    }
)


SETS_AROUND = N_(
    "Sets of two or more: a set is everyone within {miles} miles of {place} with such rows for one country, itself "
    "included; those without a known seat are left out."
)

SETS_APART = N_(
    "Sets of two or more: the actors of one country are parted so that no two of a set are more than {miles} miles "
    "apart (complete-linkage clustering); those without a known seat are left out."
)


def missions_section(published: Published, question: Question, found: Findings, theme: Theme) -> Component:
    """Map and list of the best sets; the contact sheet holds all of them."""
    sets = found.missions
    if not sets:
        nothing = _(
            "Nothing of the kind is recorded since {year} for this choice. Try an earlier year or a larger distance."
        ).format(year=question.since)
        return section(_("Joint missions"), [html.P(nothing)], [_computed(published, question)], "missions")
    shown = sets[:MOST_SETS]
    sheet = html.A(_("Contact sheet of offices (CSV)"), href=question.address(".csv"), className="quiet no-print")
    return section(
        _("Joint missions: who could travel together?"),
        [
            html.Div([html.P(_how_many(len(sets), question.since)), sheet], className="beside"),
            html.Div(
                [
                    _map(published, question, shown, theme),
                    html.Ol([_entry(published, question, each) for each in shown], className="sets"),
                ],
                className="joint",
            ),
        ],
        [_computed(published, question)],
        "missions",
    )


def _how_many(sets: int, since: int) -> str:
    if sets > MOST_SETS:
        sentence = _(
            "{n} sets of nearby places that went to, or signed with, the same country since {year}; the best {most} "
            "are shown."
        )
    else:
        sentence = ngettext(
            "{n} set of nearby places that went to, or signed with, the same country since {year}.",
            "{n} sets of nearby places that went to, or signed with, the same country since {year}.",
            sets,
        )
    return sentence.format(n=f"{sets:,}", year=since, most=MOST_SETS)


def _apart(miles: float, is_from_place: bool) -> str:
    if miles < 0.5:
        return _("at one seat")
    said = _("{n} miles from the place on average") if is_from_place else _("{n} miles apart on average")
    return said.format(n=f"{miles:,.0f}")


def _entry(published: Published, question: Question, mission: Mission) -> Component:
    country = dcc.Link(published.catalogue.label("country", mission.country), href=path_of("country", mission.country))
    seed = bool(question.place) and has_seat(seats(published), question.place)
    told = woven(
        _("{rows}, latest {day} · {apart}"),
        rows=rows_link(question.unit.counted(mission.count), rows_of_mission(published, question, mission)),
        day=date_in_words(mission.latest),
        apart=_apart(mission.miles, seed),
    )
    score = _("score {number}").format(number=f"{mission.score:.2f}")
    return html.Li(
        [
            html.Span([html.B(country), html.Span(score, className="near")]),
            html.Span(actor_links(published, mission.actors)),
            html.Span(told, className="facts-line"),
            html.Span([_bar(name, value) for name, value in mission.parts.items()], className="parts-line"),
        ]
    )


def _bar(name: str, value: float) -> Component:
    fill = html.Span(className="fill", style={"width": f"{100 * value:.0f}%"})
    return html.Span(
        [
            PART_WORDS[name],
            html.Span(fill, className="bar", **{"aria-hidden": "true"}),
            html.Span(f"{value:.2f}", className="value"),
        ],
        className="score-part",
    )


def _map(published: Published, question: Question, sets: Sequence[Mission], theme: Theme) -> Component:
    spots = _spots(published, question, sets)
    states = published.state_of_actor
    missing = any(states[actor] in OFF_THE_MAP for each in sets for actor in each.actors)
    figure = mission_map(spots, published.reference.state_names, theme, shapes_address())
    is_enlarged = figure["layout"]["geo"]["scope"] == "world"
    note = _("The numbers are those of the list; a dot is a seat, lines join a set.")
    if missing and not is_enlarged:
        note = " ".join([note, _("Sets in the island territories have no place on this map.")])
    graph = dcc.Graph(
        figure=figure,
        responsive=True,
        config={
            "displaylogo": False,
            "topojsonURL": f"{shapes_address()}geo/topojson/",
            "scrollZoom": False,
            "modeBarButtons": [MAP_BUTTONS],
            "showTips": False,
        },
        className="graph",
        style={"height": "var(--graph-height)"},
    )
    drawn = html.Div(graph, role="figure", **{"aria-labelledby": "joint-map-note"})
    under = html.P(note, className="note", id="joint-map-note")
    return html.Div([drawn, under, save_menu("missions-heading")], className="joint-map")


def _spots(published: Published, question: Question, sets: Sequence[Mission]) -> list[Spot]:
    """A spot for every seat, with all its actors and all their sets."""
    label = published.catalogue.label
    register = seats(published)
    places = zip(map(float, register["latitude"]), map(float, register["longitude"]), strict=True)
    where = dict(zip(register["slug"], places, strict=True))
    at: dict[tuple[float, float], list[tuple[int, str, str]]] = {}
    for number, each in enumerate(sets, start=1):
        for actor in each.actors:
            at.setdefault(where[actor], []).append((number, label("country", each.country), actor))
    return [
        Spot(
            tuple(dict.fromkeys(label("actor", actor) for _number, _country, actor in members)),
            tuple(dict.fromkeys((number, country) for number, country, _actor in members)),
            *seat,
            is_chosen=question.place in {actor for _number, _country, actor in members},
        )
        for seat, members in at.items()
    ]


def _computed(published: Published, question: Question) -> Component:
    types = listed([TYPES[code].lower() for code in (*TRAVEL, *AGREEMENTS)])
    weights = listed([f"{PART_WORDS[name].lower()} {weight:.0%}" for name, weight in WEIGHTS.items()])
    span = question.until - question.since + 1
    seed = question.place and has_seat(seats(published), question.place)
    place = published.catalogue.label("actor", question.place) if seed else ""
    sentences = (
        _("Counted are {types}, reported or announced, that began in {year} or later; undated ones are not."),
        _(SETS_AROUND) if seed else _(SETS_APART),
        _("The score is the weighted mean of four parts from 0 to 1 ({weights}; the weights are our choice)."),
        _("Recent: mean over the set of 1 minus years since the latest, by {years}."),
        _("Near: 1 minus mean distance from the place by {miles} miles, not below 0.")
        if seed
        else _("Near: 1 minus mean distance between every two by {miles} miles, not below 0."),
        _("Same issues: mean over every two of shared issues by all their issues (Jaccard)."),
        _("Agreement: share of the set with an agreement among these rows."),
        _("The contact sheet lists offices and sources: the table holds no personal contacts."),
    )
    filled = {"types": types, "year": question.since, "miles": question.within, "place": place}
    return html.Span(" ".join(sentences).format(**filled, weights=weights, years=span))
