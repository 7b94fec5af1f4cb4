"""The description of ``data/`` for machines: a Frictionless data package, from ``tables`` and ``schema``.

It describes and reads no table; the words for people are in ``codebook``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from dashboard.schema import ISSUE_SEPARATOR, MOST_ISSUES, Column
from dashboard.tables import ORIGINS, Described

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
NAME = "multilevel-diplomacy-engagements"
TITLE = "Multilevel Diplomacy Dashboard: engagements of U.S. states, counties and cities with the world"
LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}
ATTRIBUTION = "Multilevel Diplomacy Dashboard"
KEYWORDS = ("subnational diplomacy", "sister cities", "city diplomacy", "foreign relations")

_YEAR = "[0-9]{4}"
PATTERNS: Mapping[str, str] = {
    "usps": "[A-Z]{2}",
    "iso3": "[A-Z]{3}",
    "slug": "[a-z0-9]+(-[a-z0-9]+)*",
    "partial_date": f"{_YEAR}(-[0-9]{{2}}(-[0-9]{{2}})?)?",
}
TYPES: Mapping[str, str] = {"integer": "integer", "number": "number", "date": "date"}


def describe(tables: Iterable[Described], version: str) -> dict[str, Any]:
    """Return the descriptor of a data package of ``tables``, whose files lie beside it.

    ``version``: the day to which the engagements table was collected (ISO 8601).
    """
    return {
        "$schema": PROFILE,
        "name": NAME,
        "title": TITLE,
        "description": "A selective snapshot from public sources; README.md says what it leaves out.",
        "version": version,
        "licenses": [LICENCE],
        "contributors": [{"title": ATTRIBUTION, "roles": ["creator"]}],
        "keywords": list(KEYWORDS),
        "sources": [_source(origin) for origin in ORIGINS],
        "resources": [_resource(table) for table in tables],
    }


def _source(origin: str) -> dict[str, str]:
    title, path = ORIGINS[origin]
    return {"title": title, "path": path}


def _resource(table: Described) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.description,
        "path": table.file,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "licenses": [LICENCE],
        **({"sources": [_source(origin) for origin in table.origins]} if table.origins else {}),
        "schema": table_schema(table),
    }


def table_schema(table: Described) -> dict[str, Any]:
    """The fields of a table with types and constraints, its primary key and foreign keys."""
    keys = [
        {"fields": [column], "reference": {"resource": other, "fields": [field]}}
        for column, (other, field) in table.keys.items()
    ]
    return {
        "fields": [_field(column, table.primary == (column.name,)) for column in table.columns],
        "missingValues": [""],
        **({"primaryKey": list(table.primary)} if table.primary else {}),
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(column: Column, unique: bool) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": TYPES.get(column.type, "string"),
        "title": column.title,
        "description": column.description,
    }
    if column.type == "url":
        field["format"] = "uri"
    constraints = _constraints(column) | ({"unique": True} if unique else {})
    return field | ({"constraints": constraints} if constraints else {})


def _constraints(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.type == "choice":
        constraints["enum"] = list(column.vocabulary or {})
    if column.type == "choices":
        code = f"({'|'.join(map(re.escape, column.vocabulary or {}))})"
        constraints["pattern"] = f"{code}({re.escape(ISSUE_SEPARATOR)}{code}){{0,{MOST_ISSUES - 1}}}"
    if column.type in PATTERNS:
        constraints["pattern"] = PATTERNS[column.type]
    return constraints
