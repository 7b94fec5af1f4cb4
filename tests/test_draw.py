"""What a click brings to the screen: one answer with all views, in which the numbers are those of the oracle.

Callbacks are called through the endpoint that the browser calls, with payloads made from the declared dependencies.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from oracle import ODDITIES, OTHER_SIDE, Params, engagements, ids, query, selected, selections

VIEWS = ("state-map", "world-map", "network", "matrix", "issue-bars", "type-bars", "timeline")
MAPS = ("state-map", "world-map")

SELECTIONS: tuple[dict[str, list[str]], ...] = (
    {},
    {"state": ["TX"]},
    {"state": ["TX"], "issue": ["energy"], "from": ["2019"], "to": ["2024"]},
    {"state": ["DC", "PR"], "undated": ["exclude"]},
    {"country": ["JPN"]},
    {"country": ["KEN"], "network": ["c40-cities"]},
    {"network": ["c40-cities"], "ties": ["actor-network"]},
    {"bureau": ["IO"], "matrix": ["issue-bureau"]},
    {"bureau": ["AF"], "level": ["city", "county"], "ties": ["actor-country"]},
    {"type": ["sister_agreement", "memorandum"], "to": ["1999"]},
    {"q": ["climate"], "from": ["2020"], "undated": ["include"]},
    {"actor": ["austin-tx"], "ties": ["state-network"]},
    {"country": ["SGP", "XKX", "TWN"], "dots": ["1"]},
    {"state": ["VI"], "country": ["UKR"]},
    {"arcs": ["1"]},
    {"state": ["CA"], "level": ["city"], "arcs": ["1"], "dots": ["1"]},
    {"bureau": ["IO"], "arcs": ["1"]},
)


class Page:
    """A page as the browser holds it: the properties of every component, changed by answers of the server."""

    def __init__(self, client: FlaskClient, search: str = "", path: str = "/") -> None:
        self.client = client
        self.properties: dict[str, dict[str, Any]] = {}
        self.dependencies = self._get("/_dash-dependencies")
        self._take(self._get("/_dash-layout"))
        self.properties["url"] |= {"pathname": path, "search": search}
        self.call(self.callback("page.children"), "url.pathname")

    def go(self, search: str) -> dict[str, Any]:
        """Follow a link to another selection; the answer that the browser draws, {} where it asks for none."""
        self.properties["url"]["search"] = search
        if self.properties["canonical"]["data"]["asked"] == search:
            return {}
        return self._draw("parts")

    def switch_theme(self, theme: str) -> dict[str, Any]:
        self.properties["theme"]["data"] = theme
        return self._draw("whole")

    def _draw(self, extent: str) -> dict[str, Any]:
        at = self.properties["url"]
        answer: dict[str, Any] = self._get(
            f"/drawings/{self.properties['theme']['data']}/{extent}{at['pathname']}{at['search']}"
        )
        shown = {"paint": "data", "words": "children", "rest": "children", "canonical": "data"}
        for identifier, name in shown.items():
            self.properties[identifier][name] = answer[identifier]
            self._take(answer[identifier])
        for view, drawing in answer["drawings"].items():
            graph = self.properties[_spelled({"view": view})]
            graph["figure"] = _drawn(graph["figure"], drawing)
        return answer

    def callback(self, output: str) -> dict[str, Any]:
        """The one callback of the server that has this output."""
        [found] = [each for each in self.dependencies if output in _parts(each["output"])]
        assert found["clientside_function"] is None
        return found

    def figure(self, view: str) -> dict[str, Any]:
        return self.properties[_spelled({"view": view})]["figure"]

    def note(self, view: str) -> str:
        return self.properties["paint"]["data"]["notes"][view]

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """Field → value → the count that is painted beside the filter option."""
        return self.properties["paint"]["data"]["counts"]

    @property
    def exports(self) -> list[list[str]]:
        """Text and address of each entry of the export menu."""
        return self.properties["paint"]["data"]["exports"]

    def text(self, identifier: str) -> str:
        return _text(self.properties[identifier]["children"])

    def call(self, dependency: Mapping[str, Any], changed: str) -> dict[str, Any]:
        outputs = [self._resolved(*part.rsplit(".", 1), value=False) for part in _parts(dependency["output"])]
        payload = {
            "output": dependency["output"],
            "outputs": outputs,
            "inputs": [self._resolved(each["id"], each["property"]) for each in dependency["inputs"]],
            "state": [self._resolved(each["id"], each["property"]) for each in dependency["state"]],
            "changedPropIds": [changed],
        }
        with self.client.post("/_dash-update-component", json=payload) as response:
            assert response.status_code in (200, 204), response.text
            answer = response.json["response"] if response.status_code == 200 else {}
        for identifier, properties in answer.items():
            for name, value in properties.items():
                self.properties[identifier][name] = value
                self._take(value)
        return answer

    def _get(self, path: str) -> Any:
        with self.client.get(path) as response:
            return response.json

    def _take(self, part: Any) -> None:
        """Note the properties of every component in a part of a layout."""
        if isinstance(part, list):
            for each in part:
                self._take(each)
        elif isinstance(part, dict) and {"props", "type", "namespace"} <= part.keys():
            if "id" in part["props"]:
                self.properties[_spelled(part["props"]["id"])] = part["props"]
            for value in part["props"].values():
                self._take(value)

    def _resolved(self, identifier: str, name: str, value: bool = True) -> Any:
        if "ALL" not in identifier:
            return self._named(identifier, name, value)
        [key] = json.loads(identifier)
        members = [each for each in self.properties if each.startswith(f'{{"{key}":')]
        return [self._named(each, name, value) for each in members]

    def _named(self, identifier: str, name: str, value: bool) -> dict[str, Any]:
        parsed = json.loads(identifier) if identifier.startswith("{") else identifier
        named = {"id": parsed, "property": name}
        return {**named, "value": self.properties[identifier].get(name)} if value else named


def _parts(output: str) -> list[str]:
    return output.removeprefix("..").removesuffix("..").split("...")


def _spelled(identifier: Any) -> str:
    return identifier if isinstance(identifier, str) else json.dumps(identifier, separators=(",", ":"))


def _text(part: Any) -> str:
    if isinstance(part, list):
        return " ".join(map(_text, part))
    return _text(part["props"].get("children", "")) if isinstance(part, dict) else str(part or "")


def is_whole(drawing: Any) -> bool:
    return isinstance(drawing, dict)


def _drawn(before: Any, drawing: Any) -> Any:
    """The figure on screen after a drawing, as the page applies it: whole, or the parts named by their paths."""
    if is_whole(drawing):
        return drawing
    after = json.loads(json.dumps(before))
    for path, value in drawing:
        place = after
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
    return after


def without_nulls(part: Any) -> Any:
    """A part of a figure; null and absent mean the same to Plotly."""
    if isinstance(part, dict):
        return {name: without_nulls(value) for name, value in part.items() if value is not None}
    return [without_nulls(value) for value in part] if isinstance(part, list) else part


def numbers(figure: Mapping[str, Any]) -> dict[str, int]:
    """What a click would pick → the engagements that the hover text names; the same wherever it is drawn twice."""
    found: dict[str, set[int]] = {}
    for clause, text in _hovers(figure):
        number = re.search(r"<br>([\d,]+) engagements?(<br>|$)", text)
        assert number, text
        found.setdefault(clause, set()).add(int(number[1].replace(",", "")))
    assert [clause for clause, counts in found.items() if len(counts) > 1] == []
    return {clause: min(counts) for clause, counts in found.items() if counts != {0}}


def _hovers(figure: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for trace in figure["data"]:
        texts = trace.get("hovertext") or trace.get("text") or []
        yield from zip(_flat(trace.get("customdata") or []), _flat(texts), strict=False)


def _flat(values: list[Any]) -> list[Any]:
    return [cell for row in values for cell in row] if values and isinstance(values[0], list) else values


def by_year(figure: Mapping[str, Any]) -> dict[tuple[int, str], int]:
    """(Year, family) → the height of its bar; the years that share the first bar count as the last of them."""
    before = first_bar(figure)
    bars = [trace for trace in figure["data"] if trace["type"] == "bar"]
    return {
        (year if before is None or year == int(year) else before, trace["name"]): count
        for trace in bars
        for year, count in zip(trace["x"], trace["y"], strict=True)
        if count
    }


def first_bar(figure: Mapping[str, Any]) -> int | None:
    """The last of the years that share the first bar, None where none do."""
    shared = [clause for trace in figure["data"] for clause in trace.get("customdata", []) if clause]
    return next((int(clause.removeprefix("to=")) for clause in shared if clause.startswith("to=")), None)


def without(params: Params, *names: str) -> dict[str, list[str]]:
    return {name: list(values) for name, values in params.items() if name not in names}


def clauses(field: str, values: Any) -> dict[str, int]:
    return {f"{field}={value}": count for value, count in Counter(values).items() if value != ""}


@pytest.fixture(scope="module")
def page(client: FlaskClient) -> Page:
    return Page(client)


@pytest.mark.parametrize("params", SELECTIONS, ids=query)
class TestNumbersOfEveryView:
    @pytest.fixture(autouse=True)
    def _shown(self, page: Page, params: Params) -> None:
        page.go(f"?{query(params)}" if params else "")

    def test_maps(self, page: Page, params: Params) -> None:
        dots = bool(params.get("dots"))
        state_map = numbers(page.figure("state-map"))
        states = selected(without(params, "state"))
        assert {clause: count for clause, count in state_map.items() if clause.startswith("state=")} == clauses(
            "state", states["us_state"]
        )
        world_map = numbers(page.figure("world-map"))
        others = selected(without(params, "country", "counterpart", "network"))
        assert {clause: count for clause, count in world_map.items() if clause.startswith("country=")} == clauses(
            "country", others["counterpart_country"]
        )
        assert any(clause.startswith("actor=") for clause in state_map) == (dots and len(states) > 0)
        actors = clauses("actor", states["actor"])
        assert {clause: actors[clause] for clause in state_map if clause.startswith("actor=")} == {
            clause: count for clause, count in state_map.items() if clause.startswith("actor=")
        }

    def test_issues_and_types(self, page: Page, params: Params) -> None:
        issues = selected(without(params, "issue"))["issues"].str.split("|").explode()
        assert numbers(page.figure("issue-bars")) == clauses("issue", issues.dropna())
        types = selected(without(params, "type"))["engagement_type"]
        assert numbers(page.figure("type-bars")) == clauses("type", types)

    def test_timeline(self, page: Page, params: Params) -> None:
        rows = selected(without(params, "from", "to", "undated"))
        dated = rows[rows["start_date"] != ""]
        labels = {"partnership": "Partnerships", "meeting": "Meetings", "network": "Networks"}
        figure = page.figure("timeline")
        before = first_bar(figure)
        years = dated["year"].astype(int)
        years = years.clip(lower=before or 0)
        expected = Counter(zip(years, dated["family"].map(labels), strict=True))
        assert by_year(figure) == expected
        shown = Counter(f"to={year}" if year == before else f"from={year}&to={year}" for year in years)
        assert numbers(figure) == shown
        if before:
            older = years[years == before]
            assert f"The first bar holds the {len(older):,} from " in page.note("timeline")
            assert f" to {before}." in page.note("timeline")
        undated = len(rows) - len(dated)
        assert (f"{undated:,} engagement" in page.note("timeline")) == (undated > 0)

    def test_network_and_matrix_show_the_selection_itself(self, page: Page, params: Params) -> None:
        rows = selected(params)
        ties = next(iter(params.get("ties", ["state-country"])))
        left, right = ties.split("-")
        columns = {"state": "us_state", "actor": "actor", "country": "counterpart_country", "network": "network"}
        ends = rows[rows[columns[right]] != ""]
        pairs = zip(ends[columns[left]], ends[columns[right]], strict=True)
        edges = Counter(f"{left}={source}&{right}={target}" for source, target in pairs)
        drawn = {clause: count for clause, count in numbers(page.figure("network")).items() if "&" in clause}
        assert drawn == {clause: edges[clause] for clause in drawn}
        assert bool(drawn) == bool(edges)
        if len(drawn) < len(edges):
            assert f"{len(edges) - len(drawn):,}" in page.note("network")
        if params.get("matrix") == ["issue-bureau"]:
            exploded = rows.assign(issue=rows["issues"].str.split("|")).explode("issue")
            pairs = zip(exploded["issue"], exploded["bureau"], strict=True)
            matrix = numbers(page.figure("matrix"))
            assert {clause: count for clause, count in matrix.items() if "&" in clause} == Counter(
                f"issue={issue}&bureau={bureau}" for issue, bureau in pairs
            )
            names = {clause: count for clause, count in matrix.items() if "&" not in clause}
            assert names == clauses("issue", exploded["issue"]) | clauses("bureau", rows["bureau"])
        else:
            left = "actor" if len(params.get("state", [])) == 1 else "state"
            one_country = [name for name in OTHER_SIDE for _ in params.get(name, [])] == ["country"]
            right = "counterpart" if one_country else "country"
            ends = rows[rows["counterpart_country"] != ""]
            pairs = zip(ends[columns[left]], ends[{"counterpart": "counterpart_slug", **columns}[right]], strict=True)
            cells = Counter(f"{left}={actor}&{right}={counterpart}" for actor, counterpart in pairs)
            matrix = numbers(page.figure("matrix"))
            names = clauses(left, ends[columns[left]]) | clauses(
                right, ends[{"counterpart": "counterpart_slug", **columns}[right]]
            )
            assert matrix == {clause: (cells if "&" in clause else names)[clause] for clause in matrix}
            assert sum(matrix.values()) > 0 or not cells

    def test_connections_show_the_selection_itself(self, page: Page, params: Params) -> None:
        rows = selected(params)
        tied = rows[rows["counterpart_slug"] != ""]
        ties = Counter("/tie/" + tied["actor"] + "/" + tied["counterpart_slug"])
        drawn = {page: count for page, count in numbers(page.figure("world-map")).items() if page.startswith("/")}
        assert drawn == {page: ties[page] for page in drawn}
        assert bool(drawn) == bool(ties and "arcs" in params)
        assert ("Connections: " in page.note("world-map")) == ("arcs" in params)
        if drawn:
            strongest, of_all = re.search(
                r"Connections: (?:the strongest ([\d,]+) of )?([\d,]+) tie", page.note("world-map")
            ).groups()
            missing = re.search(r"([\d,]+) ties? with a city of unknown coordinates", page.note("world-map"))
            assert len(drawn) == int((strongest or of_all).replace(",", ""))
            assert int(of_all.replace(",", "")) + int(missing[1] if missing else 0) == len(ties)

    def test_sentence_filters_and_export_menu(self, page: Page, params: Params) -> None:
        rows = selected(params)
        assert page.text("summary").startswith(f"{len(rows):,} of 3,785 engagements")
        assert page.exports[0][0].startswith(f"CSV: {len(rows):,} engagement")
        levels = selected(without(params, "level"))["us_level"]
        assert page.counts["level"] == Counter(levels)
        assert bool(page.properties["empty"]["children"]) == (len(rows) == 0)

    def test_is_the_same_as_a_page_opened_at_that_address(
        self, page: Page, params: Params, client: FlaskClient
    ) -> None:
        anew = Page(client, page.properties["url"]["search"])
        for view in VIEWS:
            assert without_nulls(page.figure(view)) == without_nulls(anew.figure(view)), view
        for identifier in ("summary", "chips", "notices"):
            assert page.text(identifier) == anew.text(identifier)
        painted, painted_anew = (each.properties["paint"]["data"] for each in (page, anew))
        assert {**painted, "drawings": None} == {**painted_anew, "drawings": None}

    def test_figures_are_what_plotly_takes(self, page: Page, params: Params) -> None:
        for view in VIEWS:
            go.Figure(page.figure(view))


class TestTotals:
    """One number wherever it stands: sentence, export, table, and every chart that has no clause of its own."""

    @settings(max_examples=12)
    @given(params=selections())
    def test_agree(self, page: Page, client: FlaskClient, params: Params) -> None:
        page.go(f"?{query(params)}")
        rows = len(ids(params))
        assert page.text("summary").startswith(f"{rows:,} of 3,785 engagements")
        with client.get(f"/engagements.csv?{query(params)}") as response:
            assert len(list(csv.DictReader(io.StringIO(response.text, newline="")))) == rows
        with client.get(f"/rows?{query(params)}&length=1") as response:
            assert response.json["count"] == rows
        bureaus = page.counts["bureau"]
        if "type" not in params:
            assert sum(numbers(page.figure("type-bars")).values()) == rows
        if "state" not in params:
            assert sum(numbers(page.figure("state-map")).values()) == rows
        if "bureau" not in params:
            assert sum(bureaus.values()) == rows
            if not {"country", "counterpart", "network"} & params.keys():
                on_map = sum(numbers(page.figure("world-map")).values())
                assert on_map + bureaus.get("IO", 0) == rows
        if not {"from", "to", "undated"} & params.keys():
            undated = int((selected(params)["start_date"] == "").sum())
            assert sum(by_year(page.figure("timeline")).values()) + undated == rows


class TestOneAnswer:
    def test_one_callback_draws_all_views(self, page: Page) -> None:
        """One for pages of views, one for pages of text and tables; never a callback a view."""
        asking = [
            each
            for each in page.dependencies
            if {"id": "url", "property": "search"} in each["inputs"] and "nav-" not in each["output"]
        ]
        drawn = {_parts(each["output"])[0]: each["clientside_function"] for each in asking}
        follow = {"namespace": "drawing", "function_name": "follow"}
        assert drawn == {"paint.data": follow, "followed-body.children": None}
        assert not any(".figure" in each["output"] for each in page.dependencies)

    @pytest.mark.parametrize(
        ("address", "said"),
        [
            ("/drawings/pink/parts/", "Themes: light, dark; then parts or whole."),
            ("/drawings/light/half/?state=TX", "Themes: light, dark; then parts or whole."),
            ("/drawings/light/parts/about", "The page /about has no views."),
            ("/drawings/light/parts/state/ZZ", "The page /state/ZZ has no views."),
        ],
    )
    def test_where_there_are_no_views_a_sentence_says_so(self, client: FlaskClient, address: str, said: str) -> None:
        with client.get(address) as answer:
            assert (answer.status_code, said in answer.text) == (404, True)

    def test_one_answer_holds_all_views(self, page: Page) -> None:
        page.go("?state=OH")
        assert set(page.go("?state=UT")["drawings"]) == set(VIEWS)

    def test_each_property_has_one_writer(self, page: Page) -> None:
        writers = Counter(part for each in page.dependencies for part in _parts(each["output"]))
        assert [part for part, count in writers.items() if count > 1] == []

    def test_nothing_is_drawn_for_the_address_that_is_shown(self, page: Page) -> None:
        page.go("?state=OH")
        assert page.go("?state=OH") == {}

    def test_no_selection_in_a_store_but_the_address_shown(self, page: Page) -> None:
        page.go("?state=UT")
        assert (
            page.properties["canonical"]["data"] | {"asked": "?state=UT", "canonical": "?state=UT"}
            == (page.properties["canonical"]["data"])
        )

    @pytest.mark.parametrize("search", ["?state=XX", "?nonsense=1", "?from=2024&to=2019", "?state=TX&state=XX&q=%00"])
    def test_a_bad_value_is_left_out_and_said(self, page: Page, search: str) -> None:
        page.go(search)
        kept = {"state": ["TX"]} if "TX" in search else {}
        assert page.text("summary").startswith(f"{len(ids(kept)):,} of 3,785 engagements")
        assert ("Left out" in page.text("notices")) == ("nonsense" not in search)


class TestDrawings:
    @pytest.fixture
    def drawings(self, page: Page) -> dict[str, Any]:
        page.go("")
        return page.go("?issue=energy")["drawings"]

    def test_of_maps_only_the_changing_parts_are_sent(self, drawings: dict[str, Any]) -> None:
        for view in MAPS:
            assert not is_whole(drawings[view])
            assert len(json.dumps(drawings[view])) < 60_000
        assert all(is_whole(drawings[view]) for view in VIEWS if view not in MAPS)

    def test_connections_cost_little(self, page: Page) -> None:
        page.go("?state=OH&arcs=1")
        answer = page.go("?arcs=1")
        assert len(json.dumps(answer)) < 300_000
        assert len(zlib.compress(json.dumps(answer).encode())) < 45_000

    def test_only_values_of_traces_are_touched(self, drawings: dict[str, Any]) -> None:
        """Geometry, projection and what Plotly keeps of the reader's zoom stay as they are."""
        for view in MAPS:
            assert {path[0] for path, _ in drawings[view]} == {"data"}
            assert not {path[2] for path, _ in drawings[view]} & {"geojson", "featureidkey", "type", "uirevision"}

    def test_the_parts_are_those_that_the_view_declares(self, drawings: dict[str, Any]) -> None:
        from dashboard.views import NAMED

        for view in MAPS:
            assert {tuple(path) for path, _ in drawings[view]} == set(NAMED[view].changing)

    def test_another_theme_brings_whole_figures(self, client: FlaskClient) -> None:
        answer = Page(client).switch_theme("dark")
        assert all(is_whole(drawing) for drawing in answer["drawings"].values())

    def test_geometry_is_an_address_never_in_the_answer(self, page: Page) -> None:
        addresses = [trace["geojson"] for view in MAPS for trace in page.figure(view)["data"] if "geojson" in trace]
        assert {address.rpartition("/static/")[2].partition("/")[2] for address in addresses} == {
            "assets/geo/states.json",
            "assets/geo/countries.json",
        }


