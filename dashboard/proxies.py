"""Whose word is taken for a client's address and scheme: that of the proxies which the settings name, nobody else's.

What the proxies themselves must do is in ``deploy/nginx.conf``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from ipaddress import ip_address
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard.exposure import Network

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def trust(server: Flask, networks: Sequence[Network]) -> None:
    """Let requests from ``networks`` say by X-Forwarded-For and X-Forwarded-Proto whose they are.

    Only the last address counts, the one that the proxy itself saw: what stands before it anyone could have written.
    """
    if not networks:
        return
    plain: Application = server.wsgi_app
    told = ProxyFix(plain, x_for=1, x_proto=1)

    def application(asked: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        answer = told if _is_from(asked.get("REMOTE_ADDR") or "", networks) else plain
        return answer(asked, start_response)

    server.wsgi_app = application  # type: ignore[method-assign, assignment]


def _is_from(address: str, networks: Sequence[Network]) -> bool:
    try:
        peer = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(peer, "ipv4_mapped", None)
    return any((mapped or peer) in network for network in networks)
