"""The lean page that other sites show in a frame: title, sentence, the views that were asked for, source, a way out.

Who may show it is decided in ``framing``; clicks change the selection within the frame, links open the dashboard.
"""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.citing import credit_line
from dashboard.language import gettext as _
from dashboard.pages.chosen import chip_links, refused
from dashboard.pages.explore import HEADING
from dashboard.pages.panels import view_panel
from dashboard.pages.said import stores, summary_text
from dashboard.scene import Scene
from dashboard.selection import query_string
from dashboard.views import NAMED, names_at
from dashboard.wording import NOT_AUTHORITATIVE


def layout(scene: Scene) -> Component:
    """The page for an address that asks for it."""
    names = names_at(scene.subject, scene.address.look)
    pictures = {name: NAMED[name].drawn(scene) for name in names}
    panels = [view_panel(NAMED[name], picture, scene) for name, picture in pictures.items()]
    has_map = any(name.endswith("-map") for name in names)
    return html.Div(
        [
            *stores(scene, pictures),
            html.Main(
                [
                    _heading(scene),
                    html.Div(words(scene), id=ids.WORDS, className="lean-words"),
                    html.Div(panels, className="lean-views"),
                    html.P(_(NOT_AUTHORITATIVE), className="boundary-note") if has_map else None,
                    html.Div(foot(scene), id=ids.REST),
                ],
                className="main lean",
            ),
        ],
    )


def _heading(scene: Scene) -> Component:
    return html.H1(scene.subject.name, className="subject") if scene.subject else html.H1(_(HEADING))


def words(scene: Scene) -> list[Component]:
    """The sentence, a chip for each chosen value, and what was refused."""
    cleared = f"{scene.path}?{query_string(scene.own.look.pairs())}"
    chips = chip_links(scene.own, scene.published.catalogue, scene.path, cleared)
    return [
        html.P(summary_text(scene), id=ids.SUMMARY, className="summary"),
        html.Div(chips, id=ids.CHIPS, className="chips"),
        html.Div(refused(scene.own, scene.path), id=ids.NOTICES, className="notices"),
    ]


def foot(scene: Scene) -> list[Component]:
    """The way to the same selection in the dashboard, and the source."""
    there = f"{scene.path}{scene.own.in_full.search()}"
    way = html.A(f"{_('Open in the dashboard')} ↗", href=there, target="_blank", rel="noopener", className="quiet")
    return [html.P([way, html.Span(credit_line(scene.published))], className="lean-foot")]
