"""Geometries of GeoJSON for ties: the great circle between two places, cut where it crosses the antimeridian.

Which places the ends are at is not known here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

import orjson

from dashboard.figures.arcs import Place, along, lengths

STEP = 5.0
"""Degrees along the great circle between two positions of a line, at most."""

NOWHERE = b"null"


@lru_cache(maxsize=20_000)
def geometry(start: Place | None, end: Place | None) -> bytes:
    """The geometry of a tie as JSON (RFC 7946): longitude and latitude in degrees (WGS 84).

    A LineString along the great circle, whose inner positions are rounded to a hundredth of a degree; cut in two at
    the antimeridian, as RFC 7946 (3.1.9) asks, a MultiLineString; a Point where one end alone has a place, or both
    have the same; null where neither has one.
    """
    places = list(dict.fromkeys(place for place in (start, end) if place is not None))
    if not places:
        return NOWHERE
    if len(places) == 1:
        return orjson.dumps({"type": "Point", "coordinates": places[0]})
    parts = cut(great_circle(*places))
    if len(parts) == 1:
        return orjson.dumps({"type": "LineString", "coordinates": parts[0]})
    return orjson.dumps({"type": "MultiLineString", "coordinates": parts})


def great_circle(start: Place, end: Place) -> list[Place]:
    """Positions along the great circle, both ends as they are given."""
    steps = math.ceil(float(lengths([start], [end])[0]) / STEP)
    shares = [step / steps for step in range(1, steps)]
    inner = along([start] * len(shares), [end] * len(shares), shares) if shares else []
    return [start, *inner, end]


def cut(line: Iterable[Place]) -> list[Sequence[Place]]:
    """The line in parts none of which crosses the antimeridian; each ends and begins at ±180 degrees."""
    positions = list(line)
    parts: list[list[Place]] = [positions[:1]]
    for (longitude, latitude), (next_longitude, next_latitude) in pairwise(positions):
        if abs(next_longitude - longitude) > 180:
            edge = math.copysign(180.0, longitude)
            share = (edge - longitude) / (next_longitude + 2 * edge - longitude)
            at = round(latitude + share * (next_latitude - latitude), 4)
            parts[-1].append((edge, at))
            parts.append([(-edge, at)])
        parts[-1].append((next_longitude, next_latitude))
    return [part for part in (_without_repeats(part) for part in parts) if len(part) > 1]


def _without_repeats(part: list[Place]) -> list[Place]:
    return [place for number, place in enumerate(part) if number == 0 or place != part[number - 1]]
