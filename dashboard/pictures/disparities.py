"""The sections of the page of disparities, in their order, and their tables by name.

To add a section, add a row; the page and the CSV walk this table.
"""

from __future__ import annotations

from dashboard.pictures import disparity_chance, disparity_groups, disparity_nothing, disparity_rates
from dashboard.pictures.ratings import ratings_of
from dashboard.pictures.section import Section, Sheet
from dashboard.published import Published
from dashboard.selection import Address
from dashboard.theme import LIGHT, Theme

SHEETS = ("rates", "outside", "concentration", "groups", "nothing-states", "nothing-cities")
"""Names of the tables."""


def sections(published: Published, address: Address, theme: Theme) -> list[Section]:
    """Every section that the selection has numbers for: where nothing is counted, only what is not recorded."""
    nothing = disparity_nothing.section(published, address, theme)
    ratings = ratings_of(published, address)
    if ratings is None:
        return [nothing]
    return [
        disparity_rates.section(published, address, theme, ratings),
        disparity_chance.funnel_section(published, address, theme, ratings),
        disparity_chance.concentration_section(published, address, theme, ratings),
        disparity_groups.section(published, address, theme),
        nothing,
    ]


def sheet_named(published: Published, address: Address, name: str) -> Sheet | None:
    """The table of that name, None where the selection has nothing for it."""
    found = [sheet for section in sections(published, address, LIGHT) for sheet in section.sheets]
    return next((sheet for sheet in found if sheet.name == name), None)
