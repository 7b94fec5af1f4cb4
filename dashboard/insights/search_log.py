"""What the log of searches says of a place, in words; it is the only record of looking in vain.

"Nothing found" stands only where the log says so: elsewhere it is not known whether anyone searched.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from dashboard.language import LOCALES, language, ngettext
from dashboard.language import gettext as _


@dataclass(frozen=True)
class Search:
    """A logged search: its day (ISO 8601) and how many rows were recorded from it."""

    day: str
    recorded: int


def search_words(search: Search | None, rows: int) -> str:
    """What is known of searches for a place that has ``rows`` in the table today."""
    if search is None:
        return _("no search by its name is logged") if rows else _("not known whether searched")
    if not search.recorded:
        found = _("searched {day}, nothing found then") if rows else _("searched {day}, nothing found")
    elif rows:
        found = ngettext("searched {day}, {n} recorded", "searched {day}, {n} recorded", search.recorded)
    else:
        found = ngettext(
            "searched {day}, {n} recorded, none of them in the table now",
            "searched {day}, {n} recorded, none of them in the table now",
            search.recorded,
        )
    day = format_date(date.fromisoformat(search.day), "d MMM y", LOCALES.get(language(), "en_US"))
    return found.format(day=day, n=f"{search.recorded:,}")
