"""The callbacks: one router, one draw of all views, the editing of the address in the browser, and small ones.

The address is the only state: whatever is clicked changes the address, whatever shows data is drawn from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import unquote

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, html, no_update
from dash.development.base_component import Component

from dashboard import following, ids
from dashboard.address import parse_address
from dashboard.citing import credit_line
from dashboard.language import gettext as _
from dashboard.observing import drawing
from dashboard.pages import about, accessibility, data, engagement, explore, missing, withdrawn
from dashboard.pages.frozen import snapshot_note
from dashboard.pages.grid import engagement_panel
from dashboard.pages.lean import explorer, subject_page
from dashboard.pages.links import keeping
from dashboard.pages.shell import NAVIGATION
from dashboard.published import Published
from dashboard.scene import Scene
from dashboard.selection import Look
from dashboard.statics import shapes_address
from dashboard.subjects import Subject, subject_at
from dashboard.views import scene_at
from dashboard.wording import NAME

Current = Callable[[], Published]


def register(app: Dash, current: Current) -> None:
    """Add all callbacks to the app; ``current`` gives the published table of the moment."""
    assets = shapes_address()
    _register_router(app, current, assets)
    _register_draw(app)
    _register_engagement(app, current)
    following.register(app, current)
    _register_browser_side(app)


def page_for(pathname: str, published: Published, scene: Callable[[Subject | None], Scene]) -> tuple[str, Component]:
    """Title and layout of the page at an address; ``scene`` is asked for only by a page that shows views."""
    if pathname in EXPLORER:
        return _(explore.TITLE), explorer(scene(None))
    if pathname in PAGES:
        page = PAGES[pathname]
        return _(page.TITLE), page.layout(published)
    if subject := subject_at(pathname, published.catalogue):
        return subject.name, subject_page(scene(subject), subject)
    if found := _engagement_at(pathname, published):
        return engagement.title(found), engagement.layout(published, found)
    if gone := gone_at(pathname, published):
        return _(withdrawn.TITLE), withdrawn.layout(published, gone)
    return _(missing.TITLE), missing.layout(pathname, published.catalogue)


def is_page(pathname: str, published: Published) -> bool:
    """Whether there is a page at this address."""
    known = pathname in PATHS or subject_at(pathname, published.catalogue) is not None
    return known or _engagement_at(pathname, published) is not None or gone_at(pathname, published) != ""


def gone_at(pathname: str, published: Published) -> str:
    """The id of the withdrawn engagement whose page this was, '' for any other address."""
    identifier = _identifier(pathname)
    return identifier if identifier in published.gone else ""


def _engagement_at(pathname: str, published: Published) -> Mapping[str, str] | None:
    identifier = _identifier(pathname)
    return published.engagement(identifier) if identifier else None


def _identifier(pathname: str) -> str:
    kind, _slash, identifier = unquote(pathname).removeprefix("/").partition("/")
    return identifier if kind == "engagement" else ""


PAGES: dict[str, Any] = {"/data": data, "/about": about, "/accessibility": accessibility}

PATHS = ("/", *PAGES, *following.FOLLOWING)

EXPLORER = ("/", "")
"""How the address of the explorer is spelled."""


def _register_router(app: Dash, current: Current, assets: str) -> None:
    @app.callback(
        Output(ids.PAGE, "children"),
        Output(ids.PAGE_TITLE, "data"),
        Input(ids.URL, "pathname"),
        State(ids.URL, "search"),
        State(ids.THEME, "data"),
    )
    def show_page(pathname: str, search: str | None, theme: str) -> tuple[Any, str]:
        published = current()
        with drawing("page", pathname):
            if pathname in following.FOLLOWING:
                title, layout = following.page(pathname, published, search, theme)
            else:
                title, layout = page_for(pathname, published, partial(scene_at, published, search, theme, assets))
                layout = keeping(layout, _look(search, published))
        note = snapshot_note(published, pathname, search)
        source = html.P(credit_line(published), id=ids.SOURCE, className="print-only")
        return [*note, layout, source], f"{title} · {NAME}"

    app.clientside_callback(
        ClientsideFunction("page", "nameDocument"), Input(ids.PAGE_TITLE, "data"), prevent_initial_call=True
    )


def _register_draw(app: Dash) -> None:
    """One answer for all views, asked for and drawn by the browser; which is in ``drawing_route``."""
    app.clientside_callback(
        ClientsideFunction("drawing", "follow"),
        Output(ids.PAINT, "data"),
        Output(ids.WORDS, "children"),
        Output(ids.REST, "children"),
        Output(ids.CANONICAL, "data"),
        Input(ids.URL, "search"),
        Input(ids.THEME, "data"),
        State(ids.CANONICAL, "data"),
        prevent_initial_call=True,
    )


def _register_engagement(app: Dash, current: Current) -> None:
    @app.callback(
        Output(ids.ENGAGEMENT, "is_open"),
        Output(ids.ENGAGEMENT_BODY, "children"),
        Output(ids.ASKED_ENGAGEMENT, "data"),
        Input(ids.ASKED_ENGAGEMENT, "data"),
        State(ids.URL, "search"),
        prevent_initial_call=True,
    )
    def show_engagement(identifier: str | None, search: str | None) -> tuple[Any, ...]:
        if not identifier:
            return no_update, no_update, no_update
        published = current()
        found = published.engagement(identifier)
        if found is None:
            gone = _("There is no engagement {id} in the table any more. Reload the page.").format(id=identifier)
            return True, gone, None
        panel = engagement_panel(found, published.catalogue.labels)
        return True, keeping(panel, _look(search, published)), None


def _register_browser_side(app: Dash) -> None:
    """What runs in the browser: editing the address, showing it in the controls, painting, small actions."""
    grammar, canonical = State(ids.GRAMMAR, "data"), State(ids.CANONICAL, "data", allow_optional=True)
    followed = State(ids.FOLLOWED, "data", allow_optional=True)
    painted = Input(ids.PAINTED, "data", allow_optional=True)  # a page may be left before its painting is told
    app.clientside_callback(
        ClientsideFunction("selection", "follow"),
        Input({"view": ALL}, "clickData"),
        Input({"view": ALL}, "selectedData"),
        grammar,
        canonical,
        followed,
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("selection", "ask"),
        Input({"filter": ALL}, "value"),
        Input({"look": ALL}, "value"),
        Input({"start": ALL}, "value"),
        Input(ids.ASKED_SORT, "data"),
        grammar,
        canonical,
        followed,
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("selection", "show"),
        painted,
        State({"filter": ALL}, "value"),
        State({"look": ALL}, "value"),
        grammar,
        canonical,
        prevent_initial_call=True,
    )
    navigation = [ids.nav_of(label) for label in NAVIGATION]
    app.clientside_callback(
        ClientsideFunction("selection", "navigate"),
        [Output(link, "href") for link in navigation],
        Input(ids.URL, "search"),
        grammar,
        [State(link, "href") for link in navigation],
    )
    app.clientside_callback(ClientsideFunction("page", "paint"), Output(ids.PAINTED, "data"), Input(ids.PAINT, "data"))
    app.clientside_callback(
        ClientsideFunction("page", "sourceTable"),
        painted,
        Input(ids.TABLE, "getRowsRequest", allow_optional=True),
        canonical,
    )
    app.clientside_callback(
        ClientsideFunction("page", "showColumns"),
        Input(ids.TABLE_COLUMNS, "value"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("page", "copyLink"),
        Output(ids.COPY_LINK, "children"),
        Input(ids.COPY_LINK, "n_clicks"),
        canonical,
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("page", "print"), Input(ids.PRINT, "n_clicks"), prevent_initial_call=True
    )


def _look(search: str | None, published: Published) -> Look:
    return parse_address(search or "", published.catalogue).look
