"""The table described for catalogues: names, counts, coverage in time and space, releases; all counted from the table.

Which catalogue says it in which words is decided in ``dcat`` and ``schema_org``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard import schema
from dashboard.datapackage import KEYWORDS, TITLE
from dashboard.published import Published
from dashboard.query import ByDate, CountIssues
from dashboard.selection import Selection
from dashboard.snapshots import CSV, PARQUET, PARQUET_TYPE, Snapshot
from dashboard.wording import Totals, counted, date_in_words

SCOPE = (
    "sister cities and other agreements, delegations, trade missions, meetings, joint programs and memberships of "
    "international networks, each with the public source where it was read"
)
LIMITS = "A selective snapshot: a blank place means nothing recorded, never that nothing happens."

PURPOSE = (
    "To show how U.S. states, counties, cities and their agencies engage with the world, and what is not known of it."
)

PROVENANCE = (
    "Compiled from public pages that were searched state by state, for the larger cities by name, and network by "
    "network: governments' own pages, press, sister-city organisations, encyclopedias. Each row carries the address "
    "where the fact was read.",
    "Surveys and submissions are added only after a reviewer accepted them; every change is logged with its reason.",
)

RIGHTS = (
    "Compilation under CC BY 4.0: name the Multilevel Diplomacy Dashboard as its source.",
    "Coordinates and populations of places: GeoNames, CC BY 4.0. Boundaries: Natural Earth and the U.S. Census Bureau, "
    "public domain.",
    "Boundaries and names are not necessarily authoritative and imply no recognition.",
)


RELEASED: Mapping[str, tuple[str, str]] = {
    CSV: ("CSV", "text/csv"),
    PARQUET: ("Apache Parquet", PARQUET_TYPE),
}
"""File of a snapshot → its format and media type."""


@dataclass(frozen=True)
class Region:
    """A named area with the box around its points on record: west, south, east, north in degrees."""

    name: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class ReleaseFile:
    """A file of a release, which never changes. ``size`` in bytes, ``sha256`` in hexadecimal."""

    address: str
    format: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Release:
    """A state of the table that was frozen: its number, the day it was issued (ISO 8601), rows, notes and files."""

    number: str
    issued: str
    rows: int
    notes: str
    files: tuple[ReleaseFile, ...]

    @property
    def address(self) -> str:
        """The page that shows it."""
        return f"/data?snapshot={self.number}"


@dataclass(frozen=True)
class Description:
    """``updated``: the day of the newest fact or change (ISO 8601), '' for an empty table.

    ``issues``: the codes that occur. ``first``, ``last``: the earliest and latest start on record (partial dates), ''
    where nothing is dated. ``releases``: newest first.
    """

    version: str
    updated: str
    totals: Totals
    first: str
    last: str
    issues: tuple[str, ...]
    regions: tuple[Region, ...]
    releases: tuple[Release, ...] = ()

    @property
    def title(self) -> str:
        """What the table is called."""
        return TITLE

    @property
    def keywords(self) -> tuple[str, ...]:
        """Words to find it by: general ones, then the kinds of engagement."""
        return (*KEYWORDS, *(label.lower() for label in schema.TYPES.values()))

    @property
    def text(self) -> str:
        """What it holds, in two sentences."""
        totals = self.totals
        actors = counted(totals.actors, "U.S. government or agency", "U.S. governments and agencies")
        countries = counted(totals.countries, "country or area", "countries or areas")
        networks = counted(totals.networks, "network or body", "networks and bodies")
        rows = counted(totals.rows, "engagement")
        return f"{rows} of {actors} with {countries} and {networks}: {SCOPE}. {LIMITS}"

    @property
    def issued(self) -> str:
        """The day of the first release; of the table itself where there is none."""
        return self.releases[-1].issued if self.releases else self.updated

    @property
    def cited(self) -> str:
        """How to cite it."""
        updated = f", updated {date_in_words(self.updated)}" if self.updated else ""
        return f"{TITLE} [data set], version {self.version}{updated}."


def described(published: Published, changed: str = "") -> Description:
    """Describe the table as shown; ``changed``: the day of the last change to it, '' for none."""
    dated, by_issue = (ByDate(), Selection()), (CountIssues(), Selection())
    answers = published.ask([dated, by_issue])
    dates = sorted(answers[dated]["date"].to_list())
    return Description(
        version=published.version,
        updated=max(published.updated, changed),
        totals=published.totals(Selection()),
        first=dates[0] if dates else "",
        last=dates[-1] if dates else "",
        issues=tuple(code for code, rows in zip(schema.ISSUES, answers[by_issue].row(0), strict=True) if rows),
        regions=tuple(_regions(published)),
        releases=tuple(map(_release, published.shelf.snapshots)),
    )


def _release(snapshot: Snapshot) -> Release:
    files = [
        ReleaseFile(
            f"/snapshots/{snapshot.number}/{name}", title, kind, (snapshot.folder / name).stat().st_size, digest
        )
        for name, (title, kind) in RELEASED.items()
        if (digest := snapshot.files.get(name))
    ]
    return Release(snapshot.number, snapshot.made[:10], snapshot.rows, snapshot.notes, tuple(files))


def _regions(published: Published) -> Iterator[Region]:
    countries = published.totals(Selection()).countries
    abroad = counted(countries, "country or area", "countries and areas")
    for name, register in (
        ("United States", published.registers.actors),
        (abroad, published.registers.counterparts),
    ):
        placed = register.dropna(subset=["latitude", "longitude"])
        if len(placed):
            yield Region(name, _box(placed))


def _box(placed: pd.DataFrame) -> tuple[float, float, float, float]:
    longitudes, latitudes = placed["longitude"].astype(float), placed["latitude"].astype(float)
    west, south, east, north = longitudes.min(), latitudes.min(), longitudes.max(), latitudes.max()
    return float(west), float(south), float(east), float(north)
