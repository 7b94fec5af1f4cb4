"""The page of one engagement: every field with its source, how to cite it, and the pages around it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.citing import cite, lasting
from dashboard.pages.grid import facts, problem_link, source_link, tie_of
from dashboard.pages.history import history
from dashboard.published import Published
from dashboard.subjects import engagement_path, other_page, path_of
from dashboard.wording import date_in_words


def title(engagement: Mapping[str, str]) -> str:
    """What the page is called."""
    return engagement["title"]


def layout(published: Published, engagement: Mapping[str, str]) -> Component:
    """The page; ``engagement`` as ``Published.engagement`` gives it."""
    labels = published.catalogue.labels
    when = date_in_words(engagement["start_date"]) or "No date is recorded"
    return html.Main(
        [
            html.Div(
                [
                    html.Div(
                        [
                            html.P(["Engagement ", html.Code(engagement["id"])], className="kind"),
                            html.H1(engagement["title"], className="subject"),
                        ]
                    ),
                    html.Div(
                        [
                            html.Button("Print this", id=ids.PRINT, className="quiet", type="button"),
                            html.Button("Copy link", id=ids.COPY_LINK, className="quiet", type="button"),
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
            html.H2("How to cite"),
            html.P(_cited(published, engagement), className="cite"),
            html.H2("Around it"),
            html.Ul(
                [
                    html.Li(dcc.Link("Everything on this tie", href=tie_of(engagement))),
                    html.Li(dcc.Link(f"All of {engagement['us_actor']}", href=path_of("actor", engagement["actor"]))),
                    html.Li(dcc.Link(f"All with {engagement['counterpart']}", href=other_page(engagement))),
                ]
            ),
        ],
        className="prose engagement",
    )


def _cited(published: Published, engagement: Mapping[str, str]) -> str:
    today = datetime.now(UTC).date()
    read = date_in_words(engagement["accessed"])
    link = lasting(published, engagement_path(engagement["id"]))
    return (
        f"“{engagement['title']}”, {engagement['source_name']}, {engagement['source_url']}, read {read}. "
        f"In: {cite(published, today).text} Engagement {engagement['id']}, {link}."
    )
