"""Messages as they are shown: with components in their {places}, in whatever order a language has them.

Sentences of text alone need no weaving: they are filled by ``str.format``.
"""

from __future__ import annotations

from collections.abc import Sequence
from string import Formatter
from typing import TypeAlias

from dash.development.base_component import Component

Part: TypeAlias = Component | str
Parts: TypeAlias = list[Part]


def woven(message: str, **filled: Part | float | Sequence[Part]) -> Parts:
    """The message as children of an element: each {place} filled with a text, a component, or several of them."""
    parts: Parts = []
    for text, place, _spec, _conversion in Formatter().parse(message):
        _add(parts, text)
        if place is not None:
            wanted = filled[place]
            for part in wanted if isinstance(wanted, list | tuple) else [wanted]:
                _add(parts, part)
    return parts


def _add(parts: Parts, part: object) -> None:
    """Text that follows text is one text."""
    if isinstance(part, Component):
        parts.append(part)
    elif parts and isinstance(parts[-1], str):
        parts[-1] = f"{parts[-1]}{part}"
    elif f"{part}":
        parts.append(f"{part}")
