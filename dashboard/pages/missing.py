"""The page for an address that does not exist: says so, and names addresses that are near.

The status 404 is set in ``wiring``.
"""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component
from rapidfuzz import process

from dashboard.catalogue import Catalogue
from dashboard.language import N_
from dashboard.language import gettext as _
from dashboard.pages.shell import NAVIGATION
from dashboard.profile_words import KIND_WORDS
from dashboard.subjects import near_subjects

TITLE = N_("Not found")


def layout(pathname: str, catalogue: Catalogue) -> Component:
    """The page; near matches are among the pages there are, and everything with a page of its own."""
    labels = {address: _(label) for label, address in NAVIGATION.items()}
    offers = [html.Li(dcc.Link(labels[address], href=address)) for address in _near_pages(pathname)]
    offers += [
        html.Li([dcc.Link(subject.name, href=subject.path), f" · {KIND_WORDS[subject.kind]}"])
        for subject in near_subjects(pathname[:200], catalogue)
    ]
    offers.append(html.Li(dcc.Link(labels["/"], href="/")))
    return html.Main(
        [
            html.H1(_("There is no page at this address")),
            html.P(_("Nothing is at {address}. Perhaps you meant:").format(address=pathname[:200])),
            html.Ul(offers),
        ],
        className="prose missing",
    )


def _near_pages(pathname: str) -> list[str]:
    pages = {address: address.strip("/") for address in NAVIGATION.values() if address != "/"}
    found = process.extract(pathname.strip("/").lower(), pages, score_cutoff=60)
    return [address for _page, _score, address in found]
