"""The page of an engagement that was withdrawn: that it is gone, why, what it said last, and its history.

It answers 200, since links to it are out in the world, and asks search engines to leave it out.
"""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.change_words import COLUMNS, moment_in_words, value_in_words
from dashboard.language import N_, begun
from dashboard.language import gettext as _
from dashboard.pages.history import history
from dashboard.pages.woven import woven
from dashboard.published import Published
from dashboard.store.trouble import UNAVAILABLE

TITLE = N_("Withdrawn")


def layout(published: Published, identifier: str) -> Component:
    """The page; ``identifier`` is one of ``Published.gone``."""
    try:
        history_of = published.history(identifier)
    except UNAVAILABLE:
        history_of = ()
    last = next((each for each in history_of if each.after is None and each.before is not None), None)
    row = (last.before if last else None) or {}
    listed: list[Component] = []
    for name, column in COLUMNS.items():
        if row.get(name) and name not in ("id", "title", "summary"):
            listed += [
                html.Dt(begun(column.title)),
                html.Dd(value_in_words(name, row[name], published.catalogue.labels)),
            ]
    withdrawn = _("Withdrawn on {moment}: {reason}")
    said = withdrawn.format(moment=moment_in_words(last.at), reason=last.reason) if last else _(TITLE)
    return html.Main(
        [
            html.P(woven(_("Engagement {id}"), id=html.Code(identifier)), className="kind"),
            html.H1(html.Del(row.get("title", "")), className="subject"),
            html.P(said, className="notice"),
            html.P(_("It is in no count, map or export any more. What it said last:")),
            html.P(row.get("summary", ""), className="lead gone"),
            html.Dl(listed, className="facts gone"),
            *history(published, identifier),
        ],
        className="prose engagement withdrawn",
    )
