"""How do the two periods compare? The table of indicators for evaluation reports, each with its definition.

The indicators are worked out in ``insights.indicators``, defined in ``indicator_words``.
"""

from __future__ import annotations

from dashboard.indicator_words import indicators_in
from dashboard.insights.indicators import Measured
from dashboard.insights.renewal import Period
from dashboard.language import N_, ngettext
from dashboard.language import gettext as _
from dashboard.over_time import Findings
from dashboard.pictures.changed import SNAPSHOT, both, page_of, rows_in
from dashboard.pictures.section import Cell, Column, Number, Section, Sheet, paragraphs
from dashboard.published import Published
from dashboard.selection import Address

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
    N_(
        "Every indicator is counted from the engagements whose start date lies in the period; undated ones are in "
        "none. Those that count engagements follow the unit that is chosen above, shares included; ties, actors and "
        "places are counted as such. "
        "A number leads to the engagements that it counts, a number of places or ties to all engagements of the "
        "period, a share to those above the line, new ties to their list. Change is the difference, of shares in "
        "percentage points."
    ),
    N_(
        "Two periods are not two surveys: the same table is read for both, as it was on its last reading. Cite the "
        "address together with the version of the table."
    ),
    SNAPSHOT,
)


def section(published: Published, address: Address, found: Findings) -> Section:
    """How do the two periods compare?"""
    question, sheet = _("How do the two periods compare?"), _sheet(published, address, found)
    return Section("indicators", question, _finding(found), (), paragraphs(HOW), (sheet,))


def _finding(found: Findings) -> str:
    baseline, period = both(found)
    unit, year = found.unit, found.engagements["year"]
    undated = found.tally.of(found.engagements[year.isna()])
    other = found.tally.of(found.engagements[year.notna() & ~baseline.holds(year) & ~period.holds(year)])
    if not (other or undated):
        return _begun(found)
    if unit.is_distinct:
        outside = _("With others: {other} of other years, {undated} undated.")
    else:
        outside = _("In neither: {other} of other years, {undated} undated.")
    return f"{_begun(found)} {outside.format(other=unit.number(other), undated=unit.number(undated))}"


def _begun(found: Findings) -> str:
    """What began in either period, and the ties that had any, where these are not what is counted."""
    (baseline, period), unit, ties = both(found), found.unit, found.after["ties"].count
    if unit.code == "ties":
        sentence = _("{units} with an engagement begun in {period}, {before} in {baseline}.")
    elif unit.is_distinct:
        sentence = ngettext(
            "{units} with an engagement begun in {period}, {before} in {baseline}; {ties} tie with any, {ties_before} "
            "before.",
            "{units} with an engagement begun in {period}, {before} in {baseline}; {ties} ties with any, {ties_before} "
            "before.",
            ties,
        )
    else:
        sentence = ngettext(
            "{units} begun in {period}, {before} in {baseline}; {ties} tie with any, {ties_before} before.",
            "{units} begun in {period}, {before} in {baseline}; {ties} ties with any, {ties_before} before.",
            ties,
        )
    return sentence.format(
        units=unit.counted(found.after["engagements"].count),
        before=unit.number(found.before["engagements"].count),
        period=period,
        baseline=baseline,
        ties=f"{ties:,}",
        ties_before=f"{found.before['ties'].count:,}",
    )


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
        Column(_("Indicator")),
        Column(str(baseline), 0, unit=found.unit),
        Column(str(period), 0, unit=found.unit),
        Column(_("Change"), 0, signed=True, unit=found.unit),
        Column(_("Change, %"), 0, signed=True),
        Column(_("Definition"), folded=True),
    )
    caption = _("Indicators, {baseline} and {period}").format(baseline=baseline, period=period)
    return Sheet("indicators", caption, columns, len(names), row)


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
