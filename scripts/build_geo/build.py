"""Writes the map's boundaries (assets/geo) and the points of countries and states (data) from world- and us-atlas.

Run by maintainers only, as README.md here says; the results are committed.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from countries import codes_of, with_western_sahara
from points import country_points, state_points
from shapely import MultiPolygon, Polygon
from simplify import finished, thinned, worth_drawing
from topology import Map, polygon, read_map

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
GEO = ROOT / "assets" / "geo"
WORLD_ATLAS = HERE / "node_modules" / "world-atlas" / "countries-50m.json"
US_ATLAS = HERE / "node_modules" / "us-atlas" / "states-10m.json"

Owners = Sequence[str | None]
Places = dict[str, list[Polygon]]

DECIMALS = 2
WORLD_TOLERANCE, WORLD_ISLET = 0.15, 0.06
STATE_TOLERANCE, STATE_ISLET = 0.06, 0.008
ALASKA_FACTOR = 2.5
"""Alaska is drawn at about a third of the scale of the other states."""

STUB_LAYERS = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")


def build() -> None:
    """Write every file anew and print its size."""
    countries = {row["iso3"]: row["name"] for row in _rows("countries.csv")}
    world = read_map(WORLD_ATLAS, "countries", left_out="Antarctica")
    owners = codes_of(world)
    small = with_western_sahara(_small(world, owners, WORLD_TOLERANCE, WORLD_ISLET))
    shapes = finished(small, DECIMALS)
    _write_features(GEO / "countries.json", shapes, {**countries, "USA": "United States"})
    detailed = with_western_sahara(_grouped(owners, [polygon(part.rings, world.arcs) for part in world.parts]))
    _write_points("country_points.csv", country_points(list(countries), detailed, set(shapes)))
    states = {row["fips"]: row for row in _rows("states.csv") if row["kind"] != "territory"}
    names = {row["usps"]: row["name"] for row in states.values()}
    _write_features(GEO / "states.json", _states({fips: row["usps"] for fips, row in states.items()}), names)
    _write_points("state_points.csv", state_points(_detailed_states()))
    _write_stubs()


def _rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _grouped(owners: Owners, polygons: Iterable[Polygon | None]) -> Places:
    places: Places = {}
    for owner, part in zip(owners, polygons, strict=True):
        if owner and part:
            places.setdefault(owner, []).append(part)
    return places


def _small(detailed: Map, owners: Owners, tolerance: float, islet: float) -> Places:
    kept = worth_drawing(detailed, owners, islet)
    parts = zip(thinned(detailed, tolerance), kept, strict=True)
    return _grouped(owners, [part if keep else None for part, keep in parts])


def _states(usps: dict[str, str]) -> dict[str, MultiPolygon]:
    country = read_map(US_ATLAS, "states")
    owners = [usps.get(str(part.id)) for part in country.parts]
    places = _small(country, owners, STATE_TOLERANCE, STATE_ISLET)
    alaska = _small(country, owners, STATE_TOLERANCE * ALASKA_FACTOR, STATE_ISLET * ALASKA_FACTOR**2)["AK"]
    return finished(places | {"AK": alaska}, DECIMALS)


def _detailed_states() -> Places:
    """Every state and territory in full detail, in order of the USPS codes."""
    usps = {row["fips"]: row["usps"] for row in _rows("states.csv")}
    country = read_map(US_ATLAS, "states")
    owners = [usps.get(str(part.id)) for part in country.parts]
    found = _grouped(owners, [polygon(part.rings, country.arcs) for part in country.parts])
    return dict(sorted(found.items()))


def _write_features(path: Path, shapes: dict[str, MultiPolygon], names: dict[str, str]) -> None:
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {"name": names[code]},
            "geometry": {"type": "MultiPolygon", "coordinates": [_rings(polygon) for polygon in shape.geoms]},
        }
        for code, shape in shapes.items()
    ]
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
    _write(path, f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n')


def _rings(polygon: Polygon) -> list[list[list[float]]]:
    return [
        [[_short(x - 360 if x > 180 else x), _short(y)] for x, y in ring.coords]
        for ring in (polygon.exterior, *polygon.interiors)
    ]


def _short(degrees: float) -> float:
    rounded = round(degrees, DECIMALS)
    return int(rounded) if rounded == int(rounded) else rounded


def _write_points(name: str, rows: list[dict[str, object]]) -> None:
    path = ROOT / "data" / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _write_stubs() -> None:
    """Empty base maps: plotly.js always asks for one of these, and we draw all shapes ourselves."""
    empty = {"type": "GeometryCollection", "geometries": []}
    stub = json.dumps({"type": "Topology", "arcs": [], "objects": dict.fromkeys(STUB_LAYERS, empty)})
    for scope in ("world", "usa"):
        for resolution in (110, 50):
            _write(GEO / "topojson" / f"{scope}_{resolution}m.json", stub + "\n")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    print(f"{path.relative_to(ROOT)}: {len(text.encode()):,} bytes")


if __name__ == "__main__":
    build()
