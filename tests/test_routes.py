"""The addresses of the server: rows of the table, health, pages, unknown addresses, and a fresh process under load.

Exports have their own tests; what a page shows in a browser is tested in ``tests/browser``.
"""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from oracle import Params, ids, query, read, selections

ROOT = Path(__file__).parents[1]

PAGES = ("/", "/networks", "/disparities", "/data", "/about")


def page_of_rows(client: FlaskClient, params: Params, start: int, length: int) -> tuple[list[Mapping[str, str]], int]:
    with client.get(f"/rows?{query({**params, 'start': [str(start)], 'length': [str(length)]})}") as response:
        assert response.status_code == 200, response.text
        return response.json["rows"], response.json["count"]


def ids_by_pages(client: FlaskClient, params: Params, length: int) -> list[str]:
    found: list[str] = []
    count = 1
    while len(found) < count:
        rows, count = page_of_rows(client, params, len(found), length)
        assert rows or count == len(found)
        found += [row["id"] for row in rows]
    return found


class TestRows:
    @settings(max_examples=15)
    @given(params=selections())
    def test_pages_join_to_the_rows_of_the_export(self, client: FlaskClient, params: Params) -> None:
        assert ids_by_pages(client, params, 450) == ids(params)

    @pytest.mark.parametrize("sort", ["title", "-us_actor", "us_state", "-start_date", "start_date", "-source_kind"])
    @pytest.mark.parametrize("chosen", [{"state": ["TX"]}, {"bureau": ["IO"], "from": ["2015"]}])
    def test_in_every_order(self, client: FlaskClient, chosen: Params, sort: str) -> None:
        params = {**chosen, "sort": [sort]}
        assert ids_by_pages(client, params, 37) == ids(params)

    def test_one_request_gives_at_most_500(self, client: FlaskClient) -> None:
        rows, count = page_of_rows(client, {}, 0, 100_000)
        assert (len(rows), count) == (500, 3_785)

    def test_beyond_the_last_row_there_is_nothing(self, client: FlaskClient) -> None:
        rows, count = page_of_rows(client, {"state": ["VI"]}, 1_000, 100)
        assert (rows, count) == ([], len(ids({"state": ["VI"]})))

    @pytest.mark.parametrize("search", ["start=-1", "start=x", "length=", "length=1.5", "start=٣", "start=9999999999"])
    def test_wrong_numbers_are_refused(self, client: FlaskClient, search: str) -> None:
        with client.get(f"/rows?{search}") as response:
            assert response.status_code == 400
            assert search.partition("=")[0] in response.text

    def test_are_in_words(self, odd_client: FlaskClient) -> None:
        [row], _ = page_of_rows(odd_client, {"actor": ["san-jose-ca"]}, 0, 10)
        assert row["us_state"] == "California"
        assert row["counterpart_country"] == "Brazil"
        assert row["engagement_type"] == "Joint program or exchange"
        assert row["issues"] == "Technology and innovation, Urban development and housing"
        assert row["start_date"] == "2022"
        assert row["title"] == '"Smart streets", phase #2: San José, São Paulo'
        assert row["source_url"] == "https://example.org/san-jos%C3%A9/s%C3%A3o-paulo"

    def test_of_networks_have_an_empty_country(self, odd_client: FlaskClient) -> None:
        [row], _ = page_of_rows(odd_client, {"actor": ["austin-tx"]}, 0, 10)
        assert (row["counterpart"], row["counterpart_country"]) == ("C40 Cities", "")


class TestHealth:
    def test_counts_rows_and_problems(self, odd_client: FlaskClient) -> None:
        with odd_client.get("/healthz") as response:
            health = response.json
        assert (health["status"], health["rows"], health["rows_left_out"], health["problems"]) == ("ok", 18, 0, 0)
        assert health["engine"] == "polars"
        assert re.fullmatch(r"[0-9a-f]{6,}", health["version"])


