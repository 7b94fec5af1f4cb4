"""What the codes of types and issues cover, in a line each, for those who have to choose one.

The codes and their labels are in ``vocabularies``.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.language import N_, spoken

OF_TYPES: Mapping[str, str] = spoken(
    {
        "sister_agreement": N_("Sister city, sister state, friendship city: a lasting tie that both sides signed."),
        "memorandum": N_("A signed paper on working together: memorandum, letter of intent, cooperation agreement."),
        "legislative_act": N_("A resolution, statute, proclamation or order on a place abroad."),
        "joint_program": N_("Something that both do together over time: exchange, project, joint office."),
        "outgoing_delegation": N_("Your officials travelled there, for other ends than trade alone."),
        "trade_mission": N_("Your officials travelled there with or for businesses."),
        "incoming_delegation": N_("Their officials came to you."),
        "bilateral_meeting": N_("A meeting, call or summit, wherever it was."),
        "network_membership": N_("You are a member of an international network or body."),
    }
)
"""Type → when it is the right one, told to the U.S. side."""

OF_ISSUES: Mapping[str, str] = spoken(
    {
        "trade_investment": N_("exports, foreign investment, business ties"),
        "workforce_jobs": N_("training, apprenticeships, labour"),
        "climate_environment": N_("emissions, water, nature, waste"),
        "energy": N_("supply, renewables, hydrogen, grids"),
        "migration_inclusion": N_("newcomers, diaspora, equality"),
        "democracy_governance": N_("elections, public administration, local government"),
        "human_rights_peace": N_("rights, peace, remembrance, solidarity"),
        "culture_arts": N_("arts, heritage, festivals"),
        "education_youth": N_("schools, universities, exchanges of young people"),
        "health": N_("public health, hospitals, life sciences"),
        "security_safety": N_("police, defence, cyber security"),
        "technology_innovation": N_("start-ups, research, digital services"),
        "transport_infrastructure": N_("ports, airports, roads, public transport"),
        "agriculture_food": N_("farming, food, fisheries"),
        "tourism_sport": N_("visitors, sport, major events"),
        "resilience_emergency": N_("disasters, fire services, relief"),
        "urban_housing": N_("planning, housing, public space"),
        "general_ties": N_("friendship as such, where nothing else is named"),
    }
)
"""Issue → what it is about."""
