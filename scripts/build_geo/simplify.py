"""Makes a map small enough for the browser: fewer points, no islets, rounded, borders still shared.

Which part belongs to which country or state is decided elsewhere.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from math import degrees, radians, sin

import shapely
from shapely import MultiPolygon, Polygon
from topology import Map, Points, Rings, polygon, unwrapped

LONGEST_STEP = 2.5
"""Degrees of longitude between two points: d3 draws great circles, which leave a parallel on longer steps."""

FINEST = 0.12
"""A border is simplified by at most this share of the smaller neighbour's size: small places keep a shape."""


def area(shape: Polygon) -> float:
    """Square degrees at the equator: the area in a cylindrical equal-area plane."""
    return shapely.transform(shape, lambda points: [_project(point) for point in points]).area


def _project(point: tuple[float, float]) -> tuple[float, float]:
    return point[0], degrees(sin(radians(point[1])))


def thinned(detailed: Map, tolerance: float) -> list[Polygon]:
    """The map's polygons with fewer points, each arc thinned once, so that neighbours still share it.

    ``tolerance`` is the square root, in degrees at the equator, of the smallest triangle worth a point.
    """
    sizes = _smallest_neighbours(detailed)
    arcs = [
        _thin_arc(unwrapped(arc), min(tolerance, FINEST * sizes[number] ** 0.5) ** 2)
        for number, arc in enumerate(detailed.arcs)
    ]
    return [polygon(part.rings, arcs) for part in detailed.parts]


def _smallest_neighbours(detailed: Map) -> dict[int, float]:
    """Arc number → area of the smallest part that it bounds."""
    sizes: dict[int, float] = defaultdict(lambda: float("inf"))
    for part in detailed.parts:
        size = area(polygon(part.rings, detailed.arcs))
        for number in _arcs_of(part.rings):
            sizes[number] = min(sizes[number], size)
    return sizes


def _arcs_of(rings: Rings) -> set[int]:
    return {number if number >= 0 else ~number for ring in rings for number in ring}


def _thin_arc(arc: Points, smallest: float) -> Points:
    """The arc without its least points; both ends stay, and a closed arc keeps a triangle."""
    spare = max(0, len(arc) - (4 if arc[0] == arc[-1] else 2))
    dropped = {number for size, number in _least_first(arc)[:spare] if size < smallest}
    return [point for number, point in enumerate(arc) if number not in dropped]


def _least_first(arc: Points) -> list[tuple[float, int]]:
    """Inner points as (size, position) in Visvalingam's order: the smallest triangle goes first."""
    plane = [_project(point) for point in arc]
    before, after = list(range(-1, len(arc) - 1)), list(range(1, len(arc) + 1))
    sizes = {number: _triangle(plane, number - 1, number, number + 1) for number in range(1, len(arc) - 1)}
    queue = [(size, number) for number, size in sizes.items()]
    heapq.heapify(queue)
    order = []
    while queue:
        size, number = heapq.heappop(queue)
        if sizes.get(number) != size:
            continue
        order.append((size, number))
        del sizes[number]
        left, right = before[number], after[number]
        after[left], before[right] = right, left
        for near in {left, right} & sizes.keys():
            # Never below the size just removed: else a point could go before one that mattered less.
            sizes[near] = max(size, _triangle(plane, before[near], near, after[near]))
            heapq.heappush(queue, (sizes[near], near))
    return order


def _triangle(plane: Points, first: int, second: int, third: int) -> float:
    (a, b), (c, d), (e, f) = plane[first], plane[second], plane[third]
    return abs((c - a) * (f - b) - (e - a) * (d - b)) / 2


def worth_drawing(detailed: Map, owners: Sequence[str | None], smallest: float) -> list[bool]:
    """Whether each part has ``smallest`` square degrees, a neighbour, or is its owner's largest."""
    areas = [area(polygon(part.rings, detailed.arcs)) for part in detailed.parts]
    largest: dict[str | None, float] = defaultdict(float)
    for owner, size in zip(owners, areas, strict=True):
        largest[owner] = max(largest[owner], size)
    uses = Counter(number for part in detailed.parts for number in _arcs_of(part.rings))
    return [
        size >= smallest or size == largest[owner] or any(uses[number] > 1 for number in _arcs_of(part.rings))
        for owner, size, part in zip(owners, areas, detailed.parts, strict=True)
    ]


def finished(places: dict[str, list[Polygon]], decimals: int) -> dict[str, MultiPolygon]:
    """Code → shape: overlaps cleared, rounded, touching parts joined, outer rings clockwise.

    The opposite ring order, usual elsewhere, would fill the globe in d3.
    A place that rounding flattens is left out.
    """
    codes = sorted(places)
    clean = shapely.coverage_clean([MultiPolygon(places[code]) for code in codes])
    shapes = {
        code: shapely.union_all([_rounded(part, decimals) for part in shapely.get_parts(shape)])
        for code, shape in zip(codes, clean, strict=True)
    }
    return {
        code: shapely.orient_polygons(MultiPolygon(shapely.get_parts(shape).tolist()), exterior_cw=True)
        for code, shape in shapes.items()
        if not shape.is_empty
    }


def _rounded(part: Polygon, decimals: int) -> shapely.Geometry:
    shell, *holes = (_round_ring(list(ring.coords), decimals) for ring in (part.exterior, *part.interiors))
    return shapely.make_valid(
        Polygon(shell, [hole for hole in holes if hole]), method="structure", keep_collapsed=False
    )


def _round_ring(ring: Points, decimals: int) -> Points:
    """The ring rounded, without repeated points; empty where fewer than three are left."""
    points: Points = []
    for before, after in pairwise(ring):
        for longitude, latitude in _along(before, after):
            point = (round(longitude, decimals), round(latitude, decimals))
            if not points or point != points[-1]:
                points.append(point)
    return [*points, points[0]] if len(set(points)) > 2 else []


def _along(before: tuple[float, float], after: tuple[float, float]) -> Points:
    """The start of a line and points on its way, the same ones whichever end it starts from."""
    low, high = sorted((before, after))
    count = int((high[0] - low[0]) // LONGEST_STEP) + 1
    between = [
        (low[0] + (high[0] - low[0]) * step / count, low[1] + (high[1] - low[1]) * step / count)
        for step in range(1, count)
    ]
    return [before, *(between if before == low else between[::-1])]
