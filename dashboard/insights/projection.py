"""The co-partner projection: which places share partners, how much that weighs, and whether chance would do the same.

A two-mode network becomes ties between the nodes of one side; drawing and naming them is done elsewhere.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import TypeVar

import numpy as np
from scipy.stats import false_discovery_control, hypergeom

Node = TypeVar("Node", bound=Hashable)

LEAST_PARTNERS = 2
"""A place with a single partner cannot be told from one that merely met the most popular partner."""

FALSE_DISCOVERIES = 0.05
"""Of the pairs that are called more than chance, at most this share is expected to be so by chance."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two places and how many partners they share. ``weight``: after Newman. ``expected``: shared by chance.

    ``q``: p-value of sharing as many or more by chance, adjusted for all pairs.
    """

    first: tuple[str, str]
    second: tuple[str, str]
    shared: int
    weight: float
    expected: float
    q: float

    @property
    def is_more_than_chance(self) -> bool:
        """Whether the pair stands at the false discovery rate."""
        return self.q < FALSE_DISCOVERIES


@dataclass(frozen=True)
class Projection:
    """``pairs``: the clearest first; ``tested``: pairs compared; ``partners``: place → its distinct partners."""

    pairs: tuple[Pair, ...]
    tested: int
    partners: Mapping[tuple[str, str], frozenset[tuple[str, str]]]

    def shared(self, pair: Pair) -> list[tuple[str, str]]:
        """The partners that both have, by code."""
        return sorted(self.partners[pair.first] & self.partners[pair.second])


def partners_of(ties: Iterable[tuple[Node, Node]]) -> dict[Node, frozenset[Node]]:
    """Place → its distinct partners, by code."""
    partners: dict[Node, set[Node]] = {}
    for place, partner in ties:
        partners.setdefault(place, set()).add(partner)
    return {place: frozenset(partners[place]) for place in sorted(partners)}  # type: ignore[type-var]


def newman_weights(partners: dict[Node, frozenset[Node]]) -> dict[tuple[Node, Node], float]:
    """Weight of every two places that share a partner: the sum of 1 / (n − 1) over shared partners of n places.

    Newman (2001), "Scientific collaboration networks. II", equation 2: a partner whom everybody has ties little.
    """
    weights: dict[tuple[Node, Node], float] = {}
    for places in _places_of(partners).values():
        for pair in combinations(places, 2):
            weights[pair] = weights.get(pair, 0.0) + 1 / (len(places) - 1)
    return weights


def projection(ties: Iterable[tuple[tuple[str, str], tuple[str, str]]]) -> Projection:
    """All pairs of places with two or more partners each that share one, those least like chance first.

    Chance: both draw their partners at random from all partners there are, so that the number shared is
    hypergeometric (Tumminello, Miccichè, Lillo, Piilo and Mantegna 2011). Adjusted for every pair of places,
    shared or not, by the false discovery rate (Benjamini and Hochberg 1995).
    """
    partners = partners_of(ties)
    weights = newman_weights(partners)
    everyone = len(set().union(*partners.values()))
    compared = {place: of for place, of in partners.items() if len(of) >= LEAST_PARTNERS}
    named = sorted(pair for pair in weights if pair[0] in compared and pair[1] in compared)
    tested = comb(len(compared), 2)
    sizes = np.array([[len(partners[place]) for place in pair] for pair in named]).reshape(-1, 2)
    shared = [len(partners[first] & partners[second]) for first, second in named]
    adjusted = _adjusted(sizes, shared, everyone, tested)
    expected = sizes.prod(axis=1) / everyone if everyone else sizes.sum(axis=1)
    pairs = [
        Pair(*pair, count, weights[pair], by_chance, q)
        for pair, count, by_chance, q in zip(named, shared, expected.tolist(), adjusted.tolist(), strict=True)
    ]
    return Projection(tuple(sorted(pairs, key=_clearest_first)), tested, partners)


def _clearest_first(pair: Pair) -> tuple[object, ...]:
    return (pair.q, -pair.weight, pair.first, pair.second)


def _adjusted(sizes: np.ndarray, shared: list[int], everyone: int, tested: int) -> np.ndarray:
    """Adjusted p-values of these pairs among all that were tested; a pair that shares nobody has the p-value 1."""
    if not shared:
        return np.array([])
    values = hypergeom.sf(np.array(shared) - 1, everyone, sizes[:, 0], sizes[:, 1])
    padded = np.concatenate([np.clip(values, 0, 1), np.ones(tested - len(shared))])
    return false_discovery_control(padded)[: len(shared)]


def _places_of(partners: dict[Node, frozenset[Node]]) -> dict[Node, list[Node]]:
    """Partner → the places that have it, in order; only those that two places share."""
    places: dict[Node, list[Node]] = {}
    for place, of in partners.items():
        for partner in of:
            places.setdefault(partner, []).append(place)
    return {partner: sorted(them) for partner, them in places.items() if len(them) > 1}  # type: ignore[type-var]
