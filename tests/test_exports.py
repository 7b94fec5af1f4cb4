"""Exports hold exactly the rows of the selection, in the order of the screen, in files that other programs read.

Rows and order come from the oracle in plain pandas; every file is fetched through the real server.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import brotli
import polars as pl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import ODDITIES, REAL, Params, ids, query, read, selections

from dashboard.exports import csv_lines, harmless, text_file

FILES = ("/engagements.csv", "/download.zip")


def fetched(client: FlaskClient, address: str) -> bytes:
    with client.get(address) as response:
        assert response.status_code == 200, response.text
        return response.data


def records(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline=""), strict=True))


def file_name(client: FlaskClient, address: str) -> str:
    with client.get(address) as response:
        found = re.fullmatch(r'attachment; filename="([a-z0-9._-]+)"', response.headers["Content-Disposition"])
        assert found, response.headers["Content-Disposition"]
        return found[1]


@given(st.lists(st.tuples(st.text(), st.text(alphabet="=+-@\t\r\n\",'a é"), st.just("one")), min_size=1))
def test_columns_are_written_as_single_cells_are(rows: list[tuple[str, str, str]]) -> None:
    assert text_file(pl.DataFrame(rows, schema=["a", "b", "c"], orient="row")) == csv_lines(rows).encode()


class TestRows:
    @settings(max_examples=25)
    @given(params=selections())
    def test_ids_and_order(self, client: FlaskClient, params: Params) -> None:
        content = fetched(client, f"/engagements.csv?{query(params)}")
        assert [record["id"] for record in records(content)] == ids(params)

    @pytest.mark.parametrize("sort", ["title", "-title", "us_state", "-counterpart_country", "start_date", "-id"])
    def test_order_follows_the_sort(self, client: FlaskClient, sort: str) -> None:
        params = {"issue": ["energy"], "sort": [sort]}
        content = fetched(client, f"/engagements.csv?{query(params)}")
        assert [record["id"] for record in records(content)] == ids(params)

    def test_scope_all_is_the_whole_table_whatever_is_selected(self, client: FlaskClient) -> None:
        for address in ("/engagements.csv?scope=all", "/engagements.csv?state=TX&scope=all", "/engagements.csv"):
            assert [record["id"] for record in records(fetched(client, address))] == ids({})

    def test_scope_selected_is_the_selection(self, client: FlaskClient) -> None:
        content = fetched(client, "/engagements.csv?state=VI&scope=selected")
        assert [record["id"] for record in records(content)] == ids({"state": ["VI"]})

    def test_nothing_selected_is_a_header(self, client: FlaskClient) -> None:
        content = fetched(client, "/engagements.csv?state=VI&country=UKR")
        assert content.decode() == ",".join(read(REAL).columns) + "\r\n"


class TestCsv:
    @pytest.mark.parametrize("table", [REAL, ODDITIES], ids=["real", "oddities"])
    def test_every_cell_comes_back_as_it_was(self, server_of: Callable[[Path], Flask], table: Path) -> None:
        content = fetched(server_of(table).test_client(), "/engagements.csv?sort=id")
        expected = read(table).sort_values("id")
        dangerous = expected.apply(lambda column: column.str.match(r"[=+\-@\t\r]"))
        expected = expected.mask(dangerous, "'" + expected)
        assert records(content) == expected.to_dict("records")

    def test_lines_end_as_rfc_4180_says(self, odd_client: FlaskClient) -> None:
        content = fetched(odd_client, "/engagements.csv").decode()
        outside = re.sub(r'"(?:[^"]|"")*"', '""', content)
        assert outside.count("\r\n") == outside.count("\n") == outside.count("\r") == 1 + 18
        assert content.endswith("\r\n")

    def test_line_breaks_quotes_and_commas_inside_a_cell(self, odd_client: FlaskClient) -> None:
        [row] = records(fetched(odd_client, "/engagements.csv?q=smartstreets"))
        assert row["title"] == '"Smart streets", phase #2: San José, São Paulo'
        assert row["summary"].startswith('The program has two parts:\nsensors, and "open" data.\n\nIt ended')

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
    def test_no_cell_is_a_formula(self, start: str) -> None:
        assert harmless(f"{start}1+1") == f"'{start}1+1"

    @pytest.mark.parametrize("cell", ["1=1", " =1", "'=1", "", "a-b", "é", "#", "2019"])
    def test_other_cells_are_left_alone(self, cell: str) -> None:
        assert harmless(cell) == cell

    def test_formulas_of_the_table_leave_the_server_as_text(self, odd_client: FlaskClient) -> None:
        [row] = records(fetched(odd_client, "/engagements.csv?actor=port-of-los-angeles-ca"))
        assert row["title"].startswith("'=Green corridor")
        assert row["summary"].startswith("'+2 ports")

    def test_byte_order_mark_only_on_request(self, odd_client: FlaskClient) -> None:
        plain, marked = (fetched(odd_client, f"/engagements.csv?state=TX&bom={bom}") for bom in (0, 1))
        assert marked == b"\xef\xbb\xbf" + plain
        assert fetched(odd_client, "/engagements.csv?state=TX") == plain

    def test_is_declared_as_what_it_is(self, odd_client: FlaskClient) -> None:
        with odd_client.get("/engagements.csv") as response:
            assert response.headers["Content-Type"] == "text/csv; charset=utf-8"

    def test_the_same_rows_compressed(self, client: FlaskClient) -> None:
        with client.get("/engagements.csv?state=TX", headers={"Accept-Encoding": "br"}) as response:
            assert response.headers["Content-Encoding"] == "br"
            assert brotli.decompress(response.data) == fetched(client, "/engagements.csv?state=TX")


class TestFileNames:
    @pytest.mark.parametrize(
        ("address", "ending"),
        [
            ("/engagements.csv?issue=energy&state=TX", "energy-texas.csv"),
            ("/engagements.csv", "all.csv"),
            ("/engagements.csv?state=TX&scope=all", "all.csv"),
            ("/download.zip?issue=energy&state=TX", "energy-texas.zip"),
            ('/engagements.csv?q=%22São+José%22%0D%0A"', "with-the-words-sao-jose.csv"),
        ],
    )
    def test_say_day_and_selection(self, client: FlaskClient, address: str, ending: str) -> None:
        assert re.fullmatch(rf"engagements_20\d\d-\d\d-\d\d_{re.escape(ending)}", file_name(client, address))

    def test_stay_short(self, client: FlaskClient) -> None:
        assert len(file_name(client, f"/engagements.csv?q={'long+' * 30}")) < 120


ENERGY_IN_TEXAS = "?to=2024&from=2019&state=TX&issue=energy"


@pytest.fixture(scope="module")
def archive(client: FlaskClient) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(fetched(client, f"/download.zip{ENERGY_IN_TEXAS}")))


class TestZip:
    def test_holds_the_csv_of_the_selection(self, archive: zipfile.ZipFile, client: FlaskClient) -> None:
        assert archive.namelist() == [
            *("engagements.csv", "about-this-selection.txt", "codebook.md", "datapackage.json"),
            *("citation.bib", "citation.ris"),
        ]
        assert archive.read("engagements.csv") == fetched(client, f"/engagements.csv{ENERGY_IN_TEXAS}")

    def test_says_what_it_is(self, archive: zipfile.ZipFile, client: FlaskClient) -> None:
        text = archive.read("about-this-selection.txt").decode()
        version = client.get("/healthz").json["version"]
        for words in (
            "Selection: energy, Texas, dated 2019–2024",
            "36 of 3,785 engagements: energy, Texas, dated 2019–2024; 5 undated not shown.",
            "Address: http://localhost/?issue=energy&state=TX&from=2019&to=2024\n",
            "Rows: 36\n",
            f"Table: engagements.csv, version {version}, last updated 2026-11-22",
            "CC BY 4.0",
            "Cite as: ",
            "a blank place means nothing recorded",
            "apostrophe",
        ):
            assert words in text

    def test_of_everything(self, odd_client: FlaskClient) -> None:
        archive = zipfile.ZipFile(io.BytesIO(fetched(odd_client, "/download.zip?scope=all")))
        assert "Selection: everything" in archive.read("about-this-selection.txt").decode()
        assert len(records(archive.read("engagements.csv"))) == 18


class TestRefusals:
    @pytest.mark.parametrize("file", FILES)
    @pytest.mark.parametrize(
        ("search", "words"),
        [
            ("state=XX", ["state 'XX'", "TX"]),
            ("state=TX&state=XX", ["state 'XX'"]),
            ("states=TX", ["states 'TX'", "unknown parameter", "state"]),
            ("state=TX&snapshot=2020-01-01", ["snapshot '2020-01-01'", "not a known snapshot"]),
            ("scope=bogus", ["scope 'bogus'", "selected, all"]),
            ("scope=", ["scope ''"]),
            ("scope=selected&scope=all", ["scope", "once"]),
            ("state=TX&bom=yes", ["bom 'yes'"]),
            ("from=2024&to=2019", ["from '2024'", "2019"]),
            ("from=soon", ["from 'soon'", "1776"]),
            ("sort=colour", ["sort 'colour'", "title"]),
            ("undated=no", ["undated 'no'", "include, exclude"]),
            (f"q={'x' * 201}", ["q", "200"]),
            ("&".join(["state=TX"] * 401), ["address '401 values'", "400"]),
            ("scope=all&state=XX", ["state 'XX'"]),
        ],
    )
    def test_answer_400_with_a_sentence(
        self, odd_client: FlaskClient, file: str, search: str, words: list[str]
    ) -> None:
        with odd_client.get(f"{file}?{search}") as response:
            assert response.status_code == 400
            assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
            assert [part for part in words if part not in response.text] == [], response.text

    def test_a_byte_order_mark_is_asked_of_the_csv_alone(self, odd_client: FlaskClient) -> None:
        with odd_client.get("/engagements.csv?bom=yes") as response:
            assert (response.status_code, "Allowed: 0, 1." in response.text) == (400, True)
        for value in ("0", "1"):
            with odd_client.get(f"/download.zip?state=TX&bom={value}") as response:
                assert response.status_code == 400
                assert response.text == (
                    f"bom '{value}' means nothing for this file. "
                    "Only /engagements.csv takes it: leave it out, or ask for that.\n"
                )

    def test_name_everything_that_is_wrong_at_once(self, odd_client: FlaskClient) -> None:
        with odd_client.get("/engagements.csv?state=XX&issue=YY&scope=ZZ") as response:
            assert len(response.text.strip().splitlines()) == 3


class TestWordsAsScriptsSendThem:
    def test_letters_that_browsers_would_encode(self, client: FlaskClient) -> None:
        with client.get("/engagements.csv?q=São") as response:
            found = [record["id"] for record in records(response.data)]
        assert found == ids({"q": ["são"]})
        assert found

    def test_letters_in_another_encoding_find_nothing_rather_than_everything(self, client: FlaskClient) -> None:
        assert records(fetched(client, "/engagements.csv?q=%E3o+S%E3o")) == []
