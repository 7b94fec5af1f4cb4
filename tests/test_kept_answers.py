"""Whole answers that are kept: the same as those that are made, and never those of another address, theme or table."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from oracle import ODDITIES

from dashboard.kept_answers import PURE, question_of
from dashboard.settings import Settings
from dashboard.store.review import Desk
from dashboard.store.submissions import Proposed, Sender, submit
from dashboard.wiring import create_app

PAGE, BODY = PURE


def prop(name: str, which: str, value: Any) -> dict[str, Any]:
    return {"id": name, "property": which, "value": value}


def posted(output: str, path: str, search: str = "", theme: str = "light", shown: Any = None) -> dict[str, Any]:
    """A callback as the renderer posts it; ``shown``: the address and theme on screen."""
    names = [part.rsplit(".", 1) for part in output.strip(".").split("...")]
    url, look = [prop("url", "pathname", path), prop("url", "search", search)], prop("theme", "data", theme)
    on_screen = dict(zip(("asked", "theme"), shown or ("?state=NV", "light"), strict=True)) | {"canonical": ""}
    return {
        "output": output,
        "outputs": [{"id": name, "property": which} for name, which in names],
        "inputs": [url[0]] if output == PAGE else [url[1], look],
        "state": [url[1], look] if output == PAGE else [prop("followed", "data", on_screen), url[0]],
        "changedPropIds": ["url.pathname" if output == PAGE else "url.search"],
    }


@pytest.fixture(scope="module")
def app(own_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    database = f"sqlite:///{tmp_path_factory.mktemp('kept') / 'store.db'}"
    return create_app(replace(own_settings, table=ODDITIES, database=database)).server


@pytest.fixture
def reader(app: Flask) -> FlaskClient:
    return app.test_client()


def answer(client: FlaskClient, question: dict[str, Any] | str, **headers: str) -> tuple[int, bytes, str | None]:
    is_address = isinstance(question, str)
    asked = client.get(question, headers=headers) if is_address else None
    with asked or client.post("/_dash-update-component", json=question, headers=headers) as response:
        return response.status_code, response.data, response.headers.get("Content-Encoding")


def hits(client: FlaskClient) -> float:
    lines = client.get("/metrics").text.splitlines()
    return next((float(line.split()[-1]) for line in lines if 'kept_answers_total{found="hit"}' in line), 0)


QUESTIONS = [
    posted(PAGE, "/"),
    posted(PAGE, "/state/TX", "?issue=energy"),
    posted(PAGE, "/no-such-page"),
    "/drawings/light/parts/?state=TX",
    "/drawings/light/whole/?state=TX",
    "/drawings/light/parts/state/TX?issue=energy",
    posted(BODY, "/networks", "?state=TX"),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each if isinstance(each, str) else each["output"][2:8])
@pytest.mark.parametrize("accepted", ["", "br"])
def test_what_is_kept_is_what_was_made(reader: FlaskClient, question: dict[str, Any] | str, accepted: str) -> None:
    made = answer(reader, question, **{"Accept-Encoding": accepted})
    before = hits(reader)
    assert made[0] == 200
    assert answer(reader, question, **{"Accept-Encoding": accepted}) == made
    assert hits(reader) == before + 1


def test_no_two_questions_share_an_answer(reader: FlaskClient) -> None:
    different = [
        *QUESTIONS,
        posted(PAGE, "/", theme="dark"),
        posted(PAGE, "/", "?state=TX"),
        "/drawings/light/parts/?state=CA",
        "/drawings/dark/whole/?state=TX",
    ]
    answers = [answer(reader, question)[1] for question in different]
    assert len(set(answers)) == len(different)
    reader.set_cookie("lang", "es")
    assert answer(reader, posted(PAGE, "/"))[1] not in answers


def test_who_reads_no_compression_gets_none(reader: FlaskClient) -> None:
    question = posted(PAGE, "/about")
    assert answer(reader, question, **{"Accept-Encoding": "br"})[2] == "br"
    assert answer(reader, question)[2] is None
    assert answer(reader, question, **{"Accept-Encoding": "gzip"})[2] == "gzip"


def test_rows_of_the_table_are_kept_and_refusals_are_not(reader: FlaskClient) -> None:
    before = hits(reader)
    first = reader.get("/rows?state=TX&start=0&length=100")
    again = reader.get("/rows?state=TX&start=0&length=100")
    assert first.json == again.json != reader.get("/rows?state=CA&start=0&length=100").json
    assert hits(reader) == before + 1
    for _ in range(2):
        assert reader.get("/rows?state=XX").status_code == 400
    assert hits(reader) == before + 1


def test_what_is_on_screen_is_not_sent_again(reader: FlaskClient) -> None:
    assert answer(reader, posted(BODY, "/networks", "?state=TX"))[0] == 200
    assert answer(reader, posted(BODY, "/networks", "?state=TX", shown=("?state=TX", "light")))[0] == 204


def test_a_new_table_has_new_answers(app: Flask, reader: FlaskClient) -> None:
    question = "/drawings/light/parts/?state=TX"
    publication = app.extensions["publication"]
    before, keeper = answer(reader, question)[1], app.extensions["kept_answers"]
    answer(reader, "/drawings/dark/parts/")
    held = len(keeper.kept)
    row = {**publication.base.row("T01"), "us_state": "TX", "title": "One more"}
    sender = Sender("Office of the Mayor", "mayor@example.org")
    submit(publication.store, sender, [Proposed("new", row)], "key", "s", "https://x/")
    Desk(publication.store, lambda rows: {}, lambda name: None, 1, "").accept("ann@example.org", 1, 1)
    assert publication.look()
    assert answer(reader, question)[1] != before
    assert held > 1
    assert len(keeper.kept) == 1, "those of the old table take no more room"


@pytest.mark.parametrize(
    "odd",
    [
        None,
        [],
        {"output": "other.children"},
        {"output": PAGE},
        {"output": PAGE, "inputs": [None, 3], "state": None},
        {"output": PAGE, "inputs": 3, "state": [{"id": {"filter": "state"}, "property": "value"}]},
        {"output": BODY, "inputs": [prop("url", "search", 3)], "state": []},
        posted(BODY, "/networks") | {"state": [prop("followed", "data", "x"), prop("url", "pathname", "/networks")]},
    ],
)
def test_what_no_page_sends_is_not_kept(odd: Any) -> None:
    assert question_of(odd) is None
