"""The documentation of the API, to be read: /api/docs in the frame of the site, made by Swagger UI from /openapi.json.

Swagger UI's files come from the package flask-swagger-ui and are served from here; no other host is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from flask import Blueprint, Response, abort, send_from_directory

from dashboard.api import problems
from dashboard.contribute.frame import page

TITLE = "Read API"

PACKAGE = "flask-swagger-ui"
PARTS = ("swagger-ui.css", "swagger-ui-bundle.js")
"""Files of Swagger UI that the page needs."""

SECONDS_KEPT = 86_400


def register(blueprint: Blueprint, base: Callable[[], str], limit: str) -> None:
    """Add the page and the files that it needs; ``base``: scheme and host for examples; ``limit``: in words."""
    folder = Path(str(files("flask_swagger_ui"))) / "dist"
    release = version(PACKAGE)

    @blueprint.get(problems.DOCS)
    def docs() -> Response:
        return page("api_docs.html", TITLE, base=base(), release=release, limit=limit, kinds=problems.KINDS)

    @blueprint.get(f"{problems.DOCS}/<name>")
    def docs_part(name: str) -> Response:
        if name not in PARTS:
            abort(404, f"There is no {name[:80]}. Files: {', '.join(PARTS)}.")
        return send_from_directory(folder, name, max_age=SECONDS_KEPT)
