"""The page of coverage: sources behind each place, kinds, dates, cities searched in vain, whether rankings survive.

Its sections are made in ``pictures.coverage``; here stands only what is around them.
"""

from __future__ import annotations

from collections.abc import Mapping

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import schema
from dashboard.language import N_, Spoken, pgettext
from dashboard.language import gettext as _
from dashboard.pages.analysis import section_panel
from dashboard.pages.selected import filter_bar, nothing_there, whole_in_unit, words
from dashboard.pages.units import unit_switch
from dashboard.pictures.coverage import sections
from dashboard.pictures.coverage_rows import PATH
from dashboard.published import Published
from dashboard.selection import Address, query_string
from dashboard.theme import Theme

TITLE = N_("Coverage")

LEAD = N_(
    "How far do the rows reach, and what do they rest on? Distinct sources behind each place, kinds of sources, "
    "precision of dates, large cities searched in vain, and whether rankings survive without a part of the rows. Every "
    "number leads to its rows; “How this is computed” under each section defines it."
)

WITHOUT: Mapping[str, str] = Spoken(
    lambda: {
        "": pgettext("left out", "Nothing"),
        **{code: _("Track: {name}").format(name=label) for code, label in schema.TRACKS.items()},
        **{code: _("Source: {name}").format(name=label) for code, label in schema.SOURCE_KINDS.items()},
    }
)

FOLLOWS = N_(
    "Rows behind places, kinds, dates and rankings count this; sources, publishers and cities count themselves."
)


def head(published: Published, address: Address) -> list[Component]:
    """What stays while the selection changes: heading, lead and filters."""
    return [
        html.H1(_(TITLE)),
        html.P(_(LEAD), className="hint"),
        filter_bar(published, address, {"ranking": schema.RANKINGS, "without": WITHOUT}),
        unit_switch(address.look, _(FOLLOWS)),
    ]


def body(published: Published, address: Address, theme: Theme) -> list[Component]:
    """What follows the selection: sentence and chips, then every section."""
    totals = published.totals(address.selection)
    above = [words(published, address, totals, PATH, whole_in_unit(published, address))]
    above.append(_ways(address) if totals.rows else nothing_there(published, address, PATH))
    return [*above, *(section_panel(each, address, PATH) for each in sections(published, address, theme))]


def _ways(address: Address) -> Component:
    layer = query_string([*address.selection.pairs(), ("layer", "sources")])
    return html.P(
        [
            dcc.Link(_("See the sources on the maps"), href=f"/?{layer}"),
            " · ",
            html.A(_("Which large cities were searched"), href="#cities"),
            " · ",
            html.A(_("Does the ranking survive?"), href="#survival"),
            " · ",
            html.A(_("What is known to be missing"), href="#missing"),
            " · ",
            dcc.Link(_("Data, methods and codebook"), href="/data"),
        ],
        className="note ways",
    )
