"""Does a ranking survive without one track or one kind of source? Every way of leaving out, and the chosen one in full.

The coefficients are in ``insights.survival``; what is left out is the reader's choice, in the address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.engine import Result
from dashboard.insights.survival import Survival, survival
from dashboard.pictures.coverage_rows import PATH, of_country, rows_href, with_value
from dashboard.pictures.ratings import listed
from dashboard.pictures.section import Cell, Column, Name, Number, Section, Sheet, name_of
from dashboard.published import Published
from dashboard.query import CountBy, EdgeList, Query
from dashboard.scene import read_counts
from dashboard.schema import CHOICES, DEFAULT_LOOKS, RANKINGS, TRACKS, WITHOUT
from dashboard.selection import Address, Selection, query_string
from dashboard.theme import Theme
from dashboard.wording import counted

HOW = (
    "Places are ranked by engagements in the selection, largest first; equal numbers share the better rank. Then the "
    "rows of one track or one kind of source are left out and the places that had any are ranked again by what is "
    "left to them; a place with nothing left shares the last rank.",
    "Kendall's τ (tau-b, which allows for shared ranks) is the share of pairs of places that keep their order less the "
    "share of those that change it: 1 where no pair changes, 0 where as many do as do not. Spearman's ρ is the "
    "correlation of the two ranks. Neither is given where one of the rankings has no order. Computed by scipy "
    "(kendalltau, spearmanr). Sources: M. G. Kendall, “A new measure of rank correlation”, Biometrika 30 (1938), "
    "81–93; with ties, “The treatment of ties in ranking problems”, Biometrika 33 (1945), 239–251. C. Spearman, “The "
    "proof and measurement of association between two things”, American Journal of Psychology 15 (1904), 72–101.",
    "First ten kept: of the places ranked 1 to 10 with all rows (more than ten where ranks are shared), those still "
    "ranked 1 to 10 without.",
    "A ranking that survives is not thereby right: all sources may look at the same places. One that falls apart "
    "rests on a single kind of source.",
)

UNKNOWN = "not defined"


@dataclass(frozen=True)
class Trial:
    """One way of leaving out: its code, the selection of what is left (None where nothing can be), rows and result."""

    code: str
    gone: Selection
    left: Selection | None
    rows_gone: int
    rows_left: int
    counts: Mapping[str, int]
    result: Survival


def section(published: Published, address: Address, theme: Theme) -> Section:
    """Does the ranking survive?"""
    kind = address.look.ranking or DEFAULT_LOOKS["ranking"]
    whole, trials = _trials(published, address.selection, kind)
    chosen = next((trial for trial in trials if trial.code == address.look.without), None)
    ranks = (_ranks_sheet(published, address.selection, kind, whole, chosen),) if chosen else ()
    return Section(
        "survival",
        f"Does the ranking of {RANKINGS[kind].lower()} survive?",
        _chosen_finding(published, kind, chosen) if chosen else _finding(address, kind, trials),
        (),
        HOW,
        (_trials_sheet(address, trials), *ranks),
    )


def _field(code: str) -> str:
    return "track" if code in TRACKS else "source_kind"


def left_without(published: Published, selection: Selection, code: str) -> Selection | None:
    """The selection without the rows of a track or kind of source; None where no value of the field would be left."""
    field = _field(code)
    allowed = selection.values(field) or tuple(CHOICES[field].vocabulary or ())
    others = [value for value in allowed if value != code]
    return selection.with_values(field, others, published.catalogue) if others else None


def _trials(published: Published, selection: Selection, kind: str) -> tuple[dict[str, int], list[Trial]]:
    """Place → engagements with all rows, and every way of leaving out that takes any of them away."""
    column, columns = CHOICES[kind].column, ("collection_track", "source_kind")
    by_part = {name: CountBy(name) for name in (column, *columns)}
    pairs = {name: EdgeList(column, name) for name in columns}
    asked: list[Query] = [*by_part.values(), *pairs.values()]
    answers = published.ask([(query, selection) for query in asked])
    counts = {name: read_counts(answers[query, selection], name) for name, query in by_part.items()}
    whole, total = counts[column], published.totals(selection).rows
    trials = []
    for code in WITHOUT:
        name = CHOICES[_field(code)].column
        gone = counts[name].get(code, 0)
        if gone:
            of_code = _weights(answers[pairs[name], selection], code)
            left = {place: count - of_code.get(place, 0) for place, count in whole.items()}
            narrowed = selection.with_values(_field(code), [code], published.catalogue)
            rest = left_without(published, selection, code)
            trials.append(Trial(code, narrowed, rest, gone, total - gone, left, survival(whole, left)))
    return whole, trials


def _weights(answer: Result, target: str) -> dict[str, int]:
    """Place → engagements, of the edges that end in the target."""
    edges = zip(answer["source"].to_list(), answer["target"].to_list(), answer["weight"].to_list(), strict=True)
    return {place: weight for place, end, weight in edges if end == target}


def _finding(address: Address, kind: str, trials: list[Trial]) -> str:
    known = [trial for trial in trials if trial.result.tau is not None]
    asked = address.look.without
    none = f"The selection has no row of “{WITHOUT[asked]}”. " if asked else ""
    if not known:
        return f"{none}No part of the rows can be left out so that a ranking remains."
    weakest = min(known, key=lambda trial: trial.result.tau or 0)
    return (
        f"{none}The ranking of {RANKINGS[kind].lower()} depends most on “{WITHOUT[weakest.code]}”: without its "
        f"{counted(weakest.rows_gone, 'engagement')}, Kendall's τ with the ranking of all rows is "
        f"{weakest.result.tau:.3f}, and {_kept(weakest.result)} of the first ten stay among them. Choose what to leave "
        "out in the table, or above, to see every place."
    )


def _chosen_finding(published: Published, kind: str, trial: Trial) -> str:
    result = trial.result
    if result.tau is None or result.rho is None:
        agreement = "No order is left to compare."
    else:
        agreement = (
            f"Kendall's τ between the rankings is {result.tau:.3f}, Spearman's ρ {result.rho:.3f}; "
            f"{_kept(result)} of the first ten stay among them."
        )
    return (
        f"Without “{WITHOUT[trial.code]}”, {counted(trial.rows_gone, 'engagement')} fall away and "
        f"{trial.rows_left:,} are left. {agreement}{_moves(published, kind, result)}"
    )


def _kept(result: Survival) -> str:
    return f"{result.kept:,} of {result.first:,}"


def _moves(published: Published, kind: str, result: Survival) -> str:
    shifts = {place: result.after[place] - rank for place, rank in result.before.items()}
    moved = sorted((place for place in shifts if shifts[place]), key=lambda place: (-abs(shifts[place]), place))[:3]
    if not moved:
        return " No place changes its rank."
    said = [f"{published.catalogue.label(kind, each)} ({_change(shifts[each])})" for each in moved]
    return f" The ranks that change most: {listed(said)}."


def _change(shift: int) -> str:
    return "same" if not shift else f"down {shift}" if shift > 0 else f"up {-shift}"


def _trials_sheet(address: Address, trials: list[Trial]) -> Sheet:
    def row(at: int) -> tuple[Cell, ...]:
        trial = trials[at]
        pairs = [*address.selection.pairs(), *replace(address.look, without=trial.code).pairs()]
        mark = " (chosen)" if trial.code == address.look.without else ""
        tau, rho = trial.result.tau, trial.result.rho
        return (
            Name(f"{WITHOUT[trial.code]}{mark}", f"{PATH}?{query_string(pairs)}"),
            "Track" if trial.code in TRACKS else "Kind of source",
            Number(trial.rows_gone, rows_href(trial.gone)),
            Number(trial.rows_left, rows_href(trial.left) if trial.left and trial.rows_left else ""),
            UNKNOWN if tau is None else tau,
            UNKNOWN if rho is None else rho,
            _kept(trial.result),
        )

    columns = (
        Column("Left out"),
        Column("What it is"),
        Column("Engagements left out", 0),
        Column("Engagements left", 0),
        Column("Kendall's τ", 3),
        Column("Spearman's ρ", 3),
        Column("First ten kept"),
    )
    return Sheet("left-out", "Every way of leaving out one track or kind of source", columns, len(trials), row)


def _ranks_sheet(
    published: Published, selection: Selection, kind: str, whole: Mapping[str, int], trial: Trial
) -> Sheet:
    before, after = trial.result.before, trial.result.after
    ordered = sorted(before, key=lambda code: (before[code], published.catalogue.label(kind, code)))

    def href(of: Selection, code: str) -> str:
        return of_country(published, of, code) if kind == "country" else with_value(published, of, "state", code)

    def row(at: int) -> tuple[Cell, ...]:
        code = ordered[at]
        left = trial.counts.get(code, 0)
        return (
            name_of(published.catalogue, (kind, code)),
            before[code],
            Number(whole[code], href(selection, code)),
            after[code],
            Number(left, href(trial.left, code) if trial.left and left else ""),
            _change(after[code] - before[code]),
        )

    columns = (
        Column("State or territory" if kind == "state" else "Country or area"),
        Column("Rank, all rows", 0),
        Column("Engagements, all rows", 0),
        Column("Rank without", 0),
        Column("Engagements without", 0),
        Column("Change of rank"),
    )
    return Sheet(
        "ranks", f"Ranks with all rows and without “{WITHOUT[trial.code]}”", columns, len(ordered), row, most=60
    )
