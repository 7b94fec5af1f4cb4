"""The reference tables: states, countries with their bureaus, and places with coordinates, as frames from ``data/``.

They name and locate what the engagements table mentions; the engagements themselves are read in ``data``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from dashboard.folding import fold_column

NATION_2020 = 331_449_281
"""Residents of the 50 states and D.C. at the 2020 census; a test holds ``states.csv`` to it."""

SMALL_KM2 = 25_000
"""A country smaller than this gets a circle beside its shape."""


FILES = (
    *("states.csv", "countries.csv", "country_points.csv", "state_points.csv"),
    *("places.csv", "us_cities_100k.csv", "searches.csv"),
)
"""The files that ``load_reference`` reads."""


@dataclass(frozen=True)
class Reference:
    """Frames as read, every column text but populations and coordinates.

    ``states``: usps, fips, name, kind, census_region, census_division, population_2020, capital.
    ``countries``: iso3, iso2, name, bureau, bureau_basis.
    ``country_points``: iso3, longitude, latitude (degrees), area_km2, has_shape.
    ``state_points``: usps, longitude, latitude (degrees).
    ``places``: side (us or foreign), city, us_state, country, latitude, longitude (degrees), population, geonameid.
    ``large_cities``: city, us_state, latitude, longitude (degrees), population; all of 100,000 residents and more.
    ``digests``: file → SHA-256, in hexadecimal.
    ``searches``: city, us_state, searched_on (ISO 8601), rows_recorded; the only log of searches.
    """

    states: pd.DataFrame
    countries: pd.DataFrame
    country_points: pd.DataFrame
    state_points: pd.DataFrame
    places: pd.DataFrame
    large_cities: pd.DataFrame
    searches: pd.DataFrame
    digests: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def state_names(self) -> Mapping[str, str]:
        """USPS code → name, in order of the names."""
        return _names(self.states, "usps")

    @cached_property
    def country_names(self) -> Mapping[str, str]:
        """ISO alpha-3 code → display name in U.S. government usage, in order of the names."""
        return _names(self.countries, "iso3")

    @cached_property
    def bureau_of(self) -> Mapping[str, str]:
        """ISO alpha-3 code → State Department regional bureau."""
        return dict(zip(self.countries["iso3"], self.countries["bureau"], strict=True))

    @cached_property
    def residents(self) -> Mapping[str, int]:
        """USPS code → residents at the 2020 census."""
        return dict(zip(self.states["usps"], map(int, self.states["population_2020"]), strict=True))

    @cached_property
    def circles(self) -> Mapping[str, tuple[float, float]]:
        """ISO alpha-3 code → longitude and latitude, of countries that are too small to see or have no shape."""
        points = self.country_points
        small = points[(points["area_km2"] < SMALL_KM2) | (points["has_shape"] == "no")]
        return _points(small, "iso3")

    @cached_property
    def middles(self) -> Mapping[str, tuple[float, float]]:
        """USPS or ISO alpha-3 code → longitude and latitude of the middle of the state, country or area."""
        return {**_points(self.state_points, "usps"), **_points(self.country_points, "iso3")}

    @cached_property
    def without_shape(self) -> frozenset[str]:
        """ISO alpha-3 codes of countries that the boundaries have no shape for."""
        return frozenset(self.country_points.loc[self.country_points["has_shape"] == "no", "iso3"])


def load_reference(folder: Path) -> Reference:
    """Read the reference tables in ``folder``; raise FileNotFoundError where one is missing."""
    return Reference(
        states=_read(folder / "states.csv", {"population_2020": "int64"}),
        countries=_read(folder / "countries.csv", {}),
        country_points=_read(
            folder / "country_points.csv",
            {"longitude": "float64", "latitude": "float64", "area_km2": "float64"},
        ),
        state_points=_read(folder / "state_points.csv", {"longitude": "float64", "latitude": "float64"}),
        places=_read(folder / "places.csv", {"latitude": "float64", "longitude": "float64", "population": "Int64"}),
        large_cities=_read(
            folder / "us_cities_100k.csv", {"latitude": "float64", "longitude": "float64", "population": "Int64"}
        ),
        searches=_read(folder / "searches.csv", {"rows_recorded": "int64"}),
        digests={name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES},
    )


def _read(path: Path, types: Mapping[str, str]) -> pd.DataFrame:
    text = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    return text.astype({column: kind for column, kind in types.items() if kind != "Int64"}).assign(
        **{column: pd.to_numeric(text[column]).astype("Int64") for column, kind in types.items() if kind == "Int64"}
    )


def _names(frame: pd.DataFrame, code: str) -> Mapping[str, str]:
    ordered = frame.sort_values("name", key=fold_column)
    return dict(zip(ordered[code], ordered["name"], strict=True))


def _points(frame: pd.DataFrame, code: str) -> Mapping[str, tuple[float, float]]:
    return dict(zip(frame[code], zip(frame["longitude"], frame["latitude"], strict=True), strict=True))
