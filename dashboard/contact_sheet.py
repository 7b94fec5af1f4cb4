"""The contact sheet of joint missions: an office a line, with what it has on record and the source that names it.

The table holds no contacts of persons; the sheet says so and gives the address of the source instead.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from dashboard import schema
from dashboard.asking import Question
from dashboard.exports import csv_lines
from dashboard.insights.missions import Mission
from dashboard.opportunities import findings, mission_rows, tally_of
from dashboard.published import Published

BEFORE = ("set", "country", "score", "actor", "level", "state", "what")
AFTER = ("last_date", "source_name", "source_url", "note")
"""Columns before and after that of the count, which is called as what is counted: 'engagements'."""

NOTE = "An office, not a person: the table holds no personal contacts. The source names the office where it is public."


def contact_sheet(published: Published, question: Question) -> str:
    """All sets of a question as CSV (RFC 4180), best first; actors of a set with the latest engagement first."""
    lines: list[tuple[object, ...]] = [(*BEFORE, question.unit.many.replace(" ", "_"), *AFTER)]
    for number, mission in enumerate(findings(published, question).missions, start=1):
        lines.extend(_offices(published, question, mission, number))
    return csv_lines(lines)


def what(rows: pd.DataFrame, question: Question) -> str:
    """Types with their engagements, or what is counted, most first: 'Memorandum 2, Trade mission 1'."""
    counts = tally_of(question).by(rows, "engagement_type").to_dict()
    ordered = sorted(counts.items(), key=lambda each: (-each[1], schema.TYPES[str(each[0])]))
    return ", ".join(f"{schema.TYPES[str(code)]} {question.unit.number(count)}" for code, count in ordered)


def _offices(published: Published, question: Question, mission: Mission, number: int) -> Iterator[tuple[object, ...]]:
    rows = mission_rows(published, question, mission)
    parts = sorted(rows.groupby("actor"), key=lambda part: (part[1]["sort_date"].max(), part[0]), reverse=True)
    for actor, part in parts:
        country = published.catalogue.label("country", mission.country)
        yield number, country, f"{mission.score:.2f}", *_office(published, question, str(actor), part)


def _office(published: Published, question: Question, actor: str, rows: pd.DataFrame) -> tuple[object, ...]:
    newest = rows.sort_values(["sort_date", "id"], ascending=[False, True]).iloc[0]
    return (
        published.catalogue.label("actor", actor),
        schema.LEVELS[newest["us_level"]],
        newest["us_state"],
        what(rows, question),
        tally_of(question).of(rows),
        newest["start_date"],
        newest["source_name"],
        newest["source_url"],
        NOTE,
    )
