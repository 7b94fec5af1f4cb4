"""The frame around every page: header with navigation, the place for the page, footer, and the stores.

What stands inside is made by the page modules; which page stands there is decided by the router in ``callbacks``.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids, schema
from dashboard.language import LANGUAGES, N_, language
from dashboard.language import gettext as _
from dashboard.wording import NOT_AUTHORITATIVE

NAVIGATION: Mapping[str, str] = {
    N_("Explore"): "/",
    N_("Networks"): "/networks",
    N_("Compare"): "/compare",
    N_("Opportunities"): "/opportunities",
    N_("Disparities"): "/disparities",
    N_("Data"): "/data",
    N_("Coverage"): "/data/coverage",
    N_("About"): "/about",
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
            header(theme),
            html.Div(id=ids.PAGE, className="page", tabIndex=-1, children=_skeleton()),
            footer(has_tour=True),
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


def header(theme: str = "light", query: str = "") -> Component:
    """Name, menu (navigation, language, theme), search, and the way to the form.

    ``query``: the parameters of the page, without '?', where the browser does not write addresses by itself.
    """
    return html.Header(
        [
            dcc.Link([html.Span("Multilevel Diplomacy", className="brand-name")], href="/", className="brand"),
            html.Button(
                html.Span(_("Menu"), className="menu-word"),
                id=ids.OPEN_MENU,
                type="button",
                className="quiet menu-opener",
                **{"aria-expanded": "false", "aria-controls": ids.MENU},
            ),
            html.Div([_navigation(), _languages(query), _theme_switch(theme)], id=ids.MENU, className="menu"),
            html.Div(id=ids.SEARCH, className="search", role="search"),
            html.A(_("Submit"), href="/submit", className="primary submit"),
        ],
        className="header no-print",
    )


def _navigation() -> Component:
    links = [
        dcc.Link(_(label), href=address, id=ids.nav_of(label), className="nav-link")
        for label, address in NAVIGATION.items()
    ]
    return html.Nav(links, **{"aria-label": _("Main")})


def _languages(query: str) -> Component:
    """The other languages, each by its own name; the browser keeps path and parameters, a server's page its own."""
    kept = [(name, value) for name, value in parse_qsl(query) if name != "lang"]
    links = [
        html.A(name, href=f"?{urlencode([*kept, ('lang', code)])}", lang=code, hrefLang=code, className="language")
        for code, name in LANGUAGES.items()
        if code != language()
    ]
    return html.Div(links, className="languages", role="group", **{"aria-label": _("Language")})


def _theme_switch(theme: str) -> Component:
    return html.Button(
        [html.Span("◐", **{"aria-hidden": "true"}), html.Span(_("Dark theme"), className="theme-word")],
        id=ids.SWITCH_THEME,
        type="button",
        className="quiet icon theme-switch",
        title=_("Light or dark"),
        **{"aria-pressed": "true" if theme == "dark" else "false"},
    )


def footer(has_tour: bool = False) -> Component:
    """What holds for all pages; ``has_tour``: a way to the tour of the explorer, where scripts can give it."""
    links: list[Component] = [
        dcc.Link(_("Sources and limits"), href="/data"),
        dcc.Link(_("Coverage"), href="/data/coverage"),
        dcc.Link(_("Change over time"), href="/over-time"),
        dcc.Link(_("About"), href="/about"),
        dcc.Link(_("Accessibility"), href="/accessibility"),
        html.A(_("Changes"), href="/data/changes"),
        html.A("API", href="/api/docs"),
        html.A(_("Review"), href="/review"),
    ]
    if has_tour:
        links.append(html.Button(_("Tour"), id=ids.OPEN_TOUR, type="button", className="as-link"))
    between = [part for link in links for part in (link, " · ")][:-1]
    licence = _("A selective snapshot of public sources, compilation licensed CC BY 4.0.")
    return html.Footer([html.P(_(NOT_AUTHORITATIVE)), html.P([licence, " ", *between])], className="footer")


def _skeleton() -> Component:
    """Grey shapes with the room that the page will take, so that nothing jumps when it comes."""
    shapes = ["line", "line short", "map", "map", "chart", "chart"]
    return html.Div(
        [html.Div(className=" ".join(f"bone-{part}" for part in shape.split()) + " bone") for shape in shapes],
        className="skeleton",
        **{"aria-hidden": "true"},
    )
