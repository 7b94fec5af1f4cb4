"""Small multiples of timelines: one strip for each side, all on one axis of years and one scale of engagements.

Undated engagements are in no strip and are counted beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.figures.picture import Figure, Trace, figure_of, plain
from dashboard.theme import SYMBOLS, Theme
from dashboard.units import ENGAGEMENTS, Unit

STRIP_HEIGHT = 96
"""Pixels of a strip with its name."""

SHADE_NAME = 20
"""Pixels above the strips for the names of shades."""

NAME_SHARE = 0.26
"""Of a strip's height, what its name takes."""


@dataclass(frozen=True)
class Shade:
    """Years, both included, that are set off behind all strips, with what stands above them."""

    name: str
    first: int
    last: int


@dataclass(frozen=True)
class Strip:
    """A side's dated engagements by year, and what stands beside its name."""

    name: str
    note: str
    years: Mapping[int, float]


def multiples(strips: Sequence[Strip], theme: Theme, shades: Sequence[Shade] = (), unit: Unit = ENGAGEMENTS) -> Figure:
    """A strip for each side, the first on top; the axis holds the years of all of them; ``unit`` is counted."""
    years = [year for strip in strips for year in strip.years] + [
        year for shade in shades for year in (shade.first, shade.last)
    ]
    most = max((count for strip in strips for count in strip.years.values()), default=1)
    layout = {f"yaxis{_number(side)}": _axis(side, len(strips), most, theme) for side in range(len(strips))}
    return figure_of(
        [_bars(strip, side, theme, unit) for side, strip in enumerate(strips)],
        theme,
        margin={"l": 26, "r": 6, "t": SHADE_NAME if shades else 2, "b": 24},
        annotations=[
            *(_name(strip, side, len(strips), theme) for side, strip in enumerate(strips)),
            *(_shade_name(shade, theme) for shade in shades),
        ],
        shapes=[_shade(shade, theme) for shade in shades],
        xaxis={
            "range": [min(years) - 0.7, max(years) + 0.7] if years else [0, 1],
            "tickformat": "d",
            "nticks": 8,
            "anchor": f"y{_number(len(strips) - 1)}",
            "color": theme.muted,
            "fixedrange": True,
            "visible": bool(years),
        },
        **layout,
    )


def height(sides: int) -> int:
    """Pixels that the figure takes."""
    return STRIP_HEIGHT * sides + 26


def _number(side: int) -> str:
    return "" if side == 0 else str(side + 1)


def _axis(side: int, sides: int, most: float, theme: Theme) -> dict[str, object]:
    top, low = 1 - side / sides, 1 - (side + 1) / sides
    return {
        "domain": [low + 0.1 / sides, top - NAME_SHARE / sides],
        "range": [0, most * 1.05],
        "nticks": 3,
        "tickformat": ",d",
        "showgrid": True,
        "gridcolor": theme.line,
        "color": theme.muted,
        "fixedrange": True,
    }


def _bars(strip: Strip, side: int, theme: Theme, unit: Unit) -> Trace:
    return {
        "type": "bar",
        "name": plain(strip.name),
        "x": list(strip.years),
        "y": list(strip.years.values()),
        "width": 0.86,
        "yaxis": f"y{_number(side)}",
        "marker": {"color": theme.sides[side], "line": {"width": 0}},
        "text": [unit.counted(count) for count in strip.years.values()],
        "textposition": "none",
        "hovertemplate": f"<b>{plain(strip.name)}</b><br>%{{x}}: %{{text}}<extra></extra>",
    }


def _name(strip: Strip, side: int, sides: int, theme: Theme) -> dict[str, object]:
    symbol = f'<span style="color:{theme.sides[side]}">{SYMBOLS[side][1]}</span>'
    return {
        "text": f"{symbol} <b>{plain(strip.name)}</b>  {plain(strip.note)}",
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": 1 - side / sides,
        "yref": "paper",
        "yanchor": "top",
        "showarrow": False,
        "align": "left",
        "font": {"size": 12, "color": theme.ink},
    }


def _shade(shade: Shade, theme: Theme) -> dict[str, object]:
    return {
        "type": "rect",
        "x0": shade.first - 0.46,
        "x1": shade.last + 0.46,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "layer": "below",
        "fillcolor": theme.nothing,
        "line": {"width": 0},
    }


def _shade_name(shade: Shade, theme: Theme) -> dict[str, object]:
    return {
        "text": plain(shade.name),
        "x": (shade.first + shade.last) / 2,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 11, "color": theme.muted},
    }
