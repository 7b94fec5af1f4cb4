"""The maps of the briefs as SVG: countries or states in quantile classes, small places as circles and squares.

Classes, colours and squares are those of the screen; the numbers and the words beside a map come from outside.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from dashboard.briefs.projections import INSETS, LOWER, Points, equal_earth, sheets
from dashboard.figures.classes import class_key, class_of, ink_on, quantile_classes, tints
from dashboard.figures.frames import SQUARES, WORLD_FRAME
from dashboard.figures.picture import KeyEntry
from dashboard.theme import LIGHT, Theme

WIDTH = 5_000
"""Units across a map, so that whole numbers are fine enough for paper: a tenth of a point each at full width."""

NEAREST = 2.0
"""Units: a point of an outline closer to the one before is left out."""

EDGE = 2
"""Units: the white line between two shapes."""

RADIUS, EMPTY_RADIUS = 19, 11
SQUARE = 190
DOT = 24
LETTERS = 92

HOME = "USA"


@dataclass(frozen=True)
class Sheet:
    """One map's shapes, drawn once: code → path data; plane to units by ``scale`` and ``origin``; ``size`` in units."""

    paths: Mapping[str, str]
    scale: float
    origin: tuple[float, float]
    size: tuple[int, int]

    def at(self, plane: Points) -> Points:
        """Plane coordinates → units."""
        return (plane - np.array(self.origin)) * self.scale


@dataclass(frozen=True)
class VectorMap:
    """``svg``: the drawing without any title or legend; ``key``: its colours in words."""

    svg: str
    key: tuple[KeyEntry, ...]


def world_map(
    geo: Path,
    counts: Mapping[str, float],
    circles: Mapping[str, tuple[float, float]],
    dots: Sequence[tuple[float, float]] = (),
    theme: Theme = LIGHT,
) -> VectorMap:
    """Countries by engagements, the U.S. neutral.

    ``geo``: folder of the boundaries. ``counts``: ISO alpha-3 code → engagements. ``circles``: code of a small country
    → longitude, latitude. ``dots``: cities to point at (longitude, latitude).
    """
    sheet = world_sheet(geo)
    classes = quantile_classes(list(counts.values()))
    colours = tints(classes, theme)
    fills = {code: colours[class_of(counts.get(code, 0), classes)] for code in (*sheet.paths, *circles)}
    drawn = [
        *_shapes(sheet, {**fills, HOME: theme.outside}, theme),
        *_circles(sheet, circles, counts, fills, theme),
        *_dots(sheet, dots, theme),
    ]
    return VectorMap(_svg(sheet, drawn), class_key(classes, theme))


def state_map(geo: Path, counts: Mapping[str, float], theme: Theme = LIGHT) -> VectorMap:
    """U.S. states by engagements, D.C. and the territories as labelled squares. ``counts``: USPS → engagements."""
    sheet = state_sheet(geo)
    classes = quantile_classes(list(counts.values()))
    colours = tints(classes, theme)
    picked = {code: class_of(counts.get(code, 0), classes) for code in (*sheet.paths, *SQUARES)}
    shapes = _shapes(sheet, {code: colours[picked[code]] for code in sheet.paths if code not in SQUARES}, theme)
    squares = []
    for (code, _), (x, y) in zip(SQUARES.items(), sheet.at(_square_points()), strict=True):
        squares.append(
            f'<rect id="{code}" x="{x - SQUARE / 2:.0f}" y="{y - SQUARE / 2:.0f}" width="{SQUARE}" height="{SQUARE}" '
            f'fill="{colours[picked[code]]}" stroke="{theme.muted}" stroke-width="{EDGE}"/>'
            f'<text x="{x:.0f}" y="{y + LETTERS / 3:.0f}" font-family="Libertinus Serif" font-size="{LETTERS}" '
            f'text-anchor="middle" fill="{ink_on(picked[code], classes, theme)}">{code}</text>'
        )
    return VectorMap(_svg(sheet, [*shapes, *squares]), class_key(classes, theme))


