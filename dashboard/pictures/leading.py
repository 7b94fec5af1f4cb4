"""The sentence of finding of a view: who leads and by how much, what is chosen, how many have any; when most began.

Counts come in as they are drawn; nothing is asked or drawn here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from dashboard.figures.picture import ordinal
from dashboard.language import begun, ngettext
from dashboard.language import gettext as _
from dashboard.units import ENGAGEMENTS, Unit, exact_sum
from dashboard.wording import listed

MOST_NAMED = 3
"""Equal leaders, or chosen values, that are named; of more the rest is counted."""

MOST_FOLLOWING = 2

Code = TypeVar("Code", bound=Hashable)
"""What values belong to: the code of a place, or those of both sides of a tie."""


@dataclass(frozen=True)
class Scale:
    """How values are said: ``counted`` with their noun, ``number`` alone."""

    counted: Callable[[float], str]
    number: Callable[[float], str]


def scale_of(unit: Unit) -> Scale:
    """The scale of counts in a unit."""
    return Scale(unit.counted, unit.number)


@dataclass(frozen=True)
class Leading(Generic[Code]):
    """What leads among ``values``, as they are drawn. ``name``: what a code is called.

    ``whole``: what shares are of, 0 for no shares. ``chosen``: codes that are chosen, which a view over their field
    shows beside all others.
    """

    values: Mapping[Code, float]
    name: Callable[[Code], str]
    scale: Scale
    whole: float = 0
    chosen: Collection[Code] = ()

    def sentence(self, extent: str = "") -> str:
        """'Texas leads with 312 engagements, 8% of all; California and Ohio follow; ``extent``.'"""
        found = [code for code, value in self.values.items() if value > 0]
        if not found:
            elsewhere = _("Nothing of this selection can be shown here.")
            return elsewhere if self.whole else _("Nothing is recorded for this selection.")
        if len(found) == 1 and not set(self.chosen) - set(found):
            return _("Only {name} has any: {count}.").format(name=self.name(found[0]), count=self._counted(found[0]))
        groups = self._groups()
        if self.chosen:
            clauses = [self._chosen(), *([] if set(groups[0]) == set(self.chosen) else [self._leaders(groups)])]
        else:
            clauses = [self._leaders(groups), self._following(groups[1:]), extent]
        return "; ".join(filter(None, clauses)) + "."

    def _groups(self) -> list[list[Code]]:
        """The codes of the highest values, those of equal ones together: as many groups as a sentence may name."""
        by_value: dict[float, list[Code]] = {}
        for code, value in self.values.items():
            if value > 0:
                by_value.setdefault(value, []).append(code)
        return [by_value[value] for value in sorted(by_value, reverse=True)[: 1 + MOST_FOLLOWING]]

    def _leaders(self, groups: Sequence[Sequence[Code]]) -> str:
        first = groups[0]
        if len(first) == 1:
            name, count = self.name(first[0]), self._counted(first[0])
            return _("{name} leads with {count}").format(name=name, count=self._of_all(first[0], count))
        words = _("{names} have {count} each") if len(groups) == 1 else _("{names} lead with {count} each")
        return words.format(names=self._named(first), count=self._counted(first[0]))

    def _following(self, groups: Sequence[Sequence[Code]]) -> str:
        """Who follows; nobody where several equal ones would have to be left out."""
        following: list[Code] = []
        for group in groups:
            if len(following) + len(group) > MOST_FOLLOWING:
                break
            following += sorted(group, key=self.name)
        if not following:
            return ""
        if len(following) == 1:
            number = self.scale.number(self.values[following[0]])
            return _("{name} follows with {number}").format(name=self.name(following[0]), number=number)
        return _("{names} follow").format(names=listed([self.name(code) for code in following]))

    def _chosen(self) -> str:
        ordered = sorted(self.chosen, key=lambda code: (-self.values.get(code, 0), self.name(code)))
        if len(ordered) > 1:
            said = [f"{self.name(code)} {self.scale.number(self.values.get(code, 0))}" for code in ordered]
            return _("Chosen: {names}").format(names=self._shortened(said))
        [code] = ordered
        if not self.values.get(code, 0):
            return _("Chosen: {name}, nothing recorded").format(name=self.name(code))
        any_of = [value for value in self.values.values() if value > 0]
        rank = 1 + sum(value > self.values[code] for value in any_of)
        place = _("{rank} of {n} with any").format(rank=ordinal(rank), n=f"{len(any_of):,}")
        count = self._of_all(code, self._counted(code))
        return _("Chosen: {name}, {count}, {place}").format(name=self.name(code), count=count, place=place)

    def _counted(self, code: Code) -> str:
        return self.scale.counted(self.values[code])

    def _of_all(self, code: Code, count: str) -> str:
        share = share_in_words(self.values[code] / self.whole) if self.whole else ""
        return _("{count}, {share} of all").format(count=count, share=share) if share else count

    def _named(self, codes: Collection[Code]) -> str:
        return self._shortened(sorted(map(self.name, codes)))

    def _shortened(self, names: list[str]) -> str:
        if len(names) <= MOST_NAMED:
            return listed(names)
        kept = 1 if any(", " in name for name in names) else MOST_NAMED - 1
        return listed([*names[:kept], _("{n} more").format(n=f"{len(names) - kept:,}")])


def share_in_words(share: float) -> str:
    """'8%', 'under 1%', 'over 99%'."""
    if 0 < share < 0.01:
        return _("under 1%")
    return _("over 99%") if 0.995 <= share < 1 else f"{share:.0%}"


def among(have: int, places: int, field: str) -> str:
    """How many of a field's values have any, or which part has none."""
    none = places - have
    if field == "country":
        words = ngettext("{n} country or area has any", "{n} countries and areas have any", have)
        return words.format(n=f"{have:,}")
    if not none:
        return ""
    words = {
        "state": ngettext("{n} state or territory has none", "{n} states and territories have none", none),
        "issue": ngettext("{n} issue has none", "{n} issues have none", none),
        "type": ngettext("{n} type has none", "{n} types have none", none),
    }[field]
    return words.format(n=f"{none:,}")


