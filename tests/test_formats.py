"""Every format holds the rows on screen, in their order, and says what it is; another program reads each of them.

Rows come from the oracle in plain pandas, files through the real server; CSV and ZIP have more in ``test_exports``.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import bibtexparser
import networkx as nx
import openpyxl
import orjson
import pandas as pd
import pytest
import rispy
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from oracle import DATA, ODDITIES, REAL, Params, engagements, ids, query, read, selected, selections
from shapely.geometry import shape

from dashboard.citing import Citation
from dashboard.formats.lines import cut, great_circle
from dashboard.formats.offered import FORMATS, NETWORK, ROWS, SOME_FILES, Format
from dashboard.settings import Settings
from dashboard.wiring import create_app

MANY = "/engagements.xlsx", "/engagements.json", "/engagements.geojson", "/download.zip"
FROZEN = "&snapshot=2026.1"
"""What a citation adds to an address: the snapshot that holds the rows of the real table."""

SMALL = 1_500
"""Most rows of a random selection here, where each is fetched in every format; the whole table has its own test."""

Sheets = dict[str, list[tuple[Any, ...]]]


def fetched(client: FlaskClient, address: str) -> bytes:
    with client.get(address) as response:
        assert response.status_code == 200, response.text
        return response.data


def records(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline=""), strict=True))


def sheets(content: bytes) -> Sheets:
    """Sheet → its rows, as openpyxl reads them."""
    workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in workbook}


def unpacked(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def ids_of_sheet(content: bytes) -> list[str]:
    """The first column below the header, from the sheet's own XML: openpyxl takes seconds for thousands of rows."""
    xml = unpacked(content).read("xl/worksheets/sheet1.xml").decode()
    return re.findall(r'<c r="A(?!1")\d+"[^>]*><is><t>([^<]+)</t>', xml)


READERS: Mapping[str, Callable[[bytes], list[str]]] = {
    "/engagements.csv": lambda content: [row["id"] for row in records(content)],
    "/engagements.xlsx": ids_of_sheet,
    "/engagements.json": lambda content: [row["id"] for row in orjson.loads(content)["engagements"]],
    "/engagements.geojson": lambda content: [each["properties"]["id"] for each in orjson.loads(content)["features"]],
    "/download.zip": lambda content: [row["id"] for row in records(unpacked(content).read("engagements.csv"))],
}
"""Address → the ids in a file from it, in its order."""


def on_screen(client: FlaskClient, params: Params) -> list[str]:
    """The ids of the table, fetched as the browser fetches them."""
    found: list[str] = []
    while True:
        page = json.loads(fetched(client, f"/rows?{query(params)}&start={len(found)}&length=500"))
        found += [row["id"] for row in page["rows"]]
        if len(found) == page["count"]:
            return found


class TestRows:
    @settings(max_examples=50)
    @given(params=selections())
    def test_every_format_holds_the_rows_on_screen_in_their_order(self, client: FlaskClient, params: Params) -> None:
        expected = ids(params)
        assume(len(expected) <= SMALL)
        assert on_screen(client, params) == expected
        for path, read_ids in READERS.items():
            assert read_ids(fetched(client, f"{path}?{query(params)}")) == expected, path

    def test_so_does_the_whole_table(self, client: FlaskClient) -> None:
        expected = on_screen(client, {})
        assert expected == ids({})
        for path, read_ids in READERS.items():
            assert read_ids(fetched(client, path)) == expected, path

    def test_no_format_of_rows_is_left_out_of_these_tests(self) -> None:
        assert [each.path for each in ROWS] == list(READERS)

    @pytest.mark.parametrize("path", MANY)
    def test_order_follows_the_sort(self, client: FlaskClient, path: str) -> None:
        params = {"issue": ["health"], "sort": ["-counterpart"]}
        assert READERS[path](fetched(client, f"{path}?{query(params)}")) == ids(params)

    @pytest.mark.parametrize("path", MANY)
    def test_scope_all_is_the_whole_table(self, odd_client: FlaskClient, path: str) -> None:
        content = fetched(odd_client, f"{path}?state=TX&scope=all")
        assert READERS[path](content) == ids({}, ODDITIES)

    @pytest.mark.parametrize("path", MANY)
    def test_nothing_selected_is_a_file_with_no_rows(self, client: FlaskClient, path: str) -> None:
        assert READERS[path](fetched(client, f"{path}?state=VI&country=UKR")) == []

    @pytest.mark.parametrize("each", FORMATS, ids=lambda each: each.path)
    def test_is_declared_and_named_as_what_it_is(self, odd_client: FlaskClient, each: Format) -> None:
        with odd_client.get(f"{each.path}?state=TX") as response:
            assert response.mimetype == each.media_type
            name = response.headers["Content-Disposition"]
        assert re.search(rf'filename="{each.stem}_20\d\d-\d\d-\d\d_texas\.{each.ending}"', name)


