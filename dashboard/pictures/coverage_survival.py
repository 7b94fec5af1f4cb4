"""Does a ranking survive without one track or one kind of source? Every way of leaving out, and the chosen one in full.

The coefficients are in ``insights.survival``; what is left out is the reader's choice, in the address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dashboard.insights.survival import Survival
from dashboard.language import N_, ngettext
from dashboard.language import gettext as _
from dashboard.pictures.coverage_rows import PATH, of_country, rows_href, with_value
from dashboard.pictures.coverage_trials import Trial, kind_of, trials_of
from dashboard.pictures.ratings import listed
from dashboard.pictures.section import Cell, Column, Name, Number, Section, Sheet, in_unit, name_of, paragraphs
from dashboard.published import Published
from dashboard.schema import RANKINGS, TRACKS, WITHOUT
from dashboard.selection import Address, Selection, query_string
from dashboard.theme import Theme

HOW = (
    N_(
        "Places are ranked by {units} in the selection, largest first; equal numbers share the better rank. Then the "
        "rows of one track or one kind of source are left out and the places that had any are ranked again by what is "
        "left to them; a place with nothing left shares the last rank."
    ),
    N_(
        "Kendall's τ (tau-b, which allows for shared ranks) is the share of pairs of places that keep their order less "
        "the share of those that change it: 1 where no pair changes, 0 where as many do as do not. Spearman's ρ is the "
        "correlation of the two ranks. Neither is given where one of the rankings has no order. Computed by scipy "
        "(kendalltau, spearmanr). Sources: M. G. Kendall, “A new measure of rank correlation”, Biometrika 30 (1938), "
        "81–93; with ties, “The treatment of ties in ranking problems”, Biometrika 33 (1945), 239–251. C. Spearman, "
        "“The proof and measurement of association between two things”, American Journal of Psychology 15 (1904), "
        "72–101."
    ),
    N_(
        "First ten kept: of the places ranked 1 to 10 with all rows (more than ten where ranks are shared), those "
        "still ranked 1 to 10 without."
    ),
    N_(
        "A ranking that survives is not thereby right: all sources may look at the same places. One that falls apart "
        "rests on a single kind of source."
    ),
)


def section(published: Published, address: Address, theme: Theme) -> Section:
    """Does the ranking survive?"""
    kind, unit = kind_of(address), address.look.counted
    whole, trials = trials_of(published, address, kind)
    chosen = next((trial for trial in trials if trial.code == address.look.without), None)
    ranks = (_ranks_sheet(published, address, whole, chosen),) if chosen else ()
    return Section(
        "survival",
        _("Does the ranking of {places} survive?").format(places=RANKINGS[kind].lower()),
        _chosen_finding(published, address, chosen) if chosen else _finding(address, kind, trials),
        (),
        paragraphs(HOW, units=unit.many),
        (_trials_sheet(address, trials), *ranks),
    )


def _finding(address: Address, kind: str, trials: list[Trial]) -> str:
    known = [trial for trial in trials if trial.result.tau is not None]
    asked = address.look.without
    none = _("The selection has no row of “{part}”.").format(part=WITHOUT[asked]) if asked else ""
    if not known:
        said = _("No part of the rows can be left out so that a ranking remains.")
    else:
        weakest = min(known, key=lambda trial: trial.result.tau or 0)
        said = _(
            "The ranking of {places} depends most on “{part}”: without its {units}, Kendall's τ with the ranking of "
            "all rows is {tau}, and {kept} of the first ten stay among them. Choose what to leave out in the table, "
            "or above, to see every place."
        ).format(
            places=RANKINGS[kind].lower(),
            part=WITHOUT[weakest.code],
            units=address.look.counted.counted(weakest.count_gone),
            tau=f"{weakest.result.tau:.3f}",
            kept=_kept(weakest.result),
        )
    return f"{none} {said}".strip()


def _chosen_finding(published: Published, address: Address, trial: Trial) -> str:
    result, unit = trial.result, address.look.counted
    if result.tau is None or result.rho is None:
        agreement = _("No order is left to compare.")
    else:
        agreement = _(
            "Kendall's τ between the rankings is {tau}, Spearman's ρ {rho}; {kept} of the first ten stay among them."
        ).format(tau=f"{result.tau:.3f}", rho=f"{result.rho:.3f}", kept=_kept(result))
    if unit.is_distinct:
        without = ngettext(
            "Without “{part}”, {units} that rests on it alone fall away and {left} are left.",
            "Without “{part}”, {units} that rest on it alone fall away and {left} are left.",
            trial.count_lost,
        )
    else:
        without = _("Without “{part}”, {units} fall away and {left} are left.")
    lost, left = unit.counted(trial.count_lost), unit.number(trial.count_left)
    said = without.format(part=WITHOUT[trial.code], units=lost, left=left)
    return f"{said} {agreement} {_moves(published, kind_of(address), result)}"


def _kept(result: Survival) -> str:
    return _("{n} of {total}").format(n=f"{result.kept:,}", total=f"{result.first:,}")


def _moves(published: Published, kind: str, result: Survival) -> str:
    shifts = {place: result.after[place] - rank for place, rank in result.before.items()}
    moved = sorted((place for place in shifts if shifts[place]), key=lambda place: (-abs(shifts[place]), place))[:3]
    if not moved:
        return _("No place changes its rank.")
    said = [f"{published.catalogue.label(kind, each)} ({_change(shifts[each])})" for each in moved]
    return _("The ranks that change most: {places}.").format(places=listed(said))


def _change(shift: int) -> str:
    if not shift:
        return _("same")
    return (_("down {n}") if shift > 0 else _("up {n}")).format(n=abs(shift))


def _trials_sheet(address: Address, trials: list[Trial]) -> Sheet:
    def row(at: int) -> tuple[Cell, ...]:
        trial = trials[at]
        pairs = [*address.selection.pairs(), *replace(address.look, without=trial.code).pairs()]
        named = _("{part} (chosen)") if trial.code == address.look.without else "{part}"
        tau, rho = trial.result.tau, trial.result.rho
        return (
            Name(named.format(part=WITHOUT[trial.code]), f"{PATH}?{query_string(pairs)}"),
            _("Track") if trial.code in TRACKS else _("Kind of source"),
            Number(trial.count_gone, rows_href(trial.gone)),
            Number(trial.count_left, rows_href(trial.left) if trial.left and trial.count_left else ""),
            _("not defined") if tau is None else tau,
            _("not defined") if rho is None else rho,
            _kept(trial.result),
        )

    columns = (
        Column(_("Left out")),
        Column(_("What it is")),
        in_unit(address.look.counted, _("{units} left out")),
        in_unit(address.look.counted, _("{units} left")),
        Column(_("Kendall's τ"), 3),
        Column(_("Spearman's ρ"), 3),
        Column(_("First ten kept")),
    )
    return Sheet("left-out", _("Every way of leaving out one track or kind of source"), columns, len(trials), row)


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
        Column(_("State or territory") if kind == "state" else _("Country or area")),
        Column(_("Rank, all rows"), 0),
        in_unit(unit, _("{units}, all rows")),
        Column(_("Rank without"), 0),
        in_unit(unit, _("{units} without")),
        Column(_("Change of rank")),
    )
    caption = _("Ranks with all rows and without “{part}”").format(part=WITHOUT[trial.code])
    return Sheet("ranks", caption, columns, len(ordered), row, most=60)
