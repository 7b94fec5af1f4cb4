"""The key figures of a comparison, a row each: what is measured, and a figure with a note for every side.

What the figures mean together is said in ``comparison_words``; nothing is counted here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.comparison import Comparison, explore
from dashboard.figures.picture import ordinal
from dashboard.language import N_, ngettext
from dashboard.language import gettext as _
from dashboard.profile import Profile, Standing
from dashboard.profile_words import PEERS
from dashboard.units import ENGAGEMENTS

NO_POPULATIONS = N_("Populations of countries are not in the table, so nothing is per head here.")


@dataclass(frozen=True)
class Figure:
    """A number of a side: its text, a note, and the address of its rows in Explore; note and address may be ''."""

    text: str
    note: str = ""
    href: str = ""


@dataclass(frozen=True)
class Measure:
    """A row of the key figures: what is measured, and a figure for each side."""

    label: str
    figures: tuple[Figure, ...]


def measures(comparison: Comparison) -> list[Measure]:
    """The key figures, those that apply to the kind of side."""
    kind = comparison.sides.kind
    many = comparison.unit.many.capitalize()
    named: dict[str, Callable[[Profile], Figure]] = {many: _counted}
    if kind in ("place", "state"):
        rates = _("{things} per million residents").format(things=many)
        named |= {_("Residents"): _residents, rates: _per_million}
        named |= {_("Countries and areas"): _countries, _("Networks and bodies"): _networks}
    else:
        named |= {_("U.S. states and territories"): _ranked("state")}
    named |= {_("Counterparts abroad"): _ranked("counterpart")}
    if kind != "place":
        named |= {_("U.S. actors"): lambda profile: Figure(f"{profile.totals.actors:,}")}
    formal = _("In a formal act") if comparison.unit == ENGAGEMENTS else _("Engagements in a formal act")
    named |= {formal: _formal, _("Dates on record"): _dates}
    return [Measure(label, tuple(map(figure, comparison.profiles))) for label, figure in named.items()]


def percent(share: float) -> str:
    """A share as a whole percentage, '<1%' for what would be rounded to none."""
    return "<1%" if 0 < share < 0.005 else f"{share:.0%}"


def undated(profile: Profile) -> int:
    """Engagements of a side without a date."""
    return profile.totals.rows - sum(profile.dates.values())


def _counted(profile: Profile) -> Figure:
    unit, whole = profile.unit, profile.whole
    among = _("{peers} with any").format(peers=PEERS[profile.subject.kind])
    note = _place(profile.standings.get("engagements"), among)
    return Figure(unit.number(whole), note, explore(profile.address.selection, unit) if whole else "")


def _residents(profile: Profile) -> Figure:
    return Figure(_("not known") if profile.residents is None else f"{profile.residents:,}")


def _per_million(profile: Profile) -> Figure:
    if not profile.residents:
        return Figure(_("not known"), _("no population on record"))
    among = PEERS["state"] if profile.subject.kind == "state" else _("actors of known population")
    rate = profile.whole / profile.residents * 1e6
    return Figure(f"{rate:,.1f}", _place(profile.standings.get("per_million"), among))


def _countries(profile: Profile) -> Figure:
    return Figure(
        f"{profile.totals.countries:,}", _place(profile.standings.get("countries"), PEERS[profile.subject.kind])
    )


def _networks(profile: Profile) -> Figure:
    return Figure(f"{profile.totals.networks:,}")


def _ranked(field: str) -> Callable[[Profile], Figure]:
    return lambda profile: Figure(f"{profile.rankings[field].total:,}")


def _formal(profile: Profile) -> Figure:
    rows = profile.totals.rows
    return Figure(percent(profile.formal / rows), _share(profile.formal, rows)) if rows else Figure("–")


def _dates(profile: Profile) -> Figure:
    years = sorted({day[:4] for day in profile.dates})
    without = undated(profile)
    hidden = profile.totals.undated_hidden
    notes = [_("{n} undated").format(n=f"{without:,}")] if without else []
    notes += (
        [ngettext("{n} undated not shown", "{n} undated not shown", hidden).format(n=f"{hidden:,}")] if hidden else []
    )
    return Figure("–".join(dict.fromkeys((years[0], years[-1]))) if years else _("none"), "; ".join(notes))


def _share(some: int, of: int) -> str:
    return _("{n} of {total}").format(n=f"{some:,}", total=f"{of:,}")


def _place(standing: Standing | None, among: str) -> str:
    if not standing:
        return ""
    return _("{place} of {n} {among}").format(place=ordinal(standing.place), n=f"{standing.among:,}", among=among)
