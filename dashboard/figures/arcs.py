"""Ties as great-circle arcs on a map: a few traces of lines, and unseen handles along them that can be clicked.

Which ties there are and where they end comes from outside, as do map and frame.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dashboard.figures.classes import Class, class_of, quantile_classes
from dashboard.figures.picture import KeyEntry, Trace, plain
from dashboard.language import N_, ngettext, spoken
from dashboard.language import gettext as _
from dashboard.schema import FAMILIES
from dashboard.theme import Theme
from dashboard.units import ENGAGEMENTS

Place = tuple[float, float]
"""Longitude and latitude in degrees."""

WIDTHS = (0.8, 1.4, 2.4)
"""Pixels across a line of the weakest, the middle and the strongest ties."""

CASING = 0.7
"""Pixels of the map's ground on both sides of a line: blue arcs would be lost on blue countries."""

LINE_TRACES = len(WIDTHS) * (1 + len(FAMILIES))

MOST_ARCS = 150
MOST_HANDLES = 700
CLOSEST = 4.0
"""Degrees between two handles of an arc at the least: about a handle's width on a desktop screen."""

HANDLE = 9
OPEN = N_("<i>Click to open this tie</i>")

MOSTLY = spoken(
    {
        "partnership": N_("arc: mostly partnerships"),
        "meeting": N_("arc: mostly meetings"),
        "network": N_("arc: mostly networks"),
    }
)
"""Family → what its colour says of an arc."""


def counted_in(family: str, count: int) -> str:
    """How many engagements of a family: '2 meetings'."""
    words = {
        "partnership": ngettext("{n} partnership", "{n} partnerships", count),
        "meeting": ngettext("{n} meeting", "{n} meetings", count),
        "network": ngettext("{n} network", "{n} networks", count),
    }
    return words[family].format(n=f"{count:,}")


@dataclass(frozen=True)
class Arc:
    """A tie: its name, its page (a path that begins with '/'), engagements by family, and both its ends."""

    name: str
    page: str
    families: Mapping[str, int]
    start: Place
    end: Place

    @cached_property
    def count(self) -> int:
        """Engagements of the tie."""
        return sum(self.families.values())

    @property
    def family(self) -> str:
        """The family with most engagements, of equal ones the first in order of the vocabulary."""
        return max(FAMILIES, key=lambda family: self.families.get(family, 0))

    def hover(self) -> str:
        """The text shown on hover, as Plotly's HTML; what a click does follows from the trace's template."""
        number = ENGAGEMENTS.counted(self.count)
        kinds = [(self.families.get(family, 0), family) for family in FAMILIES]
        named = " · ".join(counted_in(family, count) for count, family in kinds if count)
        return "<br>".join([f"<b>{plain(self.name)}</b>", number, named])


