"""What kinds of sources, collected how, and how precisely dated? Counts of rows, each of which leads to its rows.

Which sources stand behind which place is in ``pictures.coverage_sources``.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.pictures.coverage_rows import BEHIND_COLUMNS, SOURCES, behind, behind_cells, rows_href, with_value
from dashboard.pictures.section import Cell, Column, Number, Section, Sheet
from dashboard.published import Published
from dashboard.query import CountBy, EdgeList
from dashboard.scene import read_counts
from dashboard.schema import PRECISIONS, SOURCE_KINDS, TRACKS
from dashboard.selection import Address, Selection
from dashboard.source_queries import CountSourceless
from dashboard.theme import Theme
from dashboard.wording import counted

TRACK_KIND = EdgeList("collection_track", "source_kind")

HOW_KINDS = (
    "Track: how a row came into the table (collection_track). Kind: who publishes the source of the row (source_kind). "
    "Each row has one of each, so the cells add up to the engagements of the selection, and each leads to its rows. A "
    "zero means that the selection has no such row.",
    SOURCES,
)
HOW_DATES = (
    "Precision of the start date (start_date): to the day, the month or the year, or undated where the source does not "
    "say when. Each engagement has one, so the lines add up to the selection; each number leads to its rows "
    "(precision=year).",
    "With a source: rows with an address where the fact was read. A row without one does not pass the checks of the "
    "table and is not shown, so the column “without” counts what should not be there.",
)

Counts = Mapping[tuple[str, str], int]


def kinds_section(published: Published, address: Address, theme: Theme) -> Section:
    """Who published the sources, and how were the rows collected?"""
    selection = address.selection
    answer = published.ask([(TRACK_KIND, selection)])[TRACK_KIND, selection]
    pairs = zip(answer["source"].to_list(), answer["target"].to_list(), strict=True)
    counts = dict(zip(pairs, answer["weight"].to_list(), strict=True))
    return Section(
        "kinds",
        "Who published the sources, and how were the rows collected?",
        _kinds_finding(counts),
        (),
        HOW_KINDS,
        (_pairs_sheet(published, selection, counts), _kinds_sheet(published, selection)),
    )


def dates_section(published: Published, address: Address, theme: Theme) -> Section:
    """How precisely is it dated, and is there a source?"""
    selection = address.selection
    by_precision, without = CountBy("precision"), CountSourceless("precision")
    answers = published.ask([(by_precision, selection), (without, selection)])
    counts, sourceless = (read_counts(answers[query, selection], "precision") for query in (by_precision, without))
    return Section(
        "dates",
        "How precisely is it dated, and is there a source?",
        _dates_finding(counts, sum(sourceless.values())),
        (),
        HOW_DATES,
        (_dates_sheet(published, selection, counts, sourceless),),
    )


def _kinds_finding(counts: Counts) -> str:
    total = sum(counts.values())
    by_kind = {kind: sum(counts.get((track, kind), 0) for track in TRACKS) for kind in SOURCE_KINDS}
    most = max(by_kind, key=lambda kind: by_kind[kind])
    weak = by_kind["encyclopedia"] + by_kind["blog"]
    return (
        f"Most of {counted(total, 'engagement')} rest on sources of the kind “{SOURCE_KINDS[most]}” "
        f"({by_kind[most]:,}, {by_kind[most] / total:.0%}); {by_kind['official']:,} on a government's own site, "
        f"{weak:,} on an encyclopedia or a blog."
    )


def _pairs_sheet(published: Published, selection: Selection, counts: Counts) -> Sheet:
    tracks, kinds = [*TRACKS, ""], [*SOURCE_KINDS, ""]

    def cell(track: str, kind: str) -> Number:
        value = sum(count for (one, other), count in counts.items() if track in (one, "") and kind in (other, ""))
        narrowed = selection.with_values("track", [track], published.catalogue) if track else selection
        narrowed = narrowed.with_values("source_kind", [kind], published.catalogue) if kind else narrowed
        return Number(value, rows_href(narrowed) if value else "")

    def row(at: int) -> tuple[Cell, ...]:
        return TRACKS.get(tracks[at], "All tracks"), *(cell(tracks[at], kind) for kind in kinds)

    columns = (Column("Track"), *(Column(label, 0) for label in SOURCE_KINDS.values()), Column("All kinds", 0))
    return Sheet("tracks", "Engagements by track and kind of source", columns, len(tracks), row)


def _kinds_sheet(published: Published, selection: Selection) -> Sheet:
    found = behind(published, selection, "source_kind")
    kinds = [kind for kind in SOURCE_KINDS if (kind,) in found]

    def row(at: int) -> tuple[Cell, ...]:
        href = with_value(published, selection, "source_kind", kinds[at])
        return SOURCE_KINDS[kinds[at]], *behind_cells(found[kinds[at],], href)

    return Sheet("kinds", "Sources by kind", (Column("Kind of source"), *BEHIND_COLUMNS), len(kinds), row)


def _dates_finding(rows: Mapping[str, int], sourceless: int) -> str:
    total = sum(rows.values())
    dated = {code: rows.get(code, 0) for code in PRECISIONS}
    source = "Every one has a source" if not sourceless else f"{sourceless:,} have no source"
    return (
        f"{dated['day']:,} of {counted(total, 'engagement')} are dated to the day, {dated['month']:,} to the month, "
        f"{dated['year']:,} to the year; {dated['undated']:,} ({dated['undated'] / total:.0%}) are undated. {source}."
    )


def _dates_sheet(
    published: Published, selection: Selection, rows: Mapping[str, int], sourceless: Mapping[str, int]
) -> Sheet:
    codes = [*PRECISIONS, ""]

    def row(at: int) -> tuple[Cell, ...]:
        code = codes[at]
        total = rows.get(code, 0) if code else sum(rows.values())
        without = sourceless.get(code, 0) if code else sum(sourceless.values())
        href = with_value(published, selection, "precision", code) if code else rows_href(selection)
        # No address tells rows with a source from those without, so a part of them leads nowhere.
        sourced = Number(total - without, href if total and not without else "")
        return PRECISIONS.get(code, "All"), Number(total, href if total else ""), sourced, Number(without)

    columns = (
        Column("Start date"),
        Column("Engagements", 0),
        Column("With a source", 0),
        Column("Without a source", 0),
    )
    return Sheet("dates", "Engagements by precision of the start date", columns, len(codes), row)
