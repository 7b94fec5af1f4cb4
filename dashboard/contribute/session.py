"""Sessions of reviewers: sign-in, sign-out, and who is signed in, asked of the store at each request.

Passwords and the limit on guessing are in ``store.accounts``; there is no way to sign up.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import quote

from flask import Flask, current_app, g, redirect, request, session
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from dashboard.contribute.frame import page, sender_address
from dashboard.contribute.known_browser import known_browser, remember_browser
from dashboard.contribute.protection import protect
from dashboard.contribute.typed import typed
from dashboard.language import N_
from dashboard.language import gettext as _
from dashboard.store.accounts import LockedError, end_sessions, sign_in, stamp_of
from dashboard.store.database import Store
from dashboard.store.limits import Limit, note

SECONDS_IDLE = 2 * 60 * 60
SECONDS_IN_ALL = 12 * 60 * 60
SECONDS_BETWEEN_MARKS = 60
"""The session is written anew at most so often: not each answer needs a cookie."""

GUESSES_FROM_ONE_ADDRESS = Limit("sign-in from", 50, 15)
"""Wrong passwords from one network address, for whatever accounts; offices share addresses."""

SIGN_IN = "/review/sign-in"
OWN_PAGES = ("/review", "/data/changes")
"""Where one may be led after sign-in."""

WRONG = N_("E-mail address and password do not belong together, or there is no such account.")
CROWDED = N_("Too many wrong passwords came from your network. Try again after {time} UTC.")

View = TypeVar("View", bound=Callable[..., Any])


def register(server: Flask, store: Store) -> None:
    """Add sign-in and sign-out."""
    server.extensions["reviewers"] = store

    @server.get(SIGN_IN)
    def sign_in_page() -> Response:
        if reviewer():
            return redirect(own_page(request.args.get("next", "")), 303)
        return _form("", 200)

    @server.post(SIGN_IN)
    def try_sign_in() -> Response:
        protect()
        return _try(store, typed("email", 254), request.form.get("password", ""))

    @server.post("/review/sign-out")
    def sign_out() -> Response:
        who = reviewer()
        if who:
            protect()
            end_sessions(store, who)
        session.clear()
        return redirect(SIGN_IN, 303)

    @server.errorhandler(CSRFError)
    def refuse(error: CSRFError) -> Response:
        return page("refused.html", _("This form could not be taken"), 400, is_private=True)


def reviewer() -> str:
    """The e-mail address of the reviewer who is signed in, '' for nobody; asked once a request."""
    if "reviewer" not in g:
        g.reviewer = _known()
    return str(g.reviewer)


def signed_in(view: View) -> View:
    """Let only reviewers see a view; others are led to the sign-in and, after it, back."""

    @wraps(view)
    def guarded(*arguments: Any, **named: Any) -> Any:
        if reviewer():
            return view(*arguments, **named)
        path = request.full_path.rstrip("?") if request.method == "GET" else request.path
        wanted = path if path != "/review" else ""
        return redirect(f"{SIGN_IN}?next={quote(wanted)}" if wanted else SIGN_IN, 303)

    return guarded  # type: ignore[return-value]


def own_page(asked: str) -> str:
    """The page that was asked for before the sign-in, the queue where it is none of ours."""
    is_own = any(asked == path or asked.startswith((f"{path}/", f"{path}?")) for path in OWN_PAGES)
    return asked if is_own and asked.isprintable() and "\\" not in asked else OWN_PAGES[0]


def _try(store: Store, email: str, password: str) -> Response:
    browser = known_browser(email)
    with store.reading() as connection:
        until = "" if browser else GUESSES_FROM_ONE_ADDRESS.full_until(connection, sender_address())
    if until:
        return _form(_(CROWDED).format(time=until[11:16]), 429, email)
    try:
        stamp = sign_in(store, email, password, browser)
    except LockedError as error:
        return _form(str(error), 429, email)
    if stamp is None:
        note(store, GUESSES_FROM_ONE_ADDRESS, sender_address())
        return _form(_(WRONG), 403, email)
    now = int(time.time())
    session.clear()
    session.update(reviewer=email.strip().lower(), stamp=stamp, since=now, seen=now)
    return remember_browser(redirect(own_page(request.args.get("next", "")), 303), email, browser)


def _form(problem: str, status: int, email: str = "") -> Response:
    return page("sign_in.html", _("Sign in to review"), status, is_private=True, problem=problem, email=email)


def _known() -> str:
    """Who the cookie names, if the account is open, its stamp is still this, and the time is not over."""
    who, now = session.get("reviewer"), int(time.time())
    if not isinstance(who, str):
        return ""
    is_over = now - session.get("since", 0) > SECONDS_IN_ALL or now - session.get("seen", 0) > SECONDS_IDLE
    if is_over or stamp_of(current_app.extensions["reviewers"], who) != session.get("stamp"):
        session.clear()
        return ""
    if now - session["seen"] > SECONDS_BETWEEN_MARKS:
        session["seen"] = now
    return who
