"""What changed between two states, and the feed of what is new: held to a plain comparison of the rows."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient
from oracle import ODDITIES, query, selected

from dashboard.address import parse_address
from dashboard.between import between, counts
from dashboard.between_ties import by_life_cycle, measured, ties_between
from dashboard.publication import Publication
from dashboard.published import Published
from dashboard.selection import Selection
from dashboard.settings import Settings
from dashboard.store.changes import record
from dashboard.wiring import create_app

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The hand-written table frozen, then one row added, one moved to another state, one withdrawn, frozen again."""
    folder = tmp_path_factory.mktemp("states")
    table = folder / "engagements.csv"
    shutil.copyfile(ODDITIES, table)
    store = f"sqlite:///{folder / 'store.db'}"
    made = create_app(replace(Settings(), table=table, database=store, mail=f"file:{folder / 'outbox'}")).server
    publication: Publication = made.extensions["publication"]
    publication.freeze("Before.")
    rows = {row["id"]: row for row in publication.current.table.engagements.to_dict("records")}
    with publication.store.writing() as connection:
        record(
            connection,
            "r",
            "added",
            None,
            {**rows["T01"], "id": "T90", "title": "<b>New</b> & old", "summary": "<i>How</i> & why"},
            "Found",
        )
        record(connection, "r", "corrected", rows["T03"], {**rows["T03"], "us_state": "NY"}, "Was the wrong one")
        record(connection, "r", "withdrawn", rows["T02"], None, "Not found")
    publication.look()
    publication.freeze("After.")
    publication.look()
    yield made
    publication.close()


@pytest.fixture(scope="module")
def publication(server: Flask) -> Publication:
    found: Publication = server.extensions["publication"]
    return found


@pytest.fixture(scope="module")
def numbers(publication: Publication) -> tuple[str, str]:
    newer, older = publication.shelf.snapshots
    return older.number, newer.number


@pytest.fixture(scope="module")
def client(server: Flask) -> FlaskClient:
    return server.test_client()


def states(publication: Publication, numbers: tuple[str, str]) -> tuple[Published, Published]:
    return publication.shown(numbers[0]), publication.shown(numbers[1])


class TestBetween:
    def test_rows_are_added_corrected_and_withdrawn(self, publication: Publication, numbers: tuple[str, str]) -> None:
        found = between(*states(publication, numbers), Selection())
        assert [(each.engagement, each.action) for each in found] == [
            ("T02", "withdrawn"),
            ("T03", "corrected"),
            ("T90", "added"),
        ]
        assert found[1].differences == (("us_state", "SC", "NY"),)

    @pytest.mark.parametrize(
        ("search", "ids"),
        [("state=SC", ["T03"]), ("state=NY", ["T03"]), ("state=MO", ["T02"]), ("state=TX", ["T90"]), ("state=AK", [])],
    )
    def test_a_row_counts_that_is_selected_before_or_after(
        self, publication: Publication, numbers: tuple[str, str], search: str, ids: list[str]
    ) -> None:
        older, newer = states(publication, numbers)
        selection = parse_address(search, newer.catalogue).selection
        assert [each.engagement for each in between(older, newer, selection)] == ids

    def test_a_state_with_itself_has_no_changes(self, publication: Publication, numbers: tuple[str, str]) -> None:
        older, _ = states(publication, numbers)
        assert between(older, older, Selection()) == ()

    def test_counts_by_place_take_the_newer_state(self, publication: Publication, numbers: tuple[str, str]) -> None:
        found = between(*states(publication, numbers), Selection())
        assert dict(counts(found, "us_state")) == {"NY": {"corrected": 1}, "MO": {"withdrawn": 1}, "TX": {"added": 1}}

    @pytest.mark.parametrize("params", [{}, {"issue": ["energy"]}, {"state": ["TX", "CA"]}, {"bureau": ["IO"]}])
    def test_indicators_of_a_state_are_those_of_its_rows(
        self, published: Published, params: dict[str, list[str]]
    ) -> None:
        rows = selected(params)
        selection = parse_address(query(params), published.catalogue).selection
        found = {line.label: line.after for line in measured(published, published, selection)}
        assert found["Engagements"] == len(rows)
        assert found["Ties"] == len((rows["actor"] + "/" + rows["counterpart_slug"] + rows["network"]).unique())
        assert found["U.S. actors"] == len(rows[["us_actor", "us_state"]].drop_duplicates())
        assert (
            found["Countries and areas"] == rows.loc[rows["counterpart_country"] != "", "counterpart_country"].nunique()
        )
        assert found["Meetings"] == (rows["family"] == "meeting").sum()
        assert found["From an official source, %"] == pytest.approx(100 * (rows["source_kind"] == "official").mean())

    def test_ties_are_new_or_gone_or_go_on(self, publication: Publication, numbers: tuple[str, str]) -> None:
        found = ties_between(*states(publication, numbers), Selection(), 3)
        assert found["new"] == ["columbia-ny/cluj-napoca-rou"]
        assert found["gone"] == ["columbia-mo/suncheon-kor", "columbia-sc/cluj-napoca-rou"]
        assert found["further"] == ["state-tx/taiwan-twn"]

    def test_life_cycles_add_up_to_the_ties(self, publication: Publication, numbers: tuple[str, str]) -> None:
        older, newer = states(publication, numbers)
        lines = by_life_cycle(older, newer, Selection(), 3)
        ties = next(line for line in measured(older, newer, Selection()) if line.label == "Ties")
        assert (sum(line.before or 0 for line in lines), sum(line.after or 0 for line in lines)) == (
            ties.before,
            ties.after,
        )


