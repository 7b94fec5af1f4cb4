"""What lies beside the CSV in a ZIP: what it is in words, its codebook in Markdown, its description for machines.

All of it is about exactly that file; the codebook and package of ``data/`` are made in ``codebook``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import Any

from dashboard import datapackage, schema
from dashboard.citing import LICENCE
from dashboard.codebook_text import TYPE_NAMES, codes_sections, columns_table
from dashboard.datapackage import table_schema
from dashboard.formats.cells import LABEL_JOINT
from dashboard.formats.extract import SELECTIVE, Extract
from dashboard.tables import TABLES

APOSTROPHE = (
    "Cells that begin with =, +, -, @, a tab or a return have an apostrophe before them, "
    "so that spreadsheets show them as text."
)
AS_LABELS = f"Codes are replaced by their labels in this file, several issues are joined by '{LABEL_JOINT}'."


@dataclass(frozen=True)
class Packed:
    """The CSV as it was packed: its name, rows, bytes and SHA-256 (64 hexadecimal digits)."""

    name: str
    rows: int
    size: int
    digest: str


def about_text(extract: Extract, packed: Packed) -> str:
    """What the file is: selection in words and as address, rows, their SHA-256, licence, and how to cite it."""
    published = extract.published
    return "\n".join(
        [
            datapackage.TITLE,
            "",
            f"Selection: {extract.selection}",
            f"In a sentence: {extract.sentence}",
            f"Address: {extract.link}",
            f"Rows: {packed.rows:,}",
            f"SHA-256 of {packed.name}: {packed.digest}",
            f"Table: {published.table.name}, version {published.version}, last updated {published.updated}",
            f"Taken on: {extract.today.isoformat()}",
            "",
            f"Licence of the compilation: {LICENCE}",
            f"Cite as: {extract.citation.text}",
            "",
            SELECTIVE,
            APOSTROPHE,
            *([AS_LABELS] if extract.is_labelled else []),
            "",
        ]
    )


def codebook_text(extract: Extract, packed: Packed) -> str:
    """The codebook of the file in Markdown: what a row is, every column, every code with its label."""
    names = {"choice": "one label", "choices": f"labels joined by `{LABEL_JOINT.strip()}`"}
    types = {**TYPE_NAMES, **(names if extract.is_labelled else {})}
    return "\n".join(
        [
            f"# Codebook of `{packed.name}`",
            "",
            f"{packed.rows:,} engagements. Selection: {extract.selection}. Address: <{extract.link}>.",
            "",
            "An **engagement** is one row: a U.S. actor, a counterpart, and one tie or event between them.",
            f"{SELECTIVE}",
            "",
            f"CSV in UTF-8 with a header, lines ending in CR LF (RFC 4180). {APOSTROPHE}",
            *(["", AS_LABELS] if extract.is_labelled else []),
            "",
            "## The columns",
            "",
            columns_table(schema.COLUMNS if not extract.is_labelled else extract.columns, False, types),
            *codes_sections(),
            "## Licence and citation",
            "",
            f"{LICENCE}. Cite as: {extract.citation.text}",
            "",
        ]
    )


def package_text(extract: Extract, packed: Packed) -> str:
    """The descriptor of a Frictionless data package with the CSV as its only resource."""
    table = replace(TABLES[0], columns=extract.columns, keys={})
    described = table_schema(table)
    if extract.is_labelled:
        _in_labels(described)
    resource = {
        "name": "engagements",
        "type": "table",
        "path": packed.name,
        "title": table.title,
        "description": f"Selection: {extract.selection}. {extract.link}",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": packed.size,
        "hash": f"sha256:{packed.digest}",
        "licenses": [datapackage.LICENCE],
        "schema": described,
    }
    package = {
        "$schema": datapackage.PROFILE,
        "name": f"{datapackage.NAME}-selection",
        "title": datapackage.TITLE,
        "description": f"{extract.sentence} {SELECTIVE}",
        "homepage": extract.link,
        "version": extract.published.version,
        "created": f"{extract.today.isoformat()}T00:00:00Z",
        "licenses": [datapackage.LICENCE],
        "contributors": [{"title": datapackage.ATTRIBUTION, "roles": ["creator"]}],
        "resources": [resource],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _in_labels(described: dict[str, Any]) -> None:
    """Several labels in a cell have another joint than codes."""
    columns = {column.name: column for column in schema.COLUMNS}
    for field in described["fields"]:
        if columns[field["name"]].type == "choices":
            labels = (columns[field["name"]].vocabulary or {}).values()
            label = f"({'|'.join(map(re.escape, labels))})"
            field["constraints"]["pattern"] = f"{label}({LABEL_JOINT}{label}){{0,{schema.MOST_ISSUES - 1}}}"
