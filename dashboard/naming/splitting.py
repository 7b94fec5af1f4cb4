"""Several names in one cell: "Japan; Korea and Mexico" in parts, "Bosnia and Herzegovina" left whole.

Which names are known is asked of the caller; what they mean is in ``gazetteer``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

CERTAIN = re.compile(r"\s*(?:[;|\r\n\t•]|\s/\s)\s*")
"""Signs that part names and never stand within one."""

POSSIBLE = re.compile(r"(\s*,\s*(?:and\s+|&\s*)?|\s+and\s+|\s*&\s*|\s*\+\s*|/)", re.IGNORECASE)
"""Signs that part names unless the whole, or a longer piece, is itself a known name."""

MOST_PIECES = 60
"""Pieces beyond which a cell is prose, and is left whole."""

LONGEST_NAME = 6
"""The most pieces that one known name is put together from."""


def parted(text: str, known: Callable[[str], bool]) -> list[str]:
    """The names in a cell, in their order, each once; a text of which no piece is known stays whole."""
    found: dict[str, None] = {}
    for part in filter(None, (each.strip(" ,;") for each in CERTAIN.split(text))):
        found.update(dict.fromkeys(_pieces(part, known)))
    return list(found)


def _pieces(part: str, known: Callable[[str], bool]) -> Sequence[str]:
    if known(part):
        return [part]
    split = POSSIBLE.split(part)
    pieces, signs = split[::2], [*split[1::2], ""]
    if not 1 < len(pieces) <= MOST_PIECES:
        return [part]
    names, some_known = _longest_first(pieces, signs, known)
    return names if some_known else [part]


def _longest_first(pieces: Sequence[str], signs: Sequence[str], known: Callable[[str], bool]) -> tuple[list[str], bool]:
    """Join pieces from the left to the longest names that are known; say whether there was any."""
    names: list[str] = []
    some_known, first = False, 0
    while first < len(pieces):
        last = min(len(pieces), first + LONGEST_NAME)
        joined = {end: _joined(pieces[first:end], signs[first : end - 1]) for end in range(last, first, -1)}
        end = next((end for end, name in joined.items() if known(name)), 0)
        some_known |= bool(end)
        names.append(joined[end or first + 1])
        first = end or first + 1
    return [name.strip() for name in names if name.strip()], some_known


def _joined(pieces: Sequence[str], signs: Sequence[str]) -> str:
    return "".join(piece + sign for piece, sign in zip(pieces, [*signs, ""], strict=True))
