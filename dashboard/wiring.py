"""The wiring: one app from one Settings, with its table, pages, callbacks and routes. The only place that joins them.

Nothing happens at import; two apps in one process do not touch each other.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from urllib.parse import quote

import dash
import dash_ag_grid
import dash_bootstrap_components
import flask_bootstrap
from dash import Dash
from flask import Flask, Response, g, has_request_context, redirect, request
from flask_compress import Compress
from werkzeug.wrappers import Response as AnyResponse

from dashboard import (
    brief_route,
    callbacks,
    download_routes,
    drawing_route,
    failures,
    feed_route,
    health,
    kept_answers,
    languages_route,
    metrics,
    payloads,
    policy,
    proxies,
    routes,
    schema,
    search_route,
    snapshot_routes,
    static_route,
    view_route,
    witness,
)
from dashboard.api import routes as api
from dashboard.catalogues import serving
from dashboard.catalogues.index import ICON, DashWithHeads
from dashboard.contribute import away, frame, protection, review, submit, two_states
from dashboard.pages.shell import grammar, shell
from dashboard.publication import Publication
from dashboard.published import Published
from dashboard.ready_made import ReadyMade
from dashboard.settings import Settings
from dashboard.snapshot_routes import asked_snapshot
from dashboard.statics import SHAPES, Statics, shapes_address
from dashboard.store.database import Store
from dashboard.subjects import spelled_right
from dashboard.theme import theme_of
from dashboard.watch import watch
from dashboard.wording import NAME

BOOTSTRAP = Path(flask_bootstrap.__file__).parent / "static" / "bootstrap5" / "css"
PACKAGES = (dash, dash_ag_grid, dash_bootstrap_components)
SUITES = {f"/_dash-component-suites/{each.__name__}/": Path(each.__file__).parent for each in PACKAGES}
"""Where the browser asks for the scripts of packages, and the folders that they are in."""

FOREIGN = {"/bootstrap/": BOOTSTRAP, ICON: Path(dash.__file__).parent / "favicon.ico", **SUITES}
"""The same of all that is not ours."""

INDEX = """<!DOCTYPE html>
<html {%root%}>
<head>
{%metas%}
<meta name="viewport" content="width=device-width, initial-scale=1">
{%head%}
{%favicon%}
<link rel="stylesheet" href="/bootstrap/bootstrap.min.css">
<script src="/assets/first/theme.js"></script>
<script src="/assets/first/native.js"></script>
{%words%}
{%css%}
</head>
<body>
<noscript>
{%plain%}
</noscript>
{%app_entry%}
<footer>{%config%}{%scripts%}{%renderer%}</footer>
</body>
</html>
"""


def create_app(settings: Settings, takes_a_place: bool = False) -> Dash:
    """Make the whole app; ``takes_a_place``: that of a process that died.

    Raise TableError where the table cannot be read, StoreError where the store cannot.
    """
    publication = Publication(settings, Store(settings.database), takes_a_place)
    current, today = partial(_current, publication), partial(_today, publication)
    server = Flask("dashboard", static_folder=None, template_folder="contribute/templates")
    server.extensions.update(publication=publication, published=current)
    app = DashWithHeads(
        "dashboard",
        server=server,
        assets_folder=str(settings.assets),
        assets_path_ignore=["first", "forms", "geo", "plotly"],
        title=NAME,
        update_title="",
        suppress_callback_exceptions=True,
        serve_locally=True,
        enable_mcp=False,
        index_string=INDEX,
    )
    proxies.trust(server, settings.proxies)
    callbacks.register(app, current)
    counted = metrics.register(server, publication)
    payloads.register(server, app)
    words = grammar({name: list(field.vocabulary or ()) for name, field in schema.CHOICES.items()})
    languages_route.register(server)
    app.statics = Statics({"/assets/": settings.assets, **FOREIGN}, (f"/{SHAPES}", *SUITES))
    static_route.register(server, app.statics, ReadyMade(settings.ready_made))
    kept_answers.register(server, current, counted.kept)
    frame.speak_in_templates(server)
    app.layout = lambda: shell(theme_of(request.cookies), words)
    routes.register(server, current)
    health.register(server, publication)
    download_routes.register(server, current, settings.url)
    snapshot_routes.register(server, publication)
    two_states.register(server, publication)
    feed_route.register(server, publication)
    brief_route.register(server, current, settings)
    api.register(server, publication, current)
    search_route.register(server, current)
    view_route.register(server, current)
    drawing_route.register(server, current, shapes_address())
    submit.register(
        server, publication, today, protection.set_up(server, publication), lambda: search_route.finder_of(today())
    )
    review.register(server, publication, today)
    away.register(server)
    app.desk = serving.register(server, publication, current, settings.assets)
    _serve(server, app, current)
    failures.register(server)
    policy.register(server, current, settings, app.csp_hashes())
    witness.register(server, counted, current, settings.slow)
    _warm(server)
    watch(publication)
    return app


def _today(publication: Publication) -> Published:
    """The table of today; within a request always the same, also when it is replaced meanwhile."""
    if not has_request_context():
        return publication.current
    if "today" not in g:
        g.today = publication.current
    return g.today


def _current(publication: Publication) -> Published:
    """What the address of the request asks for: the table of today, or the snapshot that it names."""
    number = asked_snapshot() if has_request_context() else ""
    if not number or publication.shelf.named(number) is None:
        return _today(publication)
    if "frozen" not in g:
        g.frozen = publication.shown(number)
    return g.frozen


def _serve(server: Flask, app: Dash, current: callbacks.Current) -> None:
    """Compression, our stylesheet's base, 404 for addresses that are no page, one spelling of each, none for search."""
    server.config["COMPRESS_ALGORITHM"] = ["zstd", "br", "gzip"]
    server.config["COMPRESS_MIMETYPES"] = [
        "text/html",
        "text/css",
        "text/csv",
        "text/plain",
        "application/javascript",
        "text/javascript",
        "application/json",
        "application/xml",
        "application/problem+json",
        "application/geo+json",
        "application/graphml+xml",
        "application/atom+xml",
    ]
    Compress(server)

    @server.before_request
    def answer_unknown() -> AnyResponse | tuple[str, int] | None:
        is_page_rule = request.url_rule is not None and request.url_rule.rule in ("/", "/<path:path>")
        published = current()
        if request.method not in ("GET", "HEAD") or not is_page_rule or callbacks.is_page(request.path, published):
            return None
        path = request.path.rstrip("/")
        meant = path if callbacks.is_page(path, published) else spelled_right(path, published.catalogue)
        if meant:
            query = request.query_string.decode("utf-8", "replace")
            return redirect(f"{quote(meant)}{f'?{query}' if query else ''}", 308)
        return app.index(), 404

    @server.after_request
    def keep_gone_from_search(response: Response) -> Response:
        if callbacks.gone_at(request.path, current()):
            response.headers["X-Robots-Tag"] = "noindex"
        return response


def _warm(server: Flask) -> None:
    """Answer one request before the server does: what Dash sets up on its first request is not safe in parallel."""
    server.test_client().get("/", environ_overrides={witness.UNSEEN: True})
