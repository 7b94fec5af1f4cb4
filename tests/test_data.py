"""Tables: every bad cell is told by row, column, value and fix, every file that is no table by a sentence.

``tables/oddities.csv`` holds good rows with every oddity; each case below spoils it in one place.
"""

from __future__ import annotations

import csv
import gc
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path

import click
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.__main__ import COMMANDS, Commands, commands
from dashboard.data import Problem, Table, TableError, load_table, read_table
from dashboard.dates import is_before, is_partial_date, likely_dates
from dashboard.reference import Reference, load_reference
from dashboard.schema import COLUMN_NAMES, COLUMNS, ISSUES, LEVELS, TYPES
from dashboard.suggestions import nearest

ROOT = Path(__file__).parents[1]
ODDITIES = Path(__file__).parent / "tables" / "oddities.csv"
REAL = ROOT / "data" / "engagements.csv"

REFERENCE = load_reference(ROOT / "data")
VOCABULARY_COLUMNS = [column.name for column in COLUMNS if column.vocabulary]

Row = dict[str, str]


def odd_rows() -> list[Row]:
    with ODDITIES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_csv(path: Path, rows: Iterable[Row]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMN_NAMES)
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_lines(path: Path, change: Callable[[str], str]) -> Path:
    path.write_text(change(ODDITIES.read_text(encoding="utf-8")), encoding="utf-8")
    return path


def load(path: Path) -> Table:
    return load_table(path, REFERENCE)


def spoilt(tmp_path: Path, row: int, **cells: str) -> Table:
    """The odd table with some cells of one file row written anew."""
    rows = odd_rows()
    rows[row - 2].update(cells)
    return load(write_csv(tmp_path / "spoilt.csv", rows))


def where(problems: Iterable[Problem]) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.column, problem.value) for problem in problems]


# good tables


def test_the_odd_table_is_good_and_read_as_written() -> None:
    table = load(ODDITIES)
    assert table.problems == ()
    assert table.notes == ()
    assert table.engagements.to_dict("records") == odd_rows()
    assert tuple(table.engagements.columns) == COLUMN_NAMES
    assert set(map(str, table.engagements.dtypes)) == {"str"}


def test_the_odd_table_holds_what_other_tests_rely_on() -> None:
    rows = odd_rows()
    ties = {(row["us_actor"].removeprefix("City of "), row["us_state"]) for row in rows}
    assert {("Columbia", "MO"), ("Columbia", "SC"), ("Salisbury", "MD"), ("Salisbury", "NC")} <= ties
    assert {row["us_level"] for row in rows} == set(LEVELS)
    assert {"PR", "DC"} < {row["us_state"] for row in rows}
    assert {"TWN", "HKG", "PSE", "XKX", ""} < {row["counterpart_country"] for row in rows}
    assert {row["status"] for row in rows} == {"reported", "announced", "ended"}
    assert {row["engagement_type"] for row in rows} == set(TYPES)
    assert {cell[0] for row in rows for cell in row.values() if cell} >= {"=", "+", '"'}
    assert any("\n" in row["summary"] for row in rows)


def test_the_real_table_has_no_problem() -> None:
    table = load(REAL)
    assert [str(problem) for problem in table.problems] == []
    assert (len(table.engagements), table.rows_read, table.bad_rows) == (3785, 3785, 0)


def test_loading_twice_gives_one_version_and_keeps_nothing_in_memory() -> None:
    first = load(ODDITIES).version
    gc.collect()
    before = _frames()
    assert load(ODDITIES).version == first
    gc.collect()
    assert _frames() == before


def _frames() -> int:
    return sum(type(thing) is pd.DataFrame for thing in gc.get_objects())


def test_the_version_follows_the_bytes(tmp_path: Path) -> None:
    changed = write_lines(tmp_path / "oddities.csv", lambda text: text.replace("T18", "T19"))
    assert load(changed).version != load(ODDITIES).version


