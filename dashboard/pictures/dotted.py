"""The city dots of the maps: one for each actor or counterpart with coordinates, and what is left without one.

The drawing is in ``figures.maps``; notes that name what is left are put together by ``pictures.maps``.
"""

from __future__ import annotations

import pandas as pd

from dashboard import schema
from dashboard.figures.maps import Dot
from dashboard.language import gettext as _
from dashboard.language import ngettext
from dashboard.published import Asked
from dashboard.query import CountBy
from dashboard.scene import Scene, measure_at
from dashboard.selection import Address
from dashboard.units import exact_sum

TERRITORIES = ("AS", "GU", "MP", "PR", "VI")
"""Squares on the map stand for these, so a dot would have nowhere to be."""


def actor_question(address: Address) -> Asked:
    """Ask for the counts of actors."""
    return _question(address, "actor", "state")


def counterpart_question(address: Address) -> Asked:
    """Ask for the counts of counterparts."""
    return _question(address, "counterpart_slug", *schema.OTHER_SIDE)


def _question(address: Address, column: str, *without: str) -> Asked:
    return CountBy(column, measure_at(address, *without)), address.selection.without(*without)


def actor_dots(scene: Scene) -> tuple[list[Dot], str]:
    """A dot for each actor, and what is left without one."""
    actors = scene.published.registers.actors
    return _dots(scene, actor_question(scene.address), actors[~actors["state"].isin(TERRITORIES)], "actor")


def counterpart_dots(scene: Scene) -> tuple[list[Dot], str]:
    """A dot for each counterpart, and what is left without one."""
    return _dots(scene, counterpart_question(scene.address), scene.published.registers.counterparts, "counterpart")


def _dots(scene: Scene, asked: Asked, register: pd.DataFrame, field: str) -> tuple[list[Dot], str]:
    """The dots of everything with coordinates, and what is left without one, '' for nothing.

    That is counted in places where one of the unit can be tied to several of them.
    """
    answer = scene.answers[asked]
    counts = dict(zip(answer["value"].to_list(), answer["count"].to_list(), strict=True))
    chosen = scene.chosen(field)
    placed = register[register["longitude"].notna()]
    dots = [
        Dot(
            scene.label(field, slug),
            counts[slug],
            longitude,
            latitude,
            f"{field}={slug}",
            slug in chosen,
            scene.unit,
        )
        for slug, longitude, latitude in zip(placed["slug"], placed["longitude"], placed["latitude"], strict=True)
        if slug in counts
    ]
    shown = {dot.clause for dot in dots}
    left = exact_sum(count for slug, count in counts.items() if f"{field}={slug}" not in shown)
    return dots, _undotted(scene, field, left, len(counts) - len(dots)) if left else ""


def _undotted(scene: Scene, field: str, left: float, places: int) -> str:
    """What is left without a dot: so much of the unit, or so many places where these share it."""
    if scene.unit.is_distinct:
        actors = ngettext("{n} actor", "{n} actors", places)
        others = ngettext("{n} counterpart", "{n} counterparts", places)
        return (actors if field == "actor" else others).format(n=f"{places:,}")
    words = _("{count} of actors") if field == "actor" else _("{count} with counterparts")
    return words.format(count=scene.unit.counted(left))
