"""The question of the page of opportunities: place, country, issue and four adjustments, read from a query string.

A value may be a code or a name; what cannot be taken is named with its nearest matches. Nothing is answered here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl

from dashboard import schema
from dashboard.address import parse_address
from dashboard.carrying import travelling
from dashboard.catalogue import Catalogue
from dashboard.folding import fold
from dashboard.language import N_, spoken
from dashboard.language import gettext as _
from dashboard.selection import Address, Look, Refusal, query_string
from dashboard.suggestions import nearest
from dashboard.units import Unit

PATH = "/opportunities"

MILES = ("50", "100", "150", "300")
SIZES = ("1.5", "2", "3", "5")
REGIONS: Mapping[str, str] = spoken({"same": N_("same census region"), "any": N_("any region")})
YEARS_BACK = 5

DEFAULTS: Mapping[str, str] = {"within": "150", "size": "2", "region": "same"}

NAMED = {"place": "actor", "country": "country", "issue": "issue"}
"""Parameter → the field whose values it takes."""

ANY = "any"
"""Says no more than leaving a place, country or issue out; a form cannot leave them out."""

PARAMETERS = (*NAMED, "within", "since", "size", "region")


@dataclass(frozen=True)
class Doubt:
    """A value that could not be taken, and the addresses (with names) of what may be meant."""

    refusal: Refusal
    near: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Question:
    """What is asked: codes, '' for what is left open. ``since``: first year of what is recent; ``until``: the year
    of the table's last update. ``look``: the way of looking, of which only what travels is read.
    """

    place: str = ""
    country: str = ""
    issue: str = ""
    within: str = DEFAULTS["within"]
    since: int = 0
    size: str = DEFAULTS["size"]
    region: str = DEFAULTS["region"]
    until: int = 0
    look: Look = field(default_factory=Look)
    doubts: tuple[Doubt, ...] = field(default=(), compare=False)

    @property
    def unit(self) -> Unit:
        """What is counted."""
        return self.look.counted

    @property
    def is_adjusted(self) -> bool:
        """Whether anything but place, country and issue is asked otherwise than usual."""
        usual = {**DEFAULTS, "since": str(usual_since(self.until))}
        return any(str(getattr(self, name)) != value for name, value in usual.items())

    def address(self, ending: str = "", **changes: str) -> str:
        """The address of this question with some values changed, what is default left out."""
        values = {name: str(getattr(self, name)) for name in PARAMETERS} | changes
        plain = {**DEFAULTS, "since": str(usual_since(self.until))}
        pairs = [(name, values[name]) for name in PARAMETERS if values[name] and values[name] != plain.get(name)]
        query = query_string([*pairs, *travelling(self.look)])
        return f"{PATH}{ending}{f'?{query}' if query else ''}"


def usual_since(until: int) -> int:
    """The first of the last five years before the table's last update."""
    return until - YEARS_BACK


def read_question(search: str, catalogue: Catalogue, until: int) -> Question:
    """Read a query string, with or without '?'; unknown parameters are left to the caller (``unknown_in``)."""
    asked: dict[str, str] = {}
    for name, value in _pairs(search):
        if value not in ("", ANY if name in NAMED else "") and name in PARAMETERS:
            asked.setdefault(name, value)
    question, doubts = Question(since=usual_since(until), until=until), []
    readers: dict[str, Callable[[str], str | int | Refusal]] = {
        **{name: _named(name, catalogue) for name in NAMED},
        "within": _among("within", MILES),
        "since": _year(until),
        "size": _among("size", SIZES),
        "region": _among("region", tuple(REGIONS)),
    }
    for name, value in asked.items():
        taken = readers[name](value)
        if isinstance(taken, Refusal):
            doubts.append((name, taken))
        else:
            question = replace(question, **{name: taken})  # type: ignore[arg-type]
    looked = _travelling(search, catalogue)
    question = replace(question, look=looked.look)
    found = [_doubt(question, name, each, catalogue) for name, each in doubts]
    return replace(question, doubts=(*found, *map(Doubt, looked.refusals)))


def _travelling(search: str, catalogue: Catalogue) -> Address:
    """What travels, of the way of looking, with its refusals."""
    address = parse_address(search, catalogue)
    kept = Look(**dict(travelling(address.look)))
    refusals = tuple(each for each in address.refusals if each.parameter in schema.TRAVELLING)
    return Address(look=kept, refusals=refusals)


def unknown_in(search: str) -> list[Refusal]:
    """A refusal for every parameter that the page does not have, and for every one that stands twice."""
    names, known = [name for name, _ in _pairs(search)], (*PARAMETERS, *schema.TRAVELLING)
    unknown = [
        Refusal(name[:40], value[:80], _("stands for an unknown parameter"), _allowed(known))
        for name, value in _pairs(search)
        if name not in known
    ]
    twice = sorted({name for name in names if name in PARAMETERS and names.count(name) > 1})
    return unknown + [Refusal(name, "", _("stands more than once"), _("Give it once.")) for name in twice]


def _pairs(search: str) -> list[tuple[str, str]]:
    pairs = parse_qsl(search.removeprefix("?"), keep_blank_values=True, errors="replace")
    return [(name, value.replace("\x00", "").strip()) for name, value in pairs]


def _named(name: str, catalogue: Catalogue) -> Callable[[str], str | Refusal]:
    labels = catalogue.labels[NAMED[name]]

    def read(value: str) -> str | Refusal:
        if value in labels:
            return value
        wanted = fold(value)
        meant = next((code for code, label in labels.items() if wanted in (fold(label), fold(code))), "")
        reason = _("is not a known {thing}").format(thing=schema.CHOICES[NAMED[name]].label.lower())
        return meant or Refusal(name, value[:80], reason, _("Begin to type to see what there is."))

    return read


def _among(name: str, allowed: tuple[str, ...]) -> Callable[[str], str | Refusal]:
    def read(value: str) -> str | Refusal:
        return value if value in allowed else Refusal(name, value[:80], _("is not known"), _allowed(allowed))

    return read


def _allowed(values: Iterable[str]) -> str:
    return _("Allowed: {values}.").format(values=", ".join(values))


def _year(until: int) -> Callable[[str], int | Refusal]:
    def read(value: str) -> int | Refusal:
        if len(value) == 4 and value.isascii() and value.isdigit() and schema.FIRST_YEAR <= int(value) <= until:
            return int(value)
        allowed = _("Allowed: {first} to {last}.").format(first=schema.FIRST_YEAR, last=until)
        return Refusal("since", value[:80], _("is not a year that can begin"), allowed)

    return read


def _doubt(question: Question, name: str, refusal: Refusal, catalogue: Catalogue) -> Doubt:
    if name not in NAMED:
        return Doubt(refusal)
    labels = catalogue.labels[NAMED[name]]
    meant = nearest(refusal.value, labels)
    return Doubt(refusal, tuple((labels[code], question.address(**{name: code})) for code in meant))
