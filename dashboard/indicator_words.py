"""The indicators of a period in words: what each is called and how it is defined, in the unit that is counted.

What is defined here is worked out in ``insights.indicators``; a definition and its method are changed together.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import schema
from dashboard.language import N_, begun
from dashboard.language import gettext as _
from dashboard.over_time_words import Defined
from dashboard.units import ENGAGEMENTS, Unit

INDICATORS: Mapping[str, tuple[str, str]] = {
    "engagements": (N_("Engagements begun"), N_("Engagements whose start date lies in the period.")),
    "per-year": (N_("Engagements per year"), N_("Engagements begun ÷ years of the period.")),
    "agreements": (
        N_("Agreements and programs"),
        N_("Sister agreements, memoranda, resolutions and acts, joint programs begun in the period."),
    ),
    "meetings": (
        N_("Meetings"),
        N_("Delegations, trade missions, meetings and summits in the period. Collected from 2018 on only."),
    ),
    "memberships": (N_("Memberships"), N_("Memberships of international networks begun in the period.")),
    "ties": (
        N_("Ties with an engagement"),
        N_("Pairs of a U.S. actor and a counterpart or network with any of them."),
    ),
    "new-ties": (
        N_("New ties"),
        N_("Ties whose first dated engagement is in the period, and of which no engagement is undated."),
    ),
    "actors": (N_("U.S. actors engaged"), N_("Different U.S. actors among them.")),
    "states": (
        N_("States and territories with any"),
        N_("Different U.S. states, districts and territories of them."),
    ),
    "countries": (N_("Countries and areas"), N_("Different countries and areas of the counterparts.")),
    "networks": (N_("Networks and bodies"), N_("Different networks and multilateral bodies.")),
    "issues": (N_("Issues, of {issues}"), N_("Different issues; an engagement has up to four.")),
    "formal": (
        N_("In a formal act, %"),
        N_("Sister agreements, memoranda, resolutions and acts, and memberships, among all of them."),
    ),
    "official": (
        N_("From an official source, %"),
        N_("Those read on a government's own site, among all of them."),
    ),
    "announced": (
        N_("Announced only, %"),
        N_("Those announced and not confirmed by their source, among all of them."),
    ),
    "leading-countries": (
        N_("In the five leading countries, %"),
        N_("Those with the five countries that have most in that period, among all that have a country."),
    ),
    "leading-states": (
        N_("From the five leading states, %"),
        N_("Those of the five states and territories that have most in that period."),
    ),
}
"""Indicator → label and definition."""

OF_THEIR_OWN = ("ties", "new-ties", "actors", "states", "countries", "networks", "issues")
"""Indicators that count one thing whatever the unit."""


def indicators_in(unit: Unit) -> Mapping[str, Defined]:
    """Indicator → its label and definition, where those of engagements count another unit."""
    every = {
        name: Defined(_(label).format(issues=len(schema.ISSUES)), _(definition))
        for name, (label, definition) in INDICATORS.items()
    }
    if unit == ENGAGEMENTS:
        return every
    named = _named_in(unit)
    return {
        name: defined if name in OF_THEIR_OWN else named.get(name) or _in_unit(name, defined, unit)
        for name, defined in every.items()
    }


def _named_in(unit: Unit) -> Mapping[str, Defined]:
    """The indicators that are named by the unit."""
    units = begun(unit.many)
    counted = _("{units} with an engagement begun") if unit.is_distinct else _("{units}, begun")
    in_period = (
        _("{units} with an engagement begun in the period, by its start date.")
        if unit.is_distinct
        else _("{units}, begun in the period, by its start date.")
    )
    a_year = (
        _("{units} with an engagement begun ÷ years of the period.")
        if unit.is_distinct
        else _("{units}, begun ÷ years of the period.")
    )
    return {
        "engagements": Defined(counted.format(units=units), in_period.format(units=units)),
        "per-year": Defined(_("{units} per year").format(units=units), a_year.format(units=units)),
    }


def _in_unit(name: str, defined: Defined, unit: Unit) -> Defined:
    is_share = INDICATORS[name][0].endswith(", %")
    label = _("{indicator} of {units}") if is_share else _("{indicator}: {units}")
    definition = _("{definition} Counted in {units}.")
    return Defined(
        label.format(indicator=defined.label, units=unit.many),
        definition.format(definition=defined.definition, units=unit.many),
    )