class TestOtherTables:
    def test_the_hand_written_table(self, odd_client: FlaskClient) -> None:
        page = Page(odd_client, "?state=TX")
        assert page.text("summary").startswith("3 of 18 engagements: Texas.")
        assert numbers(page.figure("world-map")) == {"country=TWN": 2}
        assert numbers(page.figure("type-bars")) == {
            "type=memorandum": 1,
            "type=trade_mission": 1,
            "type=network_membership": 1,
        }
        assert by_year(page.figure("timeline")) == {
            (2019, "Partnerships"): 1,
            (2022, "Meetings"): 1,
            (2005, "Networks"): 1,
        }

    def test_a_table_without_rows(self, server_of: Callable[[Path], Flask], tmp_path: Path) -> None:
        empty = tmp_path / "empty.csv"
        empty.write_text(ODDITIES.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
        page = Page(server_of(empty).test_client())
        assert page.text("summary") == "0 of 0 engagements. 0 actors, 0 countries."
        assert [numbers(page.figure(view)) for view in VIEWS if view != "timeline"] == [{}] * 6


def test_an_engagement_is_shown_in_full(odd_client: FlaskClient) -> None:
    page = Page(odd_client)
    page.properties["asked-engagement"]["data"] = "T13"
    page.call(page.callback("engagement-body.children"), "asked-engagement.data")
    text = page.text("engagement-body")
    for words in ('"Smart streets", phase #2', "São Paulo", "Brazil", "June 30, 2024", "Technology and innovation"):
        assert words in text
    assert page.properties["engagement"]["is_open"] is True


def test_an_engagement_that_is_gone_is_said(odd_client: FlaskClient) -> None:
    page = Page(odd_client)
    page.properties["asked-engagement"]["data"] = "T99"
    page.call(page.callback("engagement-body.children"), "asked-engagement.data")
    assert "no engagement T99" in page.text("engagement-body")


def test_the_oracle_has_a_slug_for_every_row() -> None:
    rows = engagements()
    assert (rows["actor"] != "").all()
    assert ((rows["counterpart_slug"] != "") ^ (rows["network"] != "")).all()
