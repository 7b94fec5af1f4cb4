"""The desk of reviewers through its pages, without scripts, on SQLite and PostgreSQL: sign-in, queue, decisions, undo.

One app for each kind of database; every test sends its own submissions and looks at those.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import pandas as pd
import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner
from databases import DATABASES, empty_database
from examples import PROPOSED
from flask import Flask
from forms import Visitor
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from oracle import ODDITIES
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from dashboard.__main__ import commands
from dashboard.callbacks import is_page, page_for
from dashboard.contribute import session
from dashboard.contribute.draft import EDITABLE
from dashboard.publication import Publication
from dashboard.schema import COLUMN_NAMES
from dashboard.settings import Settings
from dashboard.store import accounts
from dashboard.store.accounts import add_reviewer, close_account
from dashboard.store.changes import Change, newest
from dashboard.store.database import Store
from dashboard.store.documents import keep_document
from dashboard.store.submissions import Proposed, Sender, submit
from dashboard.store.tables import letters, proposals
from dashboard.wiring import create_app

PASSWORD = "correct horse battery"
OFFICE = Sender("Office of the Mayor", "mayor@austin.example")
SURVEY = Sender("Survey of 2026", "", "survey")

NEW = {
    **PROPOSED,
    "issues": "culture_arts|health",
    "summary": "The mayors signed an agreement\nin May 2026.",
}

ACCEPT, REJECT, ASK = ("action", "accept"), ("action", "reject"), ("action", "ask")
names = (f"reviewer{number}@example.org" for number in count())


@pytest.fixture(scope="module", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Hashing that is as quick as it can be: its slowness is what guessing should meet, not the tests."""
    with pytest.MonkeyPatch.context() as patch:
        quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(accounts, "HASHER", quick)
        known = quick.hash("nobody")
        patch.setattr(accounts, "nobody", lambda: known)
        yield


