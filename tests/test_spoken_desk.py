"""Forms, review and letters in other languages: nothing on them is said in English alone, and a whole sending works.

The language ⟦qps⟧ puts every message in brackets: what stands outside of them is data, or was forgotten.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from argon2 import PasswordHasher
from examples import FILLED_IN, PROPOSED
from flask import Flask
from forms import Visitor
from oracle import ODDITIES
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from dashboard import languages_route
from dashboard.contribute.protection import Protection
from dashboard.data import load_table
from dashboard.language import LANGUAGES, PSEUDO, speaking
from dashboard.publication import Publication
from dashboard.reference import load_reference
from dashboard.settings import Settings
from dashboard.store import accounts
from dashboard.store.accounts import add_reviewer
from dashboard.store.submissions import Proposed, Sender, submit
from dashboard.store.tables import letters, proposals
from dashboard.wiring import create_app

ANN, BEN, PASSWORD = "ann@example.org", "ben@example.org", "correct horse battery"
OFFICE = Sender("Oficina 1", "mayor@austin.example")
NEW = {
    **PROPOSED,
    "issues": "culture_arts|health",
    "title": "Austin y Lisboa se hermanan",
    "summary": "Los alcaldes firmaron un acuerdo.",
}
GUESSES = {
    "counterpart": {"said": "Lisboa", "taken": "", "name": "Lisbon", "score": 85, "how": "spelling", "others": []},
    "engagement_type": {"said": "pact", "taken": "memorandum", "name": "Memorandum or cooperation agreement",
                        "score": 97, "how": "alias", "others": [], "note": "may mean another one"},
}  # fmt: skip
TYPED = {
    **FILLED_IN,
    "office": "Oficina del Alcalde",
    "email": "alcalde@austin.example",
    "0-counterpart": "Alemania",
    "0-issues": ["energy"],
    "0-start_date": "2019",
    "0-summary": "Austin y Alemania acordaron trabajar juntas.",
    "0-source_url": "https://www.austintexas.gov/alemania",
}

BOISE = ["Boise", "ID"]

BRACKETED = re.compile(r"⟦[^⟦⟧]*⟧")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SAID = ("aria-label", "title", "placeholder", "alt", "data-label")
"""Attributes that people hear or read."""

EXCEPTIONS = """
CSV UTC xlsx https http
a e j k m q r u x Enter
"""
"""Abbreviations, beginnings of addresses, and names of keys."""


class Texts(HTMLParser):
    """The texts of the main part of a page, in their order, and attributes that are said."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent = 0
        self.feed(f"<main{html.partition('<main')[2].partition('</main>')[0]}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style")
        self.texts += [f"\n{value or ''}\n" for name, value in attrs if name in SAID]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts.append(data)


def unsaid(html: str, data: Iterable[str] = ()) -> str:
    """Words of a page that are neither in brackets nor data."""
    # attributes stand within brackets of a text, too, but are said apart
    text = " ".join(Texts(html).texts)
    while (left := BRACKETED.sub(" ", text)) != text:
        text = left
    known = {word for part in (*data, EXCEPTIONS) for word in WORD.findall(part)}
    return " ".join(word for word in WORD.findall(text) if word not in known)


def names() -> str:
    """What is data on every page: places in English, as this language has no names for them."""
    reference = load_reference(Settings().data)
    return " ".join([*reference.countries["name"], *reference.states["name"]])


PLACES = names()
TABLE = ODDITIES.read_text("utf-8")


