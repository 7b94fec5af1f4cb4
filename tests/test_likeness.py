"""Likely duplicates: what counts as alike, what cannot be the same, and that a table finds itself.

Proposed engagements are made from a row of the table by changing what a second sender would write otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest

from dashboard.likeness import LIKELY, KnownEngagements, known_engagements, likely_duplicates
from dashboard.schema import COLUMN_NAMES

AUSTIN = {
    **dict.fromkeys(COLUMN_NAMES, ""), "id": "E1", "us_actor": "City of Austin", "us_level": "city",
    "us_city": "Austin",
    "us_state": "TX", "engagement_type": "trade_mission", "counterpart": "Kyoto", "counterpart_level": "city",
    "counterpart_country": "JPN", "counterpart_city": "Kyoto", "issues": "energy", "start_date": "2019-05",
    "title": "Austin trade mission to Kyoto",
}  # fmt: skip
OTHERS = [
    AUSTIN | {"id": "E2", "us_state": "MN"},
    AUSTIN | {"id": "E3", "engagement_type": "sister_agreement", "start_date": "2003"},
    AUSTIN | {"id": "E4", "counterpart": "Osaka", "counterpart_city": "Osaka"},
]


@pytest.fixture(scope="module")
def known() -> KnownEngagements:
    return known_engagements(pd.DataFrame([AUSTIN, *OTHERS]))


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, ["E1"]),
        ({"us_actor": "Austin", "title": "Another title"}, ["E1"]),
        ({"us_actor": "Port of Austin", "us_level": "agency"}, ["E1"]),
        ({"start_date": "2020-01-01"}, ["E1"]),
        ({"start_date": ""}, ["E1"]),
        ({"counterpart": "Japan", "counterpart_level": "national", "counterpart_city": ""}, ["E1", "E4"]),
        ({"start_date": "2021"}, []),
        ({"us_actor": "City of Dallas", "us_city": "Dallas"}, []),
        ({"counterpart": "Nara"}, []),
        ({"engagement_type": "memorandum"}, []),
        ({"engagement_type": "sister_agreement", "start_date": "1999"}, ["E3"]),
    ],
)
def test_who_is_found(known: KnownEngagements, changes: Mapping[str, str], found: list[str]) -> None:
    likely = likely_duplicates({**AUSTIN, **changes}, known)
    assert [each.id for each in likely] == found
    assert all(LIKELY <= each.score <= 100 and each.reasons for each in likely)


def test_reasons_are_words(known: KnownEngagements) -> None:
    likely = likely_duplicates({**AUSTIN, "start_date": "2020"}, known)[0]
    assert likely.reasons == ("same actor", "same counterpart", "same type", "a year apart", "similar title")
    assert (likely.title, likely.score) == ("Austin trade mission to Kyoto", 95)


def test_no_more_than_asked_for(known: KnownEngagements) -> None:
    assert (
        len(likely_duplicates({**AUSTIN, "counterpart": "Japan", "counterpart_level": "national"}, known, limit=1)) == 1
    )
