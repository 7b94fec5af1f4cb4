"""What the sections on change share: links to the rows of a period, names of ties, and where a number comes from.

A number without an address that holds exactly its rows stands without a link.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard import schema
from dashboard.catalogue import Catalogue
from dashboard.insights.renewal import Period
from dashboard.language import N_
from dashboard.over_time import Findings
from dashboard.periods import PATH
from dashboard.pictures.section import Name, Number
from dashboard.selection import YEARS, Address, Selection, query_string

SNAPSHOT = N_(
    "The table is a selective snapshot. What is newer is found more easily, so a rise is partly a rise in what was "
    "found; what is not seen in a period is not recorded there, which is no evidence that nothing happened."
)

OF_TIE = ("actor", *schema.OTHER_SIDE)


def rows_in(
    selection: Selection, period: Period, catalogue: Catalogue, name: str = "", values: Sequence[str] = ()
) -> str:
    """The address in Explore of the rows of a period, those with one of ``values`` of a field; '' where there is none.

    Values of a parameter are joined by or, and so are those of the other side: not every narrowing has an address.
    """
    chosen = selection.without(*YEARS)
    if name:
        own = chosen.values(name)
        beside = [other for other in schema.OTHER_SIDE if other != name and chosen.values(other)]
        kept = [value for value in values if value in own] if own else list(values)
        if not kept or (name in schema.OTHER_SIDE and beside):
            return ""
        chosen = chosen.with_values(name, kept, catalogue)
    return f"/?{chosen.with_years(period.first, period.last).to_query()}"


def number(count: float, href: str) -> Number:
    """A count with the address of its rows; nothing leads nowhere."""
    return Number(count, href if count else "")


def tie_name(catalogue: Catalogue, tie: str) -> Name:
    """The name of a tie with the address of its page: 'Austin, TX – Adelaide, Australia'."""
    actor, _, other = tie.partition("/")
    field = "network" if other in catalogue.labels["network"] else "counterpart"
    return Name(f"{catalogue.label('actor', actor)} – {catalogue.label(field, other)}", f"/tie/{tie}")


def tie_rows(selection: Selection, tie: str, period: Period | None = None) -> str:
    """The address of a tie's page, narrowed to the selection and a period."""
    own = selection.without(*YEARS, *OF_TIE)
    query = (own.with_years(period.first, period.last) if period else own).to_query()
    return f"/tie/{tie}?{query}" if query else f"/tie/{tie}"


def page_of(address: Address, period: Period) -> str:
    """The page with another comparison period, and as many years before it."""
    look = replace(address.look, **dict.fromkeys(schema.PERIODS, ""))
    chosen = replace(look, period_from=str(period.first), period_to=str(period.last))
    return f"{PATH}?{query_string([*address.selection.without(*YEARS).pairs(), *chosen.pairs()])}"


def both(found: Findings) -> tuple[Period, Period]:
    """Baseline and comparison period."""
    return found.compared.baseline, found.compared.period
