"""The last good table is found again by who takes a place, and nobody stumbles over what is left of one."""

from __future__ import annotations

import logging
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from oracle import ODDITIES

from dashboard import kept, last_good
from dashboard.kept import prepared_table
from dashboard.last_good import LastGood
from dashboard.reference import load_reference
from dashboard.settings import Settings

REFERENCE = load_reference(Settings().data)
WRITTEN = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture(params=["small", "large"])
def table(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The hand-written table in a file of the test's own, once for every way in which tables are kept."""
    if request.param == "large":
        monkeypatch.setattr(kept, "LARGE", 1)
    return Path(shutil.copyfile(ODDITIES, tmp_path / "engagements.csv"))


def kept_good(table: Path, cache: Path) -> LastGood:
    good = LastGood(prepared_table(table, REFERENCE, cache), WRITTEN)
    last_good.keep(good, table, REFERENCE, cache)
    return good


def test_is_found_though_the_file_is_gone(table: Path, tmp_path: Path) -> None:
    good = kept_good(table, tmp_path / "cache")
    table.unlink()
    found = last_good.found(table, REFERENCE, tmp_path / "cache")
    assert found is not None
    assert found.written == WRITTEN
    assert found.prepared.table.version == good.prepared.table.version
    assert found.prepared.engagements.equals(good.prepared.engagements)
    assert [str(each) for each in found.prepared.table.problems] == [str(each) for each in good.prepared.table.problems]


def test_the_newest_is_found(table: Path, tmp_path: Path) -> None:
    kept_good(table, tmp_path / "cache")
    table.write_bytes(b"".join(ODDITIES.read_bytes().splitlines(keepends=True)[:-2]))
    kept_good(table, tmp_path / "cache")
    found = last_good.found(table, REFERENCE, tmp_path / "cache")
    assert found is not None
    assert found.prepared.table.rows == 16


def test_nothing_is_found_of_another_file_or_before_the_first(table: Path, tmp_path: Path) -> None:
    assert last_good.found(table, REFERENCE, tmp_path / "cache") is None
    kept_good(table, tmp_path / "cache")
    assert last_good.found(tmp_path / "other.csv", REFERENCE, tmp_path / "cache") is None


def test_nothing_is_found_of_other_code(table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_good(table, tmp_path / "cache")
    monkeypatch.setattr(last_good, "name_of", lambda content, reference: "made by other code")
    assert last_good.found(table, REFERENCE, tmp_path / "cache") is None


@pytest.mark.parametrize("harm", ["record cut", "record of another kind", "table cut", "table gone"])
def test_nothing_is_found_where_it_is_damaged(
    table: Path, tmp_path: Path, harm: str, caplog: pytest.LogCaptureFixture
) -> None:
    cache = tmp_path / "cache"
    kept_good(table, cache)
    (record,) = cache.glob("served/*.json")
    (rows,) = cache.glob(f"**/{kept.ROWS}")
    if harm == "record cut":
        record.write_bytes(record.read_bytes()[:10])
    elif harm == "record of another kind":
        record.write_text("[]", encoding="utf-8")
    elif harm == "table cut":
        rows.write_bytes(rows.read_bytes()[:-100])
    else:
        shutil.rmtree(rows.parent)
    with caplog.at_level(logging.WARNING):
        assert last_good.found(table, REFERENCE, cache) is None


def test_where_it_cannot_be_kept_the_log_says_so(table: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be", encoding="utf-8")
    kept_good(table, tmp_path / "cache")
    assert "The last good table is not remembered" in caplog.text
    assert last_good.found(table, REFERENCE, tmp_path / "cache") is None
