"""A section of a page of analysis: question, finding, charts, how it is computed, and tables of the same numbers.

It holds text, figures and cells and says how a cell reads; the page makes HTML of it, ``routes`` makes CSV.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from dashboard.catalogue import Catalogue
from dashboard.figures.picture import Picture
from dashboard.language import begun, gettext
from dashboard.subjects import path_of
from dashboard.units import Unit

MOST_ROWS = 50
"""Rows of a table on a page; its CSV has all of them."""


@dataclass(frozen=True)
class Name:
    """A name with the address of its page; '' where it has none."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Number:
    """A number with the address of its rows; '' where it has none to show.

    ``decimals``: where they are not those of its column.
    """

    value: float
    href: str = ""
    decimals: int | None = None


Cell = Name | Number | tuple[Name, ...] | str | int | float


@dataclass(frozen=True)
class Column:
    """A column of a table. ``decimals``: of a number, None for text; ``rank``: what a click on its head sorts by.

    ``signed``: its numbers are changes, with a plus where they rose. ``folded``: a page shows its text under the name
    of the row, on a click; its CSV has it as a column. ``unit``: what its numbers count, which prints them.
    """

    title: str
    decimals: int | None = None
    rank: str = ""
    signed: bool = False
    folded: bool = False
    unit: Unit | None = None

    def text(self, cell: Cell) -> str:
        """The cell as it reads."""
        if isinstance(cell, Name):
            return cell.text
        if isinstance(cell, Number):
            return self._number(cell.value, cell.decimals)
        if isinstance(cell, tuple):
            return "; ".join(name.text for name in cell)
        return cell if isinstance(cell, str) else self._number(cell)

    def _number(self, value: float, decimals: int | None = None) -> str:
        if self.unit and decimals is None:
            rising = "+" if self.signed and value > 0 else "−" if value < 0 else ""
            return f"{rising}{self.unit.number(abs(value))}"
        places = (self.decimals or 0) if decimals is None else decimals
        sign = "+" if self.signed and round(value, places) else ""
        return f"{value:{sign}z,.{places}f}".replace("-", "−")


def in_unit(unit: Unit, title: str = "{units}", signed: bool = False) -> Column:
    """A column of counts; its ``title`` names the unit, '{units}' in the plural."""
    said = title.format(units=unit.many)
    return Column(begun(said), 0, signed=signed, unit=unit)


@dataclass(frozen=True)
class Sheet:
    """A table. ``name``: of its CSV; ``row``: the cells of a row by its place; ``heads``: columns that name a row.

    ``ranked``: the rank of the column it is sorted by, where readers choose it. ``most``: rows that a page shows.
    ``is_open``: whether a page shows them at once. Links to ``#name-rows`` lead to them.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    total: int
    row: Callable[[int], tuple[Cell, ...]] = field(repr=False)
    heads: int = 1
    ranked: str = ""
    most: int = MOST_ROWS
    is_open: bool = True

    def rows(self, most: int | None = None) -> list[tuple[Cell, ...]]:
        """The first rows, or all."""
        return [self.row(at) for at in range(self.total if most is None else min(most, self.total))]


@dataclass(frozen=True)
class Chart:
    """A chart: the name of its view, what it shows in words, its picture, height in pixels, and least width."""

    name: str
    label: str
    picture: Picture
    height: int
    least_width: int = 0


@dataclass(frozen=True)
class Section:
    """``how``: paragraphs on how the numbers are computed, the published source included; ``points``: a list."""

    name: str
    question: str
    finding: str
    charts: tuple[Chart, ...]
    how: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    points: tuple[str, ...] = ()


def paragraphs(texts: Iterable[str], **places: str) -> tuple[str, ...]:
    """Texts that ``N_`` marks, in the language spoken, with what stands in their {places}."""
    return tuple(gettext(text).format(**places) for text in texts)


def name_of(catalogue: Catalogue, node: tuple[str, str]) -> Name:
    """The name of a node (field and code), with the address of its page."""
    name, code = node
    return Name(catalogue.label(name, code), path_of(name, code))


def clause_of(*nodes: tuple[str, str]) -> str:
    """What a click on these nodes picks: 'actor=austin-tx&country=JPN'."""
    return "&".join(f"{name}={code}" for name, code in nodes)
