"""The form, the private page behind its receipt and the report of problems, through a whole app on both databases.

What a form means is in ``test_form``; how it is worked in a browser is in ``browser/test_submit_page``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from databases import empty_database
from examples import FILLED_IN
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select
from werkzeug.test import TestResponse

from dashboard.contribute.protection import MOST_BYTES, Protection
from dashboard.publication import Publication
from dashboard.settings import Settings
from dashboard.store.tables import attempts, documents, letters, proposals, submissions
from dashboard.wiring import create_app

PDF = b"%PDF-1.7\n1 0 obj"
TYPED = {**FILLED_IN, "0-summary": "<b>Austin</b> and Windhoek agreed to work on solar power."}
AGAIN = {"0-counterpart": "Adelaide", "0-engagement_type": "sister_agreement", "0-start_date": "1983"}


class Sender:
    """Someone at a form: what its page carries goes back with what is typed."""

    def __init__(self, server: Flask) -> None:
        self.server, self.client = server, server.test_client()
        self.publication: Publication = server.extensions["publication"]
        self.protection: Protection = server.extensions["protection"]

    def open(self, path: str = "/submit") -> dict[str, str]:
        """What the page carries unseen, as if it had been opened a while ago."""
        page = self.client.get(path)
        assert page.status_code == 200
        carried = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
        return {**carried, "opened": str(self.protection._signer().dumps(0))}

    def post(self, carried: dict, path: str = "/submit", **fields: object) -> TestResponse:
        answer = self.client.post(path, data={**carried, **fields})
        answer.request.environ["wsgi.input"].close()  # what is large is in a file of the client's
        return answer

    def send(self, carried: dict, **fields: object) -> TestResponse:
        return self.post(carried, **{**TYPED, "do": "send", **fields})

    def count(self, table: object) -> int:
        with self.publication.store.reading() as connection:
            return connection.execute(select(func.count()).select_from(table)).scalar_one()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def server(
    request: pytest.FixtureRequest, own_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    with empty_database(request, tmp_path_factory.mktemp("submit")) as address:
        app = create_app(replace(own_settings, database=address, url="https://diplomacy.example"))
        yield app.server
        app.server.extensions["publication"].close()


@pytest.fixture
def sender(server: Flask) -> Sender:
    """Someone whom no limit holds yet."""
    one = Sender(server)
    with one.publication.store.writing() as connection:
        connection.execute(delete(attempts))
    return one


def words(response: TestResponse) -> str:
    main = re.search(r"<main.*</main>", response.text, re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_a_form_is_checked_looked_at_and_sent_once(sender: Sender) -> None:
    carried = sender.open()
    before = (sender.count(submissions), sender.count(letters))
    empty = sender.post(carried, do="check")
    assert empty.status_code == 400
    assert 'href="#field-0-us_actor"' in empty.text
    assert re.search(
        r'id="field-0-summary"[^>]+aria-invalid="true" aria-describedby="wrong-0-summary help-0-summary"', empty.text
    )
    review = sender.post(carried, **TYPED, do="check")
    assert review.status_code == 200
    assert "May 2019" in words(review)
    assert "&lt;b&gt;Austin&lt;/b&gt;" in review.text
    assert "<b>Austin" not in review.text
    sent = [sender.send(carried) for _ in range(2)]
    assert [each.status_code for each in sent] == [303, 303]
    assert sent[0].location == sent[1].location
    assert (sender.count(submissions), sender.count(letters)) == (before[0] + 1, before[1] + 1)
    receipt = sender.client.get(sent[0].location)
    assert receipt.headers["Cache-Control"] == "no-store"
    assert receipt.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in receipt.headers["X-Robots-Tag"]
    assert "Waits for a reviewer" in words(receipt)


def test_likely_duplicates_must_be_decided_on(sender: Sender) -> None:
    carried = sender.open()
    asked = sender.send(carried, **AGAIN, **{"0-choice": ""})
    assert asked.status_code == 400
    assert "Is it this one?" in words(asked)
    assert "Austin – Adelaide, 1983" in words(asked)
    known = re.search(r'href="/engagement/(\w+)"', asked.text)[1]
    sent = sender.send(carried, **AGAIN, **{"0-choice": known})
    assert sent.status_code == 303
    with sender.publication.store.reading() as connection:
        last = connection.execute(select(proposals).order_by(proposals.c.id.desc()).limit(1)).mappings().one()
    assert (last["kind"], last["engagement"]) == ("correction", known)
    assert "us_actor" not in last["fields"]
    nothing = sender.send(sender.open(), **AGAIN, **{"0-choice": "leave"})
    assert "Nothing is left to send" in words(nothing)


def test_a_correction_begins_with_what_is_published(sender: Sender) -> None:
    carried = sender.open("/submit?correct=E00001")
    assert carried["0-engagement"] == "E00001"
    assert sender.client.get("/submit?correct=E99999").status_code == 404


def test_engagements_are_added_and_taken_out_without_scripts(sender: Sender) -> None:
    carried = sender.open()
    added = sender.post(carried, **TYPED, do="add")
    assert added.text.count('class="block engagement-block"') == 2 + 1, "two, and the blank one for scripts"
    assert 'value="May 2019"' in added.text
    removed = sender.post(carried, **TYPED, **{"1-title": "Second"}, do="remove-0")
    assert 'value="Second"' in removed.text
    assert "May 2019" not in re.search(r"<form.*</form>", removed.text, re.DOTALL)[0].replace("1983, May 2019", "")


def test_robots_are_asked_again_and_nothing_is_lost(sender: Sender) -> None:
    carried = sender.open()
    before = sender.count(submissions)
    refused = {
        "quicker than a person": {"opened": sender.protection.stamp()},
        "nobody sees": {"website": "https://spam.example"},
        "another session": {"csrf_token": "forged"},
    }
    for said, fields in refused.items():
        answer = sender.send(carried, **fields)
        assert (answer.status_code, said in words(answer)) == (400, True), said
        assert 'value="https://www.austintexas.gov/windhoek"' in answer.text
    assert sender.send(carried, opened="made up").status_code == 400
    assert sender.count(submissions) == before
    assert sender.client.post("/submit", data={**carried, "csrf_token": ""}).status_code == 400


def test_more_than_the_limit_waits_and_keeps_what_was_typed(sender: Sender) -> None:
    for number in range(5):
        assert sender.send(sender.open(), **{"0-title": f"Number {number}"}).status_code == 303
    sixth = sender.open()
    answer = sender.send(sixth)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 3600
    assert "It is taken again after" in words(answer)
    assert 'value="May 2019"' in answer.text
    for number in range(5):
        other = {"email": f"office{number}@austin.example", "0-title": f"By another {number}"}
        assert sender.send(sender.open(), **other).status_code == 303
    assert sender.send(sixth, email="eleventh@austin.example").status_code == 429
    with sender.publication.store.reading() as connection:
        assert not any("@" in who or "." in who for who in connection.execute(select(attempts.c.who)).scalars())


def test_a_document_is_told_by_its_content_and_given_out_when_published(sender: Sender) -> None:
    carried = sender.open()
    untyped = {name: value for name, value in TYPED.items() if name != "0-source_url"}
    for content, name, said in [
        (b"<script>", "a.pdf", "no PDF, PNG or JPEG"),
        (b"", "a.pdf", "empty"),
        (b"%PDF-" + b" " * (5 * 1024 * 1024), "big.pdf", "at most 5"),
    ]:
        refused = sender.post(carried, **untyped, do="check", **{"0-file": (BytesIO(content), name)})
        assert (refused.status_code, said in words(refused)) == (400, True), said
    kept = sender.count(documents)
    taken = sender.post(carried, **untyped, do="check", **{"0-file": (BytesIO(PDF), "../Agree ment.exe")})
    assert taken.status_code == 200
    assert sender.count(documents) == kept + 1
    digest = re.search(r'name="0-document" value="(\w{64})"', taken.text)[1]
    assert 'value="Agree_ment.pdf"' in taken.text
    assert sender.client.get(f"/documents/{digest}").status_code == 404
    sent = sender.post(carried, **untyped, do="send", **{"0-document": digest, "0-title": "With a document"})
    assert sent.status_code == 303
    desk = sender.publication.desk()
    with sender.publication.store.reading() as connection:
        last = connection.execute(select(proposals).order_by(proposals.c.id.desc()).limit(1)).mappings().one()
    assert last["fields"]["source_url"] == f"https://diplomacy.example/documents/{digest}"
    desk.accept("r@example.org", last["id"], last["revision"])
    sender.publication.look()
    given = sender.client.get(f"/documents/{digest}")
    assert given.data == PDF
    assert given.headers["Content-Disposition"] == "attachment; filename=Agree_ment.pdf"
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in given.headers["Content-Security-Policy"]
    forged = sender.post(sender.open(), **untyped, do="check", **{"0-document": "0" * 64})
    assert "Give a link where it can be read, or a document." in words(forged)


def test_too_large_a_posting_is_answered_in_words(sender: Sender) -> None:
    answer = sender.post({}, **{"0-file": (BytesIO(b"%PDF-" + b" " * MOST_BYTES), "a.pdf")})
    assert answer.status_code == 413
    assert "what you typed is still there" in words(answer)


def test_senders_follow_answer_change_and_take_back(sender: Sender) -> None:
    link = sender.send(sender.open(), **{"0-title": "To be asked about"}).location
    with sender.publication.store.reading() as connection:
        last = connection.execute(select(proposals).order_by(proposals.c.id.desc()).limit(1)).mappings().one()
    desk = sender.publication.desk()
    desk.ask("secret.reviewer@example.org", last["id"], last["revision"], "<i>Which</i> day?", "")
    page = sender.client.get(link)
    assert "A reviewer has a question for you" in words(page)
    assert "&lt;i&gt;Which" in page.text
    assert "secret.reviewer" not in page.text
    carried = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
    assert sender.client.post(link, data={**carried, "do": "answer", "answer": " "}).status_code == 400
    assert sender.client.post(link, data={"proposal": carried["proposal"], "do": "retract"}).status_code == 400
    answered = sender.client.post(link, data={**carried, "do": "answer", "answer": "The third."}, follow_redirects=True)
    assert "You answered: The third." in words(answered)
    assert "Waits for a reviewer" in words(answered)
    path = f"{link}/change/{carried['proposal']}"
    shown = sender.client.get(path)
    assert 'value="To be asked about"' in shown.text
    wrong = sender.client.post(path, data={**carried, **TYPED, "0-start_date": "never", "do": "save"})
    assert (wrong.status_code, "not read as a date" in words(wrong)) == (400, True)
    changed = sender.client.post(path, data={**carried, **TYPED, "0-start_date": "3 May 2019", "do": "save"})
    assert changed.status_code == 303
    with sender.publication.store.reading() as connection:
        fields = connection.execute(select(proposals.c.fields).where(proposals.c.id == last["id"])).scalar_one()
    assert fields["start_date"] == "2019-05-03"
    assert set(fields) >= {"accessed", "collection_track", "title"}
    back = sender.client.post(link, data={**carried, "do": "retract"}, follow_redirects=True)
    assert "You took it back" in words(back)
    late = sender.client.post(link, data={**carried, "do": "answer", "answer": "Too late"})
    assert (late.status_code, "decided meanwhile" in words(late)) == (409, True)
    assert sender.client.get(path).status_code == 409


def test_what_is_accepted_is_linked_from_its_status(sender: Sender) -> None:
    link = sender.send(sender.open(), **{"0-title": "To be published"}).location
    with sender.publication.store.reading() as connection:
        last = connection.execute(select(proposals).order_by(proposals.c.id.desc()).limit(1)).mappings().one()
    sender.publication.desk().accept("r@example.org", last["id"], last["revision"])
    sender.publication.look()
    page = sender.client.get(link)
    assert "Accepted and published" in words(page)
    assert f'href="/engagement/S{last["id"]:05d}"' in page.text
    assert "mayor@" not in sender.client.get("/engagements.csv?scope=all").text


@pytest.mark.parametrize("path", ["/submit/status/nothing", "/submit/status/nothing/change/1", "/documents/x"])
def test_what_is_not_there_is_said_in_words(sender: Sender, path: str) -> None:
    page = sender.client.get(path)
    assert (page.status_code, page.headers["Cache-Control"]) == (404, "no-store")
    assert "There is no such" in words(page)
    assert "private link" in words(sender.client.get("/submit/status"))


def test_a_problem_is_reported_with_or_without_an_address(sender: Sender) -> None:
    path = "/submit/problem"
    carried = sender.open(f"{path}?engagement=E00001")
    nothing = sender.post(carried, path, wrong=" ", email="no address")
    assert nothing.status_code == 400
    assert "Say what is wrong" in words(nothing)
    assert "is no e-mail address" in words(nothing)
    for email, more in (("", 0), ("me@example.org", 1)):
        before = sender.count(letters)
        sent = [sender.post(carried, path, wrong=f"The year. {email}", email=email) for _ in range(2)]
        assert [each.status_code for each in sent] == [303, 303]
        assert sent[0].location == sent[1].location
        assert sender.count(letters) == before + more
        assert "The year." in words(sender.client.get(sent[0].location))
    with sender.publication.store.reading() as connection:
        last = connection.execute(select(proposals).order_by(proposals.c.id.desc()).limit(1)).mappings().one()
    assert (last["kind"], last["engagement"], last["fields"]) == ("problem", "E00001", {})
    assert sender.client.get(f"{path}?engagement=E99999").status_code == 404


def test_suggestions_fill_in_both_sides(sender: Sender) -> None:
    ask = sender.client.get
    [austin, *_] = ask("/submit/suggest?of=actor&q=aus").json["options"]
    assert austin["fills"] == {"us_actor": "City of Austin", "us_level": "city", "us_state": "TX", "us_city": "Austin"}
    network = ask("/submit/suggest?of=counterpart&q=c40").json["options"][0]
    assert network["fills"]["counterpart_level"] == "network"
    assert network["fills"]["counterpart_country"] == ""
    kenya = ask("/submit/suggest?of=counterpart&q=kenya").json["options"][0]
    assert (kenya["label"], kenya["fills"]["counterpart_country"]) == ("Kenya", "KEN")
    assert ask("/submit/suggest?of=actor&q=").json["options"] == []
    assert [ask(f"/submit/suggest?{query}").status_code for query in ("q=a", "of=actor&q=" + "a" * 201)] == [400, 400]


any_name = st.one_of(
    st.sampled_from(
        [
            "do",
            "key",
            "opened",
            "office",
            "email",
            *(f"0-{name}" for name in ("us_actor", "document", "engagement", "choice", "file")),
        ]
    ),
    st.text(max_size=8),
)
any_value = st.one_of(
    st.text(max_size=30), st.sampled_from(["send", "check", "copy-9", "remove--1", "drop-", "E00001", "\x00"])
)


@given(st.dictionaries(any_name, any_value, max_size=8))
@settings(max_examples=40)
def test_no_posting_breaks_the_form(server: Flask, posted: dict[str, str]) -> None:
    sender = Sender(server)
    token = sender.open()["csrf_token"]
    for path in ("/submit", "/submit/problem?engagement=E00001", "/submit/status/none"):
        assert sender.client.post(path, data={**posted, "csrf_token": token}).status_code in (200, 303, 400, 404, 429)


def test_forms_are_in_nobodys_frame(client: FlaskClient) -> None:
    form = client.get("/submit")
    assert "frame-ancestors 'none'" in form.headers["Content-Security-Policy"]
    assert form.headers["Cache-Control"] == "private, no-cache"
    assert "nofollow" in client.get("/submit/problem?engagement=E00001").text
