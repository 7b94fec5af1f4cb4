"""The co-partner projection: which places share partners, how much that weighs, and whether chance would do the same.

A two-mode network becomes ties between the nodes of one side; drawing and naming them is done elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from math import comb
from typing import TypeVar

import numpy as np
from scipy.sparse import csr_array, triu

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


def projection(ties: Iterable[tuple[tuple[str, str], tuple[str, str]]]) -> Projection:
    """All pairs of places with two or more partners each that share one, those least like chance first.

    Weight: the sum of 1 / (n − 1) over shared partners of n places (Newman 2001, "Scientific collaboration networks.
    II", equation 2), so that a partner whom everybody has ties little. Chance: both draw their partners at random
    from all there are, so that the number shared is hypergeometric (Tumminello, Miccichè, Lillo, Piilo and Mantegna
    2011); adjusted for every pair of places, shared or not, by the false discovery rate (Benjamini and Hochberg 1995).
    """
    partners = partners_of(ties)
    places = [place for place, of in partners.items() if len(of) >= LEAST_PARTNERS]
    first, second, shared, weight = _shared(partners, places)
    everyone, tested = len(set().union(*partners.values())), comb(len(places), 2)
    sizes = np.array([len(partners[place]) for place in places], dtype=np.int64)
    q = _adjusted(shared, everyone, sizes[first], sizes[second], tested)
    order = np.lexsort((second, first, -weight.round(9), q))
    columns = (first, second, shared, weight, sizes[first] * sizes[second] / max(everyone, 1), q)
    rows = zip(*(column[order].tolist() for column in columns), strict=True)
    pairs = tuple(Pair(places[one], places[other], *numbers) for one, other, *numbers in rows)
    return Projection(pairs, tested, partners)


def _shared(
    partners: Mapping[Node, frozenset[Node]], places: list[Node]
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """For every two ``places`` that share a partner: numbers of both (first < second), partners shared, weight."""
    holders = Counter(partner for of in partners.values() for partner in of)
    number = {partner: at for at, partner in enumerate(holders)}
    cells = [(at, number[partner]) for at, place in enumerate(places) for partner in partners[place]]
    rows, columns = np.array(cells, dtype=np.int64).reshape(-1, 2).T
    has = csr_array((np.ones(len(cells)), (rows, columns)), shape=(len(places), len(number)))
    ease = np.array([1 / (count - 1) if count > 1 else 0.0 for count in holders.values()])
    shared = triu(has @ has.T, k=1).tocoo()
    weights = triu((has * ease) @ has.T, k=1).tocsr()
    first, second = shared.coords
    if not len(first):
        return first, second, first, np.array([])
    return first, second, shared.data.astype(np.int64), np.asarray(weights[first, second]).ravel()


def _adjusted(shared: np.ndarray, everyone: int, ones: np.ndarray, others: np.ndarray, tested: int) -> np.ndarray:
    """Adjusted p-values of these pairs among all that were tested; a pair that shares nobody has the p-value 1."""
    from scipy.stats import false_discovery_control, hypergeom

    if not len(shared):
        return np.array([])
    values = np.clip(hypergeom.sf(shared - 1, everyone, ones, others), 0, 1)
    return false_discovery_control(np.concatenate([values, np.ones(tested - len(shared))]))[: len(shared)]
