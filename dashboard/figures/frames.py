"""The frames of the two maps: projection, part of the world, and where squares stand for what has no room.

What is drawn inside them is in ``figures.maps``.
"""

from __future__ import annotations

from collections.abc import Mapping

SQUARES: Mapping[str, tuple[float, float]] = {
    "DC": (-66.86, 39.44),
    "PR": (-68.07, 36.41),
    "VI": (-69.19, 33.36),
    "GU": (-70.23, 30.29),
    "MP": (-71.19, 27.19),
    "AS": (-72.08, 24.06),
}
"""Where the District and the territories stand as squares (longitude, latitude): a column on screen, at sea."""

SQUARE_SIZE = 22

CIRCLE_SIZE, EMPTY_CIRCLE_SIZE = 7, 5
"""Pixels across a small country with engagements and without: at 9, Luxembourg's circle took the clicks on Paris."""

NOTHING_BENEATH = {
    f"show{layer}": False
    for layer in ("land", "ocean", "coastlines", "countries", "subunits", "lakes", "rivers", "frame")
}

US_FRAME: Mapping[str, object] = {
    "scope": "usa",
    "projection": {"type": "albers usa"},
    "lonaxis": {"range": [-122, -69]},
    "lataxis": {"range": [24.5, 50]},
}

WORLD_FRAME: Mapping[str, object] = {
    "scope": "world",
    "projection": {"type": "equal earth", "rotation": {"lon": 11}},
    "center": {"lon": 11, "lat": 7},
    "lonaxis": {"range": [-169, 191]},
    "lataxis": {"range": [-59, 84]},
}

NEAR = 1
"""Hover distance in pixels: at Plotly's 20 the circles of small countries would take the clicks of large ones."""


def turned(longitude: float) -> dict[str, object]:
    """The world with this meridian (degrees) in its middle."""
    return {
        **WORLD_FRAME,
        "projection": {"type": "equal earth", "rotation": {"lon": longitude}},
        "center": {"lon": longitude, "lat": 7},
        "lonaxis": {"range": [longitude - 180, longitude + 180]},
    }


def frame(part: Mapping[str, object]) -> dict[str, object]:
    """The layout of a map: only our own shapes, seen in this part of the world."""
    return {"bgcolor": "rgba(0,0,0,0)", "visible": False, "fitbounds": False, **NOTHING_BENEATH, **part}
