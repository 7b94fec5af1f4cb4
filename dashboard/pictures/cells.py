"""The picture of the matrix: where ties of the selection concentrate, states by countries or issues by region.

It leaves no clause out; further rows and columns, and engagements without a country, are said in the note.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dashboard import schema
from dashboard.columns import ISSUE_COLUMNS
from dashboard.counting import issue_measure_of
from dashboard.figures.matrix import matrix
from dashboard.figures.picture import Mark, Picture
from dashboard.language import gettext as _
from dashboard.pictures.ties import (
    NOTHING,
    Edges,
    Side,
    asked,
    edge_list,
    ends_of,
    marks_of,
    pairs_finding,
    shared,
    summed,
    without,
)
from dashboard.published import Asked
from dashboard.query import IssuesBy
from dashboard.scene import Scene
from dashboard.selection import Address, Selection
from dashboard.units import ENGAGEMENTS, exact_sum

MOST_MATRIX = 12
"""Most rows and columns of the matrix of states and countries."""


def matrix_questions(address: Address) -> list[Asked]:
    """The edge list of states and countries, or issues by bureau."""
    if address.look.matrix == "issue-bureau":
        return [(_issues_by_bureau(address), address.selection)]
    return asked(address, *_matrix_sides(address.selection))


def matrix_picture(scene: Scene) -> Picture:
    """Where do ties concentrate? States by country, or issues by region."""
    return _issue_matrix(scene) if scene.address.look.matrix == "issue-bureau" else _state_matrix(scene)


def _state_matrix(scene: Scene) -> Picture:
    rows, columns, edges = _state_cells(scene)
    left, right = _matrix_sides(scene.selection)
    lefts, rights = ({edge[end] for edge in edges} for end in (0, 1))
    note = _of(left.field, rows, lefts) + _of(right.field, columns, rights)
    notes = [*note, without(scene, left, right, edges), shared(scene.unit)]
    finding = _cells_finding(scene, (left.field, right.field), rows, columns, edges)
    figure = matrix(rows, columns, edges, scene.theme)
    return Picture(figure, " ".join(filter(None, notes)), unit=scene.unit.many, finding=finding)


def cells_of(scene: Scene) -> tuple[list[Mark], list[Mark], Edges]:
    """The matrix as drawn: its rows, its columns, and (row code, column code) → count."""
    return _issue_cells(scene) if scene.address.look.matrix == "issue-bureau" else _state_cells(scene)


def _state_cells(scene: Scene) -> tuple[list[Mark], list[Mark], Edges]:
    left, right = _matrix_sides(scene.selection)
    edges = scene.edges(edge_list(scene.address, left, right))
    sources, targets = ends_of(scene, left, right, edges)
    rows, columns = ([_within(mark, scene) for mark in _busiest(side)] for side in (sources, targets))
    return rows, columns, edges


def _cells_finding(scene: Scene, fields: tuple[str, str], rows: list[Mark], columns: list[Mark], counts: Edges) -> str:
    shown = {(row.code, column.code) for row in rows for column in columns}
    cells = {ends: count for ends, count in counts.items() if count and ends in shown}
    extent = _("{n} of {all} cells hold any").format(n=len(cells), all=len(shown))
    return pairs_finding(scene, fields, cells, extent if len(cells) < len(shown) else "")


def _issue_cells(scene: Scene) -> tuple[list[Mark], list[Mark], Edges]:
    answer = scene.answers[_issues_by_bureau(scene.address), scene.selection]
    counts: dict[tuple[str, str], float] = {}
    for row in answer.iter_rows(named=True):
        counts |= {(code, row["value"]): row[column] for code, column in zip(schema.ISSUES, ISSUE_COLUMNS, strict=True)}
    rows = [mark for mark in _vocabulary_marks(scene, "issue", counts, 0) if mark.count]
    held = scene.counts("bureau")
    columns = [
        replace(mark, count=held[mark.code]) for mark in _vocabulary_marks(scene, "bureau", counts, 1) if mark.count
    ]
    return sorted(rows, key=lambda mark: (-mark.count, mark.name)), columns, counts


def _issue_matrix(scene: Scene) -> Picture:
    rows, columns, counts = _issue_cells(scene)
    note = _cells_note(scene, exact_sum(counts.values())) if rows else _(NOTHING)
    finding = _cells_finding(scene, ("issue", "bureau"), rows, columns, counts)
    return Picture(matrix(rows, columns, counts, scene.theme), note, unit=scene.unit.many, finding=finding)


def _cells_note(scene: Scene, total: float) -> str:
    unit, rows = scene.unit, ENGAGEMENTS.counted(scene.totals.rows)
    if unit.code == "fractional":
        note = _("Each issue of an engagement has an equal share of it: the cells add up to {whole}.")
        return note.format(whole=rows)
    whole = unit.counted(scene.counted) if unit.is_distinct else rows
    each = _("A {unit} counts once for each of its issues: the cells add up to {total}, over {whole}.")
    of_rows = _("An engagement counts once for each of its issues: the cells add up to {total}, over {whole}.")
    note = of_rows if unit == ENGAGEMENTS else each
    return note.format(unit=unit.one, total=unit.number(total), whole=whole)


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
    words = {
        "state": _("The {n} busiest of {all} states."),
        "actor": _("The {n} busiest of {all} actors."),
        "country": _("The {n} busiest of {all} countries."),
        "counterpart": _("The {n} busiest of {all} counterparts."),
    }[noun]
    return [words.format(n=len(shown), all=len(all_of_them))] if len(shown) < len(all_of_them) else []


def _issues_by_bureau(address: Address) -> IssuesBy:
    return IssuesBy("bureau", issue_measure_of(address.look.unit))


def _vocabulary_marks(scene: Scene, field: str, counts: Edges, end: int) -> list[Mark]:
    marks = marks_of(scene, Side(field), summed(counts, end))
    return [marks[code] for code in schema.CHOICES[field].vocabulary or () if code in marks]


def _busiest(marks: Mapping[str, Mark]) -> list[Mark]:
    return sorted(marks.values(), key=lambda mark: (-mark.count, mark.name))[:MOST_MATRIX]
