"""The witness of every request: gives it a number, times it, counts it, writes its line, and tells of slow queries.

It stands around the whole server, so that what streams is seen to its end and what fails is seen, too.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from time import perf_counter
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, request

from dashboard import observing, request_ids
from dashboard.language import language, speaking
from dashboard.logs import FIELDS
from dashboard.metrics import Metrics, route_of
from dashboard.observing import Asking
from dashboard.published import Published
from dashboard.selection import Address
from dashboard.wording import describe

log = logging.getLogger("dashboard.requests")
slow_log = logging.getLogger("dashboard.slow")

LONGEST_PATH = 300
UNSEEN = "dashboard.unseen"
"""What the WSGI environment of a request has that is made by the server itself."""

SHOWN, ROUTE = "dashboard.table", "dashboard.route"
"""Where a request keeps which version of the table it was answered from, and by which rule."""

Wsgi = dict[str, Any]


def register(server: Flask, metrics: Metrics, current: Callable[[], Published], slow: int) -> None:
    """Stand around the server; ``slow``: milliseconds from which on a query is told."""

    @server.after_request
    def note(response: Response) -> Response:
        request.environ[SHOWN] = current().table.version
        request.environ[ROUTE] = route_of(request.url_rule.rule if request.url_rule else "none", request.path)
        return response

    inner = server.wsgi_app

    def witnessed(wsgi: Wsgi, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if UNSEEN in wsgi:
            return inner(wsgi, start_response)
        return Witness(wsgi, metrics, slow).see(inner, start_response)

    server.wsgi_app = witnessed  # type: ignore[method-assign, assignment]


class Witness:
    """Of one request, from its first moment to the end of its answer."""

    def __init__(self, wsgi: Wsgi, metrics: Metrics, slow: int) -> None:
        self.wsgi = wsgi
        self.metrics = metrics
        self.slow = slow
        self.began = perf_counter()
        self.number = request_ids.begin(wsgi.get("HTTP_X_REQUEST_ID", ""))
        self.status, self.bytes = 500, 0
        self.answer: Iterable[bytes] = ()
        self.is_telling = self.is_over = False
        observing.listen(self)

    def see(self, server: Callable[..., Iterable[bytes]], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Have the server answer, and its answer with the number of the request."""

        def started(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            self.status = int(status[:3])
            return start_response(status, [*headers, (request_ids.HEADER, self.number)], *more)

        try:
            self.answer = server(self.wsgi, started)
        except BaseException:
            self.close()
            raise
        return self

    def __iter__(self) -> Iterator[bytes]:
        try:
            for part in self.answer:
                self.bytes += len(part)
                yield part
        except Exception:
            log.exception("The answer broke off")
            raise

    def close(self) -> None:
        """The answer was sent, or nobody waits for it any more."""
        if hasattr(self.answer, "close"):
            self.answer.close()
        if self.is_over:
            return
        self.is_over = True
        seconds = perf_counter() - self.began
        path = self.wsgi.get("PATH_INFO", "").encode("latin-1", "replace").decode("utf-8", "replace")
        route = self.wsgi.get(ROUTE, "none")
        self.metrics.answered(route, self.status, seconds)
        self._write(route, quote(path[:LONGEST_PATH]), seconds)
        if observing.listening() is self:
            observing.listen(None)
        request_ids.end(self.number)

    def _write(self, route: str, path: str, seconds: float) -> None:
        method = self.wsgi.get("REQUEST_METHOD", "")[:20]
        fields = {
            "method": method,
            "route": route,
            "path": path,
            "status": self.status,
            "ms": round(seconds * 1000, 1),
            "bytes": self.bytes,
            "language": language(),
            "table": self.wsgi.get(SHOWN, ""),
        }
        level = logging.ERROR if self.status >= 500 else logging.INFO
        log.log(level, "%s %s %s", method, path, self.status, extra={FIELDS: fields})

    def asked(self, asking: Asking) -> None:
        """Queries were answered."""
        if self.is_telling:
            return
        self.metrics.asked(asking)
        if asking.seconds * 1000 >= self.slow:
            self.is_telling = True
            _tell_slow(asking)
            self.is_telling = False

    def drawn(self, kind: str, name: str, seconds: float) -> None:
        """A view or page was drawn."""
        self.metrics.drawn(kind, name, seconds)


def _tell_slow(asking: Asking) -> None:
    published, selection = asking.table, asking.selection
    with speaking("en"):
        words = describe(selection, published.catalogue) or "everything in the table"
    fields = {
        "selection": words,
        "address": f"/{Address(selection).search()}",
        "rows": published.totals(selection).rows,
        "ms": round(asking.seconds * 1000, 1),
        "engine": published.engine.name,
        "kind": asking.kind,
        "queries": asking.fresh,
    }
    slow_log.warning("Slow query: %s", words, extra={FIELDS: fields})
