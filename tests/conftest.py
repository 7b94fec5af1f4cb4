"""What the tests share: published tables on every engine, and test clients of whole apps.

The real table stands for size and skew, the hand-written one for oddities that can be counted by eye.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as hypothesis_settings
from oracle import ODDITIES

from dashboard.published import Published, publish
from dashboard.settings import Settings
from dashboard.wiring import create_app

hypothesis_settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis_settings.load_profile("repeatable")


@pytest.fixture(scope="session", params=["polars", "pandas", "duckdb"])
def engine(request: pytest.FixtureRequest) -> str:
    """Every engine that serves the queries, in turn."""
    return request.param


@pytest.fixture(scope="session")
def on_engine(engine: str) -> Published:
    """The real table on every engine in turn."""
    return publish(Settings(engine=engine))


@pytest.fixture(scope="session")
def odd_on_engine(engine: str) -> Published:
    """The hand-written table on every engine in turn."""
    return publish(Settings(engine=engine, table=ODDITIES))


@pytest.fixture(scope="session")
def published() -> Published:
    """The real table."""
    return publish(Settings())


@pytest.fixture(scope="session")
def oddities() -> Published:
    """The hand-written table."""
    return publish(Settings(table=ODDITIES))


@pytest.fixture(scope="session")
def server_of() -> Callable[[Path], Flask]:
    """A factory of whole apps by table."""
    return lambda table: create_app(replace(Settings(), table=table)).server


@pytest.fixture(scope="session")
def client(server_of: Callable[[Path], Flask]) -> FlaskClient:
    """A client of the app on the real table."""
    return server_of(Settings().table).test_client()


@pytest.fixture(scope="session")
def odd_client(server_of: Callable[[Path], Flask]) -> FlaskClient:
    """A client of the app on the hand-written table."""
    return server_of(ODDITIES).test_client()
