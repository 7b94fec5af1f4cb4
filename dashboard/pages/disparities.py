"""The page of disparities: who has how much for its residents, what of it chance explains, where nothing is recorded.

Its sections are made in ``pictures.disparities``; here stands only what is around them.
"""

from __future__ import annotations

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from dashboard import schema
from dashboard.compared import OWN
from dashboard.language import N_, spoken
from dashboard.language import gettext as _
from dashboard.pages.analysis import section_panel
from dashboard.pages.selected import filter_bar, nothing_there, whole_in_unit, words
from dashboard.pages.units import unit_switch
from dashboard.pictures.disparities import sections
from dashboard.published import Published
from dashboard.selection import Address
from dashboard.theme import Theme
from dashboard.units import ENGAGEMENTS

TITLE = N_("Disparities")

PATH = "/disparities"

LEAD = N_(
    "Who is under-served, and how sure can one be? Every count leads to its rows. Colour and rank partly measure where "
    "collectors looked: a low rate may be a place that was searched less."
)

RATES: Mapping[str, str] = spoken({"": N_("As recorded"), "shrunk": N_("Steadied (empirical Bayes)")})

LEFT_OUT = N_(
    "Places are compared here, so the clauses of states and actors are left out of the numbers below; chosen states "
    "are outlined on the map and narrow the list of places with nothing recorded."
)


IN_ENGAGEMENTS = N_(
    "The map of rates and the last columns of its table count what is chosen. Intervals, steadied rates, and "
    "everything below are counted in engagements: what chance would do is known of events that happen one by one."
)


def head(published: Published, address: Address) -> list[Component]:
    """What stays while the selection changes: heading, lead and filters."""
    return [
        html.H1(_(TITLE)),
        html.P(_(LEAD), className="hint"),
        filter_bar(published, address, {"places": schema.PLACES, "per": RATES}),
        unit_switch(address.look),
    ]


def body(published: Published, address: Address, theme: Theme) -> list[Component]:
    """What follows the selection: sentence and chips, then every section."""
    whole = whole_in_unit(published, address)
    above = [words(published, address, published.totals(address.selection), PATH, whole)]
    if address.look.counted != ENGAGEMENTS:
        above.append(html.P(_(IN_ENGAGEMENTS), className="notice"))
    if any(address.selection.values(name) for name in OWN):
        above.append(html.P(_(LEFT_OUT), className="notice"))
    shown = sections(published, address, theme)
    if len(shown) == 1:
        above.append(nothing_there(published, address, PATH))
    return [*above, *(section_panel(each, address, PATH) for each in shown)]
