"""The frame around every page: header with navigation, the place for the page, footer, and the stores.

What stands inside is made by the page modules; which page stands there is decided by the router in ``callbacks``.
"""

from __future__ import annotations

from collections.abc import Mapping

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids, schema
from dashboard.language import gettext as _
from dashboard.wording import NOT_AUTHORITATIVE

NAVIGATION: Mapping[str, str] = {
    "Explore": "/",
    "Networks": "/networks",
    "Compare": "/compare",
    "Opportunities": "/opportunities",
    "Disparities": "/disparities",
    "Data": "/data",
    "Coverage": "/data/coverage",
    "About": "/about",
}


def shell(theme: str, grammar: Mapping[str, object]) -> Component:
    """The whole document but the page; ``grammar``: what the browser must know to write canonical addresses."""
    return html.Div(
        [
            dcc.Location(id=ids.URL, refresh="callback-nav"),
            dcc.Store(id=ids.THEME, data=theme),
            dcc.Store(id=ids.GRAMMAR, data=grammar),
            dcc.Store(id=ids.PAGE_TITLE),
            dcc.Store(id=ids.ASKED_SORT),
            *_skips(),
            header(),
            html.Div(id=ids.PAGE, className="page", tabIndex=-1, children=_skeleton()),
            footer(),
        ],
        className="shell",
    )


def _skips() -> list[Component]:
    """The links that come first; those to parts that a page does not have are not shown (``keys.css``)."""
    targets = {
        ids.PAGE: _("Skip to the page"),
        ids.FILTER_PANEL: _("Skip to the filters"),
        ids.TABLE_SECTION: _("Skip to the table"),
    }
    return [html.A(text, href=f"#{target}", className="skip") for target, text in targets.items()]


def grammar(orders: Mapping[str, list[str]]) -> dict[str, object]:
    """Parameters in canonical order, the order of closed vocabularies, and values that say no more than the default."""
    return {
        "parameters": [*schema.PARAMETERS, *schema.LOOKS],
        "looks": list(schema.LOOKS),
        "orders": orders,
        "defaults": schema.DEFAULT_LOOKS,
        "travelling": list(schema.TRAVELLING),
    }


def header() -> Component:
    """Name, navigation, search, the way to the form and the switch of light and dark."""
    links = [
        dcc.Link(label, href=address, id=ids.nav_of(label), className="nav-link")
        for label, address in NAVIGATION.items()
    ]
    switch = html.Button(
        html.Span("◐", **{"aria-hidden": "true"}),
        id=ids.SWITCH_THEME,
        type="button",
        className="quiet icon",
        title="Light or dark",
        **{"aria-label": "Switch between light and dark"},
    )
    return html.Header(
        [
            dcc.Link([html.Span("Multilevel Diplomacy", className="brand-name")], href="/", className="brand"),
            html.Nav(links, **{"aria-label": "Main"}),
            html.Div(id=ids.SEARCH, className="search", role="search"),
            html.A("Submit", href="/submit", className="primary submit"),
            switch,
        ],
        className="header no-print",
    )


def footer() -> Component:
    """What holds for all pages."""
    return html.Footer(
        [
            html.P(NOT_AUTHORITATIVE),
            html.P(
                [
                    "A selective snapshot of public sources, compilation licensed CC BY 4.0. ",
                    dcc.Link("Sources and limits", href="/data"),
                    " · ",
                    dcc.Link("Coverage", href="/data/coverage"),
                    " · ",
                    dcc.Link("Change over time", href="/over-time"),
                    " · ",
                    dcc.Link("About", href="/about"),
                    " · ",
                    dcc.Link(_("Accessibility"), href="/accessibility"),
                    " · ",
                    html.A("Changes", href="/data/changes"),
                    " · ",
                    html.A("API", href="/api/docs"),
                    " · ",
                    html.A("Review", href="/review"),
                ]
            ),
        ],
        className="footer",
    )


def _skeleton() -> Component:
    return html.Div(
        [
            html.Div(className="bone bone-line"),
            html.Div(className="bone bone-map"),
            html.Div(className="bone bone-map"),
        ],
        className="skeleton",
        **{"aria-hidden": "true"},
    )
