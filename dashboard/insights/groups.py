"""Groups of places compared: how many have anything recorded, and their common rate, both with exact intervals.

It takes counts and residents by group; which place is in which group is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.insights.rates import Rate, rates, share_interval


@dataclass(frozen=True)
class Group:
    """``places`` of which ``engaged`` have any engagement; ``low``, ``high``: 95 % interval of that share, 0 to 1.

    ``rate``: of all its engagements over all its residents.
    """

    name: str
    places: int
    engaged: int
    low: float
    high: float
    rate: Rate


def groups(members: Mapping[str, Sequence[tuple[int, int]]]) -> tuple[Group, ...]:
    """Name → (engagements, residents) of each place, as groups in that order; empty ones are left out."""
    filled = {name: places for name, places in members.items() if places}
    totals = [(sum(count for count, _ in each), sum(people for _, people in each)) for each in filled.values()]
    common = rates([count for count, _ in totals], [people for _, people in totals])
    found = []
    for (name, places), rate in zip(filled.items(), common, strict=True):
        engaged = sum(count > 0 for count, _ in places)
        found.append(Group(name, len(places), engaged, *share_interval(engaged, len(places)), rate))
    return tuple(found)
