"""The pictures of the two maps: counts and ties become marks with rank, top ties and notes.

The drawing itself is in ``figures.maps``; here is what the numbers mean and what is left out of sight.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard import schema
from dashboard.figures.circles import circle_places
from dashboard.figures.maps import Valued, state_map, world_map
from dashboard.figures.picture import Mark, Picture, ordinal, ranks
from dashboard.insights.rates import steadied
from dashboard.language import N_
from dashboard.language import gettext as _
from dashboard.pictures.arcs import Connections, connections, tie_question
from dashboard.pictures.dotted import actor_dots, actor_question, counterpart_dots, counterpart_question
from dashboard.pictures.leading import Leading, Scale, among, scale_of
from dashboard.pictures.sources import SCALE, behind_places, is_shown, layer_places, named, sources_question
from dashboard.published import Asked
from dashboard.query import EdgeList, Rows
from dashboard.scene import Scene, count_question, measure_at, read_counts
from dashboard.selection import Address, Selection
from dashboard.units import ENGAGEMENTS, Unit, exact_sum
from dashboard.wording import placeless

HOME = "USA"


def state_questions(address: Address) -> list[Asked]:
    """Counts by state, top countries of each, and engagements by actor for the dots."""
    selection, unit = address.selection, address.look.unit
    dots = [actor_question(address)] if address.look.dots else []
    steady = [count_question(selection, "state")] if address.look.per == "shrunk" else []
    layer = [sources_question(address, "state")] if is_shown(address) else []
    counts = [count_question(selection, "state", unit), whole_question(address, "state")]
    return [*counts, _tie_counts(address, "state"), *dots, *steady, *layer]


def whole_question(address: Address, *without: str) -> Asked:
    """Ask for what the shares of places are of: everything there is without their own clause."""
    return Rows(measure_at(address, *without)), address.selection.without(*without)


def state_picture(scene: Scene) -> Picture:
    """Who engages? Counts, or counts per million residents, of states and territories; or their sources."""
    has_layer, per, unit = is_shown(scene.address), scene.address.look.per, scene.unit
    places = state_places(scene)
    dots, unplaced = actor_dots(scene) if scene.address.look.dots else ([], "")
    printed = 1 if per else decimals(scene.counts("state"))
    picture = state_map(places, dots, scene.theme, scene.assets, rated(scene), decimals=0 if has_layer else printed)
    steady = [_(STEADIED)] if per == "shrunk" and unit != ENGAGEMENTS and not has_layer else []
    undotted = _("{those} without coordinates or in the territories have no dot.")
    missing = [undotted.format(those=unplaced)] if unplaced else []
    noted = replace(picture, note=" ".join([*steady, *missing]), finding=_finding(scene, "state", places, "state"))
    return named(noted, "state", bool(per)) if has_layer else noted


def state_places(scene: Scene) -> list[Valued]:
    """States and territories with the values that colour them: counts, rates, or in the layer sources."""
    names = scene.published.called("state")
    return _layer(scene, "state", names) if is_shown(scene.address) else _states(scene)


def country_places(scene: Scene) -> list[Valued]:
    """Countries and areas with the values that colour them: counts, or in the layer sources."""
    names = {code: name for code, name in scene.published.called("country").items() if code != HOME}
    return _layer(scene, "country", names) if is_shown(scene.address) else _countries(scene, names)


def _finding(scene: Scene, field: str, places: Sequence[Valued], *without: str) -> str:
    names = {place.mark.code: place.mark.name for place in places}
    is_rate = field == "state" and scene.address.look.per
    scale = scale_of(scene.unit)
    if is_rate:
        rates = rated(scene)
        scale = Scale(lambda rate: f"{rate:,.1f} {rates}", lambda rate: f"{rate:,.1f}")
    scale = SCALE if is_shown(scene.address) else scale
    whole = 0.0 if is_rate or is_shown(scene.address) else scene.number(*whole_question(scene.address, *without))
    chosen = [code for code in scene.selection.values(field) if code in names]
    leading = Leading({place.mark.code: place.value for place in places}, names.__getitem__, scale, whole, chosen)
    have = sum(place.mark.count > 0 for place in places)
    return leading.sentence(among(have, len(places), field))


def rated(scene: Scene) -> str:
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
    rank, chosen = ranks(values), scene.chosen("state")
    places = []
    census = _("{rate} {units} (2020 census)")
    for code, name in scene.published.called("state").items():
        rate = (census.format(rate=f"{values[code]:,.1f}", units=rated(scene)),) if per and code in values else ()
        details = (*rate, *_rank(rank, code), *top.get(code, ()))
        mark = _mark(scene, "state", code, name, counts.get(code, 0), details, code in chosen)
        places.append(Valued(mark, values.get(code, 0)))
    return places


STEADIED = N_("Steadied rates are counted in engagements, whose chance they measure.")


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


def world_questions(address: Address) -> list[Asked]:
    """Counts by country, top states of each, and engagements by counterpart for the dots, ties for the arcs."""
    unit = address.look.unit
    dots = [counterpart_question(address)] if address.look.dots else []
    return [
        count_question(address.selection, "country", unit),
        count_question(address.selection, "network", unit),
        whole_question(address, *schema.OTHER_SIDE),
        _tie_counts(address, *schema.OTHER_SIDE),
        *dots,
        *([tie_question(address.selection)] if address.look.arcs else []),
        *([sources_question(address, "country")] if is_shown(address) else []),
    ]


def world_picture(scene: Scene) -> Picture:
    """With whom? Engagements by country or area; networks and bodies have none and are counted in words."""
    has_layer = is_shown(scene.address)
    places = country_places(scene)
    reference = scene.published.reference
    dots, unplaced = counterpart_dots(scene) if scene.address.look.dots else ([], "")
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
    finding = _finding(scene, "country", places, *schema.OTHER_SIDE)
    noted = replace(picture, note=" ".join(notes), finding=finding)
    return named(noted, "country") if has_layer else noted


def _countries(scene: Scene, names: Mapping[str, str]) -> list[Valued]:
    counts = scene.counts("country")
    between = scene.edges(_tie_counts(scene.address, *schema.OTHER_SIDE)[0], *schema.OTHER_SIDE)
    ties = {(country, state): count for (state, country), count in between.items()}
    top = _top_ties(scene, ties, "state")
    rank, chosen = ranks(counts), scene.chosen("country")
    places = []
    for code, name in names.items():
        details = (*_rank(rank, code), *top.get(code, ()))
        count = counts.get(code, 0)
        places.append(Valued(_mark(scene, "country", code, name, count, details, code in chosen), count))
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
        notes.append(_("{those} without coordinates have no dot.").format(those=unplaced))
    return notes


def _mark(
    scene: Scene, field: str, code: str, name: str, count: float, details: tuple[str, ...], is_chosen: bool
) -> Mark:
    return Mark(code, name, count, f"{field}={code}", is_chosen, details, unit=scene.unit)


def _rank(rank: Mapping[str, int], code: str) -> tuple[str, ...]:
    return (_("{rank} of {n} with any").format(rank=ordinal(rank[code]), n=f"{len(rank):,}"),) if code in rank else ()


def _top_ties(scene: Scene, ties: Mapping[tuple[str, str], float], field: str) -> dict[str, tuple[str, ...]]:
    """Place → one line that names its three strongest ties."""
    by_place: dict[str, list[tuple[float, str]]] = {}
    for (place, other), count in ties.items():
        by_place.setdefault(place, []).append((-count, scene.label(field, other)))
    return {
        place: (" · ".join(f"{name} {scene.unit.number(-count)}" for count, name in sorted(others)[:3]),)
        for place, others in by_place.items()
    }
