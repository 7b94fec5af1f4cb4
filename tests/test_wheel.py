"""The package that is built: the same bytes whoever builds it, whole, and it serves by itself where it is installed.

It is also tried as the image and the unit run it: with a read-only root, as a user without rights.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
PARTS = ("dashboard", "assets", "data")
FILES = ("app.py", "gunicorn.conf.py", "pyproject.toml", "README.md", "LICENSE", ".gitignore")
SECONDS_TO_START = 180
NOBODY = "10001"

SHUT_IN = """
set -e
mount --bind "$STATE" "$STATE"
mount -o remount,ro,bind /
mount -o remount,rw,bind "$STATE"
mount -t tmpfs tmpfs /dev/shm
if touch "$1/outside" 2>/dev/null; then echo "The root can be written to"; exit 9; fi
cd "$STATE"
exec unshare --user --map-user=$NOBODY --map-group=$NOBODY $WITHOUT_RIGHTS "$PYTHON" -m dashboard serve
"""
"""As in the container: all but the state's folder and memory is read-only, and nothing can be gained."""

WITHOUT_RIGHTS = "setpriv --no-new-privs"


def built(source: Path, folder: Path, umask: int) -> Path:
    """The wheel of ``source``; SOURCE_DATE_EPOCH is not set: the same bytes must come without it."""
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=source, check=True, capture_output=True, umask=umask, env=environment)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder that other users can look into, which pytest's own are not."""
    made = Path(tempfile.mkdtemp(prefix="wheel-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="module")
def wheel(folder: Path) -> Path:
    return built(ROOT, folder / "dist", 0o022)


@pytest.fixture(scope="module")
def installed(folder: Path, wheel: Path) -> Path:
    """Where the wheel is installed, alone; the packages it needs are those of the tests."""
    target = folder / "installed"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile"]
    subprocess.run([*command, "--target", str(target), str(wheel)], check=True, capture_output=True, umask=0o022)
    return target


def test_twice_built_is_the_same_byte_for_byte(folder: Path, wheel: Path) -> None:
    """Elsewhere, later, and by somebody whose new files are private."""
    copy = folder / "copy"
    for part in PARTS:
        shutil.copytree(
            ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"), copy_function=shutil.copy
        )
    for name in FILES:
        shutil.copy(ROOT / name, copy / name)
    for path in copy.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    again = built(copy, folder / "again", 0o077)
    assert again.name == wheel.name
    assert again.read_bytes() == wheel.read_bytes()


def test_has_every_file_that_is_needed_and_no_other(wheel: Path) -> None:
    kept = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    code = {path.relative_to(ROOT).as_posix() for path in files_in("dashboard")}
    beside = {
        f"dashboard/shared/{path.relative_to(ROOT).as_posix()}" for path in [*files_in("assets"), *files_in("data")]
    }
    assert kept == code | beside | {"dashboard/shared/app.py", "dashboard/shared/gunicorn.conf.py"}


def files_in(part: str) -> list[Path]:
    return [path for path in (ROOT / part).rglob("*") if path.is_file() and "__pycache__" not in path.parts]


@contextmanager
def serving(command: list[str], installed: Path, state: Path) -> Iterator[str]:
    """The address of a server of the installed package that writes into ``state``."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    settings = {"HOST": "127.0.0.1", "PORT": port, "WORKERS": "1", "TMPDIR": str(state), "PYTHONDONTWRITEBYTECODE": "1"}
    own = {"PYTHONPATH": str(installed), "PYTHON": sys.executable, "STATE": str(state), "NOBODY": NOBODY}
    own["WITHOUT_RIGHTS"] = WITHOUT_RIGHTS
    with (installed.parent / "server.log").open("wb") as log:
        environment = {"PATH": os.environ["PATH"], **settings, **own}
        process = subprocess.Popen(command, cwd=state, env=environment, stdout=log, stderr=log)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", process, Path(log.name))
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"The server did not start:\n{log.read_text('utf-8', 'replace')[-3_000:]}")


def asked(address: str) -> tuple[int, bytes]:
    try:
        with urlopen(address, timeout=60) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        return error.code, error.read()


def is_whole(base: str) -> None:
    """Pages, scripts, shapes, languages, snapshots, forms and what is typeset all come from the package."""
    for path in (
        "/?lang=es",
        "/assets/style.css",
        "/assets/geo/states.json",
        "/submit",
        "/data?snapshot=2026.1",
        "/state/TX/brief.pdf",
        "/engagements.xlsx?state=WY",
    ):
        status, content = asked(f"{base}{path}")
        assert (status, len(content) > 500) == (200, True), path


def test_serves_from_an_empty_folder(installed: Path, folder: Path) -> None:
    state = folder / "state"
    state.mkdir()
    with serving([sys.executable, "-m", "dashboard", "serve"], installed, state) as base:
        is_whole(base)
    assert (state / "var" / "diplomacy.db").exists()
    assert not (installed / "var").exists()


def can_be_shut_in() -> bool:
    trial = "mount --bind /tmp /tmp && unshare --user --map-user=$0 $1 true"
    command = ["unshare", "--mount", "sh", "-c", trial, NOBODY, "setpriv"]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@pytest.mark.skipif(not can_be_shut_in(), reason="this machine gives tests no namespaces")
def test_serves_with_a_read_only_root_as_a_user_without_rights(installed: Path, folder: Path) -> None:
    state = folder / "shut-in"
    state.mkdir()
    with serving(["unshare", "--mount", "sh", "-c", SHUT_IN, "sh", str(folder)], installed, state) as base:
        is_whole(base)
        told = dict(re.findall(r"^(\w+):\s+(\S+)", status_of_listener(base), re.MULTILINE))
    assert (told["CapEff"], told["CapPrm"], told["NoNewPrivs"]) == ("0" * 16, "0" * 16, "1")
    assert (state / "var" / "diplomacy.db").exists()


def status_of_listener(base: str) -> str:
    """What the system knows of the process that listens at ``base``."""
    port = base.rsplit(":", 1)[1]
    for process in Path("/proc").glob("[0-9]*"):
        try:
            environment = (process / "environ").read_bytes().split(b"\0")
            is_server = b"gunicorn" in (process / "cmdline").read_bytes()
        except OSError:
            continue
        if is_server and f"PORT={port}".encode() in environment:
            return (process / "status").read_text()
    raise AssertionError(f"Nothing listens at {base}")


def test_a_wrong_setting_stops_it_with_a_sentence(installed: Path, tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(installed), "DASHBOARD_MODE": "production"}
    command = [sys.executable, "-m", "dashboard", "serve"]
    stopped = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert stopped.returncode == 3
    assert stopped.stderr.startswith("The dashboard did not start: DASHBOARD_SECRET_KEY is missing")
    assert len(stopped.stderr.splitlines()) == 1
