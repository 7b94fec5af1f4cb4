"""The store: a database with transactions for reading and for writing, brought to the newest shape when opened.

SQLite in WAL mode, or PostgreSQL. What is written is decided in the modules beside this one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, select, text, update
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError

from dashboard.store.sqlite_file import SqliteFile
from dashboard.store.tables import head
from dashboard.store.trouble import UNAVAILABLE, is_locked, trouble_of

MIGRATIONS = Path(__file__).with_name("migrations")
SECONDS_TO_WAIT = 20
"""How long a writer waits for another before it gives up."""

SECONDS_TO_CONNECT = 5

SECONDS_IN_TROUBLE = 1
"""How long a writer waits where the store is known to be in trouble."""

SECONDS_TO_PROBE = 0.3
SECONDS_OF_A_LOCK = 5
"""How long the store must be locked before that is trouble: a large import holds it for seconds, too."""

MIGRATION_LOCK = 7_315_001
"""Any number, the same for every process: whoever brings a PostgreSQL database up to date holds it."""

DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg", "sqlite": "sqlite"}


class StoreError(RuntimeError):
    """The store cannot be used; the message says why and what to do."""


class Store:
    """A database of submissions, decisions and changes.

    ``address``: as ``DATABASE_URL``, ``sqlite:///file`` or ``postgresql://user:password@host/name``. Raise
    StoreError where it cannot be opened. ``trouble``: why it cannot be written to at the moment, '' where it can.
    """

    def __init__(self, address: str) -> None:
        self.file, self.engine = _opened(address)
        self.is_sqlite = self.file is not None
        self.trouble = self._fault = ""
        self._locked_since: float | None = None
        try:
            _bring_up_to_date(self.engine)
        except (SQLAlchemyError, OSError) as error:
            self.close()
            shown = self.engine.url.render_as_string(hide_password=True)
            reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
            raise StoreError(f"DATABASE_URL '{shown}' cannot be opened: {reason}. {_advice(self.is_sqlite)}") from error
        except CommandError as error:
            self.close()
            shown = self.engine.url.render_as_string(hide_password=True)
            raise StoreError(
                f"DATABASE_URL '{shown}' was written by a newer dashboard ({error}). Start that one, or restore an "
                "older copy."
            ) from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the store and writes nothing."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is kept whole, or not at all where an error leaves it.

        It waits for whoever writes before it, but hardly where the store is known to be in trouble: those who only
        read need the threads.
        """
        try:
            with self._begun(SECONDS_IN_TROUBLE if self.trouble else SECONDS_TO_WAIT) as connection:
                yield connection
        except UNAVAILABLE as error:
            self._note(error)
            raise

    def probe(self) -> bool:
        """Try whether the store can be written to at this moment; nothing is changed, ``trouble`` is kept right.

        While all is well nothing reaches the disk. After trouble something must: only so a disk shows that it has room.
        """
        try:
            with self._begun(SECONDS_TO_PROBE) as connection:
                if self._fault:
                    hold(connection)
                else:
                    connection.execute(select(head.c.version).with_for_update())
        except UNAVAILABLE as error:
            self._note(error, is_probe=True)
            return False
        self._fault, self._locked_since = "", None
        self.trouble = self.file.shortage() if self.file else ""
        return True

    def version(self) -> int:
        """The number of the last change to the published table, 0 before the first."""
        with self.reading() as connection:
            return int(connection.execute(select(head.c.version)).scalar_one())

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()

    @contextmanager
    def _begun(self, patience: float) -> Iterator[Connection]:
        with self.engine.connect().execution_options(writes=True, patience=patience) as connection:
            with connection.begin():
                if self.file is None:
                    connection.execute(text(f"SET LOCAL lock_timeout = {int(1000 * patience)}"))
                yield connection
            if self.file is not None:
                self.file.require(connection)

    def _note(self, error: BaseException, is_probe: bool = False) -> None:
        """Keep why it cannot be written to; a lock only once a probe has met it for a while."""
        if not is_locked(error):
            self.trouble = self._fault = trouble_of(error)
            self._locked_since = None
            self.engine.dispose()  # what was opened on a disk that could only be read stays so
            return
        now = monotonic()
        if is_probe and self._locked_since is None:
            self._locked_since = now
        if self._locked_since is not None and now - self._locked_since >= SECONDS_OF_A_LOCK:
            self.trouble = self._fault = trouble_of(error)


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


def _opened(address: str) -> tuple[SqliteFile | None, Engine]:
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
        file = _sqlite(url)
        return file, file.engine
    engine = create_engine(
        url, pool_pre_ping=True, hide_parameters=True, connect_args={"connect_timeout": SECONDS_TO_CONNECT}
    )
    event.listen(engine, "connect", _limit_waiting)
    return None, engine


def _limit_waiting(connection: Any, _record: Any) -> None:
    """Let nobody on PostgreSQL wait for a lock without end; writers say anew for how long."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {1000 * SECONDS_TO_CONNECT}")
    connection.commit()


def _sqlite(url: URL) -> SqliteFile:
    if not url.database or url.database == ":memory:":
        raise StoreError("DATABASE_URL names no file, but what is submitted must outlive the process.")
    try:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"DATABASE_URL '{url}' cannot be opened: {error}. {_advice(True)}") from error
    return SqliteFile(url, SECONDS_TO_WAIT)


def require_known(revision: str) -> None:
    """Raise StoreError where a revision of the store's shape is none that this dashboard knows."""
    try:
        ScriptDirectory.from_config(_config()).get_revision(revision)
    except CommandError as error:
        raise StoreError(f"The store was written by a newer dashboard: {error}") from error


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def _bring_up_to_date(engine: Engine) -> None:
    """Bring the store to the newest shape; one that has it is only read, as it may be locked or read-only."""
    config = _config()
    with engine.connect() as connection, connection.begin():
        newest = ScriptDirectory.from_config(config).get_current_head()
        if MigrationContext.configure(connection).get_current_revision() == newest:
            return
    with engine.connect().execution_options(writes=True, patience=SECONDS_TO_WAIT) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _advice(is_sqlite: bool) -> str:
    if is_sqlite:
        return "Name a file in a folder that can be written to."
    return "Check that the server runs, and name, user and password."


__all__ = ["OperationalError", "Store", "StoreError", "hold", "moment", "next_number"]
