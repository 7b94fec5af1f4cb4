"""An extract as a ZIP: the CSV with everything that explains it, describes it for machines and cites it.

The archive is made as it is sent: the CSV first, then what can only be said once its last row has gone by.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from typing import IO, cast

from dashboard.formats.delimited import csv_file
from dashboard.formats.explained import Packed, about_text, codebook_text, package_text
from dashboard.formats.extract import Extract

CSV = "engagements.csv"

MOST_IN_SHORT = 100_000
"""Rows above which the CSV may outgrow 2 GiB, so that it needs the longer fields of ZIP64."""


class _Sink:
    """A file that cannot go back: what was written since it was last emptied."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self.parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Nothing waits elsewhere."""

    def emptied(self) -> bytes:
        taken, self.parts = b"".join(self.parts), []
        return taken


def zip_file(extract: Extract) -> Iterator[bytes]:
    """The archive, in pieces; the CSV in it has the bytes of ``csv_file`` under the same address."""
    sink = _Sink()
    with zipfile.ZipFile(cast(IO[bytes], sink), "w", zipfile.ZIP_DEFLATED) as archive:
        digest, size = hashlib.sha256(), 0
        is_large = extract.totals.rows > MOST_IN_SHORT
        with archive.open(_entry(extract, CSV), "w", force_zip64=is_large) as file:
            for part in csv_file(extract):
                digest.update(part)
                size += len(part)
                file.write(part)
                yield sink.emptied()
        packed = Packed(CSV, extract.totals.rows, size, digest.hexdigest())
        for name, text in _beside(extract, packed).items():
            archive.writestr(_entry(extract, name), text)
    yield sink.emptied()


def _beside(extract: Extract, packed: Packed) -> dict[str, str]:
    return {
        "about-this-selection.txt": about_text(extract, packed),
        "codebook.md": codebook_text(extract, packed),
        "datapackage.json": package_text(extract, packed),
        "citation.bib": extract.citation.bibtex,
        "citation.ris": extract.citation.ris,
    }


def _entry(extract: Extract, name: str) -> zipfile.ZipInfo:
    """An entry with the day of the extract for its time, so that the same extract is the same archive."""
    day = extract.today
    entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
