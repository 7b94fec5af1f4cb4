"""The methods behind opportunities: distances, borders, seats, peers, sets and suggestions, against published cases.

Small frames are written out by hand; the real table is asked in ``test_opportunities``.
"""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import ClassVar

import numpy as np
import pandas as pd
import pytest
from oracle import DATA, read
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

from dashboard.insights.borders import BORDERS, neighbours
from dashboard.insights.collaborative import bipartite, ease, evaluate, hidden_ties, item_cosine, popularity
from dashboard.insights.distance import great_circle_miles
from dashboard.insights.missions import Mission, Window, missions
from dashboard.insights.peers import peers_of
from dashboard.insights.seats import CAPITALS
from dashboard.opportunities import facts
from dashboard.published import Published

KILOMETRES = 1.609344
STATES = Path(__file__).parents[1] / "assets" / "geo" / "states.json"


@pytest.fixture(scope="module")
def states() -> dict[str, BaseGeometry]:
    features = json.loads(STATES.read_text(encoding="utf-8"))["features"]
    return {feature["id"]: shape(feature["geometry"]) for feature in features}


@pytest.mark.parametrize(
    ("here", "there", "kilometres", "radius"),
    [
        pytest.param((36.12, -86.67), (33.94, -118.40), 2887.2599506, 6372.8, id="Rosetta Code, Haversine formula"),
        pytest.param((50.066389, -5.714722), (58.643889, -3.07), 968.9, 6371.0, id="C. Veness, movable-type.co.uk"),
    ],
)
def test_great_circles_are_those_published(here, there, kilometres: float, radius: float) -> None:
    found = float(great_circle_miles(*here, *there)) * KILOMETRES
    assert found == pytest.approx(kilometres * 6371.0088 / radius, rel=5e-5)


def test_a_place_is_nowhere_from_itself_and_half_way_round_from_its_antipode() -> None:
    assert float(great_circle_miles(30.27, -97.74, 30.27, -97.74)) == 0
    assert float(great_circle_miles(0, 0, 0, 180)) == pytest.approx(np.pi * 6371.0088 / KILOMETRES)
    assert np.isnan(great_circle_miles(np.nan, 0, 0, 0))


def test_borders_are_those_of_the_boundaries(states: dict[str, BaseGeometry]) -> None:
    drawn = {
        pair for pair in combinations(sorted(states), 2) if states[pair[0]].intersection(states[pair[1]]).length > 0.05
    }
    assert drawn == {tuple(sorted((state, other))) for state, others in BORDERS.items() for other in others}
    assert all(state in neighbours(other) for state, others in BORDERS.items() for other in others)


def test_corners_and_islands_are_no_borders() -> None:
    assert "CO" not in neighbours("AZ")
    assert neighbours("HI") == neighbours("PR") == frozenset()


@pytest.mark.parametrize("state", sorted(set(CAPITALS) - {"AS", "GU", "VI"}))
def test_capitals_lie_in_their_states(states: dict[str, BaseGeometry], state: str) -> None:
    latitude, longitude = CAPITALS[state]
    assert states[state].contains(Point(longitude, latitude))


def test_every_state_has_a_capital_with_a_place() -> None:
    places = read(DATA / "places.csv")
    known = {(row.us_state, row.city) for row in places[places["side"] == "us"].itertuples()}
    lacking = {row.usps for row in read(DATA / "states.csv").itertuples() if (row.usps, row.capital) not in known}
    assert lacking <= set(CAPITALS)


ACTORS = pd.DataFrame(
    {
        "slug": ["a", "b", "c", "d"],
        "state": ["OH", "OH", "IN", "OH"],
        "level": ["city", "city", "city", "county"],
        "latitude": [40.0, 40.0, 40.0, np.nan],
        "longitude": [-83.0, -84.0, -86.0, np.nan],
        "population": pd.array([100, 150, 201, None], dtype="Int64"),
    }
)


def engagement(actor: str, kind: str, issues: str, start: str, status: str = "reported") -> dict[str, object]:
    return {
        "id": f"{actor}{kind}{start}",
        "actor": actor,
        "engagement_type": kind,
        "counterpart_country": "JPN",
        "issues": issues,
        "start_date": start,
        "sort_date": start,
        "year": float(start[:4]) if start else np.nan,
        "status": status,
    }


def found(*rows: dict[str, object], within: float = 100, seed: str = "") -> list[Mission]:
    return missions(pd.DataFrame(list(rows)), ACTORS, Window(2021, 2026, within), seed)


