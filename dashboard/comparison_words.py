"""A comparison in words: the findings at its top, the key figures side by side, and what each part says of itself.

Every number comes from the comparison; nothing is counted here.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import schema
from dashboard.catalogue import Catalogue
from dashboard.comparison import Comparison
from dashboard.comparison_measures import percent
from dashboard.language import N_, begun, ngettext, spoken
from dashboard.language import gettext as _
from dashboard.profile_words import GENERAL, NOTHING
from dashboard.wording import describe, listed

FEWEST_TO_COMPARE = 5
"""Engagements of a side below which shares of issues say nothing."""

OFTEN = 0.1
"""Share of its engagements in which every side names an issue that sides are called alike in."""

NEAR = 0.1
"""The most by which the shares of such an issue may differ."""

ALL = {2: N_("both"), 3: N_("all three"), 4: N_("all four"), 5: N_("all five")}
"""How many sides → all of them, in English."""

NONE_ON_RECORD: Mapping[str, str] = spoken(
    {
        "country": N_("No countries and areas on record"),
        "counterpart": N_("No counterparts on record"),
        "network": N_("No networks and bodies on record"),
        "state": N_("No U.S. states and territories on record"),
        "actor": N_("No U.S. actors on record"),
    }
)


def partner_noun(field: str, count: float) -> str:
    """What ``count`` values of a field are called: 'countries and areas'."""
    if field == "country":
        return ngettext("country or area", "countries and areas", count)
    if field == "counterpart":
        return ngettext("counterpart", "counterparts", count)
    if field == "network":
        return ngettext("network or body", "networks and bodies", count)
    if field == "state":
        return ngettext("U.S. state or territory", "U.S. states and territories", count)
    return ngettext("U.S. actor", "U.S. actors", count)


SAID = ("country", "network", "state", "actor")
"""The fields that the findings speak of; counterparts are mostly a side's own."""


def heading(names: tuple[str, ...]) -> str:
    """'Austin and Dallas compared'."""
    return _("{names} compared").format(names=listed(list(names)))


def findings(comparison: Comparison, catalogue: Catalogue) -> list[str]:
    """What stands out, a sentence each: how many, what is shared, who is closest, on which issues alike and apart."""
    found = [_how_many(comparison, catalogue), _shared(comparison), _closest(comparison), _alike(comparison)]
    return [sentence for sentence in found if sentence]


def shared_heading(comparison: Comparison, field: str) -> str:
    """'6 of 31 countries and areas are shared by both'; of three and more also how many any two share."""
    partners, many = comparison.partners[field], len(comparison.names)
    if not partners.total:
        return NONE_ON_RECORD[field]
    common = len(partners.common)
    said = ngettext(
        "{n} of {total} {things} is shared by {all}{two}", "{n} of {total} {things} are shared by {all}{two}", common
    )
    if not common:
        said = _("None of {total} {things} is shared by {all}{two}")
    two = _(", {n} by at least two").format(n=f"{len(partners.shared):,}") if many > 2 else ""
    things = partner_noun(field, partners.total)
    return said.format(n=f"{common:,}", total=f"{partners.total:,}", things=things, all=_(ALL[many]), two=two)


def _how_many(comparison: Comparison, catalogue: Catalogue) -> str:
    within = describe(comparison.sides.address.selection, catalogue)
    scope = f" ({within})" if within else ""
    sides = zip(comparison.names, comparison.profiles, strict=True)
    ordered = sorted(((profile.whole, name) for name, profile in sides), key=lambda side: -side[0])
    unit = comparison.unit
    having = [(count, name) for count, name in ordered if count]
    without = [name for count, name in ordered if not count]
    nothing = ""
    if without:
        nothing = _("Nothing is recorded for {name}{scope}.")
        nothing = nothing.format(name=listed(without, "or"), scope="" if having else scope) + f" {_(NOTHING)}"
    if not having:
        return nothing
    (most, first), *rest = having
    others = [f"{name} {unit.number(count)}" for count, name in rest]
    said = _("{name} has {engagements} on record{scope}{partners}.")
    tail = f", {listed(others)}" if others else ""
    said = said.format(name=first, engagements=unit.counted(most), scope=scope, partners=tail)
    return f"{said} {nothing}".strip()


def _shared(comparison: Comparison) -> str:
    parts = []
    for field in SAID:
        partners = comparison.partners.get(field)
        if partners and partners.total:
            part = _("{n} of {total} {things}") if partners.common else _("none of {total} {things}")
            things = partner_noun(field, partners.total)
            parts.append(part.format(n=len(partners.common), total=f"{partners.total:,}", things=things))
    if not parts or not all(profile.totals.rows for profile in comparison.profiles):
        return ""
    names = comparison.names
    who = listed(list(names)) if len(names) == 2 else _(ALL[len(names)]).capitalize()
    return _("{who} share {what}.").format(who=who, what=listed(parts))


def _closest(comparison: Comparison) -> str:
    """Of three and more: the two with the largest part of their first field in common (Jaccard's index)."""
    if len(comparison.names) == 2:
        return ""
    field = next(iter(comparison.partners))
    shared = {pair: comparison.partners[field].of_pair(*pair) for pair in comparison.pairs}
    ranked = sorted(shared, key=lambda pair: -shared[pair][0] / (shared[pair][1] or 1))
    closest = shared[ranked[0]]
    if not closest[0] or closest[0] * shared[ranked[1]][1] == shared[ranked[1]][0] * closest[1]:
        return ""
    names = [comparison.names[side] for side in ranked[0]]
    said = _("Closest to each other are {names}, with {n} of {total} {things} in common.")
    things = partner_noun(field, closest[1])
    return said.format(names=listed(names), n=f"{closest[0]:,}", total=f"{closest[1]:,}", things=things)


def _alike(comparison: Comparison) -> str:
    """The issue that all name about equally often, and the one on which they differ most."""
    rows_of_sides = [profile.totals.rows for profile in comparison.profiles]
    if min(rows_of_sides) < FEWEST_TO_COMPARE:
        few = _("Shares of issues are left unsaid: a side has fewer than {n} engagements.").format(n=FEWEST_TO_COMPARE)
        return few if max(rows_of_sides) else ""
    chosen = comparison.sides.address.selection.values("issue")
    shares = {
        row.code: comparison.shares(row) for row in comparison.issues if row.code != GENERAL and row.code not in chosen
    }
    apart = {code: max(of_sides) - min(of_sides) for code, of_sides in shares.items()}
    furthest = max(apart, key=lambda code: apart[code], default="")
    often = [code for code, of_sides in shares.items() if min(of_sides) >= OFTEN and apart[code] <= NEAR]
    nearest = max(often, key=lambda code: min(shares[code]), default="")
    parts = []
    if nearest:
        parts.append(_("most alike in {issue}").format(issue=_issue(comparison, nearest, shares[nearest])))
    if furthest and apart[furthest] and furthest != nearest:
        parts.append(_("furthest apart in {issue}").format(issue=_issue(comparison, furthest, shares[furthest])))
    said = "; ".join(parts)
    return f"{begun(said)}." if said else ""


def _issue(comparison: Comparison, code: str, shares: tuple[float, ...]) -> str:
    """The issue with the share of each of two sides, or with the lowest and highest of more."""
    sides = list(zip(shares, comparison.names, strict=True))
    told = sides if len(sides) == 2 else [min(sides), max(sides)]
    joint = ", " if len(sides) == 2 else _(" to ")
    return f"{schema.ISSUES[code].lower()} ({joint.join(f'{name} {percent(share)}' for share, name in told)})"
