"""Which ties are new, renewed, ended, not seen again, and how alive are they? Counts of ties, and the ties themselves.

Every tie is in one class and in one state; definitions stand in ``over_time_words``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.insights.lifecycle import STATES
from dashboard.insights.renewal import CLASSES, Period
from dashboard.language import N_, ngettext
from dashboard.language import gettext as _
from dashboard.over_time import Findings
from dashboard.over_time_words import (
    EVIDENCE,
    LISTS,
    Defined,
    change_counted,
    changes,
    evidence,
    life_cycle,
    state_counted,
)
from dashboard.pictures.changed import SNAPSHOT, both, number, tie_name, tie_rows
from dashboard.pictures.section import Cell, Column, Number, Section, Sheet, in_unit, paragraphs
from dashboard.published import Published
from dashboard.selection import Address
from dashboard.wording import date_in_words, listed

MOST = 10
"""Ties of a list that a page shows."""

HOW_CHANGES = (
    N_(
        "A tie is a pair of a U.S. actor and a counterpart or network. Each is in exactly one of these classes, the "
        "first that fits in the order new, ended, perhaps new, renewed, continued, not seen again, only outside, "
        "undated; only the engagements of the selection are looked at. Years are those of start dates."
    ),
    N_("A tie of a list is one tie with one counterpart, so the lists tell its engagements whatever unit is counted."),
    N_(
        "The gap that makes a renewal is the number of years after which a tie is called dormant; it can be changed "
        "above."
    ),
    SNAPSHOT,
)


def changes_section(published: Published, address: Address, found: Findings) -> Section:
    """Which ties are new, renewed, ended, not seen again?"""
    classes = changes(*both(found), found.compared.dormant)
    ties = {name: found.ties[found.ties["change"] == name] for name in CLASSES}
    lists = [_changed(published, address, found, name, rows) for name, rows in ties.items() if len(rows)]
    said = [change_counted(name, len(ties[name])) for name in CLASSES[:6]]
    finding = ngettext(
        "Of {n} tie: {classes}. The others cannot be compared: {outside} have dates in other years only, {undated} "
        "none.",
        "Of {n} ties: {classes}. The others cannot be compared: {outside} have dates in other years only, {undated} "
        "none.",
        len(found.ties),
    ).format(
        n=f"{len(found.ties):,}",
        classes=listed(said),
        outside=f"{len(ties['outside']):,}",
        undated=f"{len(ties['undated']):,}",
    )
    question = _("Which ties are new, renewed, ended, not seen again?")
    sheets = (_classes(found, classes, ties), *lists)
    return Section("changes", question, finding, (), paragraphs(HOW_CHANGES), sheets)


def states_section(published: Published, address: Address, found: Findings) -> Section:
    """How alive are the ties?"""
    day = found.compared.as_of.isoformat()
    states = life_cycle(found.compared.dormant, day)
    ties = {name: found.ties[found.ties["state"] == name] for name in STATES}
    said = [state_counted(name, len(rows)) for name, rows in ties.items()]
    lists = [_alive(published, address, name, rows) for name, rows in ties.items() if len(rows)]
    finding = ngettext(
        "Of {n} tie on {day}, when the table was last read: {states}.",
        "Of {n} ties on {day}, when the table was last read: {states}.",
        len(found.ties),
    ).format(n=f"{len(found.ties):,}", day=date_in_words(day), states=listed(said))
    how = (_(EVIDENCE), *(f"{each.label}: {each.definition}" for each in states.values()), _(SNAPSHOT))
    sheets = (_states(found, states, ties), *lists)
    return Section("life-cycle", _("How alive are the ties?"), finding, (), how, sheets)


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
        Column(_("Class")),
        Column(_("Ties"), 0),
        *(in_unit(found.unit, f"{{units}} {when}") for when in (baseline, period)),
        in_unit(found.unit, _("{units} in all")),
        Column(_("Definition"), folded=True),
    )
    return Sheet("changes", _("Classes of ties"), columns, len(CLASSES), row)


def _changed(published: Published, address: Address, found: Findings, name: str, rows: pd.DataFrame) -> Sheet:
    baseline, period = both(found)
    ordered = _ordered(rows.assign(most=rows["baseline"] + rows["period"]))
    selection, states = address.selection, life_cycle(found.compared.dormant, found.compared.as_of.isoformat())

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
            states[tie.state].label,
        )

    columns = (
        Column(_("Tie")),
        *(Column(_("Engagements {period}").format(period=each), 0) for each in (baseline, period)),
        Column(_("Engagements in all"), 0),
        Column(_("Undated ones"), 0),
        Column(_("First dated")),
        Column(_("Last dated")),
        Column(_("Life-cycle")),
    )
    is_open = name in ("new", "renewed", "ended-in-period", "not-seen-again")
    return Sheet(name, LISTS[name], columns, len(ordered), row, most=MOST, is_open=is_open)


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
        Column(_("State")),
        Column(_("Ties"), 0),
        Column(_("Share, %"), 1),
        in_unit(found.unit),
        Column(_("Definition"), folded=True),
    )
    return Sheet("life-cycle", _("States of the life-cycle"), columns, len(STATES), row)


def _alive(published: Published, address: Address, name: str, rows: pd.DataFrame) -> Sheet:
    ordered = _ordered(rows.assign(most=rows["rows"]))

    def row(at: int) -> tuple[Cell, ...]:
        tie = ordered[at]
        return (
            tie_name(published.catalogue, tie.tie),
            Number(tie.rows, tie_rows(address.selection, tie.tie)),
            evidence(tie.evidence, tie.kind),
            date_in_words(tie.ended),
        )

    columns = (Column(_("Tie")), Column(_("Engagements"), 0), Column(_("Last evidence")), Column(_("Ended")))
    return Sheet(name, LISTS[name], columns, len(ordered), row, most=MOST, is_open=False)


def _ordered(ties: pd.DataFrame) -> list[Any]:
    """The ties as named tuples of their columns and ``tie``, those with most engagements first."""
    named = ties.reset_index(names="tie").sort_values(["most", "rows", "tie"], ascending=[False, False, True])
    return list(named.itertuples(index=False))


def _year(year: float) -> str:
    return "" if pd.isna(year) else f"{year:.0f}"
