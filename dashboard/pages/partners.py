"""The partners of a comparison: for each field a table of what is shared, and a list of what only one side has.

Lists name the first, the rest is folded away; very long ones end with a link to all of it in Explore.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.comparison import Comparison, Partners, Row, explore
from dashboard.comparison_words import partner_noun, shared_heading
from dashboard.language import N_, begun, spoken
from dashboard.language import gettext as _
from dashboard.pages.aligned import heads, mark, number, section, table_of
from dashboard.pages.woven import woven

AT_ONCE = 10
MOST_NAMED = 60

TITLES: Mapping[str, str] = spoken(
    {"place": N_("With whom?"), "state": N_("With whom?"), "country": N_("Who in the United States?")}
)


def shared_and_only(comparison: Comparison) -> Component:
    """All fields of partners, one below the other."""
    blocks = [_block(comparison, partners) for partners in comparison.partners.values()]
    return section("partners", TITLES[comparison.sides.kind], blocks)


def _block(comparison: Comparison, partners: Partners) -> Component:
    parts: list[Component] = [html.H3(shared_heading(comparison, partners.field))]
    if partners.shared:
        parts.append(_shared(comparison, partners))
    if partners.total > len(partners.shared):
        parts.append(
            html.Div([_only(comparison, partners, side) for side in range(len(partners.only))], className="only")
        )
    return html.Div(parts, className="partners")


def _shared(comparison: Comparison, partners: Partners) -> Component:
    one, several = partner_noun(partners.field, 1), partner_noun(partners.field, 2)
    heading = [html.Th(begun(one), scope="col"), *heads(comparison)]
    caption = (
        _("{units} with shared {partners}").format(units=comparison.unit.many.capitalize(), partners=several)
        if partners.field not in ("state", "actor")
        else _("Shared {partners}").format(partners=several)
    )
    first = table_of(caption, heading, [_row(row) for row in partners.shared[:AT_ONCE]])
    rest = partners.shared[AT_ONCE:]
    if not rest:
        return first
    continued = _("{table}, continued").format(table=caption)
    further = table_of(continued, heading, [_row(row) for row in rest[: MOST_NAMED * 2]])
    summary = html.Summary(_("{n} more").format(n=f"{len(rest):,}"))
    return html.Div([first, html.Details([summary, further], className="sheet")])


def _row(row: Row) -> Component:
    name = html.Th(dcc.Link(row.label, href=row.path), scope="row")
    return html.Tr([name, *(html.Td(number(cell), className="number") for cell in row.cells)])


def _only(comparison: Comparison, partners: Partners, side: int) -> Component:
    rows, name = partners.only[side], comparison.names[side]
    only = _("Only {name} ({n})").format(name=name, n=f"{len(rows):,}")
    heading = html.H4([mark(side), f" {only}"])
    if not rows:
        return html.Div([heading, html.P(_("None."), className="hint")])
    parts: list[Component] = [heading, _list(rows[:AT_ONCE], side)]
    rest, beyond = rows[AT_ONCE:MOST_NAMED], len(rows) - MOST_NAMED
    if rest:
        more = _("{n} more").format(n=f"{len(rows) - AT_ONCE:,}")
        folded: list[Component] = [html.Summary(more), _list(rest, side)]
        if beyond > 0:
            href = explore(comparison.profiles[side].address.selection)
            everything = dcc.Link(_("all that {name} has").format(name=name), href=href)
            folded.append(html.P(woven(_("And {n} more, among {link}."), n=f"{beyond:,}", link=everything)))
        parts.append(html.Details(folded, className="sheet"))
    return html.Div(parts)


def _list(rows: Sequence[Row], side: int) -> Component:
    items = [html.Li([dcc.Link(row.label, href=row.path), number(row.cells[side])]) for row in rows]
    return html.Ul(items, className="entries")
