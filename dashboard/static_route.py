"""Answers files that are served as they are: ``/static/<digest>/…`` for good, others to be asked for anew each time.

Compressed forms are ready-made; until one is, Flask-Compress makes it on the way, as of any answer.
"""

from __future__ import annotations

from pathlib import Path

from dash.fingerprint import check_fingerprint
from flask import Flask, Response, abort, request

from dashboard.ready_made import MADE_BY, ReadyMade
from dashboard.statics import ENDINGS, PREFIX, Statics, digest_of

FOR_GOOD = "public, max-age=31536000, immutable"
ASKED_ANEW = "public, no-cache"


def register(server: Flask, statics: Statics, ready: ReadyMade) -> None:
    """Add the route, answer addresses without a digest in the same way, let templates ask for addresses with one."""
    server.jinja_env.globals["hashed"] = statics.hashed
    server.extensions["ready_made"] = ready

    @server.get(f"{PREFIX}<digest>/<path:address>")
    def static_file(digest: str, address: str) -> Response:
        file = statics.file(f"/{address}")
        if file is None:
            abort(404)
        return _answer(file, ready, FOR_GOOD if statics.digest(f"/{address}") == digest else ASKED_ANEW)

    @server.before_request
    def without_digest() -> Response | None:
        if request.method not in ("GET", "HEAD") or request.path.startswith(PREFIX):
            return None
        file = statics.file(check_fingerprint(request.path)[0])
        return None if file is None else _answer(file, ready, ASKED_ANEW)


def _answer(file: Path, ready: ReadyMade, kept: str) -> Response:
    encoding = request.accept_encodings.best_match(MADE_BY)
    form = ready.form(file, encoding) if encoding else None
    response = Response(file.read_bytes() if form is None else form, mimetype=ENDINGS[file.suffix])
    response.set_etag(f"{digest_of(file)}:{encoding}" if form is not None else digest_of(file))
    if form is not None:
        response.headers["Content-Encoding"] = encoding
    response.headers["Cache-Control"] = kept
    response.headers["Vary"] = "Accept-Encoding"
    response.make_conditional(request)
    return response
