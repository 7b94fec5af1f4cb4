"""Measures of a two-mode network: degree, strength, betweenness and communities, for the nodes of both sides.

The graph comes in as an edge list; names, links and the order of tables are made elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import rustworkx as rx

from dashboard.insights.communities import communities

Node = tuple[str, str]
"""A node of the network: the field that names it (actor, country …) and its code."""

Ties = Mapping[tuple[Node, Node], float]
"""(U.S. node, node of the other side) → engagements, or another unit that is counted."""


@dataclass(frozen=True)
class Standing:
    """One node and its measures. ``share``: degree divided by the size of the other side.

    ``betweenness``: 0 to 1, two-mode normalised. ``community``: its number, 1 for the largest.
    """

    node: Node
    degree: int
    share: float
    strength: float
    betweenness: float
    community: int


@dataclass(frozen=True)
class Measures:
    """``left``, ``right``: the nodes of the U.S. side and of the other, by code. ``modularity`` of the communities."""

    left: tuple[Standing, ...]
    right: tuple[Standing, ...]
    modularity: float

    @property
    def community_count(self) -> int:
        """How many communities there are."""
        return max((each.community for each in (*self.left, *self.right)), default=0)


def measures(
    ties: Ties, strengths: Mapping[Node, float] | None = None, between: Mapping[Node, float] | None = None
) -> Measures:
    """Measure every node: degree (distinct ties), strength (what its ties weigh, if not given), betweenness, community.

    ``strengths``: node → what it has, where one thing can be on several ties and counts once;
    ``between``: their ``betweenness``, where it is known already, since it does not depend on weights.
    """
    lefts, rights = (sorted({tie[end] for tie in ties}) for end in (0, 1))
    between = betweenness(ties) if between is None else between
    community, modularity = communities(ties)
    degree: dict[Node, int] = dict.fromkeys([*lefts, *rights], 0)
    weights: dict[Node, float] = dict(degree)
    for tie, weight in ties.items():
        for node in tie:
            degree[node] += 1
            weights[node] += weight
    strength = weights if strengths is None else strengths

    def standings(nodes: list[Node], others: int) -> tuple[Standing, ...]:
        return tuple(
            Standing(node, degree[node], degree[node] / others, strength[node], between[node], community[node])
            for node in nodes
        )

    return Measures(standings(lefts, len(rights)), standings(rights, len(lefts)), modularity)


def betweenness(ties: Ties) -> dict[Node, float]:
    """Share of shortest paths between other nodes that pass through each node, of the most there could be.

    Exact (Brandes 2001), every tie of length 1; divided by the largest value that a node of its side can reach in a
    two-mode network of this size (Borgatti and Everett 1997).
    """
    lefts, rights = (sorted({tie[end] for tie in ties}) for end in (0, 1))
    graph = rx.PyGraph(multigraph=False)
    number = dict(zip([*lefts, *rights], graph.add_nodes_from([*lefts, *rights]), strict=True))
    graph.add_edges_from_no_data([(number[source], number[target]) for source, target in sorted(ties)])
    paths = rx.betweenness_centrality(graph, normalized=False)
    most_left, most_right = _most(len(lefts), len(rights)), _most(len(rights), len(lefts))
    return {
        **{node: paths[number[node]] / most_left if most_left else 0.0 for node in lefts},
        **{node: paths[number[node]] / most_right if most_right else 0.0 for node in rights},
    }


def _most(own: int, other: int) -> float:
    """The largest betweenness of a node with ``own`` nodes on its side and ``other`` on the other (see above)."""
    if not own or not other:
        return 0.0
    s, t = divmod(own - 1, other)
    return (other**2 * (s + 1) ** 2 + other * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2
