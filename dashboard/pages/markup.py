"""Components as plain HTML, for pages that are not drawn by Dash: one header and footer for all pages.

Only what the frame is made of: elements of ``html``, links, text; no properties that Dash alone understands.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dash.development.base_component import Component
from markupsafe import Markup, escape

ATTRIBUTES = {"className": "class", "tabIndex": "tabindex", "htmlFor": "for"}
TAGS = {"Link": "a"}
NOT_SHOWN = ("Store", "Location")
VOID = ("br", "hr", "img", "input")


def html_of(component: Any) -> Markup:
    """The HTML of a component, or of a list of them; text is escaped."""
    if component is None:
        return Markup()
    if isinstance(component, Component):
        return _element(component)
    if isinstance(component, Iterable) and not isinstance(component, str):
        return Markup().join(html_of(each) for each in component)
    return escape(component)


def _element(component: Component) -> Markup:
    if component._type in NOT_SHOWN:
        return Markup()
    properties = {name: value for name, value in component.to_plotly_json()["props"].items() if name != "children"}
    tag = TAGS.get(component._type, component._type.lower())
    written = Markup().join(_attribute(name, value) for name, value in properties.items() if value is not None)
    if tag in VOID:
        return Markup("<{}{}>").format(Markup(tag), written)
    inside = html_of(getattr(component, "children", None))
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(tag), written, inside)


def _attribute(name: str, value: object) -> Markup:
    return Markup(' {}="{}"').format(Markup(ATTRIBUTES.get(name, name)), value)
