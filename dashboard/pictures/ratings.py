"""What the sections on disparities share: the compared places of an address with their rates, as rows and as dots.

Statistics come from ``insights``; each section says what is made of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard import schema
from dashboard.compared import OWN, Place, places
from dashboard.figures.intervals import Dotted
from dashboard.figures.picture import SELECT
from dashboard.insights.concentration import Concentration, concentration
from dashboard.insights.funnel import Funnel, funnel
from dashboard.insights.rates import MILLION, Rate, rates, steadied
from dashboard.language import N_, language, ngettext, spoken
from dashboard.language import gettext as _
from dashboard.pictures.section import Number
from dashboard.published import Published
from dashboard.selection import Address, query_string
from dashboard.units import ENGAGEMENTS, Unit
from dashboard.wording import listed as joined

KINDS: Mapping[str, str] = spoken(
    {
        "state": N_("states and territories"),
        "large": N_("cities of 100,000 residents and more"),
        "city": N_("cities"),
    }
)

SNAPSHOT = N_(
    "The table is a selective snapshot: a low rate is also a place where collectors looked less. A count of nothing "
    "means nothing recorded, never that nothing happens."
)
SMALLER = N_(
    "Cities under 100,000 residents are here only because something is recorded of them, so their rates are high by "
    "construction; compare the large ones, which are here with or without."
)
RESIDENTS = N_(
    "Residents: of states and territories, the 2020 census; of cities, GeoNames. Engagements of a state are those of "
    "every actor located there; of a city, those of its own government."
)


@dataclass(frozen=True)
class Ratings:
    """The places with everything that is worked out once: rates, steadied rates, funnel, concentration."""

    kind: str
    places: tuple[Place, ...]
    rates: tuple[Rate, ...]
    steadied: tuple[float, ...]
    funnel: Funnel
    concentration: Concentration

    @property
    def overall(self) -> float:
        """Engagements per million residents of all places together."""
        return sum(rate.count for rate in self.rates) / sum(rate.residents for rate in self.rates) * MILLION


def kind_of(address: Address) -> str:
    """The kind of places that the address compares."""
    return address.look.places or schema.DEFAULT_LOOKS["places"]


def ratings_of(published: Published, address: Address) -> Ratings | None:
    """The ratings under the address, None where none of its places has an engagement."""
    kind, selection = kind_of(address), address.selection.without(*OWN)
    about = ("ratings", kind, selection, language())
    return published.study(about, lambda: _rated(kind, places(published, selection, kind)))


def _rated(kind: str, compared: Sequence[Place]) -> Ratings | None:
    counts, residents = [place.count for place in compared], [place.residents for place in compared]
    if not sum(counts):
        return None
    return Ratings(
        kind=kind,
        places=tuple(compared),
        rates=rates(counts, residents),
        steadied=steadied(counts, residents),
        funnel=funnel(counts, residents),
        concentration=concentration(counts, residents),
    )


def dots_of(ratings: Ratings) -> list[Dotted]:
    """A dot with its interval for each place, in their order."""
    return [dotted(place.name, rate, place.clause) for place, rate in zip(ratings.places, ratings.rates, strict=True)]


def dotted(name: str, rate: Rate, clause: str) -> Dotted:
    """A rate as a dot."""
    interval = _("95 % interval {low} to {high}").format(low=rate_text(rate.low), high=rate_text(rate.high))
    residents = ngettext("{n} resident", "{n} residents", rate.residents).format(n=f"{rate.residents:,}")
    lines = (
        _("{rate} per million residents").format(rate=rate_text(rate.per_million)),
        interval,
        f"{ENGAGEMENTS.counted(rate.count)}, {residents}",
        *((_("fewer than five: too few to compare"),) if rate.is_few else ()),
        *((_(SELECT),) if clause else ()),
    )
    return Dotted(name, rate.per_million, rate.low, rate.high, rate.is_few, lines, clause)


def rows_link(address: Address, place: Place, unit: Unit = ENGAGEMENTS, count: float | None = None) -> Number:
    """The count of a place, of its engagements or in another unit, linked to its rows in Explore."""
    if not place.count:
        return Number(0)
    kept = [pair for pair in address.selection.pairs() if pair[0] not in OWN]
    ordered = sorted([*kept, (place.field, place.code)], key=lambda pair: schema.PARAMETERS.index(pair[0]))
    looked = [] if unit == ENGAGEMENTS else [("unit", unit.code)]
    return Number(place.count if count is None else count, f"/?{query_string([*ordered, *looked])}")


def few_mark(rate: Rate) -> str:
    """The warning beside a rate of too few engagements."""
    return _("⚠ fewer than five") if rate.is_few else ""


def listed(names: Sequence[str], most: int = 5, between: str = ", ") -> str:
    """'A, B and C', or 'A, B and 7 more'."""
    if len(names) > most:
        return _("{names} and {n} more").format(names=between.join(names[:most]), n=len(names) - most)
    return joined(list(filter(None, [between.join(names[:-1]), *names[-1:]])))


def rate_text(value: float) -> str:
    """A rate in print: one decimal, below one two digits that say something."""
    return f"{value:,.1f}" if value >= 1 or not value else f"{value:.2g}"
