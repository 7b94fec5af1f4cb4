"""The command ``backup``: a safe copy of store, table and snapshots in one file, made while the dashboard runs.

What such a file holds is in ``backups``.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import click

from dashboard.backups import (
    FORMAT,
    MANIFEST,
    SNAPSHOTS,
    STORE,
    TABLE,
    BackupError,
    Manifest,
    holds,
    settings_of,
    sha256_of,
    store_file,
)
from dashboard.settings import Settings, SettingsError
from dashboard.snapshots import numbers_in
from dashboard.store.database import moment

TRIES = 3


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy store, base table and snapshots into FILE, a ZIP with a manifest, while the dashboard runs.

    It holds accounts and the secret that sessions are signed with: keep it where nobody else reads it. Exit code 2
    where it cannot be made; FILE is then not there.
    """
    try:
        manifest = make_backup(settings_of(os.environ), file)
    except (SettingsError, BackupError) as error:
        click.echo(f"No backup was made: {error}", err=True)
        raise SystemExit(2) from None
    click.echo(f"{file}: {manifest.store}, as of {manifest.made[:19]} UTC.")


def make_backup(settings: Settings, file: Path) -> Manifest:
    """Write a backup to ``file``, whole or not at all. Raise BackupError."""
    store = store_file(settings)
    if not store.is_file():
        raise BackupError(f"there is no store at {store}; DATABASE_URL says where it is.")
    if file.exists():
        raise BackupError(f"{file} is there already; give another name.")
    try:
        with TemporaryDirectory(prefix=".backup-", dir=file.absolute().parent) as name:
            folder = Path(name)
            _gather(settings, store, folder)
            files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
            digests = {name: sha256_of(path) for name, path in files.items()}
            manifest = Manifest(FORMAT, moment(), settings.table.name, holds(folder / STORE), digests)
            _pack(folder / "whole.zip", files, manifest)
            (folder / "whole.zip").rename(file)
    except (OSError, sqlite3.Error) as error:
        raise BackupError(f"{error}.") from error
    return manifest


def _gather(settings: Settings, store: Path, folder: Path) -> None:
    """Copies of all that goes into a backup, each of one moment."""
    _copy_store(store, folder / STORE)
    (folder / TABLE).mkdir()
    for part in _parts(settings.table):
        _copy_whole(part, folder / TABLE / part.name)
    for number in numbers_in(settings.shelf):
        shutil.copytree(settings.shelf / number, folder / SNAPSHOTS / number)


def _parts(table: Path) -> Iterator[Path]:
    if not table.exists():
        raise BackupError(f"the table {table} is not there; put it back first, or name it by DASHBOARD_TABLE.")
    yield from sorted(table.glob("*.parquet")) if table.is_dir() else [table]


def _copy_store(store: Path, copy: Path) -> None:
    """One state of the store; whoever writes meanwhile need not wait, and is not in it."""
    with (
        closing(sqlite3.connect(f"{store.as_uri()}?mode=rw", uri=True, timeout=20)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")


def _copy_whole(source: Path, copy: Path) -> None:
    """A copy of a file that somebody may be replacing."""
    for _ in range(TRIES):
        before = sha256_of(source)
        shutil.copyfile(source, copy)
        if before == sha256_of(copy) == sha256_of(source):
            return
    raise BackupError(f"{source} is being written; try again when that is done.")


def _pack(archive: Path, files: dict[str, Path], manifest: Manifest) -> None:
    descriptor = os.open(archive, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        with ZipFile(out, "w", ZIP_DEFLATED) as packed:
            packed.writestr(MANIFEST, manifest.as_json())
            for name, path in files.items():
                packed.write(path, name)
        out.flush()
        os.fsync(out.fileno())
