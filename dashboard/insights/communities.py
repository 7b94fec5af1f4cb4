"""Communities of a weighted graph by the Louvain method, the same at every run, with the modularity they reach.

Nodes are any sortable names; what a community means to a reader is said on the page.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

import numpy as np
from scipy.sparse import csr_matrix

Node = TypeVar("Node", bound=Hashable)

SEED = 2026
"""The order in which nodes are tried is random; with the seed it is the same each time."""


def communities(weights: Mapping[tuple[Node, Node], float]) -> tuple[dict[Node, int], float]:
    """Node → number of its community, from 1, the largest first; and the modularity of the partition.

    Louvain method (Blondel, Guillaume, Lambiotte and Lefebvre 2008), resolution 1, on the undirected graph of
    weighted ties; modularity after Newman (2004), 0 for no ties. The order of ``weights`` plays no part.
    """
    from sknetwork.clustering import Louvain, get_modularity

    if not weights:
        return {}, 0.0
    nodes = sorted({node for tie in weights for node in tie})  # type: ignore[type-var]
    graph = _adjacency(weights, {node: place for place, node in enumerate(nodes)})
    labels = Louvain(random_state=SEED, shuffle_nodes=True).fit_predict(graph)
    found: dict[int, list[Node]] = {}
    for node, label in zip(nodes, labels.tolist(), strict=True):
        found.setdefault(label, []).append(node)
    ordered = sorted(found.values(), key=lambda community: (-len(community), community))
    of_node = {node: place for place, community in enumerate(ordered, start=1) for node in community}
    return of_node, float(get_modularity(graph, labels))


def _adjacency(weights: Mapping[tuple[Node, Node], float], number: Mapping[Node, int]) -> csr_matrix:
    """The symmetric matrix of the weights, rows and columns by the number of a node."""
    ties = sorted((number[source], number[target], weight) for (source, target), weight in weights.items())
    sources, targets, weight = (np.array(column) for column in zip(*ties, strict=True))
    ends = np.concatenate([sources, targets]), np.concatenate([targets, sources])
    doubled = np.concatenate([weight, weight]).astype(float)
    return csr_matrix((doubled, ends), shape=(len(number), len(number)))
