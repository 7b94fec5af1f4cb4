"""The catalogue: for every choice field its allowed values with labels, in canonical order.

It joins the fixed vocabularies with what reference tables and registers name; it reads no file and selects nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from dashboard import schema
from dashboard.folding import fold_column
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
    """Collect the allowed values of every choice field."""
    from_tables = {
        "state": reference.state_names,
        "country": reference.country_names,
        "actor": _labels(registers.actors, "state"),
        "counterpart": _labels(registers.counterparts, "country", reference.country_names),
        "network": _labels(registers.networks),
    }
    return Catalogue({name: choice.vocabulary or from_tables[name] for name, choice in schema.CHOICES.items()})


def _labels(register: pd.DataFrame, place: str = "", place_names: Mapping[str, str] | None = None) -> Mapping[str, str]:
    ordered = register.sort_values(["name", "slug"], key=fold_column)
    names = ordered["name"]
    if place:
        places = ordered[place].map(place_names) if place_names else ordered[place]
        names = names.where(names == places, names + ", " + places)
    return dict(zip(ordered["slug"], names, strict=True))
