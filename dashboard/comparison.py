"""The comparison of two to five sides: their profiles, aligned rows of counts, what they share and what only one has.

Which sides an address names is read in ``sides``; the sentences are in ``comparison_words``, the looks in ``pages``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from dashboard import schema
from dashboard.counting import measure_of
from dashboard.profile import Profile, profile_of
from dashboard.published import Published
from dashboard.query import CountBy
from dashboard.scene import read_measured
from dashboard.selection import Selection, query_string
from dashboard.sides import Sides, short_names
from dashboard.subjects import path_of
from dashboard.units import ENGAGEMENTS, Unit

PARTNERS: Mapping[str, tuple[str, ...]] = {
    "place": ("country", "network", "counterpart"),
    "state": ("country", "network", "counterpart"),
    "country": ("state", "actor"),
}
"""Kind of side → the fields whose values sides of that kind may share."""


@dataclass(frozen=True)
class Cell:
    """What a side has, in a unit, and the address at which Explore shows exactly those ('' where no address does)."""

    count: float
    href: str = ""
    unit: Unit = ENGAGEMENTS


@dataclass(frozen=True)
class Row:
    """A value with a cell for each side; ``path``: the page of the value, '' where it has none."""

    code: str
    label: str
    cells: tuple[Cell, ...]
    path: str = ""

    @property
    def counts(self) -> tuple[float, ...]:
        """What each side has."""
        return tuple(cell.count for cell in self.cells)

    @property
    def owners(self) -> tuple[int, ...]:
        """The positions of the sides that have any."""
        return tuple(side for side, count in enumerate(self.counts) if count)


@dataclass(frozen=True)
class Partners:
    """The values of a field that the sides have: ``shared`` by two or more, most sides first; ``only``, by side."""

    field: str
    shared: tuple[Row, ...]
    only: tuple[tuple[Row, ...], ...]

    @property
    def total(self) -> int:
        """How many different values the sides have together."""
        return len(self.shared) + sum(map(len, self.only))

    @property
    def common(self) -> tuple[Row, ...]:
        """Those that every side has."""
        return tuple(row for row in self.shared if len(row.owners) == len(self.only))

    def of_pair(self, one: int, other: int) -> tuple[int, int]:
        """How many values two sides share, and of how many that they have together."""
        owners = [
            set(row.owners) & {one, other} for row in (*self.shared, *(row for part in self.only for row in part))
        ]
        return sum(len(each) == 2 for each in owners), sum(map(bool, owners))


@dataclass(frozen=True)
class Comparison:
    """Sides with short names and profiles, in the order asked, and rows aligned over them.

    ``issues`` and ``types``: rows with any, the largest mean share first; ``years``: dated engagements by the year in
    which they started; ``partners`` by field.
    """

    sides: Sides
    names: tuple[str, ...]
    profiles: tuple[Profile, ...]
    issues: tuple[Row, ...]
    types: tuple[Row, ...]
    years: tuple[Row, ...]
    partners: Mapping[str, Partners]

    @property
    def unit(self) -> Unit:
        """What is counted, but for the dates, which are those of engagements."""
        return self.sides.address.look.counted

    def shares(self, row: Row) -> tuple[float, ...]:
        """The row's counts as shares of all that each side has of the unit, 0 for a side without any."""
        rows = (profile.whole for profile in self.profiles)
        return tuple(count / of if of else 0.0 for count, of in zip(row.counts, rows, strict=True))

    def likeness(self, one: int, other: int) -> float:
        """How alike the issues of two sides are, from 0 (none in common) to 1 (in the same proportions).

        Schoener's overlap D = 1 - ½ Σ|p - q| (Ecology 51, 1970) of the issues' shares of all issues named.
        """
        named = [sum(row.counts[side] for row in self.issues) for side in (one, other)]
        if not all(named):
            return 0.0
        apart = (abs(row.counts[one] / named[0] - row.counts[other] / named[1]) for row in self.issues)
        return 1 - sum(apart) / 2

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """Every two sides, by position."""
        return list(combinations(range(len(self.names)), 2))


