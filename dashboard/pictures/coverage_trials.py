"""Every way of leaving out one track or one kind of source: what goes, what is left to each place, and how ranks agree.

What is said of it is in ``pictures.coverage_survival``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.columns import WHOLE
from dashboard.engine import Result
from dashboard.insights.survival import Survival, survival
from dashboard.published import Published
from dashboard.query import CountBy, Query, Rows
from dashboard.scene import measure_at, read_measured, read_number
from dashboard.schema import CHOICES, DEFAULT_LOOKS, TRACKS, WITHOUT
from dashboard.selection import Address, Selection
from dashboard.source_queries import OnlyIn


@dataclass(frozen=True)
class Trial:
    """One way of leaving out: its code, the selections of what goes and of what is left (None where nothing can be),
    what both hold and what each place has left, in the unit that is counted, and the result. ``count_lost``: what goes
    and is not also left, as a tie can be that has other rows.
    """

    code: str
    gone: Selection
    left: Selection | None
    count_gone: float
    count_lost: float
    count_left: float
    counts: Mapping[str, float]
    result: Survival


def kind_of(address: Address) -> str:
    """The kind of places that are ranked."""
    return address.look.ranking or DEFAULT_LOOKS["ranking"]


def _field(code: str) -> str:
    return "track" if code in TRACKS else "source_kind"


def left_without(published: Published, selection: Selection, code: str) -> Selection | None:
    """The selection without the rows of a track or kind of source; None where no value of the field would be left."""
    field = _field(code)
    allowed = selection.values(field) or tuple(CHOICES[field].vocabulary or ())
    others = [value for value in allowed if value != code]
    return selection.with_values(field, others, published.catalogue) if others else None


def trials_of(published: Published, address: Address, kind: str) -> tuple[dict[str, float], list[Trial]]:
    """Place → count with all rows, and every way of leaving out that takes any of them away."""
    selection, by, columns = address.selection, measure_at(address), ("collection_track", "source_kind")
    ranked, whole = CountBy(CHOICES[kind].column, by), Rows(by)
    parts = {name: CountBy(name, by) for name in columns}
    lost = {name: (OnlyIn(CHOICES[kind].column, name, by), OnlyIn("", name, by)) for name in columns}
    asked: list[Query] = [ranked, whole, *parts.values(), *(query for pair in lost.values() for query in pair)]
    answers = published.ask([(query, selection) for query in asked])
    counts, total = read_measured(answers[ranked, selection], kind), read_number(answers[whole, selection])
    trials = []
    for code in WITHOUT:
        name = CHOICES[_field(code)].column
        gone = read_measured(answers[parts[name], selection], name).get(code, 0)
        if gone:
            of_place, of_all = (answers[query, selection] for query in lost[name])
            here = _in_part(of_place, code)
            left = {place: _less(count, here.get(place, 0)) for place, count in counts.items()}
            lost_of_all = dict(of_all.select("part", "count").iter_rows()).get(code, 0)
            left_of_all = _less(total, lost_of_all)
            narrowed = selection.with_values(_field(code), [code], published.catalogue)
            rest = left_without(published, selection, code)
            trials.append(Trial(code, narrowed, rest, gone, lost_of_all, left_of_all, left, survival(counts, left)))
    return counts, trials


def _in_part(answer: Result, part: str) -> dict[str, float]:
    """Place → what it has in that part only."""
    columns = answer.select("value", "part", "count")
    return {place: count for place, own, count in columns.iter_rows() if own == part}


def _less(count: float, lost: float) -> float:
    """The difference, of shares as exact as they are counted, so that equal ones share a rank."""
    left = count - lost
    return round(left * WHOLE) / WHOLE if isinstance(left, float) else left
