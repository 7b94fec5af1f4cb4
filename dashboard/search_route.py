"""The address that the search box asks at each pause in typing: /search?q=… answers hits in groups, as JSON.

What is found, and in which order, is decided in ``finding``; the box itself is ``assets/search.js``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from flask import Flask, Response, jsonify, request

from dashboard.finding import MEANT, Finder, build_finder
from dashboard.published import Published
from dashboard.schema import LONGEST_WORDS
from dashboard.selection import Address, Selection

Current = Callable[[], Published]

SECONDS_KEPT = 60
"""How long a browser may keep an answer."""


def register(server: Flask, current: Current) -> None:
    """Add the route to the server, with its first finder made at once, so that the first letter does not wait."""
    finder_of(current())

    @server.get("/search")
    def search() -> Response | tuple[str, int, dict[str, str]]:
        typed = " ".join(request.args.get("q", "").split())
        if len(typed) > LONGEST_WORDS:
            said = f"q '{typed[:40]}…' is too long. At most {LONGEST_WORDS} characters.\n"
            return said, 400, {"Content-Type": "text/plain; charset=utf-8"}
        answer = jsonify(answer_to(typed, finder_of(current())))
        answer.cache_control.max_age = SECONDS_KEPT
        return answer


def finder_of(published: Published) -> Finder:
    """What finds names in a table; kept with it."""
    if "finder" not in published.kept:
        published.kept["finder"] = {"finder": build_finder(published)}
    finder: Finder = published.kept["finder"]["finder"]
    return finder


def answer_to(typed: str, finder: Finder) -> dict[str, object]:
    """What the box shows. ``groups``: headings with hits (kind, label, path, detail); ``said``: how many, in words.

    ``explore``: label and path of the way to the rows that have the typed words anywhere, not only in their titles.
    """
    groups = finder.find(typed)
    link = f"/{Address(Selection(words=typed)).search()}"
    return {
        "q": typed,
        "said": _said(typed, sum(len(group.hits) for group in groups), groups[0].heading if groups else ""),
        "groups": [asdict(group) for group in groups],
        "explore": {"label": "Search the words in Explore", "path": link},
    }


def _said(typed: str, hits: int, first: str) -> str:
    if not hits:
        return f"Nothing is called “{typed}”." if typed else ""
    counted = f"{hits} result{'' if hits == 1 else 's'}"
    return f"Nothing is called “{typed}”. {counted} with a similar name." if first == MEANT else f"{counted}."
