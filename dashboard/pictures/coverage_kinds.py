"""What kinds of sources, collected how, and how precisely dated? Counts of rows, each of which leads to its rows.

Which sources stand behind which place is in ``pictures.coverage_sources``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.language import N_
from dashboard.language import gettext as _
from dashboard.pictures.coverage_rows import (
    SOURCES,
    behind,
    behind_cells,
    behind_columns,
    rows_href,
    with_value,
)
from dashboard.pictures.section import Cell, Column, Number, Section, Sheet, in_unit, paragraphs
from dashboard.published import Published
from dashboard.query import CountBy, EdgeList, Query, Rows
from dashboard.scene import measure_at, read_measured, read_number
from dashboard.schema import PRECISIONS, SOURCE_KINDS, TRACKS
from dashboard.selection import Address, Selection
from dashboard.source_queries import CountSourceless, Sourceless
from dashboard.theme import Theme
from dashboard.units import Unit

HOW_KINDS = (
    N_(
        "Track: how a row came into the table (collection_track). Kind: who publishes the source of the row "
        "(source_kind). Each row has one of each, so the cells add up to the engagements of the selection, and each "
        "leads to its rows; a tie or counterpart with rows of several counts in each of them, and once under all. A "
        "zero means that the selection has no such row."
    ),
    SOURCES,
)
HOW_DATES = (
    N_(
        "Precision of the start date (start_date): to the day, the month or the year, or undated where the source "
        "does not say when. Each engagement has one, so the lines add up to the selection (a tie or counterpart can "
        "have several); each number leads to its rows (precision=year)."
    ),
    N_(
        "With a source: rows with an address where the fact was read. A row without one does not pass the checks of "
        "the table and is not shown, so the column “without” counts what should not be there."
    ),
)

WEAK = ("encyclopedia", "blog")


@dataclass(frozen=True)
class Crossed:
    """``cells``: (track, kind) → count in the ``unit``; '' for all tracks or all kinds. ``weak``: of ``WEAK``."""

    unit: Unit
    cells: Mapping[tuple[str, str], float]
    weak: float


def kinds_section(published: Published, address: Address, theme: Theme) -> Section:
    """Who published the sources, and how were the rows collected?"""
    found = _crossed(published, address)
    return Section(
        "kinds",
        _("Who published the sources, and how were the rows collected?"),
        _kinds_finding(found),
        (),
        paragraphs(HOW_KINDS),
        (_pairs_sheet(published, address.selection, found), _kinds_sheet(published, address)),
    )


def _crossed(published: Published, address: Address) -> Crossed:
    selection, by = address.selection, measure_at(address)
    pairs, tracks = EdgeList("collection_track", "source_kind", by), CountBy("collection_track", by)
    kinds, whole = CountBy("source_kind", by), Rows(by)
    allowed = selection.values("source_kind") or WEAK
    weak = selection.with_values("source_kind", [kind for kind in WEAK if kind in allowed], published.catalogue)
    answers = published.ask([*((each, selection) for each in (pairs, tracks, kinds, whole)), (whole, weak)])
    cells = {(track, kind): count for track, kind, count in answers[pairs, selection].iter_rows()}
    cells |= {(track, ""): count for track, count in answers[tracks, selection].iter_rows()}
    cells |= {("", kind): count for kind, count in answers[kinds, selection].iter_rows()}
    cells["", ""] = read_number(answers[whole, selection])
    has_weak = set(WEAK) & set(allowed)
    return Crossed(address.look.counted, cells, read_number(answers[whole, weak]) if has_weak else 0)


def dates_section(published: Published, address: Address, theme: Theme) -> Section:
    """How precisely is it dated, and is there a source?"""
    found = _dated(published, address)
    return Section(
        "dates",
        _("How precisely is it dated, and is there a source?"),
        _dates_finding(found),
        (),
        paragraphs(HOW_DATES),
        (_dates_sheet(published, address.selection, found),),
    )


@dataclass(frozen=True)
class Dated:
    """Precision of dates ('' for all) → count in the ``unit``: of all rows, those with a source, those without."""

    unit: Unit
    every: Mapping[str, float]
    sourced: Mapping[str, float]
    sourceless: Mapping[str, float]


def _dated(published: Published, address: Address) -> Dated:
    selection, by = address.selection, measure_at(address)
    grouped: list[Query] = [CountBy("precision", by)]
    grouped += [CountSourceless("precision", by, has) for has in (True, False)]
    totals: list[Query] = [Rows(by), *(Sourceless(by, has) for has in (True, False))]
    answers = published.ask([(each, selection) for each in (*grouped, *totals)])
    counts = [
        {**read_measured(answers[each, selection], "precision"), "": read_number(answers[total, selection])}
        for each, total in zip(grouped, totals, strict=True)
    ]
    return Dated(address.look.counted, *counts)


def _kinds_finding(found: Crossed) -> str:
    unit, total = found.unit, found.cells["", ""]
    by_kind = {kind: found.cells.get(("", kind), 0) for kind in SOURCE_KINDS}
    most = max(by_kind, key=lambda kind: by_kind[kind])
    return _(
        "Most of {units} rest on sources of the kind “{kind}” ({most}, {share}); {official} on a government's own "
        "site, {weak} on an encyclopedia or a blog."
    ).format(
        units=unit.counted(total),
        kind=SOURCE_KINDS[most],
        most=unit.number(by_kind[most]),
        share=f"{by_kind[most] / total:.0%}",
        official=unit.number(by_kind["official"]),
        weak=unit.number(found.weak),
    )


def _pairs_sheet(published: Published, selection: Selection, found: Crossed) -> Sheet:
    tracks, kinds = [*TRACKS, ""], [*SOURCE_KINDS, ""]

    def cell(track: str, kind: str) -> Number:
        value = found.cells.get((track, kind), 0)
        narrowed = selection.with_values("track", [track], published.catalogue) if track else selection
        narrowed = narrowed.with_values("source_kind", [kind], published.catalogue) if kind else narrowed
        return Number(value, rows_href(narrowed) if value else "")

    def row(at: int) -> tuple[Cell, ...]:
        return TRACKS.get(tracks[at], _("All tracks")), *(cell(tracks[at], kind) for kind in kinds)

    kinds_shown = (*SOURCE_KINDS.values(), _("All kinds"))
    columns = (Column(_("Track")), *(Column(label, 0, unit=found.unit) for label in kinds_shown))
    caption = _("{units} by track and kind of source").format(units=found.unit.many.capitalize())
    return Sheet("tracks", caption, columns, len(tracks), row)


def _kinds_sheet(published: Published, address: Address) -> Sheet:
    selection, unit = address.selection, address.look.counted
    found = behind(published, selection, "source_kind", unit=unit)
    kinds = [kind for kind in SOURCE_KINDS if (kind,) in found]

    def row(at: int) -> tuple[Cell, ...]:
        href = with_value(published, selection, "source_kind", kinds[at])
        return SOURCE_KINDS[kinds[at]], *behind_cells(found[kinds[at],], href)

    columns = (Column(_("Kind of source")), *behind_columns(unit))
    return Sheet("kinds", _("Sources by kind"), columns, len(kinds), row)


def _dates_finding(found: Dated) -> str:
    unit, total = found.unit, found.every[""]
    dated = {code: found.every.get(code, 0) for code in PRECISIONS}
    day, month, year, undated = (unit.number(dated[code]) for code in ("day", "month", "year", "undated"))
    if found.sourceless[""]:
        source = _("{n} have no source.").format(n=unit.number(found.sourceless[""]))
    else:
        source = _("Every one has a source.")
    if unit.is_distinct:
        sentence = _(
            "{day} of {units} have engagements dated to the day, {month} to the month, {year} to the year; {undated} "
            "({share}) have undated ones."
        )
    else:
        sentence = _(
            "{day} of {units} are dated to the day, {month} to the month, {year} to the year; {undated} ({share}) are "
            "undated."
        )
    share, units = f"{dated['undated'] / total:.0%}", unit.counted(total)
    said = sentence.format(day=day, units=units, month=month, year=year, undated=undated, share=share)
    return f"{said} {source}"


def _dates_sheet(published: Published, selection: Selection, found: Dated) -> Sheet:
    codes = [*PRECISIONS, ""]

    def row(at: int) -> tuple[Cell, ...]:
        code = codes[at]
        total, sourced, without = (each.get(code, 0) for each in (found.every, found.sourced, found.sourceless))
        href = with_value(published, selection, "precision", code) if code else rows_href(selection)
        # No address tells rows with a source from those without, so a part of them leads nowhere.
        leading = Number(sourced, href if total and not without else "")
        return PRECISIONS.get(code, _("All")), Number(total, href if total else ""), leading, Number(without)

    shown = ("{units}", _("With a source"), _("Without a source"))
    columns = (Column(_("Start date")), *(in_unit(found.unit, title) for title in shown))
    caption = _("{units} by precision of the start date").format(units=found.unit.many.capitalize())
    return Sheet("dates", caption, columns, len(codes), row)
