"""Life-cycle, classes of ties and indicators on cases worked by hand, and what must hold for any rows.

That the page shows them for the right rows of the real table is in ``test_over_time``.
"""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.insights.indicators import indicators
from dashboard.insights.lifecycle import KINDS, STATES, lifecycles
from dashboard.insights.renewal import CLASSES, Period, renewals
from dashboard.periods import compared, usual_periods
from dashboard.selection import Look

DAY = date(2026, 11, 22)
BASELINE, PERIOD = Period(2018, 2021), Period(2022, 2025)

FAMILIES = {"sister_agreement": "partnership", "memorandum": "partnership", "trade_mission": "meeting"}
FAMILIES["network_membership"] = "network"

Row = tuple[str, str, str, str, str]
"""Type, start, end, source date, status."""


def frame(ties: dict[str, list[Row]]) -> pd.DataFrame:
    """Rows of ties as the methods take them."""
    names = ("engagement_type", "start_date", "end_date", "source_date", "status")
    rows = [dict(zip(names, row, strict=True), tie=tie) for tie, of in ties.items() for row in of]
    engagements = pd.DataFrame(rows, columns=["tie", *names], dtype=object)
    return engagements.assign(
        family=engagements["engagement_type"].map(FAMILIES),
        year=pd.to_numeric(engagements["start_date"].str[:4].replace("", None)).astype(float),
        actor=engagements["tie"].str.partition("/")[0],
        us_state="TX",
        counterpart_country="JPN",
        network="",
        formality="formal",
        source_kind="official",
        issues="energy",
    )


def agreement(start: str = "", end: str = "", source: str = "", status: str = "reported") -> Row:
    return ("sister_agreement", start, end, source, status)


def mission(start: str = "", end: str = "", source: str = "", status: str = "reported") -> Row:
    return ("trade_mission", start, end, source, status)


LIVES: tuple[tuple[str, list[Row], tuple[str, str, str, str]], ...] = (
    ("an old agreement in an undated list", [agreement("1983")], ("dormant", "1983", "start", "")),
    (
        "an old agreement that a recent source reports",
        [agreement("1983", source="2024-05")],
        ("active", "2024-05", "source", ""),
    ),
    ("an undated agreement, dated source", [agreement(source="2019-02-03")], ("dormant", "2019-02-03", "source", "")),
    ("a late report of an old meeting", [mission("2019-04", source="2024-05")], ("dormant", "2019-04", "start", "")),
    ("a report of an undated meeting", [mission(source="2024-05")], ("active", "2024-05", "source", "")),
    ("nothing dated", [agreement(), mission()], ("unknown", "", "", "")),
    ("exactly three years ago", [mission("2023-11-22")], ("active", "2023-11-22", "start", "")),
    ("a day before that", [mission("2023-11-21")], ("dormant", "2023-11-21", "start", "")),
    ("a year counts to its end", [mission("2023")], ("active", "2023", "start", "")),
    ("a month counts to its end", [mission("2023-10")], ("dormant", "2023-10", "start", "")),
    ("announced for next year", [mission("2027-03", status="announced")], ("active", "2027-03", "announced", "")),
    ("in force until later", [agreement("2010", "2030")], ("active", "2030", "end", "")),
    ("a visit that is over", [mission("2019-03-01", "2019-03-05")], ("dormant", "2019-03-05", "end", "")),
    ("past its end date", [agreement("2010", "2019")], ("ended", "2019", "end", "2019")),
    ("ends this year", [agreement("2010", "2026")], ("active", "2026", "end", "")),
    (
        "marked as ended",
        [agreement("1992", "2022-03-08", status="ended")],
        ("ended", "2022-03-08", "end", "2022-03-08"),
    ),
    ("marked as ended, no date", [agreement(status="ended")], ("ended", "", "", "")),
    ("one of two goes on", [agreement("2010", "2019"), agreement("2012")], ("dormant", "2019", "end", "")),
    ("met after the end", [agreement("2010", "2019"), mission("2024-02")], ("active", "2024-02", "start", "")),
    ("met before the end", [agreement("2010", "2019"), mission("2015")], ("ended", "2019", "end", "2019")),
    ("the later of two ends", [agreement("2010", "2015"), agreement("2012", "2019")], ("ended", "2019", "end", "2019")),
)


