"""The pages of single subjects, through the endpoint: each says what plain pandas counts, and no link leads nowhere.

The numbers are recomputed by the oracle, which does not import the dashboard.
"""

from __future__ import annotations

import random
import re
from typing import Any
from urllib.parse import unquote

import pandas as pd
import pytest
from flask.testing import FlaskClient
from oracle import DATA, Params, engagements, ids, read, selected
from test_draw import Page, _text
from walking import components

PARAMETER = {
    "state": "state",
    "place": "actor",
    "country": "country",
    "counterpart": "counterpart",
    "network": "network",
}
SEED = 20261122


def every_path() -> list[str]:
    """The address of every value that the table mentions, of every tie and every engagement."""
    table = engagements()
    columns = {"state": "us_state", "place": "actor", "country": "counterpart_country"}
    columns |= {"counterpart": "counterpart_slug", "network": "network"}
    paths = [f"/{kind}/{value}" for kind, column in columns.items() for value in sorted(set(table[column])) if value]
    others = table["network"].where(table["network"] != "", table["counterpart_slug"])
    ties = sorted({f"/tie/{actor}/{other}" for actor, other in zip(table["actor"], others, strict=True)})
    return [*paths, *ties, *(f"/engagement/{identifier}" for identifier in table["id"])]


def some_paths(each: int) -> list[str]:
    """The same ones in every run, of every kind."""
    chance = random.Random(SEED)
    kinds: dict[str, list[str]] = {}
    for path in every_path():
        kinds.setdefault(path.split("/")[1], []).append(path)
    return [path for paths in kinds.values() for path in chance.sample(paths, each)]


def params_of(path: str) -> dict[str, list[str]]:
    """The clauses that a page is about."""
    kind, *keys = path.strip("/").split("/")
    if kind != "tie":
        return {PARAMETER[kind]: keys}
    is_network = keys[1] in set(engagements()["network"])
    return {"actor": [keys[0]], "network" if is_network else "counterpart": [keys[1]]}


class Shown:
    """A page as it is laid out."""

    def __init__(self, client: FlaskClient, path: str, search: str = "") -> None:
        self.page = Page(client, search, path)
        self.layout = self.page.properties["page"]["children"]

    def of_type(self, *types: str) -> list[dict[str, Any]]:
        return [each for each in components(self.layout) if each["type"] in types]

    def with_class(self, name: str) -> list[dict[str, Any]]:
        return [each for each in components(self.layout) if name in str(each["props"].get("className", "")).split()]

    @property
    def lead(self) -> str:
        return _text(self.with_class("lead")[0])

    @property
    def figures(self) -> dict[str, tuple[str, str]]:
        """Label → number and comparison."""
        parts = {}
        for each in self.with_class("key-figure"):
            label, value = each["props"]["children"]
            number, compared = value["props"]["children"]
            parts[_text(label)] = (_text(number), _text(compared))
        return parts

    @property
    def rankings(self) -> dict[str, dict[str, int]]:
        """Title → address of the page → number."""
        found = {}
        for section in self.with_class("ranking"):
            heading, listed, *_ = section["props"]["children"]
            entries = [item["props"]["children"] for item in listed["props"]["children"]]
            numbers = {entry[0]["props"]["href"]: int(_text(entry[1]).replace(",", "")) for entry in entries}
            title, unit = heading["props"]["children"]
            assert _text(unit) == "engagements"
            found[title] = numbers
        return found

    @property
    def links(self) -> set[str]:
        """Every address within the site."""
        addresses = {each["props"]["href"] for each in self.of_type("Link")}
        return {address for address in addresses if address.startswith("/")}


def rank_of(counts: pd.Series, key: str) -> tuple[int, int]:
    """Competition rank of a value among those with any."""
    return int((counts > counts[key]).sum()) + 1, len(counts)


SUBJECTS = [path for path in some_paths(6) if not path.startswith("/engagement")]


@pytest.mark.parametrize("path", [path for path in SUBJECTS if not path.startswith("/tie")])
class TestRanks:
    def test_ranks(self, client: FlaskClient, path: str) -> None:
        kind, key = path.strip("/").split("/", 1)
        columns = {"state": "us_state", "place": "actor", "country": "counterpart_country"}
        column = columns.get(kind, "counterpart_slug" if kind == "counterpart" else "network")
        table = engagements()
        place, among = rank_of(table.loc[table[column] != "", column].value_counts(), key)
        figures = Shown(client, path).figures
        _, compared = figures.get("engagements") or figures["engagement"]
        assert re.match(rf"{place}(st|nd|rd|th) of {among:,} ", compared), compared


