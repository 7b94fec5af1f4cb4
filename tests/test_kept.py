"""A large table made ready is the same from its files as fresh, and is made anew whenever it is not as it was written.

Small tables stand for large ones: how many bytes make a table large is set to none.
"""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from oracle import ODDITIES, REAL
from polars.testing import assert_frame_equal

from dashboard import kept
from dashboard.data import load_table
from dashboard.folding import fold, fold_texts
from dashboard.kept import ABOUT, ROWS, prepared_table
from dashboard.prepared import Prepared, prepare
from dashboard.publication import Publication
from dashboard.published import publish
from dashboard.query import CountBy
from dashboard.reference import load_reference
from dashboard.selection import Selection
from dashboard.settings import ROOT, Settings
from dashboard.store.changes import record
from dashboard.store.database import Store
from dashboard.texts import as_pandas, compact, from_pandas

REFERENCE = load_reference(Settings().data)

IN_A_PROCESS = """
import sys
from pathlib import Path
from dashboard import kept
from dashboard.reference import load_reference
from dashboard.settings import Settings
kept.LARGE = 0
sys.stdin.read(1)
found = kept.prepared_table(Path(sys.argv[1]), load_reference(Settings().data), Path(sys.argv[2]))
print(found.engagements.height)
"""


@pytest.fixture(autouse=True)
def every_table_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "LARGE", 0)
    monkeypatch.setattr("dashboard.publication.LARGE", 0)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return Path(shutil.copy(ODDITIES, tmp_path / "table.csv"))


def folders(cache: Path) -> list[Path]:
    return [path for path in cache.iterdir() if path.is_dir()]


def assert_same(found: Prepared, expected: Prepared) -> None:
    assert_frame_equal(found.engagements, expected.engagements, categorical_as_str=True)
    pd.testing.assert_frame_equal(found.table.engagements, expected.table.engagements)
    for name in kept.REGISTERS:
        pd.testing.assert_frame_equal(getattr(found.registers, name), getattr(expected.registers, name))
    for name in ("rows", "problems", "rows_read", "name", "version", "notes"):
        assert getattr(found.table, name) == getattr(expected.table, name)
    assert found.updated == expected.updated


@pytest.mark.parametrize("path", [REAL, ODDITIES], ids=["real", "oddities"])
def test_kept_files_hold_what_was_made(path: Path, tmp_path: Path) -> None:
    made = prepared_table(path, REFERENCE, tmp_path)
    again = prepared_table(path, REFERENCE, tmp_path)
    assert len(folders(tmp_path)) == 1
    for found in (made, again):
        assert_same(found, prepare(load_table(path, REFERENCE), REFERENCE))


def test_rows_left_out_are_told_from_the_files(table: Path, tmp_path: Path) -> None:
    spoilt = pd.read_csv(table, dtype=str, keep_default_na=False)
    spoilt.loc[1, "us_state"] = "Texas"
    spoilt.loc[2, "id"] = spoilt.loc[0, "id"]
    spoilt.to_csv(table, index=False)
    prepared_table(table, REFERENCE, tmp_path)
    problems = prepared_table(table, REFERENCE, tmp_path).table.problems
    assert [(each.row, each.column) for each in problems] == [(3, "us_state"), (4, "id")]
    assert [each.in_words() for each in problems] == [each.in_words() for each in load_table(table, REFERENCE).problems]


