"""The Data page: what the table holds, where it comes from, how far to trust it, what was left out, how to cite.

Every number on it is counted from the table shown; the codebook is made from the schema.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import schema
from dashboard.citing import LICENCE, cite
from dashboard.formats.offered import ROWS
from dashboard.language import N_, ngettext, spoken
from dashboard.language import gettext as _
from dashboard.pages.downloads import whole_table
from dashboard.pages.limits import limits
from dashboard.pages.releases import releases
from dashboard.pages.woven import woven
from dashboard.published import Published
from dashboard.query import CountBy
from dashboard.selection import Address, Look, Selection
from dashboard.wording import date_in_words, engagements_counted, networks_counted

TITLE = N_("Data and methods")

MOST_PROBLEMS = 100
"""Most problems of the table listed on the page; all are counted."""


def layout(published: Published) -> Component:
    """The page for the published table."""
    actors, countries = len(published.registers.actors), published.totals(Selection()).countries
    holds = _("{engagements} of {actors} with {countries} and {networks}. Last updated {day}.").format(
        engagements=engagements_counted(published.table.rows),
        actors=ngettext("{n} U.S. actor", "{n} U.S. actors", actors).format(n=f"{actors:,}"),
        countries=ngettext("{n} country or area", "{n} countries or areas", countries).format(n=f"{countries:,}"),
        networks=networks_counted(len(published.registers.networks)),
        day=date_in_words(published.updated),
    )
    whole = whole_table(Address(look=Look(snapshot=published.snapshot.number if published.snapshot else "")))
    downloads = [part for each in ROWS for part in (_download(_(each.name), f"{each.path}{whole}"), " ")]
    return html.Main(
        [
            html.H1(_(TITLE)),
            html.P(holds, className="lead"),
            html.P(
                [
                    _("The whole table:"),
                    " ",
                    *downloads,
                    _download(_("What changed, and why"), "/data/changes"),
                    " ",
                    _download(_("Read API"), "/api/docs"),
                ]
            ),
            html.P(
                woven(
                    _("Something is missing or wrong? {submit}, or report a problem on its page."),
                    submit=html.A(_("Submit an engagement"), href="/submit"),
                )
            ),
            *releases(published),
            *limits(published),
            *_left_out(published),
            *_sources(published),
            *_codebook(),
            *_licence(published),
        ],
        className="prose",
    )


def _left_out(published: Published) -> list[Component]:
    problems = published.table.problems
    left_out = published.table.bad_rows
    if not problems:
        text = ngettext(
            "All {n} row of {table} passed every check.",
            "All {n} rows of {table} passed every check.",
            published.table.rows_read,
        ).format(n=f"{published.table.rows_read:,}", table=published.table.name)
        return [html.H2(_("Rows left out")), html.P(text)]
    shown = [html.Li(problem.in_words()) for problem in problems[:MOST_PROBLEMS]]
    more = len(problems) - len(shown)
    said = ngettext(
        "{n} row of {all} did not pass the checks and is not shown anywhere:",
        "{n} rows of {all} did not pass the checks and are not shown anywhere:",
        left_out,
    ).format(n=f"{left_out:,}", all=f"{published.table.rows_read:,}")
    others = ngettext(
        "and {n} further problem; python -m dashboard check lists them all.",
        "and {n} further problems; python -m dashboard check lists them all.",
        more,
    ).format(n=f"{more:,}")
    return [
        html.H2(_("Rows left out")),
        html.P(said),
        html.Ul(shown, className="problems"),
        html.P(others if more else ""),
    ]


def _sources(published: Published) -> list[Component]:
    hosts = published.study("hosts of sources", lambda: _hosts(published))
    said = ngettext(
        "Facts were read on {n} host. Rows by kind of source and by collection track:",
        "Facts were read on {n} hosts. Rows by kind of source and by collection track:",
        hosts,
    ).format(n=f"{hosts:,}")
    return [
        html.H2(_("Sources")),
        html.P(said),
        _counts(published, "source_kind", schema.SOURCE_KINDS, "source_kind"),
        _counts(published, "collection_track", schema.TRACKS, "track"),
        _counts(published, "status", schema.STATUSES, "status"),
    ]


def _hosts(published: Published) -> int:
    addresses = published.table.columns("source_url")["source_url"]
    return addresses.str.extract(r"^https?://([^/]+)").drop_nulls().n_unique()


HEADS: Mapping[str, str] = spoken(
    {"source_kind": N_("Source kind"), "collection_track": N_("Collection track"), "status": N_("Status")}
)

CAPTIONS: Mapping[str, str] = spoken(
    {
        "source_kind": N_("Engagements by source kind"),
        "collection_track": N_("Engagements by collection track"),
        "status": N_("Engagements by status"),
    }
)


def _counts(published: Published, name: str, labels: Mapping[str, str], parameter: str) -> Component:
    asked = CountBy(name), Selection()
    counts = dict(published.ask([asked])[asked].select("value", "count").iter_rows())
    rows = [
        html.Tr(
            [
                html.Th(dcc.Link(label, href=f"/?{parameter}={code}"), scope="row"),
                html.Td(f"{int(counts.get(code, 0)):,}", className="number"),
            ]
        )
        for code, label in labels.items()
    ]
    number = html.Th(_("Engagements"), scope="col", className="number")
    head = html.Thead(html.Tr([html.Th(HEADS[name], scope="col"), number]))
    return html.Table([html.Caption(CAPTIONS[name]), head, html.Tbody(rows)], className="plain")


def _codebook() -> list[Component]:
    rows = [
        html.Tr(
            [
                html.Th(html.Code(column.name), scope="row"),
                html.Td([column.description, _allowed(column)]),
                html.Td(_("yes") if column.required else _("no")),
            ]
        )
        for column in schema.COLUMNS
    ]
    titles = (_("Column"), _("What it holds"), _("Required"))
    head = html.Thead(html.Tr([html.Th(text, scope="col") for text in titles]))
    return [
        html.H2(_("Codebook"), id="codebook"),
        html.P(
            [
                _("For machines:"),
                " ",
                html.A(_("this codebook as a data package"), href="/datapackage.json"),
                " · ",
                html.A(_("the catalogue entry (DCAT-US 3.0)"), href="/data.json"),
            ]
        ),
        html.Div(
            html.Table(
                [html.Caption(_("Columns of the engagements table")), head, html.Tbody(rows)], className="plain"
            ),
            className="wide",
            tabIndex=0,
            role="region",
            **{"aria-label": _("Codebook")},
        ),
    ]


def _allowed(column: schema.Column) -> Component:
    entries = [html.Li([html.Code(code), f" {label}"]) for code, label in (column.vocabulary or {}).items()]
    return html.Ul(entries, className="codes") if entries else html.Span()


def _licence(published: Published) -> list[Component]:
    return [
        html.H2(_("Licence and citation"), id="citation"),
        html.P(_("Compilation: {licence}.").format(licence=LICENCE)),
        html.P(
            _(
                "Coordinates and populations of places: GeoNames (CC BY 4.0). Boundaries: Natural Earth and the U.S. "
                "Census Bureau, both in the public domain, changed to follow U.S. government usage. Residents of "
                "states: 2020 census."
            )
        ),
        html.P([_("Cite as:"), " ", html.Q(cite(published, datetime.now(UTC).date()).text, className="citation")]),
    ]


def _download(label: str, address: str) -> Component:
    return html.A(label, href=address, className="quiet")
