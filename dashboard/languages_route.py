"""Which language a request speaks: that of its address, else the one chosen before, which a cookie remembers.

What is said in it comes from the catalogues, see ``language``; the API and files of data speak English.
"""

from __future__ import annotations

from flask import Flask, Response, request

from dashboard.browser_words import words_script
from dashboard.language import LANGUAGES, language, speak
from dashboard.snapshot_routes import asked_once

COOKIE = "lang"
YEAR = 365 * 86_400

MACHINES = ("/api/", "/snapshots/", "/healthz", "/metrics")
FILES = (".csv", ".xlsx", ".json", ".geojson", ".graphml", ".zip", ".atom", ".xml", ".txt", ".parquet")
"""Addresses that always speak English: a file is the same for everyone who asks for it, down to its hash."""


def register(server: Flask) -> None:
    """Speak the right language before anything else is done, and remember it when an address asks for one."""
    server.jinja_env.globals.update(language=language, words_script=words_script)

    @server.before_request
    def speak_as_asked() -> None:
        speak(_asked() or _remembered())

    @server.after_request
    def remember(response: Response) -> Response:
        asked = _asked() if response.mimetype == "text/html" else ""
        if asked and request.cookies.get(COOKIE) != asked:
            response.set_cookie(COOKIE, asked, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
        return response


def _asked() -> str:
    if request.path.startswith(MACHINES) or request.path.endswith(FILES):
        return "en"
    asked = asked_once("lang")
    return asked if asked in LANGUAGES else ""


def _remembered() -> str:
    code = request.cookies.get(COOKIE, "")
    return code if code in LANGUAGES else "en"