class TestPage:
    def test_it_tells_what_changed_and_where(self, client: FlaskClient, numbers: tuple[str, str]) -> None:
        text = client.get(f"/data/changes?older={numbers[0]}&newer={numbers[1]}").text
        assert "1 added, 1 corrected, 1 withdrawn" in text
        assert "Was the wrong one" not in text
        assert "<b>New</b>" not in text
        assert f"/data/changes?older={numbers[0]}&amp;newer={numbers[1]}&amp;state=NY" in text

    def test_states_in_the_wrong_order_are_swapped(self, client: FlaskClient, numbers: tuple[str, str]) -> None:
        asked = [client.get(f"/data/changes?older={one}&newer={other}").text for one, other in (numbers, numbers[::-1])]
        first, second = (text.partition("<main")[2] for text in asked)
        assert first
        assert first == second

    def test_since_a_snapshot_until_today(self, client: FlaskClient, numbers: tuple[str, str]) -> None:
        assert "Nothing changed" in client.get(f"/data/changes?older={numbers[1]}").text
        assert "1 withdrawn" in client.get(f"/data/changes?older={numbers[0]}").text

    def test_empty_filters_of_the_form_ask_for_nothing(self, client: FlaskClient, numbers: tuple[str, str]) -> None:
        text = client.get(f"/data/changes?older={numbers[0]}&newer=today&state=&issue=").text
        assert "1 added" in text
        assert "notice" not in text

    def test_a_bad_value_is_said_and_the_rest_shown(self, client: FlaskClient) -> None:
        answer = client.get("/data/changes?older=1999.1&state=XX")
        assert answer.status_code == 200
        assert "older &#39;1999.1&#39; is not a known snapshot" in answer.text
        assert "state &#39;XX&#39; is not a known state" in answer.text

    def test_no_link_widens_what_is_chosen(self, client: FlaskClient, numbers: tuple[str, str]) -> None:
        asked = f"/data/changes?older={numbers[0]}&newer={numbers[1]}"
        assert "country=ROU" in client.get(asked).text
        text = client.get(f"{asked}&counterpart=cluj-napoca-rou").text
        assert "1 corrected" in text
        assert "country=ROU" not in text

    def test_what_only_the_older_state_knows_can_be_asked_for(
        self, client: FlaskClient, numbers: tuple[str, str]
    ) -> None:
        text = client.get(f"/data/changes?older={numbers[0]}&newer={numbers[1]}&actor=columbia-mo").text
        assert "0 added, 0 corrected, 1 withdrawn" in text
        assert "notice" not in text
        assert client.get(f"/data/changes.csv?older={numbers[0]}&actor=columbia-mo").status_code == 200

    def test_the_years_of_silence_are_kept_by_form_and_links(
        self, client: FlaskClient, numbers: tuple[str, str]
    ) -> None:
        text = client.get(f"/data/changes?older={numbers[0]}&newer={numbers[1]}&dormant=5").text
        assert '<input type="hidden" name="dormant" value="5">' in text
        assert "state=NY&amp;dormant=5" in text

    def test_no_snapshot_yet(self, odd_client: FlaskClient) -> None:
        assert "No snapshot has been made yet" in odd_client.get("/data/changes?older=2026.1").text

    def test_the_file_has_a_line_for_each_column_that_differs(
        self, client: FlaskClient, numbers: tuple[str, str]
    ) -> None:
        answer = client.get(f"/data/changes.csv?older={numbers[0]}&newer={numbers[1]}")
        lines = list(csv.DictReader(io.StringIO(answer.text)))
        assert {(line["engagement"], line["action"]) for line in lines} == {
            ("T02", "withdrawn"),
            ("T03", "corrected"),
            ("T90", "added"),
        }
        assert [line for line in lines if line["engagement"] == "T03"] == [
            {"engagement": "T03", "action": "corrected", "column": "us_state", "before": "SC", "after": "NY"}
        ]

    @pytest.mark.parametrize("query", ["older=1999.1", "newer=yesterday", "state=XX", "state=", "nothing=1"])
    def test_the_file_refuses_what_it_does_not_know(self, client: FlaskClient, query: str) -> None:
        answer = client.get(f"/data/changes.csv?{query}")
        assert answer.status_code == 400
        assert query.split("=", maxsplit=1)[0] in answer.text


