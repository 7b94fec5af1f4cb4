"""The timeline: dated engagements by the year in which they started, stacked by family.

The axis runs from the first to the last year at hand, also over years without one; undated rows are counted elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import schema
from dashboard.figures.picture import Figure, Trace, figure_of
from dashboard.theme import Theme

FADED = 0.3


def timeline(counts: Mapping[tuple[int, str], int], first: int | None, last: int | None, theme: Theme) -> Figure:
    """``counts``: (year, family) → engagements; ``first`` and ``last``: the years picked, None where open."""
    years = [year for year, _ in counts]
    span = range(min(years), max(years) + 1) if years else range(0)
    totals = {year: sum(counts.get((year, family), 0) for family in schema.FAMILIES) for year in span}
    traces = [_family(family, label, counts, totals, (first, last), theme) for family, label in schema.FAMILIES.items()]
    return figure_of(
        traces,
        theme,
        barmode="stack",
        bargap=0.12,
        dragmode="select",
        selectdirection="h",
        selections=[],
        margin={"l": 34, "r": 6, "t": 10, "b": 24},
        xaxis={
            "tickformat": "d",
            "range": _range(span),
            "nticks": 8,
            "color": theme.muted,
            "fixedrange": True,
        },
        yaxis={
            "rangemode": "tozero",
            "nticks": 4,
            "showgrid": True,
            "gridcolor": theme.line,
            "color": theme.muted,
        },
        newselection={"line": {"color": theme.accent, "width": 1, "dash": "solid"}},
    )


def _family(
    family: str,
    label: str,
    counts: Mapping[tuple[int, str], int],
    totals: Mapping[int, int],
    picked: tuple[int | None, int | None],
    theme: Theme,
) -> Trace:
    years = [year for year in totals if counts.get((year, family))]
    return {
        "type": "bar",
        "name": label,
        "x": years,
        "y": [counts[year, family] for year in years],
        "marker": {
            "color": theme.families[family],
            "opacity": [1 if _picked(year, *picked) else FADED for year in years],
            "line": {"width": 0},
        },
        "text": [f"{totals[year]:,} in all" for year in years],
        "textposition": "none",
        "hovertemplate": f"<b>%{{x}}</b><br>{label}: %{{y:,}}<br>%{{text}}<br>"
        "<i>Click for this year, drag for a range</i><extra></extra>",
        "customdata": [f"from={year}&to={year}" for year in years],
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": FADED}},
    }


def _picked(year: int, first: int | None, last: int | None) -> bool:
    return (first is None or year >= first) and (last is None or year <= last)


def _range(span: range) -> list[float]:
    return [span[0] - 0.7, span[-1] + 0.7] if span else [0, 1]
