"""The page of change over time and its files: every number is that of plain Python over the table, every link adds up.

Methods on cases worked by hand are in ``test_over_time_maths``, what is clicked in ``tests/browser``.
"""

from __future__ import annotations

import calendar
import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import plotly.graph_objects as go
import pytest
from flask.testing import FlaskClient
from oracle import REAL, Params, engagements, ids, query, read, selected
from test_draw import Page
from walking import components, part_of, words

from dashboard.address import parse_address
from dashboard.indicator_words import INDICATORS
from dashboard.over_time import findings, life_cycles
from dashboard.periods import compared
from dashboard.pictures.changes import SHEETS
from dashboard.pictures.section import Column, Number
from dashboard.published import Published, publish
from dashboard.selection import Selection
from dashboard.settings import Settings

OWN = {"period_from", "period_to", "baseline_from", "baseline_to", "dormant"}

SELECTIONS: tuple[Params, ...] = (
    {},
    {"issue": ["energy", "health"]},
    {"country": ["JPN", "TWN"], "state": ["TX", "CA", "WA"]},
    {"type": ["sister_agreement", "memorandum"], "period_from": ["2015"], "baseline_from": ["2000"], "dormant": ["5"]},
)

CLASSES = ("new", "renewed", "continued", "perhaps-new", "ended-in-period", "not-seen-again", "outside", "undated")
STATES = ("active", "dormant", "ended", "unknown")
READ_ON = "2026-11-22"


def rows_of(params: Params) -> pd.DataFrame:
    """The selection in all years, with the ties by name."""
    rows = selected({name: values for name, values in params.items() if name not in OWN})
    other = rows["network"].where(rows["network"] != "", rows["counterpart_slug"])
    return rows.assign(tie=rows["actor"] + "/" + other)


def periods_of(params: Params) -> tuple[range, range]:
    """Baseline and comparison period, by hand."""
    first, last = (int(params.get(f"period_{end}", [usual])[0]) for end, usual in (("from", 2022), ("to", 2025)))
    begin = int(params.get("baseline_from", [2 * first - last - 1])[0])
    return range(begin, int(params.get("baseline_to", [first - 1])[0]) + 1), range(first, last + 1)


def silence_of(params: Params) -> int:
    return int(params.get("dormant", ["3"])[0])


def end_of(text: str) -> str:
    """The last day of a partial date."""
    if len(text) == 4:
        return f"{text}-12-31"
    return f"{text}-{calendar.monthrange(*map(int, text.split('-')))[1]}" if len(text) == 7 else text


def life(rows: list[dict[str, Any]], silence: int) -> tuple[str, str]:
    """State and end date of a tie, row by row."""
    evidence, over, goes_on, held = [], [], False, []
    for row in rows:
        lasts = row["family"] != "meeting"
        dates = [end_of(row[name]) for name in ("start_date", "end_date") if row[name]]
        if row["source_date"] and (lasts or not dates):
            evidence.append(end_of(row["source_date"]))
        evidence += dates
        is_past = lasts and row["end_date"] != "" and end_of(row["end_date"]) < READ_ON
        if row["status"] == "ended" or is_past:
            over.append((end_of(row["end_date"] or row["start_date"]), row["end_date"]))
        elif lasts:
            goes_on = True
        else:
            held.append(end_of(row["start_date"]))
    if over and not goes_on and max(held, default="") <= max(over)[0]:
        return "ended", max(over)[1]
    if not evidence:
        return "unknown", ""
    since = f"{int(READ_ON[:4]) - silence}{READ_ON[4:]}"
    return ("active" if max(evidence) >= since else "dormant"), ""


def fate(rows: list[dict[str, Any]], ended: str, params: Params) -> str:
    """The class of a tie."""
    (baseline, period), silence = periods_of(params), silence_of(params)
    dated = sorted(int(row["year"]) for row in rows if row["start_date"])
    signed = [int(row["year"]) for row in rows if row["start_date"] and "agree" in row["engagement_type"]]
    signed += [int(row["year"]) for row in rows if row["start_date"] and row["engagement_type"] == "memorandum"]
    before, within = [y for y in dated if y < period[0]], [y for y in dated if y in period]
    if within and not before and len(dated) == len(rows):
        return "new"
    if ended and int(ended[:4]) in period:
        return "ended-in-period"
    if within and not before:
        return "perhaps-new"
    if within:
        lapsed = within[0] - before[-1] > silence
        anew = any(y < period[0] for y in signed) and any(y in period for y in signed)
        return "renewed" if lapsed or anew else "continued"
    if any(y in baseline for y in dated):
        return "not-seen-again"
    return "outside" if dated else "undated"


