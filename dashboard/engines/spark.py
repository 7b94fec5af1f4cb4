"""PySpark: queries run on a cluster, for tables that are too large for one machine.

Each takes some tenths of a second at least, so that counts are answered from ``rollups``: rows, words, files are not.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import warnings
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.engine import Arrange, Engine, Plan, Result, page_by
from dashboard.engines.stored import stored

AT_ONCE = 4
"""Queries that are planned side by side; the cluster runs them as it has room."""

SESSION: Mapping[str, str] = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.scheduler.mode": "FAIR",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.ui.retainedExecutions": "10",
}
"""What is set where neither the address nor ``spark-defaults.conf`` says otherwise."""

ON_THIS_MACHINE: Mapping[str, str] = {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}


class Spark:
    """A cluster by its address ('local[2]', 'spark://host:7077'); ``folder``: files that all its machines read."""

    def __init__(self, master: str, folder: Path) -> None:
        self._master, self._folder = master, folder.absolute()
        self._lock = threading.Lock()

    @property
    def engine(self) -> Engine:
        """What queries are run with."""
        return Engine("pyspark", self._load, self._collect, self._parts, page_by(self._collect), rolls_up=True)

    @cached_property
    def session(self) -> Any:
        """The session of this process: Spark has no more than one."""
        with warnings.catch_warnings():
            # It warns of a pandas newer than it knows; frames go through Arrow alone.
            warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
            from pyspark.sql import SparkSession

            is_local = self._master.startswith("local")
            own: dict[str, Any] = {**SESSION, **(ON_THIS_MACHINE if is_local else {})}
            builder = SparkSession.builder.master(self._master).appName("Multilevel Diplomacy Dashboard")
            session = builder.config(map=own).getOrCreate()
        cores = session.sparkContext.defaultParallelism
        session.conf.set("spark.sql.shuffle.partitions", str(cores))
        return session

    def opened(self, path: Path) -> Plan:
        """A Parquet file with query columns, or all files in a folder, as a plan."""
        with self._lock:
            return nw.from_native(self.session.read.parquet(str(path)))

    def _load(self, engagements: pl.DataFrame) -> Plan:
        return self.opened(stored(engagements, self._folder))

    def _collect(self, plans: Sequence[Plan]) -> list[Result]:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return list(pool.map(lambda plan: plan.collect(), plans))

    def _parts(self, table: Plan, arrange: Arrange, columns: Sequence[str], length: int) -> Iterator[Result]:
        """The cluster sorts the rows and writes them into files, from which they are taken part by part."""
        self._folder.mkdir(parents=True, exist_ok=True)
        sorted_rows = tempfile.mkdtemp(prefix="sorted-", dir=self._folder)
        try:
            arrange(table).select(*columns).to_native().write.mode("overwrite").parquet(sorted_rows)
            yield from _in_lengths(sorted(Path(sorted_rows).glob("part-*")), length)
        finally:
            shutil.rmtree(sorted_rows, ignore_errors=True)


def _in_lengths(files: Sequence[Path], length: int) -> Iterator[Result]:
    held: list[pa.RecordBatch] = []
    for file in files:
        for batch in pq.ParquetFile(file).iter_batches(length):
            held.append(batch)
            rows = pa.Table.from_batches(held)
            whole = len(rows) // length * length
            for start in range(0, whole, length):
                yield nw.from_native(rows[start : start + length], eager_only=True)
            held = rows[whole:].to_batches()
    if held:
        yield nw.from_native(pa.Table.from_batches(held), eager_only=True)
