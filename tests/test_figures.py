"""What the figures draw from finished frames: classes, ranks, the strongest ties, heights, shapes, and colours.

Small cases are worked out by hand; that the numbers in the figures are right is tested in ``test_draw``.
"""

from __future__ import annotations

import json
import math
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from flask.testing import FlaskClient
from hypothesis import assume, given
from hypothesis import strategies as st

from dashboard.figures.circles import APART, circle_places
from dashboard.figures.classes import Class, class_of, quantile_classes, readable_on, spread, steps
from dashboard.figures.network import MOST_NODES, MOST_TIES, Tie, network, strongest
from dashboard.figures.picture import Mark, ordinal, plain, ranks
from dashboard.figures.time import span_of
from dashboard.theme import THEMES, Theme

ROOT = Path(__file__).parents[1]
STYLE = (ROOT / "assets" / "style.css").read_text(encoding="utf-8")
LIGHT = THEMES["light"]

COUNTS = st.lists(st.integers(0, 500), max_size=80)
RATES = st.lists(st.floats(0, 1e4, allow_nan=False), max_size=80)


def bounds(classes: tuple[Class, ...]) -> list[tuple[float, float]]:
    return [(each.low, each.high) for each in classes]


class TestClasses:
    @pytest.mark.parametrize(
        ("values", "most", "expected"),
        [
            ([], 6, []),
            ([0, 0], 6, []),
            ([5], 6, [(5, 5)]),
            ([0, 5, 5, 5], 6, [(5, 5)]),
            ([1, 2, 3], 6, [(1, 1), (2, 2), (3, 3)]),
            ([3, 1, 2, 0, 2, 1], 6, [(1, 1), (2, 2), (3, 3)]),
            ([1, 2, 3, 4], 2, [(1, 2), (3, 4)]),
            ([1, 2, 3, 4, 5, 6], 3, [(1, 2), (3, 4), (5, 6)]),
            ([1, 1, 1, 1, 2, 9], 2, [(1, 1), (2, 9)]),
            ([1, 2, 3, 1000], 2, [(1, 2), (3, 1000)]),
            (list(range(1, 13)), 6, [(1, 2), (3, 4), (5, 6), (7, 8), (9, 10), (11, 12)]),
        ],
    )
    def test_by_hand(self, values: list[float], most: int, expected: list[tuple[float, float]]) -> None:
        assert bounds(quantile_classes(values, most)) == expected

    @given(values=st.one_of(COUNTS, RATES), most=st.integers(1, 8))
    def test_every_value_above_zero_falls_in_exactly_one(self, values: list[float], most: int) -> None:
        classes = quantile_classes(values, most)
        assert len(classes) <= most
        for value in values:
            holding = [number for number, each in enumerate(classes, start=1) if each.low <= value <= each.high]
            assert holding == ([class_of(value, classes)] if value > 0 else [])
        assert class_of(0, classes) == 0

    @given(values=st.one_of(COUNTS, RATES), most=st.integers(1, 8))
    def test_bounds_are_values_of_the_data_in_order(self, values: list[float], most: int) -> None:
        flat = [bound for pair in bounds(quantile_classes(values, most)) for bound in pair]
        assert set(flat) <= {value for value in values if value > 0}
        assert flat == sorted(flat)

    @given(values=st.lists(st.integers(1, 10_000), min_size=12, unique=True))
    def test_different_values_are_shared_out_evenly(self, values: list[int]) -> None:
        classes = quantile_classes(values, 6)
        sizes = [sum(each.low <= value <= each.high for value in values) for each in classes]
        assert len(sizes) == 6
        assert max(sizes) - min(sizes) <= 1

    @pytest.mark.parametrize(
        ("low", "high", "decimals", "label"),
        [(3, 3, 0, "3"), (4, 11, 0, "4–11"), (1200, 3785, 0, "1,200–3,785"), (0.04, 1.26, 1, "0.0–1.3")],
    )
    def test_labels(self, low: float, high: float, decimals: int, label: str) -> None:
        assert Class(low, high).label(decimals) == label

    def test_colours_are_spread_from_first_to_last(self) -> None:
        assert spread("abcdef", 2) == ("a", "f")
        assert spread("abcdef", 6) == tuple("abcdef")
        assert len(set(spread("abcdef", 4))) == 4
        assert spread("abcdef", 0) == ()

    @given(count=st.integers(1, 8))
    def test_a_colour_scale_steps_at_the_middle_between_class_numbers(self, count: int) -> None:
        colours = [f"#00000{number}" for number in range(count)]
        scale = steps(colours)
        for number, colour in enumerate(colours):
            share = (number + 0.5) / count
            holding = [
                here for (start, here), (end, _) in zip(scale[::2], scale[1::2], strict=True) if start < share < end
            ]
            assert holding == [colour]
        assert (scale[0][0], scale[-1][0]) == (0, 1)


