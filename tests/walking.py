"""A laid-out page as the tests walk it: every component, the one of an id, and the words that are read.

Layouts come as the server answers them, as plain dictionaries; nothing of the dashboard is imported.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def components(layout: Any) -> Iterator[dict[str, Any]]:
    """Every component of a layout, outer ones first, also those in other properties than ``children``."""
    if isinstance(layout, list):
        for each in layout:
            yield from components(each)
    elif isinstance(layout, dict) and "props" in layout:
        yield layout
        for value in layout["props"].values():
            yield from components(value)


def part_of(layout: Any, name: str) -> dict[str, Any]:
    """The component with this id; raise StopIteration where there is none."""
    return next(each for each in components(layout) if each["props"].get("id") == name)


def words(layout: Any) -> Iterator[str]:
    """The texts of a layout, in the order in which they are read."""
    if isinstance(layout, str | int | float):
        yield str(layout)
    elif isinstance(layout, list):
        for each in layout:
            yield from words(each)
    elif isinstance(layout, dict):
        yield from words(layout.get("props", {}).get("children"))
