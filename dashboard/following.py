"""Pages whose body follows the address as the explorer does: one table of them, one callback for all.

A page gives what stays (``head``) and what follows (``body``); which rows a selection holds is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol, cast

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard import ids
from dashboard.address import parse_address
from dashboard.language import gettext as _
from dashboard.pages import compare, coverage, disparities, networks, opportunities, over_time
from dashboard.pages.links import keeping
from dashboard.pictures import coverage_rows
from dashboard.published import Published
from dashboard.selection import Address, Refusal
from dashboard.theme import Theme, theme_named


class Page(Protocol):
    """A module of ``pages`` with these members."""

    TITLE: str

    def head(self, published: Published, address: Address) -> list[Component]:
        """What stays while the selection changes."""
        ...

    def body(self, published: Published, address: Address, theme: Theme) -> list[Component]:
        """What follows the selection."""
        ...


FOLLOWING: Mapping[str, Page] = {
    networks.PATH: cast(Page, networks),
    compare.PATH: cast(Page, compare),
    disparities.PATH: cast(Page, disparities),
    opportunities.PATH: cast(Page, opportunities),
    coverage_rows.PATH: cast(Page, coverage),
    over_time.PATH: cast(Page, over_time),
}
"""Address → page."""


def page(pathname: str, published: Published, search: str | None, theme: str) -> tuple[str, Component]:
    """Title and layout of the page at an address, for a query string."""
    shown, address = FOLLOWING[pathname], _address(search, published)
    layout = html.Main(
        [
            dcc.Store(id=ids.FOLLOWED, data=_followed(address, theme)),
            *keeping(shown.head(published, address), address.look),
            html.Div(_body(shown, published, address, theme), id=ids.FOLLOWED_BODY, className="main"),
        ],
        className="following",
    )
    return _(shown.TITLE), layout


def register(app: Dash, current: Callable[[], Published]) -> None:
    """Add the callback that draws a body anew, and the one that shows the address in the controls above it."""

    @app.callback(
        Output(ids.FOLLOWED_BODY, "children"),
        Output(ids.FOLLOWED, "data"),
        Input(ids.URL, "search"),
        Input(ids.THEME, "data"),
        State(ids.FOLLOWED, "data"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def follow(search: str | None, theme: str, shown: dict[str, str], pathname: str) -> tuple[Any, ...]:
        is_shown = shown["asked"] == (search or "") and shown["theme"] == theme
        if is_shown or pathname not in FOLLOWING:
            raise PreventUpdate
        published = current()
        address = _address(search, published)
        return _body(FOLLOWING[pathname], published, address, theme), _followed(address, theme)

    app.clientside_callback(
        ClientsideFunction("selection", "show"),
        Input(ids.FOLLOWED, "data"),
        State({"filter": ALL}, "value"),
        State({"look": ALL}, "value"),
        State(ids.GRAMMAR, "data"),
        State(ids.FOLLOWED, "data"),
        prevent_initial_call=True,
    )


def _address(search: str | None, published: Published) -> Address:
    """What is asked for; these pages have no lean form."""
    address = parse_address(search or "", published.catalogue)
    if not address.look.embed:
        return address
    lean = Refusal("embed", address.look.embed, _("is left out here"), _("This page has no lean form for frames."))
    return replace(address.in_full, refusals=(*address.refusals, lean))


def _body(shown: Page, published: Published, address: Address, theme: str) -> list[Component]:
    return keeping(shown.body(published, address, theme_named(theme)), address.look)


def _followed(address: Address, theme: str) -> dict[str, str]:
    return {"asked": address.asked, "canonical": address.search(), "theme": theme}
