"""The two-mode network of a selection: its ties, its measures and its projection, each worked out once and kept.

Every engagement is in it, since every counterpart is in a country or is a network or body; nothing is drawn here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import schema
from dashboard.insights.measures import Measures, Node, measures
from dashboard.insights.projection import Projection, projection
from dashboard.published import Published
from dashboard.query import EdgeList
from dashboard.selection import Address, Selection


@dataclass(frozen=True)
class Sides:
    """``left``: the field of the U.S. side; ``right``: those of the other, of which an engagement has one.

    ``lefts``, ``rights``: what to call the nodes of each side.
    """

    left: str
    right: tuple[str, ...]
    lefts: str
    rights: str


SIDES: Mapping[str, Sides] = {
    "actor-counterpart": Sides("actor", ("counterpart", "network"), "actors", "counterparts"),
    "actor-country": Sides("actor", ("country", "network"), "actors", "countries and networks"),
    "state-country": Sides("state", ("country", "network"), "states", "countries and networks"),
}


def sides_of(address: Address) -> Sides:
    """The sides looked at."""
    return SIDES[address.look.nodes or schema.DEFAULT_LOOKS["nodes"]]


def two_mode_ties(published: Published, selection: Selection, sides: Sides) -> dict[tuple[Node, Node], int]:
    """(U.S. node, other node) → engagements; they add up to the rows of the selection."""
    lists = {name: EdgeList(schema.CHOICES[sides.left].column, schema.CHOICES[name].column) for name in sides.right}
    answers = published.ask([(edges, selection) for edges in lists.values()])
    return {
        ((sides.left, source), (name, target)): weight
        for name, edges in lists.items()
        for source, target, weight in answers[edges, selection].iter_rows()
    }


def measures_of(published: Published, address: Address) -> Measures:
    """The measures of every node of the selection."""
    sides = sides_of(address)
    return published.study(
        (measures, address.selection, sides),
        lambda: measures(two_mode_ties(published, address.selection, sides)),
    )


def projection_of(published: Published, address: Address) -> Projection:
    """Which places of the selection share partners."""
    sides = sides_of(address)
    return published.study(
        (projection, address.selection, sides),
        lambda: projection(two_mode_ties(published, address.selection, sides)),
    )
