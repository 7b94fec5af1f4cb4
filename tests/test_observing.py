"""What the server tells of itself: metrics that match what was asked, lines that nobody can forge, numbers to quote.

Two workers that add up are tried with a real server, at the end.
"""

from __future__ import annotations

import io
import json
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from oracle import ODDITIES
from prometheus_client.parser import text_string_to_metric_families

from dashboard.logs import JsonLines, TextLines, configuration, masked
from dashboard.metrics import page_rule
from dashboard.settings import Settings
from dashboard.wiring import create_app

ROOT = Path(__file__).parents[1]

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]

NASTY = "a\n2026-11-23 07:00:00 ERROR [forged] gone\r\x1b[2J\u2028b"


def samples(text: str) -> Samples:
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def scraped(client: FlaskClient) -> Samples:
    with client.get("/metrics") as response:
        assert response.status_code == 200
        assert response.mimetype == "text/plain"
        return samples(response.text)


def value(read: Samples, name: str, /, **labels: str) -> float:
    return read.get((f"dashboard_{name}", frozenset(labels.items())), 0)


@pytest.fixture(scope="module")
def app(own_settings: Settings) -> Flask:
    return create_app(replace(own_settings, table=ODDITIES, slow=1)).server


@pytest.fixture
def fresh(own_settings: Settings) -> FlaskClient:
    """A client of an app that nobody asked anything yet."""
    return create_app(replace(own_settings, table=ODDITIES)).server.test_client()


