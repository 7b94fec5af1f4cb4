"""A survey as senders write it, from its bytes to ready, decide or rejected, and back as a file that can be mended.

The nasty file stands in one table: cells as written, what becomes of the row, and words that say why.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from functools import cache

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.fingerprints import fingerprint_of
from dashboard.likeness import known_engagements
from dashboard.naming.gazetteer import Gazetteer, build_gazetteer
from dashboard.published import Published, publish
from dashboard.schema import COLUMN_NAMES
from dashboard.settings import Settings
from dashboard.survey.judging import DECIDE, READY, REJECTED, STATES, Judged, Known, Outcome, judge
from dashboard.survey.mapping import TARGETS, chosen, suggest, to_remember
from dashboard.survey.opening import RESULT_COLUMNS, Row, Sheet, open_survey
from dashboard.survey.readings import Decisions
from dashboard.survey.report import report_csv, report_lines, report_xlsx
from dashboard.survey.rows import Survey

SURVEY = Survey("Survey of cities", "https://example.org/survey", "2026-01-15")

HEADER = ["Name of your city", "State ", "Partner country", "Partner", "Type of engagement", "Issue area(s)",
          "Start date", "Name of engagement", "Networks", "E-mail"]  # fmt: skip

NASTY_TEXT = """
Austin | TX - Texas | Norway | | MOU | Trade, climate | May 2019 | Fjord pact | | a@b.c || ready |
 El Paso | Texas (TX) | Republic of Korea | Gwangju  | Sister City | culture | 43588 | One | | || ready | 43588
Tulsa | Okla. | Holland; Norway and Sweden | | Trade mission | trade | 05/03/2019 | Two | | || ready | month before
City of Zyxwville | KS | Côte d’Ivoire | Abidjan | sister city | education | Spring 2019 | Three | | || ready | only
Boise | ID | Germny | | MOU | energy | 2019-2021 | Four | | || ready | read as Germany (92 of 100)
Boise | ID | | | | climate | 2031 | Five | Race to Zero | || ready |
Boise | ID | Korea | | MOU | energy | 2019 | Six | | || decide | Perhaps 'South Korea' or 'North Korea'
Boise | ID | Scotland | | MOU | energy | 2019 | Seven | | || decide | is a region in United Kingdom
Boise | ID | Norway | | delegation | energy | 2019 | Eight | | || decide | 'Outgoing delegation' or
Springfield | | Norway | | MOU | energy | 2019 | Nine | | || decide | 3 are called so
Boise | ID | Norway | | MOU | | 2019 | Ten | | || decide | no issue is given
Boise | ID | | | | climate | 2031 | Eleven | Reslient Citys Netwrk | || decide | as written
Boise | ID | Korean | | MOU | energy | 2019 | Twelve | | || rejected | is a people or a language
Boise | ID | USA | | MOU | energy | 2019 | Thirteen | | || rejected | the other side is never the U.S.
Boise | ID | Norway | | dancing | energy | 2019 | Fourteen | | || rejected | Type 'dancing' is not one of
Boise | ID | Norway | | MOU | energy | 31 February 2019 | Fifteen | | || rejected | is not a date such as
Boise | Ontario | Norway | | MOU | energy | 2019 | Sixteen | | || rejected | 'Ontario' is not the USPS code
 | ID | Norway | | MOU | energy | 2019 | Seventeen | | || rejected | U.S. actor is empty; fill it in
