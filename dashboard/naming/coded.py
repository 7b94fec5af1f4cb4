"""The words for codes: labels of the vocabularies in every language, and what people write for them.

Which codes there are is in ``vocabularies``; names of places and governments are in other modules of this package.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dashboard import other_words
from dashboard.naming.guesses import ALIAS, SURE, Guess
from dashboard.saying import later
from dashboard.schema import Column
from dashboard.suggestions import in_english, named_otherwise

WORDS: Mapping[str, tuple[Mapping[str, str], Mapping[str, tuple[str, ...]]]] = {
    "engagement_type": (other_words.OF_TYPES, other_words.AMBIGUOUS_TYPES),
    "issues": (other_words.OF_ISSUES, {}),
    "us_level": (other_words.OF_LEVELS, {}),
    "counterpart_level": (other_words.OF_COUNTERPART_LEVELS, {}),
    "status": (other_words.OF_STATUSES, {}),
    "source_kind": (other_words.OF_SOURCE_KINDS, {}),
    "collection_track": ({}, {}),
}
"""Column of codes → folded words with their code, and words that a person has to decide on."""


def codes_called(column: Column) -> Iterator[tuple[str, Guess]]:
    """Words as written for the codes of a column of WORDS, and the guesses that they make."""
    labels = in_english(column.vocabulary or {})
    words, ambiguous = WORDS[column.name]
    for code, label in labels.items():
        yield code, Guess(code, label, how="code")
        yield label, Guess(code, label)
    for label, code in named_otherwise(column.vocabulary or {}).items():
        yield label, Guess(code, labels[code])
    for word, code in words.items():
        if word not in ambiguous:
            yield word, Guess(code, labels[code], ALIAS, "alias")
    for word, codes in ambiguous.items():
        for place, code in enumerate(codes):
            yield word, Guess(code, labels[code], SURE - 5 - place * 3, "alias", note=later("may mean another one"))
