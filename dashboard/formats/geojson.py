"""An extract as GeoJSON (RFC 7946): a feature for each engagement, a line from actor to counterpart.

Places are those of the connections on the world map; how a line is led is in ``lines``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import orjson
import pandas as pd

from dashboard.figures.arcs import Place
from dashboard.formats.cells import RECORD_COLUMNS, Row, recorder
from dashboard.formats.extract import Extract
from dashboard.formats.jsons import listed
from dashboard.formats.lines import geometry
from dashboard.pictures.arcs import places
from dashboard.published import Published

EXACT, MIDDLE = "place", "middle of its state or country"
"""What a position is: of the place itself, or of what it governs or belongs to."""

NOTE = (
    "Lines follow the great circle from actor to counterpart and are cut at the antimeridian. actor_position and "
    "counterpart_position say whether an end is the place itself or the middle of its state or country; an engagement "
    "of which one end has no known place is a point at the other, without any it has no geometry."
)


@dataclass(frozen=True)
class Side:
    """Where the actors or counterparts of a register are: slug → place, and the slugs whose place is their own."""

    places: Mapping[str, Place]
    exact: frozenset[str]

    def position(self, slug: str) -> str | None:
        """What the position of this slug is, None where it has none."""
        if slug not in self.places:
            return None
        return EXACT if slug in self.exact else MIDDLE


def geojson_file(extract: Extract) -> Iterator[bytes]:
    """A FeatureCollection (UTF-8) with the facts of the extract as ``about``; properties are those of the JSON file."""
    feature = _featurer(extract.published)
    about = orjson.dumps({**extract.facts(), "geometry": NOTE})
    yield b'{"type": "FeatureCollection", "name": "engagements",\n"about": ' + about + b',\n"features": ['
    yield from listed(map(feature, rows) for rows in extract.chunks(RECORD_COLUMNS))
    yield b"\n]}\n"


def sides(published: Published) -> tuple[Side, Side]:
    """Where actors are, and where counterparts with a country are."""
    registers, middles = published.registers, published.reference.middles
    return _side(registers.actors, "state", middles), _side(registers.counterparts, "country", middles)


def _side(register: pd.DataFrame, area: str, middles: Mapping[str, Place]) -> Side:
    exact = register.loc[register["longitude"].notna(), "slug"]
    return Side(places(register, area, middles), frozenset(exact))


def _featurer(published: Published) -> Callable[[Row], object]:
    record = recorder(published.catalogue)
    actors, counterparts = sides(published)
    actor_at, counterpart_at = RECORD_COLUMNS.index("actor"), RECORD_COLUMNS.index("counterpart_slug")

    def feature(row: Row) -> object:
        actor, counterpart = row[actor_at], row[counterpart_at]
        return {
            "type": "Feature",
            "id": row[0],
            "geometry": orjson.Fragment(geometry(actors.places.get(actor), counterparts.places.get(counterpart))),
            "properties": {
                **record(row),
                "actor_position": actors.position(actor),
                "counterpart_position": counterparts.position(counterpart),
            },
        }

    return feature