class TestFeed:
    def entries(self, client: FlaskClient, query: str = "") -> list[ElementTree.Element]:
        answer = client.get(f"/feed.atom{query}")
        assert answer.mimetype == "application/atom+xml"
        feed = ElementTree.fromstring(answer.data)
        for part in ("id", "title", "updated"):
            assert feed.findtext(f"{ATOM}{part}")
        return feed.findall(f"{ATOM}entry")

    def test_changes_and_snapshots_newest_first(self, client: FlaskClient, numbers: tuple[str, str]) -> None:
        entries = self.entries(client)
        assert len(entries) == 5
        stamps = [each.findtext(f"{ATOM}updated") or "" for each in entries]
        assert stamps == sorted(stamps, reverse=True)
        assert len({each.findtext(f"{ATOM}id") for each in entries}) == 5
        assert f"Snapshot {numbers[1]}" in (entries[0].findtext(f"{ATOM}title") or "")
        assert "1 added, 1 corrected, 1 withdrawn" in (entries[0].findtext(f"{ATOM}summary") or "")

    @pytest.mark.parametrize(
        ("query", "ids"),
        [("?state=SC", {"T03"}), ("?state=NY", {"T03"}), ("?state=MO", {"T02"}), ("?state=TX", {"T90"})],
    )
    def test_a_selection_has_a_feed_of_its_own(self, client: FlaskClient, query: str, ids: set[str]) -> None:
        links = [each.find(f"{ATOM}link").attrib["href"] for each in self.entries(client, query)]  # type: ignore[union-attr]
        assert {link.split("/")[-1] for link in links if "/engagement/" in link} == ids

    def test_what_was_written_is_text_and_no_markup(self, client: FlaskClient) -> None:
        [added] = [
            each for each in self.entries(client, "?state=TX") if "Added" in (each.findtext(f"{ATOM}title") or "")
        ]
        assert "&lt;i&gt;How&lt;/i&gt; &amp; why" in (added.findtext(f"{ATOM}summary") or "")

    def test_reasons_are_told_and_nobody_is_named(self, client: FlaskClient) -> None:
        text = client.get("/feed.atom").text
        assert "Reason: Was the wrong one" in text
        assert ">r<" not in text

    @pytest.mark.parametrize("query", ["state=XX", "older=2026.1", "sort=title", "q=%01", "unit=ties"])
    def test_a_bad_value_answers_400(self, client: FlaskClient, query: str) -> None:
        answer = client.get(f"/feed.atom?{query}")
        assert answer.status_code == 400
        assert query.split("=", maxsplit=1)[0] in answer.text

    def test_snapshots_are_compared_once(self, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
        client.get("/feed.atom")
        monkeypatch.setattr(Publication, "shown", lambda *_: pytest.fail("a snapshot was made ready again"))
        assert client.get("/feed.atom").status_code == 200
