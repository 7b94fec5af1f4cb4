"""The views of the explorer, a row each: what it asks, how it is drawn, and what of it changes with the selection.

To add a chart, add a row. Callbacks and pages walk this table and know no chart by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dashboard.address import parse_address
from dashboard.figures.arcs import LINE_TRACES
from dashboard.figures.picture import Figure, Picture
from dashboard.language import N_, said
from dashboard.language import gettext as _
from dashboard.observing import drawing
from dashboard.pictures import cells, charts, connected, maps, tabled, ties
from dashboard.pictures.section import Sheet
from dashboard.published import Asked, Published
from dashboard.scene import Scene, set_scene
from dashboard.schema import OTHER_SIDE
from dashboard.selection import YEARS, Address, Look, Refusal
from dashboard.subjects import TIE, Subject
from dashboard.theme import Theme, theme_named
from dashboard.wording import NAME, date_in_words, describe

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class View:
    """One chart: its id, the question it answers, and how.

    ``questions`` lists what it asks for an address, ``picture`` draws it from a scene. ``changing``: the parts of
    its figure that a new selection changes; where given, only they are sent to a page that shows the view already.
    ``sheet``: the same as a table. ``without``: parameters whose clauses the view leaves out.
    """

    name: str
    title: str = said()
    questions: Callable[[Address], list[Asked]]
    picture: Callable[[Scene], Picture]
    sheet: Callable[[Scene], Sheet]
    without: tuple[str, ...] = ()
    changing: tuple[Path, ...] = ()

    def drawn(self, scene: Scene) -> Picture:
        """The picture; how long it took is told to who listens."""
        with drawing("view", self.name):
            return self.picture(scene)

    def table(self, scene: Scene) -> Sheet:
        """What the drawing shows, as a table whose caption says view, unit, selection and source."""
        picture, published = self.drawn(scene), scene.published
        selection = describe(scene.selection.without(*self.without), published.catalogue)
        caption = _("{view} Counted: {units}. Selection: {selection}. {source}").format(
            view=picture.title or self.title,
            units=picture.unit or _("distinct sources"),
            selection=selection or _("everything in the table"),
            source=source_line(published),
        )
        return replace(self.sheet(scene), caption=caption)

    def drawing(self, picture: Picture, whole: bool) -> Figure | list[tuple[Path, Any]]:
        """What a page that shows the view is sent: the figure, or where only parts change, their paths and values."""
        if whole or not self.changing:
            return picture.figure
        return [(path, _at(picture.figure, path)) for path in self.changing]


def source_line(published: Published) -> str:
    """Where the numbers of every view come from, and of which day; '' for an empty table."""
    day, snapshot = date_in_words(published.updated), published.snapshot
    source = _("Source: {name}, compiled from public sources, as of {day}.")
    source = _("Source: {name}, snapshot {number}, compiled from public sources, as of {day}.") if snapshot else source
    return source.format(name=NAME, number=snapshot.number if snapshot else "", day=day) if day else ""


def _at(figure: Any, path: Path) -> Any:
    for step in path[:-1]:
        figure = figure[step]
    return figure.get(path[-1])


def _changing(traces: dict[int, tuple[str, ...]]) -> tuple[Path, ...]:
    return tuple(("data", trace, *part.split(".")) for trace, parts in traces.items() for part in parts)


SHAPES = ("z", "zmax", "colorscale", "text", "selectedpoints", "marker.line.color")
OUTLINES = ("locations", "z")
MARKERS = ("marker.color", "marker.opacity", "marker.line")
SQUARES = ("hovertext", "textfont.color", *MARKERS)
CIRCLES = ("text", "marker.size", *MARKERS)
ARCS = dict.fromkeys(range(3, 3 + LINE_TRACES), ("lon", "lat"))
HANDLES = ("lon", "lat", "hovertext", "customdata")
DOTS = ("lon", "lat", "text", "customdata", "marker.size", "marker.sizeref")

WORLD_CHANGES = _changing(
    {
        1: SHAPES,
        2: OUTLINES,
        **ARCS,
        3 + LINE_TRACES: HANDLES,
        4 + LINE_TRACES: CIRCLES,
        5 + LINE_TRACES: DOTS,
    }
)

VIEWS: tuple[View, ...] = (
    View(
        "state-map",
        N_("Who engages?"),
        maps.state_questions,
        maps.state_picture,
        tabled.state_sheet,
        ("state",),
        _changing({0: SHAPES, 1: OUTLINES, 2: SQUARES, 3: DOTS}),
    ),
    View(
        "world-map",
        N_("With whom?"),
        maps.world_questions,
        maps.world_picture,
        tabled.country_sheet,
        OTHER_SIDE,
        WORLD_CHANGES,
    ),
    View("network", N_("How are they tied?"), ties.network_questions, ties.network_picture, tabled.network_sheet),
    View("matrix", N_("Where do ties concentrate?"), cells.matrix_questions, cells.matrix_picture, tabled.matrix_sheet),
    View(
        "issue-bars",
        N_("On what issues?"),
        charts.issue_questions,
        charts.issue_picture,
        tabled.issue_sheet,
        ("issue",),
    ),
    View("type-bars", N_("In what form?"), charts.type_questions, charts.type_picture, tabled.type_sheet, ("type",)),
    View("timeline", N_("When?"), charts.time_questions, charts.time_picture, tabled.time_sheet, YEARS),
)

CONNECTIONS = View(
    "connections-map",
    N_("From where to where?"),
    connected.connected_questions,
    connected.connected_picture,
    tabled.ties_sheet,
    changing=WORLD_CHANGES,
)
"""The arcs of a subject's ties."""

