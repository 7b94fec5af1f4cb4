"""No request breaks the server: bodies of callbacks, addresses and parameters of every kind, answered in a sentence.

Postings of forms are thrown at ``test_submit`` and ``test_review``, survey files at ``test_survey_opening``.
"""

from __future__ import annotations

import random
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from questions import ALL, PAGE, TOLD, UPDATE, post
from serving import ROOT, Served, serving

from dashboard import payloads
from dashboard.schema import LOOKS, PARAMETERS

MEGABYTE = 1_000_000
FEW, MANY = 150, 20_000

WORDS_OF_A_CRASH = re.compile(r"Traceback|File \"|werkzeug|line \d+, in|Internal Server Error")

AWFUL = (
    "\x00",
    "\ud800",
    "<script>alert(1)</script>",
    "' OR 1=1; DROP TABLE changes --",
    "../../../../etc/passwd",
    "{{7*7}}",
    '#read("/etc/passwd")',
    "\r\nX-Evil: 1",
    "=1+1",
    "9" * 400,
    "-1",
    "1e999",
    "NaN",
    "[" * 50,
    "a" * 5_000,
    "//evil.example/",
    "\\\\evil",
    "\u202e",
    "٣",
    "²",
    "\ufffe",
    "%ff%fe",
    "",
)


def assert_refused(answer: Any) -> None:
    assert answer.status_code in (400, 413), answer.status_code
    assert answer.mimetype == "text/plain"
    assert answer.text.endswith(".\n")
    assert WORDS_OF_A_CRASH.search(answer.text) is None


def assert_sane(answer: Any, asked: object) -> None:
    assert answer.status_code < 500, (asked, answer.status_code)
    if answer.status_code >= 400:
        assert WORDS_OF_A_CRASH.search(answer.text) is None, asked
        assert len(answer.text) > 10 or answer.request.method == "HEAD", asked


