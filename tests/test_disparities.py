"""The page of disparities and its files: every number is that of plain pandas over the table, every link adds up.

The statistics on published cases are in ``test_disparity_maths``, what is clicked in ``tests/browser``.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pandas as pd
import plotly.graph_objects as go
import pytest
from flask.testing import FlaskClient
from oracle import DATA, REAL, Params, query, read, selected
from scipy import stats
from test_draw import Page
from walking import components, part_of, words

from dashboard.address import parse_address
from dashboard.pictures.disparities import sections
from dashboard.published import Published, publish
from dashboard.settings import Settings
from dashboard.theme import LIGHT

SELECTIONS: tuple[Params, ...] = (
    {},
    {"issue": ["energy"]},
    {"country": ["JPN"], "from": ["2018"], "undated": ["include"]},
    {"bureau": ["AF"], "type": ["sister_agreement", "memorandum"]},
)
SHEETS = ("rates", "outside", "concentration", "groups", "nothing-cities")
STATES = read(DATA / "states.csv").set_index("usps")
LARGE = read(DATA / "us_cities_100k.csv").assign(population=lambda cities: cities["population"].astype(int))


def governments() -> dict[tuple[str, str], str]:
    """(City, USPS) → slug of the actor that governs it."""
    actors = read(DATA / "actors.csv")
    cities = actors[(actors["level"] == "city") & (actors["population"] != "")]
    return dict(zip(zip(cities["city"], cities["state"], strict=True), cities["slug"], strict=True))


def table(client: FlaskClient, name: str, params: Params) -> list[dict[str, str]]:
    with client.get(f"/disparities/{name}.csv?{query(params)}") as response:
        assert response.status_code == 200, response.text
        return list(csv.DictReader(io.StringIO(response.text)))


def expected_states(params: Params) -> dict[str, int]:
    counts = selected(params)["us_state"].value_counts()
    return {name: int(counts.get(code, 0)) for code, name in STATES["name"].items()}


def expected_cities(params: Params) -> dict[str, int]:
    counts, slug_of = selected(params)["actor"].value_counts(), governments()
    return {
        f"{city}, {state}": int(counts.get(slug_of.get((city, state), ""), 0))
        for city, state in LARGE[["city", "us_state"]].itertuples(index=False)
    }


def garwood(count: int, residents: int) -> tuple[float, float]:
    low = stats.chi2.ppf(0.025, 2 * count) / 2 if count else 0.0
    return low / residents * 1e6, stats.chi2.ppf(0.975, 2 * count + 2) / 2 / residents * 1e6


@pytest.mark.parametrize("params", SELECTIONS, ids=str)
class TestNumbers:
    def test_rates_of_states(self, client: FlaskClient, params: Params) -> None:
        rows = table(client, "rates", params)
        assert {row["Place"]: int(row["Engagements"]) for row in rows} == expected_states(params)
        assert sum(int(row["Engagements"]) for row in rows) == len(selected(params))
        residents = dict(zip(STATES["name"], STATES["population_2020"].astype(int), strict=True))
        for row in rows:
            count, people = int(row["Engagements"]), int(row["Residents"])
            assert people == residents[row["Place"]]
            assert float(row["Per million"]) == pytest.approx(count / people * 1e6)
            assert (float(row["95 % from"]), float(row["95 % to"])) == pytest.approx(garwood(count, people))
            assert bool(row["Warning"]) == (count < 5)

    def test_rates_of_large_cities(self, client: FlaskClient, params: Params) -> None:
        rows = table(client, "rates", {**params, "places": ["large"]})
        assert {row["Place"]: int(row["Engagements"]) for row in rows} == expected_cities(params)

    def test_groups(self, client: FlaskClient, params: Params) -> None:
        rows = {row["Group"]: row for row in table(client, "groups", params)}
        counts = selected(params)["us_state"].map(STATES["census_region"]).value_counts()
        for region, states in STATES.groupby("census_region"):
            assert int(rows[region]["Engagements"]) == counts.get(region, 0)
            assert int(rows[region]["Residents"]) == states["population_2020"].astype(int).sum()
        cities = pd.Series(expected_cities(params))
        capital = [f"{STATES['capital'][state]}, {state}" for state in STATES.index]
        is_capital = cities.index.isin(capital)
        assert int(rows["State capitals"]["Engagements"]) == cities[is_capital].sum()
        assert int(rows["Other cities"]["Engagements"]) == cities[~is_capital].sum()
        sizes = [100_000, 250_000, 500_000, 1_000_000, 10**9]
        names = ["100,000 to 249,999", "250,000 to 499,999", "500,000 to 999,999", "1,000,000 and more"]
        classes = pd.cut(LARGE["population"], sizes, right=False, labels=names)
        slugs = LARGE["city"] + ", " + LARGE["us_state"]
        for name in names:
            of = cities[slugs[classes == name]]
            assert int(rows[name]["Engagements"]) == of.sum()
            assert float(rows[name]["With any, %"]) == pytest.approx(100 * (of > 0).mean())

    def test_the_curve_ends_with_everything(self, client: FlaskClient, params: Params) -> None:
        rows = table(client, "concentration", params)
        assert float(rows[-1]["Engagements up to here, %"]) == pytest.approx(100)
        rates = [int(row["Engagements"]) / int(row["Residents"]) for row in rows]
        assert rates == sorted(rates)

    def test_places_outside_are_those_that_poisson_puts_there(self, client: FlaskClient, params: Params) -> None:
        counts = expected_states(params)
        found = {row["Place"]: row for row in table(client, "outside", params)}
        total, people = sum(counts.values()), STATES["population_2020"].astype(int).sum()
        for name, residents in zip(STATES["name"], STATES["population_2020"].astype(int), strict=True):
            mean = total * residents / people
            if stats.poisson.cdf(counts[name], mean) < 0.001:
                assert found[name]["Position"] == "below the 99.8 % limit"
            if stats.poisson.sf(counts[name] - 1, mean) < 0.001:
                assert found[name]["Position"] == "above the 99.8 % limit"
            if stats.poisson.cdf(counts[name] - 1, mean) > 0.025 and stats.poisson.cdf(counts[name], mean) < 0.975:
                assert name not in found

    def test_what_is_not_recorded(self, client: FlaskClient, params: Params) -> None:
        rows = selected(params)
        seats = set(zip(rows["us_city"], rows["us_state"], strict=True))
        nowhere = {
            f"{city}, {state}"
            for city, state in LARGE[["city", "us_state"]].itertuples(index=False)
            if (city, state) not in seats
        }
        found = table(client, "nothing-cities", params)
        assert {row["City"] for row in found} == nowhere
        silent = {name for name, count in expected_states(params).items() if not count}
        assert {row["State or territory"] for row in table(client, "nothing-states", params)} == silent


def test_the_search_log_decides_the_words(client: FlaskClient) -> None:
    log = read(DATA / "searches.csv")
    fruitless = set(
        log.loc[log["rows_recorded"] == "0", "city"] + ", " + log.loc[log["rows_recorded"] == "0", "us_state"]
    )
    found = {row["City"]: row["Searches"] for row in table(client, "nothing-cities", {})}
    assert len(found) == 76
    for city, said in found.items():
        assert said == ("searched 22 Nov 2026, nothing found" if city in fruitless else "not known whether searched")
    of_energy = table(client, "nothing-cities", {"issue": ["energy"]})
    assert {row["Searches"] for row in of_energy if row["Recorded outside the selection"] != "0"} == {""}


class Shown:
    """The page of disparities as the server lays it out."""

    def __init__(self, client: FlaskClient, params: Params) -> None:
        self.page = Page(client, f"?{query(params)}" if params else "", "/disparities")
        self.layout = self.page.properties["page"]["children"]

    def of(self, name: str) -> str:
        return " ".join(words(part_of(self.layout, name)))

    def figures(self) -> dict[str, Any]:
        graphs = [part for part in components(self.layout) if part["type"] == "Graph"]
        return {graph["props"]["id"]["view"]: graph["props"]["figure"] for graph in graphs}

    def links(self, name: str) -> list[tuple[str, str]]:
        """Text and address of each link to the explorer within a part."""
        found = [part["props"] for part in components(part_of(self.layout, name)) if part["type"] == "Link"]
        return [("".join(words(each["children"])), each["href"]) for each in found if each["href"].startswith("/?")]


def rows_behind(href: str) -> list[str]:
    return selected(parse_qs(href.removeprefix("/?")))["id"].tolist()


class TestPage:
    @pytest.mark.parametrize("params", [*SELECTIONS, {"issue": ["energy"], "places": ["large"]}], ids=str)
    def test_every_count_leads_to_as_many_rows(self, client: FlaskClient, params: Params) -> None:
        page = Shown(client, params)
        links = [link for name in ("rates-table", "outside-table", "concentration-table") for link in page.links(name)]
        assert len(links) > 3
        for text, href in links[:: max(len(links) // 60, 1)]:
            assert len(rows_behind(href)) == int(text.replace(",", "")), href

    @pytest.mark.parametrize("params", SELECTIONS, ids=str)
    def test_the_rows_of_a_group_add_up_even_in_parts(self, client: FlaskClient, params: Params) -> None:
        table_part = part_of(Shown(client, params).layout, "groups-table")
        for row in (part for part in components(table_part) if part["type"] == "Tr"):
            cells = [part for part in components(row) if part["type"] == "Td"]
            hrefs = [part["props"]["href"] for part in components(row) if part["type"] == "Link"]
            if cells:
                shown = int("".join(words(cells[0])).replace(",", ""))
                behind = [each for href in hrefs for each in rows_behind(href)]
                assert len(behind) == len(set(behind)) == shown
                assert all(len(href) < 8_000 for href in hrefs)

    @pytest.mark.parametrize("params", [*SELECTIONS, {"places": ["city"]}, {"per": ["shrunk"]}], ids=str)
    def test_figures_are_valid_and_points_pick_clauses(self, client: FlaskClient, params: Params) -> None:
        page = Shown(client, params)
        assert {
            "rate-dots",
            "funnel-plot",
            "lorenz",
            "region-dots",
            "capital-dots",
            "size-dots",
        } <= page.figures().keys()
        for figure in page.figures().values():
            go.Figure(figure)

    def test_the_map_shows_steadied_rates_on_request(self, client: FlaskClient) -> None:
        raw, steady = (Shown(client, params).figures()["rate-map"] for params in ({}, {"per": ["shrunk"]}))
        assert raw["data"][0]["locations"] == steady["data"][0]["locations"]
        assert raw["data"][0]["z"] != steady["data"][0]["z"]
        assert "Steadied" in Shown(client, {}).of("rates-table")

    def test_says_nothing_recorded_and_never_that_nothing_happens(self, client: FlaskClient) -> None:
        whole, energy = Shown(client, {}), Shown(client, {"issue": ["energy"]})
        assert "Nothing is recorded for no state or territory and for 76 cities" in whole.of("nothing")
        assert "Nothing is recorded for this selection for 7 states and territories" in energy.of("nothing")
        for page in (whole, energy):
            said = " ".join(words(page.layout)).lower()
            assert said.count("nothing happens") == said.count("never that nothing happens") > 3

    def test_clauses_of_places_are_left_out_and_that_is_said(self, client: FlaskClient) -> None:
        narrowed = Shown(client, {"state": ["TX"], "issue": ["energy"]})
        assert "left out of the numbers below" in " ".join(words(narrowed.layout))
        assert table(client, "rates", {"state": ["TX"], "issue": ["energy"]}) == table(
            client, "rates", {"issue": ["energy"]}
        )
        listed = table(client, "nothing-cities", {"state": ["TX"], "issue": ["energy"]})
        assert listed
        assert all(row["City"].endswith(", TX") for row in listed)

    def test_a_selection_without_rows_offers_a_way_out(self, client: FlaskClient) -> None:
        page = Shown(client, {"q": ["zzzz"]})
        assert "Nothing is recorded" in page.of("empty")
        assert page.figures() == {}
        assert "310 cities" in page.of("nothing")

    def test_tables_have_a_caption_and_scopes_and_every_section_its_method(self, client: FlaskClient) -> None:
        layout = Shown(client, {}).layout
        tables = [part for part in components(layout) if part["type"] == "Table"]
        assert len(tables) == len(SHEETS)
        for each in tables:
            assert Counter(part["type"] for part in components(each))["Caption"] == 1
            assert all(
                part["props"].get("scope") in ("col", "row") for part in components(each) if part["type"] == "Th"
            )
        for name in ("rates", "funnel", "concentration", "groups", "nothing"):
            assert "How this is computed" in " ".join(words(part_of(layout, name)))

    def test_follows_the_address(self, client: FlaskClient) -> None:
        page = Page(client, "", "/disparities")
        page.properties["url"]["search"] = "?issue=energy"
        page.call(page.callback("followed-body.children"), "url.search")
        said = " ".join(words(page.properties["followed-body"]["children"]))
        assert f"{len(selected({'issue': ['energy']})):,} of 3,785 engagements" in said


class TestFiles:
    @pytest.mark.parametrize("name", [*SHEETS, "nothing-states"])
    @pytest.mark.parametrize("search", ["state=ZZ", "places=villages", "nonsense=1"])
    def test_bad_values_answer_400(self, client: FlaskClient, name: str, search: str) -> None:
        with client.get(f"/disparities/{name}.csv?{search}") as response:
            assert response.status_code == 400
            assert search.partition("=")[0] in response.text

    def test_an_unknown_table_answers_404(self, client: FlaskClient) -> None:
        with client.get("/disparities/everything.csv") as response:
            assert response.status_code == 404


def planted(folder: Path, rows: int) -> Published:
    """The real table with some rows for Lincoln, Nebraska, a large city of which nothing is recorded."""
    engagements = read(REAL)
    template = engagements[engagements["us_actor"] == "City of Austin"].iloc[:rows]
    added = template.assign(id=[f"P{at}" for at in range(len(template))], us_actor="City of Lincoln", us_city="Lincoln")
    path = folder / f"planted-{rows}.csv"
    pd.concat([engagements, added.assign(us_state="NE")]).to_csv(path, index=False)
    return publish(replace(Settings(), table=path))


@pytest.mark.parametrize(("rows", "is_listed"), [(0, True), (1, False)])
def test_an_under_served_city_is_listed_until_a_row_is_added(tmp_path: Path, rows: int, is_listed: bool) -> None:
    changed = planted(tmp_path, rows)
    address = parse_address("?places=large", changed.catalogue)
    by_name = {sheet.name: sheet for part in sections(changed, address, LIGHT) for sheet in part.sheets}
    listed = {row[0]: row for row in by_name["nothing-cities"].rows()}
    assert ("Lincoln, NE" in listed) == is_listed
    if is_listed:
        assert listed["Lincoln, NE"][-1] == "searched 22 Nov 2026, nothing found"
    rates = {row[0].text: row[1].value for row in by_name["rates"].rows()}
    assert rates["Lincoln, NE"] == rows
