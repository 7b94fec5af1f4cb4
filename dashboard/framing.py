"""Which pages may stand in frames of other sites: lean ones alone, and only where the setting lets them.

What a lean page shows is made in ``pages.embed``; the headers that say so are sent by ``policy``.
"""

from __future__ import annotations

from flask import request

from dashboard.catalogue import Catalogue
from dashboard.snapshot_routes import asked_once
from dashboard.subjects import subject_at

FRAMES = "X-Frame-Options"
"""The header of before ``frame-ancestors``."""

NOBODY = ("/submit", "/review", "/data/changes", "/api/docs")
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


def old_form(said: str) -> str:
    """The directive as browsers of before it read it, '' where they cannot be told."""
    return {"frame-ancestors 'none'": "DENY", "frame-ancestors 'self'": "SAMEORIGIN"}.get(said, "")
