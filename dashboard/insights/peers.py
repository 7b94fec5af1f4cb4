"""Peers of an actor by level, size and census region, and what they have on record that it has not.

Who a peer is, is a definition, shown and adjustable; a gap is something not recorded, never something not done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

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
    """A country, an issue ('' where it plays no part) or both: the peers (slugs) with engagements, and how many."""

    country: str
    issue: str
    peers: tuple[str, ...]
    rows: int


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


def shares(engagements: pd.DataFrame, peers: Peers) -> list[Gap]:
    """For every country, and every country and issue: the peers with engagements, most peers first.

    ``engagements``: id, actor, counterpart_country, issues (codes joined by ``|``).
    """
    place = {slug: number for number, slug in enumerate(peers.actors)}
    found: dict[tuple[str, str], list[str]] = {}
    for actor, country, codes in _ties(engagements[engagements["actor"].isin(place)]):
        for issue in ("", *codes.split("|")):
            found.setdefault((country, issue), []).append(actor)
    every = [
        Gap(country, issue, tuple(sorted(set(actors), key=place.__getitem__)), len(actors))
        for (country, issue), actors in found.items()
    ]
    return sorted(every, key=lambda gap: (-len(gap.peers), -gap.rows, gap.country, gap.issue))


def _ties(engagements: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Actor, country and issues of the engagements with a country."""
    rows = engagements[engagements["counterpart_country"] != ""]
    return list(zip(rows["actor"], rows["counterpart_country"], rows["issues"], strict=True))


def gaps(engagements: pd.DataFrame, actor: str, peers: Peers) -> list[Gap]:
    """Those of ``shares`` of which nothing is recorded for the actor, and at least two peers have some."""
    own = _ties(engagements[engagements["actor"] == actor])
    recorded = {(country, issue) for _, country, codes in own for issue in ("", *codes.split("|"))}
    return [
        gap
        for gap in shares(engagements, peers)
        if len(gap.peers) >= FEWEST_PEERS and (gap.country, gap.issue) not in recorded
    ]
