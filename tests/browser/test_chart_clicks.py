"""Real clicks on bars, cells, nodes, ties and years, and a drag over the timeline: each edits the address as it says.

Pixels come from the axes as drawn, counts from the oracle.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import hypot
from typing import Any
from urllib.parse import parse_qs

import pytest
from explorer import ALL, Explorer
from oracle import ids, selected

PICKED = [
    pytest.param("issue-bars", "issue=energy", id="a bar of issues"),
    pytest.param("type-bars", "type=trade_mission", id="a bar of types"),
    pytest.param("network", "state=TX", id="a state in the network"),
    pytest.param("network", "country=JPN", id="a country in the network"),
    pytest.param("timeline", "from=2023&to=2023", id="a year"),
]


@pytest.mark.parametrize(("view", "clause"), PICKED)
def test_click_picks_and_second_click_drops(one_explorer: Explorer, view: str, clause: str) -> None:
    one_explorer.clear().click_mark(view, clause)
    one_explorer.drawn(f"?{clause}")
    assert one_explorer.count() == len(ids(parse_qs(clause)))
    one_explorer.click_mark(view, clause)
    one_explorer.drawn("")
    assert one_explorer.count() == ALL


def test_click_on_a_cell_picks_both_and_second_click_drops_both(one_explorer: Explorer) -> None:
    one_explorer.clear().click_mark("matrix", "state=CA&country=JPN")
    one_explorer.drawn("?state=CA&country=JPN")
    assert one_explorer.count() == len(ids({"state": ["CA"], "country": ["JPN"]}))
    one_explorer.open("?state=CA&state=TX&country=JPN&country=MEX").click_mark("matrix", "state=CA&country=JPN")
    one_explorer.drawn("?state=TX&country=MEX")
    assert one_explorer.count() == len(ids({"state": ["TX"], "country": ["MEX"]}))


def test_click_on_a_tie_picks_both_ends(one_explorer: Explorer) -> None:
    marks = one_explorer.clear().marks("network")
    ties = [mark for mark in marks if "&" in mark["clause"]]
    tie = max(ties, key=lambda each: min(distance(each, other) for other in marks if other is not each))
    one_explorer.click_at(tie)
    one_explorer.drawn(f"?{tie['clause']}")
    assert one_explorer.count() == len(ids(parse_qs(tie["clause"])))


NAMES = [
    pytest.param("issue-bars", "Jobs and workforce", "issue=workforce_jobs", id="the name of a short bar"),
    pytest.param("issue-bars", "94", "issue=workforce_jobs", id="the number of a short bar"),
    pytest.param("type-bars", "Trade mission", "type=trade_mission", id="the name of a type"),
    pytest.param("network", "Ohio", "state=OH", id="the name of a state in the network"),
    pytest.param("network", "Japan", "country=JPN", id="the name of a country in the network"),
    pytest.param("matrix", "Texas", "state=TX", id="the name of a row"),
    pytest.param("matrix", "Mexico", "country=MEX", id="the name of a column"),
]


@pytest.mark.parametrize(("view", "name", "clause"), NAMES)
def test_names_do_what_their_marks_do(one_explorer: Explorer, view: str, name: str, clause: str) -> None:
    one_explorer.clear()
    assert "Click to select" in one_explorer.point_at_name(view, name)
    one_explorer.click_name(view, name)
    one_explorer.drawn(f"?{clause}")
    assert one_explorer.count() == len(ids(parse_qs(clause)))


def test_the_whole_row_of_a_bar_is_its_target(one_explorer: Explorer) -> None:
    """Also right of a short bar, and where an issue has no engagements at all."""
    one_explorer.open("?network=c40-cities")
    held = set(selected({"network": ["c40-cities"]})["issues"].str.split("|").explode())
    none = next(mark for mark in one_explorer.marks("issue-bars") if mark["clause"].removeprefix("issue=") not in held)
    plot = one_explorer.page.locator("#issue-bars .nsewdrag").bounding_box()
    one_explorer.click_at({"x": plot["x"] + plot["width"] - 4, "y": none["y"]})
    one_explorer.drawn(f"?{none['clause']}&network=c40-cities")
    assert one_explorer.count() == 0


def test_a_name_in_the_matrix_takes_no_click_of_a_cell(one_explorer: Explorer) -> None:
    one_explorer.clear()
    cells = {mark["clause"]: mark for mark in one_explorer.marks("matrix")}
    wide = cells["state=CA&country=MEX"]["x"] - cells["state=CA&country=JPN"]["x"]
    first = cells["state=CA&country=JPN"]
    one_explorer.click_at({"x": first["x"] - wide / 2 + 6, "y": first["y"]})
    one_explorer.drawn("?state=CA&country=JPN")


def test_drag_over_the_timeline_sets_both_years(one_explorer: Explorer) -> None:
    one_explorer.clear().drag_years(2015, 2020)
    one_explorer.drawn("?from=2015&to=2020")
    expected = len(ids({"from": ["2015"], "to": ["2020"]}))
    undated = ALL - len(ids({"undated": ["exclude"]}))
    assert one_explorer.summary().startswith(
        f"{expected:,} of 3,785 engagements: dated 2015–2020; {undated:,} undated not shown."
    )
    assert one_explorer.page.locator("#timeline .select-outline").count() == 0


def test_a_year_is_hit_over_the_whole_height(one_explorer: Explorer) -> None:
    one_explorer.clear()
    year = next(mark for mark in one_explorer.marks("timeline") if mark["clause"] == "from=1991&to=1991")
    plot = one_explorer.page.locator("#timeline .nsewdrag").bounding_box()
    one_explorer.click_at({"x": year["x"], "y": plot["y"] + 8})
    one_explorer.drawn("?from=1991&to=1991")
    assert one_explorer.count() == len(ids({"from": ["1991"], "to": ["1991"]}))


def first_bar(explorer: Explorer) -> Mapping[str, Any]:
    return next(mark for mark in explorer.marks("timeline") if mark["clause"].startswith("to="))


def test_the_first_bar_holds_what_is_older(one_explorer: Explorer) -> None:
    bar = first_bar(one_explorer.open("?from=2015&to=2020"))
    last = bar["clause"].removeprefix("to=")
    one_explorer.click_at(bar)
    one_explorer.drawn(f"?to={last}")
    assert one_explorer.count() == len(ids({"to": [last]})) > 50
    one_explorer.click_at(first_bar(one_explorer))
    one_explorer.drawn("")


def test_a_drag_from_the_first_bar_has_no_first_year(one_explorer: Explorer) -> None:
    one_explorer.clear()
    marks = {mark["clause"]: mark for mark in one_explorer.marks("timeline")}
    bar, year = first_bar(one_explorer), marks["from=1999&to=1999"]
    plot = one_explorer.page.locator("#timeline .nsewdrag").bounding_box()
    middle = plot["y"] + plot["height"] / 2
    one_explorer.page.mouse.move(bar["x"] - 4, middle)
    one_explorer.page.mouse.down()
    one_explorer.page.mouse.move(bar["x"] + 40, middle, steps=4)
    one_explorer.page.mouse.move(year["x"] + 2, middle, steps=4)
    one_explorer.page.mouse.up()
    one_explorer.drawn("?to=1999")
    assert one_explorer.count() == len(ids({"to": ["1999"]}))


def test_clause_of_a_chart_is_left_out_of_that_chart(one_explorer: Explorer) -> None:
    one_explorer.clear().click_mark("issue-bars", "issue=energy")
    one_explorer.drawn("?issue=energy")
    one_explorer.click_mark("issue-bars", "issue=health")
    one_explorer.drawn("?issue=energy&issue=health")
    assert one_explorer.count() == len(ids({"issue": ["energy", "health"]}))


def distance(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return hypot(one["x"] - other["x"], one["y"] - other["y"])
