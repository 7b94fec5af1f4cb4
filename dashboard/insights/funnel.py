"""The funnel: how far from a common rate chance alone takes places of each size, and which places lie outside.

It takes numbers and gives numbers; the drawing is in ``figures.funnel``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.insights.rates import MILLION

WARNING, ALARM = 0.95, 0.998
"""Shares of places that chance alone leaves within the inner and the outer pair of limits."""

POINTS = 80


@dataclass(frozen=True)
class Limits:
    """Control limits in engagements per million, for each number of ``residents``, from the lowest to the highest."""

    residents: tuple[float, ...]
    lowest: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    highest: tuple[float, ...]


@dataclass(frozen=True)
class Funnel:
    """``overall``: the rate of all places per million; ``positions``: one for each place.

    A position is 0 within the 95 % limits, 1 above them, 2 above those of 99.8 %, and negative below.
    ``dispersion``: chi-squared over its degrees of freedom, 1 if the places differed by chance alone.
    """

    overall: float
    limits: Limits
    positions: tuple[int, ...]
    dispersion: float


def count_limit(expected: np.ndarray, chance: float) -> np.ndarray:
    """The count below which a Poisson variable of this mean falls with this chance, interpolated between whole numbers.

    D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24 (2005),
    1185-1202, appendix A.1.1. Never below zero.
    """
    from scipy import stats

    whole = stats.poisson.ppf(chance, expected)
    beyond = (stats.poisson.cdf(whole, expected) - chance) / stats.poisson.pmf(whole, expected)
    return np.maximum(whole - beyond, 0)


def funnel(counts: Sequence[int], residents: Sequence[int]) -> Funnel:
    """Limits around the common rate and the position of each place; there must be one engagement at least."""
    from scipy import stats

    count, people = np.asarray(counts, float), np.asarray(residents, float)
    overall = count.sum() / people.sum()
    lowest, low, high, highest = _around(overall * people)
    above = (count > high).astype(int) + (count > highest)
    below = (count < low).astype(int) + (count < lowest)
    spread = stats.chisquare(count, overall * people).statistic / max(len(count) - 1, 1)
    grid = np.geomspace(people.min() * 0.8, people.max() * 1.25, POINTS)
    lines = [tuple((line / grid * MILLION).tolist()) for line in _around(overall * grid)]
    limits = Limits(tuple(grid.tolist()), *lines)
    return Funnel(float(overall) * MILLION, limits, tuple(map(int, above - below)), float(spread))


def _around(expected: np.ndarray) -> list[np.ndarray]:
    tails = ((1 - ALARM) / 2, (1 - WARNING) / 2, (1 + WARNING) / 2, (1 + ALARM) / 2)
    return [count_limit(expected, tail) for tail in tails]
