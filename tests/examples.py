"""What a sender types and what a reviewer decides on: one example of each, which tests change as they need."""

from __future__ import annotations

FILLED_IN = {
    "office": "Office of the Mayor",
    "email": "mayor@austin.example",
    "0-us_actor": "City of Austin",
    "0-counterpart": "Windhoek",
    "0-engagement_type": "memorandum",
    "0-issues": ["energy", "health"],
    "0-start_date": "May 2019",
    "0-status": "reported",
    "0-summary": "Austin and Windhoek agreed to work on solar power.",
    "0-source_url": "https://www.austintexas.gov/windhoek",
    "0-source_kind": "official",
    "0-choice": "mine",
}
"""A filled-in form for one engagement, as a browser sends it."""

PROPOSED = {
    "us_actor": "City of Austin",
    "us_level": "city",
    "us_city": "Austin",
    "us_state": "TX",
    "engagement_type": "sister_agreement",
    "counterpart": "Lisbon",
    "counterpart_level": "city",
    "counterpart_country": "PRT",
    "counterpart_city": "Lisbon",
    "issues": "culture_arts",
    "start_date": "2026-05",
    "end_date": "",
    "status": "reported",
    "title": "Austin and Lisbon become sister cities",
    "summary": "The mayors signed an agreement in May 2026.",
    "collection_track": "voluntary",
    "source_url": "https://www.austintexas.gov/lisbon",
    "source_name": "City of Austin",
    "source_kind": "official",
    "source_date": "",
    "accessed": "2026-11-22",
}
"""An engagement that the table does not have, whole and valid."""
