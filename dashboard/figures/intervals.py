"""Rates as dots with their intervals, a line for the common rate, and the name of each place on the left.

A hollow dot marks a rate of too few engagements; which these are, and the intervals, come from outside.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.figures.picture import Figure, Picture, figure_of, plain, room_for, short
from dashboard.language import gettext as _
from dashboard.theme import Theme

Scale = Callable[[float], float]

ROW, AROUND = 17, 56
"""Pixels of a row, and above and below all rows."""

LONGEST_NAME = 26


@dataclass(frozen=True)
class Dotted:
    """One row: name, value with the ends of its interval, the lines of its hover text, and what a click picks."""

    name: str
    value: float
    low: float
    high: float
    is_weak: bool
    lines: tuple[str, ...]
    clause: str


def height_of(rows: int) -> int:
    """Pixels that a chart of this many rows takes."""
    return ROW * max(rows, 2) + AROUND


def root_ticks(largest: float) -> list[float]:
    """Values from 0 up that stand about evenly on a square-root scale, which has room for zero and for giants."""
    unit = 10 ** math.floor(math.log10(largest)) if largest > 0 else 1.0
    ticks = [0, *(share * unit for share in (0.1, 0.25, 0.5, 1, 2.5, 5, 10))]
    return [tick for tick in ticks if tick <= largest * 1.05]


def intervals(entries: Sequence[Dotted], common: float, unit: str, theme: Theme, rooted: bool = False) -> Picture:
    """A row for each entry, from the top; ``common``: where the line stands, in the same unit.

    ``rooted``: on a square-root scale, for values of very different size.
    """
    scale = math.sqrt if rooted else float
    places = [len(entries) - 1 - at for at in range(len(entries))]
    names = [short(entry.name, LONGEST_NAME) for entry in entries]
    right = 1.05 * max([common, *(min(entry.high, 3 * entry.value + 3 * common) for entry in entries)]) or 1
    ticks = root_ticks(right)
    marks = {"tickmode": "array", "tickvals": [scale(tick) for tick in ticks], "ticktext": [f"{t:,g}" for t in ticks]}
    figure = figure_of(
        [_dots(entries, places, theme, scale)],
        theme,
        margin={"l": room_for(names), "r": 12, "t": 4, "b": 44},
        hovermode="closest",
        xaxis={
            "range": [0, scale(right)],
            "fixedrange": True,
            "showgrid": True,
            "gridcolor": theme.line,
            "title": {
                "text": _("{unit} (square-root scale)").format(unit=unit) if rooted else unit,
                "font": {"size": 12, "color": theme.muted},
            },
            "tickfont": {"color": theme.muted},
            **(marks if rooted else {"nticks": 6}),
        },
        yaxis={
            "range": [-0.7, max(len(entries), 2) - 0.3],
            "fixedrange": True,
            "tickmode": "array",
            "tickvals": places,
            "ticktext": names,
            "tickfont": {"size": 11},
        },
        shapes=[_line(scale(common), theme)],
    )
    return Picture(figure)


def _dots(entries: Sequence[Dotted], places: Sequence[int], theme: Theme, scale: Scale) -> dict[str, object]:
    at = [scale(entry.value) for entry in entries]
    return {
        "type": "scatter",
        "mode": "markers",
        "cliponaxis": False,
        "x": at,
        "y": list(places),
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [scale(entry.high) - x for entry, x in zip(entries, at, strict=True)],
            "arrayminus": [x - scale(entry.low) for entry, x in zip(entries, at, strict=True)],
            "color": theme.muted,
            "thickness": 1.2,
            "width": 0,
        },
        "marker": {
            "size": 8,
            "symbol": ["circle-open" if entry.is_weak else "circle" for entry in entries],
            "color": theme.accent,
        },
        "hovertext": ["<br>".join([f"<b>{plain(entry.name)}</b>", *entry.lines]) for entry in entries],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [entry.clause or None for entry in entries],
    }


def _line(at: float, theme: Theme) -> Figure:
    line = {"color": theme.ink, "width": 1, "dash": "dot"}
    return {"type": "line", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1, "line": line, "layer": "below"}
