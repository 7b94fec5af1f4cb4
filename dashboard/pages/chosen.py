"""What an address chooses, as HTML: a chip for each value, what could not be taken, and the ways out of nothing.

Every page under a selection shows these, each link staying on it; what stands beside them is decided by the pages.
"""

from __future__ import annotations

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids, schema
from dashboard.catalogue import Catalogue
from dashboard.language import gettext as _
from dashboard.pages.woven import woven
from dashboard.selection import Address
from dashboard.wording import Chip, chips


def chip_link(shown: str | Sequence[Component | str], href: str, title: str) -> Component:
    """A chip: a click on it leads to where it is gone."""
    parts = [shown] if isinstance(shown, str) else list(shown)
    cross = html.Span("×", className="cross", **{"aria-hidden": "true"})
    return dcc.Link([*parts, cross], href=href, className="chip", title=title)


def chips_of(address: Address, catalogue: Catalogue) -> list[Chip]:
    """Every chosen value of an address."""
    return chips(address.selection, address.look, catalogue)


def chip_links(address: Address, catalogue: Catalogue, path: str, cleared: str = "") -> list[Component]:
    """A chip for each chosen value and one link to ``cleared``, or else to the bare path; nothing for no choice."""
    listed = chips_of(address, catalogue)
    if not listed:
        return []
    links = [chip_link(chip.text, f"{path}{chip.search}", remove(chip.text)) for chip in listed]
    return [*links, dcc.Link(_("Clear all"), href=cleared or path, id=ids.CLEAR_ALL, className="clear")]


def remove(text: str) -> str:
    """What a chip says that a click on it does."""
    return _("Remove {choice}").format(choice=text)


def refused(address: Address, path: str) -> list[Component]:
    """What of the address could not be taken, each with a link that leaves it out; silent on unknown parameters."""
    known = {*schema.PARAMETERS, *schema.LOOKS, "address"}
    way_out = dcc.Link(_("Take it out of the address"), href=f"{path}{address.search()}")
    said = _("Left out of the selection: {refusal} {way_out}")
    return [
        html.P(woven(said, refusal=refusal.on_screen, way_out=way_out), className="notice")
        for refusal in address.refusals
        if refusal.parameter in known
    ]


def nothing_recorded(address: Address, catalogue: Catalogue, path: str) -> list[Component]:
    """For a selection without engagements: says so, and offers each way out."""
    listed = chips_of(address, catalogue)
    leave_out = _("Leave out “{choice}”")
    ways = [html.Li(dcc.Link(leave_out.format(choice=chip.text), href=f"{path}{chip.search}")) for chip in listed]
    return [
        html.H2(_("Nothing is recorded for this selection")),
        html.P(_("That is no evidence that nothing happens: the table is a selective snapshot of public sources.")),
        html.Ul([*ways, html.Li(dcc.Link(_("Clear all"), href=path))]),
    ]
