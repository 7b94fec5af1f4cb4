"""Every text of every page goes through the catalogues: in a language that puts messages in ⟦brackets⟧, what stands
outside of them is data (names, titles, sources, numbers, addresses), or one of the exceptions named here.

A page is added by a row of ``PAGES``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from dash.development.base_component import Component

from dashboard import browser_words, following
from dashboard.address import parse_address
from dashboard.callbacks import page_for
from dashboard.language import PSEUDO, speaking
from dashboard.pages import withdrawn
from dashboard.pages.frozen import snapshot_note
from dashboard.pages.grid import engagement_panel
from dashboard.pages.releases import releases
from dashboard.published import Published
from dashboard.search_route import answer_to, finder_of
from dashboard.store.changes import Change
from dashboard.subjects import Subject
from dashboard.theme import theme_named
from dashboard.views import scene_of

PAGES = (
    *("/", "/?state=TX&issue=energy&from=2019&undated=include&per=capita", "/?actor=austin-tx&country=JPN&unit=ties"),
    *("/?q=qqqqqq", "/?issue=nonsense", "/data", "/about", "/nowhere", "/statee/TX"),
    *("/networks?state=TX", "/networks?q=qqqqqq", "/disparities?state=TX&unit=ties", "/data/coverage?issue=health"),
    *("/over-time?state=TX", "/over-time?state=TX&from=2019&period_from=3000&unit=ties"),
    *("/compare", "/compare?place=austin-tx", "/compare?place=austin-tx&place=dallas-tx&issue=health&place=xyz"),
    *("/compare?country=JPN&country=DEU&country=MEX&unit=ties", "/compare?state=TX&state=FL"),
    *("/opportunities", "/opportunities?place=austin-tx", "/opportunities?place=austin-tx&country=JPN&issue=energy"),
    *("/opportunities?place=zz&region=any", "/state/TX", "/place/austin-tx?issue=energy", "/country/JPN?unit=ties"),
    *("/state/TX?q=qqqqqq", "/network/c40-cities"),
)
"""Addresses that together show every page in every state that has words of its own."""

HEARD = ("title", "placeholder", "alt", "aria-label", "label", "labels", "options")
"""Properties that are read or heard."""

PLAIN = re.compile(
    r"https?://\S+|/\S*"  # addresses
    r"|[A-Z]\d{5}"  # identifiers of engagements
    r"|(Jan|Febr)uary|March|April|May|June|July|August|(Sept|Nov|Dec)ember|October"  # dates, which the locale writes
    r"|Jaccard|PNG|SVG|CSV|Excel|Geo\s?JSON|JSON|GraphML|Parquet|CC BY 4\.0"  # formats and licences
)
"""What is written by no catalogue."""

Text = tuple[str, bool]
"""A text, and whether it goes on the sentence before it: the children of elements do, properties stand alone."""


def layout_of(published: Published, address: str) -> Any:
    """The page at an address, as the server sends it."""
    path, _, query = address.partition("?")
    search = f"?{query}" if query else ""
    if path in following.FOLLOWING:
        title, layout = following.page(path, published, search, "light")
    else:

        def scene(subject: Subject | None) -> Any:
            asked = parse_address(search, published.catalogue)
            return scene_of(published, asked, theme_named("light"), "/assets/", subject)

        title, layout = page_for(path, published, scene)
    return [title, plain(layout)]


def plain(part: Any) -> Any:
    """Components as dictionaries, as they are sent; figures are tested where they are drawn."""
    if isinstance(part, Component):
        sent = part.to_plotly_json()
        kept = {name: plain(value) for name, value in sent["props"].items() if name not in ("figure", "data")}
        return {"type": sent["type"], "props": kept}
    if isinstance(part, list | tuple):
        return [plain(each) for each in part]
    return {name: plain(value) for name, value in part.items()} if isinstance(part, dict) else part


def texts(part: Any) -> Iterator[Text]:
    """The texts of a layout in the order in which they are read."""
    if isinstance(part, str):
        yield part, True
    elif isinstance(part, list):
        for each in part:
            yield from texts(each)
    elif isinstance(part, dict) and part.get("type") not in ("Store", "Code", "Q", "Option"):
        properties = part.get("props", {})
        for name in HEARD:
            yield from ((text, False) for text in heard(properties.get(name)))
        for each in properties.get("columnDefs", ()):
            yield each["headerName"], False
        said = properties.get("dashGridOptions", {}).get("localeText", {})
        yield from ((text, False) for text in said.values())
        yield from texts(properties.get("children"))


def heard(value: Any) -> Iterator[str]:
    """The texts of a property: itself, or the labels of its options."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from heard(each.get("label") if isinstance(each, dict) and "props" not in each else None)
    elif isinstance(value, dict):
        yield from (text for text, _ in texts(value))


def outside(spoken: Iterator[Text]) -> Iterator[str]:
    """What of the texts stands in no brackets; a message may hold components, and others in them."""
    depth = 0
    for text, goes_on in spoken:
        kept, level = "", depth if goes_on else 0
        for letter in text:
            level += {"⟦": 1, "⟧": -1}.get(letter, 0)
            kept += letter if level == 0 and letter != "⟧" else "\n"
        if goes_on:
            depth = level
        yield from filter(None, (part.strip(EDGES) for part in re.split(r"\n+| · ", kept)))


EDGES = " \u00a0,;:.–—-↗×“”"
"""Signs that stand between texts."""


