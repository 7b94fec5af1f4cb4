"""The large cities with what stands behind their rows and what the log of searches says of them.

What is said of them is in ``pictures.coverage_cities``.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.insights.search_log import Search, search_words
from dashboard.pictures.coverage_rows import behind
from dashboard.published import Published
from dashboard.selection import Address, Selection
from dashboard.source_queries import Behind

City = tuple[str, str]
"""Name and USPS code."""


@dataclass(frozen=True)
class Covered:
    """A large city: ``behind`` its rows in the selection; ``rows`` in the whole table; the logged ``search`` for it.

    ``slugs``: actors seated there with an engagement in the selection.
    """

    city: City
    residents: int
    region: str
    behind: Behind
    rows: int
    search: Search | None
    slugs: tuple[str, ...]

    @property
    def name(self) -> str:
        """'Austin, TX'."""
        return ", ".join(self.city)

    @property
    def words(self) -> str:
        """What is known of searches."""
        return search_words(self.search, self.rows)


def covered_cities(published: Published, address: Address) -> list[Covered]:
    """Every large city, of the chosen states where some are chosen, by sources, then residents: absent ones first."""
    found = behind(published, address.selection, "seat", unit=address.look.counted)
    whole = behind(published, Selection(), "seat")
    reference, seated, log = published.reference, _seated(published, address.selection), _log(published)
    regions = dict(zip(reference.states["usps"], reference.states["census_region"], strict=True))
    chosen = address.selection.values("state")
    listed = reference.large_cities[["city", "us_state", "population"]].itertuples(index=False)
    cities = [
        Covered(
            (city, state),
            int(residents),
            regions[state],
            found.get((f"{city}, {state}",), Behind()),
            whole.get((f"{city}, {state}",), Behind()).rows,
            log.get((city, state)),
            tuple(seated.get((city, state), ())),
        )
        for city, state, residents in listed
        if not chosen or state in chosen
    ]
    return sorted(cities, key=lambda each: (each.behind.sources, -each.residents, each.city))


def _log(published: Published) -> dict[City, Search]:
    logged = published.reference.searches[["city", "us_state", "searched_on", "rows_recorded"]]
    return {(city, state): Search(day, int(rows)) for city, state, day, rows in logged.itertuples(index=False)}


def _seated(published: Published, selection: Selection) -> dict[City, list[str]]:
    """Seat → actors with an engagement in the selection."""
    engaged = {slug for (slug,) in behind(published, selection, "actor")}
    actors = published.registers.actors
    seated: dict[City, list[str]] = {}
    for slug, city, state in zip(actors["slug"], actors["city"], actors["state"], strict=True):
        if slug in engaged:
            seated.setdefault((city, state), []).append(slug)
    return seated
