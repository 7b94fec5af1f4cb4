"""Which pages may stand in frames of other sites: lean ones alone, and only where the setting lets them.

What a lean page shows is made in ``pages.embed``; here is how it is known, and the headers that every page sends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Flask, Response, request

from dashboard.catalogue import Catalogue
from dashboard.published import Published
from dashboard.snapshot_routes import asked_once
from dashboard.subjects import subject_at

POLICY, OLD_POLICY = "Content-Security-Policy", "X-Frame-Options"

NOBODY = ("/submit", "/review")
"""Addresses of forms: in nobody's frame, where a visitor could be led to click what they do not see."""


def can_be_lean(path: str, catalogue: Catalogue) -> bool:
    """Whether the page at ``path`` has a lean form: the explorer, and the pages of single subjects."""
    return path in ("/", "") or subject_at(path, catalogue) is not None


def is_lean(catalogue: Catalogue) -> bool:
    """Whether the request asks for a lean page, and there is one."""
    return asked_once("embed") == "1" and can_be_lean(request.path, catalogue)


def ancestors(path: str, lean: bool, frames: tuple[str, ...]) -> str:
    """Who may show the page in a frame, as the directive of the policy; ``frames`` as the settings have it."""
    if path.startswith(NOBODY):
        return "frame-ancestors 'none'"
    if not lean:
        return "frame-ancestors 'self'"
    return "frame-ancestors *" if frames == ("*",) else " ".join(["frame-ancestors 'self'", *frames])


def with_ancestors(policy: str, allowed: str) -> Mapping[str, str]:
    """The headers of a page; ``policy``: the one that it has already, which keeps what it says of frames itself."""
    if "frame-ancestors" not in policy:
        policy = f"{policy}; {allowed}" if policy else allowed
    old = {"frame-ancestors 'none'": "DENY", "frame-ancestors 'self'": "SAMEORIGIN"}
    said = next((each.strip() for each in policy.split(";") if each.strip().startswith("frame-ancestors")), "")
    return {POLICY: policy, **({OLD_POLICY: old[said]} if said in old else {})}


def register(server: Flask, current: Callable[[], Published], frames: tuple[str, ...]) -> None:
    """Have every page say in whose frames it may stand."""

    @server.after_request
    def say_who_may_frame(response: Response) -> Response:
        if response.mimetype == "text/html":
            allowed = ancestors(request.path, is_lean(current().catalogue), frames)
            response.headers.update(with_ancestors(response.headers.get(POLICY, ""), allowed))
        return response
