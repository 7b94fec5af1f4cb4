"""Sides: which places, states or countries an address of the comparison names, what of it was refused, and ways on.

The other clauses of the address narrow all sides alike; what the sides have on record is counted in ``comparison``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from dashboard import schema
from dashboard.address import MOST_HINTS, parse_address
from dashboard.catalogue import Catalogue
from dashboard.folding import fold
from dashboard.language import N_
from dashboard.language import gettext as _
from dashboard.published import Published
from dashboard.selection import Address, Refusal, query_string
from dashboard.slugs import core
from dashboard.subjects import FIELD_OF, Subject, near_subjects, spelled_right, subject_at

PATH = "/compare"

MOST_SIDES = 5
FEWEST_SIDES = 2

COMPARED: Mapping[str, tuple[str, str]] = {
    "place": (N_("place"), N_("places")),
    "state": (N_("state"), N_("states")),
    "country": (N_("country"), N_("countries")),
}
"""Parameter, which is a kind of page too → what one and several of its values are called, in English."""


@dataclass(frozen=True)
class Doubt:
    """A value that is not compared: why, and the subjects that may be meant, each with its address of the page."""

    refusal: Refusal
    near: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Sides:
    """What is compared: ``kind`` ('' for nothing), subjects in the order asked, the address that narrows them all.

    ``doubts``: the values that were not taken. ``address`` holds neither sides nor clauses that would undo them.
    """

    kind: str
    subjects: tuple[Subject, ...]
    address: Address
    doubts: tuple[Doubt, ...] = ()

    @property
    def are_enough(self) -> bool:
        """Whether there is something to compare."""
        return len(self.subjects) >= FEWEST_SIDES

    @property
    def path(self) -> str:
        """The address of the comparison, without what was refused."""
        return comparison_path(self.kind, [subject.key for subject in self.subjects], self.address)

    def without(self, subject: Subject) -> str:
        """The address of the same comparison without one side."""
        return comparison_path(self.kind, [each.key for each in self.subjects if each != subject], self.address)

    def with_key(self, key: str) -> str:
        """The address of the same comparison with one side more."""
        return comparison_path(self.kind, [*(each.key for each in self.subjects), key], self.address)


def comparison_path(kind: str, keys: Iterable[str], address: Address | None = None) -> str:
    """The address that compares these values of a kind, narrowed by the clauses of ``address``."""
    pairs = [(kind, key) for key in keys]
    query = "&".join(filter(None, [query_string(pairs), address.to_query() if address else ""]))
    return f"{PATH}?{query}" if query else PATH


def read_sides(search: str, catalogue: Catalogue) -> Sides:
    """Read a query string of the comparison, with or without '?'."""
    pairs = parse_qsl(search.removeprefix("?"), keep_blank_values=True, errors="replace")
    asked = {
        kind: [value.replace("\x00", "").strip() for name, value in pairs if name == kind][: schema.MOST_VALUES]
        for kind in COMPARED
    }
    others = query_string((name, value) for name, value in pairs if name not in COMPARED)
    named = {
        kind: [_meant(kind, value, catalogue) for value in dict.fromkeys(filter(None, values))]
        for kind, values in asked.items()
    }
    kind = _kind_of_most(named)
    found = dict.fromkeys(subject for _, subject in named.get(kind, []) if subject)
    address, refusals = _narrowing(kind, replace(parse_address(others, catalogue, also=COMPARED), asked=search))
    sides = Sides(kind, tuple(found)[:MOST_SIDES], address)
    return replace(sides, doubts=(*_doubts(sides, named, tuple(found), catalogue), *map(Doubt, refusals)))


def _meant(kind: str, value: str, catalogue: Catalogue) -> tuple[str, Subject | None]:
    """The value with its subject: by its code, in other capitals, or by its whole name as the page writes it."""
    path = f"/{kind}/{value}"
    subject = subject_at(path, catalogue) or subject_at(spelled_right(path, catalogue), catalogue)
    if subject:
        return value, subject
    called = (code for code, label in catalogue.labels[FIELD_OF[kind]].items() if fold(label) == fold(value))
    return value, subject_at(f"/{kind}/{next(called, '')}", catalogue)


def _kind_of_most(named: Mapping[str, list[tuple[str, Subject | None]]]) -> str:
    """The kind with most known values, then with most values; of equal ones the first."""
    ranked = {kind: (sum(map(bool, dict(values).values())), len(values)) for kind, values in named.items() if values}
    return max(ranked, key=lambda kind: ranked[kind], default="")


def _narrowing(kind: str, address: Address) -> tuple[Address, list[Refusal]]:
    """The address without clauses that would take a side away, and what was refused of it altogether."""
    field = FIELD_OF.get(kind, "")
    taken = schema.OTHER_SIDE if field in schema.OTHER_SIDE else (field,)
    known = {*schema.PARAMETERS, *schema.LOOKS, "address"}
    refusals = [refusal for refusal in address.refusals if refusal.parameter in known] + [
        Refusal(
            name, value, _("is left out here"), _("This page compares {things}.").format(things=_(COMPARED[kind][1]))
        )
        for name in taken
        if name in schema.CHOICES
        for value in address.selection.values(name)
    ]
    return replace(address, selection=address.selection.without(*taken)), refusals


def _doubts(
    sides: Sides,
    named: Mapping[str, list[tuple[str, Subject | None]]],
    found: tuple[Subject, ...],
    catalogue: Catalogue,
) -> list[Doubt]:
    one, several = map(_, COMPARED.get(sides.kind, ("", "")))
    doubts = []
    unknown = [value for value, subject in named.get(sides.kind, []) if subject is None]
    for number, value in enumerate(unknown):
        refusal = Refusal(sides.kind, value[:80], _("is not a {thing} in the table").format(thing=one), "")
        doubts.append(Doubt(refusal, _near(sides, value, catalogue) if number < MOST_HINTS else ()))
    for beyond in found[MOST_SIDES:]:
        most = _("At most {n} are compared at once.").format(n=MOST_SIDES)
        refusal = Refusal(sides.kind, beyond.name, _("is one too many"), most)
        doubts.append(Doubt(refusal))
    for kind, values in named.items():
        for value, subject in values if kind != sides.kind else []:
            name = subject.name if subject else value[:80]
            reason = _("is not compared with {things}").format(things=several)
            advice = _("All sides of a comparison are of one kind: {things}.").format(things=several)
            doubts.append(Doubt(Refusal(kind, name, reason, advice)))
    return doubts


def _near(sides: Sides, value: str, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    near = near_subjects(f"/{sides.kind}/{value[:80]}", catalogue)
    fitting = [each for each in near if each.kind == sides.kind and each not in sides.subjects]
    return tuple((each.name, sides.with_key(each.key)) for each in fitting)


def short_names(published: Published, subjects: Sequence[Subject]) -> tuple[str, ...]:
    """What to call the sides in a sentence: 'Austin' for 'City of Austin, TX' where no other side is called so."""
    called = [_core(published, subject) for subject in subjects]
    pairs = zip(subjects, called, strict=True)
    return tuple(subject.name if called.count(name) > 1 else name for subject, name in pairs)


def _core(published: Published, subject: Subject) -> str:
    if subject.kind != "place":
        return subject.name
    actors = published.registers.actors
    actor = actors[actors["slug"] == subject.key].iloc[0]
    found = core(actor["name"], actor["level"], actor["state"], published.reference.state_names[actor["state"]])
    return str(actor["name"]) if found.whole else found.name