@pytest.fixture(scope="module", params=DATABASES)
def app(
    request: pytest.FixtureRequest, own_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    with empty_database(request, tmp_path_factory.mktemp("review")) as address:
        server = create_app(replace(own_settings, database=address, table=ODDITIES)).server
        yield server
        publication(server).close()


def publication(app: Flask) -> Publication:
    return app.extensions["publication"]


@pytest.fixture
def ann(app: Flask) -> Visitor:
    return signed_in(app)


@pytest.fixture
def ben(app: Flask) -> Visitor:
    return signed_in(app)


@pytest.fixture
def two_needed(app: Flask) -> Iterator[None]:
    its = publication(app)
    before, its.settings = its.settings, replace(its.settings, reviewers=2)
    yield
    its.settings = before


def signed_in(app: Flask, email: str = "") -> Visitor:
    email = email or next(names)
    add_reviewer(publication(app).store, email, PASSWORD)
    visitor = Visitor(app.test_client()).open("/review/sign-in").press(email=email, password=PASSWORD)
    assert visitor.status == 303
    visitor.email = email  # type: ignore[attr-defined]
    return visitor


def sent(app: Flask, *proposed: Proposed, sender: Sender = OFFICE) -> list[int]:
    """Send proposals and return their numbers."""
    store = publication(app).store
    signing = str(app.secret_key)
    receipt = submit(store, sender, proposed or (Proposed("new", NEW),), uuid4().hex, signing, "http://x/")
    with store.reading() as connection:
        asked = select(proposals.c.id).where(proposals.c.submission == receipt.number).order_by(proposals.c.id)
        return list(connection.execute(asked).scalars())


def found(app: Flask, number: int) -> Any:
    return publication(app).desk().proposal(number)


def last_change(app: Flask) -> Change:
    with publication(app).store.reading() as connection:
        return newest(connection, 1)[0]


class TestSignIn:
    def test_the_queue_asks_for_it_and_leads_back(self, app: Flask) -> None:
        email = next(names)
        add_reviewer(publication(app).store, email, PASSWORD)
        visitor = Visitor(app.test_client()).open("/review/7?track=survey")
        assert (visitor.status, visitor.page.headers["Location"]) == (
            303,
            "/review/sign-in?next=/review/7%3Ftrack%3Dsurvey",
        )
        visitor.follow().press(email=email.upper(), password=PASSWORD)
        assert visitor.page.headers["Location"] == "/review/7?track=survey"

    @pytest.mark.parametrize(
        "elsewhere", ["https://evil.example/review", "//evil.example", "/\\evil.example", "/about"]
    )
    def test_leads_nowhere_else(self, app: Flask, elsewhere: str) -> None:
        email = next(names)
        add_reviewer(publication(app).store, email, PASSWORD)
        visitor = Visitor(app.test_client()).open(f"/review/sign-in?next={elsewhere}")
        assert visitor.press(email=email, password=PASSWORD).page.headers["Location"] == "/review"

    def test_does_not_tell_whether_there_is_an_account(self, app: Flask) -> None:
        email = next(names)
        add_reviewer(publication(app).store, email, PASSWORD)
        told = []
        for name in (email, "nobody-" + email):
            visitor = Visitor(app.test_client()).open("/review/sign-in").press(email=name, password="wrong password")
            assert "wrong password" not in visitor.page.text
            told.append((visitor.status, visitor.words.replace(name, "")))
        assert told[0] == told[1]
        assert told[0][0] == 403

    @pytest.mark.parametrize("exists", [True, False])
    def test_guessing_is_locked_out_with_the_time(self, app: Flask, exists: bool) -> None:
        email = next(names)
        if exists:
            add_reviewer(publication(app).store, email, PASSWORD)
        visitor = Visitor(app.test_client()).open("/review/sign-in")
        for _ in range(5):
            assert visitor.press(email=email, password="wrong password").status == 403
        assert visitor.press(email=email, password=PASSWORD).status == 429
        assert re.search(r"Too many wrong passwords. Try again after \d\d:\d\d UTC", visitor.words)

    def test_one_address_cannot_guess_at_many_accounts(self, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(session, "GUESSES_FROM_ONE_ADDRESS", replace(session.GUESSES_FROM_ONE_ADDRESS, most=3))
        monkeypatch.setattr(session, "sender_address", lambda: "192.0.2.7")
        visitor = Visitor(app.test_client()).open("/review/sign-in")
        for _ in range(3):
            assert visitor.press(email=next(names), password="wrong password").status == 403
        assert visitor.press(email=next(names), password="wrong password").status == 429

    def test_a_planted_cookie_opens_nothing(self, app: Flask) -> None:
        thief, victim = Visitor(app.test_client()), Visitor(app.test_client())
        planted = thief.open("/review/sign-in").client.get_cookie("session").value  # type: ignore[union-attr]
        email = next(names)
        add_reviewer(publication(app).store, email, PASSWORD)
        victim.client.set_cookie("session", planted)
        victim.open("/review/sign-in").press(email=email, password=PASSWORD)
        assert victim.open("/review").status == 200
        assert victim.client.get_cookie("session").value != planted  # type: ignore[union-attr]
        assert thief.open("/review").status == 303

    def test_a_form_of_before_the_sign_in_is_refused_after_it(self, app: Flask) -> None:
        visitor = Visitor(app.test_client()).open("/review/sign-in")
        token = visitor.form().fields["csrf_token"]
        add_reviewer(publication(app).store, email := next(names), PASSWORD)
        visitor.press(email=email, password=PASSWORD)
        assert visitor.client.post("/review/sign-out", data={"csrf_token": token}).status_code == 400

    def test_sign_out_ends_copies_of_the_session_too(self, app: Flask, ann: Visitor) -> None:
        copy = app.test_client()
        copy.set_cookie("session", ann.client.get_cookie("session").value)  # type: ignore[union-attr]
        assert copy.get("/review").status_code == 200
        first = ann.open("/review").page.text
        token = re.search(r'name="csrf_token" value="([^"]+)"', first)
        assert token
        assert ann.client.post("/review/sign-out", data={"csrf_token": token[1]}).status_code == 303
        assert copy.get("/review").status_code == ann.open("/review").status == 303

    @pytest.mark.parametrize(
        "end", [close_account, lambda store, email: add_reviewer(store, email, "another password")]
    )
    def test_a_closed_account_and_a_new_password_end_sessions(
        self, app: Flask, ann: Visitor, end: Callable[..., object]
    ) -> None:
        assert ann.open("/review").status == 200
        end(publication(app).store, ann.email)  # type: ignore[attr-defined]
        assert ann.open("/review").status == 303

    @pytest.mark.parametrize(("steps", "status"), [([3_600] * 3, 200), ([8_000], 303), ([3_600] * 13, 303)])
    def test_ends_when_idle_and_at_last(
        self, ann: Visitor, monkeypatch: pytest.MonkeyPatch, steps: list[int], status: int
    ) -> None:
        now = session.time.time()
        for step in steps:
            now += step
            monkeypatch.setattr(session.time, "time", lambda now=now: now)
            ann.open("/review")
        assert ann.status == status

    def test_cookie_and_pages_are_private(self, app: Flask, ann: Visitor) -> None:
        cookies = ann.page.headers.getlist("Set-Cookie")
        (cookie,) = [each for each in cookies if each.startswith("session=")]
        assert {"HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
        headers = ann.open("/review").page.headers
        assert headers["Cache-Control"] == "no-store"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert Visitor(app.test_client()).open("/review/sign-in").page.headers["X-Robots-Tag"] == "noindex"

    def test_a_store_that_is_away_is_told(self, app: Flask, ann: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object) -> None:
            raise OperationalError("", {}, Exception("gone"))

        monkeypatch.setattr(session, "stamp_of", fail)
        assert (ann.open("/review").status, "Nothing was written" in ann.words) == (503, True)

    def test_every_action_asks_for_a_session_and_a_token(self, app: Flask, ann: Visitor) -> None:
        (number,) = sent(app)
        stranger = app.test_client()
        for path in ("/review/all", f"/review/{number}", "/review/undo/1"):
            assert stranger.post(path, data={"action": "accept", "chosen": f"{number}:1"}).status_code == 303
            refused = ann.client.post(path, data={"action": "accept", "revision": "1", "chosen": f"{number}:1"})
            assert (refused.status_code, "Nothing was written" in refused.text) == (400, True)
        assert found(app, number)["state"] == "waiting"


class TestQueue:
    def test_says_what_from_whom_and_what_to_look_at(self, app: Flask, ann: Visitor) -> None:
        taken = {"counterpart_country": {"said": "Portugual", "taken": "", "name": "Portugal", "score": 80}}
        likely = {**NEW, "title": "Austin trip"}
        numbers = sent(app, Proposed("new", {**NEW, "us_state": ""}, guesses=taken), Proposed("new", likely))
        submission = found(app, numbers[0])["submission"]
        words = ann.open(f"/review?submission={submission}").words
        for part in (
            "City of Austin – Lisbon · Sister or friendship agreement · May 2026",
            "Needs a decision: Country or area",
            "1 problem",
            "Office of the Mayor",
            "2 proposals",
        ):
            assert part in words

    def test_is_filtered_by_the_address(self, app: Flask, ann: Visitor) -> None:
        word = f"w{uuid4().hex[:8]}"
        sent(app, Proposed("new", {**NEW, "title": f"{word} one"}))
        (second,) = sent(app, Proposed("new", {**NEW, "title": f"{word} two"}), sender=SURVEY)
        assert "2 proposals" in ann.open(f"/review?q={word}").words
        assert "1 proposal," in ann.open(f"/review?q={word}&track=survey").words
        assert "Nothing in the queue is so" in ann.open(f"/review?q={word}&kind=problem").words
        assert f"/review/{second}?track=survey&amp;q={word}" in ann.open(f"/review?q={word}&track=survey").page.text

    def test_pages_lead_on_and_back(self, app: Flask, ann: Visitor) -> None:
        numbers = sent(app, *[Proposed("new", {**NEW, "title": f"{number}"}) for number in range(30)])
        path = f"/review?submission={found(app, numbers[0])['submission']}"
        assert "30 proposals, 1 to 25" in ann.open(path).words
        assert "30 proposals, 26 to 30" in ann.open(f"{path}&start=25").words
        assert "start=25" not in ann.page.text.split("queue-pages")[1]

    def test_many_at_once_and_what_was_not_taken(self, app: Flask, ann: Visitor, ben: Visitor) -> None:
        good, bad, late = sent(app, Proposed("new", NEW), Proposed("new", {**NEW, "issues": "x"}), Proposed("new", NEW))
        path = f"/review?submission={found(app, good)['submission']}&all=1"
        ann.open(path)
        ben.open(f"/review/{late}").press(REJECT, reason="Double.")
        ann.press(ACCEPT, form="queue")
        assert "1 accepted and 2 were not:" in ann.words
        assert re.search(rf"Proposal {bad} : issues .* not of", ann.words)
        assert f"{ben.email} rejected this" in ann.words  # type: ignore[attr-defined]
        assert [found(app, number)["state"] for number in (good, bad, late)] == ["accepted", "waiting", "rejected"]
        ann.open(path).press(REJECT, form="queue")
        assert "Give the reason" in ann.words
        ann.open(path).press(REJECT, form="queue", reason="No such issue.")
        assert "1 rejected." in ann.words
        sent(app)
        assert "Nothing was chosen" in ann.open("/review").press(ACCEPT, form="queue").words


class TestDecide:
    def test_accepting_publishes_and_leads_to_the_next(self, app: Flask, ann: Visitor) -> None:
        first, second = sent(app, Proposed("new", NEW), Proposed("new", {**NEW, "counterpart": "Porto"}))
        query = f"submission={found(app, first)['submission']}"
        ann.open(f"/review/{first}?{query}").press(ACCEPT, note="Confirmed.")
        assert ann.page.headers["Location"] == f"/review/{second}?{query}&done={first}"
        change = last_change(app)
        assert (change.after, change.reason, change.who) == (
            {**NEW, "id": f"S{first:05d}"},
            "Confirmed.",
            ann.email,  # type: ignore[attr-defined]
        )
        assert f"Proposal {first}: accepted. S{first:05d} added, change {change.number}." in ann.follow().words
        assert f"/review/undo/{change.number}" in ann.page.text
        ann.press(REJECT, reason="Double.")
        assert ann.page.headers["Location"] == f"/review?{query}&done={second}"
        assert f"Proposal {second}: rejected." in ann.follow().words

    def test_what_is_sent_untouched_is_not_edited(self, app: Flask, ann: Visitor) -> None:
        (number,) = sent(app, Proposed("new", {**NEW, "issues": "health|culture_arts"}))
        ann.open(f"/review/{number}").press(ACCEPT)
        assert [step["action"] for step in found(app, number)["steps"]] == ["approved", "accepted"]
        assert last_change(app).after["issues"] == "health|culture_arts"  # type: ignore[index]

    def test_edits_are_accepted_and_told(self, app: Flask, ann: Visitor) -> None:
        (number,) = sent(app)
        ann.open(f"/review/{number}").press(ACCEPT, end_date="2031", issues=["", "energy"], title="A\x00 title")
        after = last_change(app).after
        assert after is not None
        assert (after["end_date"], after["issues"], after["title"]) == ("2031", "energy", "A title")
        assert "end_date: empty → 2031" in found(app, number)["steps"][0]["note"]

    def test_a_bad_value_is_told_at_its_field_and_everything_is_kept(self, app: Flask, ann: Visitor) -> None:
        (number,) = sent(app)
        ann.open(f"/review/{number}").press(ACCEPT, start_date="May 26", title="Typed by hand", note="My note")
        assert ann.status == 422
        told = re.search(r'id="problem-start_date"><li>([^<]+)', ann.page.text)
        assert told
        assert "is not a date such as" in told[1]
        fields = ann.form("proposal").fields
        assert [fields[name] for name in ("start_date", "title", "note")] == [
            ["May 26"],
            ["Typed by hand"],
            ["My note"],
        ]
        assert ann.press(ACCEPT, start_date="2026-05-26").status == 303
        assert last_change(app).after["title"] == "Typed by hand"  # type: ignore[index]

    def test_who_comes_second_is_told_and_keeps_what_was_typed(self, app: Flask, ann: Visitor, ben: Visitor) -> None:
        (number,) = sent(app)
        ann.open(f"/review/{number}")
        ben.open(f"/review/{number}").press(ASK, question="Who signed?")
        ann.press(ACCEPT, title="Typed by hand", note="My note")
        assert ann.status == 409
        assert f"{ben.email} asked this on" in ann.words  # type: ignore[attr-defined]
        assert "“Who signed?”" in ann.words
        assert (ann.form("proposal").fields["title"], found(app, number)["state"]) == (["Typed by hand"], "asked")
        assert ann.press(ACCEPT).status == 303
        assert last_change(app).after["title"] == "Typed by hand"  # type: ignore[index]

    def test_a_row_that_changed_meanwhile_is_not_overwritten(self, app: Flask, ann: Visitor, ben: Visitor) -> None:
        one, other = sent(
            app,
            Proposed("correction", {"title": "New title"}, "T02"),
            Proposed("correction", {"source_name": "The Gazette"}, "T02"),
        )
        ann.open(f"/review/{one}")
        ben.open(f"/review/{other}").press(ACCEPT)
        ann.press(ACCEPT, summary="A new summary.")
        assert ann.status == 409
        assert f"{ben.email} changed T02" in ann.words  # type: ignore[attr-defined]
        assert ann.press(ACCEPT).status == 303
        after = last_change(app).after
        assert after is not None
        wanted = ("New title", "The Gazette", "A new summary.")
        assert tuple(after[name] for name in ("title", "source_name", "summary")) == wanted

    def test_a_correction_shows_what_would_change(self, app: Flask, ann: Visitor) -> None:
        (number,) = sent(app, Proposed("correction", {"start_date": "2021-03"}, "T01", "See our minutes."))
        words = ann.open(f"/review/{number}").words
        assert "What would change in T01" in words
        assert re.search(r"Start .*March 2021", words.split("What would change")[1])
        assert "See our minutes." in words

    def test_merging_takes_what_is_ticked(self, app: Flask, ann: Visitor) -> None:
        was = publication(app).base.engagements.set_index("id").loc["T03"]
        (number,) = sent(app, Proposed("new", {**NEW, "title": "Another title"}))
        ann.open(f"/review/{number}").press(("compare", ""), into="nowhere")
        assert "There is no engagement nowhere" in ann.words
        ann.press(("compare", ""), into="T03", end_date="2031")
        assert "Merge with T03" in ann.words
        assert found(app, number)["state"] == "waiting"
        ann.press(("merge", "T03"), take=["end_date"], **{"merge-note": "The same."})
        assert ann.status == 303, ann.words
        change = last_change(app)
        assert change.differences == (("end_date", was["end_date"], "2031"),)
        assert (change.engagement, change.reason, found(app, number)["state"]) == ("T03", "The same.", "merged")

    def test_likely_duplicates_stand_beside_it(self, app: Flask, ann: Visitor) -> None:
        (first,) = sent(app, Proposed("new", {**NEW, "counterpart": "Faro", "counterpart_city": "Faro"}))
        ann.open(f"/review/{first}").press(ACCEPT)
        (again,) = sent(app, Proposed("new", {**NEW, "counterpart": "City of Faro", "title": "Faro, again"}))
        assert (
            f"Likely duplicate of S{first:05d}"
            in ann.open(f"/review?submission={found(app, again)['submission']}").words
        )
        ann.open(f"/review/{again}")
        assert f"S{first:05d} Austin and Lisbon become sister cities" in ann.words
        assert ("compare", f"S{first:05d}") in ann.form("proposal").buttons

    def test_a_problem_ends_in_a_correction_or_a_withdrawal(self, app: Flask, ann: Visitor) -> None:
        one, two = sent(app, *[Proposed("problem", {}, name, "It is wrong.") for name in ("T04", "T05")])
        assert ann.open(f"/review/{one}").press(ACCEPT).status == 422
        assert "Nothing would change" in ann.words
        assert ann.press(ACCEPT, title="Put right").status == 303
        assert last_change(app).differences[0][2] == "Put right"
        assert ann.open(f"/review/{two}").press(("action", "withdraw")).status == 422
        assert "Say why it is withdrawn" in ann.words
        assert ann.press(("action", "withdraw"), why="It never took place.").status == 303
        assert (last_change(app).action, last_change(app).reason) == ("withdrawn", "It never took place.")

    def test_asking_and_rejecting_write_to_the_sender(self, app: Flask, ann: Visitor) -> None:
        one, two, three = sent(app, *[Proposed("new", {**NEW, "title": title}) for title in ("a", "b", "c")])
        assert ann.open(f"/review/{one}").press(ASK).status == 422
        assert ann.press(ASK, question="Who signed in Q7?").status == 303
        assert ann.open(f"/review/{two}").press(REJECT).status == 422
        assert ann.press(REJECT, reason="Q7 is no reason.").status == 303
        ready = "The source does not say so."
        assert ann.open(f"/review/{three}").press(REJECT, ready=ready).status == 303
        with publication(app).store.reading() as connection:
            written = list(connection.execute(select(letters.c.body)).scalars())
        assert all(words in "\n".join(written) for words in ("Who signed in Q7?", "Q7 is no reason.", ready))
        question = next(body for body in written if "Who signed in Q7?" in body)
        page = re.search(r"/submit/status/\w+", question)
        assert page is not None
        assert "Who signed in Q7?" in Visitor(app.test_client()).open(page[0]).words, "it can be answered from there"

    def test_guesses_are_shown_and_one_click_takes_another(self, app: Flask, ann: Visitor) -> None:
        guess = {
            "said": "Portugual",
            "taken": "PRT",
            "name": "Portugal",
            "score": 94,
            "how": "spelling",
            "others": [{"code": "PRI", "name": "Puerto Rico"}],
        }
        (number,) = sent(app, Proposed("new", NEW, guesses={"counterpart_country": guess}))
        assert (
            "Sent as “Portugual”, taken as Portugal 94 of 100, by spelling Take: Puerto Rico"
            in ann.open(f"/review/{number}").words
        )
        ann.press(("use", "counterpart_country=PRI"), title="Typed")
        fields = ann.form("proposal").fields
        assert (fields["counterpart_country"], fields["title"]) == (["PRI"], ["Typed"])
        assert "Accept with 2 edits" in ann.words

    def test_another_actor_brings_its_place_along(self, app: Flask, ann: Visitor) -> None:
        guess = {"said": "Port LA", "taken": "austin-tx", "name": "City of Austin", "open": True, "score": 72}
        others = [{"code": "port-of-los-angeles-ca", "name": "Port of Los Angeles"}, {"code": "new", "name": "Port LA"}]
        (number,) = sent(app, Proposed("new", NEW, guesses={"us_actor": {**guess, "others": others}}))
        words = ann.open(f"/review/{number}").words
        assert "Take: City of Austin, TX Port of Los Angeles, CA “Port LA” as written" in words
        assert "Needs a decision: U.S. actor" in words
        ann.press(("use", "us_actor=port-of-los-angeles-ca"))
        fields = ann.form("proposal").fields
        sides = [fields[name] for name in ("us_actor", "us_level", "us_state", "us_city")]
        assert sides == [["Port of Los Angeles"], ["agency"], ["CA"], ["Los Angeles"]]
        assert ann.press(("use", "us_actor=new")).form("proposal").fields["us_actor"] == ["Port LA"]

    def test_two_have_to_agree(self, app: Flask, ann: Visitor, ben: Visitor, two_needed: None) -> None:
        (number,) = sent(app)
        version = publication(app).store.version()
        assert "Approve a" in ann.open(f"/review/{number}").words
        ann.press(ACCEPT)
        assert "approved once, waits for a second reviewer" in ann.follow().words
        ann.open(f"/review/{number}").press(ACCEPT)
        assert (ann.status, "another reviewer has to agree" in ann.words) == (422, True)
        assert publication(app).store.version() == version
        assert f"Approved by {ann.email}" in ben.open(f"/review/{number}").words  # type: ignore[attr-defined]
        ben.press(ACCEPT)
        assert (ben.status, last_change(app).number) == (303, version + 1)

    def test_what_is_decided_is_only_read(self, app: Flask, ann: Visitor) -> None:
        (number,) = sent(app)
        ann.open(f"/review/{number}").press(REJECT, reason="Double.")
        page = ann.open(f"/review/{number}")
        assert "rejected this on" in page.words
        assert [button for button in page.form("proposal").buttons if button[1] != "check"] == []

    def test_a_sent_document_is_given_to_reviewers_before_it_is_published(self, app: Flask, ann: Visitor) -> None:
        digest = keep_document(publication(app).store, "minutes.pdf", "application/pdf", b"%PDF-1.7 minutes")
        (number,) = sent(app, Proposed("new", {**NEW, "title": "With minutes"}, document=digest))
        assert f'href="/documents/{digest}"' in ann.open(f"/review/{number}").page.text
        assert ann.open(f"/documents/{digest}").status == 200
        assert app.test_client().get(f"/documents/{digest}").status_code == 404

    def test_numbers_that_are_none_answer_404(self, ann: Visitor) -> None:
        assert [ann.open(path).status for path in ("/review/999999", f"/review/{2**31}", "/review/x")] == [404] * 3


class TestChanges:
    def test_the_public_reads_what_changed_but_not_who(self, app: Flask, ann: Visitor) -> None:
        (number,) = sent(app, Proposed("correction", {"title": "Put right"}, "T06"))
        ann.open(f"/review/{number}").press(ACCEPT, note="See the minutes.")
        public = Visitor(app.test_client()).open("/data/changes")
        for part in (
            "Corrected T06",
            "Put right",
            "See the minutes.",
            "Sent through the form",
        ):
            assert part in public.words
        assert "@" not in public.words
        assert "Office of the Mayor" not in public.words
        assert "Undo" not in public.words
        private = ann.open("/data/changes")
        assert f"From Office of the Mayor. By {ann.email}. Undo…" in private.words  # type: ignore[attr-defined]
        assert private.page.headers["Cache-Control"] == "no-store"

    def test_older_ones_follow(self, app: Flask, ann: Visitor) -> None:
        for _ in range(2):
            (number,) = sent(app)
            ann.open(f"/review/{number}").press(ACCEPT)
        newest_number = last_change(app).number
        words = ann.open(f"/data/changes?before={newest_number}").words
        assert f"change {newest_number - 1}" in words
        assert f"change {newest_number} " not in words
        assert "no older changes" in ann.open("/data/changes?before=1").words

    def test_undo_asks_for_a_reason_and_restores(self, app: Flask, ann: Visitor, ben: Visitor) -> None:
        (number,) = sent(app, Proposed("correction", {"title": "By mistake"}, "T07"))
        ann.open(f"/review/{number}").press(ACCEPT)
        change = last_change(app)
        ann.open(f"/review/undo/{change.number}?track=survey").press()
        assert (ann.status, "Say why" in ann.words) == (422, True)
        ben.open(f"/review/undo/{change.number}")
        ann.press(reason="It was right before.")
        assert f"Change {change.number} was undone" in ann.follow().words
        assert last_change(app).after == change.before
        assert ben.press(reason="Me too.").status == 409
        assert ann.open("/review/undo/99999").status == 404

    def test_a_withdrawn_engagement_keeps_a_page(self, app: Flask, ann: Visitor) -> None:
        (number,) = sent(app, Proposed("withdrawal", {}, "T08", "Never took place."))
        ann.open(f"/review/{number}").press(("action", "withdraw"), why="It was announced and cancelled.")
        its = publication(app)
        its.look()
        answer = app.test_client().get("/engagement/T08")
        assert (answer.status_code, answer.headers["X-Robots-Tag"]) == (200, "noindex")
        assert "X-Robots-Tag" not in app.test_client().get("/engagement/T09").headers
        title, layout = page_for("/engagement/T08", its.current, lambda _: None)  # type: ignore[arg-type, return-value]
        assert (title, is_page("/engagement/T08", its.current)) == ("Withdrawn", True)
        assert "It was announced and cancelled." in str(layout)
        assert its.base.engagements.set_index("id").loc["T08", "title"] in str(layout)

    def test_an_engagement_tells_its_history(self, app: Flask, ann: Visitor) -> None:
        (number,) = sent(app, Proposed("correction", {"source_name": "The Herald"}, "T10"))
        ann.open(f"/review/{number}").press(ACCEPT)
        its = publication(app)
        its.look()
        _, layout = page_for("/engagement/T10", its.current, lambda _: None)  # type: ignore[arg-type, return-value]
        assert "The Herald" in str(layout)
        assert "History" in str(layout)
        _, other = page_for("/engagement/T11", its.current, lambda _: None)  # type: ignore[arg-type, return-value]
        assert "History" not in str(other)


PATHS = [
    "/review/all",
    "/review/1",
    "/review/2?state=all&start=99999999999",
    "/review/undo/1",
    "/review/sign-in?next=/x",
    "/review/undo/0",
    "/review/all?submission=99999999999",
]
KEYS = [
    "action",
    "revision",
    "seen",
    "was",
    "use",
    "compare",
    "merge",
    "merge-seen",
    "take",
    "into",
    "reason",
    "ready",
    "question",
    "why",
    "note",
    "chosen",
    "email",
    "password",
    *EDITABLE,
]
VALUES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "accept",
            "reject",
            "ask",
            "withdraw",
            "1",
            "2147483648",
            "-1",
            "T01",
            "1:1",
            "0:99999999999",
            "",
            '{"title": 1}',
            "[[[",
            "issues=x",
            "country=\x00",
            "\x00",
            "٣",
        ]
    ),
    st.sampled_from(COLUMN_NAMES),
)


