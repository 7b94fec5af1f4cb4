"""The membership network: which U.S. actors are members of which international networks, and which networks overlap.

Only engagements of type network membership count; who else met a network is in the other sections.
"""

from __future__ import annotations

from dashboard import schema
from dashboard.figures.picture import Mark
from dashboard.figures.squares import Nearness, squares
from dashboard.insights.membership import Overlap, members_of, overlaps
from dashboard.pictures.section import Cell, Chart, Column, Name, Section, Sheet, clause_of, name_of
from dashboard.published import Published
from dashboard.query import EdgeList
from dashboard.selection import Address, Selection
from dashboard.theme import Theme
from dashboard.wording import counted

MEMBERSHIP = "network_membership"
MOST_NETWORKS = 15

HOW = (
    "A member of a network is a U.S. actor with at least one engagement of type “Network membership” with it in the "
    "selection; several entries of one actor count once. Memberships reported as ended are in, unless Status leaves "
    "them out.",
    "Jaccard coefficient of two networks = members of both ÷ members of either: 0 where nobody is in both, 1 where "
    "the members are the same. It does not grow with the size of the networks. The matrix colours it in up to five "
    "classes of about equally many pairs; the number in a cell is the members of both, in the diagonal all members.",
    "Source: P. Jaccard, “Étude comparative de la distribution florale dans une portion des Alpes et du Jura”, "
    "Bulletin de la Société vaudoise des sciences naturelles 37 (1901), 547–579.",
)


def section(published: Published, address: Address, theme: Theme) -> Section:
    """Which networks share members?"""
    members = network_members(published, address.selection)
    pairs = overlaps(members)
    charts = (_chart(published, address, theme, members, pairs),) if members else ()
    return Section(
        "memberships",
        "Which international networks share members?",
        _finding(published, members, pairs),
        charts,
        HOW,
        (_pair_sheet(published, members, pairs), _network_sheet(published, members)) if members else (),
    )


def network_members(published: Published, selection: Selection) -> dict[str, frozenset[str]]:
    """Network → members (slugs) within the selection; none where the selection leaves memberships out."""
    chosen = selection.values("type")
    if chosen and MEMBERSHIP not in chosen:
        return {}
    within = selection.with_values("type", [MEMBERSHIP], published.catalogue)
    question = (EdgeList("actor", schema.CHOICES["network"].column), within)
    answer = published.ask([question])[question]
    return members_of((actor, network) for actor, network, _ in answer.iter_rows())


def _finding(published: Published, members: dict[str, frozenset[str]], pairs: list[Overlap]) -> str:
    if not members:
        return "No membership of an international network is recorded in this selection."
    label = published.catalogue.labels["network"]
    first = next(iter(members))
    actors = frozenset().union(*members.values())
    largest = (
        f"{counted(len(actors), 'actor')} {'is' if len(actors) == 1 else 'are'} in "
        f"{counted(len(members), 'network')}; {label[first]} has the most, {counted(len(members[first]), 'member')}."
    )
    if not pairs:
        return f"{largest} No two networks share a member."
    top = pairs[0]
    return (
        f"{largest} {label[top.first]} and {label[top.second]} share the most: {top.shared} of the {top.either} actors "
        f"in either (Jaccard coefficient {top.jaccard:.2f})."
    )


def _chart(
    published: Published, address: Address, theme: Theme, members: dict[str, frozenset[str]], pairs: list[Overlap]
) -> Chart:
    shown = list(members)[:MOST_NETWORKS]
    chosen = address.selection.values("network")
    marks = [
        Mark(
            code,
            published.catalogue.label("network", code),
            len(members[code]),
            clause_of(("network", code)),
            code in chosen,
        )
        for code in shown
    ]
    cells = {
        (pair.first, pair.second): Nearness(
            pair.jaccard,
            f"{pair.shared}",
            (f"{pair.shared} of {counted(pair.either, 'member')} in both", f"Jaccard coefficient {pair.jaccard:.2f}"),
        )
        for pair in pairs
        if pair.first in shown and pair.second in shown
    }
    label = f"Members shared by the {len(shown)} largest of {counted(len(members), 'network')}"
    height = 150 + 27 * max(len(shown), 3)
    return Chart("overlaps", label, squares(marks, cells, theme, "Jaccard", "members"), height, 760)


def _pair_sheet(published: Published, members: dict[str, frozenset[str]], pairs: list[Overlap]) -> Sheet:
    def row(at: int) -> tuple[Cell, ...]:
        pair = pairs[at]
        first, second = (name_of(published.catalogue, ("network", code)) for code in (pair.first, pair.second))
        both = sorted(members[pair.first] & members[pair.second])
        names: tuple[Name, ...] = tuple(name_of(published.catalogue, ("actor", code)) for code in both)
        return first, second, pair.shared, pair.either, pair.jaccard, names

    columns = (
        Column("Network"),
        Column("and network"),
        Column("Members of both", 0),
        Column("Members of either", 0),
        Column("Jaccard coefficient", 2),
        Column("Who is in both"),
    )
    return Sheet("overlaps", "Networks that share members, most shared first", columns, len(pairs), row, heads=2)


def _network_sheet(published: Published, members: dict[str, frozenset[str]]) -> Sheet:
    networks = list(members)

    def row(at: int) -> tuple[Cell, ...]:
        code = networks[at]
        names = tuple(name_of(published.catalogue, ("actor", actor)) for actor in sorted(members[code]))
        return name_of(published.catalogue, ("network", code)), len(members[code]), names

    columns = (Column("Network"), Column("Members", 0), Column("Who"))
    return Sheet("networks", "Networks by their U.S. members in this selection", columns, len(networks), row)
