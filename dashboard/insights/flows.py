"""Flows in three stages, as the two sets of ribbons between them, with the total that each stage adds up to.

It adds up counts that were asked before; an engagement of several issues flows once through each of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Counts = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Flow:
    """A ribbon between two neighbouring stages: ``stage`` 0 or 1, the codes at its ends, how much flows."""

    stage: int
    source: str
    target: str
    count: int


@dataclass(frozen=True)
class Flows:
    """All ribbons, the widest first within a stage; ``total``: what flows through each of the three stages."""

    flows: tuple[Flow, ...]
    total: int

    def through(self, stage: int) -> dict[str, int]:
        """Code → what flows through it, for stage 0, 1 or 2."""
        through: dict[str, int] = {}
        for flow in self.flows:
            if flow.stage == min(stage, 1):
                code = flow.target if stage == 2 else flow.source
                through[code] = through.get(code, 0) + flow.count
        return through


def flows(first: Counts, second: Counts) -> Flows:
    """Join counts of stages 0 → 1 and 1 → 2; raise ValueError where they do not carry the same through stage 1."""
    listed = [Flow(0, *ends, count) for ends, count in first.items() if count]
    listed += [Flow(1, *ends, count) for ends, count in second.items() if count]
    ordered = sorted(listed, key=lambda flow: (flow.stage, -flow.count, flow.source, flow.target))
    into, out = _carried(first, 1), _carried(second, 0)
    if into != out:
        raise ValueError(f"what flows into the middle stage ({into}) is not what flows out of it ({out})")
    return Flows(tuple(ordered), sum(first.values()))


def _carried(counts: Counts, end: int) -> dict[str, int]:
    carried: dict[str, int] = {}
    for ends, count in counts.items():
        carried[ends[end]] = carried.get(ends[end], 0) + count
    return {code: count for code, count in carried.items() if count}