class TestPages:
    @pytest.mark.parametrize("path", [*PAGES, "/?state=TX", "/?state=XX&nonsense=1", "/data?x=1"])
    def test_are_there(self, client: FlaskClient, path: str) -> None:
        with client.get(path) as response:
            assert response.status_code == 200
            assert 'id="react-entry-point"' in response.text

    @pytest.mark.parametrize("method", ["get", "head"])
    @pytest.mark.parametrize(
        "path", ["/nothing", "/data/nothing", "/state/TX/x", "/_mcp", "/mcp", "/a b", "/é", "/DATA"]
    )
    def test_unknown_addresses_answer_404_with_the_page(self, client: FlaskClient, path: str, method: str) -> None:
        with client.open(path, method=method) as response:
            assert response.status_code == 404
            if method == "get":
                assert 'id="react-entry-point"' in response.text

    @pytest.mark.parametrize(
        ("path", "target"),
        [("/data/", "/data"), ("/about///", "/about"), ("/data/?state=TX&q=a+b", "/data?state=TX&q=a+b")],
    )
    def test_a_trailing_slash_leads_to_the_one_spelling(self, client: FlaskClient, path: str, target: str) -> None:
        with client.get(path) as response:
            assert (response.status_code, response.headers["Location"]) == (308, target)

    @pytest.mark.parametrize("path", ["/_mcp", "/mcp", "/mcp/", "/_dash-mcp"])
    def test_no_protocol_of_agents_is_spoken(self, client: FlaskClient, path: str) -> None:
        call = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {}}
        with client.post(path, json=call, headers={"Accept": "application/json, text/event-stream"}) as response:
            assert response.status_code in (404, 405)
            assert "jsonrpc" not in response.text

    @pytest.mark.parametrize(("remembered", "shown"), [("dark", "dark"), ("light", "light"), ("purple", "light")])
    def test_the_first_answer_wears_the_remembered_theme(
        self, client: FlaskClient, remembered: str, shown: str
    ) -> None:
        reader = client.application.test_client()
        reader.set_cookie("theme", remembered)
        stores = {store["props"]["id"]: store["props"].get("data") for store in _stores(reader)}
        assert stores["theme"] == shown


def _stores(client: FlaskClient) -> list[dict[str, dict[str, str]]]:
    with client.get("/_dash-layout") as response:
        return [part for part in response.json["props"]["children"] if part["type"] == "Store"]


def linked(client: FlaskClient) -> list[str]:
    with client.get("/") as response:
        own_address = r'<link rel="canonical"[^>]*>'
        return re.findall(r'(?:src|href)="([^"]+)"', re.sub(own_address, "", response.text))


class TestAssets:
    def test_everything_the_page_links_to_is_served_from_here(self, client: FlaskClient) -> None:
        addresses = linked(client)
        assert len(addresses) > 15
        assert [address for address in addresses if not address.startswith("/")] == []
        for address in addresses:
            with client.get(address.replace("&amp;", "&")) as response:
                assert response.status_code == 200, address
                assert response.data

    @pytest.mark.parametrize(
        ("path", "kind"),
        [
            ("/assets/style.css", "text/css"),
            ("/assets/selection.js", "text/javascript"),
            ("/assets/first/theme.js", "text/javascript"),
            ("/assets/first/native.js", "text/javascript"),
            ("/assets/geo/states.json", "application/json"),
            ("/assets/geo/countries.json", "application/json"),
            ("/bootstrap/bootstrap.min.css", "text/css"),
        ],
    )
    def test_what_is_not_linked_is_served_too(self, client: FlaskClient, path: str, kind: str) -> None:
        with client.get(path) as response:
            assert response.status_code == 200
            assert response.headers["Content-Type"].startswith(kind)

    def test_base_maps_that_plotly_asks_for_are_ours(self, client: FlaskClient) -> None:
        stubs = sorted((ROOT / "assets" / "geo" / "topojson").glob("*.json"))
        assert stubs
        for stub in stubs:
            with client.get(f"/assets/geo/topojson/{stub.name}") as response:
                assert response.status_code == 200
                assert response.json["type"] == "Topology"

    @pytest.mark.parametrize(
        "path", ["/assets/../app.py", "/bootstrap/../../x", "/assets/nothing.js", "/data/engagements.csv"]
    )
    def test_nothing_else_of_the_disk_is(self, client: FlaskClient, path: str) -> None:
        with client.get(path) as response:
            assert response.status_code == 404


@contextmanager
def fresh_server() -> Iterator[int]:
    """The server as it is run, on a free port; its end is waited for."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "-w", "1", "--threads", "8", "-b", f"127.0.0.1:{port}", "app:server"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def status_of(port: int, path: str) -> int:
    """The status of a request that waits until the server listens."""
    for _ in range(300):
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            response.read()
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return response.status
        finally:
            connection.close()
    return 0


@pytest.mark.skipif(sys.platform == "win32", reason="gunicorn runs on Linux and macOS; Windows has waitress")
def test_48_parallel_first_requests_to_a_fresh_process(client: FlaskClient) -> None:
    paths = ["/", "/_dash-layout", "/_dash-dependencies", "/rows", "/healthz", "/engagements.csv?state=TX"]
    paths += [address.replace("&amp;", "&") for address in linked(client)]
    asked = (paths * 48)[:48]
    with fresh_server() as port, ThreadPoolExecutor(48) as readers:
        statuses = list(readers.map(lambda path: status_of(port, path), asked))
    assert dict(zip(asked, statuses, strict=True)) == dict.fromkeys(asked, 200)
    assert statuses == [200] * 48


def test_the_table_on_disk_is_what_is_served(client: FlaskClient) -> None:
    with client.get("/healthz") as response:
        assert response.json["rows"] == len(read(ROOT / "data" / "engagements.csv")) == 3_785
