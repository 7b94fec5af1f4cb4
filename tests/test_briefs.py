"""Briefs: what the page says stands on one or two accessible pages, text stays text, wrong addresses say so.

Rows are counted by the oracle, PDFs read by pypdf; how they look was judged by eye.
"""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typst
from flask import Flask
from flask.testing import FlaskClient
from oracle import ODDITIES, REAL, engagements, ids, read
from pypdf import PdfReader

from dashboard import brief_route
from dashboard.address import parse_address
from dashboard.briefs.content import Occasion, brief_content, link_to
from dashboard.briefs.typeset import NOT_SHOWN, brief_pdf
from dashboard.profile import Profile, profile_of
from dashboard.profile_words import KIND_WORDS, dates_note, key_figures, lead, more
from dashboard.published import Published, publish
from dashboard.settings import Settings
from dashboard.subjects import FIELD_OF, all_subjects, subject_at, tie_path
from dashboard.wording import NOT_AUTHORITATIVE

HOST = "http://localhost"
GEO = Settings().assets / "geo"
OCCASION = Occasion(date(2026, 11, 22), "https://example.org", GEO)

ONE_OF_EACH = (
    "/state/TX",
    "/place/austin-tx",
    "/country/JPN",
    "/counterpart/adelaide-aus",
    "/network/c40-cities",
    "/tie/austin-tx/adelaide-aus",
    "/tie/austin-tx/c40-cities",
)


def largest() -> list[str]:
    """The three subjects of each kind, and the ties, with most engagements."""
    rows = engagements()
    columns = {"state": "us_state", "place": "actor", "country": "counterpart_country"}
    columns |= {"counterpart": "counterpart_slug", "network": "network"}
    found = [
        f"/{kind}/{value}"
        for kind, column in columns.items()
        for value in rows[rows[column] != ""][column].value_counts().index[:3]
    ]
    ties = rows[rows["counterpart_slug"] != ""].value_counts(["actor", "counterpart_slug"])
    return found + [tie_path(actor, other) for actor, other in ties.index[:3]]


def a_dozen() -> list[str]:
    """Twelve subjects and ties of the register, drawn by lot, always the same."""
    lot = random.Random(2026)
    names = {kind: read(REAL.with_name(f"{name}.csv"))["slug"] for kind, name in REGISTERS.items()}
    drawn = [f"/{kind}/{slug}" for kind, slugs in names.items() for slug in lot.sample(list(slugs), 3)]
    rows = engagements()
    ties = rows[rows["counterpart_slug"] != ""].iloc[lot.sample(range(2_000), 3)]
    return drawn + [tie_path(*pair) for pair in zip(ties["actor"], ties["counterpart_slug"], strict=True)]


REGISTERS = {"place": "actors", "counterpart": "counterparts", "network": "networks"}

SAMPLE = list(dict.fromkeys([*ONE_OF_EACH, *largest(), *a_dozen()]))


def together(text: str) -> str:
    """Text without white space: lines break where they may."""
    return "".join(text.replace("\u200b", "").split())


@cache
def words_of(pdf: PdfReader) -> str:
    return together("".join(page.extract_text() for page in pdf.pages))


@cache
def opened(client: FlaskClient, address: str) -> PdfReader:
    with client.get(address) as response:
        assert response.status_code == 200, response.text
        assert response.mimetype == "application/pdf"
        return PdfReader(io.BytesIO(response.data))


def profile_at(published: Published, path: str, search: str = "") -> Profile:
    subject = subject_at(path, published.catalogue)
    assert subject is not None
    return profile_of(published, subject, subject.within(parse_address(search, published.catalogue)))


@cache
def own_rows(path: str) -> list[str]:
    kind, *keys = path.strip("/").split("/")
    if kind != "tie":
        return ids({FIELD_OF[kind]: keys})
    side = "network" if keys[1] in set(engagements()["network"]) else "counterpart"
    return ids({"actor": keys[:1], side: keys[1:]})