def ties_of(params: Params) -> dict[str, tuple[str, str, int]]:
    """Tie → class, state, rows."""
    of: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows_of(params).to_dict("records"):
        of[row["tie"]].append(row)
    found = {}
    for tie, rows in of.items():
        state, ended = life(rows, silence_of(params))
        found[tie] = (fate(rows, ended, params), state, len(rows))
    return found


def table(client: FlaskClient, name: str, params: Params) -> list[dict[str, str]]:
    with client.get(f"/over-time/{name}.csv?{query(params)}") as response:
        assert response.status_code == 200, response.text
        return list(csv.DictReader(io.StringIO(response.text)))


def in_period(rows: pd.DataFrame, period: range) -> pd.DataFrame:
    return rows[rows["year"].isin(period)]


def measured(rows: pd.DataFrame, period: range) -> dict[str, float]:
    """Label → value, of those that plain counting gives."""
    found = in_period(rows, period)
    first = rows.groupby("tie")["year"].min()
    undated = set(rows.loc[rows["year"].isna(), "tie"])
    named = found.loc[found["counterpart_country"] != "", "counterpart_country"].value_counts()
    states = found["us_state"].value_counts()
    counts = {
        "Engagements begun": len(found),
        "Engagements per year": len(found) / len(period),
        "Agreements and programs": (found["family"] == "partnership").sum(),
        "Meetings": (found["family"] == "meeting").sum(),
        "Memberships": (found["family"] == "network").sum(),
        "Ties with an engagement": found["tie"].nunique(),
        "New ties": sum(year in period and tie not in undated for tie, year in first.items()),
        "U.S. actors engaged": found["actor"].nunique(),
        "States and territories with any": len(states),
        "Countries and areas": len(named),
        "Networks and bodies": found.loc[found["network"] != "", "network"].nunique(),
        "Issues, of 18": len({code for codes in found["issues"] for code in codes.split("|")}),
    }
    if len(found):
        counts |= {
            "In a formal act, %": 100 * (found["formality"] == "formal").mean(),
            "From an official source, %": 100 * (found["source_kind"] == "official").mean(),
            "Announced only, %": 100 * (found["status"] == "announced").mean(),
            "From the five leading states, %": 100 * states.iloc[:5].sum() / len(found),
        }
    if len(named):
        counts["In the five leading countries, %"] = 100 * named.iloc[:5].sum() / named.sum()
    return counts


@pytest.mark.parametrize("params", SELECTIONS, ids=str)
class TestNumbers:
    def test_indicators(self, client: FlaskClient, params: Params) -> None:
        found = {row["Indicator"]: row for row in table(client, "indicators", params)}
        assert len(found) == len(INDICATORS)
        assert all(row["Definition"] for row in found.values())
        for column, period in zip(list(next(iter(found.values())))[1:3], periods_of(params), strict=True):
            expected = measured(rows_of(params), period)
            shown = {label: float(row[column]) for label, row in found.items() if row[column] != "–"}
            assert shown == pytest.approx(expected)
            assert column == f"{period[0]}–{period[-1]}"

    def test_every_tie_is_in_its_class(self, client: FlaskClient, params: Params) -> None:
        expected = ties_of(params)
        classes = {row["Class"]: row for row in table(client, "changes", params)}
        assert [int(row["Ties"]) for row in classes.values()] == [
            sum(change == name for change, _, _ in expected.values()) for name in CLASSES
        ]
        assert sum(int(row["Engagements in all"]) for row in classes.values()) == len(rows_of(params))
        for column, period in zip(
            ("Engagements " + str(name) for name in shown(params)), periods_of(params), strict=True
        ):
            assert sum(int(row[column]) for row in classes.values()) == len(in_period(rows_of(params), period))
        for name in CLASSES:
            listed = table(client, name, params)
            assert len(listed) == sum(change == name for change, _, _ in expected.values())
            assert sum(int(row["Engagements in all"]) for row in listed) == sum(
                rows for change, _, rows in expected.values() if change == name
            )

    def test_every_tie_is_in_its_state(self, client: FlaskClient, published: Published, params: Params) -> None:
        expected = Counter(state for _, state, _ in ties_of(params).values())
        assert [int(row["Ties"]) for row in table(client, "life-cycle", params)] == [expected[name] for name in STATES]
        asked = parse_address(query(params), published.catalogue)
        found = findings(published, asked.selection, compared(asked.look, published.updated))
        assert found.ties["state"].to_dict() == {tie: state for tie, (_, state, _) in ties_of(params).items()}
        assert found.ties["change"].to_dict() == {tie: change for tie, (change, _, _) in ties_of(params).items()}

    @pytest.mark.parametrize(("name", "column"), [("issues", "issue"), ("regions", "bureau"), ("states", "us_state")])
    def test_shifts(self, client: FlaskClient, params: Params, name: str, column: str) -> None:
        listed = table(client, name, params)
        for label, period in zip(shown(params), periods_of(params), strict=True):
            rows = in_period(rows_of(params), period)
            values = rows["issues"].str.split("|").explode() if name == "issues" else rows[column]
            column_of = f"Engagements {label}"
            counts = sorted(int(row[column_of]) for row in listed if row[column_of] != "0")
            assert counts == sorted(values.value_counts())
            shares = [float(row[f"Share {label}, %"]) for row in listed]
            assert sum(shares) == pytest.approx(100 * len(values) / len(rows))

    def test_years(self, client: FlaskClient, params: Params) -> None:
        rows = rows_of(params)
        found = {int(row["Year"]): row for row in table(client, "years", params)}
        assert {year: int(row["All"]) for year, row in found.items()} == rows["year"].value_counts().to_dict()
        for label, family in {"Agreements and programs": "partnership", "Meetings": "meeting"}.items():
            counts = rows.loc[rows["family"] == family, "year"].value_counts()
            assert {year: int(row[label]) for year, row in found.items() if row[label] != "0"} == counts.to_dict()


