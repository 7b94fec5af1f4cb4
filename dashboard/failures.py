"""What is answered where something failed that nobody foresaw: a page in the site's style, or a line for programs.

Neither says what failed: that is in the log, under the number of the request, which both tell.
"""

from __future__ import annotations

import logging

from flask import Flask, Response, request
from werkzeug.exceptions import InternalServerError

from dashboard.contribute.frame import page
from dashboard.language import gettext as _
from dashboard.request_ids import request_id

log = logging.getLogger(__name__)

OF_SCRIPTS = "/_dash"
"""How the addresses begin that the page's own scripts ask."""


def register(server: Flask) -> None:
    """Answer failures; Flask logs them with their trace before it asks here."""

    @server.errorhandler(InternalServerError)
    def fail(error: InternalServerError) -> Response:
        if _is_for_people():
            try:
                return page("failed.html", _("Something failed here"), 500, is_private=True, number=request_id())
            except Exception:
                log.exception("The page that says so failed as well")
        text = (
            f"Something failed here; it was logged. Quote this number to those who run the dashboard: {request_id()}\n"
        )
        return Response(text, 500, mimetype="text/plain", headers={"Cache-Control": "no-store"})


def _is_for_people() -> bool:
    wanted = request.accept_mimetypes.best_match(["text/plain", "text/html"])
    return wanted == "text/html" and not request.path.startswith(OF_SCRIPTS)
