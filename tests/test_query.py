"""Every engine holds the rows that an oracle in plain pandas holds, in its order and with its numbers.

The oracle reads the CSV alone; cases that a random selection would miss are counted by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from oracle import ODDITIES, Params, ids, query, read, selected, selections

from dashboard.address import parse_address
from dashboard.columns import issue_column
from dashboard.published import Published
from dashboard.query import (
    ByYear,
    CountBy,
    CountIssues,
    Distinct,
    EdgeList,
    IssuesBy,
    Query,
    Rows,
    TiesByFamily,
    Undated,
)
from dashboard.schema import ISSUES, SORTS
from dashboard.selection import Selection

NULLABLE = ("counterpart_country", "counterpart_slug", "network")
COUNTED = ("us_state", "engagement_type", "bureau", "status", "actor", *NULLABLE)

many, some = settings(max_examples=40), settings(max_examples=15)


def selection_of(published: Published, address: str) -> Selection:
    parsed = parse_address(address, published.catalogue)
    assert not parsed.refusals, parsed.refusals
    return parsed.selection


def found(published: Published, address: str) -> list[str]:
    parsed = parse_address(address, published.catalogue)
    assert not parsed.refusals, parsed.refusals
    return published.rows(parsed.selection, parsed.look.sort, ["id"])["id"].to_list()


def records(published: Published, asked: Query, selection: Selection) -> list[dict[str, object]]:
    return list(published.ask([(asked, selection)])[asked, selection].iter_rows(named=True))


def counts(published: Published, column: str, selection: Selection) -> dict[str, int]:
    return {record["value"]: record["count"] for record in records(published, CountBy(column), selection)}


def filled(values: Iterable[str]) -> Counter[str]:
    return Counter(value for value in values if value != "")


class TestRandomSelections:
    @many
    @given(params=selections())
    def test_rows_and_their_order(self, on_engine: Published, params: Params) -> None:
        assert found(on_engine, query(params)) == ids(params)

    @pytest.mark.parametrize(
        "address", ["", "state=TX&sort=-counterpart", "state=VI&country=UKR", "q=sister&sort=title"]
    )
    def test_rows_in_parts_are_the_same_rows(self, on_engine: Published, address: str) -> None:
        parsed = parse_address(address, on_engine.catalogue)
        parts = list(on_engine.chunks(parsed.selection, parsed.look.sort, ["id", "us_state", "network"], 100))
        whole = on_engine.rows(parsed.selection, parsed.look.sort, ["id", "us_state", "network"])
        assert [row for part in parts for row in part.rows()] == whole.rows()
        assert all(len(part) == 100 for part in parts[:-1])

    @some
    @given(params=selections(with_words=False))
    def test_numbers(self, on_engine: Published, params: Params) -> None:
        rows, selection = selected(params), selection_of(on_engine, query(params))
        for column in COUNTED:
            assert counts(on_engine, column, selection) == filled(rows[column])
        by_issue = filled(code for codes in rows["issues"] for code in codes.split("|"))
        [totals] = records(on_engine, CountIssues(), selection)
        assert {code: totals[issue_column(code)] or 0 for code in ISSUES} == {code: by_issue[code] for code in ISSUES}

    @some
    @given(params=selections(with_words=False))
    def test_totals(self, on_engine: Published, params: Params) -> None:
        rows = selected(params)
        others = {name: values for name, values in params.items() if name not in ("from", "to", "undated")}
        hidden = 0
        has_years = "from" in params or "to" in params
        if params.get("undated") == ["exclude"] or (has_years and params.get("undated") != ["include"]):
            hidden = int((selected(others)["start_date"] == "").sum())
        totals = on_engine.totals(selection_of(on_engine, query(params)))
        assert totals.rows == len(rows)
        assert totals.table == 3_785
        assert totals.actors == len(set(rows["actor"]))
        assert totals.countries == len(filled(rows["counterpart_country"]))
        assert totals.networks == len(filled(rows["network"]))
        assert totals.undated_hidden == hidden

    @some
    @given(params=selections(with_words=False))
    def test_small_frames(self, on_engine: Published, params: Params) -> None:
        rows, selection = selected(params), selection_of(on_engine, query(params))
        years = {(r["year"], r["family"]): r["count"] for r in records(on_engine, ByYear(), selection)}
        dated = rows[rows["start_date"] != ""]
        assert years == Counter(zip(dated["year"].astype(int), dated["family"], strict=True))
        assert records(on_engine, Undated(), selection) == [{"rows": len(rows) - len(dated)}]
        assert records(on_engine, Rows(), selection) == [{"rows": len(rows)}]
        for other in NULLABLE:
            edge_list = records(on_engine, EdgeList("us_state", other), selection)
            ends = rows[rows[other] != ""]
            expected = Counter(zip(ends["us_state"], ends[other], strict=True))
            assert {(r["source"], r["target"]): r["weight"] for r in edge_list} == expected
            assert records(on_engine, Distinct(other), selection) == [{"distinct": ends[other].nunique()}]

    @some
    @given(params=selections(with_words=False))
    def test_ties_by_family(self, on_engine: Published, params: Params) -> None:
        rows = selected(params)
        tied = rows[rows["counterpart_slug"] != ""]
        expected = Counter(zip(tied["actor"], tied["counterpart_slug"], tied["family"], strict=True))
        answer = records(on_engine, TiesByFamily(), selection_of(on_engine, query(params)))
        assert {(r["actor"], r["counterpart"], r["family"]): r["count"] for r in answer} == expected

    @some
    @given(params=selections(with_words=False))
    def test_issues_by_bureau(self, on_engine: Published, params: Params) -> None:
        rows = selected(params)
        pairs = zip(rows["bureau"], rows["issues"], strict=True)
        expected = Counter((bureau, code) for bureau, codes in pairs for code in codes.split("|"))
        answer = records(on_engine, IssuesBy("bureau"), selection_of(on_engine, query(params)))
        cells = {(record["value"], code): record[issue_column(code)] for record in answer for code in ISSUES}
        assert {cell: count for cell, count in cells.items() if count} == expected


class TestOrder:
    @pytest.mark.parametrize("sort", ["us_actor", "-counterpart", "title", "counterpart_country", "-us_state"])
    def test_names_of_the_whole_table_are_sorted_without_case_and_accents(
        self, on_engine: Published, sort: str
    ) -> None:
        assert found(on_engine, f"sort={sort}") == ids({"sort": [sort]})

    def test_an_accent_does_not_put_a_name_after_z(self, on_engine: Published) -> None:
        names = on_engine.rows(Selection(), "counterpart", ["counterpart"])["counterpart"].to_list()
        z = next(place for place, name in enumerate(names) if name.startswith("Z"))
        assert max(names.index("Álamos"), names.index("Łódź Region"), names.index("Šiauliai")) < z

    @pytest.mark.parametrize("sort", [f"{sign}{column}" for column in SORTS for sign in ("", "-")])
    def test_every_sort_both_ways_with_ties_by_id(self, on_engine: Published, sort: str) -> None:
        params = {"state": ["CA", "TX", "AK"], "sort": [sort]}
        assert found(on_engine, query(params)) == ids(params)

    def test_newest_first_counting_a_year_or_month_as_its_end_and_undated_last(self, odd_on_engine: Published) -> None:
        newest = ["T08", "T04", "T06", "T13", "T17", "T14", "T15", "T01", "T16", "T12"]
        oldest = ["T09", "T11", "T10", "T18", "T02", "T05"]
        assert found(odd_on_engine, "") == [*newest, *oldest, "T03", "T07"]

    def test_oldest_first_has_undated_last_all_the_same(self, odd_on_engine: Published) -> None:
        assert found(odd_on_engine, "sort=start_date&state=MD&state=NC&state=SC&state=DC") == [
            *("T05", "T18", "T04"),
            *("T03", "T07"),
        ]

    def test_pages_join_to_the_whole(self, on_engine: Published) -> None:
        selection = selection_of(on_engine, "bureau=WHA")
        whole = on_engine.rows(selection, "", ["id"])["id"].to_list()
        pages = [on_engine.rows(selection, "", ["id"], start, 70)["id"].to_list() for start in range(0, 2_000, 70)]
        assert [identifier for page in pages for identifier in page] == whole
        assert len(whole) > 500


class TestRules:
    """The hand-written table, counted by eye."""

    @pytest.mark.parametrize(
        ("address", "expected"),
        [
            ("state=TX&type=memorandum", {"T01"}),
            ("state=TX&state=CA", {"T01", "T10", "T12", "T13", "T17"}),
            ("issue=energy&issue=health", {"T01", "T11", "T18"}),
            ("issue=energy&state=TX", {"T01"}),
            ("country=TWN&network=c40-cities", {"T01", "T10", "T12", "T17"}),
            ("country=DNK&counterpart=sao-paulo-bra&network=c40-cities", {"T10", "T13", "T18"}),
            ("country=TWN&network=c40-cities&state=TX", {"T01", "T10", "T17"}),
            ("country=CHN", {"T04"}),
            ("country=XKX", {"T09"}),
            ("bureau=IO", {"T10", "T11", "T14"}),
            ("bureau=IO&country=TWN", set()),
            ("bureau=IO&bureau=AF", {"T10", "T11", "T14", "T16"}),
            ("network=organization-of-american-states", {"T14"}),
            ("counterpart_level=network", {"T10", "T11"}),
            ("formality=formal&state=TX", {"T01", "T10"}),
            ("formality=informal&state=TX", {"T17"}),
            ("family=network", {"T10", "T11"}),
            ("family=meeting&type=memorandum", set()),
            ("actor=columbia-mo", {"T02"}),
            ("level=agency", {"T09", "T12"}),
            ("status=ended", {"T11"}),
            ("track=survey&track=voluntary", {"T13", "T14", "T16"}),
            ("source_kind=blog", {"T08"}),
            ("state=VI", set()),
            ("state=VI&country=KEN", None),
        ],
    )
    def test_or_within_and_between_but_the_other_side_unites(
        self, odd_on_engine: Published, address: str, expected: set[str] | None
    ) -> None:
        if expected is None:
            parsed = parse_address(address, odd_on_engine.catalogue)
            assert odd_on_engine.totals(parsed.selection).rows == 0
        else:
            assert set(found(odd_on_engine, address)) == expected

    @pytest.mark.parametrize(
        ("address", "expected"),
        [
            ("from=2022&to=2022", {"T13", "T14", "T17"}),
            ("from=2023", {"T04", "T06", "T08"}),
            ("to=1991", {"T02", "T05"}),
            ("to=1991&undated=include", {"T02", "T03", "T05", "T07"}),
            ("to=1991&undated=exclude", {"T02", "T05"}),
            ("undated=exclude&state=SC&state=MO", {"T02"}),
            ("undated=include&state=SC&state=MO", {"T02", "T03"}),
            ("from=2030", set()),
            ("from=2030&undated=include", {"T03", "T07"}),
        ],
    )
    def test_years_are_those_of_the_start(self, odd_on_engine: Published, address: str, expected: set[str]) -> None:
        assert set(found(odd_on_engine, address)) == expected

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("san jose", {"T13"}),
            ("SAN+JOSÉ", {"T13"}),
            ("jose+san+PAULO", {"T13"}),
            ("orsted", {"T18"}),
            ("Ørsted", {"T18"}),
            ("cote+d'ivoire", {"T16"}),
            ("cote+d’ivoire", {"T16"}),
            ("COEUR", {"T16"}),
            ("puerto", {"T06"}),
            ("missouri", {"T02"}),
            ("romania", {"T03"}),
            ("united kingdom", {"T05"}),
            ("austin climate", set()),
            ("austin members", {"T10"}),
            ("%23smartstreets", {"T13"}),
            ("[.", set()),
            (".*", set()),
            ("%25", set()),
            ("_", set()),
        ],
    )
    def test_words_in_any_order_without_case_and_accents(
        self, odd_on_engine: Published, words: str, expected: set[str]
    ) -> None:
        assert set(found(odd_on_engine, f"q={words}")) == expected

    def test_nothing_selected_has_totals_of_nothing(self, odd_on_engine: Published) -> None:
        totals = odd_on_engine.totals(selection_of(odd_on_engine, "state=VI"))
        assert (totals.rows, totals.actors, totals.countries, totals.networks) == (0, 0, 0, 0)

    def test_missing_values_are_not_counted(self, odd_on_engine: Published) -> None:
        totals = odd_on_engine.totals(Selection())
        assert (totals.actors, totals.countries, totals.networks) == (17, 13, 3)
        assert None not in counts(odd_on_engine, "counterpart_country", Selection())
        assert sum(counts(odd_on_engine, "counterpart_country", Selection()).values()) == 15

    def test_taiwan_is_never_summed_into_china(self, odd_on_engine: Published) -> None:
        by_country = counts(odd_on_engine, "counterpart_country", Selection())
        assert (by_country["TWN"], by_country["CHN"], by_country["HKG"]) == (3, 1, 1)


class TestRowsAsText:
    """What leaves the engines is text as in the file, missing values empty, whatever the engine calls missing."""

    def test_every_cell(self, odd_on_engine: Published) -> None:
        table = read(ODDITIES).sort_values("id")
        found = odd_on_engine.rows(Selection(), "id", list(table.columns))
        assert list(found.iter_rows(named=True)) == table.to_dict("records")

    def test_one_engagement_with_its_slugs(self, odd_on_engine: Published) -> None:
        with_network, with_country = (odd_on_engine.engagement(identifier) for identifier in ("T10", "T01"))
        assert with_network is not None
        assert with_country is not None
        assert [
            with_network[name] for name in ("network", "counterpart_country", "counterpart_slug", "start_date")
        ] == [
            *("c40-cities", ""),
            *("", "2005"),
        ]
        assert [with_country[name] for name in ("actor", "network", "counterpart_slug")] == [
            *("state-tx", ""),
            "taiwan-twn",
        ]

    def test_an_engagement_that_is_not_there(self, odd_on_engine: Published) -> None:
        assert odd_on_engine.engagement("T99") is None
