"""The network of a selection as GraphML, for Gephi, Cytoscape, igraph or networkx.

Nodes carry names and measures, ties the number of engagements; addresses and HTTP are handled in ``routes``.
"""

from __future__ import annotations

import io

import networkx as nx

from dashboard.insights.measures import Node
from dashboard.pictures.section import name_of
from dashboard.pictures.twomode import measures_of, sides_of, two_mode_ties
from dashboard.published import Published
from dashboard.scene import measure_at
from dashboard.selection import Address


def graphml_bytes(published: Published, address: Address) -> bytes:
    """The undirected two-mode graph as GraphML (UTF-8).

    Nodes: id 'field:code', label, side (us or other), field, code, degree, strength, betweenness, community.
    Edges: weight, the number of engagements, which add up to the rows of the selection, or of the unit of the address,
    which the graph names as weights.
    """
    graph = nx.Graph(name="Multilevel Diplomacy Dashboard", weights=address.look.counted.many)
    found = measures_of(published, address)
    for side, standings in (("us", found.left), ("other", found.right)):
        for each in standings:
            graph.add_node(
                _id(each.node),
                label=name_of(published.catalogue, each.node).text,
                side=side,
                field=each.node[0],
                code=each.node[1],
                degree=each.degree,
                strength=each.strength,
                betweenness=each.betweenness,
                community=each.community,
            )
    weighted = two_mode_ties(published, address.selection, sides_of(address), measure_at(address))
    for (source, target), weight in sorted(weighted.items()):
        graph.add_edge(_id(source), _id(target), weight=weight)
    buffer = io.BytesIO()
    nx.write_graphml(graph, buffer, encoding="utf-8", named_key_ids=True)
    return buffer.getvalue()


def _id(node: Node) -> str:
    return ":".join(node)
