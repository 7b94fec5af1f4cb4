"""The page of coverage, its files and the layer of the maps: every number is that of plain pandas, every link adds up.

What is clicked is in ``tests/browser``; the table of searches itself is checked in ``test_data`` and ``test_codebook``.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pandas as pd
import plotly.graph_objects as go
import pytest
from flask.testing import FlaskClient
from oracle import DATA, OTHER_SIDE, REAL, Params, query, read, selected
from scipy import stats
from test_draw import Page
from walking import components, part_of, words

from dashboard.address import parse_address
from dashboard.insights.search_log import Search, search_words
from dashboard.insights.survival import survival
from dashboard.pictures.coverage import SHEETS, sections
from dashboard.published import Published, publish
from dashboard.settings import Settings
from dashboard.source_queries import SourcesBy, read_behind
from dashboard.theme import LIGHT

SELECTIONS: tuple[Params, ...] = (
    {},
    {"issue": ["energy"], "state": ["TX", "CA"]},
    {"country": ["JPN"], "network": ["c40-cities"], "from": ["2010"], "undated": ["include"]},
    {"counterpart": ["hamilton-can"], "country": ["DEU"]},
    {"source_kind": ["official", "blog"], "precision": ["day", "undated"]},
)
LOOKS: tuple[Params, ...] = (
    {"without": ["blog"]},
    {"without": ["press_other"], "ranking": ["country"]},
    {"without": ["manual"]},
    {"without": ["survey"], "ranking": ["country"]},
)
STATES = read(DATA / "states.csv").set_index("usps")
COUNTRIES = read(DATA / "countries.csv").set_index("iso3")
LARGE = read(DATA / "us_cities_100k.csv")
LOG = read(DATA / "searches.csv")
FRUITLESS = set(LOG.loc[LOG["rows_recorded"] == "0", ["city", "us_state"]].itertuples(index=False, name=None))
KINDS = {
    "official": "Government site",
    "organisation": "Network or sister-city organisation",
    "press_other": "Press and other sites",
    "encyclopedia": "Encyclopedia or its mirror",
    "blog": "Blog",
}
TRACKS = {
    "manual": "Collected from public sources",
    "survey": "Survey of city governments",
    "voluntary": "Submitted by a government",
}
NOTHING_FOUND, NOT_KNOWN = "searched 22 Nov 2026, nothing found", "not known whether searched"


def table(client: FlaskClient, name: str, params: Params) -> list[dict[str, str]]:
    with client.get(f"/data/coverage/{name}.csv?{query(params)}") as response:
        assert response.status_code == 200, response.text
        return list(csv.DictReader(io.StringIO(response.text)))


def behind(rows: pd.DataFrame) -> tuple[int, int, int, str]:
    """Engagements, sources, publishers and the day of the last reading of some rows."""
    publishers = set(rows["source_name"]) - {""}
    return len(rows), rows["source_url"].nunique(), len(publishers), max(rows["accessed"], default="")


def told(row: dict[str, str]) -> tuple[int, int, int, str]:
    return int(row["Engagements"]), int(row["Sources"]), int(row["Publishers"]), row["Last read"]


def seated(rows: pd.DataFrame) -> pd.DataFrame:
    """With the city where the actor has its seat by the register."""
    actors = read(DATA / "actors.csv").set_index("slug")
    return rows.assign(seat=rows["actor"].map(actors["city"]))


@pytest.mark.parametrize("params", SELECTIONS, ids=str)
class TestNumbers:
    @pytest.mark.parametrize(
        ("name", "head", "column", "labels"),
        [
            ("states", "State or territory", "us_state", STATES["name"].to_dict()),
            ("countries", "Country or area", "counterpart_country", COUNTRIES["name"].to_dict()),
            ("kinds", "Kind of source", "source_kind", KINDS),
        ],
    )
    def test_what_stands_behind_each(
        self, client: FlaskClient, params: Params, name: str, head: str, column: str, labels: dict[str, str]
    ) -> None:
        rows = selected(params)
        expected = {labels[code]: behind(part) for code, part in rows.groupby(column) if code}
        found = {row[head]: told(row) for row in table(client, name, params)}
        assert {place: numbers for place, numbers in found.items() if numbers[0]} == expected
        if name == "states":
            asked = params.get("state", list(STATES.index))
            assert set(found) == {STATES["name"][code] for code in asked}
            assert [numbers[1] for numbers in found.values()] == sorted(numbers[1] for numbers in found.values())

    def test_tracks_by_kind_add_up(self, client: FlaskClient, params: Params) -> None:
        rows = selected(params)
        found = {row["Track"]: row for row in table(client, "tracks", params)}
        for track, called in TRACKS.items():
            for kind, label in KINDS.items():
                both = (rows["collection_track"] == track) & (rows["source_kind"] == kind)
                assert int(found[called][label]) == both.sum()
        assert int(found["All tracks"]["All kinds"]) == len(rows)

    def test_precision_of_dates(self, client: FlaskClient, params: Params) -> None:
        rows = selected(params)
        lengths = {"Dated to the day": 10, "Dated to the month": 7, "Dated to the year": 4, "Undated": 0}
        found = {row["Start date"]: row for row in table(client, "dates", params)}
        for label, length in lengths.items():
            of = rows[rows["start_date"].str.len() == length]
            assert int(found[label]["Engagements"]) == len(of)
            assert int(found[label]["With a source"]) == (of["source_url"] != "").sum()
            assert int(found[label]["Without a source"]) == (of["source_url"] == "").sum()
        assert int(found["All"]["Engagements"]) == len(rows)

    def test_large_cities(self, client: FlaskClient, params: Params) -> None:
        asked = LARGE[LARGE["us_state"].isin(params.get("state", STATES.index))]
        rows, whole = seated(selected(params)), seated(selected({}))
        by_city = dict(list(rows.groupby(["seat", "us_state"])))
        anywhere = whole.groupby(["seat", "us_state"]).size()
        found = {row["City"]: row for row in table(client, "cities", params)}
        assert len(found) == len(asked)
        for city in asked[["city", "us_state"]].itertuples(index=False, name=None):
            row = found[", ".join(city)]
            assert told(row) == behind(by_city.get(city, rows.head(0)))
            elsewhere = anywhere.get(city, 0) - int(row["Engagements"])
            assert int(row["Rows outside the selection"]) == elsewhere
            if not anywhere.get(city, 0):
                assert row["Searches"] == (NOTHING_FOUND if city in FRUITLESS else NOT_KNOWN)
            else:
                assert "nothing found" not in row["Searches"]

    def test_groups_of_large_cities(self, client: FlaskClient, params: Params) -> None:
        cities = pd.DataFrame(table(client, "cities", params))
        is_present = cities["Engagements"].astype(int) > 0
        for row in table(client, "city-groups", params):
            group = row["Group"].removesuffix(" residents")
            is_in = (cities["Region"] == group) | (cities["Size"] == group) | (group == "All large cities")
            assert int(row["Cities"]) == is_in.sum() > 0
            assert int(row["Present"]) == (is_in & is_present).sum()
            assert float(row["Share, %"]) == pytest.approx(100 * is_present[is_in].mean())
            assert int(row["Engagements"]) == cities.loc[is_in, "Engagements"].astype(int).sum()
            assert int(row["Searched, nothing found"]) == (cities.loc[is_in, "Searches"] == NOTHING_FOUND).sum()
            unknown = int(row["Nothing recorded, not known whether searched"])
            assert unknown == (cities.loc[is_in, "Searches"] == NOT_KNOWN).sum()

    @pytest.mark.parametrize("kind", ["state", "country"])
    def test_every_way_of_leaving_out(self, client: FlaskClient, params: Params, kind: str) -> None:
        rows = selected(params)
        column = {"state": "us_state", "country": "counterpart_country"}[kind]
        columns = {**dict.fromkeys(TRACKS, "collection_track"), **dict.fromkeys(KINDS, "source_kind")}
        found = {row["Left out"]: row for row in table(client, "left-out", {**params, "ranking": [kind]})}
        labels = {**TRACKS, **KINDS}
        assert set(found) == {label for code, label in labels.items() if (rows[columns[code]] == code).any()}
        whole = rows.loc[rows[column] != "", column].value_counts()
        for code, label in labels.items():
            if label not in found:
                continue
            left = rows[rows[columns[code]] != code]
            counts = left[column].value_counts().reindex(whole.index, fill_value=0)
            row = found[label]
            assert int(row["Engagements left"]) == len(left)
            assert int(row["Engagements left out"]) == len(rows) - len(left)
            before, after = (each.rank(method="min", ascending=False) for each in (whole, counts))
            kept = ((before <= 10) & (after <= 10) & (counts > 0)).sum()
            assert row["First ten kept"] == f"{kept} of {(before <= 10).sum()}"
            if whole.nunique() > 1 and counts.nunique() > 1:
                assert float(row["Kendall's τ"]) == pytest.approx(stats.kendalltau(before, after).statistic)
                assert float(row["Spearman's ρ"]) == pytest.approx(stats.pearsonr(_middle(whole), _middle(counts))[0])
            else:
                assert row["Kendall's τ"] == row["Spearman's ρ"] == "not defined"


def _middle(counts: pd.Series) -> pd.Series:
    return counts.rank(method="average", ascending=False)


@pytest.mark.parametrize("params", LOOKS[:2], ids=str)
def test_ranks_with_and_without(client: FlaskClient, params: Params) -> None:
    is_country = params.get("ranking") == ["country"]
    column, labels = ("counterpart_country", COUNTRIES["name"]) if is_country else ("us_state", STATES["name"])
    rows = selected({})
    whole = rows.loc[rows[column] != "", column].value_counts()
    left = (
        rows.loc[rows["source_kind"] != params["without"][0], column].value_counts().reindex(whole.index, fill_value=0)
    )
    before, after = (each.rank(method="min", ascending=False).astype(int) for each in (whole, left))
    found = table(client, "ranks", params)
    assert len(found) == len(whole)
    by_name = {row[next(iter(row))]: row for row in found}
    for code in whole.index:
        row = by_name[labels[code]]
        assert (int(row["Rank, all rows"]), int(row["Rank without"])) == (before[code], after[code])
        assert (int(row["Engagements, all rows"]), int(row["Engagements without"])) == (whole[code], left[code])
        shift = after[code] - before[code]
        assert row["Change of rank"] == ("same" if not shift else f"down {shift}" if shift > 0 else f"up {-shift}")


class TestMethods:
    def test_a_published_case(self) -> None:
        """Kendall (1938): ranks 1 to 10 against 4 7 2 10 3 6 8 1 5 9 agree with a score of 5 of 45."""
        other = dict(zip("abcdefghij", (4, 7, 2, 10, 3, 6, 8, 1, 5, 9), strict=True))
        found = survival(dict(zip("abcdefghij", range(1, 11), strict=True)), other)
        assert found.tau == pytest.approx(5 / 45)

    def test_a_place_with_nothing_left_is_not_among_the_first(self) -> None:
        found = survival({"a": 3, "b": 2, "c": 1, "d": 0}, {"b": 5, "c": 1})
        assert (found.first, found.kept) == (3, 2)
        assert (found.before["a"], found.after["a"], "d" in found.before) == (1, 3, False)
        assert math.isclose(found.rho or 0, stats.spearmanr([3, 2, 1], [0, 5, 1]).statistic)

    @pytest.mark.parametrize("left", [{}, {"a": 2, "b": 2}])
    def test_without_an_order_there_is_no_coefficient(self, left: dict[str, int]) -> None:
        found = survival({"a": 3, "b": 2}, left)
        assert found.tau is found.rho is None

    @pytest.mark.parametrize(
        ("search", "rows", "said"),
        [
            (None, 0, "not known whether searched"),
            (None, 3, "no search by its name is logged"),
            (Search("2026-11-02", 0), 0, "searched 2 Nov 2026, nothing found"),
            (Search("2026-11-02", 0), 1, "searched 2 Nov 2026, nothing found then"),
            (Search("2026-11-02", 4), 5, "searched 2 Nov 2026, 4 recorded"),
            (Search("2026-11-02", 4), 0, "searched 2 Nov 2026, 4 recorded, none of them in the table now"),
        ],
    )
    def test_what_the_log_says(self, search: Search | None, rows: int, said: str) -> None:
        assert search_words(search, rows) == said


@pytest.mark.parametrize("columns", [("us_state",), ("us_city", "us_state"), ("counterpart_country",), ()], ids=str)
def test_every_engine_counts_the_same_sources(odd_on_engine: Published, columns: tuple[str, ...]) -> None:
    asked = SourcesBy(columns), parse_address("", odd_on_engine.catalogue).selection
    found = read_behind(odd_on_engine.ask([asked])[asked], asked[0])
    rows = selected({}, odd_on_engine_table())
    filled = rows[rows["counterpart_country"] != ""] if "counterpart_country" in columns else rows
    groups = filled.groupby(list(columns)) if columns else [((), filled)]
    expected = {key if isinstance(key, tuple) else (key,): behind(part) for key, part in groups}
    assert {key: (each.rows, each.sources, each.publishers, each.read) for key, each in found.items()} == expected


def odd_on_engine_table() -> Path:
    return Path(__file__).parent / "tables" / "oddities.csv"


class Shown:
    """The page of coverage as the server lays it out."""

    def __init__(self, client: FlaskClient, params: Params) -> None:
        self.page = Page(client, f"?{query(params)}" if params else "", "/data/coverage")
        self.layout = self.page.properties["page"]["children"]

    def of(self, name: str) -> str:
        return " ".join(words(part_of(self.layout, name)))

    def rows(self, name: str) -> list[list[dict[str, Any]]]:
        """The cells of each row of a table."""
        body = [each for each in components(part_of(self.layout, f"{name}-table")) if each["type"] == "Tr"][1:]
        return [[each for each in components(row) if each["type"] in ("Th", "Td")] for row in body]


def links_of(cell: dict[str, Any]) -> list[str]:
    hrefs = [each["props"]["href"] for each in components(cell) if each["type"] == "Link"]
    return [href for href in hrefs if href == "/" or href.startswith("/?")]


def rows_of(href: str) -> pd.DataFrame:
    return selected(parse_qs(href.removeprefix("/").removeprefix("?")))


COUNTED: dict[str, Callable[[pd.DataFrame], int]] = {
    "Sources": lambda rows: rows["source_url"].nunique(),
    "Publishers": lambda rows: rows.loc[rows["source_name"] != "", "source_name"].nunique(),
}
"""What is counted of the rows behind a link; of any other column, the rows themselves."""


class TestPage:
    @pytest.mark.parametrize("params", [*SELECTIONS, *LOOKS], ids=str)
    def test_every_number_leads_to_rows_that_add_up_to_it(self, client: FlaskClient, params: Params) -> None:
        shown = Shown(client, params)
        followed = 0
        present = [part["props"].get("id") for part in components(shown.layout)]
        for name in (name for name in SHEETS if f"{name}-table" in present):
            heads = [each for each in components(part_of(shown.layout, f"{name}-table")) if each["type"] == "Th"]
            titles = ["".join(words(head)) for head in heads if head["props"]["scope"] == "col"]
            rows = shown.rows(name)
            for cells in rows[:: max(len(rows) // 8, 1)]:
                for title, cell in zip(titles, cells, strict=True):
                    for href in links_of(cell) if not title.startswith("Rows, where") else []:
                        count = COUNTED.get(title, len)(rows_of(href))
                        assert count == int("".join(words(cell)).replace(",", "")), (name, title, href)
                        followed += 1
        assert followed > 10

    def test_the_rows_of_a_group_of_cities_add_up_even_in_parts(self, client: FlaskClient) -> None:
        for cells in Shown(client, {}).rows("city-groups"):
            hrefs = [href for cell in cells for href in links_of(cell)]
            together = [each for href in hrefs for each in rows_of(href)["id"]]
            assert len(together) == len(set(together)) == int("".join(words(cells[4])).replace(",", ""))
            assert all(len(href) < 8_000 for href in hrefs)

    def test_sections_say_how_and_figures_are_valid(self, client: FlaskClient) -> None:
        shown = Shown(client, {"without": ["blog"]})
        for name in ("sources", "kinds", "dates", "cities", "survival", "missing"):
            assert "How this is computed" in shown.of(name)
        assert "Biometrika 30 (1938)" in shown.of("survival")
        [graph] = [part for part in components(shown.layout) if part["type"] == "Graph"]
        go.Figure(graph["props"]["figure"])
        assert "sources" in " ".join(words(part_of(shown.layout, "source-map")))

    def test_what_is_missing_is_told_in_the_words_of_the_codebook(self, client: FlaskClient) -> None:
        codebook = " ".join((DATA / "README.md").read_text(encoding="utf-8").replace("`", "").split())
        points = [each for each in components(part_of(Shown(client, {}).layout, "missing")) if each["type"] == "Li"]
        data_page = " ".join(words(Page(client, "", "/data").properties["page"]["children"]))
        assert len(points) == 5
        for said in ("".join(words(point)) for point in points):
            assert said in codebook
            assert said in data_page

    def test_never_that_nothing_happens(self, client: FlaskClient) -> None:
        said = " ".join(words(Shown(client, {}).layout)).lower()
        assert said.count("nothing happens") == said.count("never that nothing happens") >= 1
        assert "234 of 310 cities" in said

    def test_a_selection_without_rows_has_a_way_out_and_the_cities(self, client: FlaskClient) -> None:
        shown = Shown(client, {"q": ["zzzz"]})
        assert "Nothing is recorded" in shown.of("empty")
        assert "0 of 310 cities" in shown.of("cities")

    def test_a_part_that_the_selection_lacks_is_said(self, client: FlaskClient) -> None:
        assert "no row of “Survey of city governments”" in Shown(client, {"without": ["survey"]}).of("survival")

    def test_follows_the_address(self, client: FlaskClient) -> None:
        page = Page(client, "", "/data/coverage")
        page.properties["url"]["search"] = "?issue=energy&without=press_other"
        page.call(page.callback("followed-body.children"), "url.search")
        said = " ".join(words(page.properties["followed-body"]["children"]))
        assert f"{len(selected({'issue': ['energy']})):,} of 3,785 engagements" in said
        assert "Without “Press and other sites”" in said

    def test_is_linked_from_the_data_page_the_explorer_and_the_header(self, client: FlaskClient) -> None:
        for path in ("/", "/data"):
            layout = Page(client, "", path).properties["page"]["children"]
            assert "/data/coverage" in {each["props"].get("href") for each in components(layout)}
        with client.get("/_dash-layout") as response:
            assert "/data/coverage" in {each["props"].get("href") for each in components(response.json)}


class TestFiles:
    @pytest.mark.parametrize("name", SHEETS)
    @pytest.mark.parametrize("search", ["state=ZZ", "without=rumour", "ranking=city", "precision=hour", "nonsense=1"])
    def test_bad_values_answer_400(self, client: FlaskClient, name: str, search: str) -> None:
        with client.get(f"/data/coverage/{name}.csv?{search}") as response:
            assert response.status_code == 400
            assert search.partition("=")[0] in response.text

    def test_an_unknown_table_answers_404(self, client: FlaskClient) -> None:
        with client.get("/data/coverage/everything.csv") as response:
            assert response.status_code == 404


@pytest.mark.parametrize("params", [{}, *SELECTIONS[1:4], {"state": ["TX"], "per": ["capita"], "dots": ["1"]}], ids=str)
class TestLayer:
    def test_colours_are_classes_of_sources_and_the_hover_tells_them(self, client: FlaskClient, params: Params) -> None:
        page = Page(client, f"?{query({**params, 'layer': ['sources']})}")
        for view, own, column, trace in (
            ("state-map", ("state",), "us_state", 0),
            ("world-map", OTHER_SIDE, "counterpart_country", 1),
        ):
            rows = selected({name: values for name, values in params.items() if name not in own})
            sources = rows[rows[column] != ""].groupby(column)["source_url"].nunique()
            shapes = page.figure(view)["data"][trace]
            drawn = dict(zip(shapes["locations"], shapes["z"], strict=True))
            assert all((drawn[code] > 0) == (code in sources.index) for code in drawn)
            ordered = sorted((code for code in drawn if code in sources.index), key=lambda code: sources[code])
            assert [drawn[code] for code in ordered] == sorted(drawn[code] for code in ordered)
            texts = dict(zip(shapes["locations"], shapes["text"], strict=True))
            for code in ordered:
                count, distinct, publishers, _ = behind(rows[rows[column] == code])
                assert f"{count:,} engagement" in texts[code]
                assert f"from {distinct:,} distinct source" in texts[code]
                assert f"by {publishers:,} publisher" in texts[code]
                assert "last read November 22, 2026" in texts[code]

    def test_nobody_takes_it_for_engagements(self, client: FlaskClient, params: Params) -> None:
        page = Page(client, f"?{query(params)}" if params else "")
        page.go(f"?{query({**params, 'layer': ['sources']})}")
        painted = page.properties["paint"]["data"]
        for view, title in (("state-map", "Sources behind each state"), ("world-map", "Sources behind each country")):
            assert painted["titles"][view] == title
            assert "not engagements" in painted["notes"][view]
            labels = [label for _, label in painted["keys"][view]]
            assert labels[0] == "nothing recorded"
            assert all(label.endswith(("source", "sources")) for label in labels[1:])
        page.go(f"?{query(params)}" if params else "")
        assert page.properties["paint"]["data"]["titles"]["state-map"] == "Who engages?"


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The real table with two rows for Lincoln, Nebraska, searched in vain, from one new source without a publisher."""
    engagements = read(REAL)
    added = engagements[engagements["us_actor"] == "City of Austin"].iloc[:2].assign(
        id=["P1", "P2"], us_actor="City of Lincoln", us_city="Lincoln", us_state="NE", start_date=["2021", ""],
        source_url="https://example.org/lincoln", source_name="", source_kind="blog", collection_track="voluntary",
        accessed="2026-11-23",
    )  # fmt: skip
    path = tmp_path_factory.mktemp("planted") / "planted.csv"
    pd.concat([engagements, added]).to_csv(path, index=False)
    return publish(replace(Settings(), table=path))


