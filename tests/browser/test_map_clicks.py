"""Real clicks on the two maps: what is hit is what is picked, a second click undoes it, small places can be hit.

Pixels come from the drawn shapes and from the map's own projection.
"""

from __future__ import annotations

import pytest
from conftest import Open
from explorer import ALL, Explorer
from oracle import DATA, engagements, ids, read

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


def small_countries() -> list[str]:
    """Countries under 25,000 km² or without a shape that have engagements."""
    points = read(DATA / "country_points.csv")
    small = points[(points["area_km2"].astype(float) < 25_000) | (points["has_shape"] == "no")]
    return sorted(set(small["iso3"]) & set(engagements()["counterpart_country"]))


def test_every_small_country_can_be_hit_in_the_middle_of_its_circle(one_explorer: Explorer) -> None:
    one_explorer.clear()
    picked: list[str] = []
    for code in small_countries():
        one_explorer.click_centre("world-map", f"country={code}")
        picked.append(code)
        one_explorer.drawn(f"?{'&'.join(f'country={each}' for each in picked)}")
    assert len(picked) > 30


def test_a_tap_on_paris_is_one_on_france_on_a_phone(new_explorer: Open) -> None:
    explorer = new_explorer(390, 844, has_touch=True).open()
    explorer.page.locator("button[data-map='world-map']").click()
    explorer.click_degrees("world-map", 2.35, 48.85)
    explorer.drawn("?country=FRA")
