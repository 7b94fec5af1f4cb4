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
from dashboard.wording import counted

EARLIER = 5
"""Years before the baseline that the chart begins with."""

NAMES = {"partnership": "Agreements and programs", "meeting": "Meetings", "network": "Memberships"}

HOW = (
    "Engagements by the year in which they were signed, began or took place, one strip for each family, all on one "
    "scale. The grey years are the baseline and the comparison period; the table has every year.",
    f"Meetings are in the scope of the table from {MEETINGS_SINCE} on, agreements and memberships of any year if they "
    "were given as current. Hardly anything was done in person in 2020 and 2021.",
    SNAPSHOT,
)


def section(published: Published, address: Address, theme: Theme, found: Findings) -> Section:
    """When?"""
    by_year = found.engagements.groupby(["year", "family"]).size().unstack(fill_value=0)
    counts = by_year.reindex(columns=list(NAMES), fill_value=0)
    counts.index = counts.index.astype(int)
    charts = (_chart(counts, theme, found),) if len(counts) else ()
    return Section(
        "years", "When did they begin?", _finding(counts, found), charts, HOW, (_sheet(published, address, counts),)
    )


def _chart(counts: pd.DataFrame, theme: Theme, found: Findings) -> Chart:
    baseline, period = both(found)
    shown = counts[counts.index >= baseline.first - EARLIER]
    strips = [
        Strip(label, "", dict(zip(shown.index.tolist(), shown[family].tolist(), strict=True)))
        for family, label in NAMES.items()
    ]
    shades = [Shade("Baseline", baseline.first, baseline.last), Shade("Comparison", period.first, period.last)]
    label = f"Engagements by year and family; grey: baseline {baseline} and comparison {period}"
    return Chart("years-strips", label, Picture(multiples(strips, theme, shades)), height(len(strips)) + 20)


def _finding(counts: pd.DataFrame, found: Findings) -> str:
    baseline, _ = both(found)
    undated = int(found.engagements["year"].isna().sum())
    older = int(counts[counts.index < baseline.first - EARLIER].sum().sum())
    parts = []
    if len(counts):
        totals = counts.sum(axis=1)
        parts.append(f"The year with most is {totals.idxmax()} ({totals.max():,}).")
    if older:
        parts.append(f"{counted(older, 'engagement')} from before {baseline.first - EARLIER} are in the table only.")
    if undated:
        parts.append(f"{counted(undated, 'engagement')} without a date cannot be placed.")
    return " ".join(parts)


def _sheet(published: Published, address: Address, counts: pd.DataFrame) -> Sheet:
    newest = counts.sort_index(ascending=False)

    def row(at: int) -> tuple[Cell, ...]:
        year = int(newest.index[at])
        span = Period(year, year)
        cells = [
            number(
                int(newest.iloc[at][family]),
                rows_in(address.selection, span, published.catalogue, "family", (family,)),
            )
            for family in schema.FAMILIES
        ]
        total = number(int(newest.iloc[at].sum()), rows_in(address.selection, span, published.catalogue))
        return (str(year), total, *cells)

    columns = (Column("Year"), Column("All", 0), *(Column(NAMES[family], 0) for family in schema.FAMILIES))
    return Sheet("years", "Engagements by year, newest first", columns, len(newest), row, most=20, is_open=False)
