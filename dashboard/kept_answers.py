"""Whole answers that are kept as they were sent, compressed: the same page, click or rows of a table are made once.

An answer follows from address, theme, language and state of the table alone, which together are what it is kept under.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from cachetools import LRUCache
from flask import Flask, Response, g, request

from dashboard import ids
from dashboard.language import language
from dashboard.published import Published
from dashboard.snapshot_routes import CALLBACKS

MOST_BYTES = 48_000_000
"""Bytes of answers that each process keeps: those of some four thousand clicks."""

LARGEST = 1_000_000

PURE = (
    f"..{ids.PAGE}.children...{ids.PAGE_TITLE}.data..",
    f"..{ids.FOLLOWED_BODY}.children...{ids.FOLLOWED}.data..",
)
"""Outputs of the callbacks that look at nothing but what is in the key: pages, and bodies of pages of analysis."""

ASKED_BY_PAGES = ("/rows", "/drawings/")
"""How the addresses begin that pages ask for the rows of their table, and for what a click brings."""

KEPT_HEADERS = ("Content-Type", "Content-Encoding", "Vary", "Cache-Control")

Kept = tuple[bytes, tuple[tuple[str, str], ...]]


@dataclass
class Keeper:
    """Answers by what they follow from; ``lock`` for the order in which they were used."""

    kept: LRUCache[Hashable, Kept] = field(
        default_factory=lambda: LRUCache(MOST_BYTES, getsizeof=lambda answer: len(answer[0]) + 500)
    )
    lock: threading.Lock = field(default_factory=threading.Lock)
    state: tuple[Hashable, ...] = ()

    def begin(self, state: tuple[Hashable, ...]) -> None:
        """Forget what was kept under another state of the table of today: nobody can ask for it any more."""
        with self.lock:
            if state != self.state:
                self.kept.clear()
                self.state = state

    def find(self, key: Hashable) -> Response | None:
        """The answer that is kept, if one is."""
        with self.lock:
            found = self.kept.get(key)
        return Response(found[0], headers=list(found[1])) if found else None

    def keep(self, key: Hashable, response: Response) -> None:
        """Keep an answer that was made."""
        headers = tuple((name, response.headers[name]) for name in KEPT_HEADERS if name in response.headers)
        with self.lock:
            self.kept[key] = response.get_data(), headers


def register(server: Flask, current: Callable[[], Published], told: Callable[[bool], None]) -> None:
    """Answer from what is kept; ``told`` hears whether it was. To be called before compression is set up."""
    keeper = server.extensions["kept_answers"] = Keeper()

    @server.before_request
    def answer_at_once() -> Response | None:
        question = _asked()
        if question is None:
            return None
        published = current()
        state = _state(published)
        if published.snapshot is None:
            keeper.begin(state)
        key = (question, language(), request.headers.get("Accept-Encoding", ""), *state)
        found = keeper.find(key)
        told(found is not None)
        if found is None:
            g.to_keep = key
        return found

    @server.after_request
    def keep(response: Response) -> Response:
        key = g.pop("to_keep", None)
        is_whole = response.status_code == 200 and not response.is_streamed and "Set-Cookie" not in response.headers
        if key is not None and is_whole and (response.content_length or 0) <= LARGEST:
            keeper.keep(key, response)
        return response


def _asked() -> Hashable | None:
    if request.method == "POST" and request.path == CALLBACKS:
        return question_of(request.get_json(silent=True))
    is_kept = request.method == "GET" and request.path.startswith(ASKED_BY_PAGES)
    return (request.path, request.query_string) if is_kept else None


def question_of(posted: Any) -> Hashable | None:
    """What a posted callback asks, None for one whose answer is not kept, or that asks for what is on screen."""
    if not isinstance(posted, dict) or posted.get("output") not in PURE:
        return None
    parts = [part for part in (posted.get("inputs"), posted.get("state")) if isinstance(part, list)]
    given = [each for part in parts for each in part if isinstance(each, dict)]
    values = {(str(each.get("id")), str(each.get("property"))): each.get("value") for each in given}
    path, search = values.get((ids.URL, "pathname")), values.get((ids.URL, "search")) or ""
    theme = values.get((ids.THEME, "data"))
    shown = values.get((ids.FOLLOWED, "data"))
    if not all(isinstance(value, str) for value in (path, search, theme)):
        return None
    if shown is not None and (not isinstance(shown, Mapping) or shown.get("asked") == search):
        return None
    return posted["output"], path, search, theme


def _state(published: Published) -> tuple[Hashable, ...]:
    """What else an answer follows from: the table, the releases there are, and the day."""
    return published.version, published.updated, tuple(published.catalogue.snapshots), datetime.now(UTC).date()