GOOD_CELLS: list[Row] = [
    {"start_date": "2019-05", "end_date": "2019"},
    {"start_date": "2019", "end_date": "2019-05"},
    {"start_date": "2019-05-31", "end_date": "2019-05-31"},
    {"start_date": "", "end_date": "2019"},
    {"start_date": "2020-02-29"},
    {"start_date": "1776"},
    {"source_url": "HTTPS://www.example.org:8080/a?b=c#d"},
    {"source_url": "https://bücher.example/straße"},
    {"us_actor": "  State of Texas\u00a0", "us_state": " TX"},
]


@pytest.mark.parametrize("cells", GOOD_CELLS, ids=str)
def test_good_cells(tmp_path: Path, cells: Row) -> None:
    table = spoilt(tmp_path, 2, **cells)
    assert table.problems == ()
    assert {name: table.engagements.loc[0, name] for name in cells} == {
        name: cell.strip() for name, cell in cells.items()
    }


def test_codes_are_not_taken_for_missing_values(tmp_path: Path) -> None:
    table = spoilt(tmp_path, 2, us_actor="NA", us_city="null", counterpart_country="NAM", title="None")
    assert table.problems == ()
    assert table.engagements.loc[0, ["us_actor", "us_city", "title"]].tolist() == ["NA", "null", "None"]


# bad rows: cells of file row 2 (or the row given), the column that is told, a part of the fix

