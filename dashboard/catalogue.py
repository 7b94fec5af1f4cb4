"""The catalogue: for every choice field its allowed values with labels, in canonical order.

It joins the fixed vocabularies with what reference tables and registers name; it reads no file and selects nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from dashboard import schema
from dashboard.folding import fold, fold_column
from dashboard.language import Spoken, place_names
from dashboard.reference import Reference
from dashboard.registers import Registers


@dataclass(frozen=True)
class Catalogue:
    """``labels``: field name → allowed value → label. A value not in here cannot be selected.

    ``snapshots``: number of a frozen release → when it was made, in words; newest first.
    """

    labels: Mapping[str, Mapping[str, str]]
    snapshots: Mapping[str, str] = field(default_factory=dict)

    def label(self, field: str, value: str) -> str:
        """What to call ``value`` on screen."""
        return self.labels[field].get(value, value)

    def rank(self, field: str, value: str) -> tuple[int, str]:
        """Sort key of canonical order: vocabulary order where there is a vocabulary, else alphabetical."""
        vocabulary = schema.CHOICES[field].vocabulary
        return (list(vocabulary).index(value) if vocabulary is not None else 0, value)


def build_catalogue(reference: Reference, registers: Registers) -> Catalogue:
    """Collect the allowed values of every choice field, with labels that follow the language."""
    countries = _places("country", reference.country_names)
    from_tables = {
        "state": _places("state", reference.state_names),
        "country": countries,
        "actor": _labels(registers.actors, "state"),
        "counterpart": Spoken(lambda: _counterparts(registers.counterparts, reference.country_names, countries)),
        "network": _labels(registers.networks),
    }
    return Catalogue({name: choice.vocabulary or from_tables[name] for name, choice in schema.CHOICES.items()})


def _places(kind: str, names: Mapping[str, str]) -> Mapping[str, str]:
    """Code → name in the language spoken, else as the reference tables have it; in order of the names."""

    def called() -> Mapping[str, str]:
        said = {code: place_names(kind).get(code, name) for code, name in names.items()}
        return dict(sorted(said.items(), key=lambda place: fold(place[1])))

    return Spoken(called)


def _counterparts(register: pd.DataFrame, names: Mapping[str, str], said: Mapping[str, str]) -> Mapping[str, str]:
    """Slug → name and country; a nation is called as its country is."""
    ordered = register.sort_values(["name", "slug"], key=fold_column)
    is_nation = ordered["name"] == ordered["country"].map(names)
    places = ordered["country"].map(dict(said))
    called = places.where(is_nation, ordered["name"] + ", " + places)
    return dict(zip(ordered["slug"], called, strict=True))


def _labels(register: pd.DataFrame, place: str = "") -> Mapping[str, str]:
    ordered = register.sort_values(["name", "slug"], key=fold_column)
    names = ordered["name"]
    if place:
        names = names.where(names == ordered[place], names + ", " + ordered[place])
    return dict(zip(ordered["slug"], names, strict=True))
