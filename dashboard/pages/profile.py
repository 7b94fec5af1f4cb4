"""The page of a subject: lead, key figures, map of the other side, dates, issues and types, rankings, lists, table.

What it says comes from ``profile``, its charts from ``views``; the draw callback sends the same pieces again.
"""

from __future__ import annotations

from collections.abc import Mapping

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.events import Event
from dashboard.language import begun
from dashboard.language import gettext as _
from dashboard.pages.alive import alive
from dashboard.pages.chosen import refused
from dashboard.pages.grid import engagements_table
from dashboard.pages.panels import source_note, view_panel
from dashboard.pages.said import chip_list, empty_state, export_menu, stores, summary_text
from dashboard.pages.saving import embed_button
from dashboard.pages.units import unit_switch
from dashboard.pages.woven import woven
from dashboard.profile import Listing, Profile, Ranking, profile_of
from dashboard.profile_words import (
    KIND_WORDS,
    NO_CONTACTS,
    RANKING_TITLES,
    KeyFigure,
    key_figures,
    lead,
    more,
)
from dashboard.scene import Scene
from dashboard.subjects import TIE, Subject, engagement_path, path_of
from dashboard.units import Unit
from dashboard.views import NAMED, names_of
from dashboard.wording import NOT_AUTHORITATIVE


def layout(scene: Scene, subject: Subject) -> Component:
    """The page for an address, which is narrowed to the subject."""
    profile = profile_of(scene.published, subject, scene.address)
    if not profile.totals.rows and not scene.own.to_query():
        return _nothing(scene, profile)
    pictures = {name: NAMED[name].drawn(scene) for name in names_of(subject)}
    drawn = {name: view_panel(NAMED[name], picture, scene) for name, picture in pictures.items()}
    return html.Div(
        [
            *stores(scene, pictures),
            html.Main(
                [
                    _head(scene, subject, [export_menu(scene)]),
                    html.Div(words(scene, profile), id=ids.WORDS, className="profile-words"),
                    unit_switch(scene.address.look),
                    *_charts(drawn),
                    source_note(scene),
                    html.Div(rest(profile), id=ids.REST, className="profile-rest"),
                    engagements_table(scene),
                    html.P(id="printed", className="print-only"),
                ],
                className="main profile",
            ),
        ],
    )


def _nothing(scene: Scene, profile: Profile) -> Component:
    """The page of a subject that the table does not mention."""
    said = html.P(lead(profile, scene.published.catalogue), className="lead")
    return html.Main([_head(scene, profile.subject, []), said], className="main profile")


def words(scene: Scene, profile: Profile) -> list[Component]:
    """The lead, what is shown in a sentence, chips, what was refused, and the key figures."""
    figures = key_figures(profile) if profile.totals.rows else []
    return [
        html.P(lead(profile, scene.published.catalogue), className="lead"),
        alive(scene.published, profile.subject),
        html.P(summary_text(scene), id=ids.SUMMARY, className="summary-small"),
        html.Div(chip_list(scene), id=ids.CHIPS, className="chips"),
        html.Div(refused(scene.own, scene.path), id=ids.NOTICES, className="notices"),
        html.Div(empty_state(scene), id=ids.EMPTY, className="empty"),
        html.Dl([_key_figure(each) for each in figures], className="key-figures"),
    ]


def rest(profile: Profile) -> list[Component]:
    """Below the charts: rankings, lists of engagements, and related pages."""
    rankings = [_ranking(each, profile.unit) for each in profile.rankings.values() if each.entries]
    listings = [_listing(each, tie=profile.subject.kind == TIE) for each in profile.listings]
    contacts = [html.P(_(NO_CONTACTS), className="note")] if profile.subject.kind == "country" else []
    return [
        *([html.Div(rankings, className="rankings")] if rankings else []),
        *listings,
        *contacts,
        *_related(profile),
    ]


def _head(scene: Scene, subject: Subject, exports: list[Component]) -> Component:
    compared = {"state": "state", "place": "place", "country": "country"}.get(subject.kind)
    actions = [
        *([dcc.Link(_("Compare"), href=f"/compare?{compared}={subject.key}", className="quiet")] if compared else []),
        dcc.Link(_("Open in Explore"), href=f"/{scene.address.search()}", className="quiet"),
        html.Button(_("Print this"), id=ids.PRINT, className="quiet", type="button"),
        html.Button(_("Copy link"), id=ids.COPY_LINK, className="quiet", type="button"),
        embed_button(names_of(subject)),
        *exports,
    ]
    return html.Div(
        [
            html.Div(
                [html.P(_above(scene, subject), className="kind"), html.H1(subject.name, className="subject")],
            ),
            html.Div(actions, className="actions no-print"),
        ],
        className="profile-head",
    )


