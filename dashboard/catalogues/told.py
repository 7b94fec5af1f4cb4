"""What pages without a subject tell of themselves in their heads: titles of forms, and what each page shows.

Heads are made of it in ``heads``; what is counted from the table stands there.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.language import N_, spoken

DRAWN: Mapping[str, str] = spoken(
    {
        "/networks": N_(
            "Which international networks share members, who works with the same partners, who links the others, "
            "and how engagements flow from level to issue to region."
        ),
        "/compare": N_(
            "Two to five U.S. places, states or countries side by side: engagements, rates, issues, types, shared "
            "partners and what only one of them has."
        ),
        "/disparities": N_(
            "Which states and cities engage more or less than chance explains, per million residents, with "
            "exact intervals; and where nothing is recorded."
        ),
        "/opportunities": N_(
            "Who else near a U.S. place works with a country or on an issue, joint missions, merge "
            "candidates, and gaps against peers."
        ),
        "/data": N_(
            "The open table behind the dashboard: downloads, what it holds and leaves out, sources and their limits, "
            "codebook, licence and citation."
        ),
        "/data/coverage": N_(
            "What the table rests on: distinct sources behind each state, country and large city, where was "
            "searched in vain, and whether a ranking survives without one kind of source."
        ),
        "/over-time": N_(
            "Two periods of years side by side: indicators with definitions, ties that are new, renewed, "
            "continued, ended or silent, and shifts by issue and region."
        ),
    }
)
"""Pages drawn from the table → what they show."""

FIXED: Mapping[str, str] = spoken(
    {
        "/about": N_("Purpose, audiences and limits of the dashboard, and whom it thanks."),
        "/accessibility": N_(
            "What helps readers with disabilities, a conformance statement by WCAG 2.2, Section 508 and "
            "EN 301 549 that names what fails, and whom to write to."
        ),
    }
)

FORMS: Mapping[str, tuple[str, str]] = {
    "/submit": (
        N_("Submit an engagement"),
        N_(
            "Send an engagement of your city, county or state with the world, or a correction: checked beside what is "
            "on record, published after review."
        ),
    ),
    "/data/changes": (
        N_("Changes to the table"),
        N_("Every change to the engagements table, newest first, each with its difference and its reason."),
    ),
    "/api/docs": (
        N_("Read API"),
        N_(
            "Engagements, counts, the network and the vocabularies of any selection, for scripts of any origin: every "
            "address with its parameters, to be tried on the page."
        ),
    ),
}
"""Public pages of plain HTML → title and what they show, in English, to be translated where they are said."""
