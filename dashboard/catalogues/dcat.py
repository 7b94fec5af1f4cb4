"""The catalogue as DCAT-US 3.0 (data.json): Catalog, Dataset, Distribution and DataService.

After the JSON schema and field reference of DCAT-US 3.0.0 (resources.data.gov/standards/catalog/dcat-us-3).
Nothing is counted here: every value comes from the description and the offers.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.catalogues.dcat_nodes import (
    PUBLIC,
    Host,
    Node,
    data_package,
    dated,
    dcat_us,
    dictionary,
    distribution,
    document,
    issue,
    issues_scheme,
    location,
    types_scheme,
)
from dashboard.catalogues.description import LIMITS, PROVENANCE, PURPOSE, RIGHTS, Description, Release
from dashboard.catalogues.offers import Service, title_of
from dashboard.datapackage import LICENCE
from dashboard.formats.offered import Format
from dashboard.wording import NAME, counted

IRREGULAR = "irregular"
"""How often the table grows: whenever something is collected or accepted."""

TO_THE_DAY = "P1D"
"""The finest a date is recorded (ISO 8601 duration)."""


def catalog(description: Description, files: Sequence[Format], services: Sequence[Service], host: Host) -> Node:
    """The whole catalogue as plain data."""
    base = host.base
    return {
        "@id": f"{base}/data.json",
        "@type": "Catalog",
        "title": NAME,
        "description": f"The open data of the {NAME}. {description.text}",
        "identifier": f"{base}/data.json",
        "publisher": host.organization,
        "creator": [host.organization],
        "contactPoint": [host.contact],
        "homepage": document(description, host, NAME, "/", description.text),
        "themeTaxonomy": [issues_scheme(), types_scheme()],
        "conformsTo": dcat_us(),
        "language": ["en"],
        **dated(description.issued, description.updated),
        "license": LICENCE["path"],
        "rights": list(RIGHTS),
        "accessRights": PUBLIC,
        "spatial": [location(region) for region in description.regions],
        "keyword": list(description.keywords),
        "dataset": [_dataset(description, files, host)],
        "service": [_service(service, description, host) for service in services],
    }


def _dataset(description: Description, files: Sequence[Format], host: Host) -> Node:
    return {
        **_dataset_of(description, host),
        **dated(description.issued, description.updated),
        "@id": _dataset_id(host),
        "identifier": _dataset_id(host),
        "title": description.title,
        "description": description.text,
        "version": description.version,
        "distribution": [_file(file, description, host) for file in files],
        "hasVersion": [_version(release, description, host) for release in description.releases],
    }


def _dataset_id(host: Host) -> str:
    return f"{host.base}/data"


def _dataset_of(description: Description, host: Host) -> Node:
    """What the table as shown and its releases have in common."""
    period = {"@type": "PeriodOfTime", "startDate": description.first, "endDate": description.last}
    return {
        "@type": "Dataset",
        "contactPoint": [host.contact],
        "publisher": host.organization,
        "creator": host.organization,
        "keyword": list(description.keywords),
        "theme": [issue(code) for code in description.issues],
        "landingPage": document(description, host, "Data and methods", "/data", LIMITS),
        "describedBy": dictionary(description, host),
        "license": LICENCE["path"],
        "rights": list(RIGHTS),
        "accessRights": PUBLIC,
        "accrualPeriodicity": IRREGULAR,
        "temporalResolution": TO_THE_DAY,
        "temporal": [period] if description.first else [],
        "spatial": [location(region) for region in description.regions],
        "conformsTo": [data_package()],
        "language": ["en"],
        "provenance": list(PROVENANCE),
        "purpose": PURPOSE,
        "scopeNote": LIMITS,
    }


def _version(release: Release, description: Description, host: Host) -> Node:
    """A release: its files never change, so their sizes and digests are told."""
    address = host.base + release.address
    return {
        **_dataset_of(description, host),
        **dated(release.issued, release.issued),
        "@id": address,
        "identifier": address,
        "title": f"{description.title}, release {release.number}",
        "description": f"{counted(release.rows, 'engagement')}, frozen as release {release.number}. {LIMITS}",
        "version": release.number,
        "versionNotes": release.notes,
        "distribution": [
            {
                **distribution(f"Release {release.number} as {file.format}", file.format, release.issued, host),
                "description": f"{counted(release.rows, 'engagement')} as they were on {release.issued}.",
                "accessURL": address,
                "downloadURL": host.base + file.address,
                "mediaType": file.media_type,
                "byteSize": str(file.size),
                "checksum": {"@type": "Checksum", "algorithm": "SHA-256", "checksumValue": file.sha256},
                "describedBy": dictionary(description, host),
            }
            for file in release.files
        ],
    }


def _file(file: Format, description: Description, host: Host) -> Node:
    return {
        **distribution(title_of(file), file.name, description.updated, host),
        "@id": host.base + file.path,
        "identifier": host.base + file.path,
        "description": file.description,
        "downloadURL": host.base + file.path,
        "mediaType": file.media_type,
        "describedBy": dictionary(description, host),
    }


def _service(service: Service, description: Description, host: Host) -> Node:
    address = host.base + service.endpoint
    return {
        "@id": f"{address}#service",
        "@type": "DataService",
        "identifier": f"{address}#service",
        "title": service.title,
        "description": service.description,
        "endpointURL": [address],
        "endpointDescription": [host.base + each for each in service.described],
        "servesDataset": [_named_dataset(description, host)],
        "contactPoint": [host.contact],
        "publisher": host.organization,
        "license": LICENCE["path"],
        "accessRights": PUBLIC,
        "keyword": list(description.keywords),
        "language": ["en"],
        "temporalResolution": TO_THE_DAY,
    }


def _named_dataset(description: Description, host: Host) -> Node:
    """The dataset by its name, with what must not be missing."""
    return {
        "@id": _dataset_id(host),
        "@type": "Dataset",
        "identifier": _dataset_id(host),
        "title": description.title,
        "description": description.text,
        "contactPoint": [host.contact],
        "publisher": host.organization,
    }
