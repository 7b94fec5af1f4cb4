"""Flows in three stages, as the two sets of ribbons between them, with the total that each stage adds up to.

It adds up counts that were asked before; an engagement of several issues flows once through each of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum, isclose

Counts = Mapping[tuple[str, str], float]


@dataclass(frozen=True)
class Flow:
    """A ribbon between two neighbouring stages: ``stage`` 0 or 1, the codes at its ends, how much flows."""

    stage: int
    source: str
    target: str
    count: float


@dataclass(frozen=True)
class Flows:
    """All ribbons, the widest first within a stage; ``total``: what flows from the first stage into the second."""

    flows: tuple[Flow, ...]
    total: float

    def total_of(self, stage: int) -> float:
        """What flows from stage 0 or 1 into the next: the same, where all that flows in flows out."""
        return fsum(flow.count for flow in self.flows if flow.stage == stage)

    def through(self, stage: int) -> dict[str, float]:
        """Code → what flows through it, for stage 0, 1 or 2; out of it, where that is not what flows in."""
        through: dict[str, float] = {}
        for flow in self.flows:
            if flow.stage == min(stage, 1):
                code = flow.target if stage == 2 else flow.source
                through[code] = through.get(code, 0) + flow.count
        return through


def flows(first: Counts, second: Counts, is_carried: bool = True) -> Flows:
    """Join counts of stages 0 → 1 and 1 → 2; raise ValueError where they do not carry the same through stage 1.

    ``is_carried``: whether they have to; different things, each counted once a ribbon, need not.
    """
    listed = [Flow(0, *ends, count) for ends, count in first.items() if count]
    listed += [Flow(1, *ends, count) for ends, count in second.items() if count]
    ordered = sorted(listed, key=lambda flow: (flow.stage, -flow.count, flow.source, flow.target))
    into, out = _carried(first, 1), _carried(second, 0)
    if is_carried and not _same(into, out):
        raise ValueError(f"what flows into the middle stage ({into}) is not what flows out of it ({out})")
    return Flows(tuple(ordered), sum(first.values()))


def _same(into: Mapping[str, float], out: Mapping[str, float]) -> bool:
    return into.keys() == out.keys() and all(isclose(count, out[code]) for code, count in into.items())


def _carried(counts: Counts, end: int) -> dict[str, float]:
    carried: dict[str, float] = {}
    for ends, count in counts.items():
        carried[ends[end]] = carried.get(ends[end], 0) + count
    return {code: count for code, count in carried.items() if count}
