"""Does a ranking survive when some rows are left out? Ranks with and without them, and how well they agree.

It takes counts by place; which rows are left out is decided elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FIRST = 10
"""The first so many of a ranking are watched."""


@dataclass(frozen=True)
class Survival:
    """``before``, ``after``: place → rank, 1 for the largest count, equal counts sharing the better rank.

    ``tau``, ``rho``: Kendall's and Spearman's coefficient, -1 to 1, None where one of the rankings has no order.
    ``first``: places ranked 1 to 10 before, more where ranks are shared; ``kept``: those of them ranked so after.
    """

    before: Mapping[str, int]
    after: Mapping[str, int]
    tau: float | None
    rho: float | None
    first: int
    kept: int


def survival(whole: Mapping[str, float], left: Mapping[str, float]) -> Survival:
    """Compare the ranking of the places with any count in ``whole`` with that by what is ``left`` to them.

    Kendall's tau-b (M. G. Kendall, "A new measure of rank correlation", Biometrika 30 (1938), 81-93; with ties
    Biometrika 33 (1945), 239-251) and Spearman's rho (C. Spearman, American Journal of Psychology 15 (1904), 72-101).
    """
    from scipy.stats import kendalltau, spearmanr

    places = [place for place, count in whole.items() if count]
    counts = [whole[place] for place in places]
    remaining = [left.get(place, 0) for place in places]
    before, after = _ranks(places, counts), _ranks(places, remaining)
    first = [place for place in places if before[place] <= FIRST]
    kept = [place for place in first if left.get(place, 0) and after[place] <= FIRST]
    has_order = len(set(counts)) > 1 and len(set(remaining)) > 1
    tau = float(kendalltau(counts, remaining).statistic) if has_order else math.nan
    rho = float(spearmanr(counts, remaining).statistic) if has_order else math.nan
    return Survival(before, after, _known(tau), _known(rho), len(first), len(kept))


def _ranks(places: Sequence[str], counts: Sequence[float]) -> dict[str, int]:
    from scipy.stats import rankdata

    ordered = rankdata([-count for count in counts], method="min") if places else []
    return {place: int(rank) for place, rank in zip(places, ordered, strict=True)}


def _known(coefficient: float) -> float | None:
    return None if math.isnan(coefficient) else coefficient
