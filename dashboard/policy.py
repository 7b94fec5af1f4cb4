"""What every answer tells the browser to refuse: its Content-Security-Policy, and the headers and cookies beside it.

Who may show a page in a frame is decided in ``framing``; what a request may hold, in ``payloads``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface

from dashboard.browser_words import words_source
from dashboard.framing import FRAMES, ancestors, is_lean, old_form
from dashboard.published import Published
from dashboard.settings import Settings

POLICY = "Content-Security-Policy"

PAGE: Mapping[str, str] = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
"""Of pages. Styles stand inline in what Plotly and the grid draw, whose icons are a font in an address; pictures to be
saved are drawn from a blob."""

FILE = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'"
"""Of everything else: a file that is opened in a tab runs nothing. Browsers show XML and pictures by styles inline."""

PDF = "application/pdf"
"""Shown by a page of the browser's own, which a policy on the file could bar from its parts: it gets none but frames.
"""

EVERYWHERE: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}

NOTHING_OF_THE_DEVICE = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "payment",
        "usb",
    )
)

SECONDS_BY_TLS_ALONE = 365 * 86_400

OWN = ("/submit", "/review", "/documents/", "/assets/", "/static/", "/_")
"""Addresses of what only our own pages fetch; files of data are for everyone's."""

PRIVATE = "/review"


class CookieOfTheSession(SecureCookieSessionInterface):
    """The session's cookie, which leaves by TLS alone where the request came by it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def get_cookie_secure(self, app: Flask) -> bool:
        """Whether the cookie is marked Secure."""
        return self._settings.is_production or is_by_tls(self._settings)


def is_by_tls(settings: Settings) -> bool:
    """Whether the browser reached us by TLS: as the request says, or the address that the dashboard is found at."""
    return request.is_secure or settings.address.startswith("https:")


def page_policy(scripts: Iterable[str], framed_by: str) -> str:
    """The policy of a page. ``scripts``: digests of those inline; ``framed_by``: its directive of who may frame it."""
    told = {**PAGE, "script-src": " ".join([PAGE["script-src"], *scripts])}
    return "; ".join([*(f"{name} {sources}" for name, sources in told.items()), framed_by])


def register(server: Flask, current: Callable[[], Published], settings: Settings, scripts: Iterable[str]) -> None:
    """Have every answer say it. ``scripts``: digests of the scripts that Dash writes into its pages."""
    server.session_interface = CookieOfTheSession(settings)
    dash_scripts = tuple(scripts)

    @server.after_request
    def tell(response: Response) -> Response:
        for name, value in _headers(response, current, settings, dash_scripts).items():
            response.headers.setdefault(name, value)
        return response


def _headers(
    response: Response, current: Callable[[], Published], settings: Settings, scripts: tuple[str, ...]
) -> dict[str, str]:
    told = dict(EVERYWHERE)
    if is_by_tls(settings):
        told["Strict-Transport-Security"] = f"max-age={SECONDS_BY_TLS_ALONE}"
    if request.path.startswith(PRIVATE):
        told["Cache-Control"] = "no-store"
    if response.status_code == 304:  # the browser has the rest, of the same answer
        return told
    if response.mimetype != "text/html":
        is_own = request.path.startswith(OWN) or "javascript" in (response.mimetype or "")
        policy = "frame-ancestors 'self'" if response.mimetype == PDF else FILE
        return {**told, POLICY: policy, "Cross-Origin-Resource-Policy": "same-origin" if is_own else "cross-origin"}
    return {**told, **_of_page(current, settings, scripts)}


def _of_page(current: Callable[[], Published], settings: Settings, scripts: tuple[str, ...]) -> dict[str, str]:
    lean = is_lean(current().catalogue)
    framed_by = ancestors(request.path, lean, settings.frames)
    told = {POLICY: page_policy([*scripts, words_source()], framed_by), "Permissions-Policy": NOTHING_OF_THE_DEVICE}
    if old := old_form(framed_by):
        told[FRAMES] = old
    if is_by_tls(settings):  # without TLS browsers ignore it and complain
        told["Cross-Origin-Opener-Policy"] = "same-origin"
    if not lean:
        told["Cross-Origin-Resource-Policy"] = "same-origin"
    return told
