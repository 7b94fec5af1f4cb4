"""The numbers that the codebook tells, counted from the tables.

The sentences they go into are in ``codebook_text``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd

from dashboard.reference import Reference
from dashboard.registers import Registers
from dashboard.schema import COUNTERPART_LEVELS, FAMILY_OF_TYPE, LEVELS, SOURCE_KINDS, STATUSES, TRACKS, TYPES
from dashboard.tables import TABLES

THINNEST = 10
"""How many states with fewest rows the codebook names."""


@dataclass(frozen=True)
class Facts:
    """Counts of the tables. ``updated``: the latest day a source was read (ISO 8601), "" for an empty table.

    ``columns``: column → code → rows. ``thinnest``: state → rows, fewest first, states proper only.
    ``unplaced``: cities named in the table without coordinates.
    """

    updated: str
    rows_of: Mapping[str, int]
    columns: Mapping[str, Mapping[str, int]]
    years: Mapping[str, int]
    thinnest: Mapping[str, int]
    actors: int
    counterparts: int
    networks: int
    states: int
    countries: int
    hosts: int
    undated: int
    undated_meetings: int
    large_cities: int
    large_cities_found: int
    unplaced: int

    @property
    def rows(self) -> int:
        """Rows of the engagements table."""
        return self.rows_of["engagements"]


def facts(folder: Path, engagements: pd.DataFrame, reference: Reference, registers: Registers) -> Facts:
    """Count ``engagements``, its registers, and the rows of the other tables in ``folder``."""
    undated = engagements["start_date"] == ""
    years = engagements.loc[~undated, "start_date"].str[:4]
    meetings = engagements["engagement_type"].map(FAMILY_OF_TYPE) == "meeting"
    us_cities = _cities(engagements, "us_city", "us_state")
    large = _cities(pd.read_csv(folder / "us_cities_100k.csv", dtype=str, keep_default_na=False), "city", "us_state")
    return Facts(
        updated=max(engagements["accessed"], default=""),
        rows_of=_rows(folder, registers),
        columns={name: _counts(engagements[name], codes) for name, codes in COUNTED.items()},
        years={str(year): int(rows) for year, rows in years.value_counts().items()},
        thinnest=_thinnest(engagements, reference),
        actors=len(registers.actors),
        counterparts=len(registers.counterparts),
        networks=len(registers.networks),
        states=engagements["us_state"].nunique(),
        countries=engagements.loc[engagements["counterpart_country"] != "", "counterpart_country"].nunique(),
        hosts=engagements["source_url"].map(lambda address: urlsplit(address).netloc).nunique(),
        undated=int(undated.sum()),
        undated_meetings=int((undated & meetings).sum()),
        large_cities=len(large),
        large_cities_found=len(large & us_cities),
        unplaced=len(us_cities - _placed(reference, "us", "us_state"))
        + len(
            _cities(engagements, "counterpart_city", "counterpart_country") - _placed(reference, "foreign", "country")
        ),
    )


COUNTED: Mapping[str, Mapping[str, str]] = {
    "engagement_type": TYPES,
    "us_level": LEVELS,
    "counterpart_level": COUNTERPART_LEVELS,
    "status": STATUSES,
    "collection_track": TRACKS,
    "source_kind": SOURCE_KINDS,
}
"""Columns whose codes the codebook counts."""


def _counts(values: pd.Series, codes: Mapping[str, str]) -> Mapping[str, int]:
    return {code: int((values == code).sum()) for code in codes}


def _rows(folder: Path, registers: Registers) -> Mapping[str, int]:
    given = {table.name: folder / table.file for table in TABLES if not table.generated}
    return {name: len(pd.read_csv(path, usecols=[0])) for name, path in given.items()} | {
        "actors": len(registers.actors),
        "counterparts": len(registers.counterparts),
        "networks": len(registers.networks),
    }


def _thinnest(engagements: pd.DataFrame, reference: Reference) -> Mapping[str, int]:
    states = reference.states[reference.states["kind"] == "state"]
    rows = states["usps"].map(engagements["us_state"].value_counts()).fillna(0).astype(int)
    counted = states.assign(rows=rows).sort_values(["rows", "name"]).head(THINNEST)
    return dict(zip(counted["name"], counted["rows"], strict=True))


def _cities(table: pd.DataFrame, city: str, place: str) -> set[tuple[str, str]]:
    named = table.loc[table[city] != "", [city, place]]
    return set(named.itertuples(index=False, name=None))


def _placed(reference: Reference, side: str, place: str) -> set[tuple[str, str]]:
    return _cities(reference.places[reference.places["side"] == side], "city", place)
