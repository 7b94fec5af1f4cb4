"""Snapshots: a release is whole, never changes, is refused where damaged, and answers at its own address for ever."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from oracle import ODDITIES
from test_draw import Page
from walking import words

from dashboard.__main__ import commands
from dashboard.publication import Publication
from dashboard.settings import Settings
from dashboard.snapshot_routes import asked_snapshot
from dashboard.snapshots import (
    CSV,
    MANIFEST,
    PARQUET,
    RepeatedError,
    SnapshotError,
    digest_of,
    numbers_in,
    shelf_of,
    snapshot_at,
)
from dashboard.store.changes import record
from dashboard.store.database import Store
from dashboard.wiring import create_app

GONE, CORRECTED = "T02", "T01"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The hand-written table, with a store and a shelf of the test's own."""
    table = tmp_path / "engagements.csv"
    shutil.copyfile(ODDITIES, table)
    store = f"sqlite:///{tmp_path / 'store.db'}"
    return replace(Settings(), table=table, database=store, mail=f"file:{tmp_path / 'outbox'}")


@pytest.fixture
def publication(settings: Settings) -> Iterator[Publication]:
    opened = Publication(settings, Store(settings.database))
    yield opened
    opened.close()


def change_the_table(publication: Publication) -> None:
    """Correct one engagement and withdraw another, as reviewers do."""
    rows = {row["id"]: row for row in publication.current.table.engagements.to_dict("records")}
    with publication.store.writing() as connection:
        record(connection, "r", "corrected", rows[CORRECTED], {**rows[CORRECTED], "title": "Another title"}, "why")
        record(connection, "r", "withdrawn", rows[GONE], None, "why")
    publication.look()


def said_by(layout: Any) -> str:
    """All the words of a layout."""
    return " ".join(words(layout))


