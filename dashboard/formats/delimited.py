"""An extract as CSV (RFC 4180): a header and the rows in the table's order, in codes or labels as asked.

How a cell is kept from being a formula is in ``exports``; a line is made when it is sent, so no file is ever held.
"""

from __future__ import annotations

from collections.abc import Iterator

from dashboard import schema
from dashboard.exports import BYTE_ORDER_MARK, csv_lines, text_file
from dashboard.formats.extract import Extract

MARK = "bom"
"""The parameter that asks for a byte-order mark, which older versions of Excel need."""


def csv_file(extract: Extract) -> Iterator[bytes]:
    """The file in UTF-8, some thousand rows at a time; always the same bytes for the same rows."""
    mark = BYTE_ORDER_MARK if extract.asked.get(MARK) == "1" else ""
    yield (mark + csv_lines([schema.COLUMN_NAMES])).encode()
    for rows in extract.frames():
        yield text_file(rows)
