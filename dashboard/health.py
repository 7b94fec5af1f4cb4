"""How the dashboard is: whether what it shows is the newest there is, and whether what is sent can be kept.

It is worked out from what the watch of this process found; nothing is asked anew here, so that it never waits.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, jsonify

from dashboard.publication import Publication


def reasons(publication: Publication) -> list[str]:
    """Why the dashboard is degraded, a sentence each; none where all is well."""
    found = [publication.table_file.problem, publication.store.trouble, publication.behind, *publication.shelf.problems]
    return list(dict.fromkeys(filter(None, found)))


def health(publication: Publication) -> dict[str, Any]:
    """``status`` ('ok' or 'degraded') with its ``reasons``, and what is served."""
    published, why = publication.current, reasons(publication)
    table = published.table
    return {
        "status": "degraded" if why else "ok",
        "reasons": why,
        "rows": table.rows,
        "rows_left_out": table.bad_rows,
        "problems": len(table.problems),
        "version": published.version,
        "engine": published.engine.name,
    }


def register(server: Flask, publication: Publication) -> None:
    """Add ``/healthz``: 200 also where it is degraded, since it serves and a balancer should go on sending to it."""

    @server.get("/healthz")
    def healthz() -> Response:
        response = jsonify(health(publication))
        response.headers["Cache-Control"] = "no-store"
        return response
