"""What the sections on coverage share: what stands behind places, and the addresses of rows that add up to a number.

Each section says what is made of it; queries are in ``source_queries``.
"""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.counting import measure_of
from dashboard.language import N_
from dashboard.language import gettext as _
from dashboard.pictures.section import Cell, Column, Number, in_unit
from dashboard.published import Published
from dashboard.schema import OTHER_SIDE
from dashboard.selection import Selection
from dashboard.source_queries import Behind, SourcesBy, read_behind
from dashboard.units import ENGAGEMENTS, Unit

PATH = "/data/coverage"

PER_LINK = 100
"""Actors in one address, so that it stays shorter than servers and browsers allow."""

SOURCES = N_(
    "A source is a distinct address (source_url) at which facts were read, exactly as it is written; a publisher is a "
    "distinct name (source_name). One source can stand behind several places and several rows, so the sources of "
    "places add up to more than all sources. Last read: the latest day (accessed) on which one of them was read."
)
NOTHING = N_(
    "A place without a row has nothing recorded; that says nothing about what happens there. The table is a selective "
    "snapshot: many sources behind a place also mean that collectors looked there more."
)


def behind_columns(unit: Unit) -> tuple[Column, ...]:
    """The columns of what stands behind something, of ``behind_cells``."""
    numbers = (in_unit(unit), Column(_("Sources"), 0), Column(_("Publishers"), 0), Column(_("Rows per source"), 1))
    return *numbers, Column(_("Last read"))


def behind(
    published: Published, selection: Selection, *columns: str, unit: Unit = ENGAGEMENTS
) -> dict[tuple[str, ...], Behind]:
    """Values of the columns → what stands behind their rows in the selection, also counted in a unit."""
    query = SourcesBy(columns, measure_of(unit.code, selection))
    return read_behind(published.ask([(query, selection)])[query, selection], query)


def behind_cells(each: Behind, href: str) -> tuple[Cell, ...]:
    """The cells of ``behind_columns``; ``href``: the address of the rows that all three numbers are counted from."""
    numbers = [Number(value, href if value else "") for value in (each.count, each.sources, each.publishers)]
    return (*numbers, each.rows / each.sources if each.sources else "", each.read)


def rows_href(selection: Selection) -> str:
    """The address in Explore of the rows of a selection."""
    query = selection.to_query()
    return f"/?{query}" if query else "/"


def with_value(published: Published, selection: Selection, field: str, *values: str) -> str:
    """The address of the rows of a selection that have one of these values in a choice field; '' for no values."""
    return rows_href(selection.with_values(field, values, published.catalogue)) if values else ""


def of_country(published: Published, selection: Selection, code: str) -> str:
    """The address of the rows of a selection with a country: clauses of the other side unite, so they are narrowed."""
    others = selection.without(*OTHER_SIDE)
    if others == selection or code in selection.values("country"):
        return with_value(published, others, "country", code)
    home = published.country_of_counterpart
    own = [slug for slug in selection.values("counterpart") if home[slug] == code]
    return with_value(published, others, "counterpart", *own)


def rows_of_node(published: Published, selection: Selection, node: tuple[str, str]) -> str:
    """The address of the rows of a selection with the value (field and code) that names a node of a network."""
    name, code = node
    if name == "country":
        return of_country(published, selection, code)
    others = selection.without(*OTHER_SIDE) if name in OTHER_SIDE else selection
    return with_value(published, others, name, code)


def of_actors(published: Published, selection: Selection, slugs: Iterable[str]) -> list[str]:
    """Addresses that hold the rows of these actors together: one, or several where they are many."""
    found = sorted(slugs)
    parts = [found[at : at + PER_LINK] for at in range(0, len(found), PER_LINK)]
    return [with_value(published, selection, "actor", *part) for part in parts]
