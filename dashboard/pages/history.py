"""The history of an engagement: every change with its differences, reason and origin, newest first.

The same changes stand in the change log of all engagements; who decided them is not told to the public.
"""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.change_words import Difference, Told, told
from dashboard.language import begun
from dashboard.language import gettext as _
from dashboard.pages.woven import woven
from dashboard.published import Published
from dashboard.store.trouble import UNAVAILABLE


def history(published: Published, engagement: str) -> list[Component]:
    """A section with the changes of an engagement; nothing where it has none."""
    try:
        changes = [told(each, published.catalogue.labels) for each in published.history(engagement)]
    except UNAVAILABLE:
        words = _("The history cannot be read at the moment. Try again in a minute.")
        return [html.H2(_("History"), id="history"), html.P(words, className="notice")]
    if not changes:
        return []
    return [
        html.H2(_("History"), id="history"),
        html.Ol([_change(each) for each in changes], className="history"),
        html.P(html.A(_("Changes of the whole table"), href="/data/changes")),
    ]


def _change(change: Told) -> Component:
    action = html.Strong(change.action.capitalize())
    if change.undoes:
        said = _("{action} on {moment}, change {number}, undoing change {undone}.")
    else:
        said = _("{action} on {moment}, change {number}.")
    told = woven(said, action=action, moment=change.when, number=change.number, undone=change.undoes or "")
    return html.Li(
        [
            html.P(told),
            *([_table(change.differences)] if change.differences else []),
            *([html.P([_("Reason:"), " ", html.Q(change.reason)])] if change.reason else []),
            *([html.P(change.origin, className="hint")] if change.origin else []),
        ]
    )


def _table(differences: tuple[Difference, ...]) -> Component:
    head = html.Thead(html.Tr([html.Th(text, scope="col") for text in (_("Column"), _("Before"), _("After"))]))
    rows = [
        html.Tr(
            [
                html.Th(begun(each.title), scope="row"),
                html.Td(html.Del(each.before)),
                html.Td(html.Ins(each.after)),
            ]
        )
        for each in differences
    ]
    return html.Table(
        [html.Caption(_("What changed"), className="visually-hidden"), head, html.Tbody(rows)],
        className="plain differences",
    )
