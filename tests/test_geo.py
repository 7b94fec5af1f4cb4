"""The map's boundaries and the countries' points: ring order, codes, who owns which place, sizes.

What is expected here is geography and what plotly.js needs; how the files are made is not repeated.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import shapely
from shapely import Point, Polygon

ROOT = Path(__file__).parents[1]
GEO = ROOT / "assets" / "geo"
MOST_BYTES = {"states.json": 120_000, "countries.json": 300_000}
SMALL_KM2 = 25_000

Ring = list[tuple[float, float]]


def features(name: str) -> list[dict]:
    return json.loads((GEO / name).read_text(encoding="utf-8"))["features"]


def rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def polygons(feature: dict) -> list[list[Ring]]:
    kind, coordinates = feature["geometry"]["type"], feature["geometry"]["coordinates"]
    assert kind in {"Polygon", "MultiPolygon"}, f"{feature['id']} is a {kind}"
    return [coordinates] if kind == "Polygon" else coordinates


def over_the_antimeridian(ring: Ring) -> Ring:
    """The ring in one piece: a step of more than half the globe is a step the other way."""
    points = [tuple(ring[0])]
    for longitude, latitude in ring[1:]:
        turns = round((points[-1][0] - longitude) / 360)
        points.append((longitude + 360 * turns, latitude))
    return points


def signed_area(ring: Ring) -> float:
    """Positive where the ring runs counter-clockwise (shoelace formula)."""
    points = over_the_antimeridian(ring)
    return sum(a * d - c * b for (a, b), (c, d) in pairwise(points)) / 2


def shapes(name: str) -> Iterator[tuple[str, Polygon]]:
    for feature in features(name):
        for outer, *holes in polygons(feature):
            yield (
                feature["id"],
                Polygon(over_the_antimeridian(outer), [over_the_antimeridian(hole) for hole in holes]),
            )


@pytest.fixture(scope="module")
def countries() -> list[tuple[str, Polygon]]:
    return list(shapes("countries.json"))


@pytest.fixture(scope="module")
def points() -> dict[str, dict[str, str]]:
    return {row["iso3"]: row for row in rows("country_points.csv")}


def owners(countries: list[tuple[str, Polygon]], longitude: float, latitude: float) -> set[str]:
    around = (Point(longitude + turn, latitude) for turn in (-360, 0, 360))
    places = list(around)
    return {code for code, shape in countries if any(shape.contains(place) for place in places)}


@pytest.mark.parametrize("name", MOST_BYTES)
def test_outer_rings_run_clockwise_and_holes_the_other_way(name: str) -> None:
    wrong = [
        (feature["id"], number)
        for feature in features(name)
        for polygon in polygons(feature)
        for number, ring in enumerate(polygon)
        if (signed_area(ring) < 0) != (number == 0)
    ]
    assert not wrong, f"{name}: d3 would fill the globe with these rings: {wrong}"


@pytest.mark.parametrize("name", MOST_BYTES)
def test_rings_are_closed_within_bounds_and_neighbours_share_borders(name: str) -> None:
    for feature in features(name):
        for ring in (ring for polygon in polygons(feature) for ring in polygon):
            assert ring[0] == ring[-1], f"{feature['id']} has an open ring"
            assert len(ring) >= 4, f"{feature['id']} has a flat ring"
            assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring), f"{feature['id']} leaves the globe"
    assert shapely.coverage_is_valid([shape for _, shape in shapes(name)]), f"{name}: shapes overlap or miss each other"


def test_no_gap_between_countries_but_the_caspian_sea(countries: list[tuple[str, Polygon]]) -> None:
    land = shapely.union_all([shape for _, shape in countries])
    gaps = [Polygon(hole) for mass in land.geoms for hole in mass.interiors]
    caspian = [gap for gap in gaps if gap.contains(Point(51, 42))]
    strait_behind_an_island = [gap for gap in gaps if Point(-128.9, 53.6).within(gap)]
    assert len(caspian) == 1
    assert len(gaps) == 1 + len(strait_behind_an_island), f"holes at {[gap.centroid.wkt for gap in gaps]}"


@pytest.mark.parametrize("name", MOST_BYTES)
def test_no_line_runs_across_the_map(name: str) -> None:
    widest = {code: shape.bounds[2] - shape.bounds[0] for code, shape in shapes(name)}
    assert max(widest.values()) < 175, "Russia's mainland is the widest land, from 27° E to 170° W"


@pytest.mark.parametrize(("name", "most"), MOST_BYTES.items())
def test_files_stay_small(name: str, most: int) -> None:
    assert (GEO / name).stat().st_size <= most


def test_states_are_the_fifty_and_the_district() -> None:
    named = {feature["id"]: feature["properties"]["name"] for feature in features("states.json")}
    assert len(features("states.json")) == len(named) == 51
    assert named == {row["usps"]: row["name"] for row in rows("states.csv") if row["kind"] != "territory"}


def test_countries_have_one_feature_each_and_our_names() -> None:
    named = {feature["id"]: feature["properties"]["name"] for feature in features("countries.json")}
    assert len(features("countries.json")) == len(named)
    ours = {row["iso3"]: row["name"] for row in rows("countries.csv")} | {"USA": "United States"}
    assert named.items() <= ours.items()


def test_every_country_has_a_point_and_says_whether_it_has_a_shape(points: dict[str, dict[str, str]]) -> None:
    drawn = {feature["id"] for feature in features("countries.json")}
    assert list(points) == [row["iso3"] for row in rows("countries.csv")]
    assert {code for code, row in points.items() if row["has_shape"] == "yes"} == drawn - {"USA"}
    assert {row["has_shape"] for row in points.values()} == {"yes", "no"}
    assert {row["point_basis"] for row in points.values()} == {"shape", "set by hand"}


def test_every_state_and_territory_has_a_point_and_those_drawn_have_it_inside() -> None:
    named = {row["usps"]: Point(float(row["longitude"]), float(row["latitude"])) for row in rows("state_points.csv")}
    assert list(named) == [row["usps"] for row in rows("states.csv")]
    inside = {code for code, shape in shapes("states.json") if shape.contains(named[code])}
    assert inside == {row["usps"] for row in rows("states.csv") if row["kind"] != "territory"}


def test_every_counterpart_country_can_be_drawn(points: dict[str, dict[str, str]]) -> None:
    named = {row["counterpart_country"] for row in rows("engagements.csv")} - {""}
    assert named <= points.keys() | {"USA"}


def test_points_lie_in_their_own_country(
    countries: list[tuple[str, Polygon]], points: dict[str, dict[str, str]]
) -> None:
    for code, row in points.items():
        there = owners(countries, float(row["longitude"]), float(row["latitude"]))
        on_land = row["has_shape"] == "yes" and float(row["area_km2"]) >= SMALL_KM2
        assert there == {code} or (not on_land and there <= {code}), f"the point of {code} lies in {there}"


@pytest.mark.parametrize(
    ("place", "longitude", "latitude", "owner"),
    [
        ("Sevastopol", 33.55, 44.62, "UKR"),
        ("Simferopol", 34.1, 44.95, "UKR"),
        ("Pristina", 21.17, 42.67, "XKX"),
        ("Belgrade", 20.46, 44.82, "SRB"),
        ("Taipei", 121.5, 25.0, "TWN"),
        ("Hargeisa", 44.06, 9.56, "SOM"),
        ("Kyrenia", 33.32, 35.30, "CYP"),
        ("Nicosia", 33.37, 35.17, "CYP"),
        ("Limassol", 33.0, 34.75, "CYP"),
        ("French Guiana", -53.0, 4.0, "GUF"),
        ("Réunion", 55.53, -21.13, "REU"),
        ("Guadeloupe", -61.68, 16.17, "GLP"),
        ("Martinique", -61.0, 14.65, "MTQ"),
        ("Corsica", 9.1, 42.2, "FRA"),
        ("Svalbard", 16.5, 77.7, "SJM"),
        ("Bonaire", -68.27, 12.2, "BES"),
        ("El Aaiún's hinterland", -12.5, 26.5, "ESH"),
        ("Siachen Glacier", 77.1, 35.4, "IND"),
        ("Puerto Rico", -66.4, 18.2, "USA"),
        ("Nuuk's hinterland", -50.0, 65.0, "GRL"),
        ("Chukotka, west of 180°", 179.0, 67.0, "RUS"),
        ("Chukotka, east of 180°", -175.0, 66.8, "RUS"),
        ("Viti Levu", 178.0, -17.8, "FJI"),
        ("Nakhchivan", 45.4, 39.3, "AZE"),
        ("Kaliningrad", 21.0, 54.7, "RUS"),
        ("Gaza", 34.4, 31.42, "PSE"),
        ("Hebron", 35.1, 31.53, "PSE"),
    ],
)
def test_places_belong_where_the_us_government_puts_them(
    countries: list[tuple[str, Polygon]], place: str, longitude: float, latitude: float, owner: str
) -> None:
    assert owners(countries, longitude, latitude) == {owner}, place


def test_antarctica_is_left_out(countries: list[tuple[str, Polygon]]) -> None:
    assert owners(countries, 0, -80) == set()


@pytest.mark.parametrize(
    ("code", "known_km2"),
    [("FRA", 551_500), ("UKR", 603_500), ("SRB", 77_500), ("XKX", 10_900), ("CYP", 9_250), ("SOM", 637_700),
     ("TWN", 36_200), ("GUF", 83_500), ("NOR", 323_800), ("BRA", 8_515_000), ("GIB", 7), ("TUV", 26)],
)  # fmt: skip
def test_areas_are_those_of_an_atlas(points: dict[str, dict[str, str]], code: str, known_km2: float) -> None:
    assert math.isclose(float(points[code]["area_km2"]), known_km2, rel_tol=0.06)


@pytest.mark.parametrize("scope", ["world", "usa"])
@pytest.mark.parametrize("resolution", [110, 50])
def test_base_maps_that_plotly_asks_for_are_there_and_empty(scope: str, resolution: int) -> None:
    stub = json.loads((GEO / "topojson" / f"{scope}_{resolution}m.json").read_text(encoding="utf-8"))
    assert stub["type"] == "Topology"
    assert {"coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits"} <= stub["objects"].keys()
    assert all(layer["geometries"] == [] for layer in stub["objects"].values())
