"""Processes that begin at the same moment: on an empty store, on one of an older shape, and with the same file.

Each is a process of its own; they wait for one another at a file, so that they really meet.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from oracle import ODDITIES
from sqlalchemy import inspect, text

from dashboard.store import database as database_module
from dashboard.store.database import Store, StoreError
from dashboard.store.tables import tables

ROOT = Path(__file__).parents[1]

OPENS = """
import sys, time
from pathlib import Path
from dashboard.store import database
from dashboard.store.signing import secret
address, start, migrations = sys.argv[1:]
if migrations:
    database.MIGRATIONS = Path(migrations)
print("ready", flush=True)
while not Path(start).exists():
    time.sleep(0.001)
store = database.Store(address)
print(store.version(), secret(store, "session"))
"""

NEXT = '''
"""A later shape of the store, slow enough that others begin meanwhile."""
import time
import sqlalchemy as sa
from alembic import op
revision, down_revision = "9999", "{last}"

def upgrade():
    op.add_column("head", sa.Column("later", sa.Integer(), nullable=True))
    time.sleep(1)
    op.execute("UPDATE head SET later = coalesce(later, 0) + 1")
'''


def at_once(folder: Path, commands: list[list[str]], **environment: str) -> list[str]:
    """What processes say that begin at the same moment; each says ``ready`` first if it waits for the start."""
    started = [
        subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env={**os.environ, "PYTHONWARNINGS": "ignore", **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for words in commands
    ]
    if commands[0][0] == "-c":
        assert [each.stdout.readline() for each in started if each.stdout] == ["ready\n"] * len(started)
    (folder / "start").touch()
    said = [each.communicate(timeout=300) for each in started]
    assert [each.returncode for each in started] == [0] * len(started), said
    return [out for out, _ in said]


def opened(folder: Path, database: str, migrations: str = "", processes: int = 3) -> list[str]:
    return at_once(folder, [["-c", OPENS, database, str(folder / "start"), migrations]] * processes)


def shape_is_right(store: Store) -> bool:
    with store.reading() as connection:
        return compare_metadata(MigrationContext.configure(connection), tables) == []


def test_on_an_empty_store_all_come_up_with_one_secret(database: str, tmp_path: Path) -> None:
    said = opened(tmp_path, database)
    assert len(set(said)) == 1, "one version, one secret"
    with closing(Store(database)) as store:
        assert shape_is_right(store)
        with store.reading() as connection:
            assert connection.execute(text("SELECT count(*) FROM head")).scalar() == 1


def test_on_a_store_of_an_older_shape_it_is_changed_once(database: str, tmp_path: Path) -> None:
    Store(database).close()
    migrations = tmp_path / "migrations"
    shutil.copytree(database_module.MIGRATIONS, migrations, ignore=shutil.ignore_patterns("__pycache__"))
    last = max(path.name[:4] for path in (migrations / "versions").glob("[0-9]*.py"))
    (migrations / "versions" / "9999_later.py").write_text(NEXT.format(last=last), "utf-8")
    said = opened(tmp_path, database, str(migrations))
    assert len(set(said)) == 1
    with pytest.raises(StoreError, match="was written by a newer dashboard"):
        Store(database)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database_module, "MIGRATIONS", migrations)
        with closing(Store(database)) as store, store.reading() as connection:
            assert connection.execute(text("SELECT later FROM head")).scalars().all() == [1]
            assert {column["name"] for column in inspect(connection).get_columns("head")} == {
                "only",
                "version",
                "later",
            }


def test_two_processes_import_the_same_file_and_it_is_in_the_queue_once(database: str, tmp_path: Path) -> None:
    survey = tmp_path / "survey.csv"
    with survey.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["City", "State", "Partner city", "Partner country", "Type", "Issue", "Year"])
        for year in range(1990, 2020):
            writer.writerow(["Austin", "TX", "Adelaide", "Australia", "Sister city", "Education", year])
    words = ["-m", "dashboard", "import", str(survey), "--track", "survey", "--source-name", "A survey"]
    words += ["--source-url", "https://example.org/survey", "--undecided", "--report"]
    said = at_once(
        tmp_path,
        [[*words, str(tmp_path / f"{number}.csv")] for number in range(2)],
        DATABASE_URL=database,
        DASHBOARD_TABLE=str(ODDITIES),
    )
    added = [int(line.split()[0]) for out in said for line in out.splitlines() if "new in the review queue" in line]
    assert sorted(added) == [0, 30]
    with closing(Store(database)) as store, store.reading() as connection:
        [proposals, prints, sent] = connection.execute(
            text("SELECT count(*), count(DISTINCT fingerprint), count(DISTINCT submission) FROM proposal")
        ).one()
    assert (proposals, prints, sent) == (30, 30, 1)
