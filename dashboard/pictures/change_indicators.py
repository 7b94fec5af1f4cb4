"""How do the two periods compare? The table of indicators for evaluation reports, each with its definition.

The indicators are worked out in ``insights.indicators``, defined in ``over_time_words``.
"""

from __future__ import annotations

from dashboard.insights.indicators import Measured
from dashboard.insights.renewal import Period
from dashboard.over_time import Findings
from dashboard.over_time_words import indicators_in
from dashboard.pictures.changed import SNAPSHOT, both, page_of, rows_in
from dashboard.pictures.section import Cell, Column, Number, Section, Sheet
from dashboard.published import Published
from dashboard.selection import Address
from dashboard.wording import counted

NARROWED = {
    "agreements": ("family", "partnership"),
    "meetings": ("family", "meeting"),
    "memberships": ("family", "network"),
    "formal": ("formality", "formal"),
    "official": ("source_kind", "official"),
    "announced": ("status", "announced"),
}
"""Indicator → the clause of the rows that it counts."""

LEADING = {"leading-countries": "country", "leading-states": "state"}

HOW = (
    "Every indicator is counted from the engagements whose start date lies in the period; undated ones are in none. "
    "Those that count engagements follow the unit that is chosen above, shares included; ties, actors and places are "
    "counted as such. "
    "A number leads to the engagements that it counts, a number of places or ties to all engagements of the period, a "
    "share to those above the line, new ties to their list. Change is the difference, of shares in percentage points.",
    "Two periods are not two surveys: the same table is read for both, as it was on its last reading. Cite the address "
    "together with the version of the table.",
    SNAPSHOT,
)


def section(published: Published, address: Address, found: Findings) -> Section:
    """How do the two periods compare?"""
    return Section(
        "indicators", "How do the two periods compare?", _finding(found), (), HOW, (_sheet(published, address, found),)
    )


def _finding(found: Findings) -> str:
    before, after = found.before, found.after
    baseline, period = both(found)
    unit, year = found.unit, found.engagements["year"]
    undated = found.tally.of(found.engagements[year.isna()])
    other = found.tally.of(found.engagements[year.notna() & ~baseline.holds(year) & ~period.holds(year)])
    begun = " with an engagement begun" if unit.is_distinct else " begun"
    ties = f"; {counted(after['ties'].count, 'tie')} with any, {before['ties'].count:,} before"
    parts = [
        f"{unit.counted(after['engagements'].count)}{begun} in {period}, {unit.number(before['engagements'].count)} in "
        f"{baseline}{'' if unit.code == 'ties' else ties}."
    ]
    if other or undated:
        neither = "With others" if unit.is_distinct else "In neither"
        parts.append(f"{neither}: {unit.number(other)} of other years, {unit.number(undated)} undated.")
    return " ".join(parts)


def _sheet(published: Published, address: Address, found: Findings) -> Sheet:
    defined = indicators_in(found.unit)
    names = list(defined)
    baseline, period = both(found)

    def row(at: int) -> tuple[Cell, ...]:
        name = names[at]
        before, after = found.before[name], found.after[name]
        return (
            defined[name].label,
            _cell(published, address, found, name, baseline),
            _cell(published, address, found, name, period),
            *_change(name, before, after),
            defined[name].definition,
        )

    columns = (
        Column("Indicator"),
        Column(str(baseline), 0, unit=found.unit),
        Column(str(period), 0, unit=found.unit),
        Column("Change", 0, signed=True, unit=found.unit),
        Column("Change, %", 0, signed=True),
        Column("Definition", folded=True),
    )
    return Sheet("indicators", f"Indicators, {baseline} and {period}", columns, len(names), row)


def _decimals(name: str, measured: Measured) -> int | None:
    """One for shares and means, None for counts, which are printed as the unit is."""
    return 1 if measured.of is not None or name == "per-year" else None


def _cell(published: Published, address: Address, found: Findings, name: str, period: Period) -> Cell:
    is_after = period == both(found)[1]
    measured = (found.after if is_after else found.before)[name]
    if measured.value is None:
        return "–"
    href = _href(published, address, name, measured, period, is_after) if measured.count else ""
    return Number(measured.value, href, _decimals(name, measured))


def _href(published: Published, address: Address, name: str, measured: Measured, period: Period, is_after: bool) -> str:
    if name == "new-ties":
        return "#new-rows" if is_after else page_of(address, period)
    if name in LEADING:
        return rows_in(address.selection, period, published.catalogue, LEADING[name], measured.codes)
    narrowed = (NARROWED[name][0], NARROWED[name][1:]) if name in NARROWED else ("", ())
    return rows_in(address.selection, period, published.catalogue, *narrowed)


def _change(name: str, before: Measured, after: Measured) -> tuple[Cell, Cell]:
    if before.value is None or after.value is None:
        return "–", "–"
    change = Number(after.value - before.value, decimals=_decimals(name, after))
    relative = 100 * (after.value / before.value - 1) if before.value and after.of is None else "–"
    return change, relative
