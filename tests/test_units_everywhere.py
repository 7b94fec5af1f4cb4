"""The pages of networks, coverage, change over time and opportunities count in the unit that the address asks for.

Every number that follows the switch leads to rows that hold as many of the unit, counted from the CSV by the oracle;
and every link of every page takes the unit along.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import networkx as nx
import pytest
from flask.testing import FlaskClient
from oracle import Params, query, selected
from test_draw import Page, _text
from test_pages import Shown
from test_units import OTHERS, by_issue, by_value, measured
from walking import components

from dashboard.callbacks import PATHS
from dashboard.carrying import VIEWED, carried, is_viewed, travelling
from dashboard.pages.links import KEEPS_OWN, keeping
from dashboard.selection import Look
from dashboard.units import ENGAGEMENTS, UNITS, Unit

PAGES = ("/networks", "/data/coverage", "/over-time")

SELECTIONS: tuple[dict[str, list[str]], ...] = (
    {},
    {"issue": ["climate_environment", "health"], "bureau": ["EUR", "IO"], "nodes": ["actor-country"]},
)

WHOLE_SHEETS = ("tracks", "years", "dates")
"""Tables of which every number follows."""

CHECKED = 4
"""Rows at either end of a table."""

ASKED = ("?place=austin-tx&country=JPN", "?place=chicago-il&issue=trade_investment&region=any", "?country=DEU")


def tables(shown: Shown) -> Iterator[tuple[str, list[str], list[list[Any]]]]:
    """Name, heads and rows (cells as components) of each table of a page."""
    for each in shown.with_class("sheet"):
        [table] = [part for part in components(each) if part["type"] == "Table"]
        _, head, body = table["props"]["children"]
        heads = [_text(cell) for cell in head["props"]["children"]["props"]["children"]]
        rows = [row["props"]["children"] for row in body["props"]["children"]]
        yield each["props"]["id"].removesuffix("-table"), heads, rows


def follows(name: str, head: str, label: str, unit: Unit) -> bool:
    """Whether a number counts the unit, by what stands beside it."""
    if name == "indicators":
        return unit.many in label.lower() and not re.search("%|per year|^New", label)
    return name in WHOLE_SHEETS or unit.many in head.lower()


def led_to(cell: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(_text(each), each["props"]["href"]) for each in components(cell) if each["type"] == "Link"]


def in_rows(href: str, unit: Unit) -> str:
    """What the rows of an address hold of the unit, in print."""
    address = urlsplit(href)
    assert address.path == "/", href
    params = parse_qs(address.query)
    assert params.pop("unit") == [unit.code], href
    return unit.number(measured(selected(params), unit.code, params))


@pytest.mark.parametrize("unit", OTHERS, ids=lambda unit: unit.code)
@pytest.mark.parametrize("params", SELECTIONS, ids=query)
class TestTables:
    @pytest.mark.parametrize("path", PAGES)
    def test_every_number_leads_to_as_many(self, client: FlaskClient, path: str, params: Params, unit: Unit) -> None:
        shown = Shown(client, path, f"?{query({**params, 'unit': [unit.code], 'without': ['official']})}")
        checked: dict[str, int] = {}
        for name, heads, rows in tables(shown):
            for row in [*rows[:CHECKED], *rows[-CHECKED:]]:
                for head, cell in list(zip(heads, row, strict=True))[1:]:
                    if follows(name, head, _text(row[0]), unit):
                        for text, href in led_to(cell):
                            if href.startswith("/?"):
                                assert in_rows(href, unit) == text, (name, head, href)
                                checked[name] = checked.get(name, 0) + 1
        expected = {
            "/networks": {"us-side", "other-side", "flows"},
            "/data/coverage": {"states", "countries", "tracks", "kinds", "dates", "left-out", "ranks"},
            "/over-time": {"indicators", "years", "issues", "regions", "states"},
        }
        assert checked.keys() >= expected[path]
        sentence = shown.page.text("summary")
        rows = selected({name: values for name, values in params.items() if name != "nodes"})
        assert f" engagements, {unit.counted(measured(rows, unit.code, params))}" in sentence

    def test_groups_of_cities_count_each_thing_once(self, client: FlaskClient, params: Params, unit: Unit) -> None:
        narrow = {**params, "country": ["JPN", "DEU"], "unit": [unit.code]}
        shown = Shown(client, "/data/coverage", f"?{query(narrow)}")
        [rows] = [rows for name, _, rows in tables(shown) if name == "city-groups"]
        checked = [led_to(row[4]) for row in rows if led_to(row[4])]
        assert len(checked) > 4
        assert all(in_rows(href, unit) == text for [(text, href)] in checked)

    def test_strength_counts_each_thing_once(self, client: FlaskClient, params: Params, unit: Unit) -> None:
        rows = selected({name: values for name, values in params.items() if name != "nodes"})
        found = file(client, f"/networks/us-side.csv?{query({**params, 'unit': [unit.code]})}")
        strengths = sorted(float(each[f"Strength ({unit.many})"]) for each in found)
        assert strengths == pytest.approx(sorted(by_value(rows, "actor", unit.code, params).values()))

    def test_the_graph_is_weighted_in_it(self, client: FlaskClient, params: Params, unit: Unit) -> None:
        with client.get(f"/network.graphml?{query({**params, 'unit': [unit.code]})}") as response:
            graph = nx.parse_graphml(response.get_data(as_text=True))
        rows = selected({name: values for name, values in params.items() if name != "nodes"})
        other = "counterpart_country" if "nodes" in params else "counterpart_slug"
        field = "country" if "nodes" in params else "counterpart"
        pairs = by_value(rows, ["actor", other], unit.code, params)
        weights = {
            (left.split(":", 1)[1], right.split(":", 1)[1]): weight
            for left, right, weight in graph.edges(data="weight")
            if right.startswith(f"{field}:")
        }
        assert weights == pytest.approx(pairs)
        assert graph.graph["weights"] == unit.many

    def test_indicators(self, client: FlaskClient, params: Params, unit: Unit) -> None:
        rows = selected({name: values for name, values in params.items() if name != "nodes"})
        within = rows[rows["year"].between(2022, 2025)]
        found = {each["Indicator"]: each["2022–2025"] for each in file(client, over_time(params, unit, "indicators"))}
        whole = measured(within, unit.code, params)
        official = measured(within[within["source_kind"] == "official"], unit.code, params)
        meetings = measured(within[within["family"] == "meeting"], unit.code, params)
        assert float(next(iter(found.values()))) == pytest.approx(whole)
        assert float(found[f"Meetings: {unit.many}"]) == pytest.approx(meetings)
        assert float(found[f"From an official source, % of {unit.many}"]) == pytest.approx(100 * official / whole)
        states = by_value(within, "us_state", unit.code, params)
        leading = sorted(states, key=lambda code: (-states[code], code))[:5]
        of_them = measured(within[within["us_state"].isin(leading)], unit.code, params)
        label = f"From the five leading states, % of {unit.many}"
        assert float(found[label]) == pytest.approx(100 * of_them / whole)

    def test_classes_hold_what_their_ties_hold(self, client: FlaskClient, params: Params, unit: Unit) -> None:
        """New ties by the oracle: dated, none before the period, no undated engagement."""
        rows = selected({name: values for name, values in params.items() if name != "nodes"})
        tie = rows["actor"] + "/" + rows["counterpart_slug"] + rows["network"]
        first = rows.groupby(tie)["year"].agg(["min", "size", "count"])
        new = first.index[first["min"].between(2022, 2025) & (first["size"] == first["count"])]
        [told] = [each for each in file(client, over_time(params, unit, "changes")) if each["Class"] == "New"]
        assert int(told["Ties"]) == len(new)
        title = f"{unit.many[:1].upper()}{unit.many[1:]} in all"
        assert float(told[title]) == pytest.approx(measured(rows[tie.isin(new)], unit.code, params))

    def test_shares_of_issues(self, client: FlaskClient, params: Params, unit: Unit) -> None:
        rows = selected({name: values for name, values in params.items() if name != "nodes"})
        found = file(client, over_time(params, unit, "issues"))
        title = f"{unit.many[:1].upper()}{unit.many[1:]} 2022–2025"
        counts = sorted(float(each[title]) for each in found if float(each[title]))
        expected = by_issue(rows[rows["year"].between(2022, 2025)], unit.code)
        assert counts == pytest.approx(sorted(count for count in expected.values() if count))
        if unit.code == "fractional":
            assert sum(float(each["Share 2022–2025, %"]) for each in found) == pytest.approx(100)

    def test_what_is_left_without_a_part(self, client: FlaskClient, params: Params, unit: Unit) -> None:
        search = query({**params, "unit": [unit.code], "without": ["official"]})
        found = file(client, f"/data/coverage/ranks.csv?{search}")
        rows = selected({name: values for name, values in params.items() if name != "nodes"})
        title = f"{unit.many[:1].upper()}{unit.many[1:]}"
        for column, kept in (("all rows", rows), ("without", rows[rows["source_kind"] != "official"])):
            named = f"{title}, all rows" if column == "all rows" else f"{title} without"
            counts = sorted(float(each[named]) for each in found if float(each[named]))
            assert counts == pytest.approx(sorted(by_value(kept, "us_state", unit.code, params).values()))


def over_time(params: Params, unit: Unit, table: str) -> str:
    kept = {name: values for name, values in params.items() if name != "nodes"}
    return f"/over-time/{table}.csv?{query({**kept, 'unit': [unit.code]})}"


def file(client: FlaskClient, path: str) -> list[dict[str, str]]:
    with client.get(path) as response:
        assert response.status_code == 200, response.text
        return list(csv.DictReader(io.StringIO(response.text)))


@pytest.mark.parametrize("unit", UNITS.values(), ids=lambda unit: unit.code)
class TestOpportunities:
    @pytest.mark.parametrize("search", ASKED)
    def test_every_number_names_it_and_leads_to_as_many(self, client: FlaskClient, search: str, unit: Unit) -> None:
        shown = Shown(client, "/opportunities", f"{search}&unit={unit.code}")
        links = [(_text(each), each["props"]["href"]) for each in shown.with_class("rows")]
        assert len(links) > 3
        for text, href in links[:20]:
            params = parse_qs(urlsplit(href).query)
            assert params.pop("unit", ["engagements"]) == [unit.code]
            assert text == unit.counted(measured(selected(params), unit.code, params)), href

    def test_the_contact_sheet_counts_it(self, client: FlaskClient, unit: Unit) -> None:
        plain = file(client, "/opportunities.csv?country=JPN&since=2018")
        counted = file(client, f"/opportunities.csv?country=JPN&since=2018&unit={unit.code}")
        column = unit.many.replace(" ", "_")
        assert [row["actor"] for row in counted] == [row["actor"] for row in plain]
        pairs = [(float(mine[column]), int(each["engagements"])) for mine, each in zip(counted, plain, strict=True)]
        assert pairs
        assert all(0 < mine <= every for mine, every in pairs)

    def test_a_form_and_a_chip_keep_it(self, client: FlaskClient, unit: Unit) -> None:
        shown = Shown(client, "/opportunities", f"?place=austin-tx&unit={unit.code}")
        hidden = [each["props"]["value"] for each in shown.of_type("Input") if each["props"].get("type") == "hidden"]
        assert hidden == ([] if unit == ENGAGEMENTS else [unit.code])
        assert shown.with_class("chip")[0]["props"]["href"].endswith(unit_of(unit))


def unit_of(unit: Unit) -> str:
    return "/opportunities" if unit == ENGAGEMENTS else f"?unit={unit.code}"


def test_another_unit_is_refused_by_the_contact_sheet(client: FlaskClient) -> None:
    with client.get("/opportunities.csv?unit=tie") as response:
        assert response.status_code == 400
        assert all(word in response.text for word in ("unit", "'tie'", *UNITS))


class TestOwnNouns:
    @pytest.mark.parametrize("table", ["networks/overlaps", "networks/shared-partners", "over-time/life-cycle"])
    def test_what_counts_itself_stays(self, client: FlaskClient, table: str) -> None:
        columns = {"Ties", "Members of both", "Partners shared", "Newman weight"}
        seen = {
            unit.code: [
                {name: value for name, value in row.items() if name in columns}
                for row in file(client, f"/{table}.csv?issue=energy&unit={unit.code}")
            ]
            for unit in UNITS.values()
        }
        assert all(rows == seen["engagements"] and rows[0] for rows in seen.values())

    @pytest.mark.parametrize("path", [*PAGES, "/opportunities"])
    def test_the_page_says_what_follows_the_switch(self, client: FlaskClient, path: str) -> None:
        [switch] = Shown(client, path).with_class("unit-switch")
        assert "count this" in _text(switch)
        assert all(unit.definition in _text(switch) for unit in UNITS.values())


ADDRESSES = (
    *("/", "/state/TX", "/place/austin-tx", "/country/JPN", "/network/c40-cities", "/tie/austin-tx/adelaide-aus"),
    *("/networks", "/opportunities", "/disparities", "/data/coverage", "/over-time", "/data", "/about"),
)


def own_addresses(layout: Any) -> set[int]:
    """Links inside what says itself what its links keep."""
    switches = [each for each in components(layout) if KEEPS_OWN in str(each["props"].get("className", ""))]
    return {id(each["props"]) for switch in switches for each in components(switch)}


class TestLinks:
    @pytest.mark.parametrize("path", [*ADDRESSES, "/compare?state=OH&state=TX", "/engagement/E00001", "/compare"])
    def test_every_link_to_a_page_of_rows_keeps_it(self, client: FlaskClient, path: str) -> None:
        pathname, _, search = path.partition("?")
        shown = Shown(client, pathname, f"?{search}&unit=ties" if search else "?unit=ties")
        own = own_addresses(shown.layout)
        links = [each["props"] for each in shown.of_type("Link", "A") if id(each["props"]) not in own]
        led = [each["href"] for each in links if is_viewed(urlsplit(each["href"]).path)]
        assert led
        assert [href for href in led if parse_qs(urlsplit(href).query).get("unit") != ["ties"]] == []
        plain = Shown(client, pathname, f"?{search}" if search else "")
        own = own_addresses(plain.layout)
        links = [each["props"] for each in plain.of_type("Link", "A") if id(each["props"]) not in own]
        assert not any("unit=" in each["href"] for each in links)

    def test_a_drawn_answer_keeps_it(self, client: FlaskClient) -> None:
        page = Page(client, "", "/")
        page.go("?state=TX&actor=austin-tx&unit=ties")
        words = page.properties["words"]["children"]
        links = [each["props"]["href"] for part in words for each in components(part) if each["type"] == "Link"]
        assert "/place/austin-tx?unit=ties" in links
        assert all("unit=ties" in link for link in links)
        assert page.properties["paint"]["data"]["links"] == {
            "to-over-time": "/over-time?state=TX&actor=austin-tx&unit=ties"
        }

    def test_rows_of_the_table_keep_it(self, client: FlaskClient) -> None:
        with client.get("/rows?length=1&unit=ties") as response:
            [row] = response.json["rows"]
        assert row["actor_page"].endswith("?unit=ties")
        assert row["other_page"].endswith("?unit=ties")

    @pytest.mark.parametrize(
        ("href", "expected"),
        [
            ("/", "/?unit=ties"),
            ("/?state=TX&per=capita", "/?state=TX&unit=ties&per=capita"),
            ("/?state=TX&sort=title", "/?state=TX&sort=title&unit=ties"),
            ("/?unit=fractional", "/?unit=fractional"),
            ("/tie/austin-tx/adelaide-aus?from=2019", "/tie/austin-tx/adelaide-aus?from=2019&unit=ties"),
            ("/data#scope", "/data?unit=ties#scope"),
            *((same, same) for same in ("/submit", "/engagements.csv", "/networks/flows.csv", "/data/changes")),
            *((same, same) for same in ("#rows", "https://example.org/", "/assets/page.js", "/state/TX/brief.pdf")),
        ],
    )
    def test_addresses(self, href: str, expected: str) -> None:
        assert carried(href, travelling(Look(unit="ties", per="capita"))) == expected
        assert carried(href, ()) == href

    def test_every_page_takes_it(self) -> None:
        assert set(PATHS) == VIEWED

    def test_without_a_unit_a_page_is_left_as_it_is(self) -> None:
        from dash import dcc

        assert keeping(dcc.Link("x", href="/"), Look()).href == "/"
