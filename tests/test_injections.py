"""What is sent in and accepted comes out as text: on every page, in every file, letter and picture.

Texts that try to be something else are sent by the form and by a survey file, accepted by a reviewer at the desk, and
then looked for everywhere. In a browser they are looked at in ``browser/test_no_script``.
"""

from __future__ import annotations

import csv
import email
import email.policy
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import openpyxl
import pytest
from argon2 import PasswordHasher
from corpus import CORPUS, LINES
from flask import Flask
from flask.testing import FlaskClient
from forms import Visitor
from oracle import ODDITIES
from pypdf import PdfReader
from questions import PAGE, post
from test_survey_pages import LOAD, READ, SOURCE, finished, upload
from werkzeug.test import TestResponse

from dashboard.pictures.coverage import SHEETS as COVERAGE
from dashboard.publication import Publication
from dashboard.settings import Settings
from dashboard.store import accounts
from dashboard.store.accounts import add_reviewer
from dashboard.store.letters import deliver, sending
from dashboard.views import EXPLORER
from dashboard.wiring import create_app

PASSWORD, ANN = "correct horse battery", "ann@example.org"
MOST_OF_A_FORM = 20

FILES = ("/engagements.csv", "/engagements.xlsx", "/engagements.json", "/engagements.geojson", "/network.json")
FORMULA = re.compile(r"[=+\-@\t\r]")
MARKUP = re.compile(r"<(script|img|svg|a)\b", re.IGNORECASE)


