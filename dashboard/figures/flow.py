"""The flow chart: three columns of nodes, with ribbons between neighbours as wide as what flows.

What flows is counted outside; ribbons take the colour of the node they come from, so that they can be followed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.figures.picture import SELECT, Figure, Mark, figure_of, plain
from dashboard.insights.flows import Flows
from dashboard.language import gettext as _
from dashboard.theme import Theme
from dashboard.units import ENGAGEMENTS, Unit


def flow(flows: Flows, stages: Sequence[Mapping[str, Mark]], theme: Theme, unit: Unit = ENGAGEMENTS) -> Figure:
    """The ribbons between the marks of three stages (code → mark), as wide as what flows of the ``unit``."""
    nodes = [(stage, code) for stage in range(3) for code in flows.through(stage)]
    number = {node: place for place, node in enumerate(nodes)}
    marks = [stages[stage][code] for stage, code in nodes]
    act = _(SELECT)
    colours = (theme.accent, theme.families["network"], theme.families["meeting"])
    trace = {
        "type": "sankey",
        "arrangement": "fixed",
        "node": {
            "label": [plain(mark.name) for mark in marks],
            "color": [colours[stage] for stage, _ in nodes],
            "customdata": [mark.clause for mark in marks],
            "pad": 10,
            "thickness": 12,
            "line": {"width": 0},
            "hovertemplate": f"<b>%{{label}}</b><br>%{{value:,.2~f}} {_through(unit)}<br>{act}<extra></extra>",
        },
        "link": {
            "source": [number[each.stage, each.source] for each in flows.flows],
            "target": [number[each.stage + 1, each.target] for each in flows.flows],
            "value": [each.count for each in flows.flows],
            "color": [_pale(colours[each.stage], 0.3) for each in flows.flows],
            "customdata": [
                f"{stages[each.stage][each.source].clause}&{stages[each.stage + 1][each.target].clause}"
                for each in flows.flows
            ],
            "label": [unit.counted(each.count) for each in flows.flows],
            "hovertemplate": f"<b>%{{source.label}} → %{{target.label}}</b><br>%{{label}}<br>{act}<extra></extra>",
        },
        "textfont": {"size": 12, "color": theme.ink},
    }
    return figure_of([trace], theme, margin={"l": 4, "r": 4, "t": 8, "b": 8}, paper_bgcolor=theme.paper)


def _through(unit: Unit) -> str:
    """What flows through a node, beside its number: of a Sankey diagram all nodes have one template."""
    return unit.many if unit.code == "fractional" else _("{units}, once for each issue").format(units=unit.many)


def _pale(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"
