"""The pictures of the two maps: counts and ties become marks with rank, top ties and notes.

The drawing itself is in ``figures.maps``; here is what the numbers mean and what is left out of sight.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from dashboard import schema
from dashboard.figures.circles import circle_places
from dashboard.figures.maps import Dot, Valued, state_map, world_map
from dashboard.figures.picture import Mark, Picture, ordinal, ranks
from dashboard.insights.rates import steadied
from dashboard.pictures.arcs import Connections, connections, tie_question
from dashboard.pictures.sources import behind_places, is_shown, layer_places, named, sources_question
from dashboard.published import Asked
from dashboard.query import CountBy, EdgeList
from dashboard.scene import Scene, count_question
from dashboard.selection import Address
from dashboard.wording import counted, placeless

STATE_COUNTRY = EdgeList("us_state", "counterpart_country")

HOME = "USA"

TERRITORIES = ("AS", "GU", "MP", "PR", "VI")
"""Squares on the map stand for these, so a dot would have nowhere to be."""


def state_questions(address: Address) -> list[Asked]:
    """Counts by state, top countries of each, and engagements by actor for the dots."""
    others = address.selection.without("state")
    dots: list[Asked] = [(CountBy("actor"), others)] if address.look.dots else []
    layer = [sources_question(address, "state")] if is_shown(address) else []
    return [count_question(address.selection, "state"), (STATE_COUNTRY, others), *dots, *layer]


def state_picture(scene: Scene) -> Picture:
    """Who engages? Engagements, or engagements per million residents, of states and territories; or their sources."""
    has_layer, per = is_shown(scene.address), scene.address.look.per
    places = _layer(scene, "state", scene.published.reference.state_names) if has_layer else _states(scene)
    dots, unplaced = _actor_dots(scene) if scene.address.look.dots else ([], 0)
    picture = state_map(places, dots, scene.theme, scene.assets, decimals=1 if per and not has_layer else 0)
    missing = f"{counted(unplaced, 'engagement')} of actors without coordinates or in the territories have no dot."
    noted = replace(picture, note=missing if unplaced else "")
    return named(noted, "state", bool(per)) if has_layer else noted


def _layer(scene: Scene, field: str, names: Mapping[str, str]) -> list[Valued]:
    return layer_places(field, names, behind_places(scene, field), scene.chosen(field))


def _states(scene: Scene) -> list[Valued]:
    counts = scene.counts("state")
    per = scene.address.look.per
    values = _values(counts, scene.published.reference.residents, per)
    top = _top_ties(scene, scene.edges(STATE_COUNTRY, "state"), "country")
    rank = ranks(values)
    places = []
    for code, name in scene.published.reference.state_names.items():
        rate = (f"{values[code]:,.1f} {schema.PER[per]} (2020 census)",) if per and code in values else ()
        mark = _mark(scene, "state", code, name, counts.get(code, 0), (*rate, *_rank(rank, code), *top.get(code, ())))
        places.append(Valued(mark, values.get(code, 0)))
    return places


def _values(counts: Mapping[str, int], residents: Mapping[str, int], per: str) -> Mapping[str, float]:
    """State → what colours it: its count, its rate, or its rate steadied, then of every state."""
    if per == "shrunk":
        steady = steadied([counts.get(code, 0) for code in residents], list(residents.values()))
        return dict(zip(residents, steady, strict=True))
    return {code: count / residents[code] * 1e6 if per else count for code, count in counts.items()}


def world_questions(address: Address) -> list[Asked]:
    """Counts by country, top states of each, and engagements by counterpart for the dots, ties for the arcs."""
    others = address.selection.without(*schema.OTHER_SIDE)
    dots: list[Asked] = [(CountBy("counterpart_slug"), others)] if address.look.dots else []
    return [
        count_question(address.selection, "country"),
        count_question(address.selection, "bureau"),
        count_question(address.selection, "network"),
        (STATE_COUNTRY, others),
        *dots,
        *([tie_question(address.selection)] if address.look.arcs else []),
        *([sources_question(address, "country")] if is_shown(address) else []),
    ]


def world_picture(scene: Scene) -> Picture:
    """With whom? Engagements by country or area; networks and bodies have none and are counted in words."""
    has_layer = is_shown(scene.address)
    names = {code: name for code, name in scene.published.reference.country_names.items() if code != HOME}
    places = _layer(scene, "country", names) if has_layer else _countries(scene, names)
    reference = scene.published.reference
    dots, unplaced = _counterpart_dots(scene) if scene.address.look.dots else ([], 0)
    tied = _connections(scene) if scene.address.look.arcs else None
    arcs = tied.arcs if tied else ()
    picture = world_map(places, _circles(scene), reference.without_shape, dots, arcs, scene.theme, scene.assets)
    notes = [*_world_notes(sum(scene.counts("network").values()), unplaced), *([tied.note] if tied else [])]
    noted = replace(picture, note=" ".join(notes))
    return named(noted, "country") if has_layer else noted


def _countries(scene: Scene, names: Mapping[str, str]) -> list[Valued]:
    counts = scene.counts("country")
    ties = {
        (country, state): count for (state, country), count in scene.edges(STATE_COUNTRY, *schema.OTHER_SIDE).items()
    }
    top = _top_ties(scene, ties, "state")
    rank = ranks(counts)
    places = []
    for code, name in names.items():
        details = (*_rank(rank, code), *top.get(code, ()))
        places.append(Valued(_mark(scene, "country", code, name, counts.get(code, 0), details), counts.get(code, 0)))
    return places


def _connections(scene: Scene) -> Connections:
    return connections(scene.published, scene.answers[tie_question(scene.selection)])


def _circles(scene: Scene) -> Mapping[str, tuple[float, float]]:
    """Where circles are drawn; computed once."""
    kept = scene.published.kept
    if "circles" not in kept:
        kept["circles"] = circle_places(scene.published.reference.circles)
    return kept["circles"]


def _world_notes(networks: int, unplaced: int) -> list[str]:
    notes = []
    if networks:
        notes.append(placeless(networks))
    if unplaced:
        notes.append(f"{counted(unplaced, 'engagement')} with counterparts without coordinates have no dot.")
    return notes


def _mark(scene: Scene, field: str, code: str, name: str, count: int, details: tuple[str, ...]) -> Mark:
    return Mark(code, name, count, f"{field}={code}", code in scene.chosen(field), details)


def _rank(rank: Mapping[str, int], code: str) -> tuple[str, ...]:
    return (f"{ordinal(rank[code])} of {len(rank)} with any",) if code in rank else ()


def _top_ties(scene: Scene, ties: Mapping[tuple[str, str], int], field: str) -> dict[str, tuple[str, ...]]:
    """Place → one line that names its three strongest ties."""
    by_place: dict[str, list[tuple[int, str]]] = {}
    for (place, other), count in ties.items():
        by_place.setdefault(place, []).append((-count, scene.label(field, other)))
    return {
        place: (" · ".join(f"{name} {-count:,}" for count, name in sorted(others)[:3]),)
        for place, others in by_place.items()
    }


def _actor_dots(scene: Scene) -> tuple[list[Dot], int]:
    actors = scene.published.registers.actors
    return _dots(scene, CountBy("actor"), ("state",), actors[~actors["state"].isin(TERRITORIES)], "actor")


def _counterpart_dots(scene: Scene) -> tuple[list[Dot], int]:
    counterparts = scene.published.registers.counterparts
    return _dots(scene, CountBy("counterpart_slug"), schema.OTHER_SIDE, counterparts, "counterpart")


def _dots(
    scene: Scene, query: CountBy, without: tuple[str, ...], register: pd.DataFrame, field: str
) -> tuple[list[Dot], int]:
    """The dots of everything with coordinates, and how many engagements are left without one."""
    answer = scene.answers[query, scene.selection.without(*without)]
    counts = dict(zip(answer["value"].to_list(), answer["count"].to_list(), strict=True))
    placed = register[register["longitude"].notna()]
    dots = [
        Dot(
            scene.label(field, slug),
            counts[slug],
            longitude,
            latitude,
            f"{field}={slug}",
            slug in scene.chosen(field),
        )
        for slug, longitude, latitude in zip(placed["slug"], placed["longitude"], placed["latitude"], strict=True)
        if slug in counts
    ]
    return dots, sum(counts.values()) - sum(dot.count for dot in dots)
