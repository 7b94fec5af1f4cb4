"""The page for an address that does not exist: says so, and names addresses that are near.

The status 404 is set in ``wiring``.
"""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component
from rapidfuzz import process

from dashboard.pages.shell import NAVIGATION

TITLE = "Not found"


def layout(pathname: str) -> Component:
    """The page; near matches are among the pages there are."""
    found = process.extract(
        pathname.strip("/").lower(), {address: address.strip("/") for address in NAVIGATION.values()}
    )
    near = [address for _, score, address in found if score >= 60 and address != "/"]
    labels = {address: label for label, address in NAVIGATION.items()}
    offers = [html.Li(dcc.Link(labels[address], href=address)) for address in [*near, "/"]]
    return html.Main(
        [
            html.H1("There is no page at this address"),
            html.P(f"Nothing is at {pathname[:200]}. Perhaps you meant:"),
            html.Ul(offers),
        ],
        className="prose",
    )
