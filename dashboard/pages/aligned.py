"""The aligned parts of a comparison: key figures, profiles by issue and type, timelines, each with its table.

Every number leads to its rows in Explore; the numbers are made in ``comparison``, the words in ``comparison_words``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.comparison import Cell, Comparison, Row
from dashboard.comparison_measures import NO_POPULATIONS, Figure, measures, percent, undated
from dashboard.comparison_words import partner_noun
from dashboard.figures import dots, multiples
from dashboard.figures.picture import Figure as Drawing
from dashboard.subjects import FIELD_OF, path_of
from dashboard.theme import SYMBOLS, Theme
from dashboard.units import ENGAGEMENTS, Unit

POPULATIONS = "Residents: states at the 2020 census, other places as GeoNames gives them."

SEVERAL_ISSUES = "An engagement has up to four issues, so a side's shares add up to more than 100%."


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
    note = NO_POPULATIONS if kind == "country" else POPULATIONS
    table = table_of("Key figures side by side", [html.Th("Measure", scope="col"), *heads], rows, "figures-table")
    return section("side-by-side", "Side by side", [table, html.P(note, className="note")])


def profile(comparison: Comparison, name: str, title: str, theme: Theme) -> Component:
    """Issues or types: the dot plot, and its numbers in a table in the same order."""
    rows: Sequence[Row] = getattr(comparison, name)
    if not rows:
        return section(name, title, [html.P("Nothing is recorded.", className="hint")])
    drawn = [dots.DotRow(row.label, comparison.shares(row), row.counts) for row in rows]
    chart = _graph(dots.dots(drawn, comparison.names, theme, comparison.unit), dots.height(drawn))
    body = [
        html.Tr(
            [
                html.Th(row.label, scope="row"),
                *(_share(cell, share) for cell, share in zip(row.cells, comparison.shares(row), strict=True)),
            ]
        )
        for row in rows
    ]
    one = name.removesuffix("s")
    table = table_of(
        f"{comparison.unit.many.capitalize()} and share of own {comparison.unit.many} by {one}",
        [html.Th(one.capitalize(), scope="col"), *heads(comparison)],
        body,
    )
    note = _adding_up(comparison.unit, one)
    drawing = html.Div([_key(comparison), chart])
    return section(name, title, [html.Div([drawing, table], className="aligned"), html.P(note, className="note")])


def _adding_up(unit: Unit, one: str) -> str:
    """What shares are of, and what they add up to."""
    own = f"Shares are of a side's own {unit.many}"
    if unit.is_distinct:
        return f"{own}. A {unit.one} can have several {one}s, so a side's shares can add up to more than 100%."
    return f"{own}. {SEVERAL_ISSUES}" if one == "issue" and unit == ENGAGEMENTS else f"{own} and add up to 100%."


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
        return section("timelines", "When?", [html.P("No side has a dated engagement.", className="hint")])
    body = [
        html.Tr([html.Th(row.label, scope="row"), *(html.Td(number(cell), className="number") for cell in row.cells)])
        for row in comparison.years
    ]
    table = table_of("Dated engagements by year of start", [html.Th("Year", scope="col"), *heads(comparison)], body)
    folded = html.Details([html.Summary("The same as a table"), table], className="sheet no-print")
    note = "Engagements by the year in which they started, all sides on one axis and one scale."
    chart = _graph(multiples.multiples(strips, theme), multiples.height(len(strips)))
    return section("timelines", "When?", [chart, html.P(note, className="note"), folded])


def likeness(comparison: Comparison) -> Component:
    """For three and more sides: how much each two have in common."""
    fields = [field for field in comparison.partners if comparison.partners[field].shared or field != "counterpart"]
    names = [partner_noun(field, 2) for field in fields]
    columns = [html.Th(f"{name[0].upper()}{name[1:]} shared", scope="col", className="number") for name in names]
    rows = []
    for one, other in comparison.pairs:
        shared = [comparison.partners[field].of_pair(one, other) for field in fields]
        cells = [html.Td(f"{both:,} of {either:,}", className="number") for both, either in shared]
        pair = [mark(one), f" {comparison.names[one]} and ", mark(other), f" {comparison.names[other]}"]
        alike = html.Td(percent(comparison.likeness(one, other)), className="number")
        rows.append(html.Tr([html.Th(pair, scope="row"), *cells, alike]))
    heading = [html.Th("Two sides", scope="col"), *columns, html.Th("Issues alike", scope="col", className="number")]
    note = (
        "Shared: of all that the two have together. Issues alike: overlap of their issue profiles, 100% where all "
        "issues have the same weight (Schoener 1970)."
    )
    table = table_of("What each two sides have in common", heading, rows)
    return section("likeness", "Who is like whom?", [table, html.P(note, className="note")])


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


def _graph(drawing: Drawing, pixels: int) -> Component:
    config = {"displayModeBar": False, "displaylogo": False, "showTips": False}
    return dcc.Graph(figure=drawing, responsive=True, config=config, className="graph", style={"height": f"{pixels}px"})


def _figure(figure: Figure) -> list[Component]:
    shown = dcc.Link(figure.text, href=figure.href) if figure.href else html.Span(figure.text)
    return [html.Strong(shown), html.Span(figure.note, className="beside")] if figure.note else [html.Strong(shown)]


def _share(cell: Cell, share: float) -> Component:
    beside = html.Span(percent(share), className="beside") if cell.count else ""
    return html.Td([number(cell), beside], className="number")


def _dated(dated: int, without: int) -> str:
    return f"{dated:,} dated, {without:,} undated" if without else f"{dated:,} dated"
