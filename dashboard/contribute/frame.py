"""The frame of pages that are plain HTML: forms that work without a callback, under the header of
the rest.

What such a page shows is in its template; templates escape everything that is put into them.
"""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, render_template, request

from dashboard.pages.markup import html_of
from dashboard.pages.shell import footer, header
from dashboard.wording import NAME


def page(template: str, title: str, status: int = 200, is_private: bool = False, **values: Any) -> Response:
    """A page from a template; one that is private is neither kept by anyone nor found by search engines."""
    html = render_template(
        template, title=f"{title} · {NAME}", heading=title, header=html_of(header()), footer=html_of(footer()), **values
    )
    response = make_response(html, status)
    if is_private:
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Referrer-Policy"] = "no-referrer"
    return response


def sender_address() -> str:
    """Where a request comes from, for limits in number."""
    return request.remote_addr or ""
