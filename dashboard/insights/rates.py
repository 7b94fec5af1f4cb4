"""Rates per million residents with exact Poisson intervals, and the same rates steadied by empirical Bayes.

Counts and residents come in as plain numbers; places, names and drawings are made elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

MILLION = 1_000_000

FEW = 5
"""Below this many engagements a rate says little: a single one more or fewer moves it by a fifth and more."""


@dataclass(frozen=True)
class Rate:
    """``count`` over ``residents``; ``low``, ``high``: 95 % interval of the rate, per million residents."""

    count: int
    residents: int
    low: float
    high: float

    @property
    def per_million(self) -> float:
        """Engagements per million residents."""
        return self.count / self.residents * MILLION

    @property
    def is_few(self) -> bool:
        """Whether there are too few engagements to compare the rate with others."""
        return self.count < FEW


def rates(counts: Sequence[int], residents: Sequence[int]) -> tuple[Rate, ...]:
    """The rate of each place, with exact central 95 % Poisson intervals (Garwood 1936).

    F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28 (1936), 437-442.
    """
    from statsmodels.stats.rates import confint_poisson

    if not len(counts):
        return ()
    low, high = confint_poisson(np.asarray(counts), np.asarray(residents) / MILLION, method="exact-c", alpha=0.05)
    bounds = zip(np.atleast_1d(low), np.atleast_1d(high), strict=True)
    return tuple(
        Rate(int(count), int(people), float(below), float(above))
        for count, people, (below, above) in zip(counts, residents, bounds, strict=True)
    )


def share_interval(some: int, places: int) -> tuple[float, float]:
    """Exact 95 % interval of a share of places, 0 to 1 (Clopper and Pearson, Biometrika 26 (1934), 404-413)."""
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(some, places, alpha=0.05, method="beta")
    return float(low), float(high)


def steadied(counts: Sequence[int], residents: Sequence[int]) -> tuple[float, ...]:
    """Each rate per million residents, drawn towards the rate of all places by as much as chance may have moved it.

    Global empirical Bayes estimator by the method of moments: R. J. Marshall, "Mapping disease and mortality rates
    using empirical Bayes estimators", Applied Statistics 40 (1991), 283-294. Where the places differ no more than
    by chance, each gets the rate of all. ``residents`` are above zero.
    """
    count, people = np.asarray(counts, float), np.asarray(residents, float)
    if not len(count):
        return ()
    overall = count.sum() / people.sum()
    raw = count / people
    spread = (people * (raw - overall) ** 2).sum() / people.sum()
    between = max(spread - overall / people.mean(), 0.0)
    by_chance = overall / people
    weight = between / (between + by_chance) if overall else np.zeros_like(raw)
    return tuple(float(value) * MILLION for value in overall + weight * (raw - overall))
