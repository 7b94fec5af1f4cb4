"""The ways of looking: the values of every control that chooses no rows, with their labels, in canonical order.

Which parameter takes which of them, and what they are by default, is in ``address`` and ``schema``.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.language import N_, Spoken, ngettext, spoken
from dashboard.vocabularies import SOURCE_KINDS, TRACKS

UNITS: Mapping[str, str] = spoken(
    {
        "engagements": N_("Engagements"),
        "ties": N_("Ties"),
        "counterparts": N_("Counterparts"),
        "fractional": N_("Shares by issue"),
    }
)
"""What can be counted; ``units`` says what each is."""
PER: Mapping[str, str] = spoken(
    {"capita": N_("per million residents"), "shrunk": N_("per million residents, steadied")}
)
DOTS: Mapping[str, str] = spoken({"1": N_("cities as dots")})
ARCS: Mapping[str, str] = spoken({"1": N_("connections on the world map")})
TIES: Mapping[str, str] = spoken(
    {
        "state-country": N_("States and countries"),
        "state-network": N_("States and networks"),
        "actor-country": N_("Actors and countries"),
        "actor-network": N_("Actors and networks"),
    }
)
MATRICES: Mapping[str, str] = spoken(
    {
        "state-country": N_("State by country"),
        "issue-bureau": N_("Issue by region"),
    }
)
NODES: Mapping[str, str] = spoken(
    {
        "actor-counterpart": N_("Actors and counterparts"),
        "actor-country": N_("Actors and countries"),
        "state-country": N_("States and countries"),
    }
)
RANKS: Mapping[str, str] = spoken(
    {
        "betweenness": N_("betweenness"),
        "degree": N_("degree"),
        "strength": N_("strength"),
    }
)
PLACES: Mapping[str, str] = spoken(
    {
        "state": N_("States and territories"),
        "large": N_("Cities of 100,000 residents and more"),
        "city": N_("Cities of known population"),
    }
)

LAYERS: Mapping[str, str] = spoken({"sources": N_("distinct sources behind each place")})
WITHOUT: Mapping[str, str] = Spoken(lambda: {**TRACKS, **SOURCE_KINDS})
RANKINGS: Mapping[str, str] = spoken({"state": N_("States and territories"), "country": N_("Countries and areas")})
EMBED: Mapping[str, str] = spoken({"1": N_("a lean page for frames on other sites")})
VIEWS: Mapping[str, str] = spoken(
    {
        "state-map": N_("Who engages?"),
        "world-map": N_("With whom?"),
        "connections-map": N_("From where to where?"),
        "network": N_("How are they tied?"),
        "matrix": N_("Where do ties concentrate?"),
        "issue-bars": N_("On what issues?"),
        "type-bars": N_("In what form?"),
        "timeline": N_("When?"),
        "dates": N_("When, and how precisely known?"),
    }
)
"""The views that a lean page can show; ``views`` says how each is drawn."""
DORMANT: Mapping[str, str] = Spoken(
    lambda: {str(years): ngettext("{n} year", "{n} years", years).format(n=years) for years in range(1, 11)}
)