class TestRanks:
    def test_equal_values_share_the_better_place(self) -> None:
        assert ranks({"a": 9, "b": 4, "c": 4, "d": 1, "e": 0}) == {"a": 1, "b": 2, "c": 2, "d": 4}

    @given(values=st.dictionaries(st.text(max_size=3), st.integers(0, 9)))
    def test_a_rank_is_one_more_than_those_above(self, values: dict[str, int]) -> None:
        expected = {
            code: 1 + sum(other > value for other in values.values()) for code, value in values.items() if value > 0
        }
        assert ranks(values) == expected

    @pytest.mark.parametrize(
        ("place", "word"),
        [
            (1, "1st"),
            (2, "2nd"),
            (3, "3rd"),
            (4, "4th"),
            (11, "11th"),
            (12, "12th"),
            (13, "13th"),
            (21, "21st"),
            (22, "22nd"),
            (101, "101st"),
            (111, "111th"),
        ],
    )
    def test_in_words(self, place: int, word: str) -> None:
        assert ordinal(place) == word


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_numbers_stand_out_on_every_class(theme: Theme) -> None:
    """Black on white is 21 by WCAG 2; numbers in a cell keep at least 3, the least for large or bold text."""
    for colour in (theme.nothing, *theme.sequence):
        text = readable_on(colour, theme)
        other = theme.paper if text == theme.ink else theme.ink
        assert contrast(text, colour) >= max(3, contrast(other, colour))


def test_text_of_the_table_is_never_markup() -> None:
    assert plain("<b>R&D</b>") == "&lt;b&gt;R&amp;D&lt;/b&gt;"
    assert "<script" not in Mark("x", "<script>", 1, "state=x").hover()


TIES = st.lists(
    st.builds(Tie, st.sampled_from("ABCDEFGH"), st.sampled_from("tuvwxyz"), st.integers(1, 6)),
    max_size=40,
    unique_by=lambda tie: (tie.source, tie.target),
)


class TestStrongest:
    def test_all_where_all_fit(self) -> None:
        ties = [Tie("A", "x", 1), Tie("B", "y", 3), Tie("A", "y", 2)]
        shown = strongest(ties)
        assert set(shown.ties) == set(ties)
        assert (shown.hidden, shown.note) == (0, "")

    def test_a_whole_weight_is_shown_or_said_to_be_hidden(self) -> None:
        strong = [Tie("S", f"t{number}", 5) for number in range(22)]
        weak = [Tie(f"s{number}", f"w{number}", 1) for number in range(40)]
        shown = strongest([*weak, *strong])
        assert set(shown.ties) == set(strong)
        assert (shown.threshold, shown.hidden) == (5, 40)
        assert "Ties of 5 or more engagements" in shown.note
        assert "40" in shown.note

    def test_the_threshold_is_as_low_as_the_room_allows(self) -> None:
        weights = [9, 7, 7, 5, 3, 3, 3, 1, 1, 1, 1]
        ties = [Tie(f"s{number}", f"t{number}", weight) for number, weight in enumerate(weights)]
        for most, threshold in ((4, 5), (6, 5), (7, 3), (10, 3), (11, 1), (2, 9), (1, 9)):
            assert strongest(ties, most_ties=most).threshold == threshold

    @given(ties=TIES, most_ties=st.integers(1, 20), most_nodes=st.integers(1, 6))
    def test_limits_order_and_what_is_hidden(self, ties: list[Tie], most_ties: int, most_nodes: int) -> None:
        shown = strongest(ties, most_ties, most_nodes)
        assert set(shown.ties) <= set(ties)
        assert len(set(shown.ties)) == len(shown.ties)
        assert shown.hidden == len(ties) - len(shown.ties)
        assert len(shown.ties) <= most_ties
        assert len({tie.source for tie in shown.ties}) <= most_nodes
        assert len({tie.target for tie in shown.ties}) <= most_nodes
        assert {tie for tie in ties if tie.weight >= shown.threshold} <= set(shown.ties)
        assert [tie.weight for tie in shown.ties] == sorted((tie.weight for tie in shown.ties), reverse=True)
        assert bool(shown.ties) == bool(ties)

    @given(ties=TIES, shuffler=st.randoms(use_true_random=False))
    def test_order_of_the_rows_plays_no_part(self, ties: list[Tie], shuffler: Any) -> None:
        mixed = list(ties)
        shuffler.shuffle(mixed)
        assert strongest(mixed, 10, 4) == strongest(ties, 10, 4)

    def test_the_panel_holds_no_more_than_is_legible(self) -> None:
        ties = [Tie(f"s{number % 50}", f"t{number // 50}", number % 9 + 1) for number in range(2_000)]
        shown = strongest(ties)
        assert 0 < len(shown.ties) <= MOST_TIES
        assert len({tie.source for tie in shown.ties}) <= MOST_NODES


