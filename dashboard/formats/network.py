"""The network of an extract, as GraphML for Gephi, Cytoscape or igraph, and as node-link JSON for networkx or d3.

Nodes carry names and measures, ties the number of engagements; both files hold the same graph.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import networkx as nx
import orjson

from dashboard import datapackage
from dashboard.formats.extract import Extract
from dashboard.insights.measures import Node
from dashboard.pictures.section import name_of
from dashboard.pictures.twomode import measures_of, sides_of, two_mode_ties
from dashboard.scene import measure_at


def graph_of(extract: Extract) -> nx.Graph:
    """The undirected two-mode graph, with what it is as its attributes, all text or numbers.

    Nodes: id 'field:code', label, side (us or other), field, code, degree, strength, betweenness, community.
    Edges: weight, the number of engagements, which add up to the rows of the selection, or of the unit of the address,
    which the graph names as weights.
    """
    published, address = extract.published, extract.address
    facts = {name: fact for name, fact in extract.facts().items() if isinstance(fact, str | int)}
    graph = nx.Graph(
        **{"name": facts.pop("title"), **facts, "licence": datapackage.LICENCE["path"]},
        weights=address.look.counted.many,
    )
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
    return graph


def graphml_file(extract: Extract) -> Iterator[bytes]:
    """The graph as GraphML (UTF-8)."""
    buffer = io.BytesIO()
    nx.write_graphml(graph_of(extract), buffer, encoding="utf-8", named_key_ids=True)
    yield buffer.getvalue()


def node_link_file(extract: Extract) -> Iterator[bytes]:
    """The graph as JSON: graph, nodes with ``id``, edges with ``source`` and ``target``.

    It is what ``networkx.node_link_graph`` reads, and lists that d3's forceLink takes with ``id(d => d.id)``.
    """
    yield orjson.dumps(nx.node_link_data(graph_of(extract), edges="edges"), option=orjson.OPT_SERIALIZE_NUMPY)


def _id(node: Node) -> str:
    return ":".join(node)
