"""A link shows the same view to everybody: sentence, chips, ticked filters, table and export agree with the CSV.

Counts come from the oracle, in plain pandas.
"""

from __future__ import annotations

import csv
import io

from explorer import Explorer
from oracle import ids

TEXAS_ENERGY = {"issue": ["energy"], "state": ["TX"]}


def test_deep_link_shows_its_selection(explorer: Explorer) -> None:
    explorer.open("?state=TX&issue=energy")
    expected = ids(TEXAS_ENERGY)

    assert explorer.summary().startswith(f"{len(expected):,} of 3,785 engagements: energy, Texas")
    assert explorer.chips() == ["Issue: Energy", "State: Texas"]
    assert explorer.ticked("issue") == ["energy"]
    assert explorer.ticked("state") == ["TX"]
    explorer.wait_for_rows(expected)
    shown = explorer.rows()
    assert list(shown) == list(range(len(shown)))
    assert list(shown.values()) == expected[: len(shown)]
    assert len(shown) > 10

    exported = explorer.download("/engagements.csv?state=TX&issue=energy").decode()
    assert [row["id"] for row in csv.DictReader(io.StringIO(exported))] == expected


def test_link_of_another_spelling_shows_the_same(explorer: Explorer) -> None:
    explorer.open("?state=TX&issue=energy&state=TX&ignored=1", canonical="?issue=energy&state=TX")
    assert explorer.count() == len(ids(TEXAS_ENERGY))
