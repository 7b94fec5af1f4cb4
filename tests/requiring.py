"""Which engines the tests can run on, and that none is left out where all are asked for."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec

import pytest


def require(engine: str) -> str:
    """The engine where it can run; else the test is skipped, or fails where ``REQUIRE_ENGINES`` is set."""
    missing = [need for need, is_here in _needs(engine).items() if not is_here]
    if missing:
        (pytest.fail if os.environ.get("REQUIRE_ENGINES") else pytest.skip)(f"{engine} needs {' and '.join(missing)}")
    return engine


def _needs(engine: str) -> dict[str, bool]:
    java = {"Java 17": shutil.which("java") is not None} if engine == "pyspark" else {}
    return {f"the package {engine}": find_spec(engine) is not None, **java}
