"""The flow chart: which levels of U.S. government engage on which issues with which regions.

It adds up two matrices that the explorer asks too; the total is larger than the rows, and the section says why.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import schema
from dashboard.columns import ISSUE_COLUMNS
from dashboard.figures.flow import flow
from dashboard.figures.picture import Mark, Picture
from dashboard.insights.flows import Flows, flows
from dashboard.pictures.section import Cell, Chart, Column, Section, Sheet, clause_of
from dashboard.published import Published
from dashboard.query import IssuesBy
from dashboard.selection import Address, Selection
from dashboard.theme import Theme
from dashboard.wording import counted

STAGES = ("level", "issue", "bureau")

HOW = (
    "Width = engagements, from the level of the U.S. actor through the issue to the region of the counterpart "
    "(State Department bureau; International Organizations for networks and multilateral bodies).",
    "An engagement has one level and one region but up to four issues, and flows once through each of its issues. So "
    "each of the three columns adds up to the sum of issues over engagements, not to the number of engagements.",
    "The two sets of ribbons are counted apart: a ribbon from a level to an issue does not say to which region it goes "
    "on. Click it, and the right side shows that.",
    "Source of the form: M. H. P. R. Sankey, Minutes of Proceedings of the Institution of Civil Engineers 134 (1898); "
    "drawn by Plotly after d3-sankey.",
)


def section(published: Published, address: Address, theme: Theme) -> Section:
    """Which levels of government engage on what, and where?"""
    found = issue_flows(published, address.selection)
    rows = published.totals(address.selection).rows
    return Section(
        "flows",
        "Which levels of government engage on what, and where?",
        _finding(found, rows),
        (_chart(found, address, theme),),
        HOW,
        (_sheet(found),),
    )


def issue_flows(published: Published, selection: Selection) -> Flows:
    """Level → issue → bureau, each engagement once for each of its issues."""
    level, bureau = (IssuesBy(schema.CHOICES[name].column) for name in ("level", "bureau"))
    answers = published.ask([(level, selection), (bureau, selection)])
    counts: list[dict[tuple[str, str], int]] = [{}, {}]
    for at, query in enumerate((level, bureau)):
        for row in answers[query, selection].iter_rows(named=True):
            for code, column in zip(schema.ISSUES, ISSUE_COLUMNS, strict=True):
                ends = (row["value"], code) if at == 0 else (code, row["value"])
                counts[at][ends] = int(row[column])
    return flows(*counts)


def _label(stage: int, code: str) -> str:
    return (schema.CHOICES[STAGES[stage]].vocabulary or {})[code]


def _finding(found: Flows, rows: int) -> str:
    first, second = (next(each for each in found.flows if each.stage == stage) for stage in (0, 1))
    into, out = (
        f"{_label(each.stage, each.source)} → {_label(each.stage + 1, each.target)} ({each.count:,})"
        for each in (first, second)
    )
    return (
        f"The widest flows are {into} and {out}. {counted(rows, 'engagement')} "
        f"{'has' if rows == 1 else 'have'} {counted(found.total, 'issue')} in all, so each column adds up to that."
    )


def _chart(found: Flows, address: Address, theme: Theme) -> Chart:
    def marks(stage: int) -> Mapping[str, Mark]:
        name = STAGES[stage]
        return {
            code: Mark(
                code, _label(stage, code), count, clause_of((name, code)), code in address.selection.values(name)
            )
            for code, count in found.through(stage).items()
        }

    figure = flow(found, [marks(stage) for stage in range(3)], theme)
    height = 120 + 26 * max(len(found.through(stage)) for stage in range(3))
    label = "From the level of the U.S. actor through the issue to the region"
    return Chart("flow", label, Picture(figure), height, 720)


def _sheet(found: Flows) -> Sheet:
    def row(at: int) -> tuple[Cell, ...]:
        each = found.flows[at]
        return (
            _label(each.stage, each.source),
            _label(each.stage + 1, each.target),
            each.count,
            100 * each.count / found.total,
        )

    columns = (Column("From"), Column("To"), Column("Engagements × issues", 0), Column("Share of all, %", 1))
    return Sheet(
        "flows", "Flows, from level to issue, then from issue to region", columns, len(found.flows), row, heads=2
    )
