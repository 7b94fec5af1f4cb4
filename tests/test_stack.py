"""nginx, two web nodes and PostgreSQL, as they are delivered, are one dashboard: also when a node is killed.

The processes are real, and so is the configuration (``deploy/nginx.conf``); how they are started is in ``stack``.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Iterator

import pytest
import requests
from databases import empty_database
from examples import FILLED_IN as TYPED
from itsdangerous import URLSafeSerializer
from stack import LIMIT, NGINX, SECRET, Stack, running

pytestmark = pytest.mark.skipif(
    NGINX is None and not os.environ.get("CI"), reason="nginx is not here: see scripts/nginx.sh"
)


API = "/api/v1/engagements?limit=1"


@pytest.fixture(scope="module", params=["postgresql"])
def stack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with empty_database(request, tmp_path_factory.mktemp("stack")) as database, running(database) as started:
        yield started


def test_one_address_leads_to_both_nodes_over_tls(stack: Stack) -> None:
    client = stack.client()
    led = client.get(f"{stack.plain}/data?lang=es", allow_redirects=False)
    assert (led.status_code, led.headers["Location"]) == (308, "https://localhost/data?lang=es")
    seen = set()
    for path, kind in [
        ("/", "text/html"),
        ("/state/TX", "text/html"),
        ("/engagements.csv?state=TX", "text/csv"),
        ("/download.zip?state=TX", "application/zip"),
        ("/assets/style.css", "text/css"),
        ("/state/TX/brief.pdf", "application/pdf"),
    ]:
        answer = client.get(f"{stack.address}{path}")
        assert (answer.status_code, answer.headers["Content-Type"].split(";")[0]) == (200, kind), path
        seen.add(answer.headers["X-Node"])
    assert seen == {node.address for node in stack.nodes}
    assert client.get(f"{stack.address}/metrics").status_code == 404


def test_what_one_node_takes_the_other_shows(stack: Stack) -> None:
    """The form is opened at one node and sent to the other: one secret, one session, one store."""
    client, nodes = stack.client(), set()
    opened = client.get(f"{stack.address}/submit")
    nodes.add(opened.headers["X-Node"])
    assert "Secure" in opened.headers["Set-Cookie"]
    carried = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', opened.text))
    carried["opened"] = str(URLSafeSerializer(SECRET, salt="opened").dumps(0))
    sent = client.post(
        f"{stack.address}/submit",
        data={**carried, **TYPED, "do": "send"},
        headers={"Referer": f"{stack.address}/submit"},
        allow_redirects=False,
    )
    nodes.add(sent.headers["X-Node"])
    assert sent.status_code == 303, sent.text[:2_000]
    assert nodes == {node.address for node in stack.nodes}
    private = sent.headers["Location"].removeprefix(stack.address)
    for node in stack.nodes:
        shown = requests.get(f"http://{node.address}{private}", timeout=30)
        assert (shown.status_code, "Waits for a reviewer" in shown.text) == (200, True)
    assert client.get(f"{stack.address}{private}").status_code == 200
    written = stack.written('"GET /submit/status/-"')
    assert private.rsplit("/", 1)[1] not in written


def test_limits_are_one_for_both_nodes_and_nobody_lies_about_their_address(stack: Stack) -> None:
    client = stack.client("127.0.0.3")
    answers = [
        client.get(f"{stack.address}{API}", headers={"X-Forwarded-For": f"198.51.100.{number}"})
        for number in range(LIMIT + 4)
    ]
    assert [each.status_code for each in answers] == [200] * LIMIT + [429] * 4
    assert {each.headers["X-Node"] for each in answers} == {node.address for node in stack.nodes}
    other = stack.client("127.0.0.4")
    assert other.get(f"{stack.address}{API}").status_code == 200
    past = stack.client("127.0.0.3")
    for node in stack.nodes:
        lying = past.get(f"http://{node.address}{API}", headers={"X-Forwarded-For": "198.51.100.77"})
        assert lying.status_code == 429


def test_a_node_that_is_killed_costs_no_more_than_answers_under_way(stack: Stack) -> None:
    """One that was half sent breaks off, which shows; asked again it is whole."""
    statuses: list[tuple[str, int]] = []
    broken_off: list[str] = []
    is_over = threading.Event()

    def ask(path: str) -> None:
        client = stack.client("127.0.0.5")
        while not is_over.is_set():
            try:
                statuses.append((path, client.get(f"{stack.address}{path}", timeout=60).status_code))
            except requests.exceptions.ChunkedEncodingError:
                broken_off.append(path)

    askers = [threading.Thread(target=ask, args=(path,)) for path in ("/state/TX", "/rows?state=TX&length=5")]
    for asker in askers:
        asker.start()
    try:
        time.sleep(1)
        stack.nodes[0].kill()
        killed_at = len(statuses)
        until = time.monotonic() + 30
        while len(statuses) < killed_at + 20 and time.monotonic() < until:
            time.sleep(0.1)
    finally:
        is_over.set()
        for asker in askers:
            asker.join()
    assert len(statuses) >= killed_at + 20
    assert {status for _, status in statuses} == {200}
    assert len(broken_off) == len(set(broken_off)), "each asks for one answer at a time"
    stack.nodes[0].start()
    stack.nodes[0].wait()
    assert_comes_back(stack)


def assert_comes_back(stack: Stack) -> None:
    """A node that is there again is asked again."""
    client = stack.client("127.0.0.5")
    for _ in range(60):
        if client.get(f"{stack.address}/healthz").headers["X-Node"] == stack.nodes[0].address:
            return
        time.sleep(0.5)
    pytest.fail("nginx does not ask the node that came back")


def test_a_sending_that_meets_a_dead_node_is_taken_by_the_other(stack: Stack) -> None:
    stack.nodes[1].kill()
    for _ in range(4):  # whichever node is asked first
        client = stack.client("127.0.0.6")
        answer = client.post(f"{stack.address}/submit", data={"do": "check"}, headers={"Referer": stack.address})
        assert (answer.status_code, "<form" in answer.text) == (400, True)
