"""Engagements as the API gives them: chosen members, codes or labels, null for what is not known.

Which engagements, and in which order, is asked elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard import schema
from dashboard.catalogue import Catalogue
from dashboard.schema import ISSUE_SEPARATOR

NAMES: Mapping[str, str] = {"codes": "codes", "labels": "labels"}

DERIVED: Mapping[str, str] = {
    "actor": "Slug of the U.S. actor, as the parameter `actor` takes it.",
    "counterpart_slug": "Slug of the counterpart, as the parameter `counterpart` takes it; null for networks.",
    "network": "Slug of the network or multilateral body; null for counterparts in a country.",
    "family": "Kind of tie: partnership, meeting or network.",
    "formality": "Formal: agreements, acts and memberships; informal: the rest.",
    "bureau": "Regional bureau of the State Department; IO for networks and multilateral bodies.",
    "precision": "How precisely the start is known.",
}
"""Members beside the table's own columns."""

FIELDS: tuple[str, ...] = (*schema.COLUMN_NAMES, *DERIVED)

LISTS = ("issues",)
"""Members that hold several codes."""

CODED: Mapping[str, str] = {
    field.column: field.name
    for field in schema.CHOICE_FIELDS
    if field.column in FIELDS and field.name not in ("actor", "counterpart", "network")
}
"""Member that holds codes → the field whose labels it takes. Slugs stay: their names stand beside them."""

Value = str | list[str] | None


def record(row: Mapping[str, str], fields: Sequence[str], catalogue: Catalogue, in_labels: bool) -> dict[str, Value]:
    """One engagement; ``row``: engine columns as text, '' where missing."""
    return {name: _value(name, row[name], catalogue, in_labels) for name in fields}


def _value(name: str, text: str, catalogue: Catalogue, in_labels: bool) -> Value:
    labels = catalogue.labels[CODED[name]] if in_labels and name in CODED else {}
    if name in LISTS:
        return [labels.get(code, code) for code in text.split(ISSUE_SEPARATOR) if code]
    return labels.get(text, text) or None
