"""What pages under a selection share: sentence, chips, notices, way out of an empty selection, and a bar of filters.

Every link stays on the page it is on; the bar stands outside the body, so that it keeps the focus when that changes.
"""

from __future__ import annotations

from collections.abc import Mapping

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids, schema
from dashboard.language import N_, spoken
from dashboard.language import gettext as _
from dashboard.pages.chosen import chip_links, nothing_recorded, refused
from dashboard.pages.downloads import download_menu, groups
from dashboard.periods import PATH as OVER_TIME
from dashboard.periods import page_for
from dashboard.published import Published
from dashboard.query import Rows
from dashboard.scene import measure_at, read_number
from dashboard.selection import Address
from dashboard.units import ENGAGEMENTS
from dashboard.wording import Totals, summary

BAR_FIELDS = ("issue", "state", "bureau", "type")

ANY: Mapping[str, str] = spoken(
    {"issue": N_("Any issue"), "state": N_("Any state"), "bureau": N_("Any region"), "type": N_("Any type")}
)


def whole_in_unit(published: Published, address: Address) -> float:
    """What the selection holds, in the unit of the address."""
    asked = Rows(measure_at(address)), address.selection
    return read_number(published.ask([asked])[asked])


def words(published: Published, address: Address, totals: Totals, path: str, whole: float | None = None) -> Component:
    """The sentence, the chips with a link to the explorer, and what of the address was refused.

    ``whole``: what the selection holds in the unit of the address, on a page that counts in it.
    """
    unit = ENGAGEMENTS if whole is None else address.look.counted
    sentence = summary(address.selection, totals, published.catalogue, unit, whole or 0)
    return html.Div(
        [
            html.P(sentence, id=ids.SUMMARY, className="summary"),
            html.Div(_chips(published, address, path, totals), id=ids.CHIPS, className="chips"),
            html.Div(refused(address, path), id=ids.NOTICES, className="notices"),
        ],
        className="top",
    )


def nothing_there(published: Published, address: Address, path: str) -> Component:
    """For a selection without engagements: says so, and offers each way out."""
    return html.Div(nothing_recorded(address, published.catalogue, path), id=ids.EMPTY, className="empty")


def filter_bar(published: Published, address: Address, looks: Mapping[str, Mapping[str, str]]) -> Component:
    """A control for each of the common fields, and for ``looks``: name of a way of looking → value → label."""
    fields = [
        _select(
            ids.filter_of(name), schema.CHOICES[name].label, {"": ANY[name], **published.catalogue.labels[name]}, at
        )
        for name in BAR_FIELDS
        for at in [next(iter(address.selection.values(name)), "")]
    ]
    controls = [*fields, *_ways(address, looks)]
    return html.Div(controls, className="bar no-print", role="group", **{"aria-label": _("Filters")})


def look_bar(address: Address, looks: Mapping[str, Mapping[str, str]], label: str) -> Component:
    """A bar of controls for ways of looking only: name → value → label."""
    return html.Div(_ways(address, looks), className="bar no-print", role="group", **{"aria-label": label})


def _ways(address: Address, looks: Mapping[str, Mapping[str, str]]) -> list[Component]:
    return [
        _select(
            ids.look_of(name),
            LOOK_LABELS[name],
            options,
            getattr(address.look, name) or schema.DEFAULT_LOOKS.get(name, ""),
        )
        for name, options in looks.items()
    ]


LOOK_LABELS: Mapping[str, str] = spoken(
    {
        "nodes": N_("Nodes of the network"),
        "rank": N_("Rank by"),
        "places": N_("Compare"),
        "per": N_("Rates on the map"),
        "without": N_("Leave out of the ranking"),
        "ranking": N_("Ranking of"),
        "baseline_from": N_("Baseline from"),
        "baseline_to": N_("Baseline to"),
        "period_from": N_("Comparison from"),
        "period_to": N_("Comparison to"),
        "dormant": N_("A tie is dormant after"),
    }
)


def _select(control: dict[str, str], label: str, options: Mapping[str, str], value: str) -> Component:
    listed = [{"label": text, "value": code} for code, text in options.items()]
    # An empty value shows the placeholder; the same words among the options lead back to it.
    select = dbc.Select(id=control, options=listed, value=value, placeholder=options.get("", ""), size="sm")
    return html.Div([html.Label(label, htmlFor=ids.in_document(control)), select])


def _chips(published: Published, address: Address, path: str, totals: Totals) -> list[Component]:
    nothing = html.Span(_("Nothing is filtered."), className="hint")
    links = chip_links(address, published.catalogue, path) or [nothing]
    query = address.selection.to_query()
    links.append(dcc.Link(_("Open in Explore"), href=f"/?{query}" if query else "/", className="clear"))
    if path != OVER_TIME:
        links.append(dcc.Link(_("Change over time"), href=page_for(address.selection), className="clear"))
    return [*links, download_menu(groups(address, totals), is_quiet=True)]
