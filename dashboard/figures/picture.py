"""What a view hands to the page: the figure, the note under it, and its key of colours.

A figure is plain data as Plotly's JavaScript takes it: building ``graph_objects`` instead took 60 ms more a click.
A test has ``graph_objects`` check every figure; grouping and counting are done before.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard.language import N_, language
from dashboard.language import gettext as _
from dashboard.theme import Theme
from dashboard.units import ENGAGEMENTS, Unit

Figure = dict[str, Any]
Trace = dict[str, Any]

SELECT = N_("<i>Click to select</i>")
OPEN = N_("<i>Click to open its page</i>")
UNSELECT = N_("<i>Click to remove from the selection</i>")
"""What a click does, as the last line of a hover text; in English, to be translated where it is shown."""


@dataclass(frozen=True)
class KeyEntry:
    """A swatch of the key: colour and what it stands for."""

    colour: str
    label: str


@dataclass(frozen=True)
class Picture:
    """The figure; ``note`` explains its numbers, ``key`` its colours in words; ``unit`` says what it counts.

    ``title``: a heading of its own, in place of the view's. ``finding``: what it shows, as one sentence: its
    alternative text.
    """

    figure: Figure
    note: str = ""
    key: tuple[KeyEntry, ...] = ()
    title: str = ""
    unit: str = ""
    finding: str = ""


@dataclass(frozen=True)
class Mark:
    """One thing that can be pointed at: its code, what it is called, its number, and what a click picks.

    ``clause``: a query-string fragment, as 'state=TX', or the address of a page. ``details``: further lines for
    the hover text; ``act``: what it says of a click; ``unit``: what is counted.
    """

    code: str
    name: str
    count: float
    clause: str
    chosen: bool = False
    details: tuple[str, ...] = field(default=())
    act: str = SELECT
    unit: Unit = ENGAGEMENTS

    @property
    def number(self) -> str:
        """Its number in print."""
        return self.unit.number(self.count)

    def hover(self, things: str = "") -> str:
        """The text shown on hover, as Plotly's HTML; ``things``: what counts where that is no unit, in the plural."""
        number = f"{self.number} {things.removesuffix('s') if self.count == 1 else things}"
        number = number if things else self.unit.counted(self.count)
        lines = [f"<b>{plain(self.name)}</b>", number, *self.details, _(UNSELECT if self.chosen else self.act)]
        return "<br>".join(lines)


def figure_of(traces: list[Trace], theme: Theme, **layout: Any) -> Figure:
    """A figure of these traces in the theme's template."""
    return {"data": traces, "layout": {"template": theme.template, **layout}}


def names_of(curve: int | None, place: str) -> Trace:
    """What makes the texts of a trace names that can be pointed at, also outside the axes (``assets/names.js``).

    ``curve``: the number of the trace whose points they name, point by point; None for the trace's own.
    ``place``: a word that sets the trace apart from others of names in the figure.
    """
    return {"uid": f"names-{place}", **({} if curve is None else {"meta": {"names": curve}})}


def plain(text: str) -> str:
    """Text from the table, made safe for Plotly's small HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def short(text: str, longest: int = 20) -> str:
    """The name as an axis label: cut where it is too long (the hover text has it whole), safe for Plotly's HTML."""
    return plain(text if len(text) <= longest else text[: longest - 1].rstrip() + "…")


def in_lines(text: str, longest: int = 22) -> str:
    """The name broken into lines of about this many characters."""
    return "<br>".join(plain(line) for line in textwrap.wrap(text, longest))


PIXELS_A_LETTER = 7.0


def room_for(lines: Iterable[str]) -> int:
    """Pixels that the longest of these lines takes at 12 pixels a letter's height, with a little air."""
    return round(max(map(len, lines), default=0) * PIXELS_A_LETTER) + 12


def ordinal(place: int) -> str:
    """'1st', '2nd', '3rd', '11th'; in Spanish '3.º'."""
    if language() == "es":
        return f"{place}.º"
    ending = "th" if 10 <= place % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{ending}"


def ranks(values: Mapping[str, float]) -> dict[str, int]:
    """Competition ranks, largest first, of the values above zero: equal values share the better place."""
    ordered = sorted((value for value in values.values() if value > 0), reverse=True)
    first = {value: place for place, value in reversed(list(enumerate(ordered, start=1)))}
    return {code: first[value] for code, value in values.items() if value > 0}
