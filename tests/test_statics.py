"""Files served as they are: what can be kept for good, what is asked for anew, and what their compressed forms hold.

Also that the plotly.js of our own has what our figures use and the version that Dash would serve.
"""

from __future__ import annotations

import ast
import gzip
import os
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import brotli
import plotly.graph_objects
import pytest
from flask.testing import FlaskClient
from plotly.offline import get_plotlyjs_version

from dashboard.ready_made import SECONDS_KEPT, ReadyMade
from dashboard.settings import ROOT, Settings
from dashboard.wiring import create_app

YEAR = "public, max-age=31536000, immutable"
ANEW = "public, no-cache"
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}
BUNDLE = ROOT / "assets" / "plotly" / "plotly.min.js"


@pytest.fixture(scope="module")
def own_client(own_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of an app whose folder of compressed forms is empty."""
    folder = tmp_path_factory.mktemp("empty") / "ready-made"
    return create_app(replace(own_settings, ready_made=folder)).server.test_client()


def asked_by(client: FlaskClient, page: str) -> list[str]:
    """Every script, style and shape that the HTML of a page asks for."""
    with client.get(page) as response:
        tags = re.findall(r"<(?:script|link)\b[^>]*>", response.text)
    kept = [tag for tag in tags if 'rel="canonical"' not in tag and 'rel="alternate"' not in tag]
    return [address for tag in kept for address in re.findall(r' (?:src|href|data-late)="(/[^"]+)"', tag)]


@pytest.mark.parametrize("page", ["/", "/state/TX", "/data", "/submit", "/api/docs"])
def test_a_page_asks_for_files_by_addresses_that_can_be_kept_for_good(client: FlaskClient, page: str) -> None:
    addresses = [each for each in asked_by(client, page) if "swagger" not in each]
    assert len(addresses) > 8
    for address in addresses:
        with client.get(address) as response:
            assert (response.status_code, response.headers["Cache-Control"]) == (200, YEAR), address
            assert "Set-Cookie" not in response.headers


class TestAddresses:
    def test_follow_the_content(self, own_settings: Settings, tmp_path: Path) -> None:
        assets = tmp_path / "assets"
        (assets / "first").mkdir(parents=True)
        sheet = assets / "own.css"
        app = None
        addresses = []
        for colour in ("red", "blue", "red"):
            sheet.write_text(f"body {{ color: {colour} }}", "utf-8")
            app = app or create_app(replace(own_settings, assets=assets)).server.test_client()
            addresses += [each for each in asked_by(app, "/") if each.endswith("own.css")]
        red, blue, again = addresses
        assert red == again != blue
        for address, kept in ((red, YEAR), (blue, ANEW)):
            with app.get(address) as response:
                assert (response.text, response.headers["Cache-Control"]) == ("body { color: red }", kept)

    def test_of_chunks_lie_beside_the_script_that_asks_for_them(self, client: FlaskClient) -> None:
        scripts = {each.rpartition("/")[2]: each for each in asked_by(client, "/")}
        for script, chunk in (
            ("dash_core_components.js", "async-graph.js"),
            ("dash_ag_grid.min.js", "async-community.js"),
        ):
            with client.get(scripts[script].replace(script, chunk)) as response:
                assert (response.status_code, response.headers["Cache-Control"]) == (200, YEAR)

    @pytest.mark.parametrize(
        "address",
        [
            "/assets/style.css",
            "/assets/style.css?m=1",
            "/assets/geo/states.json",
            "/bootstrap/bootstrap.min.css",
            "/_favicon.ico?v=4.4.1",
            "/_dash-component-suites/dash/dcc/async-graph.js",
            "/_dash-component-suites/dash/dcc/async-graph.v0_0_0m0.js",
            "/static/000000000000/assets/style.css",
        ],
    )
    def test_without_the_right_digest_are_asked_for_anew(self, client: FlaskClient, address: str) -> None:
        with client.get(address) as first:
            assert (first.status_code, first.headers["Cache-Control"]) == (200, ANEW)
        with client.get(address, headers={"If-None-Match": first.headers["ETag"]}) as again:
            assert (again.status_code, again.data) == (304, b"")
        with client.get(address, headers={"If-None-Match": '"other"'}) as other:
            assert (other.status_code, other.data) == (200, first.data)

    @pytest.mark.parametrize(
        "path",
        [
            "assets/../data/engagements.csv",
            "assets/%2e%2e/app.py",
            "assets/nothing.js",
            "_dash-component-suites/dash/dash.py",
            "_dash-component-suites/dash/../flask/app.py",
            "etc/passwd",
        ],
    )
    def test_lead_to_nothing_else(self, client: FlaskClient, path: str) -> None:
        with client.get(f"/static/000000000000/{path}") as response:
            assert response.status_code == 404


class TestCompressed:
    @pytest.mark.parametrize("encoding", sorted(UNPACK))
    @pytest.mark.parametrize("path", ["/assets/style.css", "/assets/geo/states.json", "/bootstrap/bootstrap.min.css"])
    def test_forms_hold_the_file(self, own_client: FlaskClient, path: str, encoding: str) -> None:
        with own_client.get(path) as plain:
            assert "Content-Encoding" not in plain.headers
            whole = plain.data
        asking = {"Accept-Encoding": encoding}
        with own_client.get(path, headers=asking) as first:
            assert UNPACK[encoding](first.data) == whole
        own_client.application.extensions["ready_made"].finish()
        with own_client.get(path, headers=asking) as ready:
            assert UNPACK[encoding](ready.data) == whole
            assert (ready.headers["Content-Encoding"], ready.headers["Vary"]) == (encoding, "Accept-Encoding")
        assert len(ready.data) < len(first.data)
        assert ready.headers["ETag"] != plain.headers["ETag"]
        with own_client.get(path, headers={**asking, "If-None-Match": ready.headers["ETag"]}) as again:
            assert again.status_code == 304

    def test_are_those_of_the_last_start(self, own_client: FlaskClient, own_settings: Settings) -> None:
        ready = own_client.application.extensions["ready_made"]
        own_client.get("/assets/page.js", headers={"Accept-Encoding": "br"}).close()
        ready.finish()
        later = create_app(replace(own_settings, ready_made=ready.folder)).server.test_client()
        answers = [each.get("/assets/page.js", headers={"Accept-Encoding": "br"}) for each in (own_client, later)]
        assert answers[0].data == answers[1].data
        assert answers[0].headers["ETag"] == answers[1].headers["ETag"]

    def test_a_browser_that_takes_brotli_gets_it(self, own_client: FlaskClient) -> None:
        for asked, given in (("gzip, deflate, br, zstd", "br"), ("gzip, deflate", "gzip"), ("br;q=0, gzip", "gzip")):
            for _ in range(2):
                with own_client.get("/assets/search.js", headers={"Accept-Encoding": asked}) as response:
                    own_client.application.extensions["ready_made"].finish()
            assert response.headers["Content-Encoding"] == given

    def test_old_ones_are_forgotten_when_others_are_made(self, tmp_path: Path) -> None:
        ready = ReadyMade(tmp_path / "ready-made")
        ready.folder.mkdir()
        old, young = ready.folder / "old.br", ready.folder / "young.br"
        old.write_bytes(b"")
        young.write_bytes(b"")
        long_ago = time.time() - SECONDS_KEPT - 60
        os.utime(old, (long_ago, long_ago))
        assert ready.form(ROOT / "assets" / "style.css", "gzip") is None
        ready.finish()
        assert ready.form(ROOT / "assets" / "style.css", "gzip") is not None
        assert (old.exists(), young.exists()) == (False, True)

    def test_nothing_fails_where_nothing_can_be_kept(self, own_settings: Settings, tmp_path: Path) -> None:
        in_the_way = tmp_path / "file"
        in_the_way.write_text("no folder", "utf-8")
        client = create_app(replace(own_settings, ready_made=in_the_way / "folder")).server.test_client()
        for _ in range(2):
            with client.get("/assets/style.css", headers={"Accept-Encoding": "br"}) as response:
                client.application.extensions["ready_made"].finish()
                assert brotli.decompress(response.data) == (ROOT / "assets" / "style.css").read_bytes()


class TestPlotly:
    def test_is_the_version_that_dash_would_serve(self) -> None:
        assert banner()["version"] == get_plotlyjs_version()

    def test_has_every_trace_of_our_figures(self) -> None:
        drawn = [path for name in ("figures", "pictures", "pages") for path in (ROOT / "dashboard" / name).glob("*.py")]
        used = {text for path in drawn for text in texts_named("type", path)} & traces_of_plotly()
        assert {"bar", "choropleth", "heatmap", "sankey", "scatter", "scattergeo"} <= used
        assert used <= set(banner()["traces"].split(", "))

    def test_comes_with_the_licences_of_what_is_in_it(self) -> None:
        licences = (BUNDLE.parent / "LICENSES.txt").read_text("utf-8")
        assert f"plotly.js {get_plotlyjs_version()}" in licences
        assert "@plotly/d3 3." in licences

    def test_compiles_nothing_from_text(self) -> None:
        text = BUNDLE.read_text("utf-8")
        assert re.findall(r"new Function\b|(?<![\w.$])eval\(|(?<![\w.$])Function\(", text) == []


def banner() -> dict[str, str]:
    pattern = r"/\*! plotly\.js v(?P<version>\S+), with the traces (?P<traces>[a-z, ]+)\."
    return re.match(pattern, BUNDLE.read_text("utf-8")).groupdict()


def traces_of_plotly() -> set[str]:
    return set(plotly.graph_objects.Figure()._data_validator.class_strs_map)


def texts_named(key: str, path: Path) -> Iterator[str]:
    """Texts that stand under a key in the dictionaries of a module."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Dict):
            for name, value in zip(node.keys, node.values, strict=True):
                if isinstance(name, ast.Constant) and name.value == key and isinstance(value, ast.Constant):
                    yield value.value
