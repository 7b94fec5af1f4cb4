"""The co-partner projection in words, matrix and table: places that share partners, more than chance would do.

The mathematics is in ``insights.projection``; which places are compared is the reader's choice.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from dashboard.figures.picture import Mark
from dashboard.figures.squares import Nearness, squares
from dashboard.insights.communities import communities
from dashboard.insights.measures import Node
from dashboard.insights.projection import Pair, Projection
from dashboard.language import N_, ngettext
from dashboard.language import gettext as _
from dashboard.pictures.section import Cell, Chart, Column, Section, Sheet, clause_of, name_of, paragraphs
from dashboard.pictures.twomode import Sides, projection_of, sides_of
from dashboard.published import Published
from dashboard.selection import Address
from dashboard.theme import Theme
from dashboard.wording import listed

MOST_PLACES = 20

HOW = (
    N_(
        "Two {lefts} are compared by their distinct {rights} in the selection (how often they met plays no part). Only "
        "{lefts} with two or more are compared."
    ),
    N_(
        "More than chance: with N {rights} in all, of which one place has a and the other b, sharing s or more by "
        "drawing at random has the hypergeometric probability P(X ≥ s), X ~ Hypergeometric(N, a, b); by chance they "
        "would share a × b ÷ N. This keeps places with many partners from coming first only because they have many. "
        "Probabilities are adjusted for all pairs compared (Benjamini–Hochberg); q < 0.05 means that of the pairs "
        "called more than chance at most 5 % are expected to be so by chance."
    ),
    N_(
        "Newman weight = sum, over the shared partners, of 1 ÷ (places that have the partner − 1): a partner whom all "
        "have ties little, one whom only these two have counts 1. It colours the matrix and settles equal q, since the "
        "test takes all partners for equally likely."
    ),
    N_(
        "Why both: the test is chosen for what is listed first, because raw numbers and Newman's weight alone are "
        "largest for the largest places. The matrix orders places by Louvain communities of the Newman weights."
    ),
    N_(
        "Sources: M. Tumminello, S. Miccichè, F. Lillo, J. Piilo, R. N. Mantegna, “Statistically Validated Networks in "
        "Bipartite Complex Systems”, PLoS ONE 6 (2011) e17994. M. E. J. Newman, “Scientific collaboration networks. "
        "II”, Physical Review E 64 (2001) 016132. Y. Benjamini, Y. Hochberg, Journal of the Royal Statistical Society "
        "B 57 (1995), 289–300."
    ),
)


def section(published: Published, address: Address, theme: Theme) -> Section:
    """Who works with the same partners?"""
    sides, found = sides_of(address), projection_of(published, address)
    charts = (_chart(published, address, theme, found, sides),) if found.pairs else ()
    return Section(
        "copartners",
        _("Which {lefts} work with the same partners?").format(lefts=sides.lefts),
        _finding(published, found, sides),
        charts,
        paragraphs(HOW, lefts=sides.lefts, rights=sides.rights),
        (_sheet(published, found),) if found.pairs else (),
    )


def _finding(published: Published, found: Projection, sides: Sides) -> str:
    if not found.pairs:
        none = _("No two {lefts} with two or more {rights} share one in this selection.")
        return none.format(lefts=sides.lefts, rights=sides.rights)
    beyond = sum(pair.is_more_than_chance for pair in found.pairs)
    top = found.pairs[0]
    first, second = (name_of(published.catalogue, node).text for node in (top.first, top.second))
    shared = listed([name_of(published.catalogue, node).text for node in found.shared(top)[:3]])
    named = shared if top.shared <= 3 else _("{n}, among them {names}").format(n=top.shared, names=shared)
    return _(
        "{n} of {tested} pairs of {lefts} share a partner, {beyond} of them more than chance explains (q < 0.05). "
        "Clearest: {first} and {second} share {partners}."
    ).format(
        n=f"{len(found.pairs):,}",
        tested=f"{found.tested:,}",
        lefts=sides.lefts,
        beyond=f"{beyond:,}",
        first=first,
        second=second,
        partners=named,
    )


def strongest_places(pairs: Sequence[Pair]) -> list[Node]:
    """The places of the clearest pairs, as many as the matrix holds, ordered by community, the largest first."""
    places: set[Node] = set()
    for pair in pairs:
        if len(places | {pair.first, pair.second}) <= MOST_PLACES:
            places |= {pair.first, pair.second}
        if len(places) == MOST_PLACES:
            break
    among = {(pair.first, pair.second): pair.weight for pair in _within(pairs, places)}
    community = communities(among)[0]
    return sorted(places, key=lambda node: (community[node], node))


def _within(pairs: Sequence[Pair], places: Collection[Node]) -> list[Pair]:
    return [pair for pair in pairs if pair.first in places and pair.second in places]


def _chart(published: Published, address: Address, theme: Theme, found: Projection, sides: Sides) -> Chart:
    places = published.study((strongest_places, address.selection, sides), lambda: strongest_places(found.pairs))
    within = _within(found.pairs, set(places))
    marks = [
        Mark(
            clause_of(node),
            name_of(published.catalogue, node).text,
            len(found.partners[node]),
            clause_of(node),
            node[1] in address.selection.values(node[0]),
        )
        for node in places
    ]
    cells = {(clause_of(pair.first), clause_of(pair.second)): _nearness(published, found, pair) for pair in within}
    label = _("Partners shared by {n} {lefts} of the clearest pairs (bold: more than chance)")
    picture = squares(marks, cells, theme, _("Newman weight"), sides.rights)
    height = 150 + 25 * max(len(places), 3)
    return Chart("shared-partners", label.format(n=len(places), lefts=sides.lefts), picture, height, 840)


def _nearness(published: Published, found: Projection, pair: Pair) -> Nearness:
    names = [name_of(published.catalogue, node).text for node in found.shared(pair)]
    more = _("{names} and {n} more")
    shown = listed(names) if len(names) <= 4 else more.format(names=", ".join(names[:4]), n=len(names) - 4)
    shared = ngettext("{n} shared: {names}", "{n} shared: {names}", len(names))
    weight = _("Newman weight {weight}; {expected} expected by chance")
    lines = (
        shared.format(n=len(names), names=shown),
        weight.format(weight=f"{pair.weight:.2f}", expected=f"{pair.expected:.2f}"),
        _("more than chance (q < 0.05)") if pair.is_more_than_chance else _("chance may explain it"),
    )
    return Nearness(pair.weight, f"{len(names)}", lines, pair.is_more_than_chance)


def _sheet(published: Published, found: Projection) -> Sheet:
    def row(at: int) -> tuple[Cell, ...]:
        pair = found.pairs[at]
        names = tuple(name_of(published.catalogue, node) for node in found.shared(pair))
        first, second = (name_of(published.catalogue, node) for node in (pair.first, pair.second))
        return first, second, len(names), pair.expected, pair.weight, _small(pair.q), names

    columns = (
        Column(_("Place")),
        Column(_("and place")),
        Column(_("Partners shared"), 0),
        Column(_("Expected by chance"), 2),
        Column(_("Newman weight"), 2),
        Column("q"),
        Column(_("Shared partners")),
    )
    caption = _("Pairs that share partners, clearest first")
    return Sheet("shared-partners", caption, columns, len(found.pairs), row, heads=2)


def _small(probability: float) -> str:
    return f"{probability:.3f}" if probability >= 0.001 else f"{probability:.1e}"
