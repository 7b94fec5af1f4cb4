"""Places with nothing recorded: which, how many residents they have, and whether anyone searched.

"Nothing recorded" says nothing about what happens there; the log of searches is the only record of looking in vain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.insights.search_log import Search, search_words

City = tuple[str, str]
"""Name and USPS code."""


@dataclass(frozen=True)
class Unrecorded:
    """A place without engagements in a selection; ``elsewhere``: its engagements outside the selection.

    ``searched``: day of a logged search that found nothing at all (ISO 8601), '' where none is logged.
    """

    place: City
    residents: int
    elsewhere: int
    searched: str

    @property
    def search(self) -> str:
        """What is known of searches, in words."""
        return search_words(Search(self.searched, 0) if self.searched else None, 0)


def unrecorded(
    residents: Mapping[City, int],
    selected: Mapping[City, int],
    whole: Mapping[City, int],
    fruitless: Mapping[City, str],
) -> list[Unrecorded]:
    """The places without a selected engagement, largest first.

    ``residents``: every place that is looked at; ``selected``, ``whole``: engagements in the selection and in the
    whole table; ``fruitless``: day of the last search without any result. A place that has a row now was not in vain.
    """
    found = [
        Unrecorded(place, people, whole.get(place, 0), "" if whole.get(place, 0) else fruitless.get(place, ""))
        for place, people in residents.items()
        if not selected.get(place, 0)
    ]
    return sorted(found, key=lambda each: (-each.residents, each.place))
