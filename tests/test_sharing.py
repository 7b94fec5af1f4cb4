"""Taking a page elsewhere: lean pages and who may frame them, the menu of pictures, and the words of both.

How a picture looks and whether a frame is really refused is tried in the browser (``browser/test_sharing_page.py``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from dash.development.base_component import Component
from flask.testing import FlaskClient

from dashboard import schema
from dashboard.address import parse_address
from dashboard.browser_words import WORDS
from dashboard.catalogues.heads import head_of
from dashboard.citing import credit_line
from dashboard.framing import ancestors, old_form
from dashboard.language import PSEUDO, speaking
from dashboard.pages import embed
from dashboard.publication import Publication
from dashboard.published import Published
from dashboard.scene import Scene
from dashboard.settings import Settings
from dashboard.subjects import subject_at
from dashboard.theme import DARK, LIGHT, on_paper
from dashboard.views import EXPLORER, NAMED, names_at, names_of, scene_of
from dashboard.wiring import create_app
from dashboard.wording import NOT_AUTHORITATIVE

SUBJECTS = ("/state/TX", "/place/austin-tx", "/country/JPN", "/network/c40-cities", "/tie/austin-tx/adelaide-aus")


def components(root: Any) -> Iterator[Component]:
    if isinstance(root, list | tuple):
        for each in root:
            yield from components(each)
    elif isinstance(root, Component):
        yield root
        yield from components(getattr(root, "children", None))


def texts(root: Any) -> str:
    if isinstance(root, str):
        return root
    if isinstance(root, Component):
        return texts(getattr(root, "children", None))
    return " ".join(map(texts, root)) if isinstance(root, list | tuple) else ""


def lean(published: Published, path: str, search: str) -> tuple[Scene, Component]:
    subject = subject_at(path, published.catalogue)
    scene = scene_of(published, parse_address(search, published.catalogue), LIGHT, "/assets/", subject)
    return scene, embed.layout(scene)


def shown(layout: Component) -> list[str]:
    return [each.id for each in components(layout) if getattr(each, "className", "") == "view"]


class TestLeanPage:
    def test_views_that_can_be_asked_for_are_those_that_are_drawn(self) -> None:
        assert {name: view.title for name, view in NAMED.items()} == dict(schema.VIEWS)

    @pytest.mark.parametrize("search", ["?embed=1", "?embed=1&views=state-map", "?embed=1&views=timeline,network"])
    def test_shows_the_views_that_are_asked_for_and_their_two_first_without(
        self, published: Published, search: str
    ) -> None:
        _, layout = lean(published, "/", search)
        asked = search.partition("views=")[2].split(",")
        wanted = [name for name in EXPLORER if name in asked] or ["state-map", "world-map"]
        assert shown(layout) == wanted

    def test_views_may_be_given_several_times(self, published: Published) -> None:
        parsed = parse_address("embed=1&views=timeline&views=network,timeline", published.catalogue)
        assert parsed.search() == "?embed=1&views=network%2Ctimeline"
        assert not parsed.refusals

    @pytest.mark.parametrize("path", SUBJECTS)
    def test_every_view_of_every_kind_of_page_stands_alone(self, published: Published, path: str) -> None:
        subject = subject_at(path, published.catalogue)
        assert subject
        for name in names_of(subject):
            scene, layout = lean(published, path, f"?embed=1&views={name}")
            assert shown(layout) == [name]
            assert names_at(subject, scene.address.look) == (name,)

    def test_a_view_of_another_page_is_refused_in_words(self, published: Published) -> None:
        _, layout = lean(published, "/country/KEN", "?embed=1&views=matrix")
        assert "views 'matrix' is not on this page. Allowed: state-map, connections-map" in texts(layout)
        assert shown(layout) == ["state-map", "connections-map"]

    def test_says_title_numbers_source_and_boundaries_and_leads_to_the_same_selection(
        self, published: Published
    ) -> None:
        scene, layout = lean(published, "/state/TX", "?issue=energy&embed=1&views=world-map")
        said = texts(layout)
        rows = published.table.engagements
        texan = rows[(rows["us_state"] == "TX") & rows["issues"].str.split("|").map(lambda codes: "energy" in codes)]
        assert f"{len(texan)} of 3,785 engagements: energy, Texas" in said
        assert [each.children for each in components(layout) if each._type == "H1"] == ["Texas"]
        assert NOT_AUTHORITATIVE in said
        assert credit_line(scene.published) in said
        (way,) = [each for each in components(layout) if "Open in the dashboard" in str(getattr(each, "children", ""))][
            -1:
        ]
        assert way.href == "/state/TX?issue=energy"
        assert way.target == "_blank"

    def test_its_chips_stay_in_the_frame(self, published: Published) -> None:
        _, layout = lean(published, "/", "?issue=energy&state=TX&embed=1&views=dates,timeline")
        links = [each.href for each in components(layout) if each._type == "Link" and hasattr(each, "href")]
        inside = [href for href in links if not href.startswith("/over-time")]
        assert len(inside) >= 3
        assert [href for href in inside if "embed=1" not in href] == []

    def test_has_no_filters_table_or_downloads(self, published: Published) -> None:
        _, layout = lean(published, "/", "?embed=1")
        ids = {str(getattr(each, "id", "")) for each in components(layout)}
        assert not ids & {"filters", "table", "export", "copy-link", "print-page", "embed"}

    @pytest.mark.parametrize("path", ["/", *SUBJECTS])
    def test_canonical_addresses_leave_the_frame_out(self, published: Published, path: str) -> None:
        framed = head_of(published, path, "issue=energy&embed=1&views=dates")
        assert framed == head_of(published, path, "issue=energy")
        assert "embed" not in framed.search + framed.rows

    def test_pages_without_a_lean_form_say_so(self, client: FlaskClient) -> None:
        posted = {
            "output": "..page.children...page-title.data..",
            "outputs": [{"id": "page", "property": "children"}, {"id": "page-title", "property": "data"}],
            "inputs": [{"id": "url", "property": "pathname", "value": "/networks"}],
            "state": [
                {"id": "url", "property": "search", "value": "?embed=1"},
                {"id": "theme", "property": "data", "value": "light"},
            ],
            "changedPropIds": ["url.pathname"],
        }
        answer = client.post("/_dash-update-component", json=posted)
        assert b"This page has no lean form for frames." in answer.data


@pytest.fixture(scope="module")
def framed(own_settings: Settings) -> Callable[[tuple[str, ...]], FlaskClient]:
    clients: dict[tuple[str, ...], FlaskClient] = {}

    def of(frames: tuple[str, ...]) -> FlaskClient:
        if frames not in clients:
            clients[frames] = create_app(replace(own_settings, frames=frames)).server.test_client()
        return clients[frames]

    return of


LEAN = ("/?embed=1", "/state/TX?issue=energy&embed=1", "/tie/austin-tx/adelaide-aus?embed=1")
WHOLE = ("/", "/state/TX", "/networks?embed=1", "/data?embed=1", "/nowhere?embed=1", "/?embed=2", "/?embed=1&embed=2")
FORMS = ("/submit?embed=1", "/review?embed=1", "/review/sign-in?embed=1", "/api/docs?embed=1")


class TestFrames:
    @pytest.mark.parametrize("frames", [(), ("*",), ("https://a.example", "https://*.b.example")])
    def test_only_lean_pages_can_stand_in_frames_of_others(
        self, framed: Callable[[tuple[str, ...]], FlaskClient], frames: tuple[str, ...]
    ) -> None:
        client = framed(frames)
        allowed = "frame-ancestors *" if frames == ("*",) else " ".join(["frame-ancestors 'self'", *frames])
        for path in LEAN:
            headers = client.get(path).headers
            assert headers["Content-Security-Policy"].endswith(f"; {allowed}"), path
            assert headers.get("X-Frame-Options") == (None if frames else "SAMEORIGIN"), path
        for path in WHOLE:
            headers = client.get(path).headers
            assert headers["Content-Security-Policy"].endswith("; frame-ancestors 'self'"), path
            assert headers["X-Frame-Options"] == "SAMEORIGIN", path
        for path in FORMS:
            headers = client.get(path).headers
            assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], path
            assert headers["X-Frame-Options"] == "DENY", path

    def test_the_root_of_a_lean_page_says_so_to_style_and_scripts(
        self, framed: Callable[[tuple[str, ...]], FlaskClient]
    ) -> None:
        client = framed(("https://a.example", "https://*.b.example"))
        root = re.search(r"<html ([^>]*)>", client.get("/?embed=1").text)
        assert root
        assert 'data-frames="https://a.example https://*.b.example"' in root[1]
        assert root[1].endswith("data-embed")
        assert "data-embed" not in client.get("/").text

    def test_older_browsers_are_told_what_they_understand(self) -> None:
        assert old_form(ancestors("/", True, ())) == "SAMEORIGIN"
        assert old_form(ancestors("/submit", True, ("*",))) == "DENY"
        assert old_form(ancestors("/", True, ("https://a.example",))) == ""


class TestPictures:
    def test_each_view_and_chart_has_its_menu(self, client: FlaskClient) -> None:
        posted = {
            "output": "..page.children...page-title.data..",
            "outputs": [{"id": "page", "property": "children"}, {"id": "page-title", "property": "data"}],
            "inputs": [{"id": "url", "property": "pathname", "value": ""}],
            "state": [
                {"id": "url", "property": "search", "value": ""},
                {"id": "theme", "property": "data", "value": "light"},
            ],
            "changedPropIds": ["url.pathname"],
        }
        searches = {
            "/": "",
            "/state/TX": "",
            "/networks": "?state=TX",
            "/compare": "?place=austin-tx&place=dallas-tx",
            "/opportunities": "?place=austin-tx",
            "/disparities": "?state=TX",
            "/data/coverage": "?state=TX",
            "/over-time": "?state=TX",
        }
        for path, search in searches.items():
            posted["inputs"][0]["value"], posted["state"][0]["value"] = path, search
            page = client.post("/_dash-update-component", json=posted).text
            graphs = page.count('"type":"Graph"')
            assert graphs > 0, path
            assert page.count('"data-save":"png"') == page.count('"data-save":"svg"') == graphs, path
            assert page.count('"id":"source-line"') == 1, path

    def test_the_source_names_the_day_of_the_table_or_its_snapshot(
        self, published: Published, client: FlaskClient
    ) -> None:
        assert credit_line(published) == (
            "Source: Multilevel Diplomacy Dashboard, table as of November 22, 2026, CC BY 4.0"
        )
        assert published.updated == max(published.table.engagements["accessed"]) == "2026-11-22"
        publication: Publication = client.application.extensions["publication"]
        number = publication.shelf.snapshots[0].number
        said = credit_line(publication.shown(number))
        assert said == f"Source: Multilevel Diplomacy Dashboard, snapshot {number}, CC BY 4.0"

    def test_what_scripts_say_of_boundaries_is_what_pages_say(self) -> None:
        assert WORDS["boundaries"] == NOT_AUTHORITATIVE

    def test_each_colour_of_the_dark_theme_has_one_of_the_light_one(self) -> None:
        paper = on_paper()
        assert paper[DARK.ink] == LIGHT.ink
        assert paper[DARK.paper] == LIGHT.paper
        assert [paper[colour] for colour in DARK.sequence] == list(LIGHT.sequence)
        assert [paper[colour] for colour in DARK.sides] == list(LIGHT.sides)
        assert {paper[DARK.families[name]] for name in DARK.families} == set(LIGHT.families.values())
        assert not set(paper) & set(paper.values())
        assert [colour for colour in [*paper, *paper.values()] if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour)] == []


class TestCards:
    """The picture and the words of a link, which follow the whole address."""

    def test_a_selection_names_its_numbers_and_who_has_most_of_it(self, published: Published) -> None:
        rows = published.table.engagements
        energy = rows["issues"].str.split("|").map(lambda codes: "energy" in codes)
        chosen = rows[(rows["us_state"] == "TX") & energy]
        card = head_of(published, "/", "state=TX&issue=energy").card
        assert card
        assert card.headline == f"{len(chosen):,} of {len(rows):,} engagements: energy, Texas"
        counts = chosen.loc[chosen["counterpart_country"] != "", "counterpart_country"].value_counts()
        names = {published.catalogue.label("country", code): count for code, count in counts.items()}
        first, second, third = sorted(names, key=lambda name: (-names[name], name))[:3]
        said = f"Most with {first} ({names[first]}), {second} ({names[second]}) and {third} ({names[third]})."
        assert card.beside.endswith(said)
        assert card.maps == "country"

    @pytest.mark.parametrize(
        ("search", "maps", "most"),
        [
            ("country=JPN", "state", "Most from "),
            ("bureau=AF", "state", "Most from "),
            ("issue=energy", "country", "Most with "),
            ("country=JPN&state=TX", "country", ""),
        ],
    )
    def test_its_map_is_of_the_side_that_is_not_chosen(
        self, published: Published, search: str, maps: str, most: str
    ) -> None:
        card = head_of(published, "/", search).card
        assert card
        assert card.maps == maps
        assert "Most" not in card.beside if not most else most in card.beside

    def test_what_cannot_be_taken_gives_the_plain_card(self, client: FlaskClient) -> None:
        plain = client.get("/card.png")
        assert plain.data[:8] == b"\x89PNG\r\n\x1a\n"
        for search in ("state=XX", "issue=%3Cscript%3E", "nonsense=1", "embed=1", "views=maps", f"q={'x' * 400}"):
            assert client.get(f"/card.png?{search}").data == plain.data, search

    def test_the_served_page_names_it_to_every_reader_of_cards(self, client: FlaskClient) -> None:
        page = client.get("/?state=TX&issue=energy&q=%22%3E%3Cb%3E").text
        named = dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[a-z:]+)" content="([^"]*)">', page))
        assert named["og:image"] == named["twitter:image"]
        assert named["og:image"].endswith("/card.png?issue=energy&amp;state=TX&amp;q=%22%3E%3Cb%3E")
        assert named["og:title"] == named["twitter:title"]
        assert "energy, Texas, with the words “&#34;&gt;&lt;b&gt;”" in named["og:title"]
        assert named["og:description"] == named["twitter:description"]
        assert named["og:image:alt"] == named["twitter:image:alt"]

    def test_they_speak_the_language_of_the_address(self, client: FlaskClient) -> None:
        english, spanish = client.get("/?state=TX&lang=en").text, client.get("/?state=TX&lang=es").text
        assert 'property="og:locale" content="es_US"' in spanish
        assert "273 de 3,785 actividades: Texas" in spanish
        assert "273 of 3,785 engagements: Texas" in english
        drawn = [client.get(f"/card.png?state=TX&lang={code}").data for code in ("en", "es")]
        assert drawn[0] != drawn[1]
        client.delete_cookie("lang")


def test_everything_is_said_in_the_language_spoken(published: Published) -> None:
    with speaking(PSEUDO):
        _, layout = lean(published, "/", "?embed=1")
        said = [texts(each) for each in components(layout) if each._type in ("H1", "A", "Summary", "Button")]
        assert said
        assert [text for text in said if "⟦" not in text] == []
        assert "⟦" in credit_line(published)
        for path in ("/", "/networks", "/data", "/about", "/submit", "/state/TX"):
            head = head_of(published, path, "issue=energy")
            assert head.card
            assert "⟦" in head.card.headline or path == "/state/TX", path
            assert "⟦" in head.card.text, path
