"""The vocabularies: every closed list of codes with its labels, in canonical order, and what is said of some codes.

Which column or parameter takes which list is in ``schema``.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.language import N_, spoken

ISSUES: Mapping[str, str] = spoken(
    {
        "trade_investment": N_("Trade and investment"),
        "workforce_jobs": N_("Jobs and workforce"),
        "climate_environment": N_("Climate and environment"),
        "energy": N_("Energy"),
        "migration_inclusion": N_("Migration and inclusion"),
        "democracy_governance": N_("Democracy and governance"),
        "human_rights_peace": N_("Human rights and peace"),
        "culture_arts": N_("Culture and arts"),
        "education_youth": N_("Education and youth"),
        "health": N_("Health"),
        "security_safety": N_("Security and public safety"),
        "technology_innovation": N_("Technology and innovation"),
        "transport_infrastructure": N_("Transport and infrastructure"),
        "agriculture_food": N_("Agriculture and food"),
        "tourism_sport": N_("Tourism and sport"),
        "resilience_emergency": N_("Resilience and emergencies"),
        "urban_housing": N_("Urban development and housing"),
        "general_ties": N_("General ties"),
    }
)

FAMILIES: Mapping[str, str] = spoken(
    {
        "partnership": N_("Partnerships"),
        "meeting": N_("Meetings"),
        "network": N_("Networks"),
    }
)

TYPES: Mapping[str, str] = spoken(
    {
        "sister_agreement": N_("Sister or friendship agreement"),
        "memorandum": N_("Memorandum or cooperation agreement"),
        "legislative_act": N_("Resolution, statute or order"),
        "joint_program": N_("Joint program or exchange"),
        "outgoing_delegation": N_("Outgoing delegation"),
        "trade_mission": N_("Trade mission"),
        "incoming_delegation": N_("Incoming delegation"),
        "bilateral_meeting": N_("Meeting or summit"),
        "network_membership": N_("Network membership"),
    }
)

FAMILY_OF_TYPE: Mapping[str, str] = {
    "sister_agreement": "partnership",
    "memorandum": "partnership",
    "legislative_act": "partnership",
    "joint_program": "partnership",
    "outgoing_delegation": "meeting",
    "trade_mission": "meeting",
    "incoming_delegation": "meeting",
    "bilateral_meeting": "meeting",
    "network_membership": "network",
}

FORMALITIES: Mapping[str, str] = spoken(
    {
        "formal": N_("Formal"),
        "informal": N_("Informal"),
    }
)

FORMAL_TYPES = frozenset({"sister_agreement", "memorandum", "legislative_act", "network_membership"})

LEVELS: Mapping[str, str] = spoken(
    {
        "state": N_("State or territory"),
        "county": N_("County"),
        "city": N_("City or town"),
        "agency": N_("Port or agency"),
    }
)

BUREAUS: Mapping[str, str] = spoken(
    {
        "AF": N_("African Affairs"),
        "EAP": N_("East Asian and Pacific Affairs"),
        "EUR": N_("European and Eurasian Affairs"),
        "NEA": N_("Near Eastern Affairs"),
        "SCA": N_("South and Central Asian Affairs"),
        "WHA": N_("Western Hemisphere Affairs"),
        "IO": N_("International Organizations"),
    }
)

COUNTERPART_LEVELS: Mapping[str, str] = spoken(
    {
        "national": N_("National government"),
        "region": N_("Region or province"),
        "city": N_("City"),
        "network": N_("Network"),
        "multilateral": N_("Multilateral body"),
    }
)

COUNTERPART_LEVELS_WITHOUT_COUNTRY = frozenset({"network", "multilateral"})

STATUSES: Mapping[str, str] = spoken(
    {
        "reported": N_("Reported as done or in force"),
        "announced": N_("Announced; not confirmed by the source"),
        "ended": N_("Ended or suspended"),
    }
)

TRACKS: Mapping[str, str] = spoken(
    {
        "manual": N_("Collected from public sources"),
        "survey": N_("Survey of city governments"),
        "voluntary": N_("Submitted by a government"),
    }
)

PRECISIONS: Mapping[str, str] = spoken(
    {
        "day": N_("Dated to the day"),
        "month": N_("Dated to the month"),
        "year": N_("Dated to the year"),
        "undated": N_("Undated"),
    }
)
"""How precisely the start of an engagement is known."""

SOURCE_KINDS: Mapping[str, str] = spoken(
    {
        "official": N_("Government site"),
        "organisation": N_("Network or sister-city organisation"),
        "press_other": N_("Press and other sites"),
        "encyclopedia": N_("Encyclopedia or its mirror"),
        "blog": N_("Blog"),
    }
)
