"""Horizontal bars with the name at the left and the number at the end of each bar, sorted by value.

Names and numbers are drawn as points with text, not as tick labels and bar labels, which Plotly measures one by one:
that halves the time of a redraw. Marks come in counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.figures.picture import Figure, Mark, Trace, figure_of, in_lines
from dashboard.theme import Theme

FADED = 0.35
ROOM_FOR_NAMES = 148
"""Pixels at the left, for lines of about 22 characters."""


def bars(marks: Sequence[Mark], theme: Theme, colours: Mapping[str, str] | None = None) -> Figure:
    """A bar for each mark, the largest on top; ``colours`` by code where they mean something."""
    ordered = sorted(marks, key=lambda mark: (mark.count, mark.name))
    counts = [mark.count for mark in ordered]
    names = [f"<b>{in_lines(mark.name)}</b>" if mark.chosen else in_lines(mark.name) for mark in ordered]
    traces = [
        _bars(ordered, theme, colours or {}),
        _texts([0] * len(ordered), names, "middle left", theme),
        _texts(counts, [f"{count:,}" for count in counts], "middle right", theme),
    ]
    return figure_of(
        traces,
        theme,
        bargap=0.28,
        margin={"l": ROOM_FOR_NAMES, "r": 40, "t": 0, "b": 4},
        xaxis={"visible": False, "range": [0, max(counts, default=0) or 1], "fixedrange": True},
        yaxis={"visible": False, "range": [-0.5, len(ordered) - 0.5], "fixedrange": True},
    )


def _bars(ordered: Sequence[Mark], theme: Theme, colours: Mapping[str, str]) -> Trace:
    any_chosen = any(mark.chosen for mark in ordered)
    return {
        "type": "bar",
        "orientation": "h",
        "x": [mark.count for mark in ordered],
        "y": list(range(len(ordered))),
        "marker": {
            "color": [colours.get(mark.code, theme.accent) for mark in ordered],
            "opacity": [FADED if any_chosen and not mark.chosen else 1 for mark in ordered],
        },
        "hovertext": [mark.hover() for mark in ordered],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [mark.clause for mark in ordered],
    }


def _texts(x: Sequence[float], texts: Sequence[str], position: str, theme: Theme) -> Trace:
    return {
        "type": "scatter",
        "mode": "text",
        "x": list(x),
        "y": list(range(len(texts))),
        "text": list(texts),
        "textposition": position,
        "textfont": {"color": theme.ink, "size": 12},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