Boise | ID | | | MOU | energy | 2019 | Eighteen | | || rejected | name the counterpart or its country
Austin  | tx | NORWAY | | mou | climate; trade | 5/2019 | Fjord  pact | | || rejected | row 2 again
"""

NASTY: list[tuple[list[str], str, str]] = [
    ([cell.removeprefix(" ").removesuffix(" ") for cell in cells.split("|")], *map(str.strip, verdict.split("|")))
    for cells, _, verdict in (line.partition("||") for line in NASTY_TEXT.strip("\n").splitlines())
]
"""Cells as written, state, words of the report."""


@cache
def shown() -> tuple[Published, Gazetteer]:
    published = publish(Settings())
    return published, build_gazetteer(published.reference, published.registers)


def as_csv(rows: list[list[str]], encoding: str = "cp1252") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([HEADER, *rows])
    return text.getvalue().encode(encoding)


def as_xlsx(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in [HEADER, *rows]:
        page.append([int(cell) if cell == "43588" else cell or None for cell in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


ROWS = [cells for cells, _, _ in NASTY]


def judged(sheet: Sheet, known: Known | None = None, decisions: Decisions | None = None) -> Judged:
    published, names = shown()
    return judge(sheet, chosen(suggest(sheet, names)), SURVEY, names, published.reference, known, decisions)


def worst(outcomes: list[Outcome]) -> str:
    return max((each.state for each in outcomes), key=list(STATES).index)


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return open_survey("nasty.csv", as_csv(ROWS))


@pytest.fixture(scope="module")
def result(sheet: Sheet) -> Judged:
    return judged(sheet)


class TestVerdicts:
    @pytest.mark.parametrize("number", range(len(NASTY)), ids=[cells[7] for cells in ROWS])
    def test_of_every_row_with_the_reason(self, sheet: Sheet, result: Judged, number: int) -> None:
        _, state, words = NASTY[number]
        outcomes = [outcome for outcome in result.outcomes if outcome.row == number + 2]
        assert worst(outcomes) == state
        line = [*report_lines(sheet, outcomes, STATES)][number + 1]
        assert line[-3] == STATES[state]
        assert words in " ".join(line)
        assert (state == READY) == (line[-2] == "")

    def test_csv_and_workbook_mean_the_same(self, result: Judged) -> None:
        other = judged(open_survey("nasty.xlsx", as_xlsx(ROWS)))
        assert [(each.row, each.state, each.fingerprint) for each in other.outcomes] == [
            (each.row, each.state, each.fingerprint) for each in result.outcomes
        ]

    def test_what_is_ready_stands_as_the_table_wants_it(self, result: Judged) -> None:
        first = result.outcomes[0].engagement
        assert tuple(sorted(first)) == tuple(sorted(COLUMN_NAMES))
        assert {column: first[column] for column in (
            "us_actor", "us_level", "us_city", "us_state", "engagement_type", "counterpart", "counterpart_level",
            "counterpart_country", "issues", "start_date", "status", "title", "collection_track", "source_url",
            "source_kind", "accessed",
        )} == {
            "us_actor": "City of Austin", "us_level": "city", "us_city": "Austin", "us_state": "TX",
            "engagement_type": "memorandum", "counterpart": "Norway", "counterpart_level": "national",
            "counterpart_country": "NOR", "issues": "trade_investment|climate_environment", "start_date": "2019-05",
            "status": "reported", "title": "Fjord pact", "collection_track": "survey",
            "source_url": "https://example.org/survey", "source_kind": "official", "accessed": "2026-01-15",
        }  # fmt: skip

    def test_several_countries_in_a_cell_are_several_engagements(self, result: Judged) -> None:
        countries = [each.engagement["counterpart_country"] for each in result.outcomes if each.row == 4]
        assert countries == ["NLD", "NOR", "SWE"]

    def test_a_season_or_a_range_is_not_made_more_precise(self, result: Judged) -> None:
        dates = {each.row: (each.engagement["start_date"], each.engagement["end_date"]) for each in result.outcomes}
        assert (dates[3], dates[5], dates[6]) == (("2019-05-03", ""), ("2019", ""), ("2019", "2021"))

    def test_guesses_are_shown_even_where_nothing_is_asked(self, result: Judged) -> None:
        taken = {(each.column, each.text, each.guess.name) for each in result.outcomes[1].taken}
        assert ("counterpart_country", "Republic of Korea", "South Korea") in taken
        assert ("engagement_type", "Sister City", "Sister or friendship agreement") in taken

    def test_counts_are_of_the_outcomes(self, result: Judged) -> None:
        assert sum(result.counts.values()) == len(result.outcomes)
        assert {state: sum(each.state == state for each in result.outcomes) for state in STATES} == dict(result.counts)


class TestLoadingAgain:
    def test_adds_nothing(self, sheet: Sheet, result: Judged) -> None:
        loaded = {each.fingerprint: f"S{number}" for number, each in enumerate(result.outcomes) if each.state == READY}
        again = judged(sheet, Known(fingerprints=loaded))
        assert again.counts[READY] == 0
        assert {each.repeats for each in again.outcomes} >= set(loaded.values())

    def test_what_differs_in_spelling_only_has_one_fingerprint(self, result: Judged) -> None:
        assert result.outcomes[0].fingerprint == result.outcomes[-1].fingerprint

    @pytest.mark.parametrize(
        "column", ["us_state", "counterpart_country", "engagement_type", "start_date", "issues", "title"]
    )
    def test_what_differs_in_meaning_has_another(self, column: str) -> None:
        engagement = dict.fromkeys(COLUMN_NAMES, "") | {"us_actor": "Austin", "issues": "energy|health"}
        assert fingerprint_of(engagement) != fingerprint_of(engagement | {column: "other"})
        assert fingerprint_of(engagement) == fingerprint_of(engagement | {"issues": "health|energy", "summary": "x"})


class TestDecisions:
    def test_are_asked_once_and_hold_for_every_row(self, sheet: Sheet, result: Judged) -> None:
        asked = {(each.column, each.text): each for each, _ in result.open_questions}
        assert asked["counterpart_country", "Korea"].guesses[0].code == "KOR"
        decisions = {
            ("counterpart_country", "korea"): "PRK",
            ("counterpart_country", "scotland"): "GBR",
            ("engagement_type", "delegation"): "outgoing_delegation",
            ("us_actor", "springfield"): "springfield-il",
            ("issues", ""): "energy|health",
            ("counterpart", "reslient citys netwrk"): "resilient-cities-network",
        }
        decided = judged(sheet, decisions=decisions)
        assert decided.counts[DECIDE] == 0
        rows = {each.row: each.engagement for each in decided.outcomes}
        assert (rows[8]["counterpart_country"], rows[11]["us_state"], rows[12]["issues"], rows[13]["counterpart"]) == (
            "PRK", "IL", "energy|health", "Resilient Cities Network",
        )  # fmt: skip

    def test_what_is_new_may_be_taken_as_written(self, sheet: Sheet) -> None:
        decided = judged(sheet, decisions={("counterpart", "reslient citys netwrk"): "new"})
        row = next(each for each in decided.outcomes if each.row == 13)
        assert (row.state, row.engagement["counterpart"]) == (READY, "Reslient Citys Netwrk")


def test_likely_duplicates_of_the_table_are_asked(published: Published) -> None:
    table = published.table.engagements
    known = Known(known_engagements(table))
    kobe = table[(table["us_actor"] == "City of Seattle") & (table["counterpart"] == "Kobe")]
    kobe = kobe[kobe["engagement_type"] == "sister_agreement"].iloc[0]
    rows = [["Seattle", "WA", "Japan", "Kobe", "Sister city", "general", kobe["start_date"], "A tie", "", ""]]
    outcome = judged(open_survey("a.csv", as_csv(rows)), known).outcomes[0]
    assert (outcome.state, outcome.asked[0].guesses[0].code) == (DECIDE, kobe["id"])
    again = judged(open_survey("a.csv", as_csv(rows)), known, {("id", outcome.fingerprint): "new"}).outcomes[0]
    assert again.state == READY
    same = judged(open_survey("a.csv", as_csv(rows)), known, {("id", outcome.fingerprint): kobe["id"]}).outcomes[0]
    assert (same.state, same.repeats) == (REJECTED, kobe["id"])


class TestTheFileToMend:
    @pytest.mark.parametrize(("name", "write"), [("r.csv", report_csv), ("r.xlsx", report_xlsx)])
    def test_can_be_mended_and_loaded_again(self, sheet: Sheet, result: Judged, name: str, write: object) -> None:
        assert callable(write)
        content = write(sheet, result.outcomes)
        back = open_survey(name, content)
        assert back.header == sheet.header
        assert [row.cells for row in back.rows] == [
            row.cells for row in sheet.rows if NASTY[row.number - 2][1] != READY
        ]
        column = sheet.header.index("Partner country")
        mended = [
            replace(row, cells=_with(row.cells, column, "Norway")) for row in back.rows if row.cells[7] == "Twelve"
        ]
        assert judged(replace(back, rows=tuple(mended))).counts == {READY: 1, DECIDE: 0, REJECTED: 0}

    def test_has_the_sender_s_columns_then_ours(self, sheet: Sheet, result: Judged) -> None:
        header, *lines = report_lines(sheet, result.outcomes)
        assert header == [*(name.strip() for name in HEADER), *RESULT_COLUMNS]
        assert report_csv(sheet, result.outcomes).startswith(b"\xef\xbb\xbfName of your city")
        assert all(line[-3] in ("needs a decision", "rejected") for line in lines)

    def test_no_cell_is_a_formula(self) -> None:
        sheet = Sheet("a.csv", ("City",), (Row(2, ("=HYPERLINK(1)",)),), excel=False)
        outcomes = judged(sheet).outcomes
        assert b"'=HYPERLINK" in report_csv(sheet, outcomes)
        book = openpyxl.load_workbook(io.BytesIO(report_xlsx(sheet, outcomes)))
        assert book.worksheets[0]["A2"].data_type == "s"
        assert open_survey("a.csv", report_csv(sheet, outcomes)).rows[0].cells == ("=HYPERLINK(1)",)


def _with(cells: tuple[str, ...], place: int, text: str) -> tuple[str, ...]:
    return (*cells[:place], text, *cells[place + 1 :])


class TestColumns:
    def test_are_suggested_from_their_names(self, sheet: Sheet) -> None:
        assert chosen(suggest(sheet, shown()[1])) == {
            "Name of your city": "us_actor", "State": "us_state", "Partner country": "counterpart_country",
            "Partner": "counterpart", "Type of engagement": "engagement_type", "Issue area(s)": "issues",
            "Start date": "start_date", "Name of engagement": "title", "Networks": "network",
        }  # fmt: skip

    def test_are_suggested_from_their_values(self) -> None:
        text = b"a;b;c;d\nTexas;Japan;MOU;2019\nOhio;Kenya;Sister City;May 2018\n"
        matches = suggest(open_survey("a.csv", text), shown()[1])
        assert [each.target for each in matches] == ["us_state", "counterpart_country", "engagement_type", "start_date"]

    def test_are_known_by_the_table_s_own_names(self) -> None:
        header = [name for name in COLUMN_NAMES if name in TARGETS]
        matches = suggest(open_survey("a.csv", ",".join(header).encode()), shown()[1])
        assert [each.target for each in matches] == header

    def test_remember_what_was_chosen(self, sheet: Sheet) -> None:
        remembered = to_remember({"E-mail": "source_name", "Partner": "counterpart_city"}, sheet.header)
        matches = {each.header: each for each in suggest(sheet, shown()[1], remembered)}
        assert (matches["E-mail"].target, matches["E-mail"].why) == ("source_name", "chosen before")
        assert (matches["Partner"].target, matches["State"].target) == ("counterpart_city", "")

    def test_none_is_given_twice(self) -> None:
        matches = suggest(open_survey("a.csv", b"Country,Country name,Issue 1,Issue 2"), shown()[1])
        assert [each.target for each in matches] == ["counterpart_country", "", "issues", "issues"]


CELL = st.one_of(
    st.sampled_from(
        ["", "Austin", "TX", "Japan; Korea", "Kyoto", "MOU", "trade", "2019", "C40", "new", "n/a", "=1", "'"]
    ),
    st.text(max_size=12),
)


@settings(max_examples=20)
@given(st.lists(st.lists(CELL, min_size=10, max_size=10), min_size=1, max_size=6))
def test_every_row_ends_in_one_state_and_loading_again_adds_nothing(cells: list[list[str]]) -> None:
    header = tuple(name.strip() for name in HEADER)
    sheet = Sheet("a.csv", header, tuple(Row(number, tuple(row)) for number, row in enumerate(cells, 2)), excel=True)
    told: list[tuple[int, int]] = []
    published, names = shown()
    mapping = chosen(suggest(sheet, names))
    first = judge(sheet, mapping, SURVEY, names, published.reference, progress=lambda *done: told.append(done))
    assert {outcome.row for outcome in first.outcomes} == set(range(2, len(cells) + 2))
    assert all((outcome.state == REJECTED) == bool(outcome.problems) for outcome in first.outcomes)
    assert all((outcome.state == DECIDE) == bool(outcome.asked) for outcome in first.outcomes)
    assert told == [(0, len(cells)), (len(cells), len(cells))]
    known = Known(fingerprints={each.fingerprint: "S" for each in first.outcomes if each.state != REJECTED})
    again = judge(sheet, mapping, SURVEY, names, published.reference, known)
    assert {outcome.state for outcome in again.outcomes} <= {REJECTED}
    assert len([*report_lines(sheet, first.outcomes, STATES)]) == len(cells) + 1
