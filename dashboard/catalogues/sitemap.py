"""The map of the site for search engines: every page with something on record, and what robots should leave alone.

After the sitemap protocol (sitemaps.org) and RFC 9309; which addresses are pages is decided elsewhere.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboard.formats.offered import FORMATS
from dashboard.published import Published
from dashboard.selection import Selection
from dashboard.subjects import engagement_path, path_of, tie_path

MOST_ADDRESSES = 50_000
"""Most addresses of one file, by the protocol."""

PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9"

FIELDS: Mapping[str, str] = {
    "state": "us_state",
    "actor": "actor",
    "country": "counterpart_country",
    "counterpart": "counterpart_slug",
    "network": "network",
}
"""Field with pages of its own → column of the engagements."""

CLOSED = (
    *("/review", "/submit/", "/rows", "/search", "/_dash", "/api/v1/", "/healthz", "/*/brief.pdf", "/*/*.csv"),
    *("/feed.atom?", "/data/changes?"),
)
"""What robots should not ask for: private, or work without end."""


@dataclass(frozen=True)
class Entry:
    """A page: its path, and the day of its newest row or change (ISO 8601), '' where the table does not say."""

    path: str
    day: str = ""


def entries(
    published: Published, changed: Mapping[str, str], drawn: Iterable[str], fixed: Iterable[str]
) -> list[Entry]:
    """Every page; ``drawn``: paths of pages drawn from the whole table, ``fixed``: of those that are not.

    ``changed``: engagement → day of its last change. A page of a subject is as new as the newest of its rows.
    """
    columns = ("id", "accessed", *FIELDS.values())
    rows = published.rows(Selection(), "id", columns)
    newest: dict[str, str] = {}
    for row in rows.iter_rows(named=True):
        day = max(row["accessed"], changed.get(row["id"], ""))
        for path in _paths(row):
            newest[path] = max(day, newest.get(path, ""))
    last = max(newest.values(), default="")
    pages = [*(Entry(path, last) for path in drawn), *(Entry(path) for path in fixed)]
    return [*pages, *(Entry(path, newest[path]) for path in sorted(newest))]


def _paths(row: Mapping[str, str]) -> Iterator[str]:
    """The pages on which an engagement stands."""
    yield engagement_path(row["id"])
    for field, column in FIELDS.items():
        if row[column]:
            yield path_of(field, row[column])
    if row["actor"]:
        yield tie_path(row["actor"], row["network"] or row["counterpart_slug"])


def sitemap(listed: Sequence[Entry], base: str, most: int = MOST_ADDRESSES) -> list[bytes]:
    """The files as XML: one, or first an index of the others; ``base``: address without '/' at its end."""
    parts = [listed[start : start + most] for start in range(0, len(listed), most)] or [listed]
    files = [_file("urlset", "url", ((base + each.path, each.day) for each in part)) for part in parts]
    if len(files) == 1:
        return files
    newest = [max(each.day for each in part) for part in parts]
    names = ((f"{base}/sitemap-{number}.xml", day) for number, day in enumerate(newest, start=1))
    return [_file("sitemapindex", "sitemap", names), *files]


def _file(root_name: str, name: str, located: Iterable[tuple[str, str]]) -> bytes:
    root = ET.Element(root_name, xmlns=PROTOCOL)
    for address, day in located:
        element = ET.SubElement(root, name)
        ET.SubElement(element, "loc").text = address
        if day:
            ET.SubElement(element, "lastmod").text = day
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def robots(base: str) -> str:
    """robots.txt: pages are open, closed is what is private or works without end, such as exports of any selection."""
    narrowed = [f"{file.path}?" for file in FORMATS]
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in (*CLOSED, *narrowed)),
        "",
        f"Sitemap: {base}/sitemap.xml",
    ]
    return "\n".join(lines) + "\n"
