"""The two choropleths: U.S. states and territories, and the world, with city dots and arcs on request.

Shapes are fetched by the browser from our own files, never put into a figure; classes and marks come from outside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.figures.arcs import Arc, arc_key, arc_traces
from dashboard.figures.classes import Class, class_key, class_of, edge_on, fill, ink_on, quantile_classes, tints
from dashboard.figures.frames import (
    CIRCLE_SIZE,
    EMPTY_CIRCLE_SIZE,
    NEAR,
    SQUARE_SIZE,
    SQUARES,
    US_FRAME,
    WORLD_FRAME,
    frame,
)
from dashboard.figures.picture import KeyEntry, Mark, Picture, Trace, figure_of
from dashboard.language import begun
from dashboard.theme import Theme
from dashboard.units import ENGAGEMENTS, Unit

STATES_URL = "geo/states.json"
COUNTRIES_URL = "geo/countries.json"

FADED = 0.4


@dataclass(frozen=True)
class Valued:
    """A mark with the value that colours it (a count or a rate)."""

    mark: Mark
    value: float


@dataclass(frozen=True)
class Dot:
    """A city: name, engagements, degrees, and the clause that a click picks."""

    name: str
    count: float
    longitude: float
    latitude: float
    clause: str
    chosen: bool = False
    unit: Unit = ENGAGEMENTS


def state_map(
    places: Sequence[Valued], dots: Sequence[Dot], theme: Theme, assets: str, unit: str, decimals: int = 0
) -> Picture:
    """U.S. states as shapes, D.C. and the territories as labelled squares.

    ``assets`` is the address of the assets folder, ending in '/'; ``unit`` and ``decimals`` those of the values.
    """
    classes = quantile_classes([place.value for place in places])
    shapes = [place for place in places if place.mark.code not in SQUARES]
    squares = [place for place in places if place.mark.code in SQUARES]
    traces = [
        _shapes(shapes, classes, theme, assets + STATES_URL),
        _outlines(shapes, theme, assets + STATES_URL),
        _squares(squares, classes, theme, _any_chosen(places)),
        _dots(dots, theme),
    ]
    figure = figure_of(traces, theme, uirevision="state-map", hoverdistance=NEAR, geo=frame(US_FRAME))
    return Picture(figure, key=_key(unit, classes, theme, decimals), unit=unit)


def world_map(
    places: Sequence[Valued],
    circles: Mapping[str, tuple[float, float]],
    without_shape: frozenset[str],
    dots: Sequence[Dot],
    arcs: Sequence[Arc],
    theme: Theme,
    assets: str,
    *,
    unit: str,
    decimals: int = 0,
    part: Mapping[str, object] = WORLD_FRAME,
) -> Picture:
    """Countries as shapes, small ones (``circles``: code → longitude, latitude) also as circles; the U.S. neutral."""
    classes = quantile_classes([place.value for place in places])
    url = assets + COUNTRIES_URL
    shapes = [place for place in places if place.mark.code not in without_shape]
    small = [place for place in places if place.mark.code in circles]
    traces = [
        _neutral(theme, url),
        _shapes(shapes, classes, theme, url),
        _outlines(shapes, theme, url),
        *arc_traces(arcs, theme),
        _circles(small, circles, classes, theme, _any_chosen(places)),
        _dots(dots, theme),
    ]
    figure = figure_of(traces, theme, uirevision="world-map", hoverdistance=NEAR, geo=frame(part))
    return Picture(figure, key=(*_key(unit, classes, theme, decimals), *arc_key(arcs, theme)), unit=unit)


def _shapes(places: Sequence[Valued], classes: Sequence[Class], theme: Theme, url: str) -> Trace:
    return {
        "type": "choropleth",
        "geojson": url,
        "featureidkey": "id",
        "locations": [place.mark.code for place in places],
        **fill([place.value for place in places], classes, theme),
        "selectedpoints": _chosen(places),
        "unselected": {"marker": {"opacity": FADED}},
        **_pointing(places),
    }


def _outlines(places: Sequence[Valued], theme: Theme, url: str) -> Trace:
    chosen = [place.mark.code for place in places if place.mark.chosen]
    return {
        "type": "choropleth",
        "geojson": url,
        "featureidkey": "id",
        "locations": chosen,
        "z": [0] * len(chosen),
        "colorscale": [[0, "rgba(0,0,0,0)"], [1, "rgba(0,0,0,0)"]],
        "showscale": False,
        "marker": {"line": {"color": theme.ink, "width": 2}},
        "hoverinfo": "skip",
    }


def _neutral(theme: Theme, url: str) -> Trace:
    return {
        "type": "choropleth",
        "geojson": url,
        "featureidkey": "id",
        "locations": ["USA"],
        "z": [0],
        "colorscale": [[0, theme.outside], [1, theme.outside]],
        "showscale": False,
        "marker": {"line": {"color": edge_on(theme.outside, theme), "width": 0.6}},
        "hoverinfo": "skip",
    }


def _squares(places: Sequence[Valued], classes: Sequence[Class], theme: Theme, fading: bool) -> Trace:
    colours = tints(classes, theme)
    picked = [class_of(place.value, classes) for place in places]
    return {
        "type": "scattergeo",
        "lon": [SQUARES[place.mark.code][0] for place in places],
        "lat": [SQUARES[place.mark.code][1] for place in places],
        "mode": "markers+text",
        "text": [place.mark.code for place in places],
        "textfont": {"size": 11, "color": [ink_on(number, classes, theme) for number in picked]},
        "marker": {
            "symbol": "square",
            "size": SQUARE_SIZE,
            "opacity": _opacity(places, fading),
            "color": [colours[number] for number in picked],
            "line": _edges(places, theme),
        },
        "hovertext": [place.mark.hover() for place in places],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [place.mark.clause for place in places],
    }


def _circles(
    places: Sequence[Valued],
    circles: Mapping[str, tuple[float, float]],
    classes: Sequence[Class],
    theme: Theme,
    fading: bool,
) -> Trace:
    colours = tints(classes, theme)
    return {
        "type": "scattergeo",
        "lon": [circles[place.mark.code][0] for place in places],
        "lat": [circles[place.mark.code][1] for place in places],
        "mode": "markers",
        "marker": {
            "size": [CIRCLE_SIZE if place.value else EMPTY_CIRCLE_SIZE for place in places],
            "opacity": _opacity(places, fading),
            "color": [colours[class_of(place.value, classes)] for place in places],
            "line": _edges(places, theme),
        },
        **_pointing(places),
    }


def _dots(dots: Sequence[Dot], theme: Theme) -> Trace:
    largest = max((dot.count for dot in dots), default=1)
    return {
        "type": "scattergeo",
        "lon": [dot.longitude for dot in dots],
        "lat": [dot.latitude for dot in dots],
        "mode": "markers",
        "marker": {
            "size": [dot.count for dot in dots],
            "sizemode": "area",
            "sizeref": 2 * largest / 18**2,
            "sizemin": 2.5,
            "color": theme.families["meeting"],
            "opacity": 0.75,
            "line": {"color": theme.paper, "width": 0.7},
        },
        "text": [Mark("", dot.name, dot.count, "", dot.chosen, unit=dot.unit).hover() for dot in dots],
        "hovertemplate": "%{text}<extra></extra>",
        "customdata": [dot.clause for dot in dots],
    }


def _pointing(places: Sequence[Valued]) -> dict[str, object]:
    return {
        "text": [place.mark.hover() for place in places],
        "hovertemplate": "%{text}<extra></extra>",
        "customdata": [place.mark.clause for place in places],
    }


def _key(unit: str, classes: Sequence[Class], theme: Theme, decimals: int) -> tuple[KeyEntry, ...]:
    """What the numbers count, without a colour, and the classes."""
    return (KeyEntry("", f"{begun(unit)}:"), *class_key(classes, theme, decimals))


def _any_chosen(places: Sequence[Valued]) -> bool:
    return any(place.mark.chosen for place in places)


def _opacity(places: Sequence[Valued], fading: bool) -> list[float]:
    return [FADED if fading and not place.mark.chosen else 1 for place in places]


def _chosen(places: Sequence[Valued]) -> list[int] | None:
    """Places in the list that are chosen, for Plotly's fading of the rest; None where none is, so that none fades."""
    return [number for number, place in enumerate(places) if place.mark.chosen] or None


def _edges(places: Sequence[Valued], theme: Theme) -> dict[str, list[object]]:
    return {
        "color": [theme.ink if place.mark.chosen else theme.muted for place in places],
        "width": [2 if place.mark.chosen else 0.6 for place in places],
    }
