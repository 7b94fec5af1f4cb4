"""How long a survey file of 100,000 rows takes from its bytes to a verdict on every row and a file to mend.

The file is made of synthetic engagements, spelled and laid out as senders do; one core, nothing remembered.
"""

from __future__ import annotations

import csv
import io
import random
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import openpyxl

from bench.tables import table_of
from dashboard.data import load_table
from dashboard.likeness import known_engagements
from dashboard.naming.gazetteer import build_gazetteer
from dashboard.reading import read_table
from dashboard.reference import load_reference
from dashboard.registers import build_registers
from dashboard.settings import Settings
from dashboard.survey.judging import Known, judge
from dashboard.survey.limits import Limits
from dashboard.survey.mapping import chosen, suggest
from dashboard.survey.opening import open_survey
from dashboard.survey.report import report_csv
from dashboard.survey.rows import Survey

HEADER = ("Name of your city", "State", "Partner country", "Partner", "Type of engagement", "Issue areas", "Start date",
          "Name of engagement", "Notes")  # fmt: skip
KINDS = {"sister_agreement": "Sister City", "memorandum": "MOU", "outgoing_delegation": "outbound delegation"}
ROWS = 100_000
LIMITS = Limits(size=100_000_000)

Answer = TypeVar("Answer")


def survey_times() -> Iterator[tuple[str, str, str]]:
    """A line for each step: what, seconds, rows a second."""
    reference = load_reference(Settings().data)
    table = load_table(Settings().table, reference).engagements
    names = build_gazetteer(reference, build_registers(table, reference))
    rows = list(_rows(reference.state_names, reference.country_names))
    seconds: dict[str, float] = {}
    workbook, text = _as_xlsx(rows), _as_csv(rows)
    _timed(seconds, "open as Excel workbook", lambda: open_survey("survey.xlsx", workbook, LIMITS))
    sheet = _timed(seconds, "open as CSV", lambda: open_survey("survey.csv", text, LIMITS))
    mapping = chosen(_timed(seconds, "suggest the columns", lambda: suggest(sheet, names)))
    survey = Survey("Synthetic survey", "https://example.org/survey", "2026-01-01")
    known = Known(known_engagements(table))
    judged = _timed(seconds, "judge every row", lambda: judge(sheet, mapping, survey, names, reference, known))
    _timed(seconds, "write the file to mend", lambda: report_csv(sheet, judged.outcomes))
    for step, taken in seconds.items():
        yield step, f"{taken:.1f}", f"{len(rows) / taken:,.0f}"
    shares = ", ".join(f"{count:,} {state}" for state, count in judged.counts.items())
    yield shares, "", ""


def _timed(seconds: dict[str, float], step: str, work: Callable[[], Answer]) -> Answer:
    began = time.process_time()
    answer = work()
    seconds[step] = time.process_time() - began
    return answer


def _rows(states: dict[str, str], countries: dict[str, str]) -> Iterator[Sequence[str]]:
    """Synthetic engagements as a sender writes them; one in twenty names has a typing error."""
    drawn = random.Random(7)
    for row in read_table(table_of(ROWS)).to_dict("records"):
        actor = row["us_actor"].removeprefix("City of ")
        yield (
            _mistyped(actor, drawn) if drawn.random() < 0.05 else actor,
            f"{row['us_state']} - {states[row['us_state']]}",
            countries.get(row["counterpart_country"], ""),
            _mistyped(row["counterpart"], drawn) if drawn.random() < 0.05 else f"{row['counterpart']} ",
            KINDS.get(row["engagement_type"], row["engagement_type"].replace("_", " ")),
            row["issues"].replace("_", " ").replace("|", "; "),
            f"{row['start_date'][5:7]}/{row['start_date'][:4]}" if len(row["start_date"]) > 6 else row["start_date"],
            row["title"],
            row["summary"],
        )


def _mistyped(name: str, drawn: random.Random) -> str:
    at = drawn.randrange(len(name))
    return name[:at] + name[at + 1 :] or name


def _as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([HEADER, *rows])
    return text.getvalue().encode("cp1252", "replace")


def _as_xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    workbook = openpyxl.Workbook(write_only=True)
    page = workbook.create_sheet()
    for row in (HEADER, *rows):
        page.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()
