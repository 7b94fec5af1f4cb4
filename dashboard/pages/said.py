"""What a page shows, in words: the sentence, chips, refusals, the way out of nothing, and what the browser paints.

The same pieces stand on the explorer and on the pages of single subjects; where they stand is decided there.
"""

from __future__ import annotations

from collections.abc import Mapping

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.carrying import carried, travelling
from dashboard.figures.picture import Picture
from dashboard.language import N_, ngettext
from dashboard.language import gettext as _
from dashboard.pages.chosen import chip_links, chips_of, nothing_recorded, refused
from dashboard.pages.downloads import Group, download_menu, groups
from dashboard.pages.filters import filter_counts
from dashboard.periods import page_for
from dashboard.scene import Scene
from dashboard.selection import query_string
from dashboard.subjects import KIND_OF, path_of, tie_path
from dashboard.views import NAMED
from dashboard.wording import summary

HINT = N_("Nothing is filtered. Click a place, a bar, a tie or a year.")

MOST_PAGES = 6
"""Chosen values whose pages are named under the chips."""


def paint(scene: Scene, pictures: Mapping[str, Picture]) -> dict[str, object]:
    """What the browser paints by itself, since as components it would cost as much as drawing the figures.

    Counts beside filter options, heading, unit, key and note of each view, headings and entries of the menu of
    downloads, links that take the selection along, and what the button under the filters says on a phone.
    """
    downloads, rows = offered(scene), scene.totals.rows
    return {
        "counts": {} if scene.subject or scene.address.look.embed else filter_counts(scene),
        "titles": {name: picture.title or NAMED[name].title for name, picture in pictures.items()},
        "notes": {name: picture.note for name, picture in pictures.items()},
        "units": {name: picture.unit for name, picture in pictures.items()},
        "findings": {name: picture.finding for name, picture in pictures.items()},
        "table": table_query(scene),
        "unit": scene.unit.many,
        "keys": {name: [[entry.colour, entry.label] for entry in picture.key] for name, picture in pictures.items()},
        "exports": [[entry.text, entry.address] for group in downloads for entry in group.entries],
        "export_headings": [group.heading for group in downloads],
        "links": {} if scene.subject or scene.address.look.embed else {ids.OVER_TIME: _over_time(scene)},
        "results": ngettext("Show {n} engagement", "Show {n} engagements", rows).format(n=f"{rows:,}"),
    }


def table_query(scene: Scene) -> str:
    """The query string by which the table of a view of this page is asked for."""
    pairs = [*scene.own.selection.pairs(), *scene.own.look.pairs()]
    return query_string([*pairs, ("page", scene.path)] if scene.subject else pairs)


def _over_time(scene: Scene) -> str:
    return carried(page_for(scene.selection), travelling(scene.address.look))


def summary_text(scene: Scene) -> str:
    """The sentence above everything."""
    return summary(scene.selection, scene.totals, scene.published.catalogue, scene.unit, scene.counted)


def canonical(scene: Scene) -> dict[str, str]:
    """What the page shows: its path, its query string as asked and in canonical form, that of its rows, the theme."""
    return {
        "page": scene.path,
        "asked": scene.address.asked,
        "canonical": scene.own.search(),
        "rows": scene.address.search(),
        "theme": scene.theme.name,
    }


def chip_list(scene: Scene) -> list[Component]:
    """A chip for each chosen value, and one link that clears them all."""
    links = chip_links(scene.own, scene.published.catalogue, scene.path)
    if links:
        return [*links, *_pages(scene)]
    return [] if scene.subject else [html.Span(_(HINT), className="hint")]


def _pages(scene: Scene) -> list[Component]:
    """Links to the pages of what is chosen, and of the tie where that is one actor and one other side."""
    chosen = [(name, value) for name, values in scene.own.selection.clauses if name in KIND_OF for value in values]
    links = [(scene.label(name, value), path_of(name, value)) for name, value in chosen[:MOST_PAGES]]
    sides = dict(chosen)
    if len(chosen) == len(sides) == 2 and "actor" in sides and {"counterpart", "network"} & sides.keys():
        links.append((_("their tie"), tie_path(sides["actor"], sides.get("counterpart") or sides["network"])))
    if not links:
        return []
    return [html.Span([_("Pages:"), " ", *_joined(links)], className="pages")]


def _joined(links: list[tuple[str, str]]) -> list[Component | str]:
    parts: list[Component | str] = []
    for text, path in links:
        parts += [dcc.Link(text, href=path), " · "]
    return parts[:-1]


def empty_state(scene: Scene) -> list[Component]:
    """For a selection without engagements: says so, and offers each way out; a subject's own rows need none."""
    catalogue = scene.published.catalogue
    if scene.totals.rows or (scene.subject and not chips_of(scene.own, catalogue)):
        return []
    return nothing_recorded(scene.own, catalogue, scene.path)


def offered(scene: Scene) -> list[Group]:
    """What can be taken away from this page: exactly its rows; of a subject its brief, too."""
    brief = f"{scene.path}/brief.pdf{scene.own.search()}" if scene.subject else ""
    return groups(scene.address, scene.totals, brief)


def words(scene: Scene) -> list[Component]:
    """What is shown, in words: the sentence, a chip for each chosen value, what was refused, and the way out."""
    return [
        html.P(summary_text(scene), id=ids.SUMMARY, className="summary"),
        html.Div(chip_list(scene), id=ids.CHIPS, className="chips"),
        html.Div(refused(scene.own, scene.path), id=ids.NOTICES, className="notices"),
        html.Div(empty_state(scene), id=ids.EMPTY, className="empty"),
    ]


def stores(scene: Scene, pictures: Mapping[str, Picture]) -> list[Component]:
    """What the page keeps: what is painted, that it is painted, what it shows, and the engagement asked for."""
    return [
        dcc.Store(id=ids.PAINT, data=paint(scene, pictures)),
        dcc.Store(id=ids.PAINTED),
        dcc.Store(id=ids.CANONICAL, data=canonical(scene)),
        dcc.Store(id=ids.ASKED_ENGAGEMENT),
    ]


def export_menu(scene: Scene) -> Component:
    """The menu of everything that can be taken away from this page."""
    return download_menu(offered(scene))
