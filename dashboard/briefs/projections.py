"""The two map projections of the briefs: Equal Earth for the world, a composite Albers for the United States.

Degrees in, plane coordinates out (y grows downwards, as on paper); what is drawn with them is in ``vector_map``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""An array of shape (n, 2): longitude and latitude in degrees, or x and y on the plane."""

MERIDIAN = 11.0
"""Longitude in the middle of the world map, so that its edge runs through the Bering Strait."""


def equal_earth(points: Points) -> Points:
    """The world in equal areas, around ``MERIDIAN``; longitudes within 180 degrees of it stay on one sheet.

    Šavrič, Patterson and Jenny 2018, "The Equal Earth map projection", International Journal of Geographical
    Information Science 33 (3), equations 2 to 4.
    """
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    turned = np.radians(points[:, 0] - MERIDIAN)
    theta = np.arcsin(np.sqrt(3) / 2 * np.sin(np.radians(points[:, 1])))
    slope = 9 * a4 * theta**8 + 7 * a3 * theta**6 + 3 * a2 * theta**2 + a1
    x = 2 * np.sqrt(3) * turned * np.cos(theta) / (3 * slope)
    y = a4 * theta**9 + a3 * theta**7 + a2 * theta**3 + a1 * theta
    return np.column_stack([x, -y])


def sheets(ring: Points) -> list[Points]:
    """The ring in one piece, or in two where it crosses the edge of the world map."""
    turned = np.unwrap((ring[:, 0] - MERIDIAN + 180) % 360 - 180, period=360)
    whole = np.column_stack([turned + MERIDIAN, ring[:, 1]])
    for sign in (1, -1):
        edge = MERIDIAN + sign * 180
        if (sign * (whole[:, 0] - edge) > 0).any():
            beyond = _clipped(whole, edge, -sign)
            beyond[:, 0] -= sign * 360
            return [_clipped(whole, edge, sign), beyond]
    return [whole]


def _clipped(ring: Points, edge: float, sign: int) -> Points:
    """What of a ring lies west (``sign`` 1) or east (-1) of a meridian (Sutherland and Hodgman 1974)."""
    kept: list[tuple[float, float]] = []
    for (lon, lat), (next_lon, next_lat) in zip(ring, np.roll(ring, -1, axis=0), strict=True):
        inside, next_inside = sign * (lon - edge) <= 0, sign * (next_lon - edge) <= 0
        if inside:
            kept.append((lon, lat))
        if inside != next_inside:
            share = (edge - lon) / (next_lon - lon)
            kept.append((edge, lat + share * (next_lat - lat)))
    return np.array(kept).reshape(-1, 2)


@dataclass(frozen=True)
class Albers:
    """Albers' conic equal-area projection of the sphere (Snyder 1987, "Map Projections", equations 14-1 to 14-6).

    ``middle``: its central meridian; ``parallels``: the two true ones; ``centre``: degrees from the meridian and
    latitude of the point that is drawn at ``place``; ``scale``: its size beside the others.
    """

    middle: float
    centre: tuple[float, float]
    parallels: tuple[float, float]
    scale: float = 1.0
    place: tuple[float, float] = (0.0, 0.0)

    def project(self, points: Points) -> Points:
        """Degrees → plane."""
        turned = (points[:, 0] - self.middle + 180) % 360 - 180
        raw = self._raw(np.column_stack([turned, points[:, 1]])) - self._raw(np.array([self.centre]))
        return raw * self.scale + np.array(self.place)

    def _raw(self, points: Points) -> Points:
        south, north = np.sin(np.radians(self.parallels))
        cone = (south + north) / 2
        constant = 1 + south * (2 * cone - south)
        radius = np.sqrt(constant - 2 * cone * np.sin(np.radians(points[:, 1]))) / cone
        angle = cone * np.radians(points[:, 0])
        return np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])


LOWER = Albers(middle=-96, centre=(-0.6, 38.7), parallels=(29.5, 45.5))
INSETS = {
    "AK": Albers(middle=-154, centre=(-2, 58.5), parallels=(55, 65), scale=0.35, place=(-0.307, 0.201)),
    "HI": Albers(middle=-157, centre=(-3, 19.9), parallels=(8, 18), place=(-0.205, 0.212)),
}
"""Alaska and Hawaii stand below the southwest, as d3's composite projection places them (Bostock, d3-geo)."""
