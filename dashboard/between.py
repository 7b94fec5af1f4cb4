"""What changed between two states of the table: engagements added, corrected and withdrawn, by where they belong.

States are told apart row by row, whatever led from one to the other; reasons are in the change log.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.language import N_, spoken
from dashboard.published import Published
from dashboard.schema import COLUMN_NAMES
from dashboard.selection import Selection
from dashboard.store.changes import Row, differences

ACTIONS = ("added", "corrected", "withdrawn")
DIMENSIONS: Mapping[str, str] = spoken(
    {
        "us_state": N_("State or territory"),
        "actor": N_("U.S. actor"),
        "bureau": N_("Region"),
        "counterpart_country": N_("Country or area"),
    }
)
"""What changes are counted by: column → title."""

EVERYTHING = Selection()
LINES = ("engagement", "action", "column", "before", "after")


@dataclass(frozen=True)
class Changed:
    """An engagement that is not the same in both states; ``before`` or ``after`` is None where it is not there.

    ``places``: the dimensions' values, of the newer state where it is in it.
    """

    engagement: str
    before: Row | None
    after: Row | None
    places: Row

    @property
    def action(self) -> str:
        """One of ``ACTIONS``."""
        return "added" if self.before is None else "withdrawn" if self.after is None else "corrected"

    @property
    def differences(self) -> tuple[tuple[str, str, str], ...]:
        """The columns that differ, each with its value before and after; of an added row all that are filled."""
        return differences(self.before or {}, self.after or {})


def between(older: Published, newer: Published, selection: Selection = EVERYTHING) -> tuple[Changed, ...]:
    """What of the selection changed, by id; a row counts that is in the selection in one of the states."""
    before, after = _rows(older), _rows(newer)
    ids = sorted(_ids(older, selection) | _ids(newer, selection))
    there = [name for name in ids if name in before.index and name in after.index]
    columns = list(COLUMN_NAMES)
    unlike = (before.loc[there, columns].to_numpy() != after.loc[there, columns].to_numpy()).any(axis=1)
    same = {name for name, differs in zip(there, unlike, strict=True) if not differs}
    return tuple(_changed(name, before, after) for name in ids if name not in same)


def counts(changed: Iterable[Changed], dimension: str) -> list[tuple[str, Counter[str]]]:
    """Value of the dimension with the number of each action, those with most changes first; rows without one left out.

    Networks and multilateral bodies have no country; their region is IO.
    """
    by_value: dict[str, Counter[str]] = {}
    for each in changed:
        value = each.places.get(dimension, "")
        if value:
            by_value.setdefault(value, Counter())[each.action] += 1
    return sorted(by_value.items(), key=lambda item: (-item[1].total(), item[0]))


def lines(changed: Iterable[Changed]) -> Iterator[Sequence[str]]:
    """One line (``LINES``) for each column that differs, as codes."""
    for each in changed:
        for column, before, after in each.differences:
            yield (each.engagement, each.action, column, before, after)


def _rows(published: Published) -> pd.DataFrame:
    """Schema's columns and the dimensions', text, missing values '', indexed by id."""

    def read() -> pd.DataFrame:
        names = list(dict.fromkeys([*COLUMN_NAMES, *DIMENSIONS]))
        return published.rows(Selection(), "id", names).to_pandas().set_index("id", drop=False)

    return published.study(("rows by id",), read)


def _ids(published: Published, selection: Selection) -> set[str]:
    return set(published.rows(selection, "id", ["id"])["id"].to_list())


def _changed(name: str, before: pd.DataFrame, after: pd.DataFrame) -> Changed:
    old, new = (_row(frame, name) for frame in (before, after))
    known = new or old or {}
    kept = [{column: row[column] for column in COLUMN_NAMES} if row else None for row in (old, new)]
    return Changed(name, kept[0], kept[1], {column: known[column] for column in DIMENSIONS})


def _row(frame: pd.DataFrame, name: str) -> dict[str, str] | None:
    return {str(key): str(value) for key, value in frame.loc[name].items()} if name in frame.index else None
