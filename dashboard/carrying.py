"""What of an address its links take along: the unit that is counted, wherever the next page counts.

It works on addresses as text; ``pages.links`` does it for all links of a page, and selections are not touched.
"""

from __future__ import annotations

from collections.abc import Iterable

from dashboard import schema
from dashboard.selection import Look, query_string
from dashboard.subjects import KINDS

Pairs = tuple[tuple[str, str], ...]

VIEWED = frozenset(
    {
        *("/", "/networks", "/compare", "/opportunities", "/disparities", "/over-time"),
        *("/data", "/data/coverage", "/about", "/accessibility"),
    }
)
"""Addresses of pages that show rows or lead to them; those of single things begin with one of ``THINGS``."""

THINGS = (*KINDS, "engagement")

ORDER = {name: place for place, name in enumerate((*schema.PARAMETERS, *schema.LOOKS))}


def travelling(look: Look) -> Pairs:
    """The parameters that go along from page to page, with their values, in canonical order."""
    return tuple(pair for pair in look.pairs() if pair[0] in schema.TRAVELLING)


def carried(href: str, pairs: Pairs) -> str:
    """The address of a page with these parameters, in canonical order, unless it says them itself.

    What is no page of rows (a file, a form, another site, a place on the page) stays as it is.
    """
    address, hash_mark, place = href.partition("#")
    path, _, query = address.partition("?")
    if not pairs or not is_viewed(path):
        return href
    return f"{path}?{_with(query, pairs)}{hash_mark}{place}"


def is_viewed(path: str) -> bool:
    """Whether a page of rows has this path."""
    if path in VIEWED:
        return True
    first, _, last = path.removeprefix("/").partition("/")
    return path.startswith("/") and first in THINGS and bool(last) and "." not in last


def _with(query: str, pairs: Iterable[tuple[str, str]]) -> str:
    parts = query.split("&") if query else []
    for name, value in pairs:
        if any(part.startswith(f"{name}=") for part in parts):
            continue
        later = (at for at, part in enumerate(parts) if ORDER.get(part.partition("=")[0], -1) > ORDER[name])
        parts.insert(next(later, len(parts)), query_string([(name, value)]))
    return "&".join(parts)
