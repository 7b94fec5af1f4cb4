"""The page of networks and its files: every number is that of plain pandas and networkx over the table itself.

What is clicked is in ``tests/browser``; the mathematics on published cases in ``test_network_maths``.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import networkx as nx
import pandas as pd
import plotly.graph_objects as go
import pytest
from flask.testing import FlaskClient
from oracle import DATA, Params, engagements, query, read, selected
from scipy.stats import hypergeom
from test_draw import Page
from walking import components, part_of, words

SELECTIONS: tuple[Params, ...] = (
    {"state": ["TX"]},
    {"issue": ["energy"], "nodes": ["actor-country"]},
    {
        "bureau": ["AF", "NEA", "IO"],
        "from": ["2015"],
        "undated": ["include"],
        "nodes": ["state-country"],
        "rank": ["degree"],
    },
)
WHOLE: Params = {}
SHEETS = ("overlaps", "networks", "shared-partners", "us-side", "other-side", "communities", "flows")


def ends(params: Params) -> pd.DataFrame:
    """Columns left and right, 'field:code', one row per engagement of the selection."""
    rows = selected(params)
    nodes = params.get("nodes", ["actor-counterpart"])[0]
    left = "state:" + rows["us_state"] if nodes.startswith("state") else "actor:" + rows["actor"]
    place = "counterpart:" + rows["counterpart_slug"]
    if nodes.endswith("country"):
        place = "country:" + rows["counterpart_country"]
    return pd.DataFrame({"left": left, "right": place.where(rows["network"] == "", "network:" + rows["network"])})


def graph_of(params: Params) -> nx.Graph:
    graph = nx.Graph()
    for (left, right), rows in ends(params).groupby(["left", "right"]):
        graph.add_edge(left, right, weight=len(rows))
    return graph


def table(client: FlaskClient, name: str, params: Params) -> list[dict[str, str]]:
    with client.get(f"/networks/{name}.csv?{query(params)}") as response:
        assert response.status_code == 200, response.text
        return list(csv.DictReader(io.StringIO(response.text)))


def graphml(client: FlaskClient, params: Params) -> nx.Graph:
    with client.get(f"/network.graphml?{query(params)}") as response:
        assert response.status_code == 200, response.text
        return nx.read_graphml(io.BytesIO(response.data))


@pytest.fixture(scope="module")
def names() -> dict[str, str]:
    """'field:code' → the name on screen."""
    countries = dict(read(DATA / "countries.csv")[["iso3", "name"]].itertuples(index=False))
    states = dict(read(DATA / "states.csv")[["usps", "name"]].itertuples(index=False))
    named = {f"country:{code}": name for code, name in countries.items()}
    named |= {f"state:{code}": name for code, name in states.items()}
    for row in read(DATA / "actors.csv").to_dict("records"):
        named[f"actor:{row['slug']}"] = f"{row['name']}, {row['state']}"
    for row in read(DATA / "counterparts.csv").to_dict("records"):
        country = countries[row["country"]]
        named[f"counterpart:{row['slug']}"] = row["name"] if row["name"] == country else f"{row['name']}, {country}"
    return named | {f"network:{row['slug']}": row["name"] for row in read(DATA / "networks.csv").to_dict("records")}


@pytest.mark.parametrize("params", SELECTIONS, ids=str)
class TestGraph:
    def test_has_the_ties_of_the_selection(self, client: FlaskClient, params: Params) -> None:
        found, expected = graphml(client, params), graph_of(params)
        assert {frozenset(tie): weight for *tie, weight in found.edges.data("weight")} == {
            frozenset(tie): weight for *tie, weight in expected.edges.data("weight")
        }
        assert sum(weight for *_, weight in found.edges.data("weight")) == len(selected(params))

    def test_has_the_measures_of_networkx(self, client: FlaskClient, params: Params) -> None:
        found, expected = graphml(client, params), graph_of(params)
        left = {node for node, side in found.nodes.data("side") if side == "us"}
        assert left == set(ends(params)["left"])
        assert dict(found.nodes.data("degree")) == dict(expected.degree)
        assert dict(found.nodes.data("strength")) == dict(expected.degree(weight="weight"))
        between = nx.bipartite.betweenness_centrality(expected, left)
        assert dict(found.nodes.data("betweenness")) == pytest.approx(between, abs=1e-9)

    def test_has_communities_of_the_modularity_that_the_page_names(self, client: FlaskClient, params: Params) -> None:
        groups: dict[int, set[str]] = {}
        for node, number in graphml(client, params).nodes.data("community"):
            groups.setdefault(number, set()).add(node)
        modularity = nx.community.modularity(graph_of(params), groups.values(), weight="weight")
        said = Text(client, params).of("standing")
        assert f"{len(groups)} communit" in said
        assert f"modularity {modularity:.2f}" in said
        assert modularity > 0.2


@pytest.mark.parametrize("params", [*SELECTIONS, WHOLE], ids=str)
class TestTables:
    def test_overlaps(self, client: FlaskClient, params: Params, names: dict[str, str]) -> None:
        rows = selected(params)
        rows = rows[rows["engagement_type"] == "network_membership"]
        members = rows.groupby("network")["actor"].agg(set)
        expected = {
            frozenset((names[f"network:{one}"], names[f"network:{other}"])): (
                len(members[one] & members[other]),
                len(members[one] | members[other]),
            )
            for one, other in combinations(members.index, 2)
            if members[one] & members[other]
        }
        found = {
            frozenset((row["Network"], row["and network"])): (
                int(row["Members of both"]),
                int(row["Members of either"]),
            )
            for row in table(client, "overlaps", params)
        }
        assert found == expected
        for row in table(client, "overlaps", params):
            assert float(row["Jaccard coefficient"]) == pytest.approx(
                int(row["Members of both"]) / int(row["Members of either"])
            )
        listed = {row["Network"]: int(row["Members"]) for row in table(client, "networks", params)}
        assert listed == {names[f"network:{slug}"]: len(of) for slug, of in members.items()}

    def test_shared_partners(self, client: FlaskClient, params: Params, names: dict[str, str]) -> None:
        of = ends(params).groupby("left")["right"].agg(set)
        holders = Counter(partner for partners in of for partner in partners)
        compared = of[of.map(len) >= 2]
        pairs = {
            (one, other): compared[one] & compared[other]
            for one, other in combinations(compared.index, 2)
            if compared[one] & compared[other]
        }
        chances = {
            (one, other): hypergeom.sf(len(shared) - 1, len(holders), len(of[one]), len(of[other]))
            for (one, other), shared in pairs.items()
        }
        adjusted = benjamini_hochberg(chances, len(compared) * (len(compared) - 1) // 2)
        found = {frozenset((row["Place"], row["and place"])): row for row in table(client, "shared-partners", params)}
        assert len(found) == len(pairs)
        for (one, other), shared in pairs.items():
            row = found[frozenset((names[one], names[other]))]
            assert int(row["Partners shared"]) == len(shared)
            assert set(row["Shared partners"].split("; ")) == {names[each] for each in shared}
            weight = sum(1 / (holders[partner] - 1) for partner in shared)
            assert float(row["Newman weight"]) == pytest.approx(weight)
            assert float(row["q"]) == pytest.approx(adjusted[one, other], rel=0.06, abs=1e-3)

    def test_flows(self, client: FlaskClient, params: Params) -> None:
        labels = json.loads((DATA / "vocabularies.json").read_text(encoding="utf-8"))
        word = {
            code: each if isinstance(each, str) else each["label"]
            for of in labels.values()
            for code, each in of.items()
        }
        rows = selected(params)
        each = rows.assign(issue=rows["issues"].str.split("|")).explode("issue")
        expected = Counter(
            zip(each["us_level"].map(labelled(labels, "us_level")), each["issue"].map(word), strict=True)
        )
        expected += Counter(zip(each["issue"].map(word), each["bureau"].map(word), strict=True))
        found = {(row["From"], row["To"]): int(row["Engagements × issues"]) for row in table(client, "flows", params)}
        assert found == expected
        assert f"{len(each):,} issues in all" in Text(client, params).of("flows")

    @pytest.mark.parametrize("side", [0, 1])
    def test_measures(self, client: FlaskClient, params: Params, names: dict[str, str], side: int) -> None:
        column = ("left", "right")[side]
        of = ends(params).groupby(column)[("right", "left")[side]]
        found = table(client, ("us-side", "other-side")[side], params)
        assert {row["Name"]: int(row["Degree"]) for row in found} == {
            names[node]: degree for node, degree in of.nunique().items()
        }
        assert {row["Name"]: int(row["Strength (engagements)"]) for row in found} == {
            names[node]: strength for node, strength in of.size().items()
        }
        ranked = [float(row["Degree" if "rank" in params else "Betweenness"]) for row in found]
        assert ranked == sorted(ranked, reverse=True)


def labelled(labels: dict[str, Any], name: str) -> dict[str, str]:
    return {code: each if isinstance(each, str) else each["label"] for code, each in labels[name].items()}


def benjamini_hochberg(values: dict[Any, float], tests: int) -> dict[Any, float]:
    adjusted, least = {}, 1.0
    ordered = sorted(values, key=values.__getitem__)
    for rank in range(len(ordered), 0, -1):
        least = min(least, values[ordered[rank - 1]] * tests / rank)
        adjusted[ordered[rank - 1]] = least
    return adjusted


class Text:
    """The page of networks as the server lays it out."""

    def __init__(self, client: FlaskClient, params: Params) -> None:
        page = Page(client, f"?{query(params)}" if params else "", "/networks")
        self.layout = page.properties["page"]["children"]

    def of(self, name: str) -> str:
        """The words of the part with this id."""
        return " ".join(words(part_of(self.layout, name)))

    def figures(self) -> list[dict[str, Any]]:
        return [part["props"]["figure"] for part in components(self.layout) if part["type"] == "Graph"]


class TestPage:
    @pytest.mark.parametrize(
        "params", [*SELECTIONS, WHOLE, {"type": ["memorandum"]}, {"actor": ["austin-tx"]}], ids=str
    )
    def test_says_the_count_and_draws_valid_figures(self, client: FlaskClient, params: Params) -> None:
        page = Text(client, params)
        assert page.of("summary").startswith(f"{len(selected(params)):,} of 3,785 engagements")
        assert len(page.figures()) >= 3
        for figure in page.figures():
            go.Figure(figure)

    def test_every_clickable_point_picks_clauses_that_hold_something(self, client: FlaskClient) -> None:
        fragments = set()
        for figure in Text(client, {"state": ["TX"]}).figures():
            for trace in figure["data"]:
                fragments |= set(
                    flat(
                        [
                            trace.get("customdata", []),
                            *(trace.get(part, {}).get("customdata", []) for part in ("node", "link")),
                        ]
                    )
                )
        assert len(fragments) > 100
        for fragment in sorted(fragments)[::17]:
            with client.get(f"/engagements.csv?{fragment}") as response:
                assert response.status_code == 200, fragment
                assert response.text.count("\n") > 1

    def test_nothing_selected_offers_a_way_out(self, client: FlaskClient) -> None:
        page = Text(client, {"state": ["VI"], "country": ["UKR"]})
        assert "Nothing is recorded" in page.of("empty")
        assert page.figures() == []
        links = {part["props"]["href"] for part in components(part_of(page.layout, "empty")) if part["type"] == "Link"}
        assert links == {"/networks", "/networks?state=VI", "/networks?country=UKR"}

    def test_refused_values_are_named_and_links_stay(self, client: FlaskClient) -> None:
        page = Text(client, {"state": ["TX", "ZZ"], "nodes": ["actor-country"]})
        assert "state 'ZZ' is not a known state" in page.of("notices")
        [chip] = [
            part["props"]["href"]
            for part in components(part_of(page.layout, "chips"))
            if part["props"].get("className") == "chip"
        ]
        assert chip == "/networks?nodes=actor-country"

    def test_of_a_selection_without_memberships_says_so(self, client: FlaskClient) -> None:
        assert "No membership" in Text(client, {"type": ["memorandum"]}).of("memberships")

    def test_tables_have_a_caption_and_scopes(self, client: FlaskClient) -> None:
        layout = Text(client, {"state": ["TX"]}).layout
        tables = [part for part in components(layout) if part["type"] == "Table"]
        assert len(tables) == len(SHEETS)
        for each in tables:
            kinds = Counter(part["type"] for part in components(each))
            assert kinds["Caption"] == 1
            assert kinds["Tr"] <= 51
            assert all(
                part["props"].get("scope") in ("col", "row") for part in components(each) if part["type"] == "Th"
            )


class TestRefusals:
    @pytest.mark.parametrize("path", ["/network.graphml", *(f"/networks/{name}.csv" for name in SHEETS)])
    @pytest.mark.parametrize("search", ["state=ZZ", "nodes=everything", "nonsense=1", "scope=some", "from=soon"])
    def test_bad_values_answer_400(self, client: FlaskClient, path: str, search: str) -> None:
        with client.get(f"{path}?{search}") as response:
            assert response.status_code == 400
            assert search.partition("=")[0] in response.text

    def test_an_unknown_table_answers_404(self, client: FlaskClient) -> None:
        with client.get("/networks/nothing.csv") as response:
            assert response.status_code == 404

    def test_scope_all_is_the_whole_table(self, odd_client: FlaskClient) -> None:
        with odd_client.get("/network.graphml?state=TX&scope=all&nodes=state-country") as response:
            whole = nx.read_graphml(io.BytesIO(response.data))
        assert sum(weight for *_, weight in whole.edges.data("weight")) == 18
        with odd_client.get("/network.graphml?state=TX&nodes=state-country") as response:
            texan = nx.read_graphml(io.BytesIO(response.data))
        assert {node: of["label"] for node, of in texan.nodes.items()} == {
            "state:TX": "Texas",
            "country:TWN": "Taiwan",
            "network:c40-cities": "C40 Cities",
        }
        assert texan.edges["state:TX", "country:TWN"]["weight"] == 2

    def test_an_empty_selection_is_an_empty_graph(self, client: FlaskClient) -> None:
        assert len(graphml(client, {"state": ["VI"], "country": ["UKR"]})) == 0


def flat(nested: Any) -> Iterator[str]:
    if isinstance(nested, str):
        yield nested
    else:
        for each in nested:
            yield from flat(each)


def test_the_oracle_puts_every_engagement_between_two_nodes() -> None:
    assert len(ends(WHOLE)) == len(engagements()) == 3_785
    assert not re.search(r":(?:\s|$)", "\n".join(ends(WHOLE)["right"]), re.MULTILINE)
