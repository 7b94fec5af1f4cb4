"""Horizontal bars with the name at the left and the number at the end of each bar, sorted by value.

Names and numbers are points with text, not tick labels and bar labels, which Plotly measures one by one: that halves
the time of a redraw. The whole row of a bar is one target, however short the bar; marks come in counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.figures.picture import Figure, Mark, Trace, figure_of, in_lines, names_of, room_for
from dashboard.theme import Theme

FADED = 0.35
MANY = 12
"""More bars than this leave no height for names of two lines."""

GAP = "\u2002"


def bars(marks: Sequence[Mark], theme: Theme, colours: Mapping[str, str] | None = None) -> Figure:
    """A bar for each mark, the largest on top; ``colours`` by code where they mean something."""
    ordered = sorted(marks, key=lambda mark: (mark.count, mark.name))
    counts = [mark.count for mark in ordered]
    longest = 30 if len(ordered) > MANY else 22
    lines = [in_lines(mark.name, longest) for mark in ordered]
    names = [f"<b>{name}</b>" if mark.chosen else name for name, mark in zip(lines, ordered, strict=True)]
    traces = [
        _bars(ordered, theme, colours or {}),
        {
            **_texts([0] * len(ordered), [name.replace("<br>", f"{GAP}<br>") + GAP for name in names], theme),
            "textposition": "middle left",
            **names_of(0, "left"),
        },
        {
            **_texts(counts, [f"{GAP}{mark.number}" for mark in ordered], theme),
            "textposition": "middle right",
            **names_of(0, "right"),
        },
    ]
    return figure_of(
        traces,
        theme,
        hovermode="y",
        bargap=0.28,
        margin={"l": room_for(part for line in lines for part in line.split("<br>")), "r": 48, "t": 0, "b": 4},
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
        "hoverinfo": "text",
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [mark.clause for mark in ordered],
    }


def _texts(x: Sequence[float], texts: Sequence[str], theme: Theme) -> Trace:
    return {
        "type": "scatter",
        "mode": "text",
        "x": list(x),
        "y": list(range(len(texts))),
        "text": list(texts),
        "textfont": {"color": theme.ink, "size": 12},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
