"""The aligned parts of a comparison: key figures, profiles by issue and type, timelines, each with its table.

Every number leads to its rows in Explore; the numbers are made in ``comparison``, the words in ``comparison_words``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.comparison import Cell, Comparison, Row
from dashboard.comparison_measures import NO_POPULATIONS, Figure, measures, percent, undated
from dashboard.comparison_words import partner_noun
from dashboard.figures import dots, multiples
from dashboard.figures.picture import Figure as Drawing
from dashboard.language import N_, begun, spoken
from dashboard.language import gettext as _
from dashboard.pages.saving import save_menu
from dashboard.pages.woven import woven
from dashboard.subjects import FIELD_OF, path_of
from dashboard.theme import SYMBOLS, Theme
from dashboard.units import ENGAGEMENTS, Unit

POPULATIONS = N_("Residents: states at the 2020 census, other places as GeoNames gives them.")

CAPTIONS: Mapping[str, str] = spoken(
    {
        "issues": N_("{Units} and share of own {units} by issue"),
        "types": N_("{Units} and share of own {units} by type"),
    }
)

HEADS: Mapping[str, str] = spoken({"issues": N_("Issue"), "types": N_("Type")})

SEVERAL: Mapping[str, str] = spoken(
    {
        "issues": N_(
            "Shares are of a side's own {units}. A {unit} can have several issues, so a side's shares can add up to "
            "more than 100%."
        ),
        "types": N_(
            "Shares are of a side's own {units}. A {unit} can have several types, so a side's shares can add up to "
            "more than 100%."
        ),
    }
)
"""What shares add up to, of a unit that can stand in several rows."""

SEVERAL_ISSUES = N_(
    "Shares are of a side's own {units}. An engagement has up to four issues, so a side's shares add up to more than "
    "100%."
)

ALL_IN_ONE = N_("Shares are of a side's own {units} and add up to 100%.")


def mark(side: int) -> Component:
    """The sign of a side: a coloured symbol, of another shape for each."""
    return html.Span(SYMBOLS[side][1], className=f"side side-{side + 1}", **{"aria-hidden": "true"})


def key_figures(comparison: Comparison) -> Component:
    """The table of key figures, a column for each side under its whole name."""
    kind = comparison.sides.kind
    heads = [
        html.Th(
            [
                mark(number),
                " ",
                dcc.Link(subject.name, href=path_of(FIELD_OF[subject.kind], subject.key)),
            ],
            scope="col",
        )
        for number, subject in enumerate(comparison.sides.subjects)
    ]
    rows = [
        html.Tr([html.Th(measure.label, scope="row"), *(html.Td(_figure(each)) for each in measure.figures)])
        for measure in measures(comparison)
    ]
    note = _(NO_POPULATIONS) if kind == "country" else _(POPULATIONS)
    measured = html.Th(_("Measure"), scope="col")
    table = table_of(_("Key figures side by side"), [measured, *heads], rows, "figures-table")
    return section("side-by-side", _("Side by side"), [table, html.P(note, className="note")])


def profile(comparison: Comparison, name: str, title: str, theme: Theme) -> Component:
    """Issues or types: the dot plot, and its numbers in a table in the same order."""
    rows: Sequence[Row] = getattr(comparison, name)
    if not rows:
        return section(name, title, [html.P(_("Nothing is recorded."), className="hint")])
    drawn = [dots.DotRow(row.label, comparison.shares(row), row.counts) for row in rows]
    chart = _graph(dots.dots(drawn, comparison.names, theme, comparison.unit), dots.height(drawn), name)
    body = [
        html.Tr(
            [
                html.Th(row.label, scope="row"),
                *(_share(cell, share) for cell, share in zip(row.cells, comparison.shares(row), strict=True)),
            ]
        )
        for row in rows
    ]
    units = comparison.unit.many
    caption = CAPTIONS[name].format(Units=units.capitalize(), units=units)
    table = table_of(caption, [html.Th(HEADS[name], scope="col"), *heads(comparison)], body)
    note = _adding_up(comparison.unit, name)
    drawing = html.Div([_key(comparison), chart, save_menu(f"{name}-heading")], className="pictured")
    return section(name, title, [html.Div([drawing, table], className="aligned"), html.P(note, className="note")])


def _adding_up(unit: Unit, name: str) -> str:
    """What shares are of, and what they add up to."""
    if unit.is_distinct:
        return SEVERAL[name].format(units=unit.many, unit=unit.one)
    sentence = _(SEVERAL_ISSUES) if name == "issues" and unit == ENGAGEMENTS else _(ALL_IN_ONE)
    return sentence.format(units=unit.many)


def timelines(comparison: Comparison, theme: Theme) -> Component:
    """Dated engagements by year, a strip for each side, with the table folded away."""
    strips = [
        multiples.Strip(
            name,
            _dated(sum(each.dates.values()), undated(each)),
            {int(row.code): int(row.counts[number]) for row in comparison.years if row.counts[number]},
        )
        for number, (name, each) in enumerate(zip(comparison.names, comparison.profiles, strict=True))
    ]
    if not comparison.years:
        return section("timelines", _("When?"), [html.P(_("No side has a dated engagement."), className="hint")])
    body = [
        html.Tr([html.Th(row.label, scope="row"), *(html.Td(number(cell), className="number") for cell in row.cells)])
        for row in comparison.years
    ]
    heading = [html.Th(_("Year"), scope="col"), *heads(comparison)]
    table = table_of(_("Dated engagements by year of start"), heading, body)
    folded = html.Details([html.Summary(_("The same as a table")), table], className="sheet no-print")
    note = _("Engagements by the year in which they started, all sides on one axis and one scale.")
    chart = _graph(multiples.multiples(strips, theme), multiples.height(len(strips)), "timelines")
    drawing = html.Div([chart, html.P(note, className="note"), save_menu("timelines-heading")], className="pictured")
    return section("timelines", _("When?"), [drawing, folded])


def likeness(comparison: Comparison) -> Component:
    """For three and more sides: how much each two have in common."""
    fields = [field for field in comparison.partners if comparison.partners[field].shared or field != "counterpart"]
    names = [partner_noun(field, 2) for field in fields]
    titles = [_("{things} shared").format(things=begun(name)) for name in names]
    columns = [html.Th(title, scope="col", className="number") for title in titles]
    rows = []
    for one, other in comparison.pairs:
        shared = [comparison.partners[field].of_pair(one, other) for field in fields]
        told = [_("{part} of {whole}").format(part=f"{both:,}", whole=f"{either:,}") for both, either in shared]
        cells = [html.Td(text, className="number") for text in told]
        sides = [[mark(side), f" {comparison.names[side]}"] for side in (one, other)]
        pair = woven(_("{one} and {other}"), one=sides[0], other=sides[1])
        alike = html.Td(percent(comparison.likeness(one, other)), className="number")
        rows.append(html.Tr([html.Th(pair, scope="row"), *cells, alike]))
    issues = html.Th(_("Issues alike"), scope="col", className="number")
    heading = [html.Th(_("Two sides"), scope="col"), *columns, issues]
    note = _(
        "Shared: of all that the two have together. Issues alike: overlap of their issue profiles, 100% where all "
        "issues have the same weight (Schoener 1970)."
    )
    table = table_of(_("What each two sides have in common"), heading, rows)
    return section("likeness", _("Who is like whom?"), [table, html.P(note, className="note")])


def heads(comparison: Comparison) -> list[Component]:
    """A column heading of numbers for each side."""
    return [
        html.Th([mark(side), f"\u00a0{name}"], scope="col", className="number")
        for side, name in enumerate(comparison.names)
    ]


def number(cell: Cell) -> Component:
    """A number that leads to its rows, where an address shows just those."""
    if not cell.count:
        return html.Span("0", className="zero")
    text = cell.unit.number(cell.count)
    return dcc.Link(text, href=cell.href) if cell.href else html.Span(text)


def section(name: str, title: str, parts: Iterable[Component]) -> Component:
    """A part of the page under a heading."""
    heading = html.H2(title, id=f"{name}-heading")
    return html.Section([heading, *parts], id=name, className="view part", **{"aria-labelledby": f"{name}-heading"})


def table_of(caption: str, heading: list[Component], rows: list[Component], kind: str = "") -> Component:
    """A table in a box of its own, which scrolls where the screen is narrower."""
    drawn = html.Table(
        [html.Caption(caption), html.Thead(html.Tr(heading)), html.Tbody(rows)], className=f"plain sides-table {kind}"
    )
    return html.Div(drawn, className="wide", tabIndex=0, role="region", **{"aria-label": caption})


def _key(comparison: Comparison) -> Component:
    entries = [html.Li([mark(side), name]) for side, name in enumerate(comparison.names)]
    return html.Ul(entries, className="key", **{"aria-hidden": "true"})


def _graph(drawing: Drawing, pixels: int, part: str) -> Component:
    """The chart of a part of the page: named by its heading, told by the findings above and the table beside it."""
    config = {"displayModeBar": False, "displaylogo": False, "showTips": False}
    height = {"height": f"{pixels}px"}
    chart = dcc.Graph(figure=drawing, responsive=True, config=config, className="graph", style=height)
    told = {"aria-labelledby": f"{part}-heading", "aria-describedby": ids.FINDINGS}
    return html.Div(chart, role="figure", **told)


def _figure(figure: Figure) -> list[Component]:
    shown = dcc.Link(figure.text, href=figure.href) if figure.href else html.Span(figure.text)
    return [html.Strong(shown), html.Span(figure.note, className="beside")] if figure.note else [html.Strong(shown)]


def _share(cell: Cell, share: float) -> Component:
    beside = html.Span(percent(share), className="beside") if cell.count else ""
    return html.Td([number(cell), beside], className="number")


def _dated(dated: int, without: int) -> str:
    if without:
        return _("{dated} dated, {undated} undated").format(dated=f"{dated:,}", undated=f"{without:,}")
    return _("{dated} dated").format(dated=f"{dated:,}")
