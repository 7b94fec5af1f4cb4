"""Communities of a weighted graph by the Louvain method, the same at every run, with the modularity they reach.

Nodes are any sortable names; what a community means to a reader is said on the page.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

import networkx as nx

Node = TypeVar("Node", bound=Hashable)

SEED = 2026
"""The order in which nodes are tried is random; with the seed it is the same each time."""


def communities(weights: Mapping[tuple[Node, Node], float]) -> tuple[dict[Node, int], float]:
    """Node → number of its community, from 1, the largest first; and the modularity of the partition.

    Louvain method (Blondel, Guillaume, Lambiotte and Lefebvre 2008), resolution 1, on the undirected graph of
    weighted ties; modularity after Newman (2004), 0 for no ties. The order of ``weights`` plays no part.
    """
    if not weights:
        return {}, 0.0
    nodes = sorted({node for tie in weights for node in tie})  # type: ignore[type-var]
    number = {node: place for place, node in enumerate(nodes)}
    graph = nx.Graph()
    graph.add_nodes_from(range(len(nodes)))
    ties = sorted((number[source], number[target], weight) for (source, target), weight in weights.items())
    graph.add_weighted_edges_from(ties)
    found = nx.community.louvain_communities(graph, seed=SEED)
    ordered = sorted((sorted(community) for community in found), key=lambda community: (-len(community), community))
    of_node = {nodes[node]: place for place, community in enumerate(ordered, start=1) for node in community}
    return of_node, nx.community.modularity(graph, ordered)