DATES = View(
    "dates",
    N_("When, and how precisely known?"),
    charts.dates_questions,
    charts.dates_picture,
    tabled.dates_sheet,
    YEARS,
)
"""The timeline of the pages of single subjects."""

NAMED = {view.name: view for view in (*VIEWS, CONNECTIONS, DATES)}

EXPLORER = tuple(view.name for view in VIEWS)

OF_U_S_SIDE = ("world-map", "issue-bars", "type-bars", "dates")
OF_OTHER_SIDE = ("state-map", "connections-map", "issue-bars", "type-bars", "dates")

MOST_UNASKED = 2
"""Views of a lean page that is asked for none."""

VIEWS_OF: Mapping[str, tuple[str, ...]] = {
    "state": OF_U_S_SIDE,
    "place": OF_U_S_SIDE,
    "country": OF_OTHER_SIDE,
    "counterpart": OF_OTHER_SIDE,
    "network": ("state-map", "issue-bars", "type-bars", "dates"),
    TIE: ("connections-map", "dates"),
}
"""Kind of subject → the views on its page: a map shows the other side, networks are nowhere."""


def scene_of(
    published: Published, address: Address, theme: Theme, assets: str, subject: Subject | None = None
) -> Scene:
    """The scene for an address in which the views of the explorer, or of a subject's page, can be drawn."""
    within = _framed(subject.within(address) if subject else address, subject)
    questions = [question for name in names_at(subject, within.look) for question in NAMED[name].questions(within)]
    return set_scene(published, within, theme, assets, questions, subject)


def scene_at(published: Published, search: str | None, theme: str, assets: str, subject: Subject | None) -> Scene:
    """The same for a query string as the browser has it; what is wrong in it is left out and said."""
    return scene_of(published, parse_address(search or "", published.catalogue), theme_named(theme), assets, subject)


def names_at(subject: Subject | None, look: Look) -> tuple[str, ...]:
    """The names of the views that are shown: all of the page, or those that a lean page is asked for."""
    if not look.embed:
        return names_of(subject)
    return look.chosen_views or names_of(subject)[:MOST_UNASKED]


def _framed(address: Address, subject: Subject | None) -> Address:
    """The address with the views that its page has; the others are refused."""
    shown, asked = names_of(subject), address.look.chosen_views
    if set(asked) <= set(shown):
        return address
    refusals = [
        Refusal("views", name, _("is not on this page"), _("Allowed: {values}.").format(values=", ".join(shown)))
        for name in asked
        if name not in shown
    ]
    look = replace(address.look, views=",".join(name for name in asked if name in shown))
    return replace(address, look=look, refusals=(*address.refusals, *refusals))


def names_of(subject: Subject | None) -> tuple[str, ...]:
    """The names of the views on the page of a subject; of the explorer, where there is none."""
    if subject is None:
        return EXPLORER
    nowhere = {"connections-map"} if "network" in subject.fields else set()
    return tuple(name for name in VIEWS_OF[subject.kind] if name not in nowhere)
