"""What a click brings to the screen: ``/drawings/<theme>/<parts|whole>/<page>`` answers all views of a page at once.

The query string is that of the page, read by the same code: what is wrong in it is left out and said, as on the page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, Response, abort, request
from plotly.io.json import to_json_plotly

from dashboard.pages import said
from dashboard.pages.lean import around
from dashboard.published import Published
from dashboard.subjects import subject_at
from dashboard.theme import THEMES
from dashboard.views import NAMED, names_at, scene_at

PARTS, WHOLE = "parts", "whole"
"""What is asked for of a figure: what a selection changes, or all of it."""


def register(server: Flask, current: Callable[[], Published], assets: str) -> None:
    """Add the route; ``current`` gives the published table of the moment, ``assets`` the address of the folder."""

    @server.get("/drawings/<theme>/<extent>/", defaults={"page": ""})
    @server.get("/drawings/<theme>/<extent>/<path:page>")
    def drawings(theme: str, extent: str, page: str) -> Response:
        if theme not in THEMES or extent not in (PARTS, WHOLE):
            abort(404, f"There are no such drawings. Themes: {', '.join(THEMES)}; then {PARTS} or {WHOLE}.")
        published, search = current(), request.query_string.decode("utf-8", "replace")
        if page and subject_at(f"/{page}", published.catalogue) is None:
            abort(404, f"The page /{page[:80]} has no views.")
        answer = drawn(published, f"?{search}" if search else "", theme, extent == WHOLE, f"/{page}", assets)
        return Response(to_json_plotly(answer), mimetype="application/json", headers={"Cache-Control": "no-store"})


def drawn(published: Published, search: str, theme: str, whole: bool, page: str, assets: str) -> dict[str, Any]:
    """For a query string: the drawing of each view, what is painted around them, and what stands above and below."""
    scene = scene_at(published, search, theme, assets, subject_at(page, published.catalogue))
    names = names_at(scene.subject, scene.address.look)
    pictures = {name: NAMED[name].drawn(scene) for name in names}
    words, rest = around(scene)
    return {
        "drawings": {name: NAMED[name].drawing(picture, whole) for name, picture in pictures.items()},
        "paint": said.paint(scene, pictures),
        "words": words,
        "rest": rest,
        "canonical": said.canonical(scene),
    }
