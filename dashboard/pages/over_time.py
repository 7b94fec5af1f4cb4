"""The page of change over time: two periods side by side, their ties, indicators and shifts, and a warning above all.

Its sections are made in ``pictures.changes``; here stands only what is around them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids, schema
from dashboard.over_time import Findings
from dashboard.over_time_words import changes
from dashboard.pages.analysis import section_panel
from dashboard.pages.selected import filter_bar, look_bar, nothing_there, whole_in_unit, words
from dashboard.pages.units import unit_switch
from dashboard.periods import MEETINGS_SINCE, PATH, Compared, compared, last_read, usual_periods, without_periods
from dashboard.pictures.changes import found_for, sections
from dashboard.published import Published
from dashboard.selection import YEARS, Address, query_string
from dashboard.theme import Theme
from dashboard.wording import date_in_words

__all__ = ["PATH", "TITLE", "body", "head"]

TITLE = "Change over time"

LEAD = (
    "What is new, what goes on, what fell silent? Two periods of years side by side, for any selection. Every number "
    "leads to its rows or ties, and every table can be taken away with its definitions."
)

OLDEST = 1950
"""The first year that the controls offer; the address takes earlier ones."""

TOLD = {
    "new": "new ties",
    "renewed": "renewed ties",
    "continued": "continued ties",
    "ended-in-period": "ended ties",
    "not-seen-again": "ties not seen again",
}
"""Classes of ties among the key figures, in words."""


FOLLOWS = (
    "Indicators, years, shifts and classes count this; lists of ties tell engagements; life-cycles, actors and places "
    "count themselves."
)


def head(published: Published, address: Address) -> list[Component]:
    """What stays while the selection changes: heading, lead, filters, and the periods."""
    return [
        html.H1(TITLE),
        html.P(LEAD, className="hint"),
        filter_bar(published, address, {}),
        look_bar(address, {**_years(published, address), "dormant": schema.DORMANT}, "Periods"),
        unit_switch(address.look, FOLLOWS),
    ]


def body(published: Published, address: Address, theme: Theme) -> list[Component]:
    """What follows the selection: sentence and chips, warnings, key figures, then every section."""
    asked = compared(address.look, published.updated)
    above = [
        words(published, address, published.totals(address.selection), PATH, whole_in_unit(published, address)),
        html.Div(list(_notices(address, asked)), className="notices"),
        *_with_a_snapshot(published, address),
    ]
    found = found_for(published, address)
    if found is None:
        return [*above, nothing_there(published, address, PATH)]
    panels = [section_panel(each, address, PATH) for each in sections(published, address, theme, found)]
    return [*above, _key_figures(found), *panels]


def _years(published: Published, address: Address) -> Mapping[str, Mapping[str, str]]:
    """Name of a control → year → label; '' is what the page takes where no year is chosen."""
    as_of = last_read(published.updated)
    _, usual = usual_periods(as_of)
    asked = {int(value) for name in schema.PERIODS if (value := getattr(address.look, name))}
    years = sorted({*range(min(OLDEST, as_of.year), as_of.year + 1), *asked}, reverse=True)
    unsaid = {"period_from": f"usual: {usual.first}", "period_to": f"usual: {usual.last}"}
    return {
        name: {"": unsaid.get(name, "just before"), **{str(year): str(year) for year in years}}
        for name in schema.PERIODS
    }


def _with_a_snapshot(published: Published, address: Address) -> list[Component]:
    """The way to what changed since a snapshot, the other kind of baseline."""
    if not published.shelf.snapshots:
        return []
    number = published.snapshot.number if published.snapshot else published.shelf.snapshots[0].number
    older = query_string([("older", number), *address.selection.pairs()])
    link = html.A(f"what changed since snapshot {number}", href=f"/data/changes?{older}")
    return [html.P(["Or take a frozen state of the table for the baseline: ", link, "."], className="hint no-print")]


def _notices(address: Address, asked: Compared) -> Iterator[Component]:
    for refusal in asked.refusals:
        pairs = [*address.selection.pairs(), *address.look.pairs()]
        way_out = dcc.Link("Take the periods out of the address", href=without_periods(pairs))
        usual = f"Shown instead: {asked.baseline} and {asked.period}. "
        yield html.P([f"Left out: {refusal} {usual}", way_out], className="notice")
    if any(address.selection.values(name) for name in YEARS):
        said = "The page has periods of its own: the years of the selection are left out of the numbers below."
        yield html.P(said, className="notice")
    yield html.P([html.Strong("Change here is partly change of coverage. "), *_coverage(asked)], className="notice")


def _coverage(asked: Compared) -> Iterator[str]:
    baseline, period = asked.baseline, asked.period
    yield (
        f"The table is a selective snapshot, last read on {date_in_words(asked.as_of.isoformat())}: what is newer is "
        "found more easily. "
    )
    if baseline.first < MEETINGS_SINCE:
        yield (
            f"Meetings are collected from {MEETINGS_SINCE} on only, and the baseline begins before: compare agreements "
            "or memberships alone. "
        )
    if any(each.first <= 2021 and each.last >= 2020 for each in (baseline, period)):
        yield "In 2020 and 2021 hardly anyone travelled. "
    if baseline.years != period.years:
        yield (
            f"The periods differ in length ({baseline.years} and {period.years} years): compare figures per year and "
            "shares. "
        )
    if period.last == asked.as_of.year:
        yield f"{period.last} is not complete."


def _key_figures(found: Findings) -> Component:
    asked = found.compared
    classes = changes(asked.baseline, asked.period, asked.dormant)
    unit, before, after = found.unit, found.before["engagements"].count, found.after["engagements"].count
    counts = found.ties["change"].value_counts()
    label = f"{unit.noun(after)} {'with an engagement begun' if unit.is_distinct else 'begun'}"
    figures = [_figure(label, unit.number(after), f"in {asked.period}; {unit.number(before)} in {asked.baseline}")]
    for name, label in TOLD.items():
        count = int(counts.get(name, 0))
        number = html.A(f"{count:,}", href=f"#{name}-rows") if count else "0"
        figures.append(_figure(label, number, "", classes[name].definition))
    return html.Dl(figures, className="key-figures", id=ids.FINDINGS)


def _figure(label: str, number: Component | str, compared_with: str, definition: str = "") -> Component:
    told = [html.Details([html.Summary("Definition"), definition])] if definition else compared_with
    return html.Div(
        [
            html.Dt(label),
            html.Dd([html.Span(number, className="number"), html.Span(told, className="compared")]),
        ],
        className="key-figure",
    )
