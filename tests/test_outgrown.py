"""DuckDB answers from Parquet that is larger than the memory it may take, and sends all of it sorted.

The table is the real one, as many times as it takes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from outgrown import EXPORTED, QUERIES, WORDS
from requiring import require

from dashboard.published import Published, publish
from dashboard.settings import ROOT, Settings

pytestmark = pytest.mark.long

COPIES = 300
LIMIT = 200
"""MB that DuckDB may take; its own counting leaves out the code that it loads and what is given to Python."""

BESIDE = 250


def test_a_table_larger_than_memory(tmp_path: Path, published: Published) -> None:
    require("duckdb")
    publish(Settings(engine="duckdb", cache=tmp_path))
    [file] = tmp_path.glob("parquet/*.parquet")
    many = tmp_path / "many"
    many.mkdir()
    for number in range(COPIES):
        (many / f"{number:05}.parquet").hardlink_to(file)
    real = pl.read_parquet(file)
    size = real.estimated_size("mb") * COPIES
    assert size > 5 * LIMIT, "the table does not fit"

    asking = [sys.executable, str(Path(__file__).with_name("outgrown.py")), str(many), str(tmp_path), f"{LIMIT}MB"]
    paths = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(asking, cwd=ROOT, env={**os.environ, **paths}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)

    answers = published.ask([(query, WORDS) for query in QUERIES])
    *counts, actors = [answers[query, WORDS].rows() for query in QUERIES]
    times = [
        [tuple(cell * COPIES if isinstance(cell, int) else cell for cell in row) for row in rows] for rows in counts
    ]
    assert [sorted(map(tuple, rows)) for rows in found["answers"]] == [*map(sorted, times), actors]
    assert found["rows"] == len(real) * COPIES
    assert found["characters"] == sum(real[name].str.len_chars().sum() for name in EXPORTED) * COPIES
    assert found["grown"] < LIMIT + BESIDE, f"of a table of {size:.0f} MB"


def _times(row: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(cell * COPIES if isinstance(cell, int) else cell for cell in row)
