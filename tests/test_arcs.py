"""The arcs of the connections layer: where they run and end, which are drawn, how wide, and what is counted as missing.

Places come from the CSV files, ties from the oracle; that the map carries the arcs is tested in ``test_draw``.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from math import asin, cos, degrees, radians, sin, sqrt
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracle import DATA, Params, query, read, selected

from dashboard.address import parse_address
from dashboard.figures.arcs import (
    LINE_TRACES,
    MOST_ARCS,
    MOST_HANDLES,
    Arc,
    Place,
    along,
    arc_key,
    arc_traces,
    lengths,
    strongest,
)
from dashboard.pictures.arcs import Connections, connections, tie_question
from dashboard.published import Published
from dashboard.theme import DARK, LIGHT

AUSTIN, ADELAIDE, TOKYO, LAGOS = (-97.7431, 30.2672), (138.6, -34.9333), (139.6917, 35.6895), (3.3947, 6.4541)

PLACES = st.tuples(st.floats(-180, 180), st.floats(-89, 89))

SELECTIONS: tuple[Params, ...] = (
    {},
    {"state": ["TX"]},
    {"actor": ["austin-tx"]},
    {"country": ["JPN"]},
    {"state": ["GU", "PR", "AS"]},
    {"level": ["county"], "family": ["meeting"]},
    {"network": ["c40-cities"]},
)


def arc(page: str, start: Place = AUSTIN, end: Place = ADELAIDE, **families: int) -> Arc:
    return Arc(page.strip("/"), page, families or {"partnership": 1}, start, end)


def apart(one: Place, other: Place) -> float:
    """Degrees between two places, by the haversine formula."""
    (a, b), (c, d) = (map(radians, place) for place in (one, other))
    return degrees(2 * asin(min(1, sqrt(sin((d - b) / 2) ** 2 + cos(b) * cos(d) * sin((c - a) / 2) ** 2))))


def handles(traces: list[dict[str, Any]]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    [last] = traces[LINE_TRACES:]
    for page, longitude, latitude in zip(last["customdata"], last["lon"], last["lat"], strict=True):
        found.setdefault(page, []).append((longitude, latitude))
    return found


def ends(trace: dict[str, Any]) -> list[tuple[Place, Place]]:
    """Start and end of every line of a trace, which nulls part."""
    places = list(zip(trace["lon"], trace["lat"], strict=True))
    assert places[2::3] == [(None, None)] * (len(places) // 3)
    return list(zip(places[::3], places[1::3], strict=True))


class TestGreatCircles:
    @pytest.mark.parametrize(
        ("start", "end", "middle"),
        [
            pytest.param((0, 0), (90, 0), (45, 0), id="the equator"),
            pytest.param((20, 10), (20, 50), (20, 30), id="a meridian"),
            pytest.param((-45, 45), (45, 45), (0, 54.74), id="north of the parallel"),
            pytest.param((170, 0), (-150, 0), (-170, 0), id="over the antimeridian"),
            pytest.param((7, 7), (7, 7), (7, 7), id="no way at all"),
        ],
    )
    def test_by_hand(self, start: Place, end: Place, middle: Place) -> None:
        assert along([start], [end], [0.5]) == [pytest.approx(middle, abs=0.01)]

    def test_over_the_pole(self) -> None:
        [(_, latitude)] = along([(0, 60)], [(180, 60)], [0.5])
        assert latitude == pytest.approx(90)

    @given(start=PLACES, end=PLACES)
    def test_length_is_that_of_the_haversine_formula(self, start: Place, end: Place) -> None:
        assert lengths([start], [end])[0] == pytest.approx(apart(start, end), abs=1e-4)

    @given(start=PLACES, end=PLACES, share=st.floats(0, 1))
    def test_a_share_of_the_way_is_that_share_of_the_length(self, start: Place, end: Place, share: float) -> None:
        whole = apart(start, end)
        [place] = along([start], [end], [share])
        if whole < 179:
            assert apart(start, place) == pytest.approx(share * whole, abs=0.02)
            assert apart(place, end) == pytest.approx((1 - share) * whole, abs=0.02)


class TestStrongest:
    @given(counts=st.lists(st.integers(1, 6), max_size=60), most=st.integers(1, 40))
    def test_none_that_is_left_out_is_stronger(self, counts: list[int], most: int) -> None:
        arcs = [arc(f"/tie/{number:03}", meeting=count) for number, count in enumerate(counts)]
        shown = strongest(arcs, most)
        pages = {each.page for each in shown}
        assert len(shown) == len(pages) == min(most, len(arcs))
        hidden = [each.count for each in arcs if each.page not in pages]
        assert max(hidden, default=0) <= min([each.count for each in shown], default=0)
        assert [each.count for each in shown] == sorted((each.count for each in shown), reverse=True)

    def test_of_equal_ones_an_even_sample(self) -> None:
        arcs = [arc(f"/tie/{number}") for number in range(10)]
        assert [each.page for each in strongest(arcs, 5)] == [f"/tie/{number}" for number in (0, 2, 4, 6, 8)]


class TestDrawing:
    ARCS = (
        arc("/tie/a", AUSTIN, ADELAIDE, partnership=1),
        arc("/tie/b", AUSTIN, TOKYO, partnership=2, meeting=3),
        arc("/tie/c", AUSTIN, LAGOS, meeting=2, partnership=2),
        arc("/tie/d", LAGOS, LAGOS, meeting=9),
    )

    @pytest.mark.parametrize("arcs", [(), ARCS[:1], ARCS], ids=len)
    @pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
    def test_as_many_traces_whatever_there_is_and_plotly_takes_them(self, arcs: tuple[Arc, ...], theme: Any) -> None:
        traces = arc_traces(arcs, theme)
        assert len(traces) == LINE_TRACES + 1
        go.Figure({"data": traces})

    def test_lines_end_where_the_arcs_do_once_in_colour_and_once_as_casing(self) -> None:
        drawn = [(each["line"]["color"], line) for each in arc_traces(self.ARCS, LIGHT)[:-1] for line in ends(each)]
        colours = {"a": "partnership", "b": "meeting", "c": "partnership", "d": "meeting"}
        expected = [(LIGHT.families[colours[each.name[-1]]], (each.start, each.end)) for each in self.ARCS]
        casing = [(LIGHT.paper, (each.start, each.end)) for each in self.ARCS]
        assert Counter(drawn) == Counter(expected + casing)

    @given(counts=st.lists(st.integers(1, 40), min_size=1, max_size=50))
    def test_the_stronger_is_never_the_thinner(self, counts: list[int]) -> None:
        arcs = [arc(f"/tie/{number}", (number, 10), ADELAIDE, meeting=each) for number, each in enumerate(counts)]
        coloured = [each for each in arc_traces(arcs, LIGHT)[:-1] if each["line"]["color"] != LIGHT.paper]
        widths = {line[0]: each["line"]["width"] for each in coloured for line in ends(each)}
        by_strength = sorted(arcs, key=lambda each: each.count)
        assert all(widths[one.start] <= widths[other.start] for one, other in pairwise(by_strength))

    def test_every_arc_has_handles_on_its_great_circle_away_from_its_ends(self) -> None:
        held = handles(arc_traces(self.ARCS, LIGHT))
        assert held.keys() == {each.page for each in self.ARCS}
        for each in self.ARCS[:3]:
            whole = apart(each.start, each.end)
            for place in held[each.page]:
                to_start, to_end = apart(each.start, place), apart(place, each.end)
                assert to_start + to_end == pytest.approx(whole, abs=0.05)
                assert min(to_start, to_end) > 3
            steps = [apart(*pair) for pair in pairwise(held[each.page])]
            assert max(steps) < 5, "a hand would find no handle between these two"

    def test_handles_stay_few_where_arcs_are_many(self) -> None:
        arcs = [arc(f"/tie/{number}", (number / 2 - 120, 30), ADELAIDE) for number in range(MOST_ARCS)]
        held = handles(arc_traces(arcs, LIGHT))
        assert held.keys() == {each.page for each in arcs}
        assert sum(map(len, held.values())) <= MOST_HANDLES

    def test_hover_text_names_the_tie_its_number_and_families(self) -> None:
        assert self.ARCS[1].hover() == "<b>tie/b</b><br>5 engagements<br>2 partnerships · 3 meetings"
        assert "<br>1 engagement<br>1 partnership" in self.ARCS[0].hover()
        assert "Click to open this tie" in arc_traces(self.ARCS, LIGHT)[-1]["hovertemplate"]

    def test_the_key_names_what_is_drawn(self) -> None:
        assert [entry.label for entry in arc_key(self.ARCS, LIGHT)] == [
            "arc: mostly partnerships",
            "arc: mostly meetings",
        ]
        assert arc_key((), LIGHT) == ()


@pytest.mark.parametrize("params", SELECTIONS, ids=query)
class TestConnections:
    @pytest.fixture
    def shown(self, published: Published, params: Params) -> Connections:
        question = tie_question(parse_address(query(params), published.catalogue).selection)
        return connections(published, published.ask([question])[question])

    @pytest.fixture
    def ties(self, params: Params) -> Counter[str]:
        rows = selected(params)
        tied = rows[rows["counterpart_slug"] != ""]
        return Counter("/tie/" + tied["actor"] + "/" + tied["counterpart_slug"])

    def test_shown_hidden_and_unplaced_are_all_ties(self, shown: Connections, ties: Counter[str]) -> None:
        assert len(shown.arcs) + shown.hidden + shown.unplaced == len(ties)
        assert len(shown.arcs) == min(MOST_ARCS, len(ties) - shown.unplaced)
        assert {each.page: each.count for each in shown.arcs} == {each.page: ties[each.page] for each in shown.arcs}

    def test_only_cities_without_coordinates_are_unplaced(self, shown: Connections, ties: Counter[str]) -> None:
        lost = {
            row["slug"]
            for name in ("actors.csv", "counterparts.csv")
            for row in read(DATA / name).to_dict("records")
            if row["level"] == "city" and not row["longitude"]
        }
        assert shown.unplaced == sum(bool(lost & set(page.split("/"))) for page in ties)

    def test_ends_are_the_coordinates_or_the_middle(self, shown: Connections, params: Params) -> None:
        starts, finishes = _places("actors.csv", "state"), _places("counterparts.csv", "country")
        for each in shown.arcs:
            _, _, actor, counterpart = each.page.split("/")
            assert (each.start, each.end) == (starts[actor], finishes[counterpart])

    def test_the_note_says_the_numbers(self, shown: Connections, ties: Counter[str], params: Params) -> None:
        if shown.hidden:
            assert f"the strongest {MOST_ARCS} of {len(ties) - shown.unplaced:,} ties" in shown.note
        elif shown.arcs:
            assert f"Connections: {len(shown.arcs)} tie" in shown.note
        assert (f"{shown.unplaced} tie" in shown.note) == (shown.unplaced > 0)
        assert bool(shown.note)


def _places(register: str, area: str) -> dict[str, Place]:
    points = {**_points("state_points.csv", "usps"), **_points("country_points.csv", "iso3")}
    found = {}
    for row in read(DATA / register).to_dict("records"):
        own = (float(row["longitude"]), float(row["latitude"])) if row["longitude"] else None
        found[row["slug"]] = own or points[row[area]]
    return found


def _points(name: str, code: str) -> dict[str, Place]:
    return {
        row[code]: (float(row["longitude"]), float(row["latitude"])) for row in read(DATA / name).to_dict("records")
    }
