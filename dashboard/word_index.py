"""An index from words to the texts that hold them, for finding texts by the beginnings of their words.

What the texts are about, and which of them comes first, is not known here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from rapidfuzz import process
from rapidfuzz.distance import OSA

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]

WORD = r"[\p{L}\p{N}]+"
LAST = "\U0010ffff"
"""Sorts after every letter."""

LETTERS_FOR_TYPOS = (4, 7)
"""A word of so many letters may be one typing error away from the one meant, or two."""


@dataclass(frozen=True)
class WordIndex:
    """``words``: every different word, sorted; those of number i are in the texts ``texts[starts[i]:starts[i + 1]]``.

    ``size``: how many texts there are.
    """

    words: list[str]
    starts: Numbers
    texts: Numbers
    size: int

    def beginning(self, word: str) -> Flags:
        """Which texts have a word that begins so."""
        return self._within(bisect_left(self.words, word), bisect_left(self.words, word + LAST))

    def near(self, word: str) -> Flags:
        """Which texts have a word that is, or begins, one or two typing errors away."""
        allowed = sum(len(word) >= letters for letters in LETTERS_FOR_TYPOS)
        found = np.zeros(self.size, dtype=np.bool_)
        if not allowed:
            return found
        for length in (len(word), len(word) + 1, None):
            begun = [each[:length] for each in self.words]
            distances = process.cdist([word], begun, scorer=OSA.distance, score_cutoff=allowed)[0]
            for number in np.flatnonzero(distances <= allowed):
                found |= self._within(int(number), int(number) + 1)
        return found

    def _within(self, first: int, last: int) -> Flags:
        found = np.zeros(self.size, dtype=np.bool_)
        found[self.texts[self.starts[first] : self.starts[last]]] = True
        return found


def index_words(texts: Sequence[str] | pl.Series) -> WordIndex:
    """The index of some folded texts; points and apostrophes part no words."""
    folded = pl.Series("word", texts, dtype=pl.String).str.replace_all(r"[.']", "").str.extract_all(WORD)
    words = folded.to_frame().with_row_index("text").explode("word").drop_nulls("word")
    vocabulary = words["word"].unique().sort()
    codes = words["word"].cast(pl.Enum(vocabulary)).to_physical().to_numpy()
    counts = np.bincount(codes, minlength=len(vocabulary))
    return WordIndex(
        words=vocabulary.to_list(),
        starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        texts=words["text"].to_numpy()[np.argsort(codes, kind="stable")],
        size=len(folded),
    )
