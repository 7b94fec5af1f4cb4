"""A comparison in words: the findings at its top, the key figures side by side, and what each part says of itself.

Every number comes from the comparison; nothing is counted here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dashboard import schema
from dashboard.catalogue import Catalogue
from dashboard.comparison import Comparison, explore
from dashboard.figures.picture import ordinal
from dashboard.profile import Profile, Standing
from dashboard.profile_words import GENERAL, NOTHING, PEERS
from dashboard.units import ENGAGEMENTS
from dashboard.wording import describe, listed, noun

FEWEST_TO_COMPARE = 5
"""Engagements of a side below which shares of issues say nothing."""

OFTEN = 0.1
"""Share of its engagements in which every side names an issue that sides are called alike in."""

NEAR = 0.1
"""The most by which the shares of such an issue may differ."""

ALL = {2: "both", 3: "all three", 4: "all four", 5: "all five"}

PARTNER_NOUNS: Mapping[str, tuple[str, str]] = {
    "country": ("country or area", "countries and areas"),
    "counterpart": ("counterpart", "counterparts"),
    "network": ("network or body", "networks and bodies"),
    "state": ("U.S. state or territory", "U.S. states and territories"),
    "actor": ("U.S. actor", "U.S. actors"),
}

SAID = ("country", "network", "state", "actor")
"""The fields that the findings speak of; counterparts are mostly a side's own."""

NO_POPULATIONS = "Populations of countries are not in the table, so nothing is per head here."


@dataclass(frozen=True)
class Figure:
    """A number of a side: its text, a note, and the address of its rows in Explore; note and address may be ''."""

    text: str
    note: str = ""
    href: str = ""


@dataclass(frozen=True)
class Measure:
    """A row of the key figures: what is measured, and a figure for each side."""

    label: str
    figures: tuple[Figure, ...]


def heading(names: tuple[str, ...]) -> str:
    """'Austin and Dallas compared'."""
    return f"{listed(list(names))} compared"


def findings(comparison: Comparison, catalogue: Catalogue) -> list[str]:
    """What stands out, a sentence each: how many, what is shared, who is closest, on which issues alike and apart."""
    found = [_how_many(comparison, catalogue), _shared(comparison), _closest(comparison), _alike(comparison)]
    return [sentence for sentence in found if sentence]


def measures(comparison: Comparison) -> list[Measure]:
    """The key figures, those that apply to the kind of side."""
    kind = comparison.sides.kind
    many = comparison.unit.many.capitalize()
    named: dict[str, Callable[[Profile], Figure]] = {many: _counted}
    if kind in ("place", "state"):
        named |= {"Residents": _residents, f"{many} per million residents": _per_million}
        named |= {"Countries and areas": _countries, "Networks and bodies": _networks}
    else:
        named |= {"U.S. states and territories": _ranked("state")}
    named |= {"Counterparts abroad": _ranked("counterpart")}
    if kind != "place":
        named |= {"U.S. actors": lambda profile: Figure(f"{profile.totals.actors:,}")}
    formal = "In a formal act" if comparison.unit == ENGAGEMENTS else "Engagements in a formal act"
    named |= {formal: _formal, "Dates on record": _dates}
    return [Measure(label, tuple(map(figure, comparison.profiles))) for label, figure in named.items()]


def percent(share: float) -> str:
    """A share as a whole percentage, '<1%' for what would be rounded to none."""
    return "<1%" if 0 < share < 0.005 else f"{share:.0%}"


def shared_heading(comparison: Comparison, field: str) -> str:
    """'6 of 31 countries and areas are shared by both'; of three and more also how many any two share."""
    partners, many = comparison.partners[field], len(comparison.names)
    words = noun(partners.total, *PARTNER_NOUNS[field])
    if not partners.total:
        return f"No {PARTNER_NOUNS[field][1]} on record"
    common = len(partners.common)
    said = f"{f'{common:,}' if common else 'None'} of {partners.total:,} {words}"
    two = f", {len(partners.shared):,} by at least two" if many > 2 else ""
    return f"{said} {'are' if common > 1 else 'is'} shared by {ALL[many]}{two}"


def undated(profile: Profile) -> int:
    """Engagements of a side without a date."""
    return profile.totals.rows - sum(profile.dates.values())


def _how_many(comparison: Comparison, catalogue: Catalogue) -> str:
    within = describe(comparison.sides.address.selection, catalogue)
    scope = f" ({within})" if within else ""
    sides = zip(comparison.names, comparison.profiles, strict=True)
    ordered = sorted(((profile.whole, name) for name, profile in sides), key=lambda side: -side[0])
    unit = comparison.unit
    having = [(count, name) for count, name in ordered if count]
    without = [name for count, name in ordered if not count]
    nothing = f"Nothing is recorded for {listed(without, 'or')}{'' if having else scope}. {NOTHING}" if without else ""
    if not having:
        return nothing
    (most, first), *rest = having
    others = [f"{name} {unit.number(count)}" for count, name in rest]
    said = f"{first} has {unit.counted(most)} on record{scope}{', ' if others else ''}{listed(others)}."
    return f"{said} {nothing}".strip()


