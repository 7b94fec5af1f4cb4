"""Concentration of engagements over residents: the Lorenz curve, the Gini coefficient and its bootstrap interval.

It takes numbers and gives numbers; the drawing is in ``figures.lorenz``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

DRAWS = 2_000
SEED = 20_200_401
"""The draws are the same each time, so that one address shows one interval (the seed is the day of the census)."""


@dataclass(frozen=True)
class Concentration:
    """``residents``, ``engagements``: cumulative shares, 0 to 1, places by rate from the lowest, first point (0, 0).

    ``order``: the places in that order. ``gini``: 0 where engagements go with residents, towards 1 where one place
    has all. ``low``, ``high``: its 95 % bootstrap interval; NaN where there is a single place.
    """

    residents: tuple[float, ...]
    engagements: tuple[float, ...]
    order: tuple[int, ...]
    gini: float
    low: float
    high: float

    @property
    def half(self) -> float:
        """The share of engagements of the half of the residents with the fewest for their number."""
        return float(np.interp(0.5, self.residents, self.engagements))


def concentration(counts: Sequence[int], residents: Sequence[int]) -> Concentration:
    """Lorenz curve and Gini coefficient; there must be one engagement at least.

    M. O. Lorenz, Publications of the American Statistical Association 9 (1905), 209-219. The interval is the
    percentile bootstrap over places (B. Efron, R. Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13).
    """
    count, people = np.asarray(counts, float), np.asarray(residents, float)
    order = np.argsort(count / people, kind="stable")
    x, y = _shares(people[order]), _shares(count[order])
    low, high = _interval(count, people)
    return Concentration(
        tuple(x.tolist()), tuple(y.tolist()), tuple(map(int, order)), float(gini(count, people)), low, high
    )


def gini(count: np.ndarray, people: np.ndarray, axis: int = -1) -> np.ndarray:
    """Gini coefficient of ``count`` over ``people`` along an axis: one less twice the area under the Lorenz curve.

    NaN where nothing is counted.
    """
    order = np.argsort(count / people, axis=axis, kind="stable")
    x = _shares(np.take_along_axis(people, order, axis), axis)
    y = _shares(np.take_along_axis(count, order, axis), axis)
    return 1 - 2 * np.trapezoid(y, x, axis=axis)


def _shares(values: np.ndarray, axis: int = -1) -> np.ndarray:
    totals = np.insert(np.cumsum(values, axis=axis), 0, 0, axis=axis)
    whole = np.take(totals, [-1], axis=axis)
    return np.divide(totals, whole, out=np.full(totals.shape, np.nan), where=whole > 0)


def _interval(count: np.ndarray, people: np.ndarray) -> tuple[float, float]:
    from scipy import stats

    if len(count) < 2:
        return float("nan"), float("nan")
    drawn = stats.bootstrap(
        (count, people),
        _gini_or_none,
        paired=True,
        vectorized=True,
        n_resamples=DRAWS,
        batch=500,
        method="percentile",
        rng=np.random.default_rng(SEED),
    ).bootstrap_distribution
    low, high = np.percentile(drawn[drawn >= 0], [2.5, 97.5])
    return float(low), float(high)


def _gini_or_none(count: np.ndarray, people: np.ndarray, axis: int = -1) -> np.ndarray:
    """The coefficient, -1 for a draw of places without any engagement: such draws are left out of the interval."""
    return np.nan_to_num(gini(count, people, axis), nan=-1)
