"""The page of the comparison: two to five places, states or countries side by side, or the way to pick them.

Its parts are in ``aligned`` and ``partners``; what is compared is read from the address by ``sides``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.catalogue import Catalogue
from dashboard.comparison import Comparison, compare
from dashboard.comparison_words import findings, heading
from dashboard.language import N_, spoken
from dashboard.language import gettext as _
from dashboard.openings import further, openings
from dashboard.pages.aligned import key_figures, likeness, mark, profile, timelines
from dashboard.pages.chosen import chip_link, chips_of, remove
from dashboard.pages.partners import shared_and_only
from dashboard.pages.picker import adder, pickers
from dashboard.pages.units import unit_links
from dashboard.pages.woven import woven
from dashboard.published import Published
from dashboard.selection import Address, Look
from dashboard.sides import FEWEST_SIDES, PATH, Doubt, Sides, comparison_path, read_sides
from dashboard.theme import Theme
from dashboard.wording import describe

__all__ = ["PATH", "TITLE", "body", "head"]

TITLE = N_("Compare")

LEAD = N_(
    "Put two to five places, states or countries side by side: how much is on record, on which issues and in which "
    "form, with whom both work and with whom only one does."
)

SNAPSHOT = N_(
    "A selective snapshot of public sources: what is not here is not recorded, which is no evidence that it is not."
)

ADD_ONE: Mapping[str, str] = spoken(
    {
        "place": N_("{name} is one place: add at least one more"),
        "state": N_("{name} is one state: add at least one more"),
        "country": N_("{name} is one country: add at least one more"),
    }
)
"""Kind → what is missing where an address names one side only."""


def head(published: Published, address: Address) -> list[Component]:
    """Nothing stays while the sides change."""
    return []


def body(published: Published, address: Address, theme: Theme) -> list[Component]:
    """The comparison that the address asks for, as far as it can be made."""
    catalogue = published.catalogue
    sides = read_sides(address.asked, catalogue)
    if not sides.are_enough:
        return _beginning(published, sides)
    comparison = compare(published, sides)
    parts = [
        key_figures(comparison),
        profile(comparison, "issues", _("On what?"), theme),
        profile(comparison, "types", _("In what form?"), theme),
        shared_and_only(comparison),
        timelines(comparison, theme),
    ]
    if len(comparison.names) > FEWEST_SIDES:
        parts.insert(1, likeness(comparison))
    return [
        *_top(comparison, catalogue),
        unit_links(sides.address.look, partial(_counted_in, sides)),
        html.Div(parts, className="parts"),
        html.P(_scope(sides, catalogue), className="note"),
    ]


def _counted_in(sides: Sides, look: Look) -> str:
    """The address of the same comparison under another way of looking."""
    return comparison_path(sides.kind, [subject.key for subject in sides.subjects], replace(sides.address, look=look))


def _beginning(published: Published, sides: Sides) -> list[Component]:
    parts: list[Component] = [html.H1(_("Compare places, states or countries")), html.P(_(LEAD), className="lead")]
    parts.append(_notices(sides))
    if sides.subjects:
        [only] = sides.subjects
        offers = [html.Li(dcc.Link(name, href=address)) for name, address in further(published, sides)]
        parts += [
            html.H2(ADD_ONE[sides.kind].format(name=only.name)),
            _sides_line(sides, published.catalogue),
            html.P(_("For instance:")),
            html.Ul(offers),
        ]
        return parts
    examples = [html.Li(dcc.Link(name, href=address)) for name, address in openings(published)]
    return [
        *parts,
        pickers(published.catalogue),
        html.H2(_("Or begin with those that have most engagements")),
        html.Ul(examples),
    ]


def _top(comparison: Comparison, catalogue: Catalogue) -> list[Component]:
    first, *others = findings(comparison, catalogue) or [""]
    return [
        html.H1(heading(comparison.names)),
        _notices(comparison.sides),
        html.Div(
            [html.P(first, className="summary"), *(html.P(sentence, className="finding") for sentence in others)],
            id=ids.FINDINGS,
            role="status",
        ),
        _sides_line(comparison.sides, catalogue),
    ]


def _sides_line(sides: Sides, catalogue: Catalogue) -> Component:
    """A chip for each side and for each clause that narrows them all, each a link that takes it out; and the adder."""
    take_out = _("Take out {name}")
    compared = [
        chip_link([mark(number), subject.name], sides.without(subject), take_out.format(name=subject.name))
        for number, subject in enumerate(sides.subjects)
    ]
    narrowing = [chip_link(text, address, remove(text)) for text, address in _clauses(sides, catalogue)]
    return html.Div([*compared, *narrowing, adder(sides, catalogue)], id=ids.CHIPS, className="chips")


def _clauses(sides: Sides, catalogue: Catalogue) -> list[tuple[str, str]]:
    """What each value of a clause is called, and the address of the comparison without it."""
    listed = chips_of(sides.address, catalogue)
    alone = comparison_path(sides.kind, [subject.key for subject in sides.subjects])
    return [(chip.text, "&".join(filter(None, [alone, chip.search.removeprefix("?")]))) for chip in listed]


def _notices(sides: Sides) -> Component:
    way_out = dcc.Link(_("Take it out of the address"), href=sides.path)
    return html.Div([_notice(doubt, way_out) for doubt in sides.doubts], id=ids.NOTICES, className="notices")


def _notice(doubt: Doubt, way_out: Component) -> Component:
    near = [part for name, address in doubt.near for part in (dcc.Link(name, href=address), " · ")]
    meant = woven(_("Did you mean: {names}"), names=near) if near else []
    refused = _("Not compared: {refusal}").format(refusal=doubt.refusal)
    return html.P([f"{refused} ", *meant, way_out], className="notice")


def _scope(sides: Sides, catalogue: Catalogue) -> str:
    within = describe(sides.address.selection, catalogue)
    counted = [_("Every side is counted within: {selection}.").format(selection=within)] if within else []
    return " ".join([*counted, _("Underlined numbers lead to their engagements in Explore."), _(SNAPSHOT)])