def tagged(node: Any) -> Iterator[Any]:
    """Every element of a structure tree."""
    node = node.get_object()
    children = node if isinstance(node, list) else [node["/K"]] if "/K" in node else []
    if "/S" in getattr(node, "keys", list)():
        yield node
    for child in children:
        if not isinstance(child.get_object(), int):
            yield from tagged(child)


def headings(outline: list[Any]) -> list[str]:
    return [title for item in outline for title in (headings(item) if isinstance(item, list) else [item.title])]


@pytest.mark.parametrize("path", SAMPLE)
class TestEveryBrief:
    def test_says_what_the_page_says(self, client: FlaskClient, published: Published, path: str) -> None:
        pdf = opened(client, f"{path}/brief.pdf")
        profile, said = profile_at(published, path), words_of(pdf)
        expected = [profile.subject.name, KIND_WORDS[profile.subject.kind], lead(profile, published.catalogue)]
        expected += [part for each in key_figures(profile) for part in (each.number + each.label, each.comparison)]
        for ranking in profile.rankings.values():
            expected += [f"{entry.name}{entry.count:,}" for entry in ranking.entries] + [more(ranking)]
        expected += [listing.heading for listing in profile.listings] + [dates_note(profile), NOT_AUTHORITATIVE]
        expected += [link_to(profile, HOST), published.table.version]
        assert [part for part in expected if together(part) not in said] == []

    def test_counts_what_the_oracle_counts(self, client: FlaskClient, path: str) -> None:
        count = len(own_rows(path))
        words = f"{count:,} engagement{'s' if count != 1 else ''}"
        assert together(f"{words} on record") in words_of(opened(client, f"{path}/brief.pdf"))

    def test_is_at_most_two_tagged_letters_with_title_language_and_outline(
        self, client: FlaskClient, published: Published, path: str
    ) -> None:
        pdf = opened(client, f"{path}/brief.pdf")
        name = profile_at(published, path).subject.name
        assert len(pdf.pages) in (1, 2)
        assert {tuple(map(float, page.mediabox)) for page in pdf.pages} == {(0, 0, 612, 792)}
        assert pdf.metadata is not None
        assert pdf.metadata.title == f"{name}: brief"
        root = pdf.root_object
        assert str(root["/Lang"]).lower().startswith("en")
        assert root["/MarkInfo"]["/Marked"]
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert "<pdfuaid:part>1<" in root["/Metadata"].get_object().get_data().decode()
        assert headings(pdf.outline)[0] == name
        assert headings(pdf.outline)[-1] == "About this brief"

    def test_has_a_drawn_map_with_words_and_tables_with_heads(self, client: FlaskClient, path: str) -> None:
        pdf = opened(client, f"{path}/brief.pdf")
        elements = list(tagged(pdf.root_object["/StructTreeRoot"]))
        alternatives = [str(each["/Alt"]) for each in elements if each["/S"] == "/Figure"]
        placed = any(row["counterpart_country"] for row in rows_of(path)) or path.split("/")[1] == "network"
        assert [bool(re.search("map|Map", words)) for words in alternatives] == [True] * placed
        assert [image for page in pdf.pages for image in page.images] == []
        assert {"/H1", "/H2", "/Table", "/TH"} <= {str(each["/S"]) for each in elements}


def rows_of(path: str) -> list[dict[str, str]]:
    rows = engagements()
    return rows[rows["id"].isin(own_rows(path))].to_dict("records")


class TestSources:
    def test_are_links(self, client: FlaskClient) -> None:
        pdf = opened(client, "/tie/austin-tx/adelaide-aus/brief.pdf")
        links = {
            str(note.get_object()["/A"]["/URI"])
            for page in pdf.pages
            for note in page.get("/Annots", [])
            if "/A" in note.get_object()
        }
        assert {row["source_url"] for row in rows_of("/tie/austin-tx/adelaide-aus")} <= links
        assert f"{HOST}/tie/austin-tx/adelaide-aus" in links

    def test_a_tie_tells_all_of_its_story(self, client: FlaskClient) -> None:
        path = largest()[-1]
        said = words_of(opened(client, f"{path}/brief.pdf"))
        assert [row["title"] for row in rows_of(path) if together(row["title"]) not in said] == []


