"""The columns that queries need beside the table's own: year, sort key, family, bureau, issue flags, folded words.

They exist inside the engine only; files keep the columns of the schema.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import polars as pl

from dashboard import schema
from dashboard.dates import last_day
from dashboard.folding import fold, fold_texts
from dashboard.reference import Reference
from dashboard.texts import mapped

WRITTEN = ("title", "summary")
NAMES = ("us_actor", "us_city", "counterpart", "counterpart_city", "state_name", "country_name")
"""What is searched by words: texts of each row, and names that repeat."""


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


FOLDED = ("us_actor", "counterpart", "state_name", "country_name")
"""Columns of names that are sorted without case and accents, by what stands in ``folded_column``."""

TITLE_ORDER, ID_ORDER, NEWEST = "title_order", "id_order", "newest"
"""Engine columns of whole numbers: the place of a title, without case and accents, among the different ones; that of
an identifier; that of an engagement where the newest come first, undated ones last, ties by identifier."""


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

AT_ONCE = 500_000
"""Rows whose words are put together at a time: on the way there they are held several times."""

NULLABLE = ("counterpart_country", "counterpart_slug", "network", "sort_date", folded_column("country_name"))
"""Text columns in which a missing value is null, so that it is neither counted as a value nor sorted first."""


def newest_first(engagements: pl.DataFrame) -> pl.DataFrame:
    """A table with the schema's columns in the order in which it is shown, with sort_date, id_order and newest.

    sort_date (Enum, a year or month counting as its end, null where undated) · id_order, newest (Int32).
    """
    dated = engagements.with_columns(
        sort_date=mapped(engagements["start_date"], lambda date: last_day(date) or None),
        **{ID_ORDER: pl.col("id").rank("ordinal").cast(pl.Int32)},
    )
    order = dated.select(pl.arg_sort_by("sort_date", ID_ORDER, descending=[True, False], nulls_last=True)).to_series()
    return dated[order].with_columns(pl.int_range(pl.len(), dtype=pl.Int32).alias(NEWEST))


def with_query_columns(engagements: pl.DataFrame, reference: Reference) -> pl.DataFrame:
    """Add the derived columns to a table that has the schema's columns, slugs, and those of ``newest_first``.

    year (nullable Int32, of start_date) · precision (a code of schema.PRECISIONS) ·
    family · formality · bureau (IO where there is no country) · country_name, state_name · …_label · …_folded ·
    issue_… (Int8, 0 or 1) · share (Int8) · tie_code, counterpart_code, title_order (Int32) ·
    words (folded text of title, summary, actor, counterpart and place names).
    """
    dates, types = engagements["start_date"], engagements["engagement_type"]
    countries = engagements["counterpart_country"]
    derived = engagements.with_columns(
        year=mapped(dates, lambda date: int(date[:4]) if date else None, pl.Int32),
        precision=mapped(dates, lambda date: PRECISION_OF_LENGTH[len(date)]),
        family=mapped(types, schema.FAMILY_OF_TYPE.get),
        formality=mapped(types, lambda code: "formal" if code in schema.FORMAL_TYPES else "informal"),
        bureau=mapped(countries, lambda code: reference.bureau_of.get(code, "IO")),
        country_name=mapped(countries, lambda code: reference.country_names.get(code, "")),
        state_name=mapped(engagements["us_state"], reference.state_names.get),
        **{label_column(name): mapped(engagements[name], labels.get) for name, labels in LABELLED.items()},
        **_issue_columns(engagements["issues"]),
        **_codes(engagements),
        **{TITLE_ORDER: fold_texts(engagements["title"]).rank("dense").cast(pl.Int32)},
    )
    derived = derived.with_columns(
        words=_words(derived), **{folded_column(name): mapped(derived[name], fold) for name in FOLDED}
    )
    return derived.with_columns(_without_empty(derived[name]) for name in NULLABLE if name != "sort_date")


def _without_empty(texts: pl.Series) -> pl.Series:
    return texts.to_frame().select(pl.when(pl.first() != "").then(pl.first())).to_series()


def _codes(engagements: pl.DataFrame) -> dict[str, pl.Series]:
    """A number for each combination, in no order that means anything."""
    counterparts = _numbered(engagements["counterpart_slug"], engagements["network"])
    ties = _numbered(engagements["actor"], counterparts)
    return {TIE_CODE: ties, COUNTERPART_CODE: counterparts}


def _numbered(first: pl.Series, second: pl.Series) -> pl.Series:
    one, other = (each.to_physical().cast(pl.Int64) for each in (first, second))
    return (one * (int(other.max() or 0) + 1) + other).rank("dense").cast(pl.Int32)  # type: ignore[arg-type]


def _issue_columns(issues: pl.Series) -> dict[str, pl.Series]:
    def has(code: str) -> pl.Series:
        return mapped(issues, lambda codes: int(code in codes.split(schema.ISSUE_SEPARATOR)), pl.Int8)

    def share(codes: str) -> int:
        return WHOLE // max(1, len(set(codes.split(schema.ISSUE_SEPARATOR)) & schema.ISSUES.keys()))

    return {**{issue_column(code): has(code) for code in schema.ISSUES}, SHARE: mapped(issues, share, pl.Int8)}


def _words(engagements: pl.DataFrame) -> pl.Series:
    """Folded piece by piece, and pieces that repeat only once: what joins them is no letter."""
    parts = [_words_of(engagements[at : at + AT_ONCE]) for at in range(0, len(engagements), AT_ONCE)]
    return pl.concat(parts) if parts else pl.Series("words", [], dtype=pl.String)


def _words_of(engagements: pl.DataFrame) -> pl.Series:
    written = {name: fold_texts(engagements[name]) for name in WRITTEN}
    names = {name: mapped(engagements[name], fold) for name in NAMES}
    return pl.DataFrame({**written, **names}).select(words=pl.concat_str(pl.all(), separator="\n")).to_series()
