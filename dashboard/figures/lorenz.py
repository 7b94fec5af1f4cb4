"""The Lorenz curve: cumulative share of engagements over cumulative share of residents, beside the line of equality.

The shares come from ``insights.concentration``.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.figures.intervals import Dotted
from dashboard.figures.picture import Picture, Trace, figure_of, plain
from dashboard.insights.concentration import Concentration
from dashboard.language import gettext as _
from dashboard.theme import Theme


def lorenz_curve(found: Concentration, entries: Sequence[Dotted], theme: Theme) -> Picture:
    """``entries`` in the order in which they were given to the computation; each ends a piece of the curve."""
    axis = {
        "range": [0, 1],
        "fixedrange": True,
        "tickformat": ".0%",
        "nticks": 6,
        "tickfont": {"color": theme.muted},
        "showgrid": True,
        "gridcolor": theme.line,
    }
    font = {"size": 12, "color": theme.muted}
    figure = figure_of(
        [_equality(theme), _curve(found, entries, theme)],
        theme,
        margin={"l": 56, "r": 20, "t": 12, "b": 48},
        hovermode="closest",
        xaxis={**axis, "title": {"text": _("share of residents, lowest rates first"), "font": font}},
        yaxis={**axis, "title": {"text": _("share of engagements"), "font": font}},
    )
    return Picture(figure)


def _equality(theme: Theme) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines+text",
        "x": [0, 0.72, 1],
        "y": [0, 0.72, 1],
        "text": ["", _("equal rates everywhere"), ""],
        "textposition": "top left",
        "textfont": {"color": theme.muted},
        "line": {"color": theme.muted, "width": 1, "dash": "dot"},
        "hoverinfo": "skip",
    }


def _curve(found: Concentration, entries: Sequence[Dotted], theme: Theme) -> Trace:
    ordered = [entries[at] for at in found.order]
    ends = zip(ordered, found.residents[1:], found.engagements[1:], strict=True)
    hovers = [
        f"<b>{plain(entry.name)}</b><br>up to here {x:.0%} of residents, {y:.0%} of engagements" for entry, x, y in ends
    ]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(found.residents),
        "y": list(found.engagements),
        "fill": "tonexty",
        "fillcolor": "rgba(127,127,127,0.14)",
        "line": {"color": theme.accent, "width": 2},
        "marker": {"size": 5, "color": theme.accent},
        "hovertext": ["", *hovers],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [None, *(entry.clause or None for entry in ordered)],
    }
