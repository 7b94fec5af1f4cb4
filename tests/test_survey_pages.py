"""Survey files through the pages of reviewers, without scripts: upload, columns, questions, queue, files to mend."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from forms import Visitor
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from dashboard.settings import Settings
from dashboard.store.accounts import add_reviewer
from dashboard.store.imports import file, move
from dashboard.survey.limits import Limits
from dashboard.wiring import create_app

ANN, PASSWORD = "ann@example.org", "correct horse battery"
READ, LOAD, FORGET = ("action", "read"), ("action", "load"), ("action", "forget")
SOURCE = {"source_name": "Survey of cities, May 2026", "source_url": "https://example.org/survey"}
HEADER = ["City name", "State", "Partner country", "Type of engagement", "Topics", "When", "Headline"]
GOOD = ["Austin", "TX - Texas", "Norway; Holland", "MOU", "Trade, climate", "May 2019", "Fjord <b>pact</b>"]
UNSURE = ["Boise", "ID", "Korea", "MOU", "energy", "2019", "Six"]
BAD = ["Boise", "ID", "Norway", "dancing", "energy", "2019", "=1+1"]


def written(*rows: list[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([HEADER, *rows])
    return text.getvalue().encode("cp1252")


@pytest.fixture
def app(own_settings: Settings, tmp_path: Path) -> Iterator[Flask]:
    server = create_app(replace(own_settings, database=f"sqlite:///{tmp_path / 'store.db'}")).server
    yield server
    server.extensions["publication"].close()


@pytest.fixture
def ann(app: Flask) -> Visitor:
    add_reviewer(app.extensions["publication"].store, ANN, PASSWORD)
    return Visitor(app.test_client()).open("/review/sign-in").press(email=ANN, password=PASSWORD)


def upload(visitor: Visitor, content: bytes, name: str = "survey.csv") -> Visitor:
    token = visitor.open("/review/import").form("upload").fields["csrf_token"]
    # encoded here: the client would leave a temporary file open
    boundary, body = encode_multipart({"csrf_token": token, "file": FileStorage(io.BytesIO(content), name)})
    kind = f'multipart/form-data; boundary="{boundary}"'
    visitor.page = visitor.client.post("/review/import", data=body, content_type=kind)
    return visitor


def finished(visitor: Visitor) -> Visitor:
    """The page of the file when nobody is at work on it."""
    visitor.follow()
    for _ in range(600):
        if "at-work" not in visitor.page.text:
            return visitor
        time.sleep(0.1)
        visitor.open(visitor.path)
    raise AssertionError(visitor.words)


def test_from_upload_to_queue(ann: Visitor) -> None:
    upload(ann, written(GOOD, UNSURE, BAD)).follow()
    assert "waits for its columns to be named" in ann.words
    assert "City name Austin · Boise" in ann.words
    finished(ann.press(READ, "work", **SOURCE))
    assert "Engagements ready 2 Need a decision 1 Rejected 1" in ann.words
    assert "“Korea”" in ann.words

    report = ann.client.get(f"{ann.path}/to-mend.csv")
    rows = list(csv.DictReader(io.StringIO(report.data.decode("utf-8-sig"))))
    assert [row["result"] for row in rows] == ["needs a decision", "rejected"]
    assert rows[1]["Headline"] == "'=1+1"

    answers = [each["guesses"] for each in questions(ann)]
    assert any(guess["code"] == "KOR" for guess in answers[0])
    finished(ann.press(READ, "work", **{"answer-0": "KOR"}))
    assert "Engagements ready 3 Need a decision 0 Rejected 1" in ann.words
    finished(ann.press(LOAD, "work"))
    assert "is in the queue" in ann.words
    assert "New in the queue 3" in ann.words

    ann.open("/review")
    assert "3 proposals" in ann.words
    assert "Fjord" in ann.open("/review/1").words
    assert "<b>pact</b>" not in ann.page.text
    assert "Holland" in ann.open("/review/2").words, "what was said stands beside what it was taken for"


def questions(visitor: Visitor) -> list[dict[str, list[dict[str, str]]]]:
    store = visitor.client.application.extensions["publication"].store
    with store.reading() as connection:
        return file(connection, int(visitor.path.rpartition("/")[2]))["counts"]["questions"]  # type: ignore[index]


def test_a_file_loaded_twice_adds_nothing(ann: Visitor) -> None:
    for new in ("New in the queue 2", "New in the queue 0"):
        upload(ann, written(GOOD)).follow()
        finished(ann.press(READ, "work", **SOURCE))
        if "ready 0" not in ann.words:
            finished(ann.press(LOAD, "work"))
        assert new in ann.words


def test_columns_can_be_chosen_and_are_remembered(ann: Visitor) -> None:
    upload(ann, written(GOOD)).follow()
    finished(ann.press(READ, "work", **SOURCE, **{"column-4": "summary"}))
    assert "Need a decision 2" in ann.words, "no issue is given"
    finished(ann.press(LOAD, "work", undecided="on"))
    upload(ann, written([*GOOD[:-1], "Another"])).follow()
    assert ann.form("work").fields["column-4"] == ["summary"]


@pytest.mark.parametrize(
    ("content", "name", "status", "said"),
    [
        (b"", "empty.csv", 400, "is empty"),
        (b"%PDF-1.7", "survey.csv", 400, "is a PDF"),
        (b"x", "survey.xlsm", 400, "may hold macros"),
        (b"x", "", 400, "Choose a file"),
        (b"a" * (Limits().size + 1), "large.csv", 400, "larger than 20 MB"),
        (b"a" * (Limits().size + 900_000), "large.csv", 413, "larger than 20 MB"),
    ],
)
def test_what_is_no_survey_is_refused_in_words(ann: Visitor, content: bytes, name: str, status: int, said: str) -> None:
    assert upload(ann, content, name).status == status
    assert said in ann.words
    assert "No file has been opened yet" in ann.words


def test_a_source_is_asked_for_and_nothing_typed_is_lost(ann: Visitor) -> None:
    upload(ann, written(GOOD)).follow()
    ann.press(READ, "work", source_name="Survey", source_url="nowhere", **{"column-4": "summary"})
    assert (ann.status, "'nowhere' is no address" in ann.words) == (400, True)
    fields = ann.form("work").fields
    assert (fields["source_name"], fields["column-4"]) == (["Survey"], ["summary"])
    ann.press(READ, "work", **SOURCE, **{"column-0": "colour"})
    assert (ann.status, "'colour' is no column" in ann.words) == (400, True)


def test_a_file_at_work_says_how_far_it_is(ann: Visitor, app: Flask) -> None:
    upload(ann, written(GOOD)).follow()
    move(app.extensions["publication"].store, 1, state="reading", done=5, total=10)
    ann.open("/review/import/1")
    assert "5 of 10" in ann.words
    progress = ann.client.get("/review/import/1/progress").json
    assert progress == {"state": "reading", "done": 5, "total": 10, "is_lost": False}


def test_a_file_can_be_forgotten(ann: Visitor) -> None:
    upload(ann, written(GOOD)).follow()
    ann.press(FORGET, "forget").follow()
    assert "No file has been opened yet" in ann.words
    assert ann.open("/review/import/1").status == 404


@pytest.mark.parametrize("path", ["/review/import", "/review/import/1", "/review/import/1/to-mend.csv"])
def test_only_reviewers_see_it(app: Flask, path: str) -> None:
    visitor = Visitor(app.test_client()).open(path)
    assert (visitor.status, "/review/sign-in" in visitor.page.headers["Location"]) == (303, True)


def test_a_forged_upload_is_refused(ann: Visitor) -> None:
    ann.page = ann.client.post("/review/import", data={"file": (io.BytesIO(written(GOOD)), "survey.csv")})
    assert ann.status == 400
    assert "No file has been opened yet" in ann.open("/review/import").words
