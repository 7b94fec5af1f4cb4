"""Columns of text as Polars holds them: each different value once where values repeat, and the same for pandas.

What the columns mean is not known here; files are read in ``reading``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa

SAMPLE = 1_000
"""Values that are looked at before all are gone through."""

SHARE_OF_DIFFERENT = 0.25
"""Share of different values above which a column is not worth a list of them."""

PANDAS_TEXT = pd.StringDtype(na_value=float("nan"))


def compact(texts: pl.Series) -> pl.Series:
    """The texts as an Enum in the order of their letters where they repeat, as they are where not.

    '' is always among its values, so that a comparison with it holds on every column.
    """
    most = max(SAMPLE, len(texts)) * SHARE_OF_DIFFERENT
    if isinstance(texts.dtype, pl.Enum) or texts.head(SAMPLE).n_unique() > max(1, len(texts.head(SAMPLE))) * 0.75:
        return texts
    different = texts.unique().drop_nulls()
    return texts if len(different) > most else as_enum(texts, different)


def as_enum(texts: pl.Series, different: pl.Series | None = None) -> pl.Series:
    """The texts as an Enum in the order of their letters; ``different``: all that occur, where that is known."""
    found = texts.drop_nulls().unique() if different is None else different
    values = pl.concat([found.cast(pl.String), pl.Series(found.name, [""], dtype=pl.String)])
    return texts.cast(pl.Enum(values.unique().sort()))


def mapped(texts: pl.Series, told: Callable[[str], Any], kind: Any = pl.String) -> pl.Series:
    """What ``told`` says of each value, asked once for each different one; texts become an Enum, None a null."""
    coded = texts if isinstance(texts.dtype, pl.Enum) else as_enum(texts)
    categories = coded.dtype.categories  # type: ignore[attr-defined]
    used = set(coded.unique().drop_nulls().cast(pl.String))
    answers = pl.Series(texts.name, [told(each) if each in used else None for each in categories], dtype=kind)
    return (as_enum(answers) if kind == pl.String else answers).gather(coded.to_physical())


def from_pandas(frame: pd.DataFrame) -> pl.DataFrame:
    """A pandas frame of text, with its columns as ``compact`` holds them."""
    texts = pl.from_pandas(frame)
    return texts.with_columns(compact(texts[name]) for name in texts.columns if texts[name].dtype == pl.String)


def as_pandas(frame: pl.DataFrame, index: Any = None) -> pd.DataFrame:
    """The frame for pandas: text as its string type, with NaN for what is missing; whole numbers keep their size."""
    plain = frame.cast({name: pl.String for name, kind in frame.schema.items() if isinstance(kind, pl.Enum)})
    found = plain.to_arrow(compat_level=pl.CompatLevel.oldest()).to_pandas(types_mapper=_kind)
    # pandas makes fractions of whole numbers where one is missing
    gaps = {name: "Int32" for name, kind in plain.schema.items() if kind == pl.Int32 and plain[name].null_count()}
    found = found.astype(gaps)
    return found if index is None else found.set_axis(index, axis=0)


def _kind(kind: pa.DataType) -> pd.StringDtype | None:
    return PANDAS_TEXT if pa.types.is_large_string(kind) or pa.types.is_string(kind) else None