def node_heights(figure: dict[str, Any], side: int) -> dict[str, float]:
    """Clause → height, of the nodes at the left (0) or right (1)."""
    traces = [trace for trace in figure["data"] if trace.get("mode") == "markers+text" and set(trace["x"]) == {side}]
    return {clause: y for trace in traces for clause, y in zip(trace["customdata"], trace["y"], strict=True)}


def drawn(homes: dict[str, float]) -> dict[str, Any]:
    """The network of these codes on the left, each tied to one thing on the right."""
    marks = {code: Mark(code, code, 1, code) for code in homes}
    one = {"one": Mark("one", "one", len(homes), "one")}
    shown = strongest([Tie(code, "one", 1) for code in homes])
    return network(shown, marks, one, {**homes, "one": 0.5}, LIGHT)


HOMES = st.dictionaries(st.integers(0, 999).map("n{:03}".format), st.floats(0, 1), min_size=1, max_size=MOST_NODES)


class TestHeights:
    @given(homes=HOMES)
    def test_labels_never_touch_and_keep_the_order_of_their_homes(self, homes: dict[str, float]) -> None:
        heights = node_heights(drawn(homes), 0)
        assert heights.keys() == homes.keys()
        ordered = sorted(homes, key=lambda code: (homes[code], code))
        placed = [heights[code] for code in ordered]
        gaps = [above - below for below, above in pairwise(placed)]
        assert min(gaps, default=1) >= 1 / MOST_NODES - 1e-9
        assert min(placed) >= -1e-9
        assert max(placed) <= 1 + 1e-9

    def test_where_there_is_room_a_node_stays_at_home(self) -> None:
        homes = {"a": 0.1, "b": 0.5, "c": 0.9}
        assert node_heights(drawn(homes), 0) == pytest.approx(homes)

    def test_two_that_want_the_same_height_part_evenly(self) -> None:
        heights = node_heights(drawn({"a": 0.5, "b": 0.5}), 0)
        assert heights["a"] == pytest.approx(0.5 - 0.5 / MOST_NODES)
        assert heights["b"] == pytest.approx(0.5 + 0.5 / MOST_NODES)


@pytest.fixture(scope="module")
def maps(published: Any) -> dict[str, dict[str, Any]]:
    from dashboard.address import parse_address
    from dashboard.views import NAMED, scene_of

    scene = scene_of(published, parse_address("", published.catalogue), LIGHT, "/assets/")
    return {name: NAMED[name].picture(scene).figure for name in ("state-map", "world-map")}


def clauses(figure: dict[str, Any], kind: str) -> dict[str, tuple[float, float]]:
    """Clause → longitude and latitude of what can be clicked in traces of a kind; (0, 0) for shapes."""
    found = {}
    for trace in figure["data"]:
        if trace["type"] == kind:
            places = (
                zip(trace["lon"], trace["lat"], strict=True) if "lon" in trace else [(0, 0)] * len(trace["locations"])
            )
            found |= dict(zip(trace.get("customdata", []), places, strict=False))
    return found


