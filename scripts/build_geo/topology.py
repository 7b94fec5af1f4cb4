"""Reads TopoJSON: the arcs that neighbours share, and the polygons made of them, in plain degrees.

Rings that cross the antimeridian are unwrapped past 180 degrees, for plane geometry; nothing is simplified.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

from shapely import Polygon

Points = list[tuple[float, float]]
Rings = list[list[int]]
"""A polygon as arc numbers, the outer ring first."""


@dataclass(frozen=True)
class Part:
    """One polygon of a shape: the shape's id (or None) and name, and the polygon's rings."""

    id: str | None
    name: str
    rings: Rings


@dataclass(frozen=True)
class Map:
    """Parts and the arcs that their rings name by number."""

    arcs: list[Points]
    parts: list[Part]


def read_map(path: Path, object_name: str, left_out: str = "") -> Map:
    """All polygons of one object of a TopoJSON file, but for the shape named ``left_out``."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    parts = [
        Part(shape.get("id"), shape["properties"]["name"], rings)
        for shape in topology["objects"][object_name]["geometries"]
        if shape["properties"]["name"] != left_out
        for rings in ([shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"])
    ]
    return Map([_decode(arc, topology["transform"]) for arc in topology["arcs"]], parts)


def _decode(arc: list[list[int]], transform: dict[str, list[float]]) -> Points:
    (x_scale, y_scale), (x_start, y_start) = transform["scale"], transform["translate"]
    steps = accumulate(arc, lambda total, step: [total[0] + step[0], total[1] + step[1]])
    return [(x * x_scale + x_start, y * y_scale + y_start) for x, y in steps]


def polygon(rings: Rings, arcs: list[Points]) -> Polygon:
    """The polygon that the rings make of these arcs."""
    shell, *holes = (unwrapped(_joined(numbers, arcs)) for numbers in rings)
    return Polygon(shell, holes)


def _joined(numbers: list[int], arcs: list[Points]) -> Points:
    points: Points = []
    for number in numbers:
        # TopoJSON names a reversed arc by the bitwise complement of its position.
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def unwrapped(ring: Points) -> Points:
    """The ring with whole turns added where it jumps over the antimeridian; it stays east of -180."""
    turns = 0
    points = [ring[0]]
    for (before, _), (longitude, latitude) in pairwise(ring):
        turns += (longitude - before < -180) - (longitude - before > 180)
        points.append((longitude + 360 * turns, latitude))
    shift = 360 if min(longitude for longitude, _ in points) < -180 else 0
    return [(longitude + shift, latitude) for longitude, latitude in points]
