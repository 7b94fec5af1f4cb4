"""The connections of a map: which ties of a selection can be drawn, where they end, and what is left out, in words.

They show the selection itself, as the network chart does; the drawing is in ``figures.arcs``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan

import pandas as pd

from dashboard.engine import Result
from dashboard.figures.arcs import Arc, Place, arc_classes, strongest
from dashboard.published import Asked, Published
from dashboard.query import TiesByFamily
from dashboard.selection import Selection
from dashboard.subjects import tie_path
from dashboard.wording import counted

POINTLIKE = "city"
"""A place of this level whose coordinates are not known is not drawn: the middle of its country would be wrong."""


@dataclass(frozen=True)
class Connections:
    """The arcs shown, strongest first; ``hidden``: weaker ties; ``unplaced``: ties with an end of unknown place."""

    arcs: tuple[Arc, ...]
    hidden: int
    unplaced: int

    @property
    def note(self) -> str:
        """What is drawn and what is not, as sentences."""
        if not self.arcs and not self.unplaced:
            return "Connections: nothing selected is with a place."
        return " ".join([*self._drawn(), *self._missing()])

    def _drawn(self) -> list[str]:
        if not self.arcs:
            return []
        ties = counted(len(self.arcs) + self.hidden, "tie")
        of_all = (
            f"the strongest {len(self.arcs):,} of {ties}, an even sample where equally strong" if self.hidden else ties
        )
        bounds = [each.label() for each in arc_classes(self.arcs)]
        widths = f"; wider: more engagements ({', '.join(bounds)})" if len(bounds) > 1 else ""
        return [f"Connections: {of_all}{widths}.", "Nations, regions, states and counties are tied at their middle."]

    def _missing(self) -> list[str]:
        if not self.unplaced:
            return []
        ties, verb = counted(self.unplaced, "tie"), "is" if self.unplaced == 1 else "are"
        return [f"{ties} with a city of unknown coordinates {verb} not drawn."]


def tie_question(selection: Selection) -> Asked:
    """Ask for the ties of a selection."""
    return TiesByFamily(), selection


def connections(published: Published, ties: Result) -> Connections:
    """The arcs for the answer to a ``tie_question``."""
    registers, middles = published.registers, published.reference.middles
    starts, ends = places(registers.actors, "state", middles), places(registers.counterparts, "country", middles)
    families = _by_tie(ties)
    arcs = [
        _arc(published, actor, counterpart, counts, starts[actor], ends[counterpart])
        for (actor, counterpart), counts in families.items()
        if actor in starts and counterpart in ends
    ]
    shown = strongest(arcs)
    return Connections(shown, len(arcs) - len(shown), len(families) - len(arcs))


def _by_tie(ties: Result) -> dict[tuple[str, str], dict[str, int]]:
    """Actor and counterpart → family → engagements."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for actor, counterpart, family, count in ties.select("actor", "counterpart", "family", "count").iter_rows():
        found.setdefault((actor, counterpart), {})[family] = count
    return found


def _arc(
    published: Published, actor: str, counterpart: str, families: Mapping[str, int], start: Place, end: Place
) -> Arc:
    label = published.catalogue.label
    name = f"{label('actor', actor)} – {label('counterpart', counterpart)}"
    return Arc(name, tie_path(actor, counterpart), families, start, end)


def places(register: pd.DataFrame, area: str, middles: Mapping[str, Place]) -> dict[str, Place]:
    """Slug → its coordinates, or of a government of an area the middle of its state or country."""
    columns = (register[name].tolist() for name in ("slug", "level", area, "longitude", "latitude"))
    placed = {}
    for slug, level, code, longitude, latitude in zip(*columns, strict=True):
        if not isnan(longitude):
            placed[slug] = (longitude, latitude)
        elif level != POINTLIKE and code in middles:
            placed[slug] = middles[code]
    return placed
