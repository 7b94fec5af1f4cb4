"""Every unit counts what its definition says, on every engine and in every view, and is named beside its numbers.

An oracle in plain pandas counts ties, counterparts and shares from the CSV alone.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import DATA, Params, query, read, selected, selections
from test_draw import Page, _hovers, _text, first_bar, without
from test_pages import Shown

from dashboard.address import parse_address
from dashboard.columns import issue_column
from dashboard.counting import issue_measure_of, measure_of
from dashboard.published import Published
from dashboard.query import ByYear, CountBy, CountIssues, EdgeList, IssuesBy, Query, Rows, Undated
from dashboard.schema import ISSUES
from dashboard.selection import Selection
from dashboard.units import ENGAGEMENTS, UNITS, Unit

OTHERS = [unit for unit in UNITS.values() if unit != ENGAGEMENTS]
OTHER_SIDE = ("country", "counterpart", "network")
YEARS = ("from", "to", "undated")
COLUMNS = {"state": "us_state", "actor": "actor", "country": "counterpart_country", "network": "network"}

SELECTIONS: tuple[dict[str, list[str]], ...] = (
    {},
    {"state": ["TX"], "issue": ["energy"], "from": ["2015"]},
    {"issue": ["health", "climate_environment"]},
    {"network": ["c40-cities"], "ties": ["actor-network"], "dots": ["1"]},
    {"country": ["JPN"], "to": ["1999"]},
    {"bureau": ["AF", "IO"], "matrix": ["issue-bureau"], "per": ["capita"]},
)


def measured(rows: pd.DataFrame, unit: str, params: Params) -> float:
    """How many of a unit some rows hold, where the selection chooses issues or none."""
    if rows.empty:
        return 0
    if unit == "ties":
        return len({*zip(rows["actor"], rows["counterpart_slug"], rows["network"], strict=True)})
    if unit == "counterparts":
        return len({*zip(rows["counterpart_slug"], rows["network"], strict=True)})
    if unit == "fractional" and "issue" in params:
        chosen = set(params["issue"])
        each = [codes.split("|") for codes in rows["issues"]]
        return float(sum(Fraction(len(chosen & set(codes)), len(codes)) for codes in each))
    return len(rows)


def by_value(rows: pd.DataFrame, columns: str | list[str], unit: str, params: Params) -> dict[Any, float]:
    """Value (or values) → how many of the unit; rows without one are left out."""
    named = [columns] if isinstance(columns, str) else columns
    kept = rows[(rows[named] != "").all(axis=1)]
    groups = kept.groupby(columns, sort=False) if len(kept) else []
    return {value: measured(group, unit, params) for value, group in groups}


def by_issue(rows: pd.DataFrame, unit: str) -> dict[str, float]:
    """Issue → how many of the unit; of shares, what falls to the issue."""
    found = {}
    for code in ISSUES:
        having = rows[rows["issues"].map(lambda codes, code=code: code in codes.split("|"))]
        found[code] = measured(having, unit, {"issue": [code]})
    return found


def close(expected: Mapping[Any, float]) -> Any:
    return pytest.approx({key: value for key, value in expected.items() if value})


class TestEngines:
    @settings(max_examples=8)
    @given(params=selections(with_words=False), unit=st.sampled_from(sorted(UNITS)))
    def test_numbers(self, on_engine: Published, params: dict[str, list[str]], unit: str) -> None:
        rows = selected(params)
        selection = parse_address(query(params), on_engine.catalogue).selection
        ask = answers(on_engine, selection)
        by, issues = measure_of(unit, selection), issue_measure_of(unit)
        for column in ("us_state", "engagement_type", "counterpart_country", "network"):
            counts = {each["value"]: each["count"] for each in ask(CountBy(column, by))}
            assert counts == close(by_value(rows, column, unit, params))
        [total] = ask(Rows(by))
        assert total["rows"] == pytest.approx(measured(rows, unit, params))
        [undated] = ask(Undated(by))
        assert undated["rows"] == pytest.approx(measured(rows[rows["start_date"] == ""], unit, params))
        [lacking] = ask(Rows(by, lacking="counterpart_country"))
        assert lacking["rows"] == pytest.approx(measured(rows[rows["counterpart_country"] == ""], unit, params))
        years = {(each["year"], each["family"]): each["count"] for each in ask(ByYear(by))}
        assert years == close(by_value(rows[rows["start_date"] != ""], ["year", "family"], unit, params))
        edges = {(each["source"], each["target"]): each["weight"] for each in ask(EdgeList("actor", "bureau", by))}
        assert edges == close(by_value(rows, ["actor", "bureau"], unit, params))
        [shares] = ask(CountIssues(issues))
        found = {code: shares[issue_column(code)] or 0 for code in ISSUES}
        assert {code: count for code, count in found.items() if count} == close(by_issue(rows, unit))
        cells = {
            (each["value"], code): each[issue_column(code)]
            for each in ask(IssuesBy("bureau", issues))
            for code in ISSUES
        }
        expected = {
            (bureau, code): count
            for bureau, group in rows.groupby("bureau")
            for code, count in by_issue(group, unit).items()
        }
        assert {cell: count for cell, count in cells.items() if count} == close(expected)

    def test_an_actor_of_the_same_name_in_another_state_is_another(self, odd_on_engine: Published) -> None:
        """T02 and T03: Columbia, Missouri, and Columbia, South Carolina, both with Romania."""
        ask = answers(
            odd_on_engine, Selection().with_values("actor", ["columbia-mo", "columbia-sc"], odd_on_engine.catalogue)
        )
        [ties] = ask(Rows(measure_of("ties", Selection())))
        assert ties == {"rows": 2}


def answers(published: Published, selection: Selection) -> Callable[[Query], list[dict[str, Any]]]:
    return lambda asked: list(published.ask([(asked, selection)])[asked, selection].iter_rows(named=True))


def numbers(figure: Mapping[str, Any], unit: Unit) -> dict[str, float]:
    """What a click would pick → the number that the hover text names with the unit beside it."""
    found: dict[str, float] = {}
    for clause, text in _hovers(figure):
        number = re.search(rf"<br>(?:\w+: )?([\d,.]+) (?:{unit.one}|{unit.many})(<br>|$)", text)
        assert number, text
        value = float(number[1].replace(",", ""))
        assert found.setdefault(clause, value) == value
    return {clause: value for clause, value in found.items() if value}


def rounded(expected: Mapping[Any, float], unit: Unit) -> dict[Any, float]:
    """As they are printed."""
    return {key: float(unit.number(value).replace(",", "")) for key, value in expected.items() if value}


def clauses(field: str, counts: Mapping[str, float]) -> dict[str, float]:
    return {f"{field}={value}": count for value, count in counts.items()}


@pytest.fixture(scope="module")
def page(client: FlaskClient) -> Page:
    return Page(client)


@pytest.mark.parametrize("unit", OTHERS, ids=lambda unit: unit.code)
@pytest.mark.parametrize("params", SELECTIONS, ids=query)
class TestEveryView:
    @pytest.fixture(autouse=True)
    def _shown(self, page: Page, params: Params, unit: Unit) -> None:
        page.go(f"?{query({**params, 'unit': [unit.code]})}")

    def test_the_sentence_and_every_heading_and_key_name_it(self, page: Page, params: Params, unit: Unit) -> None:
        rows, paint = selected(params), page.properties["paint"]["data"]
        sentence = page.text("summary")
        assert sentence.startswith(
            f"{len(rows):,} of 3,785 engagements, {unit.counted(measured(rows, unit.code, params))}"
        )
        assert paint["unit"] == unit.many
        rated = f"{unit.many} per million residents" if "per" in params else unit.many
        assert paint["units"] == {view: rated if view == "state-map" else unit.many for view in paint["units"]}
        for view in ("state-map", "world-map"):
            caption = paint["units"][view]
            assert paint["keys"][view][0] == ["", f"{caption[0].upper()}{caption[1:]}:"]

    def test_maps(self, page: Page, params: Params, unit: Unit) -> None:
        states = by_value(selected(without(params, "state")), "us_state", unit.code, params)
        found = numbers(page.figure("state-map"), unit)
        assert {key: n for key, n in found.items() if key.startswith("state=")} == rounded(
            clauses("state", states), unit
        )
        others = selected(without(params, *OTHER_SIDE))
        countries = clauses("country", by_value(others, "counterpart_country", unit.code, params))
        found = numbers(page.figure("world-map"), unit)
        assert {key: n for key, n in found.items() if key.startswith("country=")} == rounded(countries, unit)
        nowhere = unit.counted(measured(others[others["counterpart_country"] == ""], unit.code, params))
        assert (nowhere in page.note("world-map")) == (not nowhere.startswith("0 "))
        if "dots" in params:
            dots = {key: n for key, n in numbers(page.figure("state-map"), unit).items() if key.startswith("actor=")}
            actors = rounded(
                clauses("actor", by_value(selected(without(params, "state")), "actor", unit.code, params)), unit
            )
            assert dots == {key: actors[key] for key in dots}
            assert dots

    def test_issues_and_types(self, page: Page, params: Params, unit: Unit) -> None:
        rows = selected(without(params, "issue"))
        issues = by_issue(rows, unit.code)
        assert numbers(page.figure("issue-bars"), unit) == rounded(clauses("issue", issues), unit)
        if unit.code == "fractional":
            assert sum(issues.values()) == pytest.approx(len(rows))
            assert f"add up to {len(rows):,} engagement" in page.note("issue-bars")
        else:
            self._adds_up(page.note("issue-bars"), issues.values(), measured(rows, unit.code, {}), unit)
        rows = selected(without(params, "type"))
        types = by_value(rows, "engagement_type", unit.code, params)
        assert numbers(page.figure("type-bars"), unit) == rounded(clauses("type", types), unit)
        if unit.is_distinct:
            self._adds_up(page.note("type-bars"), types.values(), measured(rows, unit.code, params), unit)

    def _adds_up(self, note: str, bars: Iterable[float], whole: float, unit: Unit) -> None:
        total = sum(bars)
        said = f"the bars add up to {total:,}, over {unit.counted(whole)}."
        assert (said in note) == (total != whole)

    def test_timeline(self, page: Page, params: Params, unit: Unit) -> None:
        rows = selected(without(params, *YEARS))
        figure = page.figure("timeline")
        before = first_bar(figure)
        dated = rows[rows["start_date"] != ""]
        dated = dated.assign(bar=dated["year"].astype(int).clip(lower=before or 0))
        years = by_value(dated, "bar", unit.code, params)
        shown = {f"to={year}" if year == before else f"from={year}&to={year}": n for year, n in years.items()}
        assert numbers({"data": [targets(figure)]}, unit) == rounded(shown, unit)
        families = by_value(dated, ["bar", "family"], unit.code, params)
        bars = [trace for trace in figure["data"] if trace["type"] == "bar"]
        assert sum(sum(trace["y"]) for trace in bars) == pytest.approx(sum(families.values()))
        undated = measured(rows[rows["start_date"] == ""], unit.code, params)
        assert (unit.counted(undated) in page.note("timeline")) == (undated > 0)

    def test_network_and_matrix(self, page: Page, params: Params, unit: Unit) -> None:
        rows = selected(params)
        left, right = next(iter(params.get("ties", ["state-country"]))).split("-")
        found = numbers(page.figure("network"), unit)
        assert found == {key: n for key, n in cells(rows, left, right, unit, params).items() if key in found}
        lacking = unit.counted(measured(rows[rows[COLUMNS[right]] == ""], unit.code, params))
        assert (lacking in page.note("network")) == (not lacking.startswith("0 "))
        found = numbers(page.figure("matrix"), unit)
        if "matrix" in params:
            pairs = {
                f"issue={code}&bureau={bureau}": n
                for bureau, group in rows.groupby("bureau")
                for code, n in by_issue(group, unit.code).items()
            }
            assert {key: n for key, n in found.items() if "&" in key} == rounded(pairs, unit)
        elif "country" not in params and "state" not in params:
            expected = cells(rows, "state", "country", unit, params)
            assert found == {key: expected[key] for key in found}
        assert found or "network" in params


def targets(figure: Mapping[str, Any]) -> Mapping[str, Any]:
    """The trace of a timeline that takes hover and click, without years that hold nothing."""
    return next(trace for trace in figure["data"] if trace.get("hovertext"))


def cells(rows: pd.DataFrame, left: str, right: str, unit: Unit, params: Params) -> dict[str, float]:
    """Clause → number, of both sides and where they meet, over the rows that have both."""
    both = rows[(rows[COLUMNS[left]] != "") & (rows[COLUMNS[right]] != "")]
    pairs = by_value(both, [COLUMNS[left], COLUMNS[right]], unit.code, params)
    meeting = {f"{left}={one}&{right}={other}": n for (one, other), n in pairs.items()}
    ends = [clauses(side, by_value(both, COLUMNS[side], unit.code, params)) for side in (left, right)]
    return rounded({**meeting, **ends[0], **ends[1]}, unit)


@pytest.mark.parametrize("unit", OTHERS, ids=lambda unit: unit.code)
class TestDrilling:
    @pytest.mark.parametrize("params", [{}, {"bureau": ["EAP"], "from": ["2010"]}], ids=query)
    def test_a_click_leads_to_what_the_number_says(self, page: Page, params: dict[str, list[str]], unit: Unit) -> None:
        """The selection with a bar's clause in place of the field's own holds as many of the unit as the bar says."""
        page.go(f"?{query({**params, 'unit': [unit.code]})}")
        drawn = [
            (clause, number)
            for view in ("state-map", "world-map", "issue-bars", "type-bars", "timeline")
            for clause, number in list(numbers(drawn_of(page, view), unit).items())[:6]
        ]
        assert len(drawn) == 30
        for clause, number in drawn:
            fields = [part.split("=")[0] for part in clause.split("&")]
            own = [*fields, *(YEARS if {"from", "to"} & set(fields) else ())]
            kept = query({**without(params, *own), "unit": [unit.code]})
            page.go(f"?{clause}&{kept}")
            said = re.search(r"engagements, ([\d,.]+) ", page.text("summary"))
            assert float(said[1].replace(",", "")) == number, clause


def drawn_of(page: Page, view: str) -> Mapping[str, Any]:
    figure = page.figure(view)
    return {"data": [targets(figure)]} if view == "timeline" else figure


class TestPagesOfSubjects:
    @pytest.mark.parametrize("unit", OTHERS, ids=lambda unit: unit.code)
    @pytest.mark.parametrize("path", ["/state/TX", "/country/JPN", "/place/austin-tx", "/network/c40-cities"])
    def test_key_figures_rankings_and_lead(self, client: FlaskClient, path: str, unit: Unit) -> None:
        field, key = path.strip("/").split("/")
        params = {{"place": "actor"}.get(field, field): [key], "issue": ["climate_environment"]}
        shown = Shown(client, path, f"?issue=climate_environment&unit={unit.code}")
        rows = selected(params)
        whole = measured(rows, unit.code, params)
        assert shown.figures[unit.noun(whole)][0] == unit.number(whole)
        assert f"({unit.counted(whole)}) on record" in shown.lead
        named = [each["props"]["children"][0]["props"]["children"][1] for each in shown.with_class("ranking")]
        assert [_text(each) for each in named] == [unit.many] * len(named)
        counterparts = by_value(rows, "actor" if field in ("country", "network") else "network", unit.code, params)
        listed = {_text(each) for each in shown.with_class("count")}
        assert unit.number(max(counterparts.values())) in listed

    def test_standing_is_by_what_is_counted(self, client: FlaskClient) -> None:
        ties = by_value(selected({}), "us_state", "ties", {})
        place = 1 + sum(count > ties["OH"] for count in ties.values())
        _, compared = Shown(client, "/state/OH", "?unit=ties").figures["ties"]
        assert re.match(rf"{place}(st|nd|rd|th) of {len(ties)} ", compared)


class TestAddress:
    @given(unit=st.sampled_from(sorted(UNITS)), params=selections(with_words=False))
    @settings(max_examples=30)
    def test_round_trip(self, published: Published, unit: str, params: dict[str, list[str]]) -> None:
        address = parse_address(query({**params, "unit": [unit]}), published.catalogue)
        assert address.refusals == ()
        assert address.look.counted.code == unit
        assert ("unit=" in address.to_query()) == (unit != "engagements")
        assert parse_address(address.to_query(), published.catalogue).look == address.look

    def test_it_stands_between_sort_and_per(self, published: Published) -> None:
        address = parse_address("per=capita&unit=ties&sort=title", published.catalogue)
        assert address.to_query() == "sort=title&unit=ties&per=capita"

    def test_another_value_is_refused_with_what_is_allowed(self, client: FlaskClient) -> None:
        with client.get("/engagements.csv?unit=tie") as response:
            assert response.status_code == 400
            assert all(word in response.text for word in ("unit", "'tie'", *UNITS))


class TestDefault:
    def test_nothing_more_is_asked_than_before(self, published: Published) -> None:
        """The default asks for counts of rows only: no distinct thing, no share, nothing twice."""
        from dashboard.views import EXPLORER, NAMED

        address = parse_address("dots=1&per=capita", published.catalogue)
        asked = [question for name in EXPLORER for question in NAMED[name].questions(address)]
        assert {getattr(each, "by", None) for each, _ in asked} <= {measure_of("", Selection()), None}
        in_ties = parse_address("dots=1&per=capita&unit=ties", published.catalogue)
        assert len(set(asked)) < len({question for name in EXPLORER for question in NAMED[name].questions(in_ties)})


class TestNames:
    @pytest.mark.parametrize(
        ("unit", "value", "text"),
        [
            ("engagements", 1, "1 engagement"),
            ("ties", 1, "1 tie"),
            ("ties", 3048, "3,048 ties"),
            ("counterparts", 0, "0 counterparts"),
            ("fractional", 0.5, "0.5 engagements by share"),
            ("fractional", 1 / 3, "0.33 engagements by share"),
            ("fractional", 1, "1 engagement by share"),
            ("fractional", 1234 + 7 / 12, "1,234.6 engagements by share"),
            ("fractional", 2.0, "2 engagements by share"),
        ],
    )
    def test_numbers_in_print(self, unit: str, value: float, text: str) -> None:
        assert UNITS[unit].counted(value) == text

    def test_every_definition_is_on_the_page(self, client: FlaskClient) -> None:
        for path in ("/", "/state/TX"):
            said = "".join(str(each["props"]["children"]) for each in Shown(client, path).of_type("Dd"))
            assert all(unit.definition in said for unit in UNITS.values())


class TestElsewhere:
    @pytest.mark.parametrize("unit", OTHERS, ids=lambda unit: unit.code)
    def test_a_comparison_counts_in_it(self, client: FlaskClient, unit: Unit) -> None:
        shown = Shown(client, "/compare", f"?state=OH&state=TX&issue=climate_environment&unit={unit.code}")
        sides = [{"state": [state], "issue": ["climate_environment"]} for state in ("OH", "TX")]
        wholes = [measured(selected(side), unit.code, side) for side in sides]
        rows = {_text(row["props"]["children"][0]): row["props"]["children"][1:] for row in shown.of_type("Tr")}
        assert [_text(cell).split()[0] for cell in rows[unit.many.capitalize()]] == [*map(unit.number, wholes)]
        links = {link["props"]["href"]: _text(link) for link in shown.of_type("Link")}
        own = f"/?issue=climate_environment&state=TX&unit={unit.code}"
        assert links[own] == unit.number(wholes[1])
        types = by_value(selected(sides[1]), "engagement_type", unit.code, sides[1])
        for code, count in types.items():
            address = f"/?issue=climate_environment&type={code}&state=TX&unit={unit.code}"
            assert links[address] == unit.number(count)
        assert any(unit.counted(max(wholes)) in _text(each) for each in shown.with_class("summary"))

    @pytest.mark.parametrize("unit", OTHERS, ids=lambda unit: unit.code)
    def test_rates_of_disparities_have_it_beside_engagements(self, client: FlaskClient, unit: Unit) -> None:
        params = {"issue": ["health"]}
        with client.get(f"/disparities/rates.csv?issue=health&unit={unit.code}") as response:
            table = pd.read_csv(io.StringIO(response.text))
        name = unit.many.capitalize()
        codes = dict(zip(*(read(DATA / "states.csv")[column] for column in ("name", "usps")), strict=True))
        counts = by_value(selected(params), "us_state", unit.code, params)
        assert dict(zip(table["Place"].map(codes), table[name], strict=True)) == pytest.approx(
            {code: counts.get(code, 0) for code in table["Place"].map(codes)}
        )
        rates = table[name] / table["Residents"] * 1e6
        assert table[f"{name} per million"].tolist() == pytest.approx(rates.tolist())
        shown = Shown(client, "/disparities", f"?unit={unit.code}")
        assert any("are counted in engagements" in _text(each) for each in shown.with_class("notice"))
