"""The engines, a row each: what makes one from the settings.

To add an engine, add a row; its name stands in ``settings``, which can not know what packages it needs.
"""

from __future__ import annotations

import atexit
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from dashboard.engine import PANDAS, POLARS, Engine
from dashboard.engines.duck import Duck
from dashboard.engines.spark import Spark
from dashboard.settings import Settings


@cache
def _duck(folder: Path, memory: str) -> Engine:
    # what DuckDB still holds when Python ends it counts as lost, and says so at length
    atexit.register(_duck.cache_clear)
    return Duck(folder, memory).engine


@cache
def _spark(master: str, folder: Path) -> Engine:
    return Spark(master, folder).engine


ENGINES: Mapping[str, Callable[[Settings], Engine]] = {
    "polars": lambda settings: POLARS,
    "pandas": lambda settings: PANDAS,
    "duckdb": lambda settings: _duck(settings.cache, settings.memory),
    "pyspark": lambda settings: _spark(settings.spark, settings.cache),
}


def engine_of(settings: Settings) -> Engine:
    """The engine that the settings name."""
    return ENGINES[settings.engine](settings)
