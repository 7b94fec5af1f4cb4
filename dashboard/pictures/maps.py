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
from dashboard.scene import Scene, count_question, measure_at, read_counts
from dashboard.selection import Address, Selection
from dashboard.units import ENGAGEMENTS, Unit, exact_sum
from dashboard.wording import counted, placeless

HOME = "USA"

TERRITORIES = ("AS", "GU", "MP", "PR", "VI")
"""Squares on the map stand for these, so a dot would have nowhere to be."""


def state_questions(address: Address) -> list[Asked]:
    """Counts by state, top countries of each, and engagements by actor for the dots."""
    selection, unit = address.selection, address.look.unit
    dots = [_dot_question(address, "actor", "state")] if address.look.dots else []
    steady = [count_question(selection, "state")] if address.look.per == "shrunk" else []
    layer = [sources_question(address, "state")] if is_shown(address) else []
    return [count_question(selection, "state", unit), _tie_counts(address, "state"), *dots, *steady, *layer]


def state_picture(scene: Scene) -> Picture:
    """Who engages? Counts, or counts per million residents, of states and territories; or their sources."""
    has_layer, per, unit = is_shown(scene.address), scene.address.look.per, scene.unit
    places = _layer(scene, "state", scene.published.reference.state_names) if has_layer else _states(scene)
    dots, unplaced = _actor_dots(scene) if scene.address.look.dots else ([], "")
    printed = 1 if per else decimals(scene.counts("state"))
    picture = state_map(places, dots, scene.theme, scene.assets, _rated(scene), decimals=0 if has_layer else printed)
    steady = [STEADIED] if per == "shrunk" and unit != ENGAGEMENTS and not has_layer else []
    missing = [f"{unplaced} without coordinates or in the territories have no dot."] if unplaced else []
    noted = replace(picture, note=" ".join([*steady, *missing]))
    return named(noted, "state", bool(per)) if has_layer else noted


def _rated(scene: Scene) -> str:
    """What the colours of the states stand for."""
    per, unit = scene.address.look.per, scene.unit
    return f"{unit_of_rates(unit, per).many} {schema.PER[per]}" if per else unit.many


def _layer(scene: Scene, field: str, names: Mapping[str, str]) -> list[Valued]:
    return layer_places(field, names, behind_places(scene, field), scene.chosen(field), scene.unit)


def _states(scene: Scene) -> list[Valued]:
    counts = scene.counts("state")
    per = scene.address.look.per
    values = _values(scene, counts)
    top = _top_ties(scene, scene.edges(_tie_counts(scene.address, "state")[0], "state"), "country")
    rank = ranks(values)
    places = []
    for code, name in scene.published.reference.state_names.items():
        rate = (f"{values[code]:,.1f} {_rated(scene)} (2020 census)",) if per and code in values else ()
        mark = _mark(scene, "state", code, name, counts.get(code, 0), (*rate, *_rank(rank, code), *top.get(code, ())))
        places.append(Valued(mark, values.get(code, 0)))
    return places


STEADIED = "Steadied rates are counted in engagements, whose chance they measure."


def decimals(counts: Mapping[str, float]) -> int:
    """How many decimals a key of these counts needs."""
    return 0 if all(count == int(count) for count in counts.values()) else 1


def unit_of_rates(unit: Unit, per: str) -> Unit:
    """What rates count: chance is known of independent events only, so that steadied rates are of engagements."""
    return ENGAGEMENTS if per == "shrunk" else unit


def _values(scene: Scene, counts: Mapping[str, float]) -> Mapping[str, float]:
    """State → what colours it: its count, its rate, or its rate steadied, then of every state."""
    residents, per = scene.published.reference.residents, scene.address.look.per
    if per == "shrunk":
        events = read_counts(scene.answers[count_question(scene.selection, "state")], "state")
        steady = steadied([int(events.get(code, 0)) for code in residents], list(residents.values()))
        return dict(zip(residents, steady, strict=True))
    return {code: count / residents[code] * 1e6 if per else count for code, count in counts.items()}


def _tie_counts(address: Address, *without: str) -> tuple[EdgeList, Selection]:
    """Ask for the counts between states and countries."""
    edges = EdgeList("us_state", "counterpart_country", measure_at(address, *without))
    return edges, address.selection.without(*without)


