"""Protection of forms: a token against forged requests, and the secret that signs it and sessions.

Where they apply is decided by the pages of forms; what a form says is not known here.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, Response, current_app
from flask_wtf.csrf import CSRFProtect

from dashboard.publication import Publication
from dashboard.store.submissions import secret

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}
"""Of pages of forms: no script but our own files, in nobody's frame."""


def set_up(server: Flask, publication: Publication) -> None:
    """Give the server its secret, its session cookie and the check of tokens, which only ``protect`` makes."""
    settings = publication.settings
    server.secret_key = settings.secret_key or secret(publication.store, "session")
    server.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,  # a draft may be days old
        WTF_CSRF_SSL_STRICT=False,  # private pages send no referrer
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=settings.address.startswith("https:"),
    )
    CSRFProtect(server)


def protect() -> None:
    """Refuse a posting without the token of the page it comes from; raise flask_wtf.csrf.CSRFError."""
    current_app.extensions["csrf"].protect()


def guarded(response: Response) -> Response:
    """The response with the headers of pages of forms."""
    response.headers.update(HEADERS)
    return response