@pytest.mark.parametrize("name", [ROWS, ABOUT, "actors.parquet"])
@pytest.mark.parametrize("damage", ["cut", "changed", "gone"])
def test_damaged_files_are_made_anew(
    table: Path, tmp_path: Path, name: str, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    expected = prepare(load_table(table, REFERENCE), REFERENCE)
    cache = tmp_path / "cache"
    prepared_table(table, REFERENCE, cache)
    path = folders(cache)[0] / name
    content = path.read_bytes()
    middle = len(content) // 2
    path.unlink()  # the bytes that were mapped are left as they are
    if damage != "gone":
        changed = bytes([content[middle] ^ 0xFF]) + content[middle + 1 :] if damage == "changed" else b""
        path.write_bytes(content[:middle] + changed)
    with caplog.at_level(logging.WARNING):
        assert_same(prepared_table(table, REFERENCE, cache), expected)
    assert "is made anew" in caplog.text
    caplog.clear()
    assert_same(prepared_table(table, REFERENCE, cache), expected)
    assert not caplog.records


def test_a_changed_table_is_another_one_and_old_ones_go(table: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    rows = pd.read_csv(table, dtype=str, keep_default_na=False)
    for left in range(len(rows) - 1, len(rows) - 6, -1):
        rows.head(left).to_csv(table, index=False)
        assert prepared_table(table, REFERENCE, cache).table.rows == left
    assert len(folders(cache)) == kept.MOST_KEPT


def test_other_reference_tables_make_another_one(table: Path, tmp_path: Path) -> None:
    other = replace(REFERENCE, digests={**REFERENCE.digests, "states.csv": "0"})
    for reference in (REFERENCE, other):
        prepared_table(table, reference, tmp_path / "cache")
    assert len(folders(tmp_path / "cache")) == 2


def test_processes_that_start_at_once_share_one(table: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    command = [sys.executable, "-c", IN_A_PROCESS, str(table), str(cache)]
    processes = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    told = [process.communicate(b"x") for process in processes]
    rows = len(pd.read_csv(table))
    assert [(out.decode().strip(), process.returncode) for (out, _), process in zip(told, processes, strict=True)] == [
        (str(rows), 0),
        (str(rows), 0),
    ]
    assert len(folders(cache)) == 1
    assert not list(cache.glob(f"{kept.UNFINISHED}*"))


def test_what_cannot_be_written_stays_in_memory(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept, "_write", full)
    with caplog.at_level(logging.WARNING):
        found = prepared_table(table, REFERENCE, tmp_path / "cache")
    assert_same(found, prepare(load_table(table, REFERENCE), REFERENCE))
    assert "No space left on device" in caplog.text
    assert not folders(tmp_path / "cache")
    (tmp_path / "a file").write_text("")
    assert_same(prepared_table(table, REFERENCE, tmp_path / "a file"), found)


def test_accepted_changes_are_kept_too(table: Path, tmp_path: Path) -> None:
    settings = replace(Settings(), table=table, cache=tmp_path / "cache", database=f"sqlite:///{tmp_path / 'store.db'}")
    store = Store(settings.database)
    publication = Publication(settings, store)
    first = publication.base.engagements.iloc[0].to_dict()
    with store.writing() as connection:
        record(connection, "reviewer", "corrected", first, {**first, "title": "Zanzibar"}, "a reason")
    for each in (publication, Publication(settings, store)):
        each.look()
        assert each.current.table.version == f"{each.base.version}+1"
        assert [row["title"] for row in [each.current.engagement(first["id"])] if row] == ["Zanzibar"]
        assert each.current.totals(Selection(words="zanzibar")).rows == 1
        assert each.base.row(first["id"]) == first
        assert each.base.row("none") is None
    assert len(folders(settings.cache)) == 2
    store.close()


@pytest.mark.parametrize("engine", ["polars", "pandas", "duckdb"])
def test_every_engine_reads_the_files(engine: str, tmp_path: Path) -> None:
    settings = Settings(engine=engine, cache=tmp_path)
    asked = (CountBy("us_state"), Selection(words="water"))
    first = publish(settings).ask([asked])[asked].to_polars().sort("value")
    again = publish(settings).ask([asked])[asked].to_polars().sort("value")
    assert len(first) > 5
    assert first.rows() == again.rows()


@given(st.text())
@example("Ærøskøbing ’t Łódź ﬁ Σίσυφος ÅNGSTRÖM İstanbul 각")
def test_columns_are_folded_as_single_texts_are(text: str) -> None:
    assert fold_texts(pl.Series(["Plain", text, ""])).to_list() == ["plain", fold(text), ""]


def test_texts_survive_being_held_once() -> None:
    names = pd.DataFrame({"name": [*["Ohio", ""] * 2_000, "Texas"], "own": [str(n) for n in range(4_001)]})
    held = from_pandas(names)
    assert isinstance(held["name"].dtype, pl.Enum)
    assert held["own"].dtype == pl.String
    pd.testing.assert_frame_equal(as_pandas(held), names)
    assert compact(pl.Series([], dtype=pl.String)).to_list() == []
