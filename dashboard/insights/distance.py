"""Distances on the globe, in statute miles, between places given by latitude and longitude.

Where an actor sits is decided in ``seats``; what a distance means for a joint mission in ``missions``.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

EARTH_MILES = 6_371.0088 / 1.609344
"""Mean radius of the earth (IUGG, 6,371.0088 km) in statute miles."""

Degrees = npt.ArrayLike


def great_circle_miles(
    latitude: Degrees, longitude: Degrees, to_latitude: Degrees, to_longitude: Degrees
) -> npt.NDArray[np.float64]:
    """Miles between points by the haversine formula, broadcast as numpy does; NaN where a coordinate is missing.

    R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68(2), 1984, p. 159. On the ellipsoid the distance
    differs by up to half a percent.
    """
    here, there = np.radians(latitude), np.radians(to_latitude)
    across = np.radians(np.asarray(to_longitude, float) - np.asarray(longitude, float))
    chord = np.sin((there - here) / 2) ** 2 + np.cos(here) * np.cos(there) * np.sin(across / 2) ** 2
    return np.asarray(2 * EARTH_MILES * np.arcsin(np.sqrt(np.clip(chord, 0, 1))))


def miles_between(latitudes: npt.NDArray[np.float64], longitudes: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The square matrix of miles between every two of n points."""
    return great_circle_miles(latitudes[:, None], longitudes[:, None], latitudes[None, :], longitudes[None, :])
