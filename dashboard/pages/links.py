"""Links of a finished page that take along what travels, such as the unit: one walk over all of them.

So no page has to think of it; which parameters travel and which addresses take them is said in ``carrying``.
"""

from __future__ import annotations

from typing import Any, TypeVar

from dash.development.base_component import Component

from dashboard.carrying import carried, travelling
from dashboard.selection import Look

Children = TypeVar("Children", bound=Component | list[Component])

KEEPS_OWN = "own-address"
"""Class of what has links that say themselves what they keep, as a switch of the unit does."""


def keeping(children: Children, look: Look) -> Children:
    """The components, made for this answer, with every link to a page of rows taking along what travels."""
    pairs = travelling(look)
    waiting: list[Any] = [children] if pairs else []
    while waiting:
        found = waiting.pop()
        if isinstance(found, list | tuple):
            waiting.extend(found)
        elif isinstance(found, Component):
            said = vars(found)
            if isinstance(said.get("href"), str):
                said["href"] = carried(said["href"], pairs)
            if "children" in said and KEEPS_OWN not in (said.get("className") or ""):
                waiting.append(said["children"])
    return children
