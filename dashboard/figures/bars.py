"""Horizontal bars with the name at the left and the number at the end of each bar, sorted by value.

Names and numbers come in as marks; nothing is counted here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.figures.picture import Figure, Mark, figure_of, in_lines, plain
from dashboard.theme import Theme

FADED = 0.35


def bars(marks: Sequence[Mark], theme: Theme, colours: Mapping[str, str] | None = None) -> Figure:
    """A bar for each mark, the largest on top; ``colours`` by code where they mean something."""
    ordered = sorted(marks, key=lambda mark: (mark.count, mark.name))
    any_chosen = any(mark.chosen for mark in marks)
    largest = max((mark.count for mark in marks), default=0)
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "x": [mark.count for mark in ordered],
            "y": [plain(mark.name) for mark in ordered],
            "text": [f"{mark.count:,}" for mark in ordered],
            "textposition": "outside",
            "cliponaxis": False,
            "marker": {
                "color": [(colours or {}).get(mark.code, theme.accent) for mark in ordered],
                "opacity": [FADED if any_chosen and not mark.chosen else 1 for mark in ordered],
            },
            "hovertext": [mark.hover() for mark in ordered],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "customdata": [mark.clause for mark in ordered],
        }
    ]
    return figure_of(
        traces,
        theme,
        bargap=0.28,
        margin={"l": 8, "r": 40, "t": 0, "b": 4},
        xaxis={"visible": False, "range": [0, largest or 1]},
        yaxis={
            "automargin": True,
            "tickmode": "array",
            "tickvals": [plain(mark.name) for mark in ordered],
            "ticktext": [_label(mark) for mark in ordered],
            "ticklabelstandoff": 6,
        },
    )


def _label(mark: Mark) -> str:
    return f"<b>{in_lines(mark.name)}</b>" if mark.chosen else in_lines(mark.name)
