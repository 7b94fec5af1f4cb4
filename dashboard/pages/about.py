"""The About page: purpose, audiences, how it came about, contact.

What the table holds and how far to trust it is on the Data page.
"""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.language import N_
from dashboard.language import gettext as _
from dashboard.pages.woven import woven
from dashboard.published import Published
from dashboard.wording import NOT_AUTHORITATIVE, date_in_words

TITLE = N_("About")


def layout(published: Published) -> Component:
    """The page; ``published`` gives the day of the last update."""
    updated = _("Last updated {day}.").format(day=date_in_words(published.updated)) if published.updated else ""
    return html.Main(
        [
            html.H1(_("About this dashboard")),
            html.P(
                _(
                    "States, counties and cities of the United States sign agreements with foreign partners, send "
                    "and receive delegations, and join international networks. This dashboard gathers what public "
                    "sources say of that and lets anyone explore it, link to it and take it away."
                ),
                className="lead",
            ),
            html.H2(_("For whom")),
            _audiences(),
            html.H2(_("What it shows")),
            html.P(
                woven(
                    _(
                        "One row is an engagement: a U.S. actor, a counterpart abroad or an international network, "
                        "and one tie or event. Agreements and memberships of any year are in if given as current, "
                        "meetings since 2018. It is a selective snapshot: a blank place means nothing recorded, never "
                        "that nothing happens. {limits}."
                    ),
                    limits=dcc.Link(_("How it was collected, and its limits"), href="/data"),
                )
            ),
            html.P(updated),
            html.H2(_("Acknowledgement")),
            html.P(
                _(
                    "The idea is that of the Truman Center's Multilevel Diplomacy Map (2024). This project is not "
                    "affiliated with the Truman Center, and its table does not contain theirs."
                )
            ),
            html.H2(_("Names and borders")),
            html.P(" ".join([_("Names follow U.S. government usage."), _(NOT_AUTHORITATIVE)])),
            html.H2(_("Open source")),
            html.P(
                _(
                    "The dashboard is free software under the MIT licence; anyone can run it, with this table or "
                    "another. It contacts no other host, sets no tracker, and remembers only whether you chose light "
                    "or dark; forms also keep your draft in your browser and a cookie until you close it, against "
                    "forgery."
                )
            ),
            *_contact(),
        ],
        className="prose",
    )


def _audiences() -> Component:
    told = {
        _("Offices of mayors, governors and counties:"): _(
            "what do we have with a country, who near us works with it, whom could we travel with?"
        ),
        _("Federal staff:"): _(
            "everything a region or a post has, by State Department bureau, as a view to link and rows to export."
        ),
        _("Researchers, networks and journalists:"): _(
            "which issues, places and countries drive the field, with a source behind every row."
        ),
    }
    return html.Ul([html.Li([html.Strong(f"{who} "), what]) for who, what in told.items()])


def _contact() -> list[Component]:
    return [
        html.H2(_("Contact and corrections")),
        html.P(
            woven(
                _(
                    "Something is missing? {submit}: three minutes, and a reviewer looks at it. A mistake? Every "
                    "engagement's page has “Report a problem”. For the dashboard itself, write to whoever runs this "
                    "copy, or open an issue in the project's repository."
                ),
                submit=html.A(_("Submit an engagement"), href="/submit"),
            )
        ),
        html.P(
            _(
                "The office and e-mail address given with a submission serve the receipt and questions; they are never "
                "published or exported. Engagements name officials in office, no private persons."
            )
        ),
    ]