class TestCallbacks:
    def test_the_bodies_tried_here_are_those_of_every_callback(self, odd_client: FlaskClient) -> None:
        known = payloads.questions(odd_client.application.extensions["callbacks"])
        assert set(known) == {body["output"] for body in ALL}
        for body in ALL:
            assert payloads.wrong_in(body, known) == ""
            assert post(odd_client, body).status_code in (200, 204)

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b"null",
            b"[]",
            b"3",
            b'"text"',
            b"\xff\xfe\x00",
            b"{}",
            b'{"output": null}',
            b'{"output": ["a"]}',
            b'{"output": "nothing.children"}',
            b'{"output": NaN}',
            b'{"output": "\\ud800"}',
            b"[" * 100_000,
            b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
            b'{"output": ' + b"9" * 60_000 + b"}",
        ],
        ids=range(16),
    )
    def test_what_is_no_question(self, odd_client: FlaskClient, body: bytes) -> None:
        assert_refused(post(odd_client, body))

    def test_ten_megabytes(self, odd_client: FlaskClient) -> None:
        answer = post(odd_client, {**PAGE, "more": "a" * 10 * MEGABYTE})
        assert answer.status_code == 413
        assert_refused(answer)
        assert odd_client.post(UPDATE, data=b"a" * 10 * MEGABYTE).status_code in (400, 413)

    @pytest.mark.parametrize("body", ALL, ids=lambda body: body["output"][:20])
    def test_every_part_left_out_or_of_another_kind(self, odd_client: FlaskClient, body: dict[str, Any]) -> None:
        for place in places(body):
            for wrong in (None, 3, [], {}, "\x00", "\ud800", ["url"], {"id": 1}, "a" * 9_000, True):
                assert_sane(post(odd_client, changed(body, place, wrong)), (place, wrong))
        for name in ("output", "outputs", "inputs", "state"):
            assert_refused(post(odd_client, {key: value for key, value in body.items() if key != name}))

    @pytest.mark.parametrize("body", ALL, ids=lambda body: body["output"][:20])
    def test_inputs_of_another_kind_are_named(self, odd_client: FlaskClient, body: dict[str, Any]) -> None:
        for name in ("inputs", "state"):
            for number, each in enumerate(body[name]):
                answer = post(odd_client, changed(body, (name, number, "value"), ["a"]))
                assert_refused(answer)
                assert f"'{each['id']}.{each['property']}' among '{name}'" in answer.text

    def test_what_was_not_changed_by_a_page(self, odd_client: FlaskClient) -> None:
        for changes in ("url.pathname", [1], [{}], ["theme.data"], [["url.pathname"]]):
            assert_refused(post(odd_client, {**PAGE, "changedPropIds": changes}))

    @given(data=st.data())
    @settings(max_examples=FEW, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_any_change_of_a_question(self, odd_client: FlaskClient, data: st.DataObject) -> None:
        try_a_change(odd_client, data)

    @pytest.mark.long
    @given(data=st.data())
    @settings(max_examples=MANY, suppress_health_check=list(HealthCheck))
    def test_very_many_changes_of_a_question(self, odd_client: FlaskClient, data: st.DataObject) -> None:
        try_a_change(odd_client, data)

    @pytest.mark.parametrize("text", AWFUL, ids=ascii)
    def test_texts_that_no_page_has(self, odd_client: FlaskClient, text: str) -> None:
        shown = {"url": text, "asked-engagement": text, "theme": text}
        for body in ALL:
            sent = deepcopy(body)
            for each in (*sent["inputs"], *sent["state"]):
                each["value"] = shown.get(each["id"], {**TOLD, "asked": text})
            assert_sane(post(odd_client, sent), text)


def places(body: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something stands in a body."""
    inside = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    for key, value in inside:
        yield (*at, key)
        yield from places(value, (*at, key))


def changed(body: dict[str, Any], place: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """The body with something else at a place."""
    copied = deepcopy(body)
    inside: Any = copied
    for key in place[:-1]:
        inside = inside[key]
    inside[place[-1]] = value
    return copied


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | st.sampled_from(AWFUL),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)


def try_a_change(client: FlaskClient, data: st.DataObject) -> None:
    body = data.draw(st.sampled_from(ALL))
    for _ in range(data.draw(st.integers(1, 3))):
        everywhere = [place for place in places(body) if place]
        body = changed(body, data.draw(st.sampled_from(everywhere)), data.draw(JSON)) if everywhere else body
    assert_sane(post(client, body), body)


def rules(server: Flask) -> list[str]:
    return sorted({rule.rule for rule in server.url_map.iter_rules()} - {UPDATE})


def fill(rule: str, part: str) -> str:
    return re.sub(
        r"<[^>]+>", lambda _: part, rule.replace("<any(state,place,country,counterpart,network,tie):kind>", "state")
    )


def encoded(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="%")


OTHERS = """start length of next correct engagement page rows older newer place limit cursor fields names scope within
since size region kind track office done number labels sep format"""
NAMES = sorted({*PARAMETERS, *LOOKS, *OTHERS.split()})


class TestAddresses:
    def test_awful_paths(self, odd_client: FlaskClient) -> None:
        for rule in rules(odd_client.application):
            for text in AWFUL if "<" in rule else ():
                path = "/" + fill(rule, encoded(text)).lstrip("/")
                assert_sane(odd_client.get(path), path)

    def test_awful_values_of_every_parameter(self, odd_client: FlaskClient) -> None:
        chosen = random.Random(1)
        for rule in rules(odd_client.application):
            for text in chosen.sample(AWFUL, 4):
                query = "&".join(f"{name}={encoded(text)}" for name in NAMES)
                path = f"{fill(rule, '1')}?{query[:8_000]}"
                assert_sane(odd_client.get(path), path)

    @pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "EVIL"])
    def test_other_methods_with_bodies_of_any_kind(self, odd_client: FlaskClient, method: str) -> None:
        for rule in rules(odd_client.application):
            for kind in ("application/json", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"):
                answer = odd_client.open(fill(rule, "1"), method=method, data=b"\xff\x00{--x", content_type=kind)
                assert_sane(answer, (method, rule, kind))

    def test_a_megabyte_behind_a_question_mark(self, odd_client: FlaskClient) -> None:
        for rule in rules(odd_client.application):
            answer = odd_client.get(fill(rule, "1"), query_string="a" * (MEGABYTE if rule == "/" else 9_000))
            assert answer.status_code == 414, rule
            assert "too long" in answer.text

    def test_bodies_that_are_too_large(self, odd_client: FlaskClient) -> None:
        for path in ("/review/sign-in", "/review/all", "/review/1"):
            answer = odd_client.post(path, data={"email": "a" * 2 * MEGABYTE})
            assert answer.status_code in (303, 413), path

    @given(name=st.sampled_from(NAMES), value=st.text(max_size=40), data=st.data())
    @settings(max_examples=FEW, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_any_value_of_any_parameter(
        self, odd_client: FlaskClient, name: str, value: str, data: st.DataObject
    ) -> None:
        rule = data.draw(st.sampled_from(rules(odd_client.application)))
        assert_sane(odd_client.get(fill(rule, "1"), query_string=f"{name}={quote(value)}"), (rule, name, value))

    @pytest.mark.long
    @given(name=st.sampled_from(NAMES), value=st.text(max_size=200), data=st.data())
    @settings(max_examples=MANY, suppress_health_check=list(HealthCheck))
    def test_very_many_values(self, odd_client: FlaskClient, name: str, value: str, data: st.DataObject) -> None:
        rule = data.draw(st.sampled_from(rules(odd_client.application)))
        part = quote(data.draw(st.text(min_size=1, max_size=20)))
        assert_sane(odd_client.get(fill(rule, part), query_string=f"{name}={quote(value)}"), (rule, part, name, value))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served")) as running:
        yield running


RAW: tuple[bytes, ...] = (
    b"GET /?q=" + b"a" * 10 * MEGABYTE + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nX-A: " + b"a" * MEGABYTE + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\n" + b"A: b\r\n" * 1_000 + b"\r\n",
    b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
    b"EVIL\r\n\r\n",
    b"POST /_dash-update-component HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    b"POST /_dash-update-component HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST /_dash-update-component HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n80000\r\n" + b"[" * 0x80000 + b"\r\n0\r\n\r\n",
    b"POST /_dash-update-component HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    b"Content-Length: 60000\r\n\r\n" + b"[" * 60_000,
)
"""Requests as they leave a hostile client."""


def asked_raw(served: Served, sent: bytes, seconds: int = 20) -> bytes:
    """The beginning of what the server answers."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=seconds) as wire:
        with suppress(BrokenPipeError, ConnectionResetError):
            wire.sendall(sent)
        try:
            return wire.recv(4_096)
        except ConnectionResetError:
            return b""


UNFINISHED = (
    b"POST /_dash-update-component HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50000\r\n"
)
PROBE = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


class TestOnTheWire:
    @pytest.mark.parametrize("sent", RAW, ids=range(len(RAW)))
    def test_hostile_requests_are_refused_and_the_server_goes_on(self, served: Served, sent: bytes) -> None:
        answer = asked_raw(served, sent)
        assert answer == b"" or re.match(rb"HTTP/1\.1 4\d\d ", answer), answer[:200]
        assert WORDS_OF_A_CRASH.search(answer.decode("latin-1")) is None
        assert asked_raw(served, PROBE).startswith(b"HTTP/1.1 200")

    @pytest.mark.parametrize(
        "begun", [[b""] * 20, [UNFINISHED, UNFINISHED + b"\r\n[["] * 2], ids=["silent", "unfinished"]
    )
    def test_whoever_never_ends_a_request_stops_the_others_for_seconds(
        self, served: Served, begun: list[bytes]
    ) -> None:
        waiting = [socket.create_connection(("127.0.0.1", served.port), timeout=30) for _ in begun]
        for wire, sent in zip(waiting, begun, strict=True):
            wire.sendall(sent)
        assert asked_raw(served, PROBE, 30).startswith(b"HTTP/1.1 200")
        answers = {wire.recv(400)[:12] for wire in waiting}
        for wire in waiting:
            wire.close()
        assert answers <= {b"", b"HTTP/1.1 400"}


@pytest.mark.long
def test_a_search_led_by_branches_finds_nothing(tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="there is no wheel of atheris for this machine")
    command = [
        sys.executable,
        "tests/guided.py",
        "-max_total_time=120",
        "-max_len=2000",
        f"-artifact_prefix={tmp_path}/",
    ]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr[-3_000:]
