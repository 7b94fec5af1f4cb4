"""The command ``restore``: puts a backup back, all of it or nothing, and never deletes what was there.

What a backup holds is in ``backups``; what is in the way is moved aside under a name that says so.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from zipfile import ZipFile

import click

from dashboard.backups import (
    SNAPSHOTS,
    STORE,
    TABLE,
    BackupError,
    Holds,
    Manifest,
    holds,
    opened,
    settings_of,
    sha256_of,
    store_file,
)
from dashboard.settings import Settings, SettingsError
from dashboard.store.database import Store, StoreError

BESIDE = ("-wal", "-shm")
"""Endings of the files that SQLite keeps beside a store while it is open."""


@dataclass(frozen=True)
class Part:
    """One thing to put back: where it is unpacked, where it belongs."""

    unpacked: Path
    target: Path

    @property
    def is_there(self) -> bool:
        """Whether the same files stand at its place already; of a store they do not say what it holds."""
        return _digests(self.unpacked) == _digests(self.target)


@click.command("restore")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Move aside what is there and differs; nothing is deleted.")
def restore(file: Path, force: bool) -> None:
    """Put store, base table and snapshots of the backup FILE where the settings say; stop the dashboard first.

    Everything is checked before anything is touched. What is there is only moved aside with --force. Exit code 2
    where nothing was done.
    """
    try:
        manifest, aside = put_back(settings_of(os.environ), file, force)
    except (SettingsError, BackupError) as error:
        click.echo(f"Nothing was restored: {error}", err=True)
        raise SystemExit(2) from None
    click.echo(f"Restored: {manifest.store}, as of {manifest.made[:19]} UTC.")
    for path in aside:
        click.echo(f"What was there is now {path}")


def put_back(settings: Settings, file: Path, force: bool) -> tuple[Manifest, list[Path]]:
    """Put a backup back and return its manifest, and where what was in the way is now. Raise BackupError."""
    store = store_file(settings)
    try:
        with opened(file) as (archive, manifest), ExitStack() as unpacked:
            parts = [
                part
                for part in _unpacked(archive, settings, store, unpacked)
                if part.target == store or not part.is_there
            ]
            _bring_up_to_date(parts, store)
            in_the_way = [part.target for part in parts if part.target.exists()]
            if in_the_way and not force:
                raise BackupError(_refusal(in_the_way, store, manifest.store))
            _free(store)
            return manifest, _swap(parts)
    except OSError as error:
        raise BackupError(f"{error}.") from error


def _unpacked(archive: ZipFile, settings: Settings, store: Path, stack: ExitStack) -> Iterator[Part]:
    """All parts of a backup, unpacked beside where they belong; the store comes last."""
    names = archive.namelist()
    table, shelf = settings.table.absolute(), settings.shelf
    folder = _folder_beside(table, stack)
    files = [Path(archive.extract(name, folder)) for name in names if name.startswith(f"{TABLE}/")]
    yield Part(files[0] if len(files) == 1 and not table.is_dir() else folder / TABLE, table)
    numbers = sorted({name.split("/")[1] for name in names if name.startswith(f"{SNAPSHOTS}/")})
    if numbers:
        folder = _folder_beside(shelf / "any", stack)
        archive.extractall(folder, [name for name in names if name.startswith(f"{SNAPSHOTS}/")])
        yield from (Part(folder / SNAPSHOTS / number, shelf / number) for number in numbers)
    yield Part(Path(archive.extract(STORE, _folder_beside(store, stack))), store)


def _folder_beside(target: Path, stack: ExitStack) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(mkdtemp(prefix=".restore-", dir=target.parent))
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _bring_up_to_date(parts: list[Part], store: Path) -> None:
    """Look whether an unpacked store is sound, and give it the newest shape, before it takes its place."""
    for part in parts:
        if part.target == store:
            holds(part.unpacked)
            try:
                Store(f"sqlite:///{part.unpacked}").close()
            except StoreError as error:
                raise BackupError(str(error)) from error
            with closing(sqlite3.connect(part.unpacked)) as connection:
                connection.execute("PRAGMA journal_mode=DELETE")


def _refusal(in_the_way: list[Path], store: Path, backed_up: Holds) -> str:
    told = "; ".join(_told(path, store, backed_up) for path in in_the_way)
    return f"{told}. With --force what is there is moved aside, not deleted."


def _told(path: Path, store: Path, backed_up: Holds) -> str:
    if path != store:
        return f"{path} is there already and differs"
    try:
        there = holds(path)
    except BackupError as error:
        return str(error).rstrip(".")
    is_newer = there.changes > backed_up.changes or there.last_submission > backed_up.last_submission
    compared = "newer than the backup" if is_newer else "there already"
    return f"the store {path} is {compared}: it holds {there}; the backup {backed_up}"


def _free(store: Path) -> None:
    """Make the store that is there one whole file; raise BackupError where the dashboard has it open."""
    if not store.exists():
        return
    try:
        with closing(sqlite3.connect(store, timeout=1)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")  # needs to be the only one
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise BackupError(f"the store {store} is in use: stop the dashboard first.") from error
    except sqlite3.DatabaseError:
        pass  # damaged: it is moved aside as it is


def _swap(parts: list[Part]) -> list[Path]:
    """Move what is there aside and the parts to their places; all is as it was where one of them fails."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    done: list[tuple[Path, Path]] = []
    aside: list[Path] = []
    try:
        for part in parts:
            for path in (part.target, *(Path(f"{part.target}{ending}") for ending in BESIDE)):
                if path.exists():
                    kept = path.with_name(f"{path.name}.before-restore-{stamp}")
                    done.append((path.rename(kept), path))
                    aside.append(kept)
            done.append((part.unpacked.rename(part.target), part.unpacked))
            _sync(part.target.parent)
    except OSError:
        for now, before in reversed(done):
            with suppress(OSError):
                now.rename(before)
        raise
    return aside


def _sync(folder: Path) -> None:
    if os.name == "nt":  # where a folder cannot be opened
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _digests(path: Path) -> dict[str, str] | None:
    """Name → SHA-256 of a file or of all in a folder, None where there is nothing."""
    if not path.exists():
        return None
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    return {each.relative_to(path).as_posix(): sha256_of(each) for each in files}
