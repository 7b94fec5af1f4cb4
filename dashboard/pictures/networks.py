"""The sections of the page of networks, in their order, and their tables by name.

To add a section, add a row; the page and the CSV walk this table.
"""

from __future__ import annotations

from collections.abc import Callable

from dashboard.pictures import copartners, memberships, passage, standing
from dashboard.pictures.section import Section, Sheet
from dashboard.published import Published
from dashboard.selection import Address
from dashboard.theme import LIGHT, Theme

SECTIONS: tuple[Callable[[Published, Address, Theme], Section], ...] = (
    memberships.section,
    copartners.section,
    standing.section,
    passage.section,
)

SHEETS = {
    "overlaps": memberships.section,
    "networks": memberships.section,
    "shared-partners": copartners.section,
    "us-side": standing.section,
    "other-side": standing.section,
    "communities": standing.section,
    "flows": passage.section,
}
"""Name of a table → the section that holds it."""


def sections(published: Published, address: Address, theme: Theme) -> list[Section]:
    """Every section of a selection that holds something."""
    return [section(published, address, theme) for section in SECTIONS]


def sheet_named(published: Published, address: Address, name: str) -> Sheet | None:
    """The table of that name, None where the selection has nothing for it."""
    if not published.totals(address.selection).rows:
        return None
    found = SHEETS[name](published, address, LIGHT)
    return next((sheet for sheet in found.sheets if sheet.name == name), None)
