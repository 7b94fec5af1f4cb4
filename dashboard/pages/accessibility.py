"""The page of the conformance statement: what passes, what does not, how it was tested, and whom to write to.

What it says of each criterion is in ``conformance``; here is how it is laid out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib.metadata import PackageNotFoundError, version

from dash import dcc, html
from dash.development.base_component import Component
from flask import current_app, has_app_context

from dashboard.conformance import CRITERIA, DAY, LEVELS, LIMITS, Criterion
from dashboard.conformance_508 import EUROPEAN, FUNCTIONS, SOFTWARE, SUPPORT, Provision
from dashboard.language import N_, day_in_words
from dashboard.language import gettext as _
from dashboard.published import Published
from dashboard.settings import Settings
from dashboard.wording import NAME

TITLE = N_("Accessibility")

PROJECT = "multilevel-diplomacy-dashboard"

AXE = "4.12.1"
"""The version of axe-core that the tests run; a test holds it to the package's."""

FEATURES: tuple[str, ...] = (
    N_("“Skip to the page” is the first stop of every page; headings and landmarks are in order."),
    N_("“/” leads to the search, arrow keys through its hits, Enter to the page."),
    N_("Maps, networks and charts: Tab to one, arrow keys from mark to mark, a name's first letters lead to it, Enter "
       "chooses, Escape leaves."),
    N_("Each has a sentence that says what there is to see, and a table of the same numbers."),
    N_("Enter on a row of the table opens the record; Escape closes it and leads back to the row."),
    N_("Light or dark, less motion and forced colors follow your system; a button in the header switches the theme."),
    N_("Everything shown can be taken away as CSV, Excel or JSON."),
)  # fmt: skip

TESTS: tuple[str, ...] = (
    N_("axe-core {axe} on every page and its states, in light, dark and forced colors, and at 200 % and 400 %, by "
       "the rules of WCAG 2.0 to 2.2, A and AA; the tests fail at one finding."),
    N_("The way from the search through filters and a record to the file, by keyboard alone, with what a screen "
       "reader would be told asserted at each step."),
    N_("In Chromium, by Playwright, at widths from 320 to 1440 pixels. Other browsers were not tried."),
    N_("By machine only: no test with people and none with a screen reader was made."),
)  # fmt: skip


def layout(published: Published) -> Component:
    """The page; it says the same of every table."""
    del published
    return html.Main(
        [
            html.H1(_(TITLE)),
            html.P(
                _("Everybody should be able to use this dashboard as well as anybody else. Where that fails is said "
                  "here."),
                className="lead",
            ),
            *_section(N_("What helps"), _listed(FEATURES)),
            *_section(N_("Something is in your way?"), _contact()),
            *_section(N_("Conformance statement"), _about_statement()),
            *_section(N_("How it was tested"), _listed(TESTS)),
            *_section(N_("Known limits"), _listed(LIMITS)),
            *_criteria(N_("WCAG 2.2, level A"), "A"),
            *_criteria(N_("WCAG 2.2, level AA"), "AA"),
            *_provisions(N_("Revised Section 508, chapter 3: functional performance"), FUNCTIONS),
            *_provisions(N_("Revised Section 508, chapter 5: software"), SOFTWARE),
            *_provisions(N_("Revised Section 508, chapter 6: documentation and support"), SUPPORT),
            *_provisions(N_("EN 301 549"), EUROPEAN, N_("Chapter")),
            html.P(
                _("In the order of the Voluntary Product Accessibility Template, VPAT 2.5 INT, which is a service mark "
                  "of the Information Technology Industry Council."),
                className="hint",
            ),
        ],
        className="prose conformance",
    )  # fmt: skip


def _section(title: str, content: Component | Sequence[Component]) -> list[Component]:
    return [html.H2(_(title)), *(content if isinstance(content, Sequence) else [content])]


def _listed(sentences: Iterable[str]) -> Component:
    return html.Ul([html.Li(_(sentence).format(axe=AXE)) for sentence in sentences])


def _about_statement() -> list[Component]:
    facts = {
        N_("Product"): f"{NAME} {_version()}".strip(),
        N_("Date"): html.Time(day_in_words(DAY), dateTime=DAY),
        N_("Standards"): _("WCAG 2.2, A and AA; Revised Section 508 (36 CFR 1194); EN 301 549 V3.2.1"),
        N_("In short"): _in_short(),
    }
    return [
        html.Dl([part for term, said in facts.items() for part in (html.Dt(_(term)), html.Dd(said))], className="facts")
    ]


def _in_short() -> str:
    counts = [f"{label}: {sum(each.met == code for each in CRITERIA)}" for code, label in LEVELS.items()]
    return _("Of {n} criteria: {counts}.").format(n=len(CRITERIA), counts="; ".join(counts))


def _contact() -> list[Component]:
    address = _email()
    mail = html.A(address, href=f"mailto:{escape(address)}")
    return [
        html.P([_("Write to whoever runs this copy:"), " ", mail]),
        html.P(
            [
                _("For what is wrong in a record, use “Report a problem” on its page."),
                " ",
                dcc.Link(_("About this dashboard"), href="/about"),
            ]
        ),
    ]


def _criteria(title: str, level: str) -> list[Component]:
    rows = [(f"{each.number} {each.name}", each) for each in CRITERIA if each.level == level]
    return _section(title, _table(_(title), N_("Criterion"), rows))


def _provisions(title: str, provisions: Sequence[Provision], first: str = N_("Provision")) -> list[Component]:
    return _section(title, _table(_(title), first, [(f"{each.number} {each.name}", each) for each in provisions]))


def _table(caption: str, first: str, rows: Sequence[tuple[str, Criterion | Provision]]) -> Component:
    titles = (_(first), _("Conformance level"), _("Remarks"))
    head = html.Thead(html.Tr([html.Th(title, scope="col") for title in titles]))
    body = [
        html.Tr([html.Th(name, scope="row"), html.Td(LEVELS[each.met], className=each.met), html.Td(each.remark)])
        for name, each in rows
    ]
    table = html.Table([html.Caption(caption, className="visually-hidden"), head, html.Tbody(body)], className="plain")
    return html.Div(table, className="wide", tabIndex=0, role="region", **{"aria-label": caption})


def _email() -> str:
    if not has_app_context():
        return Settings.mail_from
    return str(current_app.extensions["publication"].settings.mail_from)


def _version() -> str:
    try:
        return version(PROJECT)
    except PackageNotFoundError:
        return ""
