"""The comparison: which sides an address names, and that every number on the page is the oracle's.

Numbers that are links are recounted from the address they lead to, so that no cell and no link can drift apart.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

import pandas as pd
import plotly.graph_objects as go
import pytest
from flask.testing import FlaskClient
from oracle import DATA, engagements, query, read, selected
from test_draw import Page

from dashboard.comparison import Comparison, compare
from dashboard.comparison_measures import measures
from dashboard.comparison_words import findings, shared_heading
from dashboard.openings import further, openings
from dashboard.published import Published
from dashboard.sides import COMPARED, Sides, read_sides

COLUMN = {
    **{"place": "actor", "state": "us_state", "country": "counterpart_country"},
    **{"actor": "actor", "network": "network", "counterpart": "counterpart_slug"},
}
PARAMETER = {"place": "actor", "state": "state", "country": "country"}
FIELDS = {
    "place": ("country", "network", "counterpart"),
    "state": ("country", "network", "counterpart"),
    "country": ("state", "actor"),
}


def busiest(kind: str, many: int) -> list[str]:
    return list(engagements()[COLUMN[kind]].loc[lambda codes: codes != ""].value_counts().index[:many])


def _cases() -> list[tuple[str, list[str], dict[str, list[str]]]]:
    draw = random.Random(7)
    cases = [(kind, draw.sample(busiest(kind, 50), 2), {}) for kind in COLUMN if kind in FIELDS for _ in range(2)]
    cases += [(kind, draw.sample(busiest(kind, 12), 5), {}) for kind in FIELDS]
    return [
        *cases,
        ("place", ["austin-tx", "dallas-tx"], {"issue": ["culture_arts"]}),
        ("place", ["houston-tx", "los-angeles-ca"], {"counterpart": ["tokyo-jpn"], "network": ["c40-cities"]}),
        ("place", busiest("place", 2), {"issue": ["energy", "health"], "from": ["2015"], "undated": ["include"]}),
        ("state", ["CA", "TX", "FL"], {"issue": ["energy"], "to": ["2022"]}),
        ("state", ["WY", "AS"], {"family": ["network"]}),
        ("country", ["JPN", "DEU"], {"level": ["city"], "q": ["sister"]}),
    ]


CASES = _cases()


def address(kind: str, keys: list[str], clauses: dict[str, list[str]]) -> str:
    return f"?{query({kind: keys, **clauses})}"


def rows_of(kind: str, key: str, clauses: dict[str, list[str]]) -> pd.DataFrame:
    """The rows of a side; the other side's clauses unite with a country's own, which is why none is tried with them."""
    return selected({**clauses, PARAMETER[kind]: [key]})


@pytest.mark.parametrize(
    ("search", "kind", "keys", "path", "doubted"),
    [
        ("", "", [], "/compare", []),
        ("?place=&place=+", "", [], "/compare", []),
        ("?place=austin-tx", "place", ["austin-tx"], "/compare?place=austin-tx", []),
        (
            "?issue=energy&place=dallas-tx&place=austin-tx&place=dallas-tx",
            "place",
            ["dallas-tx", "austin-tx"],
            "/compare?place=dallas-tx&place=austin-tx&issue=energy",
            [],
        ),
        ("?country=jpn&country=germany", "country", ["JPN", "DEU"], "/compare?country=JPN&country=DEU", []),
        ("?state=TX&state=California", "state", ["TX", "CA"], "/compare?state=TX&state=CA", []),
        ("?place=dalas&place=austin-tx", "place", ["austin-tx"], "/compare?place=austin-tx", ["place"]),
        ("?place=nowhere-at-all", "place", [], "/compare", ["place"]),
        (
            "?country=JPN&country=DEU&state=TX&place=austin-tx",
            "country",
            ["JPN", "DEU"],
            "/compare?country=JPN&country=DEU",
            ["place", "state"],
        ),
        (
            "?state=TX&state=CA&state=NY&state=FL&state=OH&state=WA",
            "state",
            ["TX", "CA", "NY", "FL", "OH"],
            "/compare?state=TX&state=CA&state=NY&state=FL&state=OH",
            ["state"],
        ),
        (
            "?place=austin-tx&place=dallas-tx&actor=houston-tx&issue=nothing&from=2020",
            "place",
            ["austin-tx", "dallas-tx"],
            "/compare?place=austin-tx&place=dallas-tx&from=2020",
            ["issue", "actor"],
        ),
        (
            "?country=JPN&country=DEU&network=c40-cities&actor=austin-tx",
            "country",
            ["JPN", "DEU"],
            "/compare?country=JPN&country=DEU&actor=austin-tx",
            ["network"],
        ),
        ("?state=TX&state=CA&utm=x", "state", ["TX", "CA"], "/compare?state=TX&state=CA", []),
    ],
)
def test_an_address_names_its_sides(
    published: Published, search: str, kind: str, keys: list[str], path: str, doubted: list[str]
) -> None:
    sides = read_sides(search, published.catalogue)
    assert (sides.kind, [subject.key for subject in sides.subjects]) == (kind, keys)
    assert sides.path == path
    assert [doubt.refusal.parameter for doubt in sides.doubts] == doubted
    assert read_sides(path.removeprefix("/compare"), published.catalogue).path == path


def test_a_wrong_name_has_near_ones_that_lead_on(published: Published) -> None:
    [doubt] = read_sides("?place=austin-tx&place=dalas&from=2019", published.catalogue).doubts
    assert "/compare?place=austin-tx&place=dallas-tx&from=2019" in [path for _, path in doubt.near]


def test_openings_compare_the_busiest(published: Published) -> None:
    rows = engagements()
    cities = list(rows.loc[rows["us_level"] == "city", "actor"].value_counts().index[:2])
    paths = [path for _, path in openings(published)]
    assert paths[0] == f"/compare?place={cities[0]}&place={cities[1]}"
    assert paths[1] == "/compare?country=JPN&country=MEX"
    offered = [path for _, path in further(published, read_sides("?place=austin-tx", published.catalogue))]
    assert offered[0] == "/compare?place=austin-tx&place=houston-tx"
    assert further(published, read_sides("?state=TX&state=CA&state=NY&state=FL&state=OH", published.catalogue)) == []


@pytest.fixture(params=CASES, ids=lambda case: address(*case))
def case(request: pytest.FixtureRequest) -> tuple[str, list[str], dict[str, list[str]]]:
    return request.param


class TestNumbers:
    @pytest.fixture
    def comparison(self, published: Published, case: Any) -> Comparison:
        return compare(published, read_sides(address(*case), published.catalogue))

    @pytest.fixture
    def frames(self, case: Any) -> list[pd.DataFrame]:
        kind, keys, clauses = case
        return [rows_of(kind, key, clauses) for key in keys]

    def test_sides(self, comparison: Comparison, frames: list[pd.DataFrame], case: Any) -> None:
        shown = {measure.label: [each.text for each in measure.figures] for measure in measures(comparison)}
        assert shown["Engagements"] == [f"{len(rows):,}" for rows in frames]
        formal = [(rows["formality"] == "formal").mean() for rows in frames]
        assert shown["In a formal act"] == ["–" if pd.isna(share) else f"{share:.0%}" for share in formal]
        distinct = {"Countries and areas": "country", "Networks and bodies": "network"}
        distinct |= {
            "U.S. states and territories": "state",
            "U.S. actors": "actor",
            "Counterparts abroad": "counterpart",
        }
        for label, field in distinct.items():
            if label in shown:
                counted = [f"{len(set(rows[COLUMN[field]]) - {''}):,}" for rows in frames]
                assert shown[label] == counted, label
        assert ("Engagements per million residents" in shown) == (case[0] != "country")

    def test_rates_only_where_the_population_is_known(
        self, comparison: Comparison, frames: list[pd.DataFrame], case: Any
    ) -> None:
        kind, keys, _ = case
        if kind == "country":
            return
        register = read(DATA / ("states.csv" if kind == "state" else "actors.csv"))
        names = ("usps", "population_2020") if kind == "state" else ("slug", "population")
        known = dict(zip(register[names[0]], register[names[1]], strict=True))
        rates = next(each.figures for each in measures(comparison) if each.label == "Engagements per million residents")
        expected = [
            f"{len(rows) / float(known[key]) * 1e6:,.1f}" if known[key] else "not known"
            for key, rows in zip(keys, frames, strict=True)
        ]
        assert [rate.text for rate in rates] == expected

    def test_issues_types_and_years(self, comparison: Comparison, frames: list[pd.DataFrame]) -> None:
        columns = {
            "issues": [rows["issues"].str.split("|").explode() for rows in frames],
            "types": [rows["engagement_type"] for rows in frames],
            "years": [rows["year"].dropna().astype(int).astype(str) for rows in frames],
        }
        for name, values in columns.items():
            counts = [Counter(part.dropna()) for part in values]
            rows = {row.code: row.counts for row in getattr(comparison, name)}
            assert rows == {code: tuple(part[code] for part in counts) for code in set().union(*counts)}, name
        for row in comparison.issues:
            shares = [count / len(rows) if len(rows) else 0 for count, rows in zip(row.counts, frames, strict=True)]
            assert comparison.shares(row) == pytest.approx(shares)

    def test_shared_and_only(self, comparison: Comparison, frames: list[pd.DataFrame], case: Any) -> None:
        for field in FIELDS[case[0]]:
            sets = [set(rows[COLUMN[field]]) - {""} for rows in frames]
            owners = Counter(code for part in sets for code in part)
            partners = comparison.partners[field]
            assert {row.code for row in partners.shared} == {code for code, many in owners.items() if many > 1}
            assert {row.code for row in partners.common} == set.intersection(*sets)
            assert partners.total == len(owners)
            for side, part in enumerate(sets):
                assert {row.code for row in partners.only[side]} == {code for code in part if owners[code] == 1}
            for one, other in comparison.pairs:
                assert partners.of_pair(one, other) == (len(sets[one] & sets[other]), len(sets[one] | sets[other]))

    def test_likeness_is_schoeners_overlap(self, comparison: Comparison, frames: list[pd.DataFrame]) -> None:
        for one, other in comparison.pairs:
            weights = [
                frames[side]["issues"].str.split("|").explode().value_counts(normalize=True) for side in (one, other)
            ]
            both = pd.concat(weights, axis=1).fillna(0).to_numpy()
            expected = both.min(axis=1).sum() if len(frames[one]) and len(frames[other]) else 0
            assert comparison.likeness(one, other) == pytest.approx(expected)


class TestWords:
    def said(self, published: Published, search: str) -> list[str]:
        sides = read_sides(search, published.catalogue)
        return findings(compare(published, sides), published.catalogue)

    def test_two_sides(self, published: Published) -> None:
        sets = [set(rows_of("place", key, {})["counterpart_country"]) - {""} for key in ("austin-tx", "dallas-tx")]
        said = self.said(published, "?place=austin-tx&place=dallas-tx")
        assert said[0] == "Austin has 24 engagements on record, Dallas 22."
        shared = f"{len(sets[0] & sets[1])} of {len(sets[0] | sets[1])} countries and areas"
        assert said[1].startswith(f"Austin and Dallas share {shared}")
        assert said[2] == (
            "Most alike in culture and arts (Austin 29%, Dallas 32%); "
            "furthest apart in trade and investment (Austin 0%, Dallas 41%)."
        )

    def test_three_sides(self, published: Published) -> None:
        said = self.said(published, "?state=CA&state=TX&state=FL")
        assert said[1].startswith("All three share ")
        assert said[2].startswith("Closest to each other are ")

    def test_nothing_recorded_is_said_of_each_side(self, published: Published) -> None:
        said = self.said(published, "?state=TX&state=AS&issue=energy")
        assert "Nothing is recorded for American Samoa. That is no evidence" in said[0]
        assert self.said(published, "?state=WY&state=AS&q=zzzz")[0].startswith(
            "Nothing is recorded for Wyoming or American Samoa (with the words “zzzz”)"
        )

    def test_few_engagements_make_no_profile(self, published: Published) -> None:
        assert self.said(published, "?place=abilene-ks&place=acton-ma")[-1].startswith(
            "Shares of issues are left unsaid"
        )

    def test_names_that_clash_are_told_apart(self, published: Published) -> None:
        portlands = compare(published, read_sides("?place=portland-or&place=portland-me", published.catalogue))
        assert portlands.names == ("City of Portland, OR", "City of Portland, ME")

    def test_headings_of_what_is_shared(self, published: Published) -> None:
        five = compare(published, read_sides(address("place", busiest("place", 5), {}), published.catalogue))
        partners = five.partners["country"]
        expected = (
            f"of {partners.total} countries and areas are shared by all five, {len(partners.shared)} by at least two"
        )
        assert shared_heading(five, "country").endswith(expected)


@pytest.fixture
def layout(client: FlaskClient) -> Any:
    """The page at a query string, as the browser gets it."""
    return lambda search: Page(client, search, "/compare").properties["page"]["children"]


class TestPage:
    def test_every_number_leads_to_so_many_engagements(self, layout: Any, case: Any) -> None:
        links = [link for link in components(layout(address(*case)), "Link") if link["href"].startswith("/?")]
        numbers = [(link["href"], link["children"]) for link in links if isinstance(link["children"], str)]
        counted = [(href, text) for href, text in numbers if text.replace(",", "").isdigit()]
        drawn = random.Random(3).sample(counted, min(60, len(counted)))
        wrong = [(href, text) for href, text in drawn if text != f"{len(selected(parse_qs(href[2:]))):,}"]
        assert wrong == []
        if all(len(rows_of(case[0], key, case[2])) for key in case[1]):
            assert len(counted) > 3

    def test_figures_are_what_plotly_takes_and_show_the_shares(
        self, layout: Any, published: Published, case: Any
    ) -> None:
        comparison = compare(published, read_sides(address(*case), published.catalogue))
        figures = [graph["figure"] for graph in components(layout(address(*case)), "Graph")]
        for figure in figures:
            go.Figure(figure)
        if comparison.issues:
            dots = [trace for trace in figures[0]["data"] if trace["mode"] == "markers"]
            drawn = [tuple(trace["x"][row] for trace in dots) for row in range(len(comparison.issues))]
            assert drawn == [pytest.approx(comparison.shares(row)) for row in comparison.issues]
            assert len({trace["marker"]["symbol"] for trace in dots}) == len(comparison.names)
        if comparison.years:
            bars = [dict(zip(trace["x"], trace["y"], strict=True)) for trace in figures[-1]["data"]]
            assert [sum(bar.values()) for bar in bars] == [sum(each) for each in zip(*counts(comparison), strict=True)]

    def test_sides_link_to_their_pages_and_can_be_taken_out(self, layout: Any) -> None:
        links = [link["href"] for link in components(layout("?state=TX&state=CA&issue=energy"), "Link")]
        assert {"/state/TX", "/state/CA", "/compare?state=CA&issue=energy", "/compare?state=TX&issue=energy"} <= {
            *links
        }
        assert "/compare?state=TX&state=CA" in links

    @pytest.mark.parametrize(
        ("search", "said"),
        [
            ("", "Compare places, states or countries"),
            ("?place=austin-tx", "City of Austin, TX is one place: add at least one more"),
            ("?place=dalas", "place 'dalas' is not a place in the table"),
            ("?state=TX&state=CA&country=JPN", "country 'Japan' is not compared with states"),
            ("?state=TX&state=CA&from=2024&to=2019", "from '2024' is after to '2019'"),
        ],
    )
    def test_what_is_missing_or_wrong_is_said(self, layout: Any, search: str, said: str) -> None:
        assert said in text_of(layout(search))

    def test_the_body_follows_the_address(self, client: FlaskClient) -> None:
        page = Page(client, "?state=TX&state=CA", "/compare")
        follow = page.callback("followed-body.children")
        page.properties["url"]["search"] = "?state=TX&state=NY"
        page.call(follow, "url.search")
        assert "Texas and New York compared" in text_of(page.properties["followed-body"]["children"])
        assert page.call(follow, "url.search") == {}

    @pytest.mark.parametrize("kind", COMPARED)
    def test_the_picker_offers_every_value(self, layout: Any, published: Published, kind: str) -> None:
        codes = [option["data-code"] for option in components(layout(""), "Option")]
        assert set(published.catalogue.labels[PARAMETER[kind]]) <= set(codes)


def counts(comparison: Comparison) -> list[tuple[int, ...]]:
    return [row.counts for row in comparison.years]


def components(part: Any, kind: str) -> Iterator[dict[str, Any]]:
    """The properties of every component of a kind in a part of a layout."""
    if isinstance(part, list):
        for each in part:
            yield from components(each, kind)
    elif isinstance(part, dict) and "props" in part:
        if part["type"] == kind:
            yield part["props"]
        yield from components(part["props"].get("children"), kind)


def text_of(part: Any) -> str:
    if isinstance(part, list):
        return " ".join(map(text_of, part))
    return text_of(part["props"].get("children", "")) if isinstance(part, dict) else str(part or "")


def test_sides_are_a_value(published: Published) -> None:
    first, second = (read_sides("?state=TX&state=CA", published.catalogue) for _ in range(2))
    assert isinstance(first, Sides)
    assert first == second