LONG_AGO = "write it so, or leave it empty"
BAD_CELLS: list[tuple[Row, str, str]] = [
    ({"us_actor": ""}, "us_actor", "fill it in"),
    ({"title": "   "}, "title", "fill it in"),
    ({"id": ""}, "id", "fill it in"),
    ({"accessed": ""}, "accessed", "fill it in"),
    ({"title": "bell\x07"}, "title", "delete it"),
    ({"engagement_type": "mou"}, "engagement_type", "did you mean 'memorandum'?"),
    ({"engagement_type": "Memorandum"}, "engagement_type", "did you mean 'memorandum'?"),
    ({"engagement_type": "Trade mission"}, "engagement_type", "did you mean 'trade_mission'?"),
    ({"engagement_type": "delegation"}, "engagement_type", "'outgoing_delegation' or 'incoming_delegation'?"),
    ({"engagement_type": "zzz"}, "engagement_type", "write one of them"),
    ({"us_level": "town"}, "us_level", "did you mean 'city'?"),
    ({"counterpart_level": "nation"}, "counterpart_level", "did you mean 'national'?"),
    ({"status": "anounced"}, "status", "did you mean 'announced'?"),
    ({"collection_track": "surveys"}, "collection_track", "did you mean 'survey'?"),
    ({"source_kind": "organization"}, "source_kind", "did you mean 'organisation'?"),
    ({"issues": ""}, "issues", "fill it in"),
    ({"issues": "climate"}, "issues", "did you mean 'climate_environment'?"),
    ({"issues": "energy,health"}, "issues", "did you mean 'energy|health'?"),
    ({"issues": "Energy; Culture and arts"}, "issues", "did you mean 'energy|culture_arts'?"),
    ({"issues": "energy|"}, "issues", "did you mean 'energy'?"),
    ({"issues": "energy|zzz"}, "issues", "write some of them"),
    ({"issues": "energy|health|energy"}, "issues", "did you mean 'energy|health'?"),
    ({"issues": "|".join(list(ISSUES)[:5])}, "issues", "keep the 4 that matter most"),
    ({"us_state": "tx"}, "us_state", "did you mean 'TX' (Texas)?"),
    ({"us_state": "Texas"}, "us_state", "did you mean 'TX' (Texas)?"),
    ({"us_state": "Tex."}, "us_state", "did you mean 'TX' (Texas)?"),
    ({"us_state": "Washington, D.C."}, "us_state", "did you mean 'DC' (District of Columbia)?"),
    ({"us_state": "XX"}, "us_state", "states.csv"),
    ({"counterpart_country": "twn"}, "counterpart_country", "did you mean 'TWN' (Taiwan)?"),
    ({"counterpart_country": "TW"}, "counterpart_country", "did you mean 'TWN' (Taiwan)?"),
    (
        {"counterpart_country": "Taiwan, Province of China"},
        "counterpart_country",
        "did you mean 'TWN' (Taiwan)?",
    ),
    ({"counterpart_country": "Germany"}, "counterpart_country", "did you mean 'DEU' (Germany)?"),
    ({"counterpart_country": "GER"}, "counterpart_country", "did you mean 'DEU' (Germany)?"),
    ({"counterpart_country": "UK"}, "counterpart_country", "did you mean 'GBR' (United Kingdom)?"),
    ({"counterpart_country": "Kosova"}, "counterpart_country", "did you mean 'XKX' (Kosovo)?"),
    (
        {"counterpart_country": "Palestine"},
        "counterpart_country",
        "did you mean 'PSE' (Palestinian Territories)?",
    ),
    ({"counterpart_country": "ZZ"}, "counterpart_country", "countries.csv"),
    ({"counterpart_country": ""}, "counterpart_country", "did you mean 'TWN' (Taiwan)?"),
    (
        {"counterpart_country": "", "counterpart": "Lyon"},
        "counterpart_country",
        "give the code of its country",
    ),
    ({"counterpart_level": "network"}, "counterpart_country", "leave it empty"),
    ({"counterpart_level": "multilateral"}, "counterpart_country", "leave it empty"),
    ({"start_date": "2019-02-30"}, "start_date", "did you mean '2019-02'?"),
    ({"start_date": "May 2019"}, "start_date", "did you mean '2019-05'?"),
    ({"start_date": "2019-5"}, "start_date", "did you mean '2019-05'?"),
    ({"start_date": "5/31/2019"}, "start_date", "did you mean '2019-05-31'?"),
    ({"start_date": "5/6/2019"}, "start_date", "did you mean '2019-05-06' or '2019-06-05'?"),
    ({"start_date": "31 May 2019"}, "start_date", "did you mean '2019-05-31'?"),
    ({"start_date": "Sept. 3rd, 2019"}, "start_date", "did you mean '2019-09-03'?"),
    ({"start_date": "circa 2019"}, "start_date", "did you mean '2019'?"),
    ({"start_date": "2019-05-31T09:30:00Z"}, "start_date", "did you mean '2019-05-31'?"),
    ({"start_date": "1019"}, "start_date", LONG_AGO),
    ({"start_date": "٢٠١٩"}, "start_date", LONG_AGO),
    ({"start_date": "unknown"}, "start_date", LONG_AGO),
    ({"end_date": "2101"}, "end_date", LONG_AGO),
    ({"source_date": "2019-13"}, "source_date", "did you mean '2019'?"),
    ({"accessed": "2026-11"}, "accessed", "write year, month and day"),
    ({"accessed": "11/22/2026"}, "accessed", "did you mean '2026-11-22'?"),
    ({"end_date": "2018"}, "end_date", "mend the wrong one"),
    ({"end_date": "2019-04"}, "end_date", "mend the wrong one"),
    ({"end_date": "2019-05-30"}, "end_date", "mend the wrong one"),
    ({"source_url": "www.example.org/page"}, "source_url", "did you mean 'https://www.example.org/page'?"),
    ({"source_url": "ftp://example.org/page"}, "source_url", "did you mean 'https://example.org/page'?"),
    ({"source_url": "javascript:alert(1)"}, "source_url", "give the address of the page"),
    ({"source_url": "https://"}, "source_url", "give the address of the page"),
    ({"source_url": "https:///page"}, "source_url", "give the address of the page"),
    ({"source_url": "https://example.org/a b"}, "source_url", "give the address of the page"),
    ({"source_url": ""}, "source_url", "fill it in"),
]


