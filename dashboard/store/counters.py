"""Counters of requests, one for all processes on a store: how often somebody asked since their time began.

They are no part of what the store keeps: on SQLite they have a file of their own, on PostgreSQL a table that no crash
brings back, and neither waits for the disk, nor for anyone who writes to the store.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError, OperationalError

from dashboard.store.database import Store

MILLISECONDS_TO_WAIT = 500
ADDS_BETWEEN_SWEEPS = 1_000
LOCK = 7_315_002
"""Any number, the same for every process: whoever makes the table on PostgreSQL holds it."""

TABLE = "CREATE {kind} TABLE IF NOT EXISTS request_count (who VARCHAR(64) PRIMARY KEY, until {number}, n INTEGER)"
ADD = text(
    "INSERT INTO request_count (who, until, n) VALUES (:who, :until, 1) ON CONFLICT (who) DO UPDATE SET "
    "n = CASE WHEN request_count.until BETWEEN :now AND :until THEN request_count.n + 1 ELSE 1 END, "
    "until = CASE WHEN request_count.until BETWEEN :now AND :until THEN request_count.until ELSE excluded.until END "
    "RETURNING n, until"
)
SWEEP = text("DELETE FROM request_count WHERE until < :now")


class Counters:
    """Counts beside ``store``; nothing is opened before the first request is counted."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._engine: Engine | None = None
        self._adds = 0
        self._opening = threading.Lock()

    def add(self, who: str, window: int) -> tuple[int, float]:
        """Count one more of ``who``: how many within ``window`` seconds, and how many seconds until it begins anew.

        A clock that jumps back begins anew, too. Raise SQLAlchemyError where it cannot be counted now.
        """
        try:
            return self._add(who, window)
        except DatabaseError as error:
            if self._store.is_sqlite and not isinstance(error, OperationalError):
                self._throw_away()
            raise

    def _add(self, who: str, window: int) -> tuple[int, float]:
        now = time.time()
        with self._open().connect() as connection:
            n, until = connection.execute(ADD, {"who": who, "now": now, "until": now + window}).one()
            self._adds += 1
            if self._adds % ADDS_BETWEEN_SWEEPS == 0:
                connection.execute(SWEEP, {"now": now})
        return int(n), float(until) - now

    def close(self) -> None:
        """Give all connections back."""
        if self._engine is not None:
            self._engine.dispose()

    def _throw_away(self) -> None:
        """A file of counts that is none any more, as after a power cut, is worth nothing: the next begins anew."""
        with self._opening:
            self.close()
            self._engine = None
            for ending in (".counts", ".counts-wal", ".counts-shm"):
                Path(str(self._store.engine.url.database)).with_suffix(ending).unlink(missing_ok=True)

    def _open(self) -> Engine:
        with self._opening:
            if self._engine is not None:
                return self._engine
            engine = _beside_sqlite(self._store.engine.url) if self._store.is_sqlite else _postgresql(self._store)
            try:
                _make(engine)
            except BaseException:
                engine.dispose()
                raise
            self._engine = engine
            return engine


def _beside_sqlite(url: URL) -> Engine:
    """A file ``.counts`` beside the store's."""
    place = url.set(database=str(Path(str(url.database)).with_suffix(".counts")))
    engine = create_engine(
        place, isolation_level="AUTOCOMMIT", connect_args={"timeout": MILLISECONDS_TO_WAIT / 1_000}, pool_timeout=1
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _: Any) -> None:
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous=OFF")

    return engine


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Change to WAL; while another process does the same, SQLite answers "locked" without waiting."""
    until = time.monotonic() + MILLISECONDS_TO_WAIT / 1_000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)


def _postgresql(store: Store) -> Engine:
    engine = create_engine(
        store.engine.url, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 2}, pool_timeout=1
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _: Any) -> None:
        connection.autocommit = True
        connection.execute("SET synchronous_commit = off")
        connection.execute(f"SET statement_timeout = {MILLISECONDS_TO_WAIT}")

    return engine


def _make(engine: Engine) -> None:
    is_sqlite = engine.dialect.name == "sqlite"
    making = TABLE.format(kind="" if is_sqlite else "UNLOGGED", number="REAL" if is_sqlite else "DOUBLE PRECISION")
    with engine.connect() as connection:
        if not is_sqlite:
            connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": LOCK})
        connection.execute(text(making))
        if not is_sqlite:
            connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": LOCK})
