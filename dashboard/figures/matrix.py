"""The matrix: two kinds of things against each other, a coloured cell with its number where they meet.

What is in it and in which order is decided outside; it stays readable where a network is a hairball.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.figures.classes import class_of, quantile_classes, spread, steps
from dashboard.figures.picture import Figure, Mark, figure_of, short
from dashboard.theme import Theme

FULL = 12
"""Rows or columns that fill the whole axis."""


def matrix(
    rows: Sequence[Mark], columns: Sequence[Mark], counts: Mapping[tuple[str, str], int], theme: Theme
) -> Figure:
    """A cell for each row and column mark; ``counts``: (row code, column code) → engagements."""
    values = [[counts.get((row.code, column.code), 0) for column in columns] for row in rows]
    classes = quantile_classes([value for line in values for value in line])
    colours = (theme.nothing, *spread(theme.sequence, len(classes)))
    traces = [
        {
            "type": "heatmap",
            "x": list(range(len(columns))),
            "y": list(range(len(rows))),
            "z": [[class_of(value, classes) for value in line] for line in values],
            "zmin": -0.5,
            "zmax": len(classes) + 0.5,
            "colorscale": steps(colours),
            "showscale": False,
            "xgap": 1.5,
            "ygap": 1.5,
            "text": [[f"{value:,}" if value else "" for value in line] for line in values],
            "texttemplate": "%{text}",
            "textfont": {"size": 11},
            "hovertext": [[_hover(row, column, counts) for column in columns] for row in rows],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "customdata": [[f"{row.clause}&{column.clause}" for column in columns] for row in rows],
        }
    ]
    return figure_of(
        traces,
        theme,
        margin={"l": 8, "r": 4, "t": 8, "b": 4},
        xaxis={**_axis(columns), "side": "top", "tickangle": -40, "domain": [0, _share(columns)]},
        yaxis={
            **_axis(rows),
            "autorange": "reversed",
            "ticklabelstandoff": 4,
            "domain": [1 - _share(rows), 1],
        },
    )


def _share(marks: Sequence[Mark]) -> float:
    """The part of the axis that few marks take, so that their cells stay cells."""
    return min(1.0, max(len(marks), 1) / FULL)


def _axis(marks: Sequence[Mark]) -> dict[str, object]:
    return {
        "automargin": True,
        "tickmode": "array",
        "tickvals": list(range(len(marks))),
        "ticktext": [f"<b>{short(mark.name)}</b>" if mark.chosen else short(mark.name) for mark in marks],
        "tickfont": {"size": 11},
    }


def _hover(row: Mark, column: Mark, counts: Mapping[tuple[str, str], int]) -> str:
    count = counts.get((row.code, column.code), 0)
    name = f"{row.name} and {column.name}"
    return Mark("", name, count, "", row.chosen and column.chosen).hover()