@pytest.mark.parametrize(("cells", "column", "fix"), BAD_CELLS, ids=[str(case[0])[:60] for case in BAD_CELLS])
def test_a_bad_cell_is_told_with_its_row_column_value_and_fix(
    tmp_path: Path, cells: Row, column: str, fix: str
) -> None:
    table = spoilt(tmp_path, 2, **cells)
    value = cells.get(column, odd_rows()[0][column]).strip()
    assert where(table.problems) == [(2, column, value)]
    assert fix in table.problems[0].fix
    assert table.engagements["id"].tolist() == [row["id"] for row in odd_rows()[1:]]
    assert (table.rows_read, table.bad_rows) == (18, 1)


def test_every_required_column_must_be_filled(tmp_path: Path) -> None:
    required = [column.name for column in COLUMNS if column.required]
    table = spoilt(tmp_path, 5, **dict.fromkeys(required, ""))
    assert where(table.problems) == [(5, name, "") for name in required]
    assert {problem.reason for problem in table.problems} == {"is empty"}


def test_all_problems_of_a_row_are_told_and_the_row_is_counted_once(tmp_path: Path) -> None:
    table = spoilt(tmp_path, 2, us_state="tx", start_date="May 2019", issues="health|health|art")
    assert [problem.column for problem in table.problems] == ["us_state", "issues", "issues", "start_date"]
    assert table.bad_rows == 1


def test_a_repeated_id_is_told_at_the_later_rows(tmp_path: Path) -> None:
    rows = odd_rows()
    rows[4]["id"] = rows[7]["id"] = "T01"
    table = load(write_csv(tmp_path / "spoilt.csv", rows))
    assert where(table.problems) == [(6, "id", "T01"), (9, "id", "T01")]
    assert all("row 2" in f"{problem.reason} {problem.fix}" for problem in table.problems)
    assert len(table.engagements) == 16


def test_a_row_that_repeats_another_in_all_but_its_id_is_told(tmp_path: Path) -> None:
    rows = odd_rows()
    table = load(write_csv(tmp_path / "spoilt.csv", [*rows, rows[6] | {"id": "T99"}, rows[2] | {"id": "T98"}]))
    assert where(table.problems) == [(20, "id", "T99"), (21, "id", "T98")]
    assert ["row 8" in table.problems[0].reason, "row 4" in table.problems[1].reason] == [True, True]


def test_a_problem_reads_as_a_sentence(tmp_path: Path) -> None:
    problem = spoilt(tmp_path, 3, engagement_type="mou").problems[0]
    assert str(problem) == (
        f"spoilt.csv row 3: engagement_type 'mou' is not one of [{', '.join(TYPES)}]; did you mean 'memorandum'?"
    )
    lines = spoilt(tmp_path, 14, summary="a\nb\x07" + "c" * 500).problems[0]
    assert "\n" not in str(lines)
    assert len(str(lines)) < 250


# rows that do not fit the header, empty rows, other columns


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(tmp_path: Path) -> None:
    rows = odd_rows()
    after_line_breaks = next(place for place, row in enumerate(rows) if "\n" in row["summary"]) + 1
    assert where(spoilt(tmp_path, after_line_breaks + 2, status="x").problems) == [
        (after_line_breaks + 2, "status", "x")
    ]


def test_ragged_rows_are_told_and_no_other_row_is_lost(tmp_path: Path) -> None:
    def ragged(text: str) -> str:
        lines = text.splitlines()
        assert lines[4].startswith("T04")
        return "\n".join([*lines[:4], "", lines[4] + ",more", ",,,", "T99,few", *lines[5:], "T98,last"])

    table = load(write_lines(tmp_path / "ragged.csv", ragged))
    told = [(problem.row, problem.column, problem.reason) for problem in table.problems]
    assert told == [
        (6, "", "the row has 23 cells where the header has 22"),
        (8, "", "the row has 2 cells where the header has 22"),
        (23, "", "the row has 2 cells where the header has 22"),
    ]
    assert table.problems[1].value == "T99,few"
    assert str(table.problems[1]).startswith("ragged.csv row 8: the row has 2 cells")
    assert (len(table.engagements), table.rows_read, table.bad_rows) == (17, 20, 3)
    with pytest.raises(TableError, match=r"ragged\.csv row 6 has 23 cells"):
        read_table(tmp_path / "ragged.csv")


