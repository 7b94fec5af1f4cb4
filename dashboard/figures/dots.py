"""A dot plot: a row for each issue or type, with a dot for each side at its share, names above the rows.

Dots of one row stand a little below each other, so that equal shares do not hide one another. Shares come in computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.figures.picture import Figure, Trace, figure_of, plain
from dashboard.language import gettext as _
from dashboard.theme import SYMBOLS, Theme
from dashboard.units import ENGAGEMENTS, Unit

ROW_HEIGHT = 44
"""Pixels of a row: one line for its name, the rest for up to five dots."""

NAME_ABOVE, DOTS_BELOW, APART = 0.32, 0.12, 0.1
"""Of a row's height: name above its middle, middle of the dots below it, one dot below the other."""

LEFT, RIGHT = 58, 68
"""Pixels for the labels left and right of the outermost dots; names begin at the zero."""


@dataclass(frozen=True)
class DotRow:
    """``shares`` from 0 to 1 and ``counts``, a value for each side."""

    name: str
    shares: tuple[float, ...]
    counts: tuple[float, ...]


def dots(rows: Sequence[DotRow], sides: Sequence[str], theme: Theme, unit: Unit = ENGAGEMENTS) -> Figure:
    """A row for each of ``rows``, the first on top, with a dot for each side of these names; ``unit`` is counted."""
    widest = max((share for row in rows for share in row.shares), default=0.0) or 1.0
    traces = [
        _names(rows, theme),
        _ranges(rows, theme),
        *(_side(rows, number, (name, len(sides)), theme, unit) for number, name in enumerate(sides)),
        *_labels(rows, len(sides), theme, unit),
    ]
    return figure_of(
        traces,
        theme,
        margin={"l": LEFT, "r": RIGHT, "t": 4, "b": 24},
        hovermode="closest",
        xaxis={
            "range": [0, widest],
            "tickformat": ".0%",
            "tick0": 0,
            "nticks": 6,
            "showgrid": True,
            "gridcolor": theme.line,
            "color": theme.muted,
            "fixedrange": True,
        },
        yaxis={"visible": False, "range": [-len(rows) + 0.5, 0.5], "fixedrange": True},
    )


def height(rows: Sequence[DotRow]) -> int:
    """Pixels that the figure takes."""
    return ROW_HEIGHT * max(len(rows), 1) + 28


def _height_of(row: int, side: int, sides: int) -> float:
    return -row - DOTS_BELOW - (side - (sides - 1) / 2) * APART


def _names(rows: Sequence[DotRow], theme: Theme) -> Trace:
    return {
        "type": "scatter",
        "mode": "text",
        "x": [0] * len(rows),
        "y": [NAME_ABOVE - number for number in range(len(rows))],
        "text": [plain(row.name) for row in rows],
        "textposition": "middle right",
        "textfont": {"color": theme.ink, "size": 12},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _ranges(rows: Sequence[DotRow], theme: Theme) -> Trace:
    """A line from the lowest to the highest share of each row."""
    ends = [(min(row.shares), max(row.shares), None) for row in rows]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [end for row in ends for end in row],
        "y": [place for number in range(len(rows)) for place in (-number - DOTS_BELOW, -number - DOTS_BELOW, None)],
        "line": {"color": theme.outside, "width": 2},
        "hoverinfo": "skip",
    }


def _side(rows: Sequence[DotRow], side: int, named: tuple[str, int], theme: Theme, unit: Unit) -> Trace:
    name, sides = named
    return {
        "type": "scatter",
        "mode": "markers",
        "name": plain(name),
        "x": [row.shares[side] for row in rows],
        "y": [_height_of(number, side, sides) for number in range(len(rows))],
        "marker": {
            "symbol": SYMBOLS[side][0],
            "color": theme.sides[side],
            "size": 11 if sides < 4 else 10,
            "line": {"color": theme.paper, "width": 1},
        },
        "text": [_hover(row, side, name, unit) for row in rows],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
    }


def _hover(row: DotRow, side: int, name: str, unit: Unit) -> str:
    counted = unit.counted(row.counts[side])
    told = _("{name}: {count}, {share} of its own")
    told = told.format(name=plain(row.name), count=counted, share=_percent(row.shares[side]))
    return f"<b>{plain(name)}</b><br>{told}"


def _labels(rows: Sequence[DotRow], sides: int, theme: Theme, unit: Unit) -> list[Trace]:
    """Share and count beside the outermost dots of each row, none at zero; the table has all."""
    lowest = [(number, min(range(sides), key=lambda side: row.shares[side])) for number, row in enumerate(rows)]
    highest = [(number, max(range(sides), key=lambda side: row.shares[side])) for number, row in enumerate(rows)]
    differing = [(number, side) for number, side in lowest if 0 < rows[number].shares[side] < max(rows[number].shares)]
    return [
        _texts(rows, differing, "middle left", theme, unit),
        _texts(rows, highest, "middle right", theme, unit),
    ]


def _texts(rows: Sequence[DotRow], places: Sequence[tuple[int, int]], at: str, theme: Theme, unit: Unit) -> Trace:
    said = [f"{_percent(rows[row].shares[side])} ({unit.number(rows[row].counts[side])})" for row, side in places]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [rows[row].shares[side] for row, side in places],
        "y": [-row - DOTS_BELOW for row, _ in places],
        "text": [f"{text}\u2002" if at.endswith("left") else f"\u2002{text}" for text in said],
        "textposition": at,
        "textfont": {"color": theme.muted, "size": 11},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _percent(share: float) -> str:
    return "&lt;1%" if 0 < share < 0.005 else f"{share:.0%}"