def in_time(years: Mapping[int, float], picked: str = "", unit: Unit = ENGAGEMENTS, dated: float | None = None) -> str:
    """When most began: how many are dated, the fewest years in a row that hold half of them, and the peak.

    ``years``: year → count in the unit; ``dated``: what is dated in all where a thing can be in several years, so
    that no part of them can be told; ``picked``: the chosen years in words.
    """
    counts = {year: count for year, count in sorted(years.items()) if count}
    if not counts:
        return _("Nothing here is dated.")
    clauses = [_("Chosen: {names}").format(names=picked)] if picked else []
    whole = exact_sum(counts.values()) if dated is None else dated
    if len(counts) == 1:
        [year] = counts
        clauses.append(_("everything dated began in {year}: {count}").format(year=year, count=unit.counted(whole)))
    elif dated is None:
        said = ngettext(
            "{count} is dated, at least half from {years}", "{count} are dated, at least half from {years}", whole
        )
        clauses += [said.format(count=unit.counted(whole), years=_half(counts, whole)), _peak(counts, unit)]
    else:
        said = ngettext("{count} has a date", "{count} have a date", whole)
        clauses += [said.format(count=unit.counted(whole)), _peak(counts, unit)]
    sentence = "; ".join(clauses) + "."
    return begun(sentence)


def _half(counts: Mapping[int, float], whole: float) -> str:
    """The shortest run of years with at least half of all, of equally short ones the fullest, then the latest."""
    years = list(counts)
    runs = []
    for at, first in enumerate(years):
        held = 0.0
        for last in years[at:]:
            held += counts[last]
            if held * 2 >= whole:
                runs.append((last - first, -held, -first, first, last))
                break
    *_rest, first, last = min(runs)
    return f"{first}" if first == last else f"{first}–{last}"


def _peak(counts: Mapping[int, float], unit: Unit) -> str:
    most = max(counts.values())
    peaks = [str(year) for year, count in counts.items() if count == most]
    if len(peaks) == 1:
        return _("the peak is {year} with {number}").format(year=peaks[0], number=unit.number(most))
    if len(peaks) == len(counts):
        return _("no year has more than {number}").format(number=unit.number(most))
    named = peaks if len(peaks) <= MOST_NAMED else [*peaks[: MOST_NAMED - 1], _("{n} more").format(n=len(peaks) - 2)]
    return _("the peaks are {years} with {number} each").format(years=listed(named), number=unit.number(most))
