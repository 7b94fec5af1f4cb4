"""The layer of the maps that shows how many distinct sources stand behind each place, in place of engagements.

Marks and key are made here, named so that nobody takes them for engagements; ``pictures.maps`` draws them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dashboard.figures.maps import Valued
from dashboard.figures.picture import Mark, Picture, ordinal, ranks
from dashboard.language import N_, ngettext, spoken
from dashboard.language import gettext as _
from dashboard.pictures.leading import Scale
from dashboard.published import Asked
from dashboard.scene import Scene, measure_at, own_clauses
from dashboard.schema import CHOICES
from dashboard.selection import Address
from dashboard.source_queries import Behind, SourcesBy, read_behind
from dashboard.units import ENGAGEMENTS, Unit
from dashboard.wording import date_in_words

LAYER = "sources"

TITLES = spoken({"state": N_("Sources behind each state"), "country": N_("Sources behind each country")})

NOTE = N_(
    "Colour: distinct addresses at which facts about the place were read, not engagements. “How well is it covered?”, "
    "below, leads to definitions and tables."
)


def _counted(sources: float) -> str:
    return ngettext("{n} distinct source", "{n} distinct sources", sources).format(n=f"{sources:,.0f}")


SCALE = Scale(_counted, lambda sources: f"{sources:,.0f}")
"""How numbers of sources are said."""


def is_shown(address: Address) -> bool:
    """Whether the maps show sources."""
    return address.look.layer == LAYER


def sources_question(address: Address, field: str) -> Asked:
    """What stands behind each value of a field, under all clauses but the field's own."""
    without = own_clauses(field)
    return SourcesBy((CHOICES[field].column,), measure_at(address, *without)), address.selection.without(*without)


def behind_places(scene: Scene, field: str) -> dict[str, Behind]:
    """Code → what stands behind it, of places with any row."""
    query, selection = sources_question(scene.address, field)
    assert isinstance(query, SourcesBy)
    return {code: behind for (code,), behind in read_behind(scene.answers[query, selection], query).items()}


def layer_places(
    field: str,
    names: Mapping[str, str],
    behind: Mapping[str, Behind],
    chosen: frozenset[str] = frozenset(),
    unit: Unit = ENGAGEMENTS,
) -> list[Valued]:
    """Every place with its number of sources; ``names``: code → name of the places, ``field``: what a click picks."""
    order = ranks({code: each.sources for code, each in behind.items()})
    places = []
    for code, name in names.items():
        each = behind.get(code, Behind())
        details = _details(each, order[code], len(order)) if code in order else ()
        mark = Mark(code, name, each.count, f"{field}={code}", code in chosen, details, unit=unit)
        places.append(Valued(mark, each.sources))
    return places


def _details(behind: Behind, rank: int, places: int) -> tuple[str, ...]:
    publishers = ngettext("{n} publisher", "{n} publishers", behind.publishers).format(n=f"{behind.publishers:,}")
    return (
        _("from {sources} by {publishers}").format(sources=_counted(behind.sources), publishers=publishers),
        _("last read {day}").format(day=date_in_words(behind.read)),
        _("{rank} of {n} by sources").format(rank=ordinal(rank), n=places),
    )


def _of_class(bounds: str) -> str:
    return ngettext("{n} source", "{n} sources", 1 if bounds == "1" else 2).format(n=bounds)


def named(picture: Picture, field: str, is_per_capita: bool = False) -> Picture:
    """The picture with heading, key and note that say sources."""
    key = tuple(
        replace(entry, label=_of_class(entry.label)) if entry.label[:1].isdigit() else entry
        for entry in picture.key
        if entry.colour
    )
    rates = _("Rates are not shown in this layer.") if is_per_capita else ""
    note = " ".join(filter(None, [_(NOTE), rates, picture.note]))
    return replace(picture, title=TITLES[field], key=key, note=note, unit="")
