"""The tables that are measured: the real one, and synthetic ones with its skew, made once and kept.

They lie in ``.cache``, which git ignores; deleting it makes them anew.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from dashboard.settings import ROOT, Settings

KEPT = ROOT / ".cache" / "bench"


def table_of(rows: int | None) -> Path:
    """The real table for None, else a synthetic Parquet table of so many rows."""
    if rows is None:
        return Settings().table
    path = KEPT / f"synthetic-{rows}.parquet"
    if not path.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-m", "dashboard", "generate", "--rows", str(rows), str(path)], check=True)
    return path


def name_of(rows: int | None) -> str:
    """The row's name in a benchmark table."""
    return "real table (3,785 rows)" if rows is None else f"{rows:,} rows"
