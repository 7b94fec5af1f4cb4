"""The store on SQLite and on a real PostgreSQL: what is kept once, what cannot be overwritten, what can be rebuilt.

Each test begins with an empty database of each kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Thread

import pandas as pd
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from examples import PROPOSED as NEW
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DBAPIError

from dashboard.publication import Publication
from dashboard.settings import Settings
from dashboard.store.accounts import AccountError, LockedError, add_reviewer, close_account, sign_in, stamp_of
from dashboard.store.bulk import MOST_AT_ONCE, accept_all, reject_all
from dashboard.store.changes import changes_of, latest_rows, newest, with_changes
from dashboard.store.database import Store, StoreError
from dashboard.store.letters import deliver, sending
from dashboard.store.queue import Filter, beside, counts, queue
from dashboard.store.refusals import NotAllowedError, OvertakenError, UnfitError
from dashboard.store.review import Desk
from dashboard.store.signing import secret
from dashboard.store.submissions import Proposed, Receipt, Sender, answer, retract, status, submit
from dashboard.store.tables import changes, letters, proposals, steps, submissions, tables
from dashboard.store.undoing import undo

ANN, BEN = "ann@example.org", "ben@example.org"
LINK = "https://map.example.org/submit/status/"
AUSTIN = Sender("Office of the Mayor", "mayor@austin.example", "voluntary")


@pytest.fixture(scope="module")
def base(own_settings: Settings) -> Publication:
    """The real table and its rules, on a store that is not looked at here."""
    return Publication(own_settings, Store(own_settings.database))


@pytest.fixture
def desk(store: Store, base: Publication) -> Desk:
    return replace(base.desk(), store=store, address="https://map.example.org")


def sent(store: Store, *proposed: Proposed, key: str = "k1", sender: Sender = AUSTIN) -> Receipt:
    return submit(store, sender, proposed or (Proposed("new", NEW),), key, "signing secret", LINK)


def waiting(store: Store) -> list[Mapping[str, object]]:
    with store.reading() as connection:
        return queue(connection, Filter(), 0, 100)[0]


def history(store: Store, engagement: str) -> list[str]:
    with store.reading() as connection:
        return [each.action for each in changes_of(connection, engagement)]


def rows_of(store: Store, table: object) -> int:
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]


def together(*works: object) -> list[BaseException]:
    """What is raised when all are done at the same moment."""
    ready, raised = Barrier(len(works)), []

    def run(work: object) -> None:
        ready.wait()
        try:
            work()  # type: ignore[operator]
        except Exception as error:
            raised.append(error)

    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


class TestDatabase:
    def test_migrations_lead_to_the_tables_of_the_code(self, store: Store) -> None:
        with store.reading() as connection:
            assert compare_metadata(MigrationContext.configure(connection), tables) == []

    def test_is_opened_again_as_it_was(self, store: Store, database: str) -> None:
        sent(store)
        again = Store(database)
        assert len(waiting(again)) == 1
        again.close()

    def test_many_processes_may_open_an_empty_one_at_once(self, database: str) -> None:
        opened: list[Store] = []
        assert together(*[lambda: opened.append(Store(database))] * 4) == []
        assert [each.version() for each in opened] == [0] * 4
        for each in opened:
            each.close()

    @pytest.mark.parametrize("table", [changes, steps], ids=lambda table: table.name)
    @pytest.mark.parametrize("act", [update, delete], ids=["update", "delete"])
    def test_what_is_appended_cannot_be_changed(self, store: Store, desk: Desk, table: object, act: object) -> None:
        sent(store)
        desk.accept(ANN, 1, 1)
        statement = act(table)  # type: ignore[operator]
        with pytest.raises(DBAPIError, match="appended to, never changed"), store.writing() as connection:
            connection.execute(statement.values(who="x") if act is update else statement)

    @pytest.mark.parametrize(
        ("address", "said"),
        [
            ("mysql://host/name", "'mysql' is no database for this. Allowed: sqlite, postgresql"),
            ("nonsense", "'nonsense' is no address of a database"),
            ("sqlite://", "names no file"),
            ("sqlite:////proc/nothing/store.db", "cannot be opened"),
            ("postgresql://nobody:secret@127.0.0.1:1/none", "cannot be opened"),
        ],
    )
    def test_a_wrong_address_is_one_sentence_without_the_password(self, address: str, said: str) -> None:
        with pytest.raises(StoreError) as refused:
            Store(address)
        assert said in str(refused.value)
        assert "secret" not in str(refused.value)


class TestSubmissions:
    def test_sending_twice_is_once_with_the_same_receipt(self, store: Store) -> None:
        first, second = sent(store), sent(store)
        assert (first.is_new, second.is_new) == (True, False)
        assert (first.word, first.number) == (second.word, second.number)
        assert rows_of(store, submissions) == rows_of(store, proposals) == rows_of(store, letters) == 1

    def test_at_the_same_moment_too(self, store: Store) -> None:
        together(*[lambda: sent(store)] * 4)
        assert rows_of(store, submissions) == rows_of(store, proposals) == 1

    def test_a_survey_row_is_taken_once(self, store: Store) -> None:
        rows = [Proposed("new", NEW, fingerprint=mark) for mark in "aab"]
        sent(store, *rows)
        sent(store, *rows, key="k2")
        assert len(waiting(store)) == 2

    def test_the_sender_follows_answers_and_takes_back(self, store: Store, desk: Desk) -> None:
        receipt = sent(store, Proposed("new", NEW), Proposed("problem", engagement="E00001", note="It was in April."))
        desk.ask(ANN, 1, 1, "Which day was it?", LINK)
        assert answer(store, receipt.word, 1, "The 5th", {**NEW, "start_date": "2026-05-05"})
        assert retract(store, receipt.word, 2)
        with store.reading() as connection:
            found = status(connection, receipt.word)
            assert found is not None
            assert status(connection, "another word") is None
        first, second = found["proposals"]
        assert (first["state"], first["fields"]["start_date"]) == ("waiting", "2026-05-05")
        assert [step["action"] for step in first["steps"]] == ["asked", "answered"]
        assert second["state"] == "retracted"
        assert not retract(store, receipt.word, 2)
        assert not retract(store, "another word", 1)

    def test_a_secret_is_made_once(self, store: Store) -> None:
        assert secret(store, "signing") == secret(store, "signing") != secret(store, "other")


class TestReview:
    def test_accepted_it_is_a_row_and_a_change(self, store: Store, desk: Desk) -> None:
        sent(store)
        assert desk.accept(ANN, 1, 1, note="Confirmed by the city.") == 1
        with store.reading() as connection:
            rows = latest_rows(connection, 1)
        assert rows == {"S00001": {**NEW, "id": "S00001"}}
        assert waiting(store) == []

    def test_a_row_that_breaks_a_rule_is_not_accepted(self, store: Store, desk: Desk) -> None:
        sent(store, Proposed("new", {**NEW, "us_state": "XX"}))
        with pytest.raises(UnfitError, match="us_state"):
            desk.accept(ANN, 1, 1)
        assert desk.accept(ANN, 1, 1, NEW) == 1
        with store.reading() as connection:
            assert latest_rows(connection, 1)["S00001"] == {**NEW, "id": "S00001"}

    def test_two_reviewers_where_two_are_needed(self, store: Store, desk: Desk) -> None:
        two = replace(desk, needed=2)
        sent(store)
        assert two.accept(ANN, 1, 1) is None
        with pytest.raises(NotAllowedError, match="another reviewer has to agree"):
            two.accept(ANN, 1, 2)
        assert store.version() == 0
        assert two.accept(BEN, 1, 2) == 1

    def test_an_edit_is_approved_anew(self, store: Store, desk: Desk) -> None:
        two = replace(desk, needed=2)
        sent(store)
        two.accept(ANN, 1, 1)
        edited = {**NEW, "title": "Austin and Lisbon"}
        assert two.accept(BEN, 1, 2, edited) is None
        assert two.accept(ANN, 1, 3) == 1
        with store.reading() as connection:
            row = latest_rows(connection, 1)["S00001"]
        assert row is not None
        assert row["title"] == "Austin and Lisbon"

    @pytest.mark.parametrize("second", ["accept", "reject", "ask"])
    def test_who_comes_second_is_told_and_overwrites_nothing(self, store: Store, desk: Desk, second: str) -> None:
        sent(store)
        desk.reject(ANN, 1, 1, "No source says so.")
        acts = {
            "accept": lambda: desk.accept(BEN, 1, 1),
            "reject": lambda: desk.reject(BEN, 1, 1, "Double."),
            "ask": lambda: desk.ask(BEN, 1, 1, "When?", LINK),
        }
        with pytest.raises(OvertakenError, match=r"ann@example.org rejected this on .* \(“No source says so.”\)"):
            acts[second]()
        assert store.version() == 0

    def test_of_two_at_the_same_moment_one_decides(self, store: Store, desk: Desk) -> None:
        sent(store)
        raised = together(*[lambda who=who: desk.accept(who, 1, 1) for who in (ANN, BEN, "cy@example.org")])
        assert [type(error) for error in raised] == [OvertakenError] * 2
        assert (store.version(), rows_of(store, changes)) == (1, 1)

    def test_numbers_have_no_gaps_when_many_decide(self, store: Store, desk: Desk) -> None:
        sent(store, *[Proposed("new", {**NEW, "title": f"{n}"}) for n in range(8)])
        works = [lambda n=n: desk.accept(ANN, n, 1) for n in range(1, 9)]
        assert together(*works) == []
        with store.reading() as connection:
            assert [each.number for each in newest(connection, 99)] == list(range(8, 0, -1))

    def test_a_correction_changes_only_what_it_names(self, store: Store, desk: Desk) -> None:
        was = desk.base("E00001")
        assert was is not None
        sent(store, Proposed("correction", {"start_date": "2025-03-30"}, "E00001"))
        desk.accept(ANN, 1, 1)
        with store.reading() as connection:
            (change,) = changes_of(connection, "E00001")
        assert change.differences == (("start_date", was["start_date"], "2025-03-30"),)
        assert (change.before, change.office) == (was, "Office of the Mayor")

    def test_a_second_correction_starts_from_the_first(self, store: Store, desk: Desk) -> None:
        for number, fields in enumerate(({"start_date": "2025-03-30"}, {"end_date": "2025-04-01"}), start=1):
            sent(store, Proposed("correction", fields, "E00001"), key=str(number))
            desk.accept(ANN, number, 1)
        with store.reading() as connection:
            row = latest_rows(connection, 2)["E00001"]
        assert row is not None
        assert (row["start_date"], row["end_date"]) == ("2025-03-30", "2025-04-01")

    def test_a_correction_that_changes_nothing_is_said_to_be_one(self, store: Store, desk: Desk) -> None:
        sent(store, Proposed("correction", {"us_state": "AK"}, "E00001"))
        with pytest.raises(NotAllowedError, match="Nothing would change"):
            desk.accept(ANN, 1, 1)

    def test_a_problem_may_end_in_a_withdrawal(self, store: Store, desk: Desk) -> None:
        two = replace(desk, needed=2)
        sent(store, Proposed("problem", engagement="E00001", note="This never took place."))
        two.accept(ANN, 1, 1, note="Indeed.", withdraw=True)
        with pytest.raises(NotAllowedError, match="Say why"):
            two.accept(BEN, 1, 2)
        assert two.accept(BEN, 1, 2, note="Indeed.") == 1
        assert history(store, "E00001") == ["withdrawn"]

    def test_corrections_of_one_row_at_the_same_moment_are_both_kept(self, store: Store, desk: Desk) -> None:
        wanted = {"title": "One", "summary": "Two", "source_name": "Three", "source_date": "2024"}
        sent(store, *[Proposed("correction", {name: value}, "E00001") for name, value in wanted.items()])
        assert together(*[lambda number=number: desk.accept(ANN, number, 1) for number in range(1, 5)]) == []
        with store.reading() as connection:
            row = latest_rows(connection, 4)["E00001"]
        assert row is not None
        assert wanted.items() <= row.items()

    def test_a_change_is_undone_once(self, store: Store, desk: Desk) -> None:
        sent(store)
        desk.accept(ANN, 1, 1)
        raised = together(*[lambda who=who: undo(store, who, 1, "Wrong.") for who in (ANN, BEN)])
        assert [type(error) for error in raised] == [OvertakenError]

    def test_who_saw_an_older_row_is_told_who_changed_it(self, store: Store, desk: Desk) -> None:
        sent(store, *[Proposed("correction", {"title": title}, "E00001") for title in ("One", "Two")])
        sent(store, key="k2")
        desk.accept(ANN, 1, 1, seen=desk.last_change("E00001"))
        with pytest.raises(OvertakenError, match=r"ann@example.org changed E00001 on .* change 1"):
            desk.accept(BEN, 2, 1, seen=0)
        with pytest.raises(OvertakenError, match="You changed E00001"):
            desk.merge(ANN, 3, 1, "E00001", {"end_date": "2025-04"}, seen=0)
        assert desk.accept(BEN, 2, 1, seen=desk.last_change("E00001")) == 2

    def test_what_was_sent_is_told_when_it_is_edited(self, store: Store, desk: Desk) -> None:
        sent(store)
        desk.accept(ANN, 1, 1, {**NEW, "end_date": "2027"})
        found = desk.proposal(1)
        assert found is not None
        assert next((step["action"], step["note"]) for step in found["steps"]) == ("edited", "end_date: empty → 2027")

    def test_neighbours_in_the_queue(self, store: Store, desk: Desk) -> None:
        sent(store, *[Proposed("new", {**NEW, "title": f"{n}"}) for n in range(4)])
        desk.reject(ANN, 2, 1, "Double.")
        with store.reading() as connection:
            found = [beside(connection, Filter(), number) for number in (1, 2, 3, 4)]
        assert found == [(None, 3), (1, 3), (1, 4), (3, None)]

    def test_merging_adds_to_the_row_that_is_there(self, store: Store, desk: Desk) -> None:
        sent(store)
        assert desk.merge(ANN, 1, 1, "E00001", {"end_date": "2025-04"}, "The same trip.") == 1
        assert history(store, "E00001") == ["corrected"]
        sent(store, key="k2")
        assert desk.merge(ANN, 2, 1, "E00001", {}, "The same trip again.") == 0
        assert store.version() == 1
        sent(store, key="k3")
        with pytest.raises(NotAllowedError, match="no engagement E99999"):
            desk.merge(ANN, 3, 1, "E99999", {})

    def test_many_at_once_say_which_were_not_taken(self, store: Store, desk: Desk) -> None:
        sent(store, Proposed("new", NEW), Proposed("new", {**NEW, "issues": "none"}), Proposed("new", NEW))
        desk.reject(BEN, 3, 1, "Double.")
        done, refused = accept_all(desk, ANN, {1: 1, 2: 1, 3: 1})
        assert (done, store.version()) == (1, 1)
        assert "issues" in refused[2]
        assert "ben@example.org rejected" in refused[3]
        assert reject_all(desk, ANN, {2: 1}, "No such issue.") == (1, {})
        with pytest.raises(NotAllowedError, match="too many"):
            accept_all(desk, ANN, dict.fromkeys(range(MOST_AT_ONCE + 1), 1))

    def test_reasons_are_asked_for(self, store: Store, desk: Desk) -> None:
        sent(store, sender=Sender("Survey", "", "survey"))
        with pytest.raises(NotAllowedError, match="reason"):
            desk.reject(ANN, 1, 1, "  ")
        with pytest.raises(NotAllowedError, match="nobody to ask"):
            desk.ask(ANN, 1, 1, "When?", LINK)

    def test_the_queue_is_filtered(self, store: Store, desk: Desk) -> None:
        sent(store, Proposed("new", NEW), Proposed("problem", engagement="E00007", note="Wrong mayor"))
        sent(store, Proposed("new", {**NEW, "counterpart": "Porto"}), key="k2", sender=Sender("Survey", "", "survey"))
        desk.reject(ANN, 1, 1, "Double.")

        def found(**asked: str) -> list[int]:
            with store.reading() as connection:
                return [row["id"] for row in queue(connection, Filter(**asked), 0, 9)[0]]

        assert found() == [2, 3]
        assert found(state="rejected") == [1]
        assert found(state="") == [1, 2, 3]
        assert found(track="survey") == found(q="porto") == [3]
        assert found(kind="problem") == found(q="wrong mayor") == found(q="e00007") == [2]
        with store.reading() as connection:
            assert counts(connection) == {"waiting": 2, "rejected": 1}


class TestHistory:
    @pytest.fixture
    def story(self, store: Store, desk: Desk) -> Iterator[Sequence[pd.DataFrame]]:
        """A row is added, corrected, withdrawn, and the withdrawal undone: the table after each."""
        base = pd.DataFrame([desk.base("E00001"), desk.base("E00002")])
        sent(store)
        desk.accept(ANN, 1, 1)
        sent(store, Proposed("correction", {"title": "Sister cities"}, "S00001"), key="k2")
        desk.accept(ANN, 2, 1)
        sent(store, Proposed("withdrawal", {}, "S00001", "It was never signed."), key="k3")
        desk.accept(BEN, 3, 1, note="It was never signed.")
        undo(store, ANN, 3, "It was signed.")
        with store.reading() as connection:
            yield [with_changes(base, latest_rows(connection, version)) for version in range(5)]

    def test_any_state_of_the_table_can_be_rebuilt(self, story: Sequence[pd.DataFrame]) -> None:
        assert [len(table) for table in story] == [2, 3, 3, 2, 3]
        titles = [table.loc[table["id"] == "S00001", "title"].tolist() for table in story]
        assert titles == [[], [NEW["title"]], ["Sister cities"], [], ["Sister cities"]]

    def test_only_the_last_change_of_a_row_can_be_undone(self, store: Store, story: Sequence[pd.DataFrame]) -> None:
        assert history(store, "S00001") == ["restored", "withdrawn", "corrected", "added"]
        with pytest.raises(OvertakenError, match="undo that one first"):
            undo(store, ANN, 2, "Wrong.")
        with pytest.raises(NotAllowedError, match="no change 99"):
            undo(store, ANN, 99, "Wrong.")
        with pytest.raises(NotAllowedError, match="Say why"):
            undo(store, ANN, 4, " ")

    def test_rows_keep_their_place_and_columns(self, base: Publication, store: Store, desk: Desk) -> None:
        sent(store, Proposed("correction", {"title": "New title"}, "E00002"))
        desk.accept(ANN, 1, 1)
        with store.reading() as connection:
            table = with_changes(base.base.engagements, latest_rows(connection, 1))
        was = base.base.engagements
        assert list(table["id"]) == list(was["id"])
        assert (table.compare(was).droplevel(0, axis=1).columns == ["self", "other"]).all()
        assert table.dtypes.equals(was.dtypes)


class TestLetters:
    def test_each_is_written_once_into_the_folder(self, store: Store, desk: Desk, tmp_path: Path) -> None:
        receipt = sent(store)
        desk.accept(ANN, 1, 1, note="Thank you.")
        send = sending(f"file:{tmp_path / 'out'}")
        assert deliver(store, send, "map@example.org") == 2
        assert deliver(store, send, "map@example.org") == 0
        texts = [path.read_text() for path in (tmp_path / "out").glob("*.eml")]
        received, accepted = sorted(texts, key=lambda text: "Subject: Submission 1: accepted" in text)
        assert f"{LINK}{receipt.word}" in received
        assert "To: mayor@austin.example" in received
        assert "https://map.example.org/engagement/S00001" in accepted

    def test_a_failure_is_tried_again(self, store: Store) -> None:
        sent(store)

        def fail(_: object) -> None:
            raise ConnectionError

        assert deliver(store, fail, "map@example.org") == 0
        with store.writing() as connection:
            connection.execute(update(letters).values(taken="2000-01-01T00:00:00.000000Z"))
        arrived: list[object] = []
        assert deliver(store, arrived.append, "map@example.org") == 1
        assert len(arrived) == 1

    def test_many_processes_send_each_letter_once(self, store: Store) -> None:
        for number in range(6):
            sent(store, key=str(number))
        arrived: list[object] = []
        together(*[lambda: deliver(store, arrived.append, "map@example.org")] * 3)
        assert len(arrived) == 6

    def test_signs_of_a_name_are_no_header(self, store: Store) -> None:
        sent(store, Proposed("new", NEW), sender=Sender("A\r\nBcc: x@example.org", "a@example.org"))
        arrived: list[object] = []
        deliver(store, arrived.append, "map@example.org")
        assert arrived[0]["Bcc"] is None  # type: ignore[index]


class TestAccounts:
    PASSWORD = "correct horse battery"

    def test_sign_in(self, store: Store) -> None:
        assert add_reviewer(store, "Ann@Example.org", self.PASSWORD)
        stamp = sign_in(store, " ann@example.ORG ", self.PASSWORD)
        assert stamp == stamp_of(store, "ann@example.org")
        assert sign_in(store, ANN, "wrong password") is None
        assert sign_in(store, "nobody@example.org", self.PASSWORD) is None

    def test_no_password_is_kept(self, store: Store) -> None:
        add_reviewer(store, ANN, self.PASSWORD)
        with store.reading() as connection:
            kept = connection.execute(text("SELECT password FROM reviewer")).scalar_one()
        assert kept.startswith("$argon2id$")

    def test_guessing_is_locked_out_and_a_new_password_unlocks(self, store: Store) -> None:
        add_reviewer(store, ANN, self.PASSWORD)
        for _ in range(5):
            assert sign_in(store, ANN, "wrong password") is None
        with pytest.raises(LockedError, match=r"Try again after \d\d:\d\d UTC"):
            sign_in(store, ANN, self.PASSWORD)
        assert not add_reviewer(store, ANN, "another good password")
        assert sign_in(store, ANN, "another good password")

    def test_a_new_password_and_a_closed_account_end_sessions(self, store: Store) -> None:
        add_reviewer(store, ANN, self.PASSWORD)
        first = stamp_of(store, ANN)
        add_reviewer(store, ANN, "another good password")
        assert stamp_of(store, ANN) != first
        assert close_account(store, ANN)
        assert stamp_of(store, ANN) is None
        assert sign_in(store, ANN, "another good password") is None
        assert not close_account(store, "nobody@example.org")

    @pytest.mark.parametrize(("email", "password"), [("ann", "x" * 12), (ANN, "short"), (ANN, "x" * 201)])
    def test_bad_ones_are_refused(self, store: Store, email: str, password: str) -> None:
        with pytest.raises(AccountError):
            add_reviewer(store, email, password)
