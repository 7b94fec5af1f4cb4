"""The pictures of who is tied to whom: the network chart and the matrix, over the selection itself.

They leave no clause out; what is hidden (weaker ties, further rows, engagements without a country) is said in the note.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard import schema
from dashboard.columns import ISSUE_COLUMNS
from dashboard.figures.matrix import matrix
from dashboard.figures.network import Tie, network, strongest
from dashboard.figures.picture import Mark, Picture
from dashboard.insights.homes import homes
from dashboard.published import Asked, Published
from dashboard.query import CountBy, EdgeList, IssuesBy
from dashboard.scene import Scene
from dashboard.selection import Address, Selection
from dashboard.wording import counted

NOTHING = "There is nothing to show for this selection."
MOST_MATRIX = 12
"""Most rows and columns of the matrix of states and countries."""


@dataclass(frozen=True)
class Side:
    """One side of a tie: the field that a click picks, and the engine column."""

    field: str

    @property
    def column(self) -> str:
        """The engine column of the field."""
        return schema.CHOICES[self.field].column


SIDES: Mapping[str, tuple[Side, Side]] = {
    "state-country": (Side("state"), Side("country")),
    "state-network": (Side("state"), Side("network")),
    "actor-country": (Side("actor"), Side("country")),
    "actor-network": (Side("actor"), Side("network")),
}


def network_questions(address: Address) -> list[Asked]:
    """The edge list of the kind of ties looked at."""
    return [(_edge_list(address), address.selection)]


def network_picture(scene: Scene) -> Picture:
    """How are they tied? The strongest ties first."""
    left, right = _sides(scene.address)
    edges = scene.edges(_edge_list(scene.address))
    shown = strongest([Tie(source, target, weight) for (source, target), weight in edges.items()])
    figure = network(
        shown,
        _marks(scene, left, edges, 0),
        _marks(scene, right, edges, 1),
        _homes(scene, left, right),
        scene.theme,
    )
    rest = scene.totals.rows - sum(edges.values())
    return Picture(figure, " ".join(filter(None, [shown.note, _without(rest, len(edges), right)])))


def matrix_questions(address: Address) -> list[Asked]:
    """The edge list of states and countries, or issues by bureau."""
    if address.look.matrix == "issue-bureau":
        return [(IssuesBy("bureau"), address.selection)]
    return [(_matrix_edges(address.selection), address.selection)]


def matrix_picture(scene: Scene) -> Picture:
    """Where do ties concentrate? States by country, or issues by region."""
    return _issue_matrix(scene) if scene.address.look.matrix == "issue-bureau" else _state_matrix(scene)


def _state_matrix(scene: Scene) -> Picture:
    left, right = _matrix_sides(scene.selection)
    edges = scene.edges(_matrix_edges(scene.selection))
    rows = [_within(mark, scene) for mark in _busiest(_marks(scene, left, edges, 0))]
    columns = [_within(mark, scene) for mark in _busiest(_marks(scene, right, edges, 1))]
    lefts, rights = ({edge[end] for edge in edges} for end in (0, 1))
    note = _of(left.field, rows, lefts) + _of(right.field, columns, rights)
    rest = scene.totals.rows - sum(edges.values())
    return Picture(
        matrix(rows, columns, edges, scene.theme),
        " ".join([*note, *filter(None, [_without(rest, len(edges), Side("country"))])]),
    )


def _issue_matrix(scene: Scene) -> Picture:
    answer = scene.answers[IssuesBy("bureau"), scene.selection]
    counts: dict[tuple[str, str], int] = {}
    for row in answer.iter_rows(named=True):
        counts |= {(code, row["value"]): row[column] for code, column in zip(schema.ISSUES, ISSUE_COLUMNS, strict=True)}
    rows = [mark for mark in _vocabulary_marks(scene, "issue", counts, 0) if mark.count]
    held = scene.counts("bureau")
    columns = [
        replace(mark, count=held[mark.code]) for mark in _vocabulary_marks(scene, "bureau", counts, 1) if mark.count
    ]
    note = (
        f"An engagement counts once for each of its issues: the cells add up to {sum(counts.values()):,}, "
        f"over {counted(scene.totals.rows, 'engagement')}."
    )
    ordered = sorted(rows, key=lambda mark: (-mark.count, mark.name))
    return Picture(matrix(ordered, columns, counts, scene.theme), note if rows else NOTHING)


def _within(mark: Mark, scene: Scene) -> Mark:
    """The mark without the state or country at the end of its name, where only that one is looked at."""
    states, countries = scene.selection.values("state"), scene.selection.values("country")
    endings = [*states, *(scene.label("country", code) for code in countries)]
    ending = next((each for each in endings if mark.name.endswith(f", {each}")), "")
    return replace(mark, name=mark.name.removesuffix(f", {ending}"))


def _matrix_sides(selection: Selection) -> tuple[Side, Side]:
    """With one state chosen its actors, with one country its counterparts: one row would say no more than the map."""
    left = "actor" if len(selection.values("state")) == 1 else "state"
    others = [value for name in schema.OTHER_SIDE for value in selection.values(name)]
    right = "counterpart" if len(others) == 1 and selection.values("country") else "country"
    return Side(left), Side(right)


def _matrix_edges(selection: Selection) -> EdgeList:
    left, right = _matrix_sides(selection)
    return EdgeList(left.column, right.column)


def _of(noun: str, shown: list[Mark], all_of_them: set[str]) -> list[str]:
    plural = {"state": "states", "actor": "actors", "country": "countries", "counterpart": "counterparts"}[noun]
    return [f"The {len(shown)} busiest of {len(all_of_them)} {plural}."] if len(shown) < len(all_of_them) else []


def _edge_list(address: Address) -> EdgeList:
    left, right = _sides(address)
    return EdgeList(left.column, right.column)


def _sides(address: Address) -> tuple[Side, Side]:
    return SIDES[address.look.ties or next(iter(SIDES))]


def _marks(scene: Scene, side: Side, edges: Mapping[tuple[str, str], int], end: int) -> dict[str, Mark]:
    totals: dict[str, int] = {}
    for edge, weight in edges.items():
        totals[edge[end]] = totals.get(edge[end], 0) + weight
    chosen = scene.chosen(side.field)
    return {
        code: Mark(code, scene.label(side.field, code), count, f"{side.field}={code}", code in chosen)
        for code, count in totals.items()
    }


def _vocabulary_marks(scene: Scene, field: str, counts: Mapping[tuple[str, str], int], end: int) -> list[Mark]:
    marks = _marks(scene, Side(field), counts, end)
    return [marks[code] for code in schema.CHOICES[field].vocabulary or () if code in marks]


def _busiest(marks: Mapping[str, Mark]) -> list[Mark]:
    return sorted(marks.values(), key=lambda mark: (-mark.count, mark.name))[:MOST_MATRIX]


def _without(rest: int, shown: int, side: Side) -> str:
    """What is left out because it has no such other side; said also where nothing is left to show."""
    if not rest:
        return "" if shown else NOTHING
    missing = "with networks and multilateral bodies" if side.field == "country" else "with countries"
    return f"{counted(rest, 'engagement')} {missing} are not in this chart."


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
