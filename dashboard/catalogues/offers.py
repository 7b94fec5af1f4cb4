"""What catalogues list: the files of the table, and the services that answer questions of it, a row each.

Only what the server really serves is listed; which files there are is said in ``formats.offered``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from dashboard.formats.offered import FORMATS, NETWORK, Format

PAGE = "/data"
"""The page of the table."""

PACKAGE = "/datapackage.json"
"""The codebook for machines."""

CODEBOOK = "/data#codebook"
"""The codebook for people."""


@dataclass(frozen=True)
class Service:
    """Something that answers questions. ``endpoint``: an address that answers; ``described``: its documents."""

    endpoint: str
    title: str
    description: str
    described: tuple[str, ...]


SERVICES: tuple[Service, ...] = (
    Service(
        "/engagements.csv",
        "Exports of any selection",
        "The engagements that a query string selects, as files; the parameters are those of the address bar.",
        (PAGE,),
    ),
    Service(
        "/api/v1/engagements",
        "Read API",
        "Engagements of any selection in pages, counts by field, the network and the vocabularies, as JSON over HTTP.",
        ("/openapi.json", "/api/docs"),
    ),
)


def files_among(served: Collection[str]) -> Sequence[Format]:
    """The files whose addresses are served; ``served``: the rules of the server's addresses."""
    return [file for file in FORMATS if file.path in served]


def title_of(file: Format) -> str:
    """What a catalogue calls a file: 'Engagements as CSV'."""
    return f"{'The network' if file in NETWORK else 'Engagements'} as {file.name}"


def services_among(served: Collection[str]) -> Sequence[Service]:
    """The services that are served, each with its documents that are."""
    known = {*served, PAGE}
    return [
        replace(service, described=tuple(address for address in service.described if address in known))
        for service in SERVICES
        if service.endpoint in served
    ]
