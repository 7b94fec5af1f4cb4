"""What stands above a page that shows a snapshot: which one, and the way to the table of today.

The browser loads the page anew where the table changes (selection.js): filters and names of one fit no other.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, quote

from dash import html
from dash.development.base_component import Component

from dashboard.language import gettext as _
from dashboard.pages.woven import woven
from dashboard.published import Published
from dashboard.selection import query_string
from dashboard.wording import date_in_words


def snapshot_note(published: Published, pathname: str, search: str | None) -> list[Component]:
    """A line for a snapshot, nothing for the table of today."""
    snapshot = published.snapshot
    if snapshot is None:
        return []
    said = woven(
        _("Snapshot {number}, frozen on {day}: every number is of that day. {today}."),
        number=snapshot.number,
        day=date_in_words(snapshot.made[:10]),
        today=html.A(_("See the table of today"), href=_without_snapshot(pathname, search)),
    )
    return [html.Aside([html.P(said)], className="frozen no-print", **{"aria-label": _("Snapshot")})]


def _without_snapshot(pathname: str, search: str | None) -> str:
    pairs = parse_qsl((search or "").removeprefix("?"), keep_blank_values=True, errors="replace")
    query = query_string((name, value) for name, value in pairs if name != "snapshot")
    return f"{quote(pathname)}{f'?{query}' if query else ''}"
