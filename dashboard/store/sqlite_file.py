"""SQLite as a store: one file in WAL mode, and connections that notice when it is gone or another one.

What is written is decided elsewhere; PostgreSQL has all of this by itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from shutil import disk_usage
from time import monotonic, sleep
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError, OperationalError

SECONDS_BETWEEN_TRIES = 0.05

FEWEST_BYTES = 16 * 2**20
"""Room for one submission with its documents, as large as it may be, in the log and in the file."""

Identity = tuple[int, int]
"""Device and inode: what a file is, under whatever name."""


class SqliteFile:
    """The file behind an engine. ``seconds``: how long a connection waits for whoever holds the file."""

    def __init__(self, url: URL, seconds: float) -> None:
        self.path = Path(str(url.database))
        self.seconds = seconds
        self.was_there = False
        self.engine = self._watched(create_engine(url, hide_parameters=True, connect_args={"timeout": seconds}))

    @property
    def identity(self) -> Identity | None:
        """What stands at the path at the moment, None for nothing."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return (found.st_dev, found.st_ino)

    def shortage(self) -> str:
        """A sentence where the disk has hardly any room left, else ''."""
        free = disk_usage(self.path.parent).free
        return "" if free >= FEWEST_BYTES else f"The disk of the store is full: {free / 2**20:.1f} MB are left."

    def require(self, connection: Connection) -> None:
        """Raise OperationalError where the file of a connection is not the one at the path any more.

        SQLite would go on writing into a file that was deleted, and all of it would be lost with the process.
        """
        if connection.connection.info.get("file") != self.identity:
            connection.invalidate()
            raise OperationalError("COMMIT", None, self.gone())

    def gone(self) -> sqlite3.OperationalError:
        """What is raised where the file was there and is not."""
        return sqlite3.OperationalError(f"the file {self.path.name} is gone")

    def _watched(self, engine: Engine) -> Engine:
        event.listen(engine, "do_connect", self._before)
        event.listen(engine, "connect", self._set_up)
        event.listen(engine, "checkout", self._look_again)
        event.listen(engine, "begin", self._begin)
        return engine

    def _before(self, _dialect: Any, _record: Any, _arguments: Any, _named: Any) -> None:
        """SQLite would make an empty file in the place of one that is gone."""
        if self.was_there and self.identity is None:
            raise self.gone()

    def _set_up(self, connection: Any, record: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy says when a transaction begins, not the driver
        cursor = connection.cursor()
        _patiently(lambda: _write_ahead(cursor), self.seconds)
        for pragma in ("synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
        record.info["file"], self.was_there = self.identity, True

    def _look_again(self, _connection: Any, record: Any, _proxy: Any) -> None:
        if record.info.get("file") != self.identity:
            raise DisconnectionError("The file is another one: it is opened anew.")

    def _begin(self, connection: Connection) -> None:
        options = connection.get_execution_options()
        patience = options.get("patience", self.seconds)
        connection.exec_driver_sql(f"PRAGMA busy_timeout={int(1000 * patience)}")
        # a writer that began as a reader would fail instead of waiting for the one before it
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes", False) else "BEGIN")


def _write_ahead(cursor: sqlite3.Cursor) -> None:
    """Change to WAL, unless it is so already: a file that may only be read can be asked, but not told."""
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        cursor.execute("PRAGMA journal_mode=WAL")


def _patiently(work: Callable[[], None], seconds: float) -> None:
    """Do it; while another process changes to WAL, SQLite answers "locked" without waiting."""
    until = monotonic() + seconds
    while True:
        try:
            return work()
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or monotonic() > until:
                raise
            sleep(SECONDS_BETWEEN_TRIES)
