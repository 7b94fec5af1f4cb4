"""An extract as JSON: what it is, then a record for each engagement with codes and labels beside each other.

Records are made as they are sent; where the engagements are on the map is in ``geojson``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import orjson

from dashboard.formats.cells import RECORD_COLUMNS, recorder
from dashboard.formats.extract import Extract


def json_file(extract: Extract) -> Iterator[bytes]:
    """An object (UTF-8): the facts of the extract, and ``engagements``, a list of records."""
    record = recorder(extract.published.catalogue)
    head = orjson.dumps(extract.facts(), option=orjson.OPT_INDENT_2).removesuffix(b"\n}")
    yield head + b',\n  "engagements": ['
    yield from listed(map(record, rows) for rows in extract.chunks(RECORD_COLUMNS))
    yield b"\n]}\n"


def listed(chunks: Iterable[Iterable[object]]) -> Iterator[bytes]:
    """The things of all chunks as the inside of a JSON list, one a line, a chunk at a time."""
    joint = b"\n"
    for things in chunks:
        yield joint + b",\n".join(orjson.dumps(thing) for thing in things)
        joint = b",\n"