@pytest.fixture(scope="module")
def app(own_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    database = f"sqlite:///{tmp_path_factory.mktemp('spoken') / 'store.db'}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        patch.setattr(languages_route, "LANGUAGES", {**LANGUAGES, PSEUDO: "Brackets"})
        patch.setattr(Protection, "is_too_quick", lambda *_: False)
        server = create_app(replace(own_settings, database=database, table=ODDITIES)).server
        store = server.extensions["publication"].store
        for who in (ANN, BEN):
            add_reviewer(store, who, PASSWORD)
        yield server
        server.extensions["publication"].close()


def visitor(app: Flask, code: str, email: str = "") -> Visitor:
    client = app.test_client()
    client.set_cookie("lang", code)
    if not email:
        return Visitor(client)
    return Visitor(client).open("/review/sign-in").press(email=email, password=PASSWORD)


def sent(app: Flask, proposed: Proposed, sender: Sender = OFFICE) -> int:
    store = publication(app).store
    receipt = submit(store, sender, [proposed], uuid4().hex, str(app.secret_key), "http://x/")
    with store.reading() as connection:
        found = select(proposals.c.id).where(proposals.c.submission == receipt.number)
        return int(connection.execute(found).scalar_one())


def publication(app: Flask) -> Publication:
    found: Publication = app.extensions["publication"]
    return found


def letter_to(app: Flask, email: str) -> tuple[str, str]:
    """Subject and text of the last letter to somebody."""
    with publication(app).store.reading() as connection:
        found = select(letters.c.subject, letters.c.body).where(letters.c.to == email).order_by(letters.c.id.desc())
        subject, body = connection.execute(found).first() or ("", "")
        return subject, body


class TestBrackets:
    """Every text of a page is a message."""

    @pytest.mark.parametrize(
        "path",
        [
            "/submit",
            "/submit?correct=T01",
            "/submit?correct=nothing",
            "/submit/problem?engagement=T01",
            "/submit/problem?engagement=nothing",
            "/submit/status",
            "/submit/status/nothing",
            "/documents/nothing",
            "/review/sign-in",
            "/data/changes",
            "/data/changes?before=1",
            "/data/changes?older=today",
        ],
    )
    def test_a_page(self, app: Flask, path: str) -> None:
        page = visitor(app, PSEUDO).open(path).page.text
        assert f'<html lang="{PSEUDO}">' in page
        assert "⟦" in page.partition("<title>")[2].partition("</title>")[0]
        assert unsaid(page, [PLACES, TABLE, path]) == ""

    def test_a_form_with_everything_wrong(self, app: Flask) -> None:
        wrong = {"0-start_date": "someday", "0-us_actor": "Nowhere", "0-counterpart": "Atlantis", "email": "nobody"}
        wrong |= {"0-source_url": "ftp", "0-summary": "ann@example.org", "0-end_date": "1500"}
        page = visitor(app, PSEUDO).open("/submit").press(("do", "check"), "submit-form", **wrong)
        assert page.status == 400
        assert len(re.findall(r'class="wrong"', page.page.text)) > 5
        assert unsaid(page.page.text, [PLACES, *wrong.values()]) == ""

    def test_sending_and_following(self, app: Flask) -> None:
        sender = (
            visitor(app, PSEUDO)
            .open("/submit")
            .press(("do", "check"), "submit-form", **{**TYPED, "email": "a@b.example"})
        )
        assert sender.status == 200
        data = [PLACES, *map(str, TYPED.values()), "a@b.example", "Germany and: memorandum or cooperation agreement"]
        assert unsaid(sender.page.text, data) == ""
        sender.press(("do", "send"), "submit-form").follow()
        assert unsaid(sender.page.text, [*data, sender.path, "localhost"]) == ""
        sender.press(("do", "answer"))
        assert sender.status == 400
        assert unsaid(sender.page.text, [*data, sender.path, "localhost"]) == ""
        subject, body = letter_to(app, "a@b.example")
        assert subject.startswith("⟦")
        assert body.startswith("⟦")

    def test_the_queue_and_proposals(self, app: Flask) -> None:
        known = [PLACES, TABLE, *NEW.values(), "May someday", OFFICE.office, OFFICE.email, ANN, "Lisboa", "pact"]
        first = sent(app, Proposed("new", NEW, guesses=GUESSES))
        like = sent(app, Proposed("new", {**NEW, "summary": "", "start_date": "someday"}))
        problem = sent(app, Proposed("problem", {}, "T01", "1"))
        fix = sent(app, Proposed("correction", {"title": "1"}, "T01", "1"))
        ann = visitor(app, PSEUDO, ANN).open("/review?state=all")
        assert unsaid(ann.page.text, [*known, *map(str, TYPED.values()), "Germany and or cooperation"]) == ""
        for number in (first, like, problem, fix):
            ann.open(f"/review/{number}")
            assert unsaid(ann.page.text, known) == "", number
        ann.open(f"/review/{fix}").press(("action", "accept"), "proposal").follow()
        assert unsaid(ann.open("/data/changes").page.text, known) == ""
        assert unsaid(ann.open("/review/undo/1").page.text, known) == ""
        ann.open(f"/review/{like}").press(("action", "accept"), "proposal")
        assert ann.status == 422
        assert unsaid(ann.page.text, known) == ""
        ann.open(f"/review/{fix}")
        assert unsaid(ann.page.text, known) == ""
        assert unsaid(ann.open("/review/999").page.text, known) == ""

    def test_survey_files(self, app: Flask) -> None:
        ann = visitor(app, PSEUDO, ANN).open("/review/import")
        assert unsaid(ann.page.text, [ANN]) == ""
        header = ["City name", "State", "Partner country", "Type of engagement", "Topics", "When"]
        rows = [
            ["Boise", "ID", "Korea", "MOU", "energy", "2019"],
            ["Boise", "ID", "Norway", "dancing", "energy", "1/2/19"],
        ]
        written = StringIO()
        csv.writer(written).writerows([header, *rows])
        token = ann.form("upload").fields["csrf_token"][0]
        file = FileStorage(BytesIO(written.getvalue().encode()), "encuesta.csv")
        ann.page = ann.client.post("/review/import", data={"csrf_token": token, "file": file})
        ann.follow()
        known = [PLACES, ANN, written.getvalue(), "encuesta csv", "Survey"]
        assert unsaid(ann.page.text, known) == ""
        ann.press(("action", "read"), "work", source_name="Survey", source_url="https://example.org").follow()
        while "at-work" in ann.page.text:
            ann.open(ann.path)
        assert unsaid(ann.page.text, [*known, "example org"]) == ""
        report = ann.client.get(f"{ann.path}/to-mend.csv").data.decode("utf-8-sig")
        assert "⟦result⟧,⟦what to do⟧,⟦guess⟧" in report


class TestSpanish:
    """The whole way of an engagement in Spanish, with what was typed in Spanish understood."""

    def test_a_sending_from_the_form_to_the_letter(self, app: Flask) -> None:
        sender = Visitor(app.test_client()).open("/submit?lang=es")
        assert '<html lang="es">' in sender.page.text
        assert " una actividad · " in sender.words
        sender.press(("do", "check"), "submit-form", **{**TYPED, "0-start_date": "algún día"})
        assert sender.status == 400
        assert "Una cosa por corregir" in sender.words
        assert "“algún día” no se lee como fecha" in sender.words
        sender.press(("do", "check"), "submit-form", **{"0-start_date": "5/2019"})
        assert sender.status == 200
        assert "Mírelo antes de enviarlo" in sender.words
        sender.press(("do", "send"), "submit-form").follow()
        assert "Guarde este enlace privado" in sender.words
        assert "City of Austin and Germany: memorandum or cooperation agreement" in sender.words
        subject, body = letter_to(app, TYPED["email"])
        assert re.fullmatch(r"Envío \d+ recibido", subject)
        assert "(1 actividad)" in body

        with publication(app).store.reading() as connection:
            kept = connection.execute(select(proposals).order_by(proposals.c.id.desc())).mappings().first()
        assert kept is not None
        assert (kept["fields"]["counterpart"], kept["fields"]["counterpart_country"]) == ("Germany", "DEU")
        ben = visitor(app, "en", BEN).open(f"/review/{kept['id']}")
        assert "Sender Oficina del Alcalde" in ben.words
        ben.press(("action", "ask"), "proposal", question="¿Cuándo?")
        subject, body = letter_to(app, TYPED["email"])
        assert subject.startswith("Una pregunta sobre el envío")
        assert "Hay una pregunta para usted" in sender.open(sender.path).words

    def test_a_letter_to_somebody_who_wrote_in_english_is_in_english(self, app: Flask) -> None:
        number = sent(app, Proposed("new", NEW), Sender("Office", "english@austin.example"))
        ann = visitor(app, "es", ANN).open(f"/review/{number}")
        assert "Quién" in ann.words
        ann.press(("action", "reject"), "proposal", reason="No.")
        assert letter_to(app, "english@austin.example")[0].endswith(": not accepted")

    def test_what_is_suggested_is_the_same(self, app: Flask) -> None:
        asked = "/submit/suggest?of=counterpart&q=Alemania"
        english, spanish = (visitor(app, code).open(asked).page.json["options"] for code in ("en", "es"))
        assert english[0]["fills"] == spanish[0]["fills"]
        assert english[0]["label"] == spanish[0]["label"] == "Germany"
        assert spanish[0]["detail"].startswith("Gobierno nacional · Alemania")

    def test_problems_of_a_table_are_said_in_the_language_of_the_reader(self, tmp_path: Path) -> None:
        broken = tmp_path / "broken.csv"
        broken.write_text(TABLE.replace(",memorandum,", ",mou,", 1), "utf-8")
        problem = load_table(broken, load_reference(Settings().data)).problems[0]
        assert str(problem).endswith("; did you mean 'memorandum'?")
        with speaking("es"):
            assert problem.in_words().endswith("; ¿quiso decir 'memorandum'?")
            assert str(problem).endswith("; did you mean 'memorandum'?")
