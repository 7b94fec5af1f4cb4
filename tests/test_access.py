"""Who may do what: every address and every callback, tried by everyone there is, against one table of outcomes.

A new address fails here until the table says for whom it is. How sessions begin and end is in ``test_review`` too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from forms import Visitor
from oracle import ODDITIES
from questions import ALL, UPDATE, post

from dashboard.contribute import session
from dashboard.settings import Settings
from dashboard.store import accounts
from dashboard.store.accounts import add_reviewer, close_account
from dashboard.store.database import Store
from dashboard.store.documents import keep_document
from dashboard.store.imports import keep_file
from dashboard.store.submissions import Proposed, Sender, submit
from dashboard.wiring import create_app

PASSWORD = "correct horse battery"
ANN, BEN, EVE = "ann@example.org", "ben@example.org", "eve@example.org"
KIND = "<any(state,place,country,counterpart,network,tie):kind>"

PUBLIC = """
/ /<path:path> /{kind}/<path:key>/brief.pdf /_dash-component-suites/<string:package_name>/<path:fingerprinted_path>
/_dash-dependencies /_dash-layout /_favicon.ico /_reload-hash /api/docs /api/docs/<name> /api/v1/counts/<field>
/api/v1/engagements /api/v1/engagements/<id> /api/v1/network /api/v1/snapshots /api/v1/vocabularies
/api/v1/vocabularies/<vocabulary> /assets/<path:filename> /card.png /card/<path:page>.png
/static/<digest>/<path:address> /data.json /data/changes.csv
/data/coverage/<table>.csv /datapackage.json /disparities/<table>.csv
/download.zip /drawings/<theme>/<extent>/ /drawings/<theme>/<extent>/<path:page>
/engagements.csv /engagements.geojson /engagements.json /engagements.xlsx /feed.atom /healthz
/metrics /network.graphml /network.json /networks/<table>.csv /openapi.json /opportunities.csv /over-time/<table>.csv
/robots.txt /rows /search /sitemap-<int:number>.xml /sitemap.xml /snapshots/<number>/<name> /submit/suggest
/views/<view> /views/<view>.csv
""".replace("{kind}", KIND)
"""Read by everyone, and the same for everyone, signed in or not."""

OPEN_FORMS = "/submit /submit/problem /submit/status /submit/status/<word> /submit/status/<word>/change/<int:number>"
"""Everyone opens them; nobody posts to them without the token of the page."""

WITH_MORE = "/data/changes /documents/<digest>"
"""Everyone's, with more for reviewers: who decided and the way to undo it, documents that are not published yet."""

SIGN_IN = "/review/sign-in /review/sign-out"

REVIEWERS = """
/review /review/<int(max=2147483647):proposal> /review/all /review/import /review/import/<int:number>
/review/import/<int:number>/progress /review/import/<int:number>/to-mend.csv /review/undo/<int(max=2147483647):version>
"""
"""Whoever is not signed in is led to the sign-in."""

GROUPS = {"public": PUBLIC, "form": OPEN_FORMS, "more": WITH_MORE, "sign-in": SIGN_IN, "reviewers": REVIEWERS}
GROUP_OF = {rule: group for group, rules in GROUPS.items() for rule in rules.split()} | {UPDATE: "callbacks"}

