"""The selection: what is chosen, one clause per field, read from and written to a query string.

It knows the canonical address and the rules of picking; it tests no row (query) and writes no sentence (words).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import quote

from dashboard import schema
from dashboard.catalogue import Catalogue
from dashboard.units import ENGAGEMENTS, UNITS, Unit

YEARS = ("from", "to", "undated")


@dataclass(frozen=True)
class Selection:
    """All chosen values: ``clauses`` of choice fields (never an empty one), years, undated, and words.

    ``undated`` is '' where it says no more than the default: without a year undated rows are in, with one they are out.
    """

    clauses: tuple[tuple[str, tuple[str, ...]], ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    undated: str = ""
    words: str = ""

    @cached_property
    def _values(self) -> Mapping[str, tuple[str, ...]]:
        return dict(self.clauses)

    def values(self, name: str) -> tuple[str, ...]:
        """The chosen values of a parameter as they stand in the address; () where there is no clause."""
        if name in schema.CHOICES:
            return self._values.get(name, ())
        single = {"from": self.year_from, "to": self.year_to, "undated": self.undated, "q": self.words}[name]
        return () if single in (None, "") else (str(single),)

    @property
    def has_years(self) -> bool:
        """Whether a first or a last year is set."""
        return self.year_from is not None or self.year_to is not None

    @property
    def keeps_undated(self) -> bool:
        """Whether rows without a start date are in."""
        return self.undated == "include" if self.has_years else self.undated != "exclude"

    def without(self, *names: str) -> Selection:
        """The selection with the clauses of these parameters left out."""
        without = Selection(
            clauses=tuple(clause for clause in self.clauses if clause[0] not in names),
            year_from=None if "from" in names else self.year_from,
            year_to=None if "to" in names else self.year_to,
            undated="" if "undated" in names else self.undated,
            words="" if "q" in names else self.words,
        )
        return _settled(without)

    def with_values(self, name: str, values: Iterable[str], catalogue: Catalogue) -> Selection:
        """The selection with exactly these values for a choice field."""
        chosen = {
            **self._values,
            name: tuple(sorted(set(values), key=lambda value: catalogue.rank(name, value))),
        }
        return replace(self, clauses=tuple((key, chosen[key]) for key in schema.CHOICES if chosen.get(key)))

    def toggle(self, name: str, value: str, catalogue: Catalogue) -> Selection:
        """Pick the value, or drop it if it is picked already."""
        return self.with_values(name, set(self.values(name)) ^ {value}, catalogue)

    def with_years(self, year_from: int | None, year_to: int | None, undated: str = "") -> Selection:
        """The selection with these years; an ``undated`` that only repeats the default is dropped."""
        return _settled(replace(self, year_from=year_from, year_to=year_to, undated=undated))

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Parameter and value, in canonical order."""
        for name in schema.PARAMETERS:
            for value in self.values(name):
                yield name, value

    def to_query(self) -> str:
        """The canonical query string, without '?'."""
        return query_string(self.pairs())


@dataclass(frozen=True)
class Look:
    """The way of looking, which chooses no rows; each parameter is explained in ``schema``."""

    sort: str = ""
    unit: str = ""
    per: str = ""
    dots: str = ""
    ties: str = ""
    matrix: str = ""
    arcs: str = ""
    nodes: str = ""
    rank: str = ""
    places: str = ""
    layer: str = ""
    without: str = ""
    ranking: str = ""
    baseline_from: str = ""
    baseline_to: str = ""
    period_from: str = ""
    period_to: str = ""
    dormant: str = ""
    snapshot: str = ""
    lang: str = ""
    embed: str = ""
    views: str = ""

    @property
    def counted(self) -> Unit:
        """The unit that is counted."""
        return UNITS[self.unit] if self.unit else ENGAGEMENTS

    @property
    def chosen_views(self) -> tuple[str, ...]:
        """The views that a lean page is asked for; () for those that it shows without being asked."""
        return tuple(filter(None, self.views.split(",")))

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Parameter and value, in canonical order."""
        return ((name, getattr(self, name)) for name in schema.LOOKS if getattr(self, name))


@dataclass(frozen=True)
class Refusal:
    """A parameter that could not be taken: which, its value, why, and what is allowed or meant.

    ``brief``: what a page says instead of ``allowed`` where that is long and a filter lists it anyway.
    """

    parameter: str
    value: str
    reason: str
    allowed: str
    brief: str = ""

    @property
    def on_screen(self) -> str:
        """The sentence for a page."""
        return str(replace(self, allowed=self.brief or self.allowed))

    def __str__(self) -> str:
        return f"{self.parameter} '{self.value}' {self.reason}. {self.allowed}"


class BadRequestError(ValueError):
    """Parameters of an address that is no page were refused; the text says which, why and what is allowed."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__("\n".join(map(str, refusals)))


@dataclass(frozen=True)
class Address:
    """A parsed query string: the selection, the way of looking, what was refused, and the string as it was asked."""

    selection: Selection = field(default_factory=Selection)
    look: Look = field(default_factory=Look)
    refusals: tuple[Refusal, ...] = ()
    asked: str = ""

    @property
    def in_full(self) -> Address:
        """The same as a page with everything around it, where this one is a lean page for frames."""
        return replace(self, look=replace(self.look, **dict.fromkeys(schema.FRAMING, "")))

    @property
    def in_engagements(self) -> Address:
        """The same, where only engagements are counted."""
        return replace(self, look=replace(self.look, unit=""))

    def to_query(self) -> str:
        """The canonical query string of selection and look, without '?'."""
        return query_string([*self.selection.pairs(), *self.look.pairs()])

    def search(self) -> str:
        """The canonical query string as a link part: '' or '?…'."""
        query = self.to_query()
        return f"?{query}" if query else ""


def query_string(pairs: Iterable[tuple[str, str]]) -> str:
    """Encode as the browser's URLSearchParams does, so that both sides write the same address."""
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs)


def _quoted(text: str) -> str:
    return quote(text, safe=" *-._").replace("~", "%7E").replace(" ", "+")


def _settled(selection: Selection) -> Selection:
    default = "exclude" if selection.has_years else "include"
    return replace(selection, undated="") if selection.undated == default else selection
