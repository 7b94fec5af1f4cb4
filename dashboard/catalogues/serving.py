"""The addresses for catalogues and search engines, and the head of every page, given to the server.

What they say is made in the other modules of this package; here they are asked, kept and sent.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from cachetools import LRUCache
from flask import Flask, Response, abort, jsonify, request
from markupsafe import Markup

from dashboard.callbacks import PATHS
from dashboard.catalogues import dcat, markup, offers, schema_org, sitemap
from dashboard.catalogues.card import card_png
from dashboard.catalogues.dcat_nodes import Host
from dashboard.catalogues.description import Description, described
from dashboard.catalogues.heads import Head, head_of
from dashboard.catalogues.told import FIXED, FORMS
from dashboard.datapackage import describe
from dashboard.language import language
from dashboard.publication import Publication
from dashboard.published import Published
from dashboard.store.changes import last_changed
from dashboard.store.trouble import UNAVAILABLE
from dashboard.tables import TABLES

MOST_HEADS = 4_000
"""Heads kept: two kilobytes each."""

MOST_CARDS = 16_000_000
"""Bytes of pictures that are kept: two hundred or so."""

SECONDS_KEPT = 3_600
"""How long others may keep a picture."""


@dataclass(frozen=True)
class Desk:
    """Who asks for what is published, and keeps what was made of it as long as the table is the same."""

    server: Flask
    publication: Publication
    current: Callable[[], Published]
    geo: Path
    heads: LRUCache[tuple[str, ...], Head] = field(default_factory=lambda: LRUCache(MOST_HEADS))
    cards: LRUCache[tuple[str, ...], bytes] = field(default_factory=lambda: LRUCache(MOST_CARDS, getsizeof=len))
    lock: threading.Lock = field(default_factory=threading.Lock)
    drawing: threading.Lock = field(default_factory=threading.Lock)

    @property
    def base(self) -> str:
        """The dashboard's address without '/' at its end: as set, else where this request found it."""
        return self.publication.settings.url or request.host_url.rstrip("/")

    @property
    def served(self) -> frozenset[str]:
        """Every address that the server has a rule for."""
        return frozenset(rule.rule for rule in self.server.url_map.iter_rules())

    def changed(self) -> Mapping[str, str]:
        """Engagement → day of its last change; empty where an older table is shown."""
        published = self.current()
        if published is not self.publication.current:
            return {}

        def read() -> Mapping[str, str]:
            with self.publication.store.reading() as connection:
                return last_changed(connection)

        try:
            return published.study(("changed", *_state(published)), read)
        except UNAVAILABLE:  # a page can do without
            return {}

    def description(self) -> Description:
        """The table, described."""
        published, changed = self.current(), max(self.changed().values(), default="")
        return published.study(("described", changed, *_state(published)), lambda: described(published, changed))

    def head(self, path: str) -> Head:
        """The head of the page at ``path``, under the query string of this request."""
        published, search = self.current(), request.query_string.decode("utf-8", "replace")
        asked = (*_state(published), language(), path, search)
        with self.lock:
            if asked in self.heads:
                return self.heads[asked]
        head = head_of(published, path, search)
        with self.lock:
            self.heads[asked] = head
        return head

    def tags(self, head: Head) -> Markup:
        """The tags of a head, on the page of the table as it is today with its description as a Dataset."""
        if head.path + head.search != offers.PAGE:
            return markup.tags(head, self.base)
        published, base = self.current(), self.base

        def made() -> Markup:
            files = offers.files_among(self.served)
            return markup.tags(head, base, [schema_org.dataset(self.description(), files, base)])

        return published.study(("dataset", base, language(), *_state(published)), made)

    def card(self, head: Head) -> bytes:
        """The picture of a page's card."""
        assert head.card is not None
        published = self.current()
        asked = (*_state(published), language(), head.path, head.search)
        with self.lock:
            if asked in self.cards:
                return self.cards[asked]
        with self.drawing:  # one at a time: whoever asks for many leaves the other threads to readers
            drawn = card_png(published, head.card, self.geo)
        with self.lock:
            self.cards[asked] = drawn
        return drawn


def _state(published: Published) -> tuple[str, ...]:
    """What tells one state of the table from another, with the snapshots that can be asked for."""
    return (published.version, *published.catalogue.snapshots)


def register(server: Flask, publication: Publication, current: Callable[[], Published], assets: Path) -> Desk:
    """Add the routes, and ``page_head`` for templates; return the desk that gives Dash's pages their heads."""
    desk = Desk(server, publication, current, assets / "geo")
    server.jinja_env.globals["page_head"] = lambda: desk.tags(_head_of_form(desk))
    _add_catalogue(server, desk)
    _add_sitemap(server, desk)
    _add_cards(server, desk)
    return desk


def _head_of_form(desk: Desk) -> Head:
    """The head of a page of plain HTML: of those that are public as they were asked for, else none."""
    return desk.head(request.path) if request.method == "GET" and request.path in FORMS else Head("")


def _add_catalogue(server: Flask, desk: Desk) -> None:
    @server.get("/data.json")
    def data_json() -> Response:
        host = Host(desk.base, desk.publication.settings.mail_from)
        files, services = offers.files_among(desk.served), offers.services_among(desk.served)
        return _open(jsonify(dcat.catalog(desk.description(), files, services, host)))

    @server.get(offers.PACKAGE)
    def datapackage_json() -> Response:
        engagements = next(replace(table, keys={}) for table in TABLES if table.name == "engagements")
        return _open(jsonify(describe([engagements], desk.description().updated)))


def _add_sitemap(server: Flask, desk: Desk) -> None:
    @server.get("/robots.txt")
    def robots_txt() -> Response:
        return Response(sitemap.robots(desk.base), mimetype="text/plain")

    @server.get("/sitemap.xml")
    def sitemap_xml() -> Response:
        return Response(files()[0], mimetype="application/xml")

    @server.get("/sitemap-<int:number>.xml")
    def sitemap_part(number: int) -> Response:
        made = files()
        if not 0 < number < len(made):
            abort(404, f"There is no sitemap {number}.")
        return Response(made[number], mimetype="application/xml")

    def files() -> list[bytes]:
        published, changed, base = desk.current(), desk.changed(), desk.base
        fixed = [path for path in (*PATHS, *FORMS) if path in {**FIXED, **FORMS}]
        drawn = [path for path in PATHS if path not in fixed]
        told = ("sitemap", base, max(changed.values(), default=""), len(changed))
        return published.study(told, lambda: sitemap.sitemap(sitemap.entries(published, changed, drawn, fixed), base))


def _add_cards(server: Flask, desk: Desk) -> None:
    @server.get("/card.png", defaults={"page": ""})
    @server.get("/card/<path:page>.png")
    def card(page: str) -> Response:
        head = desk.head(f"/{page}")
        if head.card is None:
            abort(404, "There is no page at this address, and so no card.")
        response = Response(desk.card(head), mimetype="image/png")
        response.headers["Cache-Control"] = f"public, max-age={SECONDS_KEPT}"
        response.add_etag()
        response.make_conditional(request)
        return response


def _open(response: Response) -> Response:
    """The same, readable from the pages of others."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
