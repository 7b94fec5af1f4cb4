"""What catalogues list: the files of the table and the services that answer questions of it, a row each.

Only what the server really serves is listed; what the files hold is decided where they are made.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

PAGE = "/data"
"""The page of the table."""

PACKAGE = "/datapackage.json"
"""The codebook for machines."""

CODEBOOK = "/data#codebook"
"""The codebook for people."""


@dataclass(frozen=True)
class File:
    """A file of the whole table. ``address``: where it is, ``format``: its name, ``media_type``: as it is served."""

    address: str
    format: str
    media_type: str
    title: str
    description: str


@dataclass(frozen=True)
class Service:
    """Something that answers questions. ``endpoint``: an address that answers; ``described``: its documents."""

    endpoint: str
    title: str
    description: str
    described: tuple[str, ...]


FILES: tuple[File, ...] = (
    File(
        "/engagements.csv",
        "CSV",
        "text/csv",
        "Engagements as CSV",
        "Every engagement with all columns of the codebook as codes: UTF-8, RFC 4180, one row per engagement.",
    ),
    File(
        "/engagements.xlsx",
        "Excel workbook (XLSX)",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Engagements as an Excel workbook",
        "Every engagement in a sheet with typed dates, and beside it what the file is, its codebook and citation.",
    ),
    File(
        "/engagements.json",
        "JSON",
        "application/json",
        "Engagements as JSON",
        "Every engagement as a record, with the labels of its codes.",
    ),
    File(
        "/engagements.geojson",
        "GeoJSON",
        "application/geo+json",
        "Engagements as GeoJSON",
        "Every engagement as a line from the actor's place to the counterpart's, or as a point where one has none.",
    ),
    File(
        "/network.graphml",
        "GraphML",
        "application/graphml+xml",
        "The network as GraphML",
        "Actors and counterparts as nodes with measures and communities, ties as edges weighted by engagements.",
    ),
    File(
        "/network.json",
        "Node-link JSON",
        "application/json",
        "The network as node-link JSON",
        "The same network as nodes and links.",
    ),
    File(
        "/download.zip",
        "ZIP archive of CSV and description",
        "application/zip",
        "Engagements as a ZIP archive",
        "The CSV with a description of what it holds, its licence and how to cite it.",
    ),
)

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


def files_among(served: Collection[str]) -> Sequence[File]:
    """The files whose addresses are served; ``served``: the rules of the server's addresses."""
    return [file for file in FILES if file.address in served]


def services_among(served: Collection[str]) -> Sequence[Service]:
    """The services that are served, each with its documents that are."""
    known = {*served, PAGE}
    return [
        replace(service, described=tuple(address for address in service.described if address in known))
        for service in SERVICES
        if service.endpoint in served
    ]
