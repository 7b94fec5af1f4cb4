"""The tables of the views: ``/views/<view>`` answers the HTML that a page puts in the place of the drawing, or a CSV.

The address is that of the page, read by the same code; ``page`` is its path where it is about a single subject. A bad
value answers 400.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response, abort, request

from dashboard.address import parse_address
from dashboard.catalogue import Catalogue
from dashboard.download_address import attachment, query, today
from dashboard.exports import file_name, sheet_csv
from dashboard.pages.said import table_query
from dashboard.pages.tabled import table_html
from dashboard.pictures.section import Sheet
from dashboard.published import Published
from dashboard.scene import Scene, set_scene
from dashboard.selection import BadRequestError, Refusal
from dashboard.statics import shapes_address
from dashboard.subjects import Subject, subject_at
from dashboard.theme import LIGHT
from dashboard.views import NAMED, names_of

OF_TABLES = ("page", "rows")
"""Parameters beside those of the page's address."""

ALL = "all"


def register(server: Flask, current: Callable[[], Published]) -> None:
    """Add the routes; ``current`` gives the published table of the moment."""

    @server.get("/views/<view>")
    def view_table(view: str) -> Response:
        scene, sheet = _asked(current(), view)
        is_whole = request.args.get("rows") == ALL
        return Response(table_html(sheet, table_query(scene), is_whole), mimetype="text/html")

    @server.get("/views/<view>.csv")
    def view_csv(view: str) -> Response:
        scene, sheet = _asked(current(), view)
        name = file_name(scene.published, scene.address, "csv", today(), view)
        return Response(sheet_csv(sheet), mimetype="text/csv", headers=attachment(name))


def _asked(published: Published, view: str) -> tuple[Scene, Sheet]:
    """The scene of the request with the view's answers, and its table."""
    subject = _subject(published.catalogue)
    if view not in names_of(subject):
        abort(404, f"There is no view {view[:80]} here. Views: {', '.join(names_of(subject))}.")
    address = parse_address(query(), published.catalogue, also=OF_TABLES)
    within = subject.within(address) if subject else address
    refusals = [*within.refusals, *_not_all()]
    if refusals:
        raise BadRequestError(refusals)
    scene = set_scene(published, within, LIGHT, shapes_address(), NAMED[view].questions(within), subject)
    return scene, NAMED[view].table(scene)


def _subject(catalogue: Catalogue) -> Subject | None:
    asked = request.args.get("page", "")
    subject = subject_at(asked, catalogue)
    if asked and subject is None:
        reason = Refusal("page", asked[:80], "is not the page of a single subject", "Allowed: as '/state/TX'.")
        raise BadRequestError([reason])
    return subject


def _not_all() -> list[Refusal]:
    asked = request.args.get("rows", ALL)
    return [] if asked == ALL else [Refusal("rows", asked[:80], "is not known", f"Allowed: {ALL}.")]
