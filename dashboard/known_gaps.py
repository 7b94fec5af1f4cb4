"""What is known to be missing from the table, counted, and in the words that codebook and pages share.

What stands behind the rows that are there is counted in ``source_queries``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.language import gettext as _
from dashboard.reference import Reference

THINNEST = 10
"""How many states with fewest rows are named."""


@dataclass(frozen=True)
class Gaps:
    """``thinnest``: USPS code → rows, fewest first, states proper only; ``years``: year of start → rows.

    ``names``: USPS code → name. ``large_cities``: of 100,000 residents and more; ``large_cities_found``: those of
    them with a row. ``unplaced``: cities named in the table without coordinates.
    """

    thinnest: Mapping[str, int]
    names: Mapping[str, str]
    years: Mapping[str, int]
    large_cities: int
    large_cities_found: int
    unplaced: int


def gaps(engagements: pd.DataFrame, reference: Reference) -> Gaps:
    """Count what ``engagements`` (the schema's columns, all text) lack."""
    us_cities = _cities(engagements, "us_city", "us_state")
    abroad = _cities(engagements, "counterpart_city", "counterpart_country")
    large = _cities(reference.large_cities, "city", "us_state")
    years = engagements.loc[engagements["start_date"] != "", "start_date"].str[:4].value_counts()
    return Gaps(
        names=dict(zip(reference.states["usps"], reference.states["name"], strict=True)),
        thinnest=_thinnest(engagements, reference),
        years={str(year): int(rows) for year, rows in years.items()},
        large_cities=len(large),
        large_cities_found=len(large & us_cities),
        unplaced=len(us_cities - _placed(reference, "us", "us_state"))
        + len(abroad - _placed(reference, "foreign", "country")),
    )


def not_covered(found: Gaps, names: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """What the table does not cover, a sentence or two each; names of files in backticks.

    ``names``: what to call the states, by code; as the reference table does, where it is not given.
    """
    called = names or found.names
    thinnest = ", ".join(f"{called[code]} ({rows})" for code, rows in found.thinnest.items())
    looked = _("Colour on a map partly shows where collectors looked. Fewest rows: {states}.")
    years = _(
        "Few trips were made in 2020 ({of_2020} rows start in that year), and few sources on 2026 existed yet "
        "({of_2026})."
    )
    cities = _(
        "Of {n} cities with 100,000 residents and more, {found} have at least one row. `searches.csv` is the only "
        "record of searches that found nothing."
    )
    unplaced = _("{n} cities named in the table have no coordinates; show them at the level of their state or country.")
    of_2020, of_2026 = (f"{found.years.get(year, 0):,}" for year in ("2020", "2026"))
    return (
        looked.format(states=thinnest),
        _("Counties outside Florida, Maryland and Virginia are thin."),
        years.format(of_2020=of_2020, of_2026=of_2026),
        cities.format(n=f"{found.large_cities:,}", found=f"{found.large_cities_found:,}"),
        unplaced.format(n=f"{found.unplaced:,}"),
    )


def _thinnest(engagements: pd.DataFrame, reference: Reference) -> Mapping[str, int]:
    states = reference.states[reference.states["kind"] == "state"]
    rows = states["usps"].map(engagements["us_state"].value_counts()).fillna(0).astype(int)
    counted = states.assign(rows=rows).sort_values(["rows", "name"]).head(THINNEST)
    return dict(zip(counted["usps"], counted["rows"], strict=True))


def _cities(table: pd.DataFrame, city: str, place: str) -> set[tuple[str, str]]:
    named = table.loc[table[city] != "", [city, place]]
    return set(named.itertuples(index=False, name=None))


def _placed(reference: Reference, side: str, place: str) -> set[tuple[str, str]]:
    return _cities(reference.places[reference.places["side"] == side], "city", place)
