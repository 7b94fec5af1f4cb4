"""The square matrix: things of one kind against each other, coloured by how near two are, with a number in each cell.

It shows a network of one kind of node legibly, where a drawing of nodes and lines would be a hairball.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.figures.classes import class_of, quantile_classes, readable_on, spread, steps
from dashboard.figures.matrix import row_names, slanted
from dashboard.figures.picture import (
    SELECT,
    UNSELECT,
    Figure,
    KeyEntry,
    Mark,
    Picture,
    Trace,
    figure_of,
    plain,
    room_for,
    short,
)
from dashboard.language import gettext as _
from dashboard.theme import Theme
from dashboard.wording import listed

LONGEST_NAME = 30
ROOM_ABOVE = 128


@dataclass(frozen=True)
class Nearness:
    """Two things: ``value`` gives the colour, ``text`` stands in the cell, ``lines`` in the hover text."""

    value: float
    text: str
    lines: tuple[str, ...]
    strong: bool = False


Cells = Mapping[tuple[str, str], Nearness]
"""By the codes of both marks, each pair once, in either order."""


def squares(marks: Sequence[Mark], cells: Cells, theme: Theme, unit: str, noun: str) -> Picture:
    """A row and a column for each mark, in this order; in the diagonal the mark's own count, without a colour.

    ``unit``: what the colours stand for; ``noun``: what the mark's count counts, in the plural.
    """
    classes = quantile_classes([round(cell.value, 2) for cell in cells.values()], most=5)
    grid = [
        [cells.get((row.code, column.code)) or cells.get((column.code, row.code)) for column in marks] for row in marks
    ]
    numbers = [[class_of(round(cell.value, 2), classes) if cell else 0 for cell in line] for line in grid]
    colours = spread(theme.sequence, len(classes)) if classes else ()
    tints = (theme.nothing, *colours)
    traces = [
        _tiles(marks, grid, numbers, tints, noun),
        _texts(marks, grid, numbers, tints, theme),
        {**row_names([short(mark.name, LONGEST_NAME) for mark in marks], theme), "hoverinfo": "skip"},
    ]
    key = [KeyEntry(colour, f"{unit} {each.label(2)}") for colour, each in zip(colours, classes, strict=True)]
    return Picture(_framed(marks, traces, theme), key=tuple(key))


def _framed(marks: Sequence[Mark], traces: list[Trace], theme: Theme) -> Figure:
    edges = [-0.5, len(marks) - 0.5]
    names = [short(mark.name, LONGEST_NAME) for mark in marks]
    return figure_of(
        traces,
        theme,
        margin={"l": room_for(names), "r": 96, "t": ROOM_ABOVE, "b": 4},
        xaxis={"range": edges, "fixedrange": True, **slanted(names)},
        yaxis={"range": edges[::-1], "fixedrange": True, "showticklabels": False},
    )


Grid = list[list[Nearness | None]]


def _tiles(marks: Sequence[Mark], grid: Grid, numbers: list[list[int]], tints: Sequence[str], noun: str) -> Trace:
    places = list(range(len(marks)))
    return {
        "type": "heatmap",
        "x": places,
        "y": places,
        "z": numbers,
        "zmin": -0.5,
        "zmax": len(tints) - 0.5,
        "colorscale": steps(list(tints)),
        "showscale": False,
        "xgap": 1.5,
        "ygap": 1.5,
        "hovertext": [[_hover(marks[y], marks[x], grid[y][x], noun) for x in places] for y in places],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [
            [marks[y].clause if x == y else f"{marks[y].clause}&{marks[x].clause}" for x in places] for y in places
        ],
    }


def _hover(row: Mark, column: Mark, cell: Nearness | None, noun: str) -> str:
    if row.code == column.code:
        return row.hover(noun)
    lines = cell.lines if cell else (_("nothing shared"),)
    action = _(UNSELECT if row.chosen and column.chosen else SELECT)
    return "<br>".join([f"<b>{listed([plain(row.name), plain(column.name)])}</b>", *lines, action])


def _texts(marks: Sequence[Mark], grid: Grid, numbers: list[list[int]], tints: Sequence[str], theme: Theme) -> Trace:
    written = [(x, y, cell.text, cell.strong) for y, line in enumerate(grid) for x, cell in enumerate(line) if cell]
    colours = [readable_on(tints[numbers[y][x]], theme) for x, y, _, _ in written]
    own = [(at, at, f"{mark.count:,}", False) for at, mark in enumerate(marks)]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [x for x, *_ in (*written, *own)],
        "y": [y for _, y, *_ in (*written, *own)],
        "text": [f"<b>{text}</b>" if strong else text for *_, text, strong in (*written, *own)],
        "textfont": {"size": 11, "color": [*colours, *[theme.muted] * len(own)]},
        "hoverinfo": "skip",
    }
