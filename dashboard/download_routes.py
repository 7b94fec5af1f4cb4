"""The addresses at which rows and network of a selection are taken away, one for each format that is offered.

Each reads the same query string with the same code as the pages; what a file holds is decided in ``formats``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import Flask, Response

from dashboard.download_address import asked_of, attachment, base, export_address, query, today
from dashboard.exports import file_name
from dashboard.formats.extract import Extract
from dashboard.formats.offered import FORMATS, Format
from dashboard.language import gettext as _
from dashboard.published import Published
from dashboard.selection import BadRequestError, Refusal
from dashboard.wording import engagements_counted


def register(server: Flask, current: Callable[[], Published], url: str = "") -> None:
    """Add an address for each format. ``current`` gives the published table, ``url`` where the dashboard is found."""
    for each in FORMATS:
        server.add_url_rule(each.path, f"download {each.path}", partial(_taken, each, current, url))


def _taken(wanted: Format, current: Callable[[], Published], url: str) -> Response:
    published = current()
    address = export_address(query(), published, also=wanted.takes)
    link = f"{base(url)}/{address.search()}"
    extract = Extract(published, address, link, today(), asked_of(wanted.takes))
    if wanted.most_rows is not None and extract.totals.rows > wanted.most_rows:
        raise BadRequestError([_too_many(wanted, wanted.most_rows, extract.totals.rows)])
    name = file_name(published, address, wanted.ending, extract.today, wanted.stem)
    return Response(wanted.write(extract), mimetype=wanted.media_type, headers=attachment(name))


def _too_many(wanted: Format, most: int, rows: int) -> Refusal:
    allowed = _("At most {n} fit: select fewer, or take /engagements.csv, which has no such limit.")
    reason = _("are more than a file of {format} can hold").format(format=wanted.name)
    return Refusal(wanted.path, engagements_counted(rows), reason, allowed.format(n=f"{most:,}"))