def test_rows_that_are_added_change_what_is_told(published: Published, planted: Published) -> None:
    def cells(of: Published, sheet: str, name: str) -> list[str]:
        found = [each for part in sections(of, parse_address("", of.catalogue), LIGHT) for each in part.sheets]
        chosen = next(each for each in found if each.name == sheet)
        rows = [[column.text(cell) for column, cell in zip(chosen.columns, row, strict=True)] for row in chosen.rows()]
        return next((row for row in rows if row[0] == name), [])

    assert cells(published, "searched", "Lincoln, NE")[-1] == NOTHING_FOUND
    assert cells(planted, "searched", "Lincoln, NE") == []
    lincoln = cells(planted, "cities", "Lincoln, NE")
    assert lincoln[4:9] == ["2", "1", "0", "2.0", "2026-11-23"]
    assert lincoln[-1] == "searched 22 Nov 2026, nothing found then"
    before, after = (cells(each, "states", "Nebraska") for each in (published, planted))
    assert [int(after[at]) - int(before[at]) for at in (1, 2, 3)] == [2, 1, 0]
    assert after[-1] == "2026-11-23"
    assert cells(planted, "tracks", "Submitted by a government")[1:] == ["0", "0", "0", "0", "2", "2"]
    years = [int(cells(each, "dates", "Dated to the year")[1]) for each in (published, planted)]
    assert years[1] - years[0] == 1
    midwest = [cells(each, "city-groups", "Midwest") for each in (published, planted)]
    assert int(midwest[1][2]) - int(midwest[0][2]) == 1
