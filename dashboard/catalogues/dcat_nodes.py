"""The parts that a DCAT-US 3.0 catalogue repeats: publisher, contact, documents, vocabularies, places, distributions.

How they are put together is in ``dcat``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dashboard import schema
from dashboard.catalogues.description import RIGHTS, Description, Region
from dashboard.catalogues.offers import CODEBOOK, PACKAGE
from dashboard.datapackage import ATTRIBUTION, LICENCE
from dashboard.wording import NAME

Node = dict[str, Any]

DCAT_US = "https://resources.data.gov/dcat-us/3.0.0"
DATA_PACKAGE = "https://datapackage.org/standard/data-package/"

PUBLIC = "public"
OPEN: Node = {"accessRestriction": None, "cuiRestriction": None, "useRestriction": None}
"""Said outright: nothing restricts access or use, and nothing is controlled unclassified information."""


@dataclass(frozen=True)
class Host:
    """Who publishes, and where: ``base`` address without '/' at its end, ``email`` that is read."""

    base: str
    email: str

    @property
    def organization(self) -> Node:
        """The publisher."""
        return {"@id": f"{self.base}/", "@type": "Organization", "name": ATTRIBUTION}

    @property
    def contact(self) -> Node:
        """Whom to write to."""
        return {"@type": "Kind", "fn": NAME, "hasEmail": f"mailto:{self.email}", "organization-name": ATTRIBUTION}


def dictionary(description: Description, host: Host) -> Node:
    """The data dictionary: columns, types, allowed codes and their meaning."""
    return {
        **distribution("Codebook", "Data Package (JSON)", description.updated, host),
        "@id": host.base + PACKAGE,
        "description": "Every column of the engagements with its type, meaning and allowed codes.",
        "accessURL": host.base + CODEBOOK,
        "downloadURL": host.base + PACKAGE,
        "mediaType": "application/json",
        "conformsTo": [data_package()],
    }


def distribution(title: str, format_name: str, modified: str, host: Host) -> Node:
    """What all distributions say."""
    return {
        "@type": "Distribution",
        "title": title,
        "format": format_name,
        "accessURL": f"{host.base}/data",
        "license": LICENCE["path"],
        "rights": list(RIGHTS),
        "accessRights": PUBLIC,
        "language": ["en"],
        **({"modified": modified} if modified else {}),
        **OPEN,
    }


def document(description: Description, host: Host, title: str, path: str, text: str) -> Node:
    """A page, as a document that can be cited."""
    return {
        "@id": host.base + path,
        "@type": "Document",
        "title": title,
        "description": text,
        "identifier": host.base + path,
        "accessURL": host.base + path,
        "mediaType": "text/html",
        "publisher": [host.organization],
        "bibliographicCitation": f"{description.cited} {host.base}{path}",
        **({"issued": description.issued} if description.issued else {}),
    }


def issues_scheme() -> Node:
    """The vocabulary of issues."""
    return {
        "@type": "ConceptScheme",
        "title": "Issues",
        "description": "What an engagement is about: one to four codes each.",
    }


def types_scheme() -> Node:
    """The vocabulary of types."""
    return {
        "@type": "ConceptScheme",
        "title": "Types of engagement",
        "description": f"What kind of tie or event it is: {', '.join(schema.TYPES.values()).lower()}.",
    }


def issue(code: str) -> Node:
    """An issue as a concept of its scheme."""
    return {"@type": "Concept", "prefLabel": schema.ISSUES[code], "notation": [code], "inScheme": issues_scheme()}


def location(region: Region) -> Node:
    """An area with its box as well-known text."""
    west, south, east, north = (f"{degrees:g}" for degrees in region.box)
    corners = f"{west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}"
    return {"@type": "Location", "prefLabel": region.name, "bbox": f"POLYGON(({corners}))"}


def dated(issued: str, modified: str) -> Node:
    """The days that are known."""
    return {name: day for name, day in (("issued", issued), ("modified", modified)) if day}


def dcat_us() -> Node:
    """The standard that the catalogue follows; its date is that of the specification's own example."""
    return {
        "@id": DCAT_US,
        "@type": "Standard",
        "title": "DCAT-US 3.0",
        "description": "Data Catalog Vocabulary, United States profile, version 3.0.",
        "identifier": DCAT_US,
        "issued": "2024-01-15",
        "inScheme": {
            "@type": "ConceptScheme",
            "title": "Federal Data Standards",
            "description": "Standards for data of federal agencies, kept at resources.data.gov.",
        },
    }


def data_package() -> Node:
    """The standard that the data dictionary follows."""
    return {
        "@id": DATA_PACKAGE,
        "@type": "Standard",
        "title": "Data Package 2.0",
        "description": "A container format that describes tables, their columns and constraints.",
        "identifier": DATA_PACKAGE,
        "issued": "2024-06-26",
        "inScheme": {
            "@type": "ConceptScheme",
            "title": "Data Package Standard",
            "description": "Data Package, Data Resource, Table Dialect and Table Schema.",
        },
    }
