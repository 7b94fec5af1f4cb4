"""The network chart: a bipartite network in two columns, U.S. side left, the other side right.

Every node has a home height, kept for the whole table, and is only nudged where labels would touch: none jumps.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.figures.classes import class_of, quantile_classes
from dashboard.figures.picture import Figure, Mark, Trace, figure_of, names_of, room_for, short
from dashboard.language import gettext as _
from dashboard.language import ngettext
from dashboard.theme import Theme
from dashboard.units import ENGAGEMENTS, Unit
from dashboard.wording import listed

MOST_TIES = 70
MOST_NODES = 30
"""Most ties drawn, and most nodes in a column: what stays legible in the panel."""

FEW = 20
"""Fewer ties than this leave room for weaker ones."""

LONGEST_NAME = 26
LARGEST_NODE = 16

WIDTHS = (0.8, 1.8, 3.2, 5.5)
BEND = (0.0, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 1.0)


@dataclass(frozen=True)
class Tie:
    """An edge of the bipartite network: codes of both ends, and its weight (engagements, or another unit)."""

    source: str
    target: str
    weight: float


@dataclass(frozen=True)
class Shown:
    """What of the network is drawn: the ties, the weight from which all are drawn, and how many are not."""

    ties: tuple[Tie, ...]
    threshold: float
    hidden: int
    unit: Unit = ENGAGEMENTS

    @property
    def note(self) -> str:
        """The threshold in words; where ties are counted, what is drawn between two nodes is called a line."""
        if not self.hidden:
            return ""
        are_ties = self.unit == ENGAGEMENTS
        weaker = sum(tie.weight < self.threshold for tie in self.ties)
        if weaker == len(self.ties):
            first = _("{n} of {all} ties, the first of equally strong ones.")
            said = first if are_ties else _("{n} of {all} lines, the first of equally strong ones.")
            return said.format(n=weaker, all=f"{weaker + self.hidden:,}")
        strong = _("Ties of {n} or more {units}") if are_ties else _("Lines of {n} or more {units}")
        all_of = strong.format(n=self.unit.number(self.threshold), units=self.unit.many)
        if weaker:
            said = _("{strong}, and {n} of {all} weaker ones; {hidden} hidden.")
            rest = f"{weaker + self.hidden:,}"
            return said.format(strong=all_of, n=weaker, all=rest, hidden=f"{self.hidden:,}")
        said = ngettext("{strong}; {n} weaker one hidden.", "{strong}; {n} weaker ones hidden.", self.hidden)
        return said.format(strong=all_of, n=f"{self.hidden:,}")


def strongest(
    ties: Sequence[Tie], most_ties: int = MOST_TIES, most_nodes: int = MOST_NODES, unit: Unit = ENGAGEMENTS
) -> Shown:
    """The strongest ties, down to the lowest weight at which all of that weight still fit.

    Where these are few, the first of the weaker ones (by weight, then name) fill the room that is left.
    """
    ordered = sorted(ties, key=lambda tie: (-tie.weight, tie.source, tie.target))
    weights = sorted({tie.weight for tie in ordered})
    fitting = [low for low in weights if _fits([tie for tie in ordered if tie.weight >= low], most_ties, most_nodes)]
    threshold = fitting[0] if fitting else (weights[-1] + 1 if weights else 0)
    kept = [tie for tie in ordered if tie.weight >= threshold]
    if len(kept) < FEW:
        for tie in ordered[len(kept) :]:
            if _fits([*kept, tie], most_ties, most_nodes):
                kept.append(tie)
    return Shown(tuple(kept), threshold, len(ordered) - len(kept), unit)


def network(
    shown: Shown,
    sources: Mapping[str, Mark],
    targets: Mapping[str, Mark],
    homes: Mapping[str, float],
    theme: Theme,
) -> Figure:
    """Draw the ties between the marks of both sides; ``homes``: code → height from 0 (bottom) to 1, kept for good."""
    left = _heights({tie.source for tie in shown.ties}, homes)
    right = _heights({tie.target for tie in shown.ties}, homes)
    traces = [
        *_curves(shown.ties, left, right, theme),
        _handles(shown.ties, left, right, sources, targets),
        _nodes(left, sources, 0, theme.accent, theme),
        _nodes(right, targets, 1, theme.families["meeting"], theme),
    ]
    return figure_of(
        traces,
        theme,
        hovermode="closest",
        hoverdistance=12,
        margin={"l": _room(left, sources), "r": _room(right, targets), "t": 6, "b": 6},
        xaxis={"visible": False, "range": [-0.02, 1.02]},
        yaxis={"visible": False, "range": [-0.03, 1.03]},
    )


def _fits(ties: Sequence[Tie], most_ties: int, most_nodes: int) -> bool:
    return (
        len(ties) <= most_ties
        and len({tie.source for tie in ties}) <= most_nodes
        and len({tie.target for tie in ties}) <= most_nodes
    )


def _heights(codes: set[str], homes: Mapping[str, float]) -> dict[str, float]:
    """The heights nearest to the homes at which no two labels touch: isotonic regression on homes less the pitch."""
    from scipy.optimize import isotonic_regression

    ordered = sorted(codes, key=lambda code: (homes.get(code, 0.5), code))
    if not ordered:
        return {}
    pitch = 1 / MOST_NODES
    steps = np.arange(len(ordered)) * pitch
    wanted = np.array([homes.get(code, 0.5) for code in ordered]) - steps
    placed = np.clip(isotonic_regression(wanted).x, 0, 1 - steps[-1]) + steps
    return dict(zip(ordered, map(float, placed), strict=True))


def _curves(ties: Sequence[Tie], left: Mapping[str, float], right: Mapping[str, float], theme: Theme) -> list[Trace]:
    classes = quantile_classes([tie.weight for tie in ties], most=len(WIDTHS))
    traces = []
    for number, width in enumerate(WIDTHS, start=1):
        x: list[float | None] = []
        y: list[float | None] = []
        for tie in ties:
            if class_of(tie.weight, classes) == number:
                x += [*BEND, None]
                y += [*(_between(left[tie.source], right[tie.target], place) for place in BEND), None]
        line = {"width": width, "color": theme.muted, "shape": "spline", "smoothing": 0.6}
        traces.append(
            {
                "type": "scatter",
                "x": x,
                "y": y,
                "mode": "lines",
                "line": line,
                "opacity": 0.45,
                "hoverinfo": "skip",
            }
        )
    return traces


def _between(start: float, end: float, place: float) -> float:
    eased = place * place * (3 - 2 * place)
    return start + (end - start) * eased


def _handles(
    ties: Sequence[Tie],
    left: Mapping[str, float],
    right: Mapping[str, float],
    sources: Mapping[str, Mark],
    targets: Mapping[str, Mark],
) -> Trace:
    """Unseen points along each curve, so that a tie can be pointed at and clicked."""
    places = (0.3, 0.7)
    points = [(tie, place) for tie in ties for place in places]
    texts = {tie: _tie_text(tie, sources[tie.source], targets[tie.target]) for tie in ties}
    return {
        "type": "scatter",
        "x": [place for _, place in points],
        "y": [_between(left[tie.source], right[tie.target], place) for tie, place in points],
        "mode": "markers",
        "marker": {"size": 9, "opacity": 0},
        "hovertext": [texts[tie] for tie, _ in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [f"{sources[tie.source].clause}&{targets[tie.target].clause}" for tie, _ in points],
    }


def _tie_text(tie: Tie, source: Mark, target: Mark) -> str:
    both = source.chosen and target.chosen
    return Mark("", listed([source.name, target.name]), tie.weight, "", both, unit=source.unit).hover()


def _nodes(heights: Mapping[str, float], marks: Mapping[str, Mark], side: int, colour: str, theme: Theme) -> Trace:
    shown = [marks[code] for code in heights]
    largest = max((mark.count for mark in shown), default=1)
    return {
        "type": "scatter",
        "x": [side] * len(shown),
        "y": list(heights.values()),
        "mode": "markers+text",
        "text": [_node_label(mark) for mark in shown],
        "textposition": "middle left" if side == 0 else "middle right",
        "textfont": {"size": 12, "color": theme.ink},
        "cliponaxis": False,
        "marker": {
            "color": colour,
            "size": [6 + 10 * (mark.count / largest) ** 0.5 for mark in shown],
            "line": {"color": theme.ink, "width": [2 if mark.chosen else 0 for mark in shown]},
        },
        "hovertext": [mark.hover() for mark in shown],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [mark.clause for mark in shown],
        **names_of(None, "left" if side == 0 else "right"),
    }


def _room(codes: Iterable[str], marks: Mapping[str, Mark]) -> int:
    return room_for(short(marks[code].name, LONGEST_NAME) for code in codes) + LARGEST_NODE


def _node_label(mark: Mark) -> str:
    name = short(mark.name, LONGEST_NAME)
    return f" <b>{name}</b> " if mark.chosen else f" {name} "
