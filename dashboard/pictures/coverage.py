"""The sections of the page of coverage, in their order, and their tables by name.

To add a section, add a row; the page and the CSV walk this table.
"""

from __future__ import annotations

from dashboard.known_gaps import COUNTED, gaps, not_covered
from dashboard.language import gettext as _
from dashboard.language import language
from dashboard.pictures import coverage_cities, coverage_kinds, coverage_sources, coverage_survival
from dashboard.pictures.section import Section, Sheet
from dashboard.published import Published
from dashboard.selection import Address
from dashboard.texts import as_pandas
from dashboard.theme import LIGHT, Theme

SHEETS = ("states", "countries", "tracks", "kinds", "dates", "city-groups", "searched", "cities", "left-out", "ranks")
"""Names of the tables."""


def sections(published: Published, address: Address, theme: Theme) -> list[Section]:
    """Every section that the selection has numbers for: where nothing is counted, the cities and what is missing."""
    cities, unknown = coverage_cities.section(published, address, theme), missing_section(published)
    if not published.totals(address.selection).rows:
        return [cities, unknown]
    return [
        coverage_sources.section(published, address, theme),
        coverage_kinds.kinds_section(published, address, theme),
        coverage_kinds.dates_section(published, address, theme),
        cities,
        coverage_survival.section(published, address, theme),
        unknown,
    ]


def sheet_named(published: Published, address: Address, name: str) -> Sheet | None:
    """The table of that name, None where the selection has nothing for it."""
    found = [sheet for section in sections(published, address, LIGHT) for sheet in section.sheets]
    return next((sheet for sheet in found if sheet.name == name), None)


def missing(published: Published) -> tuple[str, ...]:
    """What is known to be missing from the table, a sentence or two each."""
    found = published.study(
        ("gaps", language()), lambda: gaps(as_pandas(published.table.columns(*COUNTED)), published.reference)
    )
    return tuple(text.replace("`", "") for text in not_covered(found))


def missing_section(published: Published) -> Section:
    """What is known to be missing?"""
    finding = _("A blank place means nothing recorded, never that nothing happens. Known to be thin or missing:")
    how = _(
        "Counted from the whole table, whatever is selected, in the words of the codebook (data/README.md). Fewest "
        "rows: states proper by engagements of every actor located there. What nobody looked for is missing without "
        "being known: this list is what those who collected the rows know of."
    )
    return Section("missing", _("What is known to be missing?"), finding, (), (how,), (), missing(published))
