"""When? Agreements, meetings and memberships by year, apart, with the two periods set off, and the same as a table.

Undated engagements are in no year and are counted in the words.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard import schema
from dashboard.figures.multiples import Shade, Strip, height, multiples
from dashboard.figures.picture import Picture
from dashboard.insights.renewal import Period
from dashboard.language import N_, spoken
from dashboard.language import gettext as _
from dashboard.over_time import Findings
from dashboard.periods import MEETINGS_SINCE
from dashboard.pictures.changed import SNAPSHOT, both, number, rows_in
from dashboard.pictures.section import Cell, Chart, Column, Section, Sheet, paragraphs
from dashboard.published import Published
from dashboard.selection import Address
from dashboard.theme import Theme
from dashboard.units import Unit

EARLIER = 5
"""Years before the baseline that the chart begins with."""

NAMES: Mapping[str, str] = spoken(
    {"partnership": N_("Agreements and programs"), "meeting": N_("Meetings"), "network": N_("Memberships")}
)

HOW = (
    N_(
        "{units} by the year in which engagements were signed, began or took place, one strip for each family, all on "
        "one scale. The grey years are the baseline and the comparison period; the table has every year."
    ),
    N_(
        "Meetings are in the scope of the table from {first} on, agreements and memberships of any year if they were "
        "given as current. Hardly anything was done in person in 2020 and 2021."
    ),
    SNAPSHOT,
)


def section(published: Published, address: Address, theme: Theme, found: Findings) -> Section:
    """When?"""
    dated = found.engagements[found.engagements["year"].notna()]
    counts = found.tally.by(dated, ["year", "family"]).unstack(fill_value=0).reindex(columns=list(NAMES), fill_value=0)
    counts = counts.assign(all=found.tally.by(dated, "year"))
    counts.index = counts.index.astype(int)
    charts = (_chart(counts, theme, found),) if len(counts) else ()
    how = paragraphs(HOW, units=found.unit.many.capitalize(), first=str(MEETINGS_SINCE))
    sheets = (_sheet(published, address, counts, found.unit),)
    return Section("years", _("When did they begin?"), _finding(counts, found), charts, how, sheets)


def _chart(counts: pd.DataFrame, theme: Theme, found: Findings) -> Chart:
    baseline, period = both(found)
    shown = counts[counts.index >= baseline.first - EARLIER]
    strips = [
        Strip(label, "", dict(zip(shown.index.tolist(), shown[family].tolist(), strict=True)))
        for family, label in NAMES.items()
    ]
    shades = [
        Shade(_("Baseline"), baseline.first, baseline.last),
        Shade(_("Comparison"), period.first, period.last),
    ]
    label = _("{units} by year and family; grey: baseline {baseline} and comparison {period}").format(
        units=found.unit.many.capitalize(), baseline=baseline, period=period
    )
    return Chart("years-strips", label, Picture(multiples(strips, theme, shades, found.unit)), height(len(strips)) + 20)


def _finding(counts: pd.DataFrame, found: Findings) -> str:
    baseline, unit, year = both(found)[0], found.unit, found.engagements["year"]
    undated = found.tally.of(found.engagements[year.isna()])
    older = found.tally.of(found.engagements[year < baseline.first - EARLIER])
    parts = []
    if len(counts):
        most = unit.counted(counts["all"].max())
        parts.append(_("The year with most is {year} ({units}).").format(year=counts["all"].idxmax(), units=most))
    if older:
        before = _("{units} from before {year} are in the table only.")
        parts.append(before.format(units=unit.counted(older), year=baseline.first - EARLIER))
    if undated:
        parts.append(_("{units} without a date cannot be placed.").format(units=unit.counted(undated)))
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

    named = (_("All"), *(NAMES[family] for family in schema.FAMILIES))
    columns = (Column(_("Year")), *(Column(name, 0, unit=unit) for name in named))
    caption = _("{units} by year, newest first").format(units=unit.many.capitalize())
    return Sheet("years", caption, columns, len(newest), row, most=20, is_open=False)