@pytest.fixture(scope="module")
def labelled() -> pd.DataFrame:
    """The hand-written table with codes replaced by labels, from the files in ``data/``."""
    table, words = read(ODDITIES), json.loads((DATA / "vocabularies.json").read_text(encoding="utf-8"))
    names = {code: each["label"] for code, each in words["engagement_type"].items()}
    for column in ("us_level", "counterpart_level", "status", "collection_track", "source_kind"):
        table[column] = table[column].map(words[column])
    table["engagement_type"] = table["engagement_type"].map(names)
    table["us_state"] = table["us_state"].map(read(DATA / "states.csv").set_index("usps")["name"])
    countries = read(DATA / "countries.csv").set_index("iso3")["name"]
    table["counterpart_country"] = table["counterpart_country"].map({**countries, "": ""})
    table["issues"] = table["issues"].map(lambda codes: "; ".join(words["issue"][code] for code in codes.split("|")))
    return table.sort_values("id")


class TestLabels:
    def test_in_the_csv(self, odd_client: FlaskClient, labelled: pd.DataFrame) -> None:
        found = pd.DataFrame(records(fetched(odd_client, "/engagements.csv?names=labels&sort=id")))
        coded = ["us_level", "us_state", "engagement_type", "counterpart_country", "issues", "status", "source_kind"]
        assert found[coded].to_dict("records") == labelled[coded].to_dict("records")
        assert found["start_date"].tolist() == labelled["start_date"].tolist()

    def test_in_the_workbook(self, odd_client: FlaskClient, labelled: pd.DataFrame) -> None:
        found = sheets(fetched(odd_client, "/engagements.xlsx?names=labels&sort=id"))["Engagements"]
        at = found[0].index("issues")
        assert [row[at] for row in found[1:]] == labelled["issues"].tolist()

    @pytest.mark.parametrize("path", ["/engagements.csv", "/engagements.xlsx", "/download.zip"])
    def test_codes_are_the_default(self, odd_client: FlaskClient, path: str) -> None:
        assert fetched(odd_client, f"{path}?names=codes") == fetched(odd_client, path)

    def test_records_have_codes_and_labels_beside_each_other(self, odd_client: FlaskClient) -> None:
        [record] = json.loads(fetched(odd_client, "/engagements.json?q=ramallah"))["engagements"]
        assert set(read(REAL).columns) <= set(record)
        assert (record["us_state"], record["us_state_label"]) == ("DC", "District of Columbia")
        assert (record["counterpart_country"], record["counterpart_country_label"]) == (
            "PSE",
            "Palestinian Territories",
        )
        assert record["issues"] == ["democracy_governance", "human_rights_peace"]
        assert record["issues_label"] == ["Democracy and governance", "Human rights and peace"]
        assert (record["start_date"], record["us_city"]) == (None, "Washington")
        with odd_client.get(f"/engagements.json?actor={record['actor_slug']}") as response:
            assert [each["id"] for each in response.json["engagements"]] == [record["id"]]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory, server_of: Callable[[Path], Flask]) -> FlaskClient:
    """The hand-written table with cells that a spreadsheet may take for something else."""
    table = read(ODDITIES).set_index("id", drop=False)
    table.loc["T01", ["title", "summary"]] = ["=1+1", "+1+1"]
    table.loc["T02", ["title", "source_name"]] = ["-1+1", '=HYPERLINK("https://example.org","x")']
    table.loc["T03", ["title", "summary"]] = ["@SUM(A1:A9)", "{=1+1}"]
    table.loc["T05", ["title", "summary"]] = ["007", "1e5"]
    table.loc["T15", "start_date"] = "1899-12-31"
    table.loc["T17", "summary"] = "long " * 8_000 + "end"
    path = tmp_path_factory.mktemp("planted") / "engagements.csv"
    table.to_csv(path, index=False)
    return server_of(path).test_client()


