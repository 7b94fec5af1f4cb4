"""What a backup is: one ZIP file with the store, the base table, the snapshots, and a manifest with their SHA-256.

How one is made is in ``backup``, how it is put back in ``restore``; nothing is written here.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from sqlalchemy import make_url

from dashboard.settings import Settings
from dashboard.store.database import StoreError, require_known

FORMAT = 1
MANIFEST = "manifest.json"
STORE = "store.db"
TABLE, SNAPSHOTS = "table", "snapshots"
CHUNK = 1 << 20

ON_POSTGRESQL = (
    "The store is on PostgreSQL, which has tools of its own for this. To copy it while the dashboard runs: "
    "pg_dump --format=custom --file=FILE '{url}'. To put it back, with the dashboard stopped: pg_restore --clean "
    "--if-exists --exit-on-error --single-transaction --dbname='{url}' FILE. "
    "docs/reliability.md says what else to copy."
)


class BackupError(RuntimeError):
    """A backup cannot be made or put back; the message says why and what to do. Nothing was changed."""


@dataclass(frozen=True)
class Holds:
    """What a store holds: its schema's revision, the number of its last change, and how much of the rest."""

    revision: str
    changes: int
    submissions: int
    last_submission: int
    proposals: int
    documents: int
    reviewers: int

    def __str__(self) -> str:
        return (
            f"{self.submissions:,} submissions with {self.proposals:,} proposals, {self.changes:,} changes, "
            f"{self.documents:,} documents, {self.reviewers:,} reviewers"
        )


@dataclass(frozen=True)
class Manifest:
    """``files``: path in the backup → SHA-256. ``table``: name of the base table. ``made``: ISO 8601, UTC."""

    format: int
    made: str
    table: str
    store: Holds
    files: Mapping[str, str]

    def as_json(self) -> str:
        """The manifest as it stands in the backup."""
        return json.dumps(asdict(self), indent=1)


def settings_of(environment: Mapping[str, str]) -> Settings:
    """The settings, whether or not the table is there: it may be what is to be put back. Raise SettingsError."""
    table = Path(environment.get("DASHBOARD_TABLE") or Settings.table)
    return replace(Settings.from_env({**environment, "DASHBOARD_TABLE": os.curdir}), table=table)


def store_file(settings: Settings) -> Path:
    """The file of the store; raise BackupError where it is on PostgreSQL."""
    url = make_url(settings.database)
    if url.get_backend_name() != "sqlite":
        raise BackupError(ON_POSTGRESQL.format(url=url.render_as_string(hide_password=True)))
    return Path(str(url.database)).absolute()


def holds(path: Path) -> Holds:
    """What a file of a store holds. Raise BackupError where it is none, or is damaged."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=5)) as connection:
            [sound] = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if sound != "ok" or connection.execute("PRAGMA foreign_key_check").fetchone():
                raise BackupError(f"{path.name} is damaged: {sound}.")
            return Holds(*connection.execute(COUNTED).fetchone())
    except sqlite3.Error as error:
        raise BackupError(f"{path.name} cannot be read as a store: {error}.") from error


COUNTED = """
SELECT (SELECT version_num FROM alembic_version), (SELECT version FROM head), (SELECT count(*) FROM submission),
(SELECT coalesce(max(id), 0) FROM submission), (SELECT count(*) FROM proposal), (SELECT count(*) FROM document),
(SELECT count(*) FROM reviewer)
"""


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def opened(path: Path) -> Iterator[tuple[ZipFile, Manifest]]:
    """A backup and its manifest; every file in it is as its manifest says. Raise BackupError where one is not."""
    try:
        with ZipFile(path) as archive:
            manifest = _manifest(archive, path)
            _require_whole(archive, manifest, path)
            yield archive, manifest
    except FileNotFoundError as error:
        raise BackupError(f"There is no file {path}.") from error
    except BadZipFile as error:
        raise BackupError(f"{path.name} is no backup, or was cut off: {error}.") from error


def _manifest(archive: ZipFile, path: Path) -> Manifest:
    try:
        said = json.loads(archive.read(MANIFEST))
        if said["format"] > FORMAT:
            raise BackupError(f"{path.name} was made by a newer dashboard. Restore it with that one.")
        manifest = Manifest(**{**said, "store": Holds(**said["store"])})
    except (KeyError, ValueError, TypeError) as error:
        raise BackupError(f"{path.name} is no backup of the dashboard: its manifest cannot be read.") from error
    try:
        require_known(manifest.store.revision)
    except StoreError as error:
        raise BackupError(f"{path.name} was made by a newer dashboard. Restore it with that one.") from error
    return manifest


def _require_whole(archive: ZipFile, manifest: Manifest, path: Path) -> None:
    there = {each.filename: each for each in archive.infolist() if each.filename != MANIFEST}
    wrong = sorted(there.keys() ^ manifest.files.keys())
    wrong += [name for name in there if not _is_plain(name)]
    wrong = wrong or [name for name, digest in manifest.files.items() if _digest(archive, there[name]) != digest]
    if wrong:
        raise BackupError(f"{path.name} is not as it was made: {', '.join(wrong[:3])} is missing, new or another.")


def _is_plain(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return parts[:1] in ((STORE,), (TABLE,), (SNAPSHOTS,)) and ".." not in parts


def _digest(archive: ZipFile, each: ZipInfo) -> str:
    with archive.open(each) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