def test_other_columns_are_left_aside_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "more.csv"
    read_table(ODDITIES).assign(**{"my notes": "x"}).to_csv(path, index=False)
    table = load(path)
    assert table.problems == ()
    assert table.notes == ("more.csv: left aside, not being columns of the table: 'my notes'",)
    assert tuple(table.engagements.columns) == COLUMN_NAMES


def test_columns_may_come_in_any_order(tmp_path: Path) -> None:
    read_table(ODDITIES)[list(reversed(COLUMN_NAMES))].to_csv(tmp_path / "order.csv", index=False)
    assert load(tmp_path / "order.csv").engagements.equals(load(ODDITIES).engagements)


@pytest.mark.parametrize("ending", ["", "\n"])
def test_a_header_alone_is_a_table_without_rows(tmp_path: Path, ending: str) -> None:
    table = load(write_lines(tmp_path / "header.csv", lambda text: text.partition("\n")[0] + ending))
    assert (len(table.engagements), table.rows_read, table.problems) == (0, 0, ())


# the same table in every format


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_csv_with_or_without_mark_and_with_either_line_end(tmp_path: Path, encoding: str, line_end: str) -> None:
    path = tmp_path / "oddities.csv"
    with path.open("w", encoding=encoding, newline=line_end) as file:
        file.write(ODDITIES.read_text(encoding="utf-8"))
    table = load(path)
    assert table.problems == ()
    assert table.engagements["id"].tolist() == [row["id"] for row in odd_rows()]


def test_parquet_and_a_folder_of_it_read_alike(tmp_path: Path) -> None:
    engagements = read_table(ODDITIES)
    typed = engagements.assign(
        us_state=engagements["us_state"].astype("category"), accessed=pd.to_datetime(engagements["accessed"])
    )
    (tmp_path / "parts").mkdir()
    typed.to_parquet(tmp_path / "whole.parquet")
    typed[:7].to_parquet(tmp_path / "parts" / "part-0.parquet")
    typed[7:].replace("", None).to_parquet(tmp_path / "parts" / "part-1.parquet")
    for path in (tmp_path / "whole.parquet", tmp_path / "parts"):
        table = load(path)
        assert table.problems == ()
        assert table.engagements.equals(load(ODDITIES).engagements)


def write_workbook(path: Path, rows: Iterable[Iterable[object]]) -> Path:
    workbook = openpyxl.Workbook()
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            cell = workbook.active.cell(number, place, value if value != "" else None)
            if isinstance(value, str):
                cell.data_type = "s"  # else a text that begins with "=" becomes a formula
    workbook.save(path)
    return path


def test_excel_reads_alike(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "oddities.xlsx", [COLUMN_NAMES, *(row.values() for row in odd_rows())])
    assert load(path).engagements.equals(load(ODDITIES).engagements)


def test_excel_dates_and_numbers_become_text(tmp_path: Path) -> None:
    header = ["id", "day", "month", "year", "number", "half"]
    path = write_workbook(
        tmp_path / "typed.xlsx",
        [header, [7, date(2019, 5, 31), datetime(2019, 5, 1), datetime(2019, 1, 1), 2019.0, 0.5]],
    )
    workbook = openpyxl.load_workbook(path)
    workbook.active["C2"].number_format = "[$-409]mmm-yy;@"
    workbook.active["D2"].number_format = "yyyy"
    workbook.save(path)
    assert read_table(path).loc[0].tolist() == ["7", "2019-05-31", "2019-05", "2019", "2019", "0.5"]


