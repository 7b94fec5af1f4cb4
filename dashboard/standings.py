"""Where a subject stands among its peers: by engagements, per resident, by countries; and which are next to it.

Ranks are competition ranks among those with any; the words for them are in ``profile_words``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dashboard import schema
from dashboard.figures.picture import ranks
from dashboard.language import gettext as _
from dashboard.published import Published
from dashboard.query import EdgeList
from dashboard.scene import count_question, own_clauses, read_measured
from dashboard.selection import Selection
from dashboard.subjects import FIELD_OF, TIE, Subject, path_of
from dashboard.units import ENGAGEMENTS, Unit


@dataclass(frozen=True)
class Standing:
    """A place among others: ``place`` of ``among`` with any, and the value it is the place of."""

    value: float
    place: int
    among: int


@dataclass(frozen=True)
class Related:
    """Another page to go on to, and why it is near."""

    name: str
    path: str
    why: str


def residents_of(published: Published, subject: Subject) -> int | None:
    """Residents of the state or of the place that the actor governs, None where not known or not meant."""
    if subject.kind == "state":
        return published.reference.residents[subject.key]
    if subject.kind != "place":
        return None
    return published.residents_of_actor.get(subject.key)


def standings_of(
    published: Published, subject: Subject, selection: Selection, unit: Unit = ENGAGEMENTS
) -> dict[str, Standing]:
    """Measure → standing, those that apply: engagements, per_million, countries, in_state, in_bureau, in_country.

    All but ``countries`` are of what ``unit`` counts.
    """
    if subject.kind == TIE:
        return {}
    field = FIELD_OF[subject.kind]
    counts = _counts_beside(published, field, selection, unit)
    found = {"engagements": _standing(counts, subject.key)}
    residents = {"state": published.reference.residents, "place": published.residents_of_actor}.get(subject.kind, {})
    rates = {code: count / residents[code] * 1e6 for code, count in counts.items() if code in residents}
    found["per_million"] = _standing(rates, subject.key)
    if field not in schema.OTHER_SIDE:
        found["countries"] = _standing(_countries_reached(published, field, selection), subject.key)
    found |= {name: _standing(part, subject.key) for name, part in _neighbours(published, subject, counts).items()}
    return {name: standing for name, standing in found.items() if standing is not None}


def related_to(
    published: Published, subject: Subject, selection: Selection, unit: Unit = ENGAGEMENTS
) -> tuple[Related, ...]:
    """Of a tie the sides; of others those next to it in number of engagements (or ``unit``), two above and below."""
    label = published.catalogue.label
    if subject.kind == TIE:
        return tuple(
            Related(label(name, value), path_of(name, value), _("a side")) for name, (value,) in subject.base.clauses
        )
    field = FIELD_OF[subject.kind]
    counts = _counts_beside(published, field, selection, unit)
    ordered = sorted(counts, key=lambda code: (-counts[code], label(field, code)))
    if subject.key not in counts:
        return ()
    at = ordered.index(subject.key)
    near = [code for code in ordered[max(0, at - 2) : at + 3] if code != subject.key]
    return tuple(Related(label(field, code), path_of(field, code), unit.counted(counts[code])) for code in near)


def _counts_beside(published: Published, field: str, selection: Selection, unit: Unit) -> dict[str, float]:
    """Value → count of the subject's field, its own clause left out."""
    asked = count_question(selection, field, unit.code)
    return read_measured(published.ask([asked])[asked], field)


def _countries_reached(published: Published, field: str, selection: Selection) -> Counter[str]:
    """Value of a field of the U.S. side → how many countries it has engagements with, its own clause left out."""
    asked = EdgeList(schema.CHOICES[field].column, "counterpart_country"), selection.without(*own_clauses(field))
    return Counter(published.ask([asked])[asked]["source"].to_list())


def _neighbours(published: Published, subject: Subject, counts: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Measure → the counts of those that belong to the same state, bureau or country as the subject."""
    group: Mapping[str, Callable[[str], object]] = {
        "place": published.state_of_actor.get,
        "country": published.reference.bureau_of.get,
        "counterpart": published.country_of_counterpart.get,
    }
    name = {"place": "in_state", "country": "in_bureau", "counterpart": "in_country"}.get(subject.kind)
    if name is None:
        return {}
    of = group[subject.kind]
    return {name: {code: count for code, count in counts.items() if of(code) == of(subject.key)}}


def _standing(values: Mapping[str, float], code: str) -> Standing | None:
    rank = ranks(values)
    return Standing(values[code], rank[code], len(rank)) if code in rank else None
