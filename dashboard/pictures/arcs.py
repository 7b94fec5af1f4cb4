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
from dashboard.language import gettext as _
from dashboard.language import ngettext
from dashboard.published import Asked, Published
from dashboard.query import TiesByFamily
from dashboard.selection import Selection
from dashboard.subjects import tie_path

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
            return _("Connections: nothing selected is with a place.")
        return " ".join([*self._drawn(), *self._missing()])

    def _drawn(self) -> list[str]:
        if not self.arcs:
            return []
        ties = _ties(len(self.arcs) + self.hidden)
        strongest = _("the strongest {n} of {ties}, an even sample where equally strong")
        of_all = strongest.format(n=f"{len(self.arcs):,}", ties=ties) if self.hidden else ties
        bounds = [each.label() for each in arc_classes(self.arcs)]
        said = _("Connections: {ties}; wider: more engagements ({bounds}).")
        said = said if len(bounds) > 1 else _("Connections: {ties}.")
        middle = _("Nations, regions, states and counties are tied at their middle.")
        return [said.format(ties=of_all, bounds=", ".join(bounds)), middle]

    def _missing(self) -> list[str]:
        if not self.unplaced:
            return []
        words = ngettext(
            "{ties} with a city of unknown coordinates is not drawn.",
            "{ties} with a city of unknown coordinates are not drawn.",
            self.unplaced,
        )
        return [words.format(ties=_ties(self.unplaced))]


def _ties(count: int) -> str:
    return ngettext("{n} tie", "{n} ties", count).format(n=f"{count:,}")


def tie_question(selection: Selection) -> Asked:
    """Ask for the ties of a selection."""
    return TiesByFamily(), selection


def connections(published: Published, ties: Result) -> Connections:
    """The arcs for the answer to a ``tie_question``."""
    registers, middles = published.registers, published.reference.middles
    starts, ends = places(registers.actors, "state", middles), places(registers.counterparts, "country", middles)
    families = by_tie(ties)
    arcs = [
        _arc(published, actor, counterpart, counts, starts[actor], ends[counterpart])
        for (actor, counterpart), counts in families.items()
        if actor in starts and counterpart in ends
    ]
    shown = strongest(arcs)
    return Connections(shown, len(arcs) - len(shown), len(families) - len(arcs))


def by_tie(ties: Result) -> dict[tuple[str, str], dict[str, int]]:
    """Actor and counterpart → family → engagements."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for actor, counterpart, family, count in ties.select("actor", "counterpart", "family", "count").iter_rows():
        found.setdefault((actor, counterpart), {})[family] = count
    return found


def _arc(
    published: Published, actor: str, counterpart: str, families: Mapping[str, int], start: Place, end: Place
) -> Arc:
    name = name_of_tie(published, actor, counterpart)
    return Arc(name, tie_path(actor, counterpart), families, start, end)


def name_of_tie(published: Published, actor: str, counterpart: str) -> str:
    """Both its sides: 'Austin, TX – Adelaide, Australia'."""
    label = published.catalogue.label
    return f"{label('actor', actor)} – {label('counterpart', counterpart)}"


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