@pytest.fixture(scope="module")
def content(planted: FlaskClient) -> bytes:
    return fetched(planted, "/engagements.xlsx?sort=id")


@pytest.fixture(scope="module")
def cells(content: bytes) -> dict[str, dict[str, Any]]:
    """Id → column → the cell as openpyxl reads it."""
    first = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    header = [cell.value for cell in first[1]]
    return {row[0].value: dict(zip(header, row, strict=True)) for row in first.iter_rows(min_row=2)}


class TestWorkbook:
    def test_holds_what_the_table_holds(self, cells: dict[str, dict[str, Any]]) -> None:
        expected = read(ODDITIES).set_index("id", drop=False)
        assert list(cells) == sorted(expected["id"])
        for column in ("us_actor", "counterpart", "issues", "source_url", "us_state"):
            assert [row[column].value or "" for row in cells.values()] == expected[column].tolist()

    def test_days_are_dates_and_coarser_dates_are_text(self, cells: dict[str, dict[str, Any]]) -> None:
        assert cells["T01"]["start_date"].value == datetime(2019, 5, 31)
        assert cells["T01"]["start_date"].is_date
        assert cells["T01"]["start_date"].number_format == "yyyy-mm-dd"
        assert (cells["T02"]["start_date"].value, cells["T02"]["start_date"].data_type) == ("1991", "s")
        assert (cells["T04"]["start_date"].value, cells["T04"]["start_date"].data_type) == ("2023-10", "s")
        assert cells["T03"]["start_date"].value is None
        assert cells["T15"]["start_date"].value == "1899-12-31", "Excel's calendar begins in 1900"
        assert all(isinstance(row["accessed"].value, datetime) for row in cells.values())

    def test_no_cell_is_a_formula_or_a_number(self, content: bytes, cells: dict[str, dict[str, Any]]) -> None:
        kinds = {cell.data_type for row in cells.values() for cell in row.values() if cell.value is not None}
        assert kinds == {"s", "d"}
        for sheet in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
            assert b"<f>" not in unpacked(content).read(sheet)
        assert not [name for name in unpacked(content).namelist() if "rels" in name and "worksheets" in name]
        texts = {cells[row][column].value for row in ("T01", "T02", "T03") for column in ("title", "summary")}
        assert {"=1+1", "+1+1", "-1+1", "@SUM(A1:A9)", "{=1+1}"} <= texts
        assert (cells["T05"]["title"].value, cells["T05"]["summary"].value) == ("007", "1e5")

    def test_what_looks_like_a_formula_stays_text_when_it_is_edited(self, cells: dict[str, dict[str, Any]]) -> None:
        marked = {row: bool(cells[row]["title"].quotePrefix) for row in ("T01", "T02", "T03", "T04")}
        assert marked == {"T01": True, "T02": True, "T03": True, "T04": False}

    def test_a_cell_that_is_too_long_says_that_it_was_cut(self, cells: dict[str, dict[str, Any]]) -> None:
        text = cells["T17"]["summary"].value
        assert len(text) == 32_767
        assert text.endswith("the CSV has all)")

    def test_header_stays_in_sight_and_filters(self, content: bytes) -> None:
        first = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        assert first.freeze_panes == "A2"
        assert first.auto_filter.ref == "A1:V19"
        assert all(6 < first.column_dimensions[column].width < 70 for column in "ABCO")

    def test_other_sheets_say_what_it_is(self, client: FlaskClient) -> None:
        found = sheets(fetched(client, "/engagements.xlsx?issue=energy&state=TX"))
        assert list(found) == ["Engagements", "About", "Codebook", "Codes"]
        about = dict(found["About"][1:])
        assert about["Selection"] == "energy, Texas"
        assert about["Address"] == "http://localhost/?issue=energy&state=TX"
        assert about["Rows"] == str(len(ids({"issue": ["energy"], "state": ["TX"]})))
        assert "CC BY 4.0" in about["Licence"]
        assert about["Cite as"].endswith(f"Selection: energy, Texas. http://localhost/?issue=energy&state=TX{FROZEN}")
        assert [row[0] for row in found["Codebook"][1:]] == list(read(REAL).columns)
        dates = next(row[2] for row in found["Codebook"] if row[0] == "start_date")
        assert "text where only the month or year is known" in dates
        codes = {(column, code): label for column, code, label in found["Codes"][1:]}
        assert codes["issues", "energy"] == "Energy"
        assert codes["counterpart_country", "XKX"] == "Kosovo"

    def test_more_rows_than_a_sheet_holds_are_refused(
        self, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        excel = next(each for each in FORMATS if each.name == "Excel")
        assert excel.most_rows == 1_048_575
        monkeypatch.setitem(vars(excel), "most_rows", 3_784)
        with client.get("/engagements.xlsx") as response:
            assert response.status_code == 400
            assert "3,785 engagements" in response.text
            assert "At most 3,784 fit: select fewer" in response.text
        assert len(ids_of_sheet(fetched(client, "/engagements.xlsx?state=TX"))) == len(ids({"state": ["TX"]}))

    def test_libreoffice_reads_it(self, content: bytes, tmp_path: Path) -> None:
        office = shutil.which("soffice")
        if office is None:
            pytest.skip("LibreOffice is not installed")
        (tmp_path / "taken.xlsx").write_bytes(content)
        command = [office, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
        command += ["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", str(tmp_path)]
        subprocess.run([*command, str(tmp_path / "taken.xlsx")], check=True, capture_output=True, timeout=120)
        [first] = tmp_path.glob("*.csv")
        found = {row["id"]: row for row in csv.DictReader(io.StringIO(first.read_text("utf-8")))}
        assert found["T01"]["title"] == "=1+1"
        assert found["T01"]["start_date"] == "2019-05-31"
        assert found["T02"]["start_date"] == "1991"


class TestJson:
    def test_addresses_are_those_of_the_dashboard_wherever_it_is_asked(self, own_settings: Settings) -> None:
        found = create_app(replace(own_settings, table=ODDITIES, url="https://map.example.org")).server
        told = json.loads(fetched(found.test_client(), "/engagements.json?state=TX"))
        assert told["address"] == "https://map.example.org/?state=TX"
        assert "https://map.example.org/?state=TX" in told["citation"]

    def test_says_what_it_is(self, client: FlaskClient) -> None:
        told = json.loads(fetched(client, "/engagements.json?state=TX&issue=energy&from=2019&to=2024"))
        version = client.get("/healthz").json["version"]
        assert told["selection"] == "energy, Texas, dated 2019–2024"
        assert told["sentence"].startswith("36 of 3,785 engagements: energy, Texas, dated 2019–2024;")
        assert told["address"] == "http://localhost/?issue=energy&state=TX&from=2019&to=2024"
        assert told["count"] == len(told["engagements"]) == 36
        assert (told["version"], told["updated"]) == (version, "2026-11-22")
        assert told["licence"]["name"] == "CC-BY-4.0"
        assert version in told["citation"]
        assert told["citation"].endswith(told["address"] + FROZEN)
        assert "nothing recorded" in told["note"]

    def test_values_are_those_of_the_table(self, odd_client: FlaskClient) -> None:
        told = json.loads(fetched(odd_client, "/engagements.json?sort=id"))["engagements"]
        for record, row in zip(told, read(ODDITIES).to_dict("records"), strict=True):
            issues = row.pop("issues").split("|")
            assert record["issues"] == issues
            assert {column: record[column] or "" for column in row} == row


def segments(geometry: Mapping[str, Any]) -> Iterator[tuple[list[float], list[float]]]:
    lines = {"LineString": [geometry["coordinates"]], "MultiLineString": geometry["coordinates"]}
    for line in lines.get(geometry["type"], []):
        yield from pairwise(line)


@pytest.fixture(scope="module")
def features(client: FlaskClient) -> list[dict[str, Any]]:
    collection = json.loads(fetched(client, "/engagements.geojson"))
    assert collection["type"] == "FeatureCollection"
    assert collection["about"]["count"] == len(collection["features"]) == 3_785
    assert "crs" not in collection
    return collection["features"]


class TestGeoJson:
    def test_is_valid(self, features: list[dict[str, Any]]) -> None:
        """RFC 7946: longitude and latitude in range, at least two positions in a line, none across the antimeridian."""
        kinds = set()
        for feature in features:
            assert list(feature) == ["type", "id", "geometry", "properties"]
            if feature["geometry"] is None:
                continue
            kinds.add(feature["geometry"]["type"])
            assert shape(feature["geometry"]).is_valid
            west, south, east, north = shape(feature["geometry"]).bounds
            assert -180 <= west <= east <= 180
            assert -90 <= south <= north <= 90
            assert all(abs(end[0] - start[0]) <= 180 for start, end in segments(feature["geometry"]))
        assert kinds == {"LineString", "MultiLineString", "Point"}

    def test_lines_lead_from_the_actor_to_the_counterpart(self, features: list[dict[str, Any]]) -> None:
        at = {
            row["slug"]: [float(row["longitude"]), float(row["latitude"])]
            for name in ("actors", "counterparts")
            for row in read(DATA / f"{name}.csv").to_dict("records")
            if row["longitude"]
        }
        exact = 0
        for feature in features:
            facts, geometry = feature["properties"], feature["geometry"]
            if facts["actor_position"] == facts["counterpart_position"] == "place":
                exact += 1
                lines = geometry["coordinates"] if geometry["type"] == "MultiLineString" else [geometry["coordinates"]]
                assert lines[0][0] == at[facts["actor_slug"]]
                assert lines[-1][-1] == at[facts["counterpart_slug"]]
        rows = engagements()
        assert exact == (rows["actor"].isin(at) & rows["counterpart_slug"].isin(at)).sum() > 1_000

    def test_one_end_without_a_place_is_a_point(self, features: list[dict[str, Any]]) -> None:
        for feature in features:
            facts = feature["properties"]
            ends = [facts["actor_position"], facts["counterpart_position"]]
            known = [end for end in ends if end]
            kind = feature["geometry"] and feature["geometry"]["type"]
            assert kind in ({2: {"LineString", "MultiLineString"}, 1: {"Point"}, 0: {None}})[len(known)]
            if facts["network_slug"]:
                assert facts["counterpart_position"] is None

    def test_a_tie_across_the_antimeridian_is_cut_there(self, client: FlaskClient) -> None:
        collection = json.loads(fetched(client, "/engagements.geojson?state=HI&country=JPN"))
        crossing = [each["geometry"] for each in collection["features"] if each["geometry"]["type"] != "Point"]
        assert crossing
        for geometry in crossing:
            assert geometry["type"] == "MultiLineString"
            first, second = geometry["coordinates"]
            assert (first[-1][0], second[0][0]) == (-180, 180)
            assert first[-1][1] == second[0][1]

    def test_neither_end_known_has_no_geometry(self, tmp_path: Path, server_of: Callable[[Path], Flask]) -> None:
        table = read(ODDITIES).set_index("id", drop=False).loc[["T10"]]
        table.loc["T10", ["us_actor", "us_city"]] = ["City of Nowhere At All", "Nowhere At All"]
        table.to_csv(tmp_path / "lost.csv", index=False)
        content = fetched(server_of(tmp_path / "lost.csv").test_client(), "/engagements.geojson")
        [feature] = json.loads(content)["features"]
        assert feature["geometry"] is None
        assert feature["properties"]["actor_position"] is None

    PLACES = st.tuples(
        st.floats(-180, 180).map(lambda degrees: round(degrees, 3)),
        st.floats(-89, 89).map(lambda degrees: round(degrees, 3)),
    )

    @settings(max_examples=200)
    @given(start=PLACES, end=PLACES)
    def test_any_line_keeps_its_ends_and_never_crosses(
        self, start: tuple[float, float], end: tuple[float, float]
    ) -> None:
        parts = cut(great_circle(start, end)) if start != end else []
        for part in parts:
            assert len(part) >= 2
            assert all(abs(one[0] - other[0]) <= 180 for one, other in pairwise(part))
        for before, after in pairwise(parts):
            assert before[-1][1] == after[0][1]
            assert {before[-1][0], after[0][0]} == {-180, 180}
        if parts:
            assert parts[0][0][1] == start[1]
            assert parts[-1][-1][1] == end[1]


class TestNetwork:
    @pytest.mark.parametrize(
        "search",
        ["state=TX", "issue=energy&nodes=actor-country", "bureau=AF&bureau=IO&nodes=state-country", "state=VI&q=zzz"],
    )
    def test_json_and_graphml_are_one_graph(self, client: FlaskClient, search: str) -> None:
        graph = nx.node_link_graph(json.loads(fetched(client, f"/network.json?{search}")))
        other = nx.read_graphml(io.BytesIO(fetched(client, f"/network.graphml?{search}")))
        assert dict(graph.nodes(data=True)) == dict(other.nodes(data=True))
        assert {frozenset(tie): weight for *tie, weight in graph.edges(data="weight")} == {
            frozenset(tie): weight for *tie, weight in other.edges(data="weight")
        }
        assert graph.graph.items() <= other.graph.items()
        assert graph.graph["count"] == sum(weight for *_, weight in graph.edges(data="weight"))

    def test_weights_are_the_engagements(self, client: FlaskClient) -> None:
        told = json.loads(fetched(client, "/network.json?state=TX"))
        assert sum(edge["weight"] for edge in told["edges"]) == len(selected({"state": ["TX"]}))
        assert {edge["source"] for edge in told["edges"]} | {edge["target"] for edge in told["edges"]} == {
            node["id"] for node in told["nodes"]
        }
        assert told["graph"]["selection"] == "Texas"
        assert told["graph"]["address"] == "http://localhost/?state=TX"
        assert told["graph"]["licence"].startswith("https://creativecommons.org/")


class TestPackage:
    @pytest.mark.filterwarnings("ignore")
    @pytest.mark.parametrize("names", ["codes", "labels"])
    def test_frictionless_finds_it_valid(self, planted: FlaskClient, tmp_path: Path, names: str) -> None:
        frictionless = pytest.importorskip("frictionless")
        unpacked(fetched(planted, f"/download.zip?names={names}")).extractall(tmp_path)
        report = frictionless.validate(str(tmp_path / "datapackage.json"))
        assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])[:5]
        assert report.tasks[0].stats["rows"] == 18

    @pytest.mark.filterwarnings("ignore")
    def test_a_changed_csv_is_told(self, odd_client: FlaskClient, tmp_path: Path) -> None:
        frictionless = pytest.importorskip("frictionless")
        unpacked(fetched(odd_client, "/download.zip")).extractall(tmp_path)
        file = tmp_path / "engagements.csv"
        file.write_bytes(file.read_bytes().replace(b"Suncheon", b"Suncheom"))
        assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid

    def test_describes_exactly_that_csv(self, client: FlaskClient) -> None:
        archive = unpacked(fetched(client, "/download.zip?state=TX"))
        content = archive.read("engagements.csv")
        [resource] = json.loads(archive.read("datapackage.json"))["resources"]
        digest = hashlib.sha256(content).hexdigest()
        assert content == fetched(client, "/engagements.csv?state=TX")
        assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{digest}")
        assert f"SHA-256 of engagements.csv: {digest}" in archive.read("about-this-selection.txt").decode()
        assert archive.testzip() is None

    def test_the_same_selection_is_the_same_archive(self, client: FlaskClient) -> None:
        assert fetched(client, "/download.zip?issue=health") == fetched(client, "/download.zip?issue=health")

    def test_codebook_has_every_column_and_code(self, odd_client: FlaskClient) -> None:
        text = unpacked(fetched(odd_client, "/download.zip")).read("codebook.md").decode()
        for column in read(REAL).columns:
            assert f"| `{column}` |" in text
        words = json.loads((DATA / "vocabularies.json").read_text(encoding="utf-8"))
        for name in ("issue", "status", "source_kind"):
            assert all(f"| `{code}` | {label} |" in text for code, label in words[name].items())


