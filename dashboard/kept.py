"""Large tables made ready, kept as files that every process maps into its memory: shared, and there at once.

A folder holds one state of one table. It appears whole or not at all, names the length and check sum of each file, and
is made anew where one is not as it was written; where it cannot be written, the table stays in memory.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.ipc

from dashboard.data import Problem, Table, load_table
from dashboard.prepared import Prepared, in_order, prepare
from dashboard.reading import fingerprint
from dashboard.reference import Reference
from dashboard.registers import Registers
from dashboard.saying import kept, told_again

LARGE = 4_000_000
"""Bytes of a table's file from which on it is kept made ready."""

MOST_KEPT = 3
"""States of tables that stay in the folder, those that were used last."""

ROWS_IN_BATCH = 1_000_000
ROWS, ABOUT = "engagements.arrow", "about.json"
REGISTERS = ("actors", "counterparts", "networks")
UNFINISHED = ".unfinished-"

log = logging.getLogger(__name__)


def size_of(path: Path) -> int:
    """Bytes of a table's file, or of all Parquet files of a folder; 0 where there is none."""
    files = path.glob("*.parquet") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.exists())


def prepared_table(path: Path, reference: Reference, folder: Path) -> Prepared:
    """The table in ``path``, validated and made ready: from ``folder`` where it is large and was there already.

    Raise TableError where the file cannot be read.
    """
    if size_of(path) < LARGE:
        return prepare(load_table(path, reference), reference)
    version = fingerprint(path)
    name = name_of(f"{version} {path.name}", reference)
    return kept_as(name, folder, lambda: prepare(load_table(path, reference), reference), version)


def name_of(content: str, reference: Reference) -> str:
    """A name for what ``content`` identifies, as this code and Polars make it ready with these reference tables."""
    code = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]
    made = hashlib.sha256(b"\0".join([content.encode(), repr(sorted(reference.digests.items())).encode(), *code]))
    made.update(pl.__version__.encode())
    return made.hexdigest()[:24]


def kept_as(name: str, folder: Path, make: Callable[[], Prepared], version: str = "") -> Prepared:
    """What is kept under ``name``, or what ``make`` gives, which is then kept; only one process at a time makes it.

    ``version``: that of the table to be kept; another, which the file became meanwhile, is not kept under its name.
    """
    if (found := opened(folder / name)) is not None:
        return found
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder / ".lock"):
            if (found := opened(folder / name)) is not None:
                return found
            made = make()
            return made if version and made.table.version != version else _written(made, folder / name)
    except OSError as error:
        log.warning("The table is not kept made ready in %s (%s): each process holds one of its own.", folder, error)
        return make()


def opened(path: Path) -> Prepared | None:
    """The table kept in a folder, mapped into memory; None where there is none or it is not as it was written."""
    if not path.is_dir():
        return None
    try:
        about = json.loads((path / ABOUT).read_text(encoding="utf-8"))
        for name, (size, check) in about["files"].items():
            if (path / name).stat().st_size != size or _check_sum(path / name) != check:
                raise ValueError(f"{name} is not as it was written")
        found = _mapped(path, about)
        os.utime(path)
    except Exception as error:  # whatever a library finds wrong with a damaged file
        log.warning("The table kept in %s is made anew: %s", path, error)
        shutil.rmtree(path, ignore_errors=True)
        return None
    return found


def _mapped(path: Path, about: Mapping[str, Any]) -> Prepared:
    with pa.memory_map(str(path / ROWS)) as file:
        rows = pa.ipc.open_file(file).read_all()
    engagements = pl.from_arrow(rows, rechunk=False)
    registers = Registers(**{name: pd.read_parquet(path / f"{name}.parquet") for name in REGISTERS})
    problems = tuple(Problem(**{each: told_again(text) for each, text in found.items()}) for found in about["problems"])
    assert isinstance(engagements, pl.DataFrame)
    table = Table(engagements, problems, notes=tuple(about["notes"]), **about["table"])
    return Prepared(table, registers, in_order(engagements), about["updated"])


def _written(made: Prepared, path: Path) -> Prepared:
    """What was made, kept in a folder and mapped from there; itself where it cannot be written."""
    building = path.with_name(f"{UNFINISHED}{path.name}")
    try:
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir()
        _write(made, building)
        building.rename(path)
        _clear(path.parent)
    except OSError as error:
        log.warning("The table is not kept made ready in %s (%s): each process holds one of its own.", path, error)
        shutil.rmtree(building, ignore_errors=True)
        return made
    found = opened(path)
    return made if found is None else found


def _write(made: Prepared, building: Path) -> None:
    made.engagements.write_ipc(building / ROWS, record_batch_size=ROWS_IN_BATCH)
    for name in REGISTERS:
        getattr(made.registers, name).to_parquet(building / f"{name}.parquet")
    files = {path.name: (path.stat().st_size, _check_sum(path)) for path in building.iterdir()}
    table = {name: getattr(made.table, name) for name in ("rows_read", "name", "version")}
    problems = [{name: kept(text) for name, text in vars(each).items()} for each in made.table.problems]
    about = {"files": files, "table": table, "notes": made.table.notes, "updated": made.updated, "problems": problems}
    (building / ABOUT).write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")


def _check_sum(path: Path) -> int:
    check = 0
    with path.open("rb") as file:
        while part := file.read(1 << 22):
            check = zlib.crc32(part, check)
    return check


def _clear(folder: Path) -> None:
    """Forget all but what was used last, and what was left unfinished by processes that ended."""
    found = [path for path in folder.iterdir() if (path / ABOUT).exists() and not path.name.startswith(UNFINISHED)]
    late = sorted(found, key=lambda path: path.stat().st_mtime)[:-MOST_KEPT]
    for path in (*late, *folder.glob(f"{UNFINISHED}*")):
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Wait until no other process is within; where files cannot be locked, all go on at once."""
    with path.open("w") as file:
        with suppress(ImportError):
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield
