"""The read API: pages that join to the rows on screen, counts that can be recounted, refusals that name everything.

Rows, order and counts come from the oracle in plain pandas; the document has its own tests in ``test_api_document``.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import COLUMN, DATA, ODDITIES, Params, engagements, ids, query, read, selected, selections

from dashboard import schema
from dashboard.api import conditional, records
from dashboard.api.problems import KINDS
from dashboard.pages.data import layout
from dashboard.settings import Settings
from dashboard.store.changes import record
from dashboard.wiring import create_app

LIST = "/api/v1/engagements"


@pytest.fixture(scope="module")
def api(own_settings: Settings) -> FlaskClient:
    """A client that may ask as often as it likes."""
    return create_app(replace(own_settings, api_limit="1000000 per second")).server.test_client()


@pytest.fixture(scope="module")
def odd(own_settings: Settings) -> FlaskClient:
    """The same on the hand-written table."""
    return create_app(replace(own_settings, table=ODDITIES, api_limit="1000000 per second")).server.test_client()


def answer(api: FlaskClient, address: str, **headers: str) -> dict[str, Any]:
    with api.get(address, headers=headers) as response:
        assert response.status_code == 200, response.text
        assert response.headers["Content-Type"] == "application/json"
        return response.json


def pages(api: FlaskClient, address: str) -> Iterator[dict[str, Any]]:
    following: str | None = address
    while following:
        page = answer(api, following)
        yield page
        following = page["next"]


def ids_by_pages(api: FlaskClient, params: Params, length: int) -> list[str]:
    address = f"{LIST}?{query({**params, 'limit': [str(length)], 'fields': ['id']})}"
    return [each["id"] for page in pages(api, address) for each in page["engagements"]]


def problem(api: FlaskClient, address: str, status: int, method: str = "GET") -> dict[str, Any]:
    with api.open(address, method=method) as response:
        assert response.status_code == status, response.text
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        told = response.json
    assert set(told) == {"type", "title", "status", "detail", "instance", "errors"}
    assert told["status"] == status
    return told


class TestEngagements:
    @settings(max_examples=15)
    @given(params=selections(), length=st.integers(150, 1_000))
    def test_pages_join_to_the_rows_on_screen(self, api: FlaskClient, params: Params, length: int) -> None:
        assert ids_by_pages(api, params, length) == ids(params)

    @pytest.mark.parametrize("sort", ["title", "-us_actor", "start_date", "-counterpart_country"])
    def test_in_every_order(self, api: FlaskClient, sort: str) -> None:
        params = {"state": ["TX"], "sort": [sort]}
        assert ids_by_pages(api, params, 37) == ids(params)

    def test_the_whole_table_each_once(self, api: FlaskClient) -> None:
        assert ids_by_pages(api, {}, 1_000) == ids({})

    def test_a_page_says_what_it_is(self, api: FlaskClient) -> None:
        page = answer(api, f"{LIST}?state=TX&issue=energy&limit=5")
        version = api.get("/healthz").json["version"].partition(",")[0]
        assert page["meta"] == {
            "count": len(ids({"state": ["TX"], "issue": ["energy"]})),
            "version": version,
            "updated": "2026-11-22",
            "snapshot": "2026.1",
            "selection": "energy, Texas",
            "page": "http://localhost/?issue=energy&state=TX",
            "licence": "https://creativecommons.org/licenses/by/4.0/",
            "citation": "http://localhost/data#citation",
        }
        assert len(page["engagements"]) == 5

    def test_a_hundred_without_a_limit(self, api: FlaskClient) -> None:
        assert len(answer(api, LIST)["engagements"]) == 100

    def test_links_lead_on_and_back(self, api: FlaskClient) -> None:
        with api.get(f"{LIST}?state=TX&limit=5") as response:
            links, following = response.headers["Link"], response.json["next"]
        assert f'<{following}>; rel="next"' in links
        assert '<http://localhost/api/v1/engagements?state=TX&limit=5>; rel="first"' in links
        *_, last = pages(api, f"{LIST}?state=TX&limit=300")
        assert (last["next"], last["next_cursor"]) == (None, None)

    def test_members_are_the_cells_of_the_table(self, odd: FlaskClient) -> None:
        cells = read(ODDITIES).set_index("id")
        for each in answer(odd, LIST)["engagements"]:
            row = cells.loc[each["id"]]
            assert tuple(each) == records.FIELDS
            assert each["issues"] == row["issues"].split("|")
            others = [name for name in schema.COLUMN_NAMES if name not in ("id", "issues")]
            assert {name: each[name] for name in others} == {name: row[name] or None for name in others}

    def test_slugs_and_kinds_are_those_of_the_registers(self, api: FlaskClient) -> None:
        expected = engagements().set_index("id")
        for each in answer(api, f"{LIST}?q=austin&limit=1000")["engagements"]:
            row = expected.loc[each["id"]]
            for name in records.DERIVED:
                assert each[name] == (row[name] or None)

    @pytest.mark.parametrize("search", ["fields=title&fields=id", "fields=title,id"])
    def test_chosen_members_in_the_order_asked(self, api: FlaskClient, search: str) -> None:
        assert list(answer(api, f"{LIST}?{search}&limit=1")["engagements"][0]) == ["title", "id"]

    def test_labels_in_place_of_codes(self, odd: FlaskClient) -> None:
        [each] = answer(odd, f"{LIST}?actor=san-jose-ca&names=labels")["engagements"]
        assert each["us_state"] == "California"
        assert each["counterpart_country"] == "Brazil"
        assert each["engagement_type"] == "Joint program or exchange"
        assert each["issues"] == ["Technology and innovation", "Urban development and housing"]
        assert each["actor"] == "san-jose-ca"

    def test_one_by_its_identifier(self, api: FlaskClient) -> None:
        [listed] = [each for each in answer(api, f"{LIST}?q=dunleavy")["engagements"] if each["id"] == "E00001"]
        found = answer(api, f"{LIST}/E00001")
        assert found["engagement"] == listed
        assert found["meta"]["page"] == "http://localhost/engagement/E00001"
        assert answer(api, f"{LIST}/E00001?fields=us_state&names=labels")["engagement"] == {"us_state": "Alaska"}


class TestCursors:
    def test_of_another_selection_or_order_are_refused(self, api: FlaskClient) -> None:
        cursor = answer(api, f"{LIST}?state=TX&limit=5")["next_cursor"]
        for other in ("state=CA", "state=TX&sort=title", ""):
            told = problem(api, f"{LIST}?{other}&cursor={cursor}", 409)
            assert told["errors"][0]["parameter"] == "cursor"
            assert "another selection" in told["detail"]
        told = problem(api, f"/api/v1/vocabularies/actor?cursor={cursor}", 409)
        assert "another selection" in told["detail"]

    def test_of_another_table_are_refused(self, api: FlaskClient, odd: FlaskClient) -> None:
        cursor = answer(odd, f"{LIST}?limit=5")["next_cursor"]
        assert "another version of the table" in problem(api, f"{LIST}?cursor={cursor}", 409)["detail"]

    def test_that_nobody_gave_out_are_refused(self, api: FlaskClient) -> None:
        for text in ("", "5", "x" * 23, "%E2%82%AC" * 24):
            assert problem(api, f"{LIST}?cursor={text}", 400)["errors"][0]["parameter"] == "cursor"

    @pytest.mark.parametrize("path", [LIST, "/api/v1/vocabularies/country"])
    def test_that_lead_past_the_end_are_refused(self, odd: FlaskClient, path: str) -> None:
        first = answer(odd, f"{path}?limit=1")
        count, given = first["meta"]["count"], urlsafe_b64decode(first["next_cursor"])[:-4]
        made = {start: urlsafe_b64encode(given + start.to_bytes(4)).decode() for start in (count - 1, count, 2**32 - 1)}
        for start in (count, 2**32 - 1):
            assert "past the end" in problem(odd, f"{path}?cursor={made[start]}", 409)["detail"]
        last = answer(odd, f"{path}?limit=1&cursor={made[count - 1]}")
        assert (last["meta"]["count"], last["next"]) == (count, None)

    def test_the_length_of_a_page_may_change_on_the_way(self, api: FlaskClient) -> None:
        first = answer(api, f"{LIST}?state=TX&limit=5")
        second = answer(api, f"{LIST}?state=TX&limit=7&cursor={first['next_cursor']}")
        found = [each["id"] for page in (first, second) for each in page["engagements"]]
        assert found == ids({"state": ["TX"]})[:12]


def recounted(rows: pd.DataFrame, field: str) -> dict[str, int]:
    if field == "issue":
        values = rows["issues"].str.split("|").explode()
    elif field == "year":
        values = rows["start_date"].str[:4]
    else:
        values = rows[COLUMN[field]]
    return {str(value): int(count) for value, count in values[values != ""].value_counts().items()}


class TestCounts:
    @settings(max_examples=8)
    @given(params=selections())
    def test_every_field_can_be_recounted(self, api: FlaskClient, params: Params) -> None:
        rows = selected(params)
        for field in (*schema.CHOICES, "year"):
            told = answer(api, f"/api/v1/counts/{field}?{query(params)}")
            expected = recounted(rows, field)
            assert {each["value"]: each["count"] for each in told["counts"]} == expected
            assert (told["total"], told["sum"]) == (len(rows), sum(expected.values()))
            if field != "issue":
                assert told["sum"] + told["without_value"] == told["total"]

    def test_largest_first_and_years_in_order(self, api: FlaskClient) -> None:
        counts = answer(api, "/api/v1/counts/country?state=TX")["counts"]
        assert counts == sorted(counts, key=lambda each: (-each["count"], each["value"]))
        assert counts[0]["label"] == "Mexico"
        years = [each["value"] for each in answer(api, "/api/v1/counts/year")["counts"]]
        assert years == sorted(years)

    def test_issues_that_add_up_to_more_say_so(self, api: FlaskClient) -> None:
        told = answer(api, "/api/v1/counts/issue?state=TX")
        assert told["sum"] > told["total"] == len(ids({"state": ["TX"]}))
        assert told["note"] == (
            f"An engagement can have several values: the counts add up to {told['sum']:,}, "
            f"over {told['total']:,} engagements."
        )
        assert answer(api, "/api/v1/counts/level?state=TX")["note"] == ""

    def test_ties_are_counted_once(self, api: FlaskClient) -> None:
        rows = selected({"state": ["TX"]}).assign(
            tie=lambda rows: rows["actor"] + " " + rows["counterpart_slug"] + rows["network"]
        )
        told = answer(api, "/api/v1/counts/type?state=TX&unit=ties")
        expected = rows.groupby("engagement_type")["tie"].nunique().to_dict()
        assert {each["value"]: each["count"] for each in told["counts"]} == expected
        assert (told["unit"], told["total"]) == ("ties", rows["tie"].nunique())
        assert told["note"].startswith("A tie can have several values: the counts add up to ")

    @pytest.mark.parametrize("chosen", [{}, {"issue": ["energy", "health"]}])
    def test_shares_add_up_to_the_total(self, api: FlaskClient, chosen: Params) -> None:
        rows = selected({"state": ["TX"], **chosen})
        issues = rows["issues"].str.split("|")
        shares = (1 / issues.str.len()).rename("share").to_frame().join(issues.explode())
        kept = shares[shares["issues"].isin(chosen["issue"])] if chosen else shares
        told = answer(api, f"/api/v1/counts/issue?state=TX&unit=fractional&{query(chosen)}")
        assert {each["value"]: each["count"] for each in told["counts"]} == pytest.approx(
            kept.groupby("issues")["share"].sum().to_dict()
        )
        assert told["total"] == pytest.approx(kept["share"].sum())
        assert told["sum"] == pytest.approx(told["total"])


class TestNetwork:
    @pytest.mark.parametrize("nodes", ["actor-counterpart", "actor-country", "state-country"])
    @pytest.mark.parametrize("params", [{"state": ["VT"]}, {"network": ["c40-cities"]}, {"q": ["zzz"]}])
    def test_edges_add_up_to_the_engagements(self, api: FlaskClient, params: Params, nodes: str) -> None:
        told = answer(api, f"/api/v1/network?{query(params)}&nodes={nodes}")
        assert sum(each["weight"] for each in told["edges"]) == told["meta"]["count"] == len(ids(params))
        known = {each["id"] for each in told["nodes"]}
        assert {end for each in told["edges"] for end in (each["source"], each["target"])} == known

    def test_ties_are_those_of_the_rows(self, api: FlaskClient) -> None:
        rows = selected({"state": ["VT"]})
        ends = [
            ("actor:" + rows["actor"]).tolist(),
            ("counterpart:" + rows["counterpart_slug"]).mask(rows["network"] != "", "network:" + rows["network"]),
        ]
        expected = pd.Series(1, index=pd.MultiIndex.from_arrays(ends)).groupby(level=[0, 1]).sum().to_dict()
        told = answer(api, "/api/v1/network?state=VT")
        assert {(each["source"], each["target"]): each["weight"] for each in told["edges"]} == expected

    def test_in_shares_edges_add_up_to_the_total(self, api: FlaskClient) -> None:
        chosen = "state=VT&issue=energy&unit=fractional"
        told, counted = (answer(api, f"/api/v1/{path}?{chosen}") for path in ("network", "counts/state"))
        assert told["unit"] == "fractional"
        assert sum(each["weight"] for each in told["edges"]) == pytest.approx(counted["total"])
        assert sum(each["strength"] for each in told["nodes"] if each["side"] == "us") == pytest.approx(
            counted["total"]
        )

    def test_networkx_reads_it(self, api: FlaskClient) -> None:
        told = answer(api, "/api/v1/network?state=VT")
        graph = nx.node_link_graph(told, edges="edges")
        assert (graph.number_of_nodes(), graph.number_of_edges()) == (len(told["nodes"]), len(told["edges"]))
        assert all(graph.degree(each["id"]) == each["degree"] for each in told["nodes"])


class TestVocabularies:
    def test_every_field_with_all_its_values(self, api: FlaskClient) -> None:
        listed = {each["field"]: each for each in answer(api, "/api/v1/vocabularies")["vocabularies"]}
        assert list(listed) == list(schema.CHOICES)
        for name, each in listed.items():
            values = [value for page in pages(api, f"{each['href']}?limit=1000") for value in page["values"]]
            assert len(values) == each["count"] == len({value["code"] for value in values})
            assert each["values"] == (None if name in ("actor", "counterpart") else values)

    def test_say_what_else_is_known(self, api: FlaskClient) -> None:
        def of(name: str) -> Mapping[str, Any]:
            listed = answer(api, f"/api/v1/vocabularies/{name}?limit=1000")["values"]
            return {each["code"]: each for each in listed}

        countries = read(DATA / "countries.csv").set_index("iso3")
        assert {code: each["bureau"] for code, each in of("country").items()} == countries["bureau"].to_dict()
        assert of("country")["XKX"]["label"] == "Kosovo"
        assert of("state")["TX"]["census_region"] == "South"
        assert of("actor")["austin-tx"]["state"] == "TX"
        assert of("counterpart")["hamilton-can"]["country"] == "CAN"
        assert of("network")["c40-cities"]["level"] == "network"
        assert of("type")["memorandum"]["family"] == "partnership"


class TestRefusals:
    @pytest.mark.parametrize(
        ("search", "parameter", "value", "allowed"),
        [
            ("state=XX", "state", "XX", "TX"),
            ("state=TX&state=XX", "state", "XX", "TX"),
            ("state=%20TX", "state", " TX", "TX"),
            ("states=TX", "states", "TX", "state"),
            ("dots=1", "dots", "1", "state"),
            ("country=Japn", "country", "Japn", "JPN"),
            ("actor=austin", "actor", "austin", "austin-tx"),
            ("from=soon", "from", "soon", "1776 to 2100"),
            ("from=2019&from=2020", "from", "2020", "one value"),
            ("limit=0", "limit", "0", "1 to 1000"),
            ("limit=1001", "limit", "1001", "1 to 1000"),
            ("limit=1e2", "limit", "1e2", "1 to 1000"),
            ("limit=٣", "limit", "٣", "1 to 1000"),
            ("fields=colour", "fields", "colour", "title"),
            ("fields=", "fields", "", "title"),
            ("names=french", "names", "french", "labels"),
            ("sort=colour", "sort", "colour", "-title"),
            (f"q={'x' * 201}", "q", "x" * 80, "at most 200 characters"),
            ("&".join(["state=TX"] * 401), "address", "401 values", "at most 400 values"),
        ],
    )
    def test_name_parameter_value_reason_and_what_is_allowed(
        self, api: FlaskClient, search: str, parameter: str, value: str, allowed: str
    ) -> None:
        told = problem(api, f"{LIST}?{search}", 400)
        [wrong] = told["errors"]
        assert (wrong["parameter"], wrong["value"]) == (parameter, value)
        assert wrong["reason"]
        assert allowed in wrong["allowed"]
        assert f"{parameter} '{value}' {wrong['reason']}" in told["detail"]
        assert told["type"] == "/api/docs#bad-parameter"

    def test_long_lists_are_named_by_their_address(self, api: FlaskClient) -> None:
        [wrong] = problem(api, f"{LIST}?country=Japn", 400)["errors"]
        assert (wrong["allowed"], wrong["allowed_is_complete"]) == (["JPN"], False)
        assert "JPN" in {each["code"] for each in answer(api, f"{wrong['vocabulary']}?limit=1000")["values"]}

    def test_everything_wrong_is_named_at_once(self, api: FlaskClient) -> None:
        told = problem(api, f"{LIST}?state=XX&issue=YY&colour=red&limit=x", 400)
        assert {each["parameter"] for each in told["errors"]} == {"state", "issue", "colour", "limit"}

    def test_values_that_contradict_each_other(self, api: FlaskClient) -> None:
        told = problem(api, "/api/v1/counts/state?from=2024&to=2019", 409)
        assert "from '2024' is after to '2019'" in told["detail"]

    @pytest.mark.parametrize(
        "path", ["/api", "/api/", "/api/v1", "/api/v1/nothing", "/api/v1/engagements/", "/api/v2/x"]
    )
    @pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
    def test_unknown_addresses(self, api: FlaskClient, path: str, method: str) -> None:
        told = problem(api, path, 404, method)
        assert (told["errors"][0]["value"], told["instance"]) == (path, path)
        assert LIST in told["errors"][0]["allowed"]

    @pytest.mark.parametrize(
        ("path", "parameter"),
        [("counts/colour", "field"), ("vocabularies/colour", "vocabulary"), ("engagements/E0", "id")],
    )
    def test_unknown_parts_of_an_address(self, api: FlaskClient, path: str, parameter: str) -> None:
        [wrong] = problem(api, f"/api/v1/{path}", 404)["errors"]
        assert (wrong["parameter"], wrong["value"]) == (parameter, path.split("/")[1])
        assert parameter == "id" or "country" in wrong["allowed"]

    @pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
    @pytest.mark.parametrize("path", [LIST, f"{LIST}/E00001", "/openapi.json", "/api/docs"])
    def test_other_methods(self, api: FlaskClient, path: str, method: str) -> None:
        with api.open(path, method=method) as response:
            assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
            assert (response.status_code, response.json["status"]) == (405, 405)
            assert response.json["errors"][0]["value"] == method

    def test_a_failure_of_ours_is_told_as_one(
        self, api: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def fail(*_: object) -> None:
            raise RuntimeError("secret words")

        monkeypatch.setattr(records, "record", fail)
        told = problem(api, f"{LIST}?state=TX", 500)
        assert "secret" not in str(told)
        assert "secret words" in caplog.text


@pytest.fixture(scope="module")
def moved_on(own_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """The real table after one engagement was withdrawn and one added, by an actor that is new to it."""
    store = f"sqlite:///{tmp_path_factory.mktemp('later') / 'store.db'}"
    server = create_app(replace(own_settings, database=store, api_limit="1000000 per second")).server
    publication = server.extensions["publication"]
    row = {name: publication.current.engagement("E00001")[name] for name in schema.COLUMN_NAMES}
    new = {
        **row,
        "id": "S00001",
        "us_actor": "City of Nowhere",
        "us_level": "city",
        "us_city": "Nowhere",
        "us_state": "WY",
    }
    with publication.store.writing() as connection:
        record(connection, "someone", "withdrawn", row, None, "It never took place.")
        record(connection, "someone", "added", None, new, "New.")
    publication.look()
    yield server.test_client()
    publication.close()


class TestSnapshots:
    def test_are_listed_with_their_files(self, api: FlaskClient) -> None:
        [first] = answer(api, "/api/v1/snapshots")["snapshots"]
        assert (first["number"], first["rows"]) == ("2026.1", 3_785)
        for each in first["files"]:
            with api.get(each["href"]) as response:
                assert hashlib.sha256(response.data).hexdigest() == each["sha256"]
        assert answer(api, first["engagements"])["meta"]["count"] == 3_785

    def test_answer_as_they_did_when_the_table_has_changed(self, moved_on: FlaskClient, api: FlaskClient) -> None:
        for path in (
            "engagements?state=AK",
            "counts/state?country=TWN",
            "network?state=AK",
            "vocabularies/actor?limit=9",
        ):
            then, now = (answer(moved_on, f"/api/v1/{path}{more}") for more in ("&snapshot=2026.1", ""))
            frozen = answer(api, f"/api/v1/{path}&snapshot=2026.1")
            assert then == frozen
            assert {**now, "meta": {}} != {**then, "meta": {}} or path.startswith("vocabularies")
            assert (then["meta"]["snapshot"], now["meta"]["snapshot"]) == ("2026.1", None)

    def test_hold_what_was_withdrawn_since(self, moved_on: FlaskClient) -> None:
        assert "It never took place" in problem(moved_on, f"{LIST}/E00001", 410)["detail"]
        assert answer(moved_on, f"{LIST}/E00001?snapshot=2026.1")["engagement"]["us_state"] == "AK"

    def test_do_not_know_what_came_later(self, moved_on: FlaskClient) -> None:
        assert answer(moved_on, f"{LIST}?actor=nowhere-wy")["meta"]["count"] == 1
        told = problem(moved_on, f"{LIST}?actor=nowhere-wy&snapshot=2026.1", 409)
        assert told["errors"][0]["parameter"] == "actor"
        problem(moved_on, f"{LIST}?actor=nobody&snapshot=2026.1", 400)

    def test_lead_through_their_own_pages(self, moved_on: FlaskClient) -> None:
        params = {"state": ["AK"], "snapshot": ["2026.1"]}
        assert ids_by_pages(moved_on, params, 10) == ids({"state": ["AK"]})
        page = answer(moved_on, f"{LIST}?state=AK&limit=5&snapshot=2026.1")
        assert "snapshot=2026.1" in page["next"]
        assert page["meta"]["page"] == "http://localhost/?state=AK&snapshot=2026.1"
        problem(moved_on, f"{LIST}?state=AK&cursor={page['next_cursor']}", 409)

    def test_nothing_leads_out_of_them(self, moved_on: FlaskClient) -> None:
        here, end = "http://localhost", "?snapshot=2026.1"
        with moved_on.get(f"{LIST}/E00001{end}") as response:
            about, links = response.json["meta"], response.headers["Link"]
        assert about["page"] == f"{here}/engagement/E00001{end}"
        assert about["citation"] == f"{here}/data{end}#citation"
        assert f'<{about["page"]}>; rel="alternate"' in links
        withdrawn = problem(moved_on, f"{LIST}/E00001", 410)["detail"]
        assert withdrawn.endswith(f"{here}/engagement/E00001")
        for each in answer(moved_on, f"/api/v1/vocabularies{end}")["vocabularies"]:
            assert each["href"] == f"{here}/api/v1/vocabularies/{each['field']}{end}"
        for asked in ("", "&snapshot=2026.1"):
            [wrong] = problem(moved_on, f"{LIST}?actor=nobody{asked}", 400)["errors"]
            assert wrong["vocabulary"] == f"/api/v1/vocabularies/actor{asked.replace('&', '?')}"

    def test_that_are_not_known_are_refused(self, api: FlaskClient, odd: FlaskClient) -> None:
        [wrong] = problem(api, f"{LIST}?snapshot=1999.1", 400)["errors"]
        assert (wrong["parameter"], wrong["value"], wrong["allowed"]) == ("snapshot", "1999.1", ["2026.1"])
        [wrong] = problem(odd, f"{LIST}?snapshot=2026.1", 400)["errors"]
        assert "no snapshots yet" in wrong["reason"]
        assert answer(odd, "/api/v1/snapshots")["snapshots"] == []


ASKED_OFTEN = [f"{LIST}?state=TX", "/api/v1/counts/issue", "/openapi.json", "/engagements.csv?state=TX", "/feed.atom"]


class TestAskingAgain:
    @pytest.mark.parametrize("address", ASKED_OFTEN)
    @pytest.mark.parametrize("method", ["get", "head"])
    @pytest.mark.parametrize("coding", ["", "gzip", "br", "zstd"])
    def test_unchanged_answers_are_not_sent_again(
        self, api: FlaskClient, address: str, method: str, coding: str
    ) -> None:
        accepted = {"Accept-Encoding": coding} if coding else {}
        with api.get(address, headers=accepted) as first:
            tag, changed = first.headers["ETag"], first.headers["Last-Modified"]
            assert first.headers["Cache-Control"] == "public, no-cache"
            assert "Accept-Encoding" in first.headers["Vary"]
        for asked in ({"If-None-Match": tag}, {"If-Modified-Since": changed}, {"If-None-Match": f'"x", {tag}'}):
            with api.open(address, method=method.upper(), headers={**accepted, **asked}) as again:
                assert (again.status_code, again.data) == (304, b"")
                assert (again.headers["ETag"], again.headers["Access-Control-Allow-Origin"]) == (tag, "*")
                assert "Content-Encoding" not in again.headers

    @pytest.mark.parametrize(
        "address",
        [
            *(f"/engagements.{ending}" for ending in ("csv", "xlsx", "json", "geojson")),
            *("/network.graphml", "/network.json", "/download.zip", "/networks/overlaps.csv", "/over-time/years.csv"),
        ],
    )
    def test_every_file_has_a_tag_and_is_open(self, api: FlaskClient, address: str) -> None:
        with api.get(f"{address}?state=VT") as first:
            assert (first.status_code, first.headers["Access-Control-Allow-Origin"]) == (200, "*")
            tag = first.headers["ETag"]
        with api.get(f"{address}?state=VT", headers={"If-None-Match": tag}) as again:
            assert (again.status_code, again.data) == (304, b"")
        with api.get(f"{address}?state=XX", headers={"If-None-Match": "*"}) as refused:
            assert (refused.status_code, refused.headers["Access-Control-Allow-Origin"]) == (400, "*")

    def test_other_tags_and_earlier_days_get_the_answer(self, api: FlaskClient) -> None:
        before = "Sat, 01 Jan 2000 00:00:00 GMT"
        for asked in ({"If-None-Match": 'W/"x"'}, {"If-Modified-Since": before}, {"If-Modified-Since": "nonsense"}):
            assert answer(api, f"{LIST}?state=TX", **asked)["engagements"]

    def test_other_questions_have_other_tags(self, api: FlaskClient, odd: FlaskClient) -> None:
        addresses = [LIST, f"{LIST}?state=TX", f"{LIST}?limit=5", "/api/v1/network", "/api/v1/counts/issue"]
        tags = [api.head(address).headers["ETag"] for address in addresses]
        tags += [odd.head(LIST).headers["ETag"], api.head(LIST, base_url="http://elsewhere/").headers["ETag"]]
        assert len(set(tags)) == len(tags)

    def test_a_published_change_makes_the_answer_new(self, own_settings: Settings, tmp_path: Path) -> None:
        server = create_app(replace(own_settings, table=ODDITIES, database=f"sqlite:///{tmp_path / 'own.db'}")).server
        own, publication = server.test_client(), server.extensions["publication"]
        with own.get(f"{LIST}?limit=2") as first:
            tag, cursor = first.headers["ETag"], first.json["next_cursor"]
        row = {name: publication.current.engagement("T01")[name] for name in schema.COLUMN_NAMES}
        with publication.store.writing() as connection:
            record(connection, "someone", "withdrawn", row, None, "It never took place.")
        publication.look()
        with own.get(f"{LIST}?limit=2", headers={"If-None-Match": tag}) as again:
            assert again.status_code == 200
            assert again.headers["ETag"] != tag
            assert again.json["meta"]["count"] == 17
        assert "another version" in problem(own, f"{LIST}?limit=2&cursor={cursor}", 409)["detail"]
        told = problem(own, f"{LIST}/T01", 410)
        assert "It never took place" in told["detail"]
        publication.close()

    @pytest.mark.parametrize("newer", ["states.csv", "module.py"])
    def test_newer_code_and_reference_tables_make_it_new(
        self, own_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, newer: str
    ) -> None:
        for path in (*DATA.glob("*.csv"), *DATA.glob("*.json")):
            shutil.copy2(path, tmp_path)
        (tmp_path / "module.py").touch()
        os.utime(tmp_path / newer, (2_000_000_000, 2_000_000_000))
        monkeypatch.setattr(conditional, "PACKAGE", tmp_path)
        own = create_app(replace(own_settings, table=ODDITIES, data=tmp_path)).server.test_client()
        with own.get(f"{LIST}?limit=1", headers={"If-Modified-Since": "Fri, 01 Jan 2032 00:00:00 GMT"}) as response:
            assert response.status_code == 200
            assert response.headers["Last-Modified"] == "Wed, 18 May 2033 03:33:20 GMT"

    def test_compressed_answers_are_the_same(self, api: FlaskClient) -> None:
        plain = answer(api, f"{LIST}?state=TX")
        with api.get(f"{LIST}?state=TX", headers={"Accept-Encoding": "gzip"}) as response:
            assert response.headers["Content-Encoding"] == "gzip"
            assert json.loads(gzip.decompress(response.data)) == plain
        with api.get(f"{LIST}?state=XX", headers={"Accept-Encoding": "br"}) as response:
            assert (response.status_code, response.headers["Content-Type"]) == (400, "application/problem+json")


class TestMethodsAndOrigins:
    @pytest.mark.parametrize("address", ASKED_OFTEN)
    def test_head_is_get_without_a_body(self, api: FlaskClient, address: str) -> None:
        with api.get(address) as whole, api.head(address) as head:
            assert (head.status_code, head.data) == (200, b"")
            assert dict(head.headers) == {**dict(whole.headers), **dict(head.headers)}

    @pytest.mark.parametrize("address", ASKED_OFTEN)
    def test_scripts_of_any_origin_may_read(self, api: FlaskClient, address: str) -> None:
        with api.get(address, headers={"Origin": "https://elsewhere.example"}) as response:
            assert response.headers["Access-Control-Allow-Origin"] == "*"
            exposed = response.headers["Access-Control-Expose-Headers"]
            assert {"ETag", "Link", "RateLimit", "Retry-After"} <= set(exposed.split(", "))
            assert "Access-Control-Allow-Credentials" not in response.headers

    @pytest.mark.parametrize("address", ASKED_OFTEN)
    def test_they_may_ask_conditionally(self, api: FlaskClient, address: str) -> None:
        asked = {
            "Origin": "https://elsewhere.example",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "if-none-match",
        }
        with api.options(address, headers=asked) as response:
            assert response.status_code in (200, 204)
            assert response.headers["Access-Control-Allow-Origin"] == "*"
            assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
            assert response.headers["Access-Control-Allow-Headers"] == "*"
            assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}

    def test_pages_and_forms_are_not_opened_to_others(self, api: FlaskClient) -> None:
        for path in ("/", "/data", "/submit", "/review/sign-in", "/api/docs", "/data/changes"):
            with api.get(path) as response:
                assert "Access-Control-Allow-Origin" not in response.headers


class TestLimits:
    @pytest.fixture
    def hurried(self, own_settings: Settings, tmp_path: Path) -> FlaskClient:
        database = f"sqlite:///{tmp_path / 'store.db'}"
        settings = replace(own_settings, table=ODDITIES, api_limit="3 per hour", database=database)
        return create_app(settings).server.test_client()

    def test_are_told_and_kept(self, hurried: FlaskClient) -> None:
        for left in (2, 1, 0):
            with hurried.get(LIST) as response:
                assert response.status_code == 200
                assert response.headers["RateLimit-Policy"] == '"default";q=3;w=3600'
                assert response.headers["RateLimit"].startswith(f'"default";r={left};t=')
        told = problem(hurried, LIST, 429)
        with hurried.get("/api/v1/network") as response:
            seconds = int(response.headers["Retry-After"])
            assert response.status_code == 429
            assert 3_500 < seconds <= 3_600
            assert response.headers["RateLimit"] == f'"default";r=0;t={seconds}'
        assert "Ask again in " in told["detail"]

    def test_are_those_of_each_address(self, hurried: FlaskClient) -> None:
        statuses = [hurried.get(LIST).status_code for _ in range(4)]
        elsewhere = hurried.get(LIST, environ_base={"REMOTE_ADDR": "192.0.2.7"})
        assert (statuses, elsewhere.status_code) == ([200, 200, 200, 429], 200)

    def test_count_neither_pages_nor_preflights_nor_the_document(self, hurried: FlaskClient) -> None:
        for path in ("/data", "/openapi.json", "/api/docs", "/engagements.csv"):
            with hurried.get(path) as response:
                assert "RateLimit" not in response.headers
        hurried.options(LIST)
        with hurried.get(LIST) as response:
            assert response.headers["RateLimit"].startswith('"default";r=2;')

    def test_count_refused_requests_too(self, hurried: FlaskClient) -> None:
        for _ in range(3):
            hurried.get(f"{LIST}?state=XX")
        problem(hurried, LIST, 429)


class TestDocs:
    def test_stand_in_the_frame_of_the_site(self, api: FlaskClient) -> None:
        with api.get("/api/docs") as response:
            assert response.status_code == 200
            page = response.text
        assert "<title>Read API · Multilevel Diplomacy Dashboard</title>" in page
        assert 'href="/"' in page
        assert 'data-document="/openapi.json"' in page

    def test_ask_no_other_host(self, api: FlaskClient) -> None:
        with api.get("/api/docs") as response:
            asked = re.findall(r"""(?:src|href)="([^"]+)\"""", response.text)
            policy = response.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'self'")
        loaded = [each for each in asked if not each.startswith(("#", "/", "?", "http://localhost/"))]
        assert loaded == []
        for part in (each for each in asked if each.startswith(("/api/docs/", "/assets/forms/"))):
            with api.get(part) as response:
                assert response.status_code == 200, part
                assert len(response.data) > 100

    def test_every_kind_of_problem_has_its_place(self, api: FlaskClient) -> None:
        with api.get("/api/docs") as response:
            for kind in KINDS:
                assert f'id="{kind.name}"' in response.text

    def test_nothing_else_of_the_package_is_served(self, api: FlaskClient) -> None:
        for name in ("index.css", "swagger-ui.js", "..%2f__init__.py"):
            problem(api, f"/api/docs/{name}", 404)

    def test_are_linked_from_the_data_page(self, api: FlaskClient) -> None:
        assert "/api/docs" in str(layout(api.application.extensions["published"]()))
