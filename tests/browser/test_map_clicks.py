"""Real clicks on the two maps: what is hit is what is picked, a second click undoes it, small places can be hit.

Pixels come from the drawn shapes and from the map's own projection.
"""

from __future__ import annotations

import pytest
from explorer import ALL, Explorer
from oracle import ids

PLACES = [
    pytest.param("state", "TX", id="Texas, a shape"),
    pytest.param("state", "GU", id="Guam, a square"),
    pytest.param("state", "PR", id="Puerto Rico, a square"),
    pytest.param("country", "SGP", id="Singapore, a circle"),
    pytest.param("country", "XKX", id="Kosovo, a circle"),
]


def click(explorer: Explorer, field: str, code: str) -> None:
    if field == "state":
        explorer.click_state(code)
    else:
        explorer.click_country(code)


@pytest.mark.parametrize(("field", "code"), PLACES)
def test_click_picks_and_second_click_drops(one_explorer: Explorer, field: str, code: str) -> None:
    one_explorer.clear()
    click(one_explorer, field, code)
    one_explorer.drawn(f"?{field}={code}")
    assert one_explorer.count() == len(ids({field: [code]}))
    click(one_explorer, field, code)
    one_explorer.drawn("")
    assert one_explorer.count() == ALL


def test_several_states_can_be_picked(one_explorer: Explorer) -> None:
    one_explorer.clear().click_state("TX")
    one_explorer.drawn("?state=TX")
    assert one_explorer.faded("state-map", "OH")
    one_explorer.click_state("OH")
    one_explorer.drawn("?state=OH&state=TX")
    assert one_explorer.count() == len(ids({"state": ["OH", "TX"]}))
    assert not one_explorer.faded("state-map", "OH")
    assert one_explorer.faded("state-map", "CA")
    one_explorer.click_state("TX")
    one_explorer.drawn("?state=OH")
    assert one_explorer.count() == len(ids({"state": ["OH"]}))


@pytest.mark.parametrize(
    ("longitude", "latitude", "code"),
    [
        pytest.param(37.6, 55.75, "RUS", id="Moscow"),
        pytest.param(2.35, 48.85, "FRA", id="Paris"),
        pytest.param(-47.9, -15.8, "BRA", id="Brasilia"),
        pytest.param(139.7, 36.2, "JPN", id="north of Tokyo"),
    ],
)
def test_capitals_hit_their_countries(one_explorer: Explorer, longitude: float, latitude: float, code: str) -> None:
    one_explorer.clear().click_degrees("world-map", longitude, latitude)
    one_explorer.drawn(f"?country={code}")
    assert one_explorer.count() == len(ids({"country": [code]}))
