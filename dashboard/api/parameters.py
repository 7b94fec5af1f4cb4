"""The parameters of the API: what each means and which values it takes, as JSON Schema.

The same schema is printed in the OpenAPI document and decides here whether a value is taken, so the two cannot differ.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard import schema
from dashboard.address import LOOK_VALUES
from dashboard.api import cursors, records
from dashboard.api.problems import BadValue
from dashboard.published import Published
from dashboard.selection import Selection, query_string
from dashboard.suggestions import nearest

MOST_ALLOWED = 60
"""More allowed values than this are not listed in a problem, but the nearest."""

LONGEST_SHOWN = 80
"""Characters of a refused value that are repeated."""

LONGEST_IDENTIFIER = 200

USUAL_PAGE, LARGEST_PAGE = 100, 1_000

VOCABULARIES = "/api/v1/vocabularies"

SHOWABLE = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]*$"
"""Text without the characters that ``address`` refuses."""

EXAMPLE = "TX"
"""The state that is chosen where the documentation is tried: one clause, so that something is found."""

WHAT: Mapping[str, str] = {
    "issue": "Issue; an engagement has up to four.",
    "family": "Kind of tie.",
    "type": "Engagement type.",
    "formality": "Formal: agreements, acts and memberships. Informal: meetings, missions and programs.",
    "state": "State, district or territory of the U.S. actor (USPS code).",
    "level": "Level of the U.S. actor.",
    "actor": "U.S. actor (slug).",
    "bureau": "Regional bureau of the State Department; IO for networks and multilateral bodies.",
    "country": "Country or area of the counterpart (ISO 3166-1 alpha-3, Kosovo XKX). With `counterpart` and `network` "
    "it names the other side: the values of the three unite.",
    "counterpart": "Counterpart in a country (slug). Unites with `country` and `network`.",
    "counterpart_level": "Level of the counterpart.",
    "network": "Network or multilateral body (slug). Unites with `country` and `counterpart`.",
    "status": "What the source says of it.",
    "track": "How the row was collected.",
    "source_kind": "Who publishes the source.",
    "precision": "How precisely the start is known.",
}


@dataclass(frozen=True)
class Parameter:
    """A parameter. ``kind``: JSON Schema of one value; ``labels``: allowed values → labels, where they are listed.

    ``is_many``: whether it can be repeated. ``shared``: name under which the document keeps its list of values.
    ``separator``: also divides one value into several. ``vocabulary``: where all values are listed, '' where nowhere.
    """

    name: str
    description: str
    kind: Mapping[str, Any]
    labels: Mapping[str, str] = field(default_factory=dict)
    example: str | int = ""
    is_many: bool = False
    shared: str = ""
    place: str = "query"
    separator: str = ""
    vocabulary: str = ""

    def refusal(self, value: str) -> BadValue | None:
        """Why a value is not taken, None where it is."""
        reason, allowed = _misfit(self.kind, value)
        if not reason:
            return None
        if not self.labels:
            return BadValue(self.name, value[:LONGEST_SHOWN], reason, allowed)
        return self._unlisted(value)

    def _unlisted(self, value: str) -> BadValue:
        reason = "is not a known value"
        if len(self.labels) <= MOST_ALLOWED:
            return BadValue(self.name, value[:LONGEST_SHOWN], reason, tuple(self.labels), vocabulary=self.vocabulary)
        alike = nearest(value[:LONGEST_SHOWN], self.labels)
        return BadValue(self.name, value[:LONGEST_SHOWN], reason, alike, is_whole=False, vocabulary=self.vocabulary)


def parameters(published: Published) -> Mapping[str, Parameter]:
    """Name → parameter, of all that any address of the API takes; one without any value to take is left out."""
    listed = [*_of_pages(published), *_own(), *_in_path(published)]
    return {parameter.name: parameter for parameter in listed}


def in_snapshot(path: str, number: str) -> str:
    """The address of a path without a query (a place on the page may follow it) in a snapshot, if there is a number."""
    page, hash_mark, place = path.partition("#")
    return f"{page}?{query_string([('snapshot', number)])}{hash_mark}{place}" if number else path


def _of_pages(published: Published) -> list[Parameter]:
    """Those that the address of a page has, too."""
    labels, snapshots = published.catalogue.labels, published.catalogue.snapshots
    number = published.snapshot.number if published.snapshot else ""
    return [
        *(_choice(name, labels[name], number) for name in schema.CHOICES if labels[name]),
        *(
            [_one("snapshot", "Answer from a frozen release, not from the table of today.", snapshots)]
            * bool(snapshots)
        ),
        _year("from", "First year in which an engagement started; with a year, undated ones are left out."),
        _year("to", "Last year in which an engagement started."),
        _one("undated", "Whether engagements without a start date are in.", schema.UNDATED),
        Parameter(
            "q",
            "Words in titles, summaries and names, all required; case and accents do not matter.",
            {"type": "string", "maxLength": schema.LONGEST_WORDS, "pattern": SHOWABLE},
        ),
        _one("sort", "Order of the rows; `-` before a column: descending.", LOOK_VALUES["sort"]),
        _one("unit", "What is counted.", schema.UNITS),
        _one("nodes", "What the network ties.", schema.NODES),
    ]


def _own() -> list[Parameter]:
    return [
        _one("names", "Whether coded values are given as codes or as labels.", records.NAMES),
        Parameter(
            "fields",
            "The members of each engagement, all without it. Repeat it, or join several by commas.",
            {"type": "string", "enum": list(records.FIELDS)},
            {name: name for name in records.FIELDS},
            is_many=True,
            separator=",",
        ),
        Parameter(
            "limit",
            f"How many of a list at most; {USUAL_PAGE} without it.",
            {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": USUAL_PAGE},
            example=5,
        ),
        Parameter(
            "cursor",
            "Where the page begins: taken from `next` of the page before it, with all other parameters as they were.",
            {"type": "string", "pattern": f"^{cursors.PATTERN}$"},
        ),
    ]


def _in_path(published: Published) -> list[Parameter]:
    fields = {name: each.label for name, each in schema.CHOICES.items()}
    counted = {**fields, "year": "Year of the start"}
    some = next(iter(published.rows(Selection(), "id", ["id"], 0, 1)["id"]), "E00001")
    anything = {"type": "string", "minLength": 1, "maxLength": LONGEST_IDENTIFIER}
    return [
        Parameter("id", "Identifier of the engagement.", anything, example=some, place="path"),
        Parameter("field", "What is counted by.", _among(counted), counted, example="issue", place="path"),
        Parameter("vocabulary", "Which field.", _among(fields), fields, example="country", place="path"),
    ]


def _choice(name: str, labels: Mapping[str, str], number: str) -> Parameter:
    field_of = schema.CHOICES[name]
    coded = " · ".join(f"`{code}` {label}" for code, label in (field_of.vocabulary or {}).items())
    listed = coded or f"All values: `{VOCABULARIES}/{name}`."
    description = f"{WHAT[name]} Repeat it for several values, of which one must hold. {listed}"
    example = EXAMPLE if name == "state" and EXAMPLE in labels else ""
    where = in_snapshot(f"{VOCABULARIES}/{name}", number)
    shared = "".join(part.capitalize() for part in [*name.split("_"), "code"])
    return Parameter(name, description, _among(labels), labels, example, is_many=True, shared=shared, vocabulary=where)


def _one(name: str, description: str, labels: Mapping[str, str]) -> Parameter:
    default = schema.DEFAULT_LOOKS.get(name)
    kind = {**_among(labels), **({"default": default} if default else {})}
    return Parameter(name, description, kind, labels)


def _among(labels: Mapping[str, str]) -> Mapping[str, Any]:
    return {"type": "string", "enum": list(labels)}


def _year(name: str, description: str) -> Parameter:
    kind = {"type": "integer", "minimum": schema.FIRST_YEAR, "maximum": schema.LAST_YEAR}
    return Parameter(name, description, kind)


def _misfit(kind: Mapping[str, Any], value: str) -> tuple[str, tuple[str, ...]]:
    """Why a value does not fit a schema, and what would; '' and nothing where it fits."""
    if "enum" in kind:
        return ("", ()) if value in kind["enum"] else ("is not a known value", tuple(kind["enum"]))
    if kind["type"] == "integer":
        return _no_number(value, kind["minimum"], kind["maximum"])
    most, least = kind.get("maxLength"), kind.get("minLength", 0)
    if most is not None and not least <= len(value) <= most:
        return ("is too long", (f"at most {most} characters",)) if len(value) > most else ("is empty", ())
    if "pattern" in kind and not re.fullmatch(kind["pattern"].strip("^$"), value):
        return "is not one that was given out", ("the value of next_cursor of the page before",)
    return "", ()


def _no_number(value: str, least: int, most: int) -> tuple[str, tuple[str, ...]]:
    is_number = value.isascii() and value.isdigit() and len(value) <= len(str(most)) and least <= int(value) <= most
    return ("", ()) if is_number else (f"is not a whole number from {least} to {most}", (f"{least} to {most}",))
