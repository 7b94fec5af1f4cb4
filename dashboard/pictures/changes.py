"""The sections of the page of change over time, in their order, and their tables by name.

To add a section, add a row; the page and the CSV walk this table.
"""

from __future__ import annotations

from dashboard.insights.lifecycle import STATES
from dashboard.insights.renewal import CLASSES
from dashboard.over_time import Findings, findings
from dashboard.periods import compared
from dashboard.pictures import change_indicators, change_shares, change_ties, change_years
from dashboard.pictures.section import Section, Sheet
from dashboard.published import Published
from dashboard.selection import Address, Refusal
from dashboard.theme import LIGHT, Theme

SHEETS = ("indicators", "years", "changes", *CLASSES, "issues", "regions", "states", "life-cycle", *STATES)
"""Names of the tables."""


def sections(published: Published, address: Address, theme: Theme, found: Findings) -> list[Section]:
    """Every section."""
    return [
        change_indicators.section(published, address, found),
        change_years.section(published, address, theme, found),
        change_ties.changes_section(published, address, found),
        change_shares.section(published, address, theme, found),
        change_ties.states_section(published, address, found),
    ]


def found_for(published: Published, address: Address) -> Findings | None:
    """What the page of this address tells; None where the selection holds nothing."""
    return findings(published, address.selection, compared(address.look, published.updated), address.look.counted)


def refusals(published: Published, address: Address) -> tuple[Refusal, ...]:
    """What of the address's periods cannot be taken."""
    return compared(address.look, published.updated).refusals


def sheet_named(published: Published, address: Address, name: str) -> Sheet | None:
    """The table of that name, None where the selection has nothing for it."""
    found = found_for(published, address)
    every = sections(published, address, LIGHT, found) if found else []
    sheets = [sheet for section in every for sheet in section.sheets]
    return next((sheet for sheet in sheets if sheet.name == name), None)
