"""PySpark on clusters of several processes: one is killed amid a query, and the answer is right all the same.

The table is the real one, many times: as many files as it takes to be amid it for some seconds.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import pytest
from clustered import QUERIES, WORDS
from requiring import require

from dashboard.published import Published, publish
from dashboard.settings import ROOT, Settings

pytestmark = pytest.mark.long

COPIES = 250


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of ``COPIES`` of the real table with its query columns."""
    require("pyspark")
    cache = tmp_path_factory.mktemp("cache")
    publish(Settings(engine="duckdb", cache=cache))
    [file] = cache.glob("parquet/*.parquet")
    folder = tmp_path_factory.mktemp("many")
    for number in range(COPIES):
        (folder / f"{number:05}.parquet").hardlink_to(file)
    return folder


def executors(sessions: set[int]) -> list[int]:
    """The executors that a process of these sessions started: Java processes of their own."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            command = (place / "cmdline").read_bytes()
            number = os.getsid(int(place.name))
        except OSError:
            continue
        if b"CoarseGrainedExecutorBackend" in command and number in sessions:
            found.append(int(place.name))
    return found


@contextmanager
def started(command: list[str], **environment: str) -> Iterator[subprocess.Popen[str]]:
    """A process with all it starts, ended together."""
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=ROOT,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), **environment},
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()


def line_with(process: subprocess.Popen[str], sign: str) -> str:
    """The next line that holds the sign; what was said before is told where none does."""
    said = []
    for line in process.stdout:
        said.append(line)
        if sign in line:
            return line
    raise AssertionError("".join(said))


@contextmanager
def standalone() -> Iterator[tuple[str, set[int]]]:
    """A master and two workers of Spark's own: the address, and the sessions in which the executors will be."""
    import pyspark

    deployed = [str(Path(pyspark.__file__).parent / "bin" / "spark-class"), "org.apache.spark.deploy"]
    at = ["--host", "127.0.0.1", "--webui-port", "0", "--port", "0"]
    with ExitStack() as cluster:
        master = cluster.enter_context(started([deployed[0], f"{deployed[1]}.master.Master", *at]))
        address = re.search(r"spark://[\d.]+:\d+", line_with(master, "Starting Spark master at")).group()
        worker = [deployed[0], f"{deployed[1]}.worker.Worker", *at, "--cores", "1", "--memory", "1g", address]
        workers = [cluster.enter_context(started(worker)) for _ in range(2)]
        for each in workers:
            line_with(each, "Successfully registered with master")
        yield address, {each.pid for each in workers}


@contextmanager
def within_one() -> Iterator[tuple[str, set[int]]]:
    """A cluster that the asking process starts itself, with workers in processes of their own."""
    yield "local-cluster[2,1,1024]", set()


def expected(published: Published) -> list[list[tuple[object, ...]]]:
    """The same of the real table, times ``COPIES``."""
    answers = published.ask([(query, WORDS) for query in QUERIES])
    counts = [answers[query, WORDS].rows() for query in QUERIES]
    times = [[_times(row) for row in rows] for rows in counts]
    first = published.rows(WORDS, "title", ["id", "title"], 0, 1).rows()
    return [*map(sorted, times), first * 50]


def _times(row: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(cell * COPIES if isinstance(cell, int) else cell for cell in row)


@pytest.mark.parametrize("cluster", [within_one, standalone])
def test_an_executor_killed_amid_a_query_changes_no_answer(
    cluster: Callable[[], AbstractContextManager[tuple[str, set[int]]]],
    many: Path,
    tmp_path: Path,
    published: Published,
) -> None:
    script = str(Path(__file__).with_name("clustered.py"))
    with (
        cluster() as (address, sessions),
        started([sys.executable, script, address, str(many), str(tmp_path)]) as asker,
    ):
        line_with(asker, "amid")
        running = executors(sessions or {asker.pid})
        assert len(running) == 2, "two workers, each a process of its own"
        os.kill(running[0], signal.SIGKILL)
        said = line_with(asker, "answer ").removeprefix("answer ")
    answers = [[tuple(row) for row in rows] for rows in json.loads(said)]
    assert [*map(sorted, answers[:-1]), answers[-1]] == expected(published)