def is_data(text: str, data: frozenset[str]) -> bool:
    """Whether a text is a name or a title, or several with commas between; a date may stand before it."""
    text = re.sub(r"^([A-Z]\w+ )?(\d+, )?\d{4}\. ", "", text)
    if text in data or text.strip("()") in data:
        return True
    cuts = re.finditer(", | – ", text)
    return any(text[: cut.start()] in data and is_data(text[cut.end() :], data) for cut in cuts)


@pytest.fixture(scope="module")
def data(published: Published) -> frozenset[str]:
    """Every text that comes from the table and the reference tables, with its labels."""
    engagements = published.table.engagements
    columns = ("us_actor", "us_city", "counterpart", "counterpart_city", "title", "summary", "source_name", "id")
    known = {text for column in columns for text in engagements[column].unique()}
    cities = published.reference.large_cities
    known |= {f"{city}, {state}" for city, state in zip(cities["city"], cities["us_state"], strict=True)}
    for name in ("actor", "counterpart", "network", "state", "country"):
        known |= set(published.catalogue.labels[name].values())
    return frozenset(known | {text.strip(EDGES) for text in known})


def foreign(spoken: Iterator[Text], data: frozenset[str]) -> list[str]:
    """The texts that no catalogue can translate."""
    found = dict.fromkeys(text for text in outside(spoken) if not is_data(text, data))
    return [text for text in found if re.search(r"[^\W\d_]{2}", PLAIN.sub("", text))]


@pytest.mark.parametrize("address", PAGES)
def test_all_words_of_a_page_can_be_translated(address: str, published: Published, data: frozenset[str]) -> None:
    with speaking(PSEUDO):
        layout = layout_of(published, address)
    assert foreign(texts(layout), data) == []


def test_what_the_search_box_finds_can_be_translated(published: Published, data: frozenset[str]) -> None:
    with speaking(PSEUDO):
        finder = finder_of(published)
        answers = [answer_to(typed, finder) for typed in ("austin", "texas", "japan", "adelade", "qqqqqq")]
    said = [text for answer in answers for text in strings(answer)]
    assert foreign(((text, False) for text in said), data) == []


def strings(answer: Any) -> Iterator[str]:
    """The texts of an answer in JSON, but for what was typed, codes and addresses."""
    if isinstance(answer, str):
        yield answer
    for each in answer if isinstance(answer, list | tuple) else ():
        yield from strings(each)
    for name, value in answer.items() if isinstance(answer, dict) else ():
        if name not in ("q", "kind", "path"):
            yield from strings(value)


def test_names_are_found_in_both_languages(published: Published) -> None:
    def first(typed: str) -> str:
        return finder_of(published).find(typed)[0].hits[0].path

    with speaking("es"):
        assert first("Alemania") == first("Germany") == "/country/DEU"
        assert finder_of(published) is finder_of(published)
    assert first("Germany") == "/country/DEU"


def test_an_engagement_in_full_can_be_translated(published: Published, data: frozenset[str]) -> None:
    for identifier in ("E00001", "E02000"):
        engagement = published.engagement(identifier)
        assert engagement
        with speaking(PSEUDO):
            panel = plain(engagement_panel(engagement, published.catalogue.labels))
            page = layout_of(published, f"/engagement/{identifier}")
        assert foreign(texts([panel, page]), data) == []


def test_snapshots_can_be_translated(published: Published) -> None:
    frozen = SimpleNamespace(number="2026.1", made="2026-11-01T12:00:00Z", rows=3_785, sha256="ab" * 32, notes="")
    with_one: Any = SimpleNamespace(snapshot=frozen, shelf=SimpleNamespace(snapshots=(frozen,), problems=()))
    with speaking(PSEUDO):
        parts = plain([*snapshot_note(with_one, "/", "?snapshot=2026.1"), *releases(with_one)])
    assert foreign(texts(parts), frozenset({"2026.1"})) == []


def test_a_withdrawn_engagement_and_its_history_can_be_translated(published: Published, data: frozenset[str]) -> None:
    row = dict(published.engagement("E00001") or {})
    changed = {**row, "title": "Another", "start_date": ""}
    about: dict[str, Any] = {"who": "", "engagement": "E00001", "reason": "Another", "track": "", "office": ""}
    withdrawal = Change(2, "2026-11-22T21:40:00Z", action="withdrawn", before=changed, after=None, undoes=None, **about)
    correction = Change(1, "2026-11-21T21:40:00Z", action="corrected", before=row, after=changed, undoes=1, **about)
    told: Any = SimpleNamespace(history=lambda identifier: [withdrawal, correction], catalogue=published.catalogue)
    with speaking(PSEUDO):
        page = plain(withdrawn.layout(told, "E00001"))
    assert foreign(texts(page), data | {"Another"}) == []


def test_scripts_of_the_browser_find_every_text_that_they_say() -> None:
    assets = Path(browser_words.__file__).parents[1] / "assets"
    asked = {code for script in assets.rglob("*.js") for code in asked_by(script.read_text(encoding="utf-8"))}
    assert asked <= set(browser_words.WORDS)
    with speaking(PSEUDO):
        assert foreign(((text, False) for text in browser_words.WORDS.values()), frozenset()) == []


def asked_by(script: str) -> set[str]:
    """The codes of the texts that a script says."""
    name = "words" if "words = window.dashboardWords;" in script else "dashboardWords"
    return set(re.findall(rf"(?<![.\w])(?:window\.)?{name}\.(\w+)", script))
