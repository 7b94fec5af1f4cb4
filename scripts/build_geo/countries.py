"""The world's shapes by ISO alpha-3 code: which part of Natural Earth's map belongs to which country or area.

Where Natural Earth draws who controls a place, the tables below follow U.S. government usage and our codes.
"""

from __future__ import annotations

import csv
from pathlib import Path

import shapely
from shapely import MultiPolygon, Polygon, box
from topology import Map, polygon

NUMERIC = Path(__file__).with_name("iso_numeric.csv")

JOINED = {
    "Kosovo": "XKX",
    "Somaliland": "SOM",
    "N. Cyprus": "CYP",
    "Siachen Glacier": "IND",
    "Indian Ocean Ter.": "AUS",
    "American Samoa": "USA",
    "Guam": "USA",
    "N. Mariana Is.": "USA",
    "Puerto Rico": "USA",
    "U.S. Virgin Is.": "USA",
}
"""Natural Earth's name → code, for shapes without a code, and for U.S. territories."""

MOVED = [
    ("RUS", "UKR", box(32, 44, 36.7, 46.3)),  # Crimea
    ("FRA", "GUF", box(-55, 2, -51, 6)),
    ("FRA", "GLP", box(-62, 15.7, -60.9, 16.6)),
    ("FRA", "MTQ", box(-61.3, 14.3, -60.7, 15)),
    ("FRA", "REU", box(55, -21.5, 56, -20.8)),
    ("FRA", "MYT", box(44.9, -13.1, 45.4, -12.5)),
    ("NOR", "SJM", box(-10, 70.5, -7, 71.5)),  # Jan Mayen
    ("NOR", "SJM", box(10, 74, 35, 81)),
    ("NLD", "BES", box(-69, 11.9, -62.8, 17.8)),
    ("AUS", "CXR", box(105, -11, 106, -10)),
    ("AUS", "CCK", box(96, -13, 97.5, -11.5)),
    ("NZL", "TKL", box(-173, -10, -170, -8)),
]
"""Parts (those inside the box) that go from one code to another."""

WESTERN_SAHARA = box(-18, 20.5, -8.6, 27 + 40 / 60)
"""Natural Earth gives ESH only the land east of the berm; its own line is the parallel of 27°40' N."""


def codes_of(world: Map) -> list[str]:
    """ISO alpha-3 code of each part of Natural Earth's map."""
    codes = {row["numeric"]: row["iso3"] for row in csv.DictReader(NUMERIC.open(encoding="utf-8"))}
    owners = [JOINED.get(part.name) or codes[part.id or f"no code: {part.name}"] for part in world.parts]
    return [_home(owner, polygon(part.rings, world.arcs)) for owner, part in zip(owners, world.parts, strict=True)]


def with_western_sahara(places: dict[str, list[Polygon]]) -> dict[str, list[Polygon]]:
    """The places with Morocco's part of Western Sahara moved to ESH, a code of its own in our table."""
    morocco = MultiPolygon(places["MAR"])
    moved = shapely.get_parts(morocco & WESTERN_SAHARA).tolist()
    rest = shapely.get_parts(morocco - WESTERN_SAHARA).tolist()
    return places | {"MAR": rest, "ESH": [*places["ESH"], *moved]}


def _home(code: str, part: Polygon) -> str:
    return next((after for before, after, area in MOVED if before == code and area.contains(part)), code)
