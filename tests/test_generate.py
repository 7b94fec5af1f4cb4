"""Synthetic tables: valid, marked in every row, with the real table's skew, the same for the same seed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from dashboard import generate as generating
from dashboard.data import load_table
from dashboard.generate import REAL_TABLE, generate
from dashboard.reading import read_table
from dashboard.reference import load_reference
from dashboard.schema import COLUMN_NAMES, COUNTERPART_LEVELS_WITHOUT_COUNTRY

ROWS = 20_000


def run(*words: object) -> Result:
    return CliRunner().invoke(generate, [str(word) for word in words])


@pytest.fixture(scope="module")
def real() -> pd.DataFrame:
    return read_table(REAL_TABLE)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("synthetic") / "many.parquet"
    assert run("--rows", ROWS, path).exit_code == 0
    return path


@pytest.fixture(scope="module")
def synthetic(made: Path) -> pd.DataFrame:
    return read_table(made)


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_the_table_is_valid(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"some.{ending}"
    result = run("--rows", 3_000, path)
    assert result.output == f"wrote 3,000 synthetic engagements to {path}\n"
    table = load_table(path, load_reference(REAL_TABLE.parent))
    assert not table.problems, [str(problem) for problem in table.problems[:3]]
    assert len(table.engagements) == 3_000


def test_every_row_says_that_it_is_synthetic(synthetic: pd.DataFrame) -> None:
    assert list(synthetic) == list(COLUMN_NAMES)
    assert len(synthetic) == ROWS
    assert synthetic["title"].str.startswith("Synthetic: ").all()
    assert synthetic["summary"].str.startswith("Synthetic row").all()
    assert synthetic["source_url"].str.startswith("https://example.org/").all()
    assert (synthetic["source_name"] == "Synthetic").all()
    assert synthetic["id"].is_unique


def test_no_id_is_one_of_the_real_table(synthetic: pd.DataFrame, real: pd.DataFrame) -> None:
    assert not synthetic["id"].isin(real["id"]).any()


@pytest.mark.parametrize(
    "column",
    [
        "us_state",
        "us_level",
        "counterpart_country",
        "counterpart_level",
        "engagement_type",
        "issues",
        "status",
    ],
)
def test_shares_stay_like_the_real_ones(synthetic: pd.DataFrame, real: pd.DataFrame, column: str) -> None:
    expected = real[column].value_counts(normalize=True)
    found = synthetic[column].value_counts(normalize=True).reindex(expected.index, fill_value=0)
    assert set(synthetic[column]) <= set(real[column])
    assert (found - expected).abs().max() < 0.015


def test_years_and_precisions_of_dates_stay(synthetic: pd.DataFrame, real: pd.DataFrame) -> None:
    for part in (lambda dates: dates.str[:4], lambda dates: dates.str.len()):
        expected = part(real["start_date"]).value_counts(normalize=True)
        found = part(synthetic["start_date"]).value_counts(normalize=True).reindex(expected.index, fill_value=0)
        assert (found - expected).abs().max() < 0.015


def test_dates_move_and_counterparts_are_recombined(synthetic: pd.DataFrame, real: pd.DataFrame) -> None:
    assert synthetic["start_date"].nunique() > 1.3 * real["start_date"].nunique()
    pairs = [["us_actor", "us_state", "counterpart", "counterpart_country"]]
    assert len(synthetic[pairs[0]].drop_duplicates()) > 2 * len(real[pairs[0]].drop_duplicates())
    sides = ["counterpart", "counterpart_country", "counterpart_city"]
    assert set(synthetic[sides].itertuples(index=False, name=None)) <= set(
        real[sides].itertuples(index=False, name=None)
    )
    placeless = synthetic["counterpart_level"].isin(COUNTERPART_LEVELS_WITHOUT_COUNTRY)
    assert ((synthetic["counterpart_country"] == "") == placeless).all()


def test_the_seed_decides(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.csv" for name in ("one", "two", "other")]
    for path, seed in zip(paths, (5, 5, 6), strict=True):
        assert run("--rows", 200, "--seed", seed, path).exit_code == 0
    one, two, other = (path.read_bytes() for path in paths)
    assert one == two
    assert one != other


def test_chunks_join_without_a_seam(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generating, "CHUNK", 70)
    path = tmp_path / "chunks.parquet"
    assert run("--rows", 150, path).exit_code == 0
    ids = read_table(path)["id"]
    assert ids.tolist() == [f"S{number:09d}" for number in range(1, 151)]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--rows", "10", "table.xls"], "table.xls is not one of .csv, .parquet"),
        (["--rows", "0", "table.csv"], "0 is not in the range x>=1"),
        (["--rows", "10", str(REAL_TABLE)], "is the real table"),
        (["--rows", "10", "no/such/folder/table.csv"], "there is no folder"),
    ],
)
def test_what_cannot_be_done_is_said(words: list[str], sentence: str) -> None:
    before = REAL_TABLE.read_bytes()
    result = run(*words)
    assert result.exit_code == 2
    assert sentence in " ".join(result.output.split())
    assert REAL_TABLE.read_bytes() == before
