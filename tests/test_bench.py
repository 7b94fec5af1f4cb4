"""The benchmarks: they can be started, and the peers that the explorer is measured against count what it counts.

How long anything takes is not tested: that is what the benchmarks are for.
"""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest

import bench
from bench.peers import figures, tallies
from dashboard.address import parse_address
from dashboard.published import Published
from dashboard.query import ByYear
from dashboard.scene import Scene
from dashboard.schema import FAMILIES
from dashboard.theme import LIGHT
from dashboard.views import scene_of

BENCH = Path(bench.__file__).parent
PARTS = sorted({path.stem for path in BENCH.glob("*.py")} - {"journeys"})


@pytest.mark.parametrize("part", PARTS)
def test_a_benchmark_imports(part: str) -> None:
    assert import_module(f"bench.{part}").__doc__


def test_the_journeys_of_visitors_import() -> None:
    """In a process of their own: locust replaces Python's sockets and threads."""
    subprocess.run([sys.executable, "-c", "import bench.journeys"], cwd=BENCH.parent, check=True, timeout=60)


@pytest.fixture(scope="module")
def tables() -> tallies.Tables:
    return tallies.read_tables()


def scene_at(published: Published, state: str | None) -> Scene:
    query = f"state={state}" if state else ""
    return scene_of(published, parse_address(query, published.catalogue), LIGHT, "/")


def counts_of(counted: pd.DataFrame) -> dict[str, int]:
    """Code or label → count, of what has any."""
    return {name: count for name, count in counted.itertuples(index=False) if count}


def having(counts: dict[str, float]) -> dict[str, float]:
    return {code: count for code, count in counts.items() if count}


@pytest.mark.parametrize("state", [None, "TX", "VT"])
def test_peers_count_what_the_explorer_counts(published: Published, tables: tallies.Tables, state: str | None) -> None:
    scene, chosen = scene_at(published, state), tables.of_state(state)
    types = {code: each["label"] for code, each in tallies.vocabulary("engagement_type").items()}
    issues = tallies.vocabulary("issue")
    assert counts_of(tallies.by_state(tables.engagements)) == having(scene.counts("state"))
    assert counts_of(tallies.by_country(chosen.engagements)) == having(scene.counts("country"))
    assert counts_of(tallies.by_type(chosen.engagements)) == {
        types[c]: n for c, n in having(scene.counts("type")).items()
    }
    assert counts_of(tallies.by_issue(chosen.issues)) == {
        issues[c]: n for c, n in having(scene.counts("issue")).items()
    }


def test_peers_years_are_the_timeline_s(published: Published, tables: tallies.Tables) -> None:
    scene, years = scene_at(published, "TX"), tallies.by_year(tables.of_state("TX").engagements)
    answer = scene.answers[ByYear(), scene.selection]
    labels = [str(FAMILIES[code]) for code in answer["family"].to_list()]
    expected = dict(zip(zip(answer["year"].to_list(), labels, strict=True), answer["count"].to_list(), strict=True))
    assert {(year, family): count for year, family, count in years.itertuples(index=False)} == expected


def test_peers_draw_every_country_also_without_engagements(tables: tallies.Tables) -> None:
    drawn = figures.world_map(tallies.by_country(tables.of_state("VT").engagements), "countries.json").data[0]
    assert len(drawn.locations) == tables.engagements["country"].nunique() - 1
    assert sum(drawn.z) < len(tables.of_state("VT").engagements)
