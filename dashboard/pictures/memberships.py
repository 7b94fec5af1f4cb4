"""The membership network: which U.S. actors are members of which international networks, and which networks overlap.

Only engagements of type network membership count; who else met a network is in the other sections.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import schema
from dashboard.figures.picture import Mark
from dashboard.figures.squares import Nearness, squares
from dashboard.insights.membership import Overlap, members_of, overlaps
from dashboard.language import N_, ngettext, pgettext
from dashboard.language import gettext as _
from dashboard.pictures.section import Cell, Chart, Column, Name, Section, Sheet, clause_of, name_of, paragraphs
from dashboard.published import Published
from dashboard.query import EdgeList
from dashboard.selection import Address, Selection
from dashboard.theme import Theme

MEMBERSHIP = "network_membership"
MOST_NETWORKS = 15

HOW = (
    N_(
        "A member of a network is a U.S. actor with at least one engagement of type “Network membership” with it in "
        "the selection; several entries of one actor count once. Memberships reported as ended are in, unless Status "
        "leaves them out."
    ),
    N_(
        "Jaccard coefficient of two networks = members of both ÷ members of either: 0 where nobody is in both, 1 where "
        "the members are the same. It does not grow with the size of the networks. The matrix colours it in up to five "
        "classes of about equally many pairs; the number in a cell is the members of both, in the diagonal all members."
    ),
    N_(
        "Source: P. Jaccard, “Étude comparative de la distribution florale dans une portion des Alpes et du Jura”, "
        "Bulletin de la Société vaudoise des sciences naturelles 37 (1901), 547–579."
    ),
)


def section(published: Published, address: Address, theme: Theme) -> Section:
    """Which networks share members?"""
    members = network_members(published, address.selection)
    pairs = overlaps(members)
    charts = (_chart(published, address, theme, members, pairs),) if members else ()
    return Section(
        "memberships",
        _("Which international networks share members?"),
        _finding(published, members, pairs),
        charts,
        paragraphs(HOW),
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
    return members_of(answer.select("source", "target").iter_rows())


def _finding(published: Published, members: dict[str, frozenset[str]], pairs: list[Overlap]) -> str:
    if not members:
        return _("No membership of an international network is recorded in this selection.")
    label = published.catalogue.labels["network"]
    if not pairs:
        return f"{_largest(label, members)} {_('No two networks share a member.')}"
    top = pairs[0]
    most = _(
        "{first} and {second} share the most: {shared} of the {either} actors in either (Jaccard coefficient "
        "{jaccard})."
    ).format(
        first=label[top.first],
        second=label[top.second],
        shared=top.shared,
        either=top.either,
        jaccard=f"{top.jaccard:.2f}",
    )
    return f"{_largest(label, members)} {most}"


def _largest(label: Mapping[str, str], members: Mapping[str, frozenset[str]]) -> str:
    """How many actors are in how many networks, and which has the most."""
    first, actors = next(iter(members)), frozenset().union(*members.values())
    sentence = ngettext(
        "{n} actor is in {networks}; {name} has the most, {members}.",
        "{n} actors are in {networks}; {name} has the most, {members}.",
        len(actors),
    )
    return sentence.format(
        n=f"{len(actors):,}",
        networks=_networks(len(members)),
        name=label[first],
        members=_members(len(members[first])),
    )


def _networks(count: int) -> str:
    return ngettext("{n} network", "{n} networks", count).format(n=f"{count:,}")


def _members(count: int) -> str:
    return ngettext("{n} member", "{n} members", count).format(n=f"{count:,}")


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
            (
                _("{shared} of {members} in both").format(shared=pair.shared, members=_members(pair.either)),
                _("Jaccard coefficient {jaccard}").format(jaccard=f"{pair.jaccard:.2f}"),
            ),
        )
        for pair in pairs
        if pair.first in shown and pair.second in shown
    }
    label = _("Members shared by the {n} largest of {networks}")
    label = label.format(n=len(shown), networks=_networks(len(members)))
    height = 150 + 27 * max(len(shown), 3)
    return Chart("overlaps", label, squares(marks, cells, theme, "Jaccard", _("members")), height, 760)


def _pair_sheet(published: Published, members: dict[str, frozenset[str]], pairs: list[Overlap]) -> Sheet:
    def row(at: int) -> tuple[Cell, ...]:
        pair = pairs[at]
        first, second = (name_of(published.catalogue, ("network", code)) for code in (pair.first, pair.second))
        both = sorted(members[pair.first] & members[pair.second])
        names: tuple[Name, ...] = tuple(name_of(published.catalogue, ("actor", code)) for code in both)
        return first, second, pair.shared, pair.either, pair.jaccard, names

    columns = (
        Column(_("Network")),
        Column(_("and network")),
        Column(_("Members of both"), 0),
        Column(_("Members of either"), 0),
        Column(_("Jaccard coefficient"), 2),
        Column(_("Who is in both")),
    )
    caption = _("Networks that share members, most shared first")
    return Sheet("overlaps", caption, columns, len(pairs), row, heads=2)


def _network_sheet(published: Published, members: dict[str, frozenset[str]]) -> Sheet:
    networks = list(members)

    def row(at: int) -> tuple[Cell, ...]:
        code = networks[at]
        names = tuple(name_of(published.catalogue, ("actor", actor)) for actor in sorted(members[code]))
        return name_of(published.catalogue, ("network", code)), len(members[code]), names

    columns = (Column(_("Network")), Column(_("Members"), 0), Column(pgettext("members", "Who")))
    return Sheet("networks", _("Networks by their U.S. members in this selection"), columns, len(networks), row)
