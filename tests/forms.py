"""A reader of pages of plain HTML: what a form would send, and what stands on the page, as a browser without scripts.

It imports nothing of the dashboard.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

Fields = dict[str, list[str]]


@dataclass
class Form:
    """One form: where it is sent, and what it would send if no button were pressed."""

    action: str
    method: str
    id: str
    fields: Fields = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class Forms(HTMLParser):
    """All forms of a page, in its order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._text: str | None = None
        self._select: str | None = None
        self._option = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(found.get("action", ""), found.get("method", "get"), found.get("id", "")))
        if not self.forms or "disabled" in found:
            return
        name = found.get("name", "")
        is_off = found.get("type") in ("checkbox", "radio") and "checked" not in found
        if tag == "input" and name and not is_off:
            self._add(name, found.get("value", ""))
        elif tag == "button":
            self.forms[-1].buttons.append((name, found.get("value", "")))
        elif tag == "textarea":
            self._text = name
            self._add(name, "")
        elif tag == "select":
            self._select, self._option = name, ""
        elif tag == "option" and self._select is not None and ("selected" in found or not self._option):
            self._option = "chosen"
            self.forms[-1].fields[self._select] = [found.get("value", "")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = None
        if tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._text:
            self.forms[-1].fields[self._text][-1] += data

    def _add(self, name: str, value: str) -> None:
        self.forms[-1].fields.setdefault(name, []).append(value)


def words_of(html: str) -> str:
    """The text of a page in one line."""
    bare = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", bare)).split())


class Visitor:
    """Somebody with a browser without scripts: opens pages, fills in forms, presses buttons."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.page: TestResponse

    def open(self, path: str) -> Visitor:
        """Load a page."""
        self.page = self.client.get(path)
        self.path = path
        return self

    def form(self, name: str = "") -> Form:
        """The form with this id, else the last one of the page that is sent by POST."""
        forms = [each for each in Forms(self.page.text).forms if each.method == "post"]
        return next((each for each in forms if name and each.id == name), forms[-1])

    def press(self, button: tuple[str, str] | None = None, form: str = "", **typed: str | list[str]) -> Visitor:
        """Send a form with what was typed instead of its own values, by one of its buttons, without following."""
        sent = self.form(form)
        assert button is None or button in sent.buttons, f"{button} is not among {sent.buttons}"
        values: Mapping[str, str | list[str]] = {**sent.fields, **typed, **(dict([button]) if button else {})}
        self.page = self.client.post(sent.action or self.path, data=values)
        return self

    def follow(self) -> Visitor:
        """Go where the answer leads."""
        return self.open(self.page.headers["Location"])

    @property
    def words(self) -> str:
        """The text of the page."""
        return words_of(self.page.text)

    @property
    def status(self) -> int:
        """The status of the answer."""
        return self.page.status_code
