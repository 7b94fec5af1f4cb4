"""When? Agreements, meetings and memberships by year, apart, with the two periods set off, and the same as a table.

Undated engagements are in no year and are counted in the words.
"""

from __future__ import annotations

import pandas as pd

from dashboard import schema
from dashboard.figures.multiples import Shade, Strip, height, multiples
from dashboard.figures.picture import Picture
from dashboard.insights.renewal import Period
from dashboard.over_time import Findings
from dashboard.periods import MEETINGS_SINCE
from dashboard.pictures.changed import SNAPSHOT, both, number, rows_in
from dashboard.pictures.section import Cell, Chart, Column, Section, Sheet
from dashboard.published import Published
from dashboard.selection import Address
from dashboard.theme import Theme
from dashboard.units import Unit

EARLIER = 5
"""Years before the baseline that the chart begins with."""

NAMES = {"partnership": "Agreements and programs", "meeting": "Meetings", "network": "Memberships"}

HOW = (
    "{units} by the year in which engagements were signed, began or took place, one strip for each family, all on one "
    "scale. The grey years are the baseline and the comparison period; the table has every year.",
    f"Meetings are in the scope of the table from {MEETINGS_SINCE} on, agreements and memberships of any year if they "
    "were given as current. Hardly anything was done in person in 2020 and 2021.",
    SNAPSHOT,
)


def section(published: Published, address: Address, theme: Theme, found: Findings) -> Section:
    """When?"""
    dated = found.engagements[found.engagements["year"].notna()]
    counts = found.tally.by(dated, ["year", "family"]).unstack(fill_value=0).reindex(columns=list(NAMES), fill_value=0)
    counts = counts.assign(all=found.tally.by(dated, "year"))
    counts.index = counts.index.astype(int)
    charts = (_chart(counts, theme, found),) if len(counts) else ()
    how = tuple(text.format(units=found.unit.many.capitalize()) for text in HOW)
    sheets = (_sheet(published, address, counts, found.unit),)
    return Section("years", "When did they begin?", _finding(counts, found), charts, how, sheets)


def _chart(counts: pd.DataFrame, theme: Theme, found: Findings) -> Chart:
    baseline, period = both(found)
    shown = counts[counts.index >= baseline.first - EARLIER]
    strips = [
        Strip(label, "", dict(zip(shown.index.tolist(), shown[family].tolist(), strict=True)))
        for family, label in NAMES.items()
    ]
    shades = [Shade("Baseline", baseline.first, baseline.last), Shade("Comparison", period.first, period.last)]
    label = f"{found.unit.many.capitalize()} by year and family; grey: baseline {baseline} and comparison {period}"
    return Chart("years-strips", label, Picture(multiples(strips, theme, shades, found.unit)), height(len(strips)) + 20)


def _finding(counts: pd.DataFrame, found: Findings) -> str:
    (baseline, _), unit, year = both(found), found.unit, found.engagements["year"]
    undated = found.tally.of(found.engagements[year.isna()])
    older = found.tally.of(found.engagements[year < baseline.first - EARLIER])
    parts = []
    if len(counts):
        parts.append(f"The year with most is {counts['all'].idxmax()} ({unit.counted(counts['all'].max())}).")
    if older:
        parts.append(f"{unit.counted(older)} from before {baseline.first - EARLIER} are in the table only.")
    if undated:
        parts.append(f"{unit.counted(undated)} without a date cannot be placed.")
    return " ".join(parts)


def _sheet(published: Published, address: Address, counts: pd.DataFrame, unit: Unit) -> Sheet:
    newest = counts.sort_index(ascending=False)

    def row(at: int) -> tuple[Cell, ...]:
        year = int(newest.index[at])
        span = Period(year, year)
        cells = [
            number(
                newest[family].iloc[at].item(),
                rows_in(address.selection, span, published.catalogue, "family", (family,)),
            )
            for family in schema.FAMILIES
        ]
        total = number(newest["all"].iloc[at].item(), rows_in(address.selection, span, published.catalogue))
        return (str(year), total, *cells)

    named = ("All", *(NAMES[family] for family in schema.FAMILIES))
    columns = (Column("Year"), *(Column(name, 0, unit=unit) for name in named))
    return Sheet(
        "years", f"{unit.many.capitalize()} by year, newest first", columns, len(newest), row, most=20, is_open=False
    )
