"""Findings and tables of the views: sentences that are true in every case, tables that are the drawing's numbers.

Numbers are counted again from the CSV in plain pandas.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd
import pytest
from flask.testing import FlaskClient
from oracle import engagements, query, selected

from dashboard.address import parse_address
from dashboard.language import speaking
from dashboard.pictures.leading import Leading, Scale, among, in_time, scale_of, share_in_words
from dashboard.published import Published
from dashboard.scene import Scene
from dashboard.subjects import subject_at
from dashboard.theme import LIGHT
from dashboard.units import ENGAGEMENTS, UNITS
from dashboard.views import EXPLORER, NAMED, names_of, scene_of

NAMES = {"a": "Ada", "b": "Bo", "c": "Cy", "d": "Dee", "e": "Eve"}


def leading(values: Mapping[str, float], whole: float = 0, chosen: tuple[str, ...] = (), unit: str = "engagements"):
    return Leading(values, NAMES.__getitem__, scale_of(UNITS[unit]), whole, chosen)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Nothing is recorded for this selection."),
        ({"a": 0, "b": 0}, "Nothing is recorded for this selection."),
        ({"a": 1}, "Only Ada has any: 1 engagement."),
        ({"a": 0, "b": 7}, "Only Bo has any: 7 engagements."),
        ({"a": 5, "b": 3}, "Ada leads with 5 engagements; Bo follows with 3."),
        ({"a": 5, "b": 3, "c": 2}, "Ada leads with 5 engagements; Bo and Cy follow."),
        ({"a": 5, "c": 3, "b": 3}, "Ada leads with 5 engagements; Bo and Cy follow."),
        ({"a": 5, "b": 3, "c": 3, "d": 3}, "Ada leads with 5 engagements."),
        ({"a": 5, "b": 4, "c": 3, "d": 3}, "Ada leads with 5 engagements; Bo follows with 4."),
        ({"b": 2, "a": 2, "c": 1}, "Ada and Bo lead with 2 engagements each; Cy follows with 1."),
        ({"a": 1, "b": 1}, "Ada and Bo have 1 engagement each."),
        (dict.fromkeys("abc", 2), "Ada, Bo and Cy have 2 engagements each."),
        (dict.fromkeys("abcde", 2), "Ada, Bo and 3 more have 2 engagements each."),
        ({"a": 1_234, "b": 1_000}, "Ada leads with 1,234 engagements; Bo follows with 1,000."),
    ],
)
def test_leaders_are_named_whatever_there_is(values: dict[str, float], sentence: str) -> None:
    assert leading(values).sentence() == sentence


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        (("a",), "Chosen: Ada, 6 engagements, 60% of all, 1st of 3 with any."),
        (("b",), "Chosen: Bo, 3 engagements, 30% of all, 2nd of 3 with any; Ada leads with 6 engagements, 60% of all."),
        (("d",), "Chosen: Dee, nothing recorded; Ada leads with 6 engagements, 60% of all."),
        (("c", "a"), "Chosen: Ada 6 and Cy 1; Ada leads with 6 engagements, 60% of all."),
        (("a", "b", "c", "d"), "Chosen: Ada 6, Bo 3 and 2 more; Ada leads with 6 engagements, 60% of all."),
    ],
)
def test_what_is_chosen_comes_first_though_the_view_shows_all(chosen: tuple[str, ...], sentence: str) -> None:
    values = {"a": 6, "b": 3, "c": 1, "d": 0}
    assert leading(values, 10, chosen).sentence("further words") == sentence


def test_one_place_of_which_another_is_chosen_says_both() -> None:
    said = leading({"a": 2, "b": 0}, 2, ("b",)).sentence()
    assert said == "Chosen: Bo, nothing recorded; Ada leads with 2 engagements, 100% of all."


def test_nothing_to_show_is_not_nothing_recorded() -> None:
    assert leading({}, whole=12).sentence() == "Nothing of this selection can be shown here."


@pytest.mark.parametrize(
    ("unit", "values", "sentence"),
    [
        ("ties", {"a": 1, "b": 1, "c": 1}, "Ada, Bo and Cy have 1 tie each."),
        ("counterparts", {"a": 3, "b": 1}, "Ada leads with 3 counterparts; Bo follows with 1."),
        ("fractional", {"a": 2.5, "b": 1 / 3}, "Ada leads with 2.5 engagements by share; Bo follows with 0.33."),
    ],
)
def test_every_unit_has_its_noun(unit: str, values: dict[str, float], sentence: str) -> None:
    assert leading(values, unit=unit).sentence() == sentence


def test_rates_have_no_shares() -> None:
    scale = Scale(lambda rate: f"{rate:.1f} per million", lambda rate: f"{rate:.1f}")
    found = Leading({"a": 2.25, "b": 1.0}, NAMES.__getitem__, scale)
    assert found.sentence() == "Ada leads with 2.2 per million; Bo follows with 1.0."


@pytest.mark.parametrize(("share", "words"), [(0.004, "under 1%"), (0.014, "1%"), (0.996, "over 99%"), (1, "100%")])
def test_shares_are_never_rounded_to_nothing_or_all(share: float, words: str) -> None:
    assert share_in_words(share) == words


def test_how_many_have_none() -> None:
    assert among(56, 56, "state") == ""
    assert among(55, 56, "state") == "1 state or territory has none"
    assert among(53, 56, "state") == "3 states and territories have none"
    assert among(1, 200, "country") == "1 country or area has any"


@pytest.mark.parametrize(
    ("years", "sentence"),
    [
        ({}, "Nothing here is dated."),
        ({2020: 0}, "Nothing here is dated."),
        ({2020: 1}, "Everything dated began in 2020: 1 engagement."),
        ({2018: 1, 2020: 1}, "2 engagements are dated, at least half from 2020; no year has more than 1."),
        ({1990: 1, 2022: 5, 2023: 6}, "12 engagements are dated, at least half from 2023; the peak is 2023 with 6."),
        (
            {2001: 2, 2002: 2, 2003: 1},
            "5 engagements are dated, at least half from 2001–2002; the peaks are 2001 and 2002 with 2 each.",
        ),
        (
            {2001: 3, 2010: 1, 2011: 1, 2012: 1, 2013: 1},
            "7 engagements are dated, at least half from 2010–2013; the peak is 2001 with 3.",
        ),
    ],
)
def test_when_most_began(years: dict[int, float], sentence: str) -> None:
    assert in_time(years) == sentence


def test_chosen_years_come_first_and_distinct_things_are_not_added_up() -> None:
    assert in_time({2019: 2, 2020: 1}, "dated 2019").startswith("Chosen: dated 2019; 3 engagements are dated")
    said = in_time({2019: 2, 2020: 1}, unit=UNITS["ties"], dated=2)
    assert said == "2 ties have a date; the peak is 2019 with 2."


SELECTIONS = (
    {},
    {"state": ["TX"]},
    {"issue": ["energy"], "bureau": ["EAP"]},
    {"q": ["sister"], "type": ["memorandum"]},
)


def scene(published: Published, params: Mapping[str, list[str]], look: str = "", path: str = "/") -> Scene:
    address = parse_address("&".join(filter(None, [query(params), look])), published.catalogue)
    return scene_of(published, address, LIGHT, "/assets/", subject_at(path, published.catalogue))


def rows_of(view: str, drawn: Scene) -> pd.DataFrame:
    sheet = NAMED[view].table(drawn)
    texts = [[column.text(cell) for column, cell in zip(sheet.columns, row, strict=True)] for row in sheet.rows()]
    return pd.DataFrame(texts, columns=[column.title for column in sheet.columns])


@pytest.mark.parametrize("params", SELECTIONS, ids=str)
@pytest.mark.parametrize(
    ("view", "field", "column"),
    [
        ("state-map", "state", "us_state"),
        ("world-map", "country", "counterpart_country"),
        ("type-bars", "type", "engagement_type"),
    ],
)
def test_tables_of_one_field_are_the_counts_of_the_rows(
    published: Published, params: dict[str, list[str]], view: str, field: str, column: str
) -> None:
    rows = selected({name: values for name, values in params.items() if name != field})
    counts = rows[column][rows[column] != ""].value_counts()
    names = published.catalogue.labels[field]
    shown = rows_of(view, scene(published, params))
    name, number, share = shown.iloc[:, 0], shown["Engagements"], shown["Share of all, %"]
    expected = {names[code]: f"{count:,}" for code, count in counts.items()}
    assert {each: count for each, count in zip(name, number, strict=True) if count != "0"} == expected
    numbers = [int(each.replace(",", "")) for each in number]
    assert numbers == sorted(numbers, reverse=True)
    assert share.iloc[0] == f"{100 * counts.max() / len(rows):.1f}"
    assert list(shown["Rank"]) == [str(1 + sum(each > one for each in numbers)) if one else "–" for one in numbers]


@pytest.mark.parametrize("params", SELECTIONS, ids=str)
def test_the_table_of_the_timeline_adds_up_to_dated_rows(published: Published, params: dict[str, list[str]]) -> None:
    rows = selected(params)
    dated = rows[rows["start_date"] != ""]["start_date"].str[:4]
    shown = rows_of("timeline", scene(published, params)).set_index("Year")["All"]
    assert sum(int(each.replace(",", "")) for each in shown) == len(dated)
    single = {year: str(count) for year, count in dated.value_counts().items() if year in shown.index}
    assert {year: count for year, count in shown.items() if "–" not in year} == single


def test_the_table_of_the_network_is_the_edge_list_and_the_finding_its_first_row(published: Published) -> None:
    params = {"state": ["TX"]}
    rows = selected(params)
    between = rows[rows["counterpart_country"] != ""].groupby(["us_state", "counterpart_country"]).size()
    drawn = scene(published, params)
    shown = rows_of("network", drawn)
    label = published.catalogue.label
    expected = {(label("state", state), label("country", country), str(n)) for (state, country), n in between.items()}
    assert set(shown.iloc[:, :3].itertuples(index=False, name=None)) == expected
    state, country, count, *_ = shown.iloc[0]
    finding = NAMED["network"].picture(drawn).finding
    assert finding.startswith(f"{state} – {country} leads with {count} engagements, {int(count) / len(rows):.0%}")


def test_the_finding_of_a_map_is_counted_by_hand(published: Published) -> None:
    rows = engagements()
    counts = rows["us_state"].value_counts()
    label = published.catalogue.labels["state"]
    first, second, third = (label[code] for code in counts.index[:3])
    most = f"{first} leads with {counts.iloc[0]} engagements, {counts.iloc[0] / len(rows):.0%} of all"
    finding = NAMED["state-map"].picture(scene(published, {})).finding
    assert finding == f"{most}; {second} and {third} follow."


UNIT_LOOKS = ("", "unit=ties", "unit=counterparts", "unit=fractional")
LOOKS = (*UNIT_LOOKS, "per=capita", "per=shrunk", "layer=sources", "matrix=issue-bureau", "ties=actor-network")
PATHS = ("/", "/state/TX", "/country/JPN", "/network/c40-cities", "/tie/austin-tx/adelaide-aus")


@pytest.mark.parametrize("language", ["en", "es", "qps"])
@pytest.mark.parametrize("path", PATHS)
def test_every_view_says_and_tabulates_something_in_every_language(
    published: Published, path: str, language: str
) -> None:
    for look in LOOKS if path == "/" else UNIT_LOOKS:
        with speaking(language):
            drawn = scene(published, {}, look, path)
            for name in names_of(drawn.subject):
                finding, sheet = NAMED[name].picture(drawn).finding, NAMED[name].table(drawn)
                assert 20 < len(finding) < 300, (name, look, finding)
                assert "{" not in finding + sheet.caption
                assert sheet.name == name
                assert len(sheet.rows()) == sheet.total > 0, (name, look)
                assert language != "qps" or finding.startswith("⟦")


@pytest.mark.parametrize("view", EXPLORER)
def test_nothing_selected_says_so_in_sentence_and_table(client: FlaskClient, published: Published, view: str) -> None:
    drawn = scene(published, {"q": ["no such word"]})
    assert "othing" in NAMED[view].picture(drawn).finding
    with client.get(f"/views/{view}?q=no+such+word") as answer:
        assert answer.status_code == 200
        assert "Nothing is recorded for this selection." in answer.text
        assert "<table" not in answer.text


class TestRoute:
    def test_answers_a_table_with_caption_scope_and_links(self, client: FlaskClient) -> None:
        with client.get("/views/world-map?state=TX&unit=ties") as answer:
            html = answer.text
        assert answer.mimetype == "text/html"
        assert "<caption>With whom? Counted: ties. Selection: Texas. Source: " in html
        assert html.count('scope="col"') == 4
        assert html.count('scope="row"') == 50
        assert '<a href="/country/MEX?unit=ties">Mexico</a>' in html
        assert "Show all" in html

    def test_leaves_out_the_clause_of_its_own_field_and_says_so(self, client: FlaskClient) -> None:
        with client.get("/views/state-map?state=TX&issue=energy") as answer:
            assert "Selection: energy. " in answer.text
            assert ">California<" in answer.text

    def test_shows_all_on_demand(self, client: FlaskClient, published: Published) -> None:
        with client.get("/views/world-map?rows=all") as answer:
            assert answer.text.count("<tr>") == 1 + len(published.catalogue.labels["country"])
            assert "Show all" not in answer.text

    def test_is_about_the_subject_of_its_page(self, client: FlaskClient) -> None:
        with client.get("/views/type-bars?page=/state/TX") as here, client.get("/views/type-bars?state=TX") as there:
            assert re.findall(r"number\">([\d,.]+)<", here.text) == re.findall(r"number\">([\d,.]+)<", there.text)

    def test_csv_holds_all_rows(self, client: FlaskClient) -> None:
        with client.get("/views/state-map.csv?issue=energy") as answer:
            lines = answer.text.splitlines()
        assert answer.mimetype == "text/csv"
        assert lines[0] == 'State,Rank,Engagements,"Share of all, %"'
        assert len(lines) == 57
        assert sum(int(line.split(",")[2]) for line in lines[1:]) == len(selected({"issue": ["energy"]}))

    @pytest.mark.parametrize(
        ("address", "status", "told"),
        [
            ("/views/state-map?state=ZZ", 400, "state 'ZZ'"),
            ("/views/state-map?colour=red", 400, "unknown parameter"),
            ("/views/state-map.csv?from=20", 400, "from '20'"),
            ("/views/state-map?rows=7", 400, "rows '7'"),
            ("/views/state-map?page=/nowhere", 400, "page '/nowhere'"),
            ("/views/world-map?page=/state/TX&state=CA", 400, "state 'CA'"),
            ("/views/pie", 404, "There is no view pie here"),
            ("/views/dates", 404, "There is no view dates here"),
            ("/views/network.csv?page=/state/TX", 404, "There is no view network here"),
        ],
    )
    def test_refuses_what_it_does_not_know(self, client: FlaskClient, address: str, status: int, told: str) -> None:
        with client.get(address) as answer:
            assert answer.status_code == status
            assert told in answer.text.replace("&#39;", "'")


def test_places_of_a_map_keep_their_order_in_every_language(published: Published) -> None:
    orders = []
    for language in ("en", "es"):
        with speaking(language):
            figures = [NAMED[name].picture(scene(published, {})).figure for name in ("state-map", "world-map")]
            orders.append([trace.get("locations") for figure in figures for trace in figure["data"]])
    assert orders[0] == orders[1]


def test_spanish_findings_are_whole_sentences(published: Published) -> None:
    with speaking("es"):
        said = NAMED["state-map"].picture(scene(published, {})).finding
        assert re.fullmatch(r"California va a la cabeza con 539 actividades, 14% del total; siguen .+\.", said)
    assert ENGAGEMENTS.one == "engagement"
