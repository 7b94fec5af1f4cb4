"""The address that the search box asks at each pause in typing: /search?q=… answers hits in groups, as JSON.

What is found, and in which order, is decided in ``finding``; the box itself is ``assets/search.js``.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict

from flask import Flask, Response, jsonify, request

from dashboard.finding import Finder, Group, build_finder, in_this_language
from dashboard.language import gettext as _
from dashboard.language import language, ngettext
from dashboard.published import Published
from dashboard.schema import LONGEST_WORDS
from dashboard.selection import Address, Selection

Current = Callable[[], Published]

BUILDING = threading.Lock()
"""One at a time builds a finder: the second who asks waits for it."""

SECONDS_KEPT = 60
"""How long a browser may keep an answer."""


def register(server: Flask, current: Current) -> None:
    """Add the route to the server."""

    @server.get("/search")
    def search() -> Response | tuple[str, int, dict[str, str]]:
        typed = " ".join(request.args.get("q", "").split())
        if len(typed) > LONGEST_WORDS:
            said = f"q '{typed[:40]}…' is too long. At most {LONGEST_WORDS} characters.\n"
            return said, 400, {"Content-Type": "text/plain; charset=utf-8"}
        answer = jsonify(answer_to(typed, finder_of(current())))
        answer.cache_control.max_age = SECONDS_KEPT
        answer.vary.add("Cookie")
        return answer


def finder_of(published: Published) -> Finder:
    """What finds names in a table in the language spoken; kept with it, and all but the names kept once."""
    with BUILDING:
        finders: Mapping[str, Finder] = published.kept.get("finders", {})
        if language() not in finders:
            first = next(iter(finders.values()), None)
            made = in_this_language(first, published) if first else build_finder(published)
            published.kept["finders"] = finders = {**finders, language(): made}
        return finders[language()]


def answer_to(typed: str, finder: Finder) -> dict[str, object]:
    """What the box shows. ``groups``: headings with hits (kind, label, path, detail) and whether they are a guess;
    ``said``: how many, in words.

    ``explore``: label and path of the way to the rows that have the typed words anywhere, not only in their titles.
    """
    groups = finder.find(typed)
    link = f"/{Address(Selection(words=typed)).search()}"
    return {
        "q": typed,
        "said": _said(typed, groups),
        "groups": [asdict(group) for group in groups],
        "explore": {"label": _("Search the words in Explore"), "path": link},
    }


def _said(typed: str, groups: list[Group]) -> str:
    if not groups:
        return _("Nothing is called “{typed}”.").format(typed=typed) if typed else ""
    hits = sum(len(group.hits) for group in groups)
    if not groups[0].is_guess:
        return ngettext("{n} result.", "{n} results.", hits).format(n=hits)
    return ngettext(
        "Nothing is called “{typed}”. {n} result with a similar name.",
        "Nothing is called “{typed}”. {n} results with a similar name.",
        hits,
    ).format(typed=typed, n=hits)
