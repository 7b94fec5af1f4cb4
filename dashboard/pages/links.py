"""Links of a finished page that take along what travels, such as the unit: one walk over all of them.

So no page has to think of it; which parameters travel and which addresses take them is said in ``carrying``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from dash.development.base_component import Component

from dashboard.carrying import Pairs, carried, travelling
from dashboard.selection import Look

Children = TypeVar("Children", bound=Component | list[Component])

KEEPS_OWN = "own-address"
"""Class of what has links that say themselves what they keep, as a switch of the unit does."""


def keeping(children: Children, look: Look) -> Children:
    """The components, made for this answer, with every link to a page of rows taking along what travels."""
    pairs = travelling(look)
    if pairs:
        _keep(children, pairs)
    return children


def _keep(found: Any, pairs: Pairs) -> None:
    if isinstance(found, Component):
        said = vars(found)
        href = said.get("href")
        if isinstance(href, str):
            found.href = carried(href, pairs)
        if KEEPS_OWN not in (said.get("className") or ""):
            _keep(said.get("children"), pairs)
    elif isinstance(found, Iterable) and not isinstance(found, str):
        for each in found:
            _keep(each, pairs)
