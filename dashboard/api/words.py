"""The vocabularies: every code that a parameter takes, with its label and what else is known of it.

The two longest, of actors and counterparts, are only named in the list of all; by themselves they come in pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import schema
from dashboard.api.answers import Answer, Body, meta, paged
from dashboard.api.parameters import VOCABULARIES, WHAT
from dashboard.api.questions import Question
from dashboard.published import Published

LONG = ("actor", "counterpart")

Entry = dict[str, Any]


def vocabularies(question: Question) -> Answer:
    """All vocabularies; the values of the two long ones by their address only."""
    listed = [_vocabulary(question, name) for name in schema.CHOICES]
    return Answer({"meta": meta(question, len(listed)), "vocabularies": listed})


def vocabulary(question: Question) -> Answer:
    """A page of the values of one field."""
    entries = _entries(question.published, question.at["vocabulary"])
    start = question.start_in(len(entries))
    page = entries[start : start + question.length]
    return paged(question, len(entries), "values", page)


def _vocabulary(question: Question, name: str) -> Body:
    values = _entries(question.published, name)
    return {
        "field": name,
        "label": schema.CHOICES[name].label,
        "description": WHAT[name],
        "column": schema.CHOICES[name].column,
        "count": len(values),
        "href": question.leading(f"{VOCABULARIES}/{name}"),
        "values": None if name in LONG else values,
    }


def _entries(published: Published, name: str) -> list[Entry]:
    made = published.study("vocabularies", lambda: {each: _made(published, each) for each in schema.CHOICES})
    return made[name]


def _made(published: Published, name: str) -> list[Entry]:
    labels, about = published.catalogue.labels[name], _about(published, name)
    return [{"code": code, "label": label, **about.get(code, {})} for code, label in labels.items()]


def _about(published: Published, name: str) -> Mapping[str, Entry]:
    """Code → what is known of it beside its label."""
    reference, registers = published.reference, published.registers
    places = ["level", "city", "latitude", "longitude", "population"]
    columns: Mapping[str, tuple[pd.DataFrame, str, list[str]]] = {
        "state": (reference.states, "usps", ["kind", "census_region", "population_2020"]),
        "country": (reference.countries, "iso3", ["iso2", "bureau"]),
        "actor": (registers.actors, "slug", ["state", *places]),
        "counterpart": (registers.counterparts, "slug", ["country", *places]),
        "network": (registers.networks, "slug", ["level"]),
    }
    if name == "type":
        return {code: {"family": family} for code, family in schema.FAMILY_OF_TYPE.items()}
    if name not in columns:
        return {}
    frame, key, wanted = columns[name]
    return {str(row[key]): {each: _plain(row[each]) for each in wanted} for row in frame.to_dict("records")}


def _plain(value: Any) -> str | int | float | None:
    """A cell as JSON has it: null where it is missing or ''."""
    if value is None or pd.isna(value) or value == "":
        return None
    return value.item() if hasattr(value, "item") else value
