"""Dates as people write them: what is read, how sure it is, and that nothing is made up.

Every case stands in a table: the text, and start, end, and whether it is taken without asking.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.date_words import DateGuess, read_dates
from dashboard.dates import is_partial_date
from dashboard.naming.guesses import SURE

READ = {
    "2019": ("2019", ""), "2019-05": ("2019-05", ""), "2019-05-03": ("2019-05-03", ""), "May 2019": ("2019-05", ""),
    "5/2019": ("2019-05", ""), "3 May 2019": ("2019-05-03", ""), "May 3, 2019": ("2019-05-03", ""),
    "Friday, May 3rd, 2019": ("2019-05-03", ""), "Sept. 2019": ("2019-09", ""), "May-19": ("2019-05", ""),
    "May '19": ("2019-05", ""), "5/31/19": ("2019-05-31", ""), "31/5/2019": ("2019-05-31", ""),
    "2019-05-03 00:00:00": ("2019-05-03", ""), "2019-05-03T10:00:00Z": ("2019-05-03", ""),
    "Spring 2019": ("2019", ""), "FY2019": ("2019", ""), "Q2 2019": ("2019", ""), "circa 2019": ("2019", ""),
    "2019?": ("2019", ""), "2019-2021": ("2019", "2021"), "2019–2021": ("2019", "2021"), "2019-20": ("2019", "2020"),
    "May 2019 to June 2020": ("2019-05", "2020-06"), "May 3-7, 2019": ("2019-05-03", "2019-05-07"),
    "3-7 May 2019": ("2019-05-03", "2019-05-07"), "May-June 2019": ("2019-05", "2019-06"),
    "Dec. 2018-Jan. 2019": ("2018-12", "2019-01"), "since 2019": ("2019", ""), "until 2021": ("", "2021"),
    "2019 - present": ("2019", ""), "2019-ongoing": ("2019", ""), "ongoing": ("", ""), "２０１９": ("2019", ""),
    "5/3/2019 - 5/7/2019": ("2019-05-03", "2019-05-07"), "2018-2019 school year": ("2018", "2019"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "dates"), READ.items())
def test_as_written(text: str, dates: tuple[str, str]) -> None:
    best = read_dates(text)[0]
    assert (best.start, best.end) == dates
    assert best.score >= SURE


@pytest.mark.parametrize(
    "text",
    ["", "n/a", "unknown", "May", "May 3", "10", "43588", "1990s", "annually", "31 February 2019", "99/99/9999",
     "2021 or 2022", "2018, 2019", "19-May", "0000-00-00", "2019-13", "present - 2019"],
)  # fmt: skip
def test_no_date_is_made_up(text: str) -> None:
    assert read_dates(text) == ()


def test_month_before_day_is_a_guess_that_names_the_other() -> None:
    first, second = read_dates("05/03/2019")
    assert (first.start, first.score >= SURE, first.note) == (
        "2019-05-03", True, "month before day; it may be the other way round",
    )  # fmt: skip
    assert (second.start, second.score >= SURE) == ("2019-03-05", False)


def test_a_season_keeps_the_year_and_says_so() -> None:
    assert read_dates("Spring 2019") == (DateGuess("2019", score=92, note="only the year of 'spring 2019' is kept"),)


def test_numbers_are_days_only_where_the_column_has_dates() -> None:
    assert read_dates("43588", serials=True)[0].start == "2019-05-03"
    assert read_dates("43588.5", serials=True)[0].start == "2019-05-03"
    assert read_dates("2019", serials=True)[0].start == "2019"
    assert read_dates("7", serials=True) == ()


def test_what_goes_on_says_so() -> None:
    assert [read_dates(text)[0].ongoing for text in ("2019 - present", "ongoing", "2019")] == [True, True, False]


def test_an_end_before_the_start_is_a_question() -> None:
    assert (read_dates("2019 - 2018")[0].score, read_dates("2019 - 2018")[0].note) == (80, "ends before it begins")


DATE_LIKE = st.lists(
    st.sampled_from(
        ["may", "May 3", "2019", "19", "3", "31", "-", "/", " ", ",", "to", "spring", "'", "present", ".5"]
    ),
    max_size=6,
).map("".join)


@given(st.one_of(DATE_LIKE, st.text(max_size=30)), st.booleans())
def test_what_is_read_is_a_date_of_written_parts(text: str, serials: bool) -> None:
    for guess in read_dates(text, serials):
        written = re.findall(r"\d+", text)
        for date in filter(None, (guess.start, guess.end)):
            assert is_partial_date(date)
            assert len(date) < 10 or len(written) > 1 or len("".join(written)) in (4, 5, 8) or not written[0].isascii()
        assert 0 <= guess.score <= 100
        assert guess.start or guess.end or guess.ongoing
