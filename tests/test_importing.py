"""A survey file into the queue: from bytes to proposals with guesses, by the command, and never twice."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update

from dashboard.__main__ import commands
from dashboard.importing import FileSettings, SettingsOfFileError, decision_key, judge_file, load_file
from dashboard.publication import Publication
from dashboard.settings import Settings
from dashboard.store.database import Store, moment
from dashboard.store.imports import AT_WORK, file, files, keep_file, move, remembered
from dashboard.store.queue import Filter, queue
from dashboard.store.tables import imports
from dashboard.survey_jobs import start_loading, start_reading

SAID = FileSettings("Survey of cities, May 2026", "https://example.org/survey")
HEADER = ["City name", "State", "Partner country", "Partner", "Type of engagement", "Topics", "When", "Headline"]
GOOD = ["Austin", "TX - Texas", "Norway", "Bergen", "MOU", "Trade, climate", "May 2019", "Fjord pact"]
UNSURE = ["Boise", "ID", "Korea", "", "MOU", "energy", "2019", "Six"]
BAD = ["Boise", "ID", "Norway", "", "dancing", "energy", "2019", "Seven"]
SEVERAL = ["Tulsa", "Okla.", "Holland; Republic of Korea", "", "Sister City", "culture", "", "Two sisters"]


def written(*rows: list[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([HEADER, *rows])
    return text.getvalue().encode("cp1252")


FILE = written(GOOD, UNSURE, BAD, SEVERAL)


@pytest.fixture
def publication(store: Store) -> Publication:
    """The real table on an empty store, of each kind of database in turn."""
    return Publication(Settings(), store)


def waiting(store: Store) -> list[Mapping[str, Any]]:
    with store.reading() as connection:
        return queue(connection, Filter(), 0, 100)[0]


def loaded(publication: Publication, content: bytes, settings: FileSettings = SAID) -> int:
    judgement = judge_file("survey.csv", content, settings, publication.current, publication.store)
    return load_file(judgement, settings, str(hash(content)), publication.store)


class TestLoading:
    def test_what_is_ready_waits_for_review_with_its_guesses(self, publication: Publication) -> None:
        assert loaded(publication, FILE) == 3
        austin, *tulsa = waiting(publication.store)
        fields = austin["fields"]
        assert (fields["us_state"], fields["counterpart_country"]) == ("TX", "NOR")
        assert (fields["start_date"], fields["collection_track"]) == ("2019-05", "survey")
        assert fields["source_name"] == SAID.source_name
        assert [each["fields"]["counterpart_country"] for each in tulsa] == ["NLD", "KOR"]
        assert any(guess["said"] == "Holland" for guess in tulsa[0]["guesses"].values())
        assert (austin["track"], austin["office"], austin["email"]) == ("survey", SAID.source_name, "")

    def test_what_is_ready_can_be_published_as_it_is(self, publication: Publication) -> None:
        loaded(publication, FILE)
        desk = publication.desk()
        for each in waiting(publication.store):
            desk.accept("ann@example.org", each["id"], each["revision"])
        assert publication.look()
        assert len(publication.current.table.engagements) == len(publication.base.engagements) + 3

    def test_twice_adds_nothing_and_a_mended_file_only_what_is_new(self, publication: Publication) -> None:
        assert [loaded(publication, FILE), loaded(publication, FILE)] == [3, 0]
        mended = [*BAD[:4], "MOU", *BAD[5:]]
        assert loaded(publication, written(GOOD, UNSURE, mended, SEVERAL)) == 1

    def test_what_was_accepted_is_not_taken_again(self, publication: Publication) -> None:
        loaded(publication, written(GOOD))
        (only,) = waiting(publication.store)
        publication.desk().accept("ann@example.org", only["id"], 1)
        publication.look()
        judgement = judge_file("survey.csv", written(GOOD), SAID, publication.current, publication.store)
        assert judgement.counts == {"ready": 0, "decide": 0, "rejected": 1, "rows": 1}

    def test_a_decision_holds_for_every_row_with_that_text(self, publication: Publication) -> None:
        content = written(UNSURE, [*UNSURE[:-1], "Another"])
        judgement = judge_file("survey.csv", content, SAID, publication.current, publication.store)
        (question,) = [each for each in judgement.questions if each["column"] != "id"]
        assert (question["text"], question["times"]) == ("Korea", 2)
        assert {guess["code"] for guess in question["guesses"]} >= {"KOR", "PRK"}
        decided = replace(SAID, decisions={decision_key(question["column"], question["text"]): "KOR"})
        assert loaded(publication, content, decided) == 2

    def test_reviewers_may_decide_instead(self, publication: Publication) -> None:
        assert loaded(publication, FILE, replace(SAID, undecided=True)) == 4
        boise = next(each for each in waiting(publication.store) if each["fields"]["us_city"] == "Boise")
        assert any(guess["open"] for guess in boise["guesses"].values())

    def test_what_a_column_is_is_remembered(self, publication: Publication) -> None:
        named = {**judge_file("s.csv", FILE, SAID, publication.current, publication.store).mapping, "Topics": "summary"}
        loaded(publication, FILE, replace(SAID, mapping=named))
        with publication.store.reading() as connection:
            assert remembered(connection)["topics"] == "summary"
        again = judge_file("s.csv", FILE, SAID, publication.current, publication.store)
        assert again.mapping["Topics"] == "summary"

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"source_name": " "}, "Name the source"),
            ({"source_url": "javascript:alert(1)"}, "is no address"),
            ({"track": "rumour"}, "'rumour' is not allowed; allowed are manual"),
        ],
    )
    def test_a_source_is_asked_for(self, wrong: dict[str, str], said: str) -> None:
        with pytest.raises(SettingsOfFileError, match=said):
            replace(SAID, **wrong)


class TestJobs:
    def finished(self, store: Store, number: int) -> Mapping[str, Any]:
        for _ in range(600):
            with store.reading() as connection:
                found = file(connection, number)
            assert found is not None
            if found["state"] not in AT_WORK:
                return found
            time.sleep(0.1)
        raise AssertionError("still at work")

    def test_a_file_is_read_then_loaded(self, publication: Publication) -> None:
        store = publication.store
        number = keep_file(store, "survey.csv", "ann@example.org", FILE)
        assert keep_file(store, "survey.csv", "ann@example.org", FILE) == number
        assert start_reading(publication, number, SAID)
        found = self.finished(store, number)
        assert found["state"] == "judged"
        assert {name: found["counts"][name] for name in ("ready", "decide", "rejected", "rows")} == {
            "ready": 3,
            "decide": 1,
            "rejected": 1,
            "rows": 4,
        }
        assert waiting(store) == []
        assert start_loading(publication, number, SAID)
        assert self.finished(store, number)["counts"]["added"] == len(waiting(store)) == 3
        with store.reading() as connection:
            report = file(connection, number, with_content=True)["report"].decode("utf-8-sig")  # type: ignore[index]
        assert [row["result"] for row in csv.DictReader(io.StringIO(report))] == ["needs a decision", "rejected"]

    def test_one_file_is_at_work_once(self, publication: Publication) -> None:
        number = keep_file(publication.store, "survey.csv", "ann@example.org", FILE)
        move(publication.store, number, state="reading")
        assert not start_reading(publication, number, SAID)

    def test_an_interrupted_one_can_be_begun_again(self, publication: Publication) -> None:
        store = publication.store
        number = keep_file(store, "survey.csv", "ann@example.org", FILE)
        move(store, number, state="reading")
        with store.writing() as connection:
            connection.execute(update(imports).values(seen="2026-01-01T00:00:00.000000Z"))
        with store.reading() as connection:
            assert files(connection)[0]["is_lost"]
        assert start_reading(publication, number, SAID)
        assert self.finished(store, number)["state"] == "judged"

    def test_a_file_that_is_none_says_so(self, publication: Publication) -> None:
        number = keep_file(publication.store, "survey.csv", "ann@example.org", b"%PDF-1.7 ...")
        start_reading(publication, number, SAID)
        found = self.finished(publication.store, number)
        assert found["state"] == "failed"
        assert "is a PDF" in found["problem"]
        assert found["seen"] <= moment()


class TestCommand:
    @pytest.fixture
    def run(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'store.db'}")
        monkeypatch.setenv("DASHBOARD_MAIL", f"file:{tmp_path / 'outbox'}")

        def call(content: bytes, *more: str) -> Result:
            path = tmp_path / "survey.csv"
            path.write_bytes(content)
            named = ["--source-name", SAID.source_name, "--source-url", SAID.source_url]
            return CliRunner().invoke(commands, ["import", str(path), "--track", "survey", *named, *more])

        return call

    def test_loads_and_leaves_a_file_to_mend(self, run: Any, tmp_path: Path) -> None:
        result = run(FILE)
        assert result.exit_code == 1, result.output
        assert "3 engagements ready, 1 need a decision, 1 rejected" in result.output
        assert "3 new in the review queue" in result.output
        lines = (tmp_path / "survey-to-mend.csv").read_text("utf-8-sig").splitlines()
        assert len(lines) == 3
        assert "0 new in the review queue" in run(FILE).output

    def test_all_good_is_exit_0(self, run: Any, tmp_path: Path) -> None:
        assert run(written(GOOD)).exit_code == 0
        assert not (tmp_path / "survey-to-mend.csv").exists()

    def test_a_dry_run_loads_nothing(self, run: Any) -> None:
        assert "new in the review queue" not in run(FILE, "--dry-run").output
        assert "3 new in the review queue" in run(FILE).output

    def test_columns_can_be_named(self, run: Any) -> None:
        assert "'Topics': Summary" in run(FILE, "--column", "Topics=summary", "--dry-run").output

    @pytest.mark.parametrize(
        ("content", "more", "said"),
        [
            (b"", (), "is empty"),
            (FILE, ("--column", "Nothing=issues"), "has no column 'Nothing'. It has: City name"),
            (FILE, ("--column", "Topics=colour"), "'colour' is no column. Allowed: us_actor"),
            (FILE, ("--source-url", "nowhere"), "'nowhere' is no address"),
        ],
    )
    def test_what_cannot_be_read_is_exit_2_with_a_sentence(
        self, run: Any, content: bytes, more: tuple[str, ...], said: str
    ) -> None:
        result = run(content, *more)
        assert result.exit_code == 2
        assert said in result.output
        assert "Traceback" not in result.output
