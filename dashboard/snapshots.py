"""Snapshots: the table frozen as numbered releases that never change, each a folder with its rows and their manifest.

A folder holds the engagements (CSV and Parquet), the reference tables they were read with, and ``manifest.json``. What
is published, and at which address, is decided elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet

from dashboard import schema
from dashboard.data import Table
from dashboard.reading import read_table
from dashboard.reference import FILES

MANIFEST, CSV, PARQUET = "manifest.json", "engagements.csv", "engagements.parquet"
PARQUET_TYPE = "application/vnd.apache.parquet"
NUMBER = re.compile(r"(\d{4})\.([1-9]\d{0,5})")
MOST_TRIES = 100


class SnapshotError(ValueError):
    """A snapshot cannot be made or read; the message says which and why."""


class RepeatedError(SnapshotError):
    """Nothing changed since the last snapshot."""


@dataclass(frozen=True)
class Snapshot:
    """A frozen release. ``number``: year and count in that year, such as 2026.1. ``made``: ISO 8601, UTC.

    ``rows``, ``actors``, ``countries``, ``networks``: how many it holds. ``updated``: latest day on which a source was
    read. ``sha256``: of the rows as CSV. ``table``: version of the table it was made from, ``changes``: number of the
    last accepted change in it. ``files``: name → SHA-256 of every file beside the manifest.
    """

    number: str
    folder: Path
    made: str
    schema_version: str
    table: str
    changes: int
    notes: str
    updated: str
    rows: int
    actors: int
    countries: int
    networks: int
    files: Mapping[str, str]

    @property
    def sha256(self) -> str:
        """Of the rows as CSV."""
        return self.files[CSV]

    def read(self) -> Table:
        """Its rows as they were; raise SnapshotError where they cannot be read.

        They passed the checks when they were frozen and are not checked again: later rules do not change a release.
        """
        if digest_of(self.folder / PARQUET) != self.files[PARQUET]:
            raise SnapshotError(f"Snapshot {self.number} is not as it was when it was made: {PARQUET} differs.")
        try:
            frame = read_table(self.folder / PARQUET)[list(schema.COLUMN_NAMES)]
        except (KeyError, ValueError) as error:
            raise SnapshotError(f"Snapshot {self.number} cannot be read: {error}") from error
        return Table.of(frame, CSV, self.table)


@dataclass(frozen=True)
class Shelf:
    """All snapshots of a folder, newest first, and a sentence for each that is damaged and not offered."""

    snapshots: tuple[Snapshot, ...] = ()
    problems: tuple[str, ...] = ()

    def named(self, number: str) -> Snapshot | None:
        """The snapshot of this number, None if there is none."""
        return next((each for each in self.snapshots if each.number == number), None)

    def before(self, number: str) -> Snapshot | None:
        """The snapshot made before the one of this number, None if that was the first."""
        numbers = [each.number for each in self.snapshots]
        return next(iter(self.snapshots[numbers.index(number) + 1 :]), None)


def numbers_in(folder: Path) -> tuple[str, ...]:
    """The numbers of all snapshots in the folder, newest first; none where there is no folder."""
    found = [path.name for path in folder.iterdir() if NUMBER.fullmatch(path.name)] if folder.is_dir() else []
    return tuple(sorted(found, key=_order, reverse=True))


def shelf_of(folder: Path) -> Shelf:
    """Read all manifests in the folder, and hold every file to the digest in its manifest."""
    good, problems = [], []
    for number in numbers_in(folder):
        try:
            good.append(snapshot_at(folder / number))
        except SnapshotError as error:
            problems.append(str(error))
    return Shelf(tuple(good), tuple(problems))


def snapshot_at(folder: Path) -> Snapshot:
    """Read the manifest of a snapshot; raise SnapshotError where it, or a file it names, is not as it was made."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        snapshot = Snapshot(folder=folder, **manifest)
        changed = [name for name, digest in snapshot.files.items() if digest_of(folder / name) != digest]
        its, ours = (version.split(".")[0] for version in (snapshot.schema_version, schema.VERSION))
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise SnapshotError(f"Snapshot {folder.name} is not offered: its manifest cannot be read ({error}).") from error
    if changed or not {CSV, PARQUET, *FILES} <= snapshot.files.keys() or snapshot.number != folder.name:
        what = ", ".join(changed) or MANIFEST
        raise SnapshotError(f"Snapshot {folder.name} is not offered: {what} is not as it was when it was made.")
    if its != ours:
        raise SnapshotError(
            f"Snapshot {folder.name} is not offered: its schema is {snapshot.schema_version}, "
            f"this release of the dashboard reads {schema.VERSION}."
        )
    return snapshot


