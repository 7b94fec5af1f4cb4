"""Which engine answers queries, on what cluster and with how much memory, read from the environment.

How each other setting is read is in ``settings``; the engines themselves are in ``engines``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.util import find_spec
from shutil import which

from dashboard.exposure import SettingsError

ENGINES = ("polars", "pandas", "duckdb", "pyspark")

HOST = r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?:\d{1,5}"
CLUSTER = re.compile(
    r"local\[(?:[1-9]\d{0,2}|\*)\]|local-cluster\[[1-9]\d{0,2},[1-9]\d{0,2},[1-9]\d{2,6}\]"
    rf"|spark://{HOST}(?:,{HOST})*",
    re.IGNORECASE | re.ASCII,
)
MEMORY = re.compile(r"[1-9][0-9]{0,5}(?:\.[0-9]+)? ?[MG]B", re.ASCII)


def engine_in(environment: Mapping[str, str], otherwise: str) -> str:
    """One of ENGINES that can run here; raise SettingsError where it is none, or what it needs is missing."""
    engine = environment.get("DASHBOARD_ENGINE") or otherwise
    if engine not in ENGINES:
        raise SettingsError(f"DASHBOARD_ENGINE '{engine}' is not an engine. Allowed: {', '.join(ENGINES)}.")
    if find_spec(engine) is None:
        raise SettingsError(f"DASHBOARD_ENGINE '{engine}' needs a package that is not here: pip install {engine}.")
    if engine == "pyspark" and not (environment.get("JAVA_HOME") or which("java")):
        raise SettingsError("DASHBOARD_ENGINE 'pyspark' needs Java 17 or later: install it, or set JAVA_HOME.")
    return engine


def cluster_in(environment: Mapping[str, str], otherwise: str) -> str:
    """The address of a cluster; raise SettingsError at what is none."""
    master = "".join((environment.get("DASHBOARD_SPARK") or otherwise).split())
    if not CLUSTER.fullmatch(master):
        raise SettingsError(
            f"DASHBOARD_SPARK '{master[:80]}' is no cluster. Give local[2] for two cores of this machine, "
            "spark://host:7077, or local-cluster[workers,cores,megabytes] for trying out."
        )
    return master


def memory_in(environment: Mapping[str, str]) -> str:
    """The most that DuckDB takes, '' for its own limit; raise SettingsError at what is no size."""
    memory = (environment.get("DASHBOARD_MEMORY") or "").strip()
    if memory and not MEMORY.fullmatch(memory):
        raise SettingsError(f"DASHBOARD_MEMORY '{memory[:40]}' is no size. Give a number with MB or GB, such as 2GB.")
    return memory
