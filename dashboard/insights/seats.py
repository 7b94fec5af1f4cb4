"""Where an actor sits: a city at its own coordinates, a state's bodies at the state's capital, others where known.

The seat stands for the actor in every distance; how distances are measured is in ``distance``.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

CAPITALS: Mapping[str, tuple[float, float]] = {
    "AS": (-14.2781, -170.7025),
    "DE": (39.1582, -75.5244),
    "GU": (13.4745, 144.7504),
    "KS": (39.0483, -95.6780),
    "ME": (44.3106, -69.7795),
    "MO": (38.5767, -92.1735),
    "MT": (46.5927, -112.0361),
    "ND": (46.8083, -100.7837),
    "NE": (40.8000, -96.6670),
    "NJ": (40.2171, -74.7429),
    "NV": (39.1638, -119.7674),
    "SD": (44.3683, -100.3510),
    "VI": (18.3419, -64.9307),
    "VT": (44.2601, -72.5754),
}
"""USPS code → latitude and longitude of the capital where ``places.csv`` does not list it (degrees, GeoNames)."""


def seated(actors: pd.DataFrame, states: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """The register of actors with the coordinates of their seats in latitude and longitude, NaN where not known.

    ``actors``: slug, name, state, level, latitude, longitude, population. ``states``: usps, capital. ``places``:
    side, city, us_state, latitude, longitude. A county or an agency without a city of its own has no known seat.
    """
    capitals = capital_seats(states, places)
    is_unplaced_state = actors["latitude"].isna() & (actors["level"] == "state")
    found = [capitals.get(state, (float("nan"), float("nan"))) for state in actors["state"]]
    at_capital = pd.DataFrame(found, index=actors.index, columns=["latitude", "longitude"])
    latitude, longitude = (
        actors[axis].astype(float).mask(is_unplaced_state, at_capital[axis]) for axis in ("latitude", "longitude")
    )
    return actors.assign(latitude=latitude, longitude=longitude)


def capital_seats(states: pd.DataFrame, places: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """USPS code → latitude and longitude of the capital."""
    cities = places[places["side"] == "us"]
    named = states.merge(cities, left_on=["usps", "capital"], right_on=["us_state", "city"])
    return {
        **CAPITALS,
        **dict(zip(named["usps"], zip(named["latitude"], named["longitude"], strict=True), strict=True)),
    }
