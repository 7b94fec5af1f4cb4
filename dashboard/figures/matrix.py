"""The matrix: two kinds of things against each other, a coloured cell with its number where they meet.

What is in it and in which order is decided outside; it stays readable where a network is a hairball.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.figures.classes import Class, class_of, ink_on, quantile_classes, steps, tints
from dashboard.figures.picture import Figure, Mark, Trace, figure_of, names_of, short
from dashboard.theme import Theme
from dashboard.units import ENGAGEMENTS, Unit
from dashboard.wording import listed

FULL = 12
"""Rows or columns that fill the whole axis."""

ROOM_ABOVE = 118
"""Pixels for column names."""

LETTER = 6.4
"""Pixels that a letter of a row's name takes, with some air."""

LONGEST_NAME, LONGEST_OF_MANY = 24, 18
"""Letters of a name, and of a column's name among many columns: the whole name is in the hover text."""

SLANT = -40
REACH, NARROW_CELL = 4.9, 13
"""Pixels that a letter of a slanted name takes to the right, and that a cell has at least on most screens."""

NEAR = 1
"""Hover distance in pixels: at Plotly's 20 the names would take the hover and click of the cells beside them."""

Counts = Mapping[tuple[str, str], float]


def matrix(rows: Sequence[Mark], columns: Sequence[Mark], counts: Counts, theme: Theme) -> Figure:
    """A cell for each row and column mark; ``counts``: (row code, column code) → count, in the unit of the marks."""
    values = [[counts.get((row.code, column.code), 0) for column in columns] for row in rows]
    classes = quantile_classes([value for line in values for value in line])
    traces = [
        _cells(rows, columns, values, classes, theme),
        _numbers(values, classes, theme, rows[0].unit if rows else ENGAGEMENTS),
        {**row_names([_name(mark) for mark in rows], theme), **_pointing(rows), **names_of(None, "rows")},
        _column_points(columns),
    ]
    return figure_of(
        traces,
        theme,
        hoverdistance=NEAR,
        meta={"names": len(traces) - 1},
        margin={"l": _room_left(rows), "r": _room_right(columns), "t": ROOM_ABOVE, "b": 4},
        xaxis={
            **_axis(columns, 0, 1),
            **slanted([_name(mark, _longest(columns)) for mark in columns]),
        },
        yaxis={**_axis(rows, 1, 0), "showticklabels": False},
    )


def _cells(
    rows: Sequence[Mark], columns: Sequence[Mark], values: list[list[float]], classes: Sequence[Class], theme: Theme
) -> Trace:
    return {
        "type": "heatmap",
        "x": list(range(len(columns))),
        "y": list(range(len(rows))),
        "z": [[class_of(value, classes) for value in line] for line in values],
        "zmin": -0.5,
        "zmax": len(classes) + 0.5,
        "colorscale": steps(tints(classes, theme)),
        "showscale": False,
        "xgap": 1.5,
        "ygap": 1.5,
        "hovertext": [
            [_hover(row, column, value) for column, value in zip(columns, line, strict=True)]
            for row, line in zip(rows, values, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [[f"{row.clause}&{column.clause}" for column in columns] for row in rows],
    }


def _numbers(values: list[list[float]], classes: Sequence[Class], theme: Theme, unit: Unit) -> Trace:
    """The numbers as points with text: as the heatmap's own texts they took three times as long to draw."""
    cells = [(x, y, value) for y, line in enumerate(values) for x, value in enumerate(line) if value]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [x for x, _, _ in cells],
        "y": [y for _, y, _ in cells],
        "text": [unit.number(value) for _, _, value in cells],
        "textfont": {"size": 11, "color": [ink_on(class_of(value, classes), classes, theme) for _, _, value in cells]},
        "hoverinfo": "skip",
    }


def row_names(names: Sequence[str], theme: Theme) -> Trace:
    """The names of rows, left of the first column, as points with text."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [-0.5] * len(names),
        "y": list(range(len(names))),
        "text": [f"{name} " for name in names],
        "textposition": "middle left",
        "textfont": {"size": 11, "color": theme.ink},
        "cliponaxis": False,
    }


def slanted(names: Sequence[str]) -> dict[str, object]:
    """What puts the names of columns slanted above them, for an x axis on which the columns are 0, 1, 2 and so on."""
    return {
        "side": "top",
        "tickangle": SLANT,
        "tickmode": "array",
        "tickvals": list(range(len(names))),
        "ticktext": list(names),
        "tickfont": {"size": 11},
        "ticklabeloverflow": "allow",
    }


def _column_points(columns: Sequence[Mark]) -> Trace:
    """Unseen points on the upper edge, which say what the tick labels above them stand for."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(range(len(columns))),
        "y": [-0.5] * len(columns),
        "marker": {"size": 1, "opacity": 0},
        **_pointing(columns),
    }


def _pointing(marks: Sequence[Mark]) -> Trace:
    return {
        "hovertext": [mark.hover() for mark in marks],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [mark.clause for mark in marks],
    }


def _axis(marks: Sequence[Mark], start: int, end: int) -> dict[str, object]:
    """An axis from one edge to the other, of which few marks take only a part, so that their cells stay cells."""
    share = min(1.0, max(len(marks), 1) / FULL)
    edges = {0: -0.5, 1: len(marks) - 0.5}
    domain = [0, share] if end else [1 - share, 1]
    return {"range": [edges[start], edges[end]], "domain": domain, "fixedrange": True}


def _room_left(rows: Sequence[Mark]) -> int:
    return round(max((min(len(mark.name), LONGEST_NAME) for mark in rows), default=0) * LETTER) + 12


def _longest(columns: Sequence[Mark]) -> int:
    return LONGEST_NAME if len(columns) <= FULL * 2 / 3 else LONGEST_OF_MANY


def _room_right(columns: Sequence[Mark]) -> int:
    """Pixels right of the cells in which the slanted names of the last columns end."""
    last = max(len(columns), FULL) - 0.5
    reaches = [
        min(len(mark.name), _longest(columns)) * REACH - (last - number) * NARROW_CELL
        for number, mark in enumerate(columns)
    ]
    return round(max(0, *reaches)) + 12 if reaches else 12


def _name(mark: Mark, longest: int = LONGEST_NAME) -> str:
    name = short(mark.name, longest)
    return f"<b>{name}</b>" if mark.chosen else name


def _hover(row: Mark, column: Mark, count: float) -> str:
    both = row.chosen and column.chosen
    return Mark("", listed([row.name, column.name]), count, "", both, unit=row.unit).hover()
