"""A head as HTML: title, description, canonical address, Open Graph card and JSON-LD, everything in it escaped.

What it says is made in ``heads`` and ``schema_org``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape

from dashboard import schema
from dashboard.address import pairs_of
from dashboard.catalogues.heads import Card, Head
from dashboard.catalogues.schema_org import breadcrumbs
from dashboard.language import LOCALES, N_, language
from dashboard.language import gettext as _
from dashboard.selection import query_string
from dashboard.wording import NAME

WIDTH, HEIGHT = 1200, 630
"""Pixels of a card's picture, as sites that show cards ask for."""

NOT_LISTED = Markup('<meta name="robots" content="noindex">')

FEED = Markup('<link rel="alternate" type="application/atom+xml" title="{}" href="/feed.atom{}">')

NEEDS_SCRIPTS = N_(
    "This dashboard draws its maps in the browser and needs JavaScript. The table itself does not: {file}."
)
"""What is said where scripts do not run, in English."""


def title_tag(head: Head) -> Markup:
    """The title as the browser shows it, and as the scripts set it on the way from page to page."""
    return Markup("<title>{} · {}</title>").format(head.title, NAME)


def tags(head: Head, base: str, told: Sequence[dict[str, Any]] = ()) -> Markup:
    """All but the title. ``base``: the dashboard's address without '/' at its end; ``told``: more JSON-LD."""
    if head.card is None:
        return NOT_LISTED
    lines = [
        Markup('<meta name="description" content="{}">').format(head.card.text),
        Markup('<link rel="canonical" href="{}">').format(f"{base}{head.path}{head.search}"),
        FEED.format(_("What is new"), _feed_of(head)),
        *([] if head.is_listed else [NOT_LISTED]),
        *_open_graph(head, head.card, base),
        *map(_json_ld, [*told, *([breadcrumbs(head.trail, base)] if len(head.trail) > 1 else [])]),
    ]
    return Markup("\n").join(lines)


def without_scripts(head: Head) -> Markup:
    """What stands for the page where scripts do not run: its line, its words, and the way to its rows."""
    file = Markup('<a href="{}">engagements.csv</a>').format(f"/engagements.csv{head.rows or '?scope=all'}")
    needs = Markup("<p>{}</p>").format(Markup(escape(_(NEEDS_SCRIPTS))).format(file=file))
    if head.card is None:
        return needs
    return Markup("<h1>{}</h1>\n<p>{}</p>\n{}").format(head.card.headline, head.card.text, needs)


def picture_path(head: Head) -> str:
    """The address of the picture of a page's card."""
    return f"/card{'' if head.path == '/' else head.path}.png{head.search}"


def _open_graph(head: Head, card: Card, base: str) -> Iterable[Markup]:
    alt = _("{headline}, beside a map that is darker where more engagements are recorded.").format(
        headline=card.headline
    )
    image = base + picture_path(head)
    properties = {
        "og:title": card.headline,
        "og:description": card.text,
        "og:type": card.kind,
        "og:url": f"{base}{head.path}{head.search}",
        "og:site_name": NAME,
        "og:locale": LOCALES.get(language(), LOCALES["en"]),
        "og:image": image,
        "og:image:type": "image/png",
        "og:image:width": WIDTH,
        "og:image:height": HEIGHT,
        "og:image:alt": alt,
    }
    yield from (Markup('<meta property="{}" content="{}">').format(*pair) for pair in properties.items())
    named = {
        "twitter:card": "summary_large_image",
        "twitter:title": card.headline,
        "twitter:description": card.text,
        "twitter:image": image,
        "twitter:image:alt": alt,
    }
    yield from (Markup('<meta name="{}" content="{}">').format(*pair) for pair in named.items())


def _feed_of(head: Head) -> str:
    """The query string of the feed of a page's rows: their selection, and no way of looking."""
    query = query_string((name, value) for name, value in pairs_of(head.rows) if name in schema.PARAMETERS)
    return f"?{query}" if query else ""


def _json_ld(node: dict[str, Any]) -> Markup:
    return Markup('<script type="application/ld+json">{}</script>').format(htmlsafe_json_dumps(node))
