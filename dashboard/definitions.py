"""What the codes of types and issues cover, in a line each, for those who have to choose one.

The codes and their labels are in ``vocabularies``.
"""

from __future__ import annotations

from collections.abc import Mapping

OF_TYPES: Mapping[str, str] = {
    "sister_agreement": "Sister city, sister state, friendship city: a lasting tie that both sides signed.",
    "memorandum": "A signed paper on working together: memorandum, letter of intent, cooperation agreement.",
    "legislative_act": "A resolution, statute, proclamation or order on a place abroad.",
    "joint_program": "Something that both do together over time: exchange, project, joint office.",
    "outgoing_delegation": "Your officials travelled there, for other ends than trade alone.",
    "trade_mission": "Your officials travelled there with or for businesses.",
    "incoming_delegation": "Their officials came to you.",
    "bilateral_meeting": "A meeting, call or summit, wherever it was.",
    "network_membership": "You are a member of an international network or body.",
}
"""Type → when it is the right one, told to the U.S. side."""

OF_ISSUES: Mapping[str, str] = {
    "trade_investment": "exports, foreign investment, business ties",
    "workforce_jobs": "training, apprenticeships, labour",
    "climate_environment": "emissions, water, nature, waste",
    "energy": "supply, renewables, hydrogen, grids",
    "migration_inclusion": "newcomers, diaspora, equality",
    "democracy_governance": "elections, public administration, local government",
    "human_rights_peace": "rights, peace, remembrance, solidarity",
    "culture_arts": "arts, heritage, festivals",
    "education_youth": "schools, universities, exchanges of young people",
    "health": "public health, hospitals, life sciences",
    "security_safety": "police, defence, cyber security",
    "technology_innovation": "start-ups, research, digital services",
    "transport_infrastructure": "ports, airports, roads, public transport",
    "agriculture_food": "farming, food, fisheries",
    "tourism_sport": "visitors, sport, major events",
    "resilience_emergency": "disasters, fire services, relief",
    "urban_housing": "planning, housing, public space",
    "general_ties": "friendship as such, where nothing else is named",
}
"""Issue → what it is about."""