@cache
def world_sheet(geo: Path) -> Sheet:
    """The countries in the Equal Earth projection; islands beyond the southern edge of the map are left out."""
    south, north = WORLD_FRAME["lataxis"]["range"]  # type: ignore[index]
    rings = {
        code: [equal_earth(sheet) for ring in parts if ring[:, 1].max() > south for sheet in sheets(ring)]
        for code, parts in _rings(geo / "countries.json").items()
    }
    low, high = equal_earth(np.array([[-169.0, 0.0], [191.0, 0.0]]))[:, 0]
    top, bottom = equal_earth(np.array([[11.0, north], [11.0, south]]))[:, 1]
    return _sheet(rings, np.array([[low, top], [high, bottom]]))


@cache
def state_sheet(geo: Path) -> Sheet:
    """The states, Alaska and Hawaii as insets, with room for the squares at sea."""
    rings = {
        code: [INSETS.get(code, LOWER).project(ring) for ring in parts]
        for code, parts in _rings(geo / "states.json").items()
        if code not in SQUARES
    }
    everything = np.concatenate([*(ring for parts in rings.values() for ring in parts), _square_points()])
    margin = np.array([0.02, 0.005])
    return _sheet(rings, np.array([everything.min(axis=0) - margin, everything.max(axis=0) + margin]))


def _square_points() -> Points:
    return LOWER.project(np.array(list(SQUARES.values())))


def _sheet(rings: Mapping[str, list[Points]], corners: Points) -> Sheet:
    width, height = corners[1] - corners[0]
    scale = WIDTH / width
    blank = Sheet({}, scale, (float(corners[0][0]), float(corners[0][1])), (WIDTH, round(height * scale)))
    paths = {code: "".join(_path(blank.at(ring)) for ring in parts) for code, parts in rings.items()}
    return Sheet(paths, blank.scale, blank.origin, blank.size)


def _rings(path: Path) -> dict[str, list[Points]]:
    """Code → every ring of its shape, outer or hole, in degrees."""
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    found = {}
    for feature in features:
        shape = feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        found[feature["id"]] = [np.array(ring, dtype=float) for polygon in polygons for ring in polygon]
    return found


def _path(ring: Points) -> str:
    """A ring as path data in whole numbers, each point given from the one before."""
    kept: list[tuple[float, float]] = []
    for x, y in ring:
        if not kept or (x - kept[-1][0]) ** 2 + (y - kept[-1][1]) ** 2 >= NEAREST**2:
            kept.append((x, y))
    if len(kept) < 3:
        return ""
    whole = np.round(np.array(kept)).astype(int)
    moves = "".join(f"{x:d} {y:d} " for x, y in np.diff(whole, axis=0))
    return f"M{whole[0][0]} {whole[0][1]}l{moves.rstrip()}z"


def _shapes(sheet: Sheet, fills: Mapping[str, str], theme: Theme) -> Iterable[str]:
    yield f'<g stroke="{theme.paper}" stroke-width="{EDGE}" stroke-linejoin="round" fill-rule="evenodd">'
    for code, path in sheet.paths.items():
        if path and code in fills:
            yield f'<path id="{code}" fill="{fills[code]}" d="{path}"/>'
    yield "</g>"


def _circles(
    sheet: Sheet,
    circles: Mapping[str, tuple[float, float]],
    counts: Mapping[str, float],
    fills: Mapping[str, str],
    theme: Theme,
) -> Iterable[str]:
    ordered = sorted(circles, key=lambda code: counts.get(code, 0))
    for code in ordered:
        x, y = _placed(sheet, circles[code])
        radius, edge = (RADIUS, theme.muted) if counts.get(code) else (EMPTY_RADIUS, theme.line)
        yield (
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius}" fill="{fills[code]}" '
            f'stroke="{edge}" stroke-width="{EDGE}"/>'
        )


def _dots(sheet: Sheet, dots: Sequence[tuple[float, float]], theme: Theme) -> Iterable[str]:
    for dot in dots:
        x, y = _placed(sheet, dot)
        yield (
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{DOT}" fill="{theme.families["meeting"]}" '
            f'stroke="{theme.paper}" stroke-width="{2 * EDGE}"/>'
        )


def _placed(sheet: Sheet, point: tuple[float, float]) -> tuple[float, float]:
    [[x, y]] = sheet.at(equal_earth(sheets(np.array([point]))[0]))
    return x, y


def _svg(sheet: Sheet, drawn: Iterable[str]) -> str:
    width, height = sheet.size
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{"".join(drawn)}</svg>'
