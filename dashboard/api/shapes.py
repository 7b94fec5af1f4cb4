"""The shapes of what the API answers, as JSON Schema: named once here, and printed in the OpenAPI document.

A test holds every answer to them; nothing is answered here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import schema
from dashboard.api import records
from dashboard.api.problems import KINDS

Shape = Mapping[str, Any]

TEXT: Shape = {"type": "string"}
ADDRESS: Shape = {"type": "string", "format": "uri"}
WHOLE: Shape = {"type": "integer", "minimum": 0}
NUMBER: Shape = {"type": "number", "minimum": 0}
DATE_FORM = {
    "partial_date": {"pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"},
    "date": {"format": "date"},
    "url": {"pattern": "^https?://"},
}
"""What is known of the text of a column's type."""


def ref(name: str) -> Shape:
    """A shape by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def shapes() -> dict[str, Shape]:
    """Name → shape, of everything that is answered."""
    return {
        "Engagement": _engagement(),
        "Meta": META,
        "EngagementPage": _page("engagements", ref("Engagement")),
        "EngagementAnswer": _whole({"meta": ref("Meta"), "engagement": ref("Engagement")}),
        "Counts": COUNTS,
        "Network": NETWORK,
        "VocabularyValue": VALUE,
        "Vocabularies": VOCABULARIES,
        "VocabularyPage": _page("values", ref("VocabularyValue")),
        "Snapshots": _whole({"meta": ref("Meta"), "snapshots": _list_of(SNAPSHOT)}),
        "Problem": PROBLEM,
    }


def _whole(members: Mapping[str, Shape], description: str = "", optional: Sequence[str] = ()) -> Shape:
    """An object of exactly these members."""
    told = {"description": description} if description else {}
    required = [name for name in members if name not in optional]
    return {"type": "object", **told, "properties": members, "required": required, "additionalProperties": False}


def _list_of(each: Shape) -> Shape:
    return {"type": "array", "items": each}


def _or_null(each: Shape) -> Shape:
    return {**each, "type": [each["type"], "null"]}


def _told(each: Shape, description: str) -> Shape:
    return {**each, "description": description}


def _page(name: str, each: Shape) -> Shape:
    members = {
        "meta": ref("Meta"),
        "next": _told(_or_null(ADDRESS), "Address of the next page, null on the last."),
        "next_cursor": _told(_or_null(TEXT), "What `cursor` is there."),
        name: _list_of(each),
    }
    return _whole(members)


def _engagement() -> Shape:
    members = {column.name: _column(column) for column in schema.COLUMNS}
    derived = {name: _told(_or_null(TEXT), description) for name, description in records.DERIVED.items()}
    described = "One row of the table. With `fields` only the chosen members; with `names=labels` labels for codes."
    return _whole({**members, **derived}, described, optional=(*members, *derived))


def _column(column: schema.Column) -> Shape:
    if column.name in records.LISTS:
        return _told(_list_of(TEXT), column.description)
    form = {**TEXT, **DATE_FORM.get(column.type, {})}
    return _told(form if column.required else _or_null(form), f"{column.title}. {column.description}")


META: Shape = _whole(
    {
        "count": _told(WHOLE, "How many there are in all: engagements of the selection, or entries of a vocabulary."),
        "version": _told(TEXT, "Version of the table: equal versions have equal rows."),
        "updated": _told(TEXT, "Latest day on which a source was read (ISO 8601)."),
        "snapshot": _told(_or_null(TEXT), "Number of the snapshot that holds exactly these rows, null for none."),
        "selection": _told(TEXT, "What is selected, in words."),
        "page": _told(ADDRESS, "The same selection on screen."),
        "licence": _told(ADDRESS, "Licence of the compilation."),
        "citation": _told(ADDRESS, "How to cite it."),
    },
    "What every answer says of itself.",
)

COUNTS: Shape = _whole(
    {
        "meta": ref("Meta"),
        "field": _told(TEXT, "What was counted by."),
        "unit": _told({"type": "string", "enum": list(schema.UNITS)}, "What was counted."),
        "total": _told(NUMBER, "What the whole selection holds, in the unit; everything counts once."),
        "without_value": _told(NUMBER, "How much of it has no value of this field: undated, or without a country."),
        "sum": _told(NUMBER, "What the counts add up to."),
        "note": _told(TEXT, "Why `sum` is more than `total`, where it is: an engagement has up to four issues."),
        "counts": _list_of(
            _whole({"value": _told(TEXT, "The code, as the parameter takes it."), "label": TEXT, "count": NUMBER})
        ),
    }
)

NETWORK: Shape = _whole(
    {
        "meta": ref("Meta"),
        "unit": _told({"type": "string", "enum": list(schema.UNITS)}, "What weights and strengths count."),
        "directed": {"type": "boolean", "const": False},
        "multigraph": {"type": "boolean", "const": False},
        "graph": {"type": "object"},
        "nodes": _list_of(
            _whole(
                {
                    "id": _told(TEXT, "Field and code: `actor:austin-tx`."),
                    "label": TEXT,
                    "side": {"type": "string", "enum": ["us", "other"]},
                    "field": TEXT,
                    "code": TEXT,
                    "degree": _told(WHOLE, "Distinct ties."),
                    "strength": _told(NUMBER, "Engagements, or what `unit` counts, each once."),
                    "betweenness": _told({**NUMBER, "maximum": 1}, "Share of shortest paths through it, two-mode."),
                    "community": _told({"type": "integer", "minimum": 1}, "Number of its community, 1 the largest."),
                }
            )
        ),
        "edges": _list_of(
            _whole(
                {
                    "source": TEXT,
                    "target": TEXT,
                    "weight": _told({"type": "number", "exclusiveMinimum": 0}, "Engagements, or what `unit` counts."),
                }
            )
        ),
    },
    "The node-link form of networkx: `networkx.node_link_graph(answer, edges='edges')`.",
)

OF_ONE_FIELD: Mapping[str, Shape] = {
    "family": TEXT,
    "bureau": _or_null(TEXT),
    "iso2": _or_null(TEXT),
    "kind": TEXT,
    "census_region": _or_null(TEXT),
    "population_2020": _or_null(WHOLE),
    "state": TEXT,
    "country": TEXT,
    "level": TEXT,
    "city": _or_null(TEXT),
    "latitude": {"type": ["number", "null"]},
    "longitude": {"type": ["number", "null"]},
    "population": _or_null(WHOLE),
}
"""What is known of the values of some fields only: a country's bureau, an actor's state and place."""

VALUE: Shape = _whole(
    {"code": _told(TEXT, "As the parameter takes it."), "label": TEXT, **OF_ONE_FIELD}, optional=tuple(OF_ONE_FIELD)
)

VOCABULARIES: Shape = _whole(
    {
        "meta": ref("Meta"),
        "vocabularies": _list_of(
            _whole(
                {
                    "field": _told(TEXT, "The parameter."),
                    "label": TEXT,
                    "description": TEXT,
                    "column": _told(TEXT, "The member of an engagement that it tests."),
                    "count": WHOLE,
                    "href": _told(ADDRESS, "The values in pages."),
                    "values": {
                        "description": "All values; null for the long lists of actors and counterparts.",
                        "anyOf": [_list_of(ref("VocabularyValue")), {"type": "null"}],
                    },
                }
            )
        ),
    }
)

SNAPSHOT: Shape = _whole(
    {
        "number": _told(TEXT, "Year and count in that year, as `snapshot` takes it."),
        "made": _told({"type": "string", "format": "date-time"}, "When it was frozen."),
        "rows": WHOLE,
        "actors": WHOLE,
        "countries": WHOLE,
        "networks": WHOLE,
        "updated": _told(TEXT, "Latest day on which a source was read (ISO 8601)."),
        "schema_version": TEXT,
        "version": _told(TEXT, "Version of the table that was frozen."),
        "notes": TEXT,
        "sha256": _told(TEXT, "Of its rows as CSV."),
        "engagements": _told(ADDRESS, "Its rows."),
        "files": _list_of(_whole({"name": TEXT, "sha256": TEXT, "href": ADDRESS})),
    },
    "A frozen release of the table.",
)

PROBLEM: Shape = _whole(
    {
        "type": _told(
            {"type": "string", "format": "uri-reference", "enum": [kind.type for kind in KINDS]}, "What kind it is."
        ),
        "title": TEXT,
        "status": {"type": "integer", "enum": sorted(kind.status for kind in KINDS)},
        "detail": TEXT,
        "instance": _told({"type": "string", "format": "uri-reference"}, "The address that was asked."),
        "errors": _list_of(
            _whole(
                {
                    "parameter": TEXT,
                    "value": TEXT,
                    "reason": TEXT,
                    "allowed": _told(_list_of(TEXT), "What is allowed, or what is nearest."),
                    "allowed_is_complete": _told({"type": "boolean"}, "Whether that is all."),
                    "vocabulary": _told(_or_null(TEXT), "Where all allowed values are listed."),
                }
            )
        ),
    },
    "A problem (RFC 9457), as application/problem+json.",
)
