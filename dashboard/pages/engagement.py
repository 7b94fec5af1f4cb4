"""The page of one engagement: every field with its source, how to cite it, and the pages around it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.citing import cite, lasting
from dashboard.language import gettext as _
from dashboard.pages.grid import facts, problem_link, source_link, tie_of
from dashboard.pages.history import history
from dashboard.pages.woven import woven
from dashboard.published import Published
from dashboard.subjects import engagement_path, other_page, path_of
from dashboard.wording import date_in_words


def title(engagement: Mapping[str, str]) -> str:
    """What the page is called."""
    return engagement["title"]


def layout(published: Published, engagement: Mapping[str, str]) -> Component:
    """The page; ``engagement`` as ``Published.engagement`` gives it."""
    labels = published.catalogue.labels
    when = date_in_words(engagement["start_date"]) or _("No date is recorded")
    return html.Main(
        [
            html.Div(
                [
                    html.Div(
                        [
                            html.P(woven(_("Engagement {id}"), id=html.Code(engagement["id"])), className="kind"),
                            html.H1(engagement["title"], className="subject"),
                        ]
                    ),
                    html.Div(
                        [
                            html.Button(_("Print this"), id=ids.PRINT, className="quiet", type="button"),
                            html.Button(_("Copy link"), id=ids.COPY_LINK, className="quiet", type="button"),
                        ],
                        className="actions no-print",
                    ),
                ],
                className="profile-head",
            ),
            html.P(f"{when}. {engagement['summary']}", className="lead"),
            html.P([source_link(engagement), " · ", problem_link(engagement)]),
            html.Dl(facts(engagement, labels), className="facts"),
            *history(published, engagement["id"]),
            html.H2(_("How to cite")),
            html.P(_cited(published, engagement), className="cite"),
            html.H2(_("Around it")),
            html.Ul([html.Li(link) for link in _around(engagement)]),
        ],
        className="prose engagement",
    )


def _around(engagement: Mapping[str, str]) -> list[Component]:
    actor, other = engagement["us_actor"], engagement["counterpart"]
    return [
        dcc.Link(_("Everything on this tie"), href=tie_of(engagement)),
        dcc.Link(_("All of {actor}").format(actor=actor), href=path_of("actor", engagement["actor"])),
        dcc.Link(_("All with {counterpart}").format(counterpart=other), href=other_page(engagement)),
    ]


def _cited(published: Published, engagement: Mapping[str, str]) -> str:
    today = datetime.now(UTC).date()
    return _("“{title}”, {source}, {address}, read {day}. In: {table} Engagement {id}, {link}.").format(
        title=engagement["title"],
        source=engagement["source_name"],
        address=engagement["source_url"],
        day=date_in_words(engagement["accessed"]),
        table=cite(published, today).text,
        id=engagement["id"],
        link=lasting(published, engagement_path(engagement["id"])),
    )
