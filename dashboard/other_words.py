"""Words that people write where the table takes a code: for types of engagement, issues, levels and the like.

The codes with their labels are in ``vocabularies``; words that may mean two codes name both, the likelier first.
"""

from __future__ import annotations

from collections.abc import Mapping

OF_TYPES: Mapping[str, str] = {
    "sister city": "sister_agreement", "sister cities": "sister_agreement", "sister state": "sister_agreement",
    "sister county": "sister_agreement", "sister city agreement": "sister_agreement", "twinning": "sister_agreement",
    "sister port": "sister_agreement", "sister relationship": "sister_agreement", "twin city": "sister_agreement",
    "sister city relationship": "sister_agreement", "sister city partnership": "sister_agreement",
    "sister city program": "sister_agreement", "sister province": "sister_agreement",
    "friendship city": "sister_agreement", "friendship agreement": "sister_agreement",
    "friendship cities": "sister_agreement", "partner city": "sister_agreement", "sister": "sister_agreement",
    "mou": "memorandum", "m o u": "memorandum", "mous": "memorandum", "memorandum of understanding": "memorandum",
    "memorandum of cooperation": "memorandum", "moc": "memorandum", "loi": "memorandum",
    "letter of intent": "memorandum", "agreement": "memorandum", "cooperation agreement": "memorandum",
    "partnership agreement": "memorandum", "declaration": "memorandum", "joint declaration": "memorandum",
    "accord": "memorandum", "formal agreement": "memorandum", "pact": "memorandum",
    "resolution": "legislative_act", "proclamation": "legislative_act", "ordinance": "legislative_act",
    "statute": "legislative_act", "executive order": "legislative_act", "legislation": "legislative_act",
    "bill": "legislative_act", "law": "legislative_act",
    "exchange": "joint_program", "exchange program": "joint_program", "student exchange": "joint_program",
    "joint project": "joint_program", "program": "joint_program", "project": "joint_program",
    "technical exchange": "joint_program", "technical assistance": "joint_program", "training": "joint_program",
    "cultural exchange": "joint_program", "peer exchange": "joint_program", "partnership": "joint_program",
    "state partnership program": "joint_program", "joint research": "joint_program",
    "outbound delegation": "outgoing_delegation", "outgoing visit": "outgoing_delegation",
    "delegation abroad": "outgoing_delegation", "mayoral trip": "outgoing_delegation",
    "trip": "outgoing_delegation", "travel": "outgoing_delegation", "study tour": "outgoing_delegation",
    "foreign trip": "outgoing_delegation", "overseas trip": "outgoing_delegation",
    "outbound visit": "outgoing_delegation", "official travel": "outgoing_delegation",
    "trade delegation": "trade_mission", "business delegation": "trade_mission", "trade trip": "trade_mission",
    "business mission": "trade_mission", "investment mission": "trade_mission", "trade show": "trade_mission",
    "trade and investment mission": "trade_mission",
    "inbound delegation": "incoming_delegation", "incoming visit": "incoming_delegation",
    "hosted delegation": "incoming_delegation", "visiting delegation": "incoming_delegation",
    "inbound visit": "incoming_delegation", "foreign delegation": "incoming_delegation",
    "hosted visit": "incoming_delegation",
    "meeting": "bilateral_meeting", "bilateral meeting": "bilateral_meeting", "summit": "bilateral_meeting",
    "bilateral": "bilateral_meeting", "courtesy call": "bilateral_meeting", "conference": "bilateral_meeting",
    "virtual meeting": "bilateral_meeting", "call": "bilateral_meeting", "dialogue": "bilateral_meeting",
    "network": "network_membership", "membership": "network_membership", "member": "network_membership",
    "city network": "network_membership", "member of network": "network_membership",
    "network member": "network_membership", "international network": "network_membership",
}  # fmt: skip
"""Folded words → code of a type."""

AMBIGUOUS_TYPES: Mapping[str, tuple[str, ...]] = {
    "delegation": ("outgoing_delegation", "incoming_delegation"),
    "visit": ("incoming_delegation", "outgoing_delegation"),
    "official visit": ("incoming_delegation", "outgoing_delegation"),
    "mission": ("trade_mission", "outgoing_delegation"),
    "partnership": ("joint_program", "memorandum", "sister_agreement"),
    "agreement": ("memorandum", "sister_agreement"),
    "program": ("joint_program",),
    "conference": ("bilateral_meeting", "outgoing_delegation"),
    "event": ("bilateral_meeting", "joint_program"),
}
"""Folded words that a person has to decide on → codes, the likelier first."""

