"""The filter panel: ticking, narrowing a long list, words, years, undated; and the counts beside the options.

Every count beside an option is compared with the oracle's under all clauses but the field's own.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from explorer import ALL, Explorer, query
from oracle import COLUMN, OTHER_SIDE, ids, selected
from playwright.sync_api import expect

COUNTED = ("issue", "family", "type", "state", "level", "bureau", "country", "network", "status")


def test_a_country_far_down_its_list_is_in_sight_when_the_page_opens_with_it(explorer: Explorer) -> None:
    explorer.open("?country=ZMB")
    seen = """(list) => {
        const box = list.closest(".list").getBoundingClientRect();
        const ticked = list.querySelector("input:checked").getBoundingClientRect();
        return ticked.top >= box.top && ticked.bottom <= box.bottom;
    }"""
    assert explorer.control("country").evaluate(seen)


def test_tick_and_untick(one_explorer: Explorer) -> None:
    one_explorer.clear().tick("issue", "energy")
    one_explorer.drawn("?issue=energy")
    assert one_explorer.count() == len(ids({"issue": ["energy"]}))
    one_explorer.tick("type", "trade_mission")
    one_explorer.drawn("?issue=energy&type=trade_mission")
    assert one_explorer.count() == len(ids({"issue": ["energy"], "type": ["trade_mission"]}))
    one_explorer.tick("issue", "energy")
    one_explorer.drawn("?type=trade_mission")
    assert one_explorer.chips() == ["Type: Trade mission"]


def test_long_list_narrows_by_typing(one_explorer: Explorer) -> None:
    one_explorer.clear().open_group("country")
    options = one_explorer.control("country").locator(".form-check:visible")
    everything = options.count()
    narrow = one_explorer.page.locator("[data-list='country'] .narrow")
    narrow.fill("COTE d")
    expect(options).to_have_count(1)
    expect(options).to_contain_text("Côte d'Ivoire")
    options.locator("input").click()
    one_explorer.drawn("?country=CIV")
    assert one_explorer.count() == len(ids({"country": ["CIV"]}))
    narrow.fill("")
    expect(options).to_have_count(everything)


def test_words_select(one_explorer: Explorer) -> None:
    one_explorer.clear().control("q").fill("Climate  são")
    one_explorer.drawn("?q=Climate+s%C3%A3o")
    assert one_explorer.count() == len(ids({"q": ["climate sao"]}))
    assert one_explorer.chips() == ["Words: Climate são"]
    one_explorer.control("q").fill("")
    one_explorer.drawn("")


def test_years_and_undated(one_explorer: Explorer) -> None:
    one_explorer.clear().open_group("from")
    one_explorer.control("from").fill("2019")
    one_explorer.drawn("?from=2019")
    assert one_explorer.ticked("undated") == []
    one_explorer.control("to").fill("2020")
    one_explorer.drawn("?from=2019&to=2020")
    assert one_explorer.count() == len(ids({"from": ["2019"], "to": ["2020"]}))
    one_explorer.control("undated").locator("input").click()
    one_explorer.drawn("?from=2019&to=2020&undated=include")
    assert one_explorer.count() == len(ids({"from": ["2019"], "to": ["2020"], "undated": ["include"]}))


def test_undated_can_be_left_out_without_years(one_explorer: Explorer) -> None:
    one_explorer.clear().open_group("undated")
    one_explorer.control("undated").locator("input").click()
    one_explorer.drawn("?undated=exclude")
    assert one_explorer.count() == len(ids({"undated": ["exclude"]}))
    assert one_explorer.chips() == ["Dated only"]


def test_years_the_wrong_way_round_are_said_and_can_be_undone(one_explorer: Explorer) -> None:
    one_explorer.clear().open_group("from")
    one_explorer.control("from").fill("2020")
    one_explorer.drawn("?from=2020")
    one_explorer.control("to").fill("2010")
    one_explorer.drawn("?from=2020&to=2010", canonical="")
    expect(one_explorer.page.locator("#notices")).to_contain_text("'2020' is after to '2010'")
    assert one_explorer.count() == ALL
    one_explorer.page.locator("#notices a").first.click()
    one_explorer.drawn("")
    expect(one_explorer.page.locator("#notices")).to_be_empty()
    expect(one_explorer.control("from")).to_have_value("")
    expect(one_explorer.control("to")).to_have_value("")


@pytest.mark.parametrize(
    "params",
    [
        pytest.param({}, id="everything"),
        pytest.param({"issue": ["energy"], "state": ["TX"], "country": ["JPN", "MEX"]}, id="energy, Texas"),
    ],
)
def test_counts_beside_options_are_those_under_the_other_clauses(
    explorer: Explorer, params: dict[str, list[str]]
) -> None:
    explorer.open(query(params))
    for field in COUNTED:
        expected = expected_counts(field, params)
        painted = explorer.option_counts(field)
        assert None not in painted.values(), f"No counts beside the options of {field}"
        shown = {value: int(text.replace(",", "")) for value, text in painted.items()}
        assert {value: count for value, count in shown.items() if count} == expected, field


def test_options_without_any_are_dimmed_or_hidden(one_explorer: Explorer) -> None:
    one_explorer.clear().tick("state", "WY")
    one_explorer.drawn("?state=WY")
    counts = one_explorer.option_counts("issue")
    none = next(value for value, count in counts.items() if count == "0")
    some = next(value for value, count in counts.items() if count != "0")
    opacity = "each => Number(getComputedStyle(each).opacity)"
    assert one_explorer.control("issue").locator(f"input[value='{none}']").evaluate(opacity) < 1
    assert one_explorer.control("issue").locator(f"input[value='{some}']").evaluate(opacity) == 1
    one_explorer.open_group("country")
    empty = next(value for value, count in one_explorer.option_counts("country").items() if count == "0")
    expect(one_explorer.control("country").locator(f"input[value='{empty}']")).to_be_hidden()
    one_explorer.page.locator("[data-list='country'] .narrow").fill("a")
    expect(one_explorer.control("country").locator(".form-check.none:visible").first).to_be_visible()


def expected_counts(field: str, params: Mapping[str, list[str]]) -> dict[str, int]:
    own = OTHER_SIDE if field in OTHER_SIDE else (field,)
    rows = selected({name: values for name, values in params.items() if name not in own})
    codes = rows["issues"].str.split("|").explode() if field == "issue" else rows[COLUMN[field]]
    return {str(value): int(count) for value, count in codes[codes != ""].value_counts().items()}
