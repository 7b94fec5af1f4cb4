"""The pictures of who is tied to whom: the network chart and the matrix, over the selection itself.

They leave no clause out; what is hidden (weaker ties, further rows, engagements without a country) is said in the note.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard import schema
from dashboard.columns import ISSUE_COLUMNS
from dashboard.counting import issue_measure_of
from dashboard.figures.matrix import matrix
from dashboard.figures.network import Tie, network, strongest
from dashboard.figures.picture import Mark, Picture
from dashboard.insights.homes import homes
from dashboard.published import Asked, Published
from dashboard.query import CountBy, CountEnds, EdgeList, IssuesBy, Query, Rows
from dashboard.scene import Scene, measure_at, read_measured
from dashboard.selection import Address, Selection
from dashboard.units import ENGAGEMENTS, Unit, exact_sum
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
    return _asked(address, *_sides(address))


def network_picture(scene: Scene) -> Picture:
    """How are they tied? The strongest ties first."""
    left, right = _sides(scene.address)
    edges = scene.edges(_edge_list(scene.address, left, right))
    ties = [Tie(source, target, weight) for (source, target), weight in edges.items()]
    shown = strongest(ties, unit=scene.unit)
    sources, targets = _ends(scene, left, right, edges)
    figure = network(shown, sources, targets, _homes(scene, left, right), scene.theme)
    notes = [shown.note, _without(scene, left, right, edges), _shared(scene.unit)]
    return Picture(figure, " ".join(filter(None, notes)), unit=scene.unit.many)


def matrix_questions(address: Address) -> list[Asked]:
    """The edge list of states and countries, or issues by bureau."""
    if address.look.matrix == "issue-bureau":
        return [(_issues_by_bureau(address), address.selection)]
    return _asked(address, *_matrix_sides(address.selection))


def matrix_picture(scene: Scene) -> Picture:
    """Where do ties concentrate? States by country, or issues by region."""
    return _issue_matrix(scene) if scene.address.look.matrix == "issue-bureau" else _state_matrix(scene)


def _state_matrix(scene: Scene) -> Picture:
    left, right = _matrix_sides(scene.selection)
    edges = scene.edges(_edge_list(scene.address, left, right))
    sources, targets = _ends(scene, left, right, edges)
    rows = [_within(mark, scene) for mark in _busiest(sources)]
    columns = [_within(mark, scene) for mark in _busiest(targets)]
    lefts, rights = ({edge[end] for edge in edges} for end in (0, 1))
    note = _of(left.field, rows, lefts) + _of(right.field, columns, rights)
    notes = [*note, _without(scene, left, right, edges), _shared(scene.unit)]
    return Picture(matrix(rows, columns, edges, scene.theme), " ".join(filter(None, notes)), unit=scene.unit.many)


def _issue_matrix(scene: Scene) -> Picture:
    answer = scene.answers[_issues_by_bureau(scene.address), scene.selection]
    counts: dict[tuple[str, str], float] = {}
    for row in answer.iter_rows(named=True):
        counts |= {(code, row["value"]): row[column] for code, column in zip(schema.ISSUES, ISSUE_COLUMNS, strict=True)}
    rows = [mark for mark in _vocabulary_marks(scene, "issue", counts, 0) if mark.count]
    held = scene.counts("bureau")
    columns = [
        replace(mark, count=held[mark.code]) for mark in _vocabulary_marks(scene, "bureau", counts, 1) if mark.count
    ]
    note = _cells_note(scene, exact_sum(counts.values()))
    ordered = sorted(rows, key=lambda mark: (-mark.count, mark.name))
    figure = matrix(ordered, columns, counts, scene.theme)
    return Picture(figure, note if rows else NOTHING, unit=scene.unit.many)


def _cells_note(scene: Scene, total: float) -> str:
    unit, rows = scene.unit, counted(scene.totals.rows, "engagement")
    if unit.code == "fractional":
        return f"Each issue of an engagement has an equal share of it: the cells add up to {rows}."
    whole = unit.counted(scene.counted) if unit.is_distinct else rows
    once = f"{'An' if unit == ENGAGEMENTS else 'A'} {unit.one} counts once for each of its issues"
    return f"{once}: the cells add up to {unit.number(total)}, over {whole}."


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


def _of(noun: str, shown: list[Mark], all_of_them: set[str]) -> list[str]:
    plural = {"state": "states", "actor": "actors", "country": "countries", "counterpart": "counterparts"}[noun]
    return [f"The {len(shown)} busiest of {len(all_of_them)} {plural}."] if len(shown) < len(all_of_them) else []


def _asked(address: Address, left: Side, right: Side) -> list[Asked]:
    """The edge list, and of other units than engagements what does not follow from it: ends, and what lacks one."""
    by = measure_at(address)
    queries: list[Query] = [_edge_list(address, left, right)]
    if address.look.counted != ENGAGEMENTS:
        queries += [CountEnds(left.column, right.column, by), CountEnds(right.column, left.column, by)]
        queries.append(Rows(by, lacking=right.column))
    return [(query, address.selection) for query in queries]


def _edge_list(address: Address, left: Side, right: Side) -> EdgeList:
    return EdgeList(left.column, right.column, measure_at(address))


def _issues_by_bureau(address: Address) -> IssuesBy:
    return IssuesBy("bureau", issue_measure_of(address.look.unit))


def _sides(address: Address) -> tuple[Side, Side]:
    return SIDES[address.look.ties or next(iter(SIDES))]


def _ends(scene: Scene, left: Side, right: Side, edges: Edges) -> tuple[dict[str, Mark], dict[str, Mark]]:
    """The marks of both sides; a counterpart of two states counts once for its country, so that these are asked."""
    if scene.unit == ENGAGEMENTS:
        return _marks(scene, left, _summed(edges, 0)), _marks(scene, right, _summed(edges, 1))
    by = measure_at(scene.address)
    asked = [(left, CountEnds(left.column, right.column, by)), (right, CountEnds(right.column, left.column, by))]
    one, other = (
        _marks(scene, side, read_measured(scene.answers[query, scene.selection], side.field)) for side, query in asked
    )
    return one, other


def _summed(edges: Edges, end: int) -> dict[str, float]:
    weights: dict[str, list[float]] = {}
    for edge, weight in edges.items():
        weights.setdefault(edge[end], []).append(weight)
    return {code: exact_sum(each) for code, each in weights.items()}


def _marks(scene: Scene, side: Side, totals: Mapping[str, float]) -> dict[str, Mark]:
    chosen = scene.chosen(side.field)
    return {
        code: Mark(code, scene.label(side.field, code), count, f"{side.field}={code}", code in chosen, unit=scene.unit)
        for code, count in totals.items()
    }


def _vocabulary_marks(scene: Scene, field: str, counts: Edges, end: int) -> list[Mark]:
    marks = _marks(scene, Side(field), _summed(counts, end))
    return [marks[code] for code in schema.CHOICES[field].vocabulary or () if code in marks]


def _busiest(marks: Mapping[str, Mark]) -> list[Mark]:
    return sorted(marks.values(), key=lambda mark: (-mark.count, mark.name))[:MOST_MATRIX]


def _without(scene: Scene, left: Side, right: Side, edges: Edges) -> str:
    """What is left out because it has no such other side; said also where nothing is left to show."""
    unit = scene.unit
    if unit == ENGAGEMENTS:
        rest = scene.totals.rows - sum(edges.values())
    else:
        rest = scene.number(Rows(measure_at(scene.address), lacking=right.column), scene.selection)
    if not rest:
        return "" if edges else NOTHING
    missing = "countries" if right.field == "network" else "networks and multilateral bodies"
    if unit.code == "counterparts":
        missing = "no networks" if right.field == "network" else missing
        return f"{unit.counted(rest)} that are {missing} are not in this chart."
    return f"{unit.counted(rest)} with {missing} are not in this chart."


def _shared(unit: Unit) -> str:
    """Why counterparts of states add up to more than those of their country."""
    return "A counterpart of several actors stands with each of them." if unit.code == "counterparts" else ""


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