@pytest.mark.parametrize(("rows", "expected"), [case[1:] for case in LIVES], ids=[case[0] for case in LIVES])
def test_lives_of_ties(rows: list[Row], expected: tuple[str, str, str, str]) -> None:
    found = lifecycles(frame({"austin-tx/x": rows}), DAY, 3)
    assert tuple(found.loc["austin-tx/x", ["state", "last", "kind", "ended"]]) == expected


def test_more_years_of_silence_are_allowed_on_request() -> None:
    engagements = frame({"a/x": [mission("2019-04")]})
    states = {years: lifecycles(engagements, DAY, years)["state"].iloc[0] for years in (3, 7, 8)}
    assert states == {3: "dormant", 7: "dormant", 8: "active"}


def test_a_leap_day_has_an_anniversary() -> None:
    assert lifecycles(frame({"a/x": [mission("2021-02-28")]}), date(2024, 2, 29), 3)["state"].tolist() == ["active"]


FATES: tuple[tuple[str, list[Row], str], ...] = (
    ("first seen in the period", [mission("2023")], "new"),
    ("first dated in it, with an undated one", [mission("2023"), agreement()], "perhaps-new"),
    ("seen before and in it", [mission("2020"), mission("2023")], "continued"),
    ("two whole years between", [mission("2020"), mission("2023")], "continued"),
    ("three whole years between", [mission("2019"), mission("2023")], "renewed"),
    ("long before the baseline", [agreement("1983"), mission("2024")], "renewed"),
    ("signed anew", [agreement("2021"), agreement("2022")], "renewed"),
    ("a first agreement after meetings", [mission("2021"), agreement("2022")], "continued"),
    ("seen in the baseline only", [mission("2019")], "not-seen-again"),
    ("ended in it", [agreement("2013", "2023-05", status="ended")], "ended-in-period"),
    ("began and ended in it", [agreement("2022", "2023-05", status="ended")], "new"),
    ("ended in the baseline", [agreement("2013", "2019", status="ended")], "outside"),
    ("began and ended in the baseline", [agreement("2018", "2019", status="ended")], "not-seen-again"),
    ("before both", [agreement("1983")], "outside"),
    ("after both", [mission("2026")], "outside"),
    ("undated", [agreement(), agreement(source="2023")], "undated"),
)


@pytest.mark.parametrize(("rows", "expected"), [case[1:] for case in FATES], ids=[case[0] for case in FATES])
def test_fates_of_ties(rows: list[Row], expected: str) -> None:
    engagements = frame({"austin-tx/x": rows})
    found = renewals(engagements, lifecycles(engagements, DAY, 3), BASELINE, PERIOD, 3)
    assert found["change"].tolist() == [expected]


years = st.integers(2010, 2028).map(str)
dates = st.one_of(st.just(""), years, years.map("{}-06".format), years.map("{}-06-30".format))
rows = st.tuples(
    st.sampled_from(sorted(FAMILIES)), dates, dates, dates, st.sampled_from(["reported", "announced", "ended"])
)
tables = st.dictionaries(
    st.sampled_from(["a/x", "a/y", "b/x", "b/y"]), st.lists(rows, min_size=1, max_size=5), min_size=1
)


@settings(max_examples=40)
@given(tables, st.integers(1, 10))
def test_every_tie_has_one_state_and_one_class(ties: dict[str, list[Row]], silence: int) -> None:
    engagements = frame(ties)
    states = lifecycles(engagements, DAY, silence)
    found = renewals(engagements, states, BASELINE, PERIOD, silence)
    assert sorted(states.index) == sorted(found.index) == sorted(ties)
    assert set(states["state"]) <= set(STATES)
    assert set(states["kind"]) <= {*KINDS, ""}
    assert set(found["change"]) <= set(CLASSES)
    assert found["rows"].sum() == len(engagements)
    assert found["period"].sum() == PERIOD.holds(engagements["year"]).sum()
    assert (states["last"] == "").eq(states["kind"] == "").all()
    assert ((states["state"] == "unknown") <= (states["last"] == "")).all()
    is_seen = found["change"].isin(["new", "perhaps-new", "renewed", "continued"])
    assert (found.loc[is_seen, "period"] > 0).all()
    assert (found.loc[found["change"] == "not-seen-again", "baseline"] > 0).all()


