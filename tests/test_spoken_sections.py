"""The sections of the analysis pages speak the language of the request: every text is a message, or data.

In the pseudo-language each message stands in ⟦brackets⟧; what stands outside of them is a name, a day or a number.
Texts that figures draw by themselves are not looked at here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from dashboard.address import parse_address
from dashboard.asking import read_question, unknown_in
from dashboard.between_ties import TIES, Line, by_life_cycle, measured
from dashboard.indicator_words import indicators_in
from dashboard.insights.search_log import Search, search_words
from dashboard.language import day_in_words, gettext, speaking
from dashboard.opportunities import last_year
from dashboard.over_time_words import state_phrase
from dashboard.pictures import changes, copartners, coverage, disparities, memberships, passage
from dashboard.pictures.ratings import dots_of, ratings_of
from dashboard.pictures.section import Section, Sheet
from dashboard.published import Published
from dashboard.selection import Address, Selection
from dashboard.theme import LIGHT
from dashboard.units import UNITS

NAMES = ("actor", "counterpart", "country", "network", "state")
"""Fields whose labels are names, in the language of their place."""

NOT_SAID = {"q": "a symbol of statistics"}
"""Texts with a letter that no language changes."""

SCIENTIFIC = re.compile(r"\d\.\de[-−]\d+")
MONTHS = {day_in_words(f"2020-{month:02}").split()[0] for month in range(1, 13)}


def networks(published: Published, address: Address) -> list[Section]:
    return [part.section(published, address, LIGHT) for part in (memberships, copartners, passage)]


def covered(published: Published, address: Address) -> list[Section]:
    return coverage.sections(published, address, LIGHT)


def compared(published: Published, address: Address) -> list[Section]:
    return disparities.sections(published, address, LIGHT)


def changed(published: Published, address: Address) -> list[Section]:
    found = changes.found_for(published, address)
    return changes.sections(published, address, LIGHT, found) if found else []


PAGES = (networks, covered, compared, changed)
ADDRESSES = ("", "unit=counterparts&without=blog&places=city&ranking=country", "state=WY&unit=ties&per=shrunk")


def outside(text: str) -> str:
    """What of a text stands in no brackets."""
    depth, kept = 0, []
    for letter in text:
        depth += (letter == "⟦") - (letter == "⟧")
        if not depth and letter != "⟧":
            kept.append(letter)
    assert not depth, text
    return "".join(kept)


def told(section: Section) -> Iterator[str]:
    """The texts of a section that are sentences and titles; the cells of its tables are not among them."""
    yield from (section.question, section.finding, *section.points, *section.how)
    yield from (chart.label for chart in section.charts)
    for sheet in section.sheets:
        yield from (sheet.caption, *(column.title for column in sheet.columns))


def cells(sheet: Sheet) -> Iterator[str]:
    """The cells of the first rows, names apart."""
    for row in sheet.rows(40):
        for column, cell in zip(sheet.columns, row, strict=True):
            yield from (name.text for name in cell) if isinstance(cell, tuple) else (column.text(cell),)


@pytest.fixture(scope="module")
def names(published: Published) -> set[str]:
    """Names of actors, counterparts, places and networks, and of large cities with their state."""
    cities = published.reference.large_cities
    known = {label for field in NAMES for label in published.catalogue.labels[field].values()}
    known |= {f"{city}, {state}" for city, state in zip(cities["city"], cities["us_state"], strict=True)}
    actors = published.registers.actors
    return known | {f"{city}, {state}" for city, state in zip(actors["city"], actors["state"], strict=True)}


def is_data(text: str, names: set[str]) -> bool:
    """Whether what stands outside of brackets is a name, a tie, a day in words or a number."""
    rest = SCIENTIFIC.sub("", outside(text)).strip()
    ties = ((rest[: at.start()], rest[at.end() :]) for at in re.finditer(" – ", rest))
    is_name = rest in names or any(actor in names and other in names for actor, other in ties)
    return is_name or rest in NOT_SAID or set(re.findall(r"[^\W\d_]+", rest)) <= MONTHS


def has_letter(text: str) -> bool:
    return any(map(str.isalpha, text))


@pytest.mark.parametrize("query", ADDRESSES)
@pytest.mark.parametrize("page", PAGES)
def test_every_text_of_a_section_is_a_message(
    page: Callable[[Published, Address], list[Section]], query: str, published: Published, names: set[str]
) -> None:
    address = parse_address(f"?{query}", published.catalogue)
    with speaking("qps"):
        found = page(published, address)
        left_out = [text for each in found for text in told(each) if has_letter(outside(text)) and text not in NOT_SAID]
        strange = [text for each in found for sheet in each.sheets for text in cells(sheet) if not is_data(text, names)]
    assert found
    assert not left_out
    assert not strange


@pytest.mark.parametrize("page", PAGES)
def test_what_is_kept_is_said_anew_in_each_language(
    page: Callable[[Published, Address], list[Section]], published: Published
) -> None:
    address = parse_address("?issue=energy", published.catalogue)

    def texts(code: str) -> list[list[str]]:
        with speaking(code):
            found = page(published, address)
            return [[*told(each), *(text for sheet in each.sheets for text in cells(sheet))] for each in found]

    spanish, english = texts("es"), texts("en")
    assert texts("es") == spanish
    assert texts("en") == english
    assert all(one[0] != other[0] for one, other in zip(spanish, english, strict=True))


@pytest.mark.parametrize("kind", ["state", "large"])
def test_hover_texts_of_rates_are_messages(kind: str, published: Published) -> None:
    with speaking("qps"):
        ratings = ratings_of(published, parse_address(f"?places={kind}", published.catalogue))
        assert ratings
        lines = {line for dot in dots_of(ratings) for line in dot.lines}
    assert lines
    assert not [line for line in lines if has_letter(outside(line))]


@pytest.mark.parametrize("unit", UNITS)
def test_indicators_are_messages_in_every_unit(unit: str) -> None:
    with speaking("qps"):
        texts = [text for each in indicators_in(UNITS[unit]).values() for text in (each.label, each.definition)]
    assert not [text for text in texts if outside(text)]


def test_what_is_said_between_two_states_are_messages(published: Published) -> None:
    with speaking("qps"):
        lines: list[Line] = measured(published, published, Selection())
        lines += by_life_cycle(published, published, Selection(), 3)
        texts = [text for line in lines for text in (line.label, line.definition)]
        texts += [gettext(text) for both in TIES.values() for text in both]
        texts += [state_phrase(state, "", "", "") for state in ("active", "dormant", "ended", "unknown")]
    assert not [text for text in texts if outside(text)]


@pytest.mark.parametrize("rows", [0, 3])
@pytest.mark.parametrize("search", [None, Search("2026-11-02", 0), Search("2026-11-02", 4)])
def test_what_the_log_of_searches_says_is_a_message(search: Search | None, rows: int) -> None:
    with speaking("qps"):
        assert not outside(search_words(search, rows))


@pytest.mark.parametrize(
    "query",
    [
        "period_from=2022&period_to=2020",
        "baseline_from=2020&baseline_to=2023&period_from=2022&period_to=2024",
        "period_from=2090&period_to=2091",
    ],
)
def test_refusals_of_periods_are_messages(query: str, published: Published) -> None:
    with speaking("qps"):
        refused = changes.refusals(published, parse_address(f"?{query}", published.catalogue))
    assert refused
    assert not [each for each in refused if outside(each.reason) or outside(each.allowed)]


def test_doubts_of_a_question_are_messages(published: Published) -> None:
    search = "?place=nowhere&country=Atlantis&within=7&since=1500&size=9&region=none"
    with speaking("qps"):
        doubts = read_question(search, published.catalogue, last_year(published)).doubts
        refused = [*(doubt.refusal for doubt in doubts), *unknown_in("?nonsense=1&place=a&place=b")]
    assert len(refused) == 8
    assert not [each for each in refused if outside(each.reason) or outside(each.allowed)]
