"""One point for every country, area and state, for circles, labels and the ends of ties, and a country's area.

Points come from the shape in full detail where there is one, else from ``points_by_hand.csv``.
"""

from __future__ import annotations

import csv
from math import cos, radians
from pathlib import Path

import shapely
from shapely import Polygon
from simplify import area

BY_HAND = Path(__file__).with_name("points_by_hand.csv")
KM_PER_DEGREE = radians(1) * 6371.0072
"""On the sphere that has the Earth's surface."""

Row = dict[str, object]
COLUMNS = ["iso3", "longitude", "latitude", "area_km2", "has_shape", "point_basis"]


def country_points(codes: list[str], parts: dict[str, list[Polygon]], drawn: set[str]) -> list[Row]:
    """A row of COLUMNS per code; raise KeyError for a code with neither shape nor row by hand."""
    by_hand = {row["iso3"]: row for row in csv.DictReader(BY_HAND.open(encoding="utf-8"))}
    return [_row(code, parts.get(code, []), by_hand.get(code), code in drawn) for code in codes]


def state_points(parts: dict[str, list[Polygon]]) -> list[Row]:
    """usps, longitude, latitude: the middle of each state and territory."""
    return [
        dict(zip(("usps", "longitude", "latitude"), (code, *_middle(each)), strict=True))
        for code, each in parts.items()
    ]


def _row(code: str, parts: list[Polygon], by_hand: dict[str, str] | None, drawn: bool) -> Row:
    if not parts and not by_hand:
        raise KeyError(f"{code} has no shape: add its point and area to {BY_HAND.name}")
    point = (float(by_hand["longitude"]), float(by_hand["latitude"])) if by_hand else _middle(parts)
    area_km2 = by_hand["area_km2"] if by_hand and by_hand["area_km2"] else _area_km2(parts)
    values = (code, *point, area_km2, "yes" if drawn else "no", "set by hand" if by_hand else "shape")
    return dict(zip(COLUMNS, values, strict=True))


def _middle(parts: list[Polygon]) -> tuple[float, float]:
    """The centre of the largest circle inside the largest part: far from every border, never at sea."""
    main = max(parts, key=area)
    shrink = cos(radians(main.centroid.y))
    flat = shapely.transform(main, lambda points: points * [shrink, 1])
    centre = shapely.maximum_inscribed_circle(flat, flat.length / 5000).coords[0]
    longitude = centre[0] / shrink
    return round(longitude - 360 if longitude > 180 else longitude, 3), round(centre[1], 3)


def _area_km2(parts: list[Polygon]) -> int:
    return round(sum(area(part) for part in parts) * KM_PER_DEGREE**2)
