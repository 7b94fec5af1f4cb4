"""The Data page: what the table holds, where it comes from, how far to trust it, what was left out, how to cite.

Every number on it is counted from the table shown; the codebook is made from the schema.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import schema
from dashboard.citing import LICENCE, cite
from dashboard.formats.offered import ROWS
from dashboard.pages.downloads import whole_table
from dashboard.pages.releases import releases
from dashboard.periods import PATH
from dashboard.pictures.coverage import missing
from dashboard.pictures.coverage_rows import PATH as COVERAGE
from dashboard.published import Published
from dashboard.selection import Address, Look
from dashboard.wording import counted, date_in_words

TITLE = "Data and methods"

MOST_PROBLEMS = 100
"""Most problems of the table listed on the page; all are counted."""


def layout(published: Published) -> Component:
    """The page for the published table."""
    engagements = published.table.engagements
    actors = counted(len(published.registers.actors), "U.S. actor")
    countries = counted(_distinct(engagements, "counterpart_country"), "country or area", "countries or areas")
    networks = counted(len(published.registers.networks), "network or body", "networks and bodies")
    whole = whole_table(Address(look=Look(snapshot=published.snapshot.number if published.snapshot else "")))
    downloads = [part for each in ROWS for part in (_download(each.name, f"{each.path}{whole}"), " ")]
    return html.Main(
        [
            html.H1("Data and methods"),
            html.P(
                f"{counted(len(engagements), 'engagement')} of {actors} with {countries} and {networks}. "
                f"Last updated {date_in_words(published.updated)}.",
                className="lead",
            ),
            html.P(
                [
                    "The whole table: ",
                    *downloads,
                    _download("What changed, and why", "/data/changes"),
                    " ",
                    _download("Read API", "/api/docs"),
                ]
            ),
            html.P(
                [
                    "Something is missing or wrong? ",
                    html.A("Submit an engagement", href="/submit"),
                    ", or report a problem on its page.",
                ]
            ),
            *releases(published),
            *_limits(published),
            *_left_out(published),
            *_sources(engagements),
            *_codebook(),
            *_licence(published),
        ],
        className="prose",
    )


def _limits(published: Published) -> list[Component]:
    engagements = published.table.engagements
    undated = int((engagements["start_date"] == "").sum())
    announced = int((engagements["status"] == "announced").sum())
    return [
        html.H2("What it is, and what it is not"),
        html.P(
            "Public pages were searched state by state, for the larger cities by name, and network by network: "
            "governments' "
            "own pages, press, sister-city organisations, encyclopedias. Each row carries the address where the "
            "fact was "
            "read. It is selective: colour on a map partly measures where collectors looked, and a "
            "blank place "
            "means nothing recorded, never that nothing happens."
        ),
        html.Ul(
            [
                html.Li("In scope: meetings since 2018; agreements and memberships of any year if given as current."),
                html.Li(
                    f"{counted(undated, 'engagement')} carry no date, most of them sister cities; a year filter "
                    f"leaves them out unless asked."
                ),
                html.Li(f"{counted(announced, 'engagement')} are announced only: the source came before the event."),
                html.Li(
                    "Issue codes are the softest column: in about a quarter of the rows a code is not named by "
                    "the row's own text."
                ),
                html.Li(
                    "A stratified random sample of 70 of the first 3,525 rows was checked by a reader who had "
                    "not collected "
                    "them: 51 confirmed by the cited page, 9 by another page, 8 right about the tie but wrong "
                    "in a detail, "
                    "2 not found, none contradicted. 447 corrections followed."
                ),
                html.Li(
                    [
                        "One state of the table, read at one time: ",
                        dcc.Link("change over time", href=PATH),
                        " compares years within it, and a rise is partly a rise in what was found.",
                    ]
                ),
            ]
        ),
        html.H2("What is known to be missing"),
        html.Ul([html.Li(each) for each in missing(published)]),
        html.P(dcc.Link("Coverage: sources behind each place, cities searched in vain, rankings", href=COVERAGE)),
    ]


def _left_out(published: Published) -> list[Component]:
    problems = published.table.problems
    left_out = published.table.bad_rows
    if not problems:
        text = f"All {counted(published.table.rows_read, 'row')} of {published.table.name} passed every check."
        return [html.H2("Rows left out"), html.P(text)]
    shown = [html.Li(str(problem)) for problem in problems[:MOST_PROBLEMS]]
    more = len(problems) - len(shown)
    return [
        html.H2("Rows left out"),
        html.P(
            f"{counted(left_out, 'row')} of {published.table.rows_read:,} did not pass the checks and "
            f"{'is' if left_out == 1 else 'are'} not shown anywhere:"
        ),
        html.Ul(shown, className="problems"),
        html.P(f"and {counted(more, 'further problem')}; python -m dashboard check lists them all.")
        if more
        else html.P(""),
    ]


def _sources(engagements: pd.DataFrame) -> list[Component]:
    hosts = engagements["source_url"].str.extract(r"^https?://([^/]+)", expand=False).nunique()
    return [
        html.H2("Sources"),
        html.P(f"Facts were read on {counted(int(hosts), 'host')}. Rows by kind of source and by collection track:"),
        _counts("Source kind", engagements["source_kind"], schema.SOURCE_KINDS, "source_kind"),
        _counts("Collection track", engagements["collection_track"], schema.TRACKS, "track"),
        _counts("Status", engagements["status"], schema.STATUSES, "status"),
    ]


def _counts(caption: str, column: pd.Series, labels: Mapping[str, str], parameter: str) -> Component:
    counts = column.value_counts()
    rows = [
        html.Tr(
            [
                html.Th(dcc.Link(label, href=f"/?{parameter}={code}"), scope="row"),
                html.Td(f"{int(counts.get(code, 0)):,}", className="number"),
            ]
        )
        for code, label in labels.items()
    ]
    head = html.Thead(html.Tr([html.Th(caption, scope="col"), html.Th("Engagements", scope="col", className="number")]))
    return html.Table([html.Caption(f"Engagements by {caption.lower()}"), head, html.Tbody(rows)], className="plain")


def _codebook() -> list[Component]:
    rows = [
        html.Tr(
            [
                html.Th(html.Code(column.name), scope="row"),
                html.Td([column.description, _allowed(column)]),
                html.Td("yes" if column.required else "no"),
            ]
        )
        for column in schema.COLUMNS
    ]
    head = html.Thead(html.Tr([html.Th(text, scope="col") for text in ("Column", "What it holds", "Required")]))
    return [
        html.H2("Codebook", id="codebook"),
        html.P(
            [
                "For machines: ",
                html.A("this codebook as a data package", href="/datapackage.json"),
                " · ",
                html.A("the catalogue entry (DCAT-US 3.0)", href="/data.json"),
            ]
        ),
        html.Div(
            html.Table([html.Caption("Columns of the engagements table"), head, html.Tbody(rows)], className="plain"),
            className="wide",
            tabIndex=0,
            role="region",
            **{"aria-label": "Codebook"},
        ),
    ]


def _allowed(column: schema.Column) -> Component:
    entries = [html.Li([html.Code(code), f" {label}"]) for code, label in (column.vocabulary or {}).items()]
    return html.Ul(entries, className="codes") if entries else html.Span()


def _licence(published: Published) -> list[Component]:
    return [
        html.H2("Licence and citation", id="citation"),
        html.P(f"Compilation: {LICENCE}."),
        html.P(
            "Coordinates and populations of places: GeoNames (CC BY 4.0). Boundaries: Natural Earth and the "
            "U.S. Census "
            "Bureau, both in the public domain, changed to follow U.S. government usage. Residents of states: "
            "2020 census."
        ),
        html.P(["Cite as: ", html.Q(cite(published, datetime.now(UTC).date()).text, className="citation")]),
    ]


def _download(label: str, address: str) -> Component:
    return html.A(label, href=address, className="quiet")


def _distinct(engagements: pd.DataFrame, column: str) -> int:
    return int(engagements.loc[engagements[column] != "", column].nunique())