class TestFreezing:
    def test_a_release_holds_the_table_its_reference_and_their_digests(self, publication: Publication) -> None:
        made = publication.freeze("The first.")
        manifest = json.loads((made.folder / MANIFEST).read_text(encoding="utf-8"))
        table = pd.read_csv(ODDITIES, dtype=str, keep_default_na=False)
        frozen = pd.read_csv(made.folder / CSV, dtype=str, keep_default_na=False)
        assert list(frozen["id"]) == [name for name in table["id"] if name in set(frozen["id"])]
        assert manifest["number"] == made.number == f"{made.made[:4]}.1"
        assert (manifest["rows"], manifest["notes"]) == (len(frozen), "The first.")
        assert manifest["files"] == {
            path.name: digest_of(path) for path in made.folder.iterdir() if path.name != MANIFEST
        }
        assert {"states.csv", "countries.csv", "places.csv"} <= manifest["files"].keys()

    def test_csv_and_parquet_hold_the_same_rows(self, publication: Publication) -> None:
        made = publication.freeze("")
        frozen = pd.read_csv(made.folder / CSV, dtype=str, keep_default_na=False)
        pd.testing.assert_frame_equal(pd.read_parquet(made.folder / PARQUET).astype(frozen.dtypes), frozen)

    def test_numbers_go_on_within_the_year(self, publication: Publication) -> None:
        first = publication.freeze("")
        change_the_table(publication)
        second = publication.freeze("")
        year = first.number.split(".")[0]
        assert numbers_in(publication.settings.shelf) == (f"{year}.2", f"{year}.1") == (second.number, first.number)
        assert (first.changes, second.changes) == (0, 2)

    def test_the_tenth_comes_after_the_ninth(self, tmp_path: Path) -> None:
        for number in ("2026.9", "2026.10", "2027.1", "2026.x", ".building"):
            (tmp_path / number).mkdir()
        assert numbers_in(tmp_path) == ("2027.1", "2026.10", "2026.9")

    def test_nothing_new_makes_no_release(self, publication: Publication) -> None:
        made = publication.freeze("")
        with pytest.raises(RepeatedError, match=f"nothing changed since {made.number}"):
            publication.freeze("again")
        assert [path.name for path in publication.settings.shelf.iterdir()] == [made.number]

    def test_a_folder_that_cannot_take_it_is_said(self, settings: Settings, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        publication = Publication(replace(settings, snapshots=tmp_path / "file"), Store(settings.database))
        with pytest.raises(SnapshotError, match="No snapshot was made"):
            publication.freeze("")
        publication.close()

    @pytest.mark.parametrize("name", [CSV, PARQUET, "countries.csv"])
    def test_a_file_that_was_touched_takes_the_release_away(self, publication: Publication, name: str) -> None:
        made = publication.freeze("")
        os.chmod(made.folder / name, 0o644)
        (made.folder / name).write_bytes((made.folder / name).read_bytes() + b" ")
        with pytest.raises(SnapshotError, match=name):
            snapshot_at(made.folder)
        shelf = shelf_of(publication.settings.shelf)
        assert shelf.snapshots == ()
        assert name in shelf.problems[0]

    @pytest.mark.parametrize(
        ("key", "value", "said"),
        [("number", "2026.7", "not as it was"), ("schema_version", "0.9", "schema"), ("files", {}, "not as it was")],
    )
    def test_a_manifest_of_something_else_is_refused(
        self, publication: Publication, key: str, value: object, said: str
    ) -> None:
        path = publication.freeze("").folder / MANIFEST
        os.chmod(path, 0o644)
        path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), key: value}), encoding="utf-8")
        with pytest.raises(SnapshotError, match=said):
            snapshot_at(path.parent)

    def test_a_file_that_is_touched_later_is_not_read(self, publication: Publication) -> None:
        made = publication.freeze("")
        path = made.folder / PARQUET
        os.chmod(path, 0o644)
        path.write_bytes(path.read_bytes() + b" ")
        with pytest.raises(SnapshotError, match="differs"):
            made.read()

    def test_one_that_is_still_being_copied_is_offered_when_it_is_whole(
        self, publication: Publication, tmp_path: Path
    ) -> None:
        made = publication.freeze("")
        whole = tmp_path / "whole"
        made.folder.rename(whole)
        shutil.copytree(whole, made.folder, ignore=shutil.ignore_patterns("places.csv"))
        publication.look()
        assert publication.shelf.named(made.number) is None
        shutil.copyfile(whole / "places.csv", made.folder / "places.csv")
        publication.look()
        assert publication.shelf.named(made.number) is not None

    def test_rows_read_with_other_reference_tables_are_not_those_of_a_snapshot(
        self, settings: Settings, tmp_path: Path
    ) -> None:
        data = tmp_path / "data"
        shutil.copytree(Settings().data, data, ignore=shutil.ignore_patterns("snapshots"))
        before = Publication(replace(settings, data=data), Store(settings.database))
        made = before.freeze("")
        before.look()
        assert before.current.frozen_as == made
        text = (data / "countries.csv").read_text(encoding="utf-8")
        (data / "countries.csv").write_text(text.replace(",EUR,", ",NEA,"), encoding="utf-8")
        after = Publication(replace(settings, data=data), Store(settings.database))
        assert after.current.frozen_as is None
        before.close()
        after.close()


