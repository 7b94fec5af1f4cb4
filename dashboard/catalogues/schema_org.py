"""What pages say to search engines in the words of schema.org: the table as a Dataset, and the way to a page.

After Google's guidelines for datasets and breadcrumbs; nothing is counted here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard import schema
from dashboard.catalogues.description import Description, Region, Release
from dashboard.catalogues.offers import title_of
from dashboard.datapackage import ATTRIBUTION, LICENCE
from dashboard.formats.offered import Format
from dashboard.wording import NAME

Node = dict[str, Any]

CONTEXT = "https://schema.org"


def dataset(description: Description, files: Sequence[Format], base: str) -> Node:
    """The table as a Dataset; ``base``: the dashboard's address without '/' at its end."""
    organization = {"@type": "Organization", "name": ATTRIBUTION, "url": f"{base}/"}
    days = {"datePublished": description.issued, "dateModified": description.updated}
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": f"{base}/data",
        "name": description.title,
        "alternateName": NAME,
        "description": description.text,
        "url": f"{base}/data",
        "identifier": f"{base}/data",
        "keywords": list(description.keywords),
        "license": LICENCE["path"],
        "creator": organization,
        "publisher": organization,
        "isAccessibleForFree": True,
        "inLanguage": "en",
        "version": description.version,
        **{name: day for name, day in days.items() if day},
        **({"temporalCoverage": f"{description.first}/{description.last}"} if description.first else {}),
        "spatialCoverage": [_place(region) for region in description.regions],
        "variableMeasured": [_variable(column) for column in schema.COLUMNS],
        "size": f"{description.totals.rows} rows",
        "citation": f"{description.cited} {base}/data",
        "distribution": [_download(file, base) for file in files],
        "includedInDataCatalog": {"@type": "DataCatalog", "name": NAME, "url": f"{base}/data.json"},
        "hasPart": [_release(release, description, base) for release in description.releases],
    }


def breadcrumbs(trail: Sequence[tuple[str, str]], base: str) -> Node:
    """The way from the explorer to a page: name and path of each step, the page itself last."""
    steps = [
        {"@type": "ListItem", "position": position, "name": name, "item": base + path}
        for position, (name, path) in enumerate(trail, start=1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": steps}


def _place(region: Region) -> Node:
    west, south, east, north = (f"{degrees:g}" for degrees in region.box)
    shape = {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"}
    return {"@type": "Place", "name": region.name, "geo": shape}


def _variable(column: schema.Column) -> Node:
    return {
        "@type": "PropertyValue",
        "name": column.name,
        "alternateName": column.title,
        "description": column.description,
    }


def _download(file: Format, base: str) -> Node:
    return {
        "@type": "DataDownload",
        "name": title_of(file),
        "description": file.description,
        "encodingFormat": file.media_type,
        "contentUrl": base + file.path,
    }


def _release(release: Release, description: Description, base: str) -> Node:
    return {
        "@type": "Dataset",
        "name": f"{description.title}, release {release.number}",
        "description": f"{release.rows:,} engagements, frozen on {release.issued}. {release.notes}".strip(),
        "url": base + release.address,
        "version": release.number,
        "datePublished": release.issued,
        "license": LICENCE["path"],
    }