@pytest.mark.parametrize("path", SUBJECTS)
class TestNumbers:
    """Thirty pages and more of every kind against the oracle."""

    def test_the_sentence_and_the_lead(self, client: FlaskClient, path: str) -> None:
        shown, rows = Shown(client, path), selected(params_of(path))
        assert shown.page.text("summary").startswith(f"{len(rows):,} of {len(engagements()):,} engagements")
        assert re.search(rf"\b{len(rows):,} engagements? on record", shown.lead)
        if rows["counterpart_country"].any() and path.startswith(("/state", "/place")):
            countries = rows.loc[rows["counterpart_country"] != "", "counterpart_country"].nunique()
            assert re.search(rf"with {countries:,} countr(y|ies)", shown.lead)

    def test_key_figures(self, client: FlaskClient, path: str) -> None:
        shown, rows = Shown(client, path), selected(params_of(path))
        figures = {label: number for label, (number, _) in shown.figures.items()}
        formal = {"sister_agreement", "memorandum", "legislative_act", "network_membership"}
        share = rows["engagement_type"].isin(formal).mean()
        assert figures["in a formal act"] == f"{share:.0%}"
        by_label = {
            ("engagement", "engagements"): len(rows),
            ("country", "countries"): rows.loc[rows["counterpart_country"] != "", "counterpart_country"].nunique(),
            ("network or body", "networks and bodies"): rows.loc[rows["network"] != "", "network"].nunique(),
            ("U.S. actor", "U.S. actors"): rows["actor"].nunique(),
            ("U.S. state or territory", "U.S. states and territories"): rows["us_state"].nunique(),
        }
        for labels, number in by_label.items():
            for label in set(labels) & figures.keys():
                assert figures[label] == f"{number:,}", label
        assert {"engagement", "engagements"} & figures.keys()

    def test_rankings(self, client: FlaskClient, path: str) -> None:
        shown, rows = Shown(client, path), selected(params_of(path))
        columns = {
            "By U.S. state": ("us_state", "/state/"),
            "By U.S. actor": ("actor", "/place/"),
            "By country or area": ("counterpart_country", "/country/"),
            "By counterpart": ("counterpart_slug", "/counterpart/"),
            "By network or body": ("network", "/network/"),
        }
        for title, entries in shown.rankings.items():
            column, prefix = columns[title]
            counts = rows.loc[rows[column] != "", column].value_counts()
            assert entries == {f"{prefix}{value}": counts[value] for value in map(_last, entries)}
            assert len(entries) == min(10, len(counts))
            rest = sorted(counts.drop(list(map(_last, entries))), reverse=True)
            assert not rest or rest[0] <= sorted(entries.values())[1 if path.startswith("/state") else 0]

    def test_exports_and_explorer_hold_the_same_rows(self, client: FlaskClient, path: str) -> None:
        shown = Shown(client, path)
        address = next(address for text, address in shown.page.exports if text.startswith("CSV:"))
        with client.get(address) as answer:
            lines = answer.text.split("\r\n")
        wanted = ids(params_of(path))
        assert [line.split(",")[0] for line in lines[1:] if re.match(r"E\d+,", line)] == wanted
        explorer = next(each for each in shown.of_type("Link") if _text(each) == "Open in Explore")
        assert explorer["props"]["href"] == f"/{address.removeprefix('/engagements.csv')}"

    def test_offers_its_brief_with_the_clauses_it_has(self, client: FlaskClient, path: str) -> None:
        addresses = [address for _, address in Shown(client, path, "?issue=energy").page.exports]
        assert f"{path}/brief.pdf?issue=energy" in addresses


def _last(path: str) -> str:
    return unquote(path.rsplit("/", maxsplit=1)[-1])


class TestPerMillion:
    @pytest.mark.parametrize("code", ["TX", "VT", "GU", "DC"])
    def test_of_states(self, client: FlaskClient, code: str) -> None:
        residents = read(DATA / "states.csv").set_index("usps")["population_2020"].astype(int)
        rates = engagements()["us_state"].value_counts() / residents * 1e6
        place, among = rank_of(rates.dropna(), code)
        number, compared = Shown(client, f"/state/{code}").figures["per million residents"]
        assert number == f"{rates[code]:,.1f}"
        assert re.match(rf"{place}(st|nd|rd|th) of {among} states and territories", compared)

    def test_only_where_the_population_is_known(self, client: FlaskClient) -> None:
        actors = read(DATA / "actors.csv")
        without = actors.loc[actors["population"] == "", "slug"].iloc[0]
        assert "per million residents" not in Shown(client, f"/place/{without}").figures


class TestWithFurtherClauses:
    @pytest.mark.parametrize(
        ("path", "search", "params"),
        [
            ("/state/TX", "?issue=energy", {"state": ["TX"], "issue": ["energy"]}),
            ("/country/JPN", "?state=CA&from=2019", {"country": ["JPN"], "state": ["CA"], "from": ["2019"]}),
            ("/network/c40-cities", "?level=city", {"network": ["c40-cities"], "level": ["city"]}),
        ],
    )
    def test_the_page_narrows(self, client: FlaskClient, path: str, search: str, params: Params) -> None:
        shown = Shown(client, path, search)
        assert shown.page.text("summary").startswith(f"{len(selected(params)):,} of ")
        removals = [each["props"]["href"] for each in shown.with_class("chip")]
        assert removals
        assert all(address.startswith(path) for address in removals)

    def test_a_click_draws_the_same_as_opening(self, client: FlaskClient) -> None:
        page = Page(client, "", "/state/TX")
        page.go("?issue=energy")
        anew = Page(client, "?issue=energy", "/state/TX")
        for view in ("world-map", "issue-bars", "type-bars", "dates"):
            assert page.figure(view) == anew.figure(view), view
        assert page.text("summary") == anew.text("summary")
        assert page.properties["rest"]["children"] == anew.properties["rest"]["children"]

    def test_a_clause_that_would_leave_the_page_is_refused_in_words(self, client: FlaskClient) -> None:
        shown = Shown(client, "/country/JPN", "?country=DEU")
        assert shown.page.text("summary").startswith(f"{len(selected({'country': ['JPN']})):,} of ")
        assert "This page is about Japan" in shown.page.text("notices")


