"""The page of networks: shared memberships, shared partners, who holds the network together, and flows.

Its sections are made in ``pictures.networks``; here stands only what is around them.
"""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard import schema
from dashboard.language import N_
from dashboard.language import gettext as _
from dashboard.pages.analysis import section_panel
from dashboard.pages.selected import filter_bar, nothing_there, whole_in_unit, words
from dashboard.pages.units import unit_switch
from dashboard.pages.woven import woven
from dashboard.pictures.networks import sections
from dashboard.published import Published
from dashboard.selection import Address
from dashboard.theme import Theme

TITLE = N_("Networks")

PATH = "/networks"

LEAD = N_(
    "Who is in which network with whom, who works with the same partners, and who links the others. Click a cell, bar "
    "or ribbon to select it. A selective snapshot: a missing tie means nothing recorded, never that there is none."
)


FOLLOWS = N_("Strength, communities and flows count this; members, partners and degree are counts of their own.")


def head(published: Published, address: Address) -> list[Component]:
    """What stays while the selection changes: heading, lead and filters."""
    return [
        html.H1(_("Networks in depth")),
        html.P(_(LEAD), className="hint"),
        filter_bar(published, address, {"nodes": schema.NODES}),
        unit_switch(address.look, _(FOLLOWS)),
    ]


def body(published: Published, address: Address, theme: Theme) -> list[Component]:
    """What follows the selection: sentence and chips, then every section."""
    totals = published.totals(address.selection)
    above = words(published, address, totals, PATH, whole_in_unit(published, address))
    if not totals.rows:
        return [above, nothing_there(published, address, PATH)]
    search = address.search()
    graph = html.P(
        woven(
            _(
                "Take the whole graph away, with measures and communities: {graphml} for Gephi, Cytoscape or igraph, "
                "{json} for networkx or d3."
            ),
            graphml=html.A("GraphML", href=f"/network.graphml{search}"),
            json=html.A(_("node-link JSON"), href=f"/network.json{search}"),
        ),
        className="note",
    )
    return [above, graph, *(section_panel(each, address, PATH) for each in sections(published, address, theme))]
