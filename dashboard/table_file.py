"""The base table's file while the dashboard serves: replaced by a good one it is taken up, by a bad one it is not.

What is served meanwhile, and how a new table gets there, is in ``publication``.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from dashboard.data import Table, TableError
from dashboard.kept import prepared_table
from dashboard.last_good import LastGood
from dashboard.prepared import Prepared
from dashboard.reading import fingerprint
from dashboard.reference import Reference

SMALLEST_SHARE = 0.5
"""A file that holds fewer of the rows than this is taken for one that was cut off."""

Stamp = tuple[tuple[str, int, int, int], ...]
"""Name, size, time of writing and inode of a file, or of each part of a folder."""

NOT_JUDGED: Stamp = (("", -1, -1, -1),)


class TableFile:
    """The file of a table that is served. ``written``: when.

    ``problem``: why what stands there now is not served, '' where it is.
    """

    def __init__(self, path: Path, reference: Reference, cache: Path, served: LastGood | None = None) -> None:
        """``served``: what is served of it already; what stands there now is then judged at the first look."""
        self.path, self.reference, self.cache = path, reference, cache
        self.problem = ""
        self._seen = stamp_of(path)
        self._judged = NOT_JUDGED if served else self._seen
        self.written = served.written if served else _written(self._seen)

    def look(self, served: Table) -> Prepared | None:
        """The table to take up, ready for queries, in the place of the one served, None for none.

        A file is read once it stayed as it is from one look to the next: it may be in the midst of being written.
        """
        stamp = stamp_of(self.path)
        if stamp == self._judged:
            return None
        if stamp != self._seen:
            self._seen = stamp
            return None
        try:
            found = self._read(served)
        except (TableError, OSError) as error:
            self.problem = f"The table is as before, {served.version}: {_sentence(error)}"
            found = None
        else:
            self.problem = ""
        if stamp_of(self.path) == stamp:
            self._judged = stamp
            self.written = _written(stamp) if found else self.written
            return found
        return None

    def refuse(self, served: Table, error: Exception) -> None:
        """Keep why a table that could be read could not be shown."""
        self.problem = f"The table is as before, {served.version}: {self.path.name} could not be shown ({error})."

    def _read(self, served: Table) -> Prepared | None:
        if self.path.exists() and fingerprint(self.path) == served.version:
            return None
        prepared = prepared_table(self.path, self.reference, self.cache)
        table = prepared.table
        if table.rows < SMALLEST_SHARE * served.rows:
            raise TableError(
                f"{table.name} has {table.rows:,} rows where {served.rows:,} were; "
                "if that is right, restart the dashboard"
            )
        if table.bad_rows > served.bad_rows:
            raise TableError(
                f"{table.name} has {table.bad_rows:,} rows with problems, first: {table.problems[0]}; "
                "python -m dashboard check lists all"
            )
        return prepared


def stamp_of(path: Path) -> Stamp | None:
    """What tells whether a file, or a part of a folder, was written since; None where it is gone."""
    try:
        parts = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
        return tuple(
            (part.name, found.st_size, found.st_mtime_ns, found.st_ino) for part in parts if (found := part.stat())
        )
    except OSError:
        return None


def _written(stamp: Stamp | None) -> datetime:
    return datetime.fromtimestamp(max((when for _, _, when, _ in stamp or ()), default=0) / 1e9, UTC)


def _sentence(error: Exception) -> str:
    return f"{str(error).rstrip('.')}."
