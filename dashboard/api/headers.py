"""The headers of the API: what each says, for the OpenAPI document; which an answer has is decided by its status.

They are written in ``routes``, ``conditional`` and ``limiting``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.api.shapes import Shape

EXPOSED = (
    *("Content-Disposition", "ETag", "Last-Modified", "Link"),
    *("RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-ID"),
)
"""Headers that scripts of other origins may read."""


def _header(description: str, example: str, pattern: str = "", required: bool = True) -> dict[str, Any]:
    kind = {"type": "string", **({"pattern": pattern} if pattern else {})}
    return {"description": description, "required": required, "schema": kind, "example": example}


DATE = r"^[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT$"

HEADERS: Mapping[str, Shape] = {
    "ETag": _header("Tag of this answer, for If-None-Match.", 'W/"3f2a…"', '^W/"[0-9a-f]+"$'),
    "Last-Modified": _header(
        "When the table was published, for If-Modified-Since.", "Sun, 22 Nov 2026 20:15:00 GMT", DATE
    ),
    "Cache-Control": _header("Whether and how long the answer may be kept.", "public, no-cache"),
    "Link": _header("Licence, document, and the first and next page (RFC 8288).", '</api/docs>; rel="service-doc"'),
    "RateLimit": _header("Requests left, and seconds until it begins anew.", '"default";r=599;t=60', '^"default";r='),
    "RateLimit-Policy": _header("How many requests in how many seconds.", '"default";q=600;w=60', '^"default";q='),
    "Retry-After": {
        "description": "Seconds to wait.",
        "required": True,
        "schema": {"type": "integer", "minimum": 0},
        "example": 30,
    },
    "Allow": _header("What is allowed.", "GET, HEAD, OPTIONS"),
    "X-Request-ID": _header("The number of the request, to quote.", "9f86d081884c7d65", "^[A-Za-z0-9._-]{8,64}$"),
    "Access-Control-Allow-Origin": _header("Scripts of any origin may read.", "*", r"^\*$"),
}

ALWAYS = ("Access-Control-Allow-Origin", "RateLimit", "RateLimit-Policy", "Link", "Cache-Control", "X-Request-ID")

OF_STATUS: Mapping[int, tuple[str, ...]] = {
    200: ("ETag", "Last-Modified"),
    304: ("ETag",),
    405: ("Allow",),
    429: ("Retry-After",),
}
"""Status → headers beside those of all."""

CONDITIONAL: Mapping[str, Shape] = {
    "If-None-Match": {
        "name": "If-None-Match",
        "in": "header",
        "required": False,
        "description": "The ETag of an answer that is at hand: 304 where it is still right.",
        "schema": {"type": "string"},
    },
    "If-Modified-Since": {
        "name": "If-Modified-Since",
        "in": "header",
        "required": False,
        "description": "The Last-Modified of an answer that is at hand. If-None-Match goes before it.",
        "schema": {"type": "string"},
    },
}


def headers_of(status: int) -> dict[str, Shape]:
    """The headers of an answer of this status, by reference."""
    names = (*ALWAYS, *OF_STATUS.get(status, ()))
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