class TestCommand:
    @pytest.fixture
    def run(self, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str]]:
        monkeypatch.setenv("DASHBOARD_TABLE", str(settings.table))
        monkeypatch.setenv("DATABASE_URL", settings.database)

        def run(*words: str) -> tuple[int, str]:
            ran = CliRunner().invoke(commands, ["snapshot", *words])
            return ran.exit_code, ran.output

        return run

    def test_it_freezes_beside_the_table_and_says_where(
        self, run: Callable[..., tuple[int, str]], settings: Settings
    ) -> None:
        code, said = run("--notes", "As cited.")
        made = shelf_of(settings.table.parent / "snapshots").snapshots[0]
        assert code == 0
        assert made.notes == "As cited."
        assert made.sha256 in said
        assert f"?snapshot={made.number}" in said

    def test_a_second_time_says_that_nothing_changed(self, run: Callable[..., tuple[int, str]]) -> None:
        run()
        code, said = run()
        assert code == 1
        assert "nothing changed since" in said

    def test_another_folder(
        self, run: Callable[..., tuple[int, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DASHBOARD_SNAPSHOTS", str(tmp_path / "shelf"))
        assert run()[0] == 0
        assert len(numbers_in(tmp_path / "shelf")) == 1

    def test_a_table_that_cannot_be_read(
        self, run: Callable[..., tuple[int, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "empty.csv").write_text("")
        monkeypatch.setenv("DASHBOARD_TABLE", str(tmp_path / "empty.csv"))
        assert run()[0] == 2


SAME_FOR_EVER = (
    "/engagements.csv?scope=all",
    "/engagements.csv?state=TX&sort=title",
    "/engagements.csv?bureau=EUR",
    "/disparities/rates.csv?issue=culture",
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> tuple[Flask, str, dict[str, bytes]]:
    folder = tmp_path_factory.mktemp("frozen")
    data = folder / "data"
    shutil.copytree(Settings().data, data, ignore=shutil.ignore_patterns("snapshots"))
    table = data / "engagements.csv"
    shutil.copyfile(ODDITIES, table)
    settings = replace(
        Settings(), table=table, data=data, database=f"sqlite:///{folder / 'a.db'}", mail=f"file:{folder / 'out'}"
    )
    before = create_app(settings).server
    publication = before.extensions["publication"]
    number = publication.freeze("").number
    answers = {address: before.test_client().get(address).data for address in SAME_FOR_EVER}
    change_the_table(publication)
    publication.close()
    countries = data / "countries.csv"
    text = countries.read_text(encoding="utf-8")
    countries.write_text(text.replace(",EUR,", ",NEA,"), encoding="utf-8")
    return create_app(settings).server, number, answers


@pytest.fixture(scope="module")
def client(served: tuple[Flask, str, dict[str, bytes]]) -> FlaskClient:
    return served[0].test_client()


@pytest.fixture(scope="module")
def number(served: tuple[Flask, str, dict[str, bytes]]) -> str:
    return served[1]


@pytest.fixture
def today_client(server_of: Callable[[Path], Flask]) -> FlaskClient:
    """A client of the app on the real table."""
    return server_of(Settings().table).test_client()


class TestAddresses:
    """The table is frozen, then changed; beside the rows the reference tables change, too."""

    @pytest.mark.parametrize("address", SAME_FOR_EVER)
    def test_the_old_address_gives_the_old_answer_byte_for_byte(
        self, served: tuple[Flask, str, dict[str, bytes]], address: str
    ) -> None:
        server, number, answers = served
        assert server.test_client().get(f"{address}&snapshot={number}").data == answers[address]

    def test_the_table_on_screen_has_the_rows_of_the_snapshot_and_its_links_stay_in_it(
        self, client: FlaskClient, number: str
    ) -> None:
        rows = client.get(f"/rows?start=0&length=500&snapshot={number}").get_json()["rows"]
        exported = csv.DictReader(io.StringIO(client.get(f"/engagements.csv?snapshot={number}").text))
        assert [row["id"] for row in rows] == [line["id"] for line in exported]
        assert {row["actor_page"].split("?")[1] for row in rows} == {f"snapshot={number}"}

    def test_today_is_another_table(self, client: FlaskClient, number: str) -> None:
        today, frozen = (client.get(f"/engagements.csv?scope=all{more}").text for more in ("", f"&snapshot={number}"))
        assert (GONE in today, GONE in frozen) == (False, True)
        assert ("Another title" in today, "Another title" in frozen) == (True, False)
        assert client.get("/engagements.csv?bureau=EUR").text.count("\r\n") == 1

    def test_an_unknown_snapshot_is_refused_by_exports_with_those_there_are(
        self, client: FlaskClient, number: str
    ) -> None:
        answer = client.get("/engagements.csv?snapshot=1999.1")
        assert answer.status_code == 400
        assert answer.text.startswith("snapshot '1999.1' is not a known snapshot")
        assert number in answer.text
        assert client.get(f"/engagements.csv?snapshot={number}&snapshot=1999.1").status_code == 400

    @pytest.mark.parametrize("more", ["&snapshot={}+", "&snapshot={}%00", "&snapshot="])
    def test_every_spelling_of_the_number_gives_the_same_rows_or_none(
        self, client: FlaskClient, number: str, more: str
    ) -> None:
        answer = client.get(f"/engagements.csv?scope=all&snapshot={number}{more.format(number)}")
        frozen = client.get(f"/engagements.csv?scope=all&snapshot={number}").data
        assert answer.status_code == 400 or answer.data == frozen

    @pytest.mark.parametrize("address", ["/feed.atom?snapshot={}", "/data/changes.csv?older={0}&snapshot={0}"])
    def test_what_is_of_today_only_refuses_a_snapshot(self, client: FlaskClient, number: str, address: str) -> None:
        answer = client.get(address.format(number))
        assert answer.status_code == 400
        assert f"snapshot '{number}' means nothing here" in answer.text

    def test_the_feed_of_a_page_is_of_its_selection_alone(self, client: FlaskClient, number: str) -> None:
        assert 'href="/feed.atom?state=TX"' in client.get(f"/?state=TX&sort=title&snapshot={number}").text

    @pytest.mark.parametrize("posted", [{"inputs": None}, {"inputs": [None], "state": 3}, [], None])
    def test_a_callback_that_says_nothing_is_of_today(
        self, served: tuple[Flask, str, dict[str, bytes]], posted: object
    ) -> None:
        with served[0].test_request_context("/_dash-update-component", method="POST", json=posted):
            assert asked_snapshot() == ""

    def test_pages_say_which_snapshot_they_show(self, client: FlaskClient, number: str) -> None:
        frozen = Page(client, f"?snapshot={number}", "/")
        said = said_by(frozen.properties["page"]["children"])
        assert f"Snapshot {number}" in said
        assert "See the table of today" in said
        assert "See the table of today" not in said_by(Page(client, "", "/").properties["page"]["children"])

    def test_a_citation_names_the_snapshot_that_holds_the_rows(self, client: FlaskClient, number: str) -> None:
        frozen = client.get(f"/engagements.json?state=TX&snapshot={number}").get_json()["citation"]
        assert f"snapshot {number}" in frozen
        assert frozen.count(f"snapshot={number}") == 1
        assert "snapshot" not in client.get("/engagements.json?state=TX").get_json()["citation"]

    def test_so_does_the_citation_of_today_while_nothing_changed_since(self, today_client: FlaskClient) -> None:
        cited = today_client.get("/engagements.json?state=TX").get_json()["citation"]
        number = numbers_in(Settings().shelf)[0]
        assert f"snapshot {number}" in cited
        assert cited.endswith(f"/?state=TX&snapshot={number}")
        page = Page(today_client, "", "/engagement/E00001")
        assert f"/engagement/E00001?snapshot={number}." in said_by(page.properties["page"]["children"])

    def test_a_withdrawn_engagement_is_still_there_in_its_snapshot(self, client: FlaskClient, number: str) -> None:
        frozen = Page(client, f"?snapshot={number}", f"/engagement/{GONE}")
        assert "withdrawn" not in said_by(frozen.properties["page"]["children"]).lower()
        today = Page(client, "", f"/engagement/{GONE}")
        assert "withdrawn" in said_by(today.properties["page"]["children"]).lower()

    def test_the_files_of_a_snapshot_are_served_as_they_are(self, client: FlaskClient, number: str) -> None:
        with client.get(f"/snapshots/{number}/{MANIFEST}") as answer:
            manifest = answer.get_json()
        for name, digest in manifest["files"].items():
            with client.get(f"/snapshots/{number}/{name}") as answer:
                assert hashlib.sha256(answer.data).hexdigest() == digest
        assert client.get(f"/snapshots/{number}/../../secret").status_code == 404
        assert client.get(f"/snapshots/{number}/passwd").status_code == 404
        assert client.get(f"/snapshots/1999.1/{CSV}").status_code == 404

    def test_the_data_page_lists_it(self, client: FlaskClient, number: str) -> None:
        said = said_by(Page(client, "", "/data").properties["page"]["children"])
        assert number in said
        assert "Snapshots, newest first" in said

    def test_a_snapshot_made_meanwhile_is_offered_without_a_restart(
        self, served: tuple[Flask, str, dict[str, bytes]]
    ) -> None:
        publication = served[0].extensions["publication"]
        made = publication.freeze("later")
        publication.look()
        assert served[0].test_client().get(f"/rows?snapshot={made.number}").status_code == 200


class TestReleased:
    """What the project itself has released."""

    def test_every_release_is_as_it_was_made(self) -> None:
        shelf = shelf_of(Settings().shelf)
        assert shelf.problems == ()
        assert shelf.snapshots[-1].number == "2026.1"

    @pytest.mark.parametrize("number", numbers_in(Settings().shelf))
    def test_its_rows_and_counts_agree(self, number: str) -> None:
        snapshot = shelf_of(Settings().shelf).named(number)
        assert snapshot is not None
        rows = pd.read_csv(snapshot.folder / CSV, dtype=str, keep_default_na=False)
        assert len(rows) == snapshot.rows == len(snapshot.read().engagements)
        assert rows.loc[rows["counterpart_country"] != "", "counterpart_country"].nunique() == snapshot.countries
