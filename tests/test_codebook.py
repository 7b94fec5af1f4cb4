"""What is generated into ``data/``: it is up to date, the same on every run, and valid for others' tools."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner

from dashboard import schema
from dashboard.codebook import codebook, generated_files, read_text, write_codebook
from dashboard.codebook_facts import COUNTED
from dashboard.codebook_text import TYPE_NAMES
from dashboard.datapackage import describe
from dashboard.tables import TABLES

DATA = Path(__file__).parents[1] / "data"
BY_NAME = {table.name: table for table in TABLES}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the given tables with everything generated from them."""
    copy = tmp_path_factory.mktemp("data")
    for table in TABLES:
        if not table.generated:
            shutil.copy(DATA / table.file, copy)
    write_codebook(copy)
    return copy


@pytest.fixture(scope="module")
def package(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return found


def columns_of(package: dict[str, Any], name: str) -> dict[str, dict[str, Any]]:
    resource = next(resource for resource in package["resources"] if resource["name"] == name)
    return {field["name"]: field for field in resource["schema"]["fields"]}


def test_the_files_in_data_are_up_to_date(folder: Path) -> None:
    for name in generated_files(folder):
        written = (DATA / name).read_bytes()
        assert written == (folder / name).read_bytes(), (
            f"data/{name} is not what the schema and the tables give: run `python -m dashboard codebook`"
        )


def test_a_second_run_changes_nothing(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    written = write_codebook(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert {path.name for path in written} | {t.file for t in TABLES if not t.generated} == set(before)


def test_the_command_writes_into_a_folder(folder: Path) -> None:
    (folder / "networks.csv").unlink()
    result = CliRunner().invoke(codebook, [str(folder)])
    assert result.exit_code == 0
    assert "wrote networks.csv" in result.output
    assert (folder / "networks.csv").exists()


def test_a_changed_table_changes_what_is_generated(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    engagements = read_text(tmp_path / "engagements.csv")
    fewer = engagements[engagements["us_state"] != "TX"]
    fewer.to_csv(tmp_path / "engagements.csv", index=False)
    changed = generated_files(tmp_path)
    assert f"{len(fewer):,} engagements" in changed["README.md"]
    assert "austin-tx" not in changed["actors.csv"]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_tables_are_described_as_they_are(folder: Path, table: Any) -> None:
    header = list(read_text(folder / table.file))
    assert header == [column.name for column in table.columns]
    assert {column.type for column in table.columns} <= set(TYPE_NAMES)


@pytest.mark.filterwarnings("ignore")
def test_frictionless_finds_the_data_package_valid(folder: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])[:5]
    assert [task.name for task in report.tasks] == list(BY_NAME)
    assert report.tasks[0].stats["rows"] == len(read_text(folder / "engagements.csv"))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("us_state", "ZZ"),
        ("counterpart_country", "ZZZ"),
        ("issues", "energy|poetry"),
        ("issues", "energy|health|energy|health|energy"),
        ("engagement_type", "mou"),
        ("start_date", "05/2019"),
        ("accessed", "2019-05"),
        ("title", ""),
        ("id", "E00002"),
    ],
)
def test_the_data_package_tells_a_bad_value(folder: Path, tmp_path: Path, column: str, value: str) -> None:
    frictionless = pytest.importorskip("frictionless")
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    few = read_text(tmp_path / "engagements.csv").head(20)
    few.loc[0, column] = value
    few.to_csv(tmp_path / "engagements.csv", index=False)
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).tasks[0].valid


def test_keys_name_columns_that_exist() -> None:
    for table in TABLES:
        columns = {column.name for column in table.columns}
        assert set(table.primary) | set(table.keys) <= columns
        for other, column in table.keys.values():
            assert BY_NAME[other].primary == (column,)


def test_the_data_package_follows_the_schema(package: dict[str, Any]) -> None:
    fields = columns_of(package, "engagements")
    assert list(fields) == list(schema.COLUMN_NAMES)
    for column in schema.COLUMNS:
        field = fields[column.name]
        assert field["title"] == column.title
        assert field["description"] == column.description
        assert field.get("constraints", {}).get("required", False) == column.required
        if column.type == "choice":
            assert field["constraints"]["enum"] == list(column.vocabulary or {})
    assert fields["id"]["constraints"]["unique"]


def test_the_data_package_depends_on_nothing_but_its_tables() -> None:
    assert describe(TABLES, "2026-01-01") == describe(TABLES, "2026-01-01")
    assert "created" not in describe(TABLES, "2026-01-01")


def test_vocabularies_are_those_of_the_schema(folder: Path) -> None:
    found = json.loads((folder / "vocabularies.json").read_text(encoding="utf-8"))
    types = found.pop("engagement_type")
    assert {code: entry["label"] for code, entry in types.items()} == dict(schema.TYPES)
    assert {code: entry["family"] for code, entry in types.items()} == dict(schema.FAMILY_OF_TYPE)
    assert found == {
        "family": schema.FAMILIES,
        "issue": schema.ISSUES,
        "us_level": schema.LEVELS,
        "counterpart_level": schema.COUNTERPART_LEVELS,
        "collection_track": schema.TRACKS,
        "bureau": schema.BUREAUS,
        "status": schema.STATUSES,
        "source_kind": schema.SOURCE_KINDS,
    }
    assert list(found["issue"]) == list(schema.ISSUES)


def test_the_codebook_names_every_column_and_code(folder: Path) -> None:
    text = (folder / "README.md").read_text(encoding="utf-8")
    for table in TABLES:
        assert f"`{table.file}`" in text
        for column in table.columns:
            assert f"| `{column.name}` |" in text
            for code, label in (column.vocabulary or {}).items():
                assert f"`{code}`" in text
                assert label in text


def test_the_codebook_s_numbers_are_counted(folder: Path) -> None:
    text = (folder / "README.md").read_text(encoding="utf-8")
    engagements = read_text(folder / "engagements.csv")
    undated = int((engagements["start_date"] == "").sum())
    assert text.count(f"{len(engagements):,}") >= 2
    assert f"{undated:,} rows (" in text
    for name in ("status", "source_kind"):
        for code, rows in engagements[name].value_counts().items():
            assert code in COUNTED[name]
            assert re.search(rf"{rows:,} rows `{code}`|\(`{code}`\) \| {rows:,} \|", text), code
    assert "{" not in text


def test_the_codebook_gives_credit(folder: Path) -> None:
    text = " ".join((folder / "README.md").read_text(encoding="utf-8").split())
    for credit in ("GeoNames", "Natural Earth", "U.S. Census Bureau", "CC BY 4.0", "public domain"):
        assert credit in text
    assert "Truman Center's Multilevel Diplomacy Map (2024)" in text
    assert "not affiliated" in text
    assert "not contained here" in text


def test_registers_as_tables_keep_codes_and_numbers(folder: Path) -> None:
    actors = pd.read_csv(folder / "actors.csv", keep_default_na=False, na_values={"latitude": [""]})
    assert actors["latitude"].dtype == "float64"
    assert b"\r" not in (folder / "actors.csv").read_bytes()
    assert read_text(folder / "counterparts.csv")["country"].isin(read_text(folder / "countries.csv")["iso3"]).all()
