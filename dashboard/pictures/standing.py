"""The standing of places in the network: degree, strength, betweenness and communities, for both sides.

The mathematics is in ``insights.measures``; the order of the tables is the reader's choice, in the address.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard import schema
from dashboard.figures.picture import SELECT, Picture
from dashboard.figures.ranking import Placed, ranking
from dashboard.insights.measures import Measures, Standing
from dashboard.language import N_, ngettext
from dashboard.language import gettext as _
from dashboard.pictures.coverage_rows import rows_of_node
from dashboard.pictures.section import Cell, Chart, Column, Name, Number, Section, Sheet, clause_of, in_unit, name_of
from dashboard.pictures.twomode import Sides, measures_of, sides_of
from dashboard.published import Published
from dashboard.selection import Address
from dashboard.theme import Theme
from dashboard.units import Unit

MOST_BARS = 12
MOST_NAMED = 4

HOW = (
    N_("The network has two kinds of nodes, {lefts} and {rights}; a tie joins two that have an engagement."),
    N_(
        "Degree = how many {rights} (or {lefts}) a node is tied to; its share = degree ÷ all there are on the "
        "other side. Strength = its {units}.{recounted}"
    ),
    N_(
        "Betweenness = over all pairs of other nodes, the share of their shortest paths that pass through the "
        "node, added up, divided by the most that a node of its side could have in a two-mode network of this "
        "size. Every tie has the length 1; pairs without a path count nothing. A high value marks a broker: "
        "without it, parts of the network would be far apart. It is exact, not sampled, computed by Brandes's "
        "algorithm."
    ),
    N_(
        "Communities = groups with more {units} inside than their strengths would give at random, found by the "
        "Louvain method (weights: {units}; resolution 1; fixed random seed, so the same selection gives the same "
        "groups; another seed may place a few nodes otherwise). It takes the network as one of a single kind of "
        "nodes. Number 1 has the most nodes; modularity, between −½ and 1, says how clear the division is."
    ),
    N_(
        "Sources: S. P. Borgatti, M. G. Everett, “Network analysis of 2-mode data”, Social Networks 19 (1997), "
        "243–269. U. Brandes, “A faster algorithm for betweenness centrality”, Journal of Mathematical Sociology "
        "25 (2001), 163–177. V. D. Blondel, J.-L. Guillaume, R. Lambiotte, E. Lefebvre, “Fast unfolding of "
        "communities in large networks”, Journal of Statistical Mechanics (2008) P10008."
    ),
    N_("The table is a selective snapshot: a broker here is a broker among what was recorded."),
)


def section(published: Published, address: Address, theme: Theme) -> Section:
    """Who holds the network together?"""
    sides, found, unit = sides_of(address), measures_of(published, address), address.look.counted
    rank = rank_of(address)
    ordered = (in_order(found.left, rank), in_order(found.right, rank))
    return Section(
        "standing",
        _("Who holds the network together?"),
        _finding(published, found, sides),
        _charts(published, ordered, sides, rank, theme, unit),
        _how(sides, unit),
        (
            _sheet(published, address, "us-side", _us(sides), ordered[0]),
            _sheet(published, address, "other-side", sides.rights.capitalize(), ordered[1]),
            _community_sheet(published, found, sides),
        ),
    )


def _how(sides: Sides, unit: Unit) -> tuple[str, ...]:
    once = _(" A {unit} counts once for a node, even where it is on several of its ties.").format(unit=unit.one)
    said = {"units": unit.many, "recounted": once if unit.is_distinct else ""}
    return tuple(_(text).format(lefts=sides.lefts, rights=sides.rights, **said) for text in HOW)


def _us(sides: Sides) -> str:
    return _("U.S. {lefts}").format(lefts=sides.lefts)


def rank_of(address: Address) -> str:
    """The measure that the tables are sorted by."""
    return address.look.rank or schema.DEFAULT_LOOKS["rank"]


def in_order(standings: Sequence[Standing], rank: str) -> list[Standing]:
    """Largest first by the measure, then by degree, strength and code."""
    return sorted(standings, key=lambda each: (-getattr(each, rank), -each.degree, -each.strength, each.node))


def _finding(published: Published, found: Measures, sides: Sides) -> str:
    us_side = _bridge(published, found.left, _us(sides), f"{len(found.right):,} {sides.rights}")
    other_side = _bridge(published, found.right, sides.rights, f"{len(found.left):,} {sides.lefts}")
    groups = ngettext(
        "The network falls into {n} community (modularity {modularity}).",
        "The network falls into {n} communities (modularity {modularity}).",
        found.community_count,
    )
    groups = groups.format(n=f"{found.community_count:,}", modularity=f"{found.modularity:.2f}")
    return f"{us_side} {other_side} {groups}"


def _bridge(published: Published, side: Sequence[Standing], called: str, others: str) -> str:
    first = in_order(side, "betweenness")[0]
    if not first.betweenness:
        return _("None of the {called} stands between others.").format(called=called)
    said = _("Among {called}, {name} bridges the most: betweenness {betweenness}, {degree} of {others}.")
    return said.format(
        called=called,
        name=name_of(published.catalogue, first.node).text,
        betweenness=f"{first.betweenness:.3f}",
        degree=f"{first.degree:,}",
        others=others,
    )


def _charts(
    published: Published, ordered: tuple[list[Standing], ...], sides: Sides, rank: str, theme: Theme, unit: Unit
) -> tuple[Chart, ...]:
    colours = (theme.accent, theme.families["meeting"])
    by = _("{things} by {measure}")
    titles = [
        by.format(things=things, measure=schema.RANKS[rank]) for things in (_us(sides), sides.rights.capitalize())
    ]
    charts = []
    for name, side, colour, title in zip(("us-ranking", "other-ranking"), ordered, colours, titles, strict=True):
        entries = [_placed(published, each, rank, unit) for each in side[:MOST_BARS]]
        figure = ranking(entries, theme, colour)
        charts.append(Chart(name, title, Picture(figure), 30 + 34 * max(len(entries), 2)))
    return tuple(charts)


def _placed(published: Published, each: Standing, rank: str, unit: Unit) -> Placed:
    value = float(getattr(each, rank))
    lines = (
        _("degree {n} ({share} of the other side)").format(n=f"{each.degree:,}", share=f"{each.share:.0%}"),
        _("strength {count}").format(count=unit.counted(each.strength)),
        _("betweenness {n}").format(n=f"{each.betweenness:.4f}"),
        _("community {n}").format(n=each.community),
        _(SELECT),
    )
    printed = {"betweenness": f"{value:.4f}", "strength": unit.number(value)}
    text = printed.get(rank, f"{value:,.0f}")
    return Placed(name_of(published.catalogue, each.node).text, value, text, lines, clause_of(each.node))


def _sheet(published: Published, address: Address, name: str, title: str, ordered: list[Standing]) -> Sheet:
    rank = rank_of(address)

    def row(at: int) -> tuple[Cell, ...]:
        each = ordered[at]
        own = name_of(published.catalogue, each.node)
        strength = Number(each.strength, rows_of_node(published, address.selection, each.node))
        return own, each.degree, 100 * each.share, strength, each.betweenness, each.community

    columns = (
        Column(_("Name")),
        Column(_("Degree"), 0, "degree"),
        Column(_("Share of the other side, %"), 1),
        replace(in_unit(address.look.counted, _("Strength ({units})")), rank="strength"),
        Column(_("Betweenness"), 4, "betweenness"),
        Column(_("Community"), 0),
    )
    caption = _("{things}, by {measure}").format(things=title, measure=schema.RANKS[rank])
    return Sheet(name, caption, columns, len(ordered), row, ranked=rank)


def _community_sheet(published: Published, found: Measures, sides: Sides) -> Sheet:
    groups = members_by_community(found)

    def leading(side: list[Standing]) -> tuple[Name, ...]:
        return tuple(name_of(published.catalogue, each.node) for each in in_order(side, "strength")[:MOST_NAMED])

    def row(at: int) -> tuple[Cell, ...]:
        left, right = groups[at]
        return _("Community {n}").format(n=at + 1), len(left), len(right), leading(left), leading(right)

    columns = (
        Column(_("Community")),
        Column(_us(sides), 0),
        Column(sides.rights.capitalize(), 0),
        Column(_("Leading {things}").format(things=_us(sides))),
        Column(_("Leading {things}").format(things=sides.rights)),
    )
    return Sheet(
        "communities", _("Communities, largest first, with their strongest members"), columns, len(groups), row
    )


def members_by_community(found: Measures) -> list[tuple[list[Standing], list[Standing]]]:
    """For each community in order of its number, its U.S. nodes and its others."""
    groups: list[tuple[list[Standing], list[Standing]]] = [([], []) for _ in range(found.community_count)]
    for side, standings in enumerate((found.left, found.right)):
        for each in standings:
            groups[each.community - 1][side].append(each)
    return groups