class Elements(HTMLParser):
    """What a page would run or fetch: texts of scripts, attributes that are scripts, pictures."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.blocks: list[str] = []
        self._script: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        self._script = str(dict(attrs).get("type", "")) if tag == "script" else None
        self.found += [f"{tag} {name}" for name, _ in attrs if name.startswith("on") or "pwned" in name]
        is_led = ("href", "src", "action", "formaction", "data")
        self.found += [
            f"{tag} {value}" for name, value in attrs if name in is_led and re.match(r"\s*\w*script:", value or "")
        ]
        self.found += [f"{tag} {attrs}" for _ in [0] if tag in ("img", "iframe", "object", "embed", "base")]

    def handle_endtag(self, tag: str) -> None:
        self._script = None

    def handle_data(self, data: str) -> None:
        if self._script is not None and "json" in self._script:
            self.blocks.append(data)
        elif self._script is not None and "pwned" in data:
            self.found.append(f"script {data[:80]}")


@dataclass(frozen=True)
class Told:
    """A server in whose table the texts are, a reviewer who is signed in, the rows, and the word of the submission."""

    app: Flask
    ann: Visitor
    rows: list[Mapping[str, str]]
    word: str
    outbox: Path

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()


@pytest.fixture(scope="module")
def told(own_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder = tmp_path_factory.mktemp("injections")
    own = replace(own_settings, database=f"sqlite:///{folder / 'store.db'}", mail=f"file:{folder / 'outbox'}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        app = create_app(replace(own, table=ODDITIES)).server
        publication: Publication = app.extensions["publication"]
        add_reviewer(publication.store, ANN, PASSWORD)
        ann = Visitor(app.test_client()).open("/review/sign-in").press(email=ANN, password=PASSWORD)
        texts = list(CORPUS.values())
        word = sent(app, texts[:MOST_OF_A_FORM])
        sent(app, texts[MOST_OF_A_FORM:])
        surveyed(ann, texts)
        accept_all(ann)
        publication.look()
        deliver(publication.store, sending(f"file:{folder / 'outbox'}"), "map@example.org")
        table = publication.current.table.engagements
        rows = table[table["title"].str.contains("pwned")].to_dict("records")
        yield Told(app, ann, rows, word, folder / "outbox")
        publication.close()


def sent(app: Flask, texts: list[str]) -> str:
    """Send engagements full of these texts by the form; the word under which they are followed."""
    visitor = Visitor(app.test_client()).open("/submit")
    fields = {name: values[0] for name, values in visitor.form().fields.items() if values}
    fields |= {"office": f"Office {texts[0]}", "email": "mayor@austin.example", "do": "send"}
    fields["opened"] = str(app.extensions["protection"]._signer().dumps(0))
    for number, text in enumerate(texts):
        fields |= {
            f"{number}-us_actor": f"City of Austin {text}" if number % 2 else "City of Austin",
            f"{number}-us_level": "city",
            f"{number}-us_city": "Austin",
            f"{number}-us_state": "TX",
            f"{number}-counterpart": f"{text} {number}",
            f"{number}-counterpart_level": "city",
            f"{number}-counterpart_country": "JPN",
            f"{number}-counterpart_city": text,
            f"{number}-engagement_type": "memorandum",
            f"{number}-issues": "energy",
            f"{number}-start_date": str(1990 + number),
            f"{number}-status": "reported",
            f"{number}-title": text,
            f"{number}-summary": f"{text}\n{text}",
            f"{number}-source_url": f"https://www.austintexas.gov/{quote(text)}",
            f"{number}-source_name": text,
            f"{number}-source_kind": "official",
            f"{number}-choice": "mine",
        }
    visitor.page = visitor.client.post("/submit", data=fields)
    assert visitor.status == 303, visitor.words[:3000]
    return visitor.page.headers["Location"].rsplit("/", 1)[1]


def surveyed(ann: Visitor, texts: list[str]) -> None:
    """Send a survey file of these texts, read it, and load its rows into the queue."""
    text = io.StringIO()
    header = ["City name", "State", "Partner country", "Type of engagement", "Topics", "When", "Headline"]
    rows = [["Austin", "TX", "Norway", "MOU", "Trade", str(1985 + n), said] for n, said in enumerate(texts)]
    csv.writer(text).writerows([header, *rows])
    upload(ann, text.getvalue().encode(), "'<img src=x onerror=pwned>.csv").follow()
    finished(ann.press(READ, form="work", **SOURCE))
    finished(ann.press(LOAD, form="work"))


def accept_all(ann: Visitor) -> None:
    for _ in range(20):
        form = ann.open("/review").form("queue")
        chosen = re.findall(r'name="chosen" value="([0-9]+:[0-9]+)"', ann.page.text)
        if not chosen:
            return
        ann.page = ann.client.post("/review/all", data={**form.fields, "chosen": chosen, "action": "accept"})
        assert ann.status == 200
    raise AssertionError(ann.words[:2000])


def assert_text(answer: TestResponse, at: str) -> str:
    """That nothing in the page runs, and no header was made; its source."""
    assert answer.status_code == 200, at
    assert [name for name in dict(answer.headers) if "evil" in name.lower()] == [], at
    page = Elements(answer.text)
    assert page.found == [], at
    for block in page.blocks:
        json.loads(block)
    return answer.text


def test_everything_was_taken_in(told: Told) -> None:
    titles = {row["title"] for row in told.rows}
    missing = {name for name, text in CORPUS.items() if text not in titles}
    assert missing == set()
    assert len(told.rows) == 2 * len(CORPUS)


def test_pages_of_plain_html(told: Told) -> None:
    paths = ["/data/changes", "/review?state=all", "/review/import", f"/submit/status/{told.word}", "/review/undo/1"]
    paths += [f"/review/{number}" for number in range(1, len(CORPUS) + 1)]
    paths += ["/review/import/1", f"/submit?correct={told.rows[0]['id']}"]
    seen = "".join(assert_text(told.ann.client.get(path), path) for path in paths)
    assert "&lt;script&gt;window.pwned=1&lt;/script&gt;" in seen
    assert "49" not in re.findall(r"pwned.{0,5}49|49.{0,5}pwned", seen)


def test_heads_of_pages_and_tables_of_views(told: Told) -> None:
    for row in told.rows:
        assert row["title"] in unescape(assert_text(told.client.get(f"/engagement/{row['id']}"), row["id"]))
    for view in EXPLORER:
        path = f"/views/{view}?state=TX&country=JPN"
        answer = told.client.get(path)
        if answer.status_code == 200:
            assert_text(answer, path)
    for name, text in CORPUS.items():
        for path in ("/", "/compare", "/networks", "/data/changes", "/submit", "/review/sign-in", "/opportunities"):
            at = f"{path}?q={quote(text)}&place={quote(text)}&next={quote(text)}&state={quote(text)}"
            assert_text(told.client.get(at), f"{name} {at}")


def drawn(told: Told, path: str, search: str = "") -> Any:
    body = json.loads(json.dumps(PAGE))
    body["inputs"][0]["value"], body["state"][0]["value"] = path, search
    answer = post(told.client, body)
    assert answer.status_code == 200, path
    return answer.get_json()


def inside(node: Any, at: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text of an answer and the names that lead to it."""
    if isinstance(node, dict):
        for name, each in node.items():
            yield from inside(each, (*at, name))
    elif isinstance(node, list):
        for each in node:
            yield from inside(each, at)
    elif isinstance(node, str):
        yield at, node


def test_pages_that_callbacks_make(told: Told) -> None:
    catalogue = told.app.extensions["publication"].current.catalogue
    actors = [slug for slug in catalogue.labels["actor"] if "pwned" in slug]
    others = [slug for slug in catalogue.labels["counterpart"] if "pwned" in slug]
    assert len(actors) > 5
    assert len(others) > 20
    asked = [("/", "?state=TX"), ("/", "?state=TX&arcs=1&dots=1&unit=ties"), ("/data/coverage", "?state=TX")]
    asked += [("/networks", "?state=TX"), ("/over-time", "?state=TX"), ("/state/TX", ""), ("/country/JPN", "")]
    asked += [(f"/place/{slug}", "") for slug in actors[:6]] + [(f"/counterpart/{slug}", "") for slug in others[:12]]
    asked += [(f"/engagement/{row['id']}", "") for row in told.rows]
    asked += [("/compare", f"?place={actors[0]}&place={actors[1]}"), ("/opportunities", f"?place={actors[0]}")]
    answers = [(path, drawn(told, path, search)) for path, search in asked]
    for path in ("/drawings/light/whole/?state=TX&arcs=1&dots=1", "/drawings/dark/parts/country/JPN?unit=ties"):
        answers.append((path, told.client.get(path).get_json()))
    seen = 0
    for path, answer in answers:
        for at, text in inside(answer):
            seen += "pwned" in text
            assert at[-1] != "type" or text not in ("Markdown", "DangerouslySetInnerHTML", "Iframe"), path
            assert at[-1] not in ("href", "src", "action") or not re.match(r"\s*(\w*script|data):", text), (path, text)
            if {"figure", "drawings"} & set(at) and "pwned" in text:
                assert MARKUP.search(text) is None, (path, at, text)
    assert seen > 200