class TestCitation:
    SEARCH = "/download.zip?issue=energy&state=TX&q=texas+%26+100%25_%7Bx%7D"

    def test_bibtex_is_read(self, client: FlaskClient) -> None:
        archive, version = unpacked(fetched(client, self.SEARCH)), client.get("/healthz").json["version"]
        library = bibtexparser.parse_string(archive.read("citation.bib").decode())
        assert library.failed_blocks == []
        [entry] = library.entries
        fields = {field.key: field.value for field in entry.fields}
        assert fields["url"] == f"http://localhost/?issue=energy&state=TX&q=texas+%26+100%25_%7Bx%7D{FROZEN}"
        assert fields["version"] == version
        assert (fields["year"], fields["month"]) == ("2026", "nov")
        assert date.fromisoformat(fields["urldate"]) >= date(2026, 11, 22)
        assert (
            r"Selection: energy, Texas, with the words “texas \& 100\%\_\textbraceleft{}x\textbraceright{}”."
            in fields["note"]
        )

    @pytest.mark.parametrize("words", ["{", "}", "}{", "{{x", "\\\\{"])
    def test_bibtex_has_as_many_braces_open_as_closed(self, words: str) -> None:
        cited = Citation("0", "2026-11-22", "2026-11-23", f"with the words “{words}”").bibtex
        assert cited.count("{") == cited.count("}")
        library = bibtexparser.parse_string(cited)
        assert (len(library.entries), library.failed_blocks) == (1, [])
        note = library.entries[0].fields_dict["note"].value
        assert (r"\textbraceleft{}" in note, r"\textbraceright{}" in note) == ("{" in words, "}" in words)

    def test_ris_is_read(self, client: FlaskClient) -> None:
        archive, version = unpacked(fetched(client, self.SEARCH)), client.get("/healthz").json["version"]
        [entry] = rispy.loads(archive.read("citation.ris").decode())
        assert entry["type_of_reference"] == "DATA"
        assert entry["authors"] == ["Multilevel Diplomacy Dashboard"]
        assert entry["urls"] == [f"http://localhost/?issue=energy&state=TX&q=texas+%26+100%25_%7Bx%7D{FROZEN}"]
        assert version in entry["edition"]
        assert any("Selection: energy, Texas" in note for note in entry["notes"])

    def test_of_a_table_without_any_day(self) -> None:
        cited = Citation("0", "", "2026-11-23")
        assert "month = nov," in cited.bibtex
        [entry] = rispy.loads(cited.ris)
        assert entry["year"] == "2026"


