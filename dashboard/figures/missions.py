"""The map of joint missions: a dot for each seat, the numbers of its sets beside it, and lines that hold sets together.

Which sets there are and in which order comes from outside; nothing on this map is clicked, the list beside it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.figures.frames import US_FRAME, frame
from dashboard.figures.maps import STATES_URL
from dashboard.figures.picture import Figure, Trace, figure_of, plain
from dashboard.theme import Theme

OFF_THE_MAP = frozenset({"PR", "VI", "GU", "MP", "AS"})
"""Territories that the Albers projection of the 50 states leaves out."""

CLOSE = 14.0
"""Degrees: seats within such a span are shown enlarged."""

MARGIN = 2.5


@dataclass(frozen=True)
class Spot:
    """One seat: its actors, the numbers and countries of the sets they are in, degrees."""

    names: tuple[str, ...]
    sets: tuple[tuple[int, str], ...]
    latitude: float
    longitude: float
    is_chosen: bool = False

    @property
    def hover(self) -> str:
        """What the dot says."""
        listed = [f"{number}. {plain(country)}" for number, country in self.sets]
        return "<br>".join([f"<b>{plain(', '.join(self.names))}</b>", *listed])


def mission_map(spots: Sequence[Spot], states: Iterable[str], theme: Theme, assets: str) -> Figure:
    """The map of all spots; spots of one set are joined. ``assets``: address of the assets folder, ending in '/'."""
    part = _close_up(spots) or US_FRAME
    traces = [_ground(states, theme, assets), _lines(spots, theme), _dots(spots, theme)]
    return figure_of(traces, theme, hoverdistance=8, geo=frame(part))


def _close_up(spots: Sequence[Spot]) -> dict[str, object] | None:
    longitudes, latitudes = [spot.longitude for spot in spots], [spot.latitude for spot in spots]
    if not spots or max(max(longitudes) - min(longitudes), max(latitudes) - min(latitudes)) > CLOSE:
        return None
    return {
        "scope": "world",
        "projection": {"type": "mercator"},
        "lonaxis": {"range": [min(longitudes) - 2 * MARGIN, max(longitudes) + 2 * MARGIN]},
        "lataxis": {"range": [min(latitudes) - MARGIN, max(latitudes) + MARGIN]},
    }


def _ground(states: Iterable[str], theme: Theme, assets: str) -> Trace:
    codes = list(states)
    return {
        "type": "choropleth",
        "geojson": assets + STATES_URL,
        "featureidkey": "id",
        "locations": codes,
        "z": [0] * len(codes),
        "colorscale": [[0, theme.outside], [1, theme.outside]],
        "showscale": False,
        "marker": {"line": {"color": theme.paper, "width": 0.8}},
        "hoverinfo": "skip",
    }


def _lines(spots: Sequence[Spot], theme: Theme) -> Trace:
    """From the first spot of each set to its others."""
    longitudes: list[float | None] = []
    latitudes: list[float | None] = []
    for number in sorted({number for spot in spots for number, _ in spot.sets}):
        hub, *others = [spot for spot in spots if number in dict(spot.sets)]
        for other in others:
            longitudes += [hub.longitude, other.longitude, None]
            latitudes += [hub.latitude, other.latitude, None]
    return {
        "type": "scattergeo",
        "lon": longitudes,
        "lat": latitudes,
        "mode": "lines",
        "line": {"color": theme.muted, "width": 1},
        "hoverinfo": "skip",
    }


def _dots(spots: Sequence[Spot], theme: Theme) -> Trace:
    return {
        "type": "scattergeo",
        "lon": [spot.longitude for spot in spots],
        "lat": [spot.latitude for spot in spots],
        "mode": "markers+text",
        "text": _labels(spots),
        "textposition": "top center",
        "textfont": {"size": 12, "color": theme.ink},
        "marker": {
            "size": [13 if spot.is_chosen else 9 for spot in spots],
            "color": [theme.families["meeting"] if spot.is_chosen else theme.accent for spot in spots],
            "line": {"color": theme.paper, "width": 1.2},
        },
        "hovertext": [spot.hover for spot in spots],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _labels(spots: Sequence[Spot]) -> list[str]:
    """The numbers of the sets, each at the first seat of its set only."""
    seen: set[int] = set()
    labels = []
    for spot in spots:
        numbers = [number for number, _ in spot.sets if number not in seen]
        seen |= set(numbers)
        labels.append(", ".join(map(str, numbers[:3])) + ("…" if numbers[3:] else ""))
    return labels
