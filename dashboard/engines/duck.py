"""DuckDB: queries read Parquet files, so that a table can be larger than memory.

What does not fit into the limit of memory while rows are grouped or sorted is put on disk beside the files.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl
import pyarrow as pa

from dashboard.engine import Arrange, Engine, Plan, Result, page_by
from dashboard.engines.stored import stored


class Duck:
    """A DuckDB that keeps its files in ``folder`` and takes at most ``memory`` ('2GB'; '' for its own default)."""

    def __init__(self, folder: Path, memory: str = "") -> None:
        self._folder, self._memory = folder, memory
        self._lock = threading.Lock()

    @property
    def engine(self) -> Engine:
        """What queries are run with."""
        return Engine("duckdb", self._load, self._collect, self._parts, page_by(self._collect))

    @cached_property
    def connection(self) -> Any:
        """One for the process: the limit of memory holds for all its tables together."""
        import duckdb

        limit = {"memory_limit": self._memory} if self._memory else {}
        spilled = str(self._folder / "spilled")
        return duckdb.connect(config={**limit, "temp_directory": spilled, "preserve_insertion_order": False})

    def opened(self, path: Path) -> Plan:
        """A Parquet file with query columns, or all files in a folder, as a plan."""
        files = str(path / "*.parquet" if path.is_dir() else path).replace("'", "''")
        name = f'"{path.stem}"'
        with self._lock:
            self.connection.execute(f"create or replace view {name} as from read_parquet('{files}')")
            return nw.from_native(self.connection.view(name))

    def _load(self, engagements: pl.DataFrame) -> Plan:
        return self.opened(stored(engagements, self._folder))

    def _collect(self, plans: Sequence[Plan]) -> list[Result]:
        with self._lock:
            return [plan.collect() for plan in plans]

    def _parts(self, table: Plan, arrange: Arrange, columns: Sequence[str], length: int) -> Iterator[Result]:
        """Rows are sorted, on disk where they do not fit into memory, and taken from there part by part."""
        query = arrange(table).select(*columns).to_native().sql_query()
        with self._lock:
            cursor = self.connection.cursor()
        for part in cursor.sql(query).to_arrow_reader(length):
            yield nw.from_native(pa.Table.from_batches([part]), eager_only=True)