class TestSelection:
    def test_narrows_the_brief_and_is_printed(self, client: FlaskClient) -> None:
        said = words_of(opened(client, "/state/TX/brief.pdf?issue=energy&from=2019"))
        count = len(ids({"state": ["TX"], "issue": ["energy"], "from": ["2019"]}))
        assert together(f"Texas has {count} engagements on record (energy, dated since 2019)") in said
        assert f"{HOST}/state/TX?issue=energy&from=2019" in said

    @pytest.mark.parametrize(
        ("search", "words"),
        [
            ("issue=enrgy", "issue 'enrgy' is not a known issue"),
            ("state=CA", "This page is about Texas."),
            ("isue=energy", "Did you mean 'issue'?"),
            ("from=2020&to=2019", "Swap the two years."),
        ],
    )
    def test_with_a_bad_value_is_refused_in_words(self, client: FlaskClient, search: str, words: str) -> None:
        with client.get(f"/state/TX/brief.pdf?{search}") as response:
            assert (response.status_code, response.mimetype) == (400, "text/plain")
            assert words in response.text


class TestAddress:
    @pytest.mark.parametrize(
        ("path", "near"),
        [
            ("/place/dalas", "/place/dallas-tx/brief.pdf"),
            ("/country/Japan", "/country/JPN/brief.pdf"),
            ("/tie/austin-tx/nowhere", ""),
            ("/state/ZZ", ""),
        ],
    )
    def test_of_nothing_answers_404_with_near_ones(self, client: FlaskClient, path: str, near: str) -> None:
        with client.get(f"{path}/brief.pdf") as response:
            assert (response.status_code, response.mimetype) == (404, "text/plain")
            assert response.text.startswith(f"There is nothing at {path}.")
            assert near in response.text

    def test_in_wrong_capitals_leads_to_the_right_one(self, client: FlaskClient) -> None:
        with client.get("/state/tx/brief.pdf?issue=energy") as response:
            assert (response.status_code, response.headers["Location"]) == (308, "/state/TX/brief.pdf?issue=energy")

    def test_names_the_file(self, client: FlaskClient) -> None:
        with client.get("/state/TX/brief.pdf") as response:
            today = datetime.now(UTC).date().isoformat()
            assert response.headers["Content-Disposition"] == f'inline; filename="brief-texas-{today}.pdf"'


class TestNothing:
    def test_is_one_page_that_says_so(self, client: FlaskClient) -> None:
        pdf = opened(client, "/country/PRK/brief.pdf")
        assert len(pdf.pages) == 1
        assert together("Nothing is recorded for North Korea.") in words_of(pdf)
        assert together(NOT_AUTHORITATIVE) in words_of(pdf)

    def test_between_two_that_never_met(self, client: FlaskClient) -> None:
        pdf = opened(client, "/tie/dallas-tx/adelaide-aus/brief.pdf")
        assert (len(pdf.pages), "Nothingisrecorded" in words_of(pdf)) == (1, True)


