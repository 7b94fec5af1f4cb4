"""Folding of text for searching by words: lower case, no accents, one kind of apostrophe.

The folded column of the table and the folded words of a query are made by the same rule; nothing is searched here.
"""

from __future__ import annotations

import unicodedata

import pandas as pd
import polars as pl

ALONE = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "’": "'",
        "‘": "'",
        "ʻ": "'",
    }
)
"""Letters that Unicode does not take apart, and the apostrophes of names."""


def fold(text: str) -> str:
    """The text in lower case without accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold().translate(ALONE))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def fold_column(text: pd.Series) -> pd.Series:
    """The same for a column of text; plain ASCII, the common case, is only put in lower case."""
    plain = text.map(str.isascii).astype(bool)
    return text.str.lower().where(plain, text.where(~plain, "").map(fold))


def fold_texts(texts: pl.Series) -> pl.Series:
    """The same for a column of Polars."""
    found = texts.cast(pl.String)
    strange = found.str.len_bytes() != found.str.len_chars()
    lower = found.str.to_lowercase()
    if not strange.any():
        return lower
    different = found.filter(strange).unique()
    folded = found.filter(strange).replace_strict(different, [fold(each) for each in different], return_dtype=pl.String)
    return lower.scatter(strange.arg_true(), folded)
