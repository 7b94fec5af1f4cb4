"""Engagements as the items of a list: title, date, sides and source in words, with the addresses of their pages.

Which engagements a list holds is decided where it is made; the table on screen has its own rows (``routes``).
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import schema
from dashboard.language import gettext as _
from dashboard.published import Published
from dashboard.selection import Selection
from dashboard.subjects import other_page
from dashboard.wording import date_in_words


@dataclass(frozen=True)
class Event:
    """One engagement in a list, all of it text: codes with their labels, dates as in the table."""

    id: str
    title: str
    start_date: str
    end_date: str
    type: str
    status: str
    actor: str
    actor_name: str
    other_path: str
    other_name: str
    source_name: str
    source_url: str

    @property
    def date_words(self) -> str:
        """The date as precise as it is known: 'October 3, 2019', '2019', 'no date'."""
        return date_in_words(self.start_date) or _("no date")


EVENT_COLUMNS = (
    *("id", "title", "start_date", "end_date", "engagement_type", "status", "us_actor", "us_state", "counterpart"),
    *("counterpart_country", "source_name", "source_url", "actor", "counterpart_slug", "network"),
)


def events(published: Published, selection: Selection, most: int, sort: str = "") -> list[Event]:
    """The engagements of a selection, newest first unless ``sort`` says otherwise, at most so many."""
    rows = published.rows(selection, sort, EVENT_COLUMNS, 0, most)
    label = published.catalogue.label
    return [
        Event(
            row["id"],
            row["title"],
            row["start_date"],
            row["end_date"],
            schema.TYPES[row["engagement_type"]],
            schema.STATUSES[row["status"]],
            row["actor"],
            label("actor", row["actor"]),
            other_page(row),
            label("network", row["network"]) if row["network"] else label("counterpart", row["counterpart_slug"]),
            row["source_name"],
            row["source_url"],
        )
        for row in rows.iter_rows(named=True)
    ]
