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
from dashboard.selection import Address, Look
from dashboard.wording import Totals, counted

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
    rows, every = counted(totals.rows, "engagement"), counted(totals.table, "engagement")
    search, whole = address.search(), [each for each in ROWS if each.name in WHOLE]
    these = f"{'This' if totals.rows == 1 else 'These'} {rows}"
    paper = Group("On paper", (Entry("Brief, PDF", "Brief, PDF: one or two pages", brief),))
    return [
        Group(these, tuple(_entry(each, rows, search) for each in ROWS)),
        Group("Their network", tuple(_entry(each, f"the network of {rows}", search) for each in NETWORK)),
        *([paper] if brief else []),
        Group("What is new", (_feed(address),)),
        Group(f"The whole table, {every}", tuple(_entry(each, every, whole_table(address)) for each in whole)),
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
        label="Download",
        align_end=not is_quiet,
        className="export quiet-menu no-print" if is_quiet else "export",
        toggle_class_name="quiet" if is_quiet else "primary",
    )


def _feed(address: Address) -> Entry:
    selection = address.selection.to_query()
    return Entry("Feed, Atom", "Feed, Atom: changes to these", f"/feed.atom{'?' if selection else ''}{selection}")


def _item(entry: Entry) -> Component:
    said = html.Span(entry.text, className="visually-hidden")
    return dbc.DropdownMenuItem(
        [html.Span(entry.name, **{"aria-hidden": "true"}), said], href=entry.address, external_link=True
    )


def _entry(wanted: Format, held: str, search: str) -> Entry:
    return Entry(wanted.name, f"{wanted.name}: {held}", f"{wanted.path}{search}")