class TestAnything:
    @hypothesis_settings(max_examples=40)
    @given(
        path=st.sampled_from(PATHS),
        data=st.dictionaries(st.sampled_from(KEYS), st.lists(VALUES, min_size=1, max_size=2)),
    )
    def test_no_posting_breaks_the_server(self, app: Flask, path: str, data: dict[str, list[str]]) -> None:
        if not hasattr(app, "fuzzed"):
            sent(app, Proposed("new", NEW), Proposed("problem", {}, "T12", "Wrong."))
            visitor = signed_in(app).open("/review")
            app.fuzzed = visitor, visitor.form("queue").fields["csrf_token"]  # type: ignore[attr-defined]
        visitor, token = app.fuzzed  # type: ignore[attr-defined]
        answer = visitor.client.post(path, data={**data, "csrf_token": token})
        assert answer.status_code in (200, 303, 400, 403, 404, 409, 422, 429)


class TestCommands:
    @pytest.fixture
    def environment(self, tmp_path: Path) -> dict[str, str]:
        return {"DATABASE_URL": f"sqlite:///{tmp_path / 'store.db'}", "DASHBOARD_TABLE": str(ODDITIES)}

    def run(self, environment: dict[str, str], *words: str, typed: str = "") -> tuple[int, str]:
        ran = CliRunner().invoke(commands, words, input=typed, env=environment)
        return ran.exit_code, ran.output

    def test_accounts_are_made_listed_and_closed(self, environment: dict[str, str]) -> None:
        asked = self.run(environment, "reviewer", "add", "ann@example.org", typed=f"{PASSWORD}\n{PASSWORD}\n")
        assert (asked[0], PASSWORD in asked[1]) == (0, False)
        piped = self.run(environment, "reviewer", "add", "ann@example.org", "--password-stdin", typed=f"{PASSWORD}\n")
        assert piped == (0, "ann@example.org has a new password.\n")
        assert "ann@example.org  open" in self.run(environment, "reviewer", "list")[1]
        assert self.run(environment, "reviewer", "close", "ann@example.org")[0] == 0
        assert "closed" in self.run(environment, "reviewer", "list")[1]
        assert self.run(environment, "reviewer", "close", "ben@example.org") == (
            2,
            "There is no account 'ben@example.org'.\n",
        )

    def test_bad_ones_are_refused_in_a_sentence(self, environment: dict[str, str]) -> None:
        code, said = self.run(environment, "reviewer", "add", "ann@example.org", "--password-stdin", typed="short\n")
        assert (code, said) == (2, "The password has 5 characters. Allowed: 12 to 200.\n")
        differing = self.run(environment, "reviewer", "add", "ann@example.org", typed=f"{PASSWORD}\nother words\n")
        assert differing[0] == 1

    def test_any_state_of_the_table_is_written(self, environment: dict[str, str], tmp_path: Path) -> None:
        its = Publication(Settings.from_env({**os.environ, **environment}), Store(environment["DATABASE_URL"]))
        base = its.base.engagements
        for name, fields in (("T01", {"title": "One"}), ("T02", {"title": "Two"})):
            receipt = submit(its.store, OFFICE, [Proposed("correction", fields, name)], name, "s", "http://x/")
            its.desk().accept("ann@example.org", receipt.number, 1)
        titles = []
        for version in ("0", "1", "2"):
            out = tmp_path / f"{version}.csv"
            assert self.run(environment, "table", "--version", version, str(out))[0] == 0
            table = pd.read_csv(out, dtype=str, keep_default_na=False)
            assert list(table["id"]) == list(base["id"])
            titles.append(tuple(table.set_index("id").loc[["T01", "T02"], "title"]))
        was = tuple(base.set_index("id").loc[["T01", "T02"], "title"])
        assert titles == [was, ("One", was[1]), ("One", "Two")]
        assert self.run(environment, "table", "--version", "3", str(tmp_path / "3.csv")) == (
            2,
            "There is no change 3: the last one is 2.\n",
        )
        its.store.close()