EVIL = (
    '#panic("x") $x^2$ *bold* _it_ @ref <label> \\ `raw` // no comment /* nor this */ = head',
    '"#]}) #import "x.typ": * --- \'quotes\' ~ https://example.org/#a*b',
    "W" * 300,
    "#let d = none; &amp; <script>alert(1)</script> \\u{41} ł ş ō ʻ ế",
)


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The hand-written table, with titles, sources and names full of signs."""
    rows = read(ODDITIES)
    rows.loc[rows.index[: len(EVIL)], "title"] = EVIL
    rows.loc[rows["id"] == "T10", ["us_actor", "title", "source_name"]] = [EVIL[0], EVIL[0], EVIL[1]]
    path: Path = tmp_path_factory.mktemp("evil") / "evil.csv"
    rows.to_csv(path, index=False)
    return publish(Settings(table=path))


class TestText:
    @pytest.mark.parametrize("number", range(len(EVIL)))
    def test_prints_as_it_is(self, published: Published, number: int) -> None:
        content = brief_content(published, profile_at(published, "/state/TX"), OCCASION)
        content |= {"title": EVIL[number], "lead": EVIL[number]}
        content["listings"][0]["events"][0] |= {"title": EVIL[number], "source": EVIL[number]}
        pdf = PdfReader(io.BytesIO(brief_pdf(content)))
        assert words_of(pdf).count(together(EVIL[number])) >= 4
        assert len(pdf.pages) <= 2

    def test_of_a_table_prints_as_it_is(self, evil: Published) -> None:
        subject = next(each for each in all_subjects(evil.catalogue) if each.name.startswith(EVIL[0]))
        content = brief_content(evil, profile_at(evil, subject.path), OCCASION)
        said = words_of(PdfReader(io.BytesIO(brief_pdf(content))))
        assert together(f"{subject.name} has 1 engagement") in said

    def test_no_sign_reaches_beyond_the_width_of_the_page(self, published: Published) -> None:
        content = brief_content(published, profile_at(published, "/country/PRK"), OCCASION) | {"lead": "W" * 300}
        pdf = PdfReader(io.BytesIO(brief_pdf(content)))
        lines = [line for line in pdf.pages[0].extract_text().splitlines() if "WWW" in line]
        assert len(lines) >= 4

    def test_letters_without_a_glyph_are_left_out_visibly(self, published: Published) -> None:
        content = brief_content(published, profile_at(published, "/country/PRK"), OCCASION)
        said = words_of(PdfReader(io.BytesIO(brief_pdf(content | {"lead": "Seoul \u0378\u0379\0 ends"}))))
        assert together(f"Seoul {NOT_SHOWN} ends") in said

    def test_every_letter_of_the_table_is_in_the_fonts_of_the_package(self, published: Published) -> None:
        table = read(REAL)
        shown = table[["us_actor", "counterpart", "title", "source_name"]].to_numpy().ravel()
        labels = [name for field in published.catalogue.labels.values() for name in field.values()]
        letters = "".join(sorted(set("".join([*shown, *labels]))))
        fonts = typst.Fonts(include_system_fonts=False)
        source = b'#set document(title: "x")\n#sys.inputs.letters'
        compiler = typst.Compiler(source, font_paths=fonts, ignore_system_fonts=True, sys_inputs={"letters": letters})
        assert compiler.compile(source, format="pdf", pdf_standards=["ua-1"])


class TestRoom:
    def test_a_long_story_is_shortened_to_two_pages_and_says_so(self, published: Published) -> None:
        content = brief_content(published, profile_at(published, "/tie/austin-tx/adelaide-aus"), OCCASION)
        [story] = content["listings"]
        story |= {"events": story["events"] * 300, "total": 300}
        pdf = PdfReader(io.BytesIO(brief_pdf(content)))
        assert len(pdf.pages) == 2
        assert re.search(r"and2\d\dmore:https://example\.org/tie/austin-tx/adelaide-aus", words_of(pdf))


class TestServer:
    def test_makes_briefs_side_by_side(self, server_of: Callable[[Path], Flask], client: FlaskClient) -> None:
        server = server_of(REAL)
        paths = [*ONE_OF_EACH, "/state/CA", "/state/NY", "/country/DEU", "/country/MEX"]

        def asked(path: str) -> str:
            return words_of(opened(server.test_client(), f"{path}/brief.pdf"))

        with ThreadPoolExecutor(8) as pool:
            together_made = list(pool.map(asked, paths))
        assert together_made == [words_of(opened(client, f"{path}/brief.pdf")) for path in paths]

    def test_keeps_a_brief_for_who_asks_again(
        self, server_of: Callable[[Path], Flask], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made: list[str] = []
        real = brief_route.brief_pdf
        monkeypatch.setattr(brief_route, "brief_pdf", lambda content: made.append(content["title"]) or real(content))
        reader = server_of(ODDITIES).test_client()
        for address in ("/state/TX/brief.pdf", "/state/TX/brief.pdf?sort=title", "/state/TX/brief.pdf?issue=energy"):
            for _ in range(2):
                with reader.get(address) as response:
                    assert response.data.startswith(b"%PDF")
        assert made == ["Texas", "Texas"]
