"""The menu with which a view is saved as a picture, and the button that leads to the code of a lean page.

What a picture shows is put together in the browser (``assets/picture.js``) from what the page says of the view.
"""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.language import gettext as _


def save_menu(heading: str) -> Component:
    """PNG and SVG of the view that the menu stands in; ``heading``: the id of the element that names the view."""
    files = [("png", "PNG", _("for slides and web pages")), ("svg", "SVG", _("for print, to be edited"))]
    buttons = [
        html.Button([html.B(name), f" {use}"], type="button", className="save-as", **{"data-save": kind})
        for kind, name, use in files
    ]
    sign = html.Span(className="save-sign", **{"aria-hidden": "true"})
    opener = html.Summary(
        [sign, html.Span(_("Save image"), className="visually-hidden")],
        title=_("Save image"),
        **{"aria-describedby": heading},
    )
    said = html.P(className="save-said", role="status")
    return html.Details([opener, html.Div([*buttons, said], className="save-list")], className="save no-print")


def embed_button(views: Sequence[str]) -> Component:
    """The button that opens the code of a lean page; ``views``: those of the page, in order."""
    return html.Button(
        _("Embed"),
        id=ids.EMBED,
        type="button",
        className="quiet",
        **{"data-views": " ".join(views), "aria-haspopup": "dialog"},
    )
