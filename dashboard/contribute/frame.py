"""The frame of pages that are plain HTML: forms that work without a callback, under the header of
the rest.

What such a page shows is in its template; templates escape everything that is put into them.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, make_response, render_template, request
from markupsafe import Markup

from dashboard.language import gettext, ngettext, pgettext
from dashboard.pages.markup import html_of
from dashboard.pages.shell import footer, header
from dashboard.theme import theme_of
from dashboard.wording import NAME


def speak_in_templates(server: Flask) -> None:
    """Let templates say messages: each is markup of our own, what fills its {places} is escaped."""
    server.jinja_env.globals.update(
        _=lambda message: Markup(gettext(message)),
        ngettext=lambda one, many, count: Markup(ngettext(one, many, count)),
        pgettext=lambda context, message: Markup(pgettext(context, message)),
    )


def page(template: str, title: str, status: int = 200, is_private: bool = False, **values: Any) -> Response:
    """A page from a template; one that is private is neither kept by anyone nor found by search engines."""
    above = header(theme_of(request.cookies), request.query_string.decode("utf-8", "replace"))
    html = render_template(
        template, title=f"{title} · {NAME}", heading=title, header=html_of(above), footer=html_of(footer()), **values
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
