"""The page of change over time: two periods side by side, their ties, indicators and shifts, and a warning above all.

Its sections are made in ``pictures.changes``; here stands only what is around them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids, schema
from dashboard.language import N_, ngettext, spoken
from dashboard.language import gettext as _
from dashboard.over_time import Findings
from dashboard.over_time_words import changes
from dashboard.pages.analysis import section_panel
from dashboard.pages.selected import filter_bar, look_bar, nothing_there, whole_in_unit, words
from dashboard.pages.units import unit_switch
from dashboard.pages.woven import woven
from dashboard.periods import MEETINGS_SINCE, PATH, Compared, compared, last_read, usual_periods, without_periods
from dashboard.pictures.changes import found_for, sections
from dashboard.published import Published
from dashboard.selection import YEARS, Address, query_string
from dashboard.theme import Theme
from dashboard.units import Unit
from dashboard.wording import date_in_words

__all__ = ["PATH", "TITLE", "body", "head"]

TITLE = N_("Change over time")

LEAD = N_(
    "What is new, what goes on, what fell silent? Two periods of years side by side, for any selection. Every number "
    "leads to its rows or ties, and every table can be taken away with its definitions."
)

OLDEST = 1950
"""The first year that the controls offer; the address takes earlier ones."""

TOLD: Mapping[str, str] = spoken(
    {
        "new": N_("new ties"),
        "renewed": N_("renewed ties"),
        "continued": N_("continued ties"),
        "ended-in-period": N_("ended ties"),
        "not-seen-again": N_("ties not seen again"),
    }
)
"""Classes of ties among the key figures, in words."""


FOLLOWS = N_(
    "Indicators, years, shifts and classes count this; lists of ties tell engagements; life-cycles, actors and places "
    "count themselves."
)


def head(published: Published, address: Address) -> list[Component]:
    """What stays while the selection changes: heading, lead, filters, and the periods."""
    return [
        html.H1(_(TITLE)),
        html.P(_(LEAD), className="hint"),
        filter_bar(published, address, {}),
        look_bar(address, {**_years(published, address), "dormant": schema.DORMANT}, _("Periods")),
        unit_switch(address.look, _(FOLLOWS)),
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
    _before, usual = usual_periods(as_of)
    asked = {int(value) for name in schema.PERIODS if (value := getattr(address.look, name))}
    years = sorted({*range(min(OLDEST, as_of.year), as_of.year + 1), *asked}, reverse=True)
    bounds = (("period_from", usual.first), ("period_to", usual.last))
    unsaid = {name: _("usual: {year}").format(year=year) for name, year in bounds}
    return {
        name: {"": unsaid.get(name, _("just before")), **{str(year): str(year) for year in years}}
        for name in schema.PERIODS
    }


def _with_a_snapshot(published: Published, address: Address) -> list[Component]:
    """The way to what changed since a snapshot, the other kind of baseline."""
    if not published.shelf.snapshots:
        return []
    number = published.snapshot.number if published.snapshot else published.shelf.snapshots[0].number
    older = query_string([("older", number), *address.selection.pairs()])
    link = html.A(_("what changed since snapshot {number}").format(number=number), href=f"/data/changes?{older}")
    said = woven(_("Or take a frozen state of the table for the baseline: {link}."), link=link)
    return [html.P(said, className="hint no-print")]


def _notices(address: Address, asked: Compared) -> Iterator[Component]:
    for refusal in asked.refusals:
        pairs = [*address.selection.pairs(), *address.look.pairs()]
        way_out = dcc.Link(_("Take the periods out of the address"), href=without_periods(pairs))
        refused = _("Left out: {refusal} Shown instead: {baseline} and {period}.").format(
            refusal=refusal, baseline=asked.baseline, period=asked.period
        )
        yield html.P([f"{refused} ", way_out], className="notice")
    if any(address.selection.values(name) for name in YEARS):
        said = _("The page has periods of its own: the years of the selection are left out of the numbers below.")
        yield html.P(said, className="notice")
    warned = html.Strong(_("Change here is partly change of coverage."))
    yield html.P([warned, " ", " ".join(_coverage(asked))], className="notice")


def _coverage(asked: Compared) -> Iterator[str]:
    baseline, period = asked.baseline, asked.period
    yield _("The table is a selective snapshot, last read on {day}: what is newer is found more easily.").format(
        day=date_in_words(asked.as_of.isoformat())
    )
    if baseline.first < MEETINGS_SINCE:
        yield _(
            "Meetings are collected from {year} on only, and the baseline begins before: compare agreements or "
            "memberships alone."
        ).format(year=MEETINGS_SINCE)
    if any(each.first <= 2021 and each.last >= 2020 for each in (baseline, period)):
        yield _("In 2020 and 2021 hardly anyone travelled.")
    if baseline.years != period.years:
        yield _(
            "The periods differ in length ({baseline} and {period} years): compare figures per year and shares."
        ).format(baseline=baseline.years, period=period.years)
    if period.last == asked.as_of.year:
        yield _("{year} is not complete.").format(year=period.last)


def _key_figures(found: Findings) -> Component:
    asked = found.compared
    classes = changes(asked.baseline, asked.period, asked.dormant)
    unit, before, after = found.unit, found.before["engagements"].count, found.after["engagements"].count
    counts = found.ties["change"].value_counts()
    beside = _("in {period}; {number} in {baseline}").format(
        period=asked.period, number=unit.number(before), baseline=asked.baseline
    )
    figures = [_figure(_begun(unit, after), unit.number(after), beside)]
    for name, label in TOLD.items():
        count = int(counts.get(name, 0))
        number = html.A(f"{count:,}", href=f"#{name}-rows") if count else "0"
        figures.append(_figure(label, number, "", classes[name].definition))
    return html.Dl(figures, className="key-figures", id=ids.FINDINGS)


def _begun(unit: Unit, count: float) -> str:
    if unit.is_distinct:
        return ngettext("{unit} with an engagement begun", "{unit} with an engagement begun", count).format(
            unit=unit.noun(count)
        )
    return ngettext("{unit} begun", "{unit} begun", count).format(unit=unit.noun(count))


def _figure(label: str, number: Component | str, compared_with: str, definition: str = "") -> Component:
    told = [html.Details([html.Summary(_("Definition")), definition])] if definition else compared_with
    return html.Div(
        [
            html.Dt(label),
            html.Dd([html.Span(number, className="number"), html.Span(told, className="compared")]),
        ],
        className="key-figure",
    )
