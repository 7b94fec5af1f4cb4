"""How methods that go through rows themselves count them: one by one, as different things, or by shares of issues.

The same units as in ``counting``, where the engine counts; what a unit is called is said in ``units``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.columns import WHOLE
from dashboard.schema import ISSUE_SEPARATOR

THINGS = {"ties": "tie", "counterparts": "other"}
"""Unit → the column of which the different values are counted."""


@dataclass(frozen=True)
class Tally:
    """The unit that is counted, '' for rows; ``issues``: the chosen ones, whose shares count, () for all."""

    unit: str = ""
    issues: tuple[str, ...] = ()

    def values(self, rows: pd.DataFrame) -> pd.Series:
        """What each row counts by, for ``total``. Takes tie, other or issues (joined by '|'), as the unit asks."""
        if self.unit in THINGS:
            return rows[THINGS[self.unit]]
        if self.unit == "fractional" and self.issues:
            return self._shares(rows, self.issues)
        return pd.Series(self.one, index=rows.index)

    def of_each_issue(self, rows: pd.DataFrame) -> pd.Series:
        """What each row counts by for every single one of its issues."""
        return self._shares(rows) if self.unit == "fractional" else self.values(rows)

    def total(self, values: Iterable[Any]) -> float:
        """How many of the unit some values of ``values`` are."""
        listed = values.tolist() if isinstance(values, pd.Series) else list(values)
        if self.unit in THINGS:
            return len(set(listed))
        return sum(listed) / self.one if self.unit == "fractional" else sum(listed)

    def of(self, rows: pd.DataFrame) -> float:
        """How many of the unit some rows hold."""
        return self.total(self.values(rows))

    def by(self, rows: pd.DataFrame, keys: Any) -> pd.Series:
        """How many for each value of a column, or of several; missing ones are left out."""
        grouped = rows.assign(counted=self.values(rows)).groupby(keys)["counted"]
        return grouped.nunique() if self.unit in THINGS else self._parted(grouped.sum())

    def by_issue(self, rows: pd.DataFrame) -> pd.Series:
        """How many for each issue."""
        apart = rows.assign(counted=self.of_each_issue(rows), issue=rows["issues"].str.split(ISSUE_SEPARATOR))
        grouped = apart[["issue", "counted"]].explode("issue").groupby("issue")["counted"]
        return grouped.nunique() if self.unit in THINGS else self._parted(grouped.sum())

    @property
    def one(self) -> int:
        """What a whole engagement counts by."""
        return WHOLE if self.unit == "fractional" else 1

    def _parted(self, sums: pd.Series) -> pd.Series:
        return sums / self.one if self.unit == "fractional" else sums

    def _shares(self, rows: pd.DataFrame, chosen: tuple[str, ...] = ()) -> pd.Series:
        """The parts of each row that fall to the chosen issues, or to any one."""
        parts = {}
        for codes in rows["issues"].unique():
            each = codes.split(ISSUE_SEPARATOR)
            parts[codes] = WHOLE // len(each) * (len(set(each) & set(chosen)) if chosen else 1)
        return rows["issues"].map(parts).astype("int64")


EACH_ROW = Tally()
"""Every row counts one."""