def test_excel_rows_keep_their_numbers(tmp_path: Path) -> None:
    rows = [list(row.values()) for row in odd_rows()]
    rows[3][COLUMN_NAMES.index("status")] = "done"
    path = write_workbook(
        tmp_path / "gaps.xlsx", [COLUMN_NAMES, *rows[:2], [], *rows[2:5], [*rows[5], "", "far"], *rows[6:]]
    )
    table = load(path)
    assert where(table.problems)[0] == (6, "status", "done")
    assert (table.problems[1].row, table.problems[1].reason) == (
        8,
        "the row has 24 cells where the header has 22",
    )
    assert (len(table.engagements), table.rows_read) == (16, 18)


# files that are no table


def _text(change: Callable[[str], str]) -> Callable[[str], bytes]:
    return lambda text: change(text).encode()


NO_TABLES: list[tuple[str, Callable[[str], bytes], str]] = [
    ("t.csv", _text(lambda _: ""), r"t\.csv is empty; give"),
    ("t.csv", _text(lambda text: "\n\n" + text), r"t\.csv has no header; its first row must name"),
    (
        "t.csv",
        _text(lambda text: text.partition("\n")[2]),
        r"t\.csv has no header that names .*make it the first row",
    ),
    ("t.csv", _text(lambda text: text.replace(",", ";")), r"separate it by commas, not ';'"),
    ("t.csv", lambda text: text.encode("latin-1"), r"t\.csv is not UTF-8 text \(line 7\); save it"),
    (
        "t.csv",
        lambda text: text.encode("utf-16"),
        r"t\.csv is not UTF-8 text \(line 1\); save it as 'CSV UTF-8'",
    ),
    (
        "t.csv",
        _text(lambda text: text.replace("us_city", "us_actor", 1)),
        "names the column 'us_actor' twice",
    ),
    ("t.csv", _text(lambda text: text.replace("us_city", "US City", 1)), "rename 'US City' to 'us_city'"),
    (
        "t.csv",
        _text(lambda text: text.replace("status", "x").replace("summary", "y")),
        "columns 'status', 'summary'",
    ),
    (
        "t.csv",
        _text(lambda text: text + 'T99,"' + "open,\n" * 400_000),
        "a quotation mark that is not closed",
    ),
    ("t.xlsx", lambda _: b"no workbook", r"t\.xlsx cannot be read as \.xlsx .*; save it anew"),
    ("t.xlsx", lambda _: b"PK\x03\x04 no workbook", r"t\.xlsx cannot be read as \.xlsx .*; save it anew"),
    (
        "t.parquet",
        lambda _: b"PAR1 no parquet PAR1",
        r"t\.parquet cannot be read as \.parquet .*; save it anew",
    ),
    ("t.ods", lambda _: b"x", r"t\.ods is not one of \.csv, \.xlsx, \.parquet; save it as one of them"),
]


@pytest.mark.parametrize(("name", "content", "sentence"), NO_TABLES, ids=[case[2] for case in NO_TABLES])
def test_a_file_that_is_no_table_is_told_in_one_sentence(
    tmp_path: Path, name: str, content: Callable[[str], bytes], sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content(ODDITIES.read_text(encoding="utf-8")))
    with pytest.raises(TableError, match=sentence) as told:
        load(path)
    assert "\n" not in str(told.value)


def test_what_is_not_there_or_holds_no_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"there is no file .*gone\.csv; check the path"):
        load(tmp_path / "gone.csv")
    with pytest.raises(TableError, match=r"is a folder without \.parquet files"):
        load(tmp_path)
    openpyxl.Workbook().save(tmp_path / "blank.xlsx")
    with pytest.raises(TableError, match=r"blank\.xlsx has no header; the first row of its first sheet"):
        load(tmp_path / "blank.xlsx")


def test_parts_with_other_columns_are_told(tmp_path: Path) -> None:
    read_table(ODDITIES).to_parquet(tmp_path / "a.parquet")
    read_table(ODDITIES).drop(columns="title").to_parquet(tmp_path / "b.parquet")
    with pytest.raises(TableError, match=r"b\.parquet has other columns than a\.parquet"):
        load(tmp_path)


