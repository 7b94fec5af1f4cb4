"""The numbers that the codebook tells, counted from the tables.

The sentences they go into are in ``codebook_text``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd

from dashboard.known_gaps import Gaps, gaps
from dashboard.reference import Reference
from dashboard.registers import Registers
from dashboard.schema import COUNTERPART_LEVELS, FAMILY_OF_TYPE, LEVELS, SOURCE_KINDS, STATUSES, TRACKS, TYPES
from dashboard.tables import TABLES


@dataclass(frozen=True)
class Facts:
    """Counts of the tables. ``updated``: the latest day a source was read (ISO 8601), "" for an empty table.

    ``columns``: column → code → rows. ``gaps``: what is known to be missing.
    """

    updated: str
    rows_of: Mapping[str, int]
    columns: Mapping[str, Mapping[str, int]]
    gaps: Gaps
    actors: int
    counterparts: int
    networks: int
    states: int
    countries: int
    hosts: int
    undated: int
    undated_meetings: int

    @property
    def rows(self) -> int:
        """Rows of the engagements table."""
        return self.rows_of["engagements"]


def facts(folder: Path, engagements: pd.DataFrame, reference: Reference, registers: Registers) -> Facts:
    """Count ``engagements``, its registers, and the rows of the other tables in ``folder``."""
    undated = engagements["start_date"] == ""
    meetings = engagements["engagement_type"].map(FAMILY_OF_TYPE) == "meeting"
    return Facts(
        updated=max(engagements["accessed"], default=""),
        rows_of=_rows(folder, registers),
        columns={name: _counts(engagements[name], codes) for name, codes in COUNTED.items()},
        gaps=gaps(engagements, reference),
        actors=len(registers.actors),
        counterparts=len(registers.counterparts),
        networks=len(registers.networks),
        states=engagements["us_state"].nunique(),
        countries=engagements.loc[engagements["counterpart_country"] != "", "counterpart_country"].nunique(),
        hosts=engagements["source_url"].map(lambda address: urlsplit(address).netloc).nunique(),
        undated=int(undated.sum()),
        undated_meetings=int((undated & meetings).sum()),
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