def compare(published: Published, sides: Sides) -> Comparison:
    """Count everything that the sides are compared by."""
    profiles = tuple(
        profile_of(published, each, each.within(sides.address), with_listings=False) for each in sides.subjects
    )
    unit = sides.address.look.counted
    shown = _Shown(published, tuple(profile.address.selection for profile in profiles), unit)
    comparison = Comparison(
        sides,
        short_names(published, sides.subjects),
        profiles,
        shown.rows("issue", schema.ISSUES, [profile.issues for profile in profiles]),
        shown.rows("type", schema.TYPES, [profile.types for profile in profiles]),
        shown.years([_by_year(profile) for profile in profiles]),
        {field: shown.partners(field) for field in PARTNERS[sides.kind]},
    )
    return _by_share(comparison)


def narrowed(published: Published, selection: Selection, field: str, code: str) -> Selection | None:
    """The selection of those of its rows that have this value of a field; None where no selection holds just those.

    Values of a clause are joined by or: energy within health has no address. The other side's clauses unite, so that a
    country within chosen counterparts is those of them that are there.
    """
    catalogue, chosen = published.catalogue, selection.values(field)
    if field == "issue" and chosen and code not in chosen:
        return None
    if field not in schema.OTHER_SIDE:
        return selection.with_values(field, [code], catalogue)
    alone = selection.without(*schema.OTHER_SIDE)
    country_of = published.country_of_counterpart
    there = [each for each in selection.values("counterpart") if field == "country" and country_of[each] == code]
    return alone.with_values("counterpart", there, catalogue) if there else alone.with_values(field, [code], catalogue)


def explore(selection: Selection | None, unit: Unit = ENGAGEMENTS) -> str:
    """The address at which Explore shows a selection, counted in a unit, '' for None."""
    if not selection:
        return ""
    return f"/?{query_string([*selection.pairs(), *([] if unit == ENGAGEMENTS else [('unit', unit.code)])])}"


@dataclass(frozen=True)
class _Shown:
    """The selections of all sides, from which aligned rows are made."""

    published: Published
    selections: tuple[Selection, ...]
    unit: Unit

    def rows(self, field: str, codes: Iterable[str], counts: Sequence[Mapping[str, float]]) -> tuple[Row, ...]:
        """A row for each code that any side has."""
        label = self.published.catalogue.label
        path = path_of if field in PARTNER_FIELDS else lambda field, code: ""
        return tuple(
            Row(code, label(field, code), self._cells(field, code, counts), path(field, code))
            for code in codes
            if any(part.get(code) for part in counts)
        )

    def years(self, counts: Sequence[Mapping[int, int]]) -> tuple[Row, ...]:
        """A row for each year that any side has, the earliest first."""
        return tuple(
            Row(
                str(year),
                str(year),
                tuple(
                    Cell(part.get(year, 0), explore(selection.with_years(year, year)) if part.get(year) else "")
                    for part, selection in zip(counts, self.selections, strict=True)
                ),
            )
            for year in sorted({year for part in counts for year in part})
        )

    def partners(self, field: str) -> Partners:
        """What is shared and what is not, of a field; every value, however many there are."""
        column, unit = schema.CHOICES[field].column, self.unit.code
        asked = [(CountBy(column, measure_of(unit, selection)), selection) for selection in self.selections]
        answers = self.published.ask(asked)
        counts = [read_measured(answers[each], field) for each in asked]
        rows = self.rows(field, {code: None for part in counts for code in part}, counts)
        ordered = sorted(rows, key=lambda row: (-len(row.owners), -sum(row.counts), row.label))
        return Partners(
            field,
            tuple(row for row in ordered if len(row.owners) > 1),
            tuple(tuple(row for row in ordered if row.owners == (side,)) for side in range(len(counts))),
        )

    def _cells(self, field: str, code: str, counts: Sequence[Mapping[str, float]]) -> tuple[Cell, ...]:
        return tuple(
            Cell(part[code], explore(narrowed(self.published, selection, field, code), self.unit), self.unit)
            if part.get(code)
            else Cell(0)
            for part, selection in zip(counts, self.selections, strict=True)
        )


PARTNER_FIELDS = frozenset(field for fields in PARTNERS.values() for field in fields)


def _by_year(profile: Profile) -> dict[int, int]:
    years: dict[int, int] = {}
    for day, count in profile.dates.items():
        years[int(day[:4])] = years.get(int(day[:4]), 0) + count
    return years


def _by_share(comparison: Comparison) -> Comparison:
    def ordered(rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(sorted(rows, key=lambda row: (-sum(comparison.shares(row)), row.label)))

    return replace(comparison, issues=ordered(comparison.issues), types=ordered(comparison.types))
