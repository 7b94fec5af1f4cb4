"""What changes once others reach the dashboard: the mode, what must be given then, and which proxies are believed.

How each other setting is read is in ``settings``.
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network

Network = IPv4Network | IPv6Network

MODES = ("laptop", "production")

FEWEST_SIGNS = 8
"""Different characters of a secret: fewer are a placeholder."""


class SettingsError(ValueError):
    """A setting has a value that cannot be used; the message names it, the reason and what is allowed."""


def mode_of(environment: Mapping[str, str]) -> str:
    """One of MODES: as given, else ``production`` where the dashboard has an https address; raise SettingsError."""
    is_public = (environment.get("DASHBOARD_URL") or "").startswith("https:")
    mode = environment.get("DASHBOARD_MODE") or ("production" if is_public else "laptop")
    if mode not in MODES:
        raise SettingsError(f"DASHBOARD_MODE '{mode}' is no mode. Allowed: {', '.join(MODES)}.")
    return mode


def check_production(secret: str, url: str) -> None:
    """Raise SettingsError where something is missing that must not be made up for a dashboard others reach."""
    if not secret:
        raise SettingsError(
            "DASHBOARD_SECRET_KEY is missing, and in production none is made up. Give the same one to every server "
            'process and node; this makes one: python -c "import secrets; print(secrets.token_urlsafe(32))". '
            "To try the dashboard on your own machine, set DASHBOARD_MODE=laptop."
        )
    if len(set(secret)) < FEWEST_SIGNS:
        raise SettingsError(
            f"DASHBOARD_SECRET_KEY has only {len(set(secret))} different characters: that can be guessed. "
            'This makes a good one: python -c "import secrets; print(secrets.token_urlsafe(32))".'
        )
    if not url.startswith("https://"):
        raise SettingsError(
            f"DASHBOARD_URL '{url}' is no https address, and in production cookies travel over TLS alone. Give the "
            "address at which others find the dashboard, such as https://diplomacy.example.org."
        )


def networks_of(environment: Mapping[str, str]) -> tuple[Network, ...]:
    """The networks of the proxies that are believed; raise SettingsError at what is none."""
    found = []
    for each in (environment.get("DASHBOARD_PROXIES") or "").replace(",", " ").split():
        try:
            found.append(ip_network(each))
        except ValueError:
            raise SettingsError(
                f"DASHBOARD_PROXIES '{each[:80]}' is no address or network. Give those of the proxies in front of the "
                "dashboard, separated by spaces, such as 127.0.0.1 or 10.0.0.0/24."
            ) from None
    return tuple(found)