def test_files(told: Told) -> None:
    texts = set(CORPUS.values())
    with told.client.get("/engagements.csv?state=TX") as answer:
        rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [cell for row in rows for cell in row.values() if FORMULA.match(cell or "")] == []
    assert texts <= {
        row["title"].removeprefix("'") if row["title"][:2] in ("'=", "'+", "'-", "'@") else row["title"] for row in rows
    }
    with told.client.get("/engagements.xlsx?state=TX") as answer:
        book = openpyxl.load_workbook(io.BytesIO(answer.data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "b"}
    assert all(cell.hyperlink is None or str(cell.hyperlink.target).startswith("http") for cell in cells)
    assert texts <= {cell.value for cell in cells}
    for path in FILES[2:]:
        with told.client.get(f"{path}?state=TX") as answer:
            assert "pwned" in json.dumps(answer.get_json(force=True)), path
    with told.client.get("/network.graphml?state=TX") as answer:
        assert "pwned" in "".join(ElementTree.fromstring(answer.data).itertext())
    with told.client.get("/download.zip?state=TX") as answer, zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert [name for name in archive.namelist() if name.startswith("/") or ".." in name] == []
    for path in (*(f"/data/coverage/{table}.csv?state=TX" for table in COVERAGE), "/data/changes.csv"):
        with told.client.get(path) as answer:
            cells_of = [cell for row in csv.reader(io.StringIO(answer.text)) for cell in row]
            assert [cell for cell in cells_of if FORMULA.match(cell) and not re.fullmatch(r"-?[\d.]+", cell)] == [], (
                path
            )


def test_feed_catalogue_and_api(told: Told) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.fromstring(told.client.get("/feed.atom").data)
    known = """feed title link id updated published author name entry summary content rights subtitle category"""
    assert {each.tag.removeprefix(atom) for each in feed.iter()} <= set(known.split())
    for each in feed.iter(f"{atom}summary"):
        assert Elements(each.text or "").found == []
    assert "pwned" in "".join(feed.itertext())
    ElementTree.fromstring(told.client.get("/sitemap.xml").data)
    for row in told.rows[::3]:
        with told.client.get(f"/api/v1/engagements/{row['id']}") as answer:
            assert row["title"] in [text for _, text in inside(answer.get_json())]
            assert answer.mimetype == "application/json"
    found = told.client.get("/search?q=pwned")
    assert found.mimetype == "application/json"
    assert "pwned" in json.dumps(found.get_json())


def test_briefs_and_cards(told: Told) -> None:
    catalogue = told.app.extensions["publication"].current.catalogue
    slugs = {label: slug for slug, label in catalogue.labels["actor"].items() if "pwned" in slug}
    tried = [
        (label, slug)
        for label, slug in slugs.items()
        if any(sign in label for sign in ("#read", "script", "../", "{{"))
    ]
    assert len(tried) >= 2
    for label, slug in tried[:2]:
        with told.client.get(f"/place/{slug}/brief.pdf") as answer:
            assert answer.status_code == 200
            assert re.fullmatch(r'inline; filename="[a-z0-9.-]+"', answer.headers["Content-Disposition"])
            said = "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages).split())
            assert "pwned" in said
            assert "root:" not in said
        with told.client.get(f"/card/place/{slug}.png") as answer:
            assert answer.data.startswith(b"\x89PNG"), label


def test_letters(told: Told) -> None:
    letters = [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in told.outbox.iterdir()
    ]
    assert letters
    for letter in letters:
        assert set(letter.keys()) <= {
            "Subject", "From", "To", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
            "Auto-Submitted", "Content-Language"}  # fmt: skip
        assert letter.get_content_type() == "text/plain"
        assert str(letter["To"]) == "mayor@austin.example"


@pytest.mark.parametrize("text", LINES.values(), ids=LINES)
def test_signs_that_no_field_takes_are_not_kept(told: Told, text: str) -> None:
    visitor = Visitor(told.app.test_client()).open("/submit/problem?engagement=T01")
    fields = {name: values[0] for name, values in visitor.form().fields.items() if values}
    answer = visitor.client.post("/submit/problem", data={**fields, "reason": text, "email": text, "office": text})
    assert answer.status_code < 500
    assert [name for name in dict(answer.headers) if name in ("X-Evil", "Bcc")] == []
    assert not re.search("[\x00\x07\x1b\u202e\u2066]", answer.text)