def _above(scene: Scene, subject: Subject) -> list[Component | str]:
    """What kind of thing it is, with the pages it belongs to: 'U.S. actor in Texas'."""
    published, kind = scene.published, begun(KIND_WORDS[subject.kind])
    if subject.kind == "place":
        state = published.state_of_actor[subject.key]
        link = dcc.Link(scene.label("state", state), href=path_of("state", state))
        return woven(_("{kind} in {place}"), kind=kind, place=link)
    if subject.kind == "counterpart":
        country = published.country_of_counterpart[subject.key]
        link = dcc.Link(published.catalogue.label("country", country), href=path_of("country", country))
        return woven(_("{kind} in {place}"), kind=kind, place=link)
    if subject.kind == "country":
        bureau = published.reference.bureau_of.get(subject.key, "")
        label = published.catalogue.labels["bureau"].get(bureau, "")
        return [f"{kind} · ", dcc.Link(label, href=f"/?bureau={bureau}")] if label else [kind]
    if subject.kind == TIE:
        sides = [(scene.label(name, value), path_of(name, value)) for name, (value,) in subject.base.clauses]
        (left, right) = (dcc.Link(label, href=path) for label, path in sides)
        return woven(_("Tie of {one} and {other}"), one=left, other=right)
    return [kind]


def _charts(drawn: Mapping[str, Component]) -> list[Component]:
    """Maps beside each other, dates beside a single map, else below; then the bars."""
    maps = [panel for name, panel in drawn.items() if name.endswith("-map")]
    boundary = [html.P(_(NOT_AUTHORITATIVE), className="boundary-note")] if maps else []
    bars = [panel for name, panel in drawn.items() if name.endswith("-bars")]
    first, below = ([*maps, drawn["dates"]], []) if len(maps) == 1 else (maps, [drawn["dates"]])
    return [
        *([html.Div(first, className="profile-maps")] if first else []),
        *boundary,
        *([html.Div(below, className="profile-dates")] if below else []),
        *([html.Div(bars, className="pair")] if bars else []),
    ]


def _key_figure(figure: KeyFigure) -> Component:
    return html.Div(
        [
            html.Dt(figure.label),
            html.Dd([html.Span(figure.number, className="number"), html.Span(figure.comparison, className="compared")]),
        ],
        className="key-figure",
    )


def _ranking(ranking: Ranking, unit: Unit) -> Component:
    title = RANKING_TITLES[ranking.field]
    items = []
    for entry in ranking.entries:
        tie = [dcc.Link(_("tie"), href=entry.tie, className="tie")] if entry.tie else []
        items.append(
            html.Li(
                [dcc.Link(entry.name, href=entry.path), html.Span(unit.number(entry.count), className="count"), *tie]
            )
        )
    left_out = more(ranking)
    return html.Section(
        [
            html.H2([title, html.Span(unit.many, className="unit")]),
            html.Ol(items),
            *([html.P(left_out, className="note")] if left_out else []),
        ],
        className="view ranking",
        **{"aria-label": title},
    )


def _listing(listing: Listing, tie: bool) -> Component:
    rest_of = listing.total - len(listing.events)
    left_out = _("and {n} more in the table below.").format(n=f"{rest_of:,}")
    note = [html.P(left_out, className="note")] if rest_of else []
    return html.Section(
        [html.H2(listing.heading), html.Ol([_event(each, tie) for each in listing.events], className="events"), *note],
        className="view listing",
        **{"aria-label": listing.heading},
    )


def _event(event: Event, tie: bool) -> Component:
    sides = woven(
        _("{actor} with {counterpart}"),
        actor=dcc.Link(event.actor_name, href=path_of("actor", event.actor)),
        counterpart=dcc.Link(event.other_name, href=event.other_path),
    )
    return html.Li(
        [
            html.Span(event.date_words, className="when"),
            html.Span(
                [
                    dcc.Link(event.title, href=engagement_path(event.id), className="event-title"),
                    html.Span(
                        [*([] if tie else [*sides, " · "]), event.type, " · ", _source(event)], className="event-facts"
                    ),
                ]
            ),
        ]
    )


def _source(event: Event) -> Component:
    text = f"{event.source_name or _('Source')} ↗"
    return html.A(text, href=event.source_url, target="_blank", rel="noopener noreferrer nofollow")


def _related(profile: Profile) -> list[Component]:
    if not profile.related:
        return []
    links = [html.Li(dcc.Link(each.name, href=each.path, title=each.why)) for each in profile.related]
    return [
        html.Section(
            [html.H2(_("Related pages")), html.Ul(links, className="related")],
            className="view listing",
            **{"aria-label": _("Related pages")},
        )
    ]
