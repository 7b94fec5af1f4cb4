"""Rows of a sent file read as engagements: cells by their mapping, each kind once for each distinct text.

What a cell means is in ``fields``, ``actors`` and ``counterparts``; which are good, in ``judging``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from dashboard.naming.gazetteer import Gazetteer
from dashboard.saying import later
from dashboard.schema import COLUMN_NAMES, TYPES
from dashboard.suggestions import in_english
from dashboard.survey.actors import ActorCells, read_actor
from dashboard.survey.counterparts import CounterpartCells, read_counterparts
from dashboard.survey.fields import (
    DATES,
    dates_otherwise,
    read_address,
    read_code,
    read_issues,
    read_period,
    read_text,
)
from dashboard.survey.mapping import NETWORK
from dashboard.survey.opening import Row, Sheet
from dashboard.survey.readings import Decisions, Reading, Refused, together

MOST_KEPT = 200_000
"""Distinct texts of each kind remembered."""
HINTS = {
    "city": re.compile(r"\bsister.cit|\btwin", re.IGNORECASE),
    "network": re.compile(r"network|member", re.IGNORECASE),
}
"""Level of a counterpart → words of a type that tell it, where nothing else does."""

OTHER_SIDE = ("counterpart", "counterpart_country", "counterpart_level", "counterpart_city", NETWORK)
EMPTY = dict.fromkeys(COLUMN_NAMES, "")


@dataclass(frozen=True)
class Survey:
    """What is said of a whole file: where it is from, and what holds where a cell is empty.

    ``source_url`` (http or https), ``source_date`` (partial date), ``accessed`` (day, ISO 8601), ``track``: a code
    of TRACKS, ``kind``: of SOURCE_KINDS. ``defaults``: column → text, as a sender would write it.
    """

    source_name: str
    source_url: str
    accessed: str
    source_date: str = ""
    kind: str = "official"
    track: str = "survey"
    defaults: Mapping[str, str] = field(default_factory=dict)


class Reader:
    """Reads the rows of one sheet under one mapping; remembers what it read."""

    def __init__(
        self, sheet: Sheet, mapping: Mapping[str, str], survey: Survey, names: Gazetteer, decisions: Decisions
    ) -> None:
        self._survey = survey
        self._columns = _columns_of(sheet.header, mapping)
        serials = sheet.excel or any(map(dates_otherwise, self._texts(sheet.rows)))
        self._actor = lru_cache(MOST_KEPT)(lambda *cells: read_actor(names, decisions, ActorCells(*cells)))
        self._others = lru_cache(MOST_KEPT)(
            lambda *cells: read_counterparts(names, decisions, CounterpartCells(*cells))
        )
        self._code = lru_cache(MOST_KEPT)(lambda column, text: read_code(names, decisions, column, text))
        self._issues = lru_cache(MOST_KEPT)(lambda text: read_issues(names, decisions, text))
        self._period = lru_cache(MOST_KEPT)(lambda start, end: read_period(decisions, start, end, serials))
        self._dated = lru_cache(MOST_KEPT)(lambda text: read_period(decisions, text, "", serials).values["start_date"])

    def engagements(self, row: Row) -> Iterator[tuple[Mapping[str, str], Reading]]:
        """The engagements of a row, at least one, each with what is to be said of it."""
        given = {column: self._cell(row, places) for column, places in self._columns.items()}
        cell = {**self._survey.defaults, **{column: text for column, text in given.items() if text}}
        actor = self._actor(*(cell.get(each, "") for each in ("us_actor", "us_state", "us_level", "us_city")))
        kind = cell.get("engagement_type", "")
        hint = next((level for level, words in HINTS.items() if words.search(kind)), "")
        others = self._others(*(cell.get(each, "") for each in OTHER_SIDE), hint)
        common = together([self._of_row(cell, row), actor])
        for other in others:
            reading = together([common, other])
            yield self._completed(reading.values), reading

    def _cell(self, row: Row, places: Sequence[int]) -> str:
        texts = [row.cells[place] for place in places if row.cells[place]]
        return texts[0] if len(texts) == 1 else "; ".join(texts)

    def _texts(self, rows: Sequence[Row]) -> Iterator[list[str]]:
        for column in DATES:
            for place in self._columns.get(column, ()):
                yield list({row.cells[place] for row in rows})

    def _of_row(self, cell: Mapping[str, str], row: Row) -> Reading:
        """What does not depend on the counterpart."""
        said = {column: cell.get(column, "") for column in ("engagement_type", "status")}
        period = self._period(cell.get("start_date", ""), cell.get("end_date", ""))
        refused = (Refused("", "", row.misfit, later("mend the row")),) if row.misfit else ()
        return together(
            [
                *(self._code(column, text) for column, text in said.items()),
                self._issues(cell.get("issues", "")),
                period,
                *(read_text(column, [cell.get(column, "")]) for column in ("title", "summary")),
                self._source(cell),
                Reading(refused=refused),
            ]
        )

    def _source(self, cell: Mapping[str, str]) -> Reading:
        survey = self._survey
        address = read_address(cell.get("source_url", "") or survey.source_url)
        kind = self._code("source_kind", cell.get("source_kind", "") or survey.kind)
        values = {
            "source_name": cell.get("source_name", "") or survey.source_name,
            "source_date": self._dated(cell.get("source_date", "")) or survey.source_date,
            "accessed": survey.accessed,
            "collection_track": survey.track,
        }
        return together([address, kind, Reading(values)])

    def _completed(self, values: Mapping[str, str]) -> Mapping[str, str]:
        """The table's columns, with type of networks, status, title and summary where the sender gives none."""
        joins = values["counterpart_level"] == "network" and not values["engagement_type"]
        kind = "network_membership" if joins else values["engagement_type"]
        sides = f"{values['us_actor']} and {values['counterpart']}"
        title = values["title"] or f"{sides}: {in_english(TYPES).get(kind, kind).lower()}"
        summary = values["summary"] or f"{title}, as reported in {values['source_name'] or 'a survey'}."
        own = {"engagement_type": kind, "status": values["status"] or "reported", "title": title, "summary": summary}
        return {**EMPTY, **values, **own}


def _columns_of(header: Sequence[str], mapping: Mapping[str, str]) -> Mapping[str, Sequence[int]]:
    """Target → places of its columns."""
    columns: dict[str, list[int]] = {}
    for place, name in enumerate(header):
        if target := mapping.get(name, ""):
            columns.setdefault(target, []).append(place)
    return columns
