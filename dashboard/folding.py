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


class _Letters(dict[int, str]):
    """What each letter that was met becomes: looked up from the second time on."""

    def __missing__(self, code: int) -> str:
        apart = unicodedata.normalize("NFKD", chr(code).casefold().translate(ALONE))
        self[code] = "".join(letter for letter in apart if not unicodedata.combining(letter))
        return self[code]


_LETTERS = _Letters()


def fold(text: str) -> str:
    """The text in lower case without accents."""
    return text.lower() if text.isascii() else text.translate(_LETTERS)


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
