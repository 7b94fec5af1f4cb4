"""Does a ranking survive without one track or one kind of source? Every way of leaving out, and the chosen one in full.

The coefficients are in ``insights.survival``; what is left out is the reader's choice, in the address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.columns import WHOLE
from dashboard.engine import Result
from dashboard.insights.survival import Survival, survival
from dashboard.pictures.coverage_rows import PATH, of_country, rows_href, with_value
from dashboard.pictures.ratings import listed
from dashboard.pictures.section import Cell, Column, Name, Number, Section, Sheet, in_unit, name_of
from dashboard.published import Published
from dashboard.query import CountBy, Query, Rows
from dashboard.scene import measure_at, read_measured, read_number
from dashboard.schema import CHOICES, DEFAULT_LOOKS, RANKINGS, TRACKS, WITHOUT
from dashboard.selection import Address, Selection, query_string
from dashboard.source_queries import OnlyIn
from dashboard.theme import Theme
from dashboard.wording import noun

HOW = (
    "Places are ranked by {units} in the selection, largest first; equal numbers share the better rank. Then the "
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
    """One way of leaving out: its code, the selections of what goes and of what is left (None where nothing can be),
    what both hold and what each place has left, in the unit that is counted, and the result. ``count_lost``: what goes
    and is not also left, as a tie can be that has other rows.
    """

    code: str
    gone: Selection
    left: Selection | None
    count_gone: float
    count_lost: float
    count_left: float
    counts: Mapping[str, float]
    result: Survival


def section(published: Published, address: Address, theme: Theme) -> Section:
    """Does the ranking survive?"""
    kind, unit = kind_of(address), address.look.counted
    whole, trials = _trials(published, address, kind)
    chosen = next((trial for trial in trials if trial.code == address.look.without), None)
    ranks = (_ranks_sheet(published, address, whole, chosen),) if chosen else ()
    return Section(
        "survival",
        f"Does the ranking of {RANKINGS[kind].lower()} survive?",
        _chosen_finding(published, address, chosen) if chosen else _finding(address, kind, trials),
        (),
        tuple(text.format(units=unit.many) for text in HOW),
        (_trials_sheet(address, trials), *ranks),
    )


def kind_of(address: Address) -> str:
    """The kind of places that are ranked."""
    return address.look.ranking or DEFAULT_LOOKS["ranking"]


def _field(code: str) -> str:
    return "track" if code in TRACKS else "source_kind"


def left_without(published: Published, selection: Selection, code: str) -> Selection | None:
    """The selection without the rows of a track or kind of source; None where no value of the field would be left."""
    field = _field(code)
    allowed = selection.values(field) or tuple(CHOICES[field].vocabulary or ())
    others = [value for value in allowed if value != code]
    return selection.with_values(field, others, published.catalogue) if others else None


def _trials(published: Published, address: Address, kind: str) -> tuple[dict[str, float], list[Trial]]:
    """Place → count with all rows, and every way of leaving out that takes any of them away."""
    selection, by, columns = address.selection, measure_at(address), ("collection_track", "source_kind")
    ranked, whole = CountBy(CHOICES[kind].column, by), Rows(by)
    parts = {name: CountBy(name, by) for name in columns}
    lost = {name: (OnlyIn(CHOICES[kind].column, name, by), OnlyIn("", name, by)) for name in columns}
    asked: list[Query] = [ranked, whole, *parts.values(), *(query for pair in lost.values() for query in pair)]
    answers = published.ask([(query, selection) for query in asked])
    counts, total = read_measured(answers[ranked, selection], kind), read_number(answers[whole, selection])
    trials = []
    for code in WITHOUT:
        name = CHOICES[_field(code)].column
        gone = read_measured(answers[parts[name], selection], name).get(code, 0)
        if gone:
            of_place, of_all = (answers[query, selection] for query in lost[name])
            here = _in_part(of_place, code)
            left = {place: _less(count, here.get(place, 0)) for place, count in counts.items()}
            lost_of_all = dict(of_all.select("part", "count").iter_rows()).get(code, 0)
            left_of_all = _less(total, lost_of_all)
            narrowed = selection.with_values(_field(code), [code], published.catalogue)
            rest = left_without(published, selection, code)
            trials.append(Trial(code, narrowed, rest, gone, lost_of_all, left_of_all, left, survival(counts, left)))
    return counts, trials


def _in_part(answer: Result, part: str) -> dict[str, float]:
    """Place → what it has in that part only."""
    columns = answer.select("value", "part", "count")
    return {place: count for place, own, count in columns.iter_rows() if own == part}


def _less(count: float, lost: float) -> float:
    """The difference, of shares as exact as they are counted, so that equal ones share a rank."""
    left = count - lost
    return round(left * WHOLE) / WHOLE if isinstance(left, float) else left


def _finding(address: Address, kind: str, trials: list[Trial]) -> str:
    known = [trial for trial in trials if trial.result.tau is not None]
    asked = address.look.without
    none = f"The selection has no row of “{WITHOUT[asked]}”. " if asked else ""
    if not known:
        return f"{none}No part of the rows can be left out so that a ranking remains."
    weakest = min(known, key=lambda trial: trial.result.tau or 0)
    return (
        f"{none}The ranking of {RANKINGS[kind].lower()} depends most on “{WITHOUT[weakest.code]}”: without its "
        f"{address.look.counted.counted(weakest.count_gone)}, Kendall's τ with the ranking of all rows is "
        f"{weakest.result.tau:.3f}, and {_kept(weakest.result)} of the first ten stay among them. Choose what to leave "
        "out in the table, or above, to see every place."
    )


def _chosen_finding(published: Published, address: Address, trial: Trial) -> str:
    result, unit = trial.result, address.look.counted
    if result.tau is None or result.rho is None:
        agreement = "No order is left to compare."
    else:
        agreement = (
            f"Kendall's τ between the rankings is {result.tau:.3f}, Spearman's ρ {result.rho:.3f}; "
            f"{_kept(result)} of the first ten stay among them."
        )
    alone = f" that {noun(trial.count_lost, 'rests', 'rest')} on it alone" if unit.is_distinct else ""
    return (
        f"Without “{WITHOUT[trial.code]}”, {unit.counted(trial.count_lost)}{alone} fall away and "
        f"{unit.number(trial.count_left)} are left. {agreement}{_moves(published, kind_of(address), result)}"
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
            Number(trial.count_gone, rows_href(trial.gone)),
            Number(trial.count_left, rows_href(trial.left) if trial.left and trial.count_left else ""),
            UNKNOWN if tau is None else tau,
            UNKNOWN if rho is None else rho,
            _kept(trial.result),
        )

    columns = (
        Column("Left out"),
        Column("What it is"),
        in_unit(address.look.counted, "{units} left out"),
        in_unit(address.look.counted, "{units} left"),
        Column("Kendall's τ", 3),
        Column("Spearman's ρ", 3),
        Column("First ten kept"),
    )
    return Sheet("left-out", "Every way of leaving out one track or kind of source", columns, len(trials), row)


def _ranks_sheet(published: Published, address: Address, whole: Mapping[str, float], trial: Trial) -> Sheet:
    selection, kind, unit = address.selection, kind_of(address), address.look.counted
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
        in_unit(unit, "{units}, all rows"),
        Column("Rank without", 0),
        in_unit(unit, "{units} without"),
        Column("Change of rank"),
    )
    return Sheet(
        "ranks", f"Ranks with all rows and without “{WITHOUT[trial.code]}”", columns, len(ordered), row, most=60
    )