class TestTies:
    def test_tells_every_engagement_once_in_order(self, client: FlaskClient) -> None:
        table = engagements()
        pairs = table.groupby(["actor", "counterpart_slug"])["id"].size()
        actor, other = pairs[pairs.index.get_level_values(1) != ""].idxmax()
        shown = Shown(client, f"/tie/{actor}/{other}")
        rows = selected({"actor": [actor], "counterpart": [other]})
        told = [_last(each["props"]["href"]) for each in shown.with_class("event-title")]
        assert sorted(told) == sorted(rows["id"])
        assert {_text(each["props"]["children"][0]) for each in shown.with_class("listing")} >= {"Related pages"}


class TestCountryForAPost:
    def test_announced_and_recent_apart(self, client: FlaskClient) -> None:
        rows = selected({"country": ["JPN"]})
        shown = Shown(client, "/country/JPN")
        lists = {_text(each["props"]["children"][0]): each for each in shown.with_class("listing")}
        announced = lists["Announced, and not reported as held"]
        told = [
            _last(each["props"]["href"])
            for each in components(announced)
            if each["props"].get("className") == "event-title"
        ]
        wanted = rows[rows["status"] == "announced"]
        assert set(told) <= set(wanted["id"])
        assert len(told) == min(12, len(wanted))
        assert "no contacts of persons" in _text(shown.layout)


class TestEngagements:
    @pytest.mark.parametrize("path", some_paths(5)[-5:])
    def test_every_field_is_shown_with_its_source(self, client: FlaskClient, path: str) -> None:
        row = engagements().set_index("id").loc[_last(path)]
        shown = Shown(client, path)
        text = _text(shown.layout)
        for column in ("title", "summary", "us_actor", "counterpart", "source_name"):
            assert row[column] in text, column
        assert row["source_url"] in {each["props"]["href"] for each in shown.of_type("A")}
        assert "How to cite" in text
        assert f"Engagement {row.name}, /engagement/{row.name}" in text


class TestWalk:
    """Every kind of page: no error, no empty heading, no link within the site that leads nowhere."""

    @staticmethod
    def walk(client: FlaskClient, paths: list[str]) -> None:
        known: dict[str, int] = {}
        for path in paths:
            with client.get(path) as answer:
                assert answer.status_code == 200, path
            shown = Shown(client, path)
            for heading in shown.of_type("H1", "H2", "H3"):
                assert _text(heading).strip(), path
            for link in shown.links:
                address = link.split("?")[0]
                if address not in known:
                    with client.get(link) as answer:
                        known[address] = answer.status_code
                assert known[address] == 200, f"{path} links to {link}"

    def test_of_some_of_every_kind(self, client: FlaskClient) -> None:
        self.walk(client, some_paths(4))

    @pytest.mark.long
    def test_of_everything(self, client: FlaskClient) -> None:
        self.walk(client, every_path())

    def test_a_page_of_what_the_table_does_not_mention_says_so(self, client: FlaskClient) -> None:
        shown = Shown(client, "/country/PRK")
        assert "Nothing is recorded for North Korea" in shown.lead
        assert not shown.of_type("Graph", "AgGrid")


class TestAddresses:
    @pytest.mark.parametrize("path", ["/state/ZZ", "/place/nowhere-tx", "/tie/austin-tx/nowhere", "/engagement/E99999"])
    def test_unknown_ones_answer_404_with_near_matches(self, client: FlaskClient, path: str) -> None:
        with client.get(path) as answer:
            assert answer.status_code == 404
        assert "There is no page at this address" in _text(Shown(client, path).layout)

    def test_near_matches(self, client: FlaskClient) -> None:
        assert "/country/JPN" in Shown(client, "/country/japan").links

    @pytest.mark.parametrize(
        ("asked", "meant"),
        [
            ("/state/tx?issue=energy", "/state/TX?issue=energy"),
            ("/Country/jpn", "/country/JPN"),
            ("/state/TX/", "/state/TX"),
        ],
    )
    def test_other_spellings_lead_there(self, client: FlaskClient, asked: str, meant: str) -> None:
        with client.get(asked) as answer:
            assert answer.status_code == 308
            assert answer.headers["Location"] == meant