class TestShapes:
    def test_the_district_and_five_territories_are_squares_that_do_not_overlap(
        self, maps: dict[str, dict[str, Any]]
    ) -> None:
        squares = clauses(maps["state-map"], "scattergeo")
        assert set(squares) == {f"state={code}" for code in ("DC", "PR", "GU", "VI", "AS", "MP")}
        assert len(set(squares.values())) == 6
        shapes = clauses(maps["state-map"], "choropleth")
        assert len(shapes) == 50
        assert not set(shapes) & set(squares)

    @pytest.mark.parametrize(
        ("code", "longitude", "latitude"),
        [("SGP", 103.8, 1.35), ("BHR", 50.5, 26.0), ("MLT", 14.4, 35.9), ("HKG", 114.2, 22.4), ("GIB", -5.35, 36.14)],
    )
    def test_small_countries_have_a_circle_near_where_they_are(
        self, maps: dict[str, dict[str, Any]], code: str, longitude: float, latitude: float
    ) -> None:
        place = clauses(maps["world-map"], "scattergeo")[f"country={code}"]
        assert place == (pytest.approx(longitude, abs=2.5), pytest.approx(latitude, abs=2.5))

    @pytest.mark.parametrize("code", ["XKX", "TWN", "PSE", "HKG", "SGP", "UKR", "CHN", "GRL", "FRA", "NOR"])
    def test_have_a_shape_of_their_own(self, maps: dict[str, dict[str, Any]], code: str) -> None:
        assert f"country={code}" in clauses(maps["world-map"], "choropleth")
        shapes = json.loads((ROOT / "assets" / "geo" / "countries.json").read_text(encoding="utf-8"))
        assert code in {feature["id"] for feature in shapes["features"]}

    def test_every_shape_that_is_named_is_in_the_file(self, maps: dict[str, dict[str, Any]]) -> None:
        for name, file in (("state-map", "states.json"), ("world-map", "countries.json")):
            shapes = json.loads((ROOT / "assets" / "geo" / file).read_text(encoding="utf-8"))
            known = {feature["id"] for feature in shapes["features"]}
            for trace in maps[name]["data"]:
                assert set(trace.get("locations", [])) <= known

    def test_every_country_can_be_pointed_at(self, maps: dict[str, dict[str, Any]], published: Any) -> None:
        reachable = clauses(maps["world-map"], "choropleth").keys() | clauses(maps["world-map"], "scattergeo").keys()
        assert {f"country={code}" for code in published.reference.country_names if code != "USA"} <= reachable

    def test_the_home_country_is_drawn_and_never_clickable(self, maps: dict[str, dict[str, Any]]) -> None:
        assert "country=USA" not in json.dumps(maps["world-map"])
        [home] = [trace for trace in maps["world-map"]["data"] if "USA" in trace.get("locations", [])]
        assert home["hoverinfo"] == "skip"
        assert "customdata" not in home

    def test_nothing_of_plotlys_own_map_is_drawn(self, maps: dict[str, dict[str, Any]]) -> None:
        for figure in maps.values():
            shown = {name: value for name, value in figure["layout"]["geo"].items() if name.startswith("show")}
            assert set(shown.values()) == {False}
            assert figure["layout"]["geo"]["visible"] is False

    def test_plotly_takes_them(self, maps: dict[str, dict[str, Any]]) -> None:
        for figure in maps.values():
            go.Figure(figure)


