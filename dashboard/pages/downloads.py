"""The menu of everything that can be taken away from a page: plain links, which hold exactly what the page shows.

Which formats there are is said in ``formats.offered``; the browser keeps the menu of the explorer up to date (page.js).
"""

from __future__ import annotations

from dataclasses import dataclass

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.formats.offered import NETWORK, ROWS, Format
from dashboard.language import gettext as _
from dashboard.language import ngettext
from dashboard.selection import Address, Look
from dashboard.wording import Totals, engagements_counted

WHOLE = ("CSV", "ZIP with codebook and citation")
"""Formats in which the menu offers the whole table, too."""


@dataclass(frozen=True)
class Entry:
    """A link of the menu: the format, the format with what it holds as a screen reader says it, and its address."""

    name: str
    text: str
    address: str


@dataclass(frozen=True)
class Group:
    """Entries under a heading."""

    heading: str
    entries: tuple[Entry, ...]


def groups(address: Address, totals: Totals, brief: str = "") -> list[Group]:
    """What the menu offers for an address; ``brief``: where the page's brief is, '' where it has none."""
    rows, every = engagements_counted(totals.rows), engagements_counted(totals.table)
    search, whole = address.search(), [each for each in ROWS if each.name in WHOLE]
    these = ngettext("This {n} engagement", "These {n} engagements", totals.rows).format(n=f"{totals.rows:,}")
    network = _("the network of {engagements}").format(engagements=rows)
    paper = Group(_("On paper"), (Entry(_("Brief, PDF"), _("Brief, PDF: one or two pages"), brief),))
    everything = _("The whole table, {engagements}").format(engagements=every)
    return [
        Group(these, tuple(_entry(each, rows, search) for each in ROWS)),
        Group(_("Their network"), tuple(_entry(each, network, search) for each in NETWORK)),
        *([paper] if brief else []),
        Group(_("What is new"), (_feed(address),)),
        Group(everything, tuple(_entry(each, every, whole_table(address)) for each in whole)),
    ]


def whole_table(address: Address) -> str:
    """The query string of the whole table, of the same snapshot where the address names one."""
    same = Address(look=Look(snapshot=address.look.snapshot)).search()
    return f"{same}&scope=all" if same else "?scope=all"


def download_menu(offered: list[Group], is_quiet: bool = False) -> Component:
    """The menu; a quiet one is a link among others."""
    items: list[Component] = []
    for group in offered:
        items.append(html.Div(group.heading, className="dropdown-header"))
        items.extend(_item(entry) for entry in group.entries)
    return dbc.DropdownMenu(
        html.Div(items, id=ids.EXPORTS),
        id=ids.EXPORT_MENU,
        label=_("Download"),
        align_end=not is_quiet,
        className="export quiet-menu no-print" if is_quiet else "export",
        toggle_class_name="quiet" if is_quiet else "primary",
    )


def _feed(address: Address) -> Entry:
    selection = address.selection.to_query()
    href = f"/feed.atom{'?' if selection else ''}{selection}"
    return Entry(_("Feed, Atom"), _("Feed, Atom: changes to these"), href)


def _item(entry: Entry) -> Component:
    said = html.Span(entry.text, className="visually-hidden")
    return dbc.DropdownMenuItem(
        [html.Span(entry.name, **{"aria-hidden": "true"}), said], href=entry.address, external_link=True
    )


def _entry(wanted: Format, held: str, search: str) -> Entry:
    return Entry(_(wanted.name), f"{_(wanted.name)}: {held}", f"{wanted.path}{search}")
