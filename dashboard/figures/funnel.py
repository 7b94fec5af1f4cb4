"""The funnel plot: a dot for each place by residents and rate, between the limits that chance alone explains.

The limits and who lies outside come from ``insights.funnel``.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.figures.intervals import Dotted
from dashboard.figures.picture import Figure, KeyEntry, Picture, Trace, figure_of, plain
from dashboard.insights.funnel import Funnel
from dashboard.theme import Theme

MOST_NAMED = 12


def funnel_plot(entries: Sequence[Dotted], residents: Sequence[int], found: Funnel, theme: Theme) -> Picture:
    """Residents run on a logarithmic scale; those farthest outside are named."""
    colours = _colours(theme)
    tops = [entry.value for entry in entries]
    traces = [*_limits(found, theme), _dots(entries, residents, found, colours), _names(entries, residents, found)]
    axis = {"fixedrange": True, "tickfont": {"color": theme.muted}, "gridcolor": theme.line, "showgrid": True}
    figure = figure_of(
        traces,
        theme,
        margin={"l": 48, "r": 16, "t": 8, "b": 48},
        hovermode="closest",
        hoverdistance=8,
        xaxis={**axis, "type": "log", "title": _title("residents (logarithmic scale)", theme), "dtick": 1},
        yaxis={**axis, "range": _span(tops), "title": _title("per million residents", theme), "nticks": 6},
    )
    key = (
        KeyEntry(colours[2], "▲ above the 99.8 % limit (light: 95 %)"),
        KeyEntry(colours[0], "● within the 95 % limits"),
        KeyEntry(colours[-2], "▼ below the 99.8 % limit (light: 95 %)"),
    )
    return Picture(figure, key=key)


def _colours(theme: Theme) -> dict[int, str]:
    high, low = theme.families["partnership"], theme.families["meeting"]
    return {2: high, 1: high, 0: theme.muted, -1: low, -2: low}


def _span(values: Sequence[float]) -> list[float]:
    return [-0.03 * max(values), 1.12 * max(values)]


def _title(text: str, theme: Theme) -> Figure:
    return {"text": text, "font": {"size": 12, "color": theme.muted}}


def _limits(found: Funnel, theme: Theme) -> list[Trace]:
    limits = found.limits
    lines = [
        (limits.lowest, "solid", 1.0),
        (limits.highest, "solid", 1.0),
        (limits.low, "dash", 1.0),
        (limits.high, "dash", 1.0),
        (tuple([found.overall] * len(limits.residents)), "dot", 1.2),
    ]
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": list(limits.residents),
            "y": list(heights),
            "line": {"color": theme.muted, "width": width, "dash": dash},
            "hoverinfo": "skip",
        }
        for heights, dash, width in lines
    ]


def _dots(entries: Sequence[Dotted], residents: Sequence[int], found: Funnel, colours: dict[int, str]) -> Trace:
    positions = found.positions
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(residents),
        "y": [entry.value for entry in entries],
        "marker": {
            "size": 9,
            "symbol": ["triangle-up" if at > 0 else "triangle-down" if at < 0 else "circle" for at in positions],
            "color": [colours[at] for at in positions],
            "opacity": [0.55 if abs(at) == 1 else 0.95 for at in positions],
        },
        "hovertext": ["<br>".join([f"<b>{plain(entry.name)}</b>", *entry.lines]) for entry in entries],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [entry.clause or None for entry in entries],
    }


def _names(entries: Sequence[Dotted], residents: Sequence[int], found: Funnel) -> Trace:
    """The names of the largest and the highest of those outside, above their dots."""
    outside = [at for at, position in enumerate(found.positions) if abs(position) == 2]
    by_size = sorted(outside, key=lambda at: -residents[at])[: MOST_NAMED // 2]
    by_rate = sorted(outside, key=lambda at: -entries[at].value)[: MOST_NAMED // 2]
    named = list(dict.fromkeys([*by_size, *by_rate]))
    return {
        "type": "scatter",
        "mode": "text",
        "x": [residents[at] for at in named],
        "y": [entries[at].value for at in named],
        "text": [plain(entries[at].name) for at in named],
        "textposition": ["middle left" if residents[at] > max(residents) / 4 else "top center" for at in named],
        "textfont": {"size": 11},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