def _dot_question(address: Address, column: str, *without: str) -> Asked:
    return CountBy(column, measure_at(address, *without)), address.selection.without(*without)


def world_questions(address: Address) -> list[Asked]:
    """Counts by country, top states of each, and engagements by counterpart for the dots, ties for the arcs."""
    unit = address.look.unit
    dots = [_dot_question(address, "counterpart_slug", *schema.OTHER_SIDE)] if address.look.dots else []
    return [
        count_question(address.selection, "country", unit),
        count_question(address.selection, "network", unit),
        _tie_counts(address, *schema.OTHER_SIDE),
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
    dots, unplaced = _counterpart_dots(scene) if scene.address.look.dots else ([], "")
    tied = _connections(scene) if scene.address.look.arcs else None
    arcs = tied.arcs if tied else ()
    picture = world_map(
        places,
        _circles(scene),
        reference.without_shape,
        dots,
        arcs,
        scene.theme,
        scene.assets,
        unit=scene.unit.many,
        decimals=0 if has_layer else decimals(scene.counts("country")),
    )
    networks = exact_sum(scene.counts("network").values())
    notes = [*_world_notes(networks, unplaced, scene.unit), *([tied.note] if tied else [])]
    noted = replace(picture, note=" ".join(notes))
    return named(noted, "country") if has_layer else noted


def _countries(scene: Scene, names: Mapping[str, str]) -> list[Valued]:
    counts = scene.counts("country")
    between = scene.edges(_tie_counts(scene.address, *schema.OTHER_SIDE)[0], *schema.OTHER_SIDE)
    ties = {(country, state): count for (state, country), count in between.items()}
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


def _world_notes(networks: float, unplaced: str, unit: Unit) -> list[str]:
    notes = []
    if networks:
        notes.append(placeless(networks, unit))
    if unplaced:
        notes.append(f"{unplaced} without coordinates have no dot.")
    return notes


def _mark(scene: Scene, field: str, code: str, name: str, count: float, details: tuple[str, ...]) -> Mark:
    return Mark(code, name, count, f"{field}={code}", code in scene.chosen(field), details, unit=scene.unit)


def _rank(rank: Mapping[str, int], code: str) -> tuple[str, ...]:
    return (f"{ordinal(rank[code])} of {len(rank)} with any",) if code in rank else ()


def _top_ties(scene: Scene, ties: Mapping[tuple[str, str], float], field: str) -> dict[str, tuple[str, ...]]:
    """Place → one line that names its three strongest ties."""
    by_place: dict[str, list[tuple[float, str]]] = {}
    for (place, other), count in ties.items():
        by_place.setdefault(place, []).append((-count, scene.label(field, other)))
    return {
        place: (" · ".join(f"{name} {scene.unit.number(-count)}" for count, name in sorted(others)[:3]),)
        for place, others in by_place.items()
    }


def _actor_dots(scene: Scene) -> tuple[list[Dot], str]:
    actors = scene.published.registers.actors
    asked = _dot_question(scene.address, "actor", "state")
    return _dots(scene, asked, actors[~actors["state"].isin(TERRITORIES)], "actor")


def _counterpart_dots(scene: Scene) -> tuple[list[Dot], str]:
    asked = _dot_question(scene.address, "counterpart_slug", *schema.OTHER_SIDE)
    return _dots(scene, asked, scene.published.registers.counterparts, "counterpart")


def _dots(scene: Scene, asked: Asked, register: pd.DataFrame, field: str) -> tuple[list[Dot], str]:
    """The dots of everything with coordinates, and what is left without one, '' for nothing.

    That is counted in places where one of the unit can be tied to several of them.
    """
    answer = scene.answers[asked]
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
            scene.unit,
        )
        for slug, longitude, latitude in zip(placed["slug"], placed["longitude"], placed["latitude"], strict=True)
        if slug in counts
    ]
    shown = {dot.clause for dot in dots}
    left = exact_sum(count for slug, count in counts.items() if f"{field}={slug}" not in shown)
    if scene.unit.is_distinct:
        return dots, counted(len(counts) - len(dots), field) if left else ""
    preposition = "of actors" if field == "actor" else "with counterparts"
    return dots, f"{scene.unit.counted(left)} {preposition}" if left else ""
