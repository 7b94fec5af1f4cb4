"""The funnel plot: a dot for each place by residents and rate, between the limits that chance alone explains.

The limits and who lies outside come from ``insights.funnel``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from dashboard.figures.intervals import Dotted, root_ticks
from dashboard.figures.picture import Figure, KeyEntry, Picture, Trace, figure_of, plain
from dashboard.insights.funnel import Funnel
from dashboard.language import gettext as _
from dashboard.theme import Theme

MOST_NAMED = 10


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
        xaxis={**axis, "type": "log", "title": _title(_("residents (logarithmic scale)"), theme), "dtick": 1},
        yaxis={**axis, **_heights(tops), "title": _title(_("per million residents (square-root scale)"), theme)},
    )
    key = (
        KeyEntry(colours[2], _("▲ above the 99.8 % limit (light: 95 %)")),
        KeyEntry(colours[0], _("● within the 95 % limits")),
        KeyEntry(colours[-2], _("▼ below the 99.8 % limit (light: 95 %)")),
    )
    return Picture(figure, key=key)


def _colours(theme: Theme) -> dict[int, str]:
    high, low = theme.families["partnership"], theme.families["meeting"]
    return {2: high, 1: high, 0: theme.muted, -1: low, -2: low}


def _heights(values: Sequence[float]) -> dict[str, object]:
    top = math.sqrt(max(values))
    ticks = root_ticks(max(values) * 1.1)
    return {
        "range": [-0.04 * top, 1.12 * top],
        "tickmode": "array",
        "tickvals": [math.sqrt(tick) for tick in ticks],
        "ticktext": [f"{tick:,g}" for tick in ticks],
    }


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
            "y": [math.sqrt(height) for height in heights],
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
        "y": [math.sqrt(entry.value) for entry in entries],
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
    """The names of the largest below and the highest above, as far as they have room."""
    low = sorted(_at(found, -2), key=lambda at: -residents[at])[: MOST_NAMED // 2]
    high = sorted(_at(found, 2), key=lambda at: -entries[at].value)[: MOST_NAMED // 2]
    named = _apart([*low, *high], entries, residents)
    return {
        "type": "scatter",
        "mode": "text",
        "x": [residents[at] for at in named],
        "y": [math.sqrt(entries[at].value) for at in named],
        "text": [plain(entries[at].name) for at in named],
        "textposition": ["bottom center" if found.positions[at] < 0 else "top center" for at in named],
        "textfont": {"size": 11},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _at(found: Funnel, position: int) -> list[int]:
    return [at for at, each in enumerate(found.positions) if each == position]


def _apart(named: Sequence[int], entries: Sequence[Dotted], residents: Sequence[int]) -> list[int]:
    """Those whose names would not stand on an earlier one."""
    width = math.log(max(residents) / min(residents)) or 1
    top = math.sqrt(max(entry.value for entry in entries))

    def place(at: int) -> tuple[float, float]:
        return math.log(residents[at]) / width, math.sqrt(entries[at].value) / top

    kept: list[int] = []
    for at in named:
        near = [abs(place(at)[0] - place(other)[0]) < 0.09 for other in kept if _same_height(place(at), place(other))]
        if not any(near):
            kept.append(at)
    return kept


def _same_height(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[1] - other[1]) < 0.05
