"""The number of a request: taken from its header where that is well formed, else made, and known while it is answered.

It stands in the answer's ``X-Request-ID``, in every line logged meanwhile, and on pages that say that something failed.
"""

from __future__ import annotations

import re
import secrets
from contextvars import ContextVar

HEADER = "X-Request-ID"

WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}", re.ASCII)
"""What a proxy may send as a request's number: a UUID, or nginx's ``$request_id``."""

_current: ContextVar[str] = ContextVar("request id", default="")


def request_id() -> str:
    """The number of the request that is answered here, '' where none is."""
    return _current.get()


def begin(sent: str) -> str:
    """Number the request that begins here: as ``sent`` where that is well formed, else anew."""
    number = sent if WELL_FORMED.fullmatch(sent) else secrets.token_hex(8)
    _current.set(number)
    return number


def end(number: str) -> None:
    """What is logged from here on belongs to no request, if it still belonged to this one."""
    if _current.get() == number:
        _current.set("")
