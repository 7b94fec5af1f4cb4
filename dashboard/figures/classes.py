"""Classes of a choropleth: quantile classes of the values at hand, so that one giant does not flatten the rest.

Bounds are values that occur, printed as they are; colours and drawing are elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.figures.picture import KeyEntry
from dashboard.language import gettext as _
from dashboard.theme import Theme

MOST = 6

EDGE_CONTRAST = 3
"""The least contrast of an outline with the shape it goes around, WCAG 2.2, 1.4.11."""


@dataclass(frozen=True)
class Class:
    """The lowest and the highest value that fall in the class."""

    low: float
    high: float

    def label(self, decimals: int = 0) -> str:
        """Its bounds in print: '3' or '4–11'."""
        low, high = f"{self.low:,.{decimals}f}", f"{self.high:,.{decimals}f}"
        return low if low == high else f"{low}–{high}"


def quantile_classes(values: Sequence[float], most: int = MOST) -> tuple[Class, ...]:
    """At most ``most`` classes of about equally many values above zero; equal values are never parted.

    Fewer where fewer values differ. Quantiles by the inverted empirical distribution function (Hyndman and Fan 1996,
    definition 1), so that every bound is a value of the data.
    """
    positive = np.sort(np.array([value for value in values if value > 0], dtype=float))
    if not len(positive):
        return ()
    shares = np.linspace(0, 1, most + 1)[1:]
    highs = np.unique(np.quantile(positive, shares, method="inverted_cdf"))
    if len(np.unique(positive)) <= most:
        highs = np.unique(positive)
    lows = [positive[0], *(positive[positive > high][0] for high in highs[:-1])]
    return tuple(Class(float(low), float(high)) for low, high in zip(lows, highs, strict=True))


def class_of(value: float, classes: Sequence[Class]) -> int:
    """The number of the class, from 1; 0 for nothing."""
    return sum(value >= each.low for each in classes) if value > 0 else 0


def spread(sequence: Sequence[str], count: int) -> tuple[str, ...]:
    """``count`` colours taken evenly from a sequence, first and last included; a single one from its darker half."""
    if count == 1:
        return (sequence[len(sequence) * 2 // 3],)
    return tuple(sequence[round(place)] for place in np.linspace(0, len(sequence) - 1, count))


def steps(colours: Sequence[str]) -> list[tuple[float, str]]:
    """A Plotly colour scale with a flat step for each colour, for class numbers 0, 1, 2 and so on."""
    share = 1 / len(colours)
    return [(min((number + side) * share, 1.0), colour) for number, colour in enumerate(colours) for side in (0, 1)]


def tints(classes: Sequence[Class], theme: Theme) -> tuple[str, ...]:
    """The colour of each class by its number: 0 stands for nothing, then the classes."""
    return (theme.nothing, *spread(theme.sequence, len(classes)))


def class_key(classes: Sequence[Class], theme: Theme, decimals: int = 0) -> tuple[KeyEntry, ...]:
    """The key of a map: nothing recorded, then each class by its bounds, with so many ``decimals``."""
    colours = tints(classes, theme)
    named = [KeyEntry(colour, each.label(decimals)) for colour, each in zip(colours[1:], classes, strict=True)]
    return (KeyEntry(theme.nothing, _("nothing recorded")), *named)


def ink_on(number: int, classes: Sequence[Class], theme: Theme) -> str:
    """The colour of text on the colour of a class."""
    return readable_on(tints(classes, theme)[number], theme)


def readable_on(colour: str, theme: Theme) -> str:
    """Ink or paper, whichever stands out more on a colour, by the contrast ratio of WCAG 2."""
    return max((theme.ink, theme.paper), key=lambda text: _contrast(text, colour))


def edge_on(colour: str, theme: Theme) -> str:
    """The outline of a shape of a colour: of paper where that is seen on it, else the edge."""
    return theme.paper if _contrast(theme.paper, colour) >= EDGE_CONTRAST else theme.edge


def fill(values: Sequence[float], classes: Sequence[Class], theme: Theme) -> dict[str, Any]:
    """What colours the shapes of a choropleth: the number of each one's class, a flat step for each, and outlines."""
    colours = tints(classes, theme)
    numbers = [class_of(value, classes) for value in values]
    edges = [edge_on(colour, theme) for colour in colours]
    return {
        "z": numbers,
        "zmin": -0.5,
        "zmax": len(classes) + 0.5,
        "colorscale": steps(colours),
        "showscale": False,
        "marker": {"line": {"color": [edges[number] for number in numbers], "width": 0.6}},
    }


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
