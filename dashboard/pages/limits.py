"""The limits of the table on the Data page: how it was collected, what it leaves open, what is known to be missing.

What is missing is counted in ``known_gaps``; how well places are covered has a page of its own.
"""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.language import gettext as _
from dashboard.pages.woven import woven
from dashboard.periods import PATH
from dashboard.pictures.coverage import missing
from dashboard.pictures.coverage_rows import PATH as COVERAGE
from dashboard.published import Published
from dashboard.query import CountBy, Undated
from dashboard.selection import Selection
from dashboard.wording import engagements_counted


def limits(published: Published) -> list[Component]:
    """The sections on what the table is, what it is not, and what is known to be missing."""
    undated, by_status = (Undated(), Selection()), (CountBy("status"), Selection())
    answers = published.ask([undated, by_status])
    without_date = int(answers[undated][0, 0])
    announced = int(dict(answers[by_status].select("value", "count").iter_rows()).get("announced", 0))
    return [
        html.H2(_("What it is, and what it is not")),
        html.P(
            _(
                "Public pages were searched state by state, for the larger cities by name, and network by network: "
                "governments' own pages, press, sister-city organisations, encyclopedias. Each row carries the "
                "address where the fact was read. It is selective: colour on a map partly measures where collectors "
                "looked, and a blank place means nothing recorded, never that nothing happens."
            )
        ),
        html.Ul([html.Li(each) for each in _limitations(without_date, announced)]),
        html.H2(_("What is known to be missing")),
        html.Ul([html.Li(each) for each in missing(published)]),
        html.P(dcc.Link(_("Coverage: sources behind each place, cities searched in vain, rankings"), href=COVERAGE)),
    ]


def _limitations(undated: int, announced: int) -> list[Component | str | list[Component | str]]:
    return [
        _("In scope: meetings since 2018; agreements and memberships of any year if given as current."),
        _(
            "{engagements} carry no date, most of them sister cities; a year filter leaves them out unless asked."
        ).format(engagements=engagements_counted(undated)),
        _("{engagements} are announced only: the source came before the event.").format(
            engagements=engagements_counted(announced)
        ),
        _(
            "Issue codes are the softest column: in about a quarter of the rows a code is not named by the row's own "
            "text."
        ),
        _(
            "A stratified random sample of 70 of the first 3,525 rows was checked by a reader who had not collected "
            "them: 51 confirmed by the cited page, 9 by another page, 8 right about the tie but wrong in a detail, "
            "2 not found, none contradicted. 447 corrections followed."
        ),
        woven(
            _(
                "One state of the table, read at one time: {change} compares years within it, and a rise is partly a "
                "rise in what was found."
            ),
            change=dcc.Link(_("change over time"), href=PATH),
        ),
    ]