@pytest.fixture
def reader(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(params=["json", "text"])
def lines(request: pytest.FixtureRequest) -> Iterator[Callable[[], list[str]]]:
    """What was logged so far, in each of the two ways."""
    with logged(request.param) as written:
        yield written


@pytest.fixture
def records() -> Iterator[Callable[[], list[dict[str, object]]]]:
    with logged("json") as written:
        yield lambda: [json.loads(line) for line in written()]


@contextmanager
def logged(kind: str) -> Iterator[Callable[[], list[str]]]:
    stream, log = io.StringIO(), logging.getLogger("dashboard")
    handler = logging.StreamHandler(stream)
    handler.setFormatter({"json": JsonLines, "text": TextLines}[kind]())
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield lambda: stream.getvalue().split("\n")[:-1]
    log.removeHandler(handler)
    log.setLevel(logging.NOTSET)


class TestMetrics:
    def test_requests_are_counted_by_route_and_status(self, fresh: FlaskClient) -> None:
        asked = ["/rows?state=TX", "/rows?state=CA", "/rows?start=x", "/state/TX", "/state/CA", "/no-such-page", "/"]
        for path in asked:
            fresh.get(path).close()
        found = scraped(fresh)

        def count(route: str, status: str) -> float:
            return value(found, "request_seconds_count", route=route, status=status)

        assert (count("/rows", "200"), count("/rows", "400"), count("/state/<name>", "200")) == (2, 1, 2)
        assert (count("/<path:path>", "404"), count("/", "200")) == (1, 1)
        counted = sum(number for (name, _), number in found.items() if name == "dashboard_request_seconds_count")
        assert counted == len(asked), "nothing else was counted: not what warms up, not this very request"
        assert count("/metrics", "200") == 0
        assert value(scraped(fresh), "request_seconds_count", route="/metrics", status="200") == 1

    def test_answers_are_hits_when_asked_again(self, reader: FlaskClient) -> None:
        reader.get("/api/v1/counts/issue?state=TX").close()
        first = scraped(reader)
        missed = value(first, "answers_total", found="miss")
        assert missed > 0
        reader.get("/api/v1/counts/issue?state=TX").close()
        second = scraped(reader)
        assert value(second, "answers_total", found="miss") == missed
        assert value(second, "answers_total", found="hit") >= value(first, "answers_total", found="hit") + missed
        queries = value(second, "query_seconds_count", engine="polars", kind="answers")
        assert queries == value(first, "query_seconds_count", engine="polars", kind="answers")

    def test_every_view_and_page_has_its_time(self, fresh: FlaskClient) -> None:
        fresh.get("/views/timeline?state=TX").close()
        found = scraped(fresh)
        assert value(found, "draw_seconds_count", view="timeline") == 1
        assert value(found, "draw_seconds_sum", view="timeline") > 0

    def test_the_table_and_the_store(self, reader: FlaskClient) -> None:
        found, health = scraped(reader), reader.get("/healthz").json
        assert value(found, "table_rows") == health["rows"] == 18
        assert value(found, "table_rows_left_out") == health["rows_left_out"]
        assert value(found, "table_problems") == health["problems"]
        assert value(found, "table_info", version=health["version"], engine=health["engine"]) == 1
        assert (value(found, "store_up"), value(found, "store_lag_changes")) == (1, 0)
        assert 0 <= value(found, "uptime_seconds") < 600

    def test_changes_that_are_not_shown_yet_are_told(self, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
        publication = app.extensions["publication"]
        monkeypatch.setattr(publication.store, "version", lambda: publication.version + 3)
        assert value(samples(app.test_client().get("/metrics").text), "store_lag_changes") == 3

    def test_two_apps_count_for_themselves(self, fresh: FlaskClient, reader: FlaskClient) -> None:
        reader.get("/rows").close()
        assert value(scraped(fresh), "request_seconds_count", route="/rows", status="200") == 0
        fresh.get("/rows").close()
        assert value(scraped(fresh), "request_seconds_count", route="/rows", status="200") == 1

    def test_no_address_is_a_label(self, reader: FlaskClient) -> None:
        for path in (
            "/state/TX",
            "/place/secret-word",
            "/submit/status/secret-word",
            "/x/secret-word",
            "/rows?q=secret",
        ):
            reader.get(path).close()
        assert "secret" not in reader.get("/metrics").text
        assert page_rule("/place/secret-word") == "/place/<name>"


class TestNumbers:
    @pytest.mark.parametrize("sent", ["0f8fad5b-d9cb-469f-a165-70867728950e", "9f86d081884c7d659a2feaa0c55ad015"])
    def test_a_well_formed_one_is_kept(self, reader: FlaskClient, sent: str) -> None:
        assert reader.get("/healthz", headers={"X-Request-ID": sent}).headers["X-Request-ID"] == sent

    @pytest.mark.parametrize("sent", ["", "short", "x" * 65, "has a blank in it", "<script>alert", "ünïcödé-ünïcödé"])
    def test_another_is_made_anew(self, reader: FlaskClient, sent: str) -> None:
        given = [reader.get("/healthz", headers={"X-Request-ID": sent}).headers["X-Request-ID"] for _ in range(2)]
        assert sent not in given
        assert all(re.fullmatch("[0-9a-f]{16}", number) for number in given)
        assert given[0] != given[1]

    @pytest.mark.parametrize("path", ["/", "/nothing-here", "/assets/style.css", "/api/v1/none", "/rows?start=x"])
    def test_every_answer_has_one(self, reader: FlaskClient, path: str) -> None:
        with reader.get(path) as response:
            assert len(response.headers.getlist("X-Request-ID")) == 1


class TestLines:
    def test_a_request_is_one_object_with_its_number(self, reader: FlaskClient, records) -> None:
        with reader.get("/rows?state=TX&lang=es", headers={"X-Request-ID": "number-of-this"}) as response:
            length = len(response.data)
        [line] = [each for each in records() if each["from"] == "dashboard.requests"]
        assert line.pop("time").endswith("Z")
        assert 0 < line.pop("ms") < 60_000
        assert line.pop("table") == reader.get("/healthz").json["version"]
        assert line == {
            "level": "info",
            "from": "dashboard.requests",
            "message": "GET /rows 200",
            "request": "number-of-this",
            "method": "GET",
            "route": "/rows",
            "path": "/rows",
            "status": 200,
            "bytes": length,
            "language": "es",
        }

    def test_what_streams_is_counted_to_its_end(self, reader: FlaskClient, records) -> None:
        with reader.get("/engagements.csv") as response:
            length = len(response.data)
        lines = [line for line in records() if line["from"] == "dashboard.requests"]
        assert [(line["path"], line["bytes"]) for line in lines] == [("/engagements.csv", length)]

    def test_nobody_can_forge_a_line(self, reader: FlaskClient, lines: Callable[[], list[str]]) -> None:
        reader.get(
            f"/{quote(NASTY)}?q={quote(NASTY)}", headers={"User-Agent": "x", "X-Request-ID": "forged id"}
        ).close()
        reader.open("/rows", method="GE[T]", headers={"Referer": "x"}).close()
        reader.get(f"/rows?state=TX&q={quote(NASTY)}").close()
        logging.getLogger("dashboard.test").warning("Said: %s", NASTY)
        try:
            raise ValueError(NASTY)
        except ValueError:
            logging.getLogger("dashboard.test").exception("Failed with %s", NASTY)
        written = lines()
        begun = [line for line in written if re.match(r"\{|20\d\d-", line)]
        assert all(line.startswith("    ") for line in written if line not in begun), "only traces go on below"
        assert not any(re.match(r"2026-11-23 07:00:00", line) for line in written)
        assert not any(re.search(r"[\x00-\x1f\x7f\u2028]", line) for line in written)
        assert len([line for line in begun if "forged" not in line or "ERROR [forged]" in line or "%5B" in line]) >= 5

    def test_no_secret_and_nobody_is_in_a_line(self, reader: FlaskClient, lines: Callable[[], list[str]]) -> None:
        word = "0123456789abcdef0123456789abcdef"
        for path in (f"/submit/status/{word}", f"/submit/status/{word}/change/1", f"/submit/status/{word}/x"):
            reader.get(path, environ_base={"REMOTE_ADDR": "203.0.113.7"}).close()
        reader.get("/place/ann@example.org?q=ben@example.org").close()
        reader.post("/review/sign-in", data={"email": "eve@example.org", "password": "pass-word"}).close()
        text = "\n".join(lines())
        assert "/submit/status/***" in text
        for secret in (word, "203.0.113.7", "example.org", "ann", "pass-word"):
            assert secret not in text

    @pytest.mark.parametrize(
        ("text", "without"),
        [
            ("postgresql://user:pass@host/name", "pass"),
            ("mail to mayor@example.org failed", "mayor"),
            ("/submit/status/0123abcd?x=1", "0123abcd"),
        ],
    )
    def test_what_others_write_is_masked_too(self, text: str, without: str) -> None:
        assert without not in masked(text)
        assert "***" in masked(text)

    def test_a_slow_query_is_told_in_words(self, reader: FlaskClient, records) -> None:
        reader.get("/rows?state=TX&issue=energy&from=2015&lang=es", headers={"X-Request-ID": "slow-one-1"}).close()
        told = [line for line in records() if line["from"] == "dashboard.slow"]
        assert told, "every query takes longer than a millisecond"
        line = told[0]
        assert line["level"] == "warning"
        assert line["selection"] == "energy, Texas, dated since 2015"
        assert line["address"] == "/?issue=energy&state=TX&from=2015"
        assert (line["request"], line["engine"]) == ("slow-one-1", "polars")
        assert line["rows"] == reader.get("/rows?state=TX&issue=energy&from=2015").json["count"]
        assert line["ms"] >= 1


class TestFailures:
    @pytest.fixture
    def broken(self, app: Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
        def fail() -> None:
            raise RuntimeError("a secret of the inside")

        monkeypatch.setitem(app.view_functions, "healthz", fail)
        return app.test_client()

    def test_a_page_says_which_number_to_quote(self, broken: FlaskClient, records) -> None:
        accept = "text/html,application/xhtml+xml,*/*;q=0.8"
        with broken.get("/healthz", headers={"Accept": accept, "X-Request-ID": "number-of-this"}) as response:
            assert (response.status_code, response.mimetype) == (500, "text/html")
            assert "number-of-this" in response.text
            assert "Something failed here" in response.text
            assert "secret of the inside" not in response.text
            assert "Traceback" not in response.text
        trace, line = records()
        assert "a secret of the inside" in trace["trace"]
        assert trace["request"] == line["request"] == "number-of-this"
        assert (line["status"], line["level"]) == (500, "error")

    def test_a_program_gets_a_line(self, broken: FlaskClient) -> None:
        with broken.get("/healthz", headers={"X-Request-ID": "number-of-this"}) as response:
            assert (response.status_code, response.mimetype) == (500, "text/plain")
            assert "number-of-this" in response.text
            assert "secret" not in response.text

    def test_the_api_gets_a_problem(self, app: Flask, monkeypatch: pytest.MonkeyPatch, records) -> None:
        publication = app.extensions["publication"]
        monkeypatch.setattr(type(publication.current), "ask", lambda *_: 1 / 0)
        path = "/api/v1/counts/issue"
        with app.test_client().get(path, headers={"X-Request-ID": "number-of-this"}) as response:
            assert (response.status_code, response.mimetype) == (500, "application/problem+json")
            assert "number-of-this" in response.json["detail"]
            assert "ZeroDivisionError" not in response.text
        assert any("ZeroDivisionError" in str(line.get("trace")) for line in records())

    def test_what_breaks_off_while_it_is_sent_is_logged(
        self, app: Flask, records, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def parts() -> Iterator[bytes]:
            yield b"begun"
            raise OSError("the disk is gone")

        monkeypatch.setitem(app.view_functions, "healthz", lambda: app.response_class(parts()))
        with pytest.raises(OSError, match="gone"):
            app.test_client().get("/healthz", headers={"X-Request-ID": "number-of-this"}, buffered=True)
        broke, line = records()
        assert "the disk is gone" in broke["trace"]
        assert broke["request"] == line["request"] == "number-of-this"
        assert line["bytes"] == len(b"begun")


def test_gunicorn_writes_the_same_lines() -> None:
    assert configuration("json")["loggers"]["gunicorn.error"]["propagate"]
    assert configuration("json")["formatters"]["lines"]["()"] is JsonLines


@pytest.mark.skipif(sys.platform == "win32", reason="gunicorn runs on Linux and macOS; Windows has waitress")
def test_two_workers_add_up_and_clean_up(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {"PORT": str(port), "WORKERS": "2", "DASHBOARD_LOG": "json", "TMPDIR": str(tmp_path)}
    own |= {"DASHBOARD_TABLE": str(ODDITIES), "DATABASE_URL": f"sqlite:///{tmp_path / 'store.db'}"}
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "app:server"]
    with open(tmp_path / "log", "wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **own}, stderr=log)
    try:
        asked = 0
        with ThreadPoolExecutor(8) as readers:
            while len(list(tmp_path.glob("dashboard-counts-*/histogram_*.db"))) < 2 and asked < 8_000:
                assert process.poll() is None, (tmp_path / "log").read_text(encoding="utf-8")
                asked += sum(status == 200 for status, _ in readers.map(lambda _: read(port, "/rows"), range(80)))
        workers = set(re.findall(r'start_time_seconds\{pid="(\d+)"', read(port, "/metrics")[1]))
        found = samples(read(port, "/metrics")[1])
        assert value(found, "request_seconds_count", route="/rows", status="200") == asked
        assert len(workers) == 2

        os.kill(int(min(workers)), 9)
        deadline = time.monotonic() + 60
        while min(workers) in (alive := re.findall(r'pid="(\d+)"', read(port, "/metrics")[1])):
            assert time.monotonic() < deadline, f"{workers} still among {alive}"
            time.sleep(0.2)
        found = samples(read(port, "/metrics")[1])
        assert value(found, "request_seconds_count", route="/rows", status="200") == asked, "what it counted stays"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
    assert not list(tmp_path.glob("dashboard-counts-*"))
    written = [
        json.loads(line) for line in (tmp_path / "log").read_text(encoding="utf-8").splitlines() if line.startswith("{")
    ]
    assert sum(line.get("route") == "/rows" for line in written) == asked
    assert any("Booting worker" in line["message"] for line in written)


def read(port: int, path: str) -> tuple[int, str]:
    """Status and text, as soon as the server listens; a worker that was just killed is asked again."""
    for _ in range(600):
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read().decode()
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    return 0, ""
