"""What answers of data say to caches and to scripts of other origins: tags, dates, 304, and who may read.

One table of addresses holds for the API and for files alike; what they contain is not known here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask, Response, request

from dashboard.api.headers import EXPOSED
from dashboard.publication import Publication
from dashboard.published import Published
from dashboard.store.changes import change
from dashboard.store.trouble import UNAVAILABLE

DATA = (
    *("/api/v1/", "/openapi.json"),
    *("/engagements.", "/network.", "/download.zip"),
    *("/networks/", "/disparities/", "/data/coverage/", "/over-time/", "/opportunities.csv"),
    *("/data/changes.csv", "/feed.atom", "/snapshots/"),
)
"""Beginnings of the addresses that give data and nothing else."""

PACKAGE = Path(__file__).parents[1]

READS = "GET, HEAD, OPTIONS"
SECONDS_OF_PREFLIGHT = 86_400


def register(server: Flask, publication: Publication, current: Callable[[], Published]) -> None:
    """Dress every answer of data: CORS on all, tag and date on those that are right, 304 where nothing changed."""
    read = [*PACKAGE.rglob("*.py"), *publication.settings.data.glob("*.csv")]
    software, installed = digest(read), written_at(read)
    dates: dict[str, datetime] = {}

    @server.after_request
    def dress(response: Response) -> Response:
        if not request.path.startswith(DATA):
            return response
        open_to_all(response)
        if response.status_code >= 400:
            response.headers["Cache-Control"] = "no-store"
        if response.status_code != 200 or request.method not in ("GET", "HEAD") or response.get_etag()[0]:
            return response  # a file as it lies on disk has a tag of its own
        published = current()
        state = f"{published.table.version} {' '.join(each.number for each in published.shelf.snapshots)}"
        if state not in dates:
            dates[state] = max(installed, published_at(publication, published))
        response.headers["Cache-Control"] = "public, no-cache"
        response.last_modified = dates[state]
        response.set_etag(tag(software, state, request.host_url, request.full_path), weak=True)
        response.make_conditional(request)
        return response


def open_to_all(response: Response) -> None:
    """Let scripts of any origin read the answer, its headers included, and ask it conditionally."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = ", ".join(EXPOSED)
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = READS
        response.headers["Access-Control-Allow-Headers"] = "*"
        response.headers["Access-Control-Max-Age"] = str(SECONDS_OF_PREFLIGHT)


def tag(*parts: str) -> str:
    """A tag that differs where any part does."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def digest(files: Iterable[Path]) -> str:
    """One digest of files by their content: of the code and the reference tables, which answers rest on, too."""
    content = hashlib.sha256()
    for path in sorted(files):
        content.update(path.read_bytes())
    return content.hexdigest()


def written_at(files: Iterable[Path]) -> datetime:
    """When the newest of files was written."""
    return datetime.fromtimestamp(max(path.stat().st_mtime for path in files), UTC)


def published_at(publication: Publication, published: Published) -> datetime:
    """When what is shown was last added to: its file written, a row changed, or a snapshot made."""
    written = [publication.table_file.written]
    made = [datetime.fromisoformat(each.made) for each in published.shelf.snapshots]
    _, _, number = published.table.version.partition("+")
    if not number:
        return max(written + made)
    try:
        with publication.store.reading() as connection:
            last = change(connection, int(number))
    except UNAVAILABLE:
        last = None
    return max(written + made + ([datetime.fromisoformat(last.at)] if last else []))
