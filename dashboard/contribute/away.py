"""What is answered where the store does not: 503 with a sentence and when to try again, on whatever address.

Forms that were posted come back filled in; that is done where they are read.
"""

from __future__ import annotations

import logging

from flask import Flask, Response, request

from dashboard.contribute.frame import page
from dashboard.language import gettext as _
from dashboard.store.trouble import UNAVAILABLE, trouble_of

log = logging.getLogger(__name__)

SECONDS = 10
"""After which to try again."""


def register(server: Flask) -> None:
    """Answer for the store wherever nothing nearer does."""
    for fault in UNAVAILABLE:
        server.register_error_handler(fault, away)


def away(error: Exception) -> Response:
    """The answer to a request that needs the store."""
    say(error)
    wanted = request.accept_mimetypes
    if not wanted or wanted.accept_html or request.method == "POST":
        return later(page("away.html", _("The store does not answer"), 503, is_private=True))
    words = f"{trouble_of(error)} Try again in {SECONDS} seconds.\n"
    return later(Response(words, 503, mimetype="text/plain", headers={"Cache-Control": "no-store"}))


def say(error: Exception) -> None:
    """Write down that a request was not answered, and why."""
    log.warning("%s %s was not answered: %s", request.method, request.path, trouble_of(error))


def later(response: Response) -> Response:
    """The response, saying when to try again."""
    response.headers["Retry-After"] = str(SECONDS)
    return response