class TestCircles:
    def test_two_in_one_place_part_by_a_circle(self) -> None:
        (one, _), (other, _) = circle_places({"A": (20.0, 0.0), "B": (20.0, 0.0)}).values()
        # A pixel of the map is 360 degrees in 626 pixels along the equator.
        assert abs(one - other) * 626 / 360 <= APART + 0.1
        assert one != other

    @given(longitude=st.floats(-160, 179), latitude=st.floats(-55, 75))
    def test_one_alone_stays_where_it_is(self, longitude: float, latitude: float) -> None:
        assume(abs(longitude - 2.35) > 15)
        [placed] = circle_places({"A": (longitude, latitude)}).values()
        assert placed == (pytest.approx(longitude, abs=0.01), pytest.approx(latitude, abs=0.01))

    def test_none_of_the_real_ones_covers_another_or_is_far_from_home(self, published: Any) -> None:
        homes = published.reference.circles
        placed = circle_places(homes)
        for one, other in combinations(placed, 2):
            assert pixels(placed[one], placed[other]) > 6.8, (one, other)
        assert max(pixels(placed[code], homes[code]) for code in homes) < 14
        assert sum(pixels(placed[code], homes[code]) < 1 for code in homes) > len(homes) / 3


def pixels(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Pixels between two places on the map of 1440, which keeps areas: degrees shrink with latitude one way only."""
    middle = math.radians((one[1] + other[1]) / 2)
    theta = math.asin(math.sqrt(3) / 2 * math.sin(middle))
    slope = 1.340264 - 0.243318 * theta**2 + theta**6 * (0.006251 + 0.034164 * theta**2)
    across = 2 / math.sqrt(3) * math.cos(theta) / slope
    along = math.cos(middle) / across
    turn = (one[0] - other[0] + 180) % 360 - 180
    return 116 * math.hypot(math.radians(turn) * across, math.radians(one[1] - other[1]) * along)


def span(counts: dict[int, int], picked: tuple[int | None, int | None] = (None, None)) -> tuple[range, range]:
    """The years shown one by one and those that share the first bar."""
    shown = span_of({(year, "meeting"): count for year, count in counts.items()}, picked)
    return shown.years, shown.earlier


LONG = {1931: 4, 1962: 5, 1987: 6, 2020: 85}
"""Years → engagements: a tenth have begun by 1987."""


class TestYearsOfTheTimeline:
    def test_a_short_history_is_shown_year_by_year(self) -> None:
        assert span({1975: 1, 2024: 1}) == (range(1975, 2025), range(1975, 1975))
        assert span({}) == (range(0), range(0))

    def test_a_long_one_from_the_decade_of_its_first_tenth(self) -> None:
        assert span(LONG) == (range(1980, 2021), range(1931, 1980))

    @pytest.mark.parametrize(
        ("picked", "start"),
        [
            ((None, 1979), 1980),
            ((None, 1955), 1956),
            ((1950, None), 1950),
            ((1950, 1955), 1950),
            ((1931, 2000), 1980),
            ((1900, None), 1980),
            ((2019, 2020), 1980),
            ((None, 1900), 1931),
        ],
    )
    def test_years_picked_never_cut_the_first_bar(self, picked: tuple[int | None, int | None], start: int) -> None:
        assert span(LONG, picked) == (range(start, 2021), range(1931, start))

    @given(
        counts=st.dictionaries(st.integers(1776, 2100), st.integers(1, 9), min_size=1),
        picked=st.tuples(st.none() | st.integers(1776, 2100), st.none() | st.integers(1776, 2100)),
    )
    def test_every_year_is_shown_once(self, counts: dict[int, int], picked: tuple[int | None, int | None]) -> None:
        years, earlier = span(counts, picked)
        assert [*earlier, *years] == list(range(min(counts), max(counts) + 1))


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
class TestTheme:
    def test_text_can_be_read_on_the_paper(self, theme: Theme) -> None:
        for colour in (theme.ink, theme.muted, theme.accent):
            assert contrast(colour, theme.paper) >= 4.5

    def test_bars_can_be_told_from_the_paper(self, theme: Theme) -> None:
        for colour in (theme.accent, *theme.families.values(), *theme.sides):
            assert contrast(colour, theme.paper) >= 3

    def test_the_sequence_runs_away_from_the_paper(self, theme: Theme) -> None:
        steps_away = [contrast(colour, theme.paper) for colour in theme.sequence]
        assert steps_away == sorted(steps_away)

    def test_families_differ(self, theme: Theme) -> None:
        assert set(theme.families) == {"partnership", "meeting", "network"}
        assert len(set(theme.families.values())) == 3


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_style_sheet_is_the_one_served(client: FlaskClient) -> None:
    with client.get("/assets/style.css") as response:
        assert response.text == STYLE
