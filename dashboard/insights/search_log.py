"""What the log of searches says of a place, in words; it is the only record of looking in vain.

"Nothing found" stands only where the log says so: elsewhere it is not known whether anyone searched.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Search:
    """A logged search: its day (ISO 8601) and how many rows were recorded from it."""

    day: str
    recorded: int


def search_words(search: Search | None, rows: int) -> str:
    """What is known of searches for a place that has ``rows`` in the table today."""
    if search is None:
        return "no search by its name is logged" if rows else "not known whether searched"
    day = date.fromisoformat(search.day)
    searched = f"searched {day.day} {day:%b %Y}"
    if search.recorded:
        return f"{searched}, {search.recorded:,} recorded{'' if rows else ', none of them in the table now'}"
    return f"{searched}, nothing found{' then' if rows else ''}"
