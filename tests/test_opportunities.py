"""Opportunities on the real table, through the endpoint: planted cases come first, every number is one of plain pandas,
and every link holds as many rows as it says.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from flask.testing import FlaskClient
from oracle import DATA, REAL, engagements, read, selected
from plotly import graph_objects
from test_draw import Page, _text
from walking import components

from dashboard.asking import read_question
from dashboard.opportunities import Findings, findings, last_year
from dashboard.published import Published, publish
from dashboard.settings import Settings

COUNTED = {"outgoing_delegation", "trade_mission", "sister_agreement", "memorandum", "legislative_act"}

QUESTIONS = (
    "",
    "?country=JPN",
    "?issue=energy&since=2018",
    "?place=austin-tx",
    "?place=austin-tx&country=JPN",
    "?place=austin-tx&country=DEU&issue=energy",
    "?place=state-oh&country=JPN&within=300",
    "?place=miami-dade-county-fl&country=JPN",
    "?place=port-of-los-angeles-ca&issue=climate_environment&region=any",
    "?place=chicago-il&issue=trade_investment&within=300&since=2018&region=any&size=5",
)


def ask(published: Published, search: str) -> Findings:
    return findings(published, read_question(search, published.catalogue, last_year(published)))


def shown(client: FlaskClient, search: str) -> list[dict[str, Any]]:
    """Every component of the page for a question."""
    return list(components(Page(client, search, "/opportunities").properties["page"]["children"]))


@cache
def registers() -> pd.DataFrame:
    actors = read(DATA / "actors.csv").set_index("slug")
    return actors.assign(residents=pd.to_numeric(actors["population"]))


# Planted cases

Planted = Callable[[list[dict[str, str]]], Published]

TRIP = {
    "us_level": "city",
    "counterpart": "Dili",
    "counterpart_level": "city",
    "counterpart_country": "TLS",
    "counterpart_city": "Dili",
    "issues": "energy",
    "start_date": "2026-03-01",
    "status": "announced",
    "title": "Planted",
    "summary": "Planted for a test.",
    "collection_track": "manual",
    "source_url": "https://example.org/planted",
    "source_name": "Planted",
    "source_kind": "official",
    "accessed": "2026-11-22",
}


@pytest.fixture(scope="module")
def with_rows(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """The real table with rows added."""

    def publish_with(rows: list[dict[str, str]]) -> Published:
        table = read(REAL)
        numbered = [{**row, "id": f"P{number:05d}"} for number, row in enumerate(rows)]
        path = tmp_path_factory.mktemp("planted") / "engagements.csv"
        pd.concat([table, pd.DataFrame(numbered)]).fillna("").to_csv(path, index=False)
        return publish(replace(Settings(), table=path))

    return publish_with


def trip(name: str, city: str, state: str, kind: str) -> dict[str, str]:
    return {**TRIP, "us_actor": name, "us_city": city, "us_state": state, "engagement_type": kind}


def of_register(slug: str, kind: str) -> dict[str, str]:
    actor = registers().loc[slug]
    return {**trip(actor["name"], actor["city"], actor["state"], kind), "us_level": actor["level"]}


class TestPlanted:
    def test_a_joint_mission_comes_first_and_goes_with_its_rows(self, published: Published, with_rows: Planted) -> None:
        rows = [of_register(slug, kind) for slug in ("easton-ct", "westport-ct") for kind in sorted(COUNTED)]
        planted = ask(with_rows(rows), "").missions
        assert (planted[0].country, planted[0].actors, planted[0].rows) == ("TLS", ("easton-ct", "westport-ct"), 10)
        before = ask(published, "").missions
        assert [each for each in planted if each.country != "TLS"] == list(before)
        assert "TLS" not in {each.country for each in before}

    def test_a_merge_candidate_comes_first_and_goes_with_its_rows(
        self, published: Published, with_rows: Planted
    ) -> None:
        ohio = registers()[(registers()["state"] == "OH") & (registers()["level"] == "city")].index[:10]
        rows = [of_register(slug, "sister_agreement") for slug in ohio]
        first = ask(with_rows(rows), "").merging[0]
        assert (first.state, first.counterpart, set(first.actors), first.rows) == ("OH", "dili-tls", set(ohio), 10)
        assert "dili-tls" not in {each.counterpart for each in ask(published, "").merging}

    def test_a_gap_comes_first_and_goes_with_its_rows(self, published: Published, with_rows: Planted) -> None:
        peers = ask(published, "?place=austin-tx").peers
        rows = [of_register(slug, "memorandum") for slug in peers.actors]
        first, second = ask(with_rows(rows), "?place=austin-tx").gaps[:2]
        assert {(each.country, each.issue) for each in (first, second)} == {("TLS", ""), ("TLS", "energy")}
        assert first.peers == peers.actors
        assert "TLS" not in {gap.country for gap in ask(published, "?place=austin-tx").gaps}

    def test_a_neighbour_who_begins_is_named(self, published: Published, with_rows: Planted) -> None:
        search = "?place=austin-tx&country=TLS"
        before = ask(published, search).company
        found, *others = ask(with_rows([of_register("san-antonio-tx", "trade_mission")]), search).company
        assert tuple(others) == before
        assert (found.actor, found.rows, found.latest) == ("san-antonio-tx", 1, "2026-03-01")
        assert found.kinds[:2] == ("state", "near")


# Against plain pandas


def asked_rows(search: str) -> pd.DataFrame:
    params = dict(part.split("=") for part in search.removeprefix("?").split("&") if part)
    return selected({name: [params[name]] for name in ("country", "issue") if name in params})


@pytest.mark.parametrize(
    "search", [each for each in QUESTIONS if "place" in each and ("country" in each or "issue" in each)]
)
def test_who_else_counts_what_pandas_counts(published: Published, search: str) -> None:
    found, rows = ask(published, search), asked_rows(search)
    place = re.search(r"place=([^&]+)", search)[1]
    counts = rows["actor"].value_counts()
    assert found.own == counts.get(place, 0)
    assert {each.actor: each.rows for each in found.company} == {
        each.actor: counts[each.actor] for each in found.company
    }
    state = registers().loc[place, "state"]
    same_state = {actor for actor in counts.index if registers().loc[actor, "state"] == state} - {place}
    assert {each.actor for each in found.company if {"state", "government"} & set(each.kinds)} == same_state
    table = engagements()
    members = table[(table["engagement_type"] == "network_membership") & (table["network"] != "")]
    own = set(members.loc[members["actor"] == place, "network"])
    fellows = set(members.loc[members["network"].isin(own), "actor"]) & set(counts.index) - {place}
    assert {each.actor for each in found.company if "network" in each.kinds} == fellows
    for each in found.company:
        of_actor = rows[rows["actor"] == each.actor]
        assert each.types == of_actor["engagement_type"].value_counts().to_dict()
        assert each.issues == of_actor["issues"].str.split("|").explode().value_counts().to_dict()
        assert each.source_url in set(of_actor["source_url"])


@pytest.mark.parametrize("place", ["austin-tx", "chicago-il", "state-oh", "seattle-wa", "miami-dade-county-fl"])
def test_peers_and_gaps_are_those_of_pandas(published: Published, place: str) -> None:
    found, actors, table = ask(published, f"?place={place}"), registers(), engagements()
    regions = read(DATA / "states.csv").set_index("usps")["census_region"]
    own = actors.loc[place]
    alike = actors[(actors["level"] == own["level"]) & (actors["state"].map(regions) == regions[own["state"]])]
    if pd.notna(own["residents"]):
        alike = alike[alike["residents"].between(round(own["residents"] / 2), round(own["residents"] * 2))]
    peers = set(alike.index) - {place}
    assert set(found.peers.actors) == peers
    rows = table[(table["counterpart_country"] != "") & table["actor"].isin(peers)]
    counts = rows.groupby("counterpart_country")["actor"].nunique()
    recorded = set(table.loc[table["actor"] == place, "counterpart_country"])
    expected = {country: count for country, count in counts.items() if count > 1 and country not in recorded}
    assert {gap.country: len(gap.peers) for gap in found.gaps if not gap.issue} == expected
    for gap in found.gaps[:20]:
        of_gap = rows[rows["counterpart_country"] == gap.country]
        if gap.issue:
            of_gap = of_gap[of_gap["issues"].map(lambda codes, issue=gap.issue: issue in codes.split("|"))]
        assert (set(gap.peers), gap.rows) == (set(of_gap["actor"]), len(of_gap))


def test_merge_candidates_are_those_of_pandas(published: Published) -> None:
    table = engagements()
    ties = table[(table["status"] != "ended") & table["counterpart_level"].isin(["city", "region"])]
    ties = ties[ties["counterpart_slug"] != ""]
    counted = ties.groupby(["us_state", "counterpart_slug"]).agg(actors=("actor", "nunique"), rows=("id", "size"))
    expected = {key: (row.actors, row.rows) for key, row in counted[counted["actors"] > 1].iterrows()}
    found = {(each.state, each.counterpart): (len(each.actors), each.rows) for each in ask(published, "").merging}
    assert found == expected


def test_sets_of_joint_missions_hold_the_rows_of_pandas_and_share_no_actor(published: Published) -> None:
    table, sets = engagements(), ask(published, "").missions
    rows = table[table["engagement_type"].isin(COUNTED) & (table["year"] >= 2021) & (table["status"] != "ended")]
    for each in sets:
        of_set = rows[(rows["counterpart_country"] == each.country) & rows["actor"].isin(each.actors)]
        assert (len(of_set), set(of_set["actor"])) == (each.rows, set(each.actors))
    members = [(each.country, actor) for each in sets for actor in each.actors]
    assert len(members) == len(set(members)) > 100
    scores = [each.score for each in sets]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= part <= 1 for each in sets for part in each.parts.values())


@pytest.mark.parametrize("place", ["austin-tx", "state-wy"])
def test_suggestions_are_the_most_shared_countries_not_yet_recorded(published: Published, place: str) -> None:
    table = engagements()
    actors = table[table["counterpart_country"] != ""].groupby("counterpart_country")["actor"].nunique()
    recorded = set(table.loc[table["actor"] == place, "counterpart_country"])
    found = ask(published, f"?place={place}").suggestions
    assert len(found) == 10
    assert {each.country: each.actors for each in found} == {each.country: actors[each.country] for each in found}
    assert not {each.country for each in found} & recorded
    assert (
        min(each.actors for each in found) >= actors.drop(index=[*recorded - {""}, *(e.country for e in found)]).max()
    )


# The page


@pytest.mark.parametrize("search", QUESTIONS)
def test_every_number_leads_to_as_many_rows(client: FlaskClient, search: str) -> None:
    links = [each["props"] for each in shown(client, search) if each["props"].get("className") == "rows"]
    assert len(links) > 3
    for each in {(link["href"], _text(link["children"])) for link in links}:
        href, text = each
        number = int(re.match(r"([\d,]+) engagements?$", text)[1].replace(",", ""))
        with client.get(f"/rows{href.removeprefix('/')}&length=1") as answer:
            assert answer.json["count"] == number, href


@pytest.mark.parametrize("search", QUESTIONS)
def test_every_section_says_how_it_is_computed_and_every_figure_is_one_of_plotly(
    client: FlaskClient, search: str
) -> None:
    parts = shown(client, search)
    sections = [each for each in parts if each["type"] == "Section"]
    assert len(sections) == (5 if "place" in search else 2)
    for each in sections:
        assert "How this is computed" in _text(each["props"]["children"])
    for graph in (each for each in parts if each["type"] == "Graph"):
        graph_objects.Figure(graph["props"]["figure"])


@pytest.mark.parametrize(
    ("search", "said", "near"),
    [
        ("?place=Columbus", "place 'Columbus' is not a known actor", "/opportunities?place=columbus-oh"),
        ("?place=austin-tx&country=Japn", "country 'Japn' is not", "/opportunities?place=austin-tx&country=JPN"),
        (
            "?within=7&place=austin-tx",
            "within '7' is not known. Allowed: 50, 100, 150, 300.",
            "/opportunities?place=austin-tx",
        ),
        ("?since=soon", "since 'soon' is not a year", "/opportunities"),
        ("?place=<script>&size=%00&region=", "is not a known actor", "/opportunities"),
    ],
)
def test_what_cannot_be_taken_is_said_with_a_way_on(client: FlaskClient, search: str, said: str, near: str) -> None:
    [notice, *_] = [each for each in shown(client, search) if each["props"].get("className") == "notice"]
    assert said in _text(notice["props"]["children"])
    assert near in {each["props"]["href"] for each in components(notice) if each["type"] == "Link"}


def test_a_name_is_as_good_as_a_code(client: FlaskClient) -> None:
    by_name = shown(client, "?place=City+of+Austin%2C+TX&country=japan&issue=any")
    by_code = shown(client, "?place=austin-tx&country=JPN")
    assert [each["type"] for each in by_name] == [each["type"] for each in by_code]
    assert "Who else works with Japan?" in {
        _text(each["props"]["children"]) for each in by_name if each["type"] == "H2"
    }


def test_nothing_chosen_invites_with_examples_that_hold_something(client: FlaskClient, published: Published) -> None:
    links = [each["props"]["href"] for each in shown(client, "") if each["type"] == "Link"]
    examples = [href for href in links if re.match(r"/opportunities\?place=[^&]+&country=", href)]
    assert len(examples) == 4
    assert all(ask(published, href.removeprefix("/opportunities")).company for href in examples)


def test_a_place_without_anything_to_share_is_told_so_in_words(client: FlaskClient) -> None:
    text = " ".join(_text(each["props"].get("children")) for each in shown(client, "?place=state-gu&country=ISL"))
    assert "nothing is recorded with Iceland" in text
    assert "does nothing" not in text


# The contact sheet


@pytest.mark.parametrize("search", ["", "?place=austin-tx", "?country=JPN&since=2018"])
def test_the_contact_sheet_lists_the_offices_of_all_sets(
    client: FlaskClient, published: Published, search: str
) -> None:
    with client.get(f"/opportunities.csv{search}") as answer:
        lines = list(csv.DictReader(io.StringIO(answer.text)))
    sets = ask(published, search).missions
    assert len(lines) == sum(len(each.actors) for each in sets)
    table = engagements()
    urls = dict(zip(table["source_url"], table["source_name"], strict=True))
    for number, each in enumerate(sets, start=1):
        offices = [line for line in lines if line["set"] == str(number)]
        assert sum(int(office["engagements"]) for office in offices) == each.rows
        assert {office["actor"] for office in offices} == {
            published.catalogue.label("actor", slug) for slug in each.actors
        }
        assert each.latest in {office["last_date"] for office in offices}
    assert all(line["source_url"] in urls for line in lines)
    assert all("no personal contacts" in line["note"] for line in lines)


@pytest.mark.parametrize("search", ["?country=Japn", "?colour=red", "?place=austin-tx&place=dallas-tx", "?since=1"])
def test_a_bad_value_of_the_sheet_answers_400_with_what_is_allowed(client: FlaskClient, search: str) -> None:
    with client.get(f"/opportunities.csv{search}") as answer:
        assert answer.status_code == 400
        assert re.search(r"Allowed|Begin to type|Give it once", answer.text)


def test_an_empty_table_has_a_page(odd_client: FlaskClient, tmp_path: Path) -> None:
    assert [each for each in shown(odd_client, "") if each["type"] == "Section"]
