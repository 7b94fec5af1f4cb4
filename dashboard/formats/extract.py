"""An extract: the rows that one address selects, on their way out of the dashboard, and what is said of them.

It gives rows some thousand at a time, in the order of the table; what they become is decided by each format.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import polars as pl

from dashboard import datapackage, schema
from dashboard.citing import Citation, cite
from dashboard.engine import Result
from dashboard.formats.cells import Row, label_frame, labelled_columns, labeller
from dashboard.published import Published
from dashboard.selection import Address
from dashboard.wording import Totals, describe, summary

ROWS_AT_A_TIME = 2_000
ROWS_IN_FRAME = 10_000

SELECTIVE = "A selective snapshot of public sources: a blank place means nothing recorded, never that nothing happens."

LABELS = "labels"


@dataclass(frozen=True)
class Extract:
    """What is taken: ``link`` is the address of the same rows on the page, ``today`` the day on which they are taken.

    ``asked``: the parameters that only files have, by name, such as names=labels.
    """

    published: Published
    address: Address
    link: str
    today: date
    asked: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def totals(self) -> Totals:
        """How many rows, actors, countries and networks."""
        return self.published.totals(self.address.selection)

    @property
    def selection(self) -> str:
        """The selection in words."""
        return describe(self.address.selection, self.published.catalogue) or "everything"

    @property
    def sentence(self) -> str:
        """The sentence that stands above the same rows on the page."""
        return summary(self.address.selection, self.totals, self.published.catalogue)

    @property
    def citation(self) -> Citation:
        """How to cite exactly this."""
        return cite(self.published, self.today, self.address, self.link)

    @property
    def is_labelled(self) -> bool:
        """Whether codes are to be replaced by their labels."""
        return self.asked.get("names") == LABELS

    @property
    def columns(self) -> tuple[schema.Column, ...]:
        """The columns of a table of these rows, in codes or labels as asked."""
        return labelled_columns(self.published.catalogue) if self.is_labelled else schema.COLUMNS

    def chunks(self, columns: Sequence[str]) -> Iterator[Sequence[Row]]:
        """The rows with the named columns, all text, some thousand at a time."""
        return (chunk.rows() for chunk in self._chunks(columns, ROWS_AT_A_TIME))

    def frames(self) -> Iterator[pl.DataFrame]:
        """The rows with the columns of the schema, in codes or labels as asked, as frames of text."""
        label = label_frame(self.published.catalogue) if self.is_labelled else None
        for chunk in self._chunks(schema.COLUMN_NAMES, ROWS_IN_FRAME):
            rows = chunk.to_polars()
            yield label(rows) if label else rows

    def _chunks(self, columns: Sequence[str], length: int) -> Iterator[Result]:
        selection, sort = self.address.selection, self.address.look.sort
        return self.published.chunks(selection, sort, columns, length)

    def tables(self) -> Iterator[Sequence[Row]]:
        """The rows with the columns of the schema, in codes or labels as asked, some thousand at a time."""
        label = labeller(self.published.catalogue) if self.is_labelled else list
        return (label(rows) for rows in self.chunks(schema.COLUMN_NAMES))

    def facts(self) -> dict[str, object]:
        """What a file of these rows says of itself: selection, address, count, version, licence, citation."""
        return {
            "title": datapackage.TITLE,
            "selection": self.selection,
            "sentence": self.sentence,
            "address": self.link,
            "count": self.totals.rows,
            "version": self.published.version,
            "updated": self.published.updated,
            "taken": self.today.isoformat(),
            "licence": dict(datapackage.LICENCE),
            "citation": self.citation.text,
            "note": SELECTIVE,
        }