class TestMissions:
    def test_the_parts_of_a_score_by_hand(self) -> None:
        [mission] = found(
            engagement("a", "trade_mission", "energy|health", "2026-05"),
            engagement("b", "memorandum", "energy", "2023"),
        )
        apart = float(great_circle_miles(40, -83, 40, -84))
        assert mission.actors == ("a", "b")
        assert mission.parts == {
            "recency": pytest.approx((1 + 1 - 3 / 6) / 2),
            "nearness": pytest.approx(1 - apart / 100),
            "issues": pytest.approx(1 / 2),
            "formality": pytest.approx(1 / 2),
        }
        assert mission.score == pytest.approx(0.4 * 0.75 + 0.2 * (1 - apart / 100) + 0.2 / 2 + 0.2 / 2)

    def test_no_two_of_a_set_are_further_apart_than_asked(self) -> None:
        rows = [engagement(actor, "trade_mission", "energy", "2026") for actor in "abc"]
        assert [each.actors for each in found(*rows, within=110)] == [("a", "b")]
        assert [each.actors for each in found(*rows, within=170)] == [("a", "b", "c")]

    def test_around_a_place_the_distance_is_from_it(self) -> None:
        rows = [engagement(actor, "trade_mission", "energy", "2026") for actor in "abc"]
        assert [each.actors for each in found(*rows, within=110, seed="b")] == [("a", "b", "c")]
        assert [each.actors for each in found(*rows, within=110, seed="c")] == [("b", "c")]

    @pytest.mark.parametrize(
        "other",
        [
            engagement("b", "trade_mission", "energy", ""),
            engagement("b", "trade_mission", "energy", "2020"),
            engagement("b", "bilateral_meeting", "energy", "2026"),
            engagement("b", "memorandum", "energy", "2026", "ended"),
            engagement("d", "trade_mission", "energy", "2026"),
        ],
        ids=["undated", "too old", "no travel", "ended", "no seat"],
    )
    def test_what_does_not_count_makes_no_set(self, other: dict[str, object]) -> None:
        assert found(engagement("a", "trade_mission", "energy", "2026"), other) == []


class TestPeers:
    REGIONS: ClassVar = {"OH": "Midwest", "IN": "Midwest"}

    def test_level_size_and_region(self) -> None:
        assert peers_of("a", ACTORS, self.REGIONS, 2, True).actors == ("b",)
        assert peers_of("a", ACTORS, self.REGIONS, 3, True).actors == ("c", "b")
        assert peers_of("a", ACTORS, {"OH": "Midwest", "IN": "South"}, 3, True).actors == ("b",)

    def test_without_known_size_level_and_region_remain(self) -> None:
        peers = peers_of("d", ACTORS, self.REGIONS, 2, True)
        assert (peers.actors, peers.sizes, peers.level) == ((), None, "county")


class TestSuggestions:
    KNOWN = np.array([[1.0, 1, 0], [1, 1, 0], [1, 0, 1]])

    def test_cosine_by_hand(self) -> None:
        scores = item_cosine(self.KNOWN)
        assert scores[0, 2] == pytest.approx(1 / np.sqrt(3))
        assert scores[2, 1] == pytest.approx(2 / np.sqrt(6))

    def test_ease_is_the_least_squares_solution_with_a_zero_diagonal(self) -> None:
        penalty, scores = 2.0, ease(2.0)(self.KNOWN)
        for column in range(3):
            rest = [each for each in range(3) if each != column]
            part = self.KNOWN[:, rest]
            solved = np.linalg.solve(part.T @ part + penalty * np.eye(2), part.T @ self.KNOWN[:, column])
            assert scores[:, column] == pytest.approx(part @ solved)

    def test_popularity_counts_actors(self) -> None:
        assert popularity(self.KNOWN).tolist() == [[3, 2, 1]] * 3

    def test_one_tie_of_everyone_with_two_is_hidden_the_same_each_time(self) -> None:
        hidden = hidden_ties(self.KNOWN, 1)
        assert [row for row, _ in hidden] == [0, 1, 2]
        assert all(self.KNOWN[row, column] for row, column in hidden)
        assert hidden == hidden_ties(self.KNOWN, 1)

    def test_the_evaluation_is_the_one_in_the_documents_and_popularity_comes_first(self, published: Published) -> None:
        document = (DATA.parent / "docs" / "suggestions.md").read_text(encoding="utf-8")
        evaluated = evaluate(bipartite(facts(published)).to_numpy())
        for each in evaluated:
            assert f"| {each.method} | {each.hits:.3f} | {each.spread:.3f} | {each.reciprocal:.3f} |" in document
        assert max(evaluated, key=lambda each: each.hits).method == "popularity"
