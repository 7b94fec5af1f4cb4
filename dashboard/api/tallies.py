"""Counts by any field, under the whole selection and in any unit, with a sentence where they add up to more.

Unlike the bars of a page nothing is left out: what is counted are the engagements that the selection holds.
"""

from __future__ import annotations

from dashboard import schema
from dashboard.api.answers import Answer, Body, meta
from dashboard.api.questions import Question
from dashboard.counting import issue_measure_of, measure_of
from dashboard.query import CountBy, CountIssues, Query, Rows
from dashboard.scene import read_measured, read_number
from dashboard.units import Unit, exact_sum

YEAR = "year"


def counts(question: Question) -> Answer:
    """The count of every value that occurs: the largest first, years in their order."""
    name, selection = question.at["field"], question.address.selection
    unit = question.address.look.counted
    measure = measure_of(unit.code, selection)
    column = YEAR if name == YEAR else schema.CHOICES[name].column
    counting: Query = CountIssues(issue_measure_of(unit.code)) if name == "issue" else CountBy(column, measure)
    whole, lacking, rows = Rows(measure), Rows(measure, "" if name == "issue" else column), Rows()
    found = question.published.ask([(each, selection) for each in (counting, whole, lacking, rows)])
    counted = _shown(question, read_measured(found[counting, selection], name))
    total = read_number(found[whole, selection])
    body = {
        "meta": meta(question, int(read_number(found[rows, selection]))),
        "field": name,
        "unit": unit.code,
        "total": total,
        "without_value": 0 if name == "issue" else read_number(found[lacking, selection]),
        "sum": exact_sum(counted.values()),
        "note": _note(unit, name, exact_sum(counted.values()), total),
        "counts": [_bar(question, name, value, count) for value, count in _ordered(name, counted)],
    }
    return Answer(body)


def _shown(question: Question, counted: dict[str, float]) -> dict[str, float]:
    """The counts above zero; of shares, where issues are chosen, only theirs, which is what the total adds up."""
    chosen = question.address.selection.values("issue")
    is_by_share = question.address.look.unit == "fractional" and question.at["field"] == "issue"
    kept = chosen if is_by_share and chosen else tuple(counted)
    return {value: counted[value] for value in kept if counted.get(value)}


def _ordered(name: str, counted: dict[str, float]) -> list[tuple[str, float]]:
    if name == YEAR:
        return sorted(counted.items())
    return sorted(counted.items(), key=lambda each: (-each[1], each[0]))


def _bar(question: Question, name: str, value: str, count: float) -> Body:
    label = str(value) if name == YEAR else question.published.catalogue.label(name, value)
    return {"value": str(value), "label": label, "count": count}


def _note(unit: Unit, name: str, total: float, over: float) -> str:
    """Why the counts add up to more than the total, '' where they do not."""
    if total <= over:
        return ""
    one = "An engagement" if name == "issue" and not unit.is_distinct else f"A {unit.one}"
    return f"{one} can have several values: the counts add up to {unit.number(total)}, over {unit.counted(over)}."
