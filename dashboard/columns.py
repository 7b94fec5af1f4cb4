"""The columns that queries need beside the table's own: year, sort key, family, bureau, issue flags, folded words.

They exist inside the engine only; files keep the columns of the schema.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd

from dashboard import schema
from dashboard.dates import last_day
from dashboard.folding import fold_column
from dashboard.reference import Reference

SEARCHED = ("title", "summary", "us_actor", "us_city", "counterpart", "counterpart_city")


def issue_column(code: str) -> str:
    """The engine column that holds 1 where an engagement has this issue."""
    return f"issue_{code}"


LABELLED: Mapping[str, Mapping[str, str]] = {
    column.name: column.vocabulary
    for column in schema.COLUMNS
    if column.vocabulary is not None and column.name in schema.SORTS
}
"""Coded columns that are sorted by the labels that readers see, which stand in ``label_column``."""


def label_column(name: str) -> str:
    """The engine column that holds the labels of a coded column."""
    return f"{name}_label"


FOLDED = ("us_actor", "counterpart", "title", "state_name", "country_name")
"""Columns of names and titles that are sorted without case and accents, by what stands in ``folded_column``."""


def folded_column(name: str) -> str:
    """The engine column that holds the folded text of a column of names."""
    return f"{name}_folded"


ISSUE_COLUMNS: tuple[str, ...] = tuple(issue_column(code) for code in schema.ISSUES)

PRECISION_OF_LENGTH = {len("2019-05-31"): "day", len("2019-05"): "month", len("2019"): "year", 0: "undated"}

TIE_CODE, COUNTERPART_CODE = "tie_code", "counterpart_code"
"""Engine columns of whole numbers from 1, one for each actor with its counterpart, and for each counterpart."""

SHARE = "share"
WHOLE = math.lcm(*range(1, schema.MOST_ISSUES + 1))
"""In how many parts an engagement is divided among its issues; ``SHARE`` holds how many parts each of them has."""

NULLABLE = ("counterpart_country", "counterpart_slug", "network", "sort_date", folded_column("country_name"))
"""Text columns in which a missing value is null, so that it is neither counted as a value nor sorted first."""


def with_query_columns(engagements: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    """Add the derived columns to a table that has the schema's columns and slugs.

    year (nullable integer, of start_date) · precision (a code of schema.PRECISIONS) ·
    sort_date (text, a year or month counting as its end, null where undated) ·
    family · formality · bureau (IO where there is no country) · country_name, state_name · …_label · …_folded ·
    issue_… (Int8, 0 or 1) · share (Int8) · tie_code, counterpart_code (Int32) ·
    words (folded text of title, summary, actor, counterpart and place names).
    """
    types = engagements["engagement_type"]
    countries = engagements["counterpart_country"]
    flags = _issue_flags(engagements["issues"])
    derived = engagements.assign(
        year=pd.to_numeric(engagements["start_date"].str[:4].replace("", None)).astype("Int32"),
        precision=engagements["start_date"].str.len().map(PRECISION_OF_LENGTH),
        sort_date=_end_of_period(engagements["start_date"]),
        family=types.map(schema.FAMILY_OF_TYPE),
        formality=np.where(types.isin(schema.FORMAL_TYPES), "formal", "informal"),
        bureau=countries.map(reference.bureau_of).fillna("IO"),
        country_name=countries.map(reference.country_names).fillna(""),
        state_name=engagements["us_state"].map(reference.state_names),
        **{label_column(name): engagements[name].map(labels) for name, labels in LABELLED.items()},
        **flags,
        **{SHARE: (WHOLE // pd.DataFrame(flags).sum(axis=1).clip(lower=1)).astype("int8")},
        **_codes(engagements),
    )
    derived = derived.assign(words=_words(derived), **{folded_column(name): _folded(derived[name]) for name in FOLDED})
    return derived.assign(**{name: derived[name].replace("", None) for name in NULLABLE})


def _codes(engagements: pd.DataFrame) -> dict[str, pd.Series]:
    counterparts = engagements["counterpart_slug"] + " " + engagements["network"]
    ties = engagements["actor"] + " " + counterparts
    return {
        name: pd.Series(pd.factorize(keys)[0] + 1, index=keys.index, dtype="int32")
        for name, keys in ((TIE_CODE, ties), (COUNTERPART_CODE, counterparts))
    }


def _end_of_period(dates: pd.Series) -> pd.Series:
    return dates.map({date: last_day(date) for date in dates.unique()}).astype(dates.dtype)


def _issue_flags(issues: pd.Series) -> dict[str, pd.Series]:
    marked = schema.ISSUE_SEPARATOR + issues + schema.ISSUE_SEPARATOR
    return {
        issue_column(code): marked.str.contains(
            f"{schema.ISSUE_SEPARATOR}{code}{schema.ISSUE_SEPARATOR}", regex=False
        ).astype("int8")
        for code in schema.ISSUES
    }


def _folded(names: pd.Series) -> pd.Series:
    return names.map(dict(zip(names.unique(), fold_column(pd.Series(names.unique(), dtype=str)), strict=True)))


def _words(engagements: pd.DataFrame) -> pd.Series:
    first, *others = (*SEARCHED, "state_name", "country_name")
    return fold_column(engagements[first].str.cat(engagements[others], sep="\n"))
