"""Overlaps between networks: how many members each two share, and how much that is of both together.

It counts sets of members; who is a member of what is asked in ``query`` and decided in ``pictures.memberships``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True)
class Overlap:
    """Two networks (codes in alphabetical order), the members of both, and of either."""

    first: str
    second: str
    shared: int
    either: int

    @property
    def jaccard(self) -> float:
        """Shared members divided by the members of either (Jaccard 1901), 0 to 1."""
        return self.shared / self.either


def members_of(memberships: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Network → its members, from (member, network) pairs; most members first, then by code."""
    members: dict[str, set[str]] = {}
    for member, network in memberships:
        members.setdefault(network, set()).add(member)
    ordered = sorted(members, key=lambda network: (-len(members[network]), network))
    return {network: frozenset(members[network]) for network in ordered}


def overlaps(members: Mapping[str, frozenset[str]]) -> list[Overlap]:
    """Every two networks that share a member: most shared first, then by Jaccard coefficient, then by codes."""
    found = [
        Overlap(first, second, shared, len(members[first] | members[second]))
        for first, second in combinations(sorted(members), 2)
        if (shared := len(members[first] & members[second]))
    ]
    return sorted(found, key=lambda each: (-each.shared, -each.jaccard, each.first, each.second))
