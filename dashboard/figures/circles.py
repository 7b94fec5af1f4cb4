"""Where the circles of small countries are drawn: where they lie, but nudged apart where they would cover each other.

Computed once for all circles, whether they hold anything or not, so that none moves with the selection.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

PIXELS = 116
"""Pixels to a unit of the projected plane where the world map is drawn in a window of 1440 pixels."""

APART = 7.3
"""Pixels between the middles of two circles, there: a little more than a circle's width."""

KEPT_CLEAR: Mapping[tuple[float, float], float] = {(2.35, 48.86): 8.6}
"""Longitude and latitude of a large city → pixels from it that no circle comes nearer: Luxembourg's hid Paris on a
phone, where the map is half as wide."""

STEPS = 200
HOMESICK = 0.1
"""Share of the way home that a circle goes in the first step, less in each later one."""

MIDDLE = 11.0
"""The meridian in the middle of the map (``frames.WORLD_FRAME``)."""

EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)
LATITUDES = np.linspace(-90, 90, 3601)


def circle_places(circles: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Code → longitude and latitude (degrees) at which its circle is drawn, from where the country lies.

    Circles that are too near push each other away evenly and are drawn home, the less the later, as in the circle
    cartogram of Dorling (1996, Area Cartograms: Their Use and Creation, CATMOG 59).
    """
    degrees = np.array(list(circles.values()), dtype=float).reshape(-1, 2)
    if not len(degrees):
        return {}
    placed = _degrees(_apart(_plane(degrees)))
    return dict(zip(circles, ((float(x), float(y)) for x, y in placed), strict=True))


def _apart(homes: Points) -> Points:
    # Two circles in the very same place would not know where to go.
    at = homes + np.arange(len(homes))[:, None] * [1e-7, 2e-7]
    for step in range(STEPS):
        at += (homes - at) * HOMESICK * (1 - step / STEPS)
        at += _pushes(at)
    return at


def _pushes(at: Points) -> Points:
    """What each circle is pushed by its neighbours, half of what is lacking each, and by what is kept clear, whole."""
    between = at[:, None] - at[None]
    pushes = 0.5 * _lacking(between, APART).sum(axis=1)
    for city, pixels in KEPT_CLEAR.items():
        pushes += _lacking(at - _plane(np.array([city])), pixels)
    return np.asarray(pushes)


def _lacking(between: Points, pixels: float) -> Points:
    """The way from too near to ``pixels`` away, along the line between the two; 0 for a circle and itself."""
    distance = np.hypot(between[..., 0], between[..., 1])[..., None]
    direction = np.divide(between, distance, out=np.zeros_like(between), where=distance > 0)
    return np.asarray(direction * np.clip(pixels / PIXELS - distance, 0, None))


def _plane(degrees: Points) -> Points:
    """The Equal Earth projection (Šavrič, Patterson and Jenny 2018, doi:10.1080/13658816.2018.1504949)."""
    longitude = (degrees[:, 0] - MIDDLE + 180) % 360 - 180
    theta = _theta(degrees[:, 1])
    return np.column_stack([np.radians(longitude) * _width(theta), _height(theta)])


def _degrees(plane: Points) -> Points:
    latitude = np.interp(plane[:, 1], _height(_theta(LATITUDES)), LATITUDES)
    longitude = np.degrees(plane[:, 0] / _width(_theta(latitude))) + MIDDLE
    return np.column_stack([(longitude + 180) % 360 - 180, latitude])


def _theta(latitude: Points) -> Points:
    return np.asarray(np.arcsin(np.sqrt(3) / 2 * np.sin(np.radians(latitude))))


def _height(theta: Points) -> Points:
    a, b, c, d = EQUAL_EARTH
    return np.asarray(a * theta + b * theta**3 + c * theta**7 + d * theta**9)


def _width(theta: Points) -> Points:
    a, b, c, d = EQUAL_EARTH
    slope = a + 3 * b * theta**2 + 7 * c * theta**6 + 9 * d * theta**8
    return np.asarray(2 / np.sqrt(3) * np.cos(theta) / slope)
