"""Browsers that a reviewer signed in with before, by a cookie: strangers who guess cannot lock these out.

The cookie opens nothing; it only has guesses of its own counted apart (OWASP, "device cookies"). Limits are in
``store.accounts``.
"""

from __future__ import annotations

import hashlib
import secrets as randomness

from flask import current_app, request
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.wrappers import Response

COOKIE = "known-browser"
YEAR = 365 * 86_400
LONGEST = 400


def known_browser(email: str) -> str:
    """The mark of a browser that signed in to this account before, '' for any other."""
    try:
        whose, mark = _signer().loads(request.cookies.get(COOKIE, "")[:LONGEST])
    except (BadData, TypeError, ValueError):
        return ""
    return str(mark) if whose == _digest(email) else ""


def remember_browser(response: Response, email: str, mark: str) -> Response:
    """The answer to a sign-in, which marks the browser where it has no mark of this account yet."""
    signed = str(_signer().dumps([_digest(email), mark or randomness.token_hex(8)]))
    secure = bool(current_app.session_interface.get_cookie_secure(current_app))
    response.set_cookie(COOKIE, signed, YEAR, path="/review", secure=secure, httponly=True, samesite="Strict")
    return response


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=COOKIE)


def _digest(email: str) -> str:
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()
