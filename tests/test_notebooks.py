"""What docs/notebooks.md shows does what it says: every block is run against a server, where its program is installed.

What Excel would do cannot be run; the addresses in its blocks are asked for, and what it would take from them is there.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from oracle import ids
from werkzeug.serving import make_server

from dashboard.settings import Settings
from dashboard.wiring import create_app

ROOT = Path(__file__).parents[1]
NOTEBOOKS = (ROOT / "docs" / "notebooks.md").read_text(encoding="utf-8")
HERE = "http://127.0.0.1:8050"
BLOCKS = [(match[1], match[2]) for match in re.finditer(r"```(\w+)\n(.*?)```", NOTEBOOKS, re.DOTALL)]

MOST_LINES = 4
"""A first look takes three lines or so."""


def blocks(language: str) -> list[Any]:
    return [pytest.param(code, id=f"{language}-{n}") for n, (of, code) in enumerate(BLOCKS) if of == language]


@pytest.fixture(scope="module")
def base(own_settings: Settings) -> Iterator[str]:
    """A server on a free port."""
    server = create_app(replace(own_settings, api_limit="1000000 per second")).server
    listener = make_server("127.0.0.1", 0, server, threaded=True)
    thread = threading.Thread(target=listener.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{listener.server_port}"
    listener.shutdown()
    thread.join()
    listener.server_close()


def asked(code: str) -> tuple[str, Mapping[str, list[str]]]:
    """The path and the selection of the address in a block."""
    [address] = re.findall(rf'"{HERE}([^"]+)"', code)
    parts = urlsplit(address)
    chosen = parse_qs(parts.query)
    return parts.path, {name: chosen[name] for name in chosen if name not in ("limit", "names", "unit", "nodes")}


def check(code: str, found: Mapping[str, Any]) -> None:
    """What a block leaves behind is what it asked for."""
    path, selection = asked(code)
    if "engagements" in path:
        assert list(found["engagements"]["id"]) == ids(selection)
        assert {"title", "us_actor", "counterpart", "issues"} <= set(found["engagements"].columns)
    elif "counts" in path:
        assert found["counts"].columns == ["value", "label", "count"]
        assert found["counts"]["count"].sum() > 0
    else:
        assert sum(weight for *_, weight in found["graph"].edges(data="weight")) == len(ids(selection))


def test_every_language_is_there() -> None:
    assert {language for language, _ in BLOCKS} == {"python", "r", "powerquery"}
    firsts = re.findall(r"^## (?:pandas|Polars|R)\n.*?```\w+\n(.*?)```", NOTEBOOKS, re.MULTILINE | re.DOTALL)
    assert len(firsts) == 3
    for code in firsts:
        assert len([line for line in code.splitlines() if line]) <= MOST_LINES


@pytest.mark.parametrize("code", blocks("python"))
def test_python(base: str, code: str) -> None:
    found: dict[str, Any] = {}
    exec(code.replace(HERE, base), found)
    check(code, found)


@pytest.mark.parametrize("code", blocks("r"))
def test_r(base: str, code: str, tmp_path: Path) -> None:
    rscript = shutil.which("Rscript")
    if rscript is None:
        pytest.skip("R is not installed")
    package = re.search(r"library\((\w+)\)", code)
    if (
        package
        and subprocess.run([rscript, "-e", f"library({package[1]})"], capture_output=True, check=False).returncode
    ):
        pytest.skip(f"R's package {package[1]} is not installed")
    script = tmp_path / "block.R"
    script.write_text(f'{code.replace(HERE, base)}\ncat(engagements$id, sep = "\\n")\n', encoding="utf-8")
    ran = subprocess.run(
        [rscript, str(script)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == ids(asked(code)[1])


@pytest.mark.parametrize("code", blocks("powerquery"))
def test_power_query(base: str, code: str) -> None:
    [address] = re.findall(rf'Web\.Contents\("({HERE}[^"]+)"\)', code)
    [member] = re.findall(r"Table\.FromRecords\(Answer\[(\w+)\]\)", code)
    answer = requests.get(address.replace(HERE, base), timeout=60)
    assert answer.headers["Content-Type"] == "application/json"
    assert [each["id"] for each in answer.json()[member]] == ids(asked(code)[1])
    assert answer.json()["next"] is None