def shown(params: Params) -> list[str]:
    """The periods as they are written."""
    return [f"{period[0]}–{period[-1]}" for period in periods_of(params)]


class Shown:
    """The page as the server lays it out."""

    def __init__(self, client: FlaskClient, params: Params, search: str = "") -> None:
        self.page = Page(client, search or (f"?{query(params)}" if params else ""), "/over-time")
        self.layout = self.page.properties["page"]["children"]

    def of(self, name: str) -> str:
        return " ".join(words(part_of(self.layout, name)))

    @property
    def said(self) -> str:
        return " ".join(words(self.layout))

    def links(self, name: str) -> list[tuple[str, str]]:
        """Text and address of each link within a part."""
        found = [part["props"] for part in components(part_of(self.layout, name)) if part["type"] in ("Link", "A")]
        return [("".join(words(each["children"])), each["href"]) for each in found]


def rows_behind(href: str) -> list[str]:
    """The rows of a page in Explore, or of a tie."""
    path, params = urlsplit(href).path, parse_qs(urlsplit(href).query)
    if path.startswith("/tie/"):
        _, _, actor, other = path.split("/")
        field = "network" if other in set(engagements()["network"]) else "counterpart"
        params |= {"actor": [actor], field: [other]}
    return ids(params)


class TestPage:
    def test_a_snapshot_can_be_the_baseline(self, client: FlaskClient) -> None:
        layout = Shown(client, {"issue": ["energy"]}).layout
        [href] = [
            part["props"]["href"] for part in components(layout) if "/data/changes?" in part["props"].get("href", "")
        ]
        assert re.fullmatch(r"/data/changes\?older=\d{4}\.\d+&issue=energy", href)
        assert "Indicators of both states" in client.get(href).text

    @pytest.mark.parametrize("params", SELECTIONS, ids=str)
    def test_every_count_leads_to_as_many_rows(self, client: FlaskClient, params: Params) -> None:
        page = Shown(client, params)
        tables = ("years-table", "issues-table", "regions-table", "states-table", "new-table", "renewed-table")
        links = [link for name in tables for link in page.links(name)]
        counts = [(text, href) for text, href in links if text.replace(",", "").isdigit()]
        assert len(counts) > 40
        for text, href in counts[:: max(len(counts) // 60, 1)]:
            assert len(rows_behind(href)) == int(text.replace(",", "")), href

    @pytest.mark.parametrize("params", SELECTIONS, ids=str)
    def test_indicators_lead_to_what_they_count(self, client: FlaskClient, params: Params) -> None:
        total = {}
        listed = part_of(Shown(client, params).layout, "indicators-rows")
        for row in (part for part in components(listed) if part["type"] == "Tr"):
            hrefs = [part["props"]["href"] for part in components(row) if part["type"] in ("Link", "A")]
            label = next(iter(words(row)))
            for period, href in zip(periods_of(params), hrefs if len(hrefs) == 2 else [], strict=False):
                rows = in_period(rows_of(params), period)
                total[label] = rows
                if not href.startswith("/?"):
                    continue
                behind = len(rows_behind(href))
                if label.endswith("%") and "leading" not in label:
                    assert behind == round(measured(rows_of(params), period)[label] * len(rows) / 100)
                elif label in ("Agreements and programs", "Meetings", "Memberships"):
                    assert behind == measured(rows_of(params), period)[label]
                elif "leading" not in label:
                    assert behind == len(rows)
        assert len(total) > 8

    def test_numbers_of_ties_lead_to_their_lists(self, client: FlaskClient) -> None:
        page = Shown(client, {})
        targets = {str(part["props"].get("id")) for part in components(page.layout)}
        anchors = [link for name in ("findings", "changes-rows", "life-cycle-rows") for link in page.links(name)]
        assert len(anchors) == 17
        for text, href in anchors:
            assert href[1:] in targets, href
            name = href.removeprefix("#").removesuffix("-rows")
            assert len(table(client, name, {})) == int(text.replace(",", ""))

    @pytest.mark.parametrize("params", SELECTIONS, ids=str)
    def test_figures_are_valid(self, client: FlaskClient, params: Params) -> None:
        graphs = [part for part in components(Shown(client, params).layout) if part["type"] == "Graph"]
        assert len(graphs) == (3 if "country" in params else 4), "of one region no shift is drawn"
        for graph in graphs:
            go.Figure(graph["props"]["figure"])

    def test_warns_that_coverage_changes(self, client: FlaskClient) -> None:
        plain, early = Shown(client, {}), Shown(client, {"baseline_from": ["2010"]})
        for page in (plain, early):
            assert "Change here is partly change of coverage" in page.said
        assert "Meetings are collected from 2018 on only, and the baseline begins before" in early.said
        assert "The periods differ in length (12 and 4 years)" in early.said
        assert "differ in length" not in plain.said
        assert "2026 is not complete" in Shown(client, {"period_to": ["2026"]}).said

    @pytest.mark.parametrize(
        ("search", "said"),
        [
            ("?dormant=12", "dormant '12' is not a known dormant"),
            ("?period_from=soon", "period_from 'soon' is not a year"),
            ("?baseline_to=2024", "baseline_to '2024' is not before the comparison period"),
            ("?period_to=2031", "period_to '2031' has not come yet"),
            ("?issue=enrgy", "issue 'enrgy' is not a known issue"),
        ],
    )
    def test_says_what_it_could_not_take_and_files_refuse_it(self, client: FlaskClient, search: str, said: str) -> None:
        page = Shown(client, {}, search)
        assert said in page.said
        assert "Left out" in page.said
        assert "2018–2021" in page.of("indicators")
        with client.get(f"/over-time/indicators.csv{search}") as response:
            assert response.status_code == 400
            assert said.partition(" '")[0] in response.text

    def test_years_of_the_selection_are_left_out_and_that_is_said(self, client: FlaskClient) -> None:
        page = Shown(client, {"from": ["2024"], "state": ["TX"]})
        assert "the years of the selection are left out" in page.said
        assert table(client, "years", {"from": ["2024"], "state": ["TX"]}) == table(client, "years", {"state": ["TX"]})

    def test_a_selection_without_rows_offers_a_way_out(self, client: FlaskClient) -> None:
        page = Shown(client, {"q": ["zzzz"]})
        assert "Nothing is recorded" in page.of("empty")
        assert table(client, "indicators", {"q": ["zzzz"]}) == []

    def test_every_definition_is_one_click_away(self, client: FlaskClient) -> None:
        page = Shown(client, {})
        for name in ("indicators-rows", "changes-rows", "life-cycle-rows"):
            rows = [part for part in components(part_of(page.layout, name)) if part["type"] == "Tr"][1:]
            folded = [part for row in rows for part in components(row) if part["type"] == "Details"]
            assert len(folded) == len(rows) > 3
        sections = [part for part in components(page.layout) if part["type"] == "Section"]
        methods = [part for part in components(page.layout) if part["props"].get("className") == "how"]
        assert len(sections) == len(methods) == 5

    def test_follows_the_address(self, client: FlaskClient) -> None:
        page = Page(client, "", "/over-time")
        page.properties["url"]["search"] = "?issue=energy&period_from=2023"
        page.call(page.callback("followed-body.children"), "url.search")
        body = page.properties["followed-body"]["children"]
        assert "2020–2022" in " ".join(words(body))


class TestFiles:
    @pytest.mark.parametrize("name", SHEETS)
    def test_every_table_is_there(self, client: FlaskClient, name: str) -> None:
        assert table(client, name, {})

    def test_an_unknown_table_answers_404(self, client: FlaskClient) -> None:
        with client.get("/over-time/everything.csv") as response:
            assert response.status_code == 404

    def test_a_fall_stays_a_number(self, client: FlaskClient) -> None:
        changes = [row["Change"] for row in table(client, "indicators", {}) if row["Change"].startswith(("-", "'"))]
        assert changes
        assert all(float(change) < 0 for change in changes)


@pytest.mark.parametrize(
    ("value", "said"), [(589, "+589.0"), (-43, "−43.0"), (0, "0.0"), (-0.04, "0.0"), (1234.56, "+1,234.6")]
)
def test_changes_have_their_sign_and_none_where_there_is_none(value: float, said: str) -> None:
    assert Column("Change", 1, signed=True).text(value) == said
    assert Column("Change", 1, signed=True).text(Number(value)) == said


class TestOtherPages:
    def test_a_tie_says_its_state_and_what_that_means(self, client: FlaskClient) -> None:
        rows = rows_of({})
        for state, (tie, _) in first_of_each(rows).items():
            layout = Page(client, "", f"/tie/{tie}").properties["page"]["children"]
            told = next(part for part in components(layout) if part["props"].get("className") == "life-cycle")
            said = list(words(told))
            assert said[0].startswith(f"{state.capitalize()}: ")
            assert any(text.startswith(f"{state.capitalize()}: ") for text in said[1:])
            assert "last read on November 22, 2026" in " ".join(said)

    @pytest.mark.parametrize(
        ("path", "params"), [("/state/WY", {"state": ["WY"]}), ("/network/c40-cities", {"network": ["c40-cities"]})]
    )
    def test_subjects_say_how_alive_their_ties_are(self, client: FlaskClient, path: str, params: Params) -> None:
        layout = Page(client, "?issue=energy", path).properties["page"]["children"]
        told = next(part for part in components(layout) if part["props"].get("className") == "life-cycle")
        states = Counter(state for _, state, _ in ties_of(params).values())
        said = " ".join(words(told))
        assert said.startswith(f"{sum(states.values()):,} tie")
        for state, count in states.items():
            assert f"{count:,} {state}" in said

    @pytest.mark.parametrize("path", ["/networks", "/disparities", "/data", "/"])
    def test_others_lead_here(self, client: FlaskClient, path: str) -> None:
        page = Page(client, "?issue=energy&from=2020", path)
        links = {
            part["props"]["href"] for part in components(page.properties["page"]["children"]) if part["type"] == "Link"
        }
        assert ("/over-time" if path == "/data" else "/over-time?issue=energy") in links


def first_of_each(rows: pd.DataFrame) -> Mapping[str, tuple[str, int]]:
    """State → a tie in it, with its number of rows."""
    found: dict[str, tuple[str, int]] = {}
    for tie, (_, state, count) in ties_of({}).items():
        found.setdefault(state, (tie, count))
    assert set(found) == set(STATES)
    return found


def planted(folder: Path, **changes: str) -> Published:
    """The real table with one more row for a tie of Austin and Adelaide, or, with another counterpart, a new tie."""
    table = read(REAL)
    template = table[(table["us_actor"] == "City of Austin") & (table["counterpart"] == "Adelaide")].iloc[:1]
    path = folder / "planted.csv"
    pd.concat([table, template.assign(id="P1", **changes)]).to_csv(path, index=False)
    return publish(replace(Settings(), table=path))


@pytest.mark.parametrize(
    ("changes", "tie", "expected"),
    [
        ({"counterpart": "Perth", "counterpart_city": "Perth", "start_date": "2024-05"}, "perth-aus", "new"),
        ({"counterpart": "Perth", "counterpart_city": "Perth", "start_date": "2014"}, "perth-aus", "outside"),
        ({"start_date": "2024-05"}, "adelaide-aus", "renewed"),
        (
            {"counterpart": "Perth", "start_date": "2014", "end_date": "2023", "status": "ended"},
            "perth-aus",
            "ended-in-period",
        ),
    ],
)
def test_a_planted_row_changes_its_tie_and_no_other(
    tmp_path: Path, published: Published, changes: dict[str, str], tie: str, expected: str
) -> None:
    asked = compared(parse_address("", published.catalogue).look, published.updated)
    before = findings(published, Selection(), asked).ties["change"]
    after = findings(planted(tmp_path, **changes), Selection(), asked).ties["change"]
    changed = {name for name in after.index if name not in before.index or after[name] != before[name]}
    assert changed == {f"austin-tx/{tie}"}
    assert after[f"austin-tx/{tie}"] == expected


def test_every_engine_says_the_same(on_engine: Published, published: Published) -> None:
    selection = parse_address("?bureau=AF", published.catalogue).selection
    assert life_cycles(on_engine, selection).equals(life_cycles(published, selection))
