"""What the server counts of itself, and ``/metrics``, where Prometheus reads it: times, answers remembered, the table.

Labels are routes, views and pages, never addresses: nothing here is personal, and there are not many of them.
"""

from __future__ import annotations

import time
from collections.abc import Iterable

from flask import Flask, Response, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, values
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from dashboard.callbacks import PATHS
from dashboard.observing import Asking
from dashboard.publication import Publication
from dashboard.views import VIEWS_OF

PATH = "/metrics"

PAGES_OF_ONE = (*VIEWS_OF, "engagement")
"""How the addresses of pages of single things begin."""

ANY_PAGE = "/<path:path>"
"""Dash's one rule for pages."""

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0)


class Metrics:
    """The numbers of one app, in a registry of their own; with gunicorn, of all its workers together.

    There ``PROMETHEUS_MULTIPROC_DIR`` is set before this module is imported, and each worker writes files in it.
    """

    def __init__(self, publication: Publication) -> None:
        self.state = State(publication, time.time())
        self.registry = CollectorRegistry()
        registry = self.registry
        self.requests = Histogram(
            "dashboard_request_seconds",
            "From a request to the end of its answer.",
            ("route", "status"),
            buckets=SECONDS,
            registry=registry,
        )
        self.pages = Histogram(
            "dashboard_page_seconds", "Making the layout of a page.", ("page",), buckets=SECONDS, registry=registry
        )
        self.views = Histogram("dashboard_draw_seconds", "Drawing a view.", ("view",), buckets=QUICK, registry=registry)
        self.queries = Histogram(
            "dashboard_query_seconds",
            "Queries put to the table together.",
            ("engine", "kind"),
            buckets=QUICK,
            registry=registry,
        )
        self.answers = Counter(
            "dashboard_answers", "Answers of queries, remembered (hit) or worked out.", ("found",), registry=registry
        )
        self.whole = Counter(
            "dashboard_kept_answers",
            "Pages, clicks and rows answered as kept (hit) or made.",
            ("found",),
            registry=registry,
        )
        started = Gauge(
            "dashboard_worker_start_time_seconds",
            "When the worker was ready.",
            multiprocess_mode="liveall",
            registry=registry,
        )
        started.set(self.state.started)
        self._hits, self._misses = self.answers.labels("hit"), self.answers.labels("miss")

    def answered(self, route: str, status: int, seconds: float) -> None:
        """A request was answered."""
        self.requests.labels(route, str(status)).observe(seconds)

    def asked(self, asking: Asking) -> None:
        """Queries were answered."""
        if asking.kind == "answers":
            self._hits.inc(asking.known)
            self._misses.inc(asking.fresh)
        if asking.fresh:
            self.queries.labels(asking.table.engine.name, asking.kind).observe(asking.seconds)

    def kept(self, found: bool) -> None:
        """A page or a click was asked for, and its answer was kept, or not."""
        self.whole.labels("hit" if found else "miss").inc()

    def drawn(self, kind: str, name: str, seconds: float) -> None:
        """A view, or the page at a path, was drawn."""
        (self.views.labels(name) if kind == "view" else self.pages.labels(page_rule(name))).observe(seconds)

    def text(self, accepted: str) -> tuple[bytes, str]:
        """Everything as Prometheus reads it, and its media type, by what is ``accepted``."""
        encode, media_type = choose_encoder(accepted)
        registry = CollectorRegistry()
        if values.ValueClass is values.MutexValue:
            registry.register(self.registry)
        else:
            MultiProcessCollector(registry)
        registry.register(self.state)
        return encode(registry), media_type


class State(Collector):
    """How things stand in the worker that is asked; ``started``: since when (seconds since 1970)."""

    def __init__(self, publication: Publication, started: float) -> None:
        self.publication = publication
        self.started = started

    def collect(self) -> Iterable[Metric]:
        """The table, the changes published and waiting, and for how long the worker serves."""
        published = self.publication.current
        rows, problems = len(published.table.engagements), len(published.table.problems)
        info = {"version": published.table.version, "engine": published.engine.name}
        yield InfoMetricFamily("dashboard_table", "The table that is shown.", info)
        yield _gauge("table_rows", "Engagements in the table.", rows)
        yield _gauge("table_rows_left_out", "Rows of the file that broke a rule.", published.table.rows_read - rows)
        yield _gauge("table_problems", "Problems of the file.", problems)
        yield _gauge("snapshots", "Snapshots that can be asked for.", len(published.shelf.snapshots))
        yield _gauge("uptime_seconds", "For how long the worker serves.", time.time() - self.started)
        yield _gauge("published_change", "The last change that is shown.", self.publication.version)
        yield from self._of_store()

    def _of_store(self) -> Iterable[Metric]:
        try:
            version = self.publication.store.version()
        except SQLAlchemyError:
            yield _gauge("store_up", "Whether the store answers.", 0)
            return
        yield _gauge("store_up", "Whether the store answers.", 1)
        yield _gauge("store_change", "The last change in the store.", version)
        behind = version - self.publication.version
        yield _gauge("store_lag_changes", "Changes in the store that are not shown yet.", behind)


def _gauge(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"dashboard_{name}", text, value)


def route_of(rule: str, path: str) -> str:
    """What a request is counted under: its rule; of pages, which Dash serves by one rule, that of their kind."""
    return page_rule(path) if rule in ("/", ANY_PAGE) else rule


def page_rule(path: str) -> str:
    """The kind of page at a path: '/state/<name>' for '/state/TX'; ANY_PAGE where there is no such page."""
    if path in PATHS:
        return path
    kind, _slash, name = path.removeprefix("/").partition("/")
    return f"/{kind}/<name>" if kind in PAGES_OF_ONE and name else ANY_PAGE


def register(server: Flask, publication: Publication) -> Metrics:
    """Add ``/metrics`` to the server, and give what is counted by."""
    metrics = Metrics(publication)

    @server.get(PATH)
    def prometheus() -> Response:
        content, media_type = metrics.text(request.headers.get("Accept", ""))
        return Response(content, content_type=media_type, headers={"Cache-Control": "no-store"})

    return metrics
