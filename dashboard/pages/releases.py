"""The snapshots on the Data page: each with its number, day, rows and files, and the way to what changed since.

What a snapshot is and holds is in ``snapshots``; what changed between two is told at /data/changes.
"""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.language import N_, pgettext
from dashboard.language import gettext as _
from dashboard.pages.woven import woven
from dashboard.published import Published
from dashboard.snapshots import CSV, MANIFEST, PARQUET, Snapshot
from dashboard.wording import date_in_words

FILES = {"CSV": CSV, "Parquet": PARQUET, N_("Manifest"): MANIFEST}


def releases(published: Published) -> list[Component]:
    """The section: what a snapshot is for, all there are, and those that are damaged."""
    shelf = published.shelf
    listed = _table(shelf.snapshots) if shelf.snapshots else html.P(_("No snapshot has been made yet."))
    newest = shelf.snapshots[0].number if shelf.snapshots else "2026.1"
    damaged = [html.P(problem, className="notice") for problem in shelf.problems]
    return [
        html.H2(_("Snapshots"), id="snapshots"),
        html.P(
            woven(
                _(
                    "The table changes as engagements are added and corrected. A snapshot is the whole table, with its "
                    "reference tables, frozen as a numbered release that never changes: with {parameter} in the "
                    "address every page, export and answer of the API is of that day, and can be cited."
                ),
                parameter=html.Code(f"snapshot={newest}"),
            )
        ),
        listed,
        *damaged,
    ]


def _table(snapshots: tuple[Snapshot, ...]) -> Component:
    titles = (_("Snapshot"), _("Frozen on"), _("Engagements"), pgettext("verb", "Open"), _("Files"), _("Notes"))
    head = html.Thead(html.Tr([html.Th(title, scope="col") for title in titles]))
    table = html.Table(
        [html.Caption(_("Snapshots, newest first")), head, html.Tbody([_row(each) for each in snapshots])],
        className="plain",
    )
    return html.Div(table, className="wide releases", tabIndex=0, role="region", **{"aria-label": _("Snapshots")})


def _row(snapshot: Snapshot) -> Component:
    number = snapshot.number
    files = [
        part for name, file in FILES.items() for part in (html.A(_(name), href=f"/snapshots/{number}/{file}"), " ")
    ]
    ways = [
        html.A(_("Explore"), href=f"/?snapshot={number}"),
        ", ",
        html.A(_("changes since"), href=f"/data/changes?older={number}"),
    ]
    digest = _("SHA-256 of the CSV: {digest}").format(digest=snapshot.sha256)
    return html.Tr(
        [
            html.Th(number, scope="row"),
            html.Td(date_in_words(snapshot.made[:10])),
            html.Td(f"{snapshot.rows:,}", className="number"),
            html.Td(ways),
            html.Td([*files, html.Code(snapshot.sha256[:12], title=digest)]),
            html.Td(snapshot.notes or "–"),
        ]
    )
