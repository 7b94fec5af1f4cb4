"""The two-mode network of a selection: its ties, its measures and its projection, each worked out once and kept.

Every engagement is in it, since every counterpart is in a country or is a network or body; nothing is drawn here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import schema
from dashboard.counting import EACH, Measure
from dashboard.insights.measures import Measures, Node, betweenness, measures
from dashboard.insights.projection import Projection, projection
from dashboard.language import N_, said
from dashboard.published import Published
from dashboard.query import CountBy, EdgeList
from dashboard.scene import measure_at
from dashboard.selection import Address, Selection


@dataclass(frozen=True)
class Sides:
    """``left``: the field of the U.S. side; ``right``: those of the other, of which an engagement has one.

    ``lefts``, ``rights``: what to call the nodes of each side.
    """

    left: str
    right: tuple[str, ...]
    lefts: str = said()
    rights: str = said()


SIDES: Mapping[str, Sides] = {
    "actor-counterpart": Sides("actor", ("counterpart", "network"), N_("actors"), N_("counterparts")),
    "actor-country": Sides("actor", ("country", "network"), N_("actors"), N_("countries and networks")),
    "state-country": Sides("state", ("country", "network"), N_("states"), N_("countries and networks")),
}


def sides_of(address: Address) -> Sides:
    """The sides looked at."""
    return SIDES[address.look.nodes or schema.DEFAULT_LOOKS["nodes"]]


def two_mode_ties(
    published: Published, selection: Selection, sides: Sides, by: Measure = EACH
) -> dict[tuple[Node, Node], float]:
    """(U.S. node, other node) → engagements, which add up to the rows of the selection, or another unit."""
    left = schema.CHOICES[sides.left].column
    lists = {name: EdgeList(left, schema.CHOICES[name].column, by) for name in sides.right}
    answers = published.ask([(edges, selection) for edges in lists.values()])
    return {
        ((sides.left, source), (name, target)): weight
        for name, edges in lists.items()
        for source, target, weight in answers[edges, selection].iter_rows()
    }


def measures_of(published: Published, address: Address) -> Measures:
    """The measures of every node of the selection, weighted in the unit of the address."""
    sides, by, selection = sides_of(address), measure_at(address), address.selection
    return published.study((measures, selection, sides, by), lambda: _measured(published, selection, sides, by))


def _measured(published: Published, selection: Selection, sides: Sides, by: Measure) -> Measures:
    ties = two_mode_ties(published, selection, sides, by)
    between = published.study((betweenness, selection, sides), lambda: betweenness(ties))
    return measures(ties, None if by == EACH else strengths(published, selection, sides, by), between)


def strengths(published: Published, selection: Selection, sides: Sides, by: Measure) -> Mapping[Node, float]:
    """Node → what it has in a unit, each thing once: of counterparts less than its ties may add up to."""
    counts = {name: CountBy(schema.CHOICES[name].column, by) for name in (sides.left, *sides.right)}
    answers = published.ask([(query, selection) for query in counts.values()])
    return {
        (name, code): count for name, query in counts.items() for code, count in answers[query, selection].iter_rows()
    }


def projection_of(published: Published, address: Address) -> Projection:
    """Which places of the selection share partners."""
    sides = sides_of(address)
    return published.study(
        (projection, address.selection, sides),
        lambda: projection(two_mode_ties(published, address.selection, sides)),
    )