def freeze(
    table: Table, reference: Path, shelf: Path, made: str, changes: int, counts: Mapping[str, Any], notes: str
) -> Snapshot:
    """Write the table as the next snapshot of the year of ``made`` (ISO 8601, UTC), whole or not at all.

    ``reference``: folder of the reference tables. ``counts``: ``updated``, ``rows``, ``actors``, ``countries`` and
    ``networks`` of Snapshot. Raise RepeatedError where nothing
    changed since the last one, SnapshotError where the folder cannot
    take it.
    """
    building = shelf / f".{uuid4().hex}"
    try:
        building.mkdir(parents=True)
        _write(table, reference, building)
        files = {path.name: digest_of(path) for path in sorted(building.iterdir())}
        _refuse_repeat(shelf, files)
        about = {"made": made, "schema_version": schema.VERSION, "table": table.version, "changes": changes}
        return _shelve(building, shelf, {**about, "notes": notes, **counts, "files": files})
    except OSError as error:
        raise SnapshotError(f"No snapshot was made: {error}") from error
    finally:
        shutil.rmtree(building, ignore_errors=True)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(table: Table, reference: Path, folder: Path) -> None:
    table.engagements.to_csv(folder / CSV, index=False, lineterminator="\r\n", encoding="utf-8")
    arrow = pa.Table.from_pandas(table.engagements, preserve_index=False)
    pyarrow.parquet.write_table(arrow, folder / PARQUET, compression="zstd")
    for name in FILES:
        shutil.copyfile(reference / name, folder / name)


def _refuse_repeat(shelf: Path, files: Mapping[str, str]) -> None:
    last = next(iter(shelf_of(shelf).snapshots), None)
    kept = {name: digest for name, digest in files.items() if name != PARQUET}
    if last and kept == {name: digest for name, digest in last.files.items() if name != PARQUET}:
        raise RepeatedError(f"No snapshot was made: nothing changed since {last.number} of {last.made[:10]}.")


def _shelve(building: Path, shelf: Path, manifest: Mapping[str, Any]) -> Snapshot:
    """Give the folder its number: a rename is whole or not at all, and fails where somebody took the number."""
    for number in _next_numbers(shelf, manifest["made"][:4]):
        text = json.dumps({"number": number, **manifest}, ensure_ascii=False, indent=2) + "\n"
        (building / MANIFEST).write_text(text, encoding="utf-8")
        try:
            building.rename(shelf / number)
        except OSError:
            if not (shelf / number).exists():
                raise
            continue
        for path in (shelf / number).iterdir():
            os.chmod(path, 0o444)
        return snapshot_at(shelf / number)
    raise SnapshotError("No snapshot was made: too many are being made at once. Try again.")


def _next_numbers(shelf: Path, year: str) -> Iterator[str]:
    taken = [_order(number)[1] for number in numbers_in(shelf) if number.startswith(f"{year}.")]
    first = max(taken, default=0) + 1
    return (f"{year}.{count}" for count in range(first, first + MOST_TRIES))


def _order(number: str) -> tuple[int, int]:
    year, _, count = number.partition(".")
    return int(year), int(count)
