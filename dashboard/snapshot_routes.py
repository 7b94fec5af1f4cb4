"""The files of the snapshots by address, and which snapshot a request asks for.

What a snapshot holds is in ``snapshots``; pages, exports and API answer from one through ``wiring``.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, abort, g, request, send_from_directory

from dashboard.address import pairs_of
from dashboard.ids import URL
from dashboard.publication import Publication
from dashboard.snapshots import MANIFEST, PARQUET, PARQUET_TYPE

CALLBACKS = "/_dash-update-component"
"""Where pages post what a callback is asked."""

FOR_EVER = 365 * 86_400
"""Seconds for which a file of a snapshot may be kept: it never changes."""


def register(server: Flask, publication: Publication) -> None:
    """Add the address of the files."""

    @server.get("/snapshots/<number>/<name>")
    def snapshot_file(number: str, name: str) -> Response:
        snapshot = publication.shelf.named(number)
        if snapshot is None:
            known = ", ".join(each.number for each in publication.shelf.snapshots) or "none yet"
            abort(404, f"There is no snapshot {number[:80]}. Snapshots: {known}.")
        if name not in (MANIFEST, *snapshot.files):
            abort(404, f"Snapshot {number} has no file {name[:80]}. Files: {', '.join((MANIFEST, *snapshot.files))}.")
        folder = snapshot.folder.absolute()
        kind = PARQUET_TYPE if name == PARQUET else None
        return send_from_directory(folder, name, mimetype=kind, max_age=FOR_EVER, download_name=f"{number}_{name}")


def asked_snapshot() -> str:
    """The number of the snapshot that the request asks for, '' for the table of today or for several at once.

    A page's own address asks by its query string, a callback by that of the page it was called from: ``g.question``
    is what it posted, where ``payloads`` found it to be right.
    """
    return asked_once("snapshot")


def asked_once(name: str) -> str:
    """The value of a parameter in the address of the request's page, '' where it is not given, or several times."""
    is_callback = request.path == CALLBACKS
    search = _search_of(g.get("question")) if is_callback else request.query_string.decode("utf-8", "replace")
    asked = {value for parameter, value in pairs_of(search) if parameter == name}
    return asked.pop() if len(asked) == 1 else ""


def _search_of(posted: Any) -> str:
    parts = [posted.get(name) for name in ("inputs", "state")] if isinstance(posted, dict) else []
    for each in (each for part in parts if isinstance(part, list) for each in part):
        if isinstance(each, dict) and each.get("id") == URL and each.get("property") == "search":
            return str(each.get("value") or "")
    return ""
