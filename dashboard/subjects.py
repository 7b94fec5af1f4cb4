"""Subjects: everything that has a page of its own, its address, its name, and the rows it is about.

A subject is a selection with a name; what its page shows is in ``profile``, how it looks in ``pages``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote

from rapidfuzz import fuzz, process

from dashboard import schema
from dashboard.catalogue import Catalogue
from dashboard.folding import fold
from dashboard.language import gettext as _
from dashboard.selection import Address, Refusal, Selection

FIELD_OF: Mapping[str, str] = {
    "state": "state",
    "place": "actor",
    "country": "country",
    "counterpart": "counterpart",
    "network": "network",
}
"""Kind of page → the field whose values have one each."""

KIND_OF = {field: kind for kind, field in FIELD_OF.items()}

TIE = "tie"

KINDS = (*FIELD_OF, TIE)


@dataclass(frozen=True)
class Subject:
    """What a page is about. ``key``: the end of its address; ``base``: the selection of all its rows."""

    kind: str
    key: str
    name: str
    base: Selection

    @property
    def path(self) -> str:
        """Its address: '/place/austin-tx'."""
        return f"/{self.kind}/{self.key}"

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that it chooses a value of."""
        return tuple(name for name, _ in self.base.clauses)

    def within(self, address: Address) -> Address:
        """The address narrowed to this subject; clauses that would widen it or leave it are refused."""
        taken = set(self.fields)
        if taken & set(schema.OTHER_SIDE):
            taken |= set(schema.OTHER_SIDE)
        asked = address.selection
        refusals = [
            Refusal(name, value, _("is left out here"), _("This page is about {name}.").format(name=self.name))
            for name in schema.CHOICES
            if name in taken
            for value in asked.values(name)
        ]
        clauses = {**dict(asked.without(*taken).clauses), **dict(self.base.clauses)}
        ordered = tuple((name, clauses[name]) for name in schema.CHOICES if name in clauses)
        narrowed = replace(asked.without(*taken), clauses=ordered)
        return replace(address, selection=narrowed, refusals=(*address.refusals, *refusals))


def path_of(field: str, value: str) -> str:
    """The address of the page of a field's value: ('actor', 'austin-tx') → '/place/austin-tx'."""
    return f"/{KIND_OF[field]}/{quote(value)}"


def other_page(engagement: Mapping[str, str]) -> str:
    """The address of the page of the other side of an engagement, given its slugs."""
    if engagement["network"]:
        return path_of("network", engagement["network"])
    return path_of("counterpart", engagement["counterpart_slug"])


def tie_path(actor: str, other: str) -> str:
    """The address of the page of a tie; ``other``: the slug of a counterpart or network."""
    return f"/{TIE}/{quote(actor)}/{quote(other)}"


def engagement_path(identifier: str) -> str:
    """The address of the page of one engagement."""
    return f"/engagement/{quote(identifier)}"


def subject_at(pathname: str, catalogue: Catalogue) -> Subject | None:
    """The subject whose page has this address, None where there is none."""
    kind, _, key = unquote(pathname).removeprefix("/").partition("/")
    if kind == TIE:
        return _tie(key, catalogue)
    if kind in FIELD_OF and key in catalogue.labels[FIELD_OF[kind]]:
        return _named(kind, key, catalogue)
    return None


def spelled_right(pathname: str, catalogue: Catalogue) -> str:
    """The address that is meant where only its capitals are wrong: '/state/tx' → '/state/TX'; '' for none."""
    kind, _, key = unquote(pathname).strip("/").partition("/")
    spellings = (key.upper(), key.lower()) if kind.lower() in KINDS else ()
    meant = (f"/{kind.lower()}/{spelling}" for spelling in spellings)
    return next((path for path in meant if path != pathname and subject_at(path, catalogue)), "")


def all_subjects(catalogue: Catalogue) -> Iterator[Subject]:
    """Every subject with a name of its own; ties are too many to list."""
    for kind, field in FIELD_OF.items():
        for key in catalogue.labels[field]:
            yield _named(kind, key, catalogue)


def near_subjects(pathname: str, catalogue: Catalogue, most: int = 5) -> list[Subject]:
    """Subjects whose name or key is like the end of an address that does not exist, nearest first."""
    kind, _, key = unquote(pathname).strip("/").partition("/")
    wanted = fold((key or kind).replace("/", " ").replace("-", " "))
    subjects = list(all_subjects(catalogue))
    names = [fold(f"{subject.name} {subject.key}".replace("-", " ")) for subject in subjects]
    found = process.extract(wanted, names, scorer=fuzz.WRatio, limit=4 * most, score_cutoff=70)
    ordered = sorted(found, key=lambda match: (subjects[match[2]].kind != kind, -match[1], len(match[0])))
    return [subjects[position] for _, _, position in ordered[:most]]


def _named(kind: str, key: str, catalogue: Catalogue) -> Subject:
    field = FIELD_OF[kind]
    return Subject(kind, key, catalogue.label(field, key), Selection(((field, (key,)),)))


def _tie(key: str, catalogue: Catalogue) -> Subject | None:
    actor, _, other = key.partition("/")
    side = next((name for name in ("counterpart", "network") if other in catalogue.labels[name]), "")
    if not side or actor not in catalogue.labels["actor"]:
        return None
    name = f"{catalogue.label('actor', actor)} – {catalogue.label(side, other)}"
    clauses = {"actor": (actor,), side: (other,)}
    return Subject(
        TIE, key, name, Selection(tuple((field, clauses[field]) for field in schema.CHOICES if field in clauses))
    )
