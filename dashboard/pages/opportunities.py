"""The page of opportunities: the question as a form, and its five answers, each with how it is computed.

The answers are made in ``opportunities`` and shown by ``chances``; what is asked is read by ``asking``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids, schema
from dashboard.asking import ANY, MILES, NAMED, PATH, REGIONS, SIZES, Doubt, Question, read_question
from dashboard.carrying import travelling
from dashboard.language import N_
from dashboard.language import gettext as _
from dashboard.opportunities import facts, findings, last_year
from dashboard.pages.chances import gaps_section, merging_section, suggestions_section
from dashboard.pages.chosen import chip_link, remove
from dashboard.pages.company import who_else_section
from dashboard.pages.joint import missions_section
from dashboard.pages.units import unit_links
from dashboard.pages.woven import woven
from dashboard.published import Published
from dashboard.selection import Address
from dashboard.theme import Theme

__all__ = ["PATH", "TITLE", "body", "head"]

TITLE = N_("Opportunities")

LEAD = N_(
    "Whom could you travel with, whom could you ask, and what do places like yours have on record that yours has not? "
    "A selective snapshot of public sources: what is missing is not recorded, which is no evidence that it is not done."
)

FOLLOWS = N_("Numbers of what is on record count this; actors, peers, sets and parts of scores count themselves.")

OLDEST = 2000
"""The first year that the control offers; the address takes earlier ones."""


def head(published: Published, address: Address) -> list[Component]:
    """What stays while the question changes."""
    return [html.H1(_(TITLE)), html.P(_(LEAD), className="hint")]


def body(published: Published, address: Address, theme: Theme) -> list[Component]:
    """What follows the question: form, notices, answers."""
    question = read_question(address.asked, published.catalogue, last_year(published))
    found = findings(published, question)
    sections = [missions_section(published, question, found, theme), merging_section(published, question, found)]
    if question.place:
        sections.insert(0, who_else_section(published, question, found))
        sections += [gaps_section(published, question, found), suggestions_section(published, question, found)]
    return [
        _form(published, question),
        unit_links(question.look, lambda look: replace(question, look=look).address(), _(FOLLOWS)),
        html.Div([_notice(doubt, question) for doubt in question.doubts], id=ids.NOTICES, className="notices"),
        _chosen(published, question),
        *([] if question.place else [_beginnings(published)]),
        *sections,
    ]


def _form(published: Published, question: Question) -> Component:
    labels = published.catalogue.labels
    issues = {ANY: _("Any issue"), **schema.ISSUES}
    years = {str(year): str(year) for year in range(question.until, min(OLDEST, question.since) - 1, -1)}
    miles = {each: _("{n} miles").format(n=each) for each in MILES}
    more = [
        _select("within", _("Near means within"), miles, question.within),
        _select("since", _("Recent means since"), years, str(question.since)),
        _select("size", _("Peers have residents within a factor of"), {each: each for each in SIZES}, question.size),
        _select("region", _("Peers come from"), REGIONS, question.region),
    ]
    place, country = _("Type a city, county, state or agency"), _("Any country or area")
    return html.Form(
        [
            html.Div(
                [
                    _typed(published, "place", _("Place"), place, question.place),
                    _typed(published, "country", _("Country or area"), country, question.country),
                    _select("issue", _("Issue"), issues, question.issue or ANY),
                    html.Button(_("Show"), type="submit", className="primary"),
                ],
                className="asked",
            ),
            html.Details(
                [html.Summary(_("What counts as near, recent and a peer")), html.Div(more, className="asked")],
                open=question.is_adjusted,
            ),
            *(_names(name, labels[NAMED[name]]) for name in ("place", "country")),
            *(dbc.Input(type="hidden", name=name, value=value) for name, value in travelling(question.look)),
        ],
        action=PATH,
        method="get",
        className="question no-print",
        key=question.address(),
        **{"aria-label": _("What to look for")},
    )


def _typed(published: Published, name: str, label: str, hint: str, value: str) -> Component:
    box = dbc.Input(
        id=f"asked-{name}",
        name=name,
        type="text",
        list=f"{name}-names",
        autocomplete="off",
        placeholder=hint,
        value=published.catalogue.label(NAMED[name], value) if value else "",
    )
    return html.Div([html.Label(label, htmlFor=f"asked-{name}"), box])


def _names(name: str, labels: Mapping[str, str]) -> Component:
    return html.Datalist([html.Option(value=label) for label in labels.values()], id=f"{name}-names")


def _select(name: str, label: str, options: Mapping[str, str], value: str) -> Component:
    select = dbc.Select(
        id=f"asked-{name}",
        name=name,
        options=[{"label": text, "value": code} for code, text in options.items()],
        value=value,
    )
    return html.Div([html.Label(label, htmlFor=f"asked-{name}"), select])


def _notice(doubt: Doubt, question: Question) -> Component:
    near = [part for name, address in doubt.near for part in (dcc.Link(name, href=address), " · ")]
    meant = woven(_("Did you mean: {names}"), names=near) if near else []
    way_out = dcc.Link(_("Go on without it"), href=question.address())
    refused = _("Left out: {refusal}").format(refusal=doubt.refusal)
    return html.P([f"{refused} ", *meant, way_out], className="notice")


def _chosen(published: Published, question: Question) -> Component:
    """A chip for each of place, country and issue, each a link that takes it out."""
    chips = [
        chip_link(text, question.address(**{name: ""}), remove(text))
        for name in NAMED
        if getattr(question, name)
        for text in [published.catalogue.label(NAMED[name], getattr(question, name))]
    ]
    return html.Div(chips, id=ids.CHIPS, className="chips")


def _beginnings(published: Published) -> Component:
    """Examples from the table: of each level the actor with most engagements, and the country most on record in its
    state.
    """
    items = [
        html.Li(
            dcc.Link(
                _("{actor} and {country}").format(actor=published.catalogue.label("actor", place), country=label),
                href=f"{PATH}?place={place}&country={country}",
            )
        )
        for place, country in beginnings(published)
        for label in [published.catalogue.label("country", country)]
    ]
    return html.Div(
        [
            html.H2(_("Choose a place to see who else, what its peers have, and where to begin")),
            html.P(_("For instance:")),
            html.Ul(items),
            html.P(_("What needs no place stands below: joint missions and merge candidates, wherever they are.")),
        ],
        className="empty",
    )


def beginnings(published: Published) -> Iterable[tuple[str, str]]:
    """Actor and country of each example."""
    engagements = facts(published)
    engagements = engagements[engagements["counterpart_country"] != ""]
    found = []
    for level in schema.LEVELS:
        rows = engagements[engagements["us_level"] == level]
        if len(rows):
            place = rows["actor"].mode().iloc[0]
            state = published.state_of_actor[place]
            country = engagements.loc[engagements["us_state"] == state, "counterpart_country"].mode().iloc[0]
            found.append((place, country))
    return found