CHANGING = ("POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Everyone:
    """Clients by role, and what there is to be seen: the word of a submission, the digest of its document."""

    app: Flask
    clients: dict[str, FlaskClient]
    word: str
    digest: str

    @property
    def strangers(self) -> dict[str, FlaskClient]:
        return {role: client for role, client in self.clients.items() if role != "reviewer"}

    def address(self, rule: str) -> str:
        """An address of the rule at which there is something, where this is easy to say."""
        known = {"<word>": self.word, "<digest>": self.digest, KIND: "state", "<path:key>": "TX", "<id>": "T01"}
        known |= {
            "<theme>": "light",
            "<extent>": "whole",
            "<path:page>": "state/TX",
            "<view>": "state-map",
            "<path:path>": "state/TX",
            "<field>": "country",
        }
        for part, value in known.items():
            rule = rule.replace(part, value)
        return re.sub(r"<[^>]+>", "1", rule) + ("?engagement=T01" if rule == "/submit/problem" else "")


@pytest.fixture(scope="module", autouse=True)
def quick_hashes() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(accounts, "HASHER", quick)
        known = quick.hash("nobody")
        patch.setattr(accounts, "nobody", lambda: known)
        yield


@pytest.fixture(scope="module")
def everyone(own_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Everyone]:
    database = f"sqlite:///{tmp_path_factory.mktemp('access') / 'store.db'}"
    app = create_app(replace(own_settings, database=database, table=ODDITIES)).server
    store = store_of(app)
    digest = keep_document(store, "letter.pdf", "application/pdf", b"%PDF-1.7 secret")
    proposed = [Proposed("correction", {"title": "Another"}, "T01", "Wrong.", document=digest)]
    sent = submit(store, Sender("Mayor", "mayor@example.org"), proposed, "key", str(app.secret_key), "http://x/")
    keep_file(store, "survey.csv", ANN, b"City name,State,Partner country\nAustin,TX,Norway\n")
    clients = {"nobody": app.test_client(), "sender": app.test_client()}
    clients["sender"].get(f"/submit/status/{sent.word}")
    clients |= {"reviewer": signed_in(app, ANN).client, "signed out": signed_in(app, BEN).client}
    clients["closed account"] = signed_in(app, EVE).client
    sign_out(clients["signed out"])
    close_account(store, EVE)
    yield Everyone(app, clients, sent.word, digest)
    app.extensions["publication"].close()


def store_of(app: Flask) -> Store:
    return app.extensions["publication"].store


def signed_in(app: Flask, email: str) -> Visitor:
    add_reviewer(store_of(app), email, PASSWORD)
    visitor = Visitor(app.test_client()).open("/review/sign-in").press(email=email, password=PASSWORD)
    assert visitor.status == 303
    return visitor


def sign_out(client: FlaskClient) -> None:
    client.post("/review/sign-out", data=token_of(client))
    assert client.get("/review").status_code == 303


def token_of(client: FlaskClient) -> dict[str, str]:
    """The token of a page of this session."""
    return {"csrf_token": Visitor(client).open("/review").form().fields["csrf_token"][0]}


def rules_of(group: str) -> list[str]:
    return [rule for rule, of in GROUP_OF.items() if of == group]


def outcome(client: FlaskClient, path: str, method: str = "GET") -> tuple[int, str]:
    with client.open(path, method=method) as answer:
        return answer.status_code, answer.headers.get("Location", "")


def test_the_table_has_every_address(everyone: Everyone) -> None:
    assert {rule.rule for rule in everyone.app.url_map.iter_rules()} == set(GROUP_OF)


def test_what_is_public_is_the_same_for_everyone(everyone: Everyone) -> None:
    for rule in rules_of("public"):
        path = everyone.address(rule)
        outcomes = {role: outcome(client, path) for role, client in everyone.clients.items()}
        assert len(set(outcomes.values())) == 1, (path, outcomes)
        assert "/review" not in outcomes["nobody"][1], path


def test_nothing_public_takes_a_change(everyone: Everyone) -> None:
    for rule in rules_of("public"):
        for method in CHANGING:
            for role, client in everyone.clients.items():
                assert outcome(client, everyone.address(rule), method)[0] in (404, 405), (rule, method, role)


def test_pages_of_reviewers_lead_everyone_else_to_the_sign_in(everyone: Everyone) -> None:
    methods = {(each.rule, method) for each in everyone.app.url_map.iter_rules() for method in each.methods or ()}
    for rule in rules_of("reviewers"):
        path = everyone.address(rule)
        for method in (each for each in ("GET", "POST") if (rule, each) in methods):
            for role, client in everyone.strangers.items():
                status, leads_to = outcome(client, path, method)
                assert (status, leads_to[:15]) == (303, "/review/sign-in"), (path, method, role)
            status, leads_to = outcome(everyone.clients["reviewer"], path, method)
            assert status in ((200, 404) if method == "GET" else (400,)), (path, method, status)
            assert leads_to == ""


@pytest.mark.parametrize("group", ["form", "reviewers", "sign-in"])
def test_nothing_is_posted_without_the_token_of_a_page(everyone: Everyone, group: str) -> None:
    takers = {each.rule for each in everyone.app.url_map.iter_rules() if "POST" in (each.methods or ())}
    for rule in set(rules_of(group)) & takers:
        for token in ("", "forged", everyone.clients["reviewer"].get_cookie("session").value):  # type: ignore[union-attr]
            client = everyone.clients["reviewer"]
            answer = client.post(everyone.address(rule), data={"csrf_token": token, "do": "send", "action": "accept"})
            assert answer.status_code == 400, rule
    assert outcome(everyone.clients["reviewer"], "/review")[0] == 200, "a forged sign-out ended the session"


def test_a_token_of_somebody_else_is_none(everyone: Everyone) -> None:
    theirs = token_of(signed_in(everyone.app, "fay@example.org").client)
    answer = everyone.clients["reviewer"].post("/review/all", data={**theirs, "action": "accept"})
    assert answer.status_code == 400


def test_documents_and_names_are_for_reviewers(everyone: Everyone) -> None:
    for client in everyone.strangers.values():
        assert client.get(f"/documents/{everyone.digest}").status_code == 404
        changes = client.get("/data/changes")
        assert changes.status_code == 200
        assert "@example.org" not in changes.text
        assert "/review/undo" not in changes.text
    assert everyone.clients["reviewer"].get(f"/documents/{everyone.digest}").status_code == 200


def test_a_submission_is_followed_by_its_word_alone(everyone: Everyone) -> None:
    word = everyone.word
    wrong = (word[:-1] + ("a" if word[-1] != "a" else "b"), word.upper(), word[:-1], "1", "")
    for client in everyone.clients.values():
        assert client.get(f"/submit/status/{word}").status_code == 200
        for other in wrong:
            answer = client.get(f"/submit/status/{other}", follow_redirects=True)
            assert "mayor@example.org" not in answer.text
            assert "Another" not in answer.text


def test_callbacks_answer_everyone_alike(everyone: Everyone) -> None:
    for body in ALL:
        answers = {post(client, body).data for client in everyone.clients.values()}
        assert len(answers) == 1, body["output"]
        for method in ("GET", "PUT", "DELETE"):
            assert everyone.clients["nobody"].open(UPDATE, method=method).status_code in (404, 405)


class TestGuessing:
    """At the real address, with the real limits."""

    @pytest.fixture
    def app(self, own_settings: Settings, tmp_path: Path) -> Iterator[Flask]:
        server = create_app(replace(own_settings, database=f"sqlite:///{tmp_path / 'store.db'}", table=ODDITIES)).server
        yield server
        server.extensions["publication"].close()

    def guess(self, app: Flask, email: str, times: int, address: str = "192.0.2.1") -> list[int]:
        visitor = Visitor(app.test_client()).open("/review/sign-in")
        visitor.client.environ_base["REMOTE_ADDR"] = address
        return [visitor.press(email=email, password=f"wrong password {n}").status for n in range(times)]

    def test_strangers_who_guess_lock_out_strangers_but_not_the_reviewer(self, app: Flask) -> None:
        reviewer = signed_in(app, ANN)
        sign_out(reviewer.client)
        assert self.guess(app, ANN, 7) == [403] * 5 + [429] * 2
        assert self.guess(app, ANN, 1, "198.51.100.9") == [429], "from wherever"
        stranger = Visitor(app.test_client()).open("/review/sign-in")
        assert stranger.press(email=ANN, password=PASSWORD).status == 429
        assert reviewer.open("/review/sign-in").press(email=ANN, password=PASSWORD).status == 303

    def test_who_guesses_at_a_known_browser_is_locked_out_there(self, app: Flask) -> None:
        reviewer = signed_in(app, ANN)
        sign_out(reviewer.client)
        reviewer.open("/review/sign-in")
        said = [reviewer.press(email=ANN, password="wrong password").status for _ in range(6)]
        assert said == [403] * 5 + [429]
        assert reviewer.press(email=ANN, password=PASSWORD).status == 429

    def test_the_mark_of_a_browser_opens_nothing_and_is_of_one_account(self, app: Flask) -> None:
        marked = signed_in(app, ANN).client.get_cookie("known-browser", path="/review")
        add_reviewer(store_of(app), BEN, PASSWORD)
        assert marked is not None
        assert (marked.http_only, marked.same_site, "ann" in marked.decoded_value) == (True, "Strict", False)
        self.guess(app, BEN, 5)
        for value in (marked.value, marked.value[:-1], "x" * 3_000, "W10.x"):
            visitor = Visitor(app.test_client())
            visitor.client.set_cookie("known-browser", value, path="/review")
            assert visitor.open("/review").status == 303
            assert visitor.open("/review/sign-in").press(email=BEN, password=PASSWORD).status == 429

    def test_an_office_that_guesses_at_many_accounts_waits_and_its_reviewers_do_not(self, app: Flask) -> None:
        reviewer = signed_in(app, ANN)
        sign_out(reviewer.client)
        most = session.GUESSES_FROM_ONE_ADDRESS.most
        for number in range(most // 5):
            assert self.guess(app, f"nobody{number}@example.org", 5, "127.0.0.1") == [403] * 5
        assert self.guess(app, "nobody@example.org", 1, "127.0.0.1") == [429]
        assert self.guess(app, "nobody@example.org", 1, "192.0.2.2") == [403]
        assert reviewer.open("/review/sign-in").press(email=ANN, password=PASSWORD).status == 303

    def test_many_guesses_at_once_are_no_more_than_the_limit(self, app: Flask) -> None:
        add_reviewer(store_of(app), ANN, PASSWORD)
        with ThreadPoolExecutor(12) as pool:
            said = sorted(each for part in pool.map(lambda _: self.guess(app, ANN, 1), range(24)) for each in part)
        assert said == [403] * 5 + [429] * 19


@pytest.mark.parametrize("end", ["sign out", "password", "closed"])
def test_every_copy_of_a_session_ends(everyone: Everyone, end: str) -> None:
    app, email = everyone.app, f"{end.replace(' ', '')}@example.org"
    visitor = signed_in(app, email)
    copy = app.test_client()
    copy.set_cookie("session", visitor.client.get_cookie("session").value)  # type: ignore[union-attr]
    assert copy.get("/review").status_code == 200
    ends: dict[str, Callable[[], object]] = {
        "sign out": lambda: sign_out(visitor.client),
        "password": lambda: add_reviewer(store_of(app), email, "another password"),
        "closed": lambda: close_account(store_of(app), email),
    }
    ends[end]()
    for rule in rules_of("reviewers"):
        assert outcome(copy, everyone.address(rule))[0] in (303, 404, 405), rule
    sent = {"file": (BytesIO(b"City name\nAustin\n"), "x.csv")}
    with copy.post("/review/import", data=sent) as answer:
        assert answer.status_code == 303
