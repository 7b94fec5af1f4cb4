"""The flow chart: which levels of U.S. government engage on which issues with which regions.

It adds up two matrices that the explorer asks too; the total is larger than the rows, and the section says why.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import schema
from dashboard.columns import ISSUE_COLUMNS
from dashboard.counting import DISTINCT, EACH, Measure, issue_measure_of
from dashboard.figures.flow import flow
from dashboard.figures.picture import Mark, Picture
from dashboard.insights.flows import Flow, Flows, flows
from dashboard.language import N_, ngettext, pgettext, spoken
from dashboard.language import gettext as _
from dashboard.pictures.coverage_rows import rows_href
from dashboard.pictures.section import Cell, Chart, Column, Number, Section, Sheet, clause_of, in_unit, paragraphs
from dashboard.published import Published
from dashboard.query import IssuesBy, Rows
from dashboard.scene import measure_at, read_number
from dashboard.selection import Address, Selection
from dashboard.theme import Theme
from dashboard.units import ENGAGEMENTS, Unit

ADDING: Mapping[str, str] = spoken(
    {
        "engagements": N_(
            "An engagement has one level and one region but up to four issues, and flows once through each of its "
            "issues. So each of the three columns adds up to the sum of issues over engagements, not to the number of "
            "engagements."
        ),
        "ties": N_(
            "A tie flows once through each issue that any of its engagements has. So the columns add up to more than "
            "there are ties."
        ),
        "counterparts": N_(
            "A counterpart flows once through each issue of its engagements, and into each from every level that it "
            "works with. So the columns add up to more than there are counterparts, and more can flow into an issue "
            "than out of it."
        ),
        "fractional": N_(
            "An engagement is shared equally among its issues, and each share flows through its issue. So each of the "
            "three columns adds up to the number of engagements."
        ),
    }
)

STAGES = ("level", "issue", "bureau")

WIDTH = N_(
    "Width = {units}, from the level of the U.S. actor through the issue to the region of the counterpart "
    "(State Department bureau; International Organizations for networks and multilateral bodies)."
)
APART = (
    N_(
        "The two sets of ribbons are counted apart: a ribbon from a level to an issue does not say to which region it "
        "goes on. Click it, and the right side shows that."
    ),
    N_(
        "Source of the form: M. H. P. R. Sankey, Minutes of Proceedings of the Institution of Civil Engineers 134 "
        "(1898); drawn by Plotly after d3-sankey."
    ),
)


def section(published: Published, address: Address, theme: Theme) -> Section:
    """Which levels of government engage on what, and where?"""
    unit = address.look.counted
    found = issue_flows(published, address.selection, issue_measure_of(address.look.unit))
    asked = Rows(measure_at(address)), address.selection
    whole = read_number(published.ask([asked])[asked])
    return Section(
        "flows",
        _("Which levels of government engage on what, and where?"),
        _finding(found, unit, whole),
        (_chart(found, address, theme),),
        (*paragraphs([WIDTH], units=unit.many), ADDING[unit.code], *paragraphs(APART)),
        (_sheet(published, found, address),),
    )


def issue_flows(published: Published, selection: Selection, by: Measure = EACH) -> Flows:
    """Level → issue → bureau, each engagement (or what else is counted) once for each of its issues."""
    level, bureau = (IssuesBy(schema.CHOICES[name].column, by) for name in ("level", "bureau"))
    answers = published.ask([(level, selection), (bureau, selection)])
    counts: list[dict[tuple[str, str], float]] = [{}, {}]
    for at, query in enumerate((level, bureau)):
        for row in answers[query, selection].iter_rows(named=True):
            for code, column in zip(schema.ISSUES, ISSUE_COLUMNS, strict=True):
                ends = (row["value"], code) if at == 0 else (code, row["value"])
                counts[at][ends] = row[column]
    return flows(counts[0], counts[1], is_carried=by.unit not in DISTINCT)


def _label(stage: int, code: str) -> str:
    return (schema.CHOICES[STAGES[stage]].vocabulary or {})[code]


def _finding(found: Flows, unit: Unit, whole: float) -> str:
    first, second = (next(each for each in found.flows if each.stage == stage) for stage in (0, 1))
    into, out = (
        f"{_label(each.stage, each.source)} → {_label(each.stage + 1, each.target)} ({unit.number(each.count)})"
        for each in (first, second)
    )
    widest = _("The widest flows, in {units}, are {into} and {out}.").format(units=unit.many, into=into, out=out)
    return f"{widest} {_adding_up(found, unit, whole)}"


def _adding_up(found: Flows, unit: Unit, whole: float) -> str:
    """What the columns add up to, beside what the selection holds."""
    if unit == ENGAGEMENTS:
        issues = ngettext("{n} issue", "{n} issues", int(found.total)).format(n=f"{int(found.total):,}")
        sentence = ngettext(
            "{units} has {issues} in all, so each column adds up to that.",
            "{units} have {issues} in all, so each column adds up to that.",
            whole,
        )
        return sentence.format(units=unit.counted(whole), issues=issues)
    into, out = (unit.number(found.total_of(stage)) for stage in (0, 1))
    if not unit.is_distinct:
        return _("Shares of all issues add up to {sum} in each column.").format(sum=into)
    if into == out:
        sentence = _("{units} can have several issues: they add up to {into} in each column.")
    else:
        sentence = _("{units} can have several issues: they add up to {into} into issues and {out} out of them.")
    return sentence.format(units=unit.counted(whole), into=into, out=out)


def _chart(found: Flows, address: Address, theme: Theme) -> Chart:
    def marks(stage: int) -> Mapping[str, Mark]:
        name = STAGES[stage]
        return {
            code: Mark(
                code, _label(stage, code), count, clause_of((name, code)), code in address.selection.values(name)
            )
            for code, count in found.through(stage).items()
        }

    figure = flow(found, [marks(stage) for stage in range(3)], theme, address.look.counted)
    height = 120 + 26 * max(len(found.through(stage)) for stage in range(3))
    label = _("From the level of the U.S. actor through the issue to the region")
    return Chart("flow", label, Picture(figure), height, 720)


def _rows(published: Published, selection: Selection, each: Flow) -> str:
    """The address of the rows of a ribbon; '' where another issue is chosen, since issues are joined by or."""
    ends = dict(zip(STAGES[each.stage :], (each.source, each.target), strict=False))
    chosen = selection.values("issue")
    if chosen and ends["issue"] not in chosen:
        return ""
    for name, code in ends.items():
        selection = selection.with_values(name, [code], published.catalogue)
    return rows_href(selection)


def _sheet(published: Published, found: Flows, address: Address) -> Sheet:
    def row(at: int) -> tuple[Cell, ...]:
        each = found.flows[at]
        return (
            _label(each.stage, each.source),
            _label(each.stage + 1, each.target),
            Number(each.count, _rows(published, address.selection, each)),
            100 * each.count / found.total_of(each.stage),
        )

    unit = address.look.counted
    counts = in_unit(unit, "{units}" if unit.code == "fractional" else _("{units} × issues"))
    columns = (
        Column(pgettext("flow", "From")),
        Column(pgettext("flow", "To")),
        counts,
        Column(_("Share of all, %"), 1),
    )
    caption = _("Flows, from level to issue, then from issue to region")
    return Sheet("flows", caption, columns, len(found.flows), row, heads=2)
