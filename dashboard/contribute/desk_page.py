"""A page of the reviewers' desk: the frame of plain pages, private, with who is signed in.

What stands on it is in its template.
"""

from __future__ import annotations

from typing import Any

from flask import Response

from dashboard.contribute.frame import page
from dashboard.contribute.session import reviewer


def desk_page(template: str, title: str, status: int = 200, **values: Any) -> Response:
    """The page; ``template`` extends ``desk.html``."""
    return page(template, title, status, is_private=True, who=reviewer(), **values)
