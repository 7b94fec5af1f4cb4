"""Peers of an actor by level, size and census region, and what they have on record that it has not.

Who a peer is, is a definition, shown and adjustable; a gap is something not recorded, never something not done.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.insights.tally import EACH_ROW, Tally

FEWEST_PEERS = 2
"""A gap that only one peer fills says nothing about peers."""


@dataclass(frozen=True)
class Peers:
    """``actors``: slugs, largest first. ``region``: '' where it plays no part. ``sizes``: the bounds, None likewise."""

    actors: tuple[str, ...]
    level: str
    region: str
    sizes: tuple[int, int] | None


@dataclass(frozen=True)
class Gap:
    """A country, an issue ('' where it plays no part) or both: the peers (slugs) with engagements, and how many.

    ``rows``: engagements; ``count``: the same by the tally.
    """

    country: str
    issue: str
    peers: tuple[str, ...]
    rows: int
    count: float


def peers_of(actor: str, actors: pd.DataFrame, regions: Mapping[str, str], factor: float, in_region: bool) -> Peers:
    """The peers of an actor: same level, residents within a factor, and census region if asked.

    ``actors``: slug, state, level, population. An actor without known population is compared by level and region.
    """
    own = actors.set_index("slug").loc[actor]
    region = regions.get(str(own["state"]), "") if in_region else ""
    others = actors[(actors["slug"] != actor) & (actors["level"] == own["level"])]
    if region:
        others = others[others["state"].map(regions) == region]
    sizes = None
    if pd.notna(own["population"]):
        residents = int(own["population"])  # type: ignore[arg-type]
        sizes = (round(residents / factor), round(residents * factor))
        others = others[others["population"].between(*sizes).fillna(False).astype(bool)]
    ordered = others.sort_values(["population", "slug"], ascending=[False, True], na_position="last")
    return Peers(tuple(ordered["slug"]), str(own["level"]), region, sizes)


def shares(engagements: pd.DataFrame, peers: Peers, tally: Tally = EACH_ROW) -> list[Gap]:
    """For every country, and every country and issue: the peers with engagements, most peers first.

    ``engagements``: id, actor, counterpart_country, issues (codes joined by ``|``).
    """
    place = {slug: number for number, slug in enumerate(peers.actors)}
    rows = engagements[engagements["actor"].isin(place) & (engagements["counterpart_country"] != "")]
    found: dict[tuple[str, str], list[tuple[str, Hashable]]] = {}
    columns = (*_ties(rows), tally.values(rows), tally.of_each_issue(rows))
    for actor, country, codes, value, of_issue in zip(*columns, strict=True):
        found.setdefault((country, ""), []).append((actor, value))
        for issue in codes.split("|"):
            found.setdefault((country, issue), []).append((actor, of_issue))
    every = [
        Gap(country, issue, actors, len(each), tally.total([value for _, value in each]))
        for (country, issue), each in found.items()
        for actors in [tuple(sorted({actor for actor, _ in each}, key=place.__getitem__))]
    ]
    return sorted(every, key=lambda gap: (-len(gap.peers), -gap.rows, gap.country, gap.issue))


def _ties(engagements: pd.DataFrame) -> tuple[pd.Series, ...]:
    """Actor, country and issues of engagements."""
    return engagements["actor"], engagements["counterpart_country"], engagements["issues"]


def gaps(engagements: pd.DataFrame, actor: str, peers: Peers, tally: Tally = EACH_ROW) -> list[Gap]:
    """Those of ``shares`` of which nothing is recorded for the actor, and at least two peers have some."""
    own = zip(*_ties(engagements[engagements["actor"] == actor]), strict=True)
    recorded = {(country, issue) for _, country, codes in own for issue in ("", *codes.split("|"))}
    return [
        gap
        for gap in shares(engagements, peers, tally)
        if len(gap.peers) >= FEWEST_PEERS and (gap.country, gap.issue) not in recorded
    ]
