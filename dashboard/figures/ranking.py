"""The ranking: a bar for each of the first few, with its name above and its measure as text beside it.

It is for measures that are no counts, such as shares; bars of engagements are in ``figures.bars``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.figures.picture import Figure, figure_of, plain, short
from dashboard.theme import Theme

LONGEST_NAME = 44


@dataclass(frozen=True)
class Placed:
    """One bar: its name, value, the value in print, the lines of its hover text, and what a click picks."""

    name: str
    value: float
    text: str
    lines: tuple[str, ...]
    clause: str


def ranking(entries: Sequence[Placed], theme: Theme, colour: str) -> Figure:
    """A bar for each entry, in their order from the top."""
    places = [len(entries) - 1 - at for at in range(len(entries))]
    largest = max((entry.value for entry in entries), default=0) or 1
    hovers = ["<br>".join([f"<b>{plain(entry.name)}</b>", *entry.lines]) for entry in entries]
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": [entry.value for entry in entries],
        "y": places,
        "width": 0.34,
        "offset": -0.4,
        "marker": {"color": colour},
        "hovertext": hovers,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [entry.clause for entry in entries],
    }
    names = {
        "type": "scatter",
        "mode": "text",
        "x": [0] * len(entries),
        "y": [place + 0.2 for place in places],
        "text": [f"{short(entry.name, LONGEST_NAME)}  <b>{entry.text}</b>" for entry in entries],
        "textposition": "middle right",
        "textfont": {"size": 12, "color": theme.ink},
        "cliponaxis": False,
        "hovertext": hovers,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [entry.clause for entry in entries],
    }
    return figure_of(
        [bars, names],
        theme,
        margin={"l": 4, "r": 8, "t": 0, "b": 4},
        hovermode="closest",
        xaxis={"visible": False, "range": [0, largest], "fixedrange": True},
        yaxis={"visible": False, "range": [-0.5, max(len(entries), 1) - 0.5], "fixedrange": True},
    )