def strongest(arcs: Iterable[Arc], most: int = MOST_ARCS) -> tuple[Arc, ...]:
    """At most ``most`` arcs, strongest first; of those as strong as the last, an even sample in order of the names.

    The first ones by name instead would show one end of the alphabet.
    """
    ordered = sorted(arcs, key=lambda arc: (-arc.count, arc.name, arc.page))
    if len(ordered) <= most:
        return tuple(ordered)
    last = ordered[most - 1].count
    stronger = [arc for arc in ordered if arc.count > last]
    equal = [arc for arc in ordered if arc.count == last]
    room = most - len(stronger)
    return (*stronger, *(equal[number * len(equal) // room] for number in range(room)))


def arc_classes(arcs: Sequence[Arc]) -> tuple[Class, ...]:
    """The classes of strength that are drawn in different widths."""
    return quantile_classes([arc.count for arc in arcs], most=len(WIDTHS))


def arc_traces(arcs: Sequence[Arc], theme: Theme) -> list[Trace]:
    """LINE_TRACES traces of lines, widest last, and one of handles; always as many, so that they can be patched.

    A line has two vertices: d3, which draws Plotly's maps, leads it along the great circle and cuts it at the map's
    edge. A handle's ``customdata`` is the tie's page.
    """
    classes = arc_classes(arcs)
    lines = []
    for number, width in enumerate(WIDTHS, start=1):
        as_strong = [arc for arc in arcs if class_of(arc.count, classes) == number]
        lines.append(_lines(as_strong, width + 2 * CASING, theme.paper, 0.5))
        for family, colour in theme.families.items():
            lines.append(_lines([arc for arc in as_strong if arc.family == family], width, colour, 0.75))
    return [*lines, _handles(arcs)]


def arc_key(arcs: Iterable[Arc], theme: Theme) -> tuple[KeyEntry, ...]:
    """The colours of the families that are drawn, each that of most of a tie's engagements."""
    drawn = {arc.family for arc in arcs}
    return tuple(KeyEntry(colour, MOSTLY[family]) for family, colour in theme.families.items() if family in drawn)


def along(start: Sequence[Place], end: Sequence[Place], share: Sequence[float]) -> list[Place]:
    """The place at a share of each great circle from start to end; between antipodes, which have many, any place.

    Spherical linear interpolation: K. Shoemake, Animating rotation with quaternion curves, SIGGRAPH 1985.
    """
    one, other, t = _unit(start), _unit(end), np.asarray(share, dtype=float)[:, None]
    angle = np.radians(lengths(start, end))[:, None]
    sine = np.sin(angle)
    is_short = sine < 1e-9
    divisor = np.where(is_short, 1, sine)
    first = np.where(is_short, 1 - t, np.sin((1 - t) * angle) / divisor)
    second = np.where(is_short, t, np.sin(t * angle) / divisor)
    x, y, z = (first * one + second * other).T
    longitude, latitude = np.degrees(np.arctan2(y, x)), np.degrees(np.arctan2(z, np.hypot(x, y)))
    return list(zip(longitude.round(2).tolist(), latitude.round(2).tolist(), strict=True))


def lengths(start: Sequence[Place], end: Sequence[Place]) -> np.ndarray:
    """Degrees along the great circle between each two places, 0 to 180."""
    one, other = _unit(start), _unit(end)
    return np.degrees(np.arctan2(np.linalg.norm(np.cross(one, other), axis=1), (one * other).sum(axis=1)))


def _unit(places: Sequence[Place]) -> np.ndarray:
    longitude, latitude = np.radians(np.asarray(places, dtype=float).reshape(-1, 2)).T
    return np.column_stack(
        [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)]
    )


def _lines(arcs: Sequence[Arc], width: float, colour: str, opacity: float) -> Trace:
    ends = [place for arc in reversed(arcs) for place in (arc.start, arc.end, (None, None))]
    return {
        "type": "scattergeo",
        "lon": [longitude for longitude, _ in ends],
        "lat": [latitude for _, latitude in ends],
        "mode": "lines",
        "line": {"width": width, "color": colour},
        "opacity": opacity,
        "hoverinfo": "skip",
    }


def _handles(arcs: Sequence[Arc]) -> Trace:
    """Unseen points along each arc but not at its ends, where countries are clicked; fewer of each where arcs are many.

    The strongest come last, on top.
    """
    degrees = lengths([arc.start for arc in arcs], [arc.end for arc in arcs])
    apart = max(CLOSEST, float(degrees.sum()) / MOST_HANDLES)
    numbers = [max(1, int(each / apart)) for each in degrees]
    held = [
        (arc, place / (number + 1)) for arc, number in zip(arcs, numbers, strict=True) for place in range(1, number + 1)
    ]
    held.reverse()
    places = along([arc.start for arc, _ in held], [arc.end for arc, _ in held], [share for _, share in held])
    texts = {arc.page: arc.hover() for arc in arcs}
    return {
        "type": "scattergeo",
        "lon": [longitude for longitude, _ in places],
        "lat": [latitude for _, latitude in places],
        "mode": "markers",
        "marker": {"size": HANDLE, "opacity": 0},
        "hovertext": [texts[arc.page] for arc, _ in held],
        "hovertemplate": f"%{{hovertext}}<br>{_(OPEN)}<extra></extra>",
        "customdata": [arc.page for arc, _ in held],
    }