@settings(max_examples=40)
@given(tables)
def test_a_tie_does_not_depend_on_others(ties: dict[str, list[Row]]) -> None:
    whole = lifecycles(frame(ties), DAY, 3)
    for name, of in ties.items():
        alone = lifecycles(frame({name: of}), DAY, 3)
        assert alone.loc[name].to_dict() == whole.loc[name].to_dict()


@settings(max_examples=40)
@given(tables)
def test_longer_patience_makes_no_tie_dormant(ties: dict[str, list[Row]]) -> None:
    engagements = frame(ties)
    short, long = (lifecycles(engagements, DAY, silence)["state"] for silence in (2, 6))
    assert (long[short == "active"] == "active").all()
    assert (long[short.isin(["ended", "unknown"])] == short[short.isin(["ended", "unknown"])]).all()


@settings(max_examples=40)
@given(tables)
def test_new_ties_are_the_same_in_both_tables(ties: dict[str, list[Row]]) -> None:
    engagements = frame(ties)
    found = renewals(engagements, lifecycles(engagements, DAY, 3), BASELINE, PERIOD, 3)
    assert indicators(engagements, PERIOD)["new-ties"].value == (found["change"] == "new").sum()


class TestIndicators:
    def test_by_hand(self) -> None:
        engagements = frame({"a/x": [mission("2022"), agreement("2023")], "b/y": [mission("2019"), mission("2024")]})
        found = {name: measured.value for name, measured in indicators(engagements, PERIOD).items()}
        assert found["engagements"] == 3
        assert found["per-year"] == 0.75
        assert (found["agreements"], found["meetings"], found["memberships"]) == (1, 2, 0)
        assert (found["ties"], found["new-ties"], found["actors"]) == (2, 1, 2)
        assert (found["formal"], found["leading-countries"]) == (100, 100)

    def test_a_share_of_nothing_is_none(self) -> None:
        assert indicators(frame({"a/x": [mission("1999")]}), PERIOD)["formal"].value is None


class TestPeriods:
    @pytest.mark.parametrize(
        ("as_of", "expected"),
        [
            (date(2026, 11, 22), ("2018–2021", "2022–2025")),
            (date(2026, 12, 31), ("2019–2022", "2023–2026")),
            (date(2027, 12, 31), ("2018–2022", "2023–2027")),
            (date(2035, 1, 1), ("2025–2029", "2030–2034")),
            (date(2018, 6, 1), ("2008–2012", "2013–2017")),
        ],
    )
    def test_usual_ones(self, as_of: date, expected: tuple[str, str]) -> None:
        assert tuple(map(str, usual_periods(as_of))) == expected

    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ({}, ("2018–2021", "2022–2025")),
            ({"period_from": "2024"}, ("2022–2023", "2024–2025")),
            ({"period_from": "2020", "period_to": "2020"}, ("2019", "2020")),
            ({"baseline_from": "2010"}, ("2010–2021", "2022–2025")),
            ({"baseline_to": "2015"}, ("2012–2015", "2022–2025")),
        ],
    )
    def test_what_is_left_open_is_as_long_and_just_before(
        self, asked: dict[str, str], expected: tuple[str, str]
    ) -> None:
        found = compared(Look(**asked), DAY.isoformat())
        assert (str(found.baseline), str(found.period)) == expected
        assert not found.refusals

    @pytest.mark.parametrize(
        ("asked", "parameter"),
        [
            ({"period_from": "2025", "period_to": "2023"}, "period_from"),
            ({"baseline_from": "2019", "baseline_to": "2018"}, "baseline_from"),
            ({"baseline_to": "2023"}, "baseline_to"),
            ({"period_to": "2030"}, "period_to"),
        ],
    )
    def test_what_cannot_be_is_refused_and_the_usual_shown(self, asked: dict[str, str], parameter: str) -> None:
        found = compared(Look(**asked), DAY.isoformat())
        assert [refusal.parameter for refusal in found.refusals] == [parameter]
        assert (found.baseline, found.period) == (BASELINE, PERIOD)
