"""The counts behind the five views in plain pandas: read once, counted at every click.

Every peer counts with this, so that they differ in framework alone; how the counts are drawn is in ``figures``.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple

import pandas as pd

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
GEO = ROOT / "assets" / "geo"

COLUMNS = ["us_state", "engagement_type", "counterpart_country", "issues", "start_date"]
CODED = ["us_state", "type", "country", "family"]


class Tables(NamedTuple):
    """``engagements``: us_state, type, country ('' for none), year (missing where undated), family; ``issues``:
    us_state and issue, a row for each issue of an engagement.
    """

    engagements: pd.DataFrame
    issues: pd.DataFrame

    def of_state(self, state: str | None) -> Tables:
        """The rows of one state; all for None."""
        if state is None:
            return self
        return Tables(*(rows[rows["us_state"] == state] for rows in self))


def read_tables(path: Path | None = None) -> Tables:
    """The table named by ``path``, else by DASHBOARD_TABLE, else the real one; codes as pandas categories."""
    path = path or Path(os.environ.get("DASHBOARD_TABLE") or DATA / "engagements.csv")
    rows = _read(path).rename(columns={"engagement_type": "type", "counterpart_country": "country"})
    family = {code: each["family"] for code, each in vocabulary("engagement_type").items()}
    rows = rows.assign(year=pd.to_numeric(rows["start_date"].str[:4]), family=rows["type"].map(family))
    issues = rows[["us_state", "issues"]].assign(issue=rows["issues"].str.split("|")).explode("issue")
    issues = issues.loc[issues["issue"] != "", ["us_state", "issue"]].astype("category")
    return Tables(rows.astype(dict.fromkeys(CODED, "category"))[[*CODED, "year"]], issues)


def _read(path: Path) -> pd.DataFrame:
    if path.suffix == ".parquet":
        return pd.read_parquet(path, columns=COLUMNS)
    return pd.read_csv(path, usecols=COLUMNS, dtype=str, keep_default_na=False)


def vocabulary(name: str) -> dict:
    """Code → label, or for types code → label and family."""
    return json.loads((DATA / "vocabularies.json").read_text(encoding="utf-8"))[name]


def by_state(engagements: pd.DataFrame) -> pd.DataFrame:
    """Columns us_state and count."""
    return _counted(engagements, "us_state")


def by_country(engagements: pd.DataFrame) -> pd.DataFrame:
    """Columns country and count, of all countries in the table."""
    counts = _counted(engagements, "country")
    return counts[counts["country"] != ""]


def by_issue(issues: pd.DataFrame) -> pd.DataFrame:
    """Columns issue (its label) and count, smallest first."""
    return _labelled(issues, "issue", vocabulary("issue")).sort_values("count")


def by_type(engagements: pd.DataFrame) -> pd.DataFrame:
    """Columns type (its label) and count, smallest first."""
    labels = {code: each["label"] for code, each in vocabulary("engagement_type").items()}
    return _labelled(engagements, "type", labels).sort_values("count")


def by_year(engagements: pd.DataFrame) -> pd.DataFrame:
    """Columns year, family (its label) and count, of dated engagements."""
    counts = engagements.groupby(["year", "family"], observed=True).size().reset_index(name="count")
    return counts.assign(family=counts["family"].astype(str).map(vocabulary("family")))


def _counted(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """A row for every code of the whole table, also for those that these rows have none of."""
    return rows.groupby(by, observed=False).size().reset_index(name="count")


def _labelled(rows: pd.DataFrame, by: str, labels: dict[str, str]) -> pd.DataFrame:
    counts = _counted(rows, by)
    return counts.assign(**{by: counts[by].astype(str).map(labels)})
