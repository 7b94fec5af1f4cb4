"""What shifted? Issues, regions and states before and after, as dots of their share and as counts that lead to rows.

Shares are of the period's own engagements, so that a period with more of everything does not look like a shift.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from dashboard import schema
from dashboard.figures.dots import DotRow, dots, height
from dashboard.figures.picture import KeyEntry, Picture
from dashboard.insights.tally import Tally
from dashboard.language import N_, spoken
from dashboard.language import gettext as _
from dashboard.over_time import Findings
from dashboard.pictures.changed import SNAPSHOT, both, number, rows_in
from dashboard.pictures.section import Cell, Chart, Column, Name, Section, Sheet, in_unit, paragraphs
from dashboard.published import Published
from dashboard.selection import Address
from dashboard.subjects import path_of
from dashboard.theme import SYMBOLS, Theme
from dashboard.wording import listed

MOST_DRAWN = 18

NAMES: Mapping[str, str] = spoken(
    {"issue": N_("Issues"), "bureau": N_("Regions"), "state": N_("States and territories")}
)
ONE: Mapping[str, str] = spoken({"issue": N_("Issue"), "bureau": N_("Region"), "state": N_("State or territory")})
BY: Mapping[str, str] = spoken(
    {"issue": N_("By issue: {shifts}."), "bureau": N_("By region: {shifts}."), "state": N_("By state: {shifts}.")}
)

HOW = (
    N_("Share = {units} of an issue, region or state ÷ all of the same period. {adding}"),
    N_(
        "The finding names shifts in percentage points. Small numbers shift by chance; no test is made, since the "
        "table is no sample."
    ),
    SNAPSHOT,
)

ADDING: Mapping[str, str] = spoken(
    {
        "engagements": N_(
            "An engagement has up to four issues and counts once for each, so issues add up to more than the "
            "engagements; it has one state and one region (networks and multilateral bodies: International "
            "Organizations), so these add up to them."
        ),
        "ties": N_(
            "A tie counts once for each issue that it has an engagement on, so issues add up to more than the ties; "
            "it has one state and one region, so these add up to them."
        ),
        "counterparts": N_(
            "A counterpart counts once for each issue and each state that it has an engagement with, so these add up "
            "to more than the counterparts; it has one region."
        ),
        "fractional": N_(
            "The issues of an engagement have equal shares of it, so issues add up to the engagements. States and "
            "regions add up the shares of the chosen issues, where some are chosen."
        ),
    }
)


@dataclass(frozen=True)
class Shift:
    """A value of a field with its engagements (or another unit) in baseline and period, and their shares of all."""

    code: str
    counts: tuple[float, float]
    shares: tuple[float, float]

    @property
    def points(self) -> float:
        """The change of the share in percentage points."""
        return 100 * (self.shares[1] - self.shares[0])


def section(published: Published, address: Address, theme: Theme, found: Findings) -> Section:
    """What shifted?"""
    shifts = {name: _shifts(found, name) for name in NAMES}
    charts = [_chart(published, name, each, theme, found) for name, each in shifts.items() if len(each) > 1]
    sheets = [_sheet(published, address, name, each, found) for name, each in shifts.items() if each]
    how = paragraphs(HOW, units=found.unit.many, adding=ADDING[found.unit.code])
    return Section("shifts", _("What shifted?"), _finding(published, shifts, found), tuple(charts), how, tuple(sheets))


def _shifts(found: Findings, name: str) -> list[Shift]:
    """The values with any engagement in either period, most in both together first."""
    rows = [found.engagements[period.holds(found.engagements["year"])] for period in both(found)]
    before, after = (_counts(each, name, found.tally) for each in rows)
    totals = [_total(each, name, found.tally) for each in rows]
    codes = sorted({*before, *after}, key=lambda code: (-before.get(code, 0) - after.get(code, 0), code))
    return [
        Shift(code, counts, (_share(counts[0], totals[0]), _share(counts[1], totals[1])))
        for code in codes
        for counts in [(before.get(code, 0), after.get(code, 0))]
    ]


def _counts(engagements: pd.DataFrame, name: str, tally: Tally) -> Mapping[str, float]:
    counts = tally.by_issue(engagements) if name == "issue" else tally.by(engagements, schema.CHOICES[name].column)
    return {str(code): count for code, count in counts.to_dict().items()}


def _total(engagements: pd.DataFrame, name: str, tally: Tally) -> float:
    """What shares are of: for issues, the shares of all issues of an engagement make one."""
    return replace(tally, issues=()).of(engagements) if name == "issue" else tally.of(engagements)


def _share(count: float, total: float) -> float:
    return count / total if total else 0.0


def _finding(published: Published, shifts: Mapping[str, list[Shift]], found: Findings) -> str:
    if not (found.before["engagements"].count and found.after["engagements"].count):
        return _("One of the periods holds nothing that is dated, so that nothing can be compared.")
    said = []
    for name, sentence in BY.items():
        ordered = sorted(shifts[name], key=lambda shift: shift.points)
        ends = [shift for shift in (ordered[-1], ordered[0]) if abs(shift.points) >= 1]
        if ends:
            named = [f"{published.catalogue.label(name, each.code)} ({_points(each.points)})" for each in ends]
            said.append(sentence.format(shifts=listed(named)))
    if not said:
        return _("No share shifted by a point or more.")
    return _("Largest shifts of share, in points. {shifts}").format(shifts=" ".join(said))


def _points(points: float) -> str:
    return f"{points:+.0f}".replace("-", "−")


def _chart(published: Published, name: str, shifts: list[Shift], theme: Theme, found: Findings) -> Chart:
    periods = tuple(map(str, both(found)))
    drawn = shifts[:MOST_DRAWN]
    rows = [DotRow(published.catalogue.label(name, each.code), each.shares, each.counts) for each in drawn]
    key = tuple(KeyEntry(theme.sides[side], f"{SYMBOLS[side][1]} {period}") for side, period in enumerate(periods))
    if len(drawn) < len(shifts):
        label = _("{fields}, the {n} with most: share of the {units} of {baseline} and {period}")
    else:
        label = _("{fields}: share of the {units} of {baseline} and {period}")
    label = label.format(
        fields=NAMES[name], n=MOST_DRAWN, units=found.unit.many, baseline=periods[0], period=periods[1]
    )
    return Chart(f"{name}-shifts", label, Picture(dots(rows, periods, theme, found.unit), key=key), height(rows))


def _sheet(published: Published, address: Address, name: str, shifts: list[Shift], found: Findings) -> Sheet:
    periods = both(found)

    def row(at: int) -> tuple[Cell, ...]:
        each = shifts[at]
        cells = [
            number(count, rows_in(address.selection, period, published.catalogue, name, (each.code,)))
            for count, period in zip(each.counts, periods, strict=True)
        ]
        label = published.catalogue.label(name, each.code)
        return (
            Name(label, path_of("state", each.code) if name == "state" else ""),
            *cells,
            each.counts[1] - each.counts[0],
            100 * each.shares[0],
            100 * each.shares[1],
            each.points,
        )

    columns = (
        Column(ONE[name]),
        *(in_unit(found.unit, f"{{units}} {period}") for period in periods),
        in_unit(found.unit, _("Change"), signed=True),
        *(Column(_("Share {period}, %").format(period=period), 1) for period in periods),
        Column(_("Change in points"), 1, signed=True),
    )
    sheet = {"issue": "issues", "bureau": "regions", "state": "states"}[name]
    caption = _("{fields} before and after, in {units}").format(fields=NAMES[name], units=found.unit.many)
    return Sheet(sheet, caption, columns, len(shifts), row, most=60, is_open=False)
