"""The promises in the documents: each names a test that exists, and runs."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PROMISES = (TESTS.parent / "docs" / "reliability.md").read_text(encoding="utf-8")
ROWS = [line for line in PROMISES.splitlines() if line.startswith("| ") and not re.match(r"\| (promise|---)", line)]
NAMED = re.compile(r"`([\w/]+\.py)((?:::\w+)+)`")


def defined(body: list[ast.stmt]) -> dict[str, list[ast.stmt]]:
    """Name → body of each class and function."""
    kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {each.name: each.body for each in body if isinstance(each, kinds)}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[2:60])
def test_every_promise_names_a_test_that_exists(row: str) -> None:
    named = NAMED.findall(row)
    assert named, "a promise without a test"
    for file, path in named:
        within = ast.parse((TESTS / file).read_text(encoding="utf-8")).body
        for name in path.removeprefix("::").split("::"):
            assert name in defined(within), f"{file} has no {name}"
            within = defined(within)[name]
        assert path.rpartition("::")[2].startswith("test_")


def test_there_are_promises() -> None:
    assert len(ROWS) >= 20
