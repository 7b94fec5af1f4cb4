"""Merge candidates: actors of one state that each have a tie of their own to the same city or region abroad.

Ties to whole countries are no such case: two cities that work with Japan seldom meet the same partner.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import pandas as pd

from dashboard.insights.tally import EACH_ROW, Tally

MERGED_LEVELS = ("region", "city")
"""Levels of counterparts that count, in vocabulary order."""


@dataclass(frozen=True)
class MergeCandidate:
    """Actors (slugs) of a state with ties to one counterpart (slug), and their engagements: rows, and as counted."""

    state: str
    counterpart: str
    country: str
    actors: tuple[str, ...]
    rows: int
    count: float


def merge_candidates(engagements: pd.DataFrame, tally: Tally = EACH_ROW) -> list[MergeCandidate]:
    """Every state and counterpart with two actors or more, most actors first, then most engagements, then by name.

    ``engagements``: actor, us_state, counterpart_slug, counterpart_country, counterpart_level, status; ended ties are
    left out.
    """
    is_current = engagements["status"] != "ended"
    ties = engagements[is_current & engagements["counterpart_level"].isin(MERGED_LEVELS)]
    ties = ties[ties["counterpart_slug"] != ""]
    found: dict[tuple[str, str, str], list[tuple[str, Hashable]]] = {}
    columns = ("us_state", "counterpart_slug", "counterpart_country", "actor")
    counted = zip(*(ties[name] for name in columns), tally.values(ties), strict=True)
    for state, other, country, actor, value in counted:
        found.setdefault((state, other, country), []).append((actor, value))
    candidates = [
        MergeCandidate(*tie, actors, len(rows), tally.total([value for _, value in rows]))
        for tie, rows in found.items()
        for actors in [tuple(sorted({actor for actor, _ in rows}))]
        if len(actors) > 1
    ]
    return sorted(candidates, key=lambda each: (-len(each.actors), -each.rows, each.state, each.counterpart))
