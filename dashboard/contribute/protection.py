"""Protection of forms: a token against forged requests; against robots and floods a trap, a stamp and limits.

Where they apply is decided by the pages of forms; what a form says is not known here.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets as randomness
import time
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, current_app, request
from flask_wtf.csrf import CSRFProtect
from itsdangerous import BadData, URLSafeSerializer

from dashboard.publication import Publication
from dashboard.store.database import Store
from dashboard.store.limits import Limit, note

SECONDS_OF_A_PERSON = 3
"""Nobody fills in a form faster."""

TRAP = "website"
"""A field that no person sees; robots fill it in."""

BY_ADDRESS = Limit("submission", 10, 60)
BY_EMAIL = Limit("submission by e-mail", 5, 60)
DOCUMENTS = Limit("document", 30, 60)

MOST_BYTES = 12 * 1024 * 1024
"""Of one posting, documents included."""

MOST_DRAINED = 64 * 1024 * 1024

KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")


@dataclass(frozen=True)
class Protection:
    """What forms are protected with. ``signing``: the server's secret, the same in all its processes."""

    store: Store
    signing: str

    def stamp(self) -> str:
        """The moment at which a form is opened, signed."""
        return str(self._signer().dumps(int(time.time())))

    def known_stamp(self, stamp: str) -> str:
        """The stamp, or a new one where it is not ours."""
        return stamp if self._opened(stamp) is not None else self.stamp()

    def is_too_quick(self, stamp: str) -> bool:
        """Whether less time has passed than a person takes, or nobody knows how much.

        A stamp that lies ahead is one of ours, too: the clock was set back after it.
        """
        opened = self._opened(stamp)
        return opened is None or 0 <= time.time() - opened < SECONDS_OF_A_PERSON

    def full_until(self, limits: Mapping[Limit, str]) -> str:
        """Until when one of the limits is reached, for whom each holds; '' for none."""
        with self.store.reading() as connection:
            return max((limit.full_until(connection, self._digest(who)) for limit, who in limits.items()), default="")

    def count(self, limits: Mapping[Limit, str]) -> None:
        """Write down that it was done once more."""
        for limit, who in limits.items():
            note(self.store, limit, self._digest(who))

    def _signer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.signing, salt="opened")

    def _opened(self, stamp: str) -> int | None:
        try:
            opened = self._signer().loads(stamp[:200])
        except BadData:
            return None
        return opened if isinstance(opened, int) else None

    def _digest(self, who: str) -> str:
        return hmac.new(self.signing.encode(), b"who:" + who.lower().encode(), hashlib.sha256).hexdigest()


def set_up(server: Flask, publication: Publication) -> Protection:
    """Give the server its secret, its session cookie and the check of tokens, which only ``protect`` makes."""
    server.secret_key = publication.signing
    server.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,  # a draft may be days old
        WTF_CSRF_SSL_STRICT=False,  # private pages send no referrer
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
    )
    CSRFProtect(server)
    protection = Protection(publication.store, publication.signing)
    server.extensions["protection"] = protection
    return protection


def protect() -> None:
    """Refuse a posting without the token of the page it comes from; raise flask_wtf.csrf.CSRFError."""
    current_app.extensions["csrf"].protect()


def limit_size() -> None:
    """Let the request of the moment be no larger than a form may be; reading more raises RequestEntityTooLarge."""
    request.max_content_length = MOST_BYTES


def drain() -> None:
    """Read what is left of a request that is refused: a browser that cannot finish sending shows no answer."""
    stream, left = request.environ["wsgi.input"], MOST_DRAINED
    while left > 0 and (part := stream.read(65_536)):
        left -= len(part)


def new_key() -> str:
    """The key of a form: sent twice, it is one submission."""
    return randomness.token_urlsafe(24)


def known_key(key: str) -> str:
    """The key, or a new one where it cannot be one of ours."""
    return key if KEY.fullmatch(key) else new_key()