def _shared(comparison: Comparison) -> str:
    parts = []
    for field in SAID:
        partners = comparison.partners.get(field)
        if partners and partners.total:
            words = noun(partners.total, *PARTNER_NOUNS[field])
            parts.append(f"{len(partners.common) or 'none'} of {partners.total:,} {words}")
    if not parts or not all(profile.totals.rows for profile in comparison.profiles):
        return ""
    names = comparison.names
    who = listed(list(names)) if len(names) == 2 else ALL[len(names)].capitalize()
    return f"{who} share {listed(parts)}."


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
    words = noun(closest[1], *PARTNER_NOUNS[field])
    return f"Closest to each other are {listed(names)}, with {closest[0]:,} of {closest[1]:,} {words} in common."


def _alike(comparison: Comparison) -> str:
    """The issue that all name about equally often, and the one on which they differ most."""
    rows_of_sides = [profile.totals.rows for profile in comparison.profiles]
    if min(rows_of_sides) < FEWEST_TO_COMPARE:
        few = f"Shares of issues are left unsaid: a side has fewer than {FEWEST_TO_COMPARE} engagements."
        return few if max(rows_of_sides) else ""
    chosen = comparison.sides.address.selection.values("issue")
    shares = {
        row.code: comparison.shares(row) for row in comparison.issues if row.code != GENERAL and row.code not in chosen
    }
    apart = {code: max(of_sides) - min(of_sides) for code, of_sides in shares.items()}
    furthest = max(apart, key=lambda code: apart[code], default="")
    often = [code for code, of_sides in shares.items() if min(of_sides) >= OFTEN and apart[code] <= NEAR]
    nearest = max(often, key=lambda code: min(shares[code]), default="")
    parts = [f"most alike in {_issue(comparison, nearest, shares[nearest])}"] if nearest else []
    if furthest and apart[furthest] and furthest != nearest:
        parts.append(f"furthest apart in {_issue(comparison, furthest, shares[furthest])}")
    said = "; ".join(parts)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _issue(comparison: Comparison, code: str, shares: tuple[float, ...]) -> str:
    """The issue with the share of each of two sides, or with the lowest and highest of more."""
    sides = list(zip(shares, comparison.names, strict=True))
    told = sides if len(sides) == 2 else [min(sides), max(sides)]
    joint = ", " if len(sides) == 2 else " to "
    return f"{schema.ISSUES[code].lower()} ({joint.join(f'{name} {percent(share)}' for share, name in told)})"


def _counted(profile: Profile) -> Figure:
    unit, whole = profile.unit, profile.whole
    note = _place(profile.standings.get("engagements"), f"{PEERS[profile.subject.kind]} with any")
    return Figure(unit.number(whole), note, explore(profile.address.selection, unit) if whole else "")


def _residents(profile: Profile) -> Figure:
    return Figure("not known" if profile.residents is None else f"{profile.residents:,}")


def _per_million(profile: Profile) -> Figure:
    if not profile.residents:
        return Figure("not known", "no population on record")
    among = PEERS["state"] if profile.subject.kind == "state" else "actors of known population"
    rate = profile.whole / profile.residents * 1e6
    return Figure(f"{rate:,.1f}", _place(profile.standings.get("per_million"), among))


def _countries(profile: Profile) -> Figure:
    return Figure(
        f"{profile.totals.countries:,}", _place(profile.standings.get("countries"), PEERS[profile.subject.kind])
    )


def _networks(profile: Profile) -> Figure:
    return Figure(f"{profile.totals.networks:,}")


def _ranked(field: str) -> Callable[[Profile], Figure]:
    return lambda profile: Figure(f"{profile.rankings[field].total:,}")


def _formal(profile: Profile) -> Figure:
    rows = profile.totals.rows
    return Figure(percent(profile.formal / rows), f"{profile.formal:,} of {rows:,}") if rows else Figure("–")


def _dates(profile: Profile) -> Figure:
    years = sorted({day[:4] for day in profile.dates})
    without = undated(profile)
    notes = [f"{without:,} undated"] if without else []
    notes += [f"{profile.totals.undated_hidden:,} undated not shown"] if profile.totals.undated_hidden else []
    return Figure("–".join(dict.fromkeys((years[0], years[-1]))) if years else "none", "; ".join(notes))


def _place(standing: Standing | None, among: str) -> str:
    return f"{ordinal(standing.place)} of {standing.among:,} {among}" if standing else ""
