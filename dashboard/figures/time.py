"""The timeline: dated engagements by the year in which they started, stacked by family.

The axis runs to the last year at hand, also over years without one, from where most begin; what is older shares the
first bar. Undated rows are counted elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from dashboard import schema
from dashboard.figures.picture import Figure, Trace, figure_of
from dashboard.language import gettext as _
from dashboard.theme import Theme
from dashboard.units import ENGAGEMENTS, Unit, exact_sum

FADED = 0.3

ROOM = 50
"""Years that a narrow panel shows at a width that can be hit; a longer history is told from its first tenth on."""

SLOT, BAR, EARLIER_BAR = 2.2, 0.88, 2.0
"""In years: from the first bar's middle to the first year's, and the widths of bars."""

LABEL = 8
"""Years of the axis that the words under the first bar take."""

Counts = Mapping[tuple[int, str], float]
Picked = tuple[int | None, int | None]


@dataclass(frozen=True)
class Span:
    """The years of the axis: ``years`` one by one, those of ``earlier`` together in the first bar (often none)."""

    years: range
    earlier: range

    def place(self, year: int) -> float:
        """Where on the axis a year stands."""
        return self.years.start - SLOT if year in self.earlier else year


def span_of(counts: Counts, picked: Picked = (None, None)) -> Span:
    """The years to show, for (year, family) → engagements; years picked never begin or end within the first bar."""
    years = sorted({year for (year, _), count in counts.items() if count})
    if not years:
        return Span(range(0), range(0))
    first, last = years[0], years[-1]
    start = first if last - first < ROOM else _first_tenth(counts, years) // 10 * 10
    from_, to = picked
    if from_ is not None and from_ > first:
        start = min(start, from_)
    if to is not None:
        start = min(start, to + 1)
    start = max(start, first)
    return Span(range(start, last + 1), range(first, start))


def _first_tenth(counts: Counts, years: list[int]) -> int:
    """The first year by whose end more than a tenth of all has begun."""
    begun = list(accumulate(_total(counts, range(year, year + 1)) for year in years))
    return next(year for year, count in zip(years, begun, strict=True) if count * 10 > begun[-1])


def timeline(
    counts: Counts,
    span: Span,
    picked: Picked,
    theme: Theme,
    unit: Unit = ENGAGEMENTS,
    totals: Mapping[int, float] | None = None,
) -> Figure:
    """``counts``: (year, family) → count in the unit; ``picked``: the first and last year picked, None where open.

    ``totals``: first year of a bar → count, where that is not the sum over its families.
    """
    traces = [_family(family, label, counts, span, picked, theme) for family, label in schema.FAMILIES.items()]
    return figure_of(
        [*traces, _targets(counts, span, unit, totals)],
        theme,
        barmode="stack",
        bargap=0.12,
        hovermode="x",
        dragmode="select",
        selectdirection="h",
        selections=[],
        margin={"l": 34, "r": 6, "t": 10, "b": 24},
        xaxis={"range": _range(span), "color": theme.muted, "fixedrange": True, **_ticks(span)},
        yaxis={
            "rangemode": "tozero",
            "nticks": 4,
            "showgrid": True,
            "gridcolor": theme.line,
            "color": theme.muted,
        },
        newselection={"line": {"color": theme.accent, "width": 1, "dash": "solid"}},
    )


def _family(family: str, label: str, counts: Counts, span: Span, picked: Picked, theme: Theme) -> Trace:
    groups = [group for group in groups_of(span) if _sum(counts, group, family)]
    return {
        "type": "bar",
        "name": label,
        "x": [span.place(group.start) for group in groups],
        "y": [_sum(counts, group, family) for group in groups],
        "width": [EARLIER_BAR if group == span.earlier else BAR for group in groups],
        "marker": {
            "color": theme.families[family],
            "opacity": [1 if _picked(group, picked) else FADED for group in groups],
            "line": {"width": 0},
        },
        "hoverinfo": "skip",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": FADED}},
    }


def _targets(counts: Counts, span: Span, unit: Unit, totals: Mapping[int, float] | None) -> Trace:
    """An unseen point for each year, which takes hover and click over the whole height: a bar is a few pixels wide."""
    groups = groups_of(span)
    heights = [_total(counts, group) for group in groups]
    wholes = heights if totals is None else [totals.get(group.start, 0) for group in groups]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [span.place(group.start) for group in groups],
        "y": heights,
        "marker": {"size": 1, "opacity": 0},
        "hoverinfo": "text",
        "hovertext": [_hover(group, whole, counts, span, unit) for group, whole in zip(groups, wholes, strict=True)],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [_clause(group, span) if height else None for group, height in zip(groups, heights, strict=True)],
    }


def _hover(group: range, total: float, counts: Counts, span: Span, unit: Unit) -> str:
    name = _("Before {year}").format(year=group.stop) if group == span.earlier else f"{group.start}"
    lines = [f"<b>{name}</b>", unit.counted(total)]
    sums = {label: _sum(counts, group, family) for family, label in schema.FAMILIES.items()}
    lines += [f"{label}: {unit.number(count)}" for label, count in sums.items() if count]
    if total:
        these = _("<i>Click for these years, drag for a range</i>")
        lines.append(these if group == span.earlier else _("<i>Click for this year, drag for a range</i>"))
    return "<br>".join(lines)


def _clause(group: range, span: Span) -> str:
    return f"to={group.stop - 1}" if group == span.earlier else f"from={group.start}&to={group.start}"


def groups_of(span: Span) -> list[range]:
    """The years of each bar, one or, in the first bar, many."""
    return [*([span.earlier] if span.earlier else []), *(range(year, year + 1) for year in span.years)]


def _sum(counts: Counts, years: range, family: str) -> float:
    return exact_sum(counts.get((year, family), 0) for year in years)


def _total(counts: Counts, years: range) -> float:
    return exact_sum(counts.get((year, family), 0) for year in years for family in schema.FAMILIES)


def _picked(group: range, picked: Picked) -> bool:
    first, last = picked
    begins = first is None or group.start >= first
    return begins and (last is None or group.stop - 1 <= last)


def _range(span: Span) -> list[float]:
    if not span.years:
        return [0, 1]
    start = span.place(span.earlier.start) - EARLIER_BAR / 2 if span.earlier else span.years.start - 0.5
    return [start - 0.2, span.years[-1] + 0.7]


def _ticks(span: Span) -> dict[str, object]:
    if not span.earlier:
        return {"tickformat": "d", "nticks": 8}
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if len(span.years) <= 7 * step)
    rounded = [year for year in span.years if year % step == 0 and year >= span.years.start + LABEL]
    return {
        "tickmode": "array",
        "tickvals": [span.place(span.earlier.start), *rounded],
        "ticktext": [_("before {year}").format(year=span.earlier.stop), *map(str, rounded)],
    }
