"""Home heights of the nodes of a bipartite chart: an order and spacing computed once for the whole table.

Things of one group stand together and busier ones have more room; how a chart nudges them is in ``figures.network``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def homes(groups: Mapping[str, str], order: Sequence[str], counts: Mapping[str, int]) -> dict[str, float]:
    """Heights from 1 (top) down to 0, groups in ``order``, within a group the busiest first.

    ``groups``: code → group; ``counts``: code → engagements in the whole table. Room grows with the square root.
    """
    place = {group: number for number, group in enumerate(order)}
    ordered = sorted(groups, key=lambda code: (place.get(groups[code], len(place)), -counts.get(code, 0), code))
    rooms = [max(counts.get(code, 0), 1) ** 0.5 for code in ordered]
    total = sum(rooms) or 1.0
    heights, above = {}, 0.0
    for code, room in zip(ordered, rooms, strict=True):
        heights[code] = 1 - (above + room / 2) / total
        above += room
    return heights
