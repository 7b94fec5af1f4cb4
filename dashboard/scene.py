"""The scene: one address answered in full, from which every view, filter and sentence of a page is made.

It asks all questions in one run and reads the answers as plain mappings; it draws nothing and knows no page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dashboard import schema
from dashboard.counting import Measure, issue_measure_of, measure_of
from dashboard.engine import Result
from dashboard.published import Asked, Published, read_totals, totals_questions
from dashboard.query import CountBy, CountIssues, EdgeList, Query, Rows
from dashboard.selection import YEARS, Address, Selection
from dashboard.subjects import Subject
from dashboard.theme import Theme
from dashboard.units import Unit
from dashboard.wording import Totals

COUNTED_FIELDS = tuple(name for name in schema.CHOICES if name not in ("actor", "counterpart"))
"""Fields whose filter shows a count beside every option."""


def own_clauses(name: str) -> tuple[str, ...]:
    """The parameters that a view or filter over this field leaves out: its own, with those that unite with it."""
    if name in schema.OTHER_SIDE:
        return schema.OTHER_SIDE
    return YEARS if name in YEARS else (name,)


def count_question(selection: Selection, name: str, unit: str = "") -> Asked:
    """Ask for the count of every value of a field, in a unit, under all clauses but the field's own."""
    others = selection.without(*own_clauses(name))
    if name == "issue":
        return CountIssues(issue_measure_of(unit)), others
    return CountBy(schema.CHOICES[name].column, measure_of(unit, others)), others


def read_counts(answer: Result, name: str) -> dict[str, int]:
    """Value → engagements, from the answer to a count question; issues without any are 0, other values absent."""
    return {value: int(count) for value, count in read_measured(answer, name).items()}


def read_measured(answer: Result, name: str) -> dict[str, float]:
    """The same where another unit may be counted."""
    if name == "issue":
        totals = answer.row(0)
        return {code: _number(total) for code, total in zip(schema.ISSUES, totals, strict=True)}
    return dict(zip(answer["value"].to_list(), answer["count"].to_list(), strict=True))


def read_number(answer: Result) -> float:
    """The number that an answer of one row and one column holds."""
    return _number(answer[0, 0])


def measure_at(address: Address, *without: str) -> Measure:
    """How an address counts the rows of its selection, with the clauses of some parameters left out."""
    return measure_of(address.look.unit, address.selection.without(*without))


def _number(total: float | None) -> float:
    """A sum of no rows is null on some engines, and a whole one is not always Python's own."""
    return float(total) if isinstance(total, float) else int(total or 0)


@dataclass(frozen=True)
class Scene:
    """An address with its answers. ``assets``: address of the assets folder, ending in '/'.

    On the page of a ``subject`` the address is narrowed to it already.
    """

    published: Published
    address: Address
    theme: Theme
    assets: str
    answers: Mapping[Asked, Result]
    subject: Subject | None = None

    @property
    def path(self) -> str:
        """The address of the page, without its query string."""
        return self.subject.path if self.subject else "/"

    @property
    def own(self) -> Address:
        """The address as the page's query string says it: without what the subject chooses."""
        fields = self.subject.fields if self.subject else ()
        return replace(self.address, selection=self.selection.without(*fields))

    @property
    def selection(self) -> Selection:
        """What is chosen."""
        return self.address.selection

    @property
    def totals(self) -> Totals:
        """What the selection holds."""
        return read_totals(self.selection, self.answers, self.published.table.rows)

    @property
    def unit(self) -> Unit:
        """What is counted."""
        return self.address.look.counted

    @property
    def counted(self) -> float:
        """What the selection holds, in the unit."""
        return self.number(Rows(measure_at(self.address)), self.selection)

    def number(self, query: Query, selection: Selection) -> float:
        """The single number that a query was answered with."""
        return read_number(self.answers[query, selection])

    def counts(self, name: str) -> dict[str, float]:
        """Value → count, in the unit, under all clauses but the field's own."""
        return read_measured(self.answers[count_question(self.selection, name, self.address.look.unit)], name)

    def chosen(self, name: str) -> frozenset[str]:
        """The chosen values of a field."""
        return frozenset(self.selection.values(name))

    def label(self, name: str, value: str) -> str:
        """What to call a value."""
        return self.published.catalogue.label(name, value)

    def edges(self, edge_list: EdgeList, *without: str) -> dict[tuple[str, str], float]:
        """(source, target) → count, with the clauses of some parameters left out."""
        answer = self.answers[edge_list, self.selection.without(*without)]
        ends = zip(answer["source"].to_list(), answer["target"].to_list(), strict=True)
        return dict(zip(ends, answer["weight"].to_list(), strict=True))


def set_scene(
    published: Published,
    address: Address,
    theme: Theme,
    assets: str,
    questions: Iterable[Asked] = (),
    subject: Subject | None = None,
) -> Scene:
    """Ask everything that filters, sentence and the given views need, at once."""
    selection = address.selection
    counted = [count_question(selection, name, address.look.unit) for name in COUNTED_FIELDS]
    whole = (Rows(measure_at(address)), selection)
    answers = published.ask([*totals_questions(selection), whole, *counted, *questions])
    return Scene(published, address, theme, assets, answers, subject)
