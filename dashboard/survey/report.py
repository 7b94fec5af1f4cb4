"""The file that goes back to the sender: their own columns, and beside each row what became of it and what to do.

Mended, it can be loaded again: the columns put here are left aside then, and what was loaded counts once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from io import BytesIO

import openpyxl
from openpyxl.cell import WriteOnlyCell

from dashboard.data import LONGEST_VALUE, Problem
from dashboard.exports import BYTE_ORDER_MARK, csv_lines
from dashboard.language import begun
from dashboard.language import gettext as _
from dashboard.naming.guesses import Guess
from dashboard.saying import in_words
from dashboard.survey.judging import DECIDE, READY, REJECTED, STATES, Outcome
from dashboard.survey.mapping import TARGETS
from dashboard.survey.opening import RESULT_COLUMNS, Sheet
from dashboard.survey.readings import NEW, Asked, Taken

TO_MEND: Collection[str] = (DECIDE, REJECTED)
"""States of the rows that a sender has something to do with."""

NOT_IN_A_CELL = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])
"""Control characters, which a workbook cannot hold."""


def report_lines(sheet: Sheet, outcomes: Iterable[Outcome], states: Collection[str] = TO_MEND) -> Iterator[list[str]]:
    """Header and rows: the sender's columns in their order, then result, what to do and guess.

    A row is as good as the worst of its engagements. ``states``: which rows are given, ``STATES`` for all.
    """
    of_row: dict[int, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        of_row[outcome.row].append(outcome)
    yield [*sheet.header, *map(_, RESULT_COLUMNS)]
    for row in sheet.rows:
        found = of_row[row.number]
        state = max((outcome.state for outcome in found), key=list(STATES).index, default=READY)
        if state in states:
            yield [*row.cells, STATES[state], _each_once(_to_do(found)), _each_once(_guesses(found))]


def report_csv(sheet: Sheet, outcomes: Iterable[Outcome], states: Collection[str] = TO_MEND) -> bytes:
    """The report as CSV (RFC 4180, UTF-8 with a byte order mark, which Excel needs), no cell a formula."""
    return (BYTE_ORDER_MARK + csv_lines(report_lines(sheet, outcomes, states))).encode()


def report_xlsx(sheet: Sheet, outcomes: Iterable[Outcome], states: Collection[str] = TO_MEND) -> bytes:
    """The report as a workbook in which every cell is text."""
    workbook = openpyxl.Workbook(write_only=True)
    page = workbook.create_sheet("Survey")
    page.freeze_panes = "A2"
    for line in report_lines(sheet, outcomes, states):
        page.append([_text_cell(page, text) for text in line])
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _text_cell(page: object, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, value=text.translate(NOT_IN_A_CELL))
    cell.data_type = "s"
    return cell


def _each_once(sentences: Iterable[str]) -> str:
    capitals = map(begun, sentences)
    return " ".join(dict.fromkeys(capitals))


def _to_do(outcomes: Iterable[Outcome]) -> Iterator[str]:
    for outcome in outcomes:
        yield from map(_problem, outcome.problems)
        yield from map(_question, outcome.asked)


def _problem(problem: Problem) -> str:
    value = problem.value if len(problem.value) <= LONGEST_VALUE else f"{problem.value[:LONGEST_VALUE]}…"
    subject = f"{_label(problem.column)} '{value}'" if value else _label(problem.column)
    words = _("{subject} {reason}; {fix}")
    return _ended(words.format(subject=subject, reason=in_words(problem.reason), fix=in_words(problem.fix)))


def _question(asked: Asked) -> str:
    choices = _(" or ").join(
        _choice(asked.text, guess) for guess in asked.guesses if asked.column != "id" or guess.score
    )
    if asked.column == "id":
        return _("Is it in the table already, as {choices}? Delete the row if so.").format(choices=choices)
    about = f"{_label(asked.column)} '{asked.text}'" if asked.text else _label(asked.column)
    words = _("{about}: {question} Perhaps {choices}.")
    return words.format(about=about, question=_ended(in_words(asked.question)), choices=choices)


def _choice(text: str, guess: Guess) -> str:
    if guess.code == NEW:
        return _("'{text}' as written").format(text=text)
    return f"'{guess.name}' ({guess.code})" if guess.level or guess.how == "words" else f"'{guess.name}'"


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(("?", ".")) else f"{sentence}."


def _guesses(outcomes: Iterable[Outcome]) -> Iterator[str]:
    return (_taken(taken) for outcome in outcomes for taken in outcome.taken)


def _taken(taken: Taken) -> str:
    guess = taken.guess
    words = f"{_label(taken.column)}: '{taken.text}'"
    if guess.name:
        words = _("{text} read as {name} ({score} of 100)").format(text=words, name=guess.name, score=guess.score)
    return _ended(f"{words}: {in_words(guess.note)}" if guess.note else words)


def _label(column: str) -> str:
    return TARGETS.get(column) or _("the row")
