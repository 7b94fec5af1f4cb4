"""Tables with their query columns as Parquet, written once, for engines that read files instead of holding rows.

What is in the columns is decided in ``columns``; here is only where the files lie and how long they are kept.
"""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import polars as pl

ROWS_IN_GROUP = 100_000
KEPT_SECONDS = 7 * 24 * 3600
"""Files that were not asked for as long as this are deleted when another one is written."""


def stored(engagements: pl.DataFrame, folder: Path) -> Path:
    """The Parquet file of these rows in ``folder``, written where it is not there yet.

    It appears whole or not at all, so that processes which start together can share the folder.
    """
    path = folder / "parquet" / f"{_name_of(engagements)}.parquet"
    if path.exists():
        os.utime(path)
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}.unfinished")
    texts = engagements.lazy().with_columns(pl.col(_repeated(engagements)).cast(pl.String))
    texts.sink_parquet(unfinished, row_group_size=ROWS_IN_GROUP)
    unfinished.replace(path)
    _clear(path.parent)
    return path


def _name_of(engagements: pl.DataFrame) -> str:
    """What only the same rows are called, in the same order, made ready by the same Polars."""
    content = hashlib.sha256(pl.__version__.encode())
    for name, kind in engagements.schema.items():
        content.update(f"{name} {kind.categories.to_list() if isinstance(kind, pl.Enum) else kind} ".encode())
    codes = engagements.with_columns(pl.col(_repeated(engagements)).to_physical())
    content.update(codes.hash_rows().to_numpy().tobytes())
    return content.hexdigest()[:24]


def _repeated(engagements: pl.DataFrame) -> list[str]:
    return [name for name, kind in engagements.schema.items() if isinstance(kind, pl.Enum)]


def _clear(folder: Path) -> None:
    for path in folder.glob("*.parquet"):
        if path.stat().st_mtime < time.time() - KEPT_SECONDS:
            path.unlink(missing_ok=True)
