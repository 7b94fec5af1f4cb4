"""What a sent file may be at most, and the refusal of archives that would unpack to more or hold what is not wanted.

Workbooks are looked through here before anything reads them; rows and columns are counted in ``opening``.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from dashboard.language import gettext as _
from dashboard.reading import TableError

CHUNK = 1 << 20
SMALL_PART = 1 << 20
"""Bytes unpacked below which the ratio of a part does not matter."""


@dataclass(frozen=True)
class Limits:
    """The most of everything: bytes sent, bytes unpacked and their ratio to those packed, parts of an archive.

    ``rows`` and ``columns`` of the sheet, ``letters`` of one cell.
    """

    size: int = 20_000_000
    rows: int = 200_000
    columns: int = 200
    letters: int = 10_000
    unpacked: int = 400_000_000
    ratio: int = 150
    parts: int = 1_000


def check_workbook(name: str, content: bytes, limits: Limits) -> None:
    """Refuse an archive that is no .xlsx workbook, holds macros, unpacks to too much, or has XML with a DTD.

    Sizes are those declared, then those really unpacked. Raise TableError with a sentence that says what to do.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_parts(name, archive, limits)
            _check_unpacked(name, archive, limits)
    except TableError:
        raise
    except Exception as error:  # zipfile and its decompressors raise whatever they meet in a damaged file
        raise TableError(
            _("{file} is damaged or encrypted and cannot be opened; save it without a password").format(file=name)
        ) from error


def _check_parts(name: str, archive: zipfile.ZipFile, limits: Limits) -> None:
    parts = archive.infolist()
    names = {part.filename.lower() for part in parts}
    if any(each.endswith("vbaproject.bin") for each in names):
        raise TableError(
            _("{file} holds macros, which are never opened; save it as .xlsx without macros").format(file=name)
        )
    if "xl/workbook.xml" not in names:
        raise TableError(
            _("{file} is an archive but no Excel workbook; save the sheet as .xlsx or CSV").format(file=name)
        )
    if len(parts) > limits.parts:
        raise TableError(
            _("{file} has {n} parts; save the sheet alone, in a new workbook").format(file=name, n=f"{len(parts):,}")
        )
    for part in parts:
        ratio = part.file_size / max(part.compress_size, 1)
        if part.file_size > SMALL_PART and ratio > limits.ratio:
            raise _too_much(name)
    if sum(part.file_size for part in parts) > limits.unpacked:
        raise _too_much(name)


def _check_unpacked(name: str, archive: zipfile.ZipFile, limits: Limits) -> None:
    """Unpack every part of XML once, counting: a declared size may be a lie."""
    unpacked = 0
    for part in archive.infolist():
        if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        _check_markup(name, archive, part)
        with archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                unpacked += len(chunk)
                if unpacked > limits.unpacked:
                    raise _too_much(name)


def _check_markup(name: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse a document type, where entities would be declared: it stands before the first element, if anywhere."""
    try:
        with archive.open(part) as stream:
            next(iter(ElementTree.iterparse(stream, events=("start",), forbid_dtd=True)), None)
    except DefusedXmlException as error:
        raise TableError(
            _("{file} declares entities in its XML, which no spreadsheet does; save it anew").format(file=name)
        ) from error
    except ElementTree.ParseError as error:
        raise TableError(_("{file} is damaged ({part}); save it anew").format(file=name, part=part.filename)) from error


def _too_much(name: str) -> TableError:
    return TableError(
        _("{file} unpacks to far more than a survey holds; save the sheet alone, in a new workbook").format(file=name)
    )
