"""The last good table, kept for a process that takes the place of one that died: it serves what the others serve.

Without it such a process would take what stands in the file now, which may be cut, or end where the file is gone. It
is no help at the first start: there a table that cannot be read ends the start with a sentence.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dashboard.kept import ABOUT, kept_as, name_of, opened
from dashboard.prepared import Prepared
from dashboard.reference import Reference

FOLDER = "served"
"""Within the folder of tables made ready: small ones are kept here, large ones are there already."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class LastGood:
    """The last table of a file that was fit to be served, and when that file was written."""

    prepared: Prepared
    written: datetime


def keep(good: LastGood, path: Path, reference: Reference, cache: Path) -> None:
    """Remember that ``good`` is what is served of the table in ``path``; where that cannot be kept the log says so."""
    version, folder = good.prepared.table.version, cache / FOLDER
    name = name_of(f"{version} {path.name}", reference)
    is_kept_as_large = (cache / name / ABOUT).exists()
    if not is_kept_as_large:
        kept_as(name, folder, lambda: good.prepared, version)
    words = json.dumps({"name": name, "version": version, "written": good.written.isoformat()})
    record = _record(path, folder)
    unfinished = record.with_suffix(f".{os.getpid()}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(words, encoding="utf-8")
        unfinished.replace(record)
    except OSError as error:
        log.warning("The last good table is not remembered in %s: %s", folder, error)


def found(path: Path, reference: Reference, cache: Path) -> LastGood | None:
    """What was served of the table in ``path``; None where it is not known, or was made ready by other code."""
    folder = cache / FOLDER
    try:
        record = json.loads(_record(path, folder).read_text(encoding="utf-8"))
        name, written = str(record["name"]), datetime.fromisoformat(record["written"])
        if name != name_of(f"{record['version']} {path.name}", reference):
            return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    prepared = opened(folder / name) or opened(cache / name)
    return LastGood(prepared, written) if prepared else None


def _record(path: Path, folder: Path) -> Path:
    place = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:24]
    return folder / f"{place}.json"