OF_ISSUES: Mapping[str, str] = {
    "trade": "trade_investment", "investment": "trade_investment", "business": "trade_investment",
    "economic development": "trade_investment", "economy": "trade_investment", "fdi": "trade_investment",
    "commerce": "trade_investment", "exports": "trade_investment", "economic": "trade_investment",
    "foreign investment": "trade_investment", "economics": "trade_investment",
    "workforce": "workforce_jobs", "jobs": "workforce_jobs", "labor": "workforce_jobs", "labour": "workforce_jobs",
    "employment": "workforce_jobs", "workforce development": "workforce_jobs", "skills": "workforce_jobs",
    "climate": "climate_environment", "environment": "climate_environment", "climate change": "climate_environment",
    "sustainability": "climate_environment", "conservation": "climate_environment", "water": "climate_environment",
    "biodiversity": "climate_environment", "climate action": "climate_environment",
    "clean energy": "energy", "renewable energy": "energy", "renewables": "energy", "oil and gas": "energy",
    "migration": "migration_inclusion", "immigration": "migration_inclusion", "refugees": "migration_inclusion",
    "inclusion": "migration_inclusion", "equity": "migration_inclusion", "diaspora": "migration_inclusion",
    "democracy": "democracy_governance", "governance": "democracy_governance",
    "good governance": "democracy_governance", "rule of law": "democracy_governance",
    "human rights": "human_rights_peace", "peace": "human_rights_peace", "gender": "human_rights_peace",
    "culture": "culture_arts", "arts": "culture_arts", "art": "culture_arts", "cultural": "culture_arts",
    "cultural exchange": "culture_arts", "music": "culture_arts", "heritage": "culture_arts",
    "education": "education_youth", "youth": "education_youth", "students": "education_youth",
    "universities": "education_youth", "higher education": "education_youth", "student exchange": "education_youth",
    "schools": "education_youth", "public health": "health", "healthcare": "health", "health care": "health",
    "medicine": "health", "security": "security_safety", "public safety": "security_safety",
    "safety": "security_safety", "police": "security_safety", "defense": "security_safety",
    "policing": "security_safety", "technology": "technology_innovation", "tech": "technology_innovation",
    "innovation": "technology_innovation", "science": "technology_innovation", "ai": "technology_innovation",
    "smart cities": "technology_innovation", "smart city": "technology_innovation",
    "digital": "technology_innovation", "science and technology": "technology_innovation",
    "transport": "transport_infrastructure", "transportation": "transport_infrastructure",
    "infrastructure": "transport_infrastructure", "ports": "transport_infrastructure",
    "aviation": "transport_infrastructure", "mobility": "transport_infrastructure",
    "agriculture": "agriculture_food", "food": "agriculture_food", "farming": "agriculture_food",
    "food security": "agriculture_food", "tourism": "tourism_sport", "sport": "tourism_sport",
    "sports": "tourism_sport", "travel": "tourism_sport", "resilience": "resilience_emergency",
    "emergency management": "resilience_emergency", "disaster": "resilience_emergency",
    "disaster relief": "resilience_emergency", "emergencies": "resilience_emergency",
    "disaster response": "resilience_emergency", "housing": "urban_housing", "urban development": "urban_housing",
    "urban planning": "urban_housing", "planning": "urban_housing", "homelessness": "urban_housing",
    "general": "general_ties", "friendship": "general_ties", "other": "general_ties", "diplomacy": "general_ties",
    "goodwill": "general_ties", "people to people": "general_ties", "general relations": "general_ties",
}  # fmt: skip
"""Folded words → code of an issue."""

OF_LEVELS: Mapping[str, str] = {
    "town": "city", "village": "city", "municipality": "city", "municipal": "city", "local": "city",
    "borough": "city", "township": "city", "parish": "county", "territory": "state", "port": "agency",
    "commonwealth": "state", "state government": "state", "city government": "city", "county government": "county",
    "airport": "agency", "authority": "agency", "district": "state",
}  # fmt: skip
"""Folded words → code of a level of an actor."""

OF_COUNTERPART_LEVELS: Mapping[str, str] = {
    "country": "national", "nation": "national", "national": "national", "federal": "national",
    "government": "national", "central government": "national", "state": "region", "province": "region",
    "region": "region", "prefecture": "region", "subnational": "region", "county": "region", "town": "city",
    "municipality": "city", "local": "city", "international organization": "multilateral",
    "multilateral": "multilateral", "igo": "multilateral", "association": "network", "coalition": "network",
}  # fmt: skip
"""Folded words → code of a level of a counterpart."""

OF_STATUSES: Mapping[str, str] = {
    "active": "reported", "current": "reported", "ongoing": "reported", "completed": "reported", "done": "reported",
    "signed": "reported", "in force": "reported", "complete": "reported", "held": "reported", "yes": "reported",
    "planned": "announced", "proposed": "announced", "pending": "announced", "upcoming": "announced",
    "in progress": "reported", "inactive": "ended", "ended": "ended", "expired": "ended", "suspended": "ended",
    "terminated": "ended", "dormant": "ended", "cancelled": "ended", "former": "ended", "no": "ended",
}  # fmt: skip
"""Folded words → code of a status."""

OF_SOURCE_KINDS: Mapping[str, str] = {
    "government": "official", "press release": "official", "city website": "official", "website": "official",
    "official website": "official", "survey": "official", "news": "press_other", "press": "press_other",
    "newspaper": "press_other", "media": "press_other", "ngo": "organisation", "organization": "organisation",
    "wikipedia": "encyclopedia",
}  # fmt: skip
"""Folded words → code of a kind of source."""
