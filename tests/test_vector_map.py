"""The maps of the briefs: the published projections, the screen's classes and colours, nothing out of the frame."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree

import numpy as np
import pytest

from dashboard.briefs.projections import INSETS, LOWER, equal_earth, sheets
from dashboard.briefs.vector_map import state_map, world_map, world_sheet
from dashboard.figures.frames import SQUARES
from dashboard.reference import load_reference
from dashboard.settings import Settings
from dashboard.theme import LIGHT

GEO = Settings().assets / "geo"
CIRCLES = load_reference(Settings().data).circles


def fills(svg: str) -> Mapping[str, str]:
    """Code → colour, of shapes and squares."""
    return {
        each.attrib["id"]: each.attrib["fill"] for each in ElementTree.fromstring(svg).iter() if "id" in each.attrib
    }


class TestProjections:
    def test_equal_earth_is_as_published(self) -> None:
        edge, pole = equal_earth(np.array([[191.0, 0.0], [11.0, 90.0]]))
        assert edge == pytest.approx([2.7066, 0], abs=1e-4)
        assert pole == pytest.approx([0, -1.3173], abs=1e-4)

    @pytest.mark.parametrize("latitude", [-50.0, 0.0, 37.0, 70.0])
    def test_equal_earth_keeps_areas(self, latitude: float) -> None:
        step = 0.01
        corners = np.array([[40, latitude], [40 + step, latitude], [40, latitude + step]])
        origin, east, north = equal_earth(corners)
        (a, b), (c, d) = east - origin, north - origin
        on_sphere = np.radians(step) * (np.sin(np.radians(latitude + step)) - np.sin(np.radians(latitude)))
        assert abs(a * d - b * c) == pytest.approx(on_sphere, rel=1e-3)

    @pytest.mark.parametrize(
        ("code", "place", "pixels"),
        [
            ("CA", (-122.4194, 37.7750), (107.4, 214.1)),
            ("NY", (-74.0059, 40.7128), (794.6, 176.5)),
            ("AK", (-149.9003, 61.2181), (171.2, 446.9)),
            ("HI", (-157.8583, 21.3069), (298.5, 451.0)),
        ],
    )
    def test_states_stand_where_d3_has_them(
        self, code: str, place: tuple[float, float], pixels: tuple[float, float]
    ) -> None:
        [plane] = INSETS.get(code, LOWER).project(np.array([place]))
        assert plane * 1070 + np.array([480, 250]) == pytest.approx(pixels, abs=0.1)

    def test_a_ring_across_the_edge_of_the_map_is_cut_in_two(self) -> None:
        ring = np.array([[-171.0, 60.0], [-171.0, 62.0], [-167.0, 62.0], [-167.0, 60.0]])
        east, west = sorted(sheets(ring), key=lambda part: -part[:, 0].max())
        assert (east[:, 0].min(), east[:, 0].max()) == pytest.approx((189, 191))
        assert (west[:, 0].min(), west[:, 0].max()) == pytest.approx((-169, -167))


class TestWorld:
    def test_colours_classes_and_leaves_the_united_states_neutral(self) -> None:
        drawn = world_map(GEO, {"JPN": 9, "FRA": 2, "USA": 99_999, "MLT": 1}, CIRCLES)
        colour = fills(drawn.svg)
        assert colour["USA"] == LIGHT.outside
        assert colour["BRA"] == LIGHT.nothing
        assert [entry.label for entry in drawn.key][:3] == ["nothing recorded", "1", "2"]
        assert [colour["FRA"], colour["JPN"]] == [entry.colour for entry in drawn.key[2:4]]

    def test_has_every_country_and_stays_in_its_frame(self) -> None:
        sheet = world_sheet(GEO)
        assert len(sheet.paths) > 200
        for code, path in sheet.paths.items():
            for x, y in ends(path):
                assert -40 <= x <= sheet.size[0] + 40, code
                assert -40 <= y <= sheet.size[1] + 40, code

    def test_small_countries_are_circles_in_their_class(self) -> None:
        drawn = world_map(GEO, {"SGP": 5, "JPN": 9}, CIRCLES, dots=[(-97.7, 30.3)])
        circles = [each.attrib for each in ElementTree.fromstring(drawn.svg).iter() if each.tag.endswith("circle")]
        assert len(circles) == len(CIRCLES) + 1
        assert [each["fill"] for each in circles].count(drawn.key[1].colour) == 1
        assert circles[-1]["fill"] == LIGHT.families["meeting"]


class TestStates:
    def test_colours_states_and_squares(self) -> None:
        drawn = state_map(GEO, {"TX": 4, "DC": 1, "PR": 4})
        colour = fills(drawn.svg)
        assert [colour[code] for code in ("CA", "DC", "TX", "PR")] == [
            LIGHT.nothing,
            drawn.key[1].colour,
            drawn.key[2].colour,
            drawn.key[2].colour,
        ]
        assert len(colour) == 56
        written = [each.text for each in ElementTree.fromstring(drawn.svg).iter() if each.tag.endswith("text")]
        assert written == list(SQUARES)


def ends(path: str) -> list[tuple[int, int]]:
    """Every point of path data of 'M x y l dx dy …z' rings."""
    points = []
    for ring in filter(None, path.split("M")):
        start, _, moves = ring.rstrip("z").partition("l")
        at = np.array(start.split(), dtype=int)
        steps = np.array(re.findall(r"-?\d+", moves), dtype=int).reshape(-1, 2)
        points += [tuple(point) for point in np.cumsum(np.vstack([at, steps]), axis=0)]
    return points
