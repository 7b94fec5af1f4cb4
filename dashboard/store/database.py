"""The store: a database with transactions for reading and for writing, brought to the newest shape when opened.

SQLite in WAL mode, or PostgreSQL. What is written is decided in the modules beside this one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, make_url, select, text, update
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError

from dashboard.store.tables import head

MIGRATIONS = Path(__file__).with_name("migrations")
SECONDS_TO_WAIT = 20
"""How long a writer waits for another before it gives up."""

SECONDS_BETWEEN_TRIES = 0.05
MIGRATION_LOCK = 7_315_001
"""Any number, the same for every process: whoever brings a PostgreSQL database up to date holds it."""

DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg", "sqlite": "sqlite"}


class StoreError(RuntimeError):
    """The store cannot be used; the message says why and what to do."""


class Store:
    """A database of submissions, decisions and changes.

    ``address``: as ``DATABASE_URL``, ``sqlite:///file`` or ``postgresql://user:password@host/name``. Raise
    StoreError where it cannot be opened.
    """

    def __init__(self, address: str) -> None:
        self.engine = _engine(address)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        try:
            _bring_up_to_date(self.engine)
        except (SQLAlchemyError, OSError) as error:
            shown = self.engine.url.render_as_string(hide_password=True)
            reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
            raise StoreError(f"DATABASE_URL '{shown}' cannot be opened: {reason}. {_advice(self.is_sqlite)}") from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the store and writes nothing."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is kept whole, or not at all where an error leaves it."""
        with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    def version(self) -> int:
        """The number of the last change to the published table, 0 before the first."""
        with self.reading() as connection:
            return int(connection.execute(select(head.c.version)).scalar_one())

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def hold(connection: Connection) -> None:
    """Let nobody else publish before this transaction ends: what is read after this is what will be changed."""
    connection.execute(update(head).values(version=head.c.version))


def next_number(connection: Connection) -> int:
    """The number of the change that is about to be written; nobody else gets one before this transaction ends."""
    grown = update(head).values(version=head.c.version + 1).returning(head.c.version)
    return int(connection.execute(grown).scalar_one())


def moment(ahead: timedelta = timedelta()) -> str:
    """Now (or ``ahead`` of now) in UTC, as it is written in the store."""
    return (datetime.now(UTC) + ahead).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _engine(address: str) -> Engine:
    try:
        url = make_url(address)
        if url.drivername not in DRIVERS:
            raise StoreError(f"DATABASE_URL '{url.drivername}' is no database for this. Allowed: sqlite, postgresql.")
    except ArgumentError:
        raise StoreError(
            f"DATABASE_URL '{address}' is no address of a database. "
            "Give sqlite:///file.db or postgresql://user:password@host/name."
        ) from None
    url = url.set(drivername=DRIVERS[url.drivername])
    if url.drivername == "sqlite":
        return _sqlite(url)
    return create_engine(
        url, pool_pre_ping=True, hide_parameters=True, connect_args={"connect_timeout": SECONDS_TO_WAIT}
    )


def _sqlite(url: Any) -> Engine:
    if not url.database or url.database == ":memory:":
        raise StoreError("DATABASE_URL names no file, but what is submitted must outlive the process.")
    try:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"DATABASE_URL '{url}' cannot be opened: {error}. {_advice(True)}") from error
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": SECONDS_TO_WAIT})

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy says when a transaction begins, not the driver
        cursor = connection.cursor()
        _write_ahead(cursor)
        for pragma in ("synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # a writer that began as a reader would fail instead of waiting for the one before it
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _write_ahead(cursor: sqlite3.Cursor) -> None:
    """Change to WAL; while another process does the same, SQLite answers "locked" without waiting."""
    until = monotonic() + SECONDS_TO_WAIT
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or monotonic() > until:
                raise
            sleep(SECONDS_BETWEEN_TRIES)


def _bring_up_to_date(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _advice(is_sqlite: bool) -> str:
    if is_sqlite:
        return "Name a file in a folder that can be written to."
    return "Check that the server runs, and name, user and password."


__all__ = ["OperationalError", "Store", "StoreError", "hold", "moment", "next_number"]
