"""The address of the feed: what is new, as Atom (RFC 4287), for everything or for any selection.

What is new is told in ``news``.
"""

from __future__ import annotations

from datetime import datetime
from html import escape

from feedgenerator import Atom1Feed
from flask import Flask, Response, request

from dashboard.address import foreign, parse_address
from dashboard.news import Entry, news
from dashboard.publication import Publication
from dashboard.selection import BadRequestError, Selection
from dashboard.wording import NAME, describe

MIMETYPE = "application/atom+xml"


def register(server: Flask, publication: Publication) -> None:
    """Add the address; it takes the parameters of a selection and refuses all others."""

    @server.get("/feed.atom")
    def feed() -> Response:
        published = publication.current
        address = parse_address(request.query_string.decode("utf-8", "replace"), published.catalogue)
        refusals = [*address.refusals, *foreign(address.look, "A feed tells what is new, whatever the way of looking")]
        if refusals:
            raise BadRequestError(refusals)
        query = address.selection.to_query()
        about = describe(address.selection, published.catalogue)
        entries = news(publication, address.selection, query)
        text = _atom(publication.settings.address, address.selection, about, entries)
        return Response(text, mimetype=MIMETYPE)


def _atom(site: str, selection: Selection, about: str, entries: list[Entry]) -> str:
    query = f"?{selection.to_query()}" if selection.to_query() else ""
    feed = Atom1Feed(
        title=f"{NAME}: {about or 'all changes'}",
        link=f"{site}/{query}",
        description="Engagements added, corrected and withdrawn, and new snapshots of the table.",
        feed_url=f"{site}/feed.atom{query}",
        feed_guid=f"{site}/feed.atom{query}",
        author_name=NAME,
        language="en",
        feed_copyright="CC BY 4.0",
    )
    for entry in entries:
        at = datetime.fromisoformat(entry.at)
        feed.add_item(
            entry.title,
            f"{site}{entry.path}",
            escape(entry.text),  # the library marks it as HTML
            unique_id=f"{site}/data/changes#{entry.name}",
            pubdate=at,
            updateddate=at,
        )
    return str(feed.writeString("utf-8"))