class TestRefusals:
    @pytest.mark.parametrize("each", FORMATS, ids=lambda each: each.path)
    @pytest.mark.parametrize(
        "search", ["state=ZZ", "states=TX", "scope=some", "from=soon", "sort=colour", "undated=no", "format=csv"]
    )
    def test_a_bad_value_answers_400_and_says_which(self, odd_client: FlaskClient, each: Format, search: str) -> None:
        with odd_client.get(f"{each.path}?{search}") as response:
            assert response.status_code == 400
            name, value = search.split("=")
            assert f"{name} '{value}'" in response.text
            assert "Content-Disposition" not in response.headers

    @pytest.mark.parametrize("each", FORMATS, ids=lambda each: each.path)
    @pytest.mark.parametrize("name", SOME_FILES)
    def test_a_parameter_of_some_files(self, odd_client: FlaskClient, each: Format, name: str) -> None:
        for value in (*SOME_FILES[name], "nonsense"):
            with odd_client.get(f"{each.path}?state=TX&{name}={value}") as response:
                is_taken = name in each.takes and value != "nonsense"
                assert response.status_code == (200 if is_taken else 400), value
                if not is_taken:
                    said = "is not known. Allowed: " if name in each.takes else "means nothing for this file. Only "
                    assert f"{name} '{value}' {said}" in response.text

    def test_network_formats_take_no_names(self) -> None:
        assert all(each.takes == () for each in NETWORK)
