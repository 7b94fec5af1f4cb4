"""What is known to be missing from the table, counted, and in the words that codebook and pages share.

What stands behind the rows that are there is counted in ``source_queries``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.language import gettext as _
from dashboard.language import place_names
from dashboard.reference import Reference

THINNEST = 10
"""How many states with fewest rows are named."""

COUNTED = ("us_city", "us_state", "counterpart_city", "counterpart_country", "start_date")
"""Columns of the engagements that the gaps are counted from."""


@dataclass(frozen=True)
class Gaps:
    """``thinnest``: state → rows, fewest first, states proper only; ``years``: year of start → rows.

    ``large_cities``: of 100,000 residents and more; ``large_cities_found``: those of them with a row. ``unplaced``:
    cities named in the table without coordinates.
    """

    thinnest: Mapping[str, int]
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
        thinnest=_thinnest(engagements, reference),
        years={str(year): int(rows) for year, rows in years.items()},
        large_cities=len(large),
        large_cities_found=len(large & us_cities),
        unplaced=len(us_cities - _placed(reference, "us", "us_state"))
        + len(abroad - _placed(reference, "foreign", "country")),
    )


def not_covered(found: Gaps) -> tuple[str, ...]:
    """What the table does not cover, a sentence or two each; names of files in backticks."""
    thinnest = ", ".join(f"{state} ({rows})" for state, rows in found.thinnest.items())
    return (
        _("Colour on a map partly shows where collectors looked. Fewest rows: {states}.").format(states=thinnest),
        _("Counties outside Florida, Maryland and Virginia are thin."),
        _(
            "Few trips were made in 2020 ({in_2020} rows start in that year), and few sources on 2026 existed yet "
            "({in_2026})."
        ).format(in_2020=f"{found.years.get('2020', 0):,}", in_2026=f"{found.years.get('2026', 0):,}"),
        _(
            "Of {cities} cities with 100,000 residents and more, {found} have at least one row. `searches.csv` is the "
            "only record of searches that found nothing."
        ).format(cities=f"{found.large_cities:,}", found=f"{found.large_cities_found:,}"),
        _(
            "{n} cities named in the table have no coordinates; show them at the level of their state or country."
        ).format(n=f"{found.unplaced:,}"),
    )


def _thinnest(engagements: pd.DataFrame, reference: Reference) -> Mapping[str, int]:
    states = reference.states[reference.states["kind"] == "state"]
    rows = states["usps"].map(engagements["us_state"].value_counts()).fillna(0).astype(int)
    counted = states.assign(rows=rows).sort_values(["rows", "name"]).head(THINNEST)
    names = {**reference.state_names, **place_names("state")}
    return dict(zip(counted["usps"].map(names), counted["rows"], strict=True))


def _cities(table: pd.DataFrame, city: str, place: str) -> set[tuple[str, str]]:
    named = table.loc[table[city] != "", [city, place]]
    return set(named.itertuples(index=False, name=None))


def _placed(reference: Reference, side: str, place: str) -> set[tuple[str, str]]:
    return _cities(reference.places[reference.places["side"] == side], "city", place)
