"""The filter panel of the explorer: one control for each field, grouped, with a count beside every option.

Options are laid out once; their counts are painted by the browser from one small store, so a click moves no list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard import ids, schema
from dashboard.catalogue import Catalogue
from dashboard.language import N_, begun, pgettext, spoken
from dashboard.language import gettext as _
from dashboard.scene import COUNTED_FIELDS, Scene
from dashboard.selection import Selection

SEARCHABLE = 20
"""A list longer than this gets a box that narrows it, and hides its empty options."""

GROUPS: Mapping[str, tuple[str, ...]] = {
    N_("Issue"): ("issue",),
    N_("Type"): ("family", "type", "formality"),
    N_("U.S. state"): ("state",),
    N_("Actor level"): ("level",),
    N_("Region and country"): ("bureau", "country"),
    N_("Counterpart level"): ("counterpart_level",),
    N_("Network"): ("network",),
    N_("Status and source"): ("status", "source_kind", "track"),
}

OPEN_AT_FIRST = "Issue"

HEADINGS: Mapping[str, str] = spoken(
    {
        "family": N_("Family"),
        "type": N_("Type"),
        "formality": N_("Formal or informal"),
        "bureau": N_("Region (State Department bureau)"),
        "country": N_("Country or area"),
        "status": N_("Status"),
        "source_kind": N_("Source kind"),
        "track": N_("Collection track"),
        "precision": N_("How precisely dated"),
    }
)


def filter_panel(scene: Scene) -> Component:
    """The whole panel, filled in from the selection."""
    selection, catalogue = scene.selection, scene.published.catalogue
    groups = [_group(label, fields, selection, catalogue) for label, fields in GROUPS.items()]
    return html.Section(
        [
            html.Div(
                [
                    html.H2([_("Filters"), html.Span(className="unit")], id="filters-heading"),
                    html.Button(_("Close"), id="close-filters", className="quiet phone-only", type="button"),
                ],
                className="filters-head",
            ),
            _words(selection),
            *groups,
            _years(selection, catalogue),
            html.Div(
                html.Button(_("Show engagements"), id=ids.SHOW_RESULTS, className="primary", type="button"),
                className="filters-foot phone-only",
            ),
        ],
        id=ids.FILTER_PANEL,
        className="filters no-print",
        tabIndex=-1,
        **{"aria-labelledby": "filters-heading"},
    )


def filter_counts(scene: Scene) -> dict[str, dict[str, float]]:
    """Field → value → what the value holds under the other clauses, in the unit, as finely as it is printed."""
    return {
        name: {value: round(count, 1 if count > 1 else 2) for value, count in scene.counts(name).items()}
        for name in COUNTED_FIELDS
    }


def _group(label: str, fields: Iterable[str], selection: Selection, catalogue: Catalogue) -> Component:
    lists = [_list(name, selection, catalogue) for name in fields]
    is_open = label == OPEN_AT_FIRST or any(selection.values(name) for name in fields)
    return html.Details(
        [html.Summary(begun(_(label))), html.Div(lists, className="group-body")], open=is_open, className="group"
    )


def _list(name: str, selection: Selection, catalogue: Catalogue) -> Component:
    options = catalogue.labels[name]
    is_long = len(options) > SEARCHABLE
    heading = HEADINGS.get(name, "")
    label = heading or schema.CHOICES[name].label
    parts: list[Component] = [html.H3(heading)] if heading else []
    if is_long:
        box = f"narrow-{name}"
        said = _("Narrow the list: {list}").format(list=label)
        parts.append(html.Label(said, htmlFor=box, className="visually-hidden"))
        parts.append(
            dbc.Input(id=box, type="search", placeholder=_("Narrow the list"), size="sm", className="narrow", value="")
        )
    checklist = dbc.Checklist(
        id=ids.filter_of(name),
        options=[{"label": text, "value": value} for value, text in options.items()],
        value=list(selection.values(name)),
        className=f"options options-{name}{' long' if is_long else ''}",
    )
    group = {"role": "group", "aria-label": label}
    parts.append(html.Div(checklist, className="list", tabIndex=0 if is_long else None, **group))
    return html.Div(parts, **{"data-list": name})


def _words(selection: Selection) -> Component:
    return html.Div(
        [
            html.Label(_("Words"), htmlFor=ids.in_document(ids.filter_of("q"))),
            dbc.Input(
                id=ids.filter_of("q"),
                type="search",
                value=selection.words,
                placeholder=_("in titles, summaries, names"),
                debounce=400,
                maxLength=schema.LONGEST_WORDS,
            ),
        ],
        className="words",
    )


def _years(selection: Selection, catalogue: Catalogue) -> Component:
    def year(name: str, label: str) -> Component:
        value = next(iter(selection.values(name)), None)
        return html.Div(
            [
                html.Label(label, htmlFor=ids.in_document(ids.filter_of(name))),
                dbc.Input(
                    id=ids.filter_of(name),
                    type="number",
                    min=schema.FIRST_YEAR,
                    max=schema.LAST_YEAR,
                    step=1,
                    value=value,
                    debounce=600,
                    size="sm",
                ),
            ]
        )

    undated = dbc.Checklist(
        id=ids.filter_of("undated"),
        options=[{"label": _("Include undated engagements"), "value": "include"}],
        value=["include"] if selection.keeps_undated else [],
        className="options",
    )
    years = html.Div([year("from", pgettext("years", "From")), year("to", pgettext("years", "To"))], className="years")
    body = [years, undated, _list("precision", selection, catalogue)]
    is_open = selection.has_years or bool(selection.undated or selection.values("precision"))
    return html.Details(
        [html.Summary(_("Years")), html.Div(body, className="group-body")], open=is_open, className="group"
    )
