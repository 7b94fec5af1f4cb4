"""The formats in which the rows of a selection, or their network, can be taken away: add one by adding a row.

Their addresses are served in ``download_routes``; the menu on the pages lists them in this order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from dashboard.formats.archive import zip_file
from dashboard.formats.delimited import MARK, csv_file
from dashboard.formats.excel import MOST_ROWS, excel_file
from dashboard.formats.extract import LABELS, Extract
from dashboard.formats.geojson import geojson_file
from dashboard.formats.jsons import json_file
from dashboard.formats.network import graphml_file, node_link_file
from dashboard.language import N_

EVERY_FILE: Mapping[str, tuple[str, ...]] = {"scope": ("selected", "all")}
"""Parameters that every file takes → their values."""

SOME_FILES: Mapping[str, tuple[str, ...]] = {"names": ("codes", LABELS), MARK: ("0", "1")}
"""Parameters that only the formats take which name them → their values."""


@dataclass(frozen=True)
class Format:
    """A kind of file: what it is called, its address, its media type, what makes it, and what it holds in a sentence.

    ``takes``: those of ``SOME_FILES`` that mean something for it. ``most_rows``: how many it can hold, None for any
    number. ``stem``: what its file names begin with.
    """

    name: str
    path: str
    media_type: str
    write: Callable[[Extract], Iterator[bytes]]
    description: str
    takes: tuple[str, ...] = ()
    most_rows: int | None = None
    stem: str = "engagements"

    @property
    def ending(self) -> str:
        """The ending of its file names: 'csv'."""
        return self.path.rpartition(".")[2]


ROWS: tuple[Format, ...] = (
    Format(
        "CSV",
        "/engagements.csv",
        "text/csv",
        csv_file,
        "A row for each engagement with all columns of the codebook as codes: UTF-8, RFC 4180.",
        ("names", MARK),
    ),
    Format(
        "Excel",
        "/engagements.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        excel_file,
        "A sheet with typed dates, and beside it what the file is, its codebook and citation.",
        ("names",),
        MOST_ROWS,
    ),
    Format(
        "JSON",
        "/engagements.json",
        "application/json",
        json_file,
        "A record for each engagement, with the labels of its codes.",
    ),
    Format(
        "GeoJSON",
        "/engagements.geojson",
        "application/geo+json",
        geojson_file,
        "A line from each actor's place to the counterpart's, or a point where one end has none.",
    ),
    Format(
        N_("ZIP with codebook and citation"),
        "/download.zip",
        "application/zip",
        zip_file,
        "The CSV with its codebook, a data package, licence, digests and how to cite it.",
        ("names",),
    ),
)
"""Formats of the rows."""

NETWORK: tuple[Format, ...] = (
    Format(
        "GraphML",
        "/network.graphml",
        "application/graphml+xml",
        graphml_file,
        "Actors and counterparts as nodes with measures and communities, ties as edges weighted by engagements.",
        stem="network",
    ),
    Format(
        "JSON",
        "/network.json",
        "application/json",
        node_link_file,
        "The same network as node-link JSON, which networkx and d3 read.",
        stem="network",
    ),
)
"""Formats of the network."""

FORMATS: tuple[Format, ...] = (*ROWS, *NETWORK)
