"""Dated engagements on one axis, in three lanes by how precisely each date is known: to the day, the month, the year.

A mark is as wide as what is known of its date, though never too thin to see; undated rows are counted elsewhere.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from dashboard import schema
from dashboard.dates import by_date
from dashboard.figures.picture import Figure, Trace, figure_of
from dashboard.language import N_, spoken
from dashboard.language import gettext as _
from dashboard.theme import Theme
from dashboard.units import ENGAGEMENTS, Unit
from dashboard.wording import date_in_words

LANES: Mapping[int, str] = {10: "day", 7: "month", 4: "year"}
"""Length of a partial date → what is known of it; a lane for each, top to bottom."""

LANE_NAMES = spoken({"day": N_("day known"), "month": N_("month known"), "year": N_("year known")})
"""What is written beside a lane."""

THINNEST = 1 / 220
"""Share of the axis that the thinnest mark takes: about 2 pixels on a phone."""

SHORTEST = 12.0
"""Years that the axis spans at least."""

FADED = 0.3


Counts = Mapping[tuple[str, str], float]


def dates_figure(counts: Counts, first: int | None, last: int | None, theme: Theme, unit: Unit = ENGAGEMENTS) -> Figure:
    """``counts``: (partial date, family) → count in the unit; ``first`` and ``last``: the years picked, None: open."""
    spans = {day: period(day) for day, _ in counts}
    begin, room = _axis_room(spans.values())
    highest: float = max(by_date((day, count) for (day, _), count in counts.items()).values(), default=1)
    traces = [
        _marks((number, lane), family, counts, spans, room, (first, last), theme, unit)
        for number, lane in enumerate(LANES)
        for family in schema.FAMILIES
    ]
    axes = {f"yaxis{number + 1 if number else ''}": _axis(number, highest) for number in range(len(LANES))}
    return figure_of(
        traces,
        theme,
        barmode="stack",
        margin={"l": 92, "r": 8, "t": 4, "b": 24},
        dragmode="select",
        selectdirection="h",
        selections=[],
        xaxis={
            "tickformat": "d",
            "visible": bool(counts),
            "range": [begin - room * 0.02, begin + room * 1.02],
            "nticks": 8,
            "color": theme.muted,
            "anchor": "y3",
            "fixedrange": True,
        },
        annotations=[_lane_name(number, LANE_NAMES[lane], theme) for number, lane in enumerate(LANES.values())],
        shapes=[_floor(number, theme) for number in range(len(LANES))],
        newselection={"line": {"color": theme.accent, "width": 1, "dash": "solid"}},
        **axes,
    )


def _axis_room(spans: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Where the axis begins and how many years it spans, a few dates in its middle."""
    ends = [end for span in spans for end in span]
    first, last = min(ends, default=0.0), max(ends, default=0.0)
    spare = max(SHORTEST - (last - first), 0) / 2
    return first - spare, last - first + 2 * spare


def period(partial_date: str) -> tuple[float, float]:
    """Begin and end of what is known, in years: '2019' is 2019.0 to 2020.0."""
    year = int(partial_date[:4])
    if len(partial_date) == len("2019"):
        return float(year), year + 1.0
    month = int(partial_date[5:7])
    first = int(partial_date[8:]) if len(partial_date) > len("2019-05") else 1
    last = first if len(partial_date) > len("2019-05") else calendar.monthrange(year, month)[1]
    days = 366 if calendar.isleap(year) else 365
    begin = date(year, month, first).timetuple().tm_yday - 1
    return year + begin / days, year + (begin + last - first + 1) / days


def _marks(
    lane: tuple[int, int],
    family: str,
    counts: Counts,
    spans: Mapping[str, tuple[float, float]],
    room: float,
    picked: tuple[int | None, int | None],
    theme: Theme,
    unit: Unit,
) -> Trace:
    number, length = lane
    days = sorted(day for day, of in counts if of == family and len(day) == length)
    label = schema.FAMILIES[family]
    return {
        "type": "bar",
        "name": label,
        "x": [sum(spans[day]) / 2 for day in days],
        "y": [counts[day, family] for day in days],
        "width": [max(spans[day][1] - spans[day][0], room * THINNEST) for day in days],
        "yaxis": f"y{number + 1}" if number else "y",
        "marker": {
            "color": theme.families[family],
            "opacity": [1 if _picked(int(day[:4]), *picked) else FADED for day in days],
            "line": {"width": 0},
        },
        "hovertext": [_hover(day, label, unit.counted(counts[day, family])) for day in days],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [f"from={day[:4]}&to={day[:4]}" for day in days],
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": FADED}},
    }


def _hover(day: str, family: str, counted: str) -> str:
    return f"<b>{date_in_words(day)}</b><br>{family}: {counted}<br>{_('<i>Click for its year</i>')}"


def _picked(year: int, first: int | None, last: int | None) -> bool:
    return (first is None or year >= first) and (last is None or year <= last)


def _domain(number: int) -> Sequence[float]:
    share = 1 / len(LANES)
    return [1 - (number + 1) * share, 1 - number * share - 0.04]


def _axis(number: int, highest: float) -> dict[str, object]:
    return {"domain": _domain(number), "range": [0, highest * 1.05], "visible": False, "fixedrange": True}


def _lane_name(number: int, label: str, theme: Theme) -> dict[str, object]:
    return {
        "text": label,
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": _domain(number)[0],
        "xanchor": "right",
        "yanchor": "bottom",
        "xshift": -6,
        "showarrow": False,
        "font": {"color": theme.muted, "size": 12},
    }


def _floor(number: int, theme: Theme) -> dict[str, object]:
    low = _domain(number)[0]
    line = {"color": theme.line, "width": 1}
    return {"type": "line", "xref": "paper", "yref": "paper", "x0": 0, "x1": 1, "y0": low, "y1": low, "line": line}
