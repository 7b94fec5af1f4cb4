"""The picture of a subject's ties on the world map: its countries in colour, and an arc for each tie.

It shows the selection itself; the arcs and their note are made in ``pictures.arcs``.
"""

from __future__ import annotations

from dataclasses import replace

from dashboard.figures.frames import turned
from dashboard.figures.maps import Valued, world_map
from dashboard.figures.picture import OPEN, Mark, Picture
from dashboard.language import ngettext
from dashboard.pictures.arcs import by_tie, connections, name_of_tie, tie_question
from dashboard.pictures.leading import Leading, scale_of
from dashboard.pictures.maps import decimals
from dashboard.published import Asked
from dashboard.query import CountBy
from dashboard.scene import Scene, measure_at, read_measured
from dashboard.selection import Address
from dashboard.subjects import path_of
from dashboard.units import ENGAGEMENTS

HOME_MERIDIAN = -98.0
USUAL = 11.0
"""Degrees: the middle of the United States, and of the world map of the explorer."""


def connected_questions(address: Address) -> list[Asked]:
    """Counts by country, and the ties."""
    return [_by_country(address), tie_question(address.selection)]


def _by_country(address: Address) -> Asked:
    return CountBy("counterpart_country", measure_at(address)), address.selection


def connected_picture(scene: Scene) -> Picture:
    """From where to where? Every country leads to its page, every arc to its tie."""
    counts = read_measured(scene.answers[_by_country(scene.address)], "country")
    reference = scene.published.reference
    places = [
        Valued(
            Mark(code, name, counts.get(code, 0), path_of("country", code), act=OPEN, unit=scene.unit),
            counts.get(code, 0),
        )
        for code, name in scene.published.called("country").items()
        if code != "USA"
    ]
    tied = connections(scene.published, scene.answers[tie_question(scene.selection)])
    part = turned(_between(scene, places))
    picture = world_map(
        places,
        reference.circles,
        reference.without_shape,
        [],
        tied.arcs,
        scene.theme,
        scene.assets,
        unit=scene.unit.many,
        decimals=decimals(counts),
        part=part,
    )
    return replace(picture, note=tied.note, finding=_finding(scene))


def ties_of(scene: Scene) -> dict[tuple[str, str], dict[str, int]]:
    """(Actor, counterpart) → family → engagements, of every tie of the selection, drawn or not."""
    return by_tie(scene.answers[tie_question(scene.selection)])


def _finding(scene: Scene) -> str:
    """The strongest ties; their arcs are as wide as their engagements, whatever is counted."""
    ties = {ends: sum(families.values()) for ends, families in ties_of(scene).items()}
    leading = Leading(ties, lambda ends: name_of_tie(scene.published, *ends), scale_of(ENGAGEMENTS))
    return leading.sentence(ngettext("{n} tie in all", "{n} ties in all", len(ties)).format(n=f"{len(ties):,}"))


def _between(scene: Scene, places: list[Valued]) -> float:
    """The meridian halfway from the middle of the United States to the one country shown, so that no arc is cut."""
    there = [place.mark.code for place in places if place.value]
    middles = scene.published.reference.middles
    if len(there) != 1 or there[0] not in middles:
        return USUAL
    way = (middles[there[0]][0] - HOME_MERIDIAN + 180) % 360 - 180
    return (HOME_MERIDIAN + way / 2 + 180) % 360 - 180
