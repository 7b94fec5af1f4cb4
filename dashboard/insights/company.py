"""Company: who else works with the same country or on the same issue, and how each is near a place.

Nearness is of five kinds; an actor stands under the first that applies and names the others.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboard.insights.borders import neighbours
from dashboard.insights.distance import great_circle_miles
from dashboard.insights.tally import EACH_ROW, Tally

KINDS = ("government", "state", "near", "network", "adjacent")
"""The state's own government · same state · within the distance · a network in common · an adjacent state."""


@dataclass(frozen=True)
class Companion:
    """One actor (slug) with what is recorded of it: types and issues with their engagements, newest of all.

    ``count``: its engagements in the unit of the tally, as types and issues are; ``rows``: as such.
    ``kinds``: how it is near, never empty. ``miles``: None where a seat is not known. ``other``: the slug of the one
    counterpart or network of all its rows, '' for several.
    """

    actor: str
    kinds: tuple[str, ...]
    miles: float | None
    networks: tuple[str, ...]
    rows: int
    count: float
    types: Mapping[str, float]
    issues: Mapping[str, float]
    latest: str
    source_name: str
    source_url: str
    other: str


class _Row(NamedTuple):
    actor: str
    id: str
    engagement_type: str
    issues: str
    sort_date: str
    start_date: str
    source_name: str
    source_url: str
    counterpart_slug: str
    network: str
    counted: Hashable
    of_issue: Hashable


def company(
    place: str,
    rows: pd.DataFrame,
    engagements: pd.DataFrame,
    actors: pd.DataFrame,
    within: float,
    tally: Tally = EACH_ROW,
) -> list[Companion]:
    """Everyone in ``rows`` who is near the place, in order of kind, then most engagements, then slug.

    ``rows``: the engagements asked about, with id, actor, engagement_type, issues, sort_date, start_date,
    source_name, source_url, counterpart_slug, network. ``engagements``: all, for shared networks. ``actors``: slug,
    state, level, latitude, longitude.
    """
    near = nearness(place, engagements, actors, within)
    by_actor: dict[str, list[_Row]] = {}
    counted = rows.assign(counted=tally.values(rows), of_issue=tally.of_each_issue(rows))
    for row in zip(*(counted[name] for name in _Row._fields), strict=True):
        by_actor.setdefault(row[0], []).append(_Row(*row))
    found = [
        _companion(actor, *near[actor], part, tally)
        for actor, part in by_actor.items()
        if actor in near and actor != place
    ]
    return sorted(found, key=lambda each: (KINDS.index(each.kinds[0]), -each.rows, each.actor))


def nearness(
    place: str, engagements: pd.DataFrame, actors: pd.DataFrame, within: float
) -> dict[str, tuple[tuple[str, ...], float | None, tuple[str, ...]]]:
    """Slug → kinds of nearness, miles, shared networks, of every actor that is near in any way."""
    register = actors.set_index("slug")
    own = register.loc[place]
    miles = great_circle_miles(own["latitude"], own["longitude"], register["latitude"], register["longitude"])
    members = engagements[(engagements["engagement_type"] == "network_membership") & (engagements["network"] != "")]
    own_networks = set(members.loc[members["actor"] == place, "network"])
    shared: dict[str, set[str]] = {}
    for actor, network in zip(members["actor"], members["network"], strict=True):
        if network in own_networks:
            shared.setdefault(actor, set()).add(network)
    found = {}
    for slug, state, level, distance in zip(register.index, register["state"], register["level"], miles, strict=True):
        tests = {
            "government": state == own["state"] and level == "state",
            "state": state == own["state"] and level != "state",
            "near": distance <= within,
            "network": slug in shared,
            "adjacent": state in neighbours(str(own["state"])),
        }
        kinds = tuple(kind for kind in KINDS if tests[kind])
        if kinds:
            networks = tuple(sorted(shared.get(slug, ())))
            found[str(slug)] = (kinds, None if np.isnan(distance) else float(distance), networks)
    return found


def _companion(
    actor: str, kinds: tuple[str, ...], miles: float | None, networks: tuple[str, ...], rows: list[_Row], tally: Tally
) -> Companion:
    newest = max(sorted(rows, key=lambda row: row.id), key=lambda row: row.sort_date)
    others = {row.counterpart_slug or row.network for row in rows}
    return Companion(
        actor,
        kinds,
        miles,
        networks,
        len(rows),
        tally.total([row.counted for row in rows]),
        _counts(((row.engagement_type, row.counted) for row in rows), tally),
        _counts(((issue, row.of_issue) for row in rows for issue in row.issues.split("|")), tally),
        newest.start_date,
        newest.source_name,
        newest.source_url,
        others.pop() if len(others) == 1 else "",
    )


def _counts(values: Iterable[tuple[str, Hashable]], tally: Tally) -> dict[str, float]:
    """Value → how many, most first, equal ones by name; each comes with what its row counts by."""
    found: dict[str, list[Hashable]] = {}
    for value, counted in values:
        found.setdefault(value, []).append(counted)
    counts = {value: tally.total(each) for value, each in found.items()}
    return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))
