"""The picture of who is tied to whom: the network chart, over the selection itself.

It leaves no clause out; what is hidden (weaker ties, engagements without a country) is said in the note.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import schema
from dashboard.figures.network import Tie, network, strongest
from dashboard.figures.picture import Mark, Picture
from dashboard.insights.homes import homes
from dashboard.language import N_
from dashboard.language import gettext as _
from dashboard.pictures.leading import Leading, scale_of
from dashboard.published import Asked, Published
from dashboard.query import CountBy, CountEnds, EdgeList, Query, Rows
from dashboard.scene import Scene, measure_at, read_measured
from dashboard.selection import Address, Selection
from dashboard.units import ENGAGEMENTS, Unit, exact_sum

NOTHING = N_("There is nothing to show for this selection.")


@dataclass(frozen=True)
class Side:
    """One side of a tie: the field that a click picks, and the engine column."""

    field: str

    @property
    def column(self) -> str:
        """The engine column of the field."""
        return schema.CHOICES[self.field].column


Edges = Mapping[tuple[str, str], float]
"""(Code at the left, code at the right) → count."""

SIDES: Mapping[str, tuple[Side, Side]] = {
    "state-country": (Side("state"), Side("country")),
    "state-network": (Side("state"), Side("network")),
    "actor-country": (Side("actor"), Side("country")),
    "actor-network": (Side("actor"), Side("network")),
}


def network_questions(address: Address) -> list[Asked]:
    """The edge list of the kind of ties looked at."""
    return asked(address, *_sides(address))


def network_picture(scene: Scene) -> Picture:
    """How are they tied? The strongest ties first."""
    left, right, edges = edges_of(scene)
    ties = [Tie(source, target, weight) for (source, target), weight in edges.items()]
    shown = strongest(ties, unit=scene.unit)
    sources, targets = ends_of(scene, left, right, edges)
    figure = network(shown, sources, targets, _homes(scene, left, right), scene.theme)
    notes = [shown.note, without(scene, left, right, edges), shared(scene.unit)]
    extent = _("{n} of {all} pairs are drawn").format(n=len(shown.ties), all=f"{len(edges):,}") if shown.hidden else ""
    finding = pairs_finding(scene, (left.field, right.field), edges, extent)
    return Picture(figure, " ".join(filter(None, notes)), unit=scene.unit.many, finding=finding)


def edges_of(scene: Scene) -> tuple[Side, Side, Edges]:
    """The sides of the network chart, and all its ties, drawn or not."""
    left, right = _sides(scene.address)
    return left, right, scene.edges(edge_list(scene.address, left, right))


def pairs_finding(scene: Scene, fields: tuple[str, str], edges: Edges, extent: str = "") -> str:
    """Which two are tied most; shares are of all there is, also of what has no such other side."""

    def name(ends: tuple[str, str]) -> str:
        return " – ".join(scene.label(field, code) for field, code in zip(fields, ends, strict=True))

    return Leading(edges, name, scale_of(scene.unit), scene.counted).sentence(extent)


def asked(address: Address, left: Side, right: Side) -> list[Asked]:
    """The edge list, and of other units than engagements what does not follow from it: ends, and what lacks one."""
    by = measure_at(address)
    queries: list[Query] = [edge_list(address, left, right)]
    if address.look.counted != ENGAGEMENTS:
        queries += [CountEnds(left.column, right.column, by), CountEnds(right.column, left.column, by)]
        queries.append(Rows(by, lacking=right.column))
    return [(query, address.selection) for query in queries]


def edge_list(address: Address, left: Side, right: Side) -> EdgeList:
    """Ask for the counts between both sides."""
    return EdgeList(left.column, right.column, measure_at(address))


def _sides(address: Address) -> tuple[Side, Side]:
    return SIDES[address.look.ties or next(iter(SIDES))]


def ends_of(scene: Scene, left: Side, right: Side, edges: Edges) -> tuple[dict[str, Mark], dict[str, Mark]]:
    """The marks of both sides; a counterpart of two states counts once for its country, so that these are asked."""
    if scene.unit == ENGAGEMENTS:
        return marks_of(scene, left, summed(edges, 0)), marks_of(scene, right, summed(edges, 1))
    by = measure_at(scene.address)
    sides = [(left, CountEnds(left.column, right.column, by)), (right, CountEnds(right.column, left.column, by))]
    one, other = (
        marks_of(scene, side, read_measured(scene.answers[query, scene.selection], side.field)) for side, query in sides
    )
    return one, other


def summed(edges: Edges, end: int) -> dict[str, float]:
    """Code at one end → the sum of its ties."""
    weights: dict[str, list[float]] = {}
    for edge, weight in edges.items():
        weights.setdefault(edge[end], []).append(weight)
    return {code: exact_sum(each) for code, each in weights.items()}


def marks_of(scene: Scene, side: Side, totals: Mapping[str, float]) -> dict[str, Mark]:
    """Code → mark, with what it counts in all."""
    chosen = scene.chosen(side.field)
    return {
        code: Mark(code, scene.label(side.field, code), count, f"{side.field}={code}", code in chosen, unit=scene.unit)
        for code, count in totals.items()
    }


def without(scene: Scene, left: Side, right: Side, edges: Edges) -> str:
    """What is left out because it has no such other side; said also where nothing is left to show."""
    unit = scene.unit
    if unit == ENGAGEMENTS:
        rest = scene.totals.rows - sum(edges.values())
    else:
        rest = scene.number(Rows(measure_at(scene.address), lacking=right.column), scene.selection)
    if not rest:
        return "" if edges else _(NOTHING)
    are_networks = right.field == "network"
    if unit.code == "counterparts":
        note = _("{count} that are networks and multilateral bodies are not in this chart.")
        note = _("{count} that are no networks are not in this chart.") if are_networks else note
    else:
        note = _("{count} with networks and multilateral bodies are not in this chart.")
        note = _("{count} with countries are not in this chart.") if are_networks else note
    return note.format(count=unit.counted(rest))


def shared(unit: Unit) -> str:
    """Why counterparts of states add up to more than those of their country."""
    return _("A counterpart of several actors stands with each of them.") if unit.code == "counterparts" else ""


def _homes(scene: Scene, left: Side, right: Side) -> dict[str, float]:
    return {**home_heights(scene.published, left.field), **home_heights(scene.published, right.field)}


def home_heights(published: Published, field: str) -> Mapping[str, float]:
    """The home heights of everything a field can name, from the whole table; computed once."""
    if field not in published.kept:
        question = (CountBy(schema.CHOICES[field].column), Selection())
        answer = published.ask([question])[question]
        counts = dict(zip(answer["value"].to_list(), answer["count"].to_list(), strict=True))
        groups, order = _groups(published, field)
        published.kept[field] = homes({code: groups[code] for code in counts}, order, counts)
    return published.kept[field]


def _groups(published: Published, field: str) -> tuple[Mapping[str, str], list[str]]:
    """In which group each code stands: states by region, countries by bureau, actors by state, networks by kind."""
    reference, registers = published.reference, published.registers
    if field == "state":
        states = reference.states
        return dict(zip(states["usps"], states["census_region"], strict=True)), sorted(set(states["census_region"]))
    if field == "country":
        return reference.bureau_of, list(schema.BUREAUS)
    if field == "actor":
        return dict(zip(registers.actors["slug"], registers.actors["state"], strict=True)), list(reference.state_names)
    return dict(zip(registers.networks["slug"], registers.networks["level"], strict=True)), list(
        schema.COUNTERPART_LEVELS
    )