# whatever is written


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tables")


SOME_TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)


@settings(max_examples=60, deadline=None)
@given(
    place=st.integers(0, 17),
    column=st.sampled_from(VOCABULARY_COLUMNS),
    value=SOME_TEXT.filter(lambda text: not text.strip() or text.strip()[:1] not in ISSUES),
)
def test_any_spoilt_code_is_told_at_its_row_and_column_only(folder: Path, place: int, column: str, value: str) -> None:
    rows = odd_rows()
    rows[place][column] = f"{value}¬"
    table = load(write_csv(folder / "any.csv", rows))
    assert table.problems
    assert {(problem.row, problem.column) for problem in table.problems} == {(place + 2, column)}
    assert table.engagements["id"].tolist() == [row["id"] for row in odd_rows() if row["id"] != rows[place]["id"]]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 17), st.sampled_from(COLUMN_NAMES), SOME_TEXT), max_size=12))
def test_good_and_bad_rows_make_up_the_rows_read(folder: Path, changes: list[tuple[int, str, str]]) -> None:
    rows = odd_rows()
    for place, column, value in changes:
        rows[place][column] = value
    table = load(write_csv(folder / "many.csv", rows))
    assert table.rows_read == 18
    assert len(table.engagements) + table.bad_rows == table.rows_read
    assert load(ODDITIES).problems == ()


@given(st.dates(date(1776, 1, 1), date(2100, 12, 31)), st.sampled_from([4, 7, 10]))
def test_every_cut_of_a_real_day_is_a_partial_date_and_means_itself(day: date, length: int) -> None:
    text = day.isoformat()[:length]
    assert is_partial_date(text)
    assert likely_dates(text) == (text,)
    assert not is_before(text, day.isoformat())
    assert not is_before(day.isoformat(), text)


@given(SOME_TEXT)
def test_what_is_suggested_is_a_code(text: str) -> None:
    assert set(nearest(text, TYPES)) <= set(TYPES)
    assert all(is_partial_date(likely) for likely in likely_dates(text))


# the command


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)


def test_check_says_that_all_is_good() -> None:
    done = run("-m", "dashboard", "check", str(REAL))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == ["3,785 rows read, 3,785 good, 0 problems in 0 rows"]


def test_check_prints_every_problem_on_a_line(tmp_path: Path) -> None:
    bad = write_lines(tmp_path / "bad.csv", lambda text: text.replace(",manual,", ",by hand,"))
    done = run("-m", "dashboard", "check", str(bad))
    *lines, last = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (1, "")
    assert len(lines) == 15
    assert lines[0].startswith("bad.csv row 2: collection_track 'by hand' is not one of [manual, survey, voluntary]")
    assert last == "18 rows read, 3 good, 15 problems in 15 rows"


def test_check_says_in_one_sentence_what_it_cannot_read(tmp_path: Path) -> None:
    done = run("-m", "dashboard", "check", str(tmp_path / "gone.csv"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [f"there is no file {tmp_path / 'gone.csv'}; check the path"]


def test_help_imports_no_pandas() -> None:
    done = run("-c", "import sys, dashboard.__main__, dashboard.check; print('pandas' in sys.modules)")
    assert done.stdout.strip() == "False"
    assert "check" in run("-m", "dashboard", "--help").stdout


def test_every_command_listed_is_there() -> None:
    group = commands
    assert isinstance(group, Commands)
    context = click.Context(group)
    for name in COMMANDS:
        command = group.get_command(context, name)
        assert command is not None
        assert command.name == name
    assert group.get_command(context, "no such") is None


def test_reference_is_not_changed(tmp_path: Path) -> None:
    before: Reference = load_reference(ROOT / "data")
    spoilt(tmp_path, 2, us_state="tx", counterpart_country="TW")
    assert REFERENCE.states.equals(before.states)
    assert REFERENCE.countries.equals(before.countries)
