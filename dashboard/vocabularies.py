"""The vocabularies: every closed list of codes with its labels, in canonical order, and what is said of some codes.

Which column or parameter takes which list is in ``schema``.
"""

from __future__ import annotations

from collections.abc import Mapping

ISSUES: Mapping[str, str] = {
    "trade_investment": "Trade and investment",
    "workforce_jobs": "Jobs and workforce",
    "climate_environment": "Climate and environment",
    "energy": "Energy",
    "migration_inclusion": "Migration and inclusion",
    "democracy_governance": "Democracy and governance",
    "human_rights_peace": "Human rights and peace",
    "culture_arts": "Culture and arts",
    "education_youth": "Education and youth",
    "health": "Health",
    "security_safety": "Security and public safety",
    "technology_innovation": "Technology and innovation",
    "transport_infrastructure": "Transport and infrastructure",
    "agriculture_food": "Agriculture and food",
    "tourism_sport": "Tourism and sport",
    "resilience_emergency": "Resilience and emergencies",
    "urban_housing": "Urban development and housing",
    "general_ties": "General ties",
}

FAMILIES: Mapping[str, str] = {
    "partnership": "Partnerships",
    "meeting": "Meetings",
    "network": "Networks",
}

TYPES: Mapping[str, str] = {
    "sister_agreement": "Sister or friendship agreement",
    "memorandum": "Memorandum or cooperation agreement",
    "legislative_act": "Resolution, statute or order",
    "joint_program": "Joint program or exchange",
    "outgoing_delegation": "Outgoing delegation",
    "trade_mission": "Trade mission",
    "incoming_delegation": "Incoming delegation",
    "bilateral_meeting": "Meeting or summit",
    "network_membership": "Network membership",
}

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

FORMALITIES: Mapping[str, str] = {
    "formal": "Formal",
    "informal": "Informal",
}

FORMAL_TYPES = frozenset({"sister_agreement", "memorandum", "legislative_act", "network_membership"})

LEVELS: Mapping[str, str] = {
    "state": "State or territory",
    "county": "County",
    "city": "City or town",
    "agency": "Port or agency",
}

BUREAUS: Mapping[str, str] = {
    "AF": "African Affairs",
    "EAP": "East Asian and Pacific Affairs",
    "EUR": "European and Eurasian Affairs",
    "NEA": "Near Eastern Affairs",
    "SCA": "South and Central Asian Affairs",
    "WHA": "Western Hemisphere Affairs",
    "IO": "International Organizations",
}

COUNTERPART_LEVELS: Mapping[str, str] = {
    "national": "National government",
    "region": "Region or province",
    "city": "City",
    "network": "Network",
    "multilateral": "Multilateral body",
}

COUNTERPART_LEVELS_WITHOUT_COUNTRY = frozenset({"network", "multilateral"})

STATUSES: Mapping[str, str] = {
    "reported": "Reported as done or in force",
    "announced": "Announced; not confirmed by the source",
    "ended": "Ended or suspended",
}

TRACKS: Mapping[str, str] = {
    "manual": "Collected from public sources",
    "survey": "Survey of city governments",
    "voluntary": "Submitted by a government",
}

PRECISIONS: Mapping[str, str] = {
    "day": "Dated to the day",
    "month": "Dated to the month",
    "year": "Dated to the year",
    "undated": "Undated",
}
"""How precisely the start of an engagement is known."""

SOURCE_KINDS: Mapping[str, str] = {
    "official": "Government site",
    "organisation": "Network or sister-city organisation",
    "press_other": "Press and other sites",
    "encyclopedia": "Encyclopedia or its mirror",
    "blog": "Blog",
}
