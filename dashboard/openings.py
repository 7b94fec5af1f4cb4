"""Openings: comparisons to begin with, and sides to add to a single one, chosen by what the table holds.

They are offers on the page of the comparison; nothing is compared here.
"""

from __future__ import annotations

from dashboard import schema
from dashboard.published import Published
from dashboard.query import CountBy
from dashboard.scene import read_counts
from dashboard.selection import Selection
from dashboard.sides import MOST_SIDES, Sides, comparison_path
from dashboard.subjects import FIELD_OF
from dashboard.wording import listed

MOST_OFFERED = 4

Opening = tuple[str, str]
"""What it is called, and its address."""


def openings(published: Published) -> list[Opening]:
    """The two cities, the two countries and the three states with most engagements."""
    actors = published.registers.actors
    cities = set(actors.loc[actors["level"] == "city", "slug"])
    found = []
    for kind, many in (("place", 2), ("country", 2), ("state", 3)):
        keys = [key for key in _busiest(published, kind) if kind != "place" or key in cities][:many]
        if len(keys) > 1:
            names = [published.catalogue.label(FIELD_OF[kind], key) for key in keys]
            found.append((listed(names), comparison_path(kind, keys)))
    return found


def further(published: Published, sides: Sides) -> list[Opening]:
    """Sides that may be added: the busiest of the kind, those of the same state or region before all others."""
    if not sides.kind or len(sides.subjects) >= MOST_SIDES:
        return []
    taken = {subject.key for subject in sides.subjects}
    home = published.state_of_actor if sides.kind == "place" else published.reference.bureau_of
    homes = {home.get(key) for key in taken} - {None}
    others = [key for key in _busiest(published, sides.kind) if key not in taken]
    ordered = sorted(others, key=lambda key: home.get(key) not in homes)
    label = published.catalogue.label
    return [(label(FIELD_OF[sides.kind], key), sides.with_key(key)) for key in ordered[:MOST_OFFERED]]


def _busiest(published: Published, kind: str) -> list[str]:
    field = FIELD_OF[kind]
    query, everything = CountBy(schema.CHOICES[field].column), Selection()
    counts = read_counts(published.ask([(query, everything)])[query, everything], field)
    return sorted(counts, key=lambda key: (-counts[key], key))
