"""Which ties are new, renewed, ended, not seen again, and how alive are they? Counts of ties, and the ties themselves.

Every tie is in one class and in one state; definitions stand in ``over_time_words``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.insights.lifecycle import STATES
from dashboard.insights.renewal import CLASSES, Period
from dashboard.over_time import Findings
from dashboard.over_time_words import EVIDENCE, Defined, changes, evidence, life_cycle
from dashboard.pictures.changed import SNAPSHOT, both, number, tie_name, tie_rows
from dashboard.pictures.section import Cell, Column, Number, Section, Sheet, in_unit
from dashboard.published import Published
from dashboard.selection import Address
from dashboard.wording import counted, date_in_words, listed

MOST = 10
"""Ties of a list that a page shows."""

HOW_CHANGES = (
    "A tie is a pair of a U.S. actor and a counterpart or network. Each is in exactly one of these classes, the first "
    "that fits in the order new, ended, perhaps new, renewed, continued, not seen again, only outside, undated; only "
    "the engagements of the selection are looked at. Years are those of start dates.",
    "A tie of a list is one tie with one counterpart, so the lists tell its engagements whatever unit is counted.",
    "The gap that makes a renewal is the number of years after which a tie is called dormant; it can be changed above.",
    SNAPSHOT,
)


def changes_section(published: Published, address: Address, found: Findings) -> Section:
    """Which ties are new, renewed, ended, not seen again?"""
    classes = changes(*both(found), found.compared.dormant)
    ties = {name: found.ties[found.ties["change"] == name] for name in CLASSES}
    lists = [
        _changed(published, address, found, name, classes[name].label, rows) for name, rows in ties.items() if len(rows)
    ]
    said = [f"{len(ties[name]):,} {classes[name].label.lower()}" for name in CLASSES[:6]]
    finding = f"Of {counted(len(found.ties), 'tie')}: {listed(said)}. The others cannot be compared: "
    finding += f"{len(ties['outside']):,} have dates in other years only, {len(ties['undated']):,} none."
    return Section(
        "changes",
        "Which ties are new, renewed, ended, not seen again?",
        finding,
        (),
        HOW_CHANGES,
        (_classes(found, classes, ties), *lists),
    )


def states_section(published: Published, address: Address, found: Findings) -> Section:
    """How alive are the ties?"""
    day = found.compared.as_of.isoformat()
    states = life_cycle(found.compared.dormant, day)
    ties = {name: found.ties[found.ties["state"] == name] for name in STATES}
    said = [f"{len(rows):,} {states[name].label.lower()}" for name, rows in ties.items()]
    lists = [_alive(published, address, name, states[name].label, rows) for name, rows in ties.items() if len(rows)]
    return Section(
        "life-cycle",
        "How alive are the ties?",
        f"Of {counted(len(found.ties), 'tie')} on {date_in_words(day)}, when the table was last read: {listed(said)}.",
        (),
        (EVIDENCE, *(f"{each.label}: {each.definition}" for each in states.values()), SNAPSHOT),
        (_states(found, states, ties), *lists),
    )


def _classes(found: Findings, classes: Mapping[str, Defined], ties: Mapping[str, pd.DataFrame]) -> Sheet:
    baseline, period = both(found)
    before, after, every = (_counts(found, "change", within) for within in (baseline, period, None))

    def row(at: int) -> tuple[Cell, ...]:
        name = CLASSES[at]
        rows = ties[name]
        return (
            classes[name].label,
            number(len(rows), f"#{name}-rows"),
            *(counts.get(name, 0) for counts in (before, after, every)),
            classes[name].definition,
        )

    columns = (
        Column("Class"),
        Column("Ties", 0),
        *(in_unit(found.unit, f"{{units}} {when}") for when in (baseline, period, "in all")),
        Column("Definition", folded=True),
    )
    return Sheet("changes", "Classes of ties", columns, len(CLASSES), row)


def _changed(
    published: Published, address: Address, found: Findings, name: str, label: str, rows: pd.DataFrame
) -> Sheet:
    baseline, period = both(found)
    ordered = _ordered(rows.assign(most=rows["baseline"] + rows["period"]))
    selection = address.selection

    def row(at: int) -> tuple[Cell, ...]:
        tie = ordered[at]
        return (
            tie_name(published.catalogue, tie.tie),
            number(tie.baseline, tie_rows(selection, tie.tie, baseline)),
            number(tie.period, tie_rows(selection, tie.tie, period)),
            Number(tie.rows, tie_rows(selection, tie.tie)),
            tie.undated,
            _year(tie.first),
            _year(tie.last),
            tie.state.capitalize(),
        )

    columns = (
        Column("Tie"),
        Column(f"Engagements {baseline}", 0),
        Column(f"Engagements {period}", 0),
        Column("Engagements in all", 0),
        Column("Undated ones", 0),
        Column("First dated"),
        Column("Last dated"),
        Column("Life-cycle"),
    )
    is_open = name in ("new", "renewed", "ended-in-period", "not-seen-again")
    return Sheet(name, f"Ties: {label.lower()}", columns, len(ordered), row, most=MOST, is_open=is_open)


def _counts(found: Findings, column: str, within: Period | None = None) -> Mapping[str, float]:
    """Class or state of a tie → what its ties hold, in the unit, of a period or of all years."""
    rows = found.engagements
    rows = rows[within.holds(rows["year"])] if within else rows
    counts = found.tally.by(rows, rows["tie"].map(found.ties[column]))
    return {str(name): count for name, count in counts.to_dict().items()}


def _states(found: Findings, states: Mapping[str, Defined], ties: Mapping[str, pd.DataFrame]) -> Sheet:
    counts = _counts(found, "state")

    def row(at: int) -> tuple[Cell, ...]:
        name = STATES[at]
        rows = ties[name]
        share = 100 * len(rows) / len(found.ties)
        count = number(len(rows), f"#{name}-rows")
        return (states[name].label, count, share, counts.get(name, 0), states[name].definition)

    columns = (
        Column("State"),
        Column("Ties", 0),
        Column("Share, %", 1),
        in_unit(found.unit),
        Column("Definition", folded=True),
    )
    return Sheet("life-cycle", "States of the life-cycle", columns, len(STATES), row)


def _alive(published: Published, address: Address, name: str, label: str, rows: pd.DataFrame) -> Sheet:
    ordered = _ordered(rows.assign(most=rows["rows"]))

    def row(at: int) -> tuple[Cell, ...]:
        tie = ordered[at]
        return (
            tie_name(published.catalogue, tie.tie),
            Number(tie.rows, tie_rows(address.selection, tie.tie)),
            evidence(tie.evidence, tie.kind),
            date_in_words(tie.ended),
        )

    columns = (Column("Tie"), Column("Engagements", 0), Column("Last evidence"), Column("Ended"))
    return Sheet(name, f"Ties: {label.lower()}", columns, len(ordered), row, most=MOST, is_open=False)


def _ordered(ties: pd.DataFrame) -> list[Any]:
    """The ties as named tuples of their columns and ``tie``, those with most engagements first."""
    named = ties.reset_index(names="tie").sort_values(["most", "rows", "tie"], ascending=[False, False, True])
    return list(named.itertuples(index=False))


def _year(year: float) -> str:
    return "" if pd.isna(year) else f"{year:.0f}"
